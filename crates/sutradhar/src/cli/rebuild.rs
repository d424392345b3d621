//! `sutradhar rebuild`

use super::Outcome;
use super::args::Rebuild;
use super::out::Out;
use super::work::{self, Progress};
use crate::pipeline;
use crate::settings::Settings;
use crate::store::Store;

pub fn run(args: Rebuild, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    // An empty store must not be made by a slip of the pen in --store.
    drop(Store::open(&settings.store)?);
    let mut store = Store::open_to_write(&settings.store, settings.wait)?;
    let mut progress = Progress::new(settings);
    let summary = pipeline::rebuild(&mut store, work::options(settings), &mut |s| progress.step(s));
    progress.end();
    work::report(&summary?, store.counts()?, 0, args.json, out)?;
    Ok(Outcome::Done)
}

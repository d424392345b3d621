//! `sutradhar add PATH...`

use super::Outcome;
use super::args::Add;
use super::out::{Out, complain};
use super::work::{self, Progress};
use crate::pipeline::{self, Step};
use crate::settings::Settings;
use crate::store::Store;
use serde_json::json;

pub fn run(args: Add, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let mut store = Store::open_to_write(&settings.store, settings.wait)?;
    let mut progress = Progress::new();
    let (mut new, mut known) = (0, 0);
    let mut gone = None;
    let summary = pipeline::add(&mut store, &args.paths, work::options(settings), &mut |step| {
        progress.step(step);
        if let Step::Stored(s) = step
            && args.json_progress
        {
            new += s.new;
            known += s.known;
            let told = out
                .json(&json!({"stored": {"new": new, "known": known}}))
                .and_then(|()| Ok(out.flush()?));
            gone = gone.take().or(told.err());
        }
    });
    progress.end();
    let summary = summary?;
    if let Some(e) = gone {
        return Err(e);
    }
    let outcome = work::report(&summary, &store, args.json || args.json_progress, out)?;
    if outcome == Outcome::Nothing {
        complain("no pages were found there");
    }
    Ok(outcome)
}

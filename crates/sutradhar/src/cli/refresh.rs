//! `sutradhar refresh` and `sutradhar rebuild`

use super::Outcome;
use super::args::{Rebuild, Refresh};
use super::out::Out;
use super::work;
use crate::app::App;

pub fn refresh(args: Refresh, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let done = work::with_progress(out, |step| app.refresh(step))?;
    let (summary, nothing) = (&done.summary, done.summary.analysed == 0 && !done.summary.derived);
    if nothing && !args.json {
        out.note("Everything is up to date.")?;
        return Ok(Outcome::Done);
    }
    work::report(summary, done.counts, 0, args.json, out)?;
    Ok(Outcome::Done)
}

pub fn rebuild(args: Rebuild, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let done = work::with_progress(out, |step| app.rebuild(step))?;
    work::report(&done.summary, done.counts, 0, args.json, out)?;
    Ok(Outcome::Done)
}

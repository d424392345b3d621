//! `sutradhar add PATH...`

use super::Outcome;
use super::args::Add;
use super::out::{Out, complain};
use super::text::count;
use super::work::{self, Progress};
use crate::app::App;
use crate::pipeline::Step;
use crate::store::Given;
use serde_json::json;

pub fn run(args: Add, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    if args.dry_run {
        return dry_run(&args, app, out);
    }
    let given = Given {
        outlet: args.outlet.clone(),
        language: args.lang.clone(),
    };
    let mut progress = Progress::new(out);
    let (mut new, mut known) = (0, 0);
    let mut gone = None;
    let added = app.add(&args.paths, &given, &mut |step| {
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
    let added = added?;
    if let Some(e) = gone {
        return Err(e);
    }
    for (source, decision) in added.refused.iter().take(work::LISTED) {
        complain(&format!(
            "{source}: was removed by decision {decision} and stays out; `sutradhar undo {decision}` brings it back"
        ));
    }
    let refused = added.refused.len() as u64;
    let as_json = args.json || args.json_progress;
    let outcome = work::report(&added.summary, added.counts, refused, as_json, out)?;
    if outcome == Outcome::Nothing {
        complain("no pages were found there");
    }
    Ok(outcome)
}

/// Reads everything, and says what `add` would do.
fn dry_run(args: &Add, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let trial = app.try_add(&args.paths)?;
    if args.json {
        out.json(
            &json!({"dry_run": true, "new": trial.new, "known": trial.known, "articles": trial.articles,
                         "errors": trial.errors}),
        )?;
    } else {
        trial.errors.iter().for_each(|e| complain(e));
        out.line(&format!(
            "Would store {} with {}; {} already known. Nothing was stored.",
            count(trial.new, "new page"),
            count(trial.articles, "article"),
            trial.known
        ))?;
    }
    Ok(match (trial.errors.is_empty(), trial.new + trial.known) {
        (false, _) => Outcome::Wrong(2),
        (true, 0) => Outcome::Nothing,
        (true, _) => Outcome::Done,
    })
}

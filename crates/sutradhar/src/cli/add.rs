//! `sutradhar add PATH...`

use super::Outcome;
use super::args::Add;
use super::out::{Out, complain};
use super::text::count;
use super::work::{self, Progress};
use crate::pipeline::{self, Step, Summary};
use crate::read;
use crate::read::files::{self, ReadError};
use crate::settings::Settings;
use crate::store::{FILE, Given, Store};
use serde_json::json;
use std::collections::HashSet;
use std::io::BufRead;
use std::path::PathBuf;

pub fn run(args: Add, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    if args.dry_run {
        return dry_run(&args, settings, out);
    }
    // A slip of the pen makes no store.
    if !settings.store.join(FILE).exists()
        && let Some(errors) = nothing_there(&args.paths)
    {
        let summary = Summary {
            errors,
            ..Summary::default()
        };
        return told(&summary, (0, 0, 0), 0, &args, out);
    }
    let mut store = Store::open_to_write(&settings.store, settings.wait)?;
    let mut progress = Progress::new(settings);
    let given = Given {
        outlet: args.outlet.clone(),
        language: args.lang.clone(),
    };
    let (mut new, mut known) = (0, 0);
    let mut gone = None;
    let summary = pipeline::add_given(&mut store, &args.paths, &given, work::options(settings), &mut |step| {
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
    let refused = store.refused()?;
    for (source, decision) in refused.iter().take(work::LISTED) {
        complain(&format!(
            "{source}: was removed by decision {decision} and stays out; `sutradhar undo {decision}` brings it back"
        ));
    }
    told(&summary, store.counts()?, refused.len() as u64, &args, out)
}

fn told(
    summary: &Summary,
    counts: (u64, u64, u64),
    refused: u64,
    args: &Add,
    out: &mut Out,
) -> anyhow::Result<Outcome> {
    let outcome = work::report(summary, counts, refused, args.json || args.json_progress, out)?;
    if outcome == Outcome::Nothing {
        complain("no pages were found there");
    }
    Ok(outcome)
}

/// Reads everything, and says what `add` would do.
fn dry_run(args: &Add, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let there = settings.store.join(FILE).exists();
    let store = if there {
        Some(Store::open(&settings.store)?)
    } else {
        None
    };
    let (mut new, mut known, mut articles) = (0_u64, 0_u64, 0_u64);
    let mut seen = HashSet::new();
    let mut errors: Vec<String> = Vec::new();
    let mut failed = None;
    files::read(&args.paths, &mut |unit| {
        let (raw, line) = match unit {
            Ok(unit) => unit,
            Err(e) => {
                errors.push(e.to_string());
                return true;
            }
        };
        let pages = match read::pages(&raw) {
            Ok(pages) => pages.len() as u64,
            Err(why) => {
                let line = if line > 0 { format!(":{line}") } else { String::new() };
                errors.push(format!("{}{line}: {why}", raw.source));
                return true;
            }
        };
        let key = raw.key();
        match store.as_ref().map_or(Ok(false), |s| s.has_page(&key)) {
            Ok(stored) if stored || !seen.insert(key) => known += 1,
            Ok(_) => {
                new += 1;
                articles += pages;
            }
            Err(e) => failed = Some(e),
        }
        failed.is_none()
    });
    if let Some(e) = failed {
        return Err(e.into());
    }
    if args.json {
        out.json(&json!({"dry_run": true, "new": new, "known": known, "articles": articles, "errors": errors}))?;
    } else {
        errors.iter().for_each(|e| complain(e));
        out.line(&format!(
            "Would store {} with {}; {known} already known. Nothing was stored.",
            count(new, "new page"),
            count(articles, "article")
        ))?;
    }
    Ok(match (errors.is_empty(), new + known) {
        (false, _) => Outcome::Wrong(2),
        (true, 0) => Outcome::Nothing,
        (true, _) => Outcome::Done,
    })
}

/// What is wrong with the paths if they hold no page at all; `None` if they hold one, or if only reading to the end
/// can tell.
fn nothing_there(paths: &[PathBuf]) -> Option<Vec<ReadError>> {
    let mut errors = Vec::new();
    for path in paths {
        if path.as_os_str() == "-" {
            // What is looked at here stays in the buffer of standard input.
            if std::io::stdin().lock().fill_buf().is_ok_and(|b| !b.is_empty()) {
                return None;
            }
        } else if !std::fs::metadata(path).map_or(true, |m| m.is_file() || m.is_dir()) {
            return None;
        }
        let mut found = false;
        files::read(std::slice::from_ref(path), &mut |unit| {
            match unit {
                Ok((raw, line)) => match read::pages(&raw) {
                    Ok(_) => found = true,
                    Err(why) if line > 0 => errors.push(ReadError::Line {
                        path: raw.source,
                        line,
                        why,
                    }),
                    Err(why) => errors.push(ReadError::Content { path: raw.source, why }),
                },
                Err(e) => errors.push(e),
            }
            !found
        });
        if found {
            return None;
        }
    }
    Some(errors)
}

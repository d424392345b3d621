//! `sutradhar doctor`

use super::Outcome;
use super::args::Doctor;
use super::out::Out;
use super::text::count;
use super::work::{self, Progress};
use crate::pipeline;
use crate::settings::Settings;
use crate::store::{Salvaged, Store, StoreError, doctor, salvage};
use serde_json::json;

pub fn run(args: Doctor, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let checked = Store::open(&settings.store).and_then(|store| doctor::check(&store));
    if !args.repair {
        let report = checked?;
        if args.json {
            out.json(&report)?;
        } else {
            tell(&report, settings, out)?;
        }
        return Ok(outcome(&report));
    }
    match checked {
        Ok(report) if report.problems.is_empty() => {
            if args.json {
                out.json(&report)?;
            } else {
                tell(&report, settings, out)?;
            }
            return Ok(Outcome::Done);
        }
        // What cannot be opened as a store cannot be repaired either.
        Err(e @ (StoreError::Missing { .. } | StoreError::Newer { .. } | StoreError::NoStore { .. })) => {
            return Err(e.into());
        }
        _ => {}
    }
    let Salvaged {
        mut store,
        before,
        pages,
        decisions,
        lost,
    } = salvage(&settings.store, settings.wait)?;
    let mut progress = Progress::new(settings);
    let done = pipeline::rebuild(&mut store, work::options(settings), &mut |s| progress.step(s));
    progress.end();
    done?;
    let report = doctor::check(&store)?;
    if args.json {
        let mut all = serde_json::to_value(&report)?;
        if let Some(all) = all.as_object_mut() {
            all.insert("before".to_string(), json!(before.display().to_string()));
            all.insert("lost".to_string(), json!(lost));
        }
        out.json(&all)?;
    } else {
        out.line(&format!(
            "Made the store again from {} and {}. The old file is {}.",
            count(pages, "raw page"),
            count(decisions, "decision"),
            before.display()
        ))?;
        for what in &lost {
            out.line(&format!("{}  {what}", out.paint("31", "lost")))?;
        }
        tell(&report, settings, out)?;
    }
    Ok(if lost.is_empty() {
        outcome(&report)
    } else {
        Outcome::Wrong(1)
    })
}

/// Prints what a check found.
fn tell(report: &doctor::Report, settings: &Settings, out: &mut Out) -> anyhow::Result<()> {
    let checked: Vec<String> = report.checked.iter().map(|(what, n)| format!("{n} {what}")).collect();
    out.line(&format!(
        "Checked {}: {}.",
        settings.store.display(),
        checked.join(", ")
    ))?;
    let mut advice = "";
    for p in &report.problems {
        out.line(&format!("{}  {}", out.paint("31", p.code), p.what))?;
        if advice != p.advice {
            advice = p.advice;
            out.line(&format!("         -> {advice}"))?;
        }
    }
    if report.problems.is_empty() {
        out.line("All is well.")?;
    } else {
        out.line(&format!("{} found.", count(report.problems.len() as u64, "problem")))?;
    }
    Ok(())
}

fn outcome(report: &doctor::Report) -> Outcome {
    if report.problems.is_empty() {
        Outcome::Done
    } else {
        Outcome::Wrong(1)
    }
}

//! `sutradhar doctor`

use super::Outcome;
use super::args::Doctor;
use super::out::Out;
use super::text::count;
use super::work::with_progress;
use crate::app::App;
use crate::store::doctor::Report;
use serde_json::json;

pub fn run(args: Doctor, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    if !args.repair {
        return found(&app.check()?, args.json, app, out);
    }
    let repaired = match with_progress(out, |step| app.repair(step))? {
        Ok(repaired) => repaired,
        Err(report) => return found(&report, args.json, app, out),
    };
    let report = &repaired.report;
    if args.json {
        let mut all = serde_json::to_value(report)?;
        if let Some(all) = all.as_object_mut() {
            all.insert("before".to_string(), json!(repaired.before.display().to_string()));
            all.insert("lost".to_string(), json!(repaired.lost));
        }
        out.json(&all)?;
    } else {
        out.line(&format!(
            "Made the store again from {} and {}. The old file is {}.",
            count(repaired.pages, "raw page"),
            count(repaired.decisions, "decision"),
            repaired.before.display()
        ))?;
        for what in &repaired.lost {
            out.line(&format!("{}  {what}", out.paint("31", "lost")))?;
        }
        tell(report, app, out)?;
    }
    Ok(match repaired.lost.is_empty() {
        true => outcome(report),
        false => Outcome::Wrong(1),
    })
}

/// Says what a check found.
fn found(report: &Report, as_data: bool, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    if as_data {
        out.json(report)?;
    } else {
        tell(report, app, out)?;
    }
    Ok(outcome(report))
}

/// Prints what a check found.
fn tell(report: &Report, app: &App, out: &mut Out) -> anyhow::Result<()> {
    let checked: Vec<String> = report.checked.iter().map(|(what, n)| format!("{n} {what}")).collect();
    out.line(&format!(
        "Checked {}: {}.",
        app.settings().store.display(),
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

fn outcome(report: &Report) -> Outcome {
    if report.problems.is_empty() {
        Outcome::Done
    } else {
        Outcome::Wrong(1)
    }
}

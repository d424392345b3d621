//! `sutradhar doctor`

use super::Outcome;
use super::args::Doctor;
use super::out::Out;
use super::text::count;
use crate::settings::Settings;
use crate::store::{Store, doctor};

pub fn run(args: Doctor, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let store = Store::open(&settings.store)?;
    let report = doctor::check(&store)?;
    if args.json {
        out.json(&report)?;
    } else {
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
    }
    Ok(if report.problems.is_empty() {
        Outcome::Done
    } else {
        Outcome::Wrong(1)
    })
}

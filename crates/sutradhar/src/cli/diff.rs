//! `sutradhar diff A B`

use super::Outcome;
use super::args::Diff;
use super::out::{Out, complain};
use super::story;
use super::text::count;
use crate::app::{App, Comparison, Passage, TwoReports};
use serde_json::{Value, json};
use sutradhar_engine::model::{CompletenessKind, Standing};
use sutradhar_view as view;

pub fn run(args: Diff, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    match super::work::read(app, out)?.compare(&args.a, &args.b)? {
        Comparison::Copied(copy) if args.json => out.json(&copy.record())?,
        Comparison::Copied(copy) => out.page(&view::terminal::diff(&copy.page(), story::style(None, out)))?,
        Comparison::Told(reports) if args.json => out.json(&as_json(&reports))?,
        Comparison::Told(reports) => show(&reports, out)?,
        Comparison::Unrelated => {
            complain("these two share no passage that counts as copied, and report no event in common");
            return Ok(Outcome::Nothing);
        }
    }
    Ok(Outcome::Done)
}

fn as_json(reports: &TwoReports) -> Value {
    let passage = |p: &Passage| json!({"line": p.line, "text": p.text});
    let list = |only: &[Passage]| -> Vec<Value> { only.iter().map(passage).collect() };
    let told: Vec<Value> = reports
        .both
        .iter()
        .map(|b| {
            json!({"claim": b.claim.as_str(), "standing": b.standing.name(),
                   "a": passage(&b.first), "b": passage(&b.second)})
        })
        .collect();
    json!({
        "a": reports.first.id.as_str(),
        "b": reports.second.id.as_str(),
        "relation": "none",
        "events": reports.events.iter().map(|e| e.as_str()).collect::<Vec<_>>(),
        "both": told,
        "a_completeness": reports.first.completeness.name(),
        "b_completeness": reports.second.completeness.name(),
        "only_a": list(&reports.first.only),
        "only_b": list(&reports.second.only),
    })
}

/// Prints what both reports tell in their own words, and what only one of them has.
fn show(reports: &TwoReports, out: &mut Out) -> anyhow::Result<()> {
    let both = [("-", &reports.first), ("+", &reports.second)];
    for (mark, report) in both {
        out.wrapped(
            &format!("{mark} "),
            &format!("{} · {}", report.outlet, report.headline),
            "1",
        )?;
        out.wrapped("  ", report.id.as_str(), "2")?;
    }
    out.line("")?;
    out.wrapped(
        "",
        "They report one event and share no text that counts as copied.",
        "2",
    )?;
    if !reports.both.is_empty() {
        heading(&format!("Both, each in its own words: {}", reports.both.len()), out)?;
        for b in &reports.both {
            let standing = match b.standing {
                Standing::Agreed | Standing::SingleOrigin => String::new(),
                other => format!(" ({})", other.name()),
            };
            let mark = if standing.is_empty() { "=" } else { "≠" };
            let head = format!("{mark} - {:>3}  ", b.first.line);
            out.wrapped(&head, &format!("{}{standing}", b.first.text), "")?;
            out.wrapped(&format!("  + {:>3}  ", b.second.line), &b.second.text, "")?;
        }
    }
    let others = [&reports.second, &reports.first];
    for ((mark, report), other) in both.into_iter().zip(others) {
        let n = count(report.only.len() as u64, "sentence");
        let title = match other.completeness {
            CompletenessKind::Full => format!("Only in {}: {n}", report.outlet),
            kind => format!(
                "In {}, and not in what is here of {} ({}): {n}",
                report.outlet,
                other.outlet,
                kind.name()
            ),
        };
        heading(&title, out)?;
        for p in &report.only {
            out.wrapped(&format!("  {mark} {:>3}  ", p.line), &p.text, "")?;
        }
    }
    Ok(())
}

fn heading(title: &str, out: &mut Out) -> anyhow::Result<()> {
    out.line("")?;
    out.line(&out.paint("1;4", title))?;
    Ok(())
}

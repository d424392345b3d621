//! Two reports of one event that share no text: what both tell in their own words, and what only one of them has.

use super::out::Out;
use super::story::prepare;
use super::text::count;
use crate::store::Store;
use serde_json::{Value, json};
use sutradhar_engine::model::*;

/// A passage that both reports have, by a claim that rests on both.
struct Both {
    claim: Claim,
    first: Span,
    second: Span,
}

/// Compares two reports by the claims of the events that they share; `false` if they share none.
pub fn show(store: &Store, first: &Analysis, second: &Analysis, as_data: bool, out: &mut Out) -> anyhow::Result<bool> {
    let events = store.events_of(&first.article.id)?;
    let shared: Vec<EventId> = store
        .events_of(&second.article.id)?
        .into_iter()
        .filter(|e| events.contains(e))
        .collect();
    if shared.is_empty() {
        return Ok(false);
    }
    let both: Vec<Both> = store
        .derived_for(&shared, &[])?
        .claims
        .into_iter()
        .filter_map(|claim| {
            Some(Both {
                first: place(&claim, &first.article.id)?,
                second: place(&claim, &second.article.id)?,
                claim,
            })
        })
        .collect();
    let only_first = alone(first, both.iter().map(|b| b.first).collect());
    let only_second = alone(second, both.iter().map(|b| b.second).collect());
    if as_data {
        let passage = |a: &Analysis, span: Span| json!({"line": line(a, span), "text": words(a, span)});
        let list = |a: &Analysis, spans: &[Span]| -> Vec<Value> { spans.iter().map(|s| passage(a, *s)).collect() };
        let told: Vec<Value> = both
            .iter()
            .map(|b| {
                json!({"claim": b.claim.id.as_str(), "standing": b.claim.standing.name(),
                       "a": passage(first, b.first), "b": passage(second, b.second)})
            })
            .collect();
        out.json(&json!({
            "a": first.article.id.as_str(),
            "b": second.article.id.as_str(),
            "relation": "none",
            "events": shared.iter().map(|e| e.as_str()).collect::<Vec<_>>(),
            "both": told,
            "only_a": list(first, &only_first),
            "only_b": list(second, &only_second),
        }))?;
        return Ok(true);
    }
    let (mut left, mut right) = (first.clone(), second.clone());
    prepare(&mut left);
    prepare(&mut right);
    for (mark, a) in [("- ", &left), ("+ ", &right)] {
        let outlet = a.article.outlet_name();
        out.wrapped(mark, &format!("{outlet} · {}", a.article.headline_text().trim()), "1")?;
        out.wrapped("  ", a.article.id.as_str(), "2")?;
    }
    out.line("")?;
    out.wrapped(
        "",
        "They report one event and share no text that counts as copied.",
        "2",
    )?;
    if !both.is_empty() {
        heading(&format!("Both, each in its own words: {}", both.len()), out)?;
        for b in &both {
            let standing = match b.claim.standing {
                Standing::Agreed | Standing::SingleOrigin => String::new(),
                other => format!(" ({})", other.name()),
            };
            let mark = if standing.is_empty() { "=" } else { "≠" };
            let head = format!("{mark} - {:>3}  ", line(first, b.first));
            out.wrapped(&head, &format!("{}{standing}", words(first, b.first)), "")?;
            out.wrapped(
                &format!("  + {:>3}  ", line(second, b.second)),
                &words(second, b.second),
                "",
            )?;
        }
    }
    for (mark, a, spans) in [("-", &left, &only_first), ("+", &right, &only_second)] {
        let n = count(spans.len() as u64, "sentence");
        heading(&format!("Only in {}: {n}", a.article.outlet_name()), out)?;
        for span in spans {
            out.wrapped(&format!("  {mark} {:>3}  ", line(a, *span)), &words(a, *span), "")?;
        }
    }
    Ok(true)
}

fn heading(title: &str, out: &mut Out) -> anyhow::Result<()> {
    out.line("")?;
    out.line(&out.paint("1;4", title))?;
    Ok(())
}

/// Where a claim rests on an article.
fn place(claim: &Claim, article: &ArticleId) -> Option<Span> {
    let support = claim.support.iter().find(|s| s.citation.article == *article)?;
    Some(support.citation.span)
}

/// The sentences of a body that none of these passages touches.
fn alone(a: &Analysis, told: Vec<Span>) -> Vec<Span> {
    a.body_sentences()
        .map(|s| s.span)
        .filter(|s| !told.iter().any(|t| t.overlaps(*s)))
        .collect()
}

/// The number of the line that a passage stands on.
fn line(a: &Analysis, span: Span) -> u32 {
    let lines = &a.article.lines;
    lines.iter().rfind(|l| l.span.start <= span.start).map_or(1, |l| l.n)
}

/// The words of a passage on one line.
fn words(a: &Analysis, span: Span) -> String {
    a.words(span).split_whitespace().collect::<Vec<_>>().join(" ")
}

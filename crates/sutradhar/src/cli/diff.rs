//! `sutradhar diff A B`

use super::Outcome;
use super::args::Diff;
use super::out::{Out, complain};
use super::text::{count, wrap};
use super::work;
use crate::export;
use crate::settings::Settings;
use sutradhar_engine::copies;
use sutradhar_engine::model::*;

pub fn run(args: Diff, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let store = work::open(settings)?;
    let (Some(a), Some(b)) = (
        work::article_named(&store, &args.a)?,
        work::article_named(&store, &args.b)?,
    ) else {
        return Ok(Outcome::Nothing);
    };
    if a == b {
        anyhow::bail!("both are article {a}");
    }
    let mut both = Vec::new();
    for id in [&a, &b] {
        match store.analysis(id)? {
            Some(analysis) => both.push(analysis),
            None => anyhow::bail!("article {id} is stored but not analysed yet; another process may be at it"),
        }
    }
    both.sort_by(|x, y| x.article.id.cmp(&y.article.id));
    // The stored pair was found among all articles, which may know better who was first.
    let stored = store.derived_for(&[], std::slice::from_ref(&a))?.copies;
    let pair = stored
        .into_iter()
        .find(|c| c.a == b || c.b == b)
        .or_else(|| copies::find(&both).into_iter().next());
    let (Some(pair), [first, second]) = (pair, &both[..]) else {
        complain("these two share no passage that counts as copied");
        return Ok(Outcome::Nothing);
    };
    if args.json {
        out.json(&export::records::copy(&pair, first, second))?;
        return Ok(Outcome::Done);
    }
    // The source, if known, is shown as the one that was changed.
    let turned = pair.source.as_ref() == Some(&pair.b);
    let (from, to) = if turned { (second, first) } else { (first, second) };
    header(&pair, from, to, out)?;
    body(&pair, turned, from, to, out)?;
    Ok(Outcome::Done)
}

fn header(pair: &CopyPair, from: &Analysis, to: &Analysis, out: &mut Out) -> anyhow::Result<()> {
    for (mark, a) in [("-", from), ("+", to)] {
        let outlet = a.article.outlet.as_deref().unwrap_or("outlet unknown");
        let day = a.article.published.iso().unwrap_or_else(|| "undated".to_string());
        out.line(&format!("{mark} {} · {outlet} · {day}", a.article.id))?;
        out.line(&wrap(a.article.headline_text(), out.width, "    "))?;
    }
    let relation = match pair.relation {
        CopyRelation::SameText => "the same text",
        CopyRelation::Copy => "copied text",
        CopyRelation::Revision => "a later version of one text",
    };
    let agency = pair
        .agency
        .as_ref()
        .map_or(String::new(), |a| format!(", of the agency {a}"));
    let order = match &pair.source {
        Some(source) => format!("; {source} stands nearer the origin"),
        None => "; which was first cannot be told".to_string(),
    };
    let share = (pair.containment * 100.0).round();
    out.line(&wrap(
        &format!("{relation}{agency}: {share} % of the shorter text{order}"),
        out.width,
        "",
    ))?;
    out.line(&format!(
        "{} kept, {} changed, {} added, {} dropped\n",
        count(pair.kept.len() as u64, "sentence"),
        pair.changed.len(),
        pair.added.len(),
        pair.dropped.len()
    ))?;
    Ok(())
}

/// The sentences in the order of the source, what was added where it stands in the copy.
fn body(pair: &CopyPair, turned: bool, from: &Analysis, to: &Analysis, out: &mut Out) -> anyhow::Result<()> {
    let ends = |p: &Passage| if turned { (p.b, p.a) } else { (p.a, p.b) };
    // Place in the source, place in the copy, what to print.
    let mut rows: Vec<(u32, u32, Vec<String>)> = Vec::new();
    let width = out.width;
    let text = |mark: &str, words: &str| wrap(words, width - 2, "  ").replacen("  ", &format!("{mark} "), 1);
    for p in &pair.kept {
        let (a, b) = ends(p);
        rows.push((a.start, b.start, vec![out.paint("2", &text("=", from.words(a)))]));
    }
    for change in &pair.changed {
        let (a, b) = ends(&change.at);
        let mut lines = vec![
            out.paint("31", &text("-", from.words(a))),
            out.paint("32", &text("+", to.words(b))),
        ];
        for (x, y) in &change.words {
            let (x, y) = if turned { (y, x) } else { (x, y) };
            let or_none = |w: &str| {
                if w.is_empty() {
                    "(nothing)".to_string()
                } else {
                    w.to_string()
                }
            };
            lines.push(format!("      {} -> {}", or_none(x), or_none(y)));
        }
        if change.quote_marks_lost {
            lines.push("      quotation marks lost".to_string());
        }
        rows.push((a.start, b.start, lines));
    }
    for s in &pair.dropped {
        rows.push((s.start, 0, vec![out.paint("31", &text("-", from.words(*s)))]));
    }
    rows.sort_by_key(|r| (r.0, r.1));
    let mut added: Vec<Span> = pair.added.clone();
    added.sort();
    let mut shown = added.iter().peekable();
    for (_, at, lines) in rows {
        while at > 0 && shown.peek().is_some_and(|s| s.start < at) {
            if let Some(s) = shown.next() {
                out.line(&out.paint("32", &text("+", to.words(*s))))?;
            }
        }
        for line in lines {
            out.line(&line)?;
        }
    }
    for s in shown {
        out.line(&out.paint("32", &text("+", to.words(*s))))?;
    }
    Ok(())
}

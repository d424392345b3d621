//! One page after each stage, for reading: on the terminal (`trace`) or as the files of `corpus/walkthrough`
//! (`walkthrough`).

use crate::{records, root};
use anyhow::Context;
use std::fmt::Write;
use sutradhar::store::Derived;
use sutradhar_engine::model::*;

/// The sample page that the walkthrough follows, and its way: wire copy with a loaded word, quotes, figures and a
/// chain.
const WALK: &str = "08-dainik-saral-lathicharge.html";

/// Prints what each stage found on one page.
pub fn run(path: &str) -> anyhow::Result<()> {
    let (analyses, derived) = records::derive(&[path.to_string()])?;
    for a in &analyses {
        for (name, text) in stages(a, &analyses, &derived) {
            println!("== {name}\n{text}");
        }
    }
    Ok(())
}

/// Writes `corpus/walkthrough`: the page, what each stage made of it among all samples, and the story.
pub fn walkthrough() -> anyhow::Result<()> {
    let out = root().join("corpus/walkthrough");
    std::fs::create_dir_all(&out)?;
    for (name, text) in walk()? {
        std::fs::write(out.join(name), text)?;
    }
    println!("{}", out.display());
    Ok(())
}

/// The files of the walkthrough.
fn walk() -> anyhow::Result<Vec<(String, String)>> {
    let folder = root().join("samples/pages");
    let mut paths: Vec<String> = Vec::new();
    for entry in std::fs::read_dir(&folder)? {
        paths.push(entry?.path().to_string_lossy().into_owned());
    }
    paths.sort();
    let (analyses, derived) = records::derive(&paths)?;
    let a = analyses
        .iter()
        .find(|a| a.article.source.ends_with(WALK))
        .context(WALK)?;
    let mut files = vec![("00-page.html".to_string(), std::fs::read_to_string(folder.join(WALK))?)];
    for (n, (name, text)) in stages(a, &analyses, &derived).into_iter().enumerate() {
        files.push((format!("{}0-{name}.txt", n + 1), text));
    }
    Ok(files)
}

/// What each stage found of one article, in the order of the stages.
fn stages(a: &Analysis, all: &[Analysis], derived: &Derived) -> Vec<(&'static str, String)> {
    vec![
        ("extract", extract(a)),
        ("annotate", annotate(a)),
        ("attribute", attribute(a)),
        ("copies", copies(a, all, derived)),
        ("event", event(a, all, derived)),
        ("claims", claims(a, derived)),
        ("brief", brief(a, derived)),
    ]
}

fn extract(a: &Analysis) -> String {
    let article = &a.article;
    let mut out = format!(
        "headline   {}\noutlet     {}\nagency     {}\nbyline     {}\ndateline   {}\nlanguage   {}\npublished  {} ({}): {}\n\n",
        article.headline_text(),
        article.outlet.as_deref().unwrap_or("-"),
        article.agency.as_ref().map_or("-", |c| c.name.as_str()),
        article.byline.as_deref().unwrap_or("-"),
        article.dateline.as_deref().unwrap_or("-"),
        article.language.tag(),
        article.published.iso().unwrap_or_else(|| "-".into()),
        article.published.basis.name(),
        article.published.why
    );
    for l in &article.lines {
        writeln!(
            out,
            "{:4} {:10} {} [{}]",
            l.n,
            l.class.name(),
            clip(l.span.of(&article.text)),
            l.reason
        )
        .ok();
    }
    for n in &a.notices {
        writeln!(out, "notice {} {}", n.code, n.message).ok();
    }
    out
}

fn annotate(a: &Analysis) -> String {
    let mut out = String::new();
    for m in &a.mentions {
        writeln!(out, "name    {} {} = {}", m.kind.name(), a.words(m.span), m.entity).ok();
    }
    for t in &a.times {
        writeln!(
            out,
            "time    {} = {} ({}, from {})",
            a.words(t.span),
            t.value,
            t.precision.name(),
            t.anchor
        )
        .ok();
    }
    for q in &a.quantities {
        let counted = q.counted.map_or("", |c| a.words(c));
        writeln!(
            out,
            "figure  {} = {}{} {} {} ({})",
            a.words(q.span),
            if q.approx { "about " } else { "" },
            q.value,
            q.unit,
            counted,
            q.status.name()
        )
        .ok();
    }
    for q in &a.quotations {
        writeln!(
            out,
            "quote   {} ({})",
            a.words(q.span),
            if q.kind == QuotationKind::Name {
                "a name"
            } else {
                "words"
            }
        )
        .ok();
    }
    out
}

fn attribute(a: &Analysis) -> String {
    let mut out = String::new();
    for s in &a.statements {
        let chain: Vec<String> = s
            .chain
            .iter()
            .map(|l| format!("{} ({})", l.resolved.as_deref().unwrap_or(&l.text), l.kind.name()))
            .collect();
        writeln!(
            out,
            "{}\n    <- {}\n    cue: {} | {} | {} | rule {}",
            a.words(s.content),
            if chain.is_empty() {
                "nobody named".to_string()
            } else {
                chain.join(" <- ")
            },
            s.cue.map_or("-", |c| a.words(c)),
            s.form.name(),
            s.polarity.name(),
            s.rule
        )
        .ok();
    }
    out
}

fn copies(a: &Analysis, all: &[Analysis], derived: &Derived) -> String {
    let mut out = String::new();
    for c in derived
        .copies
        .iter()
        .filter(|c| c.a == a.article.id || c.b == a.article.id)
    {
        let other = if c.a == a.article.id { &c.b } else { &c.a };
        writeln!(
            out,
            "{} with {}: containment {:.2}, agency {}, {} sentences kept, {} changed, {} added, {} dropped",
            c.relation.name(),
            name_of(other, all),
            c.containment,
            c.agency.as_deref().unwrap_or("-"),
            c.kept.len(),
            c.changed.len(),
            c.added.len(),
            c.dropped.len()
        )
        .ok();
        for change in &c.changed {
            for (from, to) in &change.words {
                writeln!(
                    out,
                    "    {} -> {}",
                    if from.is_empty() { "(nothing)" } else { from },
                    if to.is_empty() { "(nothing)" } else { to }
                )
                .ok();
            }
        }
    }
    out
}

fn event(a: &Analysis, all: &[Analysis], derived: &Derived) -> String {
    let Some(e) = derived.events.iter().find(|e| e.articles.contains(&a.article.id)) else {
        return String::new();
    };
    let day = |d: Option<jiff::civil::Date>| d.map_or("?".to_string(), |d| d.to_string());
    let mut out = format!(
        "{}\n{} to {}, {} origins\n",
        e.title,
        day(e.start),
        day(e.end),
        e.origins.len()
    );
    for o in &e.origins {
        let pages: Vec<&str> = o.articles.iter().map(|i| name_of(i, all)).collect();
        writeln!(out, "origin {}: {}", o.name, pages.join(", ")).ok();
    }
    writeln!(out, "ultimate sources: {}", e.ultimate_sources.join(", ")).ok();
    for r in &e.reasons {
        writeln!(out, "why: {r}").ok();
    }
    if let Some(s) = derived.storylines.iter().find(|s| Some(&s.id) == e.storyline.as_ref()) {
        writeln!(out, "storyline: {}", s.title).ok();
        for e in s
            .events
            .iter()
            .filter_map(|id| derived.events.iter().find(|e| e.id == *id))
        {
            writeln!(out, "    {} {}", day(e.start), e.title).ok();
        }
    }
    out
}

fn claims(a: &Analysis, derived: &Derived) -> String {
    let mut out = String::new();
    for h in derived.headlines.iter().filter(|h| h.article == a.article.id) {
        writeln!(out, "headline {}: {}", h.verdict.name(), h.why).ok();
    }
    for c in derived
        .claims
        .iter()
        .filter(|c| c.support.iter().any(|s| s.citation.article == a.article.id))
    {
        writeln!(out, "{} ({} origins) {}", c.standing.name(), c.origins, clip(&c.text)).ok();
        for s in &c.support {
            writeln!(
                out,
                "    {} {} {}",
                s.stance.name(),
                s.citation.article,
                s.value.as_deref().unwrap_or("")
            )
            .ok();
        }
        let note = sutradhar_view::claim_note(&c.reasons);
        if !note.is_empty() {
            writeln!(out, "    note: {note}").ok();
        }
    }
    out
}

fn brief(a: &Analysis, derived: &Derived) -> String {
    let mut out = String::new();
    let Some(e) = derived.events.iter().find(|e| e.articles.contains(&a.article.id)) else {
        return out;
    };
    for b in derived.briefs.iter().filter(|b| b.event == e.id) {
        for x in &b.bullets {
            writeln!(
                out,
                "* {} [{}]",
                x.text,
                x.citations
                    .iter()
                    .map(|c| c.article.as_str())
                    .collect::<Vec<_>>()
                    .join(", ")
            )
            .ok();
        }
        for x in &b.timeline {
            writeln!(out, "{} {}", x.date, clip(&x.text)).ok();
        }
        for x in &b.faq {
            writeln!(out, "? {}\n  {}", x.question, x.answer).ok();
        }
    }
    out
}

fn name_of<'a>(id: &'a ArticleId, all: &'a [Analysis]) -> &'a str {
    all.iter()
        .find(|a| a.article.id == *id)
        .map_or(id.as_str(), |a| a.article.source.rsplit('/').next().unwrap_or(""))
}

fn clip(text: &str) -> String {
    let mut short: String = text.trim().chars().take(140).collect();
    if short.len() < text.trim().len() {
        short.push('…');
    }
    short
}

//! Plain pages until the views are there.

use super::args::PageFormat;
use super::story::Parts;
use super::text::wrap;
use std::fmt::Write;
use sutradhar_engine::model::*;

pub fn story(parts: &Parts, _format: PageFormat, _colour: bool, width: usize) -> anyhow::Result<String> {
    let mut t = String::new();
    writeln!(t, "{}\n", parts.event.title)?;
    for b in parts.derived.briefs.iter().flat_map(|b| &b.bullets) {
        writeln!(t, "{}", wrap(&b.text, width, "  "))?;
    }
    for c in &parts.derived.claims {
        writeln!(
            t,
            "{} ({}, {} origins)",
            wrap(&c.text, width, "  "),
            c.standing.name(),
            c.origins
        )?;
    }
    for a in &parts.articles {
        writeln!(t, "{}  {}", a.article.id, a.article.headline_text())?;
    }
    Ok(t)
}

pub fn article(a: &Analysis, _format: PageFormat, _colour: bool, width: usize) -> anyhow::Result<String> {
    let mut t = String::new();
    for l in &a.article.lines {
        writeln!(
            t,
            "{:>4} {:<10} {}",
            l.n,
            l.class.name(),
            super::text::fit(a.words(l.span), width)
        )?;
    }
    Ok(t)
}

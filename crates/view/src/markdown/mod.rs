//! Pages as Markdown, citations as footnotes.

use super::claims::ClaimRow;
use super::figures::what;
use super::labels::{self, Label, Noun, is_hindi};
use super::lineage::CopyRow;
use super::pieces::{Piece, PieceKind};
use super::word::WordNode;
use super::{ArticlePage, StoryPage, dates};
use std::collections::BTreeSet;
use std::fmt::Write;

#[cfg(test)]
mod tests;

/// Text with the characters that mean something in Markdown or HTML escaped, on one line, without control characters.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '\\' | '`' | '*' | '_' | '[' | ']' | '#' | '|' | '~' => {
                out.push('\\');
                out.push(c);
            }
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' => {}
            c if c.is_whitespace() => out.push(' '),
            c if c.is_control() => {}
            c => out.push(c),
        }
    }
    out
}

fn heading(out: &mut String, label: Label, language: &str) {
    let _ = match is_hindi(language) {
        true => writeln!(out, "\n## {} ({})\n", label.hi, label.en),
        false => writeln!(out, "\n## {}\n", label.en),
    };
}

/// Footnote marks, which are noted as used.
fn notes(used: &mut BTreeSet<usize>, numbers: &[usize]) -> String {
    used.extend(numbers);
    numbers.iter().map(|n| format!("[^{n}]")).collect()
}

/// Both versions of a sentence in one: ~~removed~~, **inserted**.
fn pieces(list: &[Piece]) -> String {
    let mut out = String::new();
    for p in list {
        let (head, tail) = (p.text.trim_end(), p.text.get(p.text.trim_end().len()..).unwrap_or(""));
        let _ = match p.kind {
            _ if head.is_empty() => write!(out, "{tail}"),
            PieceKind::Same => write!(out, "{}{tail}", escape(head)),
            PieceKind::Removed => write!(out, "~~{}~~ ", escape(head)),
            PieceKind::Inserted => write!(out, "**{}**{tail}", escape(head)),
        };
    }
    out
}

/// A story page as Markdown.
pub fn story(page: &StoryPage) -> String {
    let l = page.language;
    let mut out = format!("# {}\n\n", escape(&page.title));
    let used = &mut BTreeSet::new();
    let mut when = vec![dates::span(page.start.as_deref(), page.end.as_deref(), l)];
    when.extend(page.places.iter().take(6).map(|p| escape(p)));
    let _ = writeln!(out, "{}  ", when.join(" · "));
    let _ = writeln!(
        out,
        "{}, {}",
        labels::count(page.origins, Noun::Origin, l),
        labels::count(page.article_count, Noun::Article, l)
    );
    if !page.bullets.is_empty() {
        heading(&mut out, labels::QUICK_READ, l);
        for b in &page.bullets {
            let by = match b.said_by.is_empty() {
                true => String::new(),
                false => format!(" *({})*", escape(&b.said_by.join("; "))),
            };
            let _ = writeln!(out, "- {}{}{by}", escape(&b.text), notes(used, &b.cites));
        }
    }
    if let Some(s) = &page.storyline {
        heading(&mut out, labels::STORYLINE, l);
        for e in &s.events {
            let when = dates::span(e.start.as_deref(), e.end.as_deref(), l);
            let title = escape(&e.title);
            let title = if e.when == "this" {
                format!("**{title}**")
            } else {
                title
            };
            let _ = writeln!(out, "- {when}: {title}");
            if let Some(new) = e.new_in() {
                let _ = writeln!(out, "  - {}: {}", labels::NEW.of(l), escape(&new));
            }
        }
    }
    if !page.background.is_empty() {
        heading(&mut out, labels::BACKGROUND, l);
        for row in &page.background {
            let when = dates::span(row.of_start.as_deref(), None, l);
            let _ = writeln!(out, "- {when}: {}{}", escape(&row.text), notes(used, &row.cites));
        }
    }
    if !page.timeline.is_empty() {
        heading(&mut out, labels::TIMELINE, l);
        for t in &page.timeline {
            let when = escape(&dates::human(&t.date, l));
            let _ = writeln!(out, "- **{when}**: {}{}", escape(&t.text), notes(used, &t.cites));
        }
    }
    if !page.word.is_empty() {
        heading(&mut out, labels::WORD, l);
        for n in &page.word {
            node(&mut out, n, 0, l, used);
        }
    }
    if !page.unsourced.is_empty() {
        let _ = writeln!(out, "\n{}:\n", labels::UNSOURCED.of(l));
        for u in &page.unsourced {
            let _ = writeln!(
                out,
                "- {}: {}/{}",
                escape(&u.outlet),
                u.sentences,
                labels::count(u.of, Noun::Sentence, l)
            );
        }
    }
    differences(&mut out, page, used);
    if !page.claims.is_empty() {
        heading(&mut out, labels::CLAIMS, l);
        for c in &page.claims {
            claim(&mut out, c, l, used);
        }
    }
    figures(&mut out, page, used);
    if !page.headlines.is_empty() {
        heading(&mut out, labels::HEADLINES, l);
        for h in &page.headlines {
            let verdict = labels::verdict(h.verdict).of(l);
            let _ = writeln!(
                out,
                "- {} ({}) — {verdict}: {}{}",
                escape(&h.headline),
                escape(&h.outlet),
                escape(&h.why),
                notes(used, &h.cites)
            );
        }
    }
    if !page.copies.is_empty() {
        heading(&mut out, labels::COPIES, l);
        for row in &page.copies {
            copy(&mut out, row, l, used);
        }
    }
    if !page.faq.is_empty() {
        heading(&mut out, labels::FAQ, l);
        for f in &page.faq {
            let _ = writeln!(
                out,
                "**{}**  \n{}{}\n",
                escape(&f.question),
                escape(&f.answer),
                notes(used, &f.cites)
            );
        }
    }
    heading(&mut out, labels::ARTICLES, l);
    for a in &page.articles {
        let title = linked(&a.headline, a.url.as_deref());
        let mut facts = vec![escape(&a.outlet), dates::published(&a.published, l)];
        facts.extend(a.agency.as_deref().map(escape));
        facts.extend(labels::in_part(a.completeness, l));
        let _ = writeln!(out, "- {title} ({})", facts.join(", "));
    }
    if !page.notices.is_empty() {
        heading(&mut out, labels::NOTICES, l);
        for n in &page.notices {
            let _ = writeln!(
                out,
                "- {} {} ({})",
                escape(&n.code),
                escape(&n.message),
                escape(&n.article)
            );
        }
    }
    out.push('\n');
    for c in page.citations.iter().filter(|c| used.contains(&c.n)) {
        let _ = writeln!(
            out,
            "[^{}]: {}, {}:{} — {}**{}**{}",
            c.n,
            escape(&c.outlet),
            escape(&c.article),
            c.line,
            escape(&c.before),
            escape(&c.quote),
            escape(&c.after)
        );
    }
    out
}

fn linked(text: &str, url: Option<&str>) -> String {
    match url.filter(|u| crate::safe::is_web(u) && !u.contains(['(', ')', '<', '>'])) {
        Some(u) => format!("[{}]({u})", escape(text)),
        None => escape(text),
    }
}

fn node(out: &mut String, n: &WordNode, depth: usize, l: &str, used: &mut BTreeSet<usize>) {
    let count = match depth {
        0 => labels::support(n.origins, n.articles, l),
        _ => labels::count(n.statements, Noun::Statement, l),
    };
    let marks = if n.children.is_empty() {
        notes(used, &n.cites)
    } else {
        String::new()
    };
    let _ = writeln!(out, "{}- {} ({count}){marks}", "  ".repeat(depth), escape(&n.name));
    for c in &n.children {
        node(out, c, depth + 1, l, used);
    }
}

fn claim(out: &mut String, c: &ClaimRow, l: &str, used: &mut BTreeSet<usize>) {
    let standing = labels::standing(c.standing).of(l);
    let support = labels::support(c.origins, c.articles, l);
    let names = match c.origin_names.is_empty() {
        true => String::new(),
        false => format!(": {}", escape(&c.origin_names.join(", "))),
    };
    let _ = writeln!(
        out,
        "- {}{} — **{standing}**, {support}{names}",
        escape(&c.text),
        notes(used, &c.cites)
    );
    if !c.note_shown.is_empty() {
        let _ = writeln!(out, "  {}", escape(&c.note_shown));
    }
    if !c.details.is_empty() {
        let list: Vec<String> = c
            .details
            .iter()
            .map(|d| escape(&d.text) + &notes(used, &d.cites))
            .collect();
        let _ = writeln!(out, "  {}: {}", labels::SHARED_TOO.of(l), list.join(" · "));
    }
}

fn differences(out: &mut String, page: &StoryPage, used: &mut BTreeSet<usize>) {
    if page.differences.is_empty() {
        return;
    }
    let l = page.language;
    heading(out, labels::DIFFERENCES, l);
    for d in &page.differences {
        let _ = writeln!(out, "- **{}**: {}", labels::standing(d.kind).of(l), escape(&d.text));
        for s in &d.sides {
            let value = s
                .value
                .as_ref()
                .map(|v| format!("**{}** ", escape(v)))
                .unwrap_or_default();
            let _ = writeln!(
                out,
                "  - {value}{} ({}){}",
                escape(&s.who.join("; ")),
                labels::stance(s.stance).of(l),
                notes(used, &s.cites)
            );
        }
    }
}

fn figures(out: &mut String, page: &StoryPage, used: &mut BTreeSet<usize>) {
    if page.figures.is_empty() {
        return;
    }
    let l = page.language;
    heading(out, labels::FIGURES, l);
    let heads = [
        labels::VALUE,
        labels::WHAT,
        labels::STATUS,
        labels::AS_OF,
        labels::SAID_BY,
        labels::ORIGINS,
    ]
    .map(|h| h.of(l));
    let _ = writeln!(out, "| {} |\n|{}", heads.join(" | "), " --- |".repeat(heads.len()));
    for f in &page.figures {
        let as_of = f.as_of.as_ref().map_or_else(
            || labels::UNKNOWN_DATE.of(l).to_string(),
            |d| dates::human(d.split('T').next().unwrap_or(d), l),
        );
        let _ = writeln!(
            out,
            "| {}{} | {} | {} | {as_of} | {}{} | {} |",
            if f.approx { "\\~" } else { "" },
            escape(&f.value),
            escape(&f.what(l)),
            labels::figure_status(f.status).of(l),
            escape(&f.said_by.join("; ")),
            notes(used, &f.cites),
            escape(&f.origins.join(", "))
        );
    }
}

fn copy(out: &mut String, row: &CopyRow, l: &str, used: &mut BTreeSet<usize>) {
    let arrow = if row.directed { "→" } else { "–" };
    let agency = row
        .agency
        .as_ref()
        .map(|a| format!(", {}", escape(a)))
        .unwrap_or_default();
    let _ = writeln!(
        out,
        "- {} {arrow} {} ({}{agency}): {}",
        escape(&row.from_outlet),
        escape(&row.to_outlet),
        labels::relation(row.relation).of(l),
        labels::kept(row.counts(), row.from_completeness, row.to_completeness, l)
    );
    for c in row.changed.iter().filter(|c| !c.pieces.is_empty()) {
        let lost = match c.quote_marks_lost {
            true => format!(" ({})", labels::QUOTES_LOST.of(l)),
            false => String::new(),
        };
        let _ = writeln!(out, "  - {}{lost}{}", pieces(&c.pieces), notes(used, &c.cites));
    }
    for (sign, list) in [("+", &row.added), ("−", &row.dropped)] {
        for q in list {
            let _ = writeln!(
                out,
                "  - {sign} {} ({}:{})",
                escape(&q.text),
                escape(&q.article),
                q.line
            );
        }
    }
}

/// An article page as Markdown.
pub fn article(page: &ArticlePage) -> String {
    let a = &page.article;
    let l = a.language;
    let mut out = format!("# {}\n\n", linked(&a.headline, a.url.as_deref()));
    let mut facts = vec![escape(&a.outlet), dates::published(&a.published, l)];
    facts.extend(a.agency.as_deref().map(escape));
    facts.extend(a.byline.as_deref().map(escape));
    facts.extend(labels::in_part(a.completeness, l));
    let _ = writeln!(out, "{}  \n{}", facts.join(" · "), escape(&a.published.why));
    if let Some(h) = &page.headline {
        heading(&mut out, labels::HEADLINE_CHECK, l);
        let _ = writeln!(out, "**{}**: {}", labels::verdict(h.verdict).of(l), escape(&h.why));
    }
    heading(&mut out, labels::LINES, l);
    for line in &page.lines {
        let _ = writeln!(
            out,
            "{}. *{}* {} ({})",
            line.n,
            line.class,
            escape(&line.text),
            escape(&line.reason)
        );
    }
    if !page.statements.is_empty() {
        heading(&mut out, labels::STATEMENTS, l);
        for s in &page.statements {
            let _ = writeln!(
                out,
                "- {} — {} ({}, {}; {})",
                escape(&s.text),
                escape(&s.said_by),
                s.form,
                s.polarity,
                s.line
            );
        }
    }
    if !page.numbers.is_empty() {
        heading(&mut out, labels::NUMBERS, l);
        for n in &page.numbers {
            let what = what(&n.text, &n.counted, &n.unit);
            let status = labels::figure_status(n.status).of(l);
            let _ = writeln!(out, "- {}: {} ({status}; {})", escape(&n.text), escape(what), n.line);
        }
    }
    if !page.times.is_empty() {
        heading(&mut out, labels::TIMES, l);
        for t in &page.times {
            let day = if t.value.is_empty() { "?" } else { &t.value };
            let _ = writeln!(
                out,
                "- {}: {} ({}; {})",
                escape(&t.text),
                escape(day),
                escape(&t.anchor),
                t.line
            );
        }
    }
    if page.entities.iter().any(|e| e.count > 0) {
        heading(&mut out, labels::ENTITIES, l);
        for e in page.entities.iter().filter(|e| e.count > 0) {
            let words: Vec<String> = e.mentions.iter().map(|(t, _)| escape(t)).collect();
            let _ = writeln!(
                out,
                "- **{}** {} ({}): {}",
                escape(&e.name),
                e.kind,
                e.count,
                words.join(", ")
            );
        }
    }
    if !page.lineage.is_empty() {
        heading(&mut out, labels::LINEAGE, l);
        for row in &page.lineage {
            copy(&mut out, row, l, &mut BTreeSet::new());
        }
    }
    out
}

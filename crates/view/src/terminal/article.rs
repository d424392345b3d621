//! An article page as terminal text.

use super::Style;
use super::layout::{Run, Sheet, Tone, muted, plain, strong};
use super::parts::{copy, heading, notices, tone_of};
use crate::article::ArticlePage;
use crate::{dates, labels};

/// An article page as terminal text.
pub fn article(page: &ArticlePage, style: Style) -> String {
    let mut s = Sheet::new(style);
    let a = &page.article;
    let lang = a.language;
    let title = if a.headline.is_empty() {
        "–"
    } else {
        a.headline.as_str()
    };
    s.paragraph(0, "", &[strong(title)]);
    let published = dates::published(&a.published, lang);
    let minutes = a.read_minutes.to_string();
    let tags = page.tags.join(", ");
    let in_part = match labels::completeness(a.completeness).en {
        "" => String::new(),
        en => format!("{en}: {}", a.completeness_why),
    };
    let facts: [(&str, &str); 12] = [
        ("id", &a.id),
        ("outlet", &a.outlet),
        ("published", &published),
        ("because", &a.published.why),
        ("agency", a.agency.as_deref().unwrap_or("")),
        ("byline", a.byline.as_deref().unwrap_or("")),
        ("dateline", a.dateline.as_deref().unwrap_or("")),
        ("language", a.language),
        ("minutes", if in_part.is_empty() { &minutes } else { "" }),
        ("text", &in_part),
        ("tags", &tags),
        ("url", a.url.as_deref().unwrap_or(&a.source)),
    ];
    for (name, value) in facts {
        if !value.is_empty() {
            s.paragraph(0, &format!("{name:<10}"), &[plain(value)]);
        }
    }
    if let Some(h) = &page.headline {
        heading(&mut s, labels::HEADLINE_CHECK, lang);
        let verdict = labels::verdict(h.verdict).of(lang);
        s.paragraph(
            2,
            "",
            &[(tone_of(h.verdict), format!("{verdict}: ")), plain(h.why.clone())],
        );
    }
    lines(&mut s, page);
    statements(&mut s, page);
    numbers(&mut s, page);
    times(&mut s, page);
    entities(&mut s, page);
    if !page.lineage.is_empty() {
        heading(&mut s, labels::LINEAGE, lang);
        for row in &page.lineage {
            copy(&mut s, row, lang);
        }
    }
    notices(&mut s, &page.notices, lang);
    s.finish()
}

fn lines(s: &mut Sheet, page: &ArticlePage) {
    heading(s, labels::LINES, page.article.language);
    for l in &page.lines {
        let tone = match l.class {
            "headline" | "subheading" => Tone::Strong,
            "teaser" | "furniture" | "summary" | "faq" | "tags" => Tone::Muted,
            _ => Tone::Plain,
        };
        let runs = [
            muted(format!("{} ", l.class)),
            (tone, l.text.clone()),
            muted(format!(" ({})", l.reason)),
        ];
        s.paragraph(0, &format!("{:>4} ", l.n), &runs);
    }
}

fn statements(s: &mut Sheet, page: &ArticlePage) {
    if page.statements.is_empty() {
        return;
    }
    heading(s, labels::STATEMENTS, page.article.language);
    for t in &page.statements {
        s.paragraph(0, &format!("{:>4} ", t.line), &[plain(t.text.clone())]);
        let mut facts = vec![t.form.to_string()];
        if t.polarity != "asserts" {
            facts.push(t.polarity.to_string());
        }
        facts.extend(t.hedge.as_ref().map(|h| format!("“{h}”")));
        facts.push(t.rule.clone());
        let runs = [
            (Tone::Accent, t.said_by.clone()),
            muted(format!(" · {}", facts.join(" · "))),
        ];
        s.paragraph(5, "", &runs);
    }
}

fn numbers(s: &mut Sheet, page: &ArticlePage) {
    if page.numbers.is_empty() {
        return;
    }
    let lang = page.article.language;
    heading(s, labels::NUMBERS, lang);
    let rows: Vec<Vec<Vec<Run>>> = page
        .numbers
        .iter()
        .map(|n| {
            let hedge = if n.approx { "~" } else { "" };
            let value = match n.number_max {
                Some(max) => format!("{hedge}{}–{max}", n.number),
                None => format!("{hedge}{}", n.number),
            };
            vec![
                vec![muted(n.line.to_string())],
                vec![strong(n.text.clone())],
                vec![plain(format!("{value} {}", n.unit))],
                vec![plain(n.counted.clone())],
                vec![muted(labels::figure_status(n.status).of(lang))],
            ]
        })
        .collect();
    s.table(2, &["line", "words", "value", "of what", "status"], &rows);
}

fn times(s: &mut Sheet, page: &ArticlePage) {
    if page.times.is_empty() {
        return;
    }
    heading(s, labels::TIMES, page.article.language);
    let rows: Vec<Vec<Vec<Run>>> = page
        .times
        .iter()
        .map(|t| {
            vec![
                vec![muted(t.line.to_string())],
                vec![strong(t.text.clone())],
                vec![plain(if t.value.is_empty() { "?" } else { t.value.as_str() })],
                vec![muted(t.precision)],
                vec![muted(t.anchor.clone())],
            ]
        })
        .collect();
    s.table(2, &["line", "words", "day", "precision", "from"], &rows);
}

fn entities(s: &mut Sheet, page: &ArticlePage) {
    if page.entities.is_empty() {
        return;
    }
    heading(s, labels::ENTITIES, page.article.language);
    for e in page.entities.iter().filter(|e| e.count > 0) {
        let mentions: Vec<String> = e
            .mentions
            .iter()
            .map(|(text, lines)| {
                let lines: Vec<String> = lines.iter().map(u32::to_string).collect();
                format!("{text} ({})", lines.join(", "))
            })
            .collect();
        let runs = [
            strong(format!("{} ", e.name)),
            muted(format!("{} {} · ", e.kind, e.id)),
            plain(mentions.join("; ")),
        ];
        s.paragraph(2, "", &runs);
    }
}

//! An article page as terminal text, short: who says what, figures, names, shared text. [`super::article`] has every line.

use super::Style;
use super::layout::{Run, Sheet, Tone, muted, plain, shorten, strong};
use super::parts::{more, tone_of};
use crate::article::ArticlePage;
use crate::dates;
use crate::figures::what;
use crate::labels::{self, Label, is_hindi};
use std::collections::BTreeMap;

/// Statements shown.
const STATEMENTS: usize = 10;
/// Figures shown.
const NUMBERS: usize = 8;
/// Names shown.
const NAMES: usize = 14;
/// Pairs of shared text shown.
const COPIES: usize = 5;

/// An article page as terminal text, short.
pub fn article_short(page: &ArticlePage, style: Style) -> String {
    let mut s = Sheet::new(style);
    head(&mut s, page);
    statements(&mut s, page);
    numbers(&mut s, page);
    names(&mut s, page);
    lineage(&mut s, page);
    lines(&mut s, page);
    s.blank();
    let l = page.article.language;
    let rest = if is_hindi(l) {
        format!(
            "[15] = पन्ने की पंक्ति 15। --full जोड़ता है: सभी {} पंक्तियां और उनका वर्ग, समय ({}), बदले वाक्य।",
            page.lines.len(),
            page.times.len()
        )
    } else {
        format!(
            "[15] is line 15 of the page. --full adds: all {} lines with their class, times ({}), changed sentences.",
            page.lines.len(),
            page.times.len()
        )
    };
    s.paragraph(0, "", &[muted(rest)]);
    s.finish()
}

fn band(s: &mut Sheet, label: Label, language: &str) {
    s.band(label.of(language), Some(label.en));
}

fn at(line: u32) -> Run {
    (Tone::Accent, format!("[{line}]"))
}

fn head(s: &mut Sheet, page: &ArticlePage) {
    let a = &page.article;
    let l = a.language;
    let title = if a.headline.is_empty() { "–" } else { &a.headline };
    s.paragraph(0, "", &[strong(title)]);
    let mut facts = vec![a.outlet.clone(), dates::published(&a.published, l)];
    facts.extend(a.agency.clone());
    facts.extend(a.byline.clone());
    facts.extend(a.dateline.clone());
    facts.extend(labels::in_part(a.completeness, l));
    s.paragraph(0, "", &[plain(facts.join(" · "))]);
    let place = a.url.as_deref().unwrap_or(&a.source);
    s.paragraph(0, "", &[muted(format!("{} · {place}", a.id))]);
    if let Some(h) = &page.headline {
        let runs = [
            (tone_of(h.verdict), labels::verdict(h.verdict).of(l).to_string()),
            muted(format!(" {}", h.why)),
        ];
        s.paragraph(0, &format!("{} ", labels::sign(h.verdict)), &runs);
    }
}

fn statements(s: &mut Sheet, page: &ArticlePage) {
    if page.statements.is_empty() {
        return;
    }
    let l = page.article.language;
    band(s, labels::STATEMENTS, l);
    for t in page.statements.iter().take(STATEMENTS) {
        let room = s.width() * 2 - 12;
        let mut runs = vec![plain(shorten(&t.text, room)), plain(" "), at(t.line)];
        runs.push(muted(format!(" — {}", t.said_by)));
        if t.polarity != "asserts" {
            runs.push((Tone::Warn, format!(" ({})", labels::stance(t.polarity).of(l))));
        }
        s.paragraph(2, "• ", &runs);
    }
    more(s, 2, page.statements.len().saturating_sub(STATEMENTS), l);
}

fn numbers(s: &mut Sheet, page: &ArticlePage) {
    if page.numbers.is_empty() {
        return;
    }
    let l = page.article.language;
    band(s, labels::NUMBERS, l);
    let rows: Vec<Vec<Vec<Run>>> = page
        .numbers
        .iter()
        .take(NUMBERS)
        .map(|n| {
            let hedge = if n.approx { "~" } else { "" };
            vec![
                vec![strong(format!("{hedge}{}", n.text))],
                vec![plain(shorten(what(&n.text, &n.counted, &n.unit), 30))],
                vec![muted(labels::figure_status(n.status).of(l))],
                vec![at(n.line)],
            ]
        })
        .collect();
    let heads = [labels::VALUE, labels::WHAT, labels::STATUS].map(|h| h.of(l));
    s.table(2, &[heads[0], heads[1], heads[2], ""], &rows);
    more(s, 2, page.numbers.len().saturating_sub(NUMBERS), l);
}

fn names(s: &mut Sheet, page: &ArticlePage) {
    let named: Vec<_> = page.entities.iter().filter(|e| e.count > 0).collect();
    if named.is_empty() {
        return;
    }
    band(s, labels::ENTITIES, page.article.language);
    for kind in ["PER", "ORG", "LOC", "EVT"] {
        let mut runs: Vec<Run> = Vec::new();
        for e in named.iter().filter(|e| e.kind == kind).take(NAMES) {
            if !runs.is_empty() {
                runs.push(muted(", "));
            }
            runs.push(plain(e.name.clone()));
            if e.count > 1 {
                runs.push(muted(format!(" ×{}", e.count)));
            }
        }
        if !runs.is_empty() {
            s.paragraph(2, &format!("{kind}  "), &runs);
        }
    }
}

fn lineage(s: &mut Sheet, page: &ArticlePage) {
    if page.lineage.is_empty() {
        return;
    }
    let l = page.article.language;
    band(s, labels::LINEAGE, l);
    for row in page.lineage.iter().take(COPIES) {
        let mine = row.to == page.article.id;
        let other = if mine { &row.from_outlet } else { &row.to_outlet };
        let arrow = match (row.directed, mine) {
            (false, _) => "–",
            (true, true) => "←",
            (true, false) => "→",
        };
        let mut facts = vec![labels::relation(row.relation).of(l).to_string()];
        facts.extend(row.agency.clone());
        facts.push(labels::shared(row.containment, l));
        facts.push(labels::kept(
            row.counts(),
            row.from_completeness,
            row.to_completeness,
            l,
        ));
        let runs = [plain(other.clone()), muted(format!(" · {}", facts.join(" · ")))];
        s.paragraph(2, &format!("{arrow} "), &runs);
    }
    more(s, 2, page.lineage.len().saturating_sub(COPIES), l);
}

/// How many lines of each class the page has.
fn lines(s: &mut Sheet, page: &ArticlePage) {
    let mut classes: BTreeMap<&str, usize> = BTreeMap::new();
    for l in &page.lines {
        *classes.entry(l.class).or_default() += 1;
    }
    if classes.is_empty() {
        return;
    }
    band(s, labels::LINES, page.article.language);
    let list: Vec<String> = classes.iter().map(|(class, n)| format!("{class} {n}")).collect();
    s.paragraph(2, "", &[plain(list.join(" · "))]);
}

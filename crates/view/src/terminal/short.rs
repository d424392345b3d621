//! A story page as terminal text, short: what a reader takes in within two minutes. [`super::story`] has everything.

use super::Style;
use super::layout::{Run, Sheet, Tone, muted, plain, shorten, strong, width};
use super::parts::{more, tone_of};
use super::places::places;
use crate::claims::{Difference, Side};
use crate::dates;
use crate::figures::FigureRow;
use crate::labels::{self, Label, Noun};
use crate::lineage::CopyRow;
use crate::story::StoryPage;
use crate::word::WordNode;
use std::collections::BTreeSet;

/// Events of the storyline shown around this one.
const STEPS: usize = 8;
/// Roots of the tree of words.
const ROOTS: usize = 4;
/// Figures shown.
const FIGURES: usize = 6;
/// Disputes, denials, changes, silences shown.
const CONTESTED: usize = 5;
/// Agreed claims shown.
const AGREED: usize = 3;
/// Headlines shown.
const HEADLINES: usize = 3;
/// Copies shown.
const COPIES: usize = 3;
/// Swapped words shown of one copy.
const SWAPS: usize = 5;
/// Articles listed.
const ARTICLES: usize = 12;
/// Articles up to which each is listed with its headline.
const WITH_HEADLINES: usize = 5;
/// Names shown in one line.
const NAMES: usize = 4;

/// A story page as terminal text, short.
pub fn story_short(page: &StoryPage, style: Style) -> String {
    let mut s = Sheet::new(style);
    title(&mut s, page);
    storyline(&mut s, page);
    quick_read(&mut s, page);
    word(&mut s, page);
    figures(&mut s, page);
    claims(&mut s, page);
    headlines(&mut s, page);
    copies(&mut s, page);
    articles(&mut s, page);
    s.blank();
    let rest = labels::rest(
        page.timeline.len(),
        page.faq.len(),
        page.claims.len(),
        page.figures.len(),
        page.citations.len(),
        page.language,
    );
    s.paragraph(0, "", &[muted(rest)]);
    s.finish()
}

fn band(s: &mut Sheet, label: Label, language: &str) {
    s.band(label.of(language), Some(label.en));
}

fn title(s: &mut Sheet, page: &StoryPage) {
    let l = page.language;
    s.paragraph(0, "", &[strong(page.title.clone())]);
    let mut when = vec![dates::span(page.start.as_deref(), page.end.as_deref(), l)];
    if !page.places.is_empty() {
        let names: Vec<&str> = page.places.iter().take(NAMES).map(|n| n.as_str()).collect();
        when.push(names.join(", "));
    }
    s.paragraph(0, "", &[plain(when.join(" · "))]);
    let mut counts = vec![
        labels::count(page.origins, Noun::Origin, l),
        labels::count(page.article_count, Noun::Article, l),
    ];
    if !page.ultimate_sources.is_empty() {
        let names: Vec<&str> = page.ultimate_sources.iter().take(NAMES).map(|n| n.as_str()).collect();
        counts.push(format!("← {}", names.join(", ")));
    }
    counts.push(page.id.clone());
    s.paragraph(0, "", &[muted(counts.join(" · "))]);
}

/// The first day, as short as it can be told.
fn day(start: Option<&str>, end: Option<&str>, l: &str) -> String {
    dates::span(start.or(end), None, l)
}

fn storyline(s: &mut Sheet, page: &StoryPage) {
    let Some(line) = &page.storyline else { return };
    let l = page.language;
    band(s, labels::THREAD, l);
    let here = line.events.iter().position(|e| e.when == "this").unwrap_or(0);
    let from = (here + 1 + STEPS / 2).min(line.events.len()).saturating_sub(STEPS);
    let shown: Vec<_> = line.events.iter().skip(from).take(STEPS).collect();
    let days: Vec<String> = shown
        .iter()
        .map(|e| day(e.start.as_deref(), e.end.as_deref(), l))
        .collect();
    let wide = days.iter().map(|d| width(d)).max().unwrap_or(0);
    more(s, 4, from, l);
    for (e, day) in shown.iter().zip(&days) {
        let pad = " ".repeat(wide - width(day));
        let room = s.width().saturating_sub(wide + 6);
        let words = shorten(&e.title, room);
        let (mark, words) = if e.when == "this" {
            ("▶ ", strong(words))
        } else {
            ("  ", plain(words))
        };
        s.paragraph(2, &format!("{mark}{day}{pad}  "), &[words]);
    }
    more(s, 4, line.events.len().saturating_sub(from + shown.len()), l);
}

/// The speakers of chains (what stands before the first arrow), each once.
fn speakers(chains: &[String]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for c in chains {
        let name = c.split(" ← ").next().unwrap_or(c);
        if !names.contains(&name) {
            names.push(name);
        }
    }
    let left = names.len().saturating_sub(NAMES);
    names.truncate(NAMES);
    let mut out = names.join(", ");
    if left > 0 {
        out.push_str(&format!(" +{left}"));
    }
    out
}

fn quick_read(s: &mut Sheet, page: &StoryPage) {
    if page.bullets.is_empty() {
        return;
    }
    band(s, labels::QUICK_READ, page.language);
    for b in &page.bullets {
        let mut runs = vec![plain(b.text.clone()), plain(" "), places(page, &b.cites)];
        let who = if b.said_by.is_empty() {
            outlets(page, &b.cites)
        } else {
            speakers(&b.said_by)
        };
        runs.push(muted(format!(" — {who}")));
        if b.state != "draft" {
            runs.push(muted(format!(" ({})", b.state)));
        }
        s.paragraph(2, "• ", &runs);
    }
}

/// The outlets whose own words are cited.
fn outlets(page: &StoryPage, cites: &[usize]) -> String {
    let mut names: Vec<&str> = Vec::new();
    for c in cites.iter().filter_map(|n| page.citations.get(n.checked_sub(1)?)) {
        if !names.contains(&c.outlet.as_str()) {
            names.push(&c.outlet);
        }
    }
    names.truncate(NAMES);
    names.join(", ")
}

fn word(s: &mut Sheet, page: &StoryPage) {
    if page.word.is_empty() && page.unsourced.is_empty() {
        return;
    }
    let l = page.language;
    band(s, labels::WORD, l);
    for node in page.word.iter().take(ROOTS) {
        let count = labels::count(node.origins, Noun::Origin, l);
        let said = labels::count(node.statements, Noun::Statement, l);
        s.paragraph(
            2,
            "",
            &[strong(node.name.clone()), muted(format!(" · {count}, {said}"))],
        );
        branches(s, &node.children, "");
    }
    more(s, 2, page.word.len().saturating_sub(ROOTS), l);
    if !page.unsourced.is_empty() {
        let list: Vec<String> = page
            .unsourced
            .iter()
            .take(6)
            .map(|u| format!("{} {}/{}", u.outlet, u.sentences, u.of))
            .collect();
        let runs = [
            plain(format!("{}: ", labels::UNSOURCED.of(l))),
            muted(format!(
                "{} ({})",
                list.join(" · "),
                labels::count(2, Noun::Sentence, l).trim_start_matches("2 ")
            )),
        ];
        s.paragraph(2, "", &runs);
    }
}

/// Children of a node: those that nobody passes on stand on one line.
fn branches(s: &mut Sheet, nodes: &[WordNode], before: &str) {
    let (leaves, inner): (Vec<&WordNode>, Vec<&WordNode>) = nodes.iter().partition(|n| n.children.is_empty());
    let last_inner = leaves.is_empty();
    for (i, n) in inner.iter().enumerate() {
        let last = last_inner && i + 1 == inner.len();
        let mark = format!("{before}{}", if last { "└─ " } else { "├─ " });
        let only_leaves = n.children.iter().all(|c| c.children.is_empty());
        let mut runs = vec![plain(n.name.clone())];
        if only_leaves {
            runs.push(muted(" → "));
            runs.extend(leaf_list(&n.children.iter().collect::<Vec<_>>()));
        } else {
            runs.push(muted(format!(" ({})", n.statements)));
        }
        s.paragraph(2, &mark, &runs);
        if !only_leaves {
            branches(s, &n.children, &format!("{before}{}", if last { "   " } else { "│  " }));
        }
    }
    if !leaves.is_empty() {
        s.paragraph(2, &format!("{before}└─ "), &leaf_list(&leaves));
    }
}

/// Outlets that pass something on, each once however many of its articles do.
fn leaf_list(leaves: &[&WordNode]) -> Vec<Run> {
    let mut counts: Vec<(&str, usize)> = Vec::new();
    for n in leaves {
        match counts.iter_mut().find(|(name, _)| *name == n.name) {
            Some((_, count)) => *count += n.statements,
            None => counts.push((&n.name, n.statements)),
        }
    }
    let mut out = Vec::new();
    for (i, (name, count)) in counts.into_iter().enumerate() {
        if i > 0 {
            out.push(muted(", "));
        }
        out.push(plain(name));
        out.push(muted(format!(" ({count})")));
    }
    out
}

/// Places and values of the claims on whose value origins differ.
fn disputed(page: &StoryPage) -> Vec<(&str, u32, u32, &str)> {
    let claims = page
        .claims
        .iter()
        .filter(|c| matches!(c.standing, "disputed" | "differs" | "superseded"));
    let cites = claims
        .flat_map(|c| &c.support)
        .filter_map(|s| Some((s, s.value.as_deref()?)));
    cites
        .filter_map(|(s, value)| Some((page.citations.get(s.cite.checked_sub(1)?)?, value)))
        .map(|(c, value)| (c.article.as_str(), c.start, c.end, value))
        .collect()
}

fn figures(s: &mut Sheet, page: &StoryPage) {
    if page.figures.is_empty() {
        return;
    }
    let l = page.language;
    band(s, labels::FIGURES, l);
    let places_of = disputed(page);
    let contested = |f: &FigureRow| {
        f.cites
            .iter()
            .filter_map(|n| page.citations.get(n.checked_sub(1)?))
            .any(|c| {
                places_of.iter().any(|(a, from, to, value)| {
                    let same = value.contains(f.value.as_str()) || f.value.contains(value);
                    same && *a == c.article && *from < c.end && c.start < *to
                })
            })
    };
    let mut order: Vec<(bool, usize, &FigureRow)> = page
        .figures
        .iter()
        .enumerate()
        .map(|(i, f)| (contested(f), i, f))
        .collect();
    order.sort_by_key(|(c, i, f)| (!c, std::cmp::Reverse((f.origins.len(), f.articles)), *i));
    let rows: Vec<Vec<Vec<Run>>> = order
        .iter()
        .take(FIGURES)
        .map(|(c, _, f)| {
            let sign = if *c { "disputed" } else { "" };
            let mark = if *c { labels::sign(sign) } else { " " };
            let value = if f.approx {
                format!("~{}", f.value)
            } else {
                f.value.clone()
            };
            let what = f.what(l);
            let who = if f.said_by.is_empty() {
                "–".to_string()
            } else {
                shorten(&speakers(&f.said_by), 26)
            };
            vec![
                vec![(tone_of(sign), mark.to_string()), plain(" "), strong(value)],
                vec![plain(shorten(&what, 26))],
                vec![muted(labels::figure_status(f.status).of(l))],
                vec![plain(who)],
                vec![places(page, &f.cites)],
            ]
        })
        .collect();
    let heads = [labels::VALUE, labels::WHAT, labels::STATUS, labels::SAID_BY].map(|x| x.of(l));
    s.table(2, &[heads[0], heads[1], heads[2], heads[3], ""], &rows);
    more(s, 2, page.figures.len().saturating_sub(FIGURES), l);
}

fn claims(s: &mut Sheet, page: &StoryPage) {
    if page.claims.is_empty() && page.differences.is_empty() {
        return;
    }
    let l = page.language;
    band(s, labels::CONTESTED, l);
    // A claim that is disputed and denied stands once here, under the first of the two; `--full` has both.
    let mut told: Vec<&str> = Vec::new();
    for d in &page.differences {
        if told.len() < CONTESTED && !told.contains(&d.text.as_str()) {
            told.push(&d.text);
            difference(s, page, d);
        }
    }
    more(s, 2, page.differences.len().saturating_sub(told.len()), l);
    let agreed = |c: &&crate::claims::ClaimRow| matches!(c.standing, "agreed" | "compatible");
    for c in page.claims.iter().filter(agreed).take(AGREED) {
        let room = s.width() * 2 - 24;
        let runs = [
            (tone_of(c.standing), labels::standing(c.standing).of(l).to_string()),
            muted(format!(" · {}: ", labels::count(c.origins, Noun::Origin, l))),
            plain(shorten(&c.text, room.saturating_sub(16))),
            plain(" "),
            places(page, &c.cites),
        ];
        s.paragraph(2, &format!("{} ", labels::sign(c.standing)), &runs);
    }
    let single = page.claims.iter().filter(|c| c.standing == "single-origin").count();
    if single > 0 {
        let label = labels::standing("single-origin").of(l);
        s.paragraph(
            2,
            &format!("{} ", labels::sign("single-origin")),
            &[muted(format!("{label}: {single}"))],
        );
    }
}

fn difference(s: &mut Sheet, page: &StoryPage, d: &Difference) {
    let l = page.language;
    let room = s.width().saturating_sub(8) * 2 - 16;
    let mut runs = vec![
        (tone_of(d.kind), labels::standing(d.kind).of(l).to_string()),
        plain(": "),
        plain(shorten(&d.text, room)),
    ];
    let sides = joined(&d.sides);
    // One side alone needs no line of its own.
    let one = sides.len() == 1;
    for side in sides.iter().take(1).filter(|_| one) {
        let told = d.kind == side.stance_kind || side.stance == "asserts";
        runs.extend(side_runs(page, side, !told));
    }
    s.paragraph(2, &format!("{} ", labels::sign(d.kind)), &runs);
    if d.kind == "superseded" && !d.note_shown.is_empty() {
        let room = s.width().saturating_sub(4);
        s.paragraph(4, "", &[muted(shorten(&d.note_shown, room))]);
    }
    if !one {
        for side in sides.iter().take(4) {
            let mut runs = side_runs(page, side, true);
            runs.remove(0);
            s.paragraph(6, "– ", &runs);
        }
    }
}

/// Sides of a difference that say the same on the same words.
struct Joined<'a> {
    value: Option<&'a str>,
    stance: &'static str,
    /// The kind of difference that the stance makes by itself.
    stance_kind: &'static str,
    who: String,
    cites: Vec<usize>,
}

fn joined(sides: &[Side]) -> Vec<Joined<'_>> {
    let mut out: Vec<Joined<'_>> = Vec::new();
    for side in sides {
        let who = speakers(&side.who);
        let same = |j: &&mut Joined<'_>| j.value == side.value.as_deref() && j.stance == side.stance && j.who == who;
        match out.iter_mut().find(same) {
            Some(j) => j.cites.extend(&side.cites),
            None => out.push(Joined {
                value: side.value.as_deref(),
                stance: side.stance,
                stance_kind: match side.stance {
                    "denies" => "denied",
                    other => other,
                },
                who,
                cites: side.cites.clone(),
            }),
        }
    }
    // Whoever is silent on a claim or denies it is not shown to say it in the same words.
    let others: Vec<Vec<usize>> = out
        .iter()
        .filter(|j| j.stance != "asserts")
        .map(|j| j.cites.clone())
        .collect();
    out.retain(|j| j.stance != "asserts" || !others.contains(&j.cites));
    out
}

fn side_runs(page: &StoryPage, side: &Joined<'_>, stance: bool) -> Vec<Run> {
    let mut runs = vec![muted(" — ")];
    if let Some(v) = side.value {
        runs.push(strong(format!("{v} ")));
    }
    runs.push(plain(side.who.clone()));
    if stance {
        let word = labels::stance(side.stance).of(page.language);
        runs.push(muted(format!(" ({word})")));
    }
    runs.extend([plain(" "), places(page, &side.cites)]);
    runs
}

fn headlines(s: &mut Sheet, page: &StoryPage) {
    if page.headlines.is_empty() {
        return;
    }
    let l = page.language;
    band(s, labels::HEADLINES, l);
    for h in page.headlines.iter().take(HEADLINES) {
        let number = page
            .articles
            .iter()
            .position(|a| a.id == h.article)
            .map_or(0, |i| i + 1);
        let verdict = labels::verdict(h.verdict).of(l);
        let room = s.width().saturating_sub(width(verdict) + 7);
        let runs = [
            (tone_of(h.verdict), verdict.to_string()),
            muted(format!(" · {}", shorten(&h.why, room))),
        ];
        s.paragraph(2, &format!("{} ", labels::sign(h.verdict)), &runs);
        let mark = format!("[{number}]");
        let room = s.width().saturating_sub(width(&h.outlet) + width(&mark) + 8);
        let runs = [
            plain(shorten(&h.headline, room)),
            muted(format!(" — {} ", h.outlet)),
            (Tone::Accent, mark),
        ];
        s.paragraph(4, "", &runs);
    }
    more(s, 2, page.headlines.len().saturating_sub(HEADLINES), l);
}

/// Of each copy the pair that says most: with a known source, most text shared, fewest changes.
fn best_pairs(page: &StoryPage) -> Vec<&CopyRow> {
    let mut done: BTreeSet<&str> = BTreeSet::new();
    let mut order: Vec<&CopyRow> = page.copies.iter().collect();
    order.sort_by(|a, b| {
        (b.directed, b.containment)
            .partial_cmp(&(a.directed, a.containment))
            .unwrap_or(std::cmp::Ordering::Equal)
            .then_with(|| (&a.from, &a.to).cmp(&(&b.from, &b.to)))
    });
    let mut out: Vec<&CopyRow> = Vec::new();
    for row in order {
        let known = done.contains(row.to.as_str()) || (!row.directed && done.contains(row.from.as_str()));
        if !known {
            done.insert(&row.to);
            out.push(row);
        }
    }
    out
}

fn copies(s: &mut Sheet, page: &StoryPage) {
    let pairs = best_pairs(page);
    if pairs.is_empty() {
        return;
    }
    let l = page.language;
    band(s, labels::WIRE, l);
    for row in pairs.iter().take(COPIES) {
        let arrow = if row.directed { "←" } else { "–" };
        let mut facts = Vec::new();
        facts.extend(row.agency.clone());
        facts.push(labels::shared(row.containment, l));
        // What a text that is not whole leaves out is not known, nor what was added to one.
        let sure = |n: usize, of: &str| match labels::is_whole(of) {
            true => n.to_string(),
            false => "?".to_string(),
        };
        facts.push(format!(
            "={} ~{} +{} −{}",
            row.kept,
            row.changed.len(),
            sure(row.added.len(), row.from_completeness),
            sure(row.dropped.len(), row.to_completeness)
        ));
        let runs = [
            plain(format!("{} {arrow} {}", row.to_outlet, row.from_outlet)),
            muted(format!(" · {}", facts.join(" · "))),
        ];
        s.paragraph(2, "", &runs);
        changed_words(s, row, l);
    }
    more(s, 2, pairs.len().saturating_sub(COPIES), l);
}

/// Words that were swapped, those first that are words on both sides.
fn changed_words(s: &mut Sheet, row: &CopyRow, l: &str) {
    let is_word = |w: &str| w.chars().any(sutradhar_text::chars::is_word_char);
    let mut list: Vec<(&str, &str)> = Vec::new();
    for (a, b) in row.changed.iter().flat_map(|c| &c.words) {
        let (a, b) = (a.trim(), b.trim());
        if is_word(a) && is_word(b) && !list.contains(&(a, b)) {
            list.push((a, b));
        }
    }
    let mut runs: Vec<Run> = Vec::new();
    for (a, b) in list.iter().take(SWAPS) {
        if !runs.is_empty() {
            runs.push(muted("; "));
        }
        runs.extend([(Tone::Bad, shorten(a, 28)), muted(" → "), (Tone::Good, shorten(b, 28))]);
    }
    if list.len() > SWAPS {
        runs.push(muted(format!(" {}", labels::more(list.len() - SWAPS, l))));
    }
    if row.changed.iter().any(|c| c.quote_marks_lost) {
        runs.push((Tone::Warn, format!(" “” {}", labels::QUOTES_LOST.of(l))));
    }
    if !runs.is_empty() {
        s.paragraph(4, "~ ", &runs);
    }
}

fn articles(s: &mut Sheet, page: &StoryPage) {
    let l = page.language;
    band(s, labels::ARTICLES, l);
    for (i, a) in page.articles.iter().take(ARTICLES).enumerate() {
        let mut facts = vec![match &a.published.value {
            Some(day) if a.published.basis == "stated" => dates::human(day, l),
            _ => dates::published(&a.published, l),
        }];
        if let Some(o) = a.origin.as_ref().filter(|o| **o != a.outlet) {
            facts.push(format!("← {o}"));
        }
        facts.push(a.id.clone());
        let head = [strong(a.outlet.clone()), muted(format!(" · {}", facts.join(" · ")))];
        s.paragraph(0, &format!("{:>3} ", i + 1), &head);
        if page.articles.len() <= WITH_HEADLINES {
            let room = s.width().saturating_sub(4);
            s.paragraph(4, "", &[plain(shorten(&a.headline, room))]);
        }
    }
    more(s, 4, page.articles.len().saturating_sub(ARTICLES), l);
}

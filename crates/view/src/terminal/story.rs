//! A story page as terminal text.

use super::Style;
use super::layout::{Run, Sheet, Tone, muted, plain, strong};
use super::parts::{cites, copy, heading, more, notices, tone_of};
use crate::claims::{ClaimRow, Difference};
use crate::labels::{self, Noun};
use crate::story::StoryPage;
use crate::word::WordNode;
use crate::{dates, names::ArticleRow};
use std::collections::BTreeSet;

/// Figures shown; the page has the rest.
const FIGURES: usize = 16;
/// Claims shown.
const CLAIMS: usize = 14;
/// Children of a node of the tree shown, and roots.
const BRANCHES: usize = 12;
/// Places and people shown.
const NAMES: usize = 8;
/// Silences and denials shown.
const DIFFERENCES: usize = 14;
/// Characters of a cited passage shown.
const QUOTE: usize = 220;

/// A story page as terminal text.
pub fn story(page: &StoryPage, style: Style) -> String {
    let mut s = Sheet::new(style);
    let mut used = BTreeSet::new();
    title(&mut s, page);
    storyline(&mut s, page, &mut used);
    quick_read(&mut s, page, &mut used);
    word(&mut s, page);
    figures(&mut s, page, &mut used);
    claims(&mut s, page, &mut used);
    differences(&mut s, page, &mut used);
    headlines(&mut s, page, &mut used);
    if !page.copies.is_empty() {
        heading(&mut s, labels::COPIES, page.language);
        for row in &page.copies {
            copy(&mut s, row, page.language);
            used.extend(row.changed.iter().flat_map(|c| c.cites.iter().copied()));
        }
    }
    timeline(&mut s, page, &mut used);
    faq(&mut s, page, &mut used);
    articles(&mut s, page);
    cited(&mut s, page, &used);
    notices(&mut s, &page.notices, page.language);
    s.finish()
}

fn title(s: &mut Sheet, page: &StoryPage) {
    let lang = page.language;
    s.paragraph(0, "", &[strong(page.title.clone())]);
    let mut when = vec![dates::span(page.start.as_deref(), page.end.as_deref(), lang)];
    if !page.places.is_empty() {
        when.push(first(&page.places));
    }
    s.paragraph(0, "", &[plain(when.join(" · "))]);
    let mut counts = vec![format!(
        "{}, {}",
        labels::count(page.article_count, Noun::Article, lang),
        labels::count(page.origins, Noun::Origin, lang)
    )];
    if !page.ultimate_sources.is_empty() {
        counts.push(format!("← {}", first(&page.ultimate_sources)));
    }
    s.paragraph(0, "", &[muted(counts.join(" · "))]);
    if !page.entities.is_empty() {
        s.paragraph(0, "", &[muted(first(&page.entities))]);
    }
    s.paragraph(0, "", &[muted(page.id.clone())]);
}

fn first(names: &[String]) -> String {
    let shown: Vec<&str> = names.iter().take(NAMES).map(|n| n.as_str()).collect();
    shown.join(", ")
}

fn storyline(s: &mut Sheet, page: &StoryPage, used: &mut BTreeSet<usize>) {
    let Some(line) = &page.storyline else { return };
    heading(s, labels::STORYLINE, page.language);
    s.paragraph(2, "", &[muted(line.title.clone())]);
    for e in &line.events {
        let (mark, label) = match e.when {
            "earlier" => ("  ", labels::EARLIER),
            "this" => ("▶ ", labels::THIS),
            _ => ("  ", labels::LATER),
        };
        let title = if e.when == "this" {
            strong(e.title.clone())
        } else {
            plain(e.title.clone())
        };
        let when = dates::span(e.start.as_deref(), e.end.as_deref(), page.language);
        let runs = [
            muted(format!("{when} ")),
            title,
            muted(format!(" ({}; {})", label.of(page.language), e.id)),
        ];
        s.paragraph(2, mark, &runs);
        if let Some(new) = e.new_in() {
            s.paragraph(
                6,
                "",
                &[muted(format!("{}: ", labels::NEW.of(page.language))), plain(new)],
            );
        }
    }
    if page.background.is_empty() {
        return;
    }
    heading(s, labels::BACKGROUND, page.language);
    for row in &page.background {
        let when = dates::span(row.of_start.as_deref(), None, page.language);
        s.paragraph(
            2,
            "• ",
            &[
                muted(format!("{when} ")),
                plain(row.text.clone()),
                plain(" "),
                cites(&row.cites),
            ],
        );
        used.extend(row.cites.iter().copied());
    }
}

fn quick_read(s: &mut Sheet, page: &StoryPage, used: &mut BTreeSet<usize>) {
    if page.bullets.is_empty() {
        return;
    }
    heading(s, labels::QUICK_READ, page.language);
    for b in &page.bullets {
        let mut runs = vec![plain(b.text.clone()), plain(" "), cites(&b.cites)];
        if b.state != "draft" {
            runs.push(muted(format!(" ({})", b.state)));
        }
        s.paragraph(2, "• ", &runs);
        if !b.said_by.is_empty() {
            s.paragraph(4, "", &[muted(b.said_by.join("; "))]);
        }
        used.extend(&b.cites);
    }
}

fn word(s: &mut Sheet, page: &StoryPage) {
    if page.word.is_empty() && page.unsourced.is_empty() {
        return;
    }
    let lang = page.language;
    heading(s, labels::WORD, lang);
    for node in page.word.iter().take(BRANCHES) {
        s.paragraph(2, "", &branch(node, true, lang));
        children(s, node, "", lang);
    }
    more(s, 2, page.word.len().saturating_sub(BRANCHES), lang);
    if !page.unsourced.is_empty() {
        s.paragraph(2, "", &[strong(labels::UNSOURCED.of(lang))]);
        for u in &page.unsourced {
            let share = format!(" · {} / {}", u.sentences, labels::count(u.of, Noun::Sentence, lang));
            s.paragraph(2, "  ", &[plain(u.outlet.clone()), muted(share)]);
        }
    }
}

fn branch(node: &WordNode, root: bool, lang: &str) -> Vec<Run> {
    let name = if root {
        strong(node.name.clone())
    } else {
        plain(node.name.clone())
    };
    let mut count = labels::count(node.statements, Noun::Statement, lang);
    if root {
        count = format!("{}, {count}", labels::support(node.origins, node.articles, lang));
    }
    vec![name, muted(format!(" · {count}"))]
}

fn children(s: &mut Sheet, node: &WordNode, before: &str, lang: &str) {
    let shown = node.children.len().min(BRANCHES);
    for (i, child) in node.children.iter().take(BRANCHES).enumerate() {
        let last = i + 1 == shown;
        let mark = format!("{before}{}", if last { "└─ " } else { "├─ " });
        s.paragraph(2, &mark, &branch(child, false, lang));
        let below = format!("{before}{}", if last { "   " } else { "│  " });
        children(s, child, &below, lang);
    }
    more(s, 6, node.children.len() - shown, lang);
}

fn figures(s: &mut Sheet, page: &StoryPage, used: &mut BTreeSet<usize>) {
    if page.figures.is_empty() {
        return;
    }
    let lang = page.language;
    heading(s, labels::FIGURES, lang);
    let heads = [
        labels::VALUE,
        labels::WHAT,
        labels::STATUS,
        labels::AS_OF,
        labels::SAID_BY,
        labels::ORIGINS,
    ]
    .map(|l| l.of(lang));
    let mut rows = Vec::new();
    for f in page.figures.iter().take(FIGURES) {
        let value = if f.approx {
            format!("~{}", f.value)
        } else {
            f.value.clone()
        };
        let as_of = match (&f.as_of, f.as_of_basis) {
            (None, _) => labels::UNKNOWN_DATE.of(lang).to_string(),
            (Some(d), "stated") => dates::human(d.split('T').next().unwrap_or(d), lang),
            (Some(d), b) => format!(
                "{} ({})",
                dates::human(d.split('T').next().unwrap_or(d), lang),
                labels::basis(b).of(lang)
            ),
        };
        rows.push(vec![
            vec![strong(value)],
            vec![plain(f.what(lang))],
            vec![plain(labels::figure_status(f.status).of(lang))],
            vec![muted(as_of)],
            vec![
                plain(f.said_by.first().cloned().unwrap_or_else(|| "–".into())),
                plain(" "),
                cites(&f.cites),
            ],
            vec![muted(f.origins.join(", "))],
        ]);
        used.extend(&f.cites);
    }
    s.table(2, &heads, &rows);
    more(s, 2, page.figures.len().saturating_sub(FIGURES), lang);
}

fn claims(s: &mut Sheet, page: &StoryPage, used: &mut BTreeSet<usize>) {
    if page.claims.is_empty() {
        return;
    }
    heading(s, labels::CLAIMS, page.language);
    for c in page.claims.iter().take(CLAIMS) {
        s.paragraph(2, "• ", &[plain(c.text.clone()), plain(" "), cites(&c.cites)]);
        s.paragraph(4, "", &standing(c, page.language));
        if !c.note_shown.is_empty() {
            s.paragraph(4, "", &[muted(c.note_shown.clone())]);
        }
        if !c.details.is_empty() {
            let list: Vec<&str> = c.details.iter().map(|d| d.text.as_str()).collect();
            let label = labels::SHARED_TOO.of(page.language);
            s.paragraph(4, "", &[muted(format!("{label}: {}", list.join(" · ")))]);
        }
        used.extend(&c.cites);
    }
    more(s, 2, page.claims.len().saturating_sub(CLAIMS), page.language);
}

/// How a claim stands: its standing, then origins by name.
fn standing(c: &ClaimRow, lang: &str) -> Vec<Run> {
    let mut runs = vec![(tone_of(c.standing), labels::standing(c.standing).of(lang).to_string())];
    let support = labels::support(c.origins, c.articles, lang);
    runs.push(plain(format!(" · {support}")));
    if !c.origin_names.is_empty() {
        runs.push(muted(format!(": {}", c.origin_names.join(", "))));
    }
    runs
}

fn differences(s: &mut Sheet, page: &StoryPage, used: &mut BTreeSet<usize>) {
    if page.differences.is_empty() {
        return;
    }
    heading(s, labels::DIFFERENCES, page.language);
    for d in page.differences.iter().take(DIFFERENCES) {
        difference(s, d, page.language);
        used.extend(d.sides.iter().flat_map(|s| s.cites.iter().copied()));
    }
    more(s, 2, page.differences.len().saturating_sub(DIFFERENCES), page.language);
}

fn difference(s: &mut Sheet, d: &Difference, lang: &str) {
    let kind = (tone_of(d.kind), format!("{}: ", labels::standing(d.kind).of(lang)));
    s.paragraph(2, "", &[kind, plain(d.text.clone())]);
    for side in &d.sides {
        let mut runs = Vec::new();
        if let Some(v) = &side.value {
            runs.push(strong(format!("{v} ")));
        }
        runs.push(plain(side.who.join("; ")));
        runs.push(muted(format!(" ({}) ", labels::stance(side.stance).of(lang))));
        runs.push(cites(&side.cites));
        s.paragraph(4, "– ", &runs);
    }
    if !d.note_shown.is_empty() {
        s.paragraph(4, "", &[muted(d.note_shown.clone())]);
    }
}

fn headlines(s: &mut Sheet, page: &StoryPage, used: &mut BTreeSet<usize>) {
    if page.headlines.is_empty() {
        return;
    }
    heading(s, labels::HEADLINES, page.language);
    for h in &page.headlines {
        let runs = [
            plain(format!("{} ", h.headline)),
            muted(format!("({}) ", h.outlet)),
            cites(&h.cites),
        ];
        s.paragraph(2, "• ", &runs);
        let verdict = labels::verdict(h.verdict).of(page.language);
        s.paragraph(
            4,
            "",
            &[(tone_of(h.verdict), format!("{verdict}: ")), muted(h.why.clone())],
        );
        used.extend(&h.cites);
    }
}

fn timeline(s: &mut Sheet, page: &StoryPage, used: &mut BTreeSet<usize>) {
    if page.timeline.is_empty() {
        return;
    }
    heading(s, labels::TIMELINE, page.language);
    let rows: Vec<Vec<Vec<Run>>> = page
        .timeline
        .iter()
        .map(|t| {
            used.extend(&t.cites);
            vec![
                vec![strong(dates::human(&t.date, page.language))],
                vec![plain(t.text.clone()), plain(" "), cites(&t.cites)],
            ]
        })
        .collect();
    s.table(2, &["", ""], &rows);
}

fn faq(s: &mut Sheet, page: &StoryPage, used: &mut BTreeSet<usize>) {
    if page.faq.is_empty() {
        return;
    }
    heading(s, labels::FAQ, page.language);
    for f in &page.faq {
        s.paragraph(2, "", &[strong(f.question.clone())]);
        s.paragraph(4, "", &[plain(f.answer.clone()), plain(" "), cites(&f.cites)]);
        used.extend(&f.cites);
    }
}

fn articles(s: &mut Sheet, page: &StoryPage) {
    heading(s, labels::ARTICLES, page.language);
    for a in &page.articles {
        s.paragraph(2, "• ", &[strong(format!("{} ", a.outlet)), plain(a.headline.clone())]);
        s.paragraph(4, "", &[muted(facts(a, page.language))]);
        if a.published.basis != "stated" && !a.published.why.is_empty() {
            s.paragraph(4, "", &[muted(a.published.why.clone())]);
        }
    }
}

/// Date with its basis, agency, what the text is, origin, id.
fn facts(a: &ArticleRow, lang: &str) -> String {
    let mut list = vec![dates::published(&a.published, lang)];
    list.extend(a.agency.clone());
    list.extend(labels::in_part(a.completeness, lang));
    if let Some(o) = a
        .origin
        .as_ref()
        .filter(|o| Some(*o) != a.agency.as_ref() && **o != a.outlet)
    {
        list.push(format!("{}: {o}", labels::ORIGINS.of(lang)));
    }
    list.push(a.id.clone());
    list.join(" · ")
}

fn cited(s: &mut Sheet, page: &StoryPage, used: &BTreeSet<usize>) {
    if used.is_empty() {
        return;
    }
    heading(s, labels::CITED, page.language);
    for c in page.citations.iter().filter(|c| used.contains(&c.n)) {
        let quote = match c.quote.char_indices().nth(QUOTE).and_then(|(i, _)| c.quote.get(..i)) {
            Some(head) => format!("{} …", head.rsplit_once(char::is_whitespace).map_or(head, |(h, _)| h)),
            None => c.quote.clone(),
        };
        let place = format!(" {}, {}:{}", c.outlet, c.article, c.line);
        let runs = [(Tone::Plain, quote), (Tone::Muted, place)];
        s.paragraph(0, &format!("{:>4} ", format!("[{}]", c.n)), &runs);
    }
}

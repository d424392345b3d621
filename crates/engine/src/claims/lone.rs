//! What one article alone says: statements on somebody's word, and sentences with a figure, that can stand alone.

use super::build::{EventView, Ranked};
use crate::model::*;
use crate::similarity::words::{folded_words, is_stop, pack_words};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// How many lone claims of one article are kept.
const PER_ARTICLE: usize = 12;
/// Content words that a claim must have to be understood by itself.
const WORDS: usize = 4;

static OPENERS: LazyLock<FxHashSet<String>> = LazyLock::new(|| pack_words("claims-openers"));

/// Whether a clause opens with a word that points back to the sentence before it (उन्होंने, इसके, लेकिन).
fn is_anaphoric(text: &str) -> bool {
    folded_words(text, 0).first().is_some_and(|w| OPENERS.contains(&w.text))
}

/// Lone claims of the articles of an event, and what a source is silent on.
pub(super) fn claims(view: &EventView<'_>) -> Vec<Ranked> {
    let mut out = Vec::new();
    for &i in &view.articles {
        let Some(a) = view.analyses.get(i) else { continue };
        let silent = silences(a);
        let mut own: Vec<Ranked> = (0..a.propositions.len())
            .filter_map(|n| lone(view, i, a, n, &silent))
            .collect();
        own.sort_by(|x, y| y.rank.cmp(&x.rank).then_with(|| x.places.cmp(&y.places)));
        own.truncate(PER_ARTICLE);
        out.extend(own);
    }
    out
}

/// Each statement of silence in the body, with the proposition whose matter it leaves open: the one it overlaps, else
/// the last before it in its line.
fn silences(a: &Analysis) -> Vec<(usize, usize)> {
    let line = |at: u32| a.sentence_at(at).map(|s| s.line);
    let mut out = Vec::new();
    for (n, s) in a
        .statements
        .iter()
        .enumerate()
        .filter(|(_, s)| s.polarity == Polarity::Silent)
    {
        if a.article.class_at(s.content.start) != Some(LineClass::Body) {
            continue;
        }
        let at = s.cue.map_or(s.content.start, |c| c.start.max(s.content.start));
        let over = a.propositions.iter().position(|p| p.span.overlaps(s.content));
        let before = || {
            a.propositions
                .iter()
                .rposition(|p| p.span.start < at && line(p.span.start) == line(at))
        };
        out.extend(over.or_else(before).map(|p| (p, n)));
    }
    out
}

fn lone(view: &EventView<'_>, analysis: usize, a: &Analysis, n: usize, silent: &[(usize, usize)]) -> Option<Ranked> {
    let p = a.propositions.get(n)?;
    let text = a.words(p.span);
    let words = folded_words(text, 0);
    let content = words.iter().filter(|w| !w.digits && !is_stop(&w.text)).count();
    let left_open: Vec<&Statement> = silent
        .iter()
        .filter(|s| s.0 == n)
        .filter_map(|s| a.statements.get(s.1))
        .collect();
    let statement = p.statement.and_then(|i| a.statements.get(i as usize));
    let sourced = statement.is_some_and(|s| !s.chain.is_empty());
    let worth = sourced || !p.figures.is_empty() || !left_open.is_empty();
    let stands = content >= WORDS && p.verb && (sourced || !is_anaphoric(text));
    let denies = statement.is_some_and(|s| s.polarity == Polarity::Denies);
    if !worth || denies || (!stands && left_open.is_empty()) {
        return None;
    }
    let mut support = vec![view.support(analysis, n, Stance::Asserts, None)?];
    for s in &left_open {
        support.push(Support {
            citation: Citation {
                article: a.article.id.clone(),
                span: s.content,
            },
            statement: Some(s.id.clone()),
            origin: view.origin(analysis),
            stance: Stance::Silent,
            value: None,
        });
    }
    let first = support.first()?.citation.clone();
    let rank = i64::from(sourced) * 200 + i64::from(!p.figures.is_empty()) * 150 + left_open.len() as i64 * 400
        - i64::from(p.span.start.min(20_000)) / 100;
    Some(Ranked {
        rank,
        claim: Claim {
            id: view.claim_id(&first, ""),
            event: view.event.id.clone(),
            detail_of: None,
            text: text.to_string(),
            standing: Standing::SingleOrigin,
            support,
            origins: 1,
            reasons: Vec::new(),
        },
        details: Vec::new(),
        places: vec![(analysis, n)],
    })
}

//! What propositions of one claim share, phrase by phrase: who, where, when, how many, and what is said of it.
//!
//! A clause often holds several facts, of which two reports share some. Only what they share is the claim, and each
//! further thing that they share is a detail of it.

use super::build::EventView;
use super::link::{
    DAYS, EventCounts, Features, NUMBERS_NONE, PreparedProposition, Scorer, clusters, pairs, phrase_units,
};
use super::thresholds::PHRASE;
use crate::model::*;
use crate::similarity::Embedder;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// A phrase of a proposition.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Part {
    /// Index of the proposition among the event's units.
    pub unit: u32,
    /// Where.
    pub span: Span,
    /// Whether it has a verb or a number: without one it asserts nothing.
    pub asserts: bool,
    /// How much its words tell: the sum of their rarity in news.
    pub weight: f32,
}

impl Part {
    fn new(unit: u32, phrase: &PreparedProposition) -> Part {
        Part {
            unit,
            span: phrase.span,
            asserts: phrase.verb || !phrase.numbers.is_empty(),
            weight: telling(phrase),
        }
    }

    fn place(&self) -> (u32, Span) {
        (self.unit, self.span)
    }
}

/// How much the words of a unit tell.
pub(super) fn telling(u: &PreparedProposition) -> f32 {
    u.terms.iter().map(|t| t.idf).sum()
}

/// What two or more articles share.
pub(super) struct Group {
    /// The phrases, sorted.
    pub parts: Vec<Part>,
    /// Mean likelihood of the pairs of two articles in it.
    pub likely: f32,
}

/// The phrases that two or more articles share, the weightiest group first.
///
/// `linked` holds features and likelihood of the pairs of propositions that are compared phrase by phrase.
pub(super) fn shared_phrases(
    view: &EventView<'_>,
    all: &[&PreparedProposition],
    members: &[u32],
    linked: &FxHashMap<(u32, u32), (Box<Features>, f32)>,
    (counts, scorer, embedder): (&EventCounts, &Scorer, &mut Embedder),
) -> Vec<Group> {
    let analysis = |m: u32| all.get(m as usize).and_then(|u| view.analyses.get(u.analysis));
    let phrases: Vec<Vec<PreparedProposition>> = members
        .iter()
        .map(|m| match (all.get(*m as usize), analysis(*m)) {
            (Some(u), Some(a)) => phrase_units(a, u, embedder),
            _ => Vec::new(),
        })
        .collect();
    let starts: Vec<u32> = phrases
        .iter()
        .scan(0u32, |at, list| Some(std::mem::replace(at, *at + list.len() as u32)))
        .collect();
    let mut scored: Vec<(u32, u32, f32)> = Vec::new();
    for (i, m) in members.iter().enumerate() {
        for (j, n) in members.iter().enumerate().skip(i + 1) {
            let (Some((clauses, likely)), Some(a), Some(b)) = (linked.get(&(*m, *n)), analysis(*m), analysis(*n))
            else {
                continue;
            };
            for (p, q, features) in pairs((a, &phrases[i]), (b, &phrases[j]), counts) {
                if features[NUMBERS_NONE] == 0.0 && features[DAYS] >= 0.0 {
                    let shared = scorer.phrase(&features, clauses, *likely);
                    scored.push((starts[i] + p as u32, starts[j] + q as u32, shared));
                }
            }
        }
    }
    let parts: Vec<(Part, &PreparedProposition)> = members
        .iter()
        .zip(&phrases)
        .flat_map(|(m, list)| list.iter().map(|u| (Part::new(*m, u), u)))
        .collect();
    let article: Vec<u32> = parts.iter().map(|(_, u)| u.analysis as u32).collect();
    let scores: FxHashMap<(u32, u32), f32> = scored.iter().map(|(x, y, p)| ((*x, *y), *p)).collect();
    let mean = |g: &[u32]| {
        let pairs = g
            .iter()
            .enumerate()
            .flat_map(|(i, x)| g.iter().skip(i + 1).map(move |y| (*x, *y)));
        let apart = pairs.filter(|(x, y)| article.get(*x as usize) != article.get(*y as usize));
        let (sum, n) = apart.fold((0.0, 0.0), |(s, n), p| (s + scores.get(&p).unwrap_or(&0.0), n + 1.0));
        if n > 0.0 { sum / n } else { 0.0 }
    };
    let mut groups: Vec<(Weight, Group)> = clusters(&article, &scored, PHRASE)
        .into_iter()
        .filter_map(|g| {
            let units: Vec<&PreparedProposition> = g.iter().filter_map(|i| Some(parts.get(*i as usize)?.1)).collect();
            let group = Group {
                parts: g.iter().filter_map(|i| Some(parts.get(*i as usize)?.0)).collect(),
                likely: mean(&g),
            };
            units.iter().any(|u| tells(u)).then(|| (weight(&units), group))
        })
        .collect();
    let first = |g: &Group| g.parts.first().map(Part::place);
    groups.sort_by(|x, y| y.0.cmp(&x.0).then_with(|| first(&x.1).cmp(&first(&y.1))));
    groups.into_iter().map(|g| g.1).collect()
}

/// Whether a phrase tells something by itself; a bare name or one word of a purpose does not.
fn tells(u: &PreparedProposition) -> bool {
    let slot = !u.numbers.is_empty() || u.days.is_some() || !u.clocks.is_empty() || !u.places.is_empty();
    slot || u.verb || u.terms.len() > 1
}

/// Articles, whether a verb is among the words, and mean weight of the words in thousandths.
type Weight = (usize, bool, u64);

fn weight(units: &[&PreparedProposition]) -> Weight {
    let articles: BTreeSet<usize> = units.iter().map(|u| u.analysis).collect();
    let mean = units.iter().map(|u| telling(u)).sum::<f32>() / units.len().max(1) as f32;
    (articles.len(), units.iter().any(|u| u.verb), (mean * 1000.0) as u64)
}

/// The parts of one group with neighbours in one proposition put together, in the order of units; `blank` says whether
/// nothing stands in a span of a unit's article.
pub(super) fn passages(group: &[Part], blank: impl Fn(u32, Span) -> bool) -> Vec<Part> {
    let mut out: Vec<Part> = Vec::new();
    for part in group {
        let start = part.span.start;
        let beside = |l: &Part| {
            l.unit == part.unit
                && blank(
                    l.unit,
                    Span {
                        start: l.span.end,
                        end: start,
                    },
                )
        };
        match out.last_mut().filter(|l| beside(l)) {
            Some(last) => last.span.end = part.span.end,
            None => out.push(*part),
        }
    }
    out
}

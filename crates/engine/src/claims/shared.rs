//! What two or more articles of an event share: propositions put together by average link, and phrase by phrase what
//! their reports have in common.

use super::build::{EventView, Ranked, rank, reason};
use super::conflict::{conflict_claim, conflicts};
use super::detail::{Group, Part, passages, shared_phrases, telling};
use super::link::{
    Covers, EventCounts, Features, NUMBERS_NONE, PLACES_APART, PreparedProposition, RUN, Scorer, clusters,
    pairs_covered, units,
};
use super::origins::count_origins;
use super::thresholds::{COVERED, DETAIL, DIFFERS_LINK, LEAST, LINK, PHRASES_FROM};
use crate::model::*;
use crate::propositions::is_cut;
use crate::similarity::Embedder;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet};

/// How many places are shown behind one claim and article.
const SUPPORTS: usize = 4;
/// How many places are shown behind one claim.
pub(super) const ALL_SUPPORTS: usize = 32;
/// Length in bytes of a claim that reads well: longer and shorter texts are chosen less.
const GOOD_LENGTH: usize = 280;

/// Steps by which the shared share of a clause is told apart.
const TENTHS: f32 = 10.0;

/// A pair of units of two articles with its scores.
pub(super) struct Scored {
    pub sides: (u32, u32),
    pub linked: f32,
    pub odds: f32,
    pub run: f32,
    /// They may be at odds but never say the same.
    pub barred: bool,
}

/// Probability from which names of two places do not keep propositions apart: one place may lie in the other.
const SURE_OF_PLACE: f32 = 0.75;

/// Whether two propositions say different things though their words are alike: both give numbers and none is equal, or
/// each is about a place of its own.
fn barred(features: &Features, linked: f32) -> bool {
    let on = |place: usize| features.get(place).is_some_and(|x| *x > 0.0);
    on(NUMBERS_NONE) || (on(PLACES_APART) && linked < SURE_OF_PLACE)
}

/// Features and likelihood of pairs of propositions, by their places among the event's units.
type Linked = FxHashMap<(u32, u32), (Box<Features>, f32)>;

/// Claims that two or more articles share or differ on.
pub(super) fn across(view: &EventView<'_>, scorer: &Scorer) -> Vec<Ranked> {
    let mut embedder = Embedder::default();
    let lists: Vec<Vec<PreparedProposition>> = view
        .articles
        .iter()
        .map(|i| {
            view.analyses
                .get(*i)
                .map_or_else(Vec::new, |a| units(a, *i, &mut embedder))
        })
        .collect();
    let counts = EventCounts::new(&lists);
    let starts: Vec<u32> = lists
        .iter()
        .scan(0u32, |at, l| {
            let start = *at;
            *at += l.len() as u32;
            Some(start)
        })
        .collect();
    let texts = same_texts(&lists);
    // Outlets that print one text are as alike to every other article as the first of them.
    let printed_again = |text: usize| texts.iter().filter(|t| **t == text).count() > 1;
    let mut covered: FxHashMap<(usize, usize), Covers> = FxHashMap::default();
    let mut scored: Vec<Scored> = Vec::new();
    let mut linked: Linked = FxHashMap::default();
    for (i, x) in lists.iter().enumerate() {
        for (j, y) in lists.iter().enumerate().skip(i + 1) {
            let (Some(a), Some(b)) = (view.analyses.get(view.articles[i]), view.analyses.get(view.articles[j])) else {
                continue;
            };
            let fresh;
            let make = || Covers::between(x, y, &counts);
            let covers = match (texts[i], texts[j]) {
                (s, t) if printed_again(s) || printed_again(t) => &*covered.entry((s, t)).or_insert_with(make),
                _ => {
                    fresh = make();
                    &fresh
                }
            };
            for (u, v, features) in pairs_covered((a, x), (b, y), &counts, covers) {
                let p = scorer.linked(&features);
                if p >= LEAST {
                    let sides = (starts[i] + u as u32, starts[j] + v as u32);
                    if p >= PHRASES_FROM {
                        linked.insert(sides, (Box::new(features), p));
                    }
                    scored.push(Scored {
                        sides,
                        linked: p,
                        odds: if p >= DIFFERS_LINK {
                            scorer.at_odds(&features, p)
                        } else {
                            0.0
                        },
                        run: features[RUN],
                        barred: barred(&features, p),
                    });
                }
            }
        }
    }
    let all: Vec<&PreparedProposition> = lists.iter().flatten().collect();
    let article: Vec<u32> = lists
        .iter()
        .enumerate()
        .flat_map(|(i, l)| std::iter::repeat_n(i as u32, l.len()))
        .collect();
    let found = conflicts(view, &all, &scored);
    let apart: BTreeSet<(u32, u32)> = found.iter().map(|c| c.sides).collect();
    let links: Vec<(u32, u32, f32)> = scored
        .iter()
        .filter(|s| !s.barred && !apart.contains(&s.sides))
        .map(|s| (s.sides.0, s.sides.1, s.linked))
        .collect();
    let groups = clusters(&article, &links, LINK);
    let runs: BTreeMap<(u32, u32), f32> = scored.iter().map(|s| (s.sides, s.run)).collect();
    let mut out: Vec<Ranked> = Vec::new();
    let mut taken: BTreeSet<u32> = BTreeSet::new();
    for c in &found {
        out.extend(conflict_claim(view, &all, c, &groups, &mut taken));
    }
    for g in &groups {
        let members: Vec<u32> = g.iter().copied().filter(|u| !taken.contains(u)).collect();
        let phrases = shared_phrases(view, &all, &members, &linked, (&counts, scorer, &mut embedder));
        out.extend(shared_claim(view, &all, &phrases, &runs));
    }
    out
}

/// The words of each unit of an article, with the number of its sentence.
type Words = Vec<(usize, Vec<(u32, u32, u32)>)>;

/// For each article the first one whose units have the same words.
fn same_texts(lists: &[Vec<PreparedProposition>]) -> Vec<usize> {
    let mut first: FxHashMap<Words, usize> = FxHashMap::default();
    let words = |u: &PreparedProposition| (u.sentence, u.terms.iter().map(|t| t.identity()).collect());
    let of =
        |(i, list): (usize, &Vec<PreparedProposition>)| *first.entry(list.iter().map(words).collect()).or_insert(i);
    lists.iter().enumerate().map(of).collect()
}

/// The claim that groups of phrases make, the weightiest first; `None` if too little of it can stand alone.
fn shared_claim(
    view: &EventView<'_>,
    all: &[&PreparedProposition],
    groups: &[Group],
    runs: &BTreeMap<(u32, u32), f32>,
) -> Option<Ranked> {
    let unit = |i: u32| all.get(i as usize).copied();
    let alone = |p: &&Part| {
        let a = unit(p.unit).and_then(|u| Some((view.analyses.get(u.analysis)?, u)));
        a.is_some_and(|(a, u)| stands_alone(u) && !is_cut(a, u.span))
    };
    // The claim is what two articles assert; a phrase without a verb and without a figure asserts nothing.
    let asserted = |g: &Group| {
        let of = |p: &Part| Some(unit(p.unit)?.analysis);
        let articles = g.parts.iter().filter(|p| p.asserts).filter(alone).filter_map(of);
        articles.collect::<BTreeSet<_>>().len() > 1
    };
    let at = groups.iter().position(asserted)?;
    let main = &groups.get(at)?.parts;
    let covered = |i: u32| {
        let parts = groups.iter().flat_map(|g| &g.parts);
        let shared: f32 = parts.filter(|p| p.unit == i).map(|p| p.weight).sum();
        unit(i).map_or(0.0, |u| shared / telling(u).max(1e-6))
    };
    // In the words of the report that says least beside it; of those alike, the clearest.
    let clear = |p: &&Part| {
        let clear = unit(p.unit).map(|u| clearness(view, u));
        (
            (covered(p.unit) * TENTHS).round() as i64,
            clear,
            std::cmp::Reverse(p.unit),
        )
    };
    let lead = main.iter().filter(alone).max_by_key(clear)?.unit;
    if covered(lead) < COVERED {
        return None;
    }
    let mut claim = claim_of(view, all, main, lead, runs)?;
    let u = unit(lead)?;
    claim.text = view.analyses.get(u.analysis)?.words(u.span).to_string();
    let articles = main
        .iter()
        .filter_map(|p| Some(unit(p.unit)?.analysis))
        .collect::<BTreeSet<_>>();
    let start = claim.support.first()?.citation.span.start;
    let rest = groups
        .iter()
        .enumerate()
        .filter(|(n, g)| *n != at && g.likely >= DETAIL);
    let details = rest.filter_map(|(n, g)| {
        let own = g.parts.iter().any(|p| p.unit == lead).then_some(lead);
        let detail = claim_of(view, all, &g.parts, own.or_else(|| Some(g.parts.first()?.unit))?, runs)?;
        Some(Claim {
            id: ClaimId(format!("{}p{}", claim.id, n + 1)),
            detail_of: Some(claim.id.clone()),
            ..detail
        })
    });
    Some(Ranked {
        rank: rank(claim.standing, articles.len()) + claim.origins.min(20) as i64 * 20
            - i64::from(start.min(20_000)) / 200,
        details: details.collect(),
        places: places_of(all, groups),
        claim,
    })
}

/// Article and proposition of all phrases.
fn places_of(all: &[&PreparedProposition], groups: &[Group]) -> Vec<(usize, usize)> {
    let units = groups
        .iter()
        .flat_map(|g| &g.parts)
        .filter_map(|p| all.get(p.unit as usize));
    let mut out: Vec<(usize, usize)> = units.map(|u| (u.analysis, u.proposition)).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// What a group of phrases says, in the words of the phrase of `lead`.
fn claim_of(
    view: &EventView<'_>,
    all: &[&PreparedProposition],
    group: &[Part],
    lead: u32,
    runs: &BTreeMap<(u32, u32), f32>,
) -> Option<Claim> {
    let unit = |i: u32| all.get(i as usize).copied();
    let blank = |i: u32, span: Span| {
        let a = unit(i).and_then(|u| view.analyses.get(u.analysis));
        a.is_some_and(|a| a.words(span).trim().is_empty())
    };
    let mut order = passages(group, blank);
    order.sort_by_key(|p| p.unit != lead);
    let mut support: Vec<Support> = Vec::new();
    let mut per_article: FxHashMap<usize, usize> = FxHashMap::default();
    for p in &order {
        let u = unit(p.unit)?;
        let shown = per_article.entry(u.analysis).or_default();
        if *shown < SUPPORTS && support.len() < ALL_SUPPORTS {
            *shown += 1;
            let value = values(view, u, p.span);
            support.extend(view.support_at(u.analysis, u.proposition, p.span, Stance::Asserts, value));
        }
    }
    let members: Vec<u32> = order
        .iter()
        .map(|p| p.unit)
        .collect::<BTreeSet<_>>()
        .into_iter()
        .collect();
    let (origins, shared_text) = count_origins(view, all, &members, runs);
    let standing = if origins > 1 {
        Standing::Agreed
    } else {
        Standing::SingleOrigin
    };
    let mut reasons = Vec::new();
    if shared_text {
        reasons.push(reason(ClaimCode::SharedText, String::new()));
    }
    if origins > 1
        && let Some(name) = one_source(view, &support)
    {
        reasons.push(reason(ClaimCode::OneSource, name));
    }
    let first = support.first()?.citation.clone();
    Some(Claim {
        id: view.claim_id(&first, ""),
        event: view.event.id.clone(),
        detail_of: None,
        text: view.analyses.get(unit(lead)?.analysis)?.words(first.span).to_string(),
        standing,
        support,
        origins,
        reasons,
    })
}

/// Content words that a clause with a verb must have to be understood.
const WHOLE: usize = 3;

/// Whether a proposition can be read by itself: a clause with a verb and enough words, or a figure with what it counts.
pub(super) fn stands_alone(u: &PreparedProposition) -> bool {
    (u.verb && u.terms.len() >= WHOLE) || (!u.terms.is_empty() && u.numbers.iter().any(|n| n.slot.is_some()))
}

/// How clear a proposition puts its claim: with a verb, on somebody's word, with a figure, of a length that reads well.
fn clearness(view: &EventView<'_>, u: &PreparedProposition) -> i64 {
    let a = view.analyses.get(u.analysis);
    let statement = a.and_then(|a| a.propositions.get(u.proposition)?.statement);
    let length = u.span.len().abs_diff(GOOD_LENGTH).min(GOOD_LENGTH) as i64;
    i64::from(u.verb) * 200 + i64::from(statement.is_some()) * 100 + i64::from(!u.numbers.is_empty()) * 60 - length
}

/// The figures of a proposition that stand in a passage of it, as printed.
fn values(view: &EventView<'_>, u: &PreparedProposition, within: Span) -> Option<String> {
    let a = view.analyses.get(u.analysis)?;
    let figures = &a.propositions.get(u.proposition)?.figures;
    let list: Vec<&str> = figures
        .iter()
        .filter_map(|f| a.quantities.get(f.quantity as usize))
        .filter(|q| within.overlaps(q.span))
        .map(|q| a.words(q.span))
        .collect();
    (!list.is_empty()).then(|| list.join(", "))
}

/// The one source on whose word all supports rest, if it is one.
fn one_source(view: &EventView<'_>, support: &[Support]) -> Option<String> {
    let mut found: Option<(String, String)> = None;
    for s in support {
        let i = view
            .analyses
            .binary_search_by(|a| a.article.id.cmp(&s.citation.article))
            .ok()?;
        let statement = view
            .analyses
            .get(i)?
            .statements
            .iter()
            .find(|x| Some(&x.id) == s.statement.as_ref())?;
        let source = statement.chain.first()?;
        let shown = source.resolved.clone().unwrap_or_else(|| source.text.clone());
        let key = source
            .entity
            .as_ref()
            .map_or_else(|| sutradhar_text::fold::fold(&shown), |e| e.to_string());
        match &found {
            None => found = Some((key, shown)),
            Some((k, _)) if *k == key => {}
            Some(_) => return None,
        }
    }
    found.map(|f| f.1)
}

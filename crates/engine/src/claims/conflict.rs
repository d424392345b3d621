//! Propositions at odds: which pairs, and the claim that shows both sides.

use super::build::{EventView, Ranked, rank};
use super::differ::{Difference, difference, later};
use super::link::PreparedProposition;
use super::shared::{ALL_SUPPORTS, Scored, stands_alone};
use super::thresholds::{DIFFERS, NEAR, SURE};
use crate::model::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;

/// Two propositions at odds, and in what.
pub(super) struct Conflict {
    pub sides: (u32, u32),
    odds: f32,
    difference: Difference,
}

/// The pairs that are at odds, surest first; each proposition in one of them.
pub(super) fn conflicts(view: &EventView<'_>, all: &[&PreparedProposition], scored: &[Scored]) -> Vec<Conflict> {
    // For each proposition, those of other articles that may be the same.
    let mut near: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for s in scored.iter().filter(|s| s.linked >= NEAR) {
        near.entry(s.sides.0).or_default().push(s.sides.1);
        near.entry(s.sides.1).or_default().push(s.sides.0);
    }
    let near_in = |i: u32, analysis: usize| -> Vec<&PreparedProposition> {
        let list = near
            .get(&i)
            .into_iter()
            .flatten()
            .filter_map(|j| all.get(*j as usize).copied());
        list.filter(|u| u.analysis == analysis).collect()
    };
    let mut out: Vec<Conflict> = Vec::new();
    for s in scored.iter().filter(|s| s.odds >= DIFFERS) {
        let (Some(u), Some(v)) = (all.get(s.sides.0 as usize), all.get(s.sides.1 as usize)) else {
            continue;
        };
        let (Some(a), Some(b)) = (view.analyses.get(u.analysis), view.analyses.get(v.analysis)) else {
            continue;
        };
        let near_u = near_in(s.sides.0, v.analysis);
        let near_v = near_in(s.sides.1, u.analysis);
        if let Some(difference) = difference((a, u, &near_u), (b, v, &near_v), s.linked >= SURE) {
            out.push(Conflict {
                sides: s.sides,
                odds: s.odds,
                difference,
            });
        }
    }
    out.sort_by(|x, y| y.odds.total_cmp(&x.odds).then(x.sides.cmp(&y.sides)));
    let mut used: BTreeSet<u32> = BTreeSet::new();
    out.retain(|c| {
        let fresh = !used.contains(&c.sides.0) && !used.contains(&c.sides.1);
        if fresh {
            used.extend([c.sides.0, c.sides.1]);
        }
        fresh
    });
    out
}

/// The claim of one conflict, with what else in the groups of its sides gives either value.
pub(super) fn conflict_claim(
    view: &EventView<'_>,
    all: &[&PreparedProposition],
    c: &Conflict,
    groups: &[Vec<u32>],
    taken: &mut BTreeSet<u32>,
) -> Option<Ranked> {
    let unit = |i: u32| all.get(i as usize).copied();
    let (mut u, mut v) = (unit(c.sides.0)?, unit(c.sides.1)?);
    let (mut spans, mut numbers) = (c.difference.spans, c.difference.numbers.clone());
    let mut sides = [c.sides.0, c.sides.1];
    if sides.iter().any(|s| taken.contains(s)) {
        return None;
    }
    let (a, b) = (view.analyses.get(u.analysis)?, view.analyses.get(v.analysis)?);
    let newer = numbers.as_ref().and_then(|n| later([(a, u, &n[0]), (b, v, &n[1])]));
    // The first side is the older one, or the one that was published first.
    let day = |u: &PreparedProposition| view.analyses.get(u.analysis).and_then(|a| a.article.published.value);
    let swap = match newer {
        Some(n) => n == 0,
        None => day(v) < day(u),
    };
    if swap {
        std::mem::swap(&mut u, &mut v);
        spans.swap(0, 1);
        sides.swap(0, 1);
        numbers = numbers.map(|[x, y]| [y, x]);
    }
    let (a, b) = (view.analyses.get(u.analysis)?, view.analyses.get(v.analysis)?);
    let own = a.words(spans[0]).to_string();
    let other = b.words(spans[1]).to_string();
    let mut support = vec![view.support(u.analysis, u.proposition, Stance::Asserts, Some(own.clone()))?];
    support.push(view.support(v.analysis, v.proposition, Stance::Differs, Some(other.clone()))?);
    let mut places = vec![(u.analysis, u.proposition), (v.analysis, v.proposition)];
    taken.extend(sides);
    // What the groups of both sides give as the same value stands beside them.
    if let Some(values) = &numbers {
        for (k, side) in sides.iter().enumerate() {
            let group = groups.iter().find(|g| g.contains(side)).into_iter().flatten();
            for m in group.filter(|m| !sides.contains(*m)) {
                let Some(w) = unit(*m) else { continue };
                let Some(n) = w
                    .numbers
                    .iter()
                    .find(|n| n.slot.is_some() && n.counted == values[k].counted && n.same(&values[k]))
                else {
                    continue;
                };
                let words = view.analyses.get(w.analysis).and_then(|a| {
                    let f = a.propositions.get(w.proposition)?.figures.get(n.slot?)?;
                    Some(a.words(a.quantities.get(f.quantity as usize)?.span).to_string())
                });
                if support.len() < ALL_SUPPORTS && taken.insert(*m) {
                    let stance = if k == 0 { Stance::Asserts } else { Stance::Differs };
                    support.extend(view.support(w.analysis, w.proposition, stance, words));
                    places.push((w.analysis, w.proposition));
                }
            }
        }
    }
    let standing = if newer.is_some() {
        Standing::Superseded
    } else {
        Standing::Differs
    };
    let code = match (newer, c.difference.kind) {
        (Some(_), _) => ClaimCode::Later,
        (None, DifferenceKind::Number) => ClaimCode::NumbersDiffer,
        (None, DifferenceKind::Time) => ClaimCode::TimesDiffer,
        (None, DifferenceKind::Negation) => ClaimCode::Negated,
    };
    let origins = support.iter().map(|s| &s.origin).collect::<BTreeSet<_>>().len();
    let first = support.first()?.citation.clone();
    // The words shown are those of the side that reads by itself.
    let (lead, side) = if stands_alone(u) || !stands_alone(v) {
        (a, u)
    } else {
        (b, v)
    };
    let text = lead.words(side.span).to_string();
    let named = c.difference.kind != DifferenceKind::Negation;
    Some(Ranked {
        rank: rank(standing, 2) + origins.min(20) as i64 * 10,
        claim: Claim {
            id: view.claim_id(&first, "x"),
            event: view.event.id.clone(),
            detail_of: None,
            text,
            standing,
            origins,
            reasons: vec![ClaimReason {
                code,
                own: if named { own } else { String::new() },
                other: if named { other } else { String::new() },
            }],
            support,
        },
        details: Vec::new(),
        places,
    })
}

//! A row of the ledger as a claim.

use super::contrary::Denial;
use super::tally::{At, Row};
use super::units::Unit;
use super::weigh::{Story, claim_id, clearness, one_source, support};
use crate::model::*;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

/// How many places of one origin are shown for each side of a row.
const SHOWN: usize = 3;

/// The claim of one row; `base` is where the event's units start.
pub(crate) fn row_claim(s: &Story, event: &Event, base: usize, row: &Row, main: Lang) -> Option<(i64, Claim)> {
    let unit = |at: &At| s.units.get(at.0 + base);
    // The words a reader sees are those of the event's main language, as long as any are.
    let clearest = row.asserts.iter().enumerate().max_by_key(|(i, at)| {
        let known = unit(at).map_or(i64::MIN, |u| {
            let same = s.analyses.get(u.analysis).is_some_and(|a| a.article.language == main);
            clearness(s, u) + i64::from(same) * 2_000 - u.figures.len() as i64 * 40
        });
        (known, std::cmp::Reverse(*i))
    })?;
    let lead = unit(clearest.1)?;
    let mut list = Vec::new();
    let mut asserting: FxHashSet<usize> = FxHashSet::default();
    let mut shown: Vec<(usize, Stance)> = Vec::new();
    let mut put = |at: &At, stance: Stance| {
        let Some(u) = unit(at) else { return };
        if shown.iter().filter(|x| **x == (u.origin, stance)).count() >= SHOWN {
            return;
        }
        shown.push((u.origin, stance));
        let mut one = support(s, u, stance);
        one.value = value(s, u, at.1);
        if !list.contains(&one) {
            list.push(one);
        }
    };
    put(clearest.1, Stance::Asserts);
    for at in row.asserts.iter().filter(|at| *at != clearest.1) {
        put(at, Stance::Asserts);
    }
    for at in &row.differs {
        put(at, Stance::Differs);
    }
    asserting.extend(row.asserts.iter().filter_map(|at| unit(at).map(|u| u.origin)));
    let other = row
        .differs
        .first()
        .and_then(|at| value(s, unit(at)?, at.1))
        .unwrap_or_default();
    let own = value(s, lead, clearest.1.1).unwrap_or_default();
    let mut units: Vec<usize> = row.asserts.iter().map(|at| at.0 + base).collect();
    units.dedup();
    let source = one_source(s, &units).filter(|_| asserting.len() > 1);
    let note = match (row.standing, source) {
        (Standing::Superseded, _) => format!("A later report gives {other} instead of {own}."),
        (Standing::Disputed, _) => format!("Sources give {own} and {other} for the same thing."),
        (_, Some(name)) => format!("All origins rest on the word of {name}."),
        _ => String::new(),
    };
    let rank = match row.standing {
        Standing::Disputed => 4_000,
        Standing::Superseded => 2_200,
        _ => 1_400,
    };
    let first = list.first()?.citation.clone();
    let mut id = claim_id(event, &first);
    id.0.push_str(&format!("n{}", clearest.1.1));
    Some((
        rank + asserting.len().min(20) as i64 * 100,
        Claim {
            id,
            event: event.id.clone(),
            text: lead.span.of(&s.analyses.get(lead.analysis)?.article.text).to_string(),
            standing: row.standing,
            support: list,
            origins: asserting.len(),
            note,
        },
    ))
}

/// Denials of one thing with those who assert it: as many claims as things are denied.
pub(crate) fn denied_claims(s: &Story, event: &Event, base: usize, denials: &[Denial]) -> Vec<(i64, Claim)> {
    let mut groups: Vec<Vec<&Denial>> = Vec::new();
    for d in denials {
        let same = |x: &&Denial| {
            let target = x.targets.iter().any(|t| d.targets.contains(t));
            let both = x.topic.intersection(&d.topic).count();
            target || (both >= 2 && both * 2 >= x.topic.len().max(d.topic.len()))
        };
        match groups.iter_mut().find(|g| g.iter().any(same)) {
            Some(g) => g.push(d),
            None => groups.push(vec![d]),
        }
    }
    groups.iter().filter_map(|g| denied_claim(s, event, base, g)).collect()
}

fn denied_claim(s: &Story, event: &Event, base: usize, group: &[&Denial]) -> Option<(i64, Claim)> {
    let targets: BTreeSet<usize> = group.iter().flat_map(|d| &d.targets).map(|t| t + base).collect();
    let lead = targets
        .iter()
        .filter_map(|t| s.units.get(*t))
        .max_by_key(|u| (clearness(s, u), std::cmp::Reverse(u.span)));
    let mut list: Vec<Support> = Vec::new();
    let mut asserting: FxHashSet<usize> = FxHashSet::default();
    if let Some(u) = lead {
        list.push(support(s, u, Stance::Asserts));
    }
    for u in targets.iter().filter_map(|t| s.units.get(*t)) {
        asserting.insert(u.origin);
        let one = support(s, u, Stance::Asserts);
        let shown = list.iter().filter(|x| x.origin == one.origin).count();
        if shown < SHOWN && !list.contains(&one) {
            list.push(one);
        }
    }
    for d in group {
        let u = s.units.get(d.unit + base)?;
        let mut one = support(s, u, Stance::Denies);
        one.citation.span = d.sentence;
        one.statement = d.statement.clone();
        one.value = None;
        let shown = list
            .iter()
            .filter(|x| x.origin == one.origin && x.stance == Stance::Denies)
            .count();
        if shown < SHOWN && !list.contains(&one) {
            list.push(one);
        }
    }
    let first = group.first()?;
    let (analysis, span, note) = match lead {
        Some(u) => (u.analysis, u.span, "A source denies it."),
        None => (first.analysis, first.sentence, "It is only known as denied."),
    };
    let mut id = claim_id(event, &list.first()?.citation);
    id.0.push('d');
    Some((
        1_900 + asserting.len().min(20) as i64 * 100,
        Claim {
            id,
            event: event.id.clone(),
            text: span.of(&s.analyses.get(analysis)?.article.text).to_string(),
            standing: Standing::Denied,
            support: list,
            origins: asserting.len(),
            note: note.to_string(),
        },
    ))
}

/// An act that some say was done and others say was not.
pub(crate) fn contested_claim(
    s: &Story,
    event: &Event,
    base: usize,
    (yes, no): &(Vec<usize>, Vec<usize>),
) -> Option<(i64, Claim)> {
    let unit = |i: &usize| s.units.get(i + base);
    let lead = yes
        .iter()
        .filter_map(unit)
        .max_by_key(|u| (clearness(s, u), std::cmp::Reverse(u.span)))?;
    let mut list = vec![support(s, lead, Stance::Asserts)];
    let mut asserting: FxHashSet<usize> = FxHashSet::default();
    for (side, stance) in [(yes, Stance::Asserts), (no, Stance::Differs)] {
        for u in side.iter().filter_map(unit) {
            if stance == Stance::Asserts {
                asserting.insert(u.origin);
            }
            let one = support(s, u, stance);
            let shown = list
                .iter()
                .filter(|x| x.origin == one.origin && x.stance == stance)
                .count();
            if shown < SHOWN && !list.contains(&one) {
                list.push(one);
            }
        }
    }
    let mut id = claim_id(event, &list.first()?.citation);
    id.0.push('c');
    Some((
        3_500,
        Claim {
            id,
            event: event.id.clone(),
            text: lead.span.of(&s.analyses.get(lead.analysis)?.article.text).to_string(),
            standing: Standing::Disputed,
            support: list,
            origins: asserting.len(),
            note: "One source says that it was done, another that it was not.".to_string(),
        },
    ))
}

/// The words of one figure.
fn value(s: &Story, u: &Unit, quantity: usize) -> Option<String> {
    let a = s.analyses.get(u.analysis)?;
    a.quantities.get(quantity).map(|q| a.words(q.span).to_string())
}

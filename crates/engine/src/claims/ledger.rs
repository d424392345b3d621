//! The ledger of figures: what counts the same thing, and how its values stand to one another.

use super::units::{Figure, Unit};
use crate::model::*;
use jiff::civil::DateTime;
use std::collections::BTreeMap;

/// How far two values may lie apart and still be one where a text hedges one of them.
const APPROX: f64 = 0.06;
/// How many different values of one line are compared; more than that is no ledger line but a list.
const VALUES: usize = 12;

/// What two groups of units that count the same thing are to each other.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Relation {
    /// The same value: they say the same.
    Same(usize, usize),
    /// Different values at one time: they differ.
    Conflict(usize, usize),
    /// The first is older, and the second is its newer value.
    Superseded(usize, usize),
    /// The same value, but what was planned in the first is done in the second.
    MovedOn(usize, usize),
    /// The values of the first add up to that of the second.
    AddsUp(usize, usize),
}

/// Whether two figures are one value.
pub(crate) fn same_value(a: &Figure, b: &Figure) -> bool {
    let near = |x: f64, y: f64| (x - y).abs() <= APPROX * x.abs().max(y.abs());
    let equal = |x: (f64, f64), y: (f64, f64)| x.0 == y.0 && x.1 == y.1;
    let inside = |x: (f64, f64), y: (f64, f64)| x.0 <= y.0 && y.1 <= x.1;
    equal(a.value, b.value)
        || (a.value.0 != a.value.1 && inside(a.value, b.value))
        || (b.value.0 != b.value.1 && inside(b.value, a.value))
        || ((a.approx || b.approx) && near(a.value.0, b.value.0))
}

/// How far along a figure is: planned before done.
fn stage(s: FigureStatus) -> u8 {
    match s {
        FigureStatus::Planned | FigureStatus::Possible => 0,
        FigureStatus::Ongoing => 1,
        _ => 2,
    }
}

/// A figure in the ledger: unit, figure, and as of when.
struct Entry<'a> {
    unit: usize,
    origin: usize,
    figure: &'a Figure,
    asof: Option<DateTime>,
}

/// Relations between the units of one event whose figures count the same thing.
///
/// One line of the ledger is: the counted noun, what is reported of it, unit of measure, the words that set it apart (new,
/// total, more), and the place. So girls never meet soldiers, nor a day's new cases the total. `alike` tells whether two
/// units say the same by their words; measured things (percent, rupees) are compared only then.
pub(crate) fn relations(units: &[Unit], analyses: &[Analysis], alike: impl Fn(usize, usize) -> bool) -> Vec<Relation> {
    let mut lines: BTreeMap<(&str, Option<u16>, &str, &[u16], Option<&EntityId>), Vec<Entry>> = BTreeMap::new();
    for (i, u) in units.iter().enumerate() {
        for f in &u.figures {
            if f.head.is_empty() && (f.role.is_none() || !f.unit.is_empty()) && f.unit.is_empty() {
                continue;
            }
            let asof = analyses.get(u.analysis).and_then(|a| a.article.published.value);
            let key = (
                f.head.as_str(),
                f.role,
                f.unit.as_str(),
                f.kinds.as_slice(),
                f.place.as_ref(),
            );
            lines.entry(key).or_default().push(Entry {
                unit: i,
                origin: u.origin,
                figure: f,
                asof,
            });
        }
    }
    let mut out = Vec::new();
    for ((_, role, unit, ..), entries) in &lines {
        let mut values: Vec<Vec<&Entry>> = Vec::new();
        for e in entries {
            let same = values
                .iter()
                .position(|v| v.first().is_some_and(|f| same_value(f.figure, e.figure)));
            match same {
                Some(i) => values[i].push(e),
                None if values.len() < VALUES => values.push(vec![e]),
                None => {}
            }
        }
        let counted = unit.is_empty() && role.is_some();
        for v in &values {
            let Some(first) = v.first() else { continue };
            for e in v.iter().skip(1).filter(|e| e.unit != first.unit) {
                if !counted && !alike(first.unit, e.unit) {
                    continue;
                }
                let (x, y) = (stage(first.figure.status), stage(e.figure.status));
                out.push(match x.cmp(&y) {
                    std::cmp::Ordering::Less => Relation::MovedOn(first.unit, e.unit),
                    std::cmp::Ordering::Greater => Relation::MovedOn(e.unit, first.unit),
                    std::cmp::Ordering::Equal => Relation::Same(first.unit, e.unit),
                });
            }
        }
        for (i, v) in values.iter().enumerate() {
            for w in values.iter().skip(i + 1) {
                let pair = v.iter().find_map(|a| {
                    w.iter()
                        .find(|b| a.origin != b.origin || later(a.asof, b.asof).is_some())
                        .map(|b| (*a, *b))
                });
                let Some((a, b)) = pair else { continue };
                if stage(a.figure.status) != stage(b.figure.status) || (!counted && !alike(a.unit, b.unit)) {
                    continue;
                }
                match later(a.asof, b.asof) {
                    Some(true) => out.push(Relation::Superseded(a.unit, b.unit)),
                    Some(false) => out.push(Relation::Superseded(b.unit, a.unit)),
                    None if a.origin != b.origin => out.push(Relation::Conflict(a.unit, b.unit)),
                    None => {}
                }
            }
        }
    }
    out
}

/// Whether the second time is a later day than the first (`Some(true)`), an earlier one, or neither can be told.
fn later(a: Option<DateTime>, b: Option<DateTime>) -> Option<bool> {
    let (a, b) = (a?.date(), b?.date());
    (a != b).then_some(a < b)
}

/// Relations of values that add up: two figures of one unit with one role, whose sum another unit gives.
pub(crate) fn sums(units: &[Unit], related: impl Fn(usize, usize) -> bool) -> Vec<Relation> {
    let mut by_value: BTreeMap<u64, Vec<usize>> = BTreeMap::new();
    for (i, u) in units.iter().enumerate() {
        for f in &u.figures {
            if f.value.0 >= MIN_SUM && f.unit.is_empty() {
                let list = by_value.entry(f.value.0.to_bits()).or_default();
                if list.last() != Some(&i) {
                    list.push(i);
                }
            }
        }
    }
    let mut out = Vec::new();
    for (i, u) in units.iter().enumerate() {
        for (n, f) in u.figures.iter().enumerate() {
            for g in u.figures.iter().skip(n + 1) {
                if f.role.is_none() || f.role != g.role || !f.unit.is_empty() || !g.unit.is_empty() || f.head == g.head
                {
                    continue;
                }
                let sum = f.value.0 + g.value.0;
                for &j in by_value.get(&sum.to_bits()).into_iter().flatten().take(VALUES) {
                    let role = units[j].figures.iter().any(|h| h.value.0 == sum && h.role == f.role);
                    if j != i && units[j].origin != u.origin && role && related(i, j) {
                        out.push(Relation::AddsUp(i, j));
                    }
                }
            }
        }
    }
    out
}

/// Smaller sums come about by chance.
const MIN_SUM: f64 = 20.0;

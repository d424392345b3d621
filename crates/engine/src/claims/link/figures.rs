//! How the numbers of two propositions meet.

use super::features::flag;
use super::prepared::{Number, PreparedProposition};
use crate::model::*;

/// How the numbers of two units meet.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Numbers {
    pub here: f32,
    pub there: f32,
    pub same: f32,
    /// Equal and counting the same thing.
    pub same_counted: f32,
    /// The largest equal value.
    pub largest: f32,
    /// Unmatched numbers that count the same thing with another value.
    pub differ: f32,
    /// The same, reported of it the same and of the same measure and place.
    pub differ_slot: f32,
    /// Ratio of the nearest such two values, from 0 to 1.
    pub ratio: f32,
    /// Unmatched numbers of each.
    pub open_here: f32,
    pub open_there: f32,
    /// Numbers that stand in one slot but in measures that do not compare.
    pub measures_differ: f32,
    /// Equal numbers whose slots have one place, and two.
    pub place_same: f32,
    /// See `place_same`.
    pub place_differs: f32,
    /// Equal numbers of which the same is reported, and other things.
    pub reported_same: f32,
    /// See `reported_same`.
    pub reported_differs: f32,
    /// The same two for unequal numbers of one counted thing.
    pub open_place_same: f32,
    /// See `open_place_same`.
    pub open_place_differs: f32,
    /// Unequal numbers, one of which is new in a time and the other a total.
    pub open_measure_differs: f32,
    /// How many of the two sides have an unequal number that the other article gives elsewhere.
    pub elsewhere: f32,
    /// Unequal numbers of one counted thing of which both say what is reported, and the same.
    pub open_reported_same: f32,
    /// The same, of which they say different things.
    pub open_reported_differs: f32,
}

/// Whether two figures give measures that do not compare.
fn measures(s: &FigureSlot, t: &FigureSlot) -> bool {
    s.measure != t.measure && s.measure != Measure::Unspecified && t.measure != Measure::Unspecified
}

/// How the numbers of two units meet.
pub(super) fn meet(
    (a, units, u): (&Analysis, &[PreparedProposition], &PreparedProposition),
    (b, others, v): (&Analysis, &[PreparedProposition], &PreparedProposition),
) -> Numbers {
    let mut out = Numbers {
        here: u.numbers.len().min(6) as f32,
        there: v.numbers.len().min(6) as f32,
        ..Numbers::default()
    };
    let slot = |a: &Analysis, u: &PreparedProposition, n: &Number| -> Option<FigureSlot> {
        a.propositions.get(u.proposition)?.figures.get(n.slot?).cloned()
    };
    let places = |s: &FigureSlot, t: &FigureSlot| match (&s.place, &t.place) {
        (Some(x), Some(y)) => (flag(x == y), flag(x != y)),
        _ => (0.0, 0.0),
    };
    let mut taken = vec![false; v.numbers.len()];
    let mut open: Vec<&Number> = Vec::new();
    let given = |list: &[PreparedProposition], n: &Number| list.iter().any(|w| w.numbers.iter().any(|y| n.same(y)));
    for x in &u.numbers {
        let found = v
            .numbers
            .iter()
            .enumerate()
            .filter(|(j, y)| !taken[*j] && x.same(y))
            .max_by_key(|(j, y)| (x.counted != 0 && x.counted == y.counted, std::cmp::Reverse(*j)));
        match found {
            Some((j, y)) => {
                taken[j] = true;
                out.same += 1.0;
                out.same_counted += flag(x.counted != 0 && x.counted == y.counted);
                if let (Some(s), Some(t)) = (slot(a, u, x), slot(b, v, y)) {
                    let (same, other) = places(&s, &t);
                    out.place_same += same;
                    out.place_differs += other;
                    let told = !s.reported.is_empty() && !t.reported.is_empty();
                    out.reported_same += flag(told && s.reported == t.reported);
                    out.reported_differs += flag(told && s.reported != t.reported);
                    out.measures_differ += flag(measures(&s, &t));
                }
                out.largest = out.largest.max((x.value.0.max(0.0) as f32 + 1.0).ln());
            }
            None => open.push(x),
        }
    }
    let theirs = v.numbers.iter().zip(&taken).filter(|(_, t)| !**t);
    out.elsewhere =
        flag(open.iter().any(|n| given(others, n))) + flag(theirs.into_iter().any(|(n, _)| given(units, n)));
    out.open_here = open.len().min(6) as f32;
    out.open_there = taken.iter().filter(|t| !**t).count().min(6) as f32;
    for x in open {
        for (j, y) in v.numbers.iter().enumerate() {
            if taken[j] || x.counted == 0 || x.counted != y.counted {
                continue;
            }
            out.differ += 1.0;
            let (p, q) = (x.value.0.abs(), y.value.0.abs());
            out.ratio = out.ratio.max((p.min(q) / p.max(q).max(1e-9)) as f32);
            if let (Some(s), Some(t)) = (slot(a, u, x), slot(b, v, y)) {
                let (same, other) = places(&s, &t);
                out.open_place_same += same;
                out.open_place_differs += other;
                if measures(&s, &t) {
                    out.open_measure_differs += 1.0;
                } else if s.reported == t.reported {
                    out.differ_slot += 1.0;
                }
                let told = !s.reported.is_empty() && !t.reported.is_empty();
                out.open_reported_same += flag(told && s.reported == t.reported);
                out.open_reported_differs += flag(told && s.reported != t.reported);
            }
        }
    }
    out.differ = out.differ.min(6.0);
    out.differ_slot = out.differ_slot.min(6.0);
    out
}

//! In what two propositions differ: the words of each side.

use super::link::{Number, PreparedProposition};
use crate::model::*;
use crate::propositions::is_tally;
use crate::similarity::words::{data_lines, folded_words};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;
use sutradhar_text::fold::fold;

/// Words by which a text says that a tally has grown to its value (बढ़कर, rises to).
static GROWN: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    data_lines(include_str!("../../data/claims/grown.txt"))
        .flat_map(str::split_whitespace)
        .map(fold)
        .collect()
});

/// A difference that can be named.
#[derive(Debug, Clone)]
pub(crate) struct Difference {
    /// What kind of value the sides give.
    pub kind: DifferenceKind,
    /// Where the value of each side stands.
    pub spans: [Span; 2],
    /// The numbers of each side, where it is one.
    pub numbers: Option<[Number; 2]>,
}

/// Values further apart than this factor belong to different things, or one is a slip that nobody would call a
/// conflict.
const FAR: f64 = 6.0;

/// Minutes of half a day.
const HALF_DAY: i32 = 12 * 60;

/// Days between what two clauses tell from which one of them is background.
const BACKGROUND: i32 = 30;

/// Content words that both sides of a yes and a no must have: in short clauses a negation belongs to anything.
const LONG: usize = 4;

/// Names the difference of two propositions; `None` if it cannot be told in what they differ.
///
/// Equal values cancel first: a number that the other article gives too, in a proposition that may be the same
/// (`near_u`, those of the other article that are near `u`), is not in conflict with what else that article says.
/// Numbers differ only where both count the same thing at the same time. Times and negations are told only of
/// propositions that are surely about one thing (`sure`).
pub(crate) fn difference(
    (a, u, near_u): (&Analysis, &PreparedProposition, &[&PreparedProposition]),
    (b, v, near_v): (&Analysis, &PreparedProposition, &[&PreparedProposition]),
    sure: bool,
) -> Option<Difference> {
    numbers((a, u, near_u), (b, v, near_v), sure)
        .or_else(|| sure.then(|| times((a, u), (b, v))).flatten())
        .or_else(|| {
            let long = u.terms.len().min(v.terms.len()) >= LONG;
            (sure && long).then(|| negation((a, u), (b, v))).flatten()
        })
}

fn numbers(
    (a, u, near_u): (&Analysis, &PreparedProposition, &[&PreparedProposition]),
    (b, v, near_v): (&Analysis, &PreparedProposition, &[&PreparedProposition]),
    sure: bool,
) -> Option<Difference> {
    let (p, q) = (a.propositions.get(u.proposition)?, b.propositions.get(v.proposition)?);
    if days_apart(u, v) || clocks_apart(u, v) {
        return None;
    }
    let open = |list: &[Number], other: &PreparedProposition, near: &[&PreparedProposition]| -> Vec<Number> {
        let gives = |w: &PreparedProposition, n: &Number| w.numbers.iter().any(|m| n.same(m));
        let given = |n: &Number| gives(other, n) || near.iter().any(|w| gives(w, n));
        list.iter().filter(|n| n.slot.is_some() && !given(n)).cloned().collect()
    };
    for x in open(&u.numbers, v, near_u) {
        for y in open(&v.numbers, u, near_v) {
            let (s, t) = (p.figures.get(x.slot?)?, q.figures.get(y.slot?)?);
            let (low, high) = (x.value.0.min(y.value.0), x.value.0.max(y.value.0));
            let quantity = |a: &Analysis, f: &FigureSlot| a.quantities.get(f.quantity as usize).cloned();
            let thing = one_thing(u, v, &quantity(a, s)?);
            if !slots_meet((s, &x), (t, &y), sure) || high > low * FAR || !thing || !one_time((a, u, s), (b, v, t)) {
                continue;
            }
            // Two bounds on one side hold together: more than 100 and more than 140.
            let open_ended = |n: &Number| matches!(n.bound, Bound::AtLeast | Bound::AtMost);
            if open_ended(&x) && x.bound == y.bound {
                continue;
            }
            let (q, r) = (quantity(a, s)?, quantity(b, t)?);
            if loose(&q, high - low) || opens(a, &q) || opens(b, &r) {
                continue;
            }
            let at = |a: &Analysis, f: &FigureSlot| a.quantities.get(f.quantity as usize).map(|q| q.span);
            return Some(Difference {
                kind: DifferenceKind::Number,
                spans: [at(a, s)?, at(b, t)?],
                numbers: Some([x, y]),
            });
        }
    }
    None
}

/// Whether two figures stand in one slot as far as both texts tell: what is counted, what is reported of it, which
/// measure, where. What one side leaves unsaid may be taken from the other if both are surely about one thing.
fn slots_meet((s, x): (&FigureSlot, &Number), (t, y): (&FigureSlot, &Number), sure: bool) -> bool {
    let known = |s: &FigureSlot, n: &Number| n.counted != 0 || !s.reported.is_empty();
    // A bare figure may be a total, but not what came in a day, what is so now, or a part.
    let measure = |m: Measure| if m == Measure::Total { Measure::Unspecified } else { m };
    let place = match (&s.place, &t.place) {
        (Some(p), Some(q)) => p == q,
        _ => true,
    };
    (known(s, x) || known(t, y))
        && (sure || (known(s, x) && known(t, y)))
        && (x.counted == y.counted || (sure && (x.counted == 0 || y.counted == 0)))
        && (s.reported == t.reported || (sure && (s.reported.is_empty() || t.reported.is_empty())))
        && measure(s.measure) == measure(t.measure)
        && s.kinds == t.kinds
        && place
}

/// Whether values of two days can be at odds: tallies grow and replace one another; a level, a price or a day's count
/// is another one each day.
fn one_time(
    (a, u, s): (&Analysis, &PreparedProposition, &FigureSlot),
    (b, v, t): (&Analysis, &PreparedProposition, &FigureSlot),
) -> bool {
    if u.day.zip(v.day).is_some_and(|(x, y)| (x.0 - y.0).abs() > BACKGROUND) {
        return false;
    }
    let tally = |s: &FigureSlot| s.measure != Measure::New && is_tally(&s.reported);
    let days = [a, b].map(|a| a.article.published.day());
    match days {
        [Some(x), Some(y)] if x != y => tally(s) && tally(t),
        _ => true,
    }
}

/// Whether a difference means nothing: days and years are counted with and without the first, points of an index tick
/// all day.
fn loose(q: &Quantity, difference: f64) -> bool {
    let time = matches!(q.unit.as_str(), "days" | "hours" | "years" | "months" | "weeks");
    q.unit == "points" || (time && difference <= 1.0)
}

/// Whether a number opens the body: it may be the number of a page or of a list, run into the text.
fn opens(a: &Analysis, q: &Quantity) -> bool {
    let first = a.body_sentences().next();
    first.is_some_and(|s| {
        a.article
            .text
            .get(s.span.start as usize..q.span.start as usize)
            .is_some_and(|t| t.trim().is_empty())
    })
}

/// Whether a measured thing is known to be one: its place or its name stands on both sides. People are counted by
/// event.
fn one_thing(u: &PreparedProposition, v: &PreparedProposition, q: &Quantity) -> bool {
    let named = |x: &[u32], y: &[u32]| x.iter().any(|k| y.contains(k));
    q.unit.is_empty()
        || (u.place != 0 && u.place == v.place)
        || named(&u.actors, &v.actors)
        || named(&u.places, &v.places)
}

/// Whether both tell a day of their own, and not the same.
fn days_apart(u: &PreparedProposition, v: &PreparedProposition) -> bool {
    u.days.zip(v.days).is_some_and(|(x, y)| x.1 < y.0 || y.1 < x.0)
}

/// Whether both tell a time of day, and not the same; one of them may leave out whether it is morning or night.
fn clocks_apart(u: &PreparedProposition, v: &PreparedProposition) -> bool {
    let same = |c: &i32| v.clocks.iter().any(|d| (c - d) % HALF_DAY == 0);
    !u.clocks.is_empty() && !v.clocks.is_empty() && !u.clocks.iter().any(same)
}

fn times((a, u): (&Analysis, &PreparedProposition), (b, v): (&Analysis, &PreparedProposition)) -> Option<Difference> {
    // Other numbers beside the times: the two tell of different moments, not of one.
    let other = u
        .numbers
        .iter()
        .any(|x| x.slot.is_some() && !v.numbers.iter().any(|y| x.same(y)));
    // A bare time of day is told of the day of its report: where both tell one, the times alone decide.
    let clocks = !u.clocks.is_empty() && !v.clocks.is_empty();
    let apart = if clocks { clocks_apart(u, v) } else { days_apart(u, v) };
    if other || !apart {
        return None;
    }
    let at = |a: &Analysis, u: &PreparedProposition| {
        let from = a.times.partition_point(|t| t.span.end <= u.span.start);
        a.times.get(from).map(|t| t.span).filter(|s| s.start < u.span.end)
    };
    Some(Difference {
        kind: DifferenceKind::Time,
        spans: [at(a, u)?, at(b, v)?],
        numbers: None,
    })
}

fn negation(
    (_, u): (&Analysis, &PreparedProposition),
    (_, v): (&Analysis, &PreparedProposition),
) -> Option<Difference> {
    (u.negated != v.negated).then_some(Difference {
        kind: DifferenceKind::Negation,
        spans: [u.span, v.span],
        numbers: None,
    })
}

/// Which of two figures is later, where an as-of time or the words of the later report say so: 0 or 1.
pub(crate) fn later(sides: [(&Analysis, &PreparedProposition, &Number); 2]) -> Option<usize> {
    let day = sides.map(|(a, u, n)| {
        let slot = a.propositions.get(u.proposition)?.figures.get(n.slot?)?;
        a.times.get(slot.as_of? as usize)?.days.map(|d| d.1)
    });
    if let [Some(x), Some(y)] = day
        && x != y
    {
        return Some(usize::from(x < y));
    }
    let published = sides.map(|(a, ..)| a.article.published.day());
    let [Some(x), Some(y)] = published else { return None };
    if x == y {
        return None;
    }
    let new = usize::from(x < y);
    let (a, u, n) = sides[new];
    let more = n.value.0 > sides[1 - new].2.value.0;
    let grown = folded_words(a.words(u.span), 0).iter().any(|w| GROWN.contains(&w.text));
    (more && grown).then_some(new)
}

//! Figures of headlines that a later report of the same event raises.

use crate::model::*;
use crate::propositions::{figures_of, is_tally};

/// Sentences of a body in which a toll is that of the report's own matter.
const LEAD: usize = 2;
/// How many times as high a later value may be: above that it counts something else.
const RISE: f64 = 20.0;

/// A count that runs on with time: what is reported of whom, and its value.
pub(super) struct Tally {
    reported: String,
    value: f64,
}

/// The tallies of a report's headline.
pub(super) fn of_headline(a: &Analysis) -> Vec<Tally> {
    let Some(headline) = a.article.headline else {
        return Vec::new();
    };
    figures_of(a, headline).iter().filter_map(|f| tally(a, f)).collect()
}

/// The tallies of a report's headline and lead.
pub(super) fn of_top(a: &Analysis) -> Vec<Tally> {
    let last = a
        .sentences
        .iter()
        .enumerate()
        .filter(|(_, s)| s.class == LineClass::Body)
        .nth(LEAD - 1)
        .map_or(usize::MAX, |(n, _)| n);
    let lead = a.propositions.iter().filter(|p| p.sentence as usize <= last);
    let lead = lead.flat_map(|p| &p.figures).filter_map(|f| tally(a, f));
    of_headline(a).into_iter().chain(lead).collect()
}

/// A figure as a tally: of people, of all up to now.
fn tally(a: &Analysis, f: &FigureSlot) -> Option<Tally> {
    let whole = matches!(f.measure, Measure::Total | Measure::Unspecified) && f.bound != Bound::AtMost;
    let q = a.quantities.get(f.quantity as usize)?;
    let done = !matches!(
        q.status,
        FigureStatus::Planned | FigureStatus::Possible | FigureStatus::Denied
    );
    (whole && done && q.unit.is_empty() && is_tally(&f.reported)).then(|| Tally {
        reported: f.reported.clone(),
        value: q.value_max.unwrap_or(q.value),
    })
}

/// Whether a tally of the one is superseded by the other, which was published later.
pub(super) fn is_superseded(own: &[Tally], later: &[Tally]) -> bool {
    own.iter().any(|o| {
        let same = later.iter().filter(|l| l.reported == o.reported);
        let top = same.map(|l| l.value).fold(0.0, f64::max);
        top > o.value && top <= o.value * RISE
    })
}

//! How likely two articles report the same happening: features of a pair, scored by trees and a logistic regression.

use super::trees;
use super::vectors::dot;
use super::views::{Views, cosine};
use super::when::When;

/// Days between two reports of one event.
pub const WINDOW_DAYS: i32 = 10;

/// Number of features.
pub const FEATURES: usize = 41;

/// Place of the feature that says that one of the two has no date.
const HALF_UNDATED: usize = 9;

/// Names of the features, in order.
pub const NAMES: [&str; FEATURES] = [
    "bias",
    "title",
    "lead",
    "all",
    "bigrams",
    "entities",
    "decay",
    "gap",
    "undated",
    "half_undated",
    "figures_agree",
    "figures_differ",
    "short",
    "gap_all",
    "decay_all",
    "same_outlet",
    "places_differ",
    "people_differ",
    "title_people",
    "root_title",
    "root_lead",
    "root_all",
    "root_bigrams",
    "rare",
    "title_figures_agree",
    "title_figures_differ",
    "title_vector",
    "lead_vector",
    "cross_language",
    "sounds",
    "days_agree",
    "days_differ",
    "first_day_gap",
    "quantities",
    "all_quantities",
    "lead_entities",
    "title_in_lead_max",
    "title_in_lead_min",
    "length_ratio",
    "short_title",
    "copy",
];

/// Taken off the log-odds of a pair of which one has no date: a wrong event would also give it a wrong day (law 4), so it
/// joins only on stronger evidence than the training pairs ask for.
const UNDATED_CAUTION: f32 = 1.3;

/// Containment from which a copy in another outlet is a report of the same event whatever else differs. One outlet prints
/// the same background under one event after another.
const SAME_EVENT_CONTAINMENT: f32 = 0.5;

/// Probability of such a pair.
const SURE_COPY: f32 = 0.98;

/// What two articles have in common, each between 0 and 1 (see `NAMES`).
pub type Features = [f32; FEATURES];

/// One article as the scorer sees it.
pub struct Seen<'a> {
    /// Its vectors.
    pub views: &'a Views,
    /// When it was published.
    pub when: When,
}

/// The features of a pair; `copy` is the containment of shared text if the two share copy, else 0.
pub fn features(a: &Seen<'_>, b: &Seen<'_>, copy: f32) -> Features {
    let (x, y) = (a.views, b.views);
    let title = cosine(&x.title, &y.title);
    let lead = cosine(&x.lead, &y.lead);
    let all = cosine(&x.all, &y.all);
    let bigrams = cosine(&x.bigrams, &y.bigrams);
    let gap = a.when.gap(b.when) as f32;
    let (da, db) = (a.when.is_dated(), b.when.is_dated());
    let decay = if da && db { (-gap / 2.0).exp() } else { 0.5 };
    let gap_share = (gap / 10.0).min(1.0);
    let shorter = x.length.min(y.length) as f32;
    let short = 1.0 / (1.0 + shorter / 20.0);
    let (one, other) = (cosine(&x.title, &y.lead), cosine(&x.lead, &y.title));
    let flag = |b: bool| if b { 1.0 } else { 0.0 };
    [
        1.0,
        title,
        lead,
        all,
        bigrams,
        cosine(&x.entities, &y.entities),
        decay,
        gap_share,
        flag(!da && !db),
        flag(da != db),
        agree(&x.figures, &y.figures),
        flag(apart(&x.figures, &y.figures)),
        short,
        gap_share * all.sqrt(),
        decay * all.sqrt(),
        flag(same_outlet(a, b)),
        flag(apart(&x.places, &y.places)),
        flag(apart(&x.people, &y.people)),
        agree(&x.people, &y.people),
        title.sqrt(),
        lead.sqrt(),
        all.sqrt(),
        bigrams.sqrt(),
        cosine(&x.rare, &y.rare),
        agree(&x.title_figures, &y.title_figures),
        flag(apart(&x.title_figures, &y.title_figures)),
        dot(&x.title_vector, &y.title_vector),
        dot(&x.lead_vector, &y.lead_vector),
        flag(x.language != y.language),
        cosine(&x.sounds, &y.sounds),
        share(&x.days, &y.days),
        flag(!x.days.is_empty() && !y.days.is_empty() && share(&x.days, &y.days) == 0.0),
        match (x.first_day, y.first_day) {
            (Some(p), Some(q)) => (p.saturating_sub(q).saturating_abs() as f32 / 10.0).min(1.0),
            _ => -0.1,
        },
        cosine(&x.quantities, &y.quantities),
        cosine(&x.all_quantities, &y.all_quantities),
        cosine(&x.lead_entities, &y.lead_entities),
        one.max(other),
        one.min(other),
        (1.0 + shorter) / (1.0 + x.length.max(y.length) as f32),
        1.0 / (1.0 + x.title_length.min(y.title_length) as f32 / 5.0),
        copy,
    ]
}

/// Features and probability of a pair: a function of the two articles and the text they share, and of nothing else.
pub fn score(a: &Seen<'_>, b: &Seen<'_>, copy: f32) -> (Features, f32) {
    let features = features(a, b, copy);
    let gap = a.when.gap(b.when);
    let probability = if copy >= SAME_EVENT_CONTAINMENT && gap <= 2 && !same_outlet(a, b) {
        probability(&features).max(SURE_COPY)
    } else if gap > WINDOW_DAYS {
        0.0
    } else {
        probability(&features)
    };
    (features, probability)
}

fn same_outlet(a: &Seen<'_>, b: &Seen<'_>) -> bool {
    a.views.outlet.is_some() && a.views.outlet == b.views.outlet
}

/// Share of the shorter list of days that stands in the other.
fn share(a: &[i32], b: &[i32]) -> f32 {
    let n = a.len().min(b.len()).max(1);
    a.iter().filter(|t| b.binary_search(t).is_ok()).count() as f32 / n as f32
}

/// Probability that the two report the same happening.
pub fn probability(f: &Features) -> f32 {
    let caution = f.get(HALF_UNDATED).copied().unwrap_or(0.0) * UNDATED_CAUTION;
    let z = trees::sum(f) - caution;
    1.0 / (1.0 + (-z).exp())
}

/// Share of the shorter list that stands in the other.
fn agree(a: &[u32], b: &[u32]) -> f32 {
    let n = a.len().min(b.len());
    if n == 0 {
        return 0.0;
    }
    a.iter().filter(|t| b.binary_search(t).is_ok()).count() as f32 / n as f32
}

/// Whether both have something and nothing in common.
fn apart(a: &[u32], b: &[u32]) -> bool {
    !a.is_empty() && !b.is_empty() && a.iter().all(|t| b.binary_search(t).is_err())
}

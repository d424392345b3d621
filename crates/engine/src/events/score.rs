//! How likely two articles report the same happening: features of a pair, scored by trees and a logistic regression.

use super::trees;
use super::vectors::dot;
use super::views::{Views, cosine};
use super::when::When;
use rustc_hash::FxHashMap;

/// Number of features.
pub const FEATURES: usize = 45;

/// Place of the first of the four features that compare a pair with the other pairs of its articles.
const RELATIVE: usize = 41;

/// Place of the share of copied text.
const COPY: usize = 40;

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
    "rank_max",
    "rank_min",
    "relative_max",
    "relative_min",
];

/// Taken off the log-odds of a pair of which one has no date: a wrong event would also give it a wrong day (law 4), so it
/// joins only on stronger evidence than the training pairs ask for.
const UNDATED_CAUTION: f32 = 1.3;

/// What two articles have in common, each between 0 and 1 (see `NAMES`).
pub type Features = [f32; FEATURES];

/// One article as the scorer sees it.
pub struct Seen<'a> {
    /// Its vectors.
    pub views: &'a Views,
    /// When it was published.
    pub when: When,
    /// Its outlet, numbered.
    pub outlet: Option<u32>,
}

/// The features of a pair.
pub fn features(a: &Seen<'_>, b: &Seen<'_>) -> Features {
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
        flag(a.outlet.is_some() && a.outlet == b.outlet),
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
        0.0,
        0.0,
        0.0,
        0.0,
        0.0,
    ]
}

/// Fills in the features that need more than the two articles: the share of copied text, and how the pair stands among all
/// pairs of each of its articles. `pairs` holds places and features of all candidate pairs with their copied share.
pub fn relate(pairs: &mut [(u32, u32, Features, f32)]) {
    let mut of: FxHashMap<u32, Vec<(f32, u32)>> = FxHashMap::default();
    for (i, (a, b, f, _)) in pairs.iter().enumerate() {
        for x in [a, b] {
            of.entry(*x).or_default().push((strength(f), i as u32));
        }
    }
    for list in of.values_mut() {
        list.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
    }
    for (a, b, f, copy) in pairs.iter_mut() {
        let own = strength(f);
        let stand = |x: &u32| -> (f32, f32) {
            let list = of.get(x).map(Vec::as_slice).unwrap_or_default();
            let rank = list.partition_point(|(s, _)| *s > own);
            let best = list.first().map_or(1.0, |b| b.0);
            (1.0 / (1.0 + rank as f32), if best > 0.0 { own / best } else { 1.0 })
        };
        let ((r, s), (t, u)) = (stand(a), stand(b));
        if let Some(slots) = f.get_mut(RELATIVE..) {
            for (slot, v) in slots.iter_mut().zip([r.max(t), r.min(t), s.max(u), s.min(u)]) {
                *slot = v;
            }
        }
        if let Some(slot) = f.get_mut(COPY) {
            *slot = *copy;
        }
    }
}

/// Likeness of a pair by which it is ranked among others: words of the text and of the lead, sense of the lead.
fn strength(f: &Features) -> f32 {
    let at = |i: usize| f.get(i).copied().unwrap_or(0.0);
    at(2) + at(3) + 0.5 * at(27).max(0.0)
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

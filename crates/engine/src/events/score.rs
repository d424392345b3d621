//! How likely two articles report the same happening: a logistic score over a few features.

use super::views::{Views, cosine};
use super::when::When;

/// Number of features.
pub const FEATURES: usize = 26;

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
];

/// Weights of the features: see `docs/evaluation.md`. Logistic regression on the candidate pairs of events-hi, events-multi,
/// storyline, half of gva, ecbplus-train and allsides, each set with the same total weight.
pub const WEIGHTS: [f32; FEATURES] = [
    -3.973, 1.163, 2.167, 2.537, 0.395, 0.724, 0.985, -1.749, -0.906, -1.514, 0.563, -0.712, -1.637, -0.381, 0.251,
    -2.268, -1.109, 0.104, 0.708, 1.497, 1.629, 2.444, 1.923, 0.077, -0.425, -1.035,
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
    ]
}

/// Probability that the two report the same happening.
pub fn probability(f: &Features) -> f32 {
    let caution = f.get(HALF_UNDATED).copied().unwrap_or(0.0) * UNDATED_CAUTION;
    let z: f32 = f.iter().zip(&WEIGHTS).map(|(x, w)| x * w).sum::<f32>() - caution;
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

//! How likely two articles report the same happening: a logistic score over a few features.

use super::views::{Terms, Views, common, cosine};
use super::when::When;

/// Number of features.
pub const FEATURES: usize = 27;

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
    "short_title",
    "copy",
    "rarest",
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
    -3.531, 1.233, 2.516, 2.982, 0.474, 0.6, 1.171, -2.033, -0.690, -1.7, 0.164, -0.946, -1.163, 0.044, -0.589, -2.756,
    -1.858, -0.3, -0.2, 0.3, 1.670, 2.830, 3.486, 2.536, 0.341, -0.441, -0.954,
];

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

/// The features of a pair; `copy` is the containment if they share copy.
pub fn features(a: &Seen<'_>, b: &Seen<'_>, copy: f32, terms: &Terms) -> Features {
    let (x, y) = (a.views, b.views);
    let title = cosine(&x.title, &y.title);
    let lead = cosine(&x.lead, &y.lead);
    let all = cosine(&x.all, &y.all);
    let bigrams = cosine(&x.bigrams, &y.bigrams);
    let gap = a.when.gap(b.when) as f32;
    let (da, db) = (a.when.is_dated(), b.when.is_dated());
    let shorter = x.length.min(y.length) as f32;
    let short = 1.0 / (1.0 + shorter / 20.0);
    let mut rarest = 0.0f32;
    common(&x.lead, &y.lead, |t, _, _| rarest = rarest.max(terms.idf(t)));
    let flag = |b: bool| if b { 1.0 } else { 0.0 };
    [
        1.0,
        title,
        lead,
        all,
        bigrams,
        cosine(&x.entities, &y.entities),
        if da && db { (-gap / 2.0).exp() } else { 0.5 },
        (gap / 10.0).min(1.0),
        flag(!da && !db),
        flag(da != db),
        agree(&x.figures, &y.figures),
        flag(apart(&x.figures, &y.figures)),
        short,
        short * title,
        copy,
        if terms.max_idf > 0.0 {
            rarest / terms.max_idf
        } else {
            0.0
        },
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
    let z: f32 = f.iter().zip(&WEIGHTS).map(|(x, w)| x * w).sum();
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

//! Which propositions of different articles say the same: a learned score of each pair, and groups by average link.

mod cluster;
mod features;
mod figures;
mod score;
mod unit;

pub(crate) use cluster::clusters;
pub(crate) use features::{EventCounts, NUMBERS_NONE, PLACES_APART, RUN, pairs};
pub use features::{Features, NAMES};
pub use score::Scorer;
pub(crate) use unit::{Number, Unit, units};

use crate::model::*;
use crate::similarity::Embedder;

/// A pair of propositions with its features, for training.
pub struct FeaturedPair {
    /// Article and span of each.
    pub sides: [(ArticleId, Span); 2],
    /// Its features, named in [`NAMES`].
    pub features: Features,
}

/// The pairs of all propositions of an event's articles, for training: pairs of two articles only.
pub fn featured_pairs(articles: &[&Analysis]) -> Vec<FeaturedPair> {
    let mut embedder = Embedder::default();
    let lists: Vec<Vec<Unit>> = articles
        .iter()
        .enumerate()
        .map(|(i, a)| units(a, i, &mut embedder))
        .collect();
    let counts = EventCounts::new(&lists);
    let mut out = Vec::new();
    for (i, (a, x)) in articles.iter().zip(&lists).enumerate() {
        for (b, y) in articles.iter().zip(&lists).skip(i + 1) {
            for (u, v, features) in pairs((a, x), (b, y), &counts) {
                out.push(FeaturedPair {
                    sides: [(a.article.id.clone(), x[u].span), (b.article.id.clone(), y[v].span)],
                    features,
                });
            }
        }
    }
    out
}

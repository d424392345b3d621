//! Which propositions of different articles say the same: a learned score of each pair, and groups by average link.

mod cluster;
mod features;
mod figures;
mod score;
mod prepared;

pub(crate) use cluster::clusters;
pub(crate) use features::{Covers, DAYS, EventCounts, NUMBERS_NONE, PLACES_APART, RUN, pairs, pairs_covered};
pub use features::{FEATURES, Features};
pub(crate) use prepared::{Number, PreparedProposition, phrase_units, units};
pub use score::Scorer;
pub(crate) use score::models;

use super::thresholds::PHRASES_FROM;
use crate::model::*;
use crate::similarity::Embedder;

/// A pair of propositions with its features, for training.
pub struct FeaturedPair {
    /// Article and span of each.
    pub sides: [(ArticleId, Span); 2],
    /// Its features, named in [`FEATURES`].
    pub features: Features,
}

/// The units of each article of an event, and how rare words are in it.
fn event_units(articles: &[&Analysis], embedder: &mut Embedder) -> (Vec<Vec<PreparedProposition>>, EventCounts) {
    let lists: Vec<Vec<PreparedProposition>> = articles
        .iter()
        .enumerate()
        .map(|(i, a)| units(a, i, embedder))
        .collect();
    let counts = EventCounts::new(&lists);
    (lists, counts)
}

/// The pairs of all propositions of an event's articles, for training: pairs of two articles only.
pub fn featured_pairs(articles: &[&Analysis]) -> Vec<FeaturedPair> {
    let (lists, counts) = event_units(articles, &mut Embedder::default());
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

/// A pair of phrases of two propositions, for training.
pub struct PhrasePair {
    /// Article, span of the proposition and span of the phrase of each.
    pub sides: [(ArticleId, Span, Span); 2],
    /// What is measured of the two phrases, named in [`FEATURES`].
    pub features: Features,
}

/// The pairs of phrases of all pairs of propositions that are likely enough to be compared phrase by phrase, for training.
pub fn phrase_pairs(articles: &[&Analysis]) -> Vec<PhrasePair> {
    let scorer = Scorer::built_in();
    let mut embedder = Embedder::default();
    let (lists, counts) = event_units(articles, &mut embedder);
    let parts: Vec<Vec<Vec<PreparedProposition>>> = articles
        .iter()
        .zip(&lists)
        .map(|(a, list)| list.iter().map(|u| phrase_units(a, u, &mut embedder)).collect())
        .collect();
    let mut out = Vec::new();
    for (i, (a, x)) in articles.iter().zip(&lists).enumerate() {
        for (j, (b, y)) in articles.iter().zip(&lists).enumerate().skip(i + 1) {
            for (u, v, features) in pairs((a, x), (b, y), &counts) {
                if scorer.linked(&features) < PHRASES_FROM {
                    continue;
                }
                let (here, there) = (&parts[i][u], &parts[j][v]);
                for (p, q, features) in pairs((a, here), (b, there), &counts) {
                    out.push(PhrasePair {
                        sides: [
                            (a.article.id.clone(), x[u].span, here[p].span),
                            (b.article.id.clone(), y[v].span, there[q].span),
                        ],
                        features,
                    });
                }
            }
        }
    }
    out
}

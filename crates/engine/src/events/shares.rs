//! What two articles share of one kind of thing: the parts that features are made of.

use super::views::FeatureVectors;
use crate::similarity::{Sparse, common, saturated, weighted_overlap};

/// What two articles share of the words in Latin script that tell what they are about.
#[derive(Default)]
pub struct Latin {
    pub both: bool,
    pub cosine: f32,
    pub share: f32,
    pub shared: f32,
    /// Weight of the rarest shared word.
    pub best: f32,
    /// Of each what the other has nowhere, as a share.
    pub lost: (f32, f32),
}

/// The words in Latin script of two articles.
pub fn latin(x: &FeatureVectors, y: &FeatureVectors) -> Latin {
    if x.latin.is_empty() || y.latin.is_empty() {
        return Latin::default();
    }
    let words = weighted_overlap(&x.latin, &y.latin, x.latin_weight, y.latin_weight);
    let mut best = 0f32;
    common(&x.latin, &y.latin, |_, p, q| {
        best = best.max((p * x.latin_weight.norm).min(q * y.latin_weight.norm));
    });
    let lost = |of: &FeatureVectors, other: &FeatureVectors| {
        let there = |t: u32, list: &Sparse| list.binary_search_by_key(&t, |w| w.0).is_ok();
        let english = other.language == "en";
        let missing = of
            .latin
            .iter()
            .filter(|(t, _)| !there(*t, &other.latin) && (!english || !there(*t, &other.all)));
        missing.map(|t| t.1).sum::<f32>() * of.latin_weight.norm / of.latin_weight.total.max(1e-6)
    };
    Latin {
        both: true,
        cosine: words.cosine,
        share: words.share,
        shared: saturated(words.weighted, 40.0),
        best: best / 10.0,
        lost: (lost(x, y), lost(y, x)),
    }
}

/// Logarithm of the hours between two articles, 1 at some 400; below 0 if the time of one is not known.
pub fn hours(x: &FeatureVectors, y: &FeatureVectors) -> f32 {
    match (x.minute, y.minute) {
        (Some(p), Some(q)) => (1.0 + p.saturating_sub(q).unsigned_abs() as f32 / 60.0).ln() / 6.0,
        _ => -1.0,
    }
}

/// What of the terms of a headline is nowhere in the other text: its share of their rarity, and the rarest.
pub fn lost(title: &Sparse, text: &Sparse) -> (f32, f32) {
    let total: f32 = title.iter().map(|t| t.1).sum();
    let missing = || {
        let there = |t: u32| text.binary_search_by_key(&t, |w| w.0).is_ok();
        title.iter().filter(move |(t, _)| !there(*t)).map(|t| t.1)
    };
    let share = if total > 0.0 {
        missing().sum::<f32>() / total
    } else {
        0.0
    };
    (share, missing().fold(0.0, f32::max))
}

/// How telling the names of a headline are that the other text does not hold.
pub fn unnamed(names: &Sparse, other: &FeatureVectors) -> f32 {
    let named = |id: u32| {
        let lists = other.text_names.iter();
        lists.into_iter().any(|l| l.binary_search_by_key(&id, |n| n.0).is_ok())
    };
    names.iter().filter(|n| !named(n.0)).map(|n| n.1).sum()
}

/// How telling the names are that two lists share, their share of the shorter list, and how much that list tells.
pub fn names(p: &Sparse, q: &Sparse) -> (f32, f32, f32) {
    let mut sum = 0.0;
    common(p, q, |_, x, _| sum += x);
    let total = |l: &Sparse| l.iter().map(|t| t.1).sum::<f32>();
    let lighter = total(p).min(total(q));
    let share = if lighter > 0.0 { sum / lighter } else { 0.0 };
    (saturated(sum, 15.0), share, saturated(lighter, 15.0))
}

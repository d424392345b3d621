//! Events: reports of one happening.
//!
//! Pairs of articles that may report the same happening come from an inverted index inside a time window, a small learned
//! scorer says how likely each pair is, and average linkage puts them together: one weak bridge joins nothing. Nothing
//! depends on the order in which articles are given.

pub(crate) mod views;
mod terms;
mod background;
mod vectors;
mod trees;
mod when;
mod score;
mod candidates;
pub(crate) mod linkage;
mod describe;
pub mod index;
#[cfg(test)]
mod tests;

pub use score::{FEATURES, Features, NAMES};
pub use views::counts;

use crate::model::*;
use rustc_hash::FxHashMap;
use score::Seen;
use views::Views;
pub(crate) use when::{When, number as day_number};

/// When two groups of reports are one event. The threshold is the best one for the invented sample pages, which no training saw,
/// where no two events are merged down to 0.25; headline-only feeds would like a higher one.
const LIMITS: linkage::Limits = linkage::Limits {
    threshold: 0.30,
    tightening: 0.01,
};

/// When an undated report surely belongs to a dated event.
const SURE: linkage::Limits = linkage::Limits {
    threshold: 0.65,
    tightening: 0.01,
};

/// Groups articles into events. Narrows the dates of undated articles from copies and dated reports of the same event
/// (law 4) and resolves their times again.
pub fn cluster(analyses: &mut [Analysis], copies: &[CopyPair]) -> Vec<Event> {
    when::date_from_copies(analyses, copies);
    let mut numbers: Vec<usize> = (0..analyses.len()).collect();
    numbers.sort_by(|x, y| match (analyses.get(*x), analyses.get(*y)) {
        (Some(a), Some(b)) => a.article.id.cmp(&b.article.id),
        _ => x.cmp(y),
    });
    let views = views::views(&in_order(analyses, &numbers));
    let mut pairs = scored(&in_order(analyses, &numbers), copies, &views);
    let sure = linkage::clusters(numbers.len(), &weights(&pairs), SURE);
    // What surely belongs to a dated event gets its day first, so that a page of another year cannot join through it.
    if date_members(analyses, &sure, &numbers) {
        pairs = scored(&in_order(analyses, &numbers), copies, &views);
    }
    let groups = linkage::clusters(numbers.len(), &weights(&pairs), LIMITS);
    date_members(analyses, &groups, &numbers);
    let order = in_order(analyses, &numbers);
    describe::events(&order, &groups, &pairs, &views, copies)
}

/// Events of groups that were made elsewhere (by an editor), described as those of [`cluster`]. Articles that are not there
/// are passed over, and so are empty groups.
pub fn describe_groups(analyses: &[Analysis], copies: &[CopyPair], groups: &[Vec<ArticleId>]) -> Vec<Event> {
    let wanted: FxHashMap<&ArticleId, usize> = groups
        .iter()
        .enumerate()
        .flat_map(|(g, ids)| ids.iter().map(move |id| (id, g)))
        .collect();
    let mut order: Vec<&Analysis> = analyses.iter().filter(|a| wanted.contains_key(&a.article.id)).collect();
    order.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    let mut places: Vec<Vec<usize>> = vec![Vec::new(); groups.len()];
    for (i, a) in order.iter().enumerate() {
        let group = wanted.get(&a.article.id).and_then(|g| places.get_mut(*g));
        if let Some(list) = group {
            list.push(i);
        }
    }
    places.retain(|p| !p.is_empty());
    let views = views::views(&order);
    let pairs = scored(&order, copies, &views);
    describe::events(&order, &places, &pairs, &views, copies)
}

/// The articles in order of their ids.
fn in_order<'a>(analyses: &'a [Analysis], numbers: &[usize]) -> Vec<&'a Analysis> {
    numbers.iter().filter_map(|i| analyses.get(*i)).collect()
}

/// Pairs as the clustering wants them.
fn weights(pairs: &[ScoredPair]) -> Vec<(u32, u32, f32)> {
    pairs.iter().map(|p| (p.a, p.b, p.probability)).collect()
}

/// Dates the undated members of events with dated ones; says whether any was dated.
fn date_members(analyses: &mut [Analysis], groups: &[Vec<usize>], numbers: &[usize]) -> bool {
    let mut any = false;
    for g in groups.iter().filter(|g| g.len() > 1) {
        let members: Vec<usize> = g.iter().filter_map(|i| numbers.get(*i).copied()).collect();
        any |= when::date_from_event(analyses, &members);
    }
    any
}

/// A pair of articles with its score.
#[derive(Debug, Clone, PartialEq)]
pub struct ScoredPair {
    /// Place of the first in order of ids.
    pub a: u32,
    /// Place of the second.
    pub b: u32,
    /// What they have in common.
    pub features: Features,
    /// How likely they report the same happening.
    pub probability: f32,
    /// Containment if they share copy, else 0.
    pub copy: f32,
}

/// All candidate pairs with their features, by places in order of article ids: for training the scorer.
pub fn pairs(analyses: &mut [Analysis], copies: &[CopyPair]) -> Vec<ScoredPair> {
    when::date_from_copies(analyses, copies);
    let mut order: Vec<&Analysis> = analyses.iter().collect();
    order.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    let views = views::views(&order);
    scored(&order, copies, &views)
}

fn scored(order: &[&Analysis], copies: &[CopyPair], views: &[Views]) -> Vec<ScoredPair> {
    let whens: Vec<When> = order.iter().map(|a| When::of(&a.article.published)).collect();
    let mut by_time: Vec<usize> = (0..order.len()).collect();
    let key = |i: &usize| whens.get(*i).map(|w| (!w.is_dated(), w.lo, *i));
    by_time.sort_by_key(key);
    let mut wanted = candidates::candidates(views, &whens, &by_time);
    let at: FxHashMap<&ArticleId, u32> = order
        .iter()
        .enumerate()
        .map(|(i, a)| (&a.article.id, i as u32))
        .collect();
    let mut shared: FxHashMap<(u32, u32), f32> = FxHashMap::default();
    for c in copies {
        if let (Some(&i), Some(&j)) = (at.get(&c.a), at.get(&c.b)) {
            shared.insert((i.min(j), i.max(j)), c.containment as f32);
        }
    }
    for p in wanted.iter_mut() {
        *p = (p.0.min(p.1), p.0.max(p.1));
    }
    wanted.extend(shared.keys());
    wanted.sort_unstable();
    wanted.dedup();
    let seen: Vec<Seen<'_>> = views
        .iter()
        .zip(&whens)
        .map(|(views, when)| Seen { views, when: *when })
        .collect();
    wanted
        .into_iter()
        .filter_map(|(a, b)| {
            let (x, y) = (seen.get(a as usize)?, seen.get(b as usize)?);
            let copy = shared.get(&(a, b)).copied().unwrap_or(0.0);
            let (features, probability) = score::score(x, y, copy);
            Some(ScoredPair {
                a,
                b,
                features,
                probability,
                copy,
            })
        })
        .collect()
}

//! Events: reports of one happening.
//!
//! Pairs of articles that may report the same happening come from an inverted index inside a time window, a small
//! learned scorer says how likely each pair is, and average linkage puts them together: one weak bridge joins nothing.
//! All this happens in an index that takes one article at a time; a batch feeds it in order of publication. Nothing
//! depends on the order in which articles are given.

mod address;
mod angle;
mod views;
mod centroids;
mod trees;
mod when;
mod features;
mod score;
mod shares;
mod linkage;
mod title;
mod describe;
mod duplicates;
pub mod index;
mod memory;
mod sketch;
#[cfg(test)]
mod tests;

pub use crate::similarity::Embedder;
pub use features::{FEATURES, Features};
pub use index::EventIndex;
pub use linkage::Limits;
pub use memory::{CacheEntry, NeighbourCache, Row};
pub use sketch::{ArticleProvider, Failed, Groups, Pair, Sketch, describe, group, similarity};
pub use views::{FeatureVectors, Use, counts, view, view_for};

use crate::model::*;
use duplicates::NearDuplicates;
use rustc_hash::FxHashMap;
use score::Seen;
pub(crate) use title::shown as shown_headline;

/// What is built in here, by name, and whether it can be read.
pub(crate) fn models() -> Vec<(&'static str, bool)> {
    [trees::models(), centroids::models()].concat()
}

/// When two groups of reports are one event: the best threshold over all held-out sets (docs/evaluation.md).
const LIMITS: linkage::Limits = linkage::Limits {
    threshold: 0.38,
    tightening: 0.01,
};

/// Probability of the one pair that an event of two reports rests on: in a larger one each report is held by several.
const ONE_PAIR: f32 = 0.45;

/// When an undated report surely belongs to a dated event.
const SURE: linkage::Limits = linkage::Limits {
    threshold: 0.65,
    tightening: 0.01,
};

/// How the index is set up: arrests and trials are reports of their event for a year.
pub const BOUNDS: index::Bounds = index::Bounds {
    limits: LIMITS,
    window: score::WINDOW_DAYS,
    undated: 500,
    compared: [40, 20],
};

/// Groups articles into events. Narrows the dates of undated articles from copies and dated reports of the same event
/// (law 4) and resolves their times again. `headlines` says how headlines stand to their bodies: no title is taken from
/// one that its body does not bear out, if there is another.
pub fn cluster(analyses: &mut [Analysis], copies: &[CopyPair], headlines: &[HeadlineCheck]) -> Vec<Event> {
    when::date_from_copies(analyses, copies);
    let mut numbers: Vec<usize> = (0..analyses.len()).collect();
    numbers.sort_by(|x, y| match (analyses.get(*x), analyses.get(*y)) {
        (Some(a), Some(b)) => a.article.id.cmp(&b.article.id),
        _ => x.cmp(y),
    });
    let mut views = views::views(&in_order(analyses, &numbers), Use::All);
    let (mut groups, mut pairs) = online(entries(&in_order(analyses, &numbers), &views), copies);
    let undated = |a: &Analysis| !DayRange::of(&a.article.published).is_dated();
    let valued = |a: &Analysis| a.article.published.value.is_some();
    // What surely belongs to a dated event gets its day first, so that a page of another year cannot join through it.
    if analyses.iter().any(undated) {
        let before: Vec<bool> = in_order(analyses, &numbers).into_iter().map(valued).collect();
        let sure = linkage::clusters(numbers.len(), &weights(&pairs), SURE);
        if date_members(analyses, &sure, &numbers) {
            let order = in_order(analyses, &numbers);
            let mut embedder = Embedder::default();
            for ((view, a), was) in views.iter_mut().zip(&order).zip(before) {
                if !was && valued(a) {
                    *view = views::view(a, &mut embedder);
                }
            }
            (groups, pairs) = online(entries(&order, &views), copies);
        }
        date_members(analyses, &groups, &numbers);
    }
    let order = in_order(analyses, &numbers);
    describe::events(&order, &groups, &pairs, &views, copies, headlines)
}

/// Articles as they go into the index.
fn entries<'a>(order: &[&Analysis], views: &'a [FeatureVectors]) -> Vec<index::Entry<&'a FeatureVectors>> {
    order.iter().zip(views).map(|(a, v)| index::Entry::new(a, v)).collect()
}

/// Feeds an index with articles as they were published, undated ones first, so that they are compared with all others.
/// Gives the groups and the pairs that were compared, by places in `reports`, both sorted.
fn online<T: index::Report>(reports: Vec<T>, copies: &[CopyPair]) -> (Vec<Vec<usize>>, Vec<ScoredPair>) {
    let duplicates = NearDuplicates::of(reports.iter().map(|r| (r.id(), r.when())), copies);
    let (places, representatives): (Vec<usize>, Vec<T>) = reports
        .into_iter()
        .enumerate()
        .filter(|(i, _)| !duplicates.is_duplicate(*i))
        .unzip();
    let (mut groups, mut pairs) = online_within(BOUNDS, representatives, copies);
    part(&mut groups, &pairs);
    let place = |i: usize| places.get(i).copied().unwrap_or(usize::MAX);
    groups.iter_mut().flatten().for_each(|i| *i = place(*i));
    pairs
        .iter_mut()
        .for_each(|p| (p.a, p.b) = (place(p.a as usize) as u32, place(p.b as usize) as u32));
    duplicates.rejoin(&mut groups, &mut pairs);
    (groups, pairs)
}

/// Parts events of two reports that rest on too little. `pairs` are sorted, as are groups.
fn part(groups: &mut Vec<Vec<usize>>, pairs: &[ScoredPair]) {
    let held = |a: usize, b: usize| {
        let at = pairs
            .binary_search_by(|p| (p.a as usize, p.b as usize).cmp(&(a, b)))
            .ok();
        at.and_then(|i| pairs.get(i)).is_some_and(|p| p.probability >= ONE_PAIR)
    };
    let alone: Vec<Vec<usize>> = groups
        .extract_if(.., |g| matches!(g.as_slice(), [a, b] if !held(*a, *b)))
        .flatten()
        .map(|i| vec![i])
        .collect();
    groups.extend(alone);
    groups.sort();
}

/// The same within other bounds; undated articles are all kept.
fn online_within<T: index::Report>(
    bounds: index::Bounds,
    reports: Vec<T>,
    copies: &[CopyPair],
) -> (Vec<Vec<usize>>, Vec<ScoredPair>) {
    let mut shared: FxHashMap<&ArticleId, Vec<(ArticleId, f32)>> = FxHashMap::default();
    for c in copies {
        for (x, y) in [(&c.a, &c.b), (&c.b, &c.a)] {
            shared.entry(x).or_default().push((y.clone(), c.containment as f32));
        }
    }
    let mut feed: Vec<(bool, i32, usize, T)> = reports
        .into_iter()
        .enumerate()
        .map(|(i, r)| {
            let when = r.when();
            (when.is_dated(), if when.is_dated() { when.lo } else { 0 }, i, r)
        })
        .collect();
    feed.sort_by_key(|f| (f.0, f.1, f.2));
    let mut index = EventIndex::new(index::Bounds {
        undated: usize::MAX,
        ..bounds
    });
    let (mut events, mut pairs) = (Vec::new(), Vec::new());
    let mut places: Vec<usize> = Vec::new();
    for (dated, day, i, report) in feed {
        if dated {
            events.extend(index.advance(day).0.into_iter().map(|c| c.members));
        }
        let own = shared.get(report.id()).map(Vec::as_slice).unwrap_or_default();
        let (_, compared) = index.insert(report, own);
        places.push(i);
        pairs.extend(compared);
    }
    index.recluster(None);
    events.extend(index.events());
    let place = |n: u32| places.get(n as usize).copied().unwrap_or_default();
    let mut groups: Vec<Vec<usize>> = events
        .into_iter()
        .map(|e| e.into_iter().map(place).collect::<Vec<usize>>())
        .collect();
    groups.iter_mut().for_each(|g| g.sort_unstable());
    groups.sort();
    let mut pairs: Vec<ScoredPair> = pairs
        .into_iter()
        .map(|p| {
            let (a, b) = (place(p.a) as u32, place(p.b) as u32);
            ScoredPair {
                a: a.min(b),
                b: a.max(b),
                probability: p.probability,
                copy: p.copy,
            }
        })
        .collect();
    pairs.sort_by_key(|p| (p.a, p.b));
    pairs.dedup_by_key(|p| (p.a, p.b));
    (groups, pairs)
}

/// Events of groups that were made elsewhere (by an editor), described as those of [`cluster`]. Articles that are not
/// there are passed over, and so are empty groups.
pub fn describe_groups(
    analyses: &[Analysis],
    copies: &[CopyPair],
    headlines: &[HeadlineCheck],
    groups: &[Vec<ArticleId>],
) -> Vec<Event> {
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
    let views = views::views(&order, Use::All);
    let (_, pairs) = online(entries(&order, &views), copies);
    describe::events(&order, &places, &pairs, &views, copies, headlines)
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
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ScoredPair {
    /// Place of the first in order of ids.
    pub a: u32,
    /// Place of the second.
    pub b: u32,
    /// How likely they report the same happening.
    pub probability: f32,
    /// Containment if they share copy, else 0.
    pub copy: f32,
}

/// A pair of articles with what they have in common.
#[derive(Debug, Clone, PartialEq)]
pub struct FeaturedPair {
    /// Place of the first in order of ids.
    pub a: u32,
    /// Place of the second.
    pub b: u32,
    /// What they have in common.
    pub features: Features,
}

/// All pairs that are compared with their features, by places in order of article ids: for training the scorer.
pub fn pairs(analyses: &mut [Analysis], copies: &[CopyPair]) -> Vec<FeaturedPair> {
    when::date_from_copies(analyses, copies);
    let mut order: Vec<&Analysis> = analyses.iter().collect();
    order.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    let views = views::views(&order, Use::All);
    let seen = |i: u32| {
        let (a, views) = (order.get(i as usize)?, views.get(i as usize)?);
        let when = DayRange::of(&a.article.published);
        Some(Seen { views, when })
    };
    let featured = |p: ScoredPair| {
        let features = features::features(&seen(p.a)?, &seen(p.b)?, p.copy);
        Some(FeaturedPair {
            a: p.a,
            b: p.b,
            features,
        })
    };
    online(entries(&order, &views), copies)
        .1
        .into_iter()
        .filter_map(featured)
        .collect()
}

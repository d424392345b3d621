//! Events of articles whose texts are not at hand: a sketch of each is, scores of pairs may be known from before, and
//! the few texts that are needed are asked for. The result is that of [`cluster`](super::cluster).

use super::duplicates::NearDuplicates;
use super::index::{Bounds, terms};
use super::memory::{NeighbourCache, Round, Rows, copies_by_place};
use super::score::{self, Seen};
use super::views::{self, FeatureVectors};
use super::when;
use super::{BOUNDS, SURE, ScoredPair, describe as description, linkage};
use crate::model::*;
use jiff::civil::Date;
use rustc_hash::{FxHashMap, FxHashSet};
use serde::{Deserialize, Serialize};

/// What grouping needs of an article.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sketch {
    /// Its id.
    pub id: ArticleId,
    /// When it was published.
    pub when: DayRange,
    /// The day that copies or its event gave it, if the page gives none.
    pub dated: Option<InferredDay>,
    /// Whether a date is known, and the day if it is known to the day.
    valued: bool,
    day: Option<Date>,
    pub(super) language: String,
    /// Telling terms with their weights in parts, sorted.
    pub(super) terms: Vec<(u32, u32)>,
    /// Place in order of ids, while articles are grouped.
    #[serde(skip)]
    place: usize,
}

impl Sketch {
    /// The sketch of an article, from its vectors for [`views::Use::Lookup`].
    pub fn of(a: &Analysis, view: &FeatureVectors) -> Sketch {
        let published = &a.article.published;
        Sketch {
            id: a.article.id.clone(),
            when: DayRange::of(published),
            dated: None,
            valued: published.value.is_some(),
            day: published.day(),
            language: view.language.to_string(),
            terms: terms(&view.keys),
            place: 0,
        }
    }

    /// The sketch of nothing but telling terms.
    #[cfg(test)]
    pub(super) fn toy(id: &str, when: DayRange, language: &str, keys: &[(u32, f32)]) -> Sketch {
        Sketch {
            id: id.into(),
            when,
            dated: None,
            valued: when.is_dated(),
            day: None,
            language: language.to_string(),
            terms: terms(keys),
            place: 0,
        }
    }

    /// Place in order of ids, while articles are grouped.
    pub fn place(&self) -> usize {
        self.place
    }

    /// Takes over the date that an analysis was given.
    fn date(&mut self, a: &Analysis) -> bool {
        let published = &a.article.published;
        let (Some(day), false) = (published.day(), self.valued) else {
            return false;
        };
        self.when = DayRange::of(published);
        self.valued = true;
        self.day = Some(day);
        self.dated = Some(InferredDay {
            day,
            why: published.why.clone(),
        });
        true
    }
}

/// Two articles that are to be compared.
#[derive(Debug, Clone, Copy)]
pub struct Pair<'a> {
    /// The one that stands first: with floating point even a sum of two has a side.
    pub first: &'a Sketch,
    /// The other.
    pub second: &'a Sketch,
    /// Containment of shared text, else 0.
    pub copy: f32,
}

/// A library could not give what it was asked for; it knows itself why.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Failed;

/// Gives what sketches lack. Grouping ends with the first [`Failed`].
pub trait ArticleProvider {
    /// The analysis of an article, with the day that was inferred for it.
    fn analysis(&self, sketch: &Sketch) -> Result<Analysis, Failed>;
    /// What [`similarity`] says of each of some pairs.
    fn likenesses(&self, pairs: &[Pair<'_>]) -> Result<Vec<f32>, Failed>;
    /// Names the article as it is: all that its sketch and [`similarity`] hold of it, the day that was inferred for it
    /// included.
    fn seal(&self, sketch: &Sketch) -> u64;
}

/// How likely two articles report the same happening; `copy` is the containment of shared text, else 0.
pub fn similarity(a: (&FeatureVectors, DayRange), b: (&FeatureVectors, DayRange), copy: f32) -> f32 {
    let seen = |(views, when)| Seen { views, when };
    score::score(&seen(a), &seen(b), copy)
}

/// Articles put together, by places in order of ids.
#[derive(Debug, Default)]
pub struct Groups {
    /// The events.
    pub groups: Vec<Vec<usize>>,
    /// The pairs that were compared inside each, sorted.
    pub pairs: Vec<ScoredPair>,
}

/// Groups articles into events, and notes on undated ones the day that copies and dated reports of the same event give them.
/// `sketches` are in order of their ids; those of articles that others stand for ([`NearDuplicates`]) lose their terms.
/// `memory` is that of the last time, or empty, and is brought up to date; the result does not depend on it.
///
/// # Errors
/// The library failed; `memory` is then of no use.
pub fn group(
    sketches: &mut [Sketch],
    copies: &[CopyPair],
    library: &dyn ArticleProvider,
    memory: &mut NeighbourCache,
) -> Result<Groups, Failed> {
    sketches.iter_mut().enumerate().for_each(|(i, s)| s.place = i);
    from_copies(sketches, copies, library)?;
    let duplicates = NearDuplicates::of(sketches.iter().map(|s| (&s.id, s.when)), copies);
    let mut shared = copies_by_place(sketches, copies);
    for (i, sketch) in sketches.iter_mut().enumerate() {
        // Without terms and copies a near-duplicate is compared with nothing.
        if duplicates.is_duplicate(i) {
            sketch.terms.clear();
        }
        if let Some(list) = shared.get_mut(i) {
            list.retain(|(other, _)| !duplicates.is_duplicate(i) && !duplicates.is_duplicate(*other as usize));
        }
    }
    let rows = Round::new(BOUNDS, sketches, &shared, library).update(&memory.first, &memory.second)?;
    memory.first = rows;
    let mut any = false;
    if sketches.iter().any(|s| !s.when.is_dated()) {
        let around = around_undated(sketches, &memory.first);
        let sure = linkage::clusters(sketches.len(), &around, SURE);
        any = from_events(sketches, &sure, library)?;
    }
    let mut found = compare(BOUNDS, sketches, &shared, library, memory, any)?;
    super::part(&mut found.groups, &found.pairs);
    duplicates.rejoin(&mut found.groups, &mut found.pairs);
    if sketches.iter().any(|s| !s.when.is_dated()) {
        from_events(sketches, &found.groups, library)?;
    }
    Ok(found)
}

/// The groups of articles of which the first rows of `memory` are up to date; `dated` says whether some have another
/// day since.
pub(super) fn compare(
    bounds: Bounds,
    sketches: &[Sketch],
    shared: &[Vec<(u32, f32)>],
    library: &dyn ArticleProvider,
    memory: &mut NeighbourCache,
    dated: bool,
) -> Result<Groups, Failed> {
    let round = Round::new(bounds, sketches, shared, library);
    let known = memory.second.iter().any(Option::is_some);
    let rows = match (dated, known) {
        (false, _) => memory.first.clone(),
        (true, true) => round.update(&memory.second, &memory.first)?,
        (true, false) => round.update(&memory.first, &Rows::new())?,
    };
    Ok(round.groups(memory, rows))
}

/// The pairs of what strong pairs connect with an undated article: no other group can date one.
fn around_undated(sketches: &[Sketch], rows: &Rows) -> Vec<(u32, u32, f32)> {
    let mut parent: Vec<u32> = (0..sketches.len() as u32).collect();
    let root = |parent: &[u32], mut x: u32| {
        while let Some(&p) = parent.get(x as usize).filter(|p| **p != x) {
            x = p;
        }
        x
    };
    let pairs = || {
        let rows = (0u32..).zip(rows).filter_map(|(x, row)| Some((x, row.as_ref()?)));
        rows.flat_map(|(x, row)| row.compared().map(move |n| (n.other.min(x), n.other.max(x), n.score)))
    };
    for p in pairs().filter(|p| SURE.strong(linkage::parts(p.2))) {
        let (a, b) = (root(&parent, p.0), root(&parent, p.1));
        // Both ends point to the root at once, so that ways stay short.
        for x in [a, b, p.0, p.1] {
            if let Some(slot) = parent.get_mut(x as usize) {
                *slot = a.min(b);
            }
        }
    }
    let undated = sketches.iter().enumerate().filter(|(_, s)| !s.valued);
    let wanted: FxHashSet<u32> = undated.map(|(i, _)| root(&parent, i as u32)).collect();
    let inside: Vec<bool> = (0..sketches.len() as u32)
        .map(|i| wanted.contains(&root(&parent, i)))
        .collect();
    let is_inside = |i: u32| inside.get(i as usize) == Some(&true);
    pairs().filter(|(a, b, _)| is_inside(*a) && is_inside(*b)).collect()
}

/// Dates undated articles from dated copies of their text.
fn from_copies(sketches: &mut [Sketch], copies: &[CopyPair], library: &dyn ArticleProvider) -> Result<(), Failed> {
    let at: FxHashMap<&ArticleId, usize> = sketches.iter().enumerate().map(|(i, s)| (&s.id, i)).collect();
    let (mut wanted, mut pairs) = (FxHashSet::default(), Vec::new());
    for pair in copies.iter().filter(|p| p.containment >= when::DATING_CONTAINMENT) {
        let (Some(&i), Some(&j)) = (at.get(&pair.a), at.get(&pair.b)) else {
            continue;
        };
        let half = |x: usize, y: usize| {
            let (x, y) = (sketches.get(x), sketches.get(y));
            x.is_some_and(|s| !s.valued) && y.is_some_and(|s| s.day.is_some())
        };
        if half(i, j) || half(j, i) {
            wanted.extend([i, j]);
            pairs.push(pair.clone());
        }
    }
    let mut places: Vec<usize> = wanted.into_iter().collect();
    places.sort_unstable();
    let mut few: Vec<Analysis> = read(sketches, &places, library)?;
    if when::date_from_copies(&mut few, &pairs) > 0 {
        take(sketches, &places, &few);
    }
    Ok(())
}

/// Dates the undated members of groups with dated ones; says whether any was dated.
fn from_events(sketches: &mut [Sketch], groups: &[Vec<usize>], library: &dyn ArticleProvider) -> Result<bool, Failed> {
    let mut any = false;
    for group in groups.iter().filter(|g| g.len() > 1) {
        let own = || group.iter().filter_map(|i| sketches.get(*i));
        if own().all(|s| s.valued) || own().all(|s| s.day.is_none()) {
            continue;
        }
        let mut few = read(sketches, group, library)?;
        let members: Vec<usize> = (0..few.len()).collect();
        if when::date_from_event(&mut few, &members) {
            any |= take(sketches, group, &few);
        }
    }
    Ok(any)
}

fn read(sketches: &[Sketch], places: &[usize], library: &dyn ArticleProvider) -> Result<Vec<Analysis>, Failed> {
    places
        .iter()
        .filter_map(|i| Some(library.analysis(sketches.get(*i)?)))
        .collect()
}

fn take(sketches: &mut [Sketch], places: &[usize], analyses: &[Analysis]) -> bool {
    let mut any = false;
    for a in analyses {
        let place = places
            .iter()
            .find(|i| sketches.get(**i).is_some_and(|s| s.id == a.article.id));
        if let Some(s) = place.and_then(|i| sketches.get_mut(*i)) {
            any |= s.date(a);
        }
    }
    any
}

/// The event of one group: its articles in order of ids, the pairs inside it by places in that order, the copies inside
/// it, and how its headlines stand to their bodies.
pub fn describe(
    articles: &[Analysis],
    pairs: &[ScoredPair],
    copies: &[CopyPair],
    headlines: &[HeadlineCheck],
) -> Option<Event> {
    let order: Vec<&Analysis> = articles.iter().collect();
    let views: Vec<FeatureVectors> = match order.len() {
        1 => vec![FeatureVectors::default()],
        _ => views::views(&order, views::Use::Facts),
    };
    let all = vec![(0..order.len()).collect()];
    description::events(&order, &all, pairs, &views, copies, headlines).pop()
}

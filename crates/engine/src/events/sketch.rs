//! Events of articles whose texts are not at hand: a sketch of each is, scores of pairs may be known from before, and the few
//! texts that are needed are asked for. The result is that of [`cluster`](super::cluster).

use super::index::Report;
use super::score::{self, Seen};
use super::views::{self, Views};
use super::when::{self, When};
use super::{Embedder, SURE, ScoredPair, describe as description, linkage, online, weights};
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
    pub when: When,
    /// The day that copies or its event gave it, if the page gives none.
    pub dated: Option<Dated>,
    /// Whether a date is known, and the day if it is known to the day.
    valued: bool,
    day: Option<Date>,
    language: String,
    keys: Vec<(u32, f32)>,
    /// Place in order of ids, while articles are grouped.
    #[serde(skip)]
    place: usize,
}

/// A day that was inferred.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Dated {
    /// The day.
    pub day: Date,
    /// How it is known.
    pub why: String,
}

impl Sketch {
    /// The sketch of an article, from its vectors.
    pub fn of(a: &Analysis, view: &Views) -> Sketch {
        let published = &a.article.published;
        Sketch {
            id: a.article.id.clone(),
            when: When::of(published),
            dated: None,
            valued: published.value.is_some(),
            day: published.day(),
            language: view.language.to_string(),
            keys: view.keys.clone(),
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
        self.when = When::of(published);
        self.valued = true;
        self.day = Some(day);
        self.dated = Some(Dated {
            day,
            why: published.why.clone(),
        });
        true
    }
}

/// Gives what sketches lack.
pub trait Library {
    /// The analysis of an article, with the day that was inferred for it.
    fn analysis(&self, sketch: &Sketch) -> Option<Analysis>;
    /// What [`likeness`] says of two articles; the first stands before the second.
    fn likeness(&self, first: &Sketch, second: &Sketch, copy: f32) -> f32;
}

/// How likely two articles report the same happening; `copy` is the containment of shared text, else 0.
pub fn likeness(a: (&Views, When), b: (&Views, When), copy: f32) -> f32 {
    let seen = |(views, when)| Seen { views, when };
    score::score(&seen(a), &seen(b), copy)
}

/// Writes an inferred day into an analysis and resolves its times again.
pub fn put_date(a: &mut Analysis, dated: &Dated) {
    when::set(a, dated.day, dated.why.clone());
}

/// Articles put together, by places in order of ids.
#[derive(Debug, Default)]
pub struct Groups {
    /// The events.
    pub groups: Vec<Vec<usize>>,
    /// The pairs that were compared, sorted.
    pub pairs: Vec<ScoredPair>,
}

struct Card<'a> {
    sketch: &'a Sketch,
    library: &'a dyn Library,
}

impl Report for Card<'_> {
    fn id(&self) -> &ArticleId {
        &self.sketch.id
    }

    fn when(&self) -> When {
        self.sketch.when
    }

    fn foreign(&self, other: &Self) -> bool {
        self.sketch.language != other.sketch.language
    }

    fn keys(&self) -> Vec<(u32, f32)> {
        self.sketch.keys.clone()
    }

    fn likeness(&self, other: &Self, copy: f32) -> f32 {
        self.library.likeness(self.sketch, other.sketch, copy)
    }
}

/// Groups articles into events, and notes on undated ones the day that copies and dated reports of the same event give them.
/// `sketches` are in order of their ids.
pub fn group(sketches: &mut [Sketch], copies: &[CopyPair], library: &dyn Library) -> Groups {
    sketches.iter_mut().enumerate().for_each(|(i, s)| s.place = i);
    from_copies(sketches, copies, library);
    let mut found = compare(sketches, copies, library);
    if sketches.iter().any(|s| !s.when.is_dated()) {
        let sure = linkage::clusters(sketches.len(), &around_undated(sketches, &found.pairs), SURE);
        if from_events(sketches, &sure, library) {
            found = compare(sketches, copies, library);
        }
        from_events(sketches, &found.groups, library);
    }
    found
}

/// The pairs of what strong pairs connect with an undated article: no other group can date one.
fn around_undated(sketches: &[Sketch], pairs: &[ScoredPair]) -> Vec<(u32, u32, f32)> {
    let mut parent: Vec<u32> = (0..sketches.len() as u32).collect();
    let root = |parent: &[u32], mut x: u32| {
        while let Some(&p) = parent.get(x as usize).filter(|p| **p != x) {
            x = p;
        }
        x
    };
    for p in pairs.iter().filter(|p| SURE.strong(linkage::parts(p.probability))) {
        let (a, b) = (root(&parent, p.a), root(&parent, p.b));
        // Both ends point to the root at once, so that ways stay short.
        for x in [a, b, p.a, p.b] {
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
    weights(pairs)
        .into_iter()
        .filter(|(a, b, _)| is_inside(*a) && is_inside(*b))
        .collect()
}

fn compare(sketches: &[Sketch], copies: &[CopyPair], library: &dyn Library) -> Groups {
    let cards = sketches.iter().map(|sketch| Card { sketch, library }).collect();
    let (groups, pairs) = online(cards, copies);
    Groups { groups, pairs }
}

/// Dates undated articles from dated copies of their text.
fn from_copies(sketches: &mut [Sketch], copies: &[CopyPair], library: &dyn Library) {
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
    let mut few: Vec<Analysis> = read(sketches, &places, library);
    if when::date_from_copies(&mut few, &pairs) > 0 {
        take(sketches, &places, &few);
    }
}

/// Dates the undated members of groups with dated ones; says whether any was dated.
fn from_events(sketches: &mut [Sketch], groups: &[Vec<usize>], library: &dyn Library) -> bool {
    let mut any = false;
    for group in groups.iter().filter(|g| g.len() > 1) {
        let own = || group.iter().filter_map(|i| sketches.get(*i));
        if own().all(|s| s.valued) || own().all(|s| s.day.is_none()) {
            continue;
        }
        let mut few = read(sketches, group, library);
        let members: Vec<usize> = (0..few.len()).collect();
        if when::date_from_event(&mut few, &members) {
            any |= take(sketches, group, &few);
        }
    }
    any
}

fn read(sketches: &[Sketch], places: &[usize], library: &dyn Library) -> Vec<Analysis> {
    places
        .iter()
        .filter_map(|i| library.analysis(sketches.get(*i)?))
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

/// The event of one group: its articles in order of ids, the pairs inside it by places in that order, and the copies inside it.
pub fn describe(articles: &[Analysis], pairs: &[ScoredPair], copies: &[CopyPair]) -> Option<Event> {
    let order: Vec<&Analysis> = articles.iter().collect();
    let mut embedder = Embedder::default();
    let views: Vec<Views> = match order.len() {
        1 => vec![Views::default()],
        _ => order.iter().map(|a| views::view(a, &mut embedder)).collect(),
    };
    let all = vec![(0..order.len()).collect()];
    description::events(&order, &all, pairs, &views, copies).pop()
}

//! What grouping keeps from one time to the next, so that one more article changes a few rows and the rest is taken as it was.
//!
//! The row of an article lists what it is compared with of the articles before it in the order of the index (`index::near`),
//! each with its score. A row is a matter of the articles alone, so it is brought up to date without feeding the index:
//!
//! - an article that is new, or has another day, looks through all others once; whoever held it before looks again too (`find`);
//! - whoever does not hold it can only lose its farthest place to it, which takes what the row says itself;
//! - events are made again of what strong pairs connect with a pair that changed; what no strong pair connects is clustered
//!   apart, so all other events stand (`regroup`).
//!
//! With nothing kept every article is new. Property tests hold the result against feeding the index with everything.

mod find;
mod regroup;
#[cfg(test)]
mod tests;

use super::index::{Bounds, tie};
use super::linkage;
use super::sketch::{ArticleProvider, Sketch};
use super::{ScoredPair, sketch::Groups};
use crate::model::{CopyPair, DayRange};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::rc::Rc;

/// No article, or one that is no more.
const NOBODY: u32 = u32::MAX;

/// An article that stands in the row of another.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub(super) struct Neighbour {
    /// Which.
    pub other: u32,
    /// Weight of the terms that it shares, in the row's article.
    pub shared: u32,
    /// How likely the two report the same happening.
    pub score: f32,
}

/// What one article is compared with. Others go by their places in order of ids while articles are grouped; what is kept
/// between times gives them numbers of its own ([`CacheEntry`]).
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Row {
    /// Names all that a score looks at in the article.
    seal: u64,
    when: DayRange,
    /// In its own language, in others; of an undated article also those that have lost their place since.
    near: [Vec<Neighbour>; 2],
    /// Who lost a place to whom.
    lost: Vec<(u32, u32)>,
    /// What shares copy with it and is compared for this alone.
    extra: Vec<Neighbour>,
    /// All that share copy with it, with the share; sorted.
    copies: Vec<(u32, f32)>,
}

impl Row {
    /// Gives the articles other numbers.
    fn renumber(&mut self, to: &dyn Fn(u32) -> u32) {
        let near = self.near.iter_mut().flatten().chain(&mut self.extra);
        near.for_each(|n| n.other = to(n.other));
        self.lost.iter_mut().for_each(|(a, b)| (*a, *b) = (to(*a), to(*b)));
        self.copies.iter_mut().for_each(|(o, _)| *o = to(*o));
        self.copies.retain(|c| c.0 != NOBODY);
    }

    fn listed(&self) -> impl Iterator<Item = &Neighbour> {
        self.near.iter().flatten()
    }

    /// All it was compared with.
    pub(super) fn compared(&self) -> impl Iterator<Item = &Neighbour> {
        self.listed().chain(&self.extra)
    }

    /// A list by its place: in its own language, in others, copies.
    fn list(&self, part: usize) -> Option<&Vec<Neighbour>> {
        self.near.iter().chain([&self.extra]).nth(part)
    }

    fn list_mut(&mut self, part: usize) -> Option<&mut Vec<Neighbour>> {
        self.near.iter_mut().chain([&mut self.extra]).nth(part)
    }

    fn copy(&self, other: u32) -> Option<f32> {
        let at = self.copies.binary_search_by_key(&other, |c| c.0).ok()?;
        self.copies.get(at).map(|c| c.1)
    }
}

/// Rows by places; none for an article that is new.
pub(super) type Rows = Vec<Option<Rc<Row>>>;

/// What grouping remembers. All lists go by places; empty ones are as good as lists of nothing.
#[derive(Debug, Default, Clone, PartialEq)]
pub struct NeighbourCache {
    /// Before undated articles got the day of their event.
    pub(super) first: Rows,
    /// After that.
    pub(super) second: Rows,
    /// The first article of the event that each is in; [`NOBODY`] if it is not known.
    pub(super) homes: Vec<u32>,
}

/// What is kept of one article between times. Its number, which no two articles share, stands for it in all that is kept.
#[derive(Debug, Clone, PartialEq)]
pub struct CacheEntry {
    /// Its number.
    pub number: u32,
    /// Number of the first article of its event.
    pub home: u32,
    /// Its row before undated articles got the day of their event.
    pub first: Row,
    /// Its row after that, if it is another one.
    pub second: Option<Row>,
}

impl NeighbourCache {
    /// What is remembered of `n` articles; each that is kept comes with its place in order of ids now, if it still has one.
    pub fn new(n: usize, kept: Vec<(Option<u32>, CacheEntry)>) -> NeighbourCache {
        let place: FxHashMap<u32, u32> = kept.iter().filter_map(|(p, k)| Some((k.number, (*p)?))).collect();
        let to = |number: u32| place.get(&number).copied().unwrap_or(NOBODY);
        // With an article its pairs are gone, and so is what its event was made from.
        let all_there = kept.iter().all(|(p, _)| p.is_some());
        let mut out = NeighbourCache {
            first: vec![None; n],
            second: vec![None; n],
            homes: vec![NOBODY; n],
        };
        for (place, mut k) in kept {
            let Some(i) = place.map(|p| p as usize).filter(|i| *i < n) else {
                continue;
            };
            k.first.renumber(&to);
            let first = Rc::new(k.first);
            let second = k.second.map(|mut row| {
                row.renumber(&to);
                Rc::new(row)
            });
            if let (Some(a), Some(b), Some(h)) = (out.first.get_mut(i), out.second.get_mut(i), out.homes.get_mut(i)) {
                *b = Some(second.unwrap_or_else(|| Rc::clone(&first)));
                *a = Some(first);
                *h = if all_there { to(k.home) } else { NOBODY };
            }
        }
        out
    }

    /// What is to be kept anew since `before`, by place; `number` gives the number of the article in a place.
    pub fn since(&self, before: &NeighbourCache, number: &dyn Fn(u32) -> u32) -> Vec<(u32, CacheEntry)> {
        let same = |a: &Rows, b: &Rows, i: usize| match (a.get(i), b.get(i)) {
            (Some(Some(x)), Some(Some(y))) => Rc::ptr_eq(x, y) || x == y,
            _ => false,
        };
        let mut out = Vec::new();
        for (i, home) in self.homes.iter().enumerate() {
            let as_before = same(&self.first, &before.first, i)
                && same(&self.second, &before.second, i)
                && before.homes.get(i) == Some(home);
            let (Some(Some(first)), Some(Some(second)), false) = (self.first.get(i), self.second.get(i), as_before)
            else {
                continue;
            };
            let numbered = |row: &Row| {
                let mut row = row.clone();
                row.renumber(number);
                row
            };
            let kept = CacheEntry {
                number: number(i as u32),
                home: number(*home),
                first: numbered(first),
                second: (first != second).then(|| numbered(second)),
            };
            out.push((i as u32, kept));
        }
        out
    }
}

/// Articles that are compared.
pub(super) struct Round<'a> {
    pub bounds: Bounds,
    pub sketches: &'a [Sketch],
    /// What shares copy with each article, sorted, with the share.
    pub shared: &'a [Vec<(u32, f32)>],
    pub library: &'a dyn ArticleProvider,
    seals: Vec<u64>,
    /// Places in the order in which the index is fed.
    feed: Vec<u32>,
    /// Place of each article in that.
    rank: Vec<u32>,
}

/// Place of an article in the order in which articles are compared.
type Order = (bool, i32, u32);

impl<'a> Round<'a> {
    /// Articles with their copies.
    pub fn new(
        bounds: Bounds,
        sketches: &'a [Sketch],
        shared: &'a [Vec<(u32, f32)>],
        library: &'a dyn ArticleProvider,
    ) -> Round<'a> {
        let mut feed: Vec<(bool, i32, u32)> = (0..sketches.len() as u32)
            .zip(sketches)
            .map(|(i, s)| {
                let dated = s.when.is_dated();
                (dated, if dated { s.when.lo } else { 0 }, i)
            })
            .collect();
        feed.sort_unstable();
        let feed: Vec<u32> = feed.into_iter().map(|f| f.2).collect();
        let mut rank = vec![0; feed.len()];
        for (r, i) in (0..).zip(&feed) {
            if let Some(slot) = rank.get_mut(*i as usize) {
                *slot = r;
            }
        }
        Round {
            bounds,
            sketches,
            shared,
            library,
            // An article that another stands for has no terms, and a row of its own once that one is gone.
            seals: sketches
                .iter()
                .map(|s| library.seal(s) ^ u64::from(s.terms.is_empty()))
                .collect(),
            feed,
            rank,
        }
    }

    fn sketch(&self, i: u32) -> Option<&Sketch> {
        self.sketches.get(i as usize)
    }

    fn order(&self, i: u32) -> Option<Order> {
        let when = self.sketch(i)?.when;
        let undated = !when.is_dated();
        Some((undated, if undated { 0 } else { when.lo }, i))
    }

    /// Whether `a` may stand in the row of `b`: it comes before it, and not long before.
    fn may_hold(&self, a: u32, b: u32) -> bool {
        let (Some(x), Some(y)) = (self.sketch(a), self.sketch(b)) else {
            return false;
        };
        self.order(a) < self.order(b) && x.when.gap(y.when) <= self.bounds.window
    }

    fn rank(&self, i: u32) -> u32 {
        self.rank.get(i as usize).copied().unwrap_or(NOBODY)
    }

    /// Which of two equally near articles is the nearer.
    fn tie(&self, i: u32) -> u64 {
        self.sketch(i).map_or(0, |s| tie(&s.id))
    }

    fn strong(&self, near: &Neighbour) -> bool {
        self.bounds.limits.strong(linkage::parts(near.score))
    }

    /// Whether a kept row is of an article as it is now.
    fn is_known(&self, rows: &Rows, i: u32) -> bool {
        let row = rows.get(i as usize).and_then(Option::as_ref);
        row.is_some_and(|r| {
            self.seals.get(i as usize) == Some(&r.seal) && self.sketch(i).is_some_and(|s| s.when == r.when)
        })
    }

    /// The pairs of articles that are in one group, sorted.
    pub fn inside(&self, rows: &Rows, homes: &[u32]) -> Vec<ScoredPair> {
        let home = |i: u32| homes.get(i as usize);
        let mut out: Vec<ScoredPair> = Vec::new();
        for (x, row) in (0u32..).zip(rows).filter_map(|(x, r)| Some((x, r.as_ref()?))) {
            for n in row.compared().filter(|n| home(n.other) == home(x)) {
                out.push(ScoredPair {
                    a: x.min(n.other),
                    b: x.max(n.other),
                    probability: n.score,
                    copy: row.copy(n.other).unwrap_or(0.0),
                });
            }
        }
        out.sort_unstable_by_key(|p| (p.a, p.b));
        out
    }

    /// The groups that are kept in `memory`, made again where rows changed from its second ones to `rows`, which take their
    /// place. Gives the groups with the pairs inside each.
    pub fn groups(&self, memory: &mut NeighbourCache, rows: Rows) -> Groups {
        let homes = self.homes(&memory.second, &rows, &memory.homes);
        let mut of: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
        for (i, home) in homes.iter().enumerate() {
            of.entry(*home).or_default().push(i);
        }
        let mut groups: Vec<Vec<usize>> = of.into_values().collect();
        groups.sort_unstable();
        let pairs = self.inside(&rows, &homes);
        (memory.second, memory.homes) = (rows, homes);
        Groups { groups, pairs }
    }
}

/// What shares copy with each of some articles, by places, with the share; the largest where there are several.
pub(super) fn copies_by_place(sketches: &[Sketch], copies: &[CopyPair]) -> Vec<Vec<(u32, f32)>> {
    let at: FxHashMap<&str, u32> = sketches.iter().map(|s| s.id.as_str()).zip(0..).collect();
    let mut out: Vec<Vec<(u32, f32)>> = vec![Vec::new(); sketches.len()];
    for c in copies {
        let (Some(&a), Some(&b)) = (at.get(c.a.as_str()), at.get(c.b.as_str())) else {
            continue;
        };
        for (x, y) in [(a, b), (b, a)] {
            if let Some(list) = out.get_mut(x as usize).filter(|_| x != y) {
                list.push((y, c.containment as f32));
            }
        }
    }
    for list in &mut out {
        list.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        list.dedup_by_key(|c| c.0);
    }
    out
}

/// The nearest first.
fn nearest_first(round: &Round<'_>, shared: u32, other: u32) -> (Reverse<u32>, u64, u32) {
    (Reverse(shared), round.tie(other), other)
}

//! Events of rows: made again where pairs changed, else as they were.

use super::super::index::{Bounds, EventIndex, Report};
use super::super::linkage;
use super::super::sketch::Sketch;
use super::{NOBODY, Neighbour, Round, Row, Rows};
use crate::model::{ArticleId, DayRange};
use rustc_hash::FxHashMap;
use std::collections::BTreeSet;
use std::rc::Rc;

/// What strong pairs connect.
struct Connected(Vec<u32>);

impl Connected {
    fn root(&mut self, i: u32) -> u32 {
        let mut at = i;
        while let Some(up) = self.0.get(at as usize).copied().filter(|p| *p != at) {
            // Every second one points higher, so that ways stay short.
            let top = self.0.get(up as usize).copied().unwrap_or(up);
            if let Some(slot) = self.0.get_mut(at as usize) {
                *slot = top;
            }
            at = top;
        }
        at
    }

    fn connect(&mut self, a: u32, b: u32) {
        let (a, b) = (self.root(a), self.root(b));
        if let Some(slot) = self.0.get_mut(a.max(b) as usize) {
            *slot = a.min(b);
        }
    }
}

/// An article whose pairs are known.
struct Plain<'a>(&'a Sketch);

impl Report for Plain<'_> {
    fn id(&self) -> &ArticleId {
        &self.0.id
    }

    fn when(&self) -> DayRange {
        self.0.when
    }

    fn foreign(&self, other: &Self) -> bool {
        self.0.language != other.0.language
    }

    fn keys(&self) -> Vec<(u32, f32)> {
        Vec::new()
    }

    fn similarity(&self, _: &Self, _: f32) -> f32 {
        0.0
    }
}

/// What happens while the index is fed with pairs that are known, at the place of an article in the feed.
enum Happens {
    /// It comes in.
    Comes(u32),
    /// An undated article is no longer compared with another, since this one came in.
    Loses { holder: u32, other: u32, score: u32 },
}

impl Round<'_> {
    /// The first article of the event of each article. `before` are the homes that went with the rows `old`.
    pub(super) fn homes(&self, old: &Rows, new: &Rows, before: &[u32]) -> Vec<u32> {
        let n = self.sketches.len() as u32;
        let mut connected = Connected((0..n).collect());
        for (x, row) in (0u32..).zip(new).filter_map(|(x, r)| Some((x, r.as_ref()?))) {
            row.compared()
                .filter(|n| self.strong(n))
                .for_each(|n| connected.connect(x, n.other));
        }
        let changed = self.changed(old, new);
        for c in changed.iter().filter(|c| c.strong && c.other < n) {
            connected.connect(c.article, c.other);
        }
        let mut touched = vec![false; n as usize];
        let mut touch = |i: u32| {
            if let Some(slot) = touched.get_mut(i as usize) {
                *slot = true;
            }
        };
        for c in &changed {
            if c.other >= n && c.strong || c.other < n && connected.root(c.article) == connected.root(c.other) {
                touch(connected.root(c.article));
            }
        }
        for i in 0..n {
            if before.get(i as usize).is_none_or(|h| *h >= n) || !self.is_known(old, i) {
                touch(connected.root(i));
            }
        }
        self.straddling(old, new, &mut connected, &mut touch);
        let again: Vec<bool> = (0..n)
            .map(|i| touched.get(connected.root(i) as usize) == Some(&true))
            .collect();
        let mut homes: Vec<u32> = before.to_vec();
        homes.resize(n as usize, NOBODY);
        for group in self.replay(new, &again) {
            let first = group.iter().copied().min().unwrap_or(NOBODY);
            for i in group {
                if let Some(home) = homes.get_mut(i as usize) {
                    *home = first;
                }
            }
        }
        homes
    }

    /// Pairs that are in other rows than before, or are otherwise there.
    fn changed(&self, old: &Rows, new: &Rows) -> Vec<Pair> {
        let mut out = Vec::new();
        for (x, after) in (0u32..).zip(new) {
            let before = old.get(x as usize).and_then(Option::as_ref);
            if let (Some(a), Some(b)) = (before, after)
                && Rc::ptr_eq(a, b)
            {
                continue;
            }
            let mut pairs: FxHashMap<u32, (Told, Told)> = FxHashMap::default();
            for (other, told) in before.into_iter().flat_map(|r| self.told(r)) {
                pairs.entry(other).or_default().0 = told;
            }
            for (other, told) in after.as_deref().into_iter().flat_map(|r| self.told(r)) {
                pairs.entry(other).or_default().1 = told;
            }
            for (other, (was, is)) in pairs.into_iter().filter(|(_, (a, b))| a != b) {
                let strong = [was, is].iter().flatten().any(|t| t.strong);
                out.push(Pair {
                    article: x,
                    other,
                    strong,
                });
            }
        }
        out
    }

    /// All that grouping looks at of the pairs of a row.
    fn told<'b>(&'b self, row: &'b Row) -> impl Iterator<Item = (u32, Told)> + 'b {
        row.compared().map(|n| {
            let told = Known {
                score: linkage::parts(n.score),
                strong: self.strong(n),
                until: self.until(row, n),
            };
            (n.other, Some(told))
        })
    }

    /// The article with which a pair is no longer compared, if there is one.
    fn until(&self, row: &Row, near: &Neighbour) -> Option<u32> {
        // Who shares copy stays compared.
        if row.lost.is_empty() || row.copy(near.other).is_some() {
            return None;
        }
        let at = row.lost.binary_search_by_key(&near.other, |l| l.0).ok()?;
        row.lost.get(at).map(|l| l.1)
    }

    /// Articles are put away when the stream reaches a day. Where days are new, or no more, whatever lies on both sides of the
    /// window of such a day is looked at again.
    fn straddling(&self, old: &Rows, new: &Rows, connected: &mut Connected, touch: &mut dyn FnMut(u32)) {
        let days = |rows: &Rows| -> BTreeSet<i32> {
            let whens = rows.iter().flatten().map(|r| r.when);
            whens.filter(|w| w.is_dated()).map(|w| w.lo).collect()
        };
        let (was, is) = (days(old), days(new));
        let both: BTreeSet<i32> = was.intersection(&is).copied().collect();
        // From which last day on articles are still held on a day.
        let held = |day: i32| day.saturating_sub(self.bounds.kept_days());
        let borders: Vec<(i32, i32)> = was
            .symmetric_difference(&is)
            .map(|day| {
                let earlier = both.range(..day).next_back();
                (earlier.map_or(i32::MIN, |d| held(*d)), held(*day))
            })
            .collect();
        if borders.is_empty() {
            return;
        }
        // The earliest and the latest last day of what is connected, and whether an undated one is there.
        let mut spans: FxHashMap<u32, (i32, i32)> = FxHashMap::default();
        for (i, s) in (0u32..).zip(self.sketches) {
            let span = spans.entry(connected.root(i)).or_insert((i32::MAX, i32::MIN));
            if s.when.is_dated() {
                *span = (span.0.min(s.when.hi), span.1.max(s.when.hi));
            } else {
                span.1 = i32::MAX;
            }
        }
        for (root, (first, last)) in spans {
            if borders.iter().any(|(earlier, day)| first < *day && last >= *earlier) {
                touch(root);
            }
        }
    }

    /// Feeds an index with some articles and their pairs; the days are those of all.
    fn replay(&self, rows: &Rows, again: &[bool]) -> Vec<Vec<u32>> {
        let is_again = |i: u32| again.get(i as usize) == Some(&true);
        let mut happens: Vec<(u32, Happens)> = Vec::new();
        let mut ties: FxHashMap<u32, Vec<(u32, u32)>> = FxHashMap::default();
        for (x, row) in (0u32..).zip(rows).filter_map(|(x, r)| Some((x, r.as_ref()?))) {
            if !is_again(x) {
                continue;
            }
            happens.push((self.rank(x), Happens::Comes(x)));
            for n in row.compared().filter(|n| is_again(n.other)) {
                let score = linkage::parts(n.score);
                let (early, late) = match self.rank(x) < self.rank(n.other) {
                    true => (x, n.other),
                    false => (n.other, x),
                };
                ties.entry(late).or_default().push((early, score));
                if let Some(by) = self.until(row, n) {
                    let loses = Happens::Loses {
                        holder: x,
                        other: n.other,
                        score,
                    };
                    happens.push((self.rank(by), loses));
                }
            }
        }
        happens.sort_by_key(|h| h.0);
        let mut index: EventIndex<Plain<'_>> = EventIndex::new(Bounds {
            undated: usize::MAX,
            ..self.bounds
        });
        let mut events: Vec<Vec<u32>> = Vec::new();
        let mut numbers: FxHashMap<u32, u32> = FxHashMap::default();
        let mut places: Vec<u32> = Vec::new();
        let mut happens = happens.into_iter().peekable();
        let mut today = None;
        for (rank, i) in (0u32..).zip(&self.feed) {
            let Some(sketch) = self.sketch(*i) else { continue };
            if sketch.when.is_dated() && today != Some(sketch.when.lo) {
                today = Some(sketch.when.lo);
                events.extend(index.advance(sketch.when.lo).0.into_iter().map(|c| c.members));
            }
            while let Some((_, what)) = happens.next_if(|h| h.0 == rank) {
                match what {
                    Happens::Comes(x) => {
                        let own: Vec<(u32, u32)> = ties
                            .remove(&x)
                            .unwrap_or_default()
                            .into_iter()
                            .filter_map(|(other, score)| Some((*numbers.get(&other)?, score)))
                            .collect();
                        let number = index.insert_known(Plain(sketch), &own);
                        numbers.insert(x, number);
                        places.push(x);
                    }
                    Happens::Loses { holder, other, score } => {
                        if let (Some(a), Some(b)) = (numbers.get(&holder), numbers.get(&other)) {
                            index.forget_pair(*a, *b, score);
                        }
                    }
                }
            }
        }
        index.recluster(None);
        events.extend(index.events());
        let place = |n: u32| places.get(n as usize).copied();
        events
            .into_iter()
            .map(|e| e.into_iter().filter_map(place).collect())
            .collect()
    }
}

/// A pair that changed.
struct Pair {
    article: u32,
    other: u32,
    /// Whether it was, or is, strong.
    strong: bool,
}

/// What is known of a pair.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Known {
    score: u32,
    strong: bool,
    until: Option<u32>,
}

/// The same, if the pair is compared.
type Told = Option<Known>;

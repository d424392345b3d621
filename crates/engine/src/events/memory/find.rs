//! Which articles stand in which row.

use super::super::sketch::{Failed, Pair};
use super::{Neighbour, Round, Row, Rows, nearest_first};
use rustc_hash::{FxHashMap, FxHashSet};
use std::rc::Rc;

/// Articles that look through all others at a time.
const AT_ONCE: usize = 512;

/// Pairs that are scored at a time: as many texts are read together.
const SCORED_AT_ONCE: usize = 8192;

/// An article that may stand in a row: what it shares, and which.
type Candidate = (u32, u32);

/// A row without scores.
struct Draft {
    article: u32,
    near: [Vec<Candidate>; 2],
    lost: Vec<(u32, u32)>,
    copies: Vec<(u32, f32)>,
    extra: Vec<u32>,
}

/// What looking through all articles gives.
#[derive(Default)]
struct Found {
    /// For each article that looks: who may stand in its row, by language.
    own: Vec<[Vec<Candidate>; 2]>,
    /// Who of those that look may stand in the row of another that does not.
    others: FxHashMap<u32, [Vec<Candidate>; 2]>,
}

impl Round<'_> {
    /// Brings rows up to date. `hint` holds rows that may know scores as well.
    pub fn update(&self, old: &Rows, hint: &Rows) -> Result<Rows, Failed> {
        let n = self.sketches.len() as u32;
        let known: Vec<bool> = (0..n).map(|i| self.is_known(old, i)).collect();
        let is_known = |i: u32| known.get(i as usize) == Some(&true);
        let row = |i: u32| old.get(i as usize).and_then(Option::as_ref);
        let again = |i: u32| !is_known(i) || row(i).is_none_or(|r| r.listed().any(|n| !is_known(n.other)));
        let looking: Vec<u32> = self.feed.iter().copied().filter(|i| again(*i)).collect();
        let looks: FxHashSet<u32> = looking.iter().copied().collect();

        let mut drafts: Vec<Draft> = Vec::new();
        let mut changed: FxHashMap<u32, [Vec<Candidate>; 2]> = FxHashMap::default();
        for chunk in looking.chunks(AT_ONCE) {
            let found = self.look(chunk, &looks, &is_known, old);
            for (article, near) in chunk.iter().zip(found.own) {
                drafts.push(self.draft(*article, near));
            }
            for (article, lists) in found.others {
                let all = changed.entry(article).or_default();
                for (all, list) in all.iter_mut().zip(lists) {
                    all.extend(list);
                }
            }
        }
        // Whoever does not look again has its row, a few that may come into it, and its copies.
        for i in (0..n).filter(|i| !looks.contains(i)) {
            let Some(row) = row(i) else { continue };
            let more = changed.remove(&i);
            if more.is_none() && self.same_copies(i, row) && row.extra.iter().all(|n| is_known(n.other)) {
                continue;
            }
            let mut near = more.unwrap_or_default();
            for (list, before) in near.iter_mut().zip(&row.near) {
                list.extend(before.iter().map(|n| (n.shared, n.other)));
            }
            drafts.push(self.draft(i, near));
        }
        self.score(drafts, old, hint, &is_known)
    }

    /// Looks through all articles for those that share terms with some.
    fn look(&self, some: &[u32], looks: &FxHashSet<u32>, is_known: &dyn Fn(u32) -> bool, old: &Rows) -> Found {
        let mut postings: FxHashMap<u32, Vec<(u32, u32)>> = FxHashMap::default();
        for (place, i) in (0u32..).zip(some) {
            for (term, weight) in self.sketch(*i).iter().flat_map(|s| &s.terms) {
                postings.entry(*term).or_default().push((place, *weight));
            }
        }
        let mut found = Found {
            own: some.iter().map(|_| Default::default()).collect(),
            others: FxHashMap::default(),
        };
        let mut sums: Vec<(u32, u32)> = vec![(0, 0); some.len()];
        let mut seen: Vec<u32> = Vec::new();
        for (y, sketch) in (0u32..).zip(self.sketches) {
            for (term, weight) in &sketch.terms {
                for (place, theirs) in postings.get(term).into_iter().flatten() {
                    let Some(sum) = sums.get_mut(*place as usize) else {
                        continue;
                    };
                    if sum.0 == 0 {
                        seen.push(*place);
                    }
                    sum.0 = sum.0.saturating_add(*theirs);
                    sum.1 = sum.1.saturating_add(*weight);
                }
            }
            for place in seen.drain(..) {
                let sum = sums.get_mut(place as usize).map(std::mem::take).unwrap_or_default();
                let Some(&s) = some.get(place as usize).filter(|s| **s != y) else {
                    continue;
                };
                let list = usize::from(self.foreign(s, y));
                if self.may_hold(y, s) {
                    let own = found.own.get_mut(place as usize).and_then(|o| o.get_mut(list));
                    own.into_iter().for_each(|o| o.push((sum.0, y)));
                } else if !is_known(s)
                    && !looks.contains(&y)
                    && self.may_hold(s, y)
                    && self.has_room(old, y, list, sum.1, s)
                {
                    let theirs = found.others.entry(y).or_default().get_mut(list);
                    theirs.into_iter().for_each(|o| o.push((sum.1, s)));
                }
            }
        }
        found
    }

    fn foreign(&self, a: u32, b: u32) -> bool {
        match (self.sketch(a), self.sketch(b)) {
            (Some(x), Some(y)) => x.language != y.language,
            _ => false,
        }
    }

    fn most(&self, list: usize) -> usize {
        self.bounds.compared.get(list).copied().unwrap_or(0)
    }

    /// Whether an article may come into a row: it is nearer than the last there, or there is room.
    fn has_room(&self, old: &Rows, y: u32, list: usize, shared: u32, other: u32) -> bool {
        let Some(row) = old.get(y as usize).and_then(Option::as_ref) else {
            return true;
        };
        let near = row.near.get(list).map(Vec::as_slice).unwrap_or_default();
        let full = near.len() >= self.most(list) && row.when.is_dated();
        !full
            || near.last().is_some_and(|n| {
                shared > n.shared
                    || (shared == n.shared
                        && nearest_first(self, shared, other) < nearest_first(self, n.shared, n.other))
            })
    }

    /// The copies that are compared with an article.
    fn copies_of(&self, x: u32) -> impl Iterator<Item = (u32, f32)> + '_ {
        let all = self.shared.get(x as usize).into_iter().flatten().copied();
        all.filter(move |(y, _)| self.may_hold(*y, x))
    }

    fn same_copies(&self, x: u32, row: &Row) -> bool {
        self.copies_of(x).eq(row.copies.iter().copied())
    }

    fn draft(&self, article: u32, near: [Vec<Candidate>; 2]) -> Draft {
        let mut lost = Vec::new();
        let [own, foreign] = near;
        let near = [
            self.choose(article, own, self.most(0), &mut lost),
            self.choose(article, foreign, self.most(1), &mut lost),
        ];
        lost.sort_unstable();
        let copies: Vec<(u32, f32)> = self.copies_of(article).collect();
        let listed = |o: u32| near.iter().flatten().any(|c| c.1 == o);
        Draft {
            article,
            extra: copies.iter().map(|c| c.0).filter(|o| !listed(*o)).collect(),
            near,
            lost,
            copies,
        }
    }

    /// The nearest of those that may stand in a row, nearest first. An undated article was there before all dated ones: who of
    /// them was among the nearest when it came in was compared, and may have lost its place to a later one.
    fn choose(&self, article: u32, all: Vec<Candidate>, most: usize, lost: &mut Vec<(u32, u32)>) -> Vec<Candidate> {
        let dated = |i: u32| self.sketch(i).is_some_and(|s| s.when.is_dated());
        let key = |c: &Candidate| nearest_first(self, c.0, c.1);
        let (mut later, mut held): (Vec<Candidate>, Vec<Candidate>) =
            all.into_iter().partition(|c| !dated(article) && dated(c.1));
        held.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| key(a).cmp(&key(b))));
        held.truncate(most);
        let mut compared = held.clone();
        later.sort_unstable_by_key(|c| self.rank(c.1));
        for c in later {
            let at = held.partition_point(|h| h.0 > c.0 || (h.0 == c.0 && key(h) < key(&c)));
            if at >= most {
                continue;
            }
            held.insert(at, c);
            compared.push(c);
            if held.len() > most
                && let Some(last) = held.pop()
            {
                lost.push((last.1, c.1));
            }
        }
        compared.sort_unstable_by(|a, b| b.0.cmp(&a.0).then_with(|| key(a).cmp(&key(b))));
        compared
    }

    /// Rows with the scores of their pairs: those that are known, and others in the order in which articles come in, so that the
    /// texts which are read lie near each other.
    fn score(
        &self,
        drafts: Vec<Draft>,
        old: &Rows,
        hint: &Rows,
        is_known: &dyn Fn(u32) -> bool,
    ) -> Result<Rows, Failed> {
        let mut out = old.clone();
        out.resize(self.sketches.len(), None);
        let mut wanted: Vec<(u32, usize, usize, usize)> = Vec::new();
        let mut made: Vec<(u32, Row)> = Vec::with_capacity(drafts.len());
        for (d, draft) in drafts.into_iter().enumerate() {
            let x = draft.article;
            let before = old.get(x as usize).and_then(Option::as_ref).filter(|_| is_known(x));
            let beside = hint.get(x as usize).and_then(Option::as_ref);
            let beside = beside.filter(|_| self.is_known(hint, x));
            let mut scores: FxHashMap<u32, (f32, f32)> = FxHashMap::default();
            let mut learn = |row: &Row, is_known: &dyn Fn(u32) -> bool| {
                for n in row.compared().filter(|n| is_known(n.other)) {
                    scores.insert(n.other, (n.score, row.copy(n.other).unwrap_or(0.0)));
                }
            };
            beside.into_iter().for_each(|r| learn(r, &|i| self.is_known(hint, i)));
            before.into_iter().for_each(|r| learn(r, is_known));
            let [own, foreign] = draft.near;
            let extra = draft.extra.into_iter().map(|o| (0, o)).collect();
            let copy = |other: u32| {
                let at = draft.copies.binary_search_by_key(&other, |c| c.0).ok()?;
                draft.copies.get(at).map(|c| c.1)
            };
            let mut scored = |part: usize, list: Vec<Candidate>| -> Vec<Neighbour> {
                let known = |other: u32| {
                    let (score, with) = scores.get(&other)?;
                    (*with == copy(other).unwrap_or(0.0)).then_some(*score)
                };
                let near = |(i, (shared, other)): (usize, Candidate)| {
                    let score = known(other).unwrap_or_else(|| {
                        wanted.push((self.rank(x).max(self.rank(other)), d, part, i));
                        0.0
                    });
                    Neighbour { other, shared, score }
                };
                list.into_iter().enumerate().map(near).collect()
            };
            let near = [scored(0, own), scored(1, foreign)];
            let extra = scored(2, extra);
            let Some((seal, sketch)) = self.seals.get(x as usize).zip(self.sketch(x)) else {
                continue;
            };
            let row = Row {
                seal: *seal,
                when: sketch.when,
                near,
                lost: draft.lost,
                extra,
                copies: draft.copies,
            };
            made.push((x, row));
        }
        wanted.sort_unstable();
        for some in wanted.chunks(SCORED_AT_ONCE) {
            let (places, pairs): (Vec<(usize, usize, usize)>, Vec<Pair<'_>>) = some
                .iter()
                .filter_map(|&(_, d, part, i)| {
                    let (x, row) = made.get(d)?;
                    let other = row.list(part)?.get(i)?.other;
                    let pair = Pair {
                        first: self.sketch(other)?,
                        second: self.sketch(*x)?,
                        copy: row.copy(other).unwrap_or(0.0),
                    };
                    Some(((d, part, i), pair))
                })
                .unzip();
            for ((d, part, i), score) in places.into_iter().zip(self.library.likenesses(&pairs)?) {
                let list = made.get_mut(d).and_then(|m| m.1.list_mut(part));
                if let Some(near) = list.and_then(|l| l.get_mut(i)) {
                    near.score = score;
                }
            }
        }
        for (x, row) in made {
            if let Some(slot) = out.get_mut(x as usize)
                && slot.as_deref() != Some(&row)
            {
                *slot = Some(Rc::new(row));
            }
        }
        Ok(out)
    }
}

//! Average-link clustering over scored pairs.
//!
//! Scores are added up as whole millionths, so that a sum does not depend on the order of its parts: the same pairs give the
//! same clusters however they came.

use std::cmp::Ordering;
use std::collections::BinaryHeap;

/// When two clusters become one.
#[derive(Debug, Clone, Copy)]
pub struct Limits {
    /// Mean score over the pairs of two clusters from which they are one.
    pub threshold: f32,
    /// How much the threshold rises with the size of the clusters (times the logarithm of half of it): a large cluster draws
    /// in look-alikes.
    pub tightening: f32,
}

/// A pair that was not scored counts as this share of a pair with score 0: candidates per article are capped, so in a
/// large cluster most pairs are not scored.
const UNSCORED: f64 = 0.5;

/// Parts of a score of 1.
pub const WHOLE: u32 = 1_000_000;

/// A score as whole parts.
pub fn parts(score: f32) -> u32 {
    (f64::from(score.clamp(0.0, 1.0)) * f64::from(WHOLE)).round() as u32
}

/// What is known of two clusters: the sum of the scores of their pairs, in parts, and how many are scored.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Link {
    /// Sum of the scores.
    pub sum: u64,
    /// Pairs with a score.
    pub scored: u32,
}

impl Link {
    /// A single pair.
    pub fn of(parts: u32) -> Link {
        Link {
            sum: u64::from(parts),
            scored: 1,
        }
    }

    /// Adds the pairs of another link.
    pub fn add(&mut self, other: Link) {
        self.sum += other.sum;
        self.scored += other.scored;
    }

    /// What the mean score cannot exceed if one of the clusters has this size.
    pub fn mean_at_most(self, size: u32) -> f64 {
        self.sum as f64 / (UNSCORED * f64::from(size.max(1))) / f64::from(WHOLE)
    }

    /// Mean score over all pairs of two clusters of these sizes.
    pub fn mean(self, sizes: (u32, u32)) -> f64 {
        let all = f64::from(sizes.0) * f64::from(sizes.1);
        let scored = f64::from(self.scored);
        let weight = scored + UNSCORED * (all - scored).max(0.0);
        if weight > 0.0 {
            self.sum as f64 / weight / f64::from(WHOLE)
        } else {
            0.0
        }
    }
}

impl Limits {
    /// The mean that two clusters of these sizes need.
    pub fn needed(self, sizes: (u32, u32)) -> f64 {
        let half = (f64::from(sizes.0) + f64::from(sizes.1)) / 2.0;
        f64::from(parts(self.threshold)) / f64::from(WHOLE) + f64::from(self.tightening) * half.max(1.0).ln()
    }

    /// Whether a single pair could hold two things together. Without such a pair between them no two clusters are joined, so
    /// what such pairs do not connect can be clustered apart.
    pub fn strong(self, score: u32) -> bool {
        score >= parts(self.threshold)
    }
}

/// A possible merge; the heap gives the strongest first, ties by the smaller numbers.
struct Merge {
    mean: f64,
    a: u32,
    b: u32,
    stamp: (u32, u32),
}

impl Ord for Merge {
    fn cmp(&self, other: &Self) -> Ordering {
        self.mean
            .total_cmp(&other.mean)
            .then_with(|| (other.a, other.b).cmp(&(self.a, self.b)))
            .then_with(|| other.stamp.cmp(&self.stamp))
    }
}
impl PartialOrd for Merge {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}
impl PartialEq for Merge {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}
impl Eq for Merge {}

/// Clusters `n` things by scored pairs `(a, b, score)`; each cluster sorted, clusters by their first member.
pub fn clusters(n: usize, pairs: &[(u32, u32, f32)], limits: Limits) -> Vec<Vec<usize>> {
    let mut links: Vec<(u32, u32, Link)> = pairs
        .iter()
        .map(|&(a, b, p)| (a.min(b), a.max(b), Link::of(parts(p))))
        .collect();
    links.sort_unstable_by_key(|l| (l.0, l.1));
    links.dedup_by_key(|l| (l.0, l.1));
    groups(&vec![1; n], &links, limits)
}

/// Clusters things of which some are clusters already: `sizes` says of how many. Each pair stands in `links` once. Groups are
/// sorted as those of [`clusters`].
pub fn groups(sizes: &[u32], links: &[(u32, u32, Link)], limits: Limits) -> Vec<Vec<usize>> {
    let n = sizes.len();
    let mut near: Vec<Vec<(u32, Link)>> = vec![Vec::new(); n];
    for &(a, b, link) in links {
        for (x, y) in [(a, b), (b, a)] {
            if let Some(list) = near.get_mut(x as usize).filter(|_| x != y) {
                list.push((y, link));
            }
        }
    }
    near.iter_mut().for_each(|list| list.sort_unstable_by_key(|l| l.0));
    let mut state = State {
        near,
        members: (0..n).map(|i| vec![i]).collect(),
        sizes: sizes.to_vec(),
        stamps: vec![0; n],
        heap: BinaryHeap::new(),
        limits,
    };
    for a in 0..n as u32 {
        state.offer(a, true);
    }
    while let Some(m) = state.heap.pop() {
        if (state.stamp(m.a), state.stamp(m.b)) == m.stamp {
            state.join(m.a, m.b);
            state.offer(m.a, false);
        }
    }
    let mut out: Vec<Vec<usize>> = state.members.into_iter().filter(|m| !m.is_empty()).collect();
    out.iter_mut().for_each(|m| m.sort_unstable());
    out.sort();
    out
}

struct State {
    /// What each cluster is linked with, by number.
    near: Vec<Vec<(u32, Link)>>,
    members: Vec<Vec<usize>>,
    sizes: Vec<u32>,
    /// How often each has changed.
    stamps: Vec<u32>,
    heap: BinaryHeap<Merge>,
    limits: Limits,
}

impl State {
    fn stamp(&self, x: u32) -> u32 {
        self.stamps.get(x as usize).copied().unwrap_or(0)
    }

    fn size(&self, x: u32) -> u32 {
        self.sizes.get(x as usize).copied().unwrap_or(0)
    }

    /// Puts the merges of a cluster that reach the threshold on the heap; with `later` only those with later clusters.
    fn offer(&mut self, x: u32, later: bool) {
        let list = self.near.get(x as usize).map(Vec::as_slice).unwrap_or_default();
        for &(y, link) in list {
            if later && y < x {
                continue;
            }
            let (a, b) = (x.min(y), x.max(y));
            let sizes = (self.size(a), self.size(b));
            let mean = link.mean(sizes);
            if mean >= self.limits.needed(sizes) {
                let stamp = (self.stamp(a), self.stamp(b));
                self.heap.push(Merge { mean, a, b, stamp });
            }
        }
    }

    /// Moves the members and links of `gone` to `keep`.
    fn join(&mut self, keep: u32, gone: u32) {
        let (k, g) = (keep as usize, gone as usize);
        let moved = self.members.get_mut(g).map(std::mem::take).unwrap_or_default();
        if let Some(m) = self.members.get_mut(k) {
            m.extend(moved);
        }
        let size = self.size(gone);
        if let Some(s) = self.sizes.get_mut(k) {
            *s += size;
        }
        for x in [k, g] {
            if let Some(s) = self.stamps.get_mut(x) {
                *s += 1;
            }
        }
        let theirs = self.near.get_mut(g).map(std::mem::take).unwrap_or_default();
        let own = self.near.get_mut(k).map(std::mem::take).unwrap_or_default();
        let mut both: Vec<(u32, Link)> = Vec::with_capacity(own.len() + theirs.len());
        let (mut x, mut y) = (own.into_iter().peekable(), theirs.into_iter().peekable());
        loop {
            let (c, link, changed) = match (x.peek().copied(), y.peek().copied()) {
                (Some(p), Some(q)) if p.0 == q.0 => {
                    x.next();
                    y.next();
                    let mut link = p.1;
                    link.add(q.1);
                    (p.0, link, true)
                }
                (Some(p), q) if q.is_none_or(|q| p.0 < q.0) => {
                    x.next();
                    (p.0, p.1, false)
                }
                (_, Some(q)) => {
                    y.next();
                    (q.0, q.1, true)
                }
                _ => break,
            };
            if c == keep || c == gone {
                continue;
            }
            both.push((c, link));
            if let Some(back) = self.near.get_mut(c as usize).filter(|_| changed) {
                if let Ok(at) = back.binary_search_by_key(&gone, |l| l.0) {
                    back.remove(at);
                }
                match back.binary_search_by_key(&keep, |l| l.0) {
                    Ok(at) => {
                        if let Some(slot) = back.get_mut(at) {
                            slot.1 = link;
                        }
                    }
                    Err(at) => back.insert(at, (keep, link)),
                }
            }
        }
        if let Some(list) = self.near.get_mut(k) {
            *list = both;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: Limits = Limits {
        threshold: 0.3,
        tightening: 0.01,
    };

    #[test]
    fn one_weak_bridge_joins_nothing() {
        let pairs = [(0, 1, 0.9), (2, 3, 0.9), (1, 2, 0.5)];
        assert_eq!(clusters(4, &pairs, LIMITS), [vec![0, 1], vec![2, 3]]);
        assert_eq!(clusters(3, &[(0, 1, 0.9), (1, 2, 0.9)], LIMITS), [vec![0, 1, 2]]);
        assert!(clusters(0, &[], LIMITS).is_empty());
    }

    proptest::proptest! {
        #[test]
        fn what_no_strong_pair_connects_is_clustered_apart(
            list in proptest::collection::vec((0u32..14, 0u32..14, 0u32..100), 0..60)
        ) {
            let pairs: Vec<(u32, u32, f32)> = list.iter().filter(|p| p.0 != p.1)
                .map(|p| (p.0.min(p.1), p.0.max(p.1), p.2 as f32 / 100.0)).collect();
            let mut once = pairs.clone();
            once.sort_by_key(|p| (p.0, p.1));
            once.dedup_by_key(|p| (p.0, p.1));
            let mut home: Vec<u32> = (0..14).collect();
            for _ in 0..14 {
                for p in once.iter().filter(|p| LIMITS.strong(parts(p.2))) {
                    let low = home[p.0 as usize].min(home[p.1 as usize]);
                    home[p.0 as usize] = low;
                    home[p.1 as usize] = low;
                }
            }
            let inside: Vec<_> = once.iter().copied().filter(|p| home[p.0 as usize] == home[p.1 as usize]).collect();
            proptest::prop_assert_eq!(clusters(14, &once, LIMITS), clusters(14, &inside, LIMITS));
        }
    }
}

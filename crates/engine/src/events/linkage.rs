//! Average-link clustering over scored pairs.

use rustc_hash::FxHashMap;
use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

/// Mean probability over the pairs of two clusters from which they are one event.
pub const THRESHOLD: f32 = 0.42;

/// How much the threshold rises with the size of the clusters: a large cluster draws in look-alikes.
pub const TIGHTENING: f32 = 0.02;

/// A pair that was not scored counts as this share of a pair with probability 0: candidates per article are capped, so in a
/// large cluster most pairs are not scored.
const UNSCORED: f32 = 0.5;

#[derive(Clone, Copy, Default)]
struct Link {
    sum: f32,
    scored: u32,
}

/// A possible merge; the heap gives the strongest first, ties by the smaller numbers.
struct Merge {
    mean: f32,
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

/// Clusters `n` things by scored pairs `(a, b, probability)`; each cluster sorted, clusters by their first member.
pub fn clusters(n: usize, pairs: &[(u32, u32, f32)]) -> Vec<Vec<usize>> {
    let mut links: Vec<BTreeMap<u32, Link>> = vec![BTreeMap::new(); n];
    for &(a, b, p) in pairs {
        for (x, y) in [(a, b), (b, a)] {
            if let Some(m) = links.get_mut(x as usize) {
                m.insert(y, Link { sum: p, scored: 1 });
            }
        }
    }
    let mut members: Vec<Vec<usize>> = (0..n).map(|i| vec![i]).collect();
    let mut stamps: FxHashMap<u32, u32> = FxHashMap::default();
    let mut heap = BinaryHeap::new();
    for (a, map) in links.iter().enumerate() {
        for (&b, link) in map.range(a as u32 + 1..) {
            offer(&mut heap, a as u32, b, link, 1, 1, (0, 0));
        }
    }
    while let Some(m) = heap.pop() {
        let stamp = |x: u32| stamps.get(&x).copied().unwrap_or(0);
        if (stamp(m.a), stamp(m.b)) != m.stamp {
            continue;
        }
        let (keep, gone) = (m.a, m.b);
        let absorbed = std::mem::take(&mut members[gone as usize]);
        members[keep as usize].extend(absorbed);
        for x in [keep, gone] {
            *stamps.entry(x).or_default() += 1;
        }
        let theirs = std::mem::take(&mut links[gone as usize]);
        for (c, link) in theirs {
            if let Some(back) = links.get_mut(c as usize) {
                back.remove(&gone);
            }
            if c == keep {
                continue;
            }
            let joined = links[keep as usize].entry(c).or_default();
            joined.sum += link.sum;
            joined.scored += link.scored;
            let copy = *joined;
            links[c as usize].insert(keep, copy);
        }
        links[keep as usize].remove(&gone);
        let size = members[keep as usize].len();
        for (&c, link) in &links[keep as usize] {
            let (a, b) = (keep.min(c), keep.max(c));
            let at = |x: u32| stamps.get(&x).copied().unwrap_or(0);
            offer(&mut heap, a, b, link, size, members[c as usize].len(), (at(a), at(b)));
        }
    }
    let mut out: Vec<Vec<usize>> = members.into_iter().filter(|m| !m.is_empty()).collect();
    out.iter_mut().for_each(|m| m.sort_unstable());
    out.sort();
    out
}

/// Puts a merge on the heap if its mean reaches the threshold.
fn offer(heap: &mut BinaryHeap<Merge>, a: u32, b: u32, link: &Link, size_a: usize, size_b: usize, stamp: (u32, u32)) {
    let all = (size_a * size_b) as f32;
    let scored = link.scored as f32;
    let mean = link.sum / (scored + UNSCORED * (all - scored));
    let size = (size_a + size_b) as f32;
    if mean >= THRESHOLD + TIGHTENING * (size / 2.0).ln() {
        heap.push(Merge { mean, a, b, stamp });
    }
}

//! Average-link clustering over scored pairs.

use std::cmp::Ordering;
use std::collections::{BTreeMap, BinaryHeap};

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

/// Clusters `n` things by scored pairs `(a, b, score)`; each cluster sorted, clusters by their first member.
pub fn clusters(n: usize, pairs: &[(u32, u32, f32)], limits: Limits) -> Vec<Vec<usize>> {
    let mut links: Vec<BTreeMap<u32, Link>> = vec![BTreeMap::new(); n];
    for &(a, b, p) in pairs {
        for (x, y) in [(a, b), (b, a)] {
            if let Some(m) = links.get_mut(x as usize) {
                m.insert(y, Link { sum: p, scored: 1 });
            }
        }
    }
    let mut members: Vec<Vec<usize>> = (0..n).map(|i| vec![i]).collect();
    let mut stamps: Vec<u32> = vec![0; n];
    let mut heap = BinaryHeap::new();
    for (a, map) in links.iter().enumerate() {
        for (&b, link) in map.range(a as u32 + 1..) {
            let sides = Sides {
                a: a as u32,
                b,
                sizes: (1, 1),
                stamp: (0, 0),
            };
            offer(&mut heap, limits, sides, link);
        }
    }
    while let Some(m) = heap.pop() {
        let stamp = |x: u32| stamps.get(x as usize).copied().unwrap_or(0);
        if (stamp(m.a), stamp(m.b)) != m.stamp {
            continue;
        }
        join(&mut links, &mut members, m.a, m.b);
        for x in [m.a, m.b] {
            if let Some(s) = stamps.get_mut(x as usize) {
                *s += 1;
            }
        }
        let size = |x: u32| members.get(x as usize).map_or(0, Vec::len);
        let stamp = |x: u32| stamps.get(x as usize).copied().unwrap_or(0);
        for (&c, link) in links.get(m.a as usize).into_iter().flatten() {
            let (a, b) = (m.a.min(c), m.a.max(c));
            let sides = Sides {
                a,
                b,
                sizes: (size(a), size(b)),
                stamp: (stamp(a), stamp(b)),
            };
            offer(&mut heap, limits, sides, link);
        }
    }
    let mut out: Vec<Vec<usize>> = members.into_iter().filter(|m| !m.is_empty()).collect();
    out.iter_mut().for_each(|m| m.sort_unstable());
    out.sort();
    out
}

/// Moves the members and links of `gone` to `keep`.
fn join(links: &mut [BTreeMap<u32, Link>], members: &mut [Vec<usize>], keep: u32, gone: u32) {
    let moved = members.get_mut(gone as usize).map(std::mem::take).unwrap_or_default();
    if let Some(m) = members.get_mut(keep as usize) {
        m.extend(moved);
    }
    let theirs = links.get_mut(gone as usize).map(std::mem::take).unwrap_or_default();
    for (c, link) in theirs {
        if c != keep
            && let Some(own) = links.get_mut(keep as usize)
        {
            let joined = own.entry(c).or_default();
            joined.sum += link.sum;
            joined.scored += link.scored;
            let copy = *joined;
            if let Some(back) = links.get_mut(c as usize) {
                back.insert(keep, copy);
            }
        }
        if let Some(back) = links.get_mut(c as usize) {
            back.remove(&gone);
        }
    }
    if let Some(own) = links.get_mut(keep as usize) {
        own.remove(&gone);
    }
}

/// Two clusters with their sizes and how often each has changed.
#[derive(Clone, Copy)]
struct Sides {
    a: u32,
    b: u32,
    sizes: (usize, usize),
    stamp: (u32, u32),
}

/// Puts a merge on the heap if its mean reaches the threshold.
fn offer(heap: &mut BinaryHeap<Merge>, limits: Limits, sides: Sides, link: &Link) {
    let Sides { a, b, sizes, stamp } = sides;
    let all = (sizes.0 * sizes.1) as f32;
    let scored = link.scored as f32;
    let mean = link.sum / (scored + UNSCORED * (all - scored));
    let half = (sizes.0 + sizes.1) as f32 / 2.0;
    if mean >= limits.threshold + limits.tightening * half.ln() {
        heap.push(Merge { mean, a, b, stamp });
    }
}

//! Pairs that share shingles, through an inverted index.

use super::shingles::{Body, SHINGLE};
use crate::model::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// Articles of one outlet that may hold the same shingle before it counts as that outlet's boilerplate and is left out.
const OUTLET_REPEATS: usize = 4;

/// Articles with one shingle up to which each pair of them is counted; of more, each is paired with the first few only,
/// which is enough to find the group and keeps the cost linear.
const FULL_PAIRS: usize = 24;

/// How many first articles stand for a large group.
const CENTRES: usize = 4;

/// Shared shingles, by the index, below which a pair is not looked at.
const SEED_SHINGLES: u32 = 5;

/// What two bodies share, in shingles.
#[derive(Debug, Clone, Copy)]
pub struct Overlap {
    /// Place of the first article in the order given.
    pub a: u32,
    /// Place of the second.
    pub b: u32,
    /// Shingles in both.
    pub shared: u32,
    /// Shingles of the first, boilerplate left out.
    pub size_a: u32,
    /// Shingles of the second, boilerplate left out.
    pub size_b: u32,
    /// Words of the longest shared run.
    pub run: usize,
}

impl Overlap {
    /// Share of the shorter one's shingles that the other holds.
    pub fn containment(&self) -> f64 {
        f64::from(self.shared) / f64::from(self.size_a.min(self.size_b).max(1))
    }

    /// Share of the first one's shingles that the second holds.
    pub fn share_a(&self) -> f64 {
        f64::from(self.shared) / f64::from(self.size_a.max(1))
    }

    /// Share of the second one's shingles that the first holds.
    pub fn share_b(&self) -> f64 {
        f64::from(self.shared) / f64::from(self.size_b.max(1))
    }
}

/// All pairs that share at least a few shingles, ordered by `a`, then `b`.
pub fn overlaps(order: &[&Analysis], bodies: &[Body]) -> Vec<Overlap> {
    let mut names: FxHashMap<String, u32> = FxHashMap::default();
    let outlets: Vec<Option<u32>> = order
        .iter()
        .map(|a| {
            let name = super::outlet(a)?;
            let next = names.len() as u32;
            Some(*names.entry(name).or_insert(next))
        })
        .collect();
    let mut postings: Vec<(u64, u32)> = Vec::with_capacity(bodies.iter().map(|b| b.set.len()).sum());
    for (doc, body) in bodies.iter().enumerate() {
        postings.extend(body.set.iter().map(|h| (*h, doc as u32)));
    }
    postings.sort_unstable();
    let mut counts: FxHashMap<(u32, u32), u32> = FxHashMap::default();
    let mut boilerplate: FxHashSet<(u64, u32)> = FxHashSet::default();
    for group in postings.chunk_by(|x, y| x.0 == y.0) {
        if group.len() < 2 {
            continue;
        }
        let mut docs: Vec<u32> = group.iter().map(|p| p.1).collect();
        if docs.len() >= OUTLET_REPEATS {
            let hash = group.first().map_or(0, |p| p.0);
            docs = without_boilerplate(hash, docs, &outlets, &mut boilerplate);
        }
        let full = docs.len() <= FULL_PAIRS;
        for (i, a) in docs.iter().enumerate() {
            if !full && i >= CENTRES {
                break;
            }
            for b in docs.get(i + 1..).unwrap_or_default() {
                *counts.entry((*a, *b)).or_default() += 1;
            }
        }
    }
    let mut wanted: Vec<(u32, u32)> = counts
        .into_iter()
        .filter(|(_, n)| *n >= SEED_SHINGLES)
        .map(|(pair, _)| pair)
        .collect();
    wanted.sort_unstable();
    wanted
        .into_iter()
        .filter_map(|(a, b)| {
            let (x, y) = (bodies.get(a as usize)?, bodies.get(b as usize)?);
            exact(a, b, x, y, &boilerplate)
        })
        .collect()
}

/// The documents of a shingle without those whose outlet prints it again and again; these are noted.
fn without_boilerplate(
    hash: u64,
    docs: Vec<u32>,
    outlets: &[Option<u32>],
    boilerplate: &mut FxHashSet<(u64, u32)>,
) -> Vec<u32> {
    let mut by_outlet: FxHashMap<u32, usize> = FxHashMap::default();
    let outlet = |d: u32| outlets.get(d as usize).copied().flatten();
    for o in docs.iter().filter_map(|d| outlet(*d)) {
        *by_outlet.entry(o).or_default() += 1;
    }
    docs.into_iter()
        .filter(|d| {
            let repeated = outlet(*d).is_some_and(|o| by_outlet.get(&o).is_some_and(|n| *n >= OUTLET_REPEATS));
            if repeated {
                boilerplate.insert((hash, *d));
            }
            !repeated
        })
        .collect()
}

/// Counts exactly what two bodies share.
fn exact(a: u32, b: u32, x: &Body, y: &Body, boilerplate: &FxHashSet<(u64, u32)>) -> Option<Overlap> {
    let common = |h: u64, doc: u32| boilerplate.contains(&(h, doc));
    let size = |body: &Body, doc: u32| body.set.iter().filter(|h| !common(**h, doc)).count() as u32;
    let mut shared: Vec<u64> = Vec::new();
    let (mut i, mut j) = (0, 0);
    while let (Some(p), Some(q)) = (x.set.get(i), y.set.get(j)) {
        match p.cmp(q) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                if !common(*p, a) && !common(*p, b) {
                    shared.push(*p);
                }
                i += 1;
                j += 1;
            }
        }
    }
    let (mut run, mut longest) = (0usize, 0usize);
    for h in &x.shingles {
        run = if shared.binary_search(h).is_ok() { run + 1 } else { 0 };
        longest = longest.max(run);
    }
    let overlap = Overlap {
        a,
        b,
        shared: shared.len() as u32,
        size_a: size(x, a),
        size_b: size(y, b),
        run: if longest == 0 { 0 } else { longest + SHINGLE - 1 },
    };
    (overlap.shared > 0).then_some(overlap)
}

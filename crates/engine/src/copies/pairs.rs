//! Pairs that share shingles, through an inverted index of some of them.

use super::shingles::{Body, SHINGLE};
use rustc_hash::{FxHashMap, FxHashSet};

/// Bodies of one outlet that may hold the same shingle before it counts as that outlet's boilerplate and is left out.
const OUTLET_REPEATS: usize = 4;

/// Share of a body that is boilerplate of its outlet from which it is not an article with boilerplate but one of a series:
/// a column from a template, a live page saved again and again. Its boilerplate is then compared as text.
const SERIES: f64 = 0.7;

/// Bodies with one shingle up to which each pair of them is counted; of more, each is paired with the first few only,
/// which is enough to find the group and keeps the cost linear.
const FULL_PAIRS: usize = 24;

/// How many first bodies stand for a large group.
const CENTRES: usize = 4;

/// Shared shingles in the index below which a pair is not looked at: what a run of thirteen words has at least.
const SEED: usize = 2;

/// Bits of a posting that name the body; the other bits are the shingle's.
const PLACE_BITS: u32 = 28;

/// What two bodies share, in shingles.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Overlap {
    /// Place of the first body in the order given.
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
    /// Words of the first before the first shared one.
    pub lead_a: u32,
    /// Words of the second before the first shared one.
    pub lead_b: u32,
    /// Whether both are of a series of their outlet.
    pub series: bool,
}

impl Overlap {
    /// Share of the shorter one's shingles that the other holds.
    pub fn containment(&self) -> f64 {
        f64::from(self.shared) / f64::from(self.size_a.min(self.size_b).max(1))
    }

    /// The smaller of the shares that each holds of the other.
    pub fn both_ways(&self) -> f64 {
        f64::from(self.shared) / f64::from(self.size_a.max(self.size_b).max(1))
    }
}

/// The bodies, and what of them is boilerplate.
pub struct Index<'a> {
    bodies: &'a [&'a Body],
    /// Which shingles of a body are boilerplate, by place; only of bodies that have any.
    boilerplate: FxHashMap<u32, Vec<bool>>,
    series: Vec<bool>,
}

impl<'a> Index<'a> {
    /// Finds boilerplate and the pairs worth looking at, ordered.
    pub fn new(bodies: &'a [&'a Body], outlets: &[Option<u32>]) -> (Index<'a>, Vec<(u32, u32)>) {
        let mut postings: Vec<u64> = Vec::new();
        let mut size = vec![0u32; bodies.len()];
        let mask = (1u64 << PLACE_BITS) - 1;
        for (place, body) in bodies.iter().enumerate().take(mask as usize) {
            let list = body.fingerprints();
            if let Some(s) = size.get_mut(place) {
                *s = list.len() as u32;
            }
            postings.extend(list.iter().map(|(_, h)| (h & !mask) | place as u64));
        }
        postings.sort_unstable();
        postings.dedup();
        let shingle = |p: &u64| p >> PLACE_BITS;
        let place = |p: &u64| (p & mask) as u32;
        let outlet = |d: u32| outlets.get(d as usize).copied().flatten();

        let mut common: FxHashSet<(u64, u32)> = FxHashSet::default();
        let mut repeated = vec![0u32; bodies.len()];
        for group in postings.chunk_by(|x, y| shingle(x) == shingle(y)) {
            let Some(first) = group.first().filter(|_| group.len() >= OUTLET_REPEATS) else {
                continue;
            };
            let mut by_outlet: Vec<(u32, u32)> = group
                .iter()
                .filter_map(|p| Some((outlet(place(p))?, place(p))))
                .collect();
            by_outlet.sort_unstable();
            for list in by_outlet
                .chunk_by(|x, y| x.0 == y.0)
                .filter(|l| l.len() >= OUTLET_REPEATS)
            {
                for (o, d) in list {
                    common.insert((shingle(first), *o));
                    if let Some(n) = repeated.get_mut(*d as usize) {
                        *n += 1;
                    }
                }
            }
        }
        let series: Vec<bool> = repeated
            .iter()
            .zip(&size)
            .map(|(r, s)| *r > 0 && f64::from(*r) >= SERIES * f64::from(*s))
            .collect();
        let left_out = |h: u64, d: u32| {
            series.get(d as usize) == Some(&false) && outlet(d).is_some_and(|o| common.contains(&(h, o)))
        };

        let mut seeds: Vec<u64> = Vec::new();
        let mut found: Vec<(u32, u32)> = Vec::new();
        let mut docs: Vec<u32> = Vec::new();
        for group in postings
            .chunk_by(|x, y| shingle(x) == shingle(y))
            .filter(|g| g.len() > 1)
        {
            docs.clear();
            docs.extend(group.iter().map(place));
            if group.len() >= OUTLET_REPEATS {
                let h = group.first().map_or(0, shingle);
                docs.retain(|d| !left_out(h, *d));
            }
            let centres = if docs.len() <= FULL_PAIRS { docs.len() } else { CENTRES };
            for (i, a) in docs.iter().enumerate().take(centres) {
                let rest = docs.get(i + 1..).unwrap_or_default();
                seeds.extend(rest.iter().map(|b| (u64::from(*a) << 32) | u64::from(*b)));
            }
        }
        drop(postings);
        seeds.sort_unstable();
        for list in seeds.chunk_by(|x, y| x == y).filter(|l| l.len() >= SEED) {
            if let Some(p) = list.first() {
                found.push(((p >> 32) as u32, *p as u32));
            }
        }
        let mut boilerplate = FxHashMap::default();
        for (d, body) in bodies.iter().enumerate() {
            let some = repeated.get(d).is_some_and(|r| *r > 0) && series.get(d) == Some(&false);
            if let Some(o) = outlet(d as u32).filter(|_| some) {
                boilerplate.insert(d as u32, marked(body, |h| common.contains(&(h >> PLACE_BITS, o))));
            }
        }
        let index = Index {
            bodies,
            boilerplate,
            series,
        };
        (index, found)
    }

    /// The shingles of a body that are not boilerplate, with their places.
    fn own(&self, d: u32) -> impl Iterator<Item = (usize, u64)> {
        let marks = self.boilerplate.get(&d);
        let body = self.bodies.get(d as usize);
        body.into_iter()
            .flat_map(|b| b.shingles().enumerate())
            .filter(move |(i, _)| marks.and_then(|m| m.get(*i)) != Some(&true))
    }

    /// Counts exactly what pairs share. Pairs are best ordered by their first place: it is unpacked once.
    pub fn overlaps(&self, pairs: &[(u32, u32)]) -> Vec<Overlap> {
        let mut out = Vec::new();
        let mut sizes: FxHashMap<u32, u32> = FxHashMap::default();
        let mut first: FxHashMap<u64, (u32, u32)> = FxHashMap::default();
        for list in pairs.chunk_by(|x, y| x.0 == y.0) {
            let Some(&(a, _)) = list.first() else { continue };
            first.clear();
            for (i, h) in self.own(a) {
                first.entry(h).or_insert((i as u32, u32::MAX));
            }
            let size_a = first.len() as u32;
            sizes.insert(a, size_a);
            for &(_, b) in list {
                let size_b = *sizes.entry(b).or_insert_with(|| {
                    let set: FxHashSet<u64> = self.own(b).map(|s| s.1).collect();
                    set.len() as u32
                });
                let mut o = Overlap {
                    a,
                    b,
                    shared: 0,
                    size_a,
                    size_b,
                    run: 0,
                    lead_a: u32::MAX,
                    lead_b: u32::MAX,
                    series: self.is_series(a) && self.is_series(b),
                };
                let (mut run, mut before) = (0usize, usize::MAX);
                for (i, h) in self.own(b) {
                    let Some((at, seen)) = first.get_mut(&h) else { continue };
                    run = if before.checked_add(1) == Some(i) { run + 1 } else { 1 };
                    before = i;
                    o.run = o.run.max(run + SHINGLE - 1);
                    o.lead_a = o.lead_a.min(*at);
                    o.lead_b = o.lead_b.min(i as u32);
                    if *seen != b {
                        *seen = b;
                        o.shared += 1;
                    }
                }
                if o.shared > 0 {
                    out.push(o);
                }
            }
        }
        out
    }

    fn is_series(&self, d: u32) -> bool {
        self.series.get(d as usize) == Some(&true)
    }
}

/// Which shingles of a body are boilerplate: those between two neighbours in the index that are.
fn marked(body: &Body, common: impl Fn(u64) -> bool) -> Vec<bool> {
    let mut out = Vec::new();
    let mut last = true;
    for (at, h) in body.fingerprints() {
        let now = common(h);
        out.resize(at, last && now);
        out.push(now);
        last = now;
    }
    out.resize((body.len() + 1).saturating_sub(SHINGLE), last);
    out
}

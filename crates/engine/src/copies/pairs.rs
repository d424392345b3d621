//! Pairs that share shingles, through an inverted index of some of them.

use super::shingles::{Body, Room, SHINGLE};
use super::table::Table;
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
const SEED: u8 = 2;

/// Bits of a posting that name the body; the other bits are the shingle's.
const PLACE_BITS: u32 = 28;
const PLACE: u64 = (1 << PLACE_BITS) - 1;

/// Words of all bodies whose part of the index is made at one time: 26 MB. Of a larger collection the index is made in
/// parts, by shingle, and of each part only what two bodies share is kept.
const PART: usize = 1 << 23;

/// Marks the last body of a shingle in [`Shared`].
const LAST: u32 = 1 << 31;

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
        let postings = shared(bodies);
        let outlet = |d: u32| outlets.get(d as usize).copied().flatten();
        let mut common: FxHashSet<(u64, u32)> = FxHashSet::default();
        let mut repeated = vec![0u32; bodies.len()];
        let mut by_outlet: Vec<(u32, u32)> = Vec::new();
        for group in postings.chunk_by(|x, y| shingle(*x) == shingle(*y)) {
            let Some(first) = group.first().filter(|_| group.len() >= OUTLET_REPEATS) else {
                continue;
            };
            by_outlet.clear();
            by_outlet.extend(group.iter().filter_map(|p| Some((outlet(place(*p))?, place(*p)))));
            by_outlet.sort_unstable();
            for list in by_outlet
                .chunk_by(|x, y| x.0 == y.0)
                .filter(|l| l.len() >= OUTLET_REPEATS)
            {
                for (o, d) in list {
                    common.insert((shingle(*first), *o));
                    if let Some(n) = repeated.get_mut(*d as usize) {
                        *n += 1;
                    }
                }
            }
        }
        let series: Vec<bool> = repeated
            .iter()
            .zip(bodies)
            .map(|(r, b)| *r > 0 && f64::from(*r) >= SERIES * f64::from(in_index(b)))
            .collect();
        let left_out = |h: u64, d: u32| {
            series.get(d as usize) == Some(&false) && outlet(d).is_some_and(|o| common.contains(&(h, o)))
        };
        let found = Shared::new(postings, left_out).pairs(bodies.len());
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
        let mut sizes: Vec<u32> = vec![u32::MAX; self.bodies.len()];
        let (mut first, mut other) = (Table::default(), Table::default());
        for list in pairs.chunk_by(|x, y| x.0 == y.0) {
            let Some(&(a, _)) = list.first() else { continue };
            self.fill(&mut first, a);
            if let Some(n) = sizes.get_mut(a as usize) {
                *n = first.len();
            }
            for &(_, b) in list {
                let Some(size_b) = sizes.get_mut(b as usize) else {
                    continue;
                };
                if *size_b == u32::MAX {
                    self.fill(&mut other, b);
                    *size_b = other.len();
                }
                let o = Overlap {
                    a,
                    b,
                    shared: 0,
                    size_a: first.len(),
                    size_b: *size_b,
                    run: 0,
                    lead_a: u32::MAX,
                    lead_b: u32::MAX,
                    series: self.is_series(a) && self.is_series(b),
                };
                out.extend(Some(self.counted(o, &mut first)).filter(|o| o.shared > 0));
            }
        }
        out
    }

    /// Puts a body's own shingles into a table.
    fn fill(&self, table: &mut Table, d: u32) {
        table.clear(self.bodies.get(d as usize).map_or(0, |b| b.len()));
        self.own(d).for_each(|(i, h)| table.insert(h, i as u32));
    }

    /// What the second body shares with the first, whose shingles are in the table.
    fn counted(&self, mut o: Overlap, first: &mut Table) -> Overlap {
        let (mut run, mut before) = (0usize, usize::MAX);
        for (i, h) in self.own(o.b) {
            let Some(slot) = first.get(h) else { continue };
            run = if before.checked_add(1) == Some(i) { run + 1 } else { 1 };
            before = i;
            o.run = o.run.max(run + SHINGLE - 1);
            o.lead_a = o.lead_a.min(slot.at);
            o.lead_b = o.lead_b.min(i as u32);
            if slot.seen != o.b {
                slot.seen = o.b;
                o.shared += 1;
            }
        }
        o
    }

    fn is_series(&self, d: u32) -> bool {
        self.series.get(d as usize) == Some(&true)
    }
}

/// How many shingles of a body stand in the index.
fn in_index(body: &Body) -> u32 {
    body.fingerprints(&mut Room::default()).len() as u32
}

/// The bits of a posting that are the shingle's.
fn shingle(posting: u64) -> u64 {
    posting >> PLACE_BITS
}

/// The body that a posting names.
fn place(posting: u64) -> u32 {
    (posting & PLACE) as u32
}

/// The postings of all shingles in the index that more than one body has, those of a shingle side by side, ordered by body.
fn shared(bodies: &[&Body]) -> Vec<u64> {
    let words: usize = bodies.iter().map(|b| b.len()).sum();
    let parts = (words / PART + 1).min(256) as u64;
    let mut out: Vec<u64> = Vec::new();
    let mut postings: Vec<u64> = Vec::new();
    let mut room = Room::default();
    for part in 0..parts {
        postings.clear();
        for (place, body) in bodies.iter().enumerate().take(PLACE as usize) {
            let list = body.fingerprints(&mut room).iter();
            let of_part = list.filter(|h| (u64::from((*h >> PLACE_BITS) as u8) * parts) >> 8 == part);
            postings.extend(of_part.map(|h| (h & !PLACE) | place as u64));
        }
        postings.sort_unstable();
        postings.dedup();
        let same = |x: &u64, y: &u64| shingle(*x) == shingle(*y);
        postings
            .chunk_by(same)
            .filter(|g| g.len() > 1)
            .for_each(|g| out.extend_from_slice(g));
    }
    out
}

/// Which bodies have a shingle in common, both ways.
struct Shared {
    /// The bodies of each shingle in order, one shingle after another; the last of each has the mark.
    members: Vec<u32>,
    /// The places in `members` from which a body looks for partners, ordered by body.
    places: Vec<u32>,
    /// Where the places of each body begin.
    starts: Vec<u32>,
}

impl Shared {
    fn new(postings: Vec<u64>, left_out: impl Fn(u64, u32) -> bool) -> Shared {
        let mut members: Vec<u32> = Vec::with_capacity(postings.len());
        for group in postings.chunk_by(|x, y| shingle(*x) == shingle(*y)) {
            let from = members.len();
            let any = group.len() >= OUTLET_REPEATS;
            let docs = group.iter().filter(|p| !(any && left_out(shingle(**p), place(**p))));
            members.extend(docs.map(|p| place(*p)));
            if members.len() - from < 2 {
                members.truncate(from);
            } else if let Some(last) = members.last_mut() {
                *last |= LAST;
            }
        }
        drop(postings);
        let mut shared = Shared {
            members,
            places: Vec::new(),
            starts: Vec::new(),
        };
        let mut starts: Vec<u32> = Vec::new();
        shared.each_place(|d, _| {
            let d = d as usize;
            if starts.len() <= d + 1 {
                starts.resize(d + 2, 0);
            }
            if let Some(n) = starts.get_mut(d + 1) {
                *n += 1;
            }
        });
        let mut sum = 0;
        for n in &mut starts {
            sum += *n;
            *n = sum;
        }
        let mut next = starts.clone();
        let mut places = vec![0u32; sum as usize];
        shared.each_place(|d, at| {
            if let Some(n) = next.get_mut(d as usize) {
                if let Some(p) = places.get_mut(*n as usize) {
                    *p = at;
                }
                *n += 1;
            }
        });
        shared.places = places;
        shared.starts = starts;
        shared
    }

    /// Calls `each` with every body and place from which it looks for partners: all but the last of a shingle, and of one
    /// with many bodies the first few.
    fn each_place(&self, mut each: impl FnMut(u32, u32)) {
        let mut from = 0u32;
        for group in self.members.chunk_by(|x, _| x & LAST == 0) {
            let n = group.len() - 1;
            let centres = if group.len() <= FULL_PAIRS { n } else { CENTRES };
            for (k, d) in group.iter().enumerate().take(centres) {
                each(*d, from + k as u32);
            }
            from += group.len() as u32;
        }
    }

    /// The pairs that share enough shingles to be looked at, ordered.
    fn pairs(&self, bodies: usize) -> Vec<(u32, u32)> {
        let mut out: Vec<(u32, u32)> = Vec::new();
        let mut count = vec![0u8; bodies];
        let mut touched: Vec<u32> = Vec::new();
        for (a, range) in self.starts.windows(2).enumerate() {
            let (from, to) = (range.first().copied(), range.last().copied());
            let places = from.zip(to).and_then(|(f, t)| self.places.get(f as usize..t as usize));
            for at in places.into_iter().flatten() {
                for m in self.members.get(*at as usize + 1..).into_iter().flatten() {
                    let b = m & !LAST;
                    if let Some(n) = count.get_mut(b as usize) {
                        if *n == 0 {
                            touched.push(b);
                        }
                        *n = n.saturating_add(1);
                    }
                    if m & LAST != 0 {
                        break;
                    }
                }
            }
            touched.sort_unstable();
            for b in touched.drain(..) {
                if let Some(n) = count.get_mut(b as usize) {
                    if *n >= SEED {
                        out.push((a as u32, b));
                    }
                    *n = 0;
                }
            }
        }
        out
    }
}

/// Which shingles of a body are boilerplate: those between two neighbours in the index that are.
fn marked(body: &Body, common: impl Fn(u64) -> bool) -> Vec<bool> {
    let mut room = Room::default();
    let mut picked = body.fingerprints(&mut room).iter().peekable();
    let mut out = Vec::new();
    let mut last = true;
    for (at, h) in body.shingles().enumerate() {
        if picked.next_if(|p| **p == h).is_some() {
            let now = common(h);
            out.resize(at, last && now);
            out.push(now);
            last = now;
        }
    }
    out.resize((body.len() + 1).saturating_sub(SHINGLE), last);
    out
}

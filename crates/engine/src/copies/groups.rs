//! From shared shingles to links between articles: few even where one text is printed five hundred times.

use super::pairs::{Index, Overlap};
use super::shingles::Body;
use super::{Facts, relation};
use crate::model::*;
use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Articles in a group of copies up to which every pair of it is given. Of a larger group each article is given with the
/// group's source, or with the one it shares most with if it shares nothing with that.
pub const FULL_GROUP: usize = 24;

/// Two articles that share copy.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Link {
    /// What they share; the places are those of the articles.
    pub overlap: Overlap,
    /// What they are to each other.
    pub relation: CopyRelation,
}

/// All links, ordered by the places of the articles.
pub fn links(bodies: &[&Body], facts: &[Facts]) -> Vec<Link> {
    let classes = same_bodies(bodies);
    let first: Vec<u32> = classes.iter().filter_map(|c| c.first().copied()).collect();
    let kinds: Vec<&Body> = first.iter().filter_map(|i| bodies.get(*i as usize).copied()).collect();
    let outlets: Vec<Option<u32>> = first.iter().map(|i| facts.get(*i as usize)?.outlet).collect();
    let (index, seeds) = Index::new(&kinds, &outlets);

    let mut out = Vec::new();
    let mut add = |o: Overlap, x: u32, y: u32| out.extend(link(o, x, y, facts));
    for class in &classes {
        let (Some(&any), true) = (class.first(), class.len() > 1) else {
            continue;
        };
        let size = bodies.get(any as usize).map_or(0, |b| b.len());
        let o = whole(size);
        match class.as_slice() {
            all if all.len() <= FULL_GROUP => {
                for (i, x) in all.iter().enumerate() {
                    all.iter().skip(i + 1).for_each(|y| add(o, *x, *y));
                }
            }
            all => {
                let hub = source_of(all, facts, bodies);
                all.iter().filter(|y| **y != hub).for_each(|y| add(o, hub, *y));
            }
        }
    }
    for o in index.overlaps(&seeds) {
        let (Some(x), Some(y)) = (classes.get(o.a as usize), classes.get(o.b as usize)) else {
            continue;
        };
        if x.len() * y.len() <= FULL_GROUP {
            for i in x {
                y.iter().for_each(|j| add(o, *i, *j));
            }
        } else {
            add(o, source_of(x, facts, bodies), source_of(y, facts, bodies));
        }
    }
    let mut class_of: Vec<u32> = vec![u32::MAX; bodies.len()];
    for (c, list) in classes.iter().enumerate() {
        for d in list {
            if let Some(slot) = class_of.get_mut(*d as usize) {
                *slot = c as u32;
            }
        }
    }
    let mut out = stars(out, bodies, facts, &index, &class_of);
    out.sort_by_key(|l| (l.overlap.a, l.overlap.b));
    out.dedup_by_key(|l| (l.overlap.a, l.overlap.b));
    out
}

/// The link of two articles, if they share enough; places put in order.
fn link(mut o: Overlap, x: u32, y: u32, facts: &[Facts]) -> Option<Link> {
    (o.a, o.b) = (x, y);
    if x > y {
        o = Overlap {
            a: y,
            b: x,
            size_a: o.size_b,
            size_b: o.size_a,
            lead_a: o.lead_b,
            lead_b: o.lead_a,
            ..o
        };
    }
    let relation = relation(facts.get(o.a as usize)?, facts.get(o.b as usize)?, &o)?;
    Some(Link { overlap: o, relation })
}

/// What two bodies of the same words share.
fn whole(words: usize) -> Overlap {
    Overlap {
        a: 0,
        b: 0,
        shared: words as u32,
        size_a: words as u32,
        size_b: words as u32,
        run: words,
        lead_a: 0,
        lead_b: 0,
        series: false,
    }
}

/// Articles put together whose bodies are the same words, by their first. Bodies too short to compare stand alone.
fn same_bodies(bodies: &[&Body]) -> Vec<Vec<u32>> {
    let mut known: FxHashMap<u64, Vec<usize>> = FxHashMap::default();
    let mut out: Vec<Vec<u32>> = Vec::new();
    for (i, body) in bodies.iter().enumerate() {
        if let Some(h) = body.whole() {
            let places = known.entry(h).or_default();
            let same = |c: &&usize| {
                let of = out.get(**c).and_then(|l| l.first());
                of.and_then(|d| bodies.get(*d as usize)).is_some_and(|b| b.same(body))
            };
            if let Some(c) = places.iter().find(same) {
                if let Some(list) = out.get_mut(*c) {
                    list.push(i as u32);
                }
                continue;
            }
            places.push(out.len());
        }
        out.push(vec![i as u32]);
    }
    out
}

/// The article of a group that stands for it: one with a credit, the earliest, the longest, the first by id.
fn source_of(group: &[u32], facts: &[Facts], bodies: &[&Body]) -> u32 {
    let rank = |d: &u32| {
        let f = facts.get(*d as usize);
        let first = f.and_then(|f| f.when).map(|w| w.first);
        let words = bodies.get(*d as usize).map_or(0, |b| b.len());
        (
            Reverse(f.is_some_and(|f| f.credited)),
            first.is_none(),
            first,
            Reverse(words),
            *d,
        )
    };
    group.iter().copied().min_by_key(rank).unwrap_or(0)
}

/// Leaves of each group that is too large only the links of its source, and for articles that share nothing with that, the
/// strongest. A group is an article that shares copy with more than `FULL_GROUP` others, and these: not all that hang
/// together, since one page with two texts on it would put two groups into one.
fn stars(links: Vec<Link>, bodies: &[&Body], facts: &[Facts], index: &Index<'_>, class_of: &[u32]) -> Vec<Link> {
    let mut degree: Vec<u32> = vec![0; bodies.len()];
    for d in links.iter().flat_map(|l| [l.overlap.a, l.overlap.b]) {
        if let Some(n) = degree.get_mut(d as usize) {
            *n += 1;
        }
    }
    let central = |d: u32| degree.get(d as usize).is_some_and(|n| *n as usize >= FULL_GROUP);
    if !links.iter().any(|l| central(l.overlap.a) || central(l.overlap.b)) {
        return links;
    }
    let mut neighbours: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    for l in &links {
        neighbours.entry(l.overlap.a).or_default().push(l.overlap.b);
        neighbours.entry(l.overlap.b).or_default().push(l.overlap.a);
    }
    let mut centres: Vec<(Reverse<usize>, u32)> = neighbours
        .iter()
        .filter(|(_, list)| list.len() >= FULL_GROUP)
        .map(|(d, list)| (Reverse(list.len()), *d))
        .collect();
    centres.sort_unstable();
    let mut group_of: FxHashMap<u32, usize> = FxHashMap::default();
    let mut groups: Vec<Vec<u32>> = Vec::new();
    for (_, centre) in centres {
        let around = neighbours.get(&centre).into_iter().flatten().chain([&centre]);
        let mut list: Vec<u32> = around.filter(|d| !group_of.contains_key(d)).copied().collect();
        if !group_of.contains_key(&centre) && list.len() > FULL_GROUP {
            list.sort_unstable();
            list.dedup();
            group_of.extend(list.iter().map(|d| (*d, groups.len())));
            groups.push(list);
        }
    }
    let within = |l: &Link| {
        let of = group_of.get(&l.overlap.a);
        of.is_some() && of == group_of.get(&l.overlap.b)
    };
    let (large, mut out): (Vec<Link>, Vec<Link>) = links.into_iter().partition(within);
    let mut best: FxHashMap<u32, Link> = FxHashMap::default();
    for l in large {
        for d in [l.overlap.a, l.overlap.b] {
            let kept = best.entry(d).or_insert(l);
            let rank = |l: &Link| (l.overlap.shared, Reverse((l.overlap.a, l.overlap.b)));
            if rank(&l) > rank(kept) {
                *kept = l;
            }
        }
    }
    for list in &groups {
        let hub = source_of(list, facts, bodies);
        let class = |d: u32| class_of.get(d as usize).copied().unwrap_or(u32::MAX);
        let mut wanted: Vec<(u32, u32)> = list.iter().map(|d| (class(hub), class(*d))).collect();
        wanted.sort_unstable();
        wanted.dedup();
        let known: FxHashMap<u32, Overlap> = index.overlaps(&wanted).into_iter().map(|o| (o.b, o)).collect();
        for d in list.iter().filter(|d| **d != hub) {
            let shared = if class(*d) == class(hub) {
                Some(whole(bodies.get(hub as usize).map_or(0, |b| b.len())))
            } else {
                known.get(&class(*d)).copied()
            };
            let to_hub = shared.and_then(|o| link(o, hub, *d, facts));
            out.extend(to_hub.or_else(|| best.get(d).copied()));
        }
    }
    out
}

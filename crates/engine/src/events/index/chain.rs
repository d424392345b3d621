//! Average link of a few articles among many, looking at no more of the others than it takes.
//!
//! Joining two clusters never makes them more like a third than the liker of the two was: the score of two clusters is a mean
//! over their pairs, and what is needed only rises with size. So two clusters that are each other's nearest can be joined at
//! once, whatever else is still to be joined (the nearest-neighbour chain of Benzécri and Juan), and a cluster to which nothing
//! is near enough will stay as it is. The cluster of one article is found by following nearest neighbours from it, and equals
//! the one that clustering everything would give.

use super::super::linkage::{Limits, Link};
use super::node::Nodes;
use rustc_hash::{FxHashMap, FxHashSet};
use std::cmp::Ordering;

struct Cluster {
    slots: Vec<u32>,
    size: u32,
    /// Other clusters that it has scored pairs with.
    near: Vec<(u32, Link)>,
}

/// Clusters as far as they were looked at. A cluster goes by the slot of its first node in the order of articles.
pub struct Chain<'a, T> {
    nodes: &'a Nodes<T>,
    limits: Limits,
    clusters: FxHashMap<u32, Cluster>,
    /// Into which cluster one that is no more went.
    joined: FxHashMap<u32, u32>,
    /// Clusters that stay as they are.
    done: FxHashSet<u32>,
}

impl<'a, T> Chain<'a, T> {
    /// Nothing clustered yet.
    pub fn new(nodes: &'a Nodes<T>, limits: Limits) -> Self {
        Chain {
            nodes,
            limits,
            clusters: FxHashMap::default(),
            joined: FxHashMap::default(),
            done: FxHashSet::default(),
        }
    }

    /// The final cluster of a node, or none if it was given before.
    pub fn follow(&mut self, slot: u32) -> Option<Vec<u32>> {
        if self.done.contains(&self.find(slot)) {
            return None;
        }
        let mut chain: Vec<u32> = Vec::new();
        loop {
            let top = match chain.last() {
                Some(top) => *top,
                None => {
                    let start = self.find(slot);
                    self.load(start);
                    chain.push(start);
                    start
                }
            };
            let Some(next) = self.nearest(top) else {
                chain.pop();
                if chain.is_empty() {
                    self.done.insert(top);
                    return self.clusters.get(&top).map(|c| c.slots.clone());
                }
                continue;
            };
            self.load(next);
            if chain.len() > 1 && chain.get(chain.len() - 2) == Some(&next) {
                chain.truncate(chain.len() - 2);
                self.join(top, next);
            } else {
                chain.push(next);
            }
        }
    }

    /// The cluster that a node is in.
    fn find(&self, slot: u32) -> u32 {
        let mut at = slot;
        while let Some(next) = self.joined.get(&at) {
            at = *next;
        }
        at
    }

    fn load(&mut self, slot: u32) {
        if self.clusters.contains_key(&slot) {
            return;
        }
        let Some(node) = self.nodes.get(slot) else { return };
        let mut near: Vec<(u32, Link)> = node
            .ties
            .iter()
            .map(|(other, tie)| (self.find(*other), tie.link))
            .filter(|(other, _)| !self.done.contains(other))
            .collect();
        near.sort_unstable_by_key(|n| n.0);
        near.dedup_by(|b, a| {
            let same = a.0 == b.0;
            if same {
                a.1.add(b.1);
            }
            same
        });
        let cluster = Cluster {
            slots: vec![slot],
            size: node.members.len() as u32,
            near,
        };
        self.clusters.insert(slot, cluster);
    }

    fn size(&self, slot: u32) -> u32 {
        match self.clusters.get(&slot) {
            Some(c) => c.size,
            None => self.nodes.get(slot).map_or(0, |n| n.members.len() as u32),
        }
    }

    fn order(&self, a: u32, b: u32) -> Ordering {
        let key = |slot: u32| self.nodes.get(slot).map(|n| &n.key);
        key(a).cmp(&key(b))
    }

    /// The nearest cluster that is near enough; of equals the first.
    fn nearest(&self, slot: u32) -> Option<u32> {
        let own = self.clusters.get(&slot)?;
        let mut best: Option<(f64, u32)> = None;
        let lowest = f64::from(self.limits.threshold);
        for &(other, link) in &own.near {
            // Were the other a single article and but few pairs scored, the mean would be this; most pairs are out at once.
            let at_most = link.mean_at_most(own.size);
            if at_most < best.map_or(lowest, |b| b.0) * 0.999 {
                continue;
            }
            let sizes = (own.size, self.size(other));
            let mean = link.mean(sizes);
            if mean < self.limits.needed(sizes) || sizes.1 == 0 {
                continue;
            }
            if best.is_none_or(|(m, o)| mean > m || (mean == m && self.order(other, o).is_lt())) {
                best = Some((mean, other));
            }
        }
        best.map(|b| b.1)
    }

    fn join(&mut self, a: u32, b: u32) {
        let (keep, gone) = if self.order(a, b).is_lt() { (a, b) } else { (b, a) };
        let (Some(theirs), Some(mut own)) = (self.clusters.remove(&gone), self.clusters.remove(&keep)) else {
            return;
        };
        self.joined.insert(gone, keep);
        own.slots.extend(theirs.slots);
        own.size += theirs.size;
        let mut both: Vec<(u32, Link)> = Vec::with_capacity(own.near.len() + theirs.near.len());
        let (mut x, mut y) = (own.near.iter().peekable(), theirs.near.iter().peekable());
        loop {
            let (c, link, changed) = match (x.peek(), y.peek()) {
                (Some(p), Some(q)) if p.0 == q.0 => {
                    let mut link = p.1;
                    link.add(q.1);
                    let c = p.0;
                    x.next();
                    y.next();
                    (c, link, true)
                }
                (Some(p), q) if q.is_none_or(|q| p.0 < q.0) => {
                    let (c, link) = **p;
                    x.next();
                    (c, link, false)
                }
                (_, Some(q)) => {
                    let (c, link) = **q;
                    y.next();
                    (c, link, true)
                }
                _ => break,
            };
            if c == keep || c == gone || self.done.contains(&c) {
                continue;
            }
            both.push((c, link));
            if let Some(back) = self.clusters.get_mut(&c).filter(|_| changed) {
                if let Ok(at) = back.near.binary_search_by_key(&gone, |l| l.0) {
                    back.near.remove(at);
                }
                match back.near.binary_search_by_key(&keep, |l| l.0) {
                    Ok(at) => {
                        if let Some(place) = back.near.get_mut(at) {
                            place.1 = link;
                        }
                    }
                    Err(at) => back.near.insert(at, (keep, link)),
                }
            }
        }
        own.near = both;
        self.clusters.insert(keep, own);
    }
}

//! Which articles are compared: each with those before it, in order of day and id, that share most of its telling terms.

use super::super::linkage::{self, Link};
use super::node::{Node, Tie};
use super::postings::{self, Shared};
use super::{Compared, EventIndex, Report};
use crate::model::ArticleId;
use rustc_hash::FxHasher;
use std::cmp::{Ordering, Reverse};
use std::hash::Hasher;

/// An article that another one is compared with.
#[derive(Debug, Clone, Copy)]
pub struct Near {
    /// What the two share.
    shared: u32,
    /// Hash of its id: which of two equals is the nearer, whoever came first.
    tie: u64,
    /// Its number.
    article: u32,
    /// Score of the pair, in parts.
    score: u32,
    /// Whether the pair is compared in any case.
    copied: bool,
}

impl Near {
    fn order(&self, other: &Near) -> Ordering {
        (Reverse(self.shared), self.tie, self.article).cmp(&(Reverse(other.shared), other.tie, other.article))
    }
}

/// A pair that is to be compared: the slot of the other article, whether the new article's list holds it, what is shared, and
/// which list.
pub struct Candidate {
    other: u32,
    ours: bool,
    shared: u32,
    list: usize,
}

/// Which of two equally near articles is the nearer, whoever came first.
pub fn hash(id: &ArticleId) -> u64 {
    let mut h = FxHasher::default();
    h.write(id.as_str().as_bytes());
    h.finish()
}

impl<T: Report> EventIndex<T> {
    /// Enters an article and finds the articles that it, or that are to be compared with it.
    pub(super) fn enter(&mut self, report: T, article: u32) -> (u32, Vec<Candidate>) {
        let terms = postings::terms(&report.keys());
        let found = self.postings.look_up(&terms, self.nodes.slots());
        let key = Self::key(&report);
        let when = report.when();
        let tie = hash(&key.id);
        let mut ours: [Vec<(u32, u32)>; 2] = Default::default();
        let mut out = Vec::new();
        for (slot, Shared { here, there }) in found {
            let Some(node) = self.nodes.get(slot) else { continue };
            let Some(other) = node.report.as_ref().filter(|_| !node.members.is_empty()) else {
                continue;
            };
            if node.when.gap(when) > self.bounds.window {
                continue;
            }
            let list = usize::from(report.foreign(other));
            if node.key < key {
                if let Some(own) = ours.get_mut(list) {
                    own.push((here, slot));
                }
            } else if self.has_room(node, list, there, tie) {
                out.push(Candidate {
                    other: slot,
                    ours: false,
                    shared: there,
                    list,
                });
            }
        }
        for (list, (own, most)) in ours.into_iter().zip(self.bounds.compared).enumerate() {
            out.extend(self.nearest(own, most).into_iter().map(|(shared, other)| Candidate {
                other,
                ours: true,
                shared,
                list,
            }));
        }
        let node = Node {
            report: Some(report),
            key,
            when,
            members: vec![article],
            ties: Vec::new(),
            near: Default::default(),
            terms: terms.iter().map(|t| t.0).collect(),
            event: u32::MAX,
        };
        let slot = self.nodes.put(node);
        self.postings.insert(slot, &terms);
        (slot, out)
    }

    /// The nearest of some nodes, given with what they share, nearest first.
    fn nearest(&self, mut all: Vec<(u32, u32)>, most: usize) -> Vec<(u32, u32)> {
        // Ids are looked at of those only that may be among them: there are thousands that share a term.
        if all.len() > most {
            let (_, last, _) = all.select_nth_unstable_by_key(most, |c| Reverse(c.0));
            let least = last.0;
            all.retain(|c| c.0 >= least);
        }
        let tie = |slot: u32| self.nodes.get(slot).map_or(0, |n| hash(&n.key.id));
        all.sort_by_cached_key(|(shared, slot)| (Reverse(*shared), tie(*slot), *slot));
        all.truncate(most);
        all
    }

    /// Whether an article that shares so much would be among the nearest of a node.
    fn has_room(&self, node: &Node<T>, list: usize, shared: u32, tie: u64) -> bool {
        let most = self.bounds.compared.get(list).copied().unwrap_or(0);
        let near = node.near.get(list).map(Vec::as_slice).unwrap_or_default();
        near.len() < most
            || near
                .last()
                .is_some_and(|n| (Reverse(shared), tie) < (Reverse(n.shared), n.tie))
    }

    /// Scores the pairs of a new article, and ties it to the others.
    pub(super) fn compare(&mut self, slot: u32, pairs: Vec<Candidate>, shared: &[(u32, f32)]) -> Vec<Compared> {
        let mut out = Vec::new();
        let copy_of = |other: u32| {
            let at = shared.binary_search_by_key(&other, |s| s.0).ok()?;
            shared.get(at).map(|s| s.1)
        };
        let mut scored: Vec<(u32, u32)> = Vec::new();
        for c in &pairs {
            let copy = copy_of(c.other);
            let Some(score) = self.score(slot, c.other, copy.unwrap_or(0.0), &mut out) else {
                continue;
            };
            scored.push((c.other, score));
            let (holder, held) = if c.ours { (slot, c.other) } else { (c.other, slot) };
            self.hold(holder, held, c, score, copy.is_some());
        }
        for (other, copy) in shared {
            if !pairs.iter().any(|c| c.other == *other)
                && let Some(score) = self.score(slot, *other, *copy, &mut out)
            {
                scored.push((*other, score));
            }
        }
        for (other, score) in scored {
            let tie = self.tie_of(score);
            self.nodes.tie(slot, other, tie);
        }
        out
    }

    fn score(&self, slot: u32, other: u32, copy: f32, out: &mut Vec<Compared>) -> Option<u32> {
        let (x, y) = (self.nodes.get(slot)?, self.nodes.get(other)?);
        // The one that stands first is asked: with floating point even a sum of two has a side.
        let (first, second) = if x.key < y.key { (x, y) } else { (y, x) };
        let probability = first.report.as_ref()?.similarity(second.report.as_ref()?, copy);
        out.push(Compared {
            a: *y.members.first()?,
            b: *x.members.first()?,
            probability,
            copy,
        });
        Some(linkage::parts(probability))
    }

    pub(super) fn tie_of(&self, score: u32) -> Tie {
        Tie {
            link: Link::of(score),
            strong: u32::from(self.bounds.limits.strong(score)),
        }
    }

    /// Puts an article on another's list; who falls off is no longer compared with it.
    fn hold(&mut self, holder: u32, held: u32, c: &Candidate, score: u32, copied: bool) {
        let most = self.bounds.compared.get(c.list).copied().unwrap_or(0);
        let Some((article, tie)) = self
            .nodes
            .get(held)
            .and_then(|n| Some((*n.members.first()?, hash(&n.key.id))))
        else {
            return;
        };
        let near = Near {
            shared: c.shared,
            tie,
            article,
            score,
            copied,
        };
        let Some(list) = self.nodes.get_mut(holder).and_then(|n| n.near.get_mut(c.list)) else {
            return;
        };
        let at = list.partition_point(|n| n.order(&near).is_lt());
        list.insert(at, near);
        let dropped = if list.len() > most { list.pop() } else { None };
        let Some(dropped) = dropped.filter(|d| !d.copied) else {
            return;
        };
        let tie = self.tie_of(dropped.score);
        if let Some(&other) = self.cluster_of.get(&dropped.article) {
            self.nodes.untie(holder, other, tie);
            self.dirty.push(holder);
            if tie.strong > 0 {
                self.dirty.push(other);
            }
        }
    }
}

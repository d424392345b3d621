//! What the window has passed: articles are put away with the event they are in. Where the event runs on, they become one
//! group that can still draw in others; where nothing more can come, the event is closed and forgotten.

use super::node::{Node, Tie};
use super::{Bounds, EventIndex, Report};
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::BTreeSet;

/// Days that an article may come late and still be compared with all of its window.
const LATE_DAYS: i32 = 1;

/// An event to which no article can come any more.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    /// Its number.
    pub event: u32,
    /// The numbers of its articles, sorted.
    pub members: Vec<u32>,
}

impl Bounds {
    /// Days for which an article is held after its last.
    pub fn kept_days(&self) -> i32 {
        self.window + LATE_DAYS
    }
}

impl<T: Report> EventIndex<T> {
    /// Says which day it is: articles that are too old to be compared with one of this day are put away. Gives the events that
    /// are closed, and the number of those that run on: they are looked at again with the next articles, a few with each.
    pub fn advance(&mut self, day: i32) -> (Vec<Closed>, usize) {
        if self.today.is_some_and(|today| today >= day) {
            return (Vec::new(), self.later.len());
        }
        self.recluster(None);
        self.today = Some(day);
        let kept = self.days.split_off(&day.saturating_sub(self.bounds.kept_days()));
        let mut old: Vec<u32> = std::mem::replace(&mut self.days, kept)
            .into_values()
            .flatten()
            .collect();
        let too_many = self.undated.len().saturating_sub(self.bounds.undated);
        old.extend(self.undated.drain(..too_many));
        let closed = self.put_away(&old);
        (closed, self.later.len())
    }

    fn put_away(&mut self, old: &[u32]) -> Vec<Closed> {
        let expired: FxHashSet<u32> = old.iter().copied().collect();
        let mut events: BTreeSet<u32> = BTreeSet::new();
        for slot in old.iter().chain(&self.groups) {
            events.extend(self.nodes.get(*slot).map(|n| n.event));
        }
        let mut closed = Vec::new();
        for event in events {
            let all = self.events.get(&event).cloned().unwrap_or_default();
            let held = |s: &u32| self.nodes.get(*s).is_some_and(|n| n.report.is_some()) && !expired.contains(s);
            let (stay, mut rest): (Vec<u32>, Vec<u32>) = all.iter().partition(|s| held(s));
            // What has no strong pair with an article that is held is in no event with one, and never will be.
            let grows = rest.iter().any(|s| self.can_grow(*s, &expired));
            if grows {
                rest = self.put_together(event, &rest);
                self.events.insert(event, rest.iter().chain(&stay).copied().collect());
            } else if let Some(c) = self.close(event, &rest) {
                if stay.is_empty() {
                    self.events.remove(&event);
                } else {
                    self.events.insert(event, stay);
                }
                closed.push(c);
            }
        }
        closed.sort_by(|a, b| a.members.cmp(&b.members));
        closed
    }

    /// Whether a strong pair ties a node to an article that is not put away.
    fn can_grow(&self, slot: u32, expired: &FxHashSet<u32>) -> bool {
        let ties = self.nodes.get(slot).map(|n| n.ties.as_slice()).unwrap_or_default();
        ties.iter().any(|(other, tie)| {
            let held = |n: &Node<T>| n.report.is_some() && !n.members.is_empty() && !expired.contains(other);
            tie.strong > 0 && self.nodes.get(*other).is_some_and(held)
        })
    }

    /// Forgets an event.
    fn close(&mut self, event: u32, slots: &[u32]) -> Option<Closed> {
        let mut members = Vec::new();
        for slot in slots {
            members.extend(self.leave(*slot));
        }
        for m in &members {
            self.cluster_of.remove(m);
        }
        members.sort_unstable();
        (!members.is_empty()).then_some(Closed { event, members })
    }

    /// Takes the articles of a node away; what is left of it is taken out with the next articles.
    fn leave(&mut self, slot: u32) -> Vec<u32> {
        let Some(node) = self.nodes.get_mut(slot) else {
            return Vec::new();
        };
        let members = std::mem::take(&mut node.members);
        if node.report.is_some() {
            let known = self.ids.get(&node.key.id).copied();
            if known.is_some_and(|k| members.contains(&k)) {
                self.ids.remove(&node.key.id);
            }
            self.gone.push_back(slot);
        } else {
            self.groups.remove(&slot);
            self.nodes.remove(slot);
        }
        members
    }

    /// Makes one group of the articles of an event that are put away; gives its slot.
    fn put_together(&mut self, event: u32, slots: &[u32]) -> Vec<u32> {
        if let [single] = slots
            && self.nodes.get(*single).is_some_and(|n| n.report.is_none())
        {
            return slots.to_vec();
        }
        let inside: FxHashSet<u32> = slots.iter().copied().collect();
        let mut ties: FxHashMap<u32, Tie> = FxHashMap::default();
        let mut first: Option<(_, _)> = None;
        let mut members = Vec::new();
        for slot in slots {
            let Some(node) = self.nodes.get_mut(*slot) else {
                continue;
            };
            if first.as_ref().is_none_or(|(key, _)| node.key < *key) {
                first = Some((node.key.clone(), node.when));
            }
            for (other, tie) in std::mem::take(&mut node.ties) {
                if let Some(o) = self.nodes.get_mut(other) {
                    o.cut(*slot);
                }
                if !inside.contains(&other) {
                    let sum = ties.entry(other).or_default();
                    sum.link.add(tie.link);
                    sum.strong += tie.strong;
                }
            }
            members.extend(self.leave(*slot));
        }
        let Some((key, when)) = first else { return Vec::new() };
        members.sort_unstable();
        let group = self.nodes.put(Node {
            report: None,
            key,
            when,
            members: members.clone(),
            ties: Vec::new(),
            near: Default::default(),
            terms: Vec::new(),
            event,
        });
        for m in members {
            self.cluster_of.insert(m, group);
        }
        self.groups.insert(group);
        for (other, tie) in ties {
            self.nodes.tie(group, other, tie);
        }
        self.later.push_back(group);
        vec![group]
    }
}

//! Events made again: those of the articles whose pairs changed, those that lose an article by it, and no others.

use super::super::linkage::Link;
use super::chain::Chain;
use super::{EventIndex, Report};
use rustc_hash::FxHashSet;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// What happened to an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum StepKind {
    /// The article opened it.
    Opened,
    /// The article joined it.
    Joined,
    /// Another event became part of it.
    Merged,
    /// It was parted from another event.
    Split,
}

/// One thing that happened, with its reason.
#[derive(Debug, Clone, PartialEq)]
pub struct Step {
    /// What.
    pub kind: StepKind,
    /// The event.
    pub event: u32,
    /// The event that is no more after a merge, or that it was part of before a split.
    pub other: Option<u32>,
    /// Why, for people.
    pub why: String,
}

/// Mark of a node without an event.
const NONE: u32 = u32::MAX;

impl<T: Report> EventIndex<T> {
    /// Makes the events of everything again whose pairs changed; with the number of a new article it says what happened,
    /// and leaves for later what a day's turn left.
    ///
    /// Of an event that loses an article to another one all are looked at again, and so on. What is left then is whole events
    /// that none of these articles is in, and they stay as they are.
    pub fn recluster(&mut self, newest: Option<u32>) -> Vec<Step> {
        let mut steps = Vec::new();
        let mut work = std::mem::take(&mut self.dirty);
        if newest.is_none() {
            work.extend(self.later.drain(..));
        }
        if work.is_empty() {
            return steps;
        }
        work.reverse();
        let mut all: Vec<u32> = Vec::new();
        let mut groups: Vec<Vec<usize>> = Vec::new();
        let mut touched: FxHashSet<u32> = FxHashSet::default();
        let mut chain = Chain::new(&self.nodes, self.bounds.limits);
        while let Some(slot) = work.pop() {
            if self.nodes.get(slot).is_none_or(|n| n.members.is_empty()) {
                continue;
            }
            let Some(mut group) = chain.follow(slot) else { continue };
            group.sort_by_cached_key(|s| self.nodes.get(*s).map(|n| n.key.clone()));
            for s in &group {
                let event = self.nodes.get(*s).map_or(NONE, |n| n.event);
                if event != NONE && touched.insert(event) {
                    work.extend(self.events.get(&event).into_iter().flatten());
                }
            }
            groups.push((all.len()..all.len() + group.len()).collect());
            all.extend(group);
        }
        let before: Vec<u32> = all
            .iter()
            .map(|s| self.nodes.get(*s).map_or(NONE, |n| n.event))
            .collect();
        let numbers = self.number(&all, &groups, &before);
        for event in &touched {
            self.events.remove(event);
        }
        for (group, event) in groups.iter().zip(&numbers) {
            let slots = group.iter().filter_map(|place| all.get(*place).copied()).collect();
            self.events.insert(*event, slots);
            for place in group {
                if let Some(n) = all.get(*place).and_then(|s| self.nodes.get_mut(*s)) {
                    n.event = *event;
                }
            }
        }
        if let Some(article) = newest {
            let told = Told {
                index: self,
                all: &all,
                groups: &groups,
                before: &before,
                numbers: &numbers,
            };
            told.steps(article, &mut steps);
        }
        steps
    }

    /// Numbers of the events that groups are: each keeps the number under which most of its articles were known, if no group
    /// has more of that event.
    fn number(&mut self, all: &[u32], groups: &[Vec<usize>], before: &[u32]) -> Vec<u32> {
        let mut shares: BTreeMap<(usize, u32), usize> = BTreeMap::new();
        for (g, group) in groups.iter().enumerate() {
            for place in group {
                let size = all
                    .get(*place)
                    .and_then(|s| self.nodes.get(*s))
                    .map_or(0, |n| n.members.len());
                if let Some(old) = before.get(*place).filter(|o| **o != NONE) {
                    *shares.entry((g, *old)).or_default() += size;
                }
            }
        }
        let mut order: Vec<(Reverse<usize>, u32, usize)> =
            shares.into_iter().map(|((g, old), n)| (Reverse(n), old, g)).collect();
        order.sort_unstable();
        let mut numbers = vec![NONE; groups.len()];
        let mut used: FxHashSet<u32> = FxHashSet::default();
        for (_, old, g) in order {
            if let Some(slot) = numbers.get_mut(g).filter(|s| **s == NONE)
                && used.insert(old)
            {
                *slot = old;
            }
        }
        for slot in numbers.iter_mut().filter(|s| **s == NONE) {
            *slot = self.next_event;
            self.next_event += 1;
        }
        numbers
    }

    /// What is known of two sets of nodes, and how many articles they have.
    fn between(&self, a: &[u32], b: &[u32]) -> (Link, (u32, u32)) {
        let set: FxHashSet<u32> = b.iter().copied().collect();
        let mut link = Link::default();
        for x in a {
            let ties = self.nodes.get(*x).map(|n| n.ties.as_slice()).unwrap_or_default();
            for (_, tie) in ties.iter().filter(|t| set.contains(&t.0)) {
                link.add(tie.link);
            }
        }
        let size = |list: &[u32]| -> u32 {
            list.iter()
                .filter_map(|s| self.nodes.get(*s))
                .map(|n| n.members.len() as u32)
                .sum()
        };
        (link, (size(a), size(b)))
    }
}

/// What regrouping did, to be told.
struct Told<'a, T> {
    index: &'a EventIndex<T>,
    all: &'a [u32],
    groups: &'a [Vec<usize>],
    before: &'a [u32],
    numbers: &'a [u32],
}

impl<T: Report> Told<'_, T> {
    fn steps(&self, article: u32, steps: &mut Vec<Step>) {
        let newest = self.index.cluster_of.get(&article).copied();
        let new_place = self.all.iter().position(|s| Some(*s) == newest);
        let mut parts: BTreeMap<u32, Vec<(usize, u32)>> = BTreeMap::new();
        for (g, (group, event)) in self.groups.iter().zip(self.numbers).enumerate() {
            let olds: BTreeSet<u32> = group.iter().filter_map(|p| self.before.get(*p).copied()).collect();
            let has_new = new_place.is_some_and(|p| group.contains(&p));
            if has_new {
                steps.push(self.arrival(newest.unwrap_or(NONE), group, *event, olds.iter().all(|o| *o == NONE)));
            }
            for old in olds.into_iter().filter(|o| *o != NONE) {
                parts.entry(old).or_default().push((g, *event));
                if old != *event && self.numbers.iter().all(|n| *n != old) {
                    steps.push(self.merge(group, old, *event));
                }
            }
        }
        for (old, list) in parts.into_iter().filter(|p| p.1.len() > 1) {
            let Some(main) = list.iter().find(|p| p.1 == old).or(list.first()) else {
                continue;
            };
            for part in list.iter().filter(|p| *p != main) {
                steps.push(self.split(main.0, part.0, old, part.1));
            }
        }
    }

    fn slots(&self, group: &[usize]) -> Vec<u32> {
        group.iter().filter_map(|p| self.all.get(*p).copied()).collect()
    }

    fn id(&self, slot: u32) -> &str {
        self.index.nodes.get(slot).map_or("", |n| n.key.id.as_str())
    }

    fn needed(&self, sizes: (u32, u32)) -> f64 {
        self.index.bounds.limits.needed(sizes)
    }

    /// A new article: whom it is closest to, and how close to the whole event.
    fn arrival(&self, slot: u32, group: &[usize], event: u32, opened: bool) -> Step {
        let id = self.id(slot);
        let others: Vec<u32> = self.slots(group).into_iter().filter(|s| *s != slot).collect();
        let ties = self
            .index
            .nodes
            .get(slot)
            .map(|n| n.ties.as_slice())
            .unwrap_or_default();
        let closest = ties
            .iter()
            .filter(|t| opened || others.contains(&t.0))
            .map(|(s, t)| (t.link.mean((1, t.link.scored.max(1))), Reverse(self.id(*s)), *s))
            .max_by(|a, b| a.0.total_cmp(&b.0).then(a.1.cmp(&b.1)));
        let Some((score, _, near)) = closest else {
            let why = if opened {
                format!("{id} opens an event: no report in the window shares its telling words.")
            } else {
                format!("{id} joined through other reports of the same event.")
            };
            let kind = if opened { StepKind::Opened } else { StepKind::Joined };
            return Step {
                kind,
                event,
                other: None,
                why,
            };
        };
        let near_event = self.index.nodes.get(near).map(|n| n.event);
        let rivals: Vec<u32> = if opened {
            let of = |s: &u32| self.index.nodes.get(*s).map(|n| n.event);
            let same: Vec<u32> = self
                .all
                .iter()
                .copied()
                .filter(|s| *s != slot && of(s) == near_event)
                .collect();
            if same.is_empty() { vec![near] } else { same }
        } else {
            others
        };
        let (link, sizes) = self.index.between(&[slot], &rivals);
        let (mean, needed) = (link.mean(sizes), self.needed(sizes));
        let near = self.id(near);
        let why = match (opened, sizes.1) {
            (true, 0 | 1) => {
                format!("{id} opens an event: the closest report is {near} ({score:.2}; {needed:.2} is needed).")
            }
            (true, n) => format!(
                "{id} opens an event: the closest report is {near} ({score:.2}), but over the {n} reports of its event the mean is {mean:.2} and {needed:.2} is needed."
            ),
            (false, 0 | 1) => format!("{id} joined {near} (score {score:.2}; {needed:.2} is needed)."),
            (false, n) => format!(
                "{id} joined {near} (score {score:.2}); over the {n} reports of the event the mean is {mean:.2}."
            ),
        };
        let kind = if opened { StepKind::Opened } else { StepKind::Joined };
        Step {
            kind,
            event,
            other: None,
            why,
        }
    }

    /// An event that became part of another: what ties it to the rest.
    fn merge(&self, group: &[usize], old: u32, event: u32) -> Step {
        let (part, rest): (Vec<usize>, Vec<usize>) = group.iter().partition(|p| self.before.get(**p) == Some(&old));
        let (part, rest) = (self.slots(&part), self.slots(&rest));
        let (link, sizes) = self.index.between(&part, &rest);
        let name = |list: &[u32]| list.first().map_or("", |s| self.id(*s)).to_string();
        let why = format!(
            "the event of {} is one with that of {}: the mean between them is {:.2} over {} compared pairs.",
            name(&part),
            name(&rest),
            link.mean(sizes),
            link.scored
        );
        Step {
            kind: StepKind::Merged,
            event,
            other: Some(old),
            why,
        }
    }

    /// A part of an event that is an event of its own now: how little ties it to the rest.
    fn split(&self, main: usize, part: usize, old: u32, event: u32) -> Step {
        let of = |g: usize| self.groups.get(g).map(|list| self.slots(list)).unwrap_or_default();
        let (main, part) = (of(main), of(part));
        let (link, sizes) = self.index.between(&part, &main);
        let name = |list: &[u32]| list.first().map_or("", |s| self.id(*s)).to_string();
        let why = format!(
            "{} was parted from the event of {}: the mean between the two is {:.2} over {} compared pairs, and {:.2} is needed.",
            name(&part),
            name(&main),
            link.mean(sizes),
            link.scored,
            self.needed(sizes)
        );
        Step {
            kind: StepKind::Split,
            event,
            other: Some(old),
            why,
        }
    }
}

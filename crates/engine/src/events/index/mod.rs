//! Events while pages come in, one at a time.
//!
//! The index holds the articles of the last days, the pairs of them that are worth comparing with their scores, and the events
//! they make up. What it holds depends on the articles alone and not on the order in which those of one day came:
//!
//! - which pairs are compared is a matter of the two articles and of the articles before the later one in order of day and id
//!   (`near`); who comes late takes its place in the lists of those behind it;
//! - scores look at the two articles only, and sums of scores are whole numbers (`linkage`);
//! - events are made again, by average link, of the articles that changed and of those events alone that lose or win by it
//!   (`chain`, `regroup`): the rest is provably as if everything had been clustered anew;
//! - a day is put away only when the window has passed it (`window`): its articles keep their event, and what runs on goes on
//!   from there.
//!
//! [`cluster`](super::cluster) feeds this index in order of time, so the batch result is the online result.

mod chain;
mod entry;
mod known;
mod near;
mod node;
mod postings;
mod regroup;
#[cfg(test)]
mod tests;
mod window;

pub use entry::Entry;
pub use near::hash as tie;
pub use postings::terms;
pub use regroup::{Step, StepKind};
pub use window::Closed;

use super::linkage;
use crate::model::{ArticleId, DayRange};
use node::{Key, Nodes};
use postings::Postings;
use rustc_hash::FxHashMap;
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// One article as the index sees it.
pub trait Report {
    /// Its id.
    fn id(&self) -> &ArticleId;
    /// When it was published.
    fn when(&self) -> DayRange;
    /// Whether it is told in another language than the other one.
    fn foreign(&self, other: &Self) -> bool;
    /// Its telling terms with their weights: what it shares of them with another makes the two worth comparing.
    fn keys(&self) -> Vec<(u32, f32)>;
    /// How likely both report the same happening, 0 to 1. It does not matter which of the two is asked. `copy` is the
    /// share of the shorter text that is copied.
    fn similarity(&self, other: &Self, copy: f32) -> f32;
}

/// What the index holds and when it joins.
#[derive(Debug, Clone, Copy)]
pub struct Bounds {
    /// When groups of reports are one event.
    pub limits: linkage::Limits,
    /// Days between two reports that are compared.
    pub window: i32,
    /// Undated articles that are kept, the latest to come; they are compared with all that is held.
    pub undated: usize,
    /// Articles that each is compared with: in its own language, in others.
    pub compared: [usize; 2],
}

/// What one more article changed.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Number of the article, counted in order of arrival.
    pub article: u32,
    /// The event that it is in.
    pub event: u32,
    /// What happened, each with its reason.
    pub steps: Vec<Step>,
}

/// A pair of articles that was compared.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Compared {
    /// The article that came first.
    pub a: u32,
    /// The other.
    pub b: u32,
    /// How likely they report the same happening.
    pub probability: f32,
    /// Share of copied text.
    pub copy: f32,
}

/// Events while pages come in.
pub struct EventIndex<T> {
    bounds: Bounds,
    nodes: Nodes<T>,
    postings: Postings,
    /// Node of each article that is held, alone or with others.
    cluster_of: FxHashMap<u32, u32>,
    /// Number of each article that is held alone.
    ids: FxHashMap<ArticleId, u32>,
    /// Nodes of each event.
    events: FxHashMap<u32, Vec<u32>>,
    /// Nodes that are groups of articles that were put away.
    groups: BTreeSet<u32>,
    /// Nodes of dated articles by their last day.
    days: BTreeMap<i32, Vec<u32>>,
    /// Nodes of undated articles in order of arrival.
    undated: VecDeque<u32>,
    /// Nodes to be taken out of the index, a few with each article.
    gone: VecDeque<u32>,
    /// Nodes whose pairs changed since events were last made.
    dirty: Vec<u32>,
    /// Groups that were put away and whose events have not been made again since.
    later: VecDeque<u32>,
    /// Number of the next article.
    next: u32,
    /// Number of the next event.
    next_event: u32,
    /// The day that the stream has reached.
    today: Option<i32>,
}

/// Groups whose events are made again with each article that comes in: events are a matter of the pairs alone, so it does
/// not matter when.
const LOOKED_AT: usize = 4;

/// Nodes that are taken out with each article that comes in, at least.
const TAKEN_OUT: usize = 2;

impl<T: Report> EventIndex<T> {
    /// An empty index.
    pub fn new(bounds: Bounds) -> EventIndex<T> {
        EventIndex {
            bounds,
            nodes: Nodes::default(),
            postings: Postings::default(),
            cluster_of: FxHashMap::default(),
            ids: FxHashMap::default(),
            events: FxHashMap::default(),
            groups: BTreeSet::new(),
            days: BTreeMap::new(),
            undated: VecDeque::new(),
            gone: VecDeque::new(),
            dirty: Vec::new(),
            later: VecDeque::new(),
            next: 0,
            next_event: 0,
            today: None,
        }
    }

    /// One more article, with the articles that it shares copy with and how much of the shorter text: says what it changed.
    pub fn add(&mut self, report: T, copies: &[(ArticleId, f32)]) -> Change {
        let (article, _) = self.insert(report, copies);
        let some = LOOKED_AT.min(self.later.len());
        self.dirty.extend(self.later.drain(..some));
        let steps = self.recluster(Some(article));
        Change {
            article,
            event: self.event_of(article).unwrap_or_default(),
            steps,
        }
    }

    /// The same without making events again: for many articles of one day, before [`recluster`](Self::recluster). Gives the number
    /// of the article and the pairs that were compared.
    pub fn insert(&mut self, report: T, copies: &[(ArticleId, f32)]) -> (u32, Vec<Compared>) {
        self.take_out();
        let article = self.next;
        self.next += 1;
        let id = report.id().clone();
        let when = report.when();
        let (slot, pairs) = self.enter(report, article);
        let mut shared: Vec<(u32, f32)> = copies
            .iter()
            .filter_map(|(other, share)| {
                let at = *self.cluster_of.get(self.ids.get(other)?)?;
                let within = self.nodes.get(at)?.when.gap(when) <= self.bounds.window;
                (within && at != slot).then_some((at, *share))
            })
            .collect();
        shared.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
        shared.dedup_by_key(|s| s.0);
        let compared = self.compare(slot, pairs, &shared);
        self.assign(article, slot, id, when);
        (article, compared)
    }

    /// Notes where an article is.
    fn assign(&mut self, article: u32, slot: u32, id: ArticleId, when: DayRange) {
        self.cluster_of.insert(article, slot);
        self.ids.insert(id, article);
        if when.is_dated() {
            self.days.entry(when.hi).or_default().push(slot);
        } else {
            self.undated.push_back(slot);
        }
        self.dirty.push(slot);
    }

    /// The event that an article is in, if it is still held.
    pub fn event_of(&self, article: u32) -> Option<u32> {
        self.nodes.get(*self.cluster_of.get(&article)?).map(|n| n.event)
    }

    /// Number of articles that are held alone, and of groups of articles that are put away but still run on.
    pub fn held(&self) -> (usize, usize) {
        let groups = self
            .nodes
            .iter()
            .filter(|n| n.report.is_none() && !n.members.is_empty());
        (self.ids.len(), groups.count())
    }

    /// The events that are held, each with the numbers of its articles, sorted. [`recluster`](Self::recluster) brings them up to date
    /// after a day has begun.
    pub fn events(&self) -> Vec<Vec<u32>> {
        let mut of: BTreeMap<u32, Vec<u32>> = BTreeMap::new();
        for (article, slot) in &self.cluster_of {
            if let Some(n) = self.nodes.get(*slot) {
                of.entry(n.event).or_default().push(*article);
            }
        }
        let mut out: Vec<Vec<u32>> = of.into_values().collect();
        out.iter_mut().for_each(|e| e.sort_unstable());
        out.sort();
        out
    }

    /// Takes a few of the articles that were put away out of the lists.
    fn take_out(&mut self) {
        let n = TAKEN_OUT.max(self.gone.len() / 512);
        for slot in self.gone.drain(..n.min(self.gone.len())).collect::<Vec<u32>>() {
            let Some(node) = self.nodes.remove(slot) else { continue };
            self.postings.remove(slot, &node.terms);
            for article in node.members {
                self.cluster_of.remove(&article);
            }
        }
    }

    /// The place of an article in the order in which articles are compared: dated ones by day, undated ones behind them.
    fn key(report: &T) -> Key {
        let when = report.when();
        let undated = !when.is_dated();
        Key {
            undated,
            day: if undated { 0 } else { when.lo },
            id: report.id().clone(),
        }
    }
}

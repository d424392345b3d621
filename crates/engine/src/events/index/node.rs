//! What the index holds: articles, and groups of articles of one event that were put away.

use super::super::linkage::Link;
use super::near::Near;
use crate::model::{ArticleId, DayRange};

/// Place in the order of articles; a group has that of its first article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Key {
    /// Undated articles stand behind all dated ones.
    pub undated: bool,
    /// Day from 1970.
    pub day: i32,
    /// Id of the article.
    pub id: ArticleId,
}

/// What two nodes have in common.
#[derive(Debug, Clone, Copy, Default)]
pub struct Tie {
    /// Sum and number of the scored pairs.
    pub link: Link,
    /// How many of them could hold two things together.
    pub strong: u32,
}

/// An article, or a group of articles that was put away.
#[derive(Debug)]
pub struct Node<T> {
    /// The article; none for a group.
    pub report: Option<T>,
    /// Its place in the order.
    pub key: Key,
    /// When it was published; of a group, when its first article was.
    pub when: DayRange,
    /// The numbers of its articles; none if it only waits to be taken out.
    pub members: Vec<u32>,
    /// Ties with other nodes, by their slot.
    pub ties: Vec<(u32, Tie)>,
    /// What it is compared with: in its own language, in others; the nearest first.
    pub near: [Vec<Near>; 2],
    /// The terms under which it is found.
    pub terms: Vec<u32>,
    /// Its event; `u32::MAX` before it has one.
    pub event: u32,
}

impl<T> Node<T> {
    /// Adds scored pairs with another node.
    pub fn tie(&mut self, slot: u32, tie: Tie) {
        match self.ties.binary_search_by_key(&slot, |t| t.0) {
            Ok(at) => {
                if let Some((_, own)) = self.ties.get_mut(at) {
                    own.link.add(tie.link);
                    own.strong += tie.strong;
                }
            }
            Err(at) => self.ties.insert(at, (slot, tie)),
        }
    }

    /// Takes scored pairs with another node back.
    pub fn untie(&mut self, slot: u32, tie: Tie) {
        let Ok(at) = self.ties.binary_search_by_key(&slot, |t| t.0) else {
            return;
        };
        let Some((_, own)) = self.ties.get_mut(at) else { return };
        own.link.sum = own.link.sum.saturating_sub(tie.link.sum);
        own.link.scored = own.link.scored.saturating_sub(tie.link.scored);
        own.strong = own.strong.saturating_sub(tie.strong);
        if own.link.scored == 0 {
            self.ties.remove(at);
        }
    }

    /// The tie with another node, which is cut.
    pub fn cut(&mut self, slot: u32) -> Option<Tie> {
        let at = self.ties.binary_search_by_key(&slot, |t| t.0).ok()?;
        Some(self.ties.remove(at).1)
    }
}

/// All nodes; places of removed ones are used again.
#[derive(Debug)]
pub struct Nodes<T> {
    list: Vec<Option<Node<T>>>,
    free: Vec<u32>,
}

impl<T> Default for Nodes<T> {
    fn default() -> Self {
        Nodes {
            list: Vec::new(),
            free: Vec::new(),
        }
    }
}

impl<T> Nodes<T> {
    /// The node in a slot.
    pub fn get(&self, slot: u32) -> Option<&Node<T>> {
        self.list.get(slot as usize)?.as_ref()
    }

    /// The node in a slot, to be changed.
    pub fn get_mut(&mut self, slot: u32) -> Option<&mut Node<T>> {
        self.list.get_mut(slot as usize)?.as_mut()
    }

    /// All nodes.
    pub fn iter(&self) -> impl Iterator<Item = &Node<T>> {
        self.list.iter().flatten()
    }

    /// Number of slots, used or free.
    pub fn slots(&self) -> usize {
        self.list.len()
    }

    /// Puts a node into a free slot.
    pub fn put(&mut self, node: Node<T>) -> u32 {
        if let Some(slot) = self.free.pop()
            && let Some(place) = self.list.get_mut(slot as usize)
        {
            *place = Some(node);
            return slot;
        }
        self.list.push(Some(node));
        (self.list.len() - 1) as u32
    }

    /// Takes a node out with all its ties.
    pub fn remove(&mut self, slot: u32) -> Option<Node<T>> {
        let node = self.list.get_mut(slot as usize)?.take()?;
        self.free.push(slot);
        for (other, _) in &node.ties {
            if let Some(o) = self.get_mut(*other) {
                o.cut(slot);
            }
        }
        Some(node)
    }

    /// Adds scored pairs between two nodes.
    pub fn tie(&mut self, a: u32, b: u32, tie: Tie) {
        for (x, y) in [(a, b), (b, a)] {
            if let Some(n) = self.get_mut(x) {
                n.tie(y, tie);
            }
        }
    }

    /// Takes scored pairs between two nodes back.
    pub fn untie(&mut self, a: u32, b: u32, tie: Tie) {
        for (x, y) in [(a, b), (b, a)] {
            if let Some(n) = self.get_mut(x) {
                n.untie(y, tie);
            }
        }
    }
}

//! Articles of which it is known what they are compared with: nothing is looked up, nothing is scored.

use super::node::Node;
use super::{EventIndex, Report};

impl<T: Report> EventIndex<T> {
    /// One more article with the numbers of those that it is compared with and their scores in parts; events are not made
    /// again. It is not found by articles that are looked up. Gives its number.
    pub fn insert_known(&mut self, report: T, pairs: &[(u32, u32)]) -> u32 {
        self.take_out();
        let article = self.next;
        self.next += 1;
        let (id, when, key) = (report.id().clone(), report.when(), Self::key(&report));
        let slot = self.nodes.put(Node {
            report: Some(report),
            key,
            when,
            members: vec![article],
            ties: Vec::new(),
            near: Default::default(),
            terms: Vec::new(),
            event: u32::MAX,
        });
        for (other, score) in pairs {
            if let Some(&at) = self.cluster_of.get(other) {
                let tie = self.tie_of(*score);
                self.nodes.tie(slot, at, tie);
            }
        }
        self.assign(article, slot, id, when);
        article
    }

    /// Two articles are no longer compared.
    pub fn forget_pair(&mut self, a: u32, b: u32, score: u32) {
        if let (Some(&x), Some(&y)) = (self.cluster_of.get(&a), self.cluster_of.get(&b)) {
            let tie = self.tie_of(score);
            self.nodes.untie(x, y, tie);
            self.dirty.push(x);
            if tie.strong > 0 {
                self.dirty.push(y);
            }
        }
    }
}

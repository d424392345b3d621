//! The inverted index: which articles hold a term, with what weight.

use rustc_hash::FxHashMap;
use std::cmp::Reverse;

/// Parts of a weight of 1: weights are added up as whole numbers, so that their order does not matter.
const WHOLE: f32 = 65_536.0;

/// A weight as whole parts.
pub fn parts(weight: f32) -> u32 {
    (weight.clamp(0.0, 1000.0) * WHOLE).round() as u32
}

/// Telling terms as they are looked up: each once, sorted, with its weight in parts.
pub fn terms(keys: &[(u32, f32)]) -> Vec<(u32, u32)> {
    let mut terms: Vec<(u32, u32)> = keys.iter().map(|(t, w)| (*t, parts(*w))).collect();
    terms.retain(|t| t.1 > 0);
    terms.sort_unstable_by_key(|t| (t.0, Reverse(t.1)));
    terms.dedup_by_key(|t| t.0);
    terms
}

/// What an article shares with another: weights of shared terms in the one, and in the other.
#[derive(Debug, Clone, Copy, Default)]
pub struct Shared {
    /// In the article that is looked up.
    pub here: u32,
    /// In the article that is found.
    pub there: u32,
}

/// Articles by term.
#[derive(Debug, Default)]
pub struct Postings {
    lists: FxHashMap<u32, Vec<(u32, u32)>>,
    /// Sums by slot while one article is looked up; all 0 in between.
    sums: Vec<Shared>,
}

impl Postings {
    /// The slots that share terms, with what they share, by slot.
    pub fn look_up(&mut self, terms: &[(u32, u32)], slots: usize) -> Vec<(u32, Shared)> {
        self.sums.resize(slots.max(self.sums.len()), Shared::default());
        let mut found: Vec<u32> = Vec::new();
        for (term, weight) in terms {
            for (slot, theirs) in self.lists.get(term).into_iter().flatten() {
                let Some(sum) = self.sums.get_mut(*slot as usize) else {
                    continue;
                };
                if sum.here == 0 {
                    found.push(*slot);
                }
                sum.here = sum.here.saturating_add(*weight);
                sum.there = sum.there.saturating_add(*theirs);
            }
        }
        found.sort_unstable();
        found
            .into_iter()
            .filter_map(|slot| Some((slot, std::mem::take(self.sums.get_mut(slot as usize)?))))
            .collect()
    }

    /// Enters an article.
    pub fn insert(&mut self, slot: u32, terms: &[(u32, u32)]) {
        for (term, weight) in terms {
            self.lists.entry(*term).or_default().push((slot, *weight));
        }
    }

    /// Takes an article out.
    pub fn remove(&mut self, slot: u32, terms: &[u32]) {
        for term in terms {
            let Some(list) = self.lists.get_mut(term) else { continue };
            if let Some(at) = list.iter().position(|p| p.0 == slot) {
                list.swap_remove(at);
            }
            if list.is_empty() {
                self.lists.remove(term);
            }
        }
    }
}

//! One text printed by very many outlets: one article stands for all of them while articles are grouped.
//!
//! An article is compared with its nearest neighbours only, so a text that hundreds print fills every list with itself,
//! and average linkage over the few pairs that are scored cannot hold hundreds together. Where more than
//! [`FULL_GROUP`] articles are one text, the first of each two days is grouped, and the others join it.

use super::ScoredPair;
use super::score::SURE_COPY;
use crate::copies::{FULL_GROUP, Groups};
use crate::model::{ArticleId, CopyPair, CopyRelation, DayRange};
use rustc_hash::FxHashMap;

/// Containment from which two texts are one if neither has a sentence that the other lacks.
const SAME: f64 = 0.8;

/// Days between an article and the one that stands for it: within them a copy is a report of the same event.
const DAYS: i32 = 2;

/// For each article the place of the one that stands for it; its own for most.
pub struct NearDuplicates {
    representative: Vec<u32>,
    any: bool,
}

impl NearDuplicates {
    /// The near-duplicates among some articles, given in order of their ids with the day of each.
    pub fn of<'a>(articles: impl Iterator<Item = (&'a ArticleId, DayRange)>, copies: &[CopyPair]) -> NearDuplicates {
        let (ids, whens): (Vec<&ArticleId>, Vec<DayRange>) = articles.unzip();
        let mut out = NearDuplicates {
            representative: (0..ids.len() as u32).collect(),
            any: false,
        };
        let same: Vec<&CopyPair> = copies.iter().filter(|c| is_one_text(c)).collect();
        if same.len() < FULL_GROUP {
            return out;
        }
        let at: FxHashMap<&ArticleId, u32> = ids.iter().copied().zip(0..).collect();
        let mut sets = Groups::new(ids.len());
        for c in same {
            if let (Some(&a), Some(&b)) = (at.get(&c.a), at.get(&c.b)) {
                sets.join(a as usize, b as usize);
            }
        }
        let mut texts: FxHashMap<usize, Vec<u32>> = FxHashMap::default();
        for i in 0..ids.len() as u32 {
            texts.entry(sets.root(i as usize)).or_default().push(i);
        }
        let when = |i: u32| whens.get(i as usize).copied();
        let order = |i: u32| when(i).map(|w| (!w.is_dated(), if w.is_dated() { w.lo } else { 0 }, i));
        for mut text in texts.into_values().filter(|t| t.len() > FULL_GROUP) {
            text.sort_by_key(|i| order(*i));
            let mut representative: Option<u32> = None;
            for i in text {
                let near = |l: &u32| when(*l).zip(when(i)).is_some_and(|(x, y)| x.gap(y) <= DAYS);
                match representative.filter(near) {
                    Some(l) => {
                        out.any = true;
                        if let Some(slot) = out.representative.get_mut(i as usize) {
                            *slot = l;
                        }
                    }
                    None => representative = Some(i),
                }
            }
        }
        out
    }

    /// Whether another article stands for this one.
    pub fn is_duplicate(&self, i: usize) -> bool {
        self.representative.get(i).is_some_and(|l| *l as usize != i)
    }

    /// Puts near-duplicates into the groups of those that stand for them, with a sure pair each. Groups and pairs come
    /// and go sorted, pairs by places.
    pub fn rejoin(&self, groups: &mut Vec<Vec<usize>>, pairs: &mut Vec<ScoredPair>) {
        if !self.any {
            return;
        }
        groups.iter_mut().for_each(|g| g.retain(|i| !self.is_duplicate(*i)));
        groups.retain(|g| !g.is_empty());
        let mut home: FxHashMap<usize, usize> = FxHashMap::default();
        for (g, members) in groups.iter().enumerate() {
            home.extend(members.iter().map(|i| (*i, g)));
        }
        for (i, representative) in self
            .representative
            .iter()
            .enumerate()
            .filter(|(i, _)| self.is_duplicate(*i))
        {
            let group = home.get(&(*representative as usize)).and_then(|g| groups.get_mut(*g));
            let Some(group) = group else { continue };
            group.push(i);
            pairs.push(ScoredPair {
                a: (*representative).min(i as u32),
                b: (*representative).max(i as u32),
                probability: SURE_COPY,
                copy: 1.0,
            });
        }
        groups.iter_mut().for_each(|g| g.sort_unstable());
        groups.sort();
        pairs.sort_by_key(|p| (p.a, p.b));
    }
}

/// Whether two outlets print one text but for single words. Pages of one outlet that differ by a word or a figure may
/// come from a template: prices or weather of many towns.
fn is_one_text(c: &CopyPair) -> bool {
    c.relation != CopyRelation::Revision && c.containment >= SAME && c.added.is_empty() && c.dropped.is_empty()
}

//! Average-link clustering of propositions.
//!
//! Two propositions of one article are never scored, so such a pair says nothing: the mean runs over pairs of two
//! articles. A pair that is not worth a look counts as 0. Scores are added up as whole millionths, so the result does
//! not depend on their order.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BinaryHeap};

/// Parts of a score of 1.
const WHOLE: f64 = 1_000_000.0;

/// A group while it grows.
struct Group {
    members: Vec<u32>,
    /// How many members each article has.
    articles: BTreeMap<u32, u64>,
    /// Sum of scores to each other group, in parts.
    links: BTreeMap<u32, u64>,
    alive: bool,
}

impl Group {
    /// Pairs of two articles between two groups.
    fn pairs(&self, other: &Group) -> u64 {
        let all = self.members.len() as u64 * other.members.len() as u64;
        let own: u64 = self
            .articles
            .iter()
            .filter_map(|(a, n)| Some(n * other.articles.get(a)?))
            .sum();
        all - own
    }
}

/// Groups of two or more of `article.len()` things by scored pairs; `article` says of which article each is. Each group
/// is sorted, groups by their first member. Two groups become one while the mean score between them reaches
/// `threshold`.
pub(crate) fn clusters(article: &[u32], pairs: &[(u32, u32, f32)], threshold: f32) -> Vec<Vec<u32>> {
    let mut groups: Vec<Group> = article
        .iter()
        .enumerate()
        .map(|(i, a)| Group {
            members: vec![i as u32],
            articles: BTreeMap::from([(*a, 1)]),
            links: BTreeMap::new(),
            alive: true,
        })
        .collect();
    let needed = (f64::from(threshold) * WHOLE).round() as u64;
    let mut heap: BinaryHeap<(u64, Reverse<(u32, u32)>)> = BinaryHeap::new();
    for &(a, b, p) in pairs {
        let parts = (f64::from(p.clamp(0.0, 1.0)) * WHOLE).round() as u64;
        for (x, y) in [(a, b), (b, a)] {
            if let Some(g) = groups.get_mut(x as usize) {
                g.links.insert(y, parts);
            }
        }
        if parts >= needed {
            heap.push((parts, Reverse((a.min(b), a.max(b)))));
        }
    }
    while let Some((_, Reverse((a, b)))) = heap.pop() {
        let both = [a, b].map(|i| groups.get(i as usize).is_some_and(|g| g.alive));
        if both != [true, true] {
            continue;
        }
        let new = groups.len() as u32;
        let mut joined = Group {
            members: Vec::new(),
            articles: BTreeMap::new(),
            links: BTreeMap::new(),
            alive: true,
        };
        for old in [a, b] {
            let Some(g) = groups.get_mut(old as usize) else {
                continue;
            };
            g.alive = false;
            joined.members.append(&mut g.members);
            for (article, n) in std::mem::take(&mut g.articles) {
                *joined.articles.entry(article).or_default() += n;
            }
            for (other, parts) in std::mem::take(&mut g.links) {
                *joined.links.entry(other).or_default() += parts;
            }
        }
        joined
            .links
            .retain(|other, _| groups.get(*other as usize).is_some_and(|g| g.alive));
        for (other, parts) in &joined.links {
            let Some(g) = groups.get_mut(*other as usize) else {
                continue;
            };
            g.links.remove(&a);
            g.links.remove(&b);
            g.links.insert(new, *parts);
            let n = joined.pairs(g);
            if n > 0 && parts / n >= needed {
                heap.push((parts / n, Reverse((*other, new))));
            }
        }
        groups.push(joined);
    }
    let mut out: Vec<Vec<u32>> = groups
        .into_iter()
        .filter(|g| g.alive && g.members.len() > 1)
        .map(|mut g| {
            g.members.sort_unstable();
            g.members
        })
        .collect();
    out.sort_unstable();
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_weak_bridge_joins_nothing_and_order_does_not_matter() {
        // 0 and 1 say the same, 2 and 3 too; one pair between the two is likely, the others are not.
        let article = [0, 1, 0, 1];
        let mut pairs = vec![(0, 1, 0.9), (2, 3, 0.8), (0, 3, 0.5)];
        let want = vec![vec![0, 1], vec![2, 3]];
        assert_eq!(clusters(&article, &pairs, 0.45), want);
        pairs.reverse();
        assert_eq!(clusters(&article, &pairs, 0.45), want);
    }

    #[test]
    fn propositions_of_one_article_join_through_another() {
        let article = [0, 0, 1];
        let pairs = [(0, 2, 0.9), (1, 2, 0.7)];
        assert_eq!(clusters(&article, &pairs, 0.5), vec![vec![0, 1, 2]]);
        assert_eq!(clusters(&article, &pairs, 0.8), vec![vec![0, 2]]);
    }
}

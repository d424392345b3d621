//! Independent origins: copies folded together (law 2).

use crate::model::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Groups of things that belong together, by union-find. The smallest number of a group stands for it, so that the order of
/// joining does not matter.
pub struct Groups {
    parent: Vec<usize>,
}

impl Groups {
    /// `n` things, each its own group.
    pub fn new(n: usize) -> Groups {
        Groups {
            parent: (0..n).collect(),
        }
    }

    /// What stands for the group of `i`.
    pub fn root(&self, i: usize) -> usize {
        let mut at = i;
        while let Some(&p) = self.parent.get(at) {
            if p == at {
                break;
            }
            at = p;
        }
        at
    }

    /// Puts the groups of both together.
    pub fn join(&mut self, a: usize, b: usize) {
        let (mut a, mut b) = (self.compress(a), self.compress(b));
        if a > b {
            std::mem::swap(&mut a, &mut b);
        }
        if let Some(p) = self.parent.get_mut(b) {
            *p = a;
        }
    }

    fn compress(&mut self, i: usize) -> usize {
        let root = self.root(i);
        let mut at = i;
        while at != root {
            match self.parent.get_mut(at) {
                Some(p) => at = std::mem::replace(p, root),
                None => break,
            }
        }
        root
    }
}

/// The independent origins of a set of articles, ordered by id.
///
/// Articles that share text are one origin, so are those that credit one agency and those of one outlet's own writing. An
/// origin is named by the agency whose text it is, else by its outlet; where the page names neither, by the article's id.
pub fn origins(articles: &[&Analysis], copies: &[CopyPair]) -> Vec<Origin> {
    let mut order: Vec<&Analysis> = articles.to_vec();
    order.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    order.dedup_by(|a, b| a.article.id == b.article.id);
    let at: FxHashMap<&ArticleId, usize> = order.iter().enumerate().map(|(i, a)| (&a.article.id, i)).collect();
    let mut groups = Groups::new(order.len());
    let mut agency: Vec<Option<&str>> = order.iter().map(|a| super::agency(a)).collect();
    for pair in copies {
        let (Some(&a), Some(&b)) = (at.get(&pair.a), at.get(&pair.b)) else {
            continue;
        };
        groups.join(a, b);
        for i in [a, b] {
            if let Some(slot @ None) = agency.get_mut(i) {
                *slot = pair.agency.as_deref();
            }
        }
    }
    join_by_name(&order, &agency, &mut groups);
    let mut members: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for i in 0..order.len() {
        members.entry(groups.root(i)).or_default().push(i);
    }
    let mut out: Vec<Origin> = members
        .values()
        .map(|list| {
            let ids: Vec<ArticleId> = list
                .iter()
                .filter_map(|i| order.get(*i).map(|a| a.article.id.clone()))
                .collect();
            let first = ids.first().map_or("", |i| i.as_str());
            let own_agency = most_frequent(list.iter().filter_map(|i| agency.get(*i).copied().flatten()));
            let name = own_agency
                .or_else(|| {
                    list.iter().find_map(|i| {
                        let a = order.get(*i)?;
                        super::outlet(a).and(a.article.outlet.as_deref())
                    })
                })
                .map_or_else(|| format!("unknown ({first})"), str::to_string);
            Origin {
                id: OriginId(format!("o{}", short_hash([first]))),
                name,
                articles: ids,
            }
        })
        .collect();
    out.sort_by(|a, b| a.id.cmp(&b.id));
    out
}

/// Joins what credits one agency, and what one outlet wrote itself.
fn join_by_name(order: &[&Analysis], agency: &[Option<&str>], groups: &mut Groups) {
    let mut first: FxHashMap<(bool, String), usize> = FxHashMap::default();
    for (i, a) in order.iter().enumerate() {
        let key = match agency.get(i).copied().flatten() {
            Some(name) => (true, sutradhar_text::fold::fold(name)),
            None => match super::outlet(a) {
                Some(name) => (false, name),
                None => continue,
            },
        };
        match first.get(&key) {
            Some(&j) => groups.join(i, j),
            None => {
                first.insert(key, i);
            }
        }
    }
}

fn most_frequent<'a>(names: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for n in names {
        *counts.entry(n).or_default() += 1;
    }
    counts
        .into_iter()
        .max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)))
        .map(|(n, _)| n)
}

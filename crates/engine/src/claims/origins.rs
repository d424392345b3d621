//! How many independent origins stand behind a group of propositions.

use super::build::EventView;
use super::link::PreparedProposition;
use super::thresholds::SHARED_RUN;
use crate::model::*;
use std::collections::BTreeMap;

/// How many independent origins stand behind a group, and whether two of them print one text: a release or a note that
/// several outlets retell word for word is one origin.
pub(super) fn count_origins(
    view: &EventView<'_>,
    all: &[&PreparedProposition],
    members: &[u32],
    runs: &BTreeMap<(u32, u32), f32>,
) -> (usize, bool) {
    let mut ids: Vec<OriginId> = Vec::new();
    let of: Vec<usize> = members
        .iter()
        .map(|m| {
            let id = all
                .get(*m as usize)
                .map_or_else(|| OriginId(String::new()), |u| view.origin(u.analysis));
            ids.iter().position(|x| *x == id).unwrap_or_else(|| {
                ids.push(id);
                ids.len() - 1
            })
        })
        .collect();
    let mut root: Vec<usize> = (0..ids.len()).collect();
    let mut shared = false;
    for (i, x) in members.iter().enumerate() {
        for (j, y) in members.iter().enumerate().skip(i + 1) {
            let run = runs.get(&(*x.min(y), *x.max(y))).copied().unwrap_or(0.0);
            let (p, q) = (find(&root, of[i]), find(&root, of[j]));
            if run >= SHARED_RUN && p != q {
                root[p.max(q)] = p.min(q);
                shared = true;
            }
        }
    }
    let count = (0..root.len()).filter(|i| find(&root, *i) == *i).count();
    (count, shared)
}

fn find(root: &[usize], mut i: usize) -> usize {
    while root[i] != i {
        i = root[i];
    }
    i
}

//! Units that say the same, put together.

use super::ledger::same_value;
use super::units::Unit;
use rustc_hash::FxHashMap;

/// Share of the lighter unit's words, by weight, that the heavier must hold for both to say the same.
const SAME_CONTAINED: f64 = 0.62;
/// Share of all their words that both must hold.
const SAME_SHARED: f64 = 0.34;
/// How many words both must hold.
const SAME_WORDS: usize = 3;
/// The same two shares, by number and not by weight, for statements of one speaker: what he says once is put in other words
/// by each outlet.
const SPEAKER_CONTAINED: f64 = 0.5;
/// See [`SPEAKER_CONTAINED`].
const SPEAKER_SHARED: f64 = 0.22;
/// See [`SPEAKER_CONTAINED`]: how many words both must then hold.
const SPEAKER_WORDS: usize = 4;
/// Many shared words make up for a long rest of one unit: how many, which part of the shorter unit, which part of both.
const MANY: (usize, f64, f64) = (5, 0.6, 0.2);
/// How many clusters a word may lead to: words of the event's everyday lead to too many and tell nothing.
const LEAD_LIMIT: usize = 48;

/// Clusters of units, each as indices in order; the first is the leader that the others were held against.
///
/// Near linear: a unit is held only against leaders with which it shares a word that leads to few of them.
pub(crate) fn cluster(units: &[Unit]) -> Vec<Vec<usize>> {
    let df = frequencies(units);
    let n = units.len() as f64;
    let weight = |k: u32| (1.0 + n / f64::from(df.get(&k).copied().unwrap_or(1))).ln();
    let total = |u: &Unit| u.keys.iter().map(|k| weight(*k)).sum::<f64>();
    let mut clusters: Vec<Vec<usize>> = Vec::new();
    let mut postings: FxHashMap<u32, Vec<usize>> = FxHashMap::default();
    for (i, u) in units.iter().enumerate() {
        let mut hits: FxHashMap<usize, usize> = FxHashMap::default();
        for k in &u.keys {
            if let Some(list) = postings.get(k).filter(|l| l.len() < LEAD_LIMIT) {
                for c in list {
                    *hits.entry(*c).or_default() += 1;
                }
            }
        }
        let mut candidates: Vec<usize> = hits
            .into_iter()
            .filter(|(_, h)| *h >= SAME_WORDS.min(u.keys.len()))
            .map(|(c, _)| c)
            .collect();
        candidates.sort_unstable();
        let mine = total(u);
        let best = candidates
            .into_iter()
            .filter_map(|c| {
                let leader = &units[clusters[c][0]];
                let (shared, count) = shared(u, leader, &weight);
                let theirs = total(leader);
                let contained = shared / mine.min(theirs).max(1e-9);
                let all = shared / (mine + theirs - shared).max(1e-9);
                let words = SAME_WORDS.min(u.keys.len().min(leader.keys.len()).max(2));
                let spoken = u.origin != leader.origin && u.speakers.iter().any(|x| leader.speakers.contains(x));
                let shorter = count as f64 / u.keys.len().min(leader.keys.len()).max(1) as f64;
                let both = count as f64 / (u.keys.len() + leader.keys.len() - count).max(1) as f64;
                let close = (count >= words && contained >= SAME_CONTAINED && all >= SAME_SHARED)
                    || (count >= MANY.0 && shorter >= MANY.1 && both >= MANY.2)
                    || (spoken && count >= SPEAKER_WORDS && shorter >= SPEAKER_CONTAINED && both >= SPEAKER_SHARED);
                let same = close && !other_figures(u, leader) && u.denied == leader.denied;
                same.then_some((c, all))
            })
            .max_by(|x, y| x.1.total_cmp(&y.1).then(y.0.cmp(&x.0)));
        match best {
            Some((c, _)) => clusters[c].push(i),
            None => {
                for k in &u.keys {
                    postings.entry(*k).or_default().push(clusters.len());
                }
                clusters.push(vec![i]);
            }
        }
    }
    clusters
}

/// In how many units each word stands.
pub(crate) fn frequencies(units: &[Unit]) -> FxHashMap<u32, u32> {
    let mut df = FxHashMap::default();
    for k in units.iter().flat_map(|u| &u.keys) {
        *df.entry(*k).or_insert(0) += 1;
    }
    df
}

/// Weight and number of the words that both have.
pub(crate) fn shared(a: &Unit, b: &Unit, weight: &impl Fn(u32) -> f64) -> (f64, usize) {
    let (mut i, mut j, mut sum, mut count) = (0, 0, 0.0, 0);
    while let (Some(x), Some(y)) = (a.keys.get(i), b.keys.get(j)) {
        match x.cmp(y) {
            std::cmp::Ordering::Less => i += 1,
            std::cmp::Ordering::Greater => j += 1,
            std::cmp::Ordering::Equal => {
                sum += weight(*x);
                count += 1;
                i += 1;
                j += 1;
            }
        }
    }
    (sum, count)
}

/// Both give figures, and of different things or values: the ledger compares those, not the words.
fn other_figures(a: &Unit, b: &Unit) -> bool {
    if a.figures.is_empty() || b.figures.is_empty() {
        return false;
    }
    !a.figures.iter().any(|f| {
        b.figures
            .iter()
            .any(|g| f.head == g.head && f.role == g.role && f.kinds == g.kinds && same_value(f, g))
    })
}

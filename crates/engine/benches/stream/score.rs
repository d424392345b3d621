//! How well the events match the happenings: pairs and BCubed.

use std::collections::HashMap;

/// F1 over pairs, F1 of BCubed, of articles with their true and their found group.
pub fn score(articles: &[(u32, u32)]) -> (f64, f64) {
    let mut cells: HashMap<(u32, u32), u64> = HashMap::new();
    let (mut truth, mut found): (HashMap<u32, u64>, HashMap<u32, u64>) = Default::default();
    for (t, f) in articles {
        *cells.entry((*t, *f)).or_default() += 1;
        *truth.entry(*t).or_default() += 1;
        *found.entry(*f).or_default() += 1;
    }
    let pairs = |n: u64| (n * n.saturating_sub(1) / 2) as f64;
    let sum = |groups: &HashMap<u32, u64>| groups.values().map(|n| pairs(*n)).sum::<f64>();
    let both: f64 = cells.values().map(|n| pairs(*n)).sum();
    let f1 = |p: f64, r: f64| if p + r > 0.0 { 2.0 * p * r / (p + r) } else { 0.0 };
    let (mut precision, mut recall) = (0.0, 0.0);
    for ((t, f), n) in &cells {
        let square = (*n * *n) as f64;
        precision += square / found[f] as f64;
        recall += square / truth[t] as f64;
    }
    let n = articles.len().max(1) as f64;
    (
        f1(both / sum(&found).max(1.0), both / sum(&truth).max(1.0)),
        f1(precision / n, recall / n),
    )
}

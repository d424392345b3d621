//! Which pairs are worth comparing: through an inverted index over rare terms, inside a time window.

use super::views::Views;
use super::when::When;
use rustc_hash::FxHashMap;

/// Days between two reports of one event.
pub const WINDOW_DAYS: i32 = 10;

/// Earlier articles that are looked at per term, the latest first.
const PER_TERM: usize = 250;

/// Earlier articles that each article is compared with.
const PER_ARTICLE: usize = 40;

/// Earlier articles in other languages that each article is compared with besides.
const PER_ARTICLE_FOREIGN: usize = 20;

/// Pairs `(earlier, later)` by place in `views`, sorted. `order` gives the places in order of time; undated articles come
/// last and are compared with all.
pub fn candidates(views: &[Views], whens: &[When], order: &[usize]) -> Vec<(u32, u32)> {
    let mut postings: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let mut out = Vec::new();
    let mut sums: FxHashMap<u32, f32> = FxHashMap::default();
    for &i in order {
        let (Some(v), Some(&when)) = (views.get(i), whens.get(i)) else {
            continue;
        };
        sums.clear();
        for &(t, w) in &v.keys {
            let Some(list) = postings.get(&t) else { continue };
            for &j in list.iter().rev().take(PER_TERM) {
                let Some(&other) = whens.get(j as usize) else { continue };
                if when.gap(other) > WINDOW_DAYS {
                    if when.is_dated() && other.is_dated() {
                        break;
                    }
                    continue;
                }
                *sums.entry(j).or_default() += w;
            }
        }
        let mut best: Vec<(f32, u32)> = sums.iter().map(|(j, s)| (*s, *j)).collect();
        best.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
        let foreign = |j: u32| views.get(j as usize).is_some_and(|o| o.language != v.language);
        let own = best.iter().filter(|(_, j)| !foreign(*j)).take(PER_ARTICLE);
        let others = best.iter().filter(|(_, j)| foreign(*j)).take(PER_ARTICLE_FOREIGN);
        out.extend(own.chain(others).map(|(_, j)| (*j, i as u32)));
        for &(t, _) in &v.keys {
            postings.entry(t).or_default().push(i as u32);
        }
    }
    out.sort_unstable();
    out
}

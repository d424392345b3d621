//! Which pairs are worth comparing: through an inverted index over rare terms, inside a time window.

use super::terms::Terms;
use super::views::Views;
use super::when::When;
use rustc_hash::FxHashMap;

/// Days between two reports of one event.
pub const WINDOW_DAYS: i32 = 10;

/// Terms of an article that are looked up.
const LOOKED_UP: usize = 30;

/// Earlier articles that are looked at per term, the latest first.
const PER_TERM: usize = 250;

/// Earlier articles that each article is compared with.
const PER_ARTICLE: usize = 40;

/// Earlier articles in other languages that each article is compared with besides.
const PER_ARTICLE_FOREIGN: usize = 20;

/// Terms by sound and figures that are looked up besides: what reports in other scripts share.
const SOUNDS_LOOKED_UP: usize = 20;

/// Pairs `(earlier, later)` by place in `views`, sorted. `order` gives the places in order of time; undated articles come
/// last and are compared with all.
pub fn candidates(views: &[Views], whens: &[When], order: &[usize], terms: &Terms) -> Vec<(u32, u32)> {
    let mut postings: FxHashMap<u32, Vec<u32>> = FxHashMap::default();
    let mut out = Vec::new();
    let mut sums: FxHashMap<u32, f32> = FxHashMap::default();
    for &i in order {
        let (Some(v), Some(&when)) = (views.get(i), whens.get(i)) else {
            continue;
        };
        let keys = keys(v, terms);
        sums.clear();
        for &(t, w) in &keys {
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
        for (t, _) in keys {
            postings.entry(t).or_default().push(i as u32);
        }
    }
    out.sort_unstable();
    out
}

/// The most telling terms of an article with their squared weights, names counted beside words.
fn keys(v: &Views, terms: &Terms) -> Vec<(u32, f32)> {
    let mut keys: Vec<(u32, f32)> = v.lead.iter().chain(&v.entities).chain(&v.title).copied().collect();
    keys.sort_unstable_by(|a, b| a.0.cmp(&b.0).then(b.1.total_cmp(&a.1)));
    keys.dedup_by_key(|k| k.0);
    keys.iter_mut().for_each(|(t, w)| *w *= terms.idf(*t));
    keys.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    keys.truncate(LOOKED_UP);
    let mut more: Vec<(u32, f32)> = v.sounds.iter().chain(&v.all_quantities).copied().collect();
    more.iter_mut().for_each(|(t, w)| *w *= 0.5 * terms.idf(*t));
    more.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
    keys.extend(more.into_iter().take(SOUNDS_LOOKED_UP));
    keys
}

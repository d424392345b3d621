//! Which counts of an article are the whole of its own happening, not a part of it and not of another one.

use super::counts::{Count, heads, is_epidemic};
use super::opening::{Word, folded_words};
use crate::model::*;
use sutradhar_text::{fold::fold, stem::stem, words::words};

/// Sentences from the top in which a count is of the report's own matter.
const TOP: usize = 3;
/// A figure of a headline from here on may be a year.
const YEARS: f64 = 1900.0;

/// What sets a group that is counted apart from people at large (आतंकी, policemen), as a folded stem; empty for people
/// at large.
///
/// Two counts are of one slot only if their groups are the same. `counted` is the words of [`Count::counted`].
pub fn group_of(counted: &str) -> String {
    let word = words(counted)
        .last()
        .map(|t| fold(t.span.of(counted)))
        .unwrap_or_default();
    let large = [
        "लोग",
        "लोगों",
        "व्यक्ति",
        "व्यक्तियों",
        "people",
        "persons",
        "person",
        "others",
        "victims",
        "individuals",
    ];
    if large.iter().any(|w| fold(w) == word) {
        String::new()
    } else {
        stem(&word).to_string()
    }
}

/// A count with what it is compared by.
struct Own {
    count: Count,
    class: String,
    value: f64,
    /// Whether the headline gives the same number.
    headed: bool,
}

/// The counts that may be rows: of one role and group only the whole is left, beside counts of other places.
///
/// The whole is the number that the headline gives, else the largest of the first sentences. A smaller one without a
/// place is a part of it; a larger one below the top is of another happening. Of 40 rows drawn before, 7 were such.
pub(super) fn whole(a: &Analysis, all: Vec<Count>) -> Vec<Count> {
    let headline: Vec<f64> = a
        .quantities
        .iter()
        .filter(|q| a.article.headline.is_some_and(|h| h.contains(q.span)))
        .filter(|q| (q.unit.is_empty() || q.unit == "people") && q.value < YEARS)
        .map(|q| q.value)
        .collect();
    let head = folded_words(a.article.headline_text(), 0);
    let told = head
        .iter()
        .any(|w| heads("killed").contains(&w.text.as_str()) || heads("infected").contains(&w.text.as_str()));
    let mut out = Vec::new();
    let mut own: Vec<Own> = Vec::new();
    for count in all {
        let value = a.quantities.get(count.quantity).map_or(0.0, |q| q.value);
        if count.role == "money" {
            // Below the first sentences an amount is one of several.
            if count.nth < 2 {
                out.push(count);
            }
            continue;
        }
        let text = a.words(count.sentence);
        let words = folded_words(text, count.sentence.start as usize);
        let epidemic = is_epidemic(a, &words);
        let headed = headline.contains(&value);
        let larger = headline.iter().any(|v| *v > value);
        let part = larger && !headed && !epidemic;
        // A story that only mentions an epidemic.
        let aside = epidemic && !head.is_empty() && !told;
        let line = count.nth > 0 && !headed && !epidemic && bare(text);
        let here = count.nth > 0 && count.place.is_none() && points(a, &words);
        if part || aside || line || here || restricted(&words, count.span) {
            continue;
        }
        let class = group_of(count.counted.map_or("", |s| a.words(s)));
        own.push(Own {
            count,
            class,
            value,
            headed,
        });
    }
    let kept: Vec<bool> = (0..own.len()).map(|i| keeps(&own, i)).collect();
    out.extend(own.into_iter().zip(kept).filter(|(_, k)| *k).map(|(o, _)| o.count));
    out.sort_by_key(|c| c.span);
    out
}

/// Whether a count is the whole of its role and group, or of a place or a measure of its own.
fn keeps(own: &[Own], i: usize) -> bool {
    let Some(o) = own.get(i) else { return false };
    if o.headed || o.count.measure == "new" {
        return true;
    }
    let ill = matches!(o.count.role, "infected" | "recovered");
    let like = |x: &&Own| {
        (x.count.role, &x.class) == (o.count.role, &o.class)
            && x.count.measure != "new"
            && (!ill || x.count.place == o.count.place)
    };
    let peers: Vec<&Own> = own.iter().filter(like).collect();
    // "2 by truck, 1 by bus": parallel parts, unless the whole comes first.
    let parallel = peers.iter().any(|x| {
        x.count.sentence == o.count.sentence
            && x.count.place == o.count.place
            && x.value != o.value
            && (x.value > o.value || x.count.span < o.count.span)
    });
    let top = |x: &&&Own| x.headed || x.count.nth < TOP;
    let headed = peers.iter().find(|x| x.headed);
    let largest = |list: Vec<&&Own>| list.into_iter().map(|x| x.value).max_by(f64::total_cmp);
    let anchor = headed
        .map(|x| x.value)
        .or_else(|| largest(peers.iter().filter(top).collect()))
        .or_else(|| largest(peers.iter().collect()))
        .unwrap_or(o.value);
    let placed = o.count.place.is_some() && o.value < anchor;
    !parallel && (o.value == anchor || placed)
}

/// Whether a line has no full stop: a label or the headline of another report.
fn bare(text: &str) -> bool {
    let text = text.trim_end_matches(['"', '”', '’', '\'', ')', ' ']);
    !text.ends_with(['.', '।', '!', '|', '॥'])
}

/// Whether a sentence points to a place that another sentence names: यहां, "in the state".
fn points(a: &Analysis, words: &[Word]) -> bool {
    let list = ["यहां", "यहाँ", "वहां", "वहाँ", "जहां", "जहाँ", "here", "there"].map(fold);
    let kinds = ["राज्य", "प्रदेश", "जिले", "शहर"].map(fold);
    let named = |i: usize| {
        i.checked_sub(1).is_some_and(|k| {
            let before = words[k].span;
            a.mentions
                .iter()
                .any(|m| m.span.overlaps(before) || m.span.overlaps(words[i].span))
        })
    };
    words.iter().enumerate().any(|(i, w)| {
        let kind = kinds.contains(&w.text) && words.get(i + 1).is_some_and(|n| n.text == "में") && !named(i);
        kind || list.contains(&w.text)
    })
}

/// "पैदल चलने वाले 44": those of a kind only, which the row would not say.
fn restricted(words: &[Word], span: Span) -> bool {
    let first = words.partition_point(|w| w.span.end <= span.start);
    let before = first.checked_sub(1).and_then(|k| words.get(k));
    before.is_some_and(|w| matches!(w.text.as_str(), "वाले" | "वाली"))
}

//! What stands above the body: headline, kicker, standfirst.

use super::lines::{End, Measured, TITLE_WORDS};
use super::marks::Mark;
use super::page::set;
use crate::model::LineClass;
use rustc_hash::FxHashSet;

/// Lines above the body that are looked at for a headline.
const REACH: usize = 60;

/// Share of the shorter title's content words that the longer one must have, for both to be the same headline.
const SAME_TITLE: f64 = 0.85;

/// Finds the headline and explains the lines above the body. Gives the line of the cleanest copy of the headline.
pub(super) fn find(
    lines: &[Measured<'_>],
    mark: &mut [Mark],
    first: Option<usize>,
    topic: &FxHashSet<u32>,
) -> Option<usize> {
    let first = first.unwrap_or(lines.len());
    let open = |mark: &[Mark], i: usize| mark.get(i).is_some_and(Option::is_none);
    let candidates: Vec<usize> = (first.saturating_sub(REACH)..first)
        .filter(|i| {
            open(mark, *i)
                && lines
                    .get(*i)
                    .is_some_and(|l| (3..=TITLE_WORDS).contains(&l.words) && l.end != End::Cut)
        })
        .collect();
    let mut best: Option<(f64, usize)> = None;
    for i in &candidates {
        let Some(line) = lines.get(*i) else { continue };
        let score = score(line, *i, first, topic, lines, &candidates);
        if best.is_none_or(|(s, _)| score > s) {
            best = Some((score, *i));
        }
    }
    let chosen = best
        .map(|(_, i)| i)
        .or_else(|| (0..first.min(lines.len())).find(|i| open(mark, *i)))?;
    let group: Vec<usize> = candidates
        .iter()
        .copied()
        .filter(|i| *i == chosen || same_title(lines.get(*i), lines.get(chosen)))
        .collect();
    let clean = group
        .iter()
        .copied()
        .min_by_key(|i| (lines.get(*i).map_or(usize::MAX, |l| l.words), *i))
        .unwrap_or(chosen);
    for i in &group {
        set(
            mark,
            *i,
            LineClass::Headline,
            if *i == clean {
                "title above the body, its words are in it"
            } else {
                "repeats the headline"
            },
        );
    }
    set(mark, chosen, LineClass::Headline, "first line above the body");
    for i in 0..first.min(lines.len()) {
        if !open(mark, i) {
            continue;
        }
        if let Some(line) = lines.get(i) {
            let (class, reason) = above(line, i, clean, group.first().copied().unwrap_or(clean), topic);
            set(mark, i, class, reason);
        }
    }
    Some(clean)
}

fn score(
    line: &Measured<'_>,
    i: usize,
    first: usize,
    topic: &FxHashSet<u32>,
    lines: &[Measured<'_>],
    candidates: &[usize],
) -> f64 {
    let shared = line.bag.iter().filter(|w| topic.contains(w)).count() as f64;
    let mut score = shared.min(8.0) * (0.3 + line.share_in(topic));
    if candidates
        .iter()
        .any(|j| *j != i && same_title(lines.get(*j), Some(line)))
    {
        score += 2.0;
    }
    if (5..=24).contains(&line.words) {
        score += 1.0;
    }
    if line.end == End::Sentence {
        score -= 2.5;
    }
    if line.bullet {
        score -= 3.0;
    }
    score - 0.05 * (first - i) as f64
}

/// Whether two lines are the same headline, one perhaps with a kicker or a date before it.
fn same_title(a: Option<&Measured<'_>>, b: Option<&Measured<'_>>) -> bool {
    let (Some(a), Some(b)) = (a, b) else { return false };
    let (short, long) = if a.bag.len() <= b.bag.len() { (a, b) } else { (b, a) };
    let shared = short.bag.iter().filter(|w| long.bag.binary_search(w).is_ok()).count();
    short.bag.len() >= 3 && shared as f64 >= SAME_TITLE * short.bag.len() as f64 && long.words <= short.words + 9
}

/// What a line above the body is that is neither headline nor explained by its words.
fn above(line: &Measured<'_>, i: usize, clean: usize, top: usize, topic: &FxHashSet<u32>) -> (LineClass, &'static str) {
    use LineClass::*;
    let share = line.share_in(topic);
    if i > top {
        if line.end == End::Cut && line.words >= 8 {
            return (Standfirst, "cut-off copy of the text under the headline");
        }
        if line.words >= 6
            && (share >= 0.3 || line.end == End::Sentence)
            && (line.words >= 8 || line.end != End::Open || share > 0.5)
        {
            return (Standfirst, "stands between headline and body");
        }
        return (Furniture, "a few words between headline and body");
    }
    if i + 2 >= top && i < clean && line.words <= 6 && share >= 0.5 && !line.bag.is_empty() {
        return (Kicker, "a few words of the topic right above the headline");
    }
    (Furniture, "stands above the headline")
}

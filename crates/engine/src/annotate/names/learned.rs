//! What the rules and the model found, put together.

use super::Found;
use super::lexicon::{DIRECTION, GENITIVE, INITIAL, LEXICON, LISTED, Strength};
use super::phrases::Phrases;
use super::tagger::weights::Weights;
use super::tagger::{self, KINDS, Verdict};
use super::tokens::{Gap, Token};
use crate::model::EntityKind;

/// How far the model is believed against the rules, by kind in the order of [`KINDS`].
pub(super) struct Trust {
    /// How likely a name of the model must be to be added where the rules have none.
    add: [f32; 3],
    /// How likely "no name" must be for all words of a name of the rules to drop it.
    drop: [f32; 3],
    /// The same for a name of the gazetteer.
    drop_known: [f32; 3],
    /// How likely a name of the model must be to replace a name of the rules with other borders.
    replace: [f32; 3],
    /// Taken off the score of "no name" of each word: training prefers silence, the score of exact names does not.
    pub outside: f32,
}

/// Chosen on two of five folds of the IL-NER Hindi training file (sentences that the model had not seen), its dev file and statements-hi.
/// Above 1: never.
const HINDI: Trust = Trust {
    add: [0.5, 0.6, 0.6],
    drop: [0.4, 0.85, 0.85],
    drop_known: [2.0, 0.65, 0.9],
    replace: [0.5, 0.8, 0.8],
    outside: 0.6,
};

/// Chosen on two of five folds of the Odia, Telugu and Urdu training files: the rules were written for Hindi.
const OTHERS: Trust = Trust {
    add: [0.4; 3],
    drop: [0.3; 3],
    drop_known: [0.3, 0.4, 0.3],
    replace: [0.3; 3],
    outside: 0.8,
};

/// How far the model is believed in a language (by tag); nothing if it does not know it.
pub(super) fn trust(language: &str) -> Option<&'static Trust> {
    match language {
        "hi" => Some(&HINDI),
        "or" | "te" | "ur" => Some(&OTHERS),
        _ => None,
    }
}

fn of(values: &[f32; 3], kind: EntityKind) -> f32 {
    let at = KINDS.iter().position(|k| *k == kind);
    at.and_then(|k| values.get(k)).copied().unwrap_or(f32::INFINITY)
}

/// Corrects what the rules found by what the model says.
pub(super) fn merge(
    model: &Weights,
    trust: &Trust,
    text: &str,
    tokens: &[Token],
    phrases: &mut Phrases,
    found: &mut Vec<Found>,
    taken: &mut [bool],
) {
    let verdict = tagger::judge(model, trust.outside, text, tokens, phrases, found);
    let mut model: Vec<(Found, f32)> = Vec::new();
    for (start, end, k) in tagger::spans(&verdict.tags) {
        let Some(kind) = KINDS.get(k).copied() else { continue };
        // No name goes on over a bracket or a comma.
        let mut from = start;
        // A person's name ends before a genitive (X के भाई), unless it is an initial among others.
        let letter = |i: usize| tokens.get(i).is_some_and(|t| t.is(INITIAL) && !t.is(GENITIVE));
        let genitive = |i: &usize| tokens.get(*i).is_some_and(|t| t.is(GENITIVE)) && !letter(*i - 1) && !letter(*i + 1);
        let end = match kind {
            EntityKind::Person => (start + 1..end).find(genitive).unwrap_or(end),
            _ => end,
        };
        for i in start + 1..=end {
            if i == end || tokens.get(i).is_some_and(|t| t.gap == Gap::Break) {
                let first = match kind {
                    EntityKind::Person => after_titles(tokens, phrases, from, i),
                    EntityKind::Place => after_directions(tokens, phrases, from, i),
                    _ => from,
                };
                if first < i {
                    let name = Found {
                        start: first,
                        end: i,
                        kind,
                        sure: false,
                    };
                    model.push((name, sure(&verdict, first, i, k)));
                }
                from = i;
            }
        }
    }
    // Names of the rules: kept, corrected or dropped.
    let mut kept: Vec<Found> = Vec::with_capacity(found.len() + model.len());
    for f in found.drain(..) {
        if f.kind == EntityKind::Event {
            kept.push(f);
            continue;
        }
        // Both lists are in order; names of the rules may not overlap.
        let from = model.partition_point(|(m, _)| m.end <= f.start);
        let overlap = model.iter().skip(from).take_while(|(m, _)| m.start < f.end);
        let best = overlap.max_by(|a, b| a.1.total_cmp(&b.1));
        match best {
            None if !f.sure && outside(&verdict, f.start, f.end) >= of(&trust.drop, f.kind) => {}
            None => kept.push(f),
            Some((m, p)) if *p >= of(&trust.replace, f.kind) && !(f.sure && m.end > f.end) => {}
            Some(_) => kept.push(f),
        }
    }
    for t in taken.iter_mut() {
        *t = false;
    }
    let mut mark = |f: &Found| -> bool {
        let Some(words) = taken.get_mut(f.start..f.end) else {
            return false;
        };
        if words.iter().any(|w| *w) {
            return false;
        }
        words.fill(true);
        true
    };
    for f in kept.iter().filter(|f| f.kind != EntityKind::Event) {
        mark(f);
    }
    phrases.hits.retain(|h| {
        let kind = LEXICON.known.get(h.known as usize).map(|k| k.kind);
        // The training data has no names in Latin letters.
        let latin = tokens.get(h.start).is_some_and(|t| !t.indic && t.upper);
        h.demonym || latin || kind.is_none_or(|k| outside(&verdict, h.start, h.end) < of(&trust.drop_known, k))
    });
    for (m, p) in model {
        let from = phrases.hits.partition_point(|h| h.end <= m.start);
        // A place whose name is an ordinary word too: the model says that here it is the place.
        if m.kind == EntityKind::Place
            && p >= of(&trust.add, m.kind)
            && let Some(h) = phrases.hits.get_mut(from)
            && (h.start, h.end, h.strength) == (m.start, m.end, Strength::Ordinary)
        {
            h.strength = Strength::Strong;
        }
        // A name of the gazetteer stands for itself, unless the model sees it inside a longer name.
        let known = phrases
            .hits
            .iter()
            .skip(from)
            .take_while(|h| h.start < m.end)
            .any(|h| h.strength != Strength::Ordinary && h.start <= m.start && h.end >= m.end);
        // People in Latin letters (IST, Putin Meeting) are unlike anything that the model learned from.
        let latin = tokens.get(m.start).is_some_and(|t| t.upper) && m.kind == EntityKind::Person;
        if known || latin || p < of(&trust.add, m.kind) {
            continue;
        }
        if mark(&m) {
            kept.push(m);
        }
    }
    kept.sort_by_key(|f| (f.start, f.end));
    *found = kept;
}

/// The first word of `start..end` that is no title: the training data has some titles inside names, the guide has none.
fn after_titles(tokens: &[Token], phrases: &Phrases, start: usize, end: usize) -> usize {
    let mut at = start;
    while at < end {
        let stop = phrases.title_end.get(at).copied().unwrap_or(0);
        let listed = tokens.get(at).is_some_and(|t| t.is(LISTED));
        if stop <= at || (listed && stop == at + 1 && at > start) {
            break;
        }
        at = stop;
    }
    at
}

/// The first word of `start..end` that is no direction, if the rest is a place of the gazetteer (पश्चिमी मप्र).
fn after_directions(tokens: &[Token], phrases: &Phrases, start: usize, end: usize) -> usize {
    let whole = |at: usize| {
        let from = phrases.hits.partition_point(|h| h.start < at);
        phrases.hits.get(from).is_some_and(|h| (h.start, h.end) == (at, end))
    };
    let mut at = start;
    while at + 1 < end && tokens.get(at).is_some_and(|t| t.is(DIRECTION)) && !whole(at) {
        at += 1;
    }
    if whole(at) { at } else { start }
}

/// How sure the model is of a name: the least likely of its words.
fn sure(verdict: &Verdict, start: usize, end: usize, kind: usize) -> f32 {
    let rows = verdict.likely.get(start..end).unwrap_or(&[]);
    rows.iter()
        .map(|r| r.iter().skip(1 + 2 * kind).take(2).sum::<f32>())
        .fold(1.0, f32::min)
}

/// How likely it is that no word of `start..end` is in a name: the most likely name decides.
fn outside(verdict: &Verdict, start: usize, end: usize) -> f32 {
    let rows = verdict.likely.get(start..end).unwrap_or(&[]);
    rows.iter()
        .map(|r| r.first().copied().unwrap_or(1.0))
        .fold(1.0, f32::min)
}

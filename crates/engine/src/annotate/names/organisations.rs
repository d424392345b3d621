//! Organisations, places and events that no list has: words before a head noun.

use super::Found;
use super::lexicon::{
    AND, CLOSER, COMMON, FORMAL, GENERIC, Head, INITIAL, KNOWN, LEXICON, MODIFIER, NAME, NEWS, OF, Strength, lines,
};
use super::phrases::{Hit, Phrases};
use super::tokens::{Gap, Token};
use crate::model::EntityKind;
use std::sync::LazyLock;

/// Words before the head of a place that may belong to its name.
const REACH_PLACE: usize = 3;
/// Words before a head that may belong to the name.
const REACH: usize = 6;

/// Finds names that end in a head noun, and places beside "district", "village", and marks their words as taken.
pub(super) fn find(text: &str, tokens: &[Token], phrases: &Phrases, found: &mut Vec<Found>, taken: &mut [bool]) {
    let mut place_at: Vec<Option<Hit>> = vec![None; tokens.len()];
    for h in &phrases.hits {
        for slot in place_at.iter_mut().take(h.end).skip(h.start) {
            *slot = Some(*h);
        }
    }
    // From the right, so that a head inside a longer name (तिलक नगर थाना) waits for the last one.
    for &(start, end, head) in phrases.heads.iter().rev() {
        // A longer name of the gazetteer holds the head itself.
        if let Some(Some(h)) = place_at.get(start)
            && h.end >= end
            && h.start < start
        {
            continue;
        }
        if tokens.get(start).is_some_and(|t| !t.indic) {
            latin(tokens, start, end, head, found, taken);
            continue;
        }
        if head == Head::Before {
            if let Some(t) = tokens.get(end)
                && t.gap != Gap::Break
                && t.unknown()
            {
                push(found, taken, end, end + 1, EntityKind::Place);
                sure(found, end);
            }
            continue;
        }
        let (mut left, mut specific, mut unknown, mut place) = (start, false, 0, false);
        let mut fields = 0;
        let reach = if head == Head::Place { REACH_PLACE } else { REACH };
        while left > 0 && start - left < reach {
            let Some(right) = tokens.get(left) else { break };
            let Some(t) = tokens.get(left - 1) else { break };
            if right.gap == Gap::Break || t.number {
                break;
            }
            if let Some(Some(h)) = place_at.get(left - 1)
                && h.end == left
                && !matches!(
                    LEXICON.known.get(h.known as usize).map(|k| k.kind),
                    Some(EntityKind::Person)
                )
                && (h.strength == Strength::Strong)
            {
                if h.demonym && !matches!(head, Head::Government | Head::Organisation) {
                    break;
                }
                place |= true;
                specific = true;
                left = h.start;
                continue;
            }
            if head == Head::Government && left == start && t.unknown() && ends_like_a_place(t.span.of(text)) {
                (place, specific) = (true, true);
                left -= 1;
                break;
            }
            let name = t.is(NAME) && !t.is(COMMON);
            if place && name {
                break;
            }
            // महिला रहुई थाना: what is called so by office or kin is no part of the name.
            if left < start && !t.is(MODIFIER) && phrases.title_end.get(left - 1).is_some_and(|e| *e == left) {
                break;
            }
            if t.is(MODIFIER) {
                fields += 1;
            } else if name || ((t.unknown() || head == Head::Organisation && t.is(NEWS)) && unknown < 2) {
                specific = true;
                unknown += (!name) as usize;
            } else if t.is(CLOSER)
                && fields > 0
                && t.is(AND)
                && left > 1
                && tokens.get(left - 2).is_some_and(|p| p.is(MODIFIER))
            {
                // स्वास्थ्य एवं परिवार कल्याण
            } else if t.is(INITIAL) && !t.is(CLOSER) && head == Head::Organisation {
            } else {
                break;
            }
            left -= 1;
        }
        while left < start && tokens.get(left).is_some_and(|t| t.is(CLOSER) && !t.is(MODIFIER)) {
            left += 1;
        }
        if left == start {
            continue;
        }
        match head {
            Head::Organisation => {
                let end = tail(tokens, end);
                if specific
                    || (fields > 0 && tokens.get(start).is_some_and(|t| t.is(FORMAL)) && !generic(tokens, left, start))
                {
                    push(found, taken, left, end, EntityKind::Organisation);
                }
            }
            Head::Government => {
                if place {
                    push(found, taken, left, end, EntityKind::Organisation);
                }
            }
            Head::Place => {
                if specific {
                    push(found, taken, left, end, EntityKind::Place);
                }
            }
            Head::After => {
                let near = start - 1;
                let single = tokens
                    .get(near)
                    .is_some_and(|t| t.unknown() && !adjective(t.span.of(text)))
                    && unknown == 1
                    && start - left == 1;
                if single {
                    push(found, taken, near, start, EntityKind::Place);
                    sure(found, near);
                }
            }
            Head::Event => {
                if specific {
                    found.push(Found {
                        start: left,
                        end,
                        kind: EntityKind::Event,
                        sure: false,
                    });
                }
            }
            Head::Before => {}
        }
    }
    for (i, t) in tokens.iter().enumerate() {
        if t.unknown() && place_at.get(i).is_none_or(Option::is_none) && ends_like_a_place(t.span.of(text)) {
            push(found, taken, i, i + 1, EntityKind::Place);
        }
    }
    listed(text, tokens, &place_at, found, taken);
}

/// Unknown words that stand in a list of places (दिल्ली, आगरा, X और Y): two places on one side or one on each, next to each other.
fn listed(text: &str, tokens: &[Token], place_at: &[Option<Hit>], found: &mut Vec<Found>, taken: &mut [bool]) {
    let mut place: Vec<bool> = place_at
        .iter()
        .map(|h| {
            h.is_some_and(|h| {
                let kind = LEXICON.known.get(h.known as usize).map(|k| k.kind);
                kind == Some(EntityKind::Place) && h.strength == Strength::Strong && !h.demonym
            })
        })
        .collect();
    for f in found.iter().filter(|f| f.kind == EntityKind::Place) {
        place.get_mut(f.start..f.end).unwrap_or(&mut []).fill(true);
    }
    let comma = |i: usize| -> bool {
        let (Some(a), Some(b)) = (i.checked_sub(1).and_then(|k| tokens.get(k)), tokens.get(i)) else {
            return false;
        };
        let between = text.get(a.span.end as usize..b.span.start as usize).unwrap_or("");
        between.trim() == "," && !b.first
    };
    for (i, t) in tokens.iter().enumerate() {
        let after = tokens.get(i + 1);
        let ends = comma(i + 1) || after.is_some_and(|n| n.gap == Gap::Joined && n.is(AND | CLOSER));
        if !t.unknown() || !comma(i) || !ends || place.get(i) != Some(&false) || adjective(t.span.of(text)) {
            continue;
        }
        let is = |k: Option<usize>| k.is_some_and(|k| place.get(k) == Some(&true));
        let left = is(i.checked_sub(1));
        let second = i >= 2 && comma(i - 1) && is(i.checked_sub(2));
        let right = comma(i + 1) && is(Some(i + 1));
        if left && (second || right) {
            let before = found.len();
            push(found, taken, i, i + 1, EntityKind::Place);
            if found.len() > before
                && let Some(p) = place.get_mut(i)
            {
                *p = true;
            }
            sure(found, i);
        }
    }
}

/// Whether a word has the ending of a Sanskrit adjective (निकटवर्तीय, स्थानिक).
fn adjective(word: &str) -> bool {
    ["ीय", "िक", "ित", "वीं", "वें", "ों"].iter().any(|e| word.ends_with(e))
}

/// Endings of Indian place names. Limits: बाद is left out but for आबाद (जिंदाबाद is no place).
static PLACE_ENDINGS: LazyLock<Vec<&'static str>> =
    LazyLock::new(|| lines(include_str!("../../../data/names/place-endings.txt")).collect());

/// Whether an unknown word has the ending of an Indian place name, and something before it.
fn ends_like_a_place(word: &str) -> bool {
    PLACE_ENDINGS
        .iter()
        .any(|e| word.strip_suffix(e).is_some_and(|stem| stem.len() >= 6))
        || (word.ends_with("ाबाद") && !word.ends_with("िंदाबाद") && !word.ends_with("ुर्दाबाद"))
}

fn push(found: &mut Vec<Found>, taken: &mut [bool], start: usize, end: usize, kind: EntityKind) {
    if taken.get(start..end).is_none_or(|t| t.iter().any(|x| *x)) {
        return;
    }
    for t in taken.iter_mut().take(end).skip(start) {
        *t = true;
    }
    found.push(Found {
        start,
        end,
        kind,
        sure: false,
    });
}

/// Marks the name that was found last, if it begins at `start`, as one that a word beside it proves.
fn sure(found: &mut [Found], start: usize) {
    if let Some(f) = found.last_mut().filter(|f| f.start == start) {
        f.sure = true;
    }
}

/// The end of an organisation's name with what follows "of" (इंस्टीट्यूट ऑफ टेक्नोलॉजी).
fn tail(tokens: &[Token], end: usize) -> usize {
    if !tokens.get(end).is_some_and(|t| t.is(OF) && t.gap == Gap::Joined) {
        return end;
    }
    let mut stop = end + 1;
    while stop - end < REACH
        && tokens.get(stop).is_some_and(|t| {
            t.gap == Gap::Joined && t.indic && (t.unknown() || t.is(MODIFIER | KNOWN)) && !t.is(CLOSER)
        })
    {
        stop += 1;
    }
    if stop == end + 1 { end } else { stop }
}

/// Whether all words before the head say only what kind it is.
fn generic(tokens: &[Token], left: usize, head: usize) -> bool {
    tokens.get(left..head).is_some_and(|w| w.iter().all(|t| t.is(GENERIC)))
}

/// A Latin name: capitals before the head, "of" inside.
fn latin(tokens: &[Token], start: usize, end: usize, head: Head, found: &mut Vec<Found>, taken: &mut [bool]) {
    let capital = |i: usize| tokens.get(i).is_some_and(|t| t.upper && !t.indic);
    if !capital(start) {
        return;
    }
    let mut left = start;
    while left > 0 && start - left < REACH && tokens.get(left).is_some_and(|t| t.gap != Gap::Break) && capital(left - 1)
    {
        left -= 1;
    }
    while left < start
        && tokens
            .get(left)
            .is_some_and(|t| t.is(CLOSER) || (t.first && start - left > 1))
    {
        left += 1;
    }
    // One word at least must be a name, not "high", "state".
    if !tokens
        .get(left..start)
        .is_some_and(|w| w.iter().any(|t| !t.is(COMMON) && t.span.len() > 1))
    {
        return;
    }
    let kind = match head {
        Head::Organisation | Head::Government => EntityKind::Organisation,
        Head::Event => EntityKind::Event,
        Head::Place => EntityKind::Place,
        Head::After | Head::Before => return,
    };
    push(found, taken, left, end, kind);
}

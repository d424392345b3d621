//! People that no list has: titles and known parts of names.

use super::Found;
use super::lexicon::{AGENT, CLOSER, COMMON, INITIAL, LEXICON, MODIFIER, NAME, SURNAME, Strength, WOMAN};
use super::phrases::{Hit, Phrases};
use super::tokens::{Gap, Token, letters};
use crate::model::EntityKind;
use rustc_hash::FxHashSet;

/// Words that a name has at most.
const LONGEST: usize = 5;

/// Finds runs of name words, after a title or with known parts, and marks their words as taken.
pub(super) fn find(text: &str, tokens: &[Token], phrases: &Phrases, found: &mut Vec<Found>, taken: &mut [bool]) {
    let mut hit_at: Vec<Option<Hit>> = vec![None; tokens.len()];
    for h in &phrases.hits {
        for slot in hit_at.iter_mut().take(h.end).skip(h.start) {
            *slot = Some(*h);
        }
    }
    let mut i = 0;
    while i < tokens.len() {
        let end = run(tokens, phrases, &hit_at, taken, i);
        if end == i {
            i += 1;
            continue;
        }
        if let Some((start, stop)) = accept(tokens, phrases, i, end)
            && !known(&hit_at, start, stop)
        {
            for t in taken.iter_mut().take(stop).skip(start) {
                *t = true;
            }
            found.push(Found {
                start,
                end: stop,
                kind: EntityKind::Person,
                sure: false,
            });
        }
        i = end;
    }
    acronyms(text, tokens, found, taken);
}

/// Takes away names of the gazetteer that go on with a part of a person's name: Washington in "Washington Sundar" is no
/// city, and "Nitish Kumar Reddy" is not Nitish Kumar. Latin words only: there capitals say that it goes on. A part is
/// what a list has, or what follows a title elsewhere; gives the names that only the latter makes known.
pub(super) fn leave_longer(tokens: &[Token], phrases: &mut Phrases) -> Vec<Found> {
    let begins: FxHashSet<usize> = phrases.hits.iter().map(|h| h.start).collect();
    let heads: FxHashSet<usize> = phrases.heads.iter().map(|h| h.0).collect();
    let titled = |i: usize| phrases.titled.get(i).is_some_and(Option::is_some);
    let called = (0..).zip(tokens).filter(|(i, t)| t.upper && titled(*i));
    let people: FxHashSet<u32> = called.map(|(_, t)| t.word).collect();
    let listed = |t: &Token| t.is(NAME | SURNAME);
    let next = |h: &Hit| {
        tokens
            .get(h.end)
            .filter(|t| t.gap == Gap::Joined && t.upper && !t.all_upper)
    };
    let goes_on = |h: &Hit| {
        let kind = LEXICON.known.get(h.known as usize).map(|k| k.kind);
        let part = next(h).is_some_and(|t| (listed(t) || people.contains(&t.word)) && !t.is(CLOSER | MODIFIER));
        let title = phrases.title_end.get(h.end).is_some_and(|e| *e > 0);
        let other = begins.contains(&h.end) || heads.contains(&h.end) || title;
        let cased = tokens.get(h.start).is_some_and(|t| t.upper && !t.all_upper);
        matches!(kind, Some(EntityKind::Person | EntityKind::Place)) && cased && !h.demonym && part && !other
    };
    let (longer, hits): (Vec<Hit>, Vec<Hit>) = phrases.hits.iter().partition(|h| goes_on(h));
    let only_here = longer.iter().filter(|h| next(h).is_some_and(|t| !listed(t)));
    let found = only_here.map(|h| Found {
        start: h.start,
        end: h.end + 1,
        kind: EntityKind::Person,
        sure: false,
    });
    let found = found.collect();
    phrases.hits = hits;
    found
}

/// Letters read out (एसएसबी) that a list does not know name a body where they act (ने). Fewer letters than this are
/// initials.
const ACRONYM: usize = 3;

/// Bodies by acronyms that no list has, wherever the article has them once they acted.
fn acronyms(text: &str, tokens: &[Token], found: &mut Vec<Found>, taken: &mut [bool]) {
    let acting: FxHashSet<u32> = tokens
        .windows(2)
        .filter(|w| matches!(w, [t, n] if t.unknown() && n.is(AGENT) && n.gap == Gap::Joined && letters(t.span.of(text)) >= ACRONYM))
        .filter_map(|w| w.first().map(|t| t.word))
        .collect();
    if acting.is_empty() {
        return;
    }
    for (i, t) in tokens.iter().enumerate() {
        if acting.contains(&t.word)
            && let Some(free) = taken.get_mut(i)
            && !*free
        {
            *free = true;
            found.push(Found {
                start: i,
                end: i + 1,
                kind: EntityKind::Organisation,
                sure: false,
            });
        }
    }
}

/// Whether a name of the gazetteer says as much as `start..end` does.
fn known(hit_at: &[Option<Hit>], start: usize, end: usize) -> bool {
    hit_at
        .get(start)
        .is_some_and(|h| h.is_some_and(|h| h.start <= start && h.end >= end))
}

/// The end of the run of words from `i` that may be one name.
fn run(tokens: &[Token], phrases: &Phrases, hit_at: &[Option<Hit>], taken: &[bool], i: usize) -> usize {
    let mut end = i;
    while let Some(t) = tokens.get(end) {
        if end - i >= LONGEST || (end > i && (t.gap == Gap::Break || (t.gap == Gap::Hyphen && !t.is(NAME)))) {
            break;
        }
        if taken.get(end).copied().unwrap_or(true) || t.number {
            break;
        }
        if let Some(Some(h)) = hit_at.get(end) {
            // A hyphen before somebody known joins two people (किम-पुतिन).
            if end > i && t.gap == Gap::Hyphen {
                break;
            }
            let person = LEXICON
                .known
                .get(h.known as usize)
                .is_some_and(|k| k.kind == EntityKind::Person);
            // A whole name of the gazetteer stands for itself; a family name alone may belong to somebody else.
            let alone = h.end - h.start == 1;
            if !(alone && t.is(NAME) && (person || h.strength != Strength::Strong || end > i)) || h.demonym {
                break;
            }
        } else if t.indic {
            let initial = t.is(INITIAL) && (!t.is(CLOSER) || initials(tokens, end));
            // An ordinary word between two sure parts belongs to the name (शिव सुंदर व्यास).
            let sure = |k: usize| {
                tokens
                    .get(k)
                    .is_some_and(|t| t.is(NAME) && !t.is(COMMON) && t.gap != Gap::Break)
            };
            let title = phrases.title_end.get(end).is_some_and(|e| *e > 0);
            let inside = end > i && !title && !t.is(CLOSER) && sure(end - 1) && sure(end + 1);
            let woman = end > i && t.is(WOMAN);
            if !(t.is(NAME) || t.unknown() || initial || inside || woman) {
                break;
            }
        } else if !t.upper
            || t.is(CLOSER)
            || (t.is(COMMON) && !t.is(NAME))
            || phrases.title_end.get(end).is_some_and(|e| *e > 0)
        {
            break;
        }
        end += 1;
    }
    end
}

/// Whether a word that is both a postposition and a letter (के, पी) stands among initials: another initial beside it.
fn initials(tokens: &[Token], i: usize) -> bool {
    let joined = |k: usize| tokens.get(k).is_some_and(|t| t.gap == Gap::Joined);
    let pure = |k: usize| tokens.get(k).is_some_and(|t| t.is(INITIAL) && !t.is(CLOSER));
    joined(i + 1) && pure(i + 1) || (i > 0 && joined(i) && pure(i - 1) && tokens.get(i + 1).is_some_and(|t| t.is(NAME)))
}

/// The part of a run that is a name, if there is one.
fn accept(tokens: &[Token], phrases: &Phrases, start: usize, end: usize) -> Option<(usize, usize)> {
    let t = |i: usize| tokens.get(i);
    let woman = |i: usize| i > start && t(i).is_some_and(|t| t.is(WOMAN));
    let is_name = |i: usize| t(i).is_some_and(|t| t.is(NAME)) || woman(i);
    let sure = |i: usize| t(i).is_some_and(|t| t.is(NAME) && !t.is(COMMON) && !t.is(MODIFIER));
    let initial = |i: usize| t(i).is_some_and(|t| t.is(INITIAL));
    let (mut a, mut b) = (start, end);
    let before = phrases.titled.get(a).copied().flatten();
    let (mut title, mut strong) = (before.is_some(), before == Some(false));
    // A title that is also a name word opens the run.
    while a + 1 < b && phrases.title_end.get(a).is_some_and(|e| *e == a + 1) {
        a += 1;
        title = true;
        strong |= phrases.titled.get(a).copied().flatten() == Some(false);
    }
    if !t(a)?.indic {
        return latin(tokens, strong, a, b);
    }
    if !title {
        // At most one word that no list knows before the first known part.
        let known = |at: usize| at < b && is_name(at);
        while a < b && !known(a) && !initial(a) && !known(a + 1) {
            a += 1;
        }
    }
    // At most one after the last.
    while b > a && !is_name(b - 1) && !(b >= 2 + a && (is_name(b - 2) || initial(b - 2))) && !(strong && b - a <= 3) {
        b -= 1;
    }
    while b > a && initial(b - 1) && !is_name(b - 1) {
        b -= 1;
    }
    if a >= b {
        return None;
    }
    let n = b - a;
    let any = (a..b).any(sure);
    let before_postposition = t(b).is_some_and(|x| x.is(CLOSER) && x.gap == Gap::Joined);
    let open = t(b).is_none_or(|x| x.gap == Gap::Break || x.is(CLOSER));
    let letters = initial(a) && t(a).is_some_and(|t| !t.is(CLOSER) && t.span.len() >= 9);
    let good = if strong {
        any || (n <= 3 && before_postposition)
    } else if title {
        any || (n == 2 && before_postposition && is_ne(tokens, b))
    } else if n == 1 {
        sure(a) && before_postposition && is_ne(tokens, b)
    } else {
        (any && (sure(a) || sure(b - 1) || t(b - 1).is_some_and(|t| t.is(SURNAME))))
            || (n == 2 && (letters && open || woman(b - 1) && t(a).is_some_and(Token::unknown)))
    };
    good.then_some((a, b))
}

fn is_ne(tokens: &[Token], i: usize) -> bool {
    tokens.get(i).is_some_and(|t| t.is(AGENT))
}

/// A Latin name: after a title, or with a known part, of two to four capitalised words.
fn latin(tokens: &[Token], title: bool, start: usize, end: usize) -> Option<(usize, usize)> {
    let mut b = start;
    while b < end
        && tokens.get(b).is_some_and(|t| {
            !t.indic && t.upper && (!t.all_upper || t.span.len() <= 2) && t.gap != Gap::Hyphen || b == start
        })
    {
        b += 1;
    }
    let n = b - start;
    // Initials alone are nobody.
    if !tokens.get(start..b)?.iter().any(|t| t.span.len() >= 3) {
        return None;
    }
    let any = (start..b).any(|i| tokens.get(i).is_some_and(|t| t.is(NAME)));
    let good = if title {
        (2..=4).contains(&n) || (n == 1 && tokens.get(start).is_some_and(|t| t.span.len() >= 3))
    } else {
        any && (2..=4).contains(&n)
    };
    good.then_some((start, b))
}

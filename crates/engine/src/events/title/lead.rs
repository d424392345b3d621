//! A title from the text where no report has a usable headline: its first line or sentence, shortened at a clause border.

use super::headline::{capital, cleaned, decoded, is_balanced, is_headline, one_line};
use super::lexicon::LEXICON;
use crate::model::*;
use crate::propositions::{clauses, has_verb, is_cut, is_dangling, phrases, strip_dateline};
use crate::similarity::words::{folded_words, pack_words};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;
use sutradhar_text::chars::is_indic;

/// Letters of a title from the text at most.
pub(super) const ROOM: usize = 90;
/// Letters where no clause border leaves less.
pub(super) const WIDE: usize = 115;
/// Letters of the first line of a body that may be its headline at most.
const LINE: usize = 130;
/// Sentences among which the lead is looked for.
const TOP: usize = 5;
/// Words of a sentence that says something.
const LEAST_WORDS: usize = 4;
/// Letters of a title that was cut at least.
const SHORTEST: usize = 25;
/// Letters of a title that was cut at a phrase at least; before that a word is the better place.
const PHRASE: usize = 55;
/// Words of a place before a colon at most, and words that must stand behind it.
const PLACE_WORDS: usize = 2;
const PLACE_REST: usize = 5;

static OPENERS: LazyLock<FxHashSet<String>> = LazyLock::new(|| pack_words("claims-openers"));

/// How a sentence may be made short.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Cut {
    /// At the border of a clause.
    Clause,
    /// At the border of a phrase, or of a word, with dots.
    Phrase,
}

/// The lead of a report as a title of at most `room` letters; `None` if it cannot be cut like that.
pub(super) fn title(a: &Analysis, room: usize, cut: Cut) -> Option<String> {
    for (nth, s) in a.body_sentences().take(TOP).enumerate() {
        let span = begun(a, s.span.trim(&a.article.text), nth == 0);
        if let Some(line) = own_line(a, s, span, nth) {
            return Some(line);
        }
        let span = without_place(a, strip_dateline(a, span));
        if !is_lead(a, span, nth == 0) {
            continue;
        }
        let own = without_scene(a, span);
        let title = match cut {
            Cut::Clause => at_clause(a, span, room).or_else(|| at_clause(a, own?, room)),
            Cut::Phrase => inner(a, span, room).or_else(|| at_phrase(a, own.unwrap_or(span), room)),
        };
        return title.map(|t| capital(&t));
    }
    None
}

/// A span without the number or the name of a record before it (a number that nothing in the text takes up again, or
/// Latin letters with a number before an Indic text).
fn begun(a: &Analysis, span: Span, first: bool) -> Span {
    let mut out = span;
    let mut number = first && a.article.headline.is_none();
    loop {
        let text = a.words(out);
        let Some((token, rest)) = text.split_once(char::is_whitespace) else {
            return if is_record(text) {
                Span { start: out.end, ..out }
            } else {
                out
            };
        };
        let digits = token.len() > 2 && token.bytes().all(|b| b.is_ascii_digit());
        let again = || a.article.text.matches(token).nth(1).is_some();
        if is_record(token) || (number && digits && !again()) {
            number &= is_record(token);
            out.start = out.end - rest.trim_start().len() as u32;
            continue;
        }
        let latin = text.find(is_indic).and_then(|at| text.get(..at)).unwrap_or("");
        let numbered = latin.bytes().filter(u8::is_ascii_digit).count() > 2 && latin.split_whitespace().count() < 6;
        if number && numbered && latin.is_ascii() && latin.bytes().any(|b| b.is_ascii_lowercase()) {
            out.start += latin.len() as u32;
        }
        return out;
    }
}

/// A span without a place before a colon that [`opened`] does not know as one.
fn without_place(a: &Analysis, span: Span) -> Span {
    let text = a.words(span);
    let Some((place, rest)) = text.split_once(':') else {
        return span;
    };
    let short =
        place.split_whitespace().count() <= PLACE_WORDS && place.chars().all(|c| is_indic(c) || " -,.".contains(c));
    if !short || rest.split_whitespace().count() < PLACE_REST {
        return span;
    }
    Span {
        start: span.end - rest.trim_start().len() as u32,
        end: span.end,
    }
}

/// An English sentence without the phrase before its subject ("Speaking at a rally, ..."), if it opens with one.
fn without_scene(a: &Analysis, span: Span) -> Option<Span> {
    let text = a.words(span);
    let first = folded_words(text, 0).into_iter().next()?;
    if !LEXICON.has("opens", &first.text) {
        return None;
    }
    let (scene, rest) = text.split_once(", ")?;
    let fits = scene.chars().count() <= WIDE && is_balanced(scene) && rest.split_whitespace().count() >= PLACE_REST;
    fits.then(|| Span {
        start: span.end - rest.len() as u32,
        end: span.end,
    })
}

/// Whether a word is the name of a record or a file: `news_2003_4.txt`.
fn is_record(token: &str) -> bool {
    token.is_ascii() && token.contains('_') && token.bytes().any(|b| b.is_ascii_digit())
}

/// The first lines of a body without a full stop, where more text follows, are headlines that the page does not mark.
fn own_line(a: &Analysis, s: &Sentence, span: Span, nth: usize) -> Option<String> {
    let text = &a.article.text;
    let line = a.article.lines.iter().find(|l| l.n == s.line)?;
    let alone = line.span.trim(text) == s.span.trim(text);
    let last = a.body_sentences().last().is_none_or(|l| l.line == s.line);
    let words = a.words(span);
    let short = words.chars().count() <= LINE;
    if nth > 1 || !alone || last || !short || words.ends_with(['।', '.', '?', '॥']) {
        return None;
    }
    let title = cleaned(words, &a.article);
    let opened = strip_dateline(a, span);
    (is_headline(&title, &a.article) && (opened == span || words.contains(':')) && !is_credit(&title)).then_some(title)
}

/// Whether words are a date, an address or a credit.
fn is_credit(words: &str) -> bool {
    let digits = words.chars().filter(char::is_ascii_digit).count();
    words.contains(['@', '©']) || words.contains("http") || digits * 3 > words.chars().count()
}

/// Whether a sentence can be understood alone and says something.
fn is_lead(a: &Analysis, span: Span, first: bool) -> bool {
    let text = a.words(span);
    let words = folded_words(text, 0);
    let is_anaphoric = !first && words.first().is_none_or(|w| OPENERS.contains(&w.text));
    words.len() >= LEAST_WORDS
        && !is_anaphoric
        && !text.trim_end().ends_with(['?', ':', '：'])
        && has_verb(text, a.article.language)
        && !is_credit(text)
}

/// Words without the marks at their start and end, on one line.
fn finished(words: &str) -> String {
    let words = words.trim_start_matches(['-', '–', '—', '•', '*', ' ']);
    let words = words.trim_end_matches([' ', '।', '.', ',', ';', ':', '–', '—', '-', '|', '॥', '\n', '\u{a0}']);
    one_line(&decoded(words))
}

/// The same without what stands in round brackets.
fn shortened(words: &str, room: usize) -> String {
    let mut out = finished(words);
    while out.chars().count() > room
        && let Some(from) = out.find('(')
        && let Some(to) = out.get(from..).and_then(|t| t.find(')'))
    {
        out.replace_range(from..=from + to, "");
        out = one_line(&out).replace(" ,", ",");
    }
    out
}

/// Whether a passage may not end here: the next word is waited for.
fn waits(words: &str, language: Lang) -> bool {
    let last = folded_words(words, 0).pop();
    is_dangling(words, language) || last.is_none_or(|w| LEXICON.has("dangling", &w.text))
}

/// The sentence, or as many of its first clauses as there is room for.
fn at_clause(a: &Analysis, span: Span, room: usize) -> Option<String> {
    let whole = shortened(a.words(span), room);
    let is_anaphoric = |words: &str| {
        let first = folded_words(words, 0).into_iter().next();
        first.is_none_or(|w| LEXICON.has("opens", &w.text))
    };
    if whole.chars().count() <= room && is_balanced(&whole) {
        return Some(whole);
    }
    let ends = clauses(a, span).into_iter().rev().map(|c| c.end);
    let part = |end: u32| Span { start: span.start, end };
    ends.map(part)
        .find_map(|p| says(a, p, room).filter(|words| !is_anaphoric(words)))
}

/// The words of a passage that can stand for its sentence.
fn says(a: &Analysis, part: Span, room: usize) -> Option<String> {
    let language = a.article.language;
    let words = shortened(a.words(part), room);
    let long = words.chars().count();
    let good = (SHORTEST..=room).contains(&long)
        && has_verb(&words, language)
        && is_balanced(&words)
        && !is_cut(a, part)
        && !is_dangling(&words, language)
        && !only_says(a, part);
    good.then_some(words)
}

/// The sentence without its first phrases, where these only set the scene (in a place) and the verb stands at the end.
fn inner(a: &Analysis, span: Span, room: usize) -> Option<String> {
    let list = phrases(a, span);
    let ends: Vec<u32> = clauses(a, span).into_iter().rev().map(|c| c.end).collect();
    let scene = |p: &&Span| {
        let last = folded_words(a.words(**p), 0).pop();
        last.is_some_and(|w| LEXICON.has("scene", &w.text))
    };
    let dropped = list.iter().take_while(scene).count();
    list.iter().take(dropped + 1).skip(1).find_map(|p| {
        let first = folded_words(a.words(*p), 0).into_iter().next();
        let whole = first.is_some_and(|w| !LEXICON.has("mid", &w.text) && !OPENERS.contains(&w.text));
        let parts = ends.iter().filter(|e| whole && **e > p.start).map(|end| Span {
            start: p.start,
            end: *end,
        });
        parts.into_iter().find_map(|part| says(a, part, room))
    })
}

/// Whether a passage holds the cue of a statement and little of what is said.
fn only_says(a: &Analysis, part: Span) -> bool {
    a.statements.iter().any(|s| {
        let shared = s
            .content
            .end
            .min(part.end)
            .saturating_sub(s.content.start.max(part.start));
        s.cue.is_some_and(|c| c.overlaps(part)) && shared * 2 < s.content.len() as u32
    })
}

/// As many of its first phrases as there is room for, else of its words, with dots.
fn at_phrase(a: &Analysis, span: Span, room: usize) -> Option<String> {
    let language = a.article.language;
    let part = |end: u32| Span { start: span.start, end };
    let fits = |p: &Span| {
        let words = finished(a.words(*p));
        words.chars().count() < room && !waits(&words, language) && !only_says(a, *p)
    };
    let long = |p: &Span| {
        let words = finished(a.words(*p));
        words.chars().count() >= PHRASE && is_balanced(&words)
    };
    let borders = phrases(a, span).into_iter().rev().map(|p| part(p.end));
    let found = borders.into_iter().find(|p| fits(p) && long(p));
    let words = folded_words(a.words(span), span.start as usize);
    let ends = || words.iter().rev().map(|w| part(w.span.end));
    let tells = |p: &Span| a.words(*p).chars().count() >= SHORTEST;
    let found = found.or_else(|| ends().find(|p| fits(p) && tells(p)));
    let room_for = |p: &Span| {
        let words = finished(a.words(*p));
        words.chars().count() < room && !waits(&words, language)
    };
    let found = found.or_else(|| ends().find(room_for));
    found.map(|p| format!("{}…", finished(a.words(p))))
}

//! Whether the words of a sentence came through whole: no two words run together, no mark-up, no broken letters.

use super::alone::is;
use crate::model::*;
use crate::similarity::{background_of, terms};
use sutradhar_text::chars::{is_indic, is_word_char};
use sutradhar_text::stem::stem;

/// Rarity below which a word is common in the news.
const COMMON: f32 = 5.6;
/// Fewest letters of a word that another one was run together with.
const REST: usize = 4;

/// Whether nothing of a sentence was damaged on its way here.
pub(super) fn intact(language: Lang, text: &str) -> bool {
    let glued = || language == Lang::En && (run_together(text) || marks_run_on(text) || starts_again(text));
    !mark_up(text) && !broken(text) && !twice(text) && !left_open(text) && !glued()
}

/// Whether a character reference of HTML is left: `&name;`.
fn mark_up(text: &str) -> bool {
    text.split('&').skip(1).any(|rest| {
        rest.split_once(';').is_some_and(|(name, _)| {
            (2..8).contains(&name.len()) && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'#')
        })
    })
}

/// Whether a letter came out of a font that is no Unicode, or could not be read at all.
fn broken(text: &str) -> bool {
    let indic = text.chars().any(is_indic);
    // A vowel sign that lost its letter.
    let bare = text.split_whitespace().any(|w| w.starts_with(is_sign));
    bare || text
        .chars()
        .any(|c| matches!(c, '\u{fffd}' | '\u{fffc}') || (indic && matches!(c, '¨' | '´' | '¸' | 'Ã' | 'å' | 'æ')))
}

/// Whether `c` is a sign that no word begins with: a vowel sign, an anusvara, a virama of Devanagari.
fn is_sign(c: char) -> bool {
    matches!(c, '\u{900}'..='\u{903}' | '\u{93a}'..='\u{93c}' | '\u{93e}'..='\u{94f}')
}

/// Whether words were set twice: "on on Sunday", "one of the one of the".
fn twice(text: &str) -> bool {
    let words: Vec<String> = text
        .split_whitespace()
        .map(|w| w.trim_matches(|c: char| !is_word_char(c)).to_lowercase())
        .collect();
    let one = words.windows(2).any(|w| w[0] == w[1] && is("once", &w[0]));
    let two = words.windows(4).any(|w| w[0] == w[2] && w[1] == w[3] && w[0] != w[1]);
    one || two
}

/// Whether a single quotation mark opens and never closes.
fn left_open(text: &str) -> bool {
    let mut open = false;
    let mut before = ' ';
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if matches!(c, '\'' | '‘') {
            let opens = (before.is_whitespace() || matches!(before, '(' | '"' | '“'))
                && rest.peek().is_some_and(|n| is_word_char(*n) && !n.is_ascii_digit());
            let closes = rest.peek().is_none_or(|n| !is_word_char(*n));
            open = opens || (open && !closes);
        } else if c == '’' && rest.peek().is_none_or(|n| !is_word_char(*n)) {
            open = false;
        }
        before = c;
    }
    open
}

/// Whether a mark stands between two letters where a blank was lost: `parks,it`, `"relief"in`.
fn marks_run_on(text: &str) -> bool {
    let letters: Vec<char> = text.chars().collect();
    let quote = |c: char| matches!(c, '"' | '”');
    let letter = |c: char| is_word_char(c) && !c.is_numeric();
    letters.windows(3).any(|w| {
        let (a, mark, b) = (w[0], w[1], w[2]);
        let comma = matches!(mark, ',' | ';') && letter(a) && letter(b);
        // A closing mark after a letter or a stop, and a letter right behind it.
        let closing = quote(mark) && (is_word_char(a) || matches!(a, ',' | '.')) && letter(b);
        comma || closing
    })
}

/// Whether a sentence starts inside another one, where a title lost its end: "Bridge closed The town is".
fn starts_again(text: &str) -> bool {
    let words: Vec<&str> = text.split_whitespace().collect();
    words.windows(3).any(|w| {
        matches!(w[1], "The" | "An" | "This" | "These" | "It" | "He" | "She" | "They")
            && w[0].ends_with(is_word_char)
            && w[2].starts_with(char::is_lowercase)
    })
}

/// Whether two words stand as one: `theCabinet`, `reliefand`.
fn run_together(text: &str) -> bool {
    text.split(|c: char| !is_word_char(c))
        .any(|w| in_capitals(w) || in_small(w) || in_name(w))
}

/// `theCabinet`: a capital inside, behind a word that belongs to no name.
fn in_capitals(word: &str) -> bool {
    let mut before = ' ';
    for (at, c) in word.char_indices() {
        if c.is_uppercase() && before.is_lowercase() {
            let (head, rest) = word.split_at(at);
            let head = head.to_lowercase();
            // "runnerRama": a plain word before a name.
            if word.starts_with(char::is_lowercase) && at >= REST && rarity(&head) < unknown() {
                return true;
            }
            if is("en-joint", &head) || is("en-office", &head) || is("en-office", &rest.to_lowercase()) {
                return true;
            }
        }
        before = c;
    }
    false
}

/// `Ramgarhdistrict`: a name and the common noun behind it.
fn in_name(word: &str) -> bool {
    word.starts_with(char::is_uppercase)
        && word.char_indices().skip(REST).any(|(at, _)| is("en-tail", &word[at..]))
        && rarity(&word.to_lowercase()) >= unknown()
}

/// `reliefand`: no word of the news, but one with a small word before or behind it.
fn in_small(word: &str) -> bool {
    if is("en-run", word) {
        return true;
    }
    if !word.bytes().all(|b| b.is_ascii_lowercase()) || word.len() < REST + 2 || rarity(word) < unknown() {
        return false;
    }
    let known = |w: &str| rarity(w) < unknown();
    let verb = |w: &str| w.ends_with("ed") || w.ends_with("ing");
    let common = |w: &str| w.len() >= REST && rarity(w) < COMMON;
    (2..word.len() - 1).any(|at| {
        let (head, rest) = word.split_at(at);
        (is("en-before", head) && rest.len() >= REST && known(rest))
            || (is("en-behind", rest) && head.len() >= REST && known(head))
            || (word.len() > 2 * REST && common(head) && common(rest) && verb(rest))
    })
}

/// How rare a word is in news at large.
fn rarity(word: &str) -> f32 {
    let table = background_of("en");
    table.idf(terms::id(stem(word))).min(table.idf(terms::id(word)))
}

/// The rarity of a word that news at large does not have.
fn unknown() -> f32 {
    background_of("en").most()
}

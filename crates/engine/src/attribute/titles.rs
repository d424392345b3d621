//! The words beside a name: titles before and behind it, initials, and what a mention took in from its clause.

use super::lexicon::{Class, ENGLISH, HINDI};
use super::people::{bare, folded, is};
use crate::model::*;
use sutradhar_text::chars::is_word_char;

/// Most words of a title before a name.
const TITLE_WORDS: usize = 9;

/// Most bytes of initials ("H.C.").
const INITIALS: usize = 6;

/// The name of a body without what a mention took in from the clause before it.
pub(super) fn body_name(text: &str) -> &str {
    let mut name = text;
    while let Some((first, rest)) = name.split_once(' ') {
        let word = bare(first);
        let class = HINDI.class(&word);
        let clause = class.is(Class::STOP.or(Class::VERB).or(Class::CONJUNCTION).or(Class::GENITIVE));
        if !clause && !super::check::is("hi-never", &word) && !super::check::is("hi-lead", &word) {
            break;
        }
        name = rest.trim_start();
    }
    name
}

/// The words of an English title that ends before a name: capitals, known nouns and what joins them.
pub(super) fn title_before(before: &str) -> Vec<String> {
    let mut out = Vec::new();
    for raw in before.split_whitespace().rev().take(TITLE_WORDS) {
        let word = bare(raw);
        let capital = raw
            .trim_start_matches(['(', '"', '“', '\''])
            .starts_with(char::is_uppercase);
        let joins = ["of", "for", "and", "the", "in-charge"].contains(&word.as_str()) || word.is_empty();
        let known = is("holder", &word) || is("part", &word) || is("body", &word) || is("honour", &word);
        let known = known || ENGLISH.class(&word).is(Class::TITLE.or(Class::OFFICIAL)) || word == "general";
        let ends = raw.ends_with([',', ';', ':', '.', '”', '"']) && !is("honour", &word) && word.len() > 4;
        // "Commissioner of Police (South East Zone), S. Rao": the brackets close the title.
        let ends = ends && !raw.ends_with("),");
        if ends || !(capital || joins || known) {
            break;
        }
        out.push(word);
    }
    out.reverse();
    out.retain(|w| !w.is_empty());
    out
}

/// The words of an English title behind a name: ", Chairman of the board,".
pub(super) fn title_behind(behind: &str) -> Vec<String> {
    let Some(rest) = behind.strip_prefix(", ") else {
        return Vec::new();
    };
    let part = rest.split([',', ';', '.', '”', '"']).next().unwrap_or("");
    let words = folded(part);
    let noun = |w: &String| is("holder", w) || is("body", w);
    let fits = words.len() <= TITLE_WORDS && words.iter().take(6).any(noun);
    if fits && !words.first().is_some_and(|w| is("clause", w)) {
        words
    } else {
        Vec::new()
    }
}

/// The words of a Hindi title that ends before a name.
pub(super) fn hindi_before(before: &str) -> Vec<String> {
    let mut out = Vec::new();
    for raw in before.split_whitespace().rev().take(TITLE_WORDS) {
        let word = bare(raw);
        let class = HINDI.class(&word);
        let stop = Class::STOP
            .or(Class::VERB)
            .or(Class::AUXILIARY)
            .or(Class::ERGATIVE)
            .or(Class::COMPLEMENT)
            .or(Class::SAY);
        let ends = raw.ends_with([',', '।', ';', ':', '”', '"', '-']);
        if ends || word.is_empty() || class.is(stop) && !class.is(Class::TITLE) {
            break;
        }
        out.push(word);
    }
    out.reverse();
    out
}

/// A last name with the initials that stand right before it: "H.C. Devi".
pub(super) fn with_initials<'a>(analysis: &'a Analysis, span: Span, name: &'a str) -> &'a str {
    let text = &analysis.article.text;
    let (before, whole) = (
        text.get(..span.start as usize).unwrap_or(""),
        text.get(..span.end as usize),
    );
    let last = before.rsplit(char::is_whitespace).find(|w| !w.is_empty()).unwrap_or("");
    let initials = last.len() >= 2
        && last.len() <= INITIALS
        && last.ends_with('.')
        && last
            .split('.')
            .all(|p| p.is_empty() || p.len() == 1 && p.starts_with(|c: char| c.is_ascii_uppercase()));
    if !initials || name.len() != span.len() || name.contains(' ') {
        return name;
    }
    let from = before.rfind(last).unwrap_or(before.len());
    whole.and_then(|w| w.get(from..)).unwrap_or(name)
}

/// The last bytes of a text, from a border of a character on.
pub(super) fn tail(text: &str, bytes: usize) -> &str {
    let mut from = text.len().saturating_sub(bytes);
    while !text.is_char_boundary(from) {
        from += 1;
    }
    &text[from..]
}

/// Whether a body that is named at `at` has the mark of the one who acts behind it.
pub(super) fn acts(analysis: &Analysis, name: &str, at: u32) -> bool {
    let behind = analysis.article.text.get(at as usize + name.len()..).unwrap_or("");
    behind
        .split_whitespace()
        .next()
        .is_some_and(|w| HINDI.class(w).is(Class::ERGATIVE))
}

/// A name of three words and more without the place of the posting that stands before it: "SP Sonpur Ratan Kumar".
pub(super) fn behind_place<'a>(analysis: &Analysis, name: &'a str) -> &'a str {
    let Some((first, rest)) = name.split_once(' ').filter(|f| f.1.contains(' ')) else {
        return name;
    };
    let word = bare(first);
    let place = analysis.mentions.iter().any(|m| {
        let place = bare(analysis.words(m.span));
        m.kind == EntityKind::Place
            && !place.is_empty()
            && (word == place || word.starts_with(&place) && word.chars().count() <= place.chars().count() + 1)
    });
    if place { rest.trim_start() } else { name }
}

/// The first name that stands before a last name elsewhere in an English text, where the names stage found none; none if
/// there are several.
pub(super) fn unlisted(analysis: &Analysis, last: &str) -> Option<String> {
    let raw: Vec<&str> = analysis.article.text.split_whitespace().collect();
    let first = |w: &str| {
        let word = bare(w);
        let plain = w.chars().all(is_word_char) && w.starts_with(char::is_uppercase) && w.len() > 2;
        let lists = [
            "holder",
            "honour",
            "honour-he",
            "honour-she",
            "part",
            "name-lead",
            "body",
            "public",
            "loose",
        ];
        plain && ENGLISH.class(&word) == Class::default() && !lists.iter().any(|s| is(s, &word))
    };
    let alone = |k: usize| {
        let next = raw.get(k + 2).filter(|_| raw[k + 1].ends_with(is_word_char));
        !next.is_some_and(|n| n.starts_with(char::is_uppercase))
    };
    let initials = |w: &str| w.len() <= INITIALS && w.ends_with('.') && w.starts_with(|c: char| c.is_ascii_uppercase());
    let mut found: Vec<String> = Vec::new();
    for (k, word) in raw.iter().enumerate().skip(1) {
        if bare(word) != last || !word.starts_with(char::is_uppercase) || !alone(k - 1) {
            continue;
        }
        let mut from = k;
        while from > 0 && k - from < 2 && initials(raw[from - 1]) && bare(raw[from - 1]).len() <= 3 {
            from -= 1;
        }
        if from > 0 && first(raw[from - 1]) {
            from -= 1;
        }
        if from < k
            && !raw[from..k]
                .iter()
                .any(|w| is("honour", &bare(w)) || is("honour-he", &bare(w)) || is("honour-she", &bare(w)))
        {
            let end = word.trim_end_matches(|c: char| !is_word_char(c));
            let end = end.strip_suffix("'s").or_else(|| end.strip_suffix("’s")).unwrap_or(end);
            found.push(format!("{} {end}", raw[from..k].join(" ")));
        }
    }
    found.sort_unstable();
    found.dedup();
    match found.as_slice() {
        [only] => Some(only.clone()),
        _ => None,
    }
}

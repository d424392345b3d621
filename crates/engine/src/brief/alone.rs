//! Whether a sentence can stand alone: nothing in it leans on what stands before it, and nothing is cut off.

use super::opening::{Word, data_lines, folded_words};
use crate::model::*;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use sutradhar_text::fold::fold;

/// Word lists of one language, by section of `data/brief/leaning.txt`.
#[derive(Default)]
struct Lists {
    /// The sections of each word.
    words: FxHashMap<String, Vec<&'static str>>,
    /// Folded phrases that no sentence of a report holds.
    phrases: Vec<String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists::default();
    for line in data_lines(include_str!("../../data/brief/leaning.txt")) {
        let Some((name, rest)) = line.split_once(' ') else { continue };
        if name == "never" {
            lists.phrases.extend(rest.split('|').map(|p| fold(p.trim())));
            continue;
        }
        for word in rest.split_whitespace().map(fold) {
            lists.words.entry(word).or_default().push(name);
        }
    }
    lists
});

/// Whether a folded word stands in a section of `data/brief/leaning.txt`.
fn is(section: &str, word: &str) -> bool {
    LISTS.words.get(word).is_some_and(|sections| sections.contains(&section))
}

/// Characters of a sentence that says something, and of one that is still read.
const LENGTH: std::ops::RangeInclusive<usize> = 40..=420;
/// Fewest words of a sentence that says something.
const WORDS: usize = 6;
/// Words from the start in which a pronoun leans on the sentence before.
const OPENING: usize = 4;
/// Words from the start in which a definite noun ("the accused") leans on the sentence before.
const DEFINITE: usize = 3;

/// Whether a body sentence stands alone; `lead` if it opens its article, where less was said before.
pub(crate) fn stands_alone(a: &Analysis, span: Span, lead: bool) -> bool {
    let text = a.words(span).trim();
    let words = folded_words(text, span.start as usize);
    let folded = fold(text);
    whole(text, &words)
        && !LISTS.phrases.iter().any(|p| folded.contains(p.as_str()))
        && match a.article.language {
            Lang::En => english(a, text, &words, lead),
            Lang::Hi => hindi(a, &words, lead),
            Lang::Other => false,
            // Of other languages only the lead is safe.
            _ => lead && names(a, span).next().is_some(),
        }
        && (lead || names(a, span).next().is_some())
        && !bare_person(a, span)
}

/// Whether a sentence is there from its first word to its full stop.
fn whole(text: &str, words: &[Word]) -> bool {
    let count = text.chars().count();
    if !LENGTH.contains(&count) || words.len() < WORDS {
        return false;
    }
    let first = text.chars().find(|c| !matches!(c, '"' | '“' | '‘' | '\'' | '₹' | '$'));
    let opens = first.is_some_and(|c| c.is_alphabetic() && !c.is_lowercase() || c.is_ascii_digit());
    let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', ' ']);
    let closes = bare.ends_with(['.', '।', '!', '|', '॥']) && !bare.ends_with("..") && !text.contains('…');
    let dots = text.contains("...") || text.contains("..");
    // "Mr.", "डॉ.", an initial: the sentence was cut there.
    let last = bare.trim_end_matches(['.', '।', '!', '|']).split_whitespace().last().unwrap_or("");
    let cut = bare.ends_with('.')
        && (last.chars().count() == 1 || is("abbreviation", &fold(last)));
    opens && closes && !dots && !cut && balanced(text) && !listed(text)
}

/// Whether quotation marks and brackets are closed.
fn balanced(text: &str) -> bool {
    let count = |c: char| text.matches(c).count();
    count('"') % 2 == 0
        && count('“') == count('”')
        && count('(') == count(')')
        && count('[') == count(']')
        && (count('‘') == 0 || count('‘') <= count('’'))
}

/// Whether it is a line of a list or a label rather than a sentence.
fn listed(text: &str) -> bool {
    let label = text.split_once([':', '|']).is_some_and(|(l, _)| l.split_whitespace().count() <= 4);
    let numbered = text
        .split_once(['.', ')'])
        .is_some_and(|(n, _)| n.len() <= 2 && n.bytes().all(|b| b.is_ascii_digit()));
    label || numbered || text.starts_with(['-', '–', '•', '*', '#'])
}

/// The names of a span.
fn names(a: &Analysis, span: Span) -> impl Iterator<Item = &Mention> {
    let from = a.mentions.partition_point(|m| m.span.end <= span.start);
    a.mentions[from..]
        .iter()
        .take_while(move |m| m.span.start < span.end)
        .filter(|m| m.role == MentionRole::Name)
}

/// Whether a person who has a longer name in this article is named by a part of it only.
fn bare_person(a: &Analysis, span: Span) -> bool {
    let mut seen: Vec<&EntityId> = Vec::new();
    for m in names(a, span).filter(|m| m.kind == EntityKind::Person) {
        if seen.contains(&&m.entity) {
            continue;
        }
        seen.push(&m.entity);
        let short = a.words(m.span).split_whitespace().count() == 1;
        let longer = a
            .mentions
            .iter()
            .any(|o| o.entity == m.entity && a.words(o.span).split_whitespace().count() > 1);
        if short && longer {
            return true;
        }
    }
    false
}

/// Whether a name of a person, a body or a noun for people stands before a word.
fn antecedent(a: &Analysis, words: &[Word], at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    let first = words.first().map_or(word.span.start, |w| w.span.start);
    let span = Span {
        start: first,
        end: word.span.start,
    };
    names(a, span).any(|m| m.kind != EntityKind::Place) || words[..at].iter().any(|w| is("person", &w.text))
}

fn english(a: &Analysis, text: &str, words: &[Word], lead: bool) -> bool {
    let first = words.first().map_or("", |w| w.text.as_str());
    if is("en-opener", first) || (!lead && is("en-later-opener", first)) {
        return false;
    }
    for (i, w) in words.iter().enumerate() {
        let next = words.get(i + 1).map_or("", |n| n.text.as_str());
        let bad = match w.text.as_str() {
            t if is("en-self", t) => true,
            t if is("en-person", t) => i < OPENING && !antecedent(a, words, i) || !antecedent(a, words, i),
            "it" | "its" | "itself" => i < 2 || (!lead && !antecedent(a, words, i)),
            "this" | "these" | "those" => !is("en-time", next) && (i < OPENING || !lead),
            "such" | "latter" | "former" if !lead => next == "a" || w.text != "former" && i < OPENING,
            "the" => (i < DEFINITE || !lead) && is("en-definite", next),
            _ => false,
        };
        if bad {
            return false;
        }
    }
    // "The operation saw ...": a definite noun that nothing in the sentence explains.
    let named = |word: Option<&Word>| {
        word.is_some_and(|w| {
            let s = text.get((w.span.start - words[0].span.start) as usize..).unwrap_or("");
            s.chars().next().is_some_and(|c| c.is_uppercase() || c.is_ascii_digit())
        })
    };
    let explained = |from: usize| words[from..(from + 4).min(words.len())].iter().any(|w| matches!(w.text.as_str(), "of" | "in" | "for" | "at" | "on" | "between" | "against"));
    if first == "the" && !lead && !(1..4).any(|k| named(words.get(k))) && !explained(2.min(words.len())) {
        return false;
    }
    if !lead && matches!(first, "the") && !(1..3).any(|k| named(words.get(k))) {
        return false;
    }
    true
}

fn hindi(a: &Analysis, words: &[Word], lead: bool) -> bool {
    let first = words.first().map_or("", |w| w.text.as_str());
    if is("hi-opener", first) || (!lead && is("hi-later-opener", first)) {
        return false;
    }
    for (i, w) in words.iter().enumerate() {
        let next = words.get(i + 1).map_or("", |n| n.text.as_str());
        let bad = match w.text.as_str() {
            t if is("hi-self", t) => true,
            t if is("hi-this", t) => !is("hi-time", next) && (i < OPENING || !lead),
            t if is("hi-person", t) => i < OPENING || !antecedent(a, words, i),
            t if is("hi-definite", t) => i < 2 && !lead,
            _ => false,
        };
        if bad {
            return false;
        }
    }
    words.last().is_some_and(|w| w.text.chars().last().is_some_and(|c| "ाीेंूैोएईइयुगतन".contains(c)))
}

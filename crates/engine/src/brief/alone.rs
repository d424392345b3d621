//! Whether a sentence can stand alone: nothing in it leans on what stands before it, and nothing is cut off.

use super::opening::{Word, data_lines, folded_words};
use crate::model::*;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use sutradhar_text::chars::is_word_char;
use sutradhar_text::fold::fold;

/// Word lists of one language, by section of `data/brief/leaning.txt`.
#[derive(Default)]
struct Lists {
    /// The sections of each word.
    words: FxHashMap<String, Vec<&'static str>>,
    /// Folded phrases that no sentence of a report holds.
    phrases: Vec<String>,
    /// Folded phrases of headlines over many short reports.
    roundups: Vec<String>,
}

static LISTS: LazyLock<Lists> = LazyLock::new(|| {
    let mut lists = Lists::default();
    for line in data_lines(include_str!("../../data/brief/leaning.txt")) {
        let Some((name, rest)) = line.split_once(' ') else {
            continue;
        };
        let phrases = || rest.split('|').map(|p| fold(p.trim()));
        match name {
            "never" => lists.phrases.extend(phrases()),
            "roundup" => lists.roundups.extend(phrases()),
            _ => {}
        }
        if matches!(name, "never" | "roundup") {
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
    LISTS
        .words
        .get(word)
        .is_some_and(|sections| sections.contains(&section))
}

/// Characters of a sentence that says something, and of one that is still read.
const LENGTH: std::ops::RangeInclusive<usize> = 40..=420;
/// Fewest words of a sentence that says something.
const WORDS: usize = 6;
/// Words from the start within which a sentence below the lead names somebody or some place.
const EARLY: usize = 5;
/// Words from the start in which a pronoun leans on the sentence before.
const OPENING: usize = 4;
/// Words from the start in which a definite noun ("the accused") leans on the sentence before.
const DEFINITE: usize = 3;

/// Whether an article is many short reports under one headline: below its lead nothing is on one matter.
pub(crate) fn is_roundup(a: &Analysis) -> bool {
    let headline = fold(a.article.headline_text());
    LISTS.roundups.iter().any(|p| headline.contains(p.as_str()))
}

/// Whether a line is a sentence that could open a report, and no title, label or number of a record.
pub(crate) fn is_sentence(a: &Analysis, span: Span) -> bool {
    let span = span.trim(&a.article.text);
    let text = a.words(span);
    whole(text, &folded_words(text, span.start as usize))
}

/// Whether a body sentence stands alone; `lead` if it opens its article, where less was said before.
pub(crate) fn stands_alone(a: &Analysis, span: Span, lead: bool) -> bool {
    let span = span.trim(&a.article.text);
    let text = a.words(span);
    if a.article.language == Lang::Other || !LENGTH.contains(&text.chars().count()) {
        return false;
    }
    let words = folded_words(text, span.start as usize);
    whole(text, &words)
        && match a.article.language {
            Lang::En => english(a, text, &words, lead),
            Lang::Hi => hindi(a, &words, lead),
            // Of other languages only the lead is safe.
            _ => lead && names(a, span).next().is_some(),
        }
        && ((lead && a.article.language == Lang::En) || named_early(a, span, &words, lead))
        && !bare_person(a, span, lead)
        && !runs_on(a, span)
        && !never(text)
}

/// Whether the text goes on in lower case: the sentence was cut inside a name ("Example.com").
fn runs_on(a: &Analysis, span: Span) -> bool {
    let after = a.article.text.get(span.end as usize..).unwrap_or("");
    let next = after.trim_start_matches([' ', '\u{a0}']).chars().next();
    next.is_some_and(char::is_lowercase)
}

/// Whether a passage holds words that no sentence of a report has: "also read", a credit, an address.
fn never(text: &str) -> bool {
    let folded = fold(text);
    LISTS.phrases.iter().any(|p| folded.contains(p.as_str()))
}

/// Whether a sentence is there from its first word to its full stop.
fn whole(text: &str, words: &[Word]) -> bool {
    let count = text.chars().count();
    if !LENGTH.contains(&count) || words.len() < WORDS {
        return false;
    }
    let first = text.chars().find(|c| !matches!(c, '"' | '“' | '‘' | '\'' | '₹' | '$'));
    let opens = first.is_some_and(|c| is_word_char(c) && !c.is_lowercase());
    let bare = text.trim_end_matches(['"', '”', '’', '\'', ')', ' ']);
    let closes = bare.ends_with(['.', '।', '!', '|', '॥']) && !bare.ends_with("..") && !text.contains('…');
    let dots = text.contains("...") || text.contains("..");
    // "Mr.", "डॉ.", an initial: the sentence was cut there.
    let last = bare
        .trim_end_matches(['.', '।', '!', '|'])
        .split_whitespace()
        .last()
        .unwrap_or("");
    let cut = bare.ends_with('.') && (last.chars().count() == 1 || is("abbreviation", &fold(last)));
    // A record's number before its text.
    let number = text.chars().take_while(char::is_ascii_digit).count();
    opens && closes && !dots && !cut && number < 3 && balanced(text) && !listed(text)
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
    let label = text
        .split_once([':', '|'])
        .is_some_and(|(l, _)| l.split_whitespace().count() <= 4);
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

/// Whether a sentence below the lead says within its first words whom or which place it is about.
fn named_early(a: &Analysis, span: Span, words: &[Word], lead: bool) -> bool {
    let at = names(a, span)
        .next()
        .map(|m| words.partition_point(|w| w.span.end <= m.span.start));
    at.is_some_and(|at| lead || at <= EARLY)
}

/// Whether a person who has a longer name in this article is named by a part of it only.
fn bare_person(a: &Analysis, span: Span, lead: bool) -> bool {
    let mut seen: Vec<&EntityId> = Vec::new();
    for m in names(a, span).filter(|m| m.kind == EntityKind::Person) {
        if seen.contains(&&m.entity) {
            continue;
        }
        seen.push(&m.entity);
        let name = a.words(m.span);
        let short = name.split_whitespace().count() == 1 && !a.article.headline_text().contains(name);
        // Below the lead a lone given name was introduced before, whether or not the names stage joined the two.
        let hindi = a.article.language == Lang::Hi && !lead;
        let longer = || {
            hindi
                || a.mentions
                    .iter()
                    .any(|o| o.entity == m.entity && a.words(o.span).split_whitespace().count() > 1)
        };
        if short && longer() {
            return true;
        }
    }
    false
}

/// From the first word of a sentence to this one.
fn before(words: &[Word], word: &Word) -> Span {
    Span {
        start: words.first().map_or(word.span.start, |w| w.span.start),
        end: word.span.start,
    }
}

/// Whether a name of a person (of a body too, unless `one`) or a noun for people stands before a word.
fn antecedent(a: &Analysis, words: &[Word], at: usize, one: bool) -> bool {
    let Some(word) = words.get(at) else { return false };
    let first = words.first().map_or(word.span.start, |w| w.span.start);
    let span = Span {
        start: first,
        end: word.span.start,
    };
    names(a, span).any(|m| m.kind == EntityKind::Person || (!one && m.kind != EntityKind::Place))
        || words[..at].iter().any(|w| is("person", &w.text))
}

fn english(a: &Analysis, text: &str, words: &[Word], lead: bool) -> bool {
    // "Mr. Rao urged ...": introduced before.
    let mister = |w: &Word| matches!(w.text.as_str(), "mr" | "ms" | "mrs" | "mr." | "ms." | "mrs.");
    if !lead && words.iter().any(mister) {
        return false;
    }
    // Pieces of a feed glued together stand two spaces apart.
    if text.contains("  ") {
        return false;
    }
    let first = words.first().map_or("", |w| w.text.as_str());
    if is("en-opener", first) || (!lead && is("en-later-opener", first)) {
        return false;
    }
    for (i, w) in words.iter().enumerate() {
        let next = words.get(i + 1).map_or("", |n| n.text.as_str());
        let bad = match w.text.as_str() {
            t if is("en-self", t) => true,
            t if is("en-one", t) => !antecedent(a, words, i, true),
            t if is("en-person", t) => !antecedent(a, words, i, false),
            "it" | "its" | "itself" => i < 2 || (!lead && !antecedent(a, words, i, false)),
            "this" | "these" | "those" => !is("en-time", next),
            "such" | "latter" | "former" if !lead => next == "a" || w.text != "former" && i < OPENING,
            "also" | "too" if !lead => true,
            "both" => names(a, before(words, w)).count() < 2 && !words[i..].iter().any(|w| w.text == "and"),
            "the" => {
                let said = words[..i].iter().any(|w| w.text == next);
                let someone = matches!(next, "man" | "woman" | "boy" | "girl");
                (someone || i < DEFINITE || !lead) && is("en-definite", next) && !said
            }
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
            s.chars().next().is_some_and(char::is_uppercase)
        })
    };
    let explained = words.iter().take(5).any(|w| {
        matches!(
            w.text.as_str(),
            "of" | "in" | "for" | "at" | "on" | "between" | "against"
        )
    });
    // "The Ruritanian leader made the overture": known from a sentence before.
    let role = first == "the" && words.iter().skip(1).take(3).any(|w| is("en-role", &w.text));
    let definite = role || first == "the" && !(1..3).any(|k| named(words.get(k))) && !(lead && explained);
    !definite && !caption(words)
}

/// Whether a sentence has a participle and no finite verb, as captions of photos have: "X inspecting a camp in Y."
fn caption(words: &[Word]) -> bool {
    let finite = |w: &Word| w.text.ends_with("ed") || is("en-finite", &w.text);
    words.iter().any(|w| w.text.ends_with("ing") && w.text.len() > 5) && !words.iter().any(finite)
        || words.iter().any(|w| w.text == "seen") && !words.iter().any(|w| is("en-finite", &w.text))
}

fn hindi(a: &Analysis, words: &[Word], lead: bool) -> bool {
    let first = words.first().map_or("", |w| w.text.as_str());
    if is("hi-opener", first) || (!lead && is("hi-later-opener", first)) {
        return false;
    }
    // "मुख्यमंत्री ने" leans, "मुख्यमंत्री रमा देवी ने" does not.
    let named = || {
        words
            .get(1..4.min(words.len()))
            .unwrap_or_default()
            .iter()
            .any(|w| names(a, w.span).next().is_some())
    };
    if !lead && is("hi-noun-opener", first) && !named() {
        return false;
    }
    for (i, w) in words.iter().enumerate() {
        let next = words.get(i + 1).map_or("", |n| n.text.as_str());
        let bad = match w.text.as_str() {
            "यदि" | "अगर" => !lead,
            // Of which district?
            "जिला" | "जिले" => !words
                .iter()
                .any(|w| names(a, w.span).any(|m| m.kind == EntityKind::Place)),
            "भी" => !lead && i <= EARLY,
            t if is("hi-self", t) => true,
            // "इस घटना" leans even in a lead.
            t if is("hi-this", t) => !is("hi-time", next) && (i < OPENING || !lead || is("hi-noun-opener", next)),
            // "कि जिन जिलों में ...": cut before what is said of them.
            "जिन" | "जिस" => !words[i..]
                .iter()
                .any(|w| is("hi-person", &w.text) || is("hi-this", &w.text)),
            t if is("hi-person", t) => i < OPENING || !antecedent(a, words, i, false),
            t if is("hi-definite", t) => i < 2 && !lead,
            _ => false,
        };
        if bad {
            return false;
        }
    }
    words
        .last()
        .is_some_and(|w| w.text.chars().last().is_some_and(|c| "ाीेंूैोएईइयुगतन".contains(c)))
}

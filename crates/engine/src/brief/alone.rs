//! Whether a sentence can stand alone: nothing in it leans on what stands before it, and nothing is cut off.

use super::intact::intact;
use super::opening::{Word, data_lines, folded_words};
use crate::model::*;
use rustc_hash::{FxHashMap, FxHashSet};
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
    /// Folded phrases of speaking without what was said.
    vague: Vec<String>,
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
            "vague" => lists.vague.extend(phrases()),
            "roundup" => lists.roundups.extend(phrases()),
            _ => {}
        }
        if matches!(name, "never" | "vague" | "roundup") {
            continue;
        }
        for word in rest.split_whitespace().map(fold) {
            lists.words.entry(word).or_default().push(name);
        }
    }
    lists
});

/// Last words of titles and of words of office.
static TITLES: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    data_lines(include_str!("../../data/names/titles.txt"))
        .filter_map(|l| l.trim_start_matches('~').split_whitespace().last())
        .filter(|w| !matches!(*w, "mr" | "mrs" | "ms" | "dr"))
        .map(fold)
        .collect()
});

/// Whether a folded word stands in a section of `data/brief/leaning.txt`.
pub(super) fn is(section: &str, word: &str) -> bool {
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
        && intact(a.article.language, text)
        && match a.article.language {
            Lang::En => english(a, text, &words, lead),
            Lang::Hi => hindi(a, &words, lead),
            // Of other languages only the lead is safe.
            _ => lead && names(a, span).next().is_some(),
        }
        && ((lead && a.article.language == Lang::En) || named_early(a, span, &words, lead))
        && !bare_person(a, span)
        && !runs_on(a, span)
        && !never(text)
        && !vague(text)
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

/// Whether a sentence says that somebody spoke of something, and not what was said.
fn vague(text: &str) -> bool {
    let folded = fold(text);
    LISTS.vague.iter().any(|p| folded.contains(p.as_str())) && !folded.split_whitespace().any(|w| is("en-what", w))
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
    let cut = bare.ends_with('.')
        && (last.chars().count() == 1 || is("abbreviation", &fold(last)) || is("en-unended", &fold(last)));
    // "Six hurt in the fire: Reports.": a headline with its source behind it.
    let tail = bare
        .rsplit_once(": ")
        .is_some_and(|(_, t)| t.split_whitespace().count() <= 2);
    // A record's number before its text.
    let number = text.chars().take_while(char::is_ascii_digit).count();
    opens && closes && !dots && !cut && !tail && number < 3 && balanced(text) && !listed(text)
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

/// Whether a person is named by one name only, and neither an office nor the full name stands in the sentence.
fn bare_person(a: &Analysis, span: Span) -> bool {
    let people: Vec<&Mention> = names(a, span).filter(|m| m.kind == EntityKind::Person).collect();
    let single = |m: &Mention| a.words(m.span).split_whitespace().count() == 1;
    let gap = |from: u32, to: u32| a.article.text.get(from as usize..to as usize).is_some_and(|g| g == " ");
    people.iter().any(|m| {
        let name = a.words(m.span);
        let short = single(m) && !name.chars().all(|c| c.is_ascii_uppercase() || c == '.');
        // "Rama" and "Devi" taken for two names.
        let parted = |o: &&&Mention| gap(o.span.end, m.span.start) || gap(m.span.end, o.span.start);
        // "the Ramgarh reserve", "Ramgarh Fort": a name taken for a person's.
        let after = a.article.text.get(m.span.end as usize..).unwrap_or("");
        let longer = after
            .strip_prefix(' ')
            .is_some_and(|r| r.starts_with(char::is_uppercase));
        let the = a
            .words(Span {
                start: span.start,
                end: m.span.start,
            })
            .to_lowercase()
            .ends_with("the ");
        let full = |o: &&&Mention| o.entity == m.entity && !single(o);
        short && !the && !longer && !people.iter().any(|o| full(&o) || parted(&o)) && !introduced(a, span, m)
    })
}

/// Whether a title or a word for what somebody is stands right before a name.
fn introduced(a: &Analysis, span: Span, m: &Mention) -> bool {
    let before = Span {
        start: span.start,
        end: m.span.start,
    };
    let text = a.words(before);
    let open = text.trim_end().ends_with([',', '.', ';', ':', '"', '”', ')']);
    let last = text.split_whitespace().last().map(fold);
    !open && last.is_some_and(|w| TITLES.contains(&w) || is("person", &w) || is("en-role", &w))
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
        || words[..at]
            .iter()
            .any(|w| is("person", &w.text) || is("en-role", &w.text))
}

fn english(a: &Analysis, text: &str, words: &[Word], lead: bool) -> bool {
    // "Mr. Rao urged ...": introduced before.
    let mister = |w: &Word| matches!(w.text.as_str(), "mr" | "ms" | "mrs" | "mr." | "ms." | "mrs.");
    if words.iter().any(mister) {
        return false;
    }
    // Pieces of a feed glued together stand two spaces apart.
    if text.trim().contains("  ") {
        return false;
    }
    let first = words.first().map_or("", |w| w.text.as_str());
    // "The government on Sunday ...": of which country or state?
    let opening: Vec<&str> = words.iter().take(4).map(|w| w.text.as_str()).collect();
    let body = match opening.as_slice() {
        ["the", "government", next, ..]
        | ["the", "cabinet", next, ..]
        | ["the", "state", "government", next]
        | ["government", next, ..] => *next != "of",
        _ => false,
    };
    // "... had issued a notice in May": told of an earlier time, before the news.
    let earlier = !lead && words.iter().any(|w| w.text == "had") && !words.iter().any(|w| is("en-says", &w.text));
    if body || earlier || unsourced(a, text, words) {
        return false;
    }
    if is("en-opener", first) || (!lead && is("en-later-opener", first)) {
        return false;
    }
    for (i, w) in words.iter().enumerate() {
        let next = words.get(i + 1).map_or("", |n| n.text.as_str());
        let next = next.strip_suffix("'s").or(next.strip_suffix("’s")).unwrap_or(next);
        let bad = match w.text.as_str() {
            // "US" is a country.
            t if is("en-self", t) => t != "us" || !capital(text, words, w),
            t if is("en-one", t) => !antecedent(a, words, i, true),
            "his" | "her" | "their" if named_after(a, text, words, i) => false,
            t if is("en-many", t) => !several(a, words, i),
            t if is("en-person", t) => !antecedent(a, words, i, false),
            "here" => true,
            // "Following that attack".
            "that" if is("en-definite", next) || is("en-matter", next) => i > 0 && is("en-after", &words[i - 1].text),
            "it" if capital(text, words, w) && i > 0 => false,
            "it" | "its" | "itself" => i < 2 || (!lead && !antecedent(a, words, i, false)),
            "those" if is("en-relative", next) => false,
            "this" | "these" | "those" => !is("en-time", next),
            "such" if next != "as" => true,
            "such" | "latter" | "former" if !lead => next == "a" || w.text != "former" && i < OPENING,
            "also" | "too" if !lead => true,
            "both" => names(a, before(words, w)).count() < 2 && !words[i..].iter().any(|w| w.text == "and"),
            "the" => {
                let said = words[..i].iter().any(|w| w.text == next);
                let someone = matches!(next, "man" | "woman" | "boy" | "girl" | "person");
                let small = words.get(i + 1).is_some_and(|n| !capital(text, words, n));
                // "the State" is one of India's, "the State Bank" a name.
                let state = next == "state" && !words.get(i + 2).is_some_and(|n| capital(text, words, n));
                let where_ = (small || state)
                    && is("en-region", next)
                    && words.get(i + 2).is_none_or(|w| w.text != "of")
                    && !names(a, before(words, w)).any(|m| m.kind == EntityKind::Place);
                let bare =
                    small && is("en-role", next) && !antecedent(a, words, i, true) && !explained(words.get(i + 2));
                (someone || i < DEFINITE || !lead) && is("en-definite", next) && !said
                    || bare
                    || where_
                    || matter(text, words, i)
            }
            _ => false,
        };
        if bad {
            return false;
        }
    }
    // "The operation saw ...": a definite noun that nothing in the sentence explains.
    let named = |word: Option<&Word>| word.is_some_and(|w| capital(text, words, w));
    let stop = words.iter().skip(1).take(4).position(finite).unwrap_or(4);
    let explained = words.iter().skip(1).take(stop).any(|w| explained(Some(w)));
    // "The Ruritanian leader made the overture": known from a sentence before.
    let role = first == "the" && words.iter().skip(1).take(3).any(|w| is("en-role", &w.text));
    let definite = role || first == "the" && !(1..3).any(|k| named(words.get(k))) && !(lead && explained);
    !definite && !caption(a, text, words)
}

/// Whether a word begins with a capital in the text of its sentence.
fn capital(text: &str, words: &[Word], w: &Word) -> bool {
    let first = words.first().map_or(0, |f| f.span.start);
    let skipped = text.find(is_word_char).unwrap_or(0);
    let at = (w.span.start - first) as usize + skipped;
    text.get(at..)
        .and_then(|s| s.chars().next())
        .is_some_and(char::is_uppercase)
}

/// Whether a pronoun before the first comma stands for the person named right behind it: "Before his trial, Rama Devi".
fn named_after(a: &Analysis, text: &str, words: &[Word], at: usize) -> bool {
    let first = words.first().map_or(0, |f| f.span.start);
    let skipped = text.find(is_word_char).unwrap_or(0) as u32;
    let Some(comma) = text.find(',').map(|c| first + c as u32 - skipped) else {
        return false;
    };
    let after = words.partition_point(|w| w.span.start < comma);
    at < after
        && words[after..(after + 5).min(words.len())]
            .iter()
            .any(|w| names(a, w.span).any(|m| m.kind == EntityKind::Person))
}

/// Whether a word says more of the noun before it: "of", "in", "who".
fn explained(word: Option<&Word>) -> bool {
    word.is_some_and(|w| is("en-explains", &w.text))
}

/// Whether "the" at `at` stands before the noun of a matter that the sentence does not tell: "the final", "the
/// alleged attack", and no "of" or "that" behind it.
fn matter(text: &str, words: &[Word], at: usize) -> bool {
    for k in at + 1..(at + 4).min(words.len()) {
        let w = &words[k];
        let hyphen = words.get(k + 1).is_some_and(|n| n.span.start == w.span.end + 1)
            && text
                .get((w.span.end - words[0].span.start) as usize..)
                .is_some_and(|t| t.starts_with('-'));
        if capital(text, words, w) || w.digits || hyphen {
            return false;
        }
        if is("en-matter", &w.text) {
            let said = words[..at].iter().any(|o| o.text == w.text);
            let behind = words.get(k + 1);
            let more = behind.is_some_and(|n| is("en-matter", &n.text));
            if !more {
                return !said && !explained(behind);
            }
        } else if !is("en-vague", &w.text) {
            return false;
        }
    }
    false
}

/// Whether more than one person, or a body, is named before a word.
fn several(a: &Analysis, words: &[Word], at: usize) -> bool {
    let Some(word) = words.get(at) else { return false };
    let span = before(words, word);
    let people = names(a, span).filter(|m| m.kind == EntityKind::Person).count();
    let other = names(a, span).any(|m| !matches!(m.kind, EntityKind::Person | EntityKind::Place));
    // A country that acts: "Ruritania won their third title".
    let land = words
        .iter()
        .take(3)
        .any(|w| names(a, w.span).any(|m| m.kind == EntityKind::Place));
    people > 1
        || other
        || land
        || words[..at]
            .iter()
            .any(|w| is("person", &w.text) && !is("en-single", &w.text))
}

/// Whether a word may be the verb of a sentence.
fn finite(w: &Word) -> bool {
    w.text.ends_with("ed") || is("en-finite", &w.text)
}

/// Whether the headline gives on somebody's word what the sentence gives as it were so: "Bridge may fall, says mayor".
fn unsourced(a: &Analysis, text: &str, words: &[Word]) -> bool {
    let start = words.first().map_or(0, |w| w.span.start);
    let span = Span::new(start as usize, start as usize + text.len());
    let given = a
        .statements
        .iter()
        .any(|st| st.content.overlaps(span) && !st.chain.is_empty());
    let has = |section: &str| words.iter().any(|w| is(section, &w.text));
    !given
        && has("en-modal")
        && !has("en-says")
        && folded_words(a.article.headline_text(), 0)
            .iter()
            .any(|w| is("en-says", &w.text))
}

/// Whether a sentence has a participle and no finite verb, as captions of photos have: "X inspecting a camp in Y."
fn caption(a: &Analysis, text: &str, words: &[Word]) -> bool {
    // "Ruritania to send ships": a headline.
    let name = |i: usize| capital(text, words, &words[i]);
    let to = (1..4.min(words.len())).any(|i| words[i].text == "to" && name(i - 1));
    let to = to && !words.iter().any(|w| is("en-finite", &w.text));
    // "a fascinating story": no verb.
    let ing = |i: usize| {
        let w = &words[i].text;
        w.ends_with("ing") && w.len() > 5 && !(i > 0 && matches!(words[i - 1].text.as_str(), "a" | "an" | "the"))
    };
    // "Devi strongly supports": a verb of the present behind a person or an adverb.
    let acts = (1..words.len()).any(|i| {
        let adverb = words[i - 1].text.ends_with("ly");
        let person = names(a, words[i - 1].span).any(|m| m.kind == EntityKind::Person);
        words[i].text.ends_with('s') && words[i].text.len() > 4 && !name(i) && (adverb || person)
    });
    to || (0..words.len()).any(ing) && !acts && !words.iter().any(finite)
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
            "भी" => i <= EARLY,
            "उक्त" => true,
            "यहां" | "यहाँ" | "वहां" | "वहाँ" => {
                !names(a, before(words, w)).any(|m| m.kind == EntityKind::Place)
            }
            // Which minister?
            t if is("hi-role", t) => {
                let near = words[i.saturating_sub(3)..(i + 5).min(words.len())].iter();
                is("hi-case", next) && !near.clone().any(|w| names(a, w.span).next().is_some())
            }
            t if is("hi-self", t) => true,
            // "इस घटना" leans even in a lead.
            t if is("hi-this", t) => !is("hi-time", next) && (i < OPENING || !lead || is("hi-noun-opener", next)),
            // "कि जिन जिलों में ...": cut before what is said of them.
            "जिन" | "जिस" => !words[i..]
                .iter()
                .any(|w| is("hi-person", &w.text) || is("hi-this", &w.text)),
            // A name with an office is seldom the one that "उसकी" stands for.
            t if t.starts_with("उस") && is("hi-person", t) => !words[..i].iter().any(|w| is("hi-one", &w.text)),
            t if is("hi-person", t) => i < OPENING || !antecedent(a, words, i, false),
            t if is("hi-definite", t) => (i < 2 || is("hi-told", t)) && !lead,
            _ => false,
        };
        if bad {
            return false;
        }
    }
    // "... गए थे": told of an earlier time, before the news.
    let earlier = words.last().is_some_and(|w| is("hi-was", &w.text)) && !words.iter().any(|w| w.text == "कि");
    !earlier
        && words
            .last()
            .is_some_and(|w| w.text.chars().last().is_some_and(|c| "ाीेंूैोएईइयुगतन".contains(c)))
}

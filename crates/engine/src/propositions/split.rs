//! Taking a sentence apart into clauses.

use super::claims;
use crate::annotate::is_finite_verb;
use crate::model::*;
use crate::similarity::words::{folded_words, is_stop};
use rustc_hash::FxHashSet;
use sutradhar_text::fold::fold;
use sutradhar_text::packs::{ByLanguage, Fault, File};
use sutradhar_text::tokens::Tokens;

/// Words by what they do to the borders of clauses; `clauses.txt` of each language says which.
#[derive(Default)]
struct Lexicon {
    open: FxHashSet<String>,
    that: FxHashSet<String>,
    join: FxHashSet<String>,
    comma: FxHashSet<String>,
    after: Vec<Vec<String>>,
    verb: FxHashSet<String>,
    with: Vec<Vec<String>>,
    phrase: FxHashSet<String>,
    post: Vec<Vec<String>>,
}

/// What a line of `clauses.txt` holds.
#[derive(Clone, Copy)]
enum Class {
    Open,
    That,
    Join,
    Comma,
    After,
    Verb,
    With,
    Phrase,
    Post,
}

const CLASSES: &[(&str, Class)] = &[
    ("open", Class::Open),
    ("that", Class::That),
    ("join", Class::Join),
    ("comma", Class::Comma),
    ("after", Class::After),
    ("verb", Class::Verb),
    ("with", Class::With),
    ("phrase", Class::Phrase),
    ("post", Class::Post),
];

impl Lexicon {
    fn read(file: &'static File) -> Result<Lexicon, Fault> {
        let mut out = Lexicon::default();
        for entry in file.entries(CLASSES)? {
            let words = entry.words().map(fold);
            let phrases = entry.words().map(|w| w.split('_').map(fold).collect());
            match entry.class {
                Class::With => out.with.extend(phrases),
                Class::After => out.after.extend(phrases),
                Class::Post => out.post.extend(phrases),
                Class::Open => out.open.extend(words),
                Class::That => out.that.extend(words),
                Class::Join => out.join.extend(words),
                Class::Comma => out.comma.extend(words),
                Class::Verb => out.verb.extend(words),
                Class::Phrase => out.phrase.extend(words),
            }
        }
        Ok(out)
    }
}

/// Whether word `i` ends one of the phrases.
fn ends_phrase(phrases: &[Vec<String>], tokens: &Tokens, i: usize) -> bool {
    phrases.iter().any(|p| {
        let from = (i + 1).checked_sub(p.len());
        from.is_some_and(|from| p.iter().enumerate().all(|(k, w)| tokens.word(from + k) == w))
    })
}

static LEXICONS: ByLanguage<Lexicon> = ByLanguage::new("clauses", Lexicon::read);

/// The lexicon of a language, or of a near relative in its script.
fn lexicon(language: Lang) -> Option<&'static Lexicon> {
    LEXICONS.get(language)
}

/// What is wrong with the borders of clauses, one fault a file.
pub(crate) fn faults() -> Vec<Fault> {
    LEXICONS.faults()
}

/// Whether a passage holds a finite verb of its language.
pub(crate) fn has_verb(text: &str, language: Lang) -> bool {
    let listed = |w: &str| lexicon(language).is_some_and(|l| l.verb.contains(w));
    folded_words(text, 0)
        .iter()
        .any(|w| listed(&w.text) || is_finite_verb(&w.text, language))
}

/// Whether a clause breaks off before what it announces (he said that).
pub(crate) fn is_cut(a: &Analysis, clause: Span) -> bool {
    let words = folded_words(a.words(clause), 0);
    let last = words.last();
    last.is_some_and(|w| lexicon(a.article.language).is_some_and(|l| l.that.contains(&w.text)))
}

/// Whether a passage ends in a word that waits for more: a postposition, a preposition, a word that joins clauses.
pub(crate) fn is_dangling(text: &str, language: Lang) -> bool {
    let tokens = Tokens::new(text);
    let Some(last) = tokens.len().checked_sub(1) else {
        return true;
    };
    let word = tokens.word(last);
    lexicon(language).is_some_and(|l| {
        [&l.open, &l.that, &l.join, &l.comma, &l.phrase]
            .iter()
            .any(|set| set.contains(word))
            || ends_phrase(&l.post, &tokens, last)
    })
}

/// The phrases of a clause, in order: who, where, when, how much, and what is said of it. A phrase ends after its
/// postposition or starts with its preposition; words that claim nothing stay with a neighbour.
pub(crate) fn phrases(a: &Analysis, clause: Span) -> Vec<Span> {
    let text = a.words(clause);
    let tokens = Tokens::new(text);
    let empty = Lexicon::default();
    let lexicon = lexicon(a.article.language).unwrap_or(&empty);
    let telling = |i: usize| {
        let w = tokens.word(i);
        w.chars().any(|c| c.is_numeric()) || !(is_stop(w) || lexicon.verb.contains(w))
    };
    let mut out: Vec<Span> = Vec::new();
    let mut from = 0usize;
    let mut waiting = true;
    for i in 0..tokens.len() {
        waiting &= !telling(i);
        let last = i + 1 == tokens.len();
        let mark = tokens.gap(i).contains([',', ';', '،', '、', '(', ')', '–', '—']);
        let next = tokens.word(i + 1);
        let ends = ends_phrase(&lexicon.post, &tokens, i) && !ends_phrase(&lexicon.post, &tokens, i + 1);
        if !(last || mark || ends || lexicon.phrase.contains(next)) {
            continue;
        }
        if !waiting {
            out.push(tokens.over(from, i).shift(clause.start as usize));
        } else if last && let Some(before) = out.last_mut() {
            before.end = tokens.span(i).end + clause.start;
        } else if !last {
            continue;
        } else {
            out.push(tokens.over(from, i).shift(clause.start as usize));
        }
        from = i + 1;
        waiting = true;
    }
    out
}

/// Words that must stand before a phrase that ends a clause (के बाद): shorter ones only set the scene.
const LONG_SCENE: usize = 6;

/// The clauses of a sentence, in order, trimmed; together with the marks between them they are the sentence.
pub(crate) fn clauses(a: &Analysis, sentence: Span) -> Vec<Span> {
    let text = a.words(sentence);
    let tokens = Tokens::new(text);
    if tokens.is_empty() {
        return Vec::new();
    }
    let empty = Lexicon::default();
    let lexicon = lexicon(a.article.language).unwrap_or(&empty);
    let language = a.article.language;
    let english = language.tag() == "en";
    let verb: Vec<bool> = (0..tokens.len())
        .map(|i| {
            let w = tokens.word(i);
            lexicon.verb.contains(w) || is_finite_verb(w, language)
        })
        .collect();
    let from = a.quantities.partition_point(|q| q.span.end <= sentence.start);
    let inside = a
        .quantities
        .iter()
        .skip(from)
        .take_while(|q| q.span.start < sentence.end);
    let figures: Vec<usize> = inside
        .map(|q| {
            let at = q.span.start.saturating_sub(sentence.start);
            (0..tokens.len())
                .find(|i| tokens.span(*i).end > at)
                .unwrap_or(tokens.len())
        })
        .collect();
    let figure_in = |range: std::ops::Range<usize>| figures.iter().any(|f| range.contains(f));
    let verb_in = |range: std::ops::Range<usize>| verb.get(range).is_some_and(|r| r.contains(&true));
    // Where the stretch after word `i` ends: at the next mark or word that could part clauses.
    let stretch = |i: usize| {
        (i + 1..tokens.len())
            .find(|j| {
                *j + 1 >= tokens.len()
                    || tokens.gap(*j).contains([',', ';'])
                    || (*j > i + 1 && lexicon.join.contains(tokens.word(*j + 1)))
            })
            .map_or(tokens.len(), |j| j + 1)
    };
    let quoted: FxHashSet<u32> = a
        .statements
        .iter()
        .flat_map(|s| [s.content.start, s.content.end])
        .filter(|at| sentence.start < *at && *at < sentence.end)
        .map(|at| at - sentence.start)
        .collect();
    let mut borders: Vec<usize> = Vec::new();
    let mut start = 0usize;
    for i in 0..tokens.len() - 1 {
        let (gap, prev, next) = (tokens.gap(i), tokens.word(i), tokens.word(i + 1));
        let (end, begin) = (tokens.span(i).end, tokens.span(i + 1).start);
        let here = start..i + 1;
        let comma = gap.contains([',', '،', '、']);
        let listed = || figure_in(here.clone()) && figure_in(i + 1..stretch(i));
        let joined = lexicon.join.contains(next);
        let border = gap.contains([';', '!', '…', '\n', '।', '|', '–', '—', '(', ')'])
            || gap.contains(" - ")
            || quoted.iter().any(|q| end <= *q && *q <= begin)
            || (comma
                && (verb.get(i) == Some(&true) && !english
                    || lexicon.open.contains(next)
                    || lexicon.comma.contains(next)
                    || listed()
                    || (joined && verb_in(here.clone()))
                    || (english && verb_in(here.clone()) && verb_in(i + 1..stretch(i)) && stretch(i) > i + 3)))
            || lexicon.open.contains(next)
            || lexicon.that.contains(prev)
            || (joined
                && (listed()
                    || if english {
                        verb_in(here.clone()) && verb_in(i + 2..(i + 8).min(stretch(i + 1)))
                    } else {
                        verb.get(i) == Some(&true)
                    }))
            || (i + 1 >= start + LONG_SCENE && ends_phrase(&lexicon.after, &tokens, i))
            || (ends_phrase(&lexicon.with, &tokens, i) && listed());
        if border {
            borders.push(i + 1);
            start = i + 1;
        }
    }
    let mut pieces: Vec<Span> = Vec::new();
    let mut from = 0;
    for to in borders.into_iter().chain([tokens.len()]) {
        // The word that joins a clause to the one before is no part of what it says.
        let joined = usize::from(from > 0 && from + 1 < to && lexicon.join.contains(tokens.word(from)) && !english);
        let span = tokens.over(from + joined, to - 1).shift(sentence.start as usize);
        let words = folded_words(a.words(span), 0);
        // What claims nothing by itself goes with the clause before it, or waits for the next; who says it stands
        // outside.
        if claims(&words) || (figure_in(from..to) && words.len() > 1) {
            pieces.push(span);
        } else if lexicon.that.contains(tokens.word(to - 1)) && to < tokens.len() {
            from = to;
            continue;
        } else if let Some(last) = pieces.last_mut() {
            last.end = span.end;
        } else if to < tokens.len() {
            continue;
        } else {
            pieces.push(span);
        }
        from = to;
    }
    pieces
}

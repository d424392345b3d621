//! One clause of a headline against the body: is it borne out, and if not, by which words.

use super::body::{Body, HEDGES, Line, is_future};
use crate::claims::words::{Groups, Term, Word, data_lines, folded_words, is_stop, terms_of, word_key, word_set};
use crate::model::*;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;
use sutradhar_text::chars::is_word_char;
use sutradhar_text::fold::fold;

/// How a clause stands to the body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Status {
    /// The body says it.
    Borne,
    /// The body says less, or says it with less certainty.
    Over,
    /// The body does not say it.
    NotBorne,
    /// The body says the contrary.
    Contrary,
}

/// What was found for a clause.
pub(crate) struct Finding {
    /// How it stands.
    pub status: Status,
    /// Why, as the end of an English sentence; empty if it is borne out.
    pub why: String,
    /// Spans of the headline's words in question.
    pub words: Vec<Span>,
    /// The body's sentences nearest to it, at most two.
    pub body: Vec<Span>,
    /// How many content words the clause has.
    pub size: usize,
    /// Share of its content words, by weight, that the body holds.
    pub share: f64,
    /// Whether it is not borne out and also reaches further than any sentence of the body (बिना शर्त, दुनिया).
    pub inflated: bool,
}

static STRONG: LazyLock<Groups> =
    LazyLock::new(|| Groups::parse(include_str!("../../../../text/data/hi/claims-strong.txt")));
static DONE: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| word_set(include_str!("../../../../text/data/hi/claims-perfective.txt")));
static NEGATION: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| word_set(include_str!("../../../../text/data/hi/claims-negation.txt")));

static ROUNDED: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| word_set(include_str!("../../../../text/data/hi/claims-rounded.txt")));
static STRETCHES: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| word_set(include_str!("../../../../text/data/hi/claims-spans.txt")));
/// How far from a rounded number of a headline the body's number may lie, as factors.
const ROUNDING: (f64, f64) = (0.85, 1.35);

/// Keys of acts so definite that a body which reports one names it.
static ACTS: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    data_lines(include_str!("../../../../text/data/hi/claims-acts.txt"))
        .flat_map(str::split_whitespace)
        .map(|w| word_key(&fold(w)))
        .collect()
});

/// Share of a clause's content words, by weight, that the body must hold. Between the clauses that real headlines drop
/// words in and those that were written without a source in the body; chosen on headlines held against bodies by hand.
pub(crate) const BORNE_SHARE: f64 = 0.58;
/// Share of the best sentence's hits from which another sentence counts as speaking of the same thing.
const NEAR_BEST: f64 = 0.8;
/// Share of the best sentence's hits from which a sentence speaks of the matter at all.
const SPEAKS_OF: f64 = 0.4;
/// Share of a clause that one sentence must hold before its modality and negation are compared with the clause's.
const ALIGNED: f64 = 0.45;
/// The same share for calling a sentence the contrary of a clause.
const CONTRARY: f64 = 0.55;
/// How many words may stand between a word of the clause and the hedge that holds it back.
const HEDGE_REACH: usize = 5;

/// Weights of a content word: a number is a claim by itself, a verb is often put in other words.
fn weight(t: &Term, word: &str) -> f64 {
    if t.value.is_some() {
        1.5
    } else if is_future(word) || DONE.contains(word) {
        0.5
    } else {
        1.0
    }
}

/// Whether a word of the list stands just before a number or within three words after it.
fn beside(words: &[Word], number: Span, list: &FxHashSet<String>) -> bool {
    let at = words.partition_point(|w| w.span.end <= number.start);
    let end = words.partition_point(|w| w.span.start < number.end);
    words[at.saturating_sub(1)..at]
        .iter()
        .chain(words[end..].iter().take(3))
        .any(|w| list.contains(&w.text))
}

/// Whether a number says how many: not one glued to a name (कोविड-19) and not the number of a list entry (2. ...).
fn counts(text: &str, span: Span) -> bool {
    let before = text.get(..span.start as usize).unwrap_or("");
    let after = text.get(span.end as usize..).unwrap_or("");
    let glued = before.ends_with('-')
        && before
            .trim_end_matches('-')
            .chars()
            .next_back()
            .is_some_and(is_word_char);
    let entry = after.starts_with(['.', ')']) && (before.is_empty() || before.ends_with('\n'));
    !glued && !entry
}

/// What the headline as a whole does to hold its claims back.
pub(crate) struct Held {
    /// It names a source.
    pub sourced: bool,
    /// Kinds of hedging words anywhere in it, as groups of [`HEDGES`].
    pub kinds: Vec<u16>,
}

/// Holds one clause against the body; `hedged` tells what the whole headline holds back.
pub(crate) fn judge(a: &Analysis, body: &Body, clause: Span, hedged: &Held) -> Finding {
    let text = &a.article.text;
    let words = folded_words(clause.of(text), clause.start as usize);
    let terms: Vec<Term> = terms_of(&words)
        .into_iter()
        .filter(|t| t.value.is_none() || counts(text, t.span))
        .collect();
    let mut at = vec![0.0f64; body.sentences.len()];
    let (mut total, mut found) = (0.0, 0.0);
    let mut missing: Vec<&Term> = Vec::new();
    for t in &terms {
        let mut hits = body.holds(&t.key);
        for m in a.mentions.iter().filter(|m| m.span.overlaps(t.span)) {
            hits.extend_from_slice(body.names(&m.entity));
        }
        if let Some(v) = t.value.filter(|_| hits.is_empty() && beside(&words, t.span, &ROUNDED)) {
            hits = body.numbers_between(v * ROUNDING.0, v * ROUNDING.1);
        }
        hits.sort_unstable();
        hits.dedup();
        let w = weight(t, words.iter().find(|w| w.span == t.span).map_or("", |w| &w.text));
        total += w;
        if hits.is_empty() {
            missing.push(t);
        } else {
            found += w;
        }
        for h in hits {
            if let Some(x) = at.get_mut(h as usize) {
                *x += w;
            }
        }
    }
    let best = at.iter().copied().fold(0.0, f64::max);
    let near: Vec<usize> = (0..at.len())
        .filter(|i| best > 0.0 && at[*i] >= best * NEAR_BEST)
        .collect();
    let mut out = Finding {
        status: Status::Borne,
        why: String::new(),
        words: Vec::new(),
        body: near.iter().take(2).map(|i| body.sentences[*i].span).collect(),
        size: terms.len(),
        share: if total > 0.0 { found / total } else { 1.0 },
        inflated: false,
    };
    if total == 0.0 {
        return out;
    }
    let aligned = best / total >= ALIGNED;
    let lines: Vec<&Line> = near.iter().map(|i| &body.sentences[*i]).collect();
    let quote = |spans: &[Span]| {
        spans
            .iter()
            .map(|s| format!("“{}”", s.of(text)))
            .collect::<Vec<_>>()
            .join(", ")
    };

    let strong = unanswered(&words, &at, best, body);
    let reaching = strong.iter().any(|(name, _)| !matches!(*name, "all" | "whole"));
    let strong: Vec<Span> = strong.into_iter().map(|s| s.1).collect();
    let numbers: Vec<Span> = missing
        .iter()
        .filter(|t| t.value.is_some() && !beside(&words, t.span, &STRETCHES))
        .map(|t| t.span)
        .collect();
    let tail = terms.len().saturating_sub(2);
    let act = missing
        .iter()
        .any(|t| ACTS.contains(&t.key) && terms.iter().skip(tail).any(|l| l.span == t.span));
    if found / total < BORNE_SHARE || !numbers.is_empty() || act {
        let mut spans: Vec<Span> = strong.iter().copied().chain(missing.iter().map(|t| t.span)).collect();
        spans.sort_unstable();
        spans.dedup();
        out.why = if numbers.is_empty() {
            format!("the body does not say {}", quote(&spans))
        } else {
            format!("the number {} is not in the body", quote(&numbers))
        };
        out.words = spans;
        out.inflated = reaching;
        out.status = Status::NotBorne;
        return out;
    }
    let spoken: Vec<&Line> = body
        .sentences
        .iter()
        .zip(&at)
        .filter(|(_, s)| **s >= best * SPEAKS_OF)
        .map(|x| x.0)
        .collect();
    if let Some(span) = contradicted(&words, &terms, &lines, &spoken, best / total >= CONTRARY) {
        out.why = format!("the body says the contrary of {}", quote(&[clause]));
        out.words = vec![clause];
        out.body.insert(0, span);
        out.body.truncate(2);
        out.status = Status::Contrary;
        return out;
    }
    if !strong.is_empty() {
        out.why = format!("{} is in no sentence of the body that speaks of it", quote(&strong));
        out.words = strong;
        out.status = Status::Over;
        return out;
    }
    let own_hedge = !HEDGES.find(&words).is_empty();
    let future = words.iter().any(|w| is_future(&w.text))
        || words.windows(2).any(|w| w[0].text.ends_with("ना") && w[1].text == "है");
    let done = words.iter().any(|w| DONE.contains(&w.text));
    let elsewhere: Vec<&str> = if hedged.sourced { vec!["allegation"] } else { Vec::new() };
    let elsewhere: Vec<&str> = elsewhere
        .into_iter()
        .chain(hedged.kinds.iter().map(|g| HEDGES.name(*g)))
        .collect();
    if aligned && !own_hedge && !lines.is_empty() {
        let held: Vec<(&Line, usize)> = lines
            .iter()
            .filter_map(|l| holds_back(l, &terms, (future, done), &elsewhere).map(|w| (*l, w)))
            .collect();
        if held.len() == lines.len()
            && let Some((line, w)) = held.first()
        {
            let hedge = line.words[*w].span;
            out.why = format!(
                "it is given as a fact, but the body holds it back with {}",
                quote(&[hedge])
            );
            out.words = vec![clause];
            out.status = Status::Over;
            return out;
        }
        if done && !future && lines.iter().all(|l| l.future) {
            out.why = format!(
                "{} is given as done, but in the body it is still to come",
                quote(&[clause])
            );
            out.words = vec![clause];
            out.status = Status::Over;
            return out;
        }
    }
    out
}

/// Strong words of a clause (सभी, बिना शर्त, पहली बार) that no near sentence answers.
fn unanswered(words: &[Word], at: &[f64], best: f64, body: &Body) -> Vec<(&'static str, Span)> {
    let mut out = Vec::new();
    let mut answered: Option<FxHashSet<&str>> = None;
    for (group, i, n) in STRONG.find(words) {
        let name = STRONG.name(group);
        if name.ends_with('~') {
            continue;
        }
        let known = answered.get_or_insert_with(|| {
            let mut set = FxHashSet::default();
            for (line, _) in body.sentences.iter().zip(at).filter(|(_, s)| **s >= best * 0.5) {
                set.extend(
                    STRONG
                        .find(&line.words)
                        .into_iter()
                        .map(|g| STRONG.name(g.0).trim_end_matches('~')),
                );
            }
            set
        });
        if !known.contains(name)
            && let (Some(first), Some(last)) = (words.get(i), words.get(i + n - 1))
        {
            out.push((
                name,
                Span {
                    start: first.span.start,
                    end: last.span.end,
                },
            ));
        }
    }
    out
}

/// The word number of a hedge that holds a clause's words back in a sentence.
fn holds_back(line: &Line, terms: &[Term], (future, done): (bool, bool), elsewhere: &[&str]) -> Option<usize> {
    line.hedges
        .iter()
        .filter(|(g, ..)| !(future && matches!(HEDGES.name(*g), "plan" | "order" | "promise")))
        .filter(|(g, ..)| !elsewhere.contains(&HEDGES.name(*g)))
        // What can be done with a thing that is done (संपर्क कर सकते हैं) does not hold it back.
        .filter(|(_, w, _)| !(done && !future && line.words[*w].text.starts_with("सक")))
        .find(|(_, w, _)| {
            let from = w.saturating_sub(HEDGE_REACH);
            let reach = Span {
                start: line.words[from].span.start,
                end: line.words[*w].span.start,
            };
            line.terms
                .iter()
                .any(|t| reach.contains(t.span) && terms.iter().any(|c| c.key == t.key))
        })
        .map(|h| h.1)
}

/// Light verbs that make a predicate of the noun before them.
const LIGHT: &[&str] = &[
    "की",
    "किया",
    "किए",
    "कीं",
    "हुआ",
    "हुई",
    "हुए",
    "दी",
    "दिया",
    "दिए",
    "करेगा",
    "करेगी",
    "करेंगे",
    "होगा",
    "होगी",
];

/// The span of a sentence that negates what a clause asserts, or asserts what it negates.
fn contradicted(words: &[Word], terms: &[Term], lines: &[&Line], spoken: &[&Line], aligned: bool) -> Option<Span> {
    if !aligned || lines.is_empty() {
        return None;
    }
    let no = |w: &Word| NEGATION.contains(&w.text);
    let clause_no = words.iter().any(no);
    if clause_no {
        let open = words.windows(2).any(|w| w[0].text == "या" && no(&w[1])) || words.iter().any(|w| w.text == "तो");
        return (!open && spoken.iter().all(|l| !l.words.iter().any(no))).then(|| lines[0].span);
    }
    // What the clause says of its matter: its last content words, and a word that a light verb makes one (रद्द की).
    let predicate: Vec<&str> = terms
        .iter()
        .enumerate()
        .filter(|(i, t)| {
            let next = words.iter().find(|w| w.span.start >= t.span.end);
            i + 2 > terms.len() || next.is_some_and(|w| LIGHT.contains(&w.text.as_str()))
        })
        .map(|(_, t)| t.key.as_str())
        .collect();
    let negated = |l: &&Line| {
        l.words.iter().enumerate().any(|(i, w)| {
            no(w) && {
                // What नहीं negates: the nearest content word before it, and the verb after it.
                let before = l.words[..i].iter().rev().take(2).find(|w| !is_stop(&w.text));
                before.is_some_and(|b| {
                    l.terms
                        .iter()
                        .any(|t| t.span == b.span && predicate.contains(&t.key.as_str()))
                })
            }
        })
    };
    lines.iter().all(negated).then(|| lines[0].span)
}

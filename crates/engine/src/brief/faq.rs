//! Questions that the lead of a report answers exactly, each with its cited answer. No question beats a bad one.

use super::alone::{is_roundup, is_sentence, stands_alone};
use super::counts::{Count, counts, heads, in_sentence, is_epidemic};
use super::line::line;
use super::opening::{folded_words, word_set};
use super::{gate, lookup};
use crate::model::*;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;
use sutradhar_text::packs;

/// Body sentences from the top that may tell the event itself.
const LEAD: usize = 2;
/// How many days before its report a happening may lie that the report is about.
const FRESH_DAYS: i32 = 4;
/// How many questions ask for a number.
const COUNTS: usize = 2;

static HAPPENINGS: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| word_set(include_str!("../../data/brief/happenings.txt")));
static AFTERMATH: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| word_set(include_str!("../../data/brief/aftermath.txt")));

/// The languages in which a brief asks: in others its rules for leads were not tried.
const ASKING: [Lang; 2] = [Lang::Hi, Lang::En];

/// The question for what is asked for, in a language that has questions.
fn question(language: Lang, what: &str) -> Option<&'static str> {
    let file = packs::file(language, "claims-questions").filter(|_| ASKING.contains(&language))?;
    file.lines().find_map(|(_, l)| l.strip_prefix(what)?.strip_prefix(' '))
}

/// A figure of a headline from here on may be a year.
const YEARS: f64 = 1900.0;

/// Words beside which a day is that of a report.
const REPORTED: [&str; 10] = [
    "said",
    "reported",
    "told",
    "announced",
    "says",
    "wrote",
    "बताया",
    "कहा",
    "घोषणा",
    "जानकारी",
];

/// A sentence that tells the event itself.
struct Lead {
    span: Span,
    counts: Vec<Count>,
}

/// The first sentences of a report that stand alone.
fn leads(a: &Analysis) -> Vec<Lead> {
    if is_roundup(a) {
        return Vec::new();
    }
    let body = a
        .body_sentences()
        .filter(|s| is_sentence(a, s.span))
        .take(LEAD)
        .enumerate();
    body.filter(|(n, s)| stands_alone(a, super::opening::strip_dateline(a, s.span), *n == 0))
        .map(|(n, s)| Lead {
            span: s.span,
            counts: in_sentence(a, s.span, n),
        })
        .collect()
}

/// How many died, were hurt or arrested, when and where it happened: asked only where the lead of a report says so.
pub(crate) fn faq(analyses: &[Analysis], read: &[(usize, usize)], language: Lang) -> Vec<Answer> {
    let mut out: Vec<Answer> = Vec::new();
    let mut ask = |what: &str, a: &Analysis, span: Span| {
        let Some(question) = question(language, what) else {
            return false;
        };
        if out.iter().any(|x| x.question == question) {
            return false;
        }
        let Some(l) = line(a, span) else { return false };
        if gate::pass(&l.text, &l.citations, |id| lookup(analyses, id)).is_err() {
            return false;
        }
        out.push(Answer {
            question: question.to_string(),
            answer: l.text,
            citations: l.citations,
        });
        true
    };
    let mut asked = 0;
    for &(i, _) in read {
        let a = &analyses[i];
        for lead in leads(a) {
            for c in &lead.counts {
                if asked < COUNTS && asks(a, c, &lead) && ask(c.role, a, lead.span) {
                    asked += 1;
                }
            }
            if !happens(a, lead.span) || !(harms(a, lead.span) || lead.counts.iter().any(|c| c.role != "money")) {
                continue;
            }
            if when(a, lead.span) {
                ask("when", a, lead.span);
            }
            if places(a, lead.span) {
                ask("where", a, lead.span);
            }
        }
    }
    out
}

/// Whether a count answers "how many people": of people at large or a group of them, the only one of its role.
fn asks(a: &Analysis, c: &Count, lead: &Lead) -> bool {
    let one = lead.counts.iter().filter(|o| o.role == c.role).count() == 1;
    let known = matches!(c.role, "killed" | "injured" | "arrested");
    let headline = folded_words(a.article.headline_text(), 0);
    let on_matter = headline.is_empty() || headline.iter().any(|w| heads(c.role).contains(&w.text.as_str()));
    // Where the report gives a larger one as well, this is only a part.
    let value = |c: &Count| a.quantities.get(c.quantity).map_or(0.0, |q| q.value);
    let largest = counts(a).iter().all(|o| o.role != c.role || value(o) <= value(c));
    let smaller = a.quantities.iter().any(|q| {
        a.article.headline.is_some_and(|h| h.contains(q.span))
            && q.unit.is_empty()
            && q.value > value(c)
            && q.value < YEARS
    });
    known
        && one
        && !smaller
        && on_matter
        && largest
        && c.measure != "new"
        && !is_epidemic(a, &folded_words(a.words(lead.span), 0))
}

/// Whether a sentence tells of a disaster, an accident or a crime as its own matter: the word is in the headline too.
fn happens(a: &Analysis, span: Span) -> bool {
    let here: Vec<String> = folded_words(a.words(span), 0).into_iter().map(|w| w.text).collect();
    let head: Vec<String> = folded_words(a.article.headline_text(), 0)
        .into_iter()
        .map(|w| w.text)
        .collect();
    let told = here.iter().any(|w| HAPPENINGS.contains(w)) && !here.iter().any(|w| AFTERMATH.contains(w));
    told && (head.is_empty() || head.iter().any(|w| HAPPENINGS.contains(w)))
}

/// Whether a sentence says itself that somebody came to harm, or that a fire broke out.
fn harms(a: &Analysis, span: Span) -> bool {
    let here: Vec<String> = folded_words(a.words(span), 0).into_iter().map(|w| w.text).collect();
    let has = |list: &[&str]| here.iter().any(|w| list.contains(&w.as_str()));
    has(&["died", "dies", "killed", "injured", "मौत", "मृत्यु", "घायल"]) || has(&["आग"]) && has(&["लगी", "लग"])
}

/// Whether a sentence names one day, of the last days before its report, and in the past.
fn when(a: &Analysis, span: Span) -> bool {
    let inside: Vec<&TimeExpression> = a.times.iter().filter(|t| span.contains(t.span)).collect();
    let [t] = inside.as_slice() else { return false };
    // "state media reported Monday" is the day of the report.
    let words = folded_words(
        a.article
            .text
            .get(span.start as usize..t.span.start as usize)
            .unwrap_or(""),
        0,
    );
    let near = words.iter().rev().take(3);
    if near.into_iter().any(|w| REPORTED.contains(&w.text.as_str())) {
        return false;
    }
    let day = matches!(t.precision, Precision::Day | Precision::Hour | Precision::Minute);
    let fresh = match (t.days, a.article.published.day()) {
        (Some(d), Some(p)) => (0..=FRESH_DAYS).contains(&p.since(d.1).map_or(-1, |s| s.get_days())),
        _ => false,
    };
    day && fresh && t.tense != Tense::Future
}

/// Whether a sentence names a place as one where something happened.
fn places(a: &Analysis, span: Span) -> bool {
    a.mentions.iter().any(|m| {
        let text = &a.article.text;
        let after = text.get(m.span.end as usize..).unwrap_or("");
        let before = text.get(..m.span.start as usize).unwrap_or("");
        m.kind == EntityKind::Place
            && m.role == MentionRole::Name
            && span.contains(m.span)
            && (after.starts_with(" में ") || before.ends_with(" in ") || before.ends_with(" near "))
    })
}

//! Propositions: what the body of an article asserts, clause by clause, with what each clause inherits and the slots of
//! its figures.
//!
//! A sentence often holds several facts, and claims are about facts. Derived text is never taken apart (law 8).

mod opening;
mod slots;
mod split;

pub(crate) use opening::strip_dateline;
pub(crate) use split::{clauses, faults, has_verb, is_cut, is_dangling, phrases};

use crate::model::*;
use crate::similarity::words::{Word, folded_words, is_stop, word_set};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static NEGATION: LazyLock<FxHashSet<String>> =
    LazyLock::new(|| word_set(include_str!("../../data/claims/negation.txt")));

/// The propositions of an article's body, in order.
///
/// Questions assert nothing. A clause without a content word and without a figure belongs to the one before it.
pub fn propositions(a: &Analysis) -> Vec<Proposition> {
    let mut out: Vec<Proposition> = Vec::new();
    let (mut place, mut time) = (None::<EntityId>, None::<u32>);
    let mut subject_before: Option<Span> = None;
    for (n, sentence) in a.sentences.iter().enumerate() {
        if sentence.class != LineClass::Body || a.words(sentence.span).trim_end().ends_with(['?', '？']) {
            continue;
        }
        let mut subject = subject_before;
        let first = out.len();
        for span in split::clauses(a, sentence.span) {
            if only_reports(a, span) {
                subject = subject_in(a, span).or(subject);
                continue;
            }
            if let Some(p) = place_in(a, span) {
                place = Some(p);
            }
            if let Some(t) = time_in(a, span) {
                time = Some(t);
            }
            let own = subject_in(a, span);
            out.push(Proposition {
                span,
                sentence: n as u32,
                inherits: Inherited {
                    subject: if own.is_some() { None } else { subject },
                    place: place.clone(),
                    time,
                },
                statement: statement_over(a, span),
                verb: split::has_verb(a.words(span), a.article.language),
                negated: is_negated(&folded_words(a.words(span), 0)),
                figures: slots::slots(a, sentence.span, span, place.as_ref()),
            });
            subject = own.or(subject);
        }
        if let Some(list) = out.get_mut(first..) {
            slots::share_heads(list);
        }
        subject_before = subject;
    }
    out
}

/// Whether a clause only says who says something: it holds the cue of a statement, nothing of what is said, and no
/// figure.
fn only_reports(a: &Analysis, span: Span) -> bool {
    let cue = |s: &Statement| s.cue.is_some_and(|c| c.overlaps(span));
    let said = |s: &Statement| {
        let shared = s
            .content
            .end
            .min(span.end)
            .saturating_sub(s.content.start.max(span.start));
        shared * 4 > span.len() as u32
    };
    a.statements.iter().any(cue)
        && !a.statements.iter().any(said)
        && !a.quantities.iter().any(|q| span.contains(q.span))
}

/// The figures of a passage outside the body (a headline), with their slots.
pub(crate) fn figures_of(a: &Analysis, passage: Span) -> Vec<FigureSlot> {
    slots::slots(a, passage, passage, None)
}

/// Whether what is reported of a figure (killed, infected) runs on with time, so that a later value replaces an earlier
/// one.
pub(crate) fn is_tally(reported: &str) -> bool {
    slots::FRAMES.noted_of(reported, 1) == "tally"
}

/// The place named last in a clause.
fn place_in(a: &Analysis, span: Span) -> Option<EntityId> {
    let last = mentions_in(a, span)
        .filter(|m| m.kind == EntityKind::Place && m.role == MentionRole::Name)
        .last()?;
    Some(last.entity.clone())
}

/// The time told first in a clause.
fn time_in(a: &Analysis, span: Span) -> Option<u32> {
    let from = a.times.partition_point(|t| t.span.end <= span.start);
    a.times.get(from).filter(|t| t.span.start < span.end)?;
    Some(from as u32)
}

/// The first person, organisation or named event of a clause.
fn subject_in(a: &Analysis, span: Span) -> Option<Span> {
    mentions_in(a, span)
        .find(|m| matches!(m.kind, EntityKind::Person | EntityKind::Organisation))
        .map(|m| m.span)
}

/// The mentions inside a span.
fn mentions_in(a: &Analysis, span: Span) -> impl Iterator<Item = &Mention> {
    let from = a.mentions.partition_point(|m| m.span.end <= span.start);
    a.mentions
        .iter()
        .skip(from)
        .take_while(move |m| m.span.start < span.end)
}

/// The statement that holds most of a clause.
fn statement_over(a: &Analysis, span: Span) -> Option<u32> {
    let shared = |s: Span| s.end.min(span.end).saturating_sub(s.start.max(span.start));
    let (i, s) = a
        .statements
        .iter()
        .enumerate()
        .max_by_key(|(i, s)| (shared(s.content), std::cmp::Reverse(*i)))?;
    (shared(s.content) * 2 > span.len() as u32).then_some(i as u32)
}

/// Whether a word of negation stands among some.
pub(crate) fn is_negated(words: &[Word]) -> bool {
    words.iter().any(|w| NEGATION.contains(&w.text))
}

/// Whether words hold something that can be claimed: two content words.
fn claims(words: &[Word]) -> bool {
    words.iter().filter(|w| !w.digits && !is_stop(&w.text)).nth(1).is_some()
}

#[cfg(test)]
mod tests;

//! Rules on time: the headline tells as done what the body puts into the future.

use super::modality::last_words;
use super::{Finding, TELLING};
use crate::claims::headlines::body::{Body, Line, Piece};
use crate::claims::headlines::head::{Aligned, Head, meets};
use crate::claims::headlines::lexicon::{self, HEDGES, is_future};
use crate::model::*;
use crate::similarity::words::{Word, is_stop};

/// ## What it finds
/// HD-DONE: a thing told as done, where every sentence near the clause puts it into the future or holds it back as a
/// plan or an order.
pub(super) fn done(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    let last = c
        .words
        .iter()
        .rev()
        .take(2)
        .find(|w| lexicon::DONE.contains(&w.text) && !lexicon::is(&w.text, "participle"));
    let coming = c
        .words
        .iter()
        .any(|w| is_future(&w.text) || lexicon::is(&w.text, "limit"));
    if !head.indic || last.is_none() || coming || head.sourced || c.has("open") || c.best < 0.5 {
        return;
    }
    // A verb of its own (जीता) is what must be told; a light one (किया) leaves it to the words before.
    let own = last.and_then(|w| {
        c.pieces
            .iter()
            .find(|(p, _)| p.span == w.span && !is_stop(&p.meaning.word))
    });
    let told: Vec<&Piece> = match own {
        Some((p, _)) => vec![p],
        None => c
            .pieces
            .iter()
            .rev()
            .map(|p| p.0)
            .filter(|p| p.idf >= TELLING && !is_stop(&p.meaning.word))
            .take(2)
            .collect(),
    };
    let at_told = |l: &Line, at: usize, reach: usize| {
        let near = l
            .pieces
            .iter()
            .filter(|b| l.word_at(b.span.start).abs_diff(at) <= reach);
        near.into_iter().any(|b| told.iter().any(|p| meets(p, b)))
    };
    let lines = c.near.iter().filter_map(|n| body.lines.get(*n));
    let lines: Vec<&Line> = lines
        .filter(|l| l.pieces.iter().any(|b| told.iter().any(|p| meets(p, b))))
        .collect();
    let open = |l: &Line| -> Option<Span> {
        let end = l.words.len().saturating_sub(2);
        let verb = l
            .words
            .iter()
            .enumerate()
            .skip(end)
            .find(|(at, w)| is_future(&w.text) && at_told(l, *at, 5));
        let held = l
            .hedges
            .iter()
            .find(|h| matches!(HEDGES.name(h.0), "promise" | "order" | "plan") && at_told(l, h.1, HELD_REACH));
        verb.map(|v| v.1.span)
            .or(held.and_then(|h| l.words.get(h.1)).map(|w| w.span))
    };
    let found: Vec<Option<Span>> = lines.iter().map(|l| open(l)).collect();
    if let Some(Some(verb)) = found.first()
        && found.iter().all(Option::is_some)
    {
        out.push(Finding {
            rule: "HD-DONE",
            code: HeadlineCode::HeldBack,
            words: last_words(c),
            clause: c.span,
            body: lines.first().map(|l| l.span),
            given: Some(*verb),
        });
    }
}

/// Words between what is told as done and the word that makes it a plan, a promise or an order.
const HELD_REACH: usize = 10;

/// ## What it finds
/// HD-COMING: a clause that ends in a perfective verb, where the nearest sentence, and every other one near it, ends in
/// a verb of what is still to come (शुरू होगा, पेश की जानी है).
pub(super) fn coming(head: &Head, c: &Aligned<'_>, body: &Body, out: &mut Vec<Finding>) {
    let last = |w: &&Word| lexicon::DONE.contains(&w.text) && !lexicon::is(&w.text, "participle");
    let done = c.words.iter().rev().take(2).any(|w| last(&w));
    let later = |w: &Word| is_future(&w.text) || lexicon::is(&w.text, "limit");
    if !head.indic
        || !done
        || c.words.iter().any(later)
        || c.has("open")
        || c.best < COMING_SPEAKS
        || out.iter().any(|f| f.clause == c.span)
    {
        return;
    }
    let comes = |l: &Line| -> Option<Span> {
        let end = l.words.get(l.words.len().saturating_sub(3)..)?;
        let verb = end.iter().position(|w| is_future(&w.text));
        let due = end
            .windows(2)
            .position(|w| lexicon::is(&w[0].text, "due") && lexicon::is(&w[1].text, "is"));
        let verb = verb.or(due).and_then(|i| end.get(i)).map(|w| w.span)?;
        // What is told last must stand beside the verb.
        let at = l.word_at(verb.start);
        let near = |b: &Piece| l.word_at(b.span.start).abs_diff(at) <= COMING_REACH;
        let tail = c.pieces.iter().rev().take(2).map(|p| p.0);
        let told = tail
            .into_iter()
            .any(|p| l.pieces.iter().any(|b| near(b) && meets(p, b)));
        told.then_some(verb)
    };
    let lines: Vec<&Line> = c.near.iter().filter_map(|n| body.lines.get(*n)).collect();
    if let Some((line, verb)) = lines.first().and_then(|l| Some((l, comes(l)?)))
        && lines.iter().all(|l| comes(l).is_some())
    {
        out.push(Finding {
            rule: "HD-COMING",
            code: HeadlineCode::HeldBack,
            words: last_words(c),
            clause: c.span,
            body: Some(line.span),
            given: Some(verb),
        });
    }
}

/// Words between a verb in the future and the last words that a clause tells.
const COMING_REACH: usize = 8;

/// Share of a clause that a sentence must bear out before its verb in the future counts against the clause.
const COMING_SPEAKS: f32 = 0.4;

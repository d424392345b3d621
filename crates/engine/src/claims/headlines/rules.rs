//! Where a headline and its body part: each rule has a code, says what it finds and what its limits are.
//!
//! How often each is right is printed by `cargo xtask headlines`; a rule that was wrong more often than one time in
//! four on the labelled pages or on pages drawn from the corpora was made narrower or taken out.

mod done;
mod missing;
mod modality;
mod numbers;

use super::body::{Body, Line};
use super::head::{Aligned, Head};
use crate::model::*;
use crate::similarity::words::Word;

/// What a rule found.
#[derive(Debug, Clone)]
pub struct Finding {
    /// The rule's code.
    pub rule: &'static str,
    /// What was found.
    pub code: HeadlineCode,
    /// The words of the headline.
    pub words: Span,
    /// The clause that holds them.
    pub clause: Span,
    /// The nearest sentence of the body.
    pub body: Option<Span>,
    /// The body's own words: the hedge, the other number.
    pub given: Option<Span>,
}

/// All that the rules find in a headline, the surest rule first.
pub(super) fn find(a: &Analysis, head: &Head, body: &Body) -> Vec<Finding> {
    let mut out = Vec::new();
    for c in head.claims(body) {
        modality::deed(head, &c, body, &mut out);
        modality::cause(head, &c, body, &mut out);
        modality::suspect(head, &c, body, &mut out);
        modality::future(head, &c, body, &mut out);
        done::done(head, &c, body, &mut out);
        done::coming(head, &c, body, &mut out);
        modality::adverb(head, &c, body, &mut out);
        modality::may(head, &c, body, &mut out);
        modality::report(head, &c, body, &mut out);
        numbers::number(&a.article.text, head, &c, body, &mut out);
        missing::act(head, &c, body, &mut out);
        missing::whole(head, &c, body, &mut out);
        missing::scope(head, &c, body, &mut out);
        missing::quote(head, &c, body, &mut out);
        missing::added(a, head, &c, body, &mut out);
        missing::run(head, &c, body, &mut out);
    }
    missing::places(a, head, body, &mut out);
    out
}

fn span_of(words: &[Word], from: usize, n: usize) -> Option<Span> {
    Some(Span {
        start: words.get(from)?.span.start,
        end: words.get(from + n - 1)?.span.end,
    })
}

fn line_of<'b>(c: &Aligned<'_>, body: &'b Body) -> Option<&'b Line> {
    c.near.first().and_then(|n| body.lines.get(*n))
}

/// Words of a clause that is told as a whole.
const SHORT_CLAUSE: usize = 8;

/// Inverse document frequency from which a word tells what the clause says.
const TELLING: f32 = 2.0;

//! One sentence under reading: what the readers of all languages ask of its tokens.

use super::draft::{Draft, Memory};
use super::lexicon::Class;
use super::tokens::Token;
use crate::model::*;

/// A sentence with its page.
pub struct Scan<'a> {
    /// The page.
    pub analysis: &'a Analysis,
    /// Its tokens.
    pub toks: &'a [Token],
    /// One past the last token before the closing mark.
    pub end: usize,
    /// The sentence before it in the running text.
    pub previous: Option<Span>,
    /// The statements of the sentences before.
    pub before: &'a [Draft],
}

impl Scan<'_> {
    /// Token `i`, if it stands before the closing mark.
    pub fn tok(&self, i: usize) -> Option<&Token> {
        self.toks.get(i).filter(|_| i < self.end)
    }

    /// Whether token `i` is of any of the classes.
    pub fn is(&self, i: usize, class: Class) -> bool {
        self.tok(i).is_some_and(|t| t.is(class))
    }

    /// Whether the token `n` before `i` is of any of the classes.
    pub fn back(&self, i: usize, n: usize, class: Class) -> bool {
        i.checked_sub(n).is_some_and(|k| self.is(k, class))
    }

    /// Whether token `i` is a comma, colon, dash or quotation mark.
    pub fn pause(&self, i: usize) -> bool {
        self.tok(i).is_some_and(|t| t.is_pause() || t.is_quote())
    }

    /// Whether token `i` stands inside quoted speech.
    pub fn in_speech(&self, i: usize) -> bool {
        let Some(t) = self.tok(i) else { return false };
        let q = &self.analysis.quotations;
        let at = q.partition_point(|q| q.span.end <= t.span.start);
        q.get(at)
            .is_some_and(|q| q.kind == QuotationKind::Speech && q.inner.contains(t.span))
    }

    /// A pronoun at token `i` as a source that stands for nobody yet.
    pub fn pronoun_source(&self, i: usize) -> Option<Source> {
        let span = self.tok(i)?.span;
        Some(Source {
            span: Some(span),
            text: self.analysis.words(span).to_string(),
            resolved: None,
            entity: None,
            kind: SourceKind::Person,
        })
    }

    /// A pronoun at token `i` with what it stands for.
    pub fn pronoun(&self, i: usize, memory: &Memory) -> Option<Source> {
        self.pronoun_source(i).map(|s| memory.pronoun(s))
    }

    /// A statement that asserts, in indirect speech.
    pub fn draft(&self, span: Span, cue: Option<Span>, chain: Vec<Source>, rule: &'static str) -> Draft {
        Draft {
            content: span,
            cue,
            chain,
            form: Form::Indirect,
            polarity: Polarity::Asserts,
            hedge: None,
            rule,
        }
    }
}

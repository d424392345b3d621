//! The basic shapes of Marathi, Bengali and Gujarati: a verb of saying with its subject before it, the content after "that" or a
//! pause, or before a quotative (..., असे X यांनी सांगितले; ... বলে X জানিয়েছেন), and "according to".

use super::draft::{Draft, Memory};
use super::lexicon::Class;
use super::phrase::{self, Phrase};
use super::tokens::{Kind, Tok, content, count_words};
use crate::model::*;

/// "According to X". Limits: rules and laws are no sources.
pub const ACCORDING: &str = "VF-ATT-001";
/// "X said (that) ...".
pub const SAID: &str = "VF-ATT-002";
/// "..., so X said".
pub const SAID_AFTER: &str = "VF-ATT-003";

/// Most words of a subject: longer ones are clauses that were not understood.
const MAX_SUBJECT: usize = 12;

/// One sentence being read.
pub struct Reader<'a> {
    /// The page.
    pub analysis: &'a Analysis,
    /// Its tokens.
    pub toks: &'a [Tok],
    /// One past the last token before the closing mark.
    pub end: usize,
}

impl Reader<'_> {
    /// The statements of the sentence: at most one per verb, none inside the content of another.
    pub fn read(&self, memory: &mut Memory) -> Vec<Draft> {
        let mut out: Vec<Draft> = Vec::new();
        for i in 0..self.end {
            let Some(t) = self.tok(i) else { break };
            if out.iter().any(|d| d.content.contains(t.span)) || self.in_speech(i) {
                continue;
            }
            let found = if t.is(Class::ACCORDING) {
                self.according(i, memory)
            } else if t.is(Class::SAY) {
                self.said(i, memory)
            } else {
                None
            };
            if let Some(draft) = found
                && !out.iter().any(|d| d.content.overlaps(draft.content))
            {
                if let Some(first) = draft.chain.first() {
                    memory.remember(first, true);
                }
                out.push(draft);
            }
        }
        out
    }

    fn tok(&self, i: usize) -> Option<&Tok> {
        self.toks.get(i).filter(|_| i < self.end)
    }

    fn is(&self, i: usize, class: Class) -> bool {
        self.tok(i).is_some_and(|t| t.is(class))
    }

    fn pause(&self, i: usize) -> bool {
        self.tok(i).is_some_and(|t| t.is_pause() || t.is_quote())
    }

    fn in_speech(&self, i: usize) -> bool {
        let Some(t) = self.tok(i) else { return false };
        let q = &self.analysis.quotations;
        let at = q.partition_point(|q| q.span.end <= t.span.start);
        q.get(at)
            .is_some_and(|q| q.kind == QuotationKind::Speech && q.inner.contains(t.span))
    }

    fn source(&self, from: usize, to: usize, memory: &Memory) -> Option<Source> {
        let (mut from, mut to) = (from, to);
        while from < to && (self.is(from, Class::CONJUNCTION.or(Class::QUOTATIVE)) || self.pause(from)) {
            from += 1;
        }
        while to > from + 1 && (self.is(to - 1, Class::HONORIFIC_TAIL.or(Class::GENITIVE)) || self.pause(to - 1)) {
            to -= 1;
        }
        let words = count_words(self.toks, from, to);
        if !(1..=MAX_SUBJECT).contains(&words) || self.is(from, Class::RELATIVE) {
            return None;
        }
        if self.is(to - 1, Class::VERB) {
            return None;
        }
        let first = self.tok(from)?;
        if first.kind == Kind::Number && words == 1 {
            return None;
        }
        if first.is(Class::PRONOUN) {
            let span = first.span;
            return Some(memory.pronoun(Source {
                span: Some(span),
                text: self.analysis.words(span).to_string(),
                resolved: None,
                entity: None,
                kind: SourceKind::Person,
            }));
        }
        phrase::source(self.analysis, self.toks, Phrase { from, to })
    }

    /// Where the clause that ends before token `at` begins.
    fn border(&self, at: usize) -> usize {
        (0..at)
            .rev()
            .find(|k| {
                self.pause(*k)
                    || self.is(
                        *k,
                        Class::QUOTATIVE
                            .or(Class::COMPLEMENT)
                            .or(Class::AUXILIARY)
                            .or(Class::SAY),
                    )
            })
            .map_or(0, |k| k + 1)
    }

    fn draft(&self, span: Span, cue: Option<Span>, source: Source, rule: &'static str) -> Draft {
        Draft {
            content: span,
            cue,
            chain: vec![source],
            form: Form::Indirect,
            polarity: Polarity::Asserts,
            hedge: None,
            rule,
        }
    }

    fn according(&self, i: usize, memory: &Memory) -> Option<Draft> {
        if self.is(i, Class::NOT_SOURCE) || i.checked_sub(1).is_some_and(|k| self.is(k, Class::NOT_SOURCE)) {
            return None;
        }
        let glued = self.tok(i).is_some_and(|t| {
            !t.is(Class::BACK_NOUN) && self.analysis.words(t.span).ends_with("नुसार") && t.span.len() > 15
        });
        let mut to = if glued { i + 1 } else { i };
        while !glued && to > 0 && self.is(to - 1, Class::BACK_NOUN) {
            to -= 1;
        }
        let from = self.border(to.min(i));
        let source = self.source(from, to, memory)?;
        let mut start = i + 1;
        while self.pause(start) {
            start += 1;
        }
        if count_words(self.toks, start, self.end) < 3 {
            return None;
        }
        Some(self.draft(
            content(self.toks, start, self.end)?,
            content(self.toks, to.min(i), i + 1),
            source,
            ACCORDING,
        ))
    }

    fn said(&self, i: usize, memory: &Memory) -> Option<Draft> {
        let mut to = i + 1;
        if self.is(i, Class::NEEDS_LIGHT) {
            let verb = (i + 1..i + 4).find(|k| self.is(*k, Class::LIGHT))?;
            to = verb + 1;
        }
        while self.is(to, Class::AUXILIARY.or(Class::LIGHT)) {
            to += 1;
        }
        let mut after = to;
        let (mut complement, mut pause) = (false, false);
        while self.pause(after) || (self.is(after, Class::COMPLEMENT) && !complement) {
            complement |= self.is(after, Class::COMPLEMENT);
            pause |= self.pause(after);
            after += 1;
        }
        // The subject ends at its case mark, where the language has one; else it reaches up to the verb.
        let border = self.border(i);
        let case = (border..i).find(|k| self.is(*k, Class::ERGATIVE));
        let subject = self.source(border, case.map_or(i, |k| k + 1), memory);
        let cue = content(
            self.toks,
            case.map_or(i, |k| k.min(i)),
            if complement { after } else { to },
        );
        let rest = count_words(self.toks, after, self.end);
        if let Some(source) = subject.clone()
            && (complement || pause)
            && rest >= 3
        {
            return Some(self.draft(content(self.toks, after, self.end)?, cue, source, SAID));
        }
        let marker = border.checked_sub(1)?;
        let quotative = self.is(marker, Class::QUOTATIVE);
        if count_words(self.toks, 0, marker) < 3 || !(quotative || self.pause(marker)) {
            return None;
        }
        let source = match subject {
            Some(source) => source,
            // ... বলে জানিয়েছেন X
            None if quotative && rest >= 1 => self.source(to, self.end, memory)?,
            None => return None,
        };
        let ends = rest == 0 || quotative;
        ends.then(|| content(self.toks, 0, marker))
            .flatten()
            .map(|span| self.draft(span, cue, source, SAID_AFTER))
    }
}

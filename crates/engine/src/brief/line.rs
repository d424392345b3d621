//! A sentence as a line of a brief: verbatim, with its source kept in the wording.

use super::opening::{folded_words, is_anaphoric, strip_dateline};
use crate::model::*;

/// A line: its words and what they rest on.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// Verbatim, perhaps with `source: ` or `[place] ` before it.
    pub text: String,
    /// The span of its source, if that stands elsewhere, the span of the sentence, the span of its place, if that
    /// stands elsewhere.
    pub citations: Vec<Citation>,
}

impl Line {
    /// The line with the place of its report before it, in square brackets: `[सोनपुर] ...`.
    pub fn set_in(mut self, a: &Analysis, place: Span) -> Line {
        self.text = format!("[{}] {}", a.words(place), self.text);
        self.citations.push(Citation {
            article: a.article.id.clone(),
            span: place,
        });
        self
    }
}

/// Where the words of a statement's source stand: of its first link, or of the name that a pronoun stands for.
pub(crate) fn source_span(a: &Analysis, st: &Statement) -> Option<Span> {
    let source = st.chain.first()?;
    let before = st.cue.map_or(st.content.start, |c| c.start.min(st.content.start));
    let find = |name: &str| {
        let head = a.article.text.get(..before as usize)?;
        let at = head.rfind(name)?;
        let span = Span::new(at, at + name.len());
        (a.article.class_at(span.start) == Some(LineClass::Body)).then_some(span)
    };
    if let Some(name) = source.resolved.as_deref().filter(|r| !r.is_empty()) {
        return find(name);
    }
    source
        .span
        .or_else(|| find(&source.text).filter(|_| !source.text.is_empty()))
}

/// Makes a line of a body sentence; `None` if its source is known to stand elsewhere but cannot be shown, or if it says
/// that somebody said nothing.
pub(crate) fn line(a: &Analysis, sentence: Span) -> Option<Line> {
    let span = strip_dateline(a, sentence);
    let id = &a.article.id;
    let mut citations = Vec::new();
    let mut prefix = "";
    for st in statements_in(a, span) {
        let named = st.chain.first().and_then(|s| s.resolved.as_ref()).is_none();
        let inside = st.chain.iter().any(|s| s.span.is_some_and(|x| span.contains(x)));
        if st.chain.is_empty() || (inside && named) {
            continue;
        }
        let source = source_span(a, st)?;
        if span.contains(source) || !prefix.is_empty() || a.words(span).contains(a.words(source)) {
            continue;
        }
        if a.article.class_at(source.start) != Some(LineClass::Body) {
            return None;
        }
        prefix = a.words(source);
        citations.push(Citation {
            article: id.clone(),
            span: source,
        });
    }
    if prefix.is_empty() && is_anaphoric(a, span) && pronoun(a, span) {
        return None;
    }
    citations.push(Citation {
        article: id.clone(),
        span,
    });
    let words = a.words(span);
    let text = if prefix.is_empty() {
        words.to_string()
    } else {
        format!("{prefix}: {words}")
    };
    Some(Line { text, citations })
}

/// Whether the sentence opens with a pronoun for a person: without that person's name it says nothing.
fn pronoun(a: &Analysis, span: Span) -> bool {
    folded_words(a.words(span), 0).first().is_some_and(|w| {
        w.text.starts_with("उन")
            || w.text.starts_with("उस")
            || matches!(w.text.as_str(), "वह" | "वे" | "इन्होंने" | "इसे" | "इसके")
    })
}

/// The statements whose content starts in a span or overlaps it.
pub(crate) fn statements_in(a: &Analysis, span: Span) -> impl Iterator<Item = &Statement> {
    a.statements.iter().filter(move |s| s.content.overlaps(span))
}

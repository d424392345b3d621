//! The words of one sentence, each folded once: what the grammars of numbers and times read.

use crate::Span;
use crate::chars::{digit_value, is_indic};
use crate::fold::fold;
use crate::numbers::{Role, has_role};
use crate::words::words;

/// The words of a text with their folded forms, in order. Spans point into the text as given.
pub struct Tokens<'t> {
    text: &'t str,
    spans: Vec<Span>,
    folded: String,
    /// End of each folded form in `folded`.
    ends: Vec<u32>,
}

impl<'t> Tokens<'t> {
    /// Reads `text` once. A number with a word glued to it (15अगस्त, 50km) is parted; ordinals (80वीं, 3rd) stay whole.
    pub fn new(text: &'t str) -> Tokens<'t> {
        let mut out = Tokens {
            text,
            spans: Vec::new(),
            folded: String::with_capacity(text.len()),
            ends: Vec::new(),
        };
        for token in words(text) {
            let word = token.span.of(text);
            match glued(word) {
                Some(at) => {
                    let middle = token.span.start as usize + at;
                    out.push(Span::new(token.span.start as usize, middle));
                    out.push(Span::new(middle, token.span.end as usize));
                }
                None => out.push(token.span),
            }
        }
        out
    }

    fn push(&mut self, span: Span) {
        self.folded.push_str(&fold(span.of(self.text)));
        self.ends.push(self.folded.len() as u32);
        self.spans.push(span);
    }

    /// The text.
    pub fn text(&self) -> &'t str {
        self.text
    }

    /// How many words.
    pub fn len(&self) -> usize {
        self.spans.len()
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.spans.is_empty()
    }

    /// The folded form of word `i`; empty past the end.
    pub fn word(&self, i: usize) -> &str {
        let Some(end) = self.ends.get(i) else { return "" };
        let start = if i == 0 { 0 } else { self.ends[i - 1] };
        &self.folded[start as usize..*end as usize]
    }

    /// Where word `i` stands; an empty span at the end of the text past the last word.
    pub fn span(&self, i: usize) -> Span {
        self.spans
            .get(i)
            .copied()
            .unwrap_or(Span::new(self.text.len(), self.text.len()))
    }

    /// What stands between word `i` and the next one, or the end of the text.
    pub fn gap(&self, i: usize) -> &'t str {
        let start = self.span(i).end as usize;
        let end = self.span(i + 1).start as usize;
        self.text.get(start..end).unwrap_or("")
    }

    /// Whether only blanks stand between word `i` and the next, and there is a next.
    pub fn joined(&self, i: usize) -> bool {
        i + 1 < self.len() && self.gap(i).chars().all(|c| c.is_whitespace() && c != '\n')
    }

    /// Whether only a hyphen or dash, perhaps with blanks, stands between word `i` and the next.
    pub fn hyphened(&self, i: usize) -> bool {
        i + 1 < self.len() && {
            let gap = self.gap(i).trim();
            gap.chars().count() == 1
                && gap
                    .chars()
                    .all(|c| matches!(c, '-' | '‐' | '‑' | '‒' | '–' | '—' | '−'))
        }
    }

    /// The span from word `a` to word `b`, both included.
    pub fn over(&self, a: usize, b: usize) -> Span {
        let (start, end) = (self.span(a).start, self.span(b).end);
        Span {
            start,
            end: end.max(start),
        }
    }
}

/// The byte where a word glued to a number begins.
fn glued(word: &str) -> Option<usize> {
    let first = word.chars().next()?;
    digit_value(first)?;
    let at = word
        .char_indices()
        .find(|(_, c)| digit_value(*c).is_none() && !matches!(c, ',' | '.'))?
        .0;
    let rest = fold(&word[at..]);
    if has_role(&rest, Role::OrdinalEnding) || has_role(&rest, Role::CompoundEnding) {
        return None;
    }
    let indic = rest.chars().next().is_some_and(is_indic) && rest.chars().count() > 1;
    (indic || has_role(&rest, Role::Glued)).then_some(at)
}

/// The value of an ordinal in digits (80वीं, 3rd), folded.
pub fn digit_ordinal(folded: &str) -> Option<f64> {
    let at = folded.find(|c: char| !c.is_ascii_digit())?;
    (at > 0 && has_role(&folded[at..], Role::OrdinalEnding))
        .then(|| folded[..at].parse().ok())
        .flatten()
}

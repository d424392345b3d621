//! The words and marks of one sentence, each with its classes.

use super::lexicon::{Class, Lexicon};
use crate::model::Span;
use sutradhar_text::repair::is_parted;
use sutradhar_text::words::{self, TokenKind};

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// A word.
    Word,
    /// A number.
    Number,
    /// A mark.
    Mark(char),
}

/// A word, number or mark of a sentence.
#[derive(Debug, Clone, Copy)]
pub struct Token {
    /// Where in the article's text.
    pub span: Span,
    /// What.
    pub kind: Kind,
    /// Its classes; none for marks.
    pub class: Class,
}

impl Token {
    /// Whether it is a word of any of the classes.
    pub fn is(&self, class: Class) -> bool {
        self.class.is(class)
    }

    /// Whether it is this mark.
    pub fn is_mark(&self, mark: char) -> bool {
        self.kind == Kind::Mark(mark)
    }

    /// Whether it is any mark.
    pub fn any_mark(&self) -> bool {
        matches!(self.kind, Kind::Mark(_))
    }

    /// Whether it is a quotation mark.
    pub fn is_quote(&self) -> bool {
        matches!(
            self.kind,
            Kind::Mark('"' | '\'' | '“' | '”' | '‘' | '’' | '«' | '»' | '„')
        )
    }

    /// Whether it is a comma, colon or dash.
    pub fn is_pause(&self) -> bool {
        matches!(self.kind, Kind::Mark(',' | ':' | '-' | '–' | '—' | ';'))
    }
}

/// The tokens of the sentence at `span` of `text`.
pub fn tokens(text: &str, span: Span, lexicon: &Lexicon) -> Vec<Token> {
    let sentence = span.of(text);
    let mut out: Vec<Token> = Vec::new();
    let mut at = 0;
    let base = span.start as usize;
    let marks = |from: usize, to: usize, out: &mut Vec<Token>| {
        let gap = sentence.get(from..to).unwrap_or("");
        for (i, c) in gap.char_indices().filter(|(_, c)| !c.is_whitespace()) {
            out.push(Token {
                span: Span::new(base + from + i, base + from + i + c.len_utf8()),
                kind: Kind::Mark(c),
                class: Class::default(),
            });
        }
    };
    for word in words::words(sentence) {
        marks(at, word.span.start as usize, &mut out);
        at = word.span.end as usize;
        out.push(Token {
            span: word.span.shift(base),
            kind: if word.kind == TokenKind::Number {
                Kind::Number
            } else {
                Kind::Word
            },
            class: lexicon.class(word.span.of(sentence)),
        });
    }
    marks(at, sentence.len(), &mut out);
    join_parted(text, lexicon, &mut out);
    out
}

/// Gives the second half of a word that a stray blank parted (मुख्य मंत्री, अनु सार) the classes of the whole as well.
fn join_parted(text: &str, lexicon: &Lexicon, toks: &mut [Token]) {
    for k in 1..toks.len() {
        let (Some(a), Some(b)) = (toks.get(k - 1).copied(), toks.get(k).copied()) else {
            continue;
        };
        let blank = a.kind == Kind::Word && b.kind == Kind::Word && b.span.start == a.span.end + 1;
        if !blank || !is_parted(a.span.of(text), b.span.of(text)) {
            continue;
        }
        let whole = lexicon.class(&format!("{}{}", a.span.of(text), b.span.of(text)));
        if let Some(second) = toks.get_mut(k) {
            second.class = second.class.or(whole);
        }
    }
}

/// The span from token `from` to before token `to`, without the marks, blanks and quotation marks at its ends.
pub fn content(toks: &[Token], from: usize, to: usize) -> Option<Span> {
    let part = toks.get(from..to.min(toks.len()))?;
    let first = part.iter().position(|t| !t.any_mark() || t.is_mark('('))?;
    let last = part
        .iter()
        .rposition(|t| !t.any_mark() || t.is_mark(')') || t.is_mark('%'))?;
    (first <= last).then(|| Span {
        start: part[first].span.start,
        end: part[last].span.end,
    })
}

/// How many words and numbers stand from token `from` to before token `to`.
pub fn count_words(toks: &[Token], from: usize, to: usize) -> usize {
    toks.get(from..to.min(toks.len()))
        .map_or(0, |part| part.iter().filter(|t| !t.any_mark()).count())
}

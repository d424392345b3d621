//! The clauses of a headline, each with the part it plays.

use super::lexicon::{self, FRAMES, QUESTIONS, TEASERS};
use crate::model::Span;
use crate::similarity::words::{Word, folded_words, is_stop, pack_words};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;
use sutradhar_text::chars::{is_indic, is_word_char};
use sutradhar_text::stopwords::is_stopword;
use sutradhar_text::words::is_visarga;

/// What a clause of a headline does.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Part {
    /// It says something.
    Claim,
    /// It asks.
    Question,
    /// It names the matter or whets the appetite (बड़ी राहत:).
    Topic,
    /// It says whose words the rest is.
    Source,
    /// It promises to tell.
    Teaser,
}

/// A clause of a headline.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Clause {
    /// Where.
    pub span: Span,
    /// Its part.
    pub part: Part,
}

static SPEECH: LazyLock<FxHashSet<String>> = LazyLock::new(|| pack_words("claims-speech"));
/// Content words that a piece before a colon or after the last one may have and still be a topic or a source.
const LABEL_WORDS: usize = 4;

/// Splits a headline at its marks and tells what each piece does.
///
/// A Latin kicker with a colon before an Indic headline is left out. A question mark makes its piece a question, unless
/// somebody asks in it (X ने पूछा); so does a question word in a Hindi piece without one, or at the start of an English
/// headline.
pub(crate) fn clauses(text: &str, headline: Span) -> Vec<Clause> {
    let full = headline.of(text);
    let pieces = pieces(full);
    let indic = full.chars().any(is_indic);
    let last = pieces.len().saturating_sub(1);
    let mut out: Vec<Clause> = Vec::new();
    // Once somebody asks (X ने पूछा- ...), what follows are his words.
    let asked = lexicon::has(&FRAMES, &folded_words(full, 0), "asks");
    for (i, (span, mark)) in pieces.iter().enumerate() {
        let piece = span.of(full);
        let words = folded_words(piece, 0);
        if words.is_empty() {
            continue;
        }
        let latin = !piece.chars().any(is_indic);
        if *mark == ':' && latin && indic && i < last {
            continue;
        }
        let stop = |w: &Word| is_stop(&w.text) || is_stopword(&w.text);
        let content = words.iter().filter(|w| !stop(w)).count();
        let opens = |name: &str| {
            QUESTIONS
                .find(&words)
                .iter()
                .any(|g| g.1 == 0 && QUESTIONS.name(g.0) == name)
        };
        let says = lexicon::has(&FRAMES, &words, "says");
        // Police: Man ..., Study: ...
        let source = !indic && words.len() <= LABEL_WORDS && lexicon::has(&FRAMES, &words, "source");
        // ... - 13 WTHR Indianapolis: the name of an outlet or a column.
        let before = i.checked_sub(1).and_then(|p| pieces.get(p)).map(|p| p.1);
        let outlet = !indic
            && i == last
            && matches!(before, Some('-' | ';'))
            && piece.chars().next().is_some_and(char::is_uppercase)
            && piece
                .split_whitespace()
                .all(|w| !w.chars().next().is_some_and(char::is_lowercase));
        let marked = *mark == '?' || piece.contains('?');
        let own_words = piece.starts_with(['\'', '"', '‘', '“']);
        let asks = if latin {
            !indic && i == 0 && *mark != ':' && opens("start") && !says
        } else {
            lexicon::has(&QUESTIONS, &words, "ask") && !own_words
        };
        let after_colon = i.checked_sub(1).and_then(|p| pieces.get(p)).is_some_and(|p| p.1 == ':');
        let part = if marked && !asked {
            Part::Question
        } else if lexicon::has(&TEASERS, &words, "call") || (latin && !indic && opens("why") && !says) {
            Part::Teaser
        } else if i > 0 && words.iter().any(|w| lexicon::is(&w.text, "pointing")) && words.len() <= 6 {
            // ये होगी टॉप स्पीड, दे डाली ये सजा: what it is, the body tells.
            Part::Topic
        } else if asks && !says && !asked {
            Part::Question
        } else if *mark == ':' && i < last && words.len() <= LABEL_WORDS + 2 && (i == 0 || says) {
            if source || (says && i > 0) {
                Part::Source
            } else {
                Part::Topic
            }
        } else if (*mark == '-'
            && i < last
            && (words.last().is_some_and(|w| SPEECH.contains(w.text.as_str())) || (says && content <= LABEL_WORDS)))
            || (i == last && after_colon && content <= LABEL_WORDS && words.len() <= LABEL_WORDS + 1)
        {
            Part::Source
        } else if content == 0 || outlet {
            Part::Topic
        } else {
            Part::Claim
        };
        out.push(Clause {
            span: span.shift(headline.start as usize),
            part,
        });
    }
    // A topic alone is a claim.
    if out.iter().all(|c| matches!(c.part, Part::Topic | Part::Source)) {
        let topics = out.iter().any(|c| c.part == Part::Topic);
        for c in out.iter_mut().filter(|c| !topics || c.part == Part::Topic) {
            c.part = Part::Claim;
        }
    }
    out
}

/// Pieces of a headline with the mark that ends each: `,` `;` `:` `?` `!` `।`, `-` for a dash or dots, ` ` at the end.
fn pieces(full: &str) -> Vec<(Span, char)> {
    let mut out = Vec::new();
    let chars: Vec<(usize, char)> = full.char_indices().collect();
    let mut start = 0;
    let mut quoted = false;
    for (n, &(at, c)) in chars.iter().enumerate() {
        let next = chars.get(n + 1).map(|x| x.1);
        let before = n.checked_sub(1).and_then(|p| chars.get(p)).map(|x| x.1);
        let gap = |c: Option<char>| c.is_none_or(char::is_whitespace);
        match c {
            '‘' | '“' => quoted = true,
            '’' | '”' => quoted = false,
            '\'' | '"' if gap(before) => quoted = full.get(at + 1..).is_some_and(|r| r.contains(c)),
            '\'' | '"' => quoted = false,
            _ => {}
        }
        let mark = match c {
            ',' if gap(next) || !before.is_some_and(|b| b.is_ascii_digit()) => ',',
            ';' | '|' | '।' => ';',
            ':' if is_visarga(full, at) => continue,
            ':' if gap(next) || !before.is_some_and(|b| b.is_ascii_digit()) => ':',
            '?' => '?',
            '!' => '!',
            '-' | '–' | '—' if gap(next) || gap(before) => '-',
            '…' => '-',
            '.' if next == Some('.') && before != Some('.') => '-',
            '.' if gap(next) && !abbreviated(full, at) => ';',
            _ => continue,
        };
        if quoted {
            continue;
        }
        let span = bare(Span::new(start, at).trim(full), full);
        if !span.is_empty() {
            out.push((span, mark));
        } else if mark == '?'
            && let Some(l) = out.last_mut()
        {
            l.1 = '?';
        }
        start = at + c.len_utf8();
    }
    let rest = bare(Span::new(start, full.len()).trim(full), full);
    if !rest.is_empty() {
        out.push((rest, ' '));
    }
    out
}

/// A piece without the dots and dashes before it.
fn bare(span: Span, full: &str) -> Span {
    let piece = span.of(full);
    let cut = piece.len() - piece.trim_start_matches(['.', '…', '-', '–', ' ']).len();
    Span {
        start: span.start + cut as u32,
        end: span.end,
    }
}

/// Whether the full stop at byte `at` belongs to a short word (डॉ., सं.) and ends nothing.
fn abbreviated(full: &str, at: usize) -> bool {
    full.get(..at)
        .is_some_and(|b| b.chars().rev().take_while(|c| is_word_char(*c)).count() <= 3)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &[(&str, Part)]) {
        let got: Vec<(&str, Part)> = clauses(text, Span::new(0, text.len()))
            .iter()
            .map(|c| (c.span.of(text), c.part))
            .collect();
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn a_visarga_parts_nothing() {
        check("अदालत ने लिया स्वत: संज्ञान", &[("अदालत ने लिया स्वत: संज्ञान", Part::Claim)]);
    }

    #[test]
    fn pieces_and_their_parts() {
        check(
            "Bridge News: नदी पर पुल टूटा, क्या कोई घायल हुआ?",
            &[("नदी पर पुल टूटा", Part::Claim), ("क्या कोई घायल हुआ", Part::Question)],
        );
        check(
            "बांध में दरार नहीं: मुख्य अभियंता",
            &[("बांध में दरार नहीं", Part::Claim), ("मुख्य अभियंता", Part::Source)],
        );
    }
}

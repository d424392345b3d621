//! A sentence without what opens a report: dateline, credit, kicker.

use crate::model::*;
use sutradhar_text::chars::{is_indic, is_word_char};

/// Bytes of a kicker at most.
const KICKER: usize = 60;
/// Words of a kicker in capitals at most.
const KICKER_WORDS: usize = 4;
/// Bytes and words of a dateline at most.
const DATELINE: (usize, usize) = (120, 5);

/// A span without what opens a report: the dateline, the credit of an agency, a kicker in Latin letters before an Indic
/// sentence.
pub(crate) fn strip_dateline(a: &Analysis, span: Span) -> Span {
    let text = a.words(span);
    let mut kept = text;
    if let Some(rest) = a
        .article
        .dateline
        .as_deref()
        .filter(|d| !d.is_empty())
        .and_then(|d| text.strip_prefix(d))
    {
        let cut = rest.trim_start_matches(|c: char| c.is_whitespace() || "।:.-–—,)(/".contains(c));
        let marks = rest.get(..rest.len() - cut.len()).unwrap_or_default();
        if marks.chars().any(|c| !c.is_whitespace()) {
            kept = cut;
        }
    }
    if let Some((kicker, rest)) = kept.split_once(':')
        && kicker.len() <= KICKER
        && !kicker.is_empty()
        && kicker.is_ascii()
        && rest.chars().any(is_indic)
    {
        kept = rest.trim_start();
    }
    // "LIVE BLOG: The river rose": a kicker in capitals, or the name of a columnist.
    if a.article.language == Lang::En
        && let Some((kicker, rest)) = kept.split_once(": ")
        && kicker.split_whitespace().count() <= KICKER_WORDS
        && kicker
            .chars()
            .all(|c| c.is_ascii_uppercase() || c.is_whitespace() || matches!(c, '-' | '\''))
        && kicker.len() > 2
        && rest.starts_with(|c: char| c.is_uppercase() || "'\"“‘".contains(c))
    {
        kept = rest;
    }
    // Pieces of a feed stand two blanks apart: a standfirst without a full stop, then the lead.
    if a.article.language == Lang::En
        && let Some((_, rest)) = kept.trim_end().rsplit_once("  ")
        && rest.starts_with(char::is_uppercase)
    {
        kept = kept
            .get(kept.len() - (kept.len() - kept.trim_end().len()) - rest.len()..)
            .unwrap_or(kept);
    }
    let start = span.end - kept.len() as u32;
    let kept = kept.get(dateline(a, kept, start)..).unwrap_or(kept);
    if kept.is_empty() {
        span
    } else {
        Span {
            start: span.end - kept.len() as u32,
            end: span.end,
        }
    }
}

/// Bytes of a dateline or credit that the extractor left before a sentence: `काठमांडू (एजेंसी): `, `एजेंसी । `,
/// `पटना।`.
fn dateline(a: &Analysis, text: &str, start: u32) -> usize {
    let mut from = 0;
    let ends = |c: char| matches!(c, '।' | ':' | 'ः' | ')');
    let Some(at) = text.find(ends).filter(|at| *at <= DATELINE.0) else {
        return 0;
    };
    let head = text.get(..at).unwrap_or("");
    let mark = text.get(at..).and_then(|t| t.chars().next()).unwrap_or(' ');
    let words = head.split_whitespace().count();
    // The name of a film or a body before a colon is part of the sentence: only a place is a dateline in English.
    let kind = |m: &Mention| match a.article.language {
        Lang::En => m.kind == EntityKind::Place,
        _ => m.kind != EntityKind::Person,
    };
    let named = a
        .mentions
        .iter()
        .any(|m| kind(m) && m.span.start >= start && (m.span.end as usize) <= start as usize + at + mark.len_utf8());
    let fits = words <= DATELINE.1
        && match mark {
            '।' => true,
            ')' => !text
                .get(at..)
                .is_some_and(|t| t.trim_start_matches(')').trim_start().starts_with(is_word_char)),
            // A visarga ends a word here only if a space follows and the word is a place.
            'ः' => named && text.get(at + mark.len_utf8()..).is_some_and(|t| t.starts_with(' ')),
            _ => named,
        };
    if fits {
        let rest = text.get(at..).unwrap_or("");
        let cut = rest.trim_start_matches(|c: char| c.is_whitespace() || "।:ः.-–—,)(/|".contains(c));
        from = text.len() - cut.len();
    }
    from
}

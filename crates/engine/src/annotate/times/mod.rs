//! Times, resolved with tense.
//!
//! [`find`] reads what the words say (a symbolic [`TimeForm`]) and the tense of their clause; [`resolve`] turns both into
//! days against the publication date, and may be called again whenever that date becomes better known.

mod anniversary;
mod clock;
mod dates;
mod grammar;
mod lexicon;
mod proof;
mod resolve;
pub(super) mod tense;
mod words;

#[cfg(test)]
mod tests;

pub use proof::{consistent, latest_weekday, publication_range};
pub(crate) use tense::looks_ahead;

use crate::model::*;
use jiff::civil::Date;
use sutradhar_text::packs::Fault;

/// What is wrong with `times.txt` and `tense.txt` of the languages, one fault a file.
pub(crate) fn faults() -> Vec<Fault> {
    [lexicon::faults(), tense::faults()].concat()
}

/// The time expressions of an article in order, not yet resolved.
pub fn find(article: &Article, sentences: &[Sentence]) -> Vec<TimeExpression> {
    let mut out = Vec::new();
    for sentence in sentences {
        in_sentence(
            sentence.span.of(&article.text),
            sentence.span.start as usize,
            article.language,
            &mut out,
        );
    }
    anniversary::add(article, sentences, &mut out);
    out
}

/// The expressions of one sentence that begins at byte `base`.
fn in_sentence(text: &str, base: usize, lang: Lang, out: &mut Vec<TimeExpression>) {
    let tokens = words::Words::new(text, lang);
    let mut i = 0;
    while i < tokens.len() {
        let found = if grammar::may_begin(tokens.lexicon, tokens.word(i)) {
            grammar::expression(&tokens, i)
        } else {
            None
        };
        let Some(found) = found else {
            i += 1;
            continue;
        };
        let last = found.last.max(i).min(tokens.len() - 1);
        out.push(TimeExpression {
            span: tokens.over(i, last).shift(base),
            form: found.form,
            tense: if tense::planned(&tokens, last) {
                Tense::Future
            } else {
                tense::verb(&tokens, last, lang).tense()
            },
            days: None,
            value: String::new(),
            precision: Precision::None,
            anchor: "none".to_string(),
        });
        i = last + 1;
    }
}

/// Longest range of possible publication days, in days, in which both ends are tried: two months, so that "last year" and
/// most months come out the same at both ends.
const MAX_RANGE: i32 = 62;

/// Resolves expressions against a publication date; may be called again when that date becomes better known.
///
/// Where only a range of days is known, an expression gets a value if both ends agree on it.
pub fn resolve(times: &mut [TimeExpression], published: &Published) {
    let ends = match (published.day(), published.earliest, published.latest) {
        (Some(day), _, _) => Some((day, day)),
        (None, Some(a), Some(b)) if a <= b && (b - a).get_days() <= MAX_RANGE => Some((a, b)),
        _ => None,
    };
    let mut previous: (Option<Date>, Option<Date>) = (None, None);
    for time in times.iter_mut() {
        let mut got = resolve::resolve(&time.form, time.tense, ends.map(|e| e.0), previous.0);
        if let Some((_, b)) = ends.filter(|(a, b)| a != b) {
            let other = resolve::resolve(&time.form, time.tense, Some(b), previous.1);
            if other.value != got.value {
                previous = (day_of(&got), day_of(&other));
                got.value.clear();
                got.days = None;
                got.anchor = "none";
                store(time, got);
                continue;
            }
        }
        if !matches!(time.form, TimeForm::FromPrevious { .. })
            && let Some(day) = day_of(&got)
        {
            previous = (Some(day), Some(day));
        }
        store(time, got);
    }
}

/// The single day that an expression came to.
fn day_of(got: &resolve::Resolved) -> Option<Date> {
    got.days.filter(|(a, b)| a == b).map(|d| d.0)
}

fn store(time: &mut TimeExpression, got: resolve::Resolved) {
    time.days = got.days;
    time.value = got.value;
    time.precision = got.precision;
    time.anchor = got.anchor.to_string();
}

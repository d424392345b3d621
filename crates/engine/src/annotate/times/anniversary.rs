//! Ordinal anniversaries: `80वीं वर्षगांठ` of something whose year the text names comes to that year.

use super::lexicon::ANNIVERSARIES;
use crate::model::*;
use sutradhar_text::numbers::ordinal;
use sutradhar_text::tokens::Tokens;

/// Most words between the ordinal and the noun (80वीं मुक्ति वर्षगांठ).
const BETWEEN: usize = 2;

/// Years in which an undated report may have been printed.
const REPORTED: std::ops::Range<i32> = 1995..2045;

/// ## What it finds
/// An ordinal and a word for an anniversary, if a year that the text states lies as many years before the report.
/// ## Limits
/// Without such a year, or with several, nothing: the number alone names no time. An undated page takes a year only if one stated
/// year fits at all.
pub(super) fn add(article: &Article, sentences: &[Sentence], times: &mut Vec<TimeExpression>) {
    if !ANNIVERSARIES.iter().any(|n| article.text.contains(n)) {
        return;
    }
    let mut years: Vec<i32> = Vec::new();
    for time in times.iter() {
        stated(&time.form, &mut years);
    }
    years.sort_unstable();
    years.dedup();
    let printed = article.published.day().map(|d| i32::from(d.year()));
    for sentence in sentences {
        let text = sentence.span.of(&article.text);
        if !ANNIVERSARIES.iter().any(|n| text.contains(n)) {
            continue;
        }
        let tokens = Tokens::new(text);
        for i in 0..tokens.len() {
            let Some(n) = ordinal(&tokens, i).map(|n| n as i32).filter(|n| (1..=500).contains(n)) else {
                continue;
            };
            let noun = (i + 1..=i + 1 + BETWEEN).find(|k| {
                ANNIVERSARIES.contains(&tokens.word(*k))
                    || ANNIVERSARIES
                        .iter()
                        .any(|n| sutradhar_text::fold::fold(n) == tokens.word(*k))
            });
            let Some(noun) = noun.filter(|k| (i..*k).all(|j| tokens.joined(j))) else {
                continue;
            };
            let mut fits = years.iter().filter(|y| match printed {
                Some(p) => **y + n == p,
                None => REPORTED.contains(&(**y + n)),
            });
            let (Some(year), None) = (fits.next(), fits.next()) else {
                continue;
            };
            let span = tokens.over(i, noun).shift(sentence.span.start as usize);
            if times.iter().any(|t| t.span.overlaps(span)) {
                continue;
            }
            let at = times.partition_point(|t| t.span.start < span.start);
            times.insert(
                at,
                TimeExpression {
                    span,
                    form: TimeForm::Date {
                        year: i16::try_from(*year).ok(),
                        month: None,
                        day: None,
                        weekday: None,
                        year_offset: None,
                        hour: None,
                        minute: None,
                    },
                    tense: Tense::Unknown,
                    days: None,
                    value: String::new(),
                    precision: Precision::None,
                    anchor: "none".to_string(),
                },
            );
        }
    }
}

/// The years that a form states.
fn stated(form: &TimeForm, out: &mut Vec<i32>) {
    match form {
        TimeForm::Date { year: Some(y), .. } => out.push(i32::from(*y)),
        TimeForm::Years { from, to } => out.extend([i32::from(*from), i32::from(*to)]),
        TimeForm::Range { from, to } => {
            stated(from, out);
            stated(to, out);
        }
        _ => {}
    }
}

//! A headline held against its own body.

use crate::claims::words::folded_words;
use crate::model::*;

pub(crate) mod body;
pub(crate) mod clauses;
pub(crate) mod judge;

use body::{Body, HEDGES};
use clauses::{Clause, Part, clauses, has_speech};
use judge::{Finding, Held, Status, judge};

/// Share of a clause's content words that the body must hold for the clause to count beside one that is not borne out: a
/// headline whose better half is itself missing words is not partly right.
const FIRMLY: f64 = 0.8;

/// Judges a headline from the words of its body; `None` if there is no headline or no body.
pub fn check(analysis: &Analysis) -> Option<HeadlineCheck> {
    let headline = analysis.article.headline?;
    let body = Body::new(analysis);
    if body.is_empty() {
        return None;
    }
    let (list, findings) = hold(analysis, headline, &body);
    let asks = list.iter().any(|c| c.part == Part::Question);
    let (verdict, why) = if findings.is_empty() {
        if list.iter().any(|c| c.part == Part::Teaser) {
            (
                HeadlineVerdict::Teaser,
                "The headline only promises to tell.".to_string(),
            )
        } else if asks {
            (
                HeadlineVerdict::Question,
                "The headline asks and claims nothing.".to_string(),
            )
        } else {
            (
                HeadlineVerdict::Supported,
                "The headline names its matter and claims nothing more.".to_string(),
            )
        }
    } else {
        sum_up(&findings)
    };
    let mut spans: Vec<Span> = Vec::new();
    for (clause, f) in &findings {
        spans.extend(if f.words.is_empty() {
            std::slice::from_ref(clause)
        } else {
            &f.words
        });
        spans.extend(&f.body);
    }
    if spans.is_empty() {
        spans.push(headline);
    }
    let article = &analysis.article.id;
    let mut seen = Vec::new();
    for span in spans {
        if !seen.contains(&span) {
            seen.push(span);
        }
    }
    Some(HeadlineCheck {
        article: article.clone(),
        verdict,
        why,
        spans: seen
            .into_iter()
            .map(|span| Citation {
                article: article.clone(),
                span,
            })
            .collect(),
    })
}

/// The clauses of a headline, and what was found for those that claim something.
fn hold(analysis: &Analysis, headline: Span, body: &Body) -> (Vec<Clause>, Vec<(Span, Finding)>) {
    let text = &analysis.article.text;
    let list = clauses(text, headline);
    let words = folded_words(headline.of(text), 0);
    let hedged = Held {
        sourced: list.iter().any(|c| c.part == Part::Source) || has_speech(&words),
        kinds: HEDGES.find(&words).into_iter().map(|h| h.0).collect(),
    };
    let asks = list.iter().any(|c| c.part == Part::Question);
    let findings: Vec<(Span, Finding)> = list
        .iter()
        .filter(|c| c.part == Part::Claim)
        .map(|c| (c.span, judge(analysis, body, c.span, &hedged)))
        .filter(|(_, f)| f.size > if asks { 1 } else { 0 })
        .collect();
    (list, findings)
}

/// The clauses of a headline that its body does not bear out, each with why as an English sentence.
pub(crate) fn not_borne_out(analysis: &Analysis) -> Vec<(Span, String)> {
    let Some(headline) = analysis.article.headline else {
        return Vec::new();
    };
    let body = Body::new(analysis);
    let (_, findings) = hold(analysis, headline, &body);
    findings
        .into_iter()
        .filter(|(_, f)| f.status != Status::Borne)
        .map(|(s, f)| (s, sentence(&f.why)))
        .collect()
}

/// A sentence from its end: a capital and a full stop.
fn sentence(why: &str) -> String {
    let mut chars = why.chars();
    let first = chars.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    format!("{first}{}.", chars.as_str())
}

/// One verdict and reason from the findings of all clauses.
fn sum_up(findings: &[(Span, Finding)]) -> (HeadlineVerdict, String) {
    let has = |s: Status| findings.iter().any(|(_, f)| f.status == s);
    let borne = findings
        .iter()
        .any(|(_, f)| f.status == Status::Borne && f.share >= FIRMLY);
    let verdict = if has(Status::Contrary) {
        HeadlineVerdict::Unsupported
    } else if has(Status::Over) {
        HeadlineVerdict::Overstated
    } else if !has(Status::NotBorne) {
        HeadlineVerdict::Supported
    } else if borne && findings.iter().any(|(_, f)| f.inflated) {
        HeadlineVerdict::Overstated
    } else if borne {
        HeadlineVerdict::Partly
    } else {
        HeadlineVerdict::Unsupported
    };
    let reasons: Vec<&str> = findings
        .iter()
        .map(|(_, f)| f.why.as_str())
        .filter(|w| !w.is_empty())
        .collect();
    let why = if reasons.is_empty() {
        "The body says what the headline says.".to_string()
    } else {
        sentence(&reasons.join("; "))
    };
    (verdict, why)
}

#[cfg(test)]
mod tests;

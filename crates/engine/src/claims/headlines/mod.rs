//! A headline held against its own body: completeness of the body first, then what the headline asserts, clause by
//! clause.

use crate::model::*;

pub(crate) mod body;
pub(crate) mod clauses;
mod head;
mod lexicon;
mod nearest;
mod rules;
mod verdict;

use body::Body;
use clauses::clauses;
use head::Head;
pub use rules::Finding;

/// Judges a headline from the words of its body; `None` if there is no headline.
pub fn check(analysis: &Analysis) -> Option<HeadlineCheck> {
    let headline = analysis.article.headline.filter(|h| !h.is_empty())?;
    let Some((head, body)) = read(analysis) else {
        return Some(verdict::unread(analysis, headline));
    };
    let found = verdict::flagged(analysis, &head, rules::find(analysis, &head, &body));
    Some(verdict::check(analysis, &head, found))
}

/// What all rules find, also where the body is not whole: for measuring each rule.
pub fn findings(analysis: &Analysis) -> Vec<Finding> {
    read(analysis).map_or_else(Vec::new, |(head, body)| rules::find(analysis, &head, &body))
}

/// The headline taken apart, and the body.
fn read(analysis: &Analysis) -> Option<(Head, Body)> {
    let headline = analysis.article.headline?;
    let body = Body::new(analysis);
    if body.is_empty() {
        return None;
    }
    let list = clauses(&analysis.article.text, headline);
    let head = Head::new(analysis, headline, list, &body);
    Some((head, body))
}

/// The clauses of a headline that its body does not bear out, each with why as an English sentence.
pub(crate) fn not_borne_out(analysis: &Analysis) -> Vec<(Span, String)> {
    let Some((head, body)) = read(analysis) else {
        return Vec::new();
    };
    let mut out: Vec<(Span, String)> = Vec::new();
    for f in verdict::flagged(analysis, &head, rules::find(analysis, &head, &body)) {
        if !out.iter().any(|o| o.0 == f.clause) {
            out.push((f.clause, verdict::sentence(&verdict::reason(analysis, &f))));
        }
    }
    out
}

#[cfg(test)]
mod tests;

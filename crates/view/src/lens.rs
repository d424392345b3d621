//! The lens of an article page: what the other reports say of the same thing, phrase by phrase.

use super::cite::line_of;
use super::names::{one_line, outlet_name};
use serde::Serialize;
use std::collections::BTreeMap;
use sutradhar_engine::model::*;
use sutradhar_text::span::CodePoints;

/// Passages of others that are shown of one phrase.
const PASSAGES: usize = 6;

/// Words that a phrase needs on both sides: shorter ones are cut before what they assert (“who is expected”, “in 24
/// hours”).
const LEAST: usize = 7;

/// What other reports say of a phrase.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LensRow {
    /// First code point of the phrase in the article's text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The number of its line.
    pub line: u32,
    /// `alike`, `differs`, `denied` or `updated`. `alike` says that others have the like, for a reader to look at: by
    /// readers of 80 marks 49 say the same (docs/evaluation.md), too few to call it support.
    pub mark: &'static str,
    /// Other independent origins that say so.
    pub origins: usize,
    /// The claim that the phrase and the others belong to.
    pub claim: String,
    /// What the others say.
    pub others: Vec<LensPassage>,
}

/// Words of another report.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LensPassage {
    /// Its article.
    pub article: String,
    /// Who published it.
    pub outlet: String,
    /// Language tag of the article.
    pub language: &'static str,
    /// The number of its line.
    pub line: u32,
    /// What it does with the claim: `asserts`, `denies`, `differs`, `silent`.
    pub stance: &'static str,
    /// Its words.
    pub text: String,
}

/// How much a mark says: where a phrase rests on several claims, the most contested has the word.
fn weight(mark: &str) -> u8 {
    match mark {
        "denied" => 4,
        "differs" => 3,
        "updated" => 2,
        "alike" => 1,
        _ => 0,
    }
}

/// What the other reports of its events say of the phrases of an article's body that they share, in the order of the
/// text. `claims` are those of its events of several origins, `others` the other articles they cite.
///
/// A mark is of the phrase, never of the sentence around it. Of a phrase that no other report was found to share nothing
/// is said: that none was found does not mean that there is none.
pub fn lens(analysis: &Analysis, claims: &[&Claim], others: &[&Analysis]) -> Vec<LensRow> {
    let article = &analysis.article;
    let points = CodePoints::new(&article.text);
    let long = |a: &Analysis, span: Span| a.words(span).split_whitespace().count() >= LEAST;
    let mut rows: BTreeMap<Span, LensRow> = BTreeMap::new();
    for claim in claims.iter().filter(|c| c.detail_of.is_none()) {
        let own: Vec<&Support> = claim
            .support
            .iter()
            .filter(|s| s.citation.article == article.id)
            .collect();
        let Some(origin) = own.first().map(|s| &s.origin) else {
            continue;
        };
        let other = |s: &Support| others.iter().find(|a| a.article.id == s.citation.article);
        let apart = claim.support.iter().filter(|s| s.origin != *origin);
        let apart: Vec<&Support> = apart
            .filter(|s| other(s).is_some_and(|a| long(a, s.citation.span)))
            .collect();
        let mut origins: Vec<&OriginId> = apart
            .iter()
            .filter(|s| s.stance == Stance::Asserts)
            .map(|s| &s.origin)
            .collect();
        origins.sort();
        origins.dedup();
        let mark = match claim.standing {
            _ if apart.is_empty() => continue,
            Standing::Denied => "denied",
            Standing::Disputed | Standing::Differs => "differs",
            Standing::Superseded => "updated",
            Standing::Agreed | Standing::Compatible if !origins.is_empty() => "alike",
            _ => continue,
        };
        let passages = passages(&apart, others);
        for span in own.iter().map(|s| s.citation.span).filter(|s| long(analysis, *s)) {
            if !analysis.body_sentences().any(|s| s.span.overlaps(span)) {
                continue;
            }
            let row = LensRow {
                start: points.at(span.start),
                end: points.at(span.end),
                line: line_of(article, span.start),
                mark,
                origins: origins.len(),
                claim: claim.id.to_string(),
                others: passages.clone(),
            };
            match rows.get(&span) {
                Some(had) if (weight(had.mark), had.origins) >= (weight(mark), origins.len()) => {}
                _ => {
                    rows.insert(span, row);
                }
            }
        }
    }
    rows.into_values().collect()
}

/// The words of some supports, each article once.
fn passages(supports: &[&Support], others: &[&Analysis]) -> Vec<LensPassage> {
    let mut out: Vec<LensPassage> = Vec::new();
    for s in supports {
        let id = &s.citation.article;
        let Some(a) = others.iter().find(|a| a.article.id == *id) else {
            continue;
        };
        if out.len() < PASSAGES && !out.iter().any(|p| p.article == id.as_str()) {
            out.push(LensPassage {
                article: id.to_string(),
                outlet: outlet_name(&a.article),
                language: a.article.language.tag(),
                line: line_of(&a.article, s.citation.span.start),
                stance: s.stance.name(),
                text: one_line(a.words(s.citation.span)),
            });
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture;

    #[test]
    fn a_phrase_is_marked_only_where_others_share_it() {
        let f = fixture::fixture();
        let claims: Vec<&Claim> = f.claims.iter().collect();
        for a in &f.analyses {
            let others: Vec<&Analysis> = f.analyses.iter().filter(|o| o.article.id != a.article.id).collect();
            for row in lens(a, &claims, &others) {
                assert!(row.start < row.end);
                assert!(!row.others.is_empty());
                assert!(row.others.iter().all(|p| p.text.split_whitespace().count() >= LEAST));
                assert!(row.others.iter().all(|p| p.article != a.article.id.as_str()));
                if row.mark == "alike" {
                    assert!(row.origins > 0, "an origin of its own is no support");
                }
            }
        }
    }
}

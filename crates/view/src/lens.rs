//! The lens of an article page: what the other reports say of each of its sentences.

use super::cite::line_of;
use super::names::{one_line, outlet_name};
use serde::Serialize;
use std::collections::BTreeMap;
use sutradhar_engine::model::*;
use sutradhar_text::span::CodePoints;

/// Passages of others that are shown of one sentence.
const PASSAGES: usize = 6;

/// What other reports say of a sentence.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LensRow {
    /// First code point of the sentence in the article's text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The number of its line.
    pub line: u32,
    /// `supported`, `differs`, `denied`, `updated`, or `alone` where no other report was found to say so.
    pub mark: &'static str,
    /// Other independent origins that say so.
    pub origins: usize,
    /// The claim that it rests on; none for `alone`.
    pub claim: Option<String>,
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

/// How much a mark says: where a sentence rests on several claims, the most contested has the word.
fn weight(mark: &str) -> u8 {
    match mark {
        "denied" => 4,
        "differs" => 3,
        "updated" => 2,
        "supported" => 1,
        _ => 0,
    }
}

/// What the other reports of its events say of each sentence of an article's body, in the order of the text. Sentences
/// of which nothing can be told are left out. `claims` are those of its events of several origins, `others` the other
/// articles they cite.
///
/// `alone` is said only of a sentence that is a claim of its own; that no other report was found to say so does not mean
/// that none does.
pub fn lens(analysis: &Analysis, claims: &[&Claim], others: &[&Analysis]) -> Vec<LensRow> {
    let article = &analysis.article;
    let points = CodePoints::new(&article.text);
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
        let apart: Vec<&Support> = claim.support.iter().filter(|s| s.origin != *origin).collect();
        let mut origins: Vec<&OriginId> = apart
            .iter()
            .filter(|s| s.stance == Stance::Asserts)
            .map(|s| &s.origin)
            .collect();
        origins.sort();
        origins.dedup();
        let mark = match claim.standing {
            Standing::Denied if !apart.is_empty() || claim.support.iter().any(|s| s.stance == Stance::Denies) => {
                "denied"
            }
            Standing::Disputed | Standing::Differs if !apart.is_empty() => "differs",
            Standing::Superseded if !apart.is_empty() => "updated",
            Standing::Agreed | Standing::Compatible if !origins.is_empty() => "supported",
            Standing::SingleOrigin if apart.is_empty() => "alone",
            _ => continue,
        };
        let passages = passages(&apart, others);
        for support in own {
            let span = support.citation.span;
            let sentence = analysis.body_sentences().map(|s| s.span).find(|s| s.overlaps(span));
            let Some(sentence) = sentence else { continue };
            let row = LensRow {
                start: points.at(sentence.start),
                end: points.at(sentence.end),
                line: line_of(article, sentence.start),
                mark,
                origins: origins.len(),
                claim: (mark != "alone").then(|| claim.id.to_string()),
                others: passages.clone(),
            };
            match rows.get(&sentence) {
                Some(had) if (weight(had.mark), had.origins) >= (weight(mark), origins.len()) => {}
                _ => {
                    rows.insert(sentence, row);
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
    fn each_sentence_has_the_mark_of_its_most_contested_claim() {
        let f = fixture::fixture();
        let claims: Vec<&Claim> = f.claims.iter().collect();
        for a in &f.analyses {
            let others: Vec<&Analysis> = f.analyses.iter().filter(|o| o.article.id != a.article.id).collect();
            for row in lens(a, &claims, &others) {
                assert!(row.start < row.end);
                assert_eq!(row.claim.is_none(), row.mark == "alone");
                assert!(row.others.iter().all(|p| p.article != a.article.id.as_str()));
                if row.mark == "supported" {
                    assert!(row.origins > 0, "an origin of its own is no support");
                }
            }
        }
    }
}

//! `check_headline`

use crate::mcp::clean::short;
use crate::mcp::problem::{Problem, Result};
use crate::mcp::sheet::{Reply, Sheet};
use serde::{Deserialize, Serialize};
use sutradhar_view::web::Target;

/// Arguments of `check_headline`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CheckHeadline {
    /// Id of the article.
    pub article: String,
}

/// A headline held against its own text.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Checked {
    /// The article.
    pub article: String,
    /// Its page.
    pub url: String,
    /// Who published it.
    pub outlet: String,
    /// When, as fine as that is known.
    pub date: Option<String>,
    /// The headline.
    pub headline: Option<usize>,
    /// supported, partly, overstated, contradicted, unsupported, question, teaser or cannot-tell; none if it has no
    /// headline. It is about this text only, not about what happened.
    pub verdict: Option<&'static str>,
    /// Whether the text does not bear it out.
    pub flagged: bool,
    /// Why, in English sentences that quote the words in question.
    pub why: String,
    /// The same as codes with their words.
    pub reasons: Vec<Reason>,
    /// The words in question first, then the nearest of the text.
    pub cites: Vec<usize>,
}

/// What was found of a headline.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Reason {
    /// What was found.
    pub code: &'static str,
    /// The words of the headline.
    pub words: String,
    /// The words of the text that stand against them; empty if it has none.
    pub given: String,
}

/// Checks a headline.
pub fn check_headline(args: CheckHeadline, sheet: &mut Sheet<'_>) -> Result<Reply<Checked>> {
    let id = &args.article;
    let source = sheet.source(id)?.ok_or_else(|| Problem::not_found("article", id))?;
    let (outlet, date, span) = (short(source.outlet(), 120), source.date(), source.headline_span());
    let headline = span.map_or(Ok(None), |span| sheet.cite(id, span))?;
    let check = sheet.reader.headline_check(id)?;
    let mut cites = Vec::new();
    for place in check.iter().flat_map(|h| &h.spans) {
        cites.extend(sheet.place(place)?);
    }
    let mut result = Checked {
        article: id.clone(),
        url: sheet.url(Target::Article(id, None)),
        outlet,
        date,
        headline,
        verdict: None,
        flagged: false,
        why: String::new(),
        reasons: Vec::new(),
        cites,
    };
    if let Some(check) = check {
        result.verdict = Some(check.verdict.name());
        result.flagged = check.verdict.is_flag();
        result.why = short(&check.why, 1_000);
        for r in check.reasons.iter().take(12) {
            result.reasons.push(Reason {
                code: r.code.name(),
                words: short(&r.words, 300),
                given: short(&r.given, 300),
            });
        }
    }
    let mut text = vec![match (result.verdict, headline) {
        (Some(verdict), _) => format!("{verdict}: {}", result.why),
        (None, Some(_)) => "This headline was not held against its text.".to_string(),
        (None, None) => "This article has no headline.".to_string(),
    }];
    for n in headline.iter().chain(&result.cites) {
        let said = format!("- {}", sheet.said(Some(*n)));
        if !text.contains(&said) {
            text.push(said);
        }
    }
    Ok(Reply::new(result, text, None))
}

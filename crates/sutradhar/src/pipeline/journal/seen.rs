//! What the journal looks at of a story, taken from it while its texts are at hand: pure.

use super::figures::{SeenFigure, figures};
use crate::store::ChangeCitation;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};
use sutradhar_engine::model::*;
use sutradhar_text::span::CodePoints;

/// Passages that one line of the journal cites at most.
const CITED: usize = 4;

/// Places by which a claim is known again, at most.
const PLACES: usize = 8;

/// Passages, with outlet and date.
pub(in crate::pipeline) type Quoted = Vec<ChangeCitation>;

/// A story as the journal last told it.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub(in crate::pipeline) struct ToldStory {
    pub title: String,
    pub articles: BTreeSet<String>,
    pub origins: u64,
    /// Claims that are, or were, more than one origin's word. One that is gone is kept, so that it is not told as new
    /// when it comes back.
    pub claims: Vec<ToldClaim>,
    pub figures: Vec<ToldFigure>,
}

/// A claim as the journal last told it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::pipeline) struct ToldClaim {
    pub id: String,
    pub standing: String,
    pub origins: u64,
    /// Where it is asserted: article, first and last byte.
    pub places: Vec<(String, u32, u32)>,
}

/// A figure as the journal last told it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub(in crate::pipeline) struct ToldFigure {
    pub slot: String,
    pub value: f64,
    pub origins: u64,
}

/// A story as it is now.
#[derive(Debug)]
pub(in crate::pipeline) struct Seen {
    pub claims: Vec<SeenClaim>,
    pub figures: Vec<SeenFigure>,
    pub articles: BTreeMap<ArticleId, SeenArticle>,
    /// What says most of it: what the first line of its brief cites.
    pub citations: Quoted,
}

/// A claim as it is now.
#[derive(Debug)]
pub(in crate::pipeline) struct SeenClaim {
    pub told: ToldClaim,
    pub standing: Standing,
    pub text: String,
    /// Its first citation, by which the store knows the place of a claim.
    pub first: (ArticleId, Span),
    pub citations: Quoted,
}

/// An article as it is now.
#[derive(Debug)]
pub(in crate::pipeline) struct SeenArticle {
    pub headline: String,
    /// The beginning of its body.
    pub opening: Quoted,
    /// The verdict on its headline, if its text does not bear it out, with the words in question.
    pub flagged: Option<(&'static str, Quoted)>,
}

impl SeenClaim {
    /// Whether somebody disputes or denies it.
    pub fn is_contested(&self) -> bool {
        matches!(self.standing, Standing::Disputed | Standing::Differs | Standing::Denied)
    }
}

impl Seen {
    /// What is to be seen of an event. `analyses` are sorted by article id and hold its articles.
    pub fn of(
        event: &Event,
        analyses: &[Analysis],
        claims: &[Claim],
        brief: Option<&Brief>,
        headlines: &[HeadlineCheck],
    ) -> Seen {
        let find = |id: &ArticleId| -> Option<&Analysis> {
            let at = analyses.binary_search_by(|a| a.article.id.cmp(id)).ok()?;
            analyses.get(at)
        };
        let own: Vec<&Analysis> = event.articles.iter().filter_map(find).collect();
        let cited =
            |list: &mut dyn Iterator<Item = &Citation>| cite(list.filter_map(|c| Some((find(&c.article)?, c.span))));
        let shown = |c: &&Claim| c.event == event.id && c.detail_of.is_none() && c.standing != Standing::SingleOrigin;
        let claims = claims.iter().filter(shown).filter_map(|c| {
            let first = c.support.first()?;
            let asserted = c.support.iter().filter(|s| s.stance == Stance::Asserts);
            let place = |s: &Support| {
                let (article, span) = (s.citation.article.to_string(), s.citation.span);
                (article, span.start, span.end)
            };
            Some(SeenClaim {
                told: ToldClaim {
                    id: c.id.to_string(),
                    standing: c.standing.name().to_string(),
                    origins: c.origins as u64,
                    places: std::iter::once(first).chain(asserted).map(place).take(PLACES).collect(),
                },
                standing: c.standing,
                text: c.text.clone(),
                first: (first.citation.article.clone(), first.citation.span),
                citations: cited(&mut one_an_origin(&c.support).into_iter()),
            })
        });
        let bullet = brief.and_then(|b| b.bullets.first());
        Seen {
            claims: claims.collect(),
            figures: figures(event, &own),
            citations: cited(&mut bullet.iter().flat_map(|b| &b.citations)),
            articles: own
                .iter()
                .map(|a| {
                    let check = headlines.iter().find(|h| h.article == a.article.id);
                    let flagged = check.filter(|h| h.verdict.is_flag());
                    let opening = a.body_sentences().next().map(|s| (*a, s.span));
                    let seen = SeenArticle {
                        headline: a.article.headline_text().trim().to_string(),
                        opening: cite(opening),
                        flagged: flagged.map(|h| (h.verdict.name(), cited(&mut h.spans.iter()))),
                    };
                    (a.article.id.clone(), seen)
                })
                .collect(),
        }
    }
}

/// The first citation of each origin and stance.
fn one_an_origin(support: &[Support]) -> Vec<&Citation> {
    let mut seen = BTreeSet::new();
    support
        .iter()
        .filter(|s| s.stance != Stance::Silent && seen.insert((s.stance, &s.origin)))
        .map(|s| &s.citation)
        .collect()
}

/// Passages as the journal keeps them, each once; those without words are left out.
pub(super) fn cite<'a>(places: impl IntoIterator<Item = (&'a Analysis, Span)>) -> Quoted {
    let mut out: Quoted = Vec::new();
    for (a, span) in places {
        let article = &a.article;
        let span = span.trim(&article.text);
        let quote = a.words(span);
        let points = CodePoints::new(&article.text);
        let (start, end) = (points.at(span.start), points.at(span.end));
        let known = out
            .iter()
            .any(|c| (c.article.as_str(), c.start) == (article.id.as_str(), start));
        if quote.is_empty() || known || out.len() == CITED {
            continue;
        }
        out.push(ChangeCitation {
            article: article.id.to_string(),
            outlet: article.outlet_name().to_string(),
            date: article.published.iso(),
            line: line_of(article, span.start),
            start,
            end,
            quote: quote.to_string(),
        });
    }
    out
}

/// Number of the line that holds byte `at`, from 1.
fn line_of(article: &Article, at: u32) -> u32 {
    let i = article.lines.partition_point(|l| l.span.end <= at);
    article.lines.get(i).map_or(1, |l| l.n)
}

//! What articles, outlets, dates and chains are called on a page.

use serde::Serialize;
use sutradhar_engine::model::*;

/// One article of a page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ArticleRow {
    /// Its id.
    pub id: String,
    /// Who published it, else host, else file.
    pub outlet: String,
    /// Its headline.
    pub headline: String,
    /// Where it was published.
    pub url: Option<String>,
    /// Path or URL as given.
    pub source: String,
    /// The agency it credits.
    pub agency: Option<String>,
    /// Author.
    pub byline: Option<String>,
    /// The place that opens it.
    pub dateline: Option<String>,
    /// Language tag.
    pub language: &'static str,
    /// Reading time in minutes.
    pub read_minutes: u32,
    /// What the text is of the article: `full`, `excerpt` or `broken`. What a text that is not full does not say proves
    /// nothing.
    pub completeness: &'static str,
    /// Why it is taken for that: one English phrase.
    pub completeness_why: String,
    /// When, and how that is known.
    pub published: PublishedRow,
    /// The independent origin it is folded into, if known.
    pub origin: Option<String>,
}

/// When an article was published, and how that is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct PublishedRow {
    /// ISO 8601 as fine as `precision`.
    pub value: Option<String>,
    /// How fine.
    pub precision: &'static str,
    /// How it is known.
    pub basis: &'static str,
    /// Not before.
    pub earliest: Option<String>,
    /// Not after.
    pub latest: Option<String>,
    /// From what.
    pub why: String,
}

/// One link of a chain of sources, nearest speaker first.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ChainLink {
    /// The name to show.
    pub name: String,
    /// The words of the article.
    pub text: String,
    /// What kind of source.
    pub kind: &'static str,
    /// Which thing, if known.
    pub entity: Option<String>,
}

/// The row of an article.
pub(super) fn article_row(article: &Article, origin: Option<String>) -> ArticleRow {
    ArticleRow {
        id: article.id.to_string(),
        outlet: outlet_name(article),
        headline: article.headline_text().trim().to_string(),
        url: article.url.clone(),
        source: article.source.clone(),
        agency: article.agency.as_ref().map(|a| a.name.clone()),
        byline: article.byline.clone(),
        dateline: article.dateline.clone(),
        language: article.language.tag(),
        read_minutes: article.read_minutes,
        completeness: article.completeness.kind.name(),
        completeness_why: article.completeness.why.to_string(),
        published: published_row(&article.published),
        origin,
    }
}

fn published_row(p: &Published) -> PublishedRow {
    PublishedRow {
        value: p.iso(),
        precision: p.precision.name(),
        basis: p.basis.name(),
        earliest: p.earliest.map(|d| d.to_string()),
        latest: p.latest.map(|d| d.to_string()),
        why: p.why.clone(),
    }
}

/// Who published an article.
pub(super) fn outlet_name(article: &Article) -> String {
    article.outlet_name().to_string()
}

/// The chain of a statement as shown, nearest speaker first.
pub(super) fn chain(analysis: &Analysis, statement: &Statement) -> Vec<ChainLink> {
    statement.chain.iter().map(|s| link(analysis, s)).collect()
}

fn link(analysis: &Analysis, source: &Source) -> ChainLink {
    let known = source.entity.as_ref().and_then(|id| analysis.entity(id));
    let whole = |r: &String| r.split_whitespace().count() > 1;
    let name = match (known, &source.resolved) {
        // The article's own whole name of a person, without what a record of names may have taken in.
        (Some(e), Some(r)) if e.kind == EntityKind::Person && whole(r) => r,
        (Some(e), _) => e.name(analysis.article.language.tag()),
        (None, Some(r)) => r,
        (None, None) => &source.text,
    };
    ChainLink {
        name: one_line(name),
        text: one_line(&source.text),
        kind: source.kind.name(),
        entity: source.entity.as_ref().map(|e| e.to_string()),
    }
}

/// The chain as one line with arrows, out to the outlet: Putin ← KCNA ← Yonhap ← outlet.
pub(super) fn arrows(chain: &[ChainLink], outlet: &str) -> String {
    let mut names: Vec<&str> = Vec::new();
    for name in chain.iter().map(|l| l.name.as_str()).chain([outlet]) {
        if !name.is_empty() && names.last() != Some(&name) {
            names.push(name);
        }
    }
    names.join(" ← ")
}

/// The statement with a named source that covers most of a span.
pub(super) fn statement_over(analysis: &Analysis, span: Span) -> Option<&Statement> {
    let shared = |s: &Statement| {
        let (from, to) = (s.content.start.max(span.start), s.content.end.min(span.end));
        to.saturating_sub(from)
    };
    analysis
        .statements
        .iter()
        .filter(|s| is_sourced(s) && shared(s) > 0)
        .max_by_key(|s| (shared(s), std::cmp::Reverse(s.content)))
}

/// Whether somebody other than the outlet itself stands behind a statement.
pub(super) fn is_sourced(statement: &Statement) -> bool {
    statement.chain.iter().any(|s| s.kind != SourceKind::Outlet)
}

/// The title of an event, a dash where its report has no headline.
pub(super) fn title(words: &str) -> String {
    let title = one_line(words);
    if title.is_empty() { "–".to_string() } else { title }
}

/// Words on one line: white space of any kind becomes one space.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A person, body, place or event that articles name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedThing {
    /// Its id.
    pub id: String,
    /// PER, LOC, ORG or EVT.
    pub kind: &'static str,
    /// Its name in the language of the page.
    pub name: String,
}

/// An entity with its kind; `None` if no article here knows it.
pub(super) fn named_thing(articles: &[&Analysis], id: &EntityId, language: &str) -> Option<NamedThing> {
    let known = articles.iter().find_map(|a| a.entity(id))?;
    Some(NamedThing {
        id: id.to_string(),
        kind: known.kind.name(),
        name: entity_name(articles, id, language),
    })
}

/// The name of an entity as the first of these articles names it, else its id.
pub(super) fn entity_name(articles: &[&Analysis], id: &EntityId, language: &str) -> String {
    let named = articles.iter().filter_map(|a| a.entity(id));
    let best = named
        .clone()
        .find(|e| e.names.contains_key(language))
        .or_else(|| named.clone().next());
    best.map_or_else(|| id.to_string(), |e| one_line(e.name(language)))
}

//! The list of articles, and one article with all that its page shows.

use super::{Reader, Result};
use crate::store::{ArticleFacts, Derived, EventRow};
use std::collections::BTreeSet;
use sutradhar_engine::model::*;
use sutradhar_text::fold::fold;
use sutradhar_view::{self as view, ArticlePage};

/// What an outlet is called that nothing names: neither the page nor its address. A file name names no outlet.
pub const UNKNOWN_OUTLET: &str = "outlet unknown";

/// An analysis ready to be shown.
pub(super) fn prepare(mut analysis: Analysis) -> Analysis {
    let article = &mut analysis.article;
    let named = article.outlet.as_deref().is_some_and(|o| !o.trim().is_empty());
    if !named && article.host().is_none() {
        article.outlet = Some(UNKNOWN_OUTLET.to_string());
    }
    analysis
}

/// Which articles are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    since: Option<String>,
    until: Option<String>,
    languages: Vec<String>,
    outlets: Vec<String>,
}

impl Wanted {
    /// Published on `since` or later and on `until` or before (ISO days, months or years), in the language of one of
    /// these tags, by an outlet whose name has one of these parts; an empty list asks for nothing.
    pub fn new(since: Option<String>, until: Option<String>, languages: Vec<String>, outlets: Vec<String>) -> Wanted {
        Wanted {
            since,
            // A day is compared with a month or a year by the letters that both have.
            until: until.map(|u| format!("{u}~")),
            languages: languages.iter().map(|l| l.to_lowercase()).collect(),
            outlets: outlets.iter().map(|o| fold(o)).collect(),
        }
    }

    /// Whether every article is wanted.
    pub fn all(&self) -> bool {
        self.since.is_none() && self.until.is_none() && self.languages.is_empty() && self.outlets.is_empty()
    }

    /// Whether this one is. One without a date is not where a date is asked for.
    pub fn has(&self, article: &ArticleFacts) -> bool {
        let published = |part: &str| article.outlet.as_deref().is_some_and(|name| fold(name).contains(part));
        let dated = |fits: &dyn Fn(&str) -> bool| article.day.as_deref().is_some_and(fits);
        self.since.as_deref().is_none_or(|s| dated(&|d| d >= s))
            && self.until.as_deref().is_none_or(|u| dated(&|d| d <= u))
            && (self.languages.is_empty() || self.languages.contains(&article.language))
            && (self.outlets.is_empty() || self.outlets.iter().any(|o| published(o)))
    }
}

/// The day of an article, as fine as it is known.
pub(super) fn day(article: &Article) -> Option<String> {
    let iso = article.published.iso()?;
    Some(iso.get(..10).unwrap_or(&iso).to_string())
}

/// A list of articles.
#[derive(Debug, Clone)]
pub struct ArticleList {
    /// The articles that are shown, newest first, undated ones last.
    pub rows: Vec<ArticleFacts>,
    /// How many fit.
    pub total: u64,
}

/// An article with the data of its page.
#[derive(Debug)]
pub struct ArticleView {
    /// Its page.
    pub page: ArticlePage,
    /// The stories that it is part of.
    pub stories: Vec<EventRow>,
}

impl Reader {
    /// Lists articles, at most `limit`, 0 for all.
    ///
    /// # Errors
    /// Those of the store.
    pub fn articles(&self, wanted: &Wanted, limit: usize) -> Result<ArticleList> {
        let mut rows = self.store.all_facts()?;
        rows.retain(|f| wanted.has(f));
        let total = rows.len() as u64;
        if limit > 0 {
            rows.truncate(limit);
        }
        Ok(ArticleList { rows, total })
    }

    /// The article of an id, or the beginning of one.
    ///
    /// # Errors
    /// None or several fit, or no stage has seen it yet; those of the store.
    pub fn article(&self, typed: &str) -> Result<ArticleView> {
        let id = self.article_named(typed)?;
        let page = self.article_page(self.analysis(&id)?)?;
        let stories = self.stories_of(&id)?;
        Ok(ArticleView { page, stories })
    }

    /// The page of an article.
    pub(super) fn article_page(&self, analysis: Analysis) -> Result<ArticlePage> {
        let analysis = prepare(analysis);
        let id = &analysis.article.id;
        let events = self.store.events_of(id)?;
        let derived = self.store.derived_for(&events, std::slice::from_ref(id))?;
        let wanted = cited_beside(&derived, id);
        let mut others = Vec::new();
        for other in wanted {
            others.extend(self.store.analysis(other)?.map(prepare));
        }
        let mut page = page_from(&analysis, &derived, &others.iter().collect::<Vec<_>>());
        page.fetched_at = self.store.fetched_of(id)?.and_then(|f| f.at);
        Ok(page)
    }
}

/// The claims of events of several origins: where there is one, that no other report says so says nothing.
fn telling(derived: &Derived) -> Vec<&Claim> {
    let several = derived.events.iter().filter(|e| e.origins.len() > 1);
    let several: Vec<&EventId> = several.map(|e| &e.id).collect();
    derived.claims.iter().filter(|c| several.contains(&&c.event)).collect()
}

/// The articles that are cited beside one, by claims that cite it as well.
pub(super) fn cited_beside<'a>(derived: &'a Derived, id: &ArticleId) -> BTreeSet<&'a ArticleId> {
    let claims = telling(derived);
    let own = claims
        .iter()
        .filter(|c| c.support.iter().any(|s| s.citation.article == *id));
    let cited = own.flat_map(|c| &c.support).map(|s| &s.citation.article);
    cited.filter(|a| *a != id).collect()
}

/// The page of an article out of what is derived of its events and of itself; `others` are those cited beside it.
pub(super) fn page_from(analysis: &Analysis, derived: &Derived, others: &[&Analysis]) -> ArticlePage {
    let id = &analysis.article.id;
    let copies: Vec<&CopyPair> = derived.copies.iter().filter(|c| c.a == *id || c.b == *id).collect();
    let headline = derived.headlines.iter().find(|h| h.article == *id);
    let mut page = view::article_page(analysis, &copies, headline);
    page.lens = view::lens(analysis, &telling(derived), others);
    page
}

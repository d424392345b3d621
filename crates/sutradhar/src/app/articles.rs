//! The list of articles, and one article with all that its page shows.

use super::{Reader, Result};
use crate::store::{EventRow, StoreError};
use std::cmp::Reverse;
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
    language: Option<String>,
    outlet: Option<String>,
}

impl Wanted {
    /// Published on `since` or later and on `until` or before (ISO days, months or years), in the language of a tag, by
    /// an outlet whose name has this part.
    pub fn new(
        since: Option<String>,
        until: Option<String>,
        language: Option<String>,
        outlet: Option<String>,
    ) -> Wanted {
        Wanted {
            since,
            // A day is compared with a month or a year by the letters that both have.
            until: until.map(|u| format!("{u}~")),
            language: language.map(|l| l.to_lowercase()),
            outlet: outlet.map(|o| fold(&o)),
        }
    }

    /// Whether every article is wanted.
    pub fn all(&self) -> bool {
        self.since.is_none() && self.until.is_none() && self.language.is_none() && self.outlet.is_none()
    }

    /// Whether this one is. One without a date is not where a date is asked for.
    pub fn has(&self, article: &Article) -> bool {
        let day = day(article);
        let dated = |fits: &dyn Fn(&str) -> bool| day.as_deref().is_some_and(fits);
        self.since.as_deref().is_none_or(|s| dated(&|d| d >= s))
            && self.until.as_deref().is_none_or(|u| dated(&|d| d <= u))
            && self.language.as_deref().is_none_or(|l| article.language.tag() == l)
            && self
                .outlet
                .as_deref()
                .is_none_or(|o| outlet(article).is_some_and(|name| fold(name).contains(o)))
    }
}

/// The day of an article, as fine as it is known.
pub(super) fn day(article: &Article) -> Option<String> {
    let iso = article.published.iso()?;
    Some(iso.get(..10).unwrap_or(&iso).to_string())
}

/// Who published an article: the outlet, else the host of its address.
fn outlet(article: &Article) -> Option<&str> {
    let named = article.outlet.as_deref().map(str::trim).filter(|o| !o.is_empty());
    named.or_else(|| article.host())
}

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleRow {
    /// Its id.
    pub id: String,
    /// Its day, as fine as it is known.
    pub day: Option<String>,
    /// Who published it.
    pub outlet: Option<String>,
    /// Tag of its language.
    pub language: &'static str,
    /// Its headline; empty if it has none.
    pub title: String,
}

/// A list of articles.
#[derive(Debug, Clone)]
pub struct ArticleList {
    /// The articles that are shown, newest first, undated ones last.
    pub rows: Vec<ArticleRow>,
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
        let mut rows: Vec<ArticleRow> = Vec::new();
        self.store.each_analysis(|a| {
            if wanted.has(&a.article) {
                rows.push(ArticleRow {
                    id: a.article.id.to_string(),
                    day: day(&a.article),
                    outlet: outlet(&a.article).map(str::to_string),
                    language: a.article.language.tag(),
                    title: a.article.headline_text().trim().to_string(),
                });
            }
            Ok::<(), StoreError>(())
        })?;
        rows.sort_by(|a, b| (Reverse(&a.day), &a.id).cmp(&(Reverse(&b.day), &b.id)));
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
        let derived = self
            .store
            .derived_for(&[], std::slice::from_ref(&analysis.article.id))?;
        let copies: Vec<&CopyPair> = derived.copies.iter().collect();
        Ok(view::article_page(&analysis, &copies, derived.headlines.first()))
    }
}

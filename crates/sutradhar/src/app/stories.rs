//! The list of stories, and one story with all that its page shows.

use super::articles::prepare;
use super::{Reader, Result};
use crate::store::{Derived, EventRow, Filter};
use std::cmp::Reverse;
use std::collections::BTreeSet;
use sutradhar_engine::model::*;
use sutradhar_view::{self as view, StoryPage};

/// Orders of the list.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum Order {
    /// Newest first.
    #[default]
    Date,
    /// Those that most articles tell first.
    Size,
    /// Those with most independent origins first.
    Origins,
}

/// Which stories to list, and how.
#[derive(Debug, Clone, Default)]
pub struct StoryRequest {
    /// ISO day, month or year; stories that ended before are left out.
    pub since: Option<String>,
    /// ISO day, month or year; stories that began after are left out.
    pub until: Option<String>,
    /// Tag; stories with no article in it are left out.
    pub language: Option<String>,
    /// In which order.
    pub order: Order,
    /// At most so many; 0 for all.
    pub limit: usize,
}

/// A list of stories.
#[derive(Debug, Clone)]
pub struct StoryList {
    /// The stories that are shown.
    pub rows: Vec<EventRow>,
    /// How many fit.
    pub total: u64,
}

/// A story with the data of its page.
#[derive(Debug)]
pub struct StoryView {
    /// Its place in the list.
    pub row: EventRow,
    /// Its page; the brief is the one in the language of most articles.
    pub page: StoryPage,
}

impl Reader {
    /// Lists stories.
    ///
    /// # Errors
    /// Those of the store.
    pub fn stories(&self, request: &StoryRequest) -> Result<StoryList> {
        let filter = Filter {
            since: request.since.clone(),
            until: request.until.clone(),
            language: request.language.clone(),
            limit: if request.order == Order::Date { request.limit } else { 0 },
        };
        let (mut rows, total) = self.store.stories(&filter)?;
        match request.order {
            Order::Date => {}
            Order::Size => rows.sort_by_key(|r| (Reverse(r.articles), Reverse(r.origins), r.number)),
            Order::Origins => rows.sort_by_key(|r| (Reverse(r.origins), Reverse(r.articles), r.number)),
        }
        if request.limit > 0 {
            rows.truncate(request.limit);
        }
        Ok(StoryList { rows, total })
    }

    /// All storylines, in order of their first event.
    ///
    /// # Errors
    /// Those of the store.
    pub fn storylines(&self) -> Result<Vec<Storyline>> {
        Ok(self.store.storylines()?)
    }

    /// The event of a story.
    ///
    /// # Errors
    /// It cannot be read; those of the store.
    pub fn event(&self, row: &EventRow) -> Result<Event> {
        let event = self.store.event(&row.id)?;
        Ok(event.ok_or_else(|| self.store.stale("the event of a story"))?)
    }

    /// The story of a number, an id, or the beginning of one.
    ///
    /// # Errors
    /// None or several fit; those of the store.
    pub fn story(&self, typed: &str) -> Result<StoryView> {
        let row = self.story_named(typed)?;
        let page = self.story_page(&row)?;
        Ok(StoryView { row, page })
    }

    /// The page of a story.
    pub(super) fn story_page(&self, row: &EventRow) -> Result<StoryPage> {
        self.page_of(self.event(row)?)
    }

    /// The page of an event.
    pub(super) fn page_of(&self, event: Event) -> Result<StoryPage> {
        Ok(self.story_parts(event)?.page())
    }

    /// What the page of an event is made from.
    pub(super) fn story_parts(&self, event: Event) -> Result<StoryParts> {
        let derived = self
            .store
            .derived_for(std::slice::from_ref(&event.id), &event.articles)?;
        // Bullets and timelines may cite articles of earlier events of the storyline.
        let mut wanted: BTreeSet<&ArticleId> = event.articles.iter().collect();
        for brief in &derived.briefs {
            let lists = brief.bullets.iter().map(|b| &b.citations);
            let lists = lists.chain(brief.faq.iter().map(|f| &f.citations));
            let lists = lists.chain(brief.timeline.iter().map(|t| &t.citations));
            wanted.extend(lists.flatten().map(|c| &c.article));
        }
        for claim in &derived.claims {
            wanted.extend(claim.support.iter().map(|s| &s.citation.article));
        }
        let mut articles = Vec::new();
        for id in wanted {
            // A page that was just removed is cited until its stories are made again.
            articles.extend(self.store.analysis(id)?.map(prepare));
        }
        let mut siblings = Vec::new();
        for id in derived.storylines.iter().flat_map(|s| &s.events) {
            siblings.extend(self.store.event(id)?);
        }
        Ok(StoryParts {
            event,
            derived,
            articles,
            siblings,
        })
    }
}

/// What the page of a story is made from, and those of its articles.
pub(super) struct StoryParts {
    /// Its event.
    pub event: Event,
    /// What is derived of it and of its articles.
    pub derived: Derived,
    /// Its articles and those that it cites, by id, ready to be shown.
    pub articles: Vec<Analysis>,
    siblings: Vec<Event>,
}

impl StoryParts {
    /// The page.
    pub fn page(&self) -> StoryPage {
        let line = self.derived.storylines.first();
        view::story_page(&view::StoryInput {
            event: &self.event,
            storyline: line.map(|line| (line, self.siblings.iter().collect())),
            articles: self.articles.iter().collect(),
            copies: self.derived.copies.iter().collect(),
            claims: self.derived.claims.iter().collect(),
            headlines: self.derived.headlines.iter().collect(),
            brief: self.derived.briefs.first(),
        })
    }

    /// An article of the story, or one that it cites.
    pub fn article(&self, id: &ArticleId) -> Option<&Analysis> {
        let at = self.articles.binary_search_by(|a| a.article.id.cmp(id)).ok()?;
        self.articles.get(at)
    }
}

//! Questions to one state of a store.

use super::{AppError, Result, What};
use crate::store::{EventRow, Named, Store};
use std::path::Path;
use sutradhar_engine::model::*;

/// A store that is open for questions. All answers come from the state in which it was when it was opened, even while
/// another process writes.
#[derive(Debug)]
pub struct Reader {
    pub(super) store: Store,
}

/// Whether stories show all pages of the store.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Freshness {
    /// They do.
    Current,
    /// Pages or decisions came in that they do not show: an `add` is at work, or was cut off.
    Behind {
        /// Articles that no stage has seen.
        waiting: u64,
    },
}

impl Reader {
    pub(super) fn open(dir: &Path) -> Result<Reader> {
        let reader = Reader {
            store: Store::open(dir)?,
        };
        reader.look()?;
        Ok(reader)
    }

    /// Goes over to the newest state of the store.
    ///
    /// # Errors
    /// It cannot be read any more, or another version of the program has brought it up to date.
    pub fn renew(&self) -> Result<()> {
        self.store.let_go()?;
        self.look()
    }

    fn look(&self) -> Result<()> {
        self.store.hold_still()?;
        if !self.store.is_readable()? {
            return Err(self.store.stale("what is derived").into());
        }
        Ok(())
    }

    /// Names the state of the store: another one after each change.
    ///
    /// # Errors
    /// Those of the store.
    pub fn revision(&self) -> Result<String> {
        Ok(self.store.revision()?)
    }

    /// Names what the page of a story is made from; `None` if there is no such story.
    ///
    /// # Errors
    /// Those of the store.
    pub fn story_fingerprint(&self, id: &str) -> Result<Option<String>> {
        Ok(self.store.story_fingerprint(id)?)
    }

    /// Whether stories show all pages of the store. Where they do not, this walks over all articles.
    ///
    /// # Errors
    /// Those of the store.
    pub fn freshness(&self) -> Result<Freshness> {
        Ok(match self.store.is_current()? {
            true => Freshness::Current,
            false => Freshness::Behind {
                waiting: self.store.count_unanalysed()?,
            },
        })
    }

    /// The story of a number, an id, or the beginning of one.
    ///
    /// # Errors
    /// None or several fit; those of the store.
    pub fn story_named(&self, typed: &str) -> Result<EventRow> {
        let list = |rows: Vec<EventRow>| rows.iter().map(|r| r.id.to_string()).collect();
        one(What::Story, typed, self.store.story_named(typed)?, list)
    }

    /// The article of an id or the beginning of one.
    ///
    /// # Errors
    /// None or several fit; those of the store.
    pub fn article_named(&self, typed: &str) -> Result<ArticleId> {
        let list = |ids: Vec<ArticleId>| ids.iter().map(|i| i.to_string()).collect();
        one(
            What::Article,
            typed,
            Named::of(self.store.articles_like(typed, 9)?),
            list,
        )
    }

    /// The analysis of an article that is known to be there.
    pub(super) fn analysis(&self, id: &ArticleId) -> Result<Analysis> {
        let found = self.store.analysis(id)?;
        found.ok_or_else(|| AppError::NotAnalysed { id: id.to_string() })
    }

    /// The stories that an article is part of.
    pub(super) fn stories_of(&self, id: &ArticleId) -> Result<Vec<EventRow>> {
        let mut rows = Vec::new();
        for event in self.store.events_of(id)? {
            if let Named::One(row) = self.store.story_named(event.as_str())? {
                rows.push(row);
            }
        }
        Ok(rows)
    }
}

fn one<T>(what: What, typed: &str, found: Named<T>, list: impl FnOnce(Vec<T>) -> Vec<String>) -> Result<T> {
    match found {
        Named::One(one) => Ok(one),
        Named::None => Err(AppError::not_found(what, typed)),
        Named::Several(several) => Err(AppError::Ambiguous {
            what,
            typed: typed.to_string(),
            candidates: list(several),
        }),
    }
}

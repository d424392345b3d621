//! What is in the store.

use super::{App, Reader, Result};
use crate::store::FILE;
use std::collections::{BTreeMap, BTreeSet};

/// What is in the store.
#[derive(Debug, Clone, Default)]
pub struct Info {
    /// Bytes on the disk.
    pub bytes: u64,
    /// Whether stories show all pages.
    pub current: bool,
    /// Raw pages.
    pub pages: u64,
    /// Pages that an editor removed.
    pub removed: u64,
    /// Articles.
    pub articles: u64,
    /// Stories.
    pub stories: u64,
    /// Articles by the tag of their language, most first.
    pub languages: Vec<(String, u64)>,
    /// Outlets that are named.
    pub outlets: u64,
    /// The first and the last day of an article.
    pub days: Option<(String, String)>,
    /// Decisions that no other took back.
    pub decisions: u64,
}

impl App {
    /// Says what is in the store.
    ///
    /// # Errors
    /// Those of [`App::read`], and those of the store.
    pub fn info(&self) -> Result<Info> {
        let mut info = self.read()?.info()?;
        let size = |end| std::fs::metadata(self.settings.store.join(format!("{FILE}{end}"))).map_or(0, |m| m.len());
        info.bytes = ["", "-wal"].map(size).iter().sum();
        Ok(info)
    }
}

impl Reader {
    fn info(&self) -> Result<Info> {
        let store = &self.store;
        let (pages, articles, stories) = store.counts()?;
        let facts = store.all_facts()?;
        let (mut languages, mut outlets) = (BTreeMap::<&str, u64>::new(), BTreeSet::new());
        for f in &facts {
            *languages.entry(&f.language).or_default() += 1;
            outlets.extend(&f.outlet_id);
        }
        let outlets = outlets.len() as u64;
        let mut languages: Vec<(String, u64)> = languages.into_iter().map(|(tag, n)| (tag.to_string(), n)).collect();
        languages.sort_by_key(|(tag, n)| (std::cmp::Reverse(*n), tag.clone()));
        let days = facts.iter().filter_map(|f| f.day.clone());
        let days = days.clone().min().zip(days.max());
        Ok(Info {
            bytes: 0,
            current: store.is_current()?,
            pages,
            removed: store.count_removed()?,
            articles,
            stories,
            languages,
            outlets,
            days,
            decisions: store.decisions()?.iter().filter(|d| !d.undone).count() as u64,
        })
    }

    /// Raw pages, articles and stories in the store.
    ///
    /// # Errors
    /// Those of the store.
    pub fn counts(&self) -> Result<(u64, u64, u64)> {
        Ok(self.store.counts()?)
    }
}

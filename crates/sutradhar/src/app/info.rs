//! What is in the store.

use super::articles::day;
use super::{App, Reader, Result};
use crate::store::{FILE, StoreError};
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
    pub languages: Vec<(&'static str, u64)>,
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
        let (mut languages, mut outlets) = (BTreeMap::<&'static str, u64>::new(), BTreeSet::new());
        let mut days: Option<(String, String)> = None;
        store.each_analysis(|a| {
            *languages.entry(a.article.language.tag()).or_default() += 1;
            outlets.extend(a.article.outlet.clone());
            if let Some(day) = day(&a.article) {
                let (first, last) = days.take().unwrap_or_else(|| (day.clone(), day.clone()));
                days = Some((first.min(day.clone()), last.max(day)));
            }
            Ok::<(), StoreError>(())
        })?;
        let mut languages: Vec<(&'static str, u64)> = languages.into_iter().collect();
        languages.sort_by_key(|(tag, n)| (std::cmp::Reverse(*n), *tag));
        Ok(Info {
            bytes: 0,
            current: store.is_current()?,
            pages,
            removed: store.count_removed()?,
            articles,
            stories,
            languages,
            outlets: outlets.len() as u64,
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

//! The records of a store, one after the other: what is in memory does not grow with the archive.

use super::{RecordKind, propositions, record_line, records, records::*, storylines};
use crate::store::{Derived, DerivedRow, Store, StoreError};
use serde::Serialize;
use std::collections::{BTreeSet, HashMap};
use std::io;
use sutradhar_engine::model::*;

/// Derived rows whose articles are in memory at a time.
const CHUNK: usize = 64;

/// Events that are held for the origins of statements.
const HELD: usize = 64;

/// Why an export stopped.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ExportError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Missing(#[from] MissingArticle),
    #[error("a record cannot be written as JSON")]
    Record(#[from] serde_json::Error),
    #[error("the records cannot be written")]
    Write(#[from] io::Error),
}

type Result<T> = std::result::Result<T, ExportError>;

/// Takes one record, as JSON.
type Each<'a> = dyn FnMut(&str) -> io::Result<()> + 'a;

/// Counts the records that it hands on.
struct Put<'a, 'b> {
    each: &'a mut Each<'b>,
    count: u64,
}

impl Put<'_, '_> {
    fn line(&mut self, line: &str) -> Result<()> {
        self.count += 1;
        Ok((self.each)(line)?)
    }

    fn all<T: Serialize>(&mut self, records: impl IntoIterator<Item = T>) -> Result<()> {
        records.into_iter().try_for_each(|r| self.line(&record_line(&r)?))
    }
}

/// Hands on the records of one kind in the order of [`records()`]; gives their number.
///
/// # Errors
/// Those of the store, an article that is cited and not there, and those of `each`, which ends the walk.
pub fn stream(store: &Store, kind: RecordKind, each: &mut Each<'_>) -> Result<u64> {
    let mut put = Put { each, count: 0 };
    match kind {
        RecordKind::Articles => store.each_analysis(|a| put.all([article(&a)]))?,
        RecordKind::Mentions => store.each_analysis(|a| put.all(mentions(&a)))?,
        RecordKind::Times => store.each_analysis(|a| put.all(times(&a)))?,
        RecordKind::Quantities => store.each_analysis(|a| put.all(quantities(&a)))?,
        RecordKind::Statements => {
            let mut origins = Origins::new(store);
            store.each_analysis(|a| {
                let origin = origins.of(&a.article.id)?;
                put.all(statements(&a, origin.as_ref().map(|o| o.as_str())))
            })?;
        }
        RecordKind::Propositions => store.each_analysis(|a| put.all(propositions::propositions(&a)))?,
        RecordKind::Events => store.each_of(|e: Event| put.all([event(&e)]))?,
        RecordKind::Storylines => chunks(store, |storylines: Vec<Storyline>| {
            let wanted = wanted(storylines.iter().flat_map(storylines::cites));
            let derived = Derived {
                storylines,
                ..Derived::default()
            };
            cited(store, kind, &wanted, &derived, &mut put)
        })?,
        RecordKind::Copies => chunks(store, |copies: Vec<CopyPair>| {
            let wanted = wanted(copies.iter().flat_map(|c| [&c.a, &c.b]));
            let derived = Derived {
                copies,
                ..Derived::default()
            };
            cited(store, kind, &wanted, &derived, &mut put)
        })?,
        RecordKind::Claims => chunks(store, |lists: Vec<Vec<Claim>>| {
            let claims: Vec<Claim> = lists.into_iter().flatten().collect();
            let wanted = wanted(claims.iter().flat_map(|c| &c.support).map(|s| &s.citation.article));
            let derived = Derived {
                claims,
                ..Derived::default()
            };
            cited(store, kind, &wanted, &derived, &mut put)
        })?,
        RecordKind::Headlines => chunks(store, |headlines: Vec<HeadlineCheck>| {
            let wanted = wanted(headlines.iter().flat_map(|h| &h.spans).map(|c| &c.article));
            let derived = Derived {
                headlines,
                ..Derived::default()
            };
            cited(store, kind, &wanted, &derived, &mut put)
        })?,
        RecordKind::Briefs => chunks(store, |briefs: Vec<Brief>| {
            let lists = briefs.iter().flat_map(|b| {
                let bullets = b.bullets.iter().map(|x| &x.citations);
                let faq = b.faq.iter().map(|x| &x.citations);
                bullets.chain(faq).chain(b.timeline.iter().map(|x| &x.citations))
            });
            let wanted = wanted(lists.flatten().map(|c| &c.article));
            let derived = Derived {
                briefs,
                ..Derived::default()
            };
            cited(store, kind, &wanted, &derived, &mut put)
        })?,
    }
    Ok(put.count)
}

/// Hands on what is derived of one kind, some rows at a time.
fn chunks<T: DerivedRow>(store: &Store, mut with: impl FnMut(Vec<T>) -> Result<()>) -> Result<()> {
    let mut chunk = Vec::with_capacity(CHUNK);
    store.each_of(|one| {
        chunk.push(one);
        if chunk.len() < CHUNK {
            return Ok(());
        }
        with(std::mem::take(&mut chunk))
    })?;
    with(chunk)
}

fn wanted<'a>(articles: impl Iterator<Item = &'a ArticleId>) -> BTreeSet<ArticleId> {
    articles.cloned().collect()
}

/// Records that cite, with only the articles that they cite.
fn cited(
    store: &Store,
    kind: RecordKind,
    wanted: &BTreeSet<ArticleId>,
    derived: &Derived,
    put: &mut Put<'_, '_>,
) -> Result<()> {
    let mut analyses = Vec::with_capacity(wanted.len());
    for id in wanted {
        analyses.extend(store.analysis(id)?);
    }
    let lines = records(kind, &analyses, derived)?;
    lines.iter().try_for_each(|line| put.line(line))
}

/// Which origin each article is of, asked event by event.
struct Origins<'a> {
    store: &'a Store,
    held: HashMap<EventId, Event>,
}

impl<'a> Origins<'a> {
    fn new(store: &'a Store) -> Origins<'a> {
        Origins {
            store,
            held: HashMap::new(),
        }
    }

    fn of(&mut self, article: &ArticleId) -> Result<Option<OriginId>> {
        let mut out = None;
        for id in self.store.events_of(article)? {
            if !self.held.contains_key(&id) {
                if self.held.len() >= HELD {
                    self.held.clear();
                }
                self.held.extend(self.store.event(&id)?.map(|e| (id.clone(), e)));
            }
            let origins = self.held.get(&id).into_iter().flat_map(|e| &e.origins);
            let own = origins.rev().find(|o| o.articles.contains(article));
            out = own.map(|o| o.id.clone()).or(out);
        }
        Ok(out)
    }
}

//! The records of a store, one after the other: what is in memory does not grow with the archive.

use super::{propositions, record_line, records, records::*, storylines};
use crate::pipeline::Derived;
use crate::store::{Store, StoreError};
use std::collections::{BTreeSet, HashMap};
use std::io;
use sutradhar_engine::model::*;

/// Derived records whose articles are in memory at a time.
const CHUNK: usize = 64;

/// Why an export stopped.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ExportError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("the records cannot be written")]
    Write(#[from] io::Error),
}

/// Takes one record, as JSON.
type Each<'a> = dyn FnMut(&str) -> io::Result<()> + 'a;

/// Hands on the records of one kind in the order of [`records()`]; gives their number.
///
/// # Errors
/// Those of the store, and those of `each`, which ends the walk.
pub fn stream(store: &Store, kind: &str, each: &mut Each<'_>) -> Result<u64, ExportError> {
    let mut count = 0;
    let mut put = |line: Option<String>| -> Result<(), ExportError> {
        if let Some(line) = line {
            count += 1;
            each(&line)?;
        }
        Ok(())
    };
    match kind {
        "articles" => store.each_analysis(|a| put(record_line(&article(&a))))?,
        "mentions" => store.each_analysis(|a| mentions(&a).into_iter().try_for_each(|r| put(record_line(&r))))?,
        "times" => store.each_analysis(|a| times(&a).into_iter().try_for_each(|r| put(record_line(&r))))?,
        "quantities" => store.each_analysis(|a| quantities(&a).into_iter().try_for_each(|r| put(record_line(&r))))?,
        "statements" => {
            let events: Vec<Event> = store.all_of("events")?;
            let origins: HashMap<&ArticleId, &OriginId> = events
                .iter()
                .flat_map(|e| &e.origins)
                .flat_map(|o| o.articles.iter().map(move |a| (a, &o.id)))
                .collect();
            store.each_analysis(|a| {
                let origin = origins.get(&a.article.id).map(|o| o.as_str());
                statements(&a, origin)
                    .into_iter()
                    .try_for_each(|r| put(record_line(&r)))
            })?;
        }
        "propositions" => store.each_analysis(|a| {
            propositions::propositions(&a)
                .into_iter()
                .try_for_each(|r| put(record_line(&r)))
        })?,
        "events" => {
            let list: Vec<Event> = store.all_of(kind)?;
            list.iter().try_for_each(|e| put(record_line(&event(e))))?;
        }
        "storylines" => {
            for chunk in store.all_of::<Storyline>(kind)?.chunks(CHUNK) {
                let derived = Derived {
                    storylines: chunk.to_vec(),
                    ..Derived::default()
                };
                cited(
                    store,
                    kind,
                    chunk.iter().flat_map(storylines::cites),
                    &derived,
                    &mut put,
                )?;
            }
        }
        "copies" => {
            for chunk in store.all_of::<CopyPair>(kind)?.chunks(CHUNK) {
                let wanted = chunk.iter().flat_map(|c| [&c.a, &c.b]);
                let derived = Derived {
                    copies: chunk.to_vec(),
                    ..Derived::default()
                };
                cited(store, kind, wanted, &derived, &mut put)?;
            }
        }
        "claims" => {
            for chunk in store.claims()?.chunks(CHUNK) {
                let wanted = chunk.iter().flat_map(|c| &c.support).map(|s| &s.citation.article);
                let derived = Derived {
                    claims: chunk.to_vec(),
                    ..Derived::default()
                };
                cited(store, kind, wanted, &derived, &mut put)?;
            }
        }
        "headlines" => {
            for chunk in store.all_of::<HeadlineCheck>(kind)?.chunks(CHUNK) {
                let wanted = chunk.iter().flat_map(|h| &h.spans).map(|c| &c.article);
                let derived = Derived {
                    headlines: chunk.to_vec(),
                    ..Derived::default()
                };
                cited(store, kind, wanted, &derived, &mut put)?;
            }
        }
        "briefs" => {
            for chunk in store.all_of::<Brief>(kind)?.chunks(CHUNK) {
                let lists = chunk.iter().flat_map(|b| {
                    let bullets = b.bullets.iter().map(|x| &x.citations);
                    let faq = b.faq.iter().map(|x| &x.citations);
                    bullets.chain(faq).chain(b.timeline.iter().map(|x| &x.citations))
                });
                let derived = Derived {
                    briefs: chunk.to_vec(),
                    ..Derived::default()
                };
                cited(store, kind, lists.flatten().map(|c| &c.article), &derived, &mut put)?;
            }
        }
        _ => {}
    }
    Ok(count)
}

/// Records that cite, with only the articles that they cite.
fn cited<'a>(
    store: &Store,
    kind: &str,
    wanted: impl Iterator<Item = &'a ArticleId>,
    derived: &Derived,
    put: &mut dyn FnMut(Option<String>) -> Result<(), ExportError>,
) -> Result<(), ExportError> {
    let wanted: BTreeSet<&ArticleId> = wanted.collect();
    let mut analyses = Vec::with_capacity(wanted.len());
    for id in wanted {
        analyses.extend(store.analysis(id)?);
    }
    records(kind, &analyses, derived)
        .into_iter()
        .try_for_each(|line| put(Some(line)))
}

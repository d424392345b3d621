//! The stages, called top to bottom, and the runs over a store: add, refresh, rebuild.

mod cancel;
mod decided;
mod derive;
mod intake;
mod journal;
mod library;
mod run;
mod steps;
mod stories;
mod tell;

pub use cancel::Cancel;
pub use intake::incoming;
pub use run::{Options, RunError, Step, Summary, Take, add, add_from, add_given, rebuild, refresh};

use crate::store::{Decision, Derived, NewAnalysis, Store};
use std::time::Duration;
use sutradhar_engine::model::*;
use sutradhar_engine::{annotate, attribute, copies, extract, propositions};

/// How long each part of deriving took, and how much of it was made again.
#[derive(Debug, Default)]
pub struct Parts {
    /// Name, time, number of things that were made.
    pub times: Vec<(&'static str, Duration, u64)>,
}

/// One page, from extract to propositions.
pub fn analyse(page: &RawPage) -> Analysis {
    let (article, notices) = extract::extract(page);
    let mut analysis = annotate::annotate(article, notices);
    analysis.statements = attribute::attribute(&analysis);
    analysis.propositions = propositions::propositions(&analysis);
    analysis
}

/// Code of the notice that an article's agency is known from copies of its text; it is never taken for a printed
/// credit.
pub const AGENCY_FROM_COPIES: &str = "COP-001";

/// Notes on articles without a credit whose text it is, where copies say so.
pub fn note_agencies(analyses: &mut [Analysis], copies: &[CopyPair]) {
    let uncredited = analyses
        .iter()
        .filter(|a| a.article.agency.is_none())
        .map(|a| &a.article.id);
    let mut known = copies::agencies(uncredited, copies).into_iter().peekable();
    for a in analyses.iter_mut() {
        a.notices.retain(|n| n.code != AGENCY_FROM_COPIES);
        if let Some((_, agency)) = known.next_if(|(id, _)| *id == a.article.id) {
            a.notices.push(from_copies(&agency));
        }
    }
}

fn from_copies(agency: &str) -> Notice {
    let message = format!("agency inferred from copies of the same text: {agency}");
    Notice::new(AGENCY_FROM_COPIES, message)
}

/// All pages together, from copies to briefs. Sorts `analyses` by article id; dates may become better known.
///
/// # Errors
/// There is no room for what is derived, or no thread can be started.
pub fn derive(analyses: &mut Vec<Analysis>) -> Result<Derived, RunError> {
    derive_with(analyses, &[])
}

/// The same, with what editors decided: aliases before everything else, merges and splits right after events.
///
/// # Errors
/// There is no room for what is derived, or no thread can be started.
pub fn derive_with(analyses: &mut Vec<Analysis>, decisions: &[Decision]) -> Result<Derived, RunError> {
    let mut store = Store::in_memory()?;
    let pool = rayon::ThreadPoolBuilder::new().build()?;
    let packed = |a: Analysis| NewAnalysis::new(&a, Vec::new());
    let batch: Vec<NewAnalysis> = std::mem::take(analyses)
        .into_iter()
        .map(packed)
        .collect::<Result<_, _>>()?;
    store.store_batch(&[], &batch)?;
    drop(batch);
    derive::derive(&store, &pool, decisions, &Cancel::default(), None)?;
    *analyses = store.analyses_after()?;
    Ok(store.derived()?)
}

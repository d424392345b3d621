//! The stages, called top to bottom, and the runs over a store: add, refresh, rebuild.

mod decided;
mod derive;
mod library;
mod run;
mod stories;
mod tell;

pub use run::{Options, RunError, Step, Summary, add, add_given, rebuild, refresh};

use crate::store::Decision;
use std::time::Duration;
use sutradhar_engine::model::*;
use sutradhar_engine::{annotate, attribute, brief, claims, copies, events, extract, propositions, storylines};

/// Everything that is derived from a set of analyses.
#[derive(Debug, Default)]
pub struct Derived {
    /// Pairs that share copy.
    pub copies: Vec<CopyPair>,
    /// Events.
    pub events: Vec<Event>,
    /// Storylines.
    pub storylines: Vec<Storyline>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// Headlines held against bodies.
    pub headlines: Vec<HeadlineCheck>,
    /// Briefs.
    pub briefs: Vec<Brief>,
}

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
pub fn derive(analyses: &mut [Analysis]) -> Derived {
    derive_with(analyses, &[])
}

/// The same, with what editors decided: aliases before everything else, merges and splits right after events.
pub fn derive_with(analyses: &mut [Analysis], decisions: &[Decision]) -> Derived {
    let aliases = decided::Aliases::new(decisions);
    for a in analyses.iter_mut() {
        aliases.apply(a);
    }
    analyses.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    let copies = copies::find(analyses);
    note_agencies(analyses, &copies);
    let headlines: Vec<HeadlineCheck> = analyses.iter().filter_map(claims::headlines::check).collect();
    let mut events = events::cluster(analyses, &copies, &headlines);
    if !decisions.is_empty() {
        events = decided::stories(analyses, (&copies, &headlines), events, decisions);
    }
    let storylines = storylines::link(analyses, &mut events);
    let claims = claims::build_claims(analyses, &events, &headlines);
    let briefs = brief::write(analyses, &events, &claims);
    Derived {
        copies,
        events,
        storylines,
        claims,
        headlines,
        briefs,
    }
}

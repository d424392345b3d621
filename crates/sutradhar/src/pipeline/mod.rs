//! The stages, called top to bottom, and the runs over a store: add, refresh, rebuild.

mod decided;
mod run;

pub use run::{Options, RunError, Step, Summary, add, rebuild, refresh};

use crate::store::Decision;
use sutradhar_engine::model::*;
use sutradhar_engine::{annotate, attribute, brief, claims, copies, events, extract, storylines};

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

/// One page, from extract to attribute.
pub fn analyse(page: &RawPage) -> Analysis {
    let (article, notices) = extract::extract(page);
    let mut analysis = annotate::annotate(article, notices);
    analysis.statements = attribute::attribute(&analysis);
    analysis
}

/// All pages together, from copies to briefs. Sorts `analyses` by article id; dates may become better known.
pub fn derive(analyses: &mut [Analysis]) -> Derived {
    derive_with(analyses, &[])
}

/// The same, with what editors decided: aliases before everything else, merges and splits right after events.
pub fn derive_with(analyses: &mut [Analysis], decisions: &[Decision]) -> Derived {
    decided::aliases(analyses, decisions);
    analyses.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    let copies = copies::find(analyses);
    let mut events = events::cluster(analyses, &copies);
    if !decisions.is_empty() {
        events = decided::stories(analyses, &copies, events, decisions);
    }
    let storylines = storylines::link(analyses, &mut events);
    let headlines: Vec<HeadlineCheck> = analyses.iter().filter_map(claims::headlines::check).collect();
    let claims = claims::weigh(analyses, &events, &copies, &headlines);
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

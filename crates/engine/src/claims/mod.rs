//! Claims: the same claim across outlets, with its standing by independent origin; headlines held against bodies.
//!
//! Statements and the writer's own sentences are cut into units, units that say the same are put together, and the figures
//! and places they give are held against one another. Only bodies count (law 8), and only origins are counted (law 2).

use crate::model::*;
use std::collections::BTreeMap;

pub mod headlines;
pub(crate) mod words;
pub(crate) mod units;
mod cluster;
mod ledger;
pub(crate) mod tally;
mod contrary;
mod places;
mod rows;
mod weigh;

/// The claims of all events, most important first within an event. `analyses` is sorted by article id.
pub fn weigh(analyses: &[Analysis], events: &[Event], _copies: &[CopyPair], headlines: &[HeadlineCheck]) -> Vec<Claim> {
    // Events of one storyline are weighed together: figures move on and places differ from one event to the next.
    let mut stories: BTreeMap<(&str, usize), Vec<usize>> = BTreeMap::new();
    for (i, e) in events.iter().enumerate() {
        let key = e.storyline.as_ref().map_or(("", i), |s| (s.as_str(), 0));
        stories.entry(key).or_default().push(i);
    }
    let mut claims: Vec<(usize, Vec<Claim>)> = Vec::new();
    for list in stories.values() {
        claims.extend(weigh::story(analyses, events, list, headlines));
    }
    claims.sort_by_key(|c| c.0);
    claims.into_iter().flat_map(|c| c.1).collect()
}

#[cfg(test)]
mod tests;

//! Claims: the same claim across outlets, with its standing by independent origin; headlines held against bodies.
//!
//! Propositions of the articles of one event are scored pair by pair and put together by average link; what differs is
//! told apart from what agrees. Only bodies count (law 8), and only origins are counted (law 2).

use crate::model::*;

pub mod headlines;
pub mod link;
pub(crate) use link::models;
mod thresholds;
mod differ;
mod denial;
mod lone;
mod conflict;
mod origins;
mod detail;
mod shared;
mod build;

/// The claims of all events, most important first within an event. `analyses` and `headlines` are sorted by article id.
pub fn build_claims(analyses: &[Analysis], events: &[Event], headlines: &[HeadlineCheck]) -> Vec<Claim> {
    events
        .iter()
        .flat_map(|e| event_claims(analyses, e, headlines, link::Scorer::built_in()))
        .collect()
}

/// The claims of one event by a scorer: for training, which asks what a scorer makes of events that it did not see.
pub fn event_claims(
    analyses: &[Analysis],
    event: &Event,
    headlines: &[HeadlineCheck],
    scorer: &link::Scorer,
) -> Vec<Claim> {
    build::event_claims(analyses, event, headlines, scorer)
}

#[cfg(test)]
mod tests;

//! Storylines: events linked over months and years.

use crate::model::*;

/// Links events to storylines and notes on each event which it belongs to.
pub fn link(_analyses: &[Analysis], _events: &mut [Event]) -> Vec<Storyline> {
    Vec::new()
}

//! Claims: the same claim across outlets, with its standing by independent origin; headlines held against bodies.

use crate::model::*;

pub mod headlines;
pub(crate) mod words;

/// The claims of all events. `analyses` is sorted by article id.
pub fn weigh(
    _analyses: &[Analysis],
    _events: &[Event],
    _copies: &[CopyPair],
    _headlines: &[HeadlineCheck],
) -> Vec<Claim> {
    Vec::new()
}

//! A headline held against its own body.

use crate::model::*;

/// Judges a headline from the words of its body; `None` if there is no headline or no body.
pub fn check(_analysis: &Analysis) -> Option<HeadlineCheck> {
    None
}

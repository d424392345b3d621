//! Times, resolved with tense.

use crate::model::*;

/// The time expressions of an article in order, not yet resolved.
pub fn find(_article: &Article, _sentences: &[Sentence]) -> Vec<TimeExpression> {
    Vec::new()
}

/// Resolves expressions against a publication date; may be called again when that date becomes better known.
pub fn resolve(_times: &mut [TimeExpression], _published: &Published) {}

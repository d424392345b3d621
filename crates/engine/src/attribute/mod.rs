//! Attribute: who says it, and through whom.

use crate::model::*;

/// The statements of an article, in order of their content. Reads everything of the analysis but `statements`.
pub fn attribute(_analysis: &Analysis) -> Vec<Statement> {
    Vec::new()
}

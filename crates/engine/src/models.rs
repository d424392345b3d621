//! The learned models and counts that are built into the program: a check that each can be read.
//!
//! Whoever uses a damaged one is stopped with its name; this looks at all of them without stopping.

use crate::{annotate, claims, events, extract, similarity, storylines};

/// All models, by the name of the file below `data`, and whether each can be read.
pub fn all() -> Vec<(&'static str, bool)> {
    [
        vec![("lang/model.bin", sutradhar_text::lang::model_is_whole())],
        extract::models(),
        annotate::models(),
        similarity::models(),
        events::models(),
        storylines::models(),
        claims::models(),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_model_can_be_read() {
        let all = super::all();
        assert_eq!(all.len(), 22);
        assert!(all.iter().all(|(_, whole)| *whole), "{all:?}");
    }
}

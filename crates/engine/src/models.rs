//! What is built into the program, learned models, counts and language packs: a check that each can be read.
//!
//! Whoever uses a damaged one is stopped with its name; this looks at all of them without stopping.

use crate::{annotate, attribute, claims, events, extract, propositions, similarity, storylines};
use sutradhar_text::packs::{self, Fault};

/// All models, by the name of the file below `data`, and whether each can be read. The language packs are one of them.
pub fn all() -> Vec<(&'static str, bool)> {
    [
        vec![("lang/model.bin", sutradhar_text::lang::model_is_whole())],
        extract::models(),
        annotate::models(),
        similarity::models(),
        events::models(),
        storylines::models(),
        claims::models(),
        vec![("language packs", faults().is_empty())],
    ]
    .concat()
}

/// What is wrong with the language packs, one fault a file; a test holds that there is none.
pub fn faults() -> Vec<Fault> {
    [
        packs::faults(),
        annotate::faults(),
        attribute::faults(),
        propositions::faults(),
    ]
    .concat()
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The files that a pack may have; `claims-*` are lists of words that single stages read.
    const KNOWN: [&str; 17] = [
        "abbreviations",
        "attribution",
        "calendar",
        "clauses",
        "closers",
        "endings",
        "figures",
        "letters",
        "numbers",
        "pack",
        "quotations",
        "stopwords",
        "tense",
        "times",
        "units",
        "visarga",
        "words",
    ];

    #[test]
    fn every_model_can_be_read() {
        let all = all();
        assert_eq!(all.len(), 30);
        assert!(all.iter().all(|(_, whole)| *whole), "{all:?}");
    }

    #[test]
    fn every_line_of_every_pack_is_known() {
        let faults: Vec<String> = faults().iter().map(ToString::to_string).collect();
        assert!(faults.is_empty(), "\n{}", faults.join("\n"));
        for file in packs::files() {
            let known = KNOWN.contains(&file.name) || file.name.starts_with("claims-");
            let of_hindi = ["joins", "legacy-fonts"].contains(&file.name);
            assert!(known || of_hindi, "nothing reads {}", file.path);
        }
    }
}

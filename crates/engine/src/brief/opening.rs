//! What a brief needs of words: content words as claims compare them, openers.

use crate::model::*;
pub(crate) use crate::propositions::strip_dateline;
pub(crate) use crate::similarity::words::{Word, data_lines, folded_words, pack_words, terms_of, word_set};
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

static OPENERS: LazyLock<FxHashSet<String>> = LazyLock::new(|| pack_words("claims-openers"));

/// The content words of a passage, sorted, each once.
pub(crate) fn keys(text: &str) -> Vec<String> {
    let mut keys: Vec<String> = terms_of(&folded_words(text, 0)).into_iter().map(|t| t.key).collect();
    keys.sort_unstable();
    keys.dedup();
    keys
}

/// Whether a sentence opens with an anaphor: a word that points to the sentence before it (उन्होंने, इसके, लेकिन).
pub(crate) fn is_anaphoric(a: &Analysis, span: Span) -> bool {
    folded_words(a.words(span), 0)
        .first()
        .is_some_and(|w| OPENERS.contains(&w.text))
}

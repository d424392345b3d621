//! Words beside a date that say what it is the date of, in many languages.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use sutradhar_text::chars::is_word_char;
use sutradhar_text::fold::fold;

/// What a word beside a date says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum DateLabel {
    /// The day of publication.
    Published,
    /// The day of the last change.
    Updated,
    /// The day of something else.
    Other,
}

/// A folded label and what it says, by its first character.
type Table = FxHashMap<char, Vec<(String, DateLabel)>>;

static LABELS: LazyLock<Table> = LazyLock::new(|| {
    let mut table = Table::default();
    for (kind, words) in include_str!("../../data/extract/date-labels.txt")
        .lines()
        .filter_map(|l| l.split_once(' '))
    {
        let label = match kind {
            "published" => DateLabel::Published,
            "updated" => DateLabel::Updated,
            "other" => DateLabel::Other,
            _ => continue,
        };
        let folded = fold(words);
        if let Some(first) = folded.chars().next() {
            table.entry(first).or_default().push((folded, label));
        }
    }
    table
});

/// The labels that a text holds, in order, each with the byte of the *folded* text where it begins.
///
/// A label counts where a word begins, or after a character of a script that parts no words.
pub(super) fn labels(text: &str) -> Vec<(usize, DateLabel)> {
    let folded = fold(text);
    let mut out = Vec::new();
    let mut before = ' ';
    for (i, c) in folded.char_indices() {
        let starts = !is_word_char(before) || !parts_words(c);
        if starts && let Some(words) = LABELS.get(&c) {
            let rest = folded.get(i..).unwrap_or("");
            let found = words
                .iter()
                .filter(|(w, _)| rest.starts_with(w.as_str()))
                .max_by_key(|(w, _)| w.len());
            out.extend(found.map(|(_, label)| (i, *label)));
        }
        before = c;
    }
    out
}

/// Whether the script of a character parts words by blanks.
fn parts_words(c: char) -> bool {
    !matches!(c, '\u{3040}'..='\u{9fff}' | '\u{ac00}'..='\u{d7af}')
}

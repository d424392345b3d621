//! Number words of all languages, from the data files.

use crate::fold::fold;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// What a number word does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum NumberWord {
    /// A number below a hundred (पच्चीस).
    Unit(f64),
    /// Multiplies what stands before it (सौ, लाख, million).
    Scale(f64),
    /// A fraction of its own that may take a scale (डेढ़, ढाई).
    Fixed(f64),
    /// Added to the number, or to one of the scale, that follows (साढ़े 0.5, सवा 0.25, पौने -0.25).
    Prefix(f64),
    /// A vague plural (हजारों).
    Vague(f64),
    /// All of N (दोनों, तीनों).
    All(f64),
    /// A part of one: तिहाई, चौथाई.
    Part(f64),
    /// A place in an order (तीसरे).
    Ordinal(f64),
}

static WORDS: LazyLock<FxHashMap<String, NumberWord>> = LazyLock::new(|| {
    let mut out = FxHashMap::default();
    for list in [
        include_str!("../../data/hi/numbers.txt"),
        include_str!("../../data/en/numbers.txt"),
        include_str!("../../data/mr/numbers.txt"),
        include_str!("../../data/ne/numbers.txt"),
        include_str!("../../data/bn/numbers.txt"),
        include_str!("../../data/gu/numbers.txt"),
        include_str!("../../data/sd/numbers.txt"),
    ] {
        for line in list.lines().filter(|l| !l.starts_with('#')) {
            let mut fields = line.split_whitespace();
            let (Some(kind), Some(Ok(value))) = (fields.next(), fields.next().map(str::parse::<f64>)) else {
                continue;
            };
            let word = match kind {
                "n" => NumberWord::Unit(value),
                "s" => NumberWord::Scale(value),
                "f" => NumberWord::Fixed(value),
                "p" => NumberWord::Prefix(value),
                "v" => NumberWord::Vague(value),
                "c" => NumberWord::All(value),
                "d" => NumberWord::Part(1.0 / value),
                _ => NumberWord::Ordinal(value),
            };
            for spelling in fields {
                out.entry(fold(spelling)).or_insert(word);
            }
        }
    }
    out
});

/// What a folded word says as a number word, in any of the languages.
pub fn number_word(folded: &str) -> Option<NumberWord> {
    WORDS.get(folded).copied()
}

//! The trees that say how likely two articles report the same happening, as `cargo xtask train-events` writes them.

use super::score::{FEATURES, Features};
use crate::similarity::Trees;
use std::sync::LazyLock;

/// Reads a set that is built in; a damaged one stops the program with its name rather than score everything 0.
macro_rules! trees {
    ($file:literal) => {
        LazyLock::new(
            || match Trees::read(include_str!(concat!("../../data/events/", $file)), FEATURES) {
                Ok(trees) => trees,
                Err(line) => panic!("data/events/{} is damaged at line {line}", $file),
            },
        )
    };
}

/// Those for all pairs.
static TREES: LazyLock<Trees> = trees!("trees.txt");

/// Tags of the languages that have trees of their own: those with many labelled pairs.
pub const LANGUAGES: [&str; 2] = ["hi", "en"];

/// Their trees, fitted with the sets of the language in front; those for Hindi see words, names and figures but no
/// directions.
static OWN: [LazyLock<Trees>; LANGUAGES.len()] = [trees!("trees.hi.txt"), trees!("trees.en.txt")];

/// Log-odds that the two articles report the same happening; if both are in the language at place `own` of
/// [`LANGUAGES`], counted from 1, the mean of what the trees for all languages and those for that language say.
pub fn log_odds(features: &Features, own: usize) -> f32 {
    let all = TREES.log_odds(features);
    match own.checked_sub(1).and_then(|place| OWN.get(place)) {
        Some(trees) => (all + trees.log_odds(features)) / 2.0,
        None => all,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_articles_of_a_language_are_judged_by_both_sets_of_trees() {
        let f = [0.5; FEATURES];
        let all = log_odds(&f, 0);
        for (place, trees) in OWN.iter().enumerate() {
            let own = trees.log_odds(&f);
            assert!(!trees.is_empty() && own.is_finite() && own != all);
            assert_eq!(log_odds(&f, place + 1), (all + own) / 2.0);
        }
        assert_eq!(log_odds(&f, LANGUAGES.len() + 1), all);
    }
}

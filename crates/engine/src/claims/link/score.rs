//! The learned scores of a pair, as `cargo xtask train-claims` fits them.

use super::features::{Features, NAMES};
use crate::similarity::Trees;
use std::sync::LazyLock;

/// Reads a set that is built in; a damaged one stops the program with its name rather than score everything 0.
macro_rules! trees {
    ($file:literal, $features:expr) => {
        LazyLock::new(|| match Trees::read(include_str!(concat!("../../../data/claims/", $file)), $features) {
            Ok(trees) => trees,
            Err(line) => panic!("data/claims/{} is damaged at line {line}", $file),
        })
    };
}

/// Trees that say how likely two propositions share a fact.
static LINK: LazyLock<Trees> = trees!("link.trees.txt", NAMES.len());

/// Trees that say how likely two propositions are at odds; they see the probability of a shared fact besides.
static DIFFER: LazyLock<Trees> = trees!("differ.trees.txt", NAMES.len() + 1);

fn logistic(z: f32) -> f32 {
    1.0 / (1.0 + (-z).exp())
}

/// Probability that two propositions share a fact, or give two values of one.
pub(crate) fn linked(features: &Features) -> f32 {
    logistic(LINK.log_odds(features))
}

/// Probability that two propositions are about the same thing and at odds.
pub(crate) fn at_odds(features: &Features, linked: f32) -> f32 {
    let mut all = [0f32; NAMES.len() + 1];
    let (known, last) = all.split_at_mut(NAMES.len());
    known.copy_from_slice(features);
    if let Some(last) = last.first_mut() {
        *last = linked;
    }
    logistic(DIFFER.log_odds(&all))
}

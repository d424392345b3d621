//! The learned scores of a pair, as `cargo xtask train-claims` fits them.

use super::features::{Features, NAMES};
use crate::similarity::Trees;
use std::sync::LazyLock;

/// Trees that say how likely two propositions share a fact, and how likely they are at odds.
pub struct Scorer {
    link: Trees,
    /// These see the probability of a shared fact besides.
    differ: Trees,
}

/// The scorer that is built in; a damaged file stops the program with its name rather than score everything 0.
static BUILT_IN: LazyLock<Scorer> = LazyLock::new(|| {
    let (link, differ) = (
        include_str!("../../../data/claims/link.trees.txt"),
        include_str!("../../../data/claims/differ.trees.txt"),
    );
    match Scorer::read(link, differ) {
        Ok(s) => s,
        Err((name, line)) => panic!("data/claims/{name}.trees.txt is damaged at line {line}"),
    }
});

impl Scorer {
    /// The scorer that ships.
    pub fn built_in() -> &'static Scorer {
        &BUILT_IN
    }

    /// Reads both sets of trees.
    ///
    /// # Errors
    /// Which set is damaged, and at which line.
    pub fn read(link: &str, differ: &str) -> Result<Scorer, (&'static str, usize)> {
        Ok(Scorer {
            link: Trees::read(link, NAMES.len()).map_err(|n| ("link", n))?,
            differ: Trees::read(differ, NAMES.len() + 1).map_err(|n| ("differ", n))?,
        })
    }

    /// Probability that two propositions share a fact, or give two values of one.
    pub(crate) fn linked(&self, features: &Features) -> f32 {
        logistic(self.link.log_odds(features))
    }

    /// Probability that two propositions are about the same thing and at odds.
    pub(crate) fn at_odds(&self, features: &Features, linked: f32) -> f32 {
        let mut all = [0f32; NAMES.len() + 1];
        let (known, last) = all.split_at_mut(NAMES.len());
        known.copy_from_slice(features);
        if let Some(last) = last.first_mut() {
            *last = linked;
        }
        logistic(self.differ.log_odds(&all))
    }
}

fn logistic(z: f32) -> f32 {
    1.0 / (1.0 + (-z).exp())
}

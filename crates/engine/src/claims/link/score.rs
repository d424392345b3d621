//! The learned scores of a pair, as `cargo xtask train-claims` fits them.

use super::features::{FEATURES, Features};
use crate::similarity::Trees;
use std::sync::LazyLock;

/// Trees that say how likely two propositions share a fact, and how likely they are at odds.
pub struct Scorer {
    link: Trees,
    /// These see the probability of a shared fact besides.
    differ: Trees,
    /// Two phrases: their features, those of their propositions, and the probability that these share a fact.
    phrase: Trees,
}

/// How many values the score of two phrases is read from.
const PHRASE_VALUES: usize = 2 * FEATURES.len() + 1;

/// The three sets of trees.
const TEXTS: [&str; 3] = [
    include_str!("../../../data/claims/link.trees.txt"),
    include_str!("../../../data/claims/differ.trees.txt"),
    include_str!("../../../data/claims/phrase.trees.txt"),
];

/// The trees that are built in, by name, and whether they can be read.
pub(crate) fn models() -> Vec<(&'static str, bool)> {
    let [link, differ, phrase] = TEXTS;
    let damaged = Scorer::read(link, differ, phrase).err().map(|(name, _)| name);
    let names = [
        ("link", "claims/link.trees.txt"),
        ("differ", "claims/differ.trees.txt"),
        ("phrase", "claims/phrase.trees.txt"),
    ];
    names
        .into_iter()
        .map(|(set, name)| (name, damaged != Some(set)))
        .collect()
}

/// The scorer that is built in; a damaged file stops the program with its name rather than score everything 0.
static BUILT_IN: LazyLock<Scorer> = LazyLock::new(|| {
    let [link, differ, phrase] = TEXTS;
    match Scorer::read(link, differ, phrase) {
        Ok(s) => s,
        Err((name, line)) => panic!("data/claims/{name}.trees.txt is damaged at line {line}"),
    }
});

impl Scorer {
    /// The scorer that ships.
    pub fn built_in() -> &'static Scorer {
        &BUILT_IN
    }

    /// Reads the three sets of trees.
    ///
    /// # Errors
    /// Which set is damaged, and at which line.
    pub fn read(link: &str, differ: &str, phrase: &str) -> Result<Scorer, (&'static str, usize)> {
        Ok(Scorer {
            link: Trees::read(link, FEATURES.len()).map_err(|n| ("link", n))?,
            differ: Trees::read(differ, FEATURES.len() + 1).map_err(|n| ("differ", n))?,
            phrase: Trees::read(phrase, PHRASE_VALUES).map_err(|n| ("phrase", n))?,
        })
    }

    /// Probability that two propositions share a fact, or give two values of one.
    pub(crate) fn linked(&self, features: &Features) -> f32 {
        logistic(self.link.log_odds(features))
    }

    /// Probability that two propositions are about the same thing and at odds.
    pub(crate) fn at_odds(&self, features: &Features, linked: f32) -> f32 {
        let mut all = [0f32; FEATURES.len() + 1];
        let (known, last) = all.split_at_mut(FEATURES.len());
        known.copy_from_slice(features);
        if let Some(last) = last.first_mut() {
            *last = linked;
        }
        logistic(self.differ.log_odds(&all))
    }

    /// Probability that two phrases tell the same part of one fact; `clauses` and `linked` are those of the
    /// propositions they stand in.
    pub(crate) fn phrase(&self, phrases: &Features, clauses: &Features, linked: f32) -> f32 {
        let mut all = [linked; PHRASE_VALUES];
        let (own, rest) = all.split_at_mut(FEATURES.len());
        own.copy_from_slice(phrases);
        rest.iter_mut().zip(clauses).for_each(|(x, y)| *x = *y);
        logistic(self.phrase.log_odds(&all))
    }
}

fn logistic(z: f32) -> f32 {
    1.0 / (1.0 + (-z).exp())
}

//! The trees that say how likely two articles report the same happening, as `cargo xtask train-events` writes them.

use super::features::{FEATURES, Features};
use crate::similarity::Trees;
use std::sync::LazyLock;

/// Reads a set that is built in; a damaged one stops the program with its name rather than score everything 0.
macro_rules! trees {
    ($file:literal) => {
        LazyLock::new(
            || match Trees::read(include_str!(concat!("../../data/events/", $file)), FEATURES.len()) {
                Ok(trees) => trees,
                Err(line) => panic!("data/events/{} is damaged at line {line}", $file),
            },
        )
    };
}

/// The trees that are built in, by name, and whether they can be read.
pub(super) fn models() -> Vec<(&'static str, bool)> {
    macro_rules! read {
        ($($file:literal),*) => {
            vec![$((
                concat!("events/", $file),
                Trees::read(include_str!(concat!("../../data/events/", $file)), FEATURES.len()).is_ok(),
            )),*]
        };
    }
    read!(
        "plain.txt",
        "plain.hi.txt",
        "plain.en.txt",
        "strict.txt",
        "strict.en.txt",
        "first.txt"
    )
}

/// Tags of the languages that have trees of their own: those with many labelled pairs.
pub const LANGUAGES: [&str; 2] = ["hi", "en"];

/// Log-odds by the trees for all pairs below which those of a language are not asked: they would have to be as sure of the
/// opposite.
const CLEAR: f32 = -5.0;

/// Trees for all pairs, and those of each of [`LANGUAGES`], fitted with its sets in front; those for Hindi see words,
/// names and figures but no directions.
struct School {
    all: LazyLock<Trees>,
    own: [Option<LazyLock<Trees>>; LANGUAGES.len()],
}

/// Fitted to sets of whole articles, undated ones among them.
static PLAIN: School = School {
    all: trees!("plain.txt"),
    own: [Some(trees!("plain.hi.txt")), Some(trees!("plain.en.txt"))],
};

/// Fitted besides to groups that look alike and that readers parted. No group is undated and hardly one is Hindi.
static STRICT: School = School {
    all: trees!("strict.txt"),
    own: [None, Some(trees!("strict.en.txt"))],
};

/// Fitted to all pairs, without what late interaction tells.
static FIRST: LazyLock<Trees> = trees!("first.txt");

/// The first stage of a cascade: log-odds that the two articles report the same happening, from features without late
/// interaction.
pub fn first_look(features: &Features) -> f32 {
    FIRST.log_odds(features)
}

/// Log-odds that the two articles report the same happening; `own` is the place of their language in [`LANGUAGES`],
/// counted from 1, if both are in it. The trees of that language then have the same voice as those for all. `strictly`
/// asks for the strict trees, where there are some.
pub fn log_odds(features: &Features, own: usize, strictly: bool) -> f32 {
    let place = own.checked_sub(1);
    let of = |school: &'static School| place.and_then(|p| school.own.get(p)).and_then(Option::as_ref);
    let school = match place {
        Some(_) if of(&STRICT).is_none() => &PLAIN,
        _ if strictly => &STRICT,
        _ => &PLAIN,
    };
    let all = school.all.log_odds(features);
    match of(school) {
        Some(trees) if all > CLEAR => (all + trees.log_odds(features)) / 2.0,
        _ => all,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_articles_of_a_language_are_judged_by_both_sets_of_trees() {
        let f = [0.5; FEATURES.len()];
        let (plain, strict) = (PLAIN.all.log_odds(&f), STRICT.all.log_odds(&f));
        assert_eq!((log_odds(&f, 0, false), log_odds(&f, 0, true)), (plain, strict));
        let own = |school: &School, place: usize| school.own[place].as_ref().unwrap().log_odds(&f);
        let hindi = (plain + own(&PLAIN, 0)) / 2.0;
        assert_eq!((log_odds(&f, 1, false), log_odds(&f, 1, true)), (hindi, hindi));
        assert_eq!(log_odds(&f, 2, false), (plain + own(&PLAIN, 1)) / 2.0);
        assert_eq!(log_odds(&f, 2, true), (strict + own(&STRICT, 1)) / 2.0);
        assert_eq!(log_odds(&f, LANGUAGES.len() + 1, false), plain, "no such language");
    }
}

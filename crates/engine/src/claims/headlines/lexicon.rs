//! Word lists for holding headlines against bodies.

use crate::model::Lang;
use crate::similarity::words::{Groups, Word, data_lines, pack_words, word_key, word_set};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;
use sutradhar_text::fold::fold;
use sutradhar_text::{letter_names, packs};

macro_rules! list {
    ($file:literal) => {
        include_str!(concat!("../../../data/claims/", $file, ".txt"))
    };
}

/// Words of holding back, by kind.
pub(super) static HEDGES: LazyLock<Groups> = LazyLock::new(|| Groups::parse(list!("headline-hedges")));
/// Words that make a headline tell what somebody says, or a step of police or court.
pub(super) static FRAMES: LazyLock<Groups> = LazyLock::new(|| Groups::parse(list!("headline-frames")));
/// Words, loan words and short forms that say the same.
pub(super) static ALIASES: LazyLock<Groups> = LazyLock::new(|| Groups::parse(list!("headline-synonyms")));
/// Words that keep back what the headline is about.
pub(super) static TEASERS: LazyLock<Groups> = LazyLock::new(|| Groups::parse(list!("headline-teasers")));
/// Deeds that accuse somebody, by group.
pub(super) static DEEDS: LazyLock<Groups> = LazyLock::new(|| Groups::parse(list!("headline-deeds")));
/// Causes that only a doctor or an inquiry can state.
pub(super) static CAUSES: LazyLock<Groups> = LazyLock::new(|| Groups::parse(list!("headline-causes")));
/// Words of forecasts.
pub(super) static WEATHER: LazyLock<FxHashSet<String>> = LazyLock::new(|| word_set(list!("headline-weather")));
/// Definite acts; `~` marks groups of forms that only answer.
pub(super) static ACTS: LazyLock<Groups> = LazyLock::new(|| Groups::parse(list!("headline-acts")));
/// Words that make a claim wider or firmer: of Hindi, and of English.
pub(super) static STRONG: LazyLock<[Groups; 2]> = LazyLock::new(|| {
    [
        packs::file(Lang::Hi, "claims-strong").map_or_else(|| Groups::parse(""), |f| Groups::parse(f.text)),
        Groups::parse(list!("headline-strong")),
    ]
});
/// Perfective verbs of Hindi.
pub(super) static DONE: LazyLock<FxHashSet<String>> = LazyLock::new(|| pack_words("claims-perfective"));
/// Words that tell no fact, by what they compare as.
static COLOUR: LazyLock<FxHashSet<String>> = LazyLock::new(|| {
    let words = data_lines(list!("headline-colour")).flat_map(str::split_whitespace);
    words.map(|w| word_key(&fold(w))).collect()
});

/// Whether a word tells no fact that a body would have to repeat, by its key.
pub(super) fn is_colour(key: &str) -> bool {
    COLOUR.contains(key)
}

/// Single words by use.
static WORDS: LazyLock<FxHashMap<&'static str, FxHashSet<String>>> = LazyLock::new(|| {
    let mut out: FxHashMap<&'static str, FxHashSet<String>> = FxHashMap::default();
    for line in data_lines(list!("headline-words")) {
        let mut words = line.split_whitespace();
        if let Some(name) = words.next() {
            out.entry(name).or_default().extend(words.map(fold));
        }
    }
    out
});

/// Whether a folded word is one of a use (`headline-words.txt`).
pub(super) fn is(word: &str, name: &str) -> bool {
    WORDS.get(name).is_some_and(|set| set.contains(word))
}

/// Words that ask, by where they do.
pub(super) static QUESTIONS: LazyLock<Groups> = LazyLock::new(|| Groups::parse(list!("headline-questions")));

/// A short form in Latin capitals spelt as Hindi speaks it (IMD: आईएमडी).
pub(super) fn spelt(short: &str) -> String {
    short
        .chars()
        .filter_map(|c| letter_names::name(c.to_ascii_lowercase()))
        .collect()
}

/// Whether a word is a short form in capitals.
pub(super) fn is_short_form(word: &str) -> bool {
    (2..=6).contains(&word.len()) && word.bytes().all(|b| b.is_ascii_uppercase())
}

/// Whether some word is in a group of this name.
pub(super) fn has(groups: &Groups, words: &[Word], name: &str) -> bool {
    groups.find(words).iter().any(|g| groups.name(g.0) == name)
}

/// Whether a folded word is a finite verb in the future.
pub(crate) fn is_future(word: &str) -> bool {
    const ENDINGS: &[&str] = &[
        "ेगा",
        "ेगी",
        "ेंगे",
        "ेंगी",
        "ऊंगा",
        "ऊंगी",
        "एगा",
        "एगी",
        "एंगे",
        "येगा",
        "येगी",
        "ोगा",
        "ोगी",
        "ोंगे",
        "ूंगा",
    ];
    ENDINGS.iter().any(|e| word.ends_with(e) && word.len() > e.len())
}

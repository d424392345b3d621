//! Units and the words around figures, from the data files of all languages.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use sutradhar_text::fold::fold;
use sutradhar_text::tokens::Tokens;

/// What a phrase near a figure says of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Cue {
    About,
    Over,
    Total,
    Active,
    Estimate,
    Possible,
    Planned,
    Denied,
    Banned,
    Needed,
    Now,
    Counted,
    Event,
    Number,
    Adjective,
}

struct Lexicon {
    units: FxHashMap<String, &'static str>,
    /// Phrases by their first word.
    cues: FxHashMap<String, Vec<(Vec<String>, Cue)>>,
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut out = Lexicon {
        units: FxHashMap::default(),
        cues: FxHashMap::default(),
    };
    for list in [
        include_str!("../../../../text/data/hi/units.txt"),
        include_str!("../../../../text/data/en/units.txt"),
        include_str!("../../../../text/data/mr/units.txt"),
        include_str!("../../../../text/data/bn/units.txt"),
        include_str!("../../../../text/data/gu/units.txt"),
        include_str!("../../../../text/data/ne/units.txt"),
        include_str!("../../../../text/data/sd/units.txt"),
    ] {
        for line in list.lines().filter(|l| !l.starts_with('#')) {
            let mut fields = line.split_whitespace();
            if let Some(unit) = fields.next() {
                for word in fields {
                    out.units.entry(fold(word)).or_insert(unit);
                }
            }
        }
    }
    for list in [
        include_str!("../../../../text/data/hi/figures.txt"),
        include_str!("../../../../text/data/en/figures.txt"),
        include_str!("../../../../text/data/mr/figures.txt"),
        include_str!("../../../../text/data/bn/figures.txt"),
        include_str!("../../../../text/data/gu/figures.txt"),
        include_str!("../../../../text/data/ne/figures.txt"),
        include_str!("../../../../text/data/sd/figures.txt"),
    ] {
        for line in list.lines().filter(|l| !l.starts_with('#')) {
            let mut fields = line.split_whitespace();
            let cue = match fields.next() {
                Some("about") => Cue::About,
                Some("over") => Cue::Over,
                Some("total") => Cue::Total,
                Some("active") => Cue::Active,
                Some("estimate") => Cue::Estimate,
                Some("possible") => Cue::Possible,
                Some("planned") => Cue::Planned,
                Some("denied") => Cue::Denied,
                Some("now") => Cue::Now,
                Some("needed") => Cue::Needed,
                Some("banned") => Cue::Banned,
                Some("counted") => Cue::Counted,
                Some("event") => Cue::Event,
                Some("number") => Cue::Number,
                Some("adjective") => Cue::Adjective,
                _ => continue,
            };
            for phrase in fields {
                let phrase: Vec<String> = phrase.split('|').map(fold).collect();
                if let Some(first) = phrase.first() {
                    out.cues.entry(first.clone()).or_default().push((phrase, cue));
                }
            }
        }
    }
    out
});

/// The unit, in English, that a folded word names.
pub(super) fn unit(folded: &str) -> Option<&'static str> {
    LEXICON.units.get(folded).copied()
}

/// Whether a phrase of the kind begins at word `i`: its length in words.
pub(super) fn cue(t: &Tokens, i: usize, wanted: Cue) -> Option<usize> {
    LEXICON
        .cues
        .get(t.word(i))?
        .iter()
        .filter(|(_, cue)| *cue == wanted)
        .find(|(phrase, _)| phrase.iter().enumerate().all(|(k, w)| t.word(i + k) == w))
        .map(|(phrase, _)| phrase.len())
}

/// Whether a phrase of the kind begins in words `from..to`.
pub(super) fn any(t: &Tokens, from: usize, to: usize, wanted: Cue) -> bool {
    (from..to.min(t.len())).any(|i| cue(t, i, wanted).is_some())
}

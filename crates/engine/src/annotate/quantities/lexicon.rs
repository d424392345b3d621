//! Units and the words around figures, from the data files of all languages.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use sutradhar_text::fold::fold;
use sutradhar_text::packs::{self, Fault, File};
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

const CLASSES: &[(&str, Cue)] = &[
    ("about", Cue::About),
    ("over", Cue::Over),
    ("total", Cue::Total),
    ("active", Cue::Active),
    ("estimate", Cue::Estimate),
    ("possible", Cue::Possible),
    ("planned", Cue::Planned),
    ("denied", Cue::Denied),
    ("now", Cue::Now),
    ("needed", Cue::Needed),
    ("banned", Cue::Banned),
    ("counted", Cue::Counted),
    ("event", Cue::Event),
    ("number", Cue::Number),
    ("adjective", Cue::Adjective),
];

#[derive(Default)]
struct Lexicon {
    units: FxHashMap<String, &'static str>,
    /// Phrases by their first word.
    cues: FxHashMap<String, Vec<(Vec<String>, Cue)>>,
}

impl Lexicon {
    /// Adds `units.txt`: the unit in English, then its spellings.
    fn add_units(&mut self, file: &'static File) -> Result<(), Fault> {
        for (n, line) in file.lines() {
            let mut words = line.split_whitespace();
            let unit = words.next().unwrap_or_default();
            let mut spellings = words.peekable();
            if !unit.is_ascii() || spellings.peek().is_none() {
                return Err(file.fault(n, "not a unit in English and its spellings"));
            }
            for word in spellings {
                self.units.entry(fold(word)).or_insert(unit);
            }
        }
        Ok(())
    }

    /// Adds `figures.txt`: a class, then phrases.
    fn add_cues(&mut self, file: &'static File) -> Result<(), Fault> {
        for entry in file.entries(CLASSES)? {
            for phrase in entry.words() {
                let phrase: Vec<String> = phrase.split('|').map(fold).collect();
                if let Some(first) = phrase.first() {
                    self.cues.entry(first.clone()).or_default().push((phrase, entry.class));
                }
            }
        }
        Ok(())
    }
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut out = Lexicon::default();
    for file in packs::each("units") {
        packs::sound(out.add_units(file));
    }
    for file in packs::each("figures") {
        packs::sound(out.add_cues(file));
    }
    out
});

/// What is wrong with units and figures, one fault a file.
pub(crate) fn faults() -> Vec<Fault> {
    let units = packs::each("units").filter_map(|f| Lexicon::default().add_units(f).err());
    let cues = packs::each("figures").filter_map(|f| Lexicon::default().add_cues(f).err());
    units.chain(cues).collect()
}

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

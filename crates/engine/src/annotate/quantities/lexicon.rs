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
    /// Opens a hedge behind which the counted noun stands (से अधिक).
    HedgePost,
    /// What is done for a time to come.
    Imposed,
    /// A noun of what is yet to be done.
    Intention,
    /// Ends the noun phrase after a figure.
    Verb,
    /// Stands among stop words but belongs to the noun phrase.
    Modifier,
    /// A word for a count.
    Tally,
    /// A law, whose year is no figure.
    Act,
    /// Between the numbers of a list.
    And,
    /// Between figures that share the unit behind the last.
    Share,
    /// After "all four": everywhere.
    AllRound,
    /// A one that is mostly an article.
    One,
    /// A number that is "is" at the end of a clause.
    Copula,
    /// Begins the word after a number that is a name.
    Numbered,
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
    ("hedge-post", Cue::HedgePost),
    ("imposed", Cue::Imposed),
    ("intention", Cue::Intention),
    ("verb", Cue::Verb),
    ("modifier", Cue::Modifier),
    ("tally", Cue::Tally),
    ("act", Cue::Act),
    ("and", Cue::And),
    ("share", Cue::Share),
    ("all-round", Cue::AllRound),
    ("one", Cue::One),
    ("copula", Cue::Copula),
    ("numbered", Cue::Numbered),
];

#[derive(Default)]
struct Lexicon {
    units: FxHashMap<String, &'static str>,
    /// Those that stand before their number.
    before: FxHashMap<String, &'static str>,
    /// Phrases by their first word.
    cues: FxHashMap<String, Vec<(Vec<String>, Cue)>>,
}

impl Lexicon {
    /// Adds `units.txt`: the unit in English, then its spellings; `~` marks those that stand before the number.
    fn add_units(&mut self, file: &'static File) -> Result<(), Fault> {
        for (n, line) in file.lines() {
            let mut words = line.split_whitespace();
            let unit = words.next().unwrap_or_default();
            let mut spellings = words.peekable();
            if !unit.is_ascii() || spellings.peek().is_none() {
                return Err(file.fault(n, "not a unit in English and its spellings"));
            }
            for word in spellings {
                match word.strip_prefix('~') {
                    Some(word) => self.before.entry(fold(word)).or_insert(unit),
                    None => self.units.entry(fold(word)).or_insert(unit),
                };
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

/// The unit, in English, that a folded word before a number gives it (rs, ₹ in letters).
pub(super) fn unit_before(folded: &str) -> Option<&'static str> {
    LEXICON.before.get(folded).copied()
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

/// Whether word `i` is a cue of the kind by itself.
pub(super) fn is(t: &Tokens, i: usize, wanted: Cue) -> bool {
    cue(t, i, wanted) == Some(1)
}

/// Whether a folded word is of a kind that a number before it names (अनुच्छेद, परगना).
pub(super) fn is_numbered(word: &str) -> bool {
    NUMBERED.iter().any(|start| word.starts_with(start.as_str()))
}

static NUMBERED: LazyLock<Vec<String>> = LazyLock::new(|| {
    let cues = LEXICON.cues.values().flatten().filter(|(_, cue)| *cue == Cue::Numbered);
    cues.filter_map(|(phrase, _)| phrase.first().cloned()).collect()
});

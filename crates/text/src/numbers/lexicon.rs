//! Number words of all languages, from the data files.

use crate::fold::fold;
use crate::packs::{self, Fault, File};
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

/// What a line of `numbers.txt` holds.
#[derive(Clone, Copy)]
enum Class {
    /// A value, then its spellings; what a word of it does, and which values fit.
    Value(fn(f64) -> NumberWord, fn(f64) -> bool),
    /// `-`, then words or endings that have no value.
    Role(Role),
}

/// What a word or ending without a value does beside numbers.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Role {
    /// Stands between the ends of a range (10 से 15).
    To,
    /// Before a bare scale word that counts (a lakh).
    Before,
    /// After a bare scale word that counts (लाख भर).
    After,
    /// An ending that makes an ordinal of digits (80वीं).
    OrdinalEnding,
    /// An ending that makes a name of digits (5जी): such a word stays whole and is no number.
    CompoundEnding,
    /// A word in Latin letters that is written onto digits (50km).
    Glued,
}

const CLASSES: &[(&str, Class)] = &[
    (
        "n",
        Class::Value(NumberWord::Unit, |v| (0.0..100.0).contains(&v) && v.fract() == 0.0),
    ),
    ("s", Class::Value(NumberWord::Scale, |v| v >= 10.0 && v.fract() == 0.0)),
    ("f", Class::Value(NumberWord::Fixed, |v| v > 0.0)),
    ("p", Class::Value(NumberWord::Prefix, |v| v.abs() < 1.0 && v != 0.0)),
    ("v", Class::Value(NumberWord::Vague, |v| v >= 10.0 && v.fract() == 0.0)),
    ("c", Class::Value(NumberWord::All, |v| v >= 1.0)),
    ("d", Class::Value(|v| NumberWord::Part(1.0 / v), |v| v > 0.0)),
    ("o", Class::Value(NumberWord::Ordinal, |v| v >= 1.0)),
    ("to", Class::Role(Role::To)),
    ("before", Class::Role(Role::Before)),
    ("after", Class::Role(Role::After)),
    ("ordinal-ending", Class::Role(Role::OrdinalEnding)),
    ("compound-ending", Class::Role(Role::CompoundEnding)),
    ("glued", Class::Role(Role::Glued)),
];

#[derive(Default)]
struct Lexicon {
    words: FxHashMap<String, NumberWord>,
    roles: FxHashMap<String, Vec<Role>>,
}

impl Lexicon {
    /// Adds the words of a file that are not known yet.
    fn add(&mut self, file: &'static File) -> Result<(), Fault> {
        for entry in file.entries(CLASSES)? {
            match entry.class {
                Class::Value(make, fits) => {
                    let (value, spellings) = entry.value(|v| v.parse().ok().filter(|v| fits(*v)))?;
                    for spelling in spellings {
                        self.words.entry(fold(spelling)).or_insert(make(value));
                    }
                }
                Class::Role(role) => {
                    for word in entry.words().skip(1) {
                        self.roles.entry(fold(word)).or_default().push(role);
                    }
                }
            }
        }
        Ok(())
    }
}

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut out = Lexicon::default();
    for file in packs::each("numbers") {
        packs::sound(out.add(file));
    }
    out
});

/// What is wrong with the number words, one fault a file.
pub(crate) fn faults() -> Vec<Fault> {
    packs::each("numbers")
        .filter_map(|f| Lexicon::default().add(f).err())
        .collect()
}

/// What a folded word says as a number word, in any of the languages.
pub fn number_word(folded: &str) -> Option<NumberWord> {
    LEXICON.words.get(folded).copied()
}

/// Whether a folded word or ending has a role beside numbers, in any of the languages.
pub(crate) fn has_role(folded: &str, role: Role) -> bool {
    LEXICON.roles.get(folded).is_some_and(|roles| roles.contains(&role))
}

/// Whether a folded word stands between the ends of a range, in any of the languages (से, to, থেকে).
pub fn is_to(folded: &str) -> bool {
    has_role(folded, Role::To)
}

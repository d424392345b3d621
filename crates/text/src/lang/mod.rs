//! Language of a text: its script first, then a small model of our own between the languages that share a script.

mod model;

pub use model::{CLASSES, Group, Model, Table, WIDTH, for_each_feature, for_each_word, model_is_whole, reading};

use serde::{Deserialize, Serialize};

/// A language by its ISO 639 tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Lang {
    /// Hindi.
    Hi,
    /// Marathi.
    Mr,
    /// Nepali.
    Ne,
    /// Bengali.
    Bn,
    /// Assamese.
    As,
    /// Gujarati.
    Gu,
    /// Punjabi in Gurmukhi.
    Pa,
    /// Odia.
    Or,
    /// Tamil.
    Ta,
    /// Telugu.
    Te,
    /// Kannada.
    Kn,
    /// Malayalam.
    Ml,
    /// Urdu.
    Ur,
    /// English.
    En,
    /// Sanskrit.
    Sa,
    /// Maithili.
    Mai,
    /// Bhojpuri.
    Bho,
    /// Magahi.
    Mag,
    /// Sindhi in Arabic letters.
    Sd,
    /// Hindi in Latin letters, as people type it (Hinglish).
    HiLatn,
    /// Anything else.
    Other,
}

impl Lang {
    /// All languages, [`Lang::Other`] last.
    pub const ALL: [Lang; 21] = [
        Lang::Hi,
        Lang::Mr,
        Lang::Ne,
        Lang::Bn,
        Lang::As,
        Lang::Gu,
        Lang::Pa,
        Lang::Or,
        Lang::Ta,
        Lang::Te,
        Lang::Kn,
        Lang::Ml,
        Lang::Ur,
        Lang::En,
        Lang::Sa,
        Lang::Mai,
        Lang::Bho,
        Lang::Mag,
        Lang::Sd,
        Lang::HiLatn,
        Lang::Other,
    ];

    /// The ISO 639 tag, with its script where that is not the usual one; `und` for anything else.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Hi => "hi",
            Lang::Mr => "mr",
            Lang::Ne => "ne",
            Lang::Bn => "bn",
            Lang::As => "as",
            Lang::Gu => "gu",
            Lang::Pa => "pa",
            Lang::Or => "or",
            Lang::Ta => "ta",
            Lang::Te => "te",
            Lang::Kn => "kn",
            Lang::Ml => "ml",
            Lang::Ur => "ur",
            Lang::En => "en",
            Lang::Sa => "sa",
            Lang::Mai => "mai",
            Lang::Bho => "bho",
            Lang::Mag => "mag",
            Lang::Sd => "sd",
            Lang::HiLatn => "hi-latn",
            Lang::Other => "und",
        }
    }

    /// The language of a tag as [`Lang::tag`] writes it.
    pub fn from_tag(tag: &str) -> Option<Lang> {
        Lang::ALL.into_iter().find(|l| l.tag() == tag)
    }
}

/// A script, as far as it narrows down the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Several languages; the model tells them apart.
    Shared(Group),
    /// One language here.
    One(Lang),
}

/// The scripts, in the order of the counters of [`script`].
const SCRIPTS: [Script; 12] = [
    Script::Shared(Group::Devanagari),
    Script::Shared(Group::Bengali),
    Script::One(Lang::Pa),
    Script::One(Lang::Gu),
    Script::One(Lang::Or),
    Script::One(Lang::Ta),
    Script::One(Lang::Te),
    Script::One(Lang::Kn),
    Script::One(Lang::Ml),
    Script::Shared(Group::Arabic),
    Script::Shared(Group::Latin),
    Script::One(Lang::Other),
];

/// Characters of a text that are looked at: enough for certainty, and a bound on the time for a long one.
const WINDOW: usize = 4000;

/// How much more a letter of an Indian or Arabic script counts than a Latin one: Indian texts quote names, hashtags and
/// abbreviations in Latin letters, seldom the other way round, and one syllable is fewer characters.
const OWN_SCRIPT: usize = 2;

/// The script that most letters of the first [`WINDOW`] characters belong to; none for a text without letters.
pub fn script(text: &str) -> Option<Script> {
    let mut counts = [0usize; SCRIPTS.len()];
    for c in text.chars().take(WINDOW) {
        let slot = match c as u32 {
            0x0964 | 0x0965 => continue,
            u @ 0x0900..=0x0d7f => (u as usize - 0x0900) >> 7,
            0x0600..=0x06ff | 0x0750..=0x077f | 0xfb50..=0xfdff | 0xfe70..=0xfeff => 9,
            0x41..=0x5a | 0x61..=0x7a | 0xc0..=0x24f => 10,
            0x370..=0x5ff | 0x0d80..=0x1dff | 0x1f00..=0x1fff | 0x2e80..=0xd7ff | 0x1_0000..=0x1_1fff | 0x2_0000.. => {
                11
            }
            _ => continue,
        };
        counts[slot] += if slot == 10 { 1 } else { OWN_SCRIPT };
    }
    let mut best = 0;
    for (slot, n) in counts.iter().enumerate() {
        if *n > counts[best] {
            best = slot;
        }
    }
    (counts[best] > 0).then(|| SCRIPTS[best])
}

/// The language of a text, by its script first and the model second. [`Lang::Other`] for a text without letters, and for
/// languages that are none of ours as far as that can be told.
///
/// ```
/// use sutradhar_text::lang::{Lang, detect};
///
/// assert_eq!(detect("जिलाधिकारी ने कहा कि राहत दल भेजा गया है।"), Lang::Hi);
/// assert_eq!(detect("मुख्यमंत्र्यांनी चौकशीचे आदेश दिले आहेत."), Lang::Mr);
/// assert_eq!(detect("Police said that the road was closed."), Lang::En);
/// ```
pub fn detect(text: &str) -> Lang {
    detect_with_confidence(text).0
}

/// The language of a text and how sure that is, from 0 to 1: the model's probability of it, 1 where the script alone decides.
///
/// A sentence of six words is mostly above 0.9; names alone (किम जोंग उन) fit several languages and stay low.
pub fn detect_with_confidence(text: &str) -> (Lang, f32) {
    match script(text) {
        None => (Lang::Other, 1.0),
        Some(Script::One(lang)) => (lang, 1.0),
        Some(Script::Shared(group)) => model::MODEL.best(group, text),
    }
}

#[cfg(test)]
mod tests;

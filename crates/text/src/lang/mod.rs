//! Language of a text: its script first, then a small model of our own between the languages that share a script.

mod model;

pub use model::{CLASSES, Group, Model, Table, WIDTH, for_each_feature, for_each_word, model_is_whole, reading};

use serde::{Deserialize, Serialize};

/// Calls a macro with all languages: doc comment, variant, tag, and the block of Unicode that is the language's alone, by
/// its first character. A new language is one line here, before [`Lang::Other`].
macro_rules! with_languages {
    ($then:ident) => {
        $then! {
            /// Hindi.
            Hi "hi";
            /// Marathi.
            Mr "mr";
            /// Nepali.
            Ne "ne";
            /// Bengali.
            Bn "bn";
            /// Assamese.
            As "as";
            /// Gujarati.
            Gu "gu" 0x0a80;
            /// Punjabi in Gurmukhi.
            Pa "pa" 0x0a00;
            /// Odia.
            Or "or" 0x0b00;
            /// Tamil.
            Ta "ta" 0x0b80;
            /// Telugu.
            Te "te" 0x0c00;
            /// Kannada.
            Kn "kn" 0x0c80;
            /// Malayalam.
            Ml "ml" 0x0d00;
            /// Urdu.
            Ur "ur";
            /// English.
            En "en";
            /// Sanskrit.
            Sa "sa";
            /// Maithili.
            Mai "mai";
            /// Bhojpuri.
            Bho "bho";
            /// Magahi.
            Mag "mag";
            /// Sindhi in Arabic letters.
            Sd "sd";
            /// Hindi in Latin letters, as people type it (Hinglish).
            HiLatn "hi-latn";
            /// Anything else.
            Other "und";
        }
    };
}
#[cfg(test)]
pub(crate) use with_languages;

macro_rules! languages {
    ($($(#[$doc:meta])* $name:ident $tag:literal $($block:literal)?;)*) => {
        /// A language by its ISO 639 tag.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub enum Lang {
            $($(#[$doc])* $name,)*
        }

        impl Lang {
            /// All languages, [`Lang::Other`] last.
            pub const ALL: [Lang; [$(Lang::$name),*].len()] = [$(Lang::$name),*];

            /// The ISO 639 tag, with its script where that is not the usual one; `und` for anything else.
            pub fn tag(self) -> &'static str {
                match self {
                    $(Lang::$name => $tag,)*
                }
            }

            /// The language of a tag as [`Lang::tag`] writes it.
            pub fn from_tag(tag: &str) -> Option<Lang> {
                match tag {
                    $($tag => Some(Lang::$name),)*
                    _ => None,
                }
            }
        }

        /// The languages that have a block of Unicode of their own, with the first character of it.
        const ALONE: &[(Lang, u32)] = &[$($((Lang::$name, $block),)?)*];
    };
}

with_languages!(languages);

/// A script, as far as it narrows down the language.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Script {
    /// Several languages; the model tells them apart.
    Shared(Group),
    /// One language here.
    One(Lang),
}

/// First character of the blocks of Indian scripts, and how many characters each has.
const INDIC: (u32, u32) = (0x0900, 0x80);

/// Counters of [`script`] behind those of the Indian blocks.
const ARABIC: usize = 9;
const LATIN: usize = 10;
const OTHER: usize = 11;

/// The scripts, in the order of the counters of [`script`]: Indian blocks as Unicode has them, Arabic, Latin, others.
const SCRIPTS: [Script; 12] = {
    let mut out = [Script::One(Lang::Other); 12];
    out[0] = Script::Shared(Group::Devanagari);
    out[1] = Script::Shared(Group::Bengali);
    out[ARABIC] = Script::Shared(Group::Arabic);
    out[LATIN] = Script::Shared(Group::Latin);
    let mut i = 0;
    while i < ALONE.len() {
        let (lang, block) = ALONE[i];
        out[((block - INDIC.0) / INDIC.1) as usize] = Script::One(lang);
        i += 1;
    }
    out
};

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
            u @ 0x0900..=0x0d7f => ((u - INDIC.0) / INDIC.1) as usize,
            0x0600..=0x06ff | 0x0750..=0x077f | 0xfb50..=0xfdff | 0xfe70..=0xfeff => ARABIC,
            0x41..=0x5a | 0x61..=0x7a | 0xc0..=0x24f => LATIN,
            0x370..=0x5ff | 0x0d80..=0x1dff | 0x1f00..=0x1fff | 0x2e80..=0xd7ff | 0x1_0000..=0x1_1fff | 0x2_0000.. => {
                OTHER
            }
            _ => continue,
        };
        counts[slot] += if slot == LATIN { 1 } else { OWN_SCRIPT };
    }
    let mut best = 0;
    for (slot, n) in counts.iter().enumerate() {
        if *n > counts[best] {
            best = slot;
        }
    }
    (counts[best] > 0).then(|| SCRIPTS[best])
}

/// How many blocks of Unicode the Indian scripts have.
pub(crate) const BLOCK_COUNT: usize = ARABIC;

/// The block of an Indian script that a character is of, counted from Devanagari.
pub(crate) fn block(c: char) -> Option<usize> {
    let at = u32::from(c).checked_sub(INDIC.0)? / INDIC.1;
    ((at as usize) < BLOCK_COUNT).then_some(at as usize)
}

/// The language that a block of an Indian script is taken for where only a word is known.
pub(crate) fn first_of_block(block: usize) -> Option<Lang> {
    match SCRIPTS.get(block)? {
        Script::One(lang) => Some(*lang),
        Script::Shared(group) => CLASSES.get(*group as usize)?.1.first().copied(),
    }
}

/// Whether a language shares its script with another that words of the script are taken for first.
pub(crate) fn is_second_of_script(lang: Lang) -> bool {
    CLASSES
        .iter()
        .any(|(_, langs, _)| langs.iter().skip(1).any(|l| *l == lang))
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

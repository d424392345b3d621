//! Light stems, for search and for comparing content words. Never shown, never used for names.
//!
//! One ending is taken off, of the longest that fits, and never so much that less than two consonants are left: मोदी stays
//! मोदी, नेताओं and नेता meet, सैनिकों and सैनिक meet. Compare stems only with stems.

use crate::Lang;
use crate::fold::fold;
use crate::lang::{BLOCK_COUNT, block, first_of_block, is_second_of_script};
use crate::packs::{ByLanguage, Fault, File};
use std::sync::LazyLock;

/// What a line of `endings.txt` holds.
#[derive(Clone, Copy)]
enum Class {
    Plural,
    Verb,
    Vowel,
}

/// Endings of one language, longest first.
struct Endings {
    /// Of nouns, taken off where at least two letters that are no vowel signs stay.
    plural: Vec<String>,
    /// Of verbs, where at least two stay.
    verb: Vec<String>,
    /// Last vowels, where at least three stay.
    vowel: Vec<String>,
}

const CLASSES: &[(&str, Class)] = &[
    ("plural", Class::Plural),
    ("verb", Class::Verb),
    ("vowel", Class::Vowel),
];

impl Endings {
    fn read(file: &'static File) -> Result<Endings, Fault> {
        let mut out = Endings {
            plural: Vec::new(),
            verb: Vec::new(),
            vowel: Vec::new(),
        };
        for entry in file.entries(CLASSES)? {
            let class = match entry.class {
                Class::Plural => &mut out.plural,
                Class::Verb => &mut out.verb,
                Class::Vowel => &mut out.vowel,
            };
            class.extend(entry.words().map(fold));
        }
        for class in [&mut out.plural, &mut out.verb, &mut out.vowel] {
            class.sort_by(|a, b| b.len().cmp(&a.len()).then(a.cmp(b)));
            class.dedup();
        }
        Ok(out)
    }
}

static ENDINGS: ByLanguage<Endings> = ByLanguage::new("endings", Endings::read);

/// The endings of the first language of each Indian block of Unicode, in their order.
static BLOCKS: LazyLock<[Option<&'static Endings>; BLOCK_COUNT]> =
    LazyLock::new(|| std::array::from_fn(|block| first_of_block(block).and_then(|lang| ENDINGS.get(lang))));

/// What is wrong with the endings, one fault a file.
pub(crate) fn faults() -> Vec<Fault> {
    ENDINGS.faults()
}

/// Letters that must stay after a noun or verb ending.
const KEEP: usize = 2;

/// Letters that must stay after a last vowel, so that short names and words (मोदी, नदी, चीनी) stay whole.
const KEEP_VOWEL: usize = 3;

/// Letters that are no vowel signs, the length of a word as these rules count it.
fn letters(word: &str) -> usize {
    word.chars().filter(|c| !is_sign(*c)).count()
}

/// Whether `c` is a dependent vowel sign, virama, anusvara or visarga of an Indian script.
fn is_sign(c: char) -> bool {
    let c = c as u32;
    (0x0900..0x0e00).contains(&c) && matches!(c & 0x7f, 0x00..=0x03 | 0x3e..=0x4d | 0x55..=0x57 | 0x62 | 0x63)
}

/// The stem of one folded word ([`crate::fold::fold`]).
///
/// The script chooses the endings: those of the first language that writes it (Devanagari: Hindi). Words of other scripts
/// come back as they are.
///
/// ```
/// use sutradhar_text::{fold::fold, stem::stem};
///
/// let (one, many) = (fold("सैनिक"), fold("सैनिकों"));
/// assert_eq!(stem(&many), stem(&one));
/// ```
pub fn stem(folded: &str) -> &str {
    let first = folded.chars().next().unwrap_or(' ');
    if first.is_ascii_lowercase() {
        return english(folded);
    }
    let endings = block(first).and_then(|at| BLOCKS.get(at).copied().flatten());
    endings.map_or(folded, |endings| strip(folded, endings))
}

/// The stem of one folded word of a known language: differs from [`stem`] for a language with endings of its own that
/// shares its script with another (Marathi).
pub fn stem_in(folded: &str, lang: Lang) -> &str {
    let second = is_second_of_script(lang).then(|| ENDINGS.get(lang)).flatten();
    second.map_or_else(|| stem(folded), |endings| strip(folded, endings))
}

fn strip<'w>(word: &'w str, endings: &Endings) -> &'w str {
    for (list, keep, nominal) in [
        (&endings.plural, KEEP, true),
        (&endings.verb, KEEP, false),
        (&endings.vowel, KEEP_VOWEL, false),
    ] {
        for ending in list {
            let Some(stem) = word.strip_suffix(ending.as_str()) else {
                continue;
            };
            // A plain letter (ता, কে) may be part of the root: then a vowel stands before it or one letter more has to stay.
            let sign = ending.chars().next().is_some_and(is_sign) || (nominal && stem.ends_with(is_sign));
            if letters(stem) >= keep + usize::from(!sign) {
                return base(stem, endings);
            }
        }
    }
    word
}

/// The stem without its last vowel, so that नेता and नेताओं, लड़की and लड़कियों meet.
fn base<'w>(stem: &'w str, endings: &Endings) -> &'w str {
    for vowel in &endings.vowel {
        if let Some(short) = stem.strip_suffix(vowel.as_str())
            && letters(short) >= KEEP_VOWEL
        {
            return short;
        }
    }
    stem
}

fn english(word: &str) -> &str {
    if word == "news" {
        return word;
    }
    let Some(endings) = ENDINGS.get(Lang::En) else {
        return word;
    };
    for ending in endings.plural.iter().chain(&endings.verb) {
        if let Some(stem) = word.strip_suffix(ending.as_str()) {
            let plural_of_ss = ending == "s" && stem.ends_with(['s', 'u', 'i']);
            let sibilant = ending != "es" || stem.ends_with(['s', 'x', 'z', 'h', 'o']);
            if stem.len() >= 3 && stem.is_ascii() && !plural_of_ss && sibilant {
                return stem;
            }
        }
    }
    word
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn forms_of_one_word_meet() {
        for (a, b) in [
            ("सैनिकों", "सैनिक"),
            ("लड़कियों", "लड़कियां"),
            ("सड़कें", "सड़क"),
            ("अधिकारियों", "अधिकारी"),
            ("हथियारों", "हथियार"),
            ("मजदूरों", "मजदूर"),
            ("सरकारें", "सरकार"),
            ("भेजेगा", "भेजेंगे"),
            ("bridges", "bridge"),
            ("attacked", "attacks"),
            ("নদীর", "নদী"),
            ("શહેરમાં", "શહેર"),
        ] {
            let (a, b) = (fold(a), fold(b));
            assert_eq!(stem(&a), stem(&b), "{a} {b}");
        }
        let (a, b) = (fold("शहरातील"), fold("शहरात"));
        assert_eq!(stem_in(&b, Lang::Mr), fold("शहर"));
        assert_ne!(stem_in(&a, Lang::Mr), "");
    }

    #[test]
    fn short_words_and_names_stay_whole() {
        for word in [
            "मोदी",
            "किम",
            "नदी",
            "रूस",
            "चीनी",
            "पानी",
            "माता",
            "ऊपर",
            "news",
            "class",
            "शी",
            "गाजा",
        ] {
            let word = fold(word);
            assert_eq!(stem(&word), word);
        }
    }

    proptest! {
        #[test]
        fn a_stem_is_a_beginning_of_its_word(word in "[कखगचतनपमरलसाीिोेंयँः़्ग़]{0,12}|[a-z']{0,12}|\\PC{0,12}") {
            let word = fold(&word);
            prop_assert!(word.starts_with(stem(&word)));
            prop_assert!(word.is_empty() || !stem(&word).is_empty());
        }
    }
}

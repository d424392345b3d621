//! How common terms are in news at large: frozen counts over many articles. What a term weighs never depends on the
//! other articles of a collection, so the score of a pair is a function of the two articles alone.

use super::terms;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use sutradhar_text::{fold, stem};

/// Least weight of a term: the commonest words still count a little.
const LEAST: f32 = 0.05;

/// Document frequencies of terms.
#[derive(Debug, Default)]
pub struct Background {
    idf: FxHashMap<u32, f32>,
    most: f32,
}

/// Articles of a thousand that are taken to hold a word of each class, in the lists of languages of which no news was
/// counted.
const CLASSES: &[(&str, u32)] = &[("A", 600), ("B", 250), ("C", 80), ("D", 20)];

macro_rules! estimates {
    ($($name:ident $file:literal),* $(,)?) => {
        $(static $name: LazyLock<Background> = LazyLock::new(|| {
            match Background::of_classes(include_str!(concat!("../../data/events/words.", $file, ".txt"))) {
                Ok(counts) => counts,
                Err(line) => panic!("data/events/words.{}.txt is damaged at line {line}", $file),
            }
        });)*

        /// The counts that stand for lists of classes, by tag.
        fn estimated(language: &str) -> Option<&'static Background> {
            match language {
                $($file => Some(&$name),)*
                _ => None,
            }
        }

        /// The lists of classes, by name, and whether they can be read.
        fn lists() -> Vec<(&'static str, bool)> {
            vec![$((
                concat!("events/words.", $file, ".txt"),
                Background::of_classes(include_str!(concat!("../../data/events/words.", $file, ".txt"))).is_ok(),
            )),*]
        }
    };
}

estimates!(TAMIL "ta", TELUGU "te", KANNADA "kn", MALAYALAM "ml", ODIA "or");

macro_rules! tables {
    ($($name:ident $file:literal),* $(,)?) => {
        $(static $name: LazyLock<Background> = LazyLock::new(|| {
            match Background::read(include_str!(concat!("../../data/events/df.", $file, ".txt"))) {
                Ok(counts) => counts,
                Err(line) => panic!("data/events/df.{}.txt is damaged at line {line}", $file),
            }
        });)*

        /// The counts that are built in, by name, and whether they can be read.
        pub(crate) fn models() -> Vec<(&'static str, bool)> {
            let mut all = vec![$((
                concat!("events/df.", $file, ".txt"),
                Background::read(include_str!(concat!("../../data/events/df.", $file, ".txt"))).is_ok(),
            )),*];
            all.extend(lists());
            all
        }
    };
}

tables!(HINDI "hi", ENGLISH "en", GUJARATI "gu", BENGALI "bn", OTHER "und", MARATHI "mr", SHARED "all");

/// The counts of a language's words, or of a near relative's in the same script; else those of words in languages that
/// are not told apart.
pub fn of(language: &str) -> &'static Background {
    match language {
        "hi" | "ne" | "sa" | "bho" | "mai" | "mag" => &HINDI,
        "mr" => &MARATHI,
        "en" => &ENGLISH,
        "gu" => &GUJARATI,
        "bn" | "as" => &BENGALI,
        _ => estimated(language).unwrap_or(&OTHER),
    }
}

/// Share of the words of a text that the counts must know, where they are of languages that are not told apart. Of 1,531
/// articles in the language that most of these counts are of, 95 in 100 have 0.42 and more; no report of
/// `corpus/languages` in six others has more than 0.16.
const KNOWN_SHARE: f32 = 0.3;

/// Whether the counts of a language are estimates.
pub fn is_estimated(language: &str) -> bool {
    estimated(language).is_some()
}

/// Whether it can be said how much a text tells: a language whose words nobody counted has function words that look as
/// rare as names.
pub fn can_weigh<'a>(language: &str, words: impl Iterator<Item = &'a u32>) -> bool {
    let counts = of(language);
    if !std::ptr::eq(counts, &*OTHER) {
        return true;
    }
    let (mut known, mut all) = (0.0, 0.0);
    for word in words {
        all += 1.0;
        if counts.idf.contains_key(word) {
            known += 1.0;
        }
    }
    known >= KNOWN_SHARE * all && all > 0.0
}

/// The counts of what is the same in all languages: names, sounds and figures.
pub fn shared() -> &'static Background {
    &SHARED
}

impl Background {
    /// Lines `term count`; the line `n COUNT` gives the number of articles. The number of the first line of another
    /// form as an error.
    fn read(text: &str) -> Result<Background, usize> {
        let mut out = Background::default();
        let mut articles = 0.0;
        for (n, line) in (1usize..)
            .zip(text.lines())
            .filter(|(_, l)| !l.starts_with("# ") && !l.is_empty())
        {
            let (term, count) = line.rsplit_once(' ').ok_or(n)?;
            let count: u32 = count.parse().map_err(|_| n)?;
            if articles == 0.0 && term == "n" {
                articles = count as f32;
                out.most = rarity(0.0, articles);
                continue;
            }
            let id = match term.split_once(' ') {
                Some((a, b)) if !term.starts_with(['#', '@', '~']) => terms::pair(terms::id(a), terms::id(b)),
                _ => terms::id(term),
            };
            if articles == 0.0 {
                return Err(n);
            }
            out.idf.insert(id, rarity(count as f32, articles));
        }
        Ok(out)
    }

    /// Lines `CLASS WORD`, with one of the classes above. Words of one stem count as one. The number of the first line of another form as
    /// an error.
    fn of_classes(text: &str) -> Result<Background, usize> {
        let articles = 1_000.0;
        let mut out = Background {
            most: rarity(0.0, articles),
            ..Background::default()
        };
        let lines = (1usize..).zip(text.lines());
        for (n, line) in lines.filter(|(_, l)| !l.starts_with('#') && !l.is_empty()) {
            let (class, word) = line.split_once(' ').ok_or(n)?;
            let (_, count) = CLASSES.iter().find(|c| c.0 == class).ok_or(n)?;
            let id = terms::id(stem::stem(&fold::fold(word.trim())));
            let idf = rarity(*count as f32, articles);
            let least = out.idf.entry(id).or_insert(idf);
            *least = least.min(idf);
        }
        Ok(out)
    }

    /// Inverse document frequency; an unknown term has the largest.
    pub fn idf(&self, term: u32) -> f32 {
        self.idf.get(&term).copied().unwrap_or(self.most)
    }

    /// The largest that a term can have.
    pub fn most(&self) -> f32 {
        self.most
    }
}

fn rarity(count: f32, articles: f32) -> f32 {
    ((articles + 1.0) / (count + 0.5)).ln().max(LEAST)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_terms_weigh_less() {
        let b = Background::read("# note\nn 10\nपुल 5\nपुल टूट 2\n#4 person 3\n").unwrap();
        assert_eq!(Background::read("n 10\nपुल five\n").err(), Some(2));
        let idf = |t: u32| b.idf(t);
        assert_eq!(idf(terms::id("पुल")), rarity(5.0, 10.0));
        assert_eq!(idf(terms::pair(terms::id("पुल"), terms::id("टूट"))), rarity(2.0, 10.0));
        assert_eq!(idf(terms::id("#4 person")), rarity(3.0, 10.0));
        assert_eq!(idf(terms::id("नदी")), b.most());
        let list = Background::of_classes("# note\nA நகரில்\nD தீ\n").unwrap();
        assert!(list.idf(terms::id(stem::stem("நகரில்"))) < list.idf(terms::id(stem::stem("தீ"))));
        assert_eq!(Background::of_classes("A x\nE y\n").err(), Some(2));
        assert!(of("hi").idf(terms::id("भारत")) < of("hi").most());
    }
}

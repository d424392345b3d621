//! Latin letters by their names in Indian languages: एनडीए is NDA.

use crate::fold::fold;
use crate::packs::{self, Entry, Fault, File};
use std::sync::LazyLock;

/// What a line of `letters.txt` holds: a Latin letter, then spellings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Class {
    /// Names, the commonest first.
    Name,
    /// Names that [`next`] alone reads.
    Variant,
    /// Names that [`count_loosely`] alone reads.
    Loose,
    /// Letters of other scripts at the start of a word.
    First,
}

const CLASSES: &[(&str, Class)] = &[
    ("name", Class::Name),
    ("variant", Class::Variant),
    ("loose", Class::Loose),
    ("first", Class::First),
];

#[derive(Default)]
struct Letters {
    /// Names, longest first, their letter, and who reads them.
    names: Vec<(String, char, Class)>,
    /// The commonest name of each letter.
    spelt: Vec<(char, &'static str)>,
    /// Letters of other scripts, and the Latin letter for one at the start of a word.
    first: Vec<(char, char)>,
}

impl Letters {
    fn add(&mut self, file: &'static File) -> Result<(), Fault> {
        for entry in file.entries(CLASSES)? {
            self.add_line(&entry)?;
        }
        self.names
            .sort_by(|a, b| b.0.len().cmp(&a.0.len()).then_with(|| a.cmp(b)));
        Ok(())
    }

    fn add_line(&mut self, entry: &Entry<Class>) -> Result<(), Fault> {
        let (letter, spellings) = entry.value(|v| v.chars().next().filter(char::is_ascii_lowercase))?;
        for spelling in spellings {
            match entry.class {
                Class::Name | Class::Variant | Class::Loose => {
                    if entry.class == Class::Name && !self.spelt.iter().any(|s| s.0 == letter) {
                        self.spelt.push((letter, spelling));
                    }
                    self.names.push((fold(spelling), letter, entry.class));
                }
                Class::First => self.first.extend(spelling.chars().map(|c| (c, letter))),
            }
        }
        Ok(())
    }
}

static LETTERS: LazyLock<Letters> = LazyLock::new(|| {
    let mut out = Letters::default();
    for file in packs::each("letters") {
        packs::sound(out.add(file));
    }
    out
});

/// What is wrong with the names of letters, one fault a file.
pub(crate) fn faults() -> Vec<Fault> {
    packs::each("letters")
        .filter_map(|f| Letters::default().add(f).err())
        .collect()
}

/// The letter whose name a text begins with, and what is left of the text.
///
/// ```
/// use sutradhar_text::letter_names::next;
///
/// assert_eq!(next("एनडीए"), Some(('n', "डीए")));
/// assert_eq!(next("नदी"), None);
/// ```
pub fn next(folded: &str) -> Option<(char, &str)> {
    take(folded, Class::Variant)
}

/// Reads names, and those of the other class.
fn take(folded: &str, other: Class) -> Option<(char, &str)> {
    let mut names = LETTERS
        .names
        .iter()
        .filter(|(_, _, c)| *c == Class::Name || *c == other);
    names.find_map(|(name, letter, _)| Some((*letter, folded.strip_prefix(name.as_str())?)))
}

/// How many letters a word reads out (एनडीए: 3); 0 if it is anything else.
pub fn count(word: &str) -> usize {
    counted(word, Class::Name)
}

/// The same with spellings that are also other words' (इ for E): for places where only initials are expected.
pub fn count_loosely(folded: &str) -> usize {
    counted(folded, Class::Loose)
}

fn counted(word: &str, other: Class) -> usize {
    let (mut rest, mut n) = (word, 0);
    while !rest.is_empty() {
        let Some((_, behind)) = take(rest, other) else { return 0 };
        rest = behind;
        n += 1;
    }
    n
}

/// The commonest name of a small Latin letter in Hindi.
pub fn name(letter: char) -> Option<&'static str> {
    LETTERS.spelt.iter().find(|s| s.0 == letter).map(|s| s.1)
}

/// The Latin letter that stands in an acronym for a word that begins with `c`.
pub fn first_letter(c: char) -> Option<char> {
    LETTERS.first.iter().find(|f| f.0 == c).map(|f| f.1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_that_read_out_letters() {
        for (word, letters) in [
            ("एनडीए", 3),
            ("डब्ल्यूएचओ", 3),
            ("एमवाई", 2),
            ("नदी", 0),
            ("इसी", 0),
            ("", 0),
        ] {
            assert_eq!(count(word), letters, "{word}");
        }
        assert_eq!((count("एमवाय"), count_loosely("इसी")), (0, 2));
        assert_eq!(next("वायए"), Some(('y', "ए")));
        assert_eq!((name('w'), name('y'), name('1')), (Some("डब्ल्यू"), Some("वाई"), None));
        assert_eq!(first_letter('ष'), Some('s'));
    }
}

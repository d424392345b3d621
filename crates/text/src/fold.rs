//! Folding: the form of a text in which spellings that mean the same compare equal. For comparing only, never quoted.

use crate::Span;
use crate::chars::{digit_value, is_indic};
use std::sync::LazyLock;
use unicode_normalization::char::decompose_canonical;

/// A folded text with the way back to the original.
pub struct Folded {
    /// The folded text.
    pub text: String,
    /// For each byte of `text`, the byte offset in the original of the character it came from; one more entry closes it.
    origin: Vec<u32>,
}

impl Folded {
    /// Folds a text, keeping for each byte where it came from.
    ///
    /// Canonical decomposition, nukta and joiners dropped, chandrabindu to anusvara, nasal + virama before a consonant of its
    /// own row to anusvara is left to [`crate::phonetic`], digits of all scripts to ASCII, NBSP and runs of white space to one
    /// blank, a sign typed twice to one, quotes and dashes to their plain forms, Latin to lower case.
    pub fn new(original: &str) -> Folded {
        let mut text = String::with_capacity(original.len());
        let mut origin = Vec::with_capacity(original.len() + 1);
        let mut last = '\0';
        for (at, c) in original.char_indices() {
            fold_char(c, |f| {
                if repeats(last, f) {
                    return;
                }
                last = f;
                text.push(f);
                origin.resize(text.len(), at as u32);
            });
        }
        origin.push(original.len() as u32);
        Folded { text, origin }
    }

    /// The original span of a folded span: from the first character of the one to the last of the other.
    pub fn back(&self, span: Span) -> Span {
        let start = self.origin[span.start as usize];
        let end = self.origin[span.end as usize];
        Span {
            start,
            end: end.max(start),
        }
    }
}

/// Folds a text without keeping the way back.
///
/// A single word that breaks the rules of Devanagari, as bad conversion leaves it, folds like the one known word that it can
/// stand for ([`crate::repair`]): what compares by folded forms reads it as if it were whole, while the text stays as it is.
///
/// ```
/// use sutradhar_text::fold::fold;
///
/// // Nukta typed as a letter of its own or not at all, digits of either script.
/// assert_eq!(fold("ज़िला"), fold("जिला"));
/// assert_eq!(fold("२०२५"), fold("2025"));
/// ```
pub fn fold(original: &str) -> String {
    let text = plain(original);
    match crate::repair::mended(&text) {
        Some(whole) => plain(&whole),
        None => text,
    }
}

fn plain(original: &str) -> String {
    let mut text = String::with_capacity(original.len());
    let mut last = '\0';
    for c in original.chars() {
        fold_char(c, |f| {
            if !repeats(last, f) {
                last = f;
                text.push(f)
            }
        });
    }
    text
}

/// Whether `c` only repeats the end of what is folded: a second blank, or an Indian sign typed twice (नहींं, लोोग).
fn repeats(last: char, c: char) -> bool {
    last == c && (c == ' ' || is_sign(c))
}

/// Whether `c` is an Indian sign (vowel sign, virama, anusvara, visarga), of which folding keeps one where it was typed twice.
pub fn is_sign(c: char) -> bool {
    is_indic(c) && matches!(c as u32 & 0x7f, 0x00..=0x03 | 0x3e..=0x4d)
}

/// Indian characters that fold to one character, by their places in the block; `None` for the few that fold to none or
/// to several. Most text is made of them, and decomposing each costs far more than a look into a table.
static INDIC: LazyLock<Vec<Option<char>>> = LazyLock::new(|| {
    let folded = |c: char| {
        let mut out = Vec::new();
        fold_slowly(c, |f| out.push(f));
        match out.as_slice() {
            [one] => Some(*one),
            _ => None,
        }
    };
    ('\u{0900}'..='\u{0dff}').map(folded).collect()
});

fn fold_char(c: char, mut push: impl FnMut(char)) {
    if c.is_ascii() {
        return push(match c {
            '`' => '\'',
            _ if c.is_whitespace() => ' ',
            _ => c.to_ascii_lowercase(),
        });
    }
    let place = (c as usize).wrapping_sub(0x0900);
    match INDIC.get(place) {
        Some(Some(one)) => push(*one),
        _ => fold_slowly(c, push),
    }
}

fn fold_slowly(c: char, mut push: impl FnMut(char)) {
    match c {
        '\u{200b}'..='\u{200f}' | '\u{feff}' | '\u{00ad}' | '\u{2060}' => {}
        '‘' | '’' | '‚' | '‛' | '´' => push('\''),
        '“' | '”' | '„' | '«' | '»' => push('"'),
        '‐' | '‑' | '‒' | '–' | '—' | '−' => push('-'),
        'ँ' => push('ं'),
        'ॅ' => push('े'),
        'ऑ' => push('ओ'),
        'ॉ' => push('ो'),
        _ if c.is_whitespace() => push(' '),
        _ => {
            if let Some(d) = digit_value(c) {
                push((b'0' + d as u8) as char);
            } else {
                decompose_canonical(c, |d| match d {
                    '\u{093c}' | '\u{09bc}' | '\u{0a3c}' | '\u{0abc}' | '\u{0b3c}' => {}
                    '\u{0300}'..='\u{036f}' => {}
                    _ => d.to_lowercase().for_each(&mut push),
                });
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_that_mean_the_same_fold_alike() {
        for (a, b) in [
            ("बढ़ाने", "बढ\u{093c}ाने"),
            ("चाँद", "चांद"),
            ("१२३", "123"),
            ("डॉक्टर", "डोक्टर"),
            ("नहींं", "नहीं"),
            ("लोोग", "लोग"),
            ("North\u{a0}Korea", "north korea"),
            ("मुख्यमंत्री्", "मुख्यमंत्री"),
        ] {
            assert_eq!(fold(a), fold(b));
        }
    }

    #[test]
    fn folded_spans_lead_back() {
        let original = "पढ़ें:\u{a0}“ज़िंदा”";
        let folded = Folded::new(original);
        let at = folded.text.find("जिंदा").unwrap();
        assert_eq!(folded.back(Span::new(at, at + "जिंदा".len())).of(original), "ज़िंदा");
    }
}

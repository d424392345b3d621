//! Hashes of the folded words of a text, in one pass: what `words(fold(text))` gives, without making either.

use std::sync::LazyLock;
use sutradhar_text::chars::is_word_char;
use sutradhar_text::fold;

/// Characters whose folded form is looked up: Latin to Sinhala. General punctuation has a table of its own.
const LOW: u32 = 0x0e00;
const PUNCTUATION: std::ops::Range<u32> = 0x2000..0x2070;

/// Where the flags of a folded character begin; below is the character.
const FLAGS: u32 = 24;
const WORD: u32 = 1 << FLAGS;
const DIGIT: u32 = 2 << FLAGS;
const LETTER: u32 = 4 << FLAGS;
/// An Indian sign, which counts once where it was typed twice.
const SIGN: u32 = 8 << FLAGS;
/// A comma or point, which stays inside a number.
const POINT: u32 = 16 << FLAGS;
/// An apostrophe, which stays inside a Latin word.
const APOSTROPHE: u32 = 32 << FLAGS;
/// In the table: the character folds to more than one.
const SEVERAL: u32 = 64 << FLAGS;

static TABLE: LazyLock<Vec<u32>> = LazyLock::new(|| (0..LOW).chain(PUNCTUATION).map(entry).collect());

/// The folded character with its flags; nothing if it folds to nothing.
fn entry(code: u32) -> u32 {
    let folded = char::from_u32(code).map_or_else(String::new, |c| fold::fold(c.encode_utf8(&mut [0; 4])));
    let mut chars = folded.chars();
    match (chars.next(), chars.next()) {
        (None, _) => 0,
        (Some(c), None) => flagged(c),
        _ => SEVERAL,
    }
}

fn flagged(c: char) -> u32 {
    let mut flags = 0;
    flags |= if is_word_char(c) { WORD } else { 0 };
    flags |= if c.is_ascii_digit() { DIGIT } else { 0 };
    flags |= if c.is_ascii_alphabetic() { LETTER } else { 0 };
    flags |= if fold::is_sign(c) { SIGN } else { 0 };
    flags |= if matches!(c, ',' | '.' | '٫' | '٬') { POINT } else { 0 };
    flags |= if c == '\'' { APOSTROPHE } else { 0 };
    c as u32 | flags
}

/// Calls `each` with the hash of every folded word of `text`, in order.
pub fn words(text: &str, mut each: impl FnMut(u32)) {
    let table: &[u32] = &TABLE;
    let mut reader = Reader::default();
    for c in text.chars() {
        let code = c as u32;
        let place = if code < LOW {
            code
        } else if PUNCTUATION.contains(&code) {
            LOW + code - PUNCTUATION.start
        } else {
            u32::MAX
        };
        match table.get(place as usize) {
            Some(0) => {}
            Some(&f) if f & SEVERAL == 0 => reader.take(f, &mut each),
            _ => {
                let folded = fold::fold(c.encode_utf8(&mut [0; 4]));
                folded.chars().for_each(|f| reader.take(flagged(f), &mut each));
            }
        }
    }
    reader.end(&mut each);
}

/// The word that is being read.
#[derive(Default)]
struct Reader {
    /// Hash of its characters so far.
    hash: u64,
    /// Last folded character with its flags; nothing outside words.
    last: u32,
    /// A point or apostrophe that belongs to the word if the next character goes on.
    held: u32,
    inside: bool,
}

impl Reader {
    #[inline]
    fn take(&mut self, f: u32, each: &mut impl FnMut(u32)) {
        if f == self.last && f & SIGN != 0 {
            return;
        }
        if self.held != 0 {
            let wanted = if self.held & POINT != 0 { DIGIT } else { LETTER };
            let held = std::mem::take(&mut self.held);
            if f & wanted != 0 {
                self.mix(held);
            } else {
                self.end(each);
            }
        }
        if f & WORD != 0 {
            self.inside = true;
            self.mix(f);
        } else if self.inside {
            let joins = (f & POINT != 0 && self.last & DIGIT != 0) || (f & APOSTROPHE != 0 && self.last & LETTER != 0);
            if joins {
                self.held = f;
            } else {
                self.end(each);
            }
        }
        self.last = f;
    }

    #[inline]
    fn mix(&mut self, f: u32) {
        self.hash = (self.hash.rotate_left(5) ^ u64::from(f)).wrapping_mul(0x9e37_79b9_7f4a_7c15);
    }

    #[inline]
    fn end(&mut self, each: &mut impl FnMut(u32)) {
        if self.inside {
            each((self.hash >> 32) as u32);
        }
        *self = Reader {
            last: self.last,
            ..Reader::default()
        };
    }
}

/// Hash of one folded word.
pub fn word(folded: &str) -> u64 {
    folded.chars().fold(0xcbf2_9ce4_8422_2325, |h: u64, c| {
        (h.rotate_left(5) ^ u64::from(c)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

/// Hash of a sequence of word hashes.
pub fn combine(tokens: impl IntoIterator<Item = u64>) -> u64 {
    tokens.into_iter().fold(0x9e37_79b9_7f4a_7c15, |h: u64, t| {
        (h.rotate_left(7) ^ t).wrapping_mul(0xff51_afd7_ed55_8ccd)
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn hashes(text: &str) -> Vec<u32> {
        let mut out = Vec::new();
        words(text, |h| out.push(h));
        out
    }

    /// What the words of the folded text are.
    fn by_words(text: &str) -> Vec<u32> {
        let folded = fold::fold(text);
        let list = sutradhar_text::words::words(&folded);
        let alone = |w: &str| {
            let mut r = Reader::default();
            w.chars().for_each(|c| r.mix(flagged(c)));
            (r.hash >> 32) as u32
        };
        list.iter().map(|t| alone(t.span.of(&folded))).collect()
    }

    #[test]
    fn one_pass_gives_the_folded_words() {
        for text in [
            "राष्ट्रपति ने 5,000 सैनिक, 80वीं बार कहा।",
            "पढ़ें “ज़िंदगी” नहींं लोोग, India's 1.5 lakh. ' 'x' 3. 4, ५,०००",
            "বাংলাদেশে ৳৫,০০০ কোটি।",
            "क़लम Ünïcode İstanbul ǅ ﬁ 漢字 a'1 1'a 1,,2 1.",
            "",
        ] {
            assert_eq!(hashes(text), by_words(text), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_gives_the_folded_words(text in "([a-c1-3,.' ]|[ऀ-ॿ]|[ঀ-৿]|[،-٬]|[‐-″]|\\PC){0,40}") {
            prop_assert_eq!(hashes(&text), by_words(&text));
        }
    }
}

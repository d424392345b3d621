//! What a character is for finding words: letters, vowel signs and joiners of all Indian scripts stay together.

/// Whether `c` belongs inside a word: letters, digits, and the combining marks (vowel signs, virama, nukta, anusvara) and
/// joiners that `char::is_alphanumeric` misses and that break राष्ट्रपति into pieces elsewhere.
#[inline]
pub fn is_word_char(c: char) -> bool {
    match c {
        'a'..='z' | 'A'..='Z' | '0'..='9' => true,
        '\u{200c}' | '\u{200d}' => true,
        '\u{0964}' | '\u{0965}' | '\u{0970}' => false,
        // Signs of money and accounts: ৳500, ૱500.
        '\u{09f2}' | '\u{09f3}' | '\u{09fb}' | '\u{0af0}' | '\u{0af1}' | '\u{0bf3}'..='\u{0bfa}' => false,
        // Signs of the Vedas and the rarer signs of Devanagari.
        '\u{1cd0}'..='\u{1cff}' | '\u{a8e0}'..='\u{a8ff}' => true,
        '\u{0900}'..='\u{0dff}' => true,
        // The Sindhi words "and" and "in", one sign each.
        '\u{06fd}' | '\u{06fe}' => true,
        _ if c.is_ascii() => false,
        // What most other text is made of, without a search in the tables of Unicode.
        '\u{2010}'..='\u{206f}' => false,
        '\u{00c0}'..='\u{00d6}' | '\u{00d8}'..='\u{00f6}' | '\u{0400}'..='\u{0481}' => true,
        '\u{0621}'..='\u{063a}' | '\u{0641}'..='\u{064a}' | '\u{4e00}'..='\u{9fff}' => true,
        #[allow(clippy::disallowed_methods)]
        _ => {
            c.is_alphanumeric()
                || ('\u{0300}'..='\u{036f}').contains(&c)
                || matches!(c, '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{06d6}'..='\u{06dc}' | '\u{06df}'..='\u{06e8}')
        }
    }
}

/// Whether `c` ends a sentence on its own: danda, double danda, question and exclamation mark, Urdu full stop.
#[inline]
pub fn is_sentence_end(c: char) -> bool {
    matches!(c, '।' | '॥' | '?' | '!' | '۔' | '؟')
}

/// Whether `c` is in one of the Indian scripts (Devanagari to Sinhala).
#[inline]
pub fn is_indic(c: char) -> bool {
    ('\u{0900}'..='\u{0dff}').contains(&c)
}

/// The value of a decimal digit of any Indian script, Latin, Arabic-Indic or Urdu.
#[inline]
pub fn digit_value(c: char) -> Option<u32> {
    let code = c as u32;
    match code {
        0x30..=0x39 => Some(code - 0x30),
        0x0660..=0x0669 => Some(code - 0x0660),
        0x06f0..=0x06f9 => Some(code - 0x06f0),
        // The blocks from Devanagari to Malayalam share one layout at steps of 0x80.
        0x0900..=0x0d7f => (code & 0x7f).checked_sub(0x66).filter(|digit| *digit < 10),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[allow(clippy::disallowed_methods)]
    fn short_cuts_say_what_unicode_says() {
        let outside = |c: &char| !c.is_ascii() && !is_indic(*c);
        for c in ('\0'..='\u{ffff}').filter(outside) {
            assert!(is_word_char(c) || !c.is_alphanumeric(), "{c:?} is a letter");
        }
        // Marks beside letters: accents, those of Arabic, the Vedas and Devanagari, joiners, two signs of Sindhi.
        let marks = ('\0'..='\u{ffff}')
            .filter(outside)
            .filter(|c| is_word_char(*c) && !c.is_alphanumeric());
        assert!(marks.count() < 250);
        let digits: Vec<u32> = ('\0'..='\u{ffff}').filter_map(digit_value).collect();
        assert_eq!(digits, (0..12).flat_map(|_| 0..10).collect::<Vec<_>>());
    }
}

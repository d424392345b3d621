//! What a character is for finding words: letters, vowel signs and joiners of all Indian scripts stay together.

/// Whether `c` belongs inside a word: letters, digits, and the combining marks (vowel signs, virama, nukta, anusvara) and
/// joiners that `char::is_alphanumeric` misses and that break राष्ट्रपति into pieces elsewhere.
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
        #[allow(clippy::disallowed_methods)]
        _ => {
            c.is_alphanumeric()
                || ('\u{0300}'..='\u{036f}').contains(&c)
                || matches!(c, '\u{064b}'..='\u{065f}' | '\u{0670}' | '\u{06d6}'..='\u{06dc}' | '\u{06df}'..='\u{06e8}')
        }
    }
}

/// Whether `c` ends a sentence on its own: danda, double danda, question and exclamation mark, Urdu full stop.
pub fn is_sentence_end(c: char) -> bool {
    matches!(c, '।' | '॥' | '?' | '!' | '۔' | '؟')
}

/// Whether `c` is in one of the Indian scripts (Devanagari to Sinhala).
pub fn is_indic(c: char) -> bool {
    ('\u{0900}'..='\u{0dff}').contains(&c)
}

/// The value of a decimal digit of any Indian script, Latin, Arabic-Indic or Urdu.
pub fn digit_value(c: char) -> Option<u32> {
    const ZEROES: [u32; 12] = [
        0x0966, 0x09e6, 0x0a66, 0x0ae6, 0x0b66, 0x0be6, 0x0c66, 0x0ce6, 0x0d66, 0x0660, 0x06f0, 0x30,
    ];
    let c = c as u32;
    ZEROES.iter().find(|z| (**z..**z + 10).contains(&c)).map(|z| c - z)
}

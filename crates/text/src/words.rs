//! Words and numbers of a text, with their places.

use crate::Span;
use crate::chars::{digit_value, is_word_char};
use crate::packs;
use rustc_hash::FxHashSet;
use std::sync::LazyLock;

/// What a token is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    /// A word of letters (with marks).
    Word,
    /// A number in digits, grouping commas and a decimal point included (5,000, १.५). A suffix (80वीं) stays with it.
    Number,
}

/// A word or number with its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Token {
    /// Where.
    pub span: Span,
    /// What.
    pub kind: TokenKind,
}

/// The words and numbers of `text`, in order. Hyphens part words (पुतिन-किम are two); grouping commas and decimal points
/// between digits do not part numbers; apostrophes inside Latin words do not part them; a colon typed for a visarga (स्वत:)
/// belongs to its word.
///
/// ```
/// use sutradhar_text::words::words;
///
/// let text = "राष्ट्रपति पुतिन-किम से मिले, 5,000 सैनिक।";
/// let list: Vec<&str> = words(text).iter().map(|w| w.span.of(text)).collect();
/// assert_eq!(list, ["राष्ट्रपति", "पुतिन", "किम", "से", "मिले", "5,000", "सैनिक"]);
/// ```
pub fn words(text: &str) -> Vec<Token> {
    let mut out = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if !is_word_char(c) {
            continue;
        }
        let number = digit_value(c).is_some();
        let (mut end, mut last) = (start + c.len_utf8(), c);
        while let Some(&(i, d)) = chars.peek() {
            let joins = is_word_char(d) || {
                let next = text[i + d.len_utf8()..].chars().next();
                match d {
                    ',' | '.' | '٫' | '٬' => {
                        digit_value(last).is_some() && next.is_some_and(|n| digit_value(n).is_some())
                    }
                    ':' => is_visarga(text, i),
                    '\'' | '’' => last.is_ascii_alphabetic() && next.is_some_and(|n| n.is_ascii_alphabetic()),
                    _ => false,
                }
            };
            if !joins {
                break;
            }
            end = i + d.len_utf8();
            last = d;
            chars.next();
        }
        out.push(Token {
            span: Span::new(start, end),
            kind: if number { TokenKind::Number } else { TokenKind::Word },
        });
    }
    out
}

static VISARGA: LazyLock<FxHashSet<&'static str>> =
    LazyLock::new(|| packs::each("visarga").flat_map(|f| f.words()).collect());

/// Whether the colon at byte `at` stands for a visarga (स्वत: संज्ञान): it ends a word that has one, in Devanagari.
pub fn is_visarga(text: &str, at: usize) -> bool {
    let Some(before) = text.get(..at) else { return false };
    let start = before
        .char_indices()
        .rev()
        .take_while(|(_, c)| is_word_char(*c))
        .last()
        .map_or(at, |(i, _)| i);
    VISARGA.contains(&before[start..])
}

/// How many words a reader reads: the count behind the reading time.
pub fn count(text: &str) -> usize {
    words(text).len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, want: &[&str]) {
        let got: Vec<&str> = words(text).iter().map(|t| t.span.of(text)).collect();
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn words_stay_whole() {
        check(
            "राष्ट्रपति ने 5,000 सैनिक, 80वीं बार",
            &["राष्ट्रपति", "ने", "5,000", "सैनिक", "80वीं", "बार"],
        );
        check("पुतिन-किम की ज़िंदगी।", &["पुतिन", "किम", "की", "ज़िंदगी"]);
        check("India's 1.5 lakh.", &["India's", "1.5", "lakh"]);
    }

    #[test]
    fn a_colon_may_be_a_visarga() {
        check("अदालत ने स्वत: संज्ञान लिया", &["अदालत", "ने", "स्वत:", "संज्ञान", "लिया"]);
        check("रतनपुर: पुल टूटा", &["रतनपुर", "पुल", "टूटा"]);
    }

    #[test]
    fn words_of_all_scripts() {
        check(
            "मुख्यमंत्र्यांनी सांगितले, 'पूर ओसरला'.",
            &["मुख्यमंत्र्यांनी", "सांगितले", "पूर", "ओसरला"],
        );
        check("पुर्‍याउने काठमाडौँमा।", &["पुर्‍याउने", "काठमाडौँमा"]);
        check("বাংলাদেশে ৳৫,০০০ কোটি।", &["বাংলাদেশে", "৫,০০০", "কোটি"]);
        check("চহৰৰ বানপানী", &["চহৰৰ", "বানপানী"]);
        check("મુખ્યમંત્રીએ કહ્યું.", &["મુખ્યમંત્રીએ", "કહ્યું"]);
        check("ਮੁੱਖ ਮੰਤਰੀ ਨੇ ਕਿਹਾ।", &["ਮੁੱਖ", "ਮੰਤਰੀ", "ਨੇ", "ਕਿਹਾ"]);
        check("ମୁଖ୍ୟମନ୍ତ୍ରୀ କହିଲେ।", &["ମୁଖ୍ୟମନ୍ତ୍ରୀ", "କହିଲେ"]);
        check("முதலமைச்சர் கூறினார்.", &["முதலமைச்சர்", "கூறினார்"]);
        check("ముఖ్యమంత్రి అన్నారు.", &["ముఖ్యమంత్రి", "అన్నారు"]);
        check("ಮುಖ್ಯಮಂತ್ರಿ ಹೇಳಿದರು.", &["ಮುಖ್ಯಮಂತ್ರಿ", "ಹೇಳಿದರು"]);
        check("മുഖ്യമന്ത്രി പറഞ്ഞു. എന്‍", &["മുഖ്യമന്ത്രി", "പറഞ്ഞു", "എന്‍"]);
        check(
            "وزیرِ اعلیٰ نے کہا، ۵٬۰۰۰ لوگ۔",
            &["وزیرِ", "اعلیٰ", "نے", "کہا", "۵٬۰۰۰", "لوگ"],
        );
        check(
            "नद्याः जलं वर्धितम्। सोऽपि गतः॥",
            &["नद्याः", "जलं", "वर्धितम्", "सोऽपि", "गतः"],
        );
        check("वड़ी बात हऽ।", &["वड़ी", "बात", "हऽ"]);
        check("किम जोंग-उन और राव-मेहता", &["किम", "जोंग", "उन", "और", "राव", "मेहता"]);
    }
}

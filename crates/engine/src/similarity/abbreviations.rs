//! Abbreviations across scripts: डब्ल्यूएचओ and WHO, एमवाय and MY are the same letters.

use sutradhar_text::letter_names;

/// Letters of an abbreviation at least, and at most.
const LENGTH: std::ops::RangeInclusive<usize> = 2..=6;

/// The Latin letters that a word spells by their names, or that it is made of in capitals; `None` for any other word.
///
/// `folded` is the folded word, `raw` the word as printed.
pub(crate) fn abbreviation(raw: &str, folded: &str) -> Option<String> {
    if raw.is_ascii() {
        let letters: String = raw.chars().filter(|c| *c != '.').collect();
        let capitals = LENGTH.contains(&letters.len()) && letters.chars().all(|c| c.is_ascii_uppercase());
        return capitals.then(|| letters.to_lowercase());
    }
    let mut rest = folded;
    let mut out = String::new();
    while !rest.is_empty() {
        let (letter, behind) = letter_names::next(rest)?;
        out.push(letter);
        rest = behind;
        // What is left must not start in the middle of a syllable.
        if rest.chars().next().is_some_and(sutradhar_text::fold::is_sign) {
            return None;
        }
    }
    LENGTH.contains(&out.len()).then_some(out)
}

#[cfg(test)]
mod tests {
    use super::*;
    use sutradhar_text::fold::fold;

    #[test]
    fn letters_spelt_in_devanagari_are_the_latin_ones() {
        for (hindi, latin) in [
            ("डब्ल्यूएचओ", "WHO"),
            ("एमवाय", "MY"),
            ("सीआरपीएफ", "CRPF"),
            ("डीसी", "DC"),
        ] {
            let got = abbreviation(hindi, &fold(hindi));
            assert_eq!(got, abbreviation(latin, &fold(latin)), "{hindi} {latin}");
            assert!(got.is_some(), "{hindi}");
        }
        for word in ["नदी", "केस", "आई", "बीमार", "पुल"] {
            assert_eq!(abbreviation(word, &fold(word)), None, "{word}");
        }
        assert_eq!(abbreviation("Pul", "pul"), None);
    }
}

//! Language of a text.

use serde::{Deserialize, Serialize};

/// A language by its ISO 639 tag.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Lang {
    Hi,
    Mr,
    Ne,
    Bn,
    As,
    Gu,
    Pa,
    Or,
    Ta,
    Te,
    Kn,
    Ml,
    Ur,
    En,
    /// Anything else.
    Other,
}

impl Lang {
    /// The ISO 639-1 tag; `und` for anything else.
    pub fn tag(self) -> &'static str {
        match self {
            Lang::Hi => "hi",
            Lang::Mr => "mr",
            Lang::Ne => "ne",
            Lang::Bn => "bn",
            Lang::As => "as",
            Lang::Gu => "gu",
            Lang::Pa => "pa",
            Lang::Or => "or",
            Lang::Ta => "ta",
            Lang::Te => "te",
            Lang::Kn => "kn",
            Lang::Ml => "ml",
            Lang::Ur => "ur",
            Lang::En => "en",
            Lang::Other => "und",
        }
    }
}

const DEVANAGARI: [(Lang, &[&str]); 3] = [
    (
        Lang::Hi,
        &[
            "है",
            "हैं",
            "के",
            "की",
            "का",
            "में",
            "से",
            "को",
            "ने",
            "और",
            "पर",
            "कि",
            "था",
            "थी",
            "थे",
            "यह",
            "किया",
            "गया",
            "भी",
            "नहीं",
            "रहा",
            "लिए",
            "साथ",
        ],
    ),
    (
        Lang::Mr,
        &[
            "आहे",
            "आहेत",
            "आणि",
            "या",
            "होते",
            "होता",
            "केली",
            "केला",
            "केले",
            "मात्र",
            "झाली",
            "झाला",
            "झाले",
            "त्यांनी",
            "यांनी",
            "येथे",
            "असे",
            "नाही",
            "ते",
            "तो",
            "ही",
            "हा",
            "च्या",
            "मध्ये",
        ],
    ),
    (
        Lang::Ne,
        &[
            "छ",
            "छन्",
            "र",
            "को",
            "मा",
            "ले",
            "हो",
            "भएको",
            "गरेको",
            "पनि",
            "गर्ने",
            "थियो",
            "भने",
            "छैन",
            "तथा",
            "लागि",
            "नेपाल",
            "गरिएको",
            "यो",
            "भएका",
            "गर्न",
        ],
    ),
];
const ENGLISH: &[&str] = &[
    "the", "of", "and", "to", "in", "a", "is", "for", "on", "that", "with", "as", "was", "at", "by", "from", "has",
    "it", "his", "he", "after", "over", "be", "are", "an",
];

/// The language of a text, by its script first and its function words second.
pub fn detect(text: &str) -> Lang {
    let mut scripts = [0usize; 12];
    for c in text.chars().take(4000) {
        let slot = match c as u32 {
            0x0900..=0x097f => 0,
            0x0980..=0x09ff => 1,
            0x0a00..=0x0a7f => 2,
            0x0a80..=0x0aff => 3,
            0x0b00..=0x0b7f => 4,
            0x0b80..=0x0bff => 5,
            0x0c00..=0x0c7f => 6,
            0x0c80..=0x0cff => 7,
            0x0d00..=0x0d7f => 8,
            0x0600..=0x06ff => 9,
            0x41..=0x5a | 0x61..=0x7a | 0xc0..=0x24f => 10,
            0x370..=0x5ff | 0x1e00..=0xffff => 11,
            _ => continue,
        };
        scripts[slot] += 1;
    }
    let best = (0..12).max_by_key(|i| (scripts[*i], 12 - *i)).unwrap_or(11);
    if scripts[best] == 0 {
        return Lang::Other;
    }
    match best {
        0 => devanagari(text),
        1 => {
            if text.contains('ৰ') || text.contains('ৱ') {
                Lang::As
            } else {
                Lang::Bn
            }
        }
        2 => Lang::Pa,
        3 => Lang::Gu,
        4 => Lang::Or,
        5 => Lang::Ta,
        6 => Lang::Te,
        7 => Lang::Kn,
        8 => Lang::Ml,
        9 => Lang::Ur,
        10 => english(text),
        _ => Lang::Other,
    }
}

fn devanagari(text: &str) -> Lang {
    let mut score = [0usize; 3];
    for word in text.split(|c: char| !crate::chars::is_word_char(c)).take(600) {
        for (i, (lang, list)) in DEVANAGARI.iter().enumerate() {
            if list.contains(&word) {
                score[i] += 2;
            }
            // Suffixes that one language writes on the word: Marathi -च्या, -मध्ये, -ांनी; Nepali -को, -मा, -ले, -लाई.
            let suffix = match lang {
                Lang::Mr => ["च्या", "मध्ये", "ांनी", "ण्यात", "साठी"]
                    .iter()
                    .any(|s| word.len() > s.len() + 3 && word.ends_with(s)),
                Lang::Ne => ["हरू", "को", "मा", "ले", "लाई", "बाट"]
                    .iter()
                    .any(|s| word.len() > s.len() + 6 && word.ends_with(s)),
                _ => false,
            };
            score[i] += suffix as usize;
        }
    }
    let best = (0..3).max_by_key(|i| (score[*i], 3 - *i)).unwrap_or(0);
    DEVANAGARI[best].0
}

fn english(text: &str) -> Lang {
    let (mut known, mut all) = (0usize, 0usize);
    for word in text
        .split(|c: char| !crate::chars::is_word_char(c))
        .filter(|w| !w.is_empty())
        .take(600)
    {
        all += 1;
        known += ENGLISH.contains(&word.to_lowercase().as_str()) as usize;
    }
    let foreign = text.chars().filter(|c| matches!(*c as u32, 0xdf..=0x24f)).count();
    if (known * 12 >= all && foreign * 8 <= all) || (all < 12 && foreign == 0) {
        Lang::En
    } else {
        Lang::Other
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_three_devanagari_languages_and_english() {
        assert_eq!(detect("नगर में बाढ़ का पानी घुस गया है और लोग परेशान हैं।"), Lang::Hi);
        assert_eq!(detect("शहरात पुराचे पाणी शिरले असून नागरिकांनी मदत मागितली आहे."), Lang::Mr);
        assert_eq!(detect("सहरमा बाढीको पानी पसेको छ र मानिसहरूले सहयोग मागेका छन्।"), Lang::Ne);
        assert_eq!(
            detect("The river rose again on Monday and the bridge was closed."),
            Lang::En
        );
        assert_eq!(detect("1234"), Lang::Other);
    }
}

//! Light stems, for search and for comparing content words. Never shown, never used for names.

/// Endings that Hindi inflection adds, longest first: plural, oblique, gender and verb endings (after Ramanathan & Rao 2003, shortened).
const HINDI: &[&str] = &[
    "ियों",
    "ाओं",
    "ुओं",
    "ाएं",
    "ाने",
    "ाया",
    "ाई",
    "ाए",
    "ेंगे",
    "ेगा",
    "ेगी",
    "ियां",
    "ते",
    "ता",
    "ती",
    "ना",
    "नी",
    "ने",
    "ों",
    "ें",
    "ीं",
    "े",
    "ा",
    "ी",
    "ि",
    "ु",
    "ू",
    "ो",
    "ं",
];
const ENGLISH: &[&str] = &["ing", "ed", "es", "s"];

/// The stem of one folded word: at least two letters (three for Latin) stay.
pub fn stem(word: &str) -> &str {
    let (endings, keep) = if word.is_ascii() { (ENGLISH, 4) } else { (HINDI, 6) };
    for ending in endings {
        if let Some(stem) = word.strip_suffix(ending)
            && stem.len() >= keep
        {
            return stem;
        }
    }
    word
}

//! Word shingles of a body.

use crate::model::*;
use rustc_hash::FxHasher;
use std::hash::Hasher;
use sutradhar_text::{fold, words};

/// Words in a shingle. Five with vowel signs kept part copies (0.64 on the sample of agency copy) cleanly from other
/// reports of the same event (at most 0.02).
pub const SHINGLE: usize = 5;

/// Words of a body that are looked at; what comes after is not news text.
const MAX_WORDS: usize = 20_000;

/// The body of one article as hashes, in order.
#[derive(Debug, Default)]
pub struct Body {
    /// Shingle hashes by place of their first word.
    pub shingles: Vec<u64>,
    /// The same, each once, sorted.
    pub set: Vec<u64>,
}

impl Body {
    /// The shingles of the body lines, which run on over line ends: outlets part paragraphs differently.
    pub fn of(article: &Article) -> Body {
        let mut tokens = Vec::new();
        for line in article.lines_of(LineClass::Body) {
            let folded = fold::fold(line.span.of(&article.text));
            for t in words::words(&folded) {
                tokens.push(hash(t.span.of(&folded)));
            }
            if tokens.len() > MAX_WORDS {
                break;
            }
        }
        let shingles: Vec<u64> = tokens.windows(SHINGLE).map(combine).collect();
        let mut set = shingles.clone();
        set.sort_unstable();
        set.dedup();
        Body { shingles, set }
    }
}

/// Hash of one folded word.
pub fn hash(word: &str) -> u64 {
    let mut h = FxHasher::default();
    h.write(word.as_bytes());
    h.write_u8(0xff);
    h.finish()
}

/// Hash of a sequence of word hashes.
pub fn combine(tokens: &[u64]) -> u64 {
    tokens.iter().fold(0x9e37_79b9_7f4a_7c15, |h: u64, t| {
        (h.rotate_left(7) ^ t).wrapping_mul(0xff51_afd7_ed55_8ccd)
    })
}

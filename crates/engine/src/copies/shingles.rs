//! Word shingles of a body.

use crate::model::*;
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use std::hash::Hasher;
use sutradhar_text::{fold, words};

/// Words in a shingle. Five with vowel signs kept part copies (0.64 on the sample of agency copy) cleanly from other
/// reports of the same event (at most 0.02).
pub const SHINGLE: usize = 5;

/// Shingles in a row of which one is put into the index (winnowing, Schleimer 2003). A shared run of thirteen words is nine
/// shingles, so it always has two in the index, at 0.4 of the memory.
const WINDOW: usize = 4;

/// Words of a body that are looked at; what comes after is not news text.
const MAX_WORDS: usize = 20_000;

/// The body of one article as word hashes, in order: four bytes a word.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Body {
    words: Vec<u32>,
}

impl Body {
    /// The words of the body lines, which run on over line ends: outlets part paragraphs differently.
    pub fn of(article: &Article) -> Body {
        let mut list = Vec::new();
        for line in article.lines_of(LineClass::Body) {
            let folded = fold::fold(line.span.of(&article.text));
            list.extend(words::words(&folded).iter().map(|t| hash(t.span.of(&folded)) as u32));
            if list.len() > MAX_WORDS {
                break;
            }
        }
        list.shrink_to_fit();
        Body { words: list }
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// One hash of all words; `None` if there are too few to compare.
    pub fn whole(&self) -> Option<u64> {
        (self.words.len() >= SHINGLE).then(|| combine(self.words.iter().map(|w| u64::from(*w))))
    }

    /// Whether the words are the same.
    pub fn same(&self, other: &Body) -> bool {
        self.words == other.words
    }

    /// Shingle hashes by place of their first word.
    pub fn shingles(&self) -> impl Iterator<Item = u64> {
        self.words
            .windows(SHINGLE)
            .map(|w| combine(w.iter().map(|x| u64::from(*x))))
    }

    /// The shingles that stand in the index, with their places: the smallest of each window.
    pub fn fingerprints(&self) -> Vec<(usize, u64)> {
        let all: Vec<u64> = self.shingles().collect();
        let mut out: Vec<(usize, u64)> = Vec::with_capacity(all.len() / 2 + 1);
        for (start, window) in all.windows(WINDOW.min(all.len()).max(1)).enumerate() {
            if let Some((i, h)) = window.iter().enumerate().min_by_key(|(_, h)| **h)
                && out.last().is_none_or(|l| l.0 < start + i)
            {
                out.push((start + i, *h));
            }
        }
        out
    }
}

/// Hash of one folded word.
pub fn hash(word: &str) -> u64 {
    let mut h = FxHasher::default();
    h.write(word.as_bytes());
    h.write_u8(0xff);
    let h = h.finish();
    h ^ (h >> 32)
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

    #[test]
    fn a_shared_run_is_always_in_the_index() {
        let shared: Vec<u32> = (1000..1013).collect();
        for (before, after) in [(0, 7), (3, 0), (11, 40)] {
            let body = |salt: u32| Body {
                words: (salt..salt + before)
                    .chain(shared.iter().copied())
                    .chain(salt + 100..salt + 100 + after)
                    .collect(),
            };
            let (x, y) = (body(1).fingerprints(), body(5000).fingerprints());
            let both = x.iter().filter(|p| y.iter().any(|q| p.1 == q.1)).count();
            assert!(both >= 2, "{before} words before, {after} after: {both}");
        }
    }
}

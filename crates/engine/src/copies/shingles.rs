//! Word shingles of a body.

use super::hashes;
use crate::model::*;
use serde::{Deserialize, Serialize};

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
    words: Box<[u32]>,
}

impl Body {
    /// The words of the body lines, which run on over line ends: outlets part paragraphs differently. `room` is kept between
    /// calls only to save making it again.
    pub fn of(article: &Article, room: &mut Vec<u32>) -> Body {
        room.clear();
        for line in article.lines_of(LineClass::Body) {
            hashes::words(line.span.of(&article.text), |h| room.push(h));
            if room.len() > MAX_WORDS {
                break;
            }
        }
        Body {
            words: room.as_slice().into(),
        }
    }

    /// Number of words.
    pub fn len(&self) -> usize {
        self.words.len()
    }

    /// One hash of all words; `None` if there are too few to compare.
    pub fn whole(&self) -> Option<u64> {
        (self.words.len() >= SHINGLE).then(|| hashes::combine(self.words.iter().map(|w| u64::from(*w))))
    }

    /// Whether the words are the same.
    pub fn same(&self, other: &Body) -> bool {
        self.words == other.words
    }

    /// Shingle hashes by place of their first word: a polynomial of the word hashes, rolled on word by word, mixed.
    pub fn shingles(&self) -> impl Iterator<Item = u64> {
        let digit = |w: &u32| u64::from(*w) + 1;
        let (head, tail) = self.words.split_at_checked(SHINGLE - 1).unwrap_or_default();
        let mut sum = head
            .iter()
            .fold(0, |sum: u64, w| sum.wrapping_mul(BASE).wrapping_add(digit(w)));
        tail.iter().zip(self.words.iter()).map(move |(new, old)| {
            let full = sum.wrapping_mul(BASE).wrapping_add(digit(new));
            sum = full.wrapping_sub(digit(old).wrapping_mul(LEADING));
            let mixed = (full ^ (full >> 29)).wrapping_mul(0xff51_afd7_ed55_8ccd);
            mixed ^ (mixed >> 32)
        })
    }

    /// The shingles that stand in the index, in order: the smallest of each window. One that is the smallest of several
    /// windows in a row is given once.
    pub fn fingerprints<'r>(&self, room: &'r mut Room) -> &'r [u64] {
        let Room { all, picked } = room;
        all.clear();
        all.extend(self.shingles());
        picked.clear();
        let Some(first) = all.iter().take(WINDOW).min() else {
            return picked;
        };
        picked.resize(all.len(), *first);
        let (mut n, mut last) = (0, *first);
        // Written always, counted only where it is a new one: no branch to guess.
        for window in all.windows(WINDOW) {
            let least = window.iter().fold(u64::MAX, |m, h| m.min(*h));
            n += usize::from(least != last);
            if let Some(slot) = picked.get_mut(n) {
                *slot = least;
            }
            last = least;
        }
        picked.get(..=n).unwrap_or_default()
    }
}

/// Room that [`Body::fingerprints`] needs, kept between calls.
#[derive(Default)]
pub struct Room {
    all: Vec<u64>,
    picked: Vec<u64>,
}

/// Of the polynomial: odd, its bits spread; and its power that belongs to the first word of a shingle.
const BASE: u64 = 0x9e37_79b9_7f4a_7c15;
const LEADING: u64 = {
    let (mut power, mut i) = (1u64, 1);
    while i < SHINGLE {
        power = power.wrapping_mul(BASE);
        i += 1;
    }
    power
};

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
            let list = |b: Body| b.fingerprints(&mut Room::default()).to_vec();
            let (x, y) = (list(body(1)), list(body(5000)));
            let both = x.iter().filter(|p| y.contains(p)).count();
            assert!(both >= 2, "{before} words before, {after} after: {both}");
        }
    }

    #[test]
    fn a_shingle_is_the_same_wherever_it_stands() {
        let long = Body {
            words: (0..40).chain(7..20).collect(),
        };
        let all: Vec<u64> = long.shingles().collect();
        assert_eq!(all.len(), 53 - SHINGLE + 1);
        assert_eq!(all[7..16], all[40..49]);
        for words in [vec![], vec![1], vec![1, 2, 3, 4]] {
            let body = Body { words: words.into() };
            assert!(body.shingles().next().is_none() && body.fingerprints(&mut Room::default()).is_empty());
        }
        let five = Body {
            words: (0..5).collect(),
        };
        assert_eq!(five.fingerprints(&mut Room::default()), [all[0]]);
    }
}

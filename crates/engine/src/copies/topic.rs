//! What a headline is about, in forty-eight bytes.

use super::hashes;
use rustc_hash::FxHashSet;
use serde::{Deserialize, Serialize};
use std::sync::LazyLock;
use sutradhar_text::{Lang, stopwords};

/// Words of a headline that are kept.
const WORDS: usize = 12;

/// Hashes of the stop words of all languages.
static STOPWORDS: LazyLock<FxHashSet<u32>> = LazyLock::new(|| {
    let mut out = FxHashSet::default();
    for word in Lang::ALL.iter().flat_map(|l| stopwords::stopwords(*l)) {
        hashes::words(word, |h| {
            out.insert(h);
        });
    }
    out
});

/// The first words of a headline that are no stop words, as hashes; nought where it has fewer.
#[derive(Debug, Clone, Copy, PartialEq, Default, Serialize, Deserialize)]
pub struct Topic([u32; WORDS]);

impl Topic {
    /// Of a headline; an article without one is about nothing.
    pub fn of(headline: &str) -> Topic {
        let mut topic = Topic::default();
        let mut n = 0;
        hashes::words(headline, |h| {
            let h = h.max(1);
            if !STOPWORDS.contains(&h)
                && !topic.0.contains(&h)
                && let Some(slot) = topic.0.get_mut(n)
            {
                *slot = h;
                n += 1;
            }
        });
        topic
    }

    /// How many words it has.
    pub fn len(&self) -> usize {
        self.0.iter().filter(|h| **h != 0).count()
    }

    /// How many of them the other has too.
    pub fn shared(&self, other: &Topic) -> usize {
        self.0.iter().filter(|h| **h != 0 && other.0.contains(h)).count()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headlines_on_one_thing_share_words() {
        let check = |a: &str, b: &str, want: usize| {
            assert_eq!(Topic::of(a).shared(&Topic::of(b)), want, "{a} {b}");
        };
        check("सोनपुर नहर का उद्घाटन", "सोनपुर में नहर खुली, विपक्ष नाराज", 2);
        check("सोनपुर नहर का उद्घाटन", "सोनपुर में मेले की तैयारी", 1);
        check("", "सोनपुर में मेले की तैयारी", 0);
        check("Dam opens in the valley", "Valley dam opens after nine years", 3);
        assert_eq!(Topic::of("").len(), 0);
    }
}

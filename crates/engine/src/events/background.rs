//! How common words are in news at large: counts over many articles, so that a handful of pages does not take a common
//! word for a telling one.

use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// Document frequencies of stems in one language.
#[derive(Debug, Default)]
pub struct Background {
    articles: f32,
    counts: FxHashMap<&'static str, u32>,
}

static HINDI: LazyLock<Background> = LazyLock::new(|| Background::read(include_str!("../../data/events/df.hi.txt")));
static ENGLISH: LazyLock<Background> = LazyLock::new(|| Background::read(include_str!("../../data/events/df.en.txt")));
static NONE: LazyLock<Background> = LazyLock::new(Background::default);

/// The background of a language; an empty one where there is none.
pub fn of(language: &str) -> &'static Background {
    match language {
        "hi" => &HINDI,
        "en" => &ENGLISH,
        _ => &NONE,
    }
}

impl Background {
    /// Lines `stem count`; the line `n COUNT` gives the number of articles.
    fn read(text: &'static str) -> Background {
        let mut out = Background::default();
        for line in text.lines().filter(|l| !l.starts_with('#')) {
            let Some((stem, count)) = line.split_once(' ') else {
                continue;
            };
            let Ok(count) = count.parse::<u32>() else { continue };
            if out.articles == 0.0 && stem == "n" {
                out.articles = count as f32;
            } else {
                out.counts.insert(stem, count);
            }
        }
        out
    }

    /// The share of articles that hold a stem, if it is a known one.
    pub fn share(&self, stem: &str) -> Option<f32> {
        let count = self.counts.get(stem)?;
        (self.articles > 0.0).then_some(*count as f32 / self.articles)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn common_words_have_a_share() {
        let b = Background::read("# note\nn 10\nपुल 5\n");
        assert_eq!(b.share("पुल"), Some(0.5));
        assert_eq!(b.share("नदी"), None);
        assert_eq!(of("ta").share("x"), None);
    }
}

//! Words around headlines, from `data/events/titles.txt`.

use crate::similarity::words::{Word, data_lines};
use rustc_hash::{FxHashMap, FxHashSet};
use std::sync::LazyLock;
use sutradhar_text::fold::fold;

/// The words by kind; what a kind means stands in the file.
#[derive(Default)]
pub(super) struct Lexicon {
    kinds: FxHashMap<&'static str, FxHashSet<String>>,
    reports: FxHashMap<&'static str, &'static str>,
    months: FxHashMap<&'static str, Vec<&'static str>>,
}

pub(super) static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let mut out = Lexicon::default();
    for line in data_lines(include_str!("../../../data/events/titles.txt")) {
        let Some((kind, rest)) = line.split_once(' ') else {
            continue;
        };
        match (kind, rest.split_once(' ')) {
            ("report", Some((tag, words))) => {
                out.reports.insert(tag, words);
            }
            ("months", Some((tag, words))) => {
                out.months.insert(tag, words.split_whitespace().collect());
            }
            _ => out
                .kinds
                .entry(kind)
                .or_default()
                .extend(rest.split_whitespace().map(fold)),
        }
    }
    out
});

/// Words that a phrase of the lexicon has at most.
const LONGEST: usize = 3;

impl Lexicon {
    /// Whether a folded word is of a kind.
    pub fn has(&self, kind: &str, word: &str) -> bool {
        self.kinds.get(kind).is_some_and(|k| k.contains(word))
    }

    /// Whether words are of these kinds throughout; none are not.
    pub fn all(&self, kinds: &[&str], words: &[Word]) -> bool {
        let mut i = 0;
        while i < words.len() {
            let taken = (1..=LONGEST.min(words.len() - i)).rev().find(|n| {
                let phrase: Vec<&str> = words.iter().skip(i).take(*n).map(|w| w.text.as_str()).collect();
                let phrase = phrase.join("_");
                kinds.iter().any(|k| self.has(k, &phrase))
            });
            let Some(n) = taken else {
                return false;
            };
            i += n;
        }
        !words.is_empty()
    }

    /// What a story without usable words is called in a language, with `{outlet}`; English for other languages.
    pub fn report(&self, tag: &str) -> &'static str {
        let found = self.reports.get(tag).or_else(|| self.reports.get("en"));
        found.copied().unwrap_or("{outlet}")
    }

    /// The name of a month, from 1.
    pub fn month(&self, tag: &str, month: i8) -> &'static str {
        let list = if self.reports.contains_key(tag) { tag } else { "en" };
        let at = usize::try_from(month).ok().and_then(|m| m.checked_sub(1));
        let name = self.months.get(list).zip(at).and_then(|(l, at)| l.get(at));
        name.copied().unwrap_or("")
    }
}

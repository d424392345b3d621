//! A body made ready for holding clauses against it.

use crate::claims::words::{Groups, Term, Word, akin, folded_words, terms_of};
use crate::model::*;
use rustc_hash::FxHashMap;
use std::sync::LazyLock;

/// The sentences of a body with an index of their content words.
pub(crate) struct Body {
    /// Its sentences.
    pub sentences: Vec<Line>,
    vocabulary: Vec<String>,
    postings: Vec<Vec<u32>>,
    entities: FxHashMap<EntityId, Vec<u32>>,
}

/// A sentence of the body.
pub(crate) struct Line {
    /// Where.
    pub span: Span,
    /// All its words, folded.
    pub words: Vec<Word>,
    /// Its content words.
    pub terms: Vec<Term>,
    /// Hedging words: group and word numbers.
    pub hedges: Vec<(u16, usize, usize)>,
    /// Whether its last verb is in the future.
    pub future: bool,
}

/// Words of holding back, by kind.
pub(crate) static HEDGES: LazyLock<Groups> =
    LazyLock::new(|| Groups::parse(include_str!("../../../../text/data/hi/claims-hedges.txt")));

/// Whether a folded word is a finite verb in the future.
pub(crate) fn is_future(word: &str) -> bool {
    [
        "ेगा",
        "ेगी",
        "ेंगे",
        "ेंगी",
        "ऊंगा",
        "ऊंगी",
        "एगा",
        "एगी",
        "एंगे",
        "येगा",
        "येगी",
        "ोगा",
        "ोगी",
        "ोंगे",
        "ूंगा",
    ]
    .iter()
    .any(|e| word.ends_with(e) && word.len() > e.len())
}

/// How many words from the end a finite verb may stand.
const VERB_TAIL: usize = 4;

impl Body {
    /// Reads the body of an article. Derived lines never count (law 8).
    pub fn new(a: &Analysis) -> Body {
        let mut body = Body {
            sentences: Vec::new(),
            vocabulary: Vec::new(),
            postings: Vec::new(),
            entities: FxHashMap::default(),
        };
        let mut index: FxHashMap<String, Vec<u32>> = FxHashMap::default();
        for s in a.body_sentences() {
            let words = folded_words(a.words(s.span), s.span.start as usize);
            if words.is_empty() {
                continue;
            }
            let terms = terms_of(&words);
            let n = body.sentences.len() as u32;
            for t in &terms {
                let list = index.entry(t.key.clone()).or_default();
                if list.last() != Some(&n) {
                    list.push(n);
                }
            }
            let tail = words.len().saturating_sub(VERB_TAIL);
            let future = words[tail..].iter().any(|w| is_future(&w.text))
                || words
                    .windows(2)
                    .rev()
                    .take(2)
                    .any(|w| w[0].text.ends_with("ना") && w[1].text == "है");
            body.sentences.push(Line {
                span: s.span,
                hedges: HEDGES.find(&words),
                words,
                terms,
                future,
            });
        }
        for m in &a.mentions {
            let n = body.sentences.partition_point(|s| s.span.end <= m.span.start);
            if body.sentences.get(n).is_some_and(|s| s.span.start <= m.span.start) {
                body.entities.entry(m.entity.clone()).or_default().push(n as u32);
            }
        }
        let mut all: Vec<(String, Vec<u32>)> = index.into_iter().collect();
        all.sort_unstable();
        (body.vocabulary, body.postings) = all.into_iter().unzip();
        body
    }

    /// Sentences that hold a content word, under any form that compares alike.
    pub fn holds(&self, key: &str) -> Vec<u32> {
        let mut out = Vec::new();
        if let Ok(i) = self.vocabulary.binary_search_by(|v| v.as_str().cmp(key)) {
            out.extend_from_slice(&self.postings[i]);
        }
        let prefix: String = key.chars().take(4).collect();
        let from = self.vocabulary.partition_point(|v| v.as_str() < prefix.as_str());
        for (v, p) in self.vocabulary.iter().zip(&self.postings).skip(from) {
            if !v.starts_with(&prefix) {
                break;
            }
            if v != key && akin(v, key) {
                out.extend_from_slice(p);
            }
        }
        out.sort_unstable();
        out.dedup();
        out
    }

    /// Sentences that give a number between two values.
    pub fn numbers_between(&self, low: f64, high: f64) -> Vec<u32> {
        let from = self.vocabulary.partition_point(|v| v.as_str() < "#");
        let numbers = self
            .vocabulary
            .iter()
            .zip(&self.postings)
            .skip(from)
            .take_while(|(v, _)| v.starts_with('#'));
        numbers
            .filter(|(v, _)| {
                v.get(1..)
                    .and_then(|v| v.parse::<f64>().ok())
                    .is_some_and(|v| low <= v && v <= high)
            })
            .flat_map(|(_, p)| p.iter().copied())
            .collect()
    }

    /// Sentences that name a thing.
    pub fn names(&self, entity: &EntityId) -> &[u32] {
        self.entities.get(entity).map_or(&[], Vec::as_slice)
    }

    /// Whether the body has no content word.
    pub fn is_empty(&self) -> bool {
        self.vocabulary.is_empty()
    }
}

//! A sequence model for names that no list has: a linear-chain conditional random field over hashed features.
//!
//! The weights are learned by `cargo xtask train-names` and shipped in `data/names/model.bin`; [`features`] says what is seen of a
//! word, [`weights`] reads the file, `decode` finds the best row of tags.

pub mod chain;
pub mod features;
pub mod weights;

use super::phrases::Phrases;
use super::tokens::Token;
use super::{Found, phrases, tokens};
use crate::model::{Article, EntityKind, Sentence, Span};
use std::sync::LazyLock;

/// Number of tags: outside, then begin and inside of each kind.
pub const TAGS: usize = 7;

/// The kinds in the order of their tags: tag `1 + 2k` begins a name of kind `k`, tag `2 + 2k` goes on.
pub const KINDS: [EntityKind; 3] = [EntityKind::Person, EntityKind::Place, EntityKind::Organisation];

/// A sentence as the trainer sees it.
#[derive(Debug, Clone)]
pub struct Seen {
    /// Where each word stands in the text of the article.
    pub spans: Vec<Span>,
    /// The features of each word.
    pub features: Vec<Vec<u32>>,
}

/// The words of an article's sentences with their features, for training.
///
/// Some lists of the lexicon were made from the training data. A word for which `held_out` (given its spelling key) holds is seen as if
/// no such list had it, so that the model learns how far the lists reach on text that they were not made from.
pub fn seen(article: &Article, sentences: &[Sentence], held_out: &dyn Fn(&str) -> bool) -> Vec<Seen> {
    let mut list = tokens::tokens(article, sentences);
    tokens::hide(&mut list, &article.text, held_out);
    let phrases = phrases::phrases(&article.text, &list);
    let mut found = Vec::new();
    let mut taken = vec![false; list.len()];
    super::organisations::find(&article.text, &list, &phrases, &mut found, &mut taken);
    super::people::find(&article.text, &list, &phrases, &mut found, &mut taken);
    let ruled = ruled(&found, list.len());
    let mut out = Vec::new();
    let mut forms = features::Forms::default();
    for (start, end) in borders(&list) {
        let mut all = Vec::with_capacity(end - start);
        features::features(&mut forms, &article.text, &list, &phrases, &ruled, start..end, |f| {
            all.push(f.to_vec())
        });
        out.push(Seen {
            spans: list.get(start..end).unwrap_or(&[]).iter().map(|t| t.span).collect(),
            features: all,
        });
    }
    out
}

/// The tag of each word by the rules alone.
pub(super) fn ruled(found: &[Found], words: usize) -> Vec<u8> {
    let mut out = vec![0u8; words];
    for f in found {
        let kind = match f.kind {
            EntityKind::Person => 0,
            EntityKind::Place => 1,
            EntityKind::Organisation => 2,
            EntityKind::Event => 3,
        };
        for (i, t) in out.iter_mut().enumerate().take(f.end).skip(f.start) {
            *t = 1 + 2 * kind + u8::from(i > f.start);
        }
    }
    out
}

/// What the model says of the words of an article.
pub(super) struct Verdict {
    /// The best row of tags.
    pub tags: Vec<u8>,
    /// How likely each tag is for each word.
    pub likely: Vec<chain::Row>,
}

/// The bytes of the model that is shipped.
static BYTES: &[u8] = include_bytes!("../../../../data/names/model.bin");

/// The file of the model.
const NAME: &str = "names/model.bin";

/// The model that is shipped; a damaged one stops the program with its name rather than leave names to the rules alone.
pub static SHIPPED: LazyLock<weights::Weights> = LazyLock::new(|| match weights::Weights::read(BYTES) {
    Some(weights) => weights,
    None => panic!("data/{NAME} is damaged"),
});

/// The model that is shipped, by name, and whether it can be read.
pub(crate) fn models() -> Vec<(&'static str, bool)> {
    vec![(NAME, weights::Weights::read(BYTES).is_some())]
}

/// Tags the words of an article; `found` is what the rules found, `bias` is taken off the score of "no name" of each word.
pub(super) fn judge(
    model: &weights::Weights,
    bias: f32,
    text: &str,
    tokens: &[Token],
    phrases: &Phrases,
    found: &[Found],
) -> Verdict {
    let ruled = ruled(found, tokens.len());
    let mut verdict = Verdict {
        tags: Vec::with_capacity(tokens.len()),
        likely: Vec::with_capacity(tokens.len()),
    };
    let mut rows: Vec<chain::Row> = Vec::new();
    let mut forms = features::Forms::default();
    for (start, end) in borders(tokens) {
        rows.clear();
        features::features(&mut forms, text, tokens, phrases, &ruled, start..end, |list| {
            let mut row = [0.0; TAGS];
            for f in list {
                model.add(*f, &mut row);
            }
            if let Some(outside) = row.first_mut() {
                *outside -= bias;
            }
            rows.push(row);
        });
        let tags = chain::best(&rows, &model.steps);
        let named = tags.iter().any(|t| *t > 0) || ruled.iter().take(end).skip(start).any(|t| *t > 0);
        let from = phrases.hits.partition_point(|h| h.end <= start);
        if named || phrases.hits.get(from).is_some_and(|h| h.start < end) {
            verdict.likely.extend(chain::expected(&rows, &model.steps).0);
        } else {
            // Nothing here asks how likely it is.
            let mut outside = [0.0; TAGS];
            outside[0] = 1.0;
            verdict.likely.extend(std::iter::repeat_n(outside, end - start));
        }
        verdict.tags.extend(tags);
    }
    verdict
}

/// The sentences of a list of words.
pub(super) fn borders(tokens: &[Token]) -> Vec<(usize, usize)> {
    let mut out = Vec::new();
    let mut start = 0;
    for (i, t) in tokens.iter().enumerate() {
        if t.first && i > start {
            out.push((start, i));
            start = i;
        }
    }
    if start < tokens.len() {
        out.push((start, tokens.len()));
    }
    out
}

/// The names of a row of tags: first word, word after the last, kind as its place in [`KINDS`].
pub fn spans(tags: &[u8]) -> Vec<(usize, usize, usize)> {
    let mut out: Vec<(usize, usize, usize)> = Vec::new();
    let mut open: Option<(usize, usize)> = None;
    for (i, t) in tags.iter().enumerate() {
        let kind = (*t > 0).then(|| (*t as usize - 1) / 2);
        let begins = t % 2 == 1;
        if let Some((start, k)) = open
            && (begins || kind != Some(k))
        {
            out.push((start, i, k));
            open = None;
        }
        if let (Some(k), None) = (kind, open) {
            open = Some((i, k));
        }
    }
    if let Some((start, k)) = open {
        out.push((start, tags.len(), k));
    }
    out
}

#[cfg(test)]
mod tests;

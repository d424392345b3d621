//! What a query may have meant, where nothing has all of its words.

use super::{Reader, Result};
use crate::search::{Query, term};
use std::cmp::Reverse;
use sutradhar_engine::model::ArticleId;
use sutradhar_text::words;

/// Queries that are suggested.
const SUGGESTED: usize = 3;

/// Words of the index that a typed word is held against.
const LOOKED_AT: usize = 20_000;

impl Reader {
    /// Queries like the typed one whose words are all in the store, the nearest first; none if its words are there, or
    /// if one of them is like nothing.
    pub(super) fn suggestions(&self, typed: &str) -> Result<Vec<String>> {
        let tokens: Vec<&str> = words::words(typed).iter().map(|t| t.span.of(typed)).collect();
        // Of each word what may stand for it: itself where the store has it.
        let mut choices: Vec<Vec<String>> = Vec::new();
        for word in tokens {
            let like = match self.knows(word)? {
                true => vec![word.to_string()],
                false => self.spelt_like(word)?,
            };
            if like.is_empty() {
                return Ok(Vec::new());
            }
            choices.push(like);
        }
        let many = choices.iter().map(Vec::len).max().unwrap_or(0);
        let mut out: Vec<String> = Vec::new();
        for n in 0..many.min(SUGGESTED) {
            // The last choice of a word stands for those it does not have.
            let words = choices.iter().filter_map(|c| c.get(n).or_else(|| c.last()));
            let query = words.cloned().collect::<Vec<_>>().join(" ");
            if query != typed && !out.contains(&query) {
                out.push(query);
            }
        }
        Ok(out)
    }

    /// Whether a document has a word or a name that sounds like it.
    fn knows(&self, word: &str) -> Result<bool> {
        let Some(query) = Query::parse(word) else {
            return Ok(true);
        };
        for kind in ["article", "story"] {
            if !self.store.find_recent(kind, &query.fts(false), 1, 1)?.0.is_empty() {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// Words of articles that are spelt nearly so: one letter put, left out, exchanged or swapped in a short word, two
    /// in a long one (Damerau-Levenshtein on folded stems), the nearest first, then the most frequent.
    fn spelt_like(&self, word: &str) -> Result<Vec<String>> {
        let wanted = term(word);
        let letters = wanted.chars().count();
        if letters < 3 || wanted.chars().any(char::is_numeric) {
            return Ok(Vec::new());
        }
        let far = if letters < 6 { 1 } else { 2 };
        let mut like: Vec<(usize, Reverse<u64>, String)> = Vec::new();
        // Most slips leave the first two letters as they are; if not, those with the first one are looked at.
        for first in [2, 1] {
            let prefix: String = wanted.chars().take(first).collect();
            for (term, documents) in self.store.terms_from(&prefix, LOOKED_AT)? {
                if term.chars().count().abs_diff(letters) <= far {
                    let d = strsim::damerau_levenshtein(&term, &wanted);
                    if (1..=far).contains(&d) {
                        like.push((d, Reverse(documents), term));
                    }
                }
            }
            if !like.is_empty() {
                break;
            }
        }
        like.sort();
        let mut out = Vec::new();
        for (_, _, term) in like.into_iter().take(SUGGESTED) {
            out.extend(self.printed(&term)?);
        }
        Ok(out)
    }

    /// A word of the index, which is folded and stemmed, as an article prints it.
    fn printed(&self, wanted: &str) -> Result<Option<String>> {
        let query = format!("{{title body}} : \"{wanted}\"");
        let Some(hit) = self.store.find_recent("article", &query, 1, 1)?.0.pop() else {
            return Ok(None);
        };
        let Some(analysis) = self.store.analysis(&ArticleId(hit.article))? else {
            return Ok(None);
        };
        let text = &analysis.article.text;
        let tokens = words::words(text);
        let printed = tokens.iter().map(|t| t.span.of(text)).find(|w| term(w) == wanted);
        Ok(printed.map(str::to_string))
    }
}

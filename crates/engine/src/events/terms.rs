//! Words as numbers, and how telling each is.

use super::background;
use rustc_hash::FxHashMap;

/// Articles of a language that are assumed beside those seen, so that a small collection does not take each word for a
/// common one.
const PRIOR_ARTICLES: f32 = 40.0;

/// The terms of a collection.
#[derive(Debug, Default)]
pub struct Terms {
    ids: FxHashMap<String, u32>,
    /// Each term as it is looked up.
    keys: Vec<String>,
    /// A word as it is spelt, for each term.
    pub surface: Vec<String>,
    /// Inverse document frequency of each term.
    pub idf: Vec<f32>,
    /// Largest idf that a term can have here.
    pub max_idf: f32,
}

impl Terms {
    /// The number of a term; new ones get the next.
    pub fn id(&mut self, key: &str, surface: &str) -> u32 {
        if let Some(&id) = self.ids.get(key) {
            return id;
        }
        let id = self.surface.len() as u32;
        self.ids.insert(key.to_string(), id);
        self.keys.push(key.to_string());
        self.surface.push(surface.to_string());
        id
    }

    /// A term as it is looked up.
    pub fn key(&self, term: u32) -> &str {
        self.keys.get(term as usize).map_or("", String::as_str)
    }

    /// Inverse document frequency of a term.
    pub fn idf(&self, term: u32) -> f32 {
        self.idf.get(term as usize).copied().unwrap_or(0.0)
    }
}

/// Sets the idf of each term: from the language in which it is most common, so that a language with few articles does not
/// make its common words look rare. `lists` holds the terms of each article beside its language.
pub fn weigh(lists: &[(&str, Vec<u32>)], terms: &mut Terms) {
    let mut languages: Vec<&str> = lists.iter().map(|l| l.0).collect();
    languages.sort_unstable();
    languages.dedup();
    let mut share = vec![0f32; terms.surface.len()];
    let mut most = 0usize;
    for language in languages {
        let background = background::of(language);
        let mut df: FxHashMap<u32, u32> = FxHashMap::default();
        let mut n = 0usize;
        for (_, list) in lists.iter().filter(|l| l.0 == language) {
            n += 1;
            for t in list {
                *df.entry(*t).or_default() += 1;
            }
        }
        most = most.max(n);
        let prior = PRIOR_ARTICLES;
        for (t, d) in df {
            let known = terms
                .keys
                .get(t as usize)
                .and_then(|k| background.share(k))
                .unwrap_or(0.0);
            if let Some(s) = share.get_mut(t as usize) {
                *s = s.max((d as f32 + 0.5 + prior * known) / (n as f32 + prior));
            }
        }
    }
    terms.max_idf = ((most as f32 + PRIOR_ARTICLES) / 1.5).ln();
    terms.idf = share
        .into_iter()
        .map(|s| if s > 0.0 { (-s.ln()).max(0.05) } else { 0.0 })
        .collect();
}

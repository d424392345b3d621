//! Parts of the names of people that stand in another script or spelling.

use super::resolve::Referent;
use super::tokens::{LOCAL, Token};
use crate::model::Article;
use rustc_hash::{FxHashMap, FxHashSet};
use sutradhar_text::phonetic;

/// Where each word stands in the full name of a person, and whose.
pub(super) type Parts = FxHashMap<u32, Vec<(usize, Referent)>>;

/// Sounds that a part of a name must have to be known by them in another script.
const SOUND_MIN: usize = 4;

/// Words that sound like a part of a person's name in another script or spelling, with that part: राकेश चौगाणी ... Chaugani.
pub(super) fn by_sound(article: &Article, tokens: &[Token], parts: &Parts) -> FxHashMap<u32, u32> {
    let mut known: FxHashMap<String, Option<u32>> = FxHashMap::default();
    let mut scripts = [false; 2];
    for list in parts.values() {
        for (start, _) in list {
            if let Some(t) = tokens.get(*start)
                && let Some(s) = scripts.get_mut(usize::from(t.indic))
            {
                *s = true;
            }
        }
    }
    let mut out = FxHashMap::default();
    if parts.is_empty() {
        return out;
    }
    let sound = |t: &Token| phonetic::key_with_ending(t.span.of(&article.text));
    let mut seen: FxHashSet<u32> = FxHashSet::default();
    for t in tokens.iter().filter(|t| parts.contains_key(&t.word)) {
        if seen.insert(t.word) {
            // A sound that two parts share stands for neither.
            let same = known.entry(sound(t)).or_insert(Some(t.word));
            if *same != Some(t.word) {
                *same = None;
            }
        }
    }
    for t in tokens {
        let other = if t.indic { scripts[0] } else { t.upper && scripts[1] };
        if other && t.word >= LOCAL && t.span.len() >= SOUND_MIN && seen.insert(t.word) {
            let key = sound(t);
            if key.len() >= SOUND_MIN
                && let Some(Some(part)) = known.get(&key)
            {
                out.insert(t.word, *part);
            }
        }
    }
    out
}

//! Phrases of the lexicon in the words of an article.

use super::lexicon::{Head, LEXICON, Meaning, Strength, spelling_hash};
use super::tokens::{Gap, Token};

/// A phrase of the gazetteer in the text: words `start..end`.
#[derive(Debug, Clone, Copy)]
pub(super) struct Hit {
    pub start: usize,
    pub end: usize,
    pub known: u32,
    pub strength: Strength,
    pub demonym: bool,
    /// Names this thing only in a report that is of India.
    pub at_home: bool,
}

/// What the lexicon finds at each word.
#[derive(Debug, Default)]
pub(super) struct Phrases {
    /// Names, in order, not overlapping: the longest from the left.
    pub hits: Vec<Hit>,
    /// For each word the end of the title that starts there, or 0.
    pub title_end: Vec<usize>,
    /// For each word whether a title ends before it, and whether that is a weak one.
    pub titled: Vec<Option<bool>>,
    /// Heads with their words.
    pub heads: Vec<(usize, usize, Head)>,
}

/// The longest phrase that is tried, in words.
const LONGEST: usize = 9;

/// Finds all phrases in one pass.
pub(super) fn phrases(text: &str, tokens: &[Token]) -> Phrases {
    let mut found = Phrases {
        title_end: vec![0; tokens.len()],
        titled: vec![None; tokens.len() + 1],
        ..Phrases::default()
    };
    let mut free = 0;
    for (i, first) in tokens.iter().enumerate() {
        let mut node = 0;
        let mut hit: Option<Hit> = None;
        // A word may stand after a name and before one (X गांव, गांव X).
        let mut heads: [Option<(usize, Head)>; 2] = [None; 2];
        let mut latin_ok = true;
        let mut title_weak = false;
        for (n, t) in tokens.iter().enumerate().skip(i).take(LONGEST) {
            if n > i && t.gap == Gap::Break {
                break;
            }
            let Some(next) = LEXICON.step(node, t.word) else { break };
            node = next;
            latin_ok &= t.indic || t.all_upper || t.number;
            for m in LEXICON.meanings(node) {
                match *m {
                    Meaning::Entity {
                        known,
                        strength,
                        demonym,
                        at_home,
                        upper,
                        other_script,
                        exact,
                    } => {
                        if exact != 0 && spelling_hash(first.span.of(text)) != exact {
                            continue;
                        }
                        if other_script && first.devanagari {
                            continue;
                        }
                        let cased = first.indic || first.number || if upper { latin_ok || n > i } else { first.upper };
                        if cased {
                            hit = Some(Hit {
                                start: i,
                                end: n + 1,
                                known,
                                strength,
                                demonym,
                                at_home,
                            });
                        }
                    }
                    Meaning::Title { weak } => {
                        if let Some(end) = found.title_end.get_mut(i) {
                            *end = n + 1;
                        }
                        title_weak = weak;
                    }
                    Meaning::Head(h) => {
                        let longest = heads[0].is_some_and(|(end, _)| end == n + 1);
                        heads = if longest {
                            [heads[0], Some((n + 1, h))]
                        } else {
                            [Some((n + 1, h)), None]
                        };
                    }
                }
            }
        }
        if let Some(end) = found.title_end.get(i)
            && *end > 0
            && let Some(t) = found.titled.get_mut(*end)
        {
            *t = Some(title_weak && !matches!(t, Some(false)));
        }
        for (end, h) in heads.into_iter().flatten() {
            found.heads.push((i, end, h));
        }
        if let Some(h) = hit
            && i >= free
        {
            free = h.end;
            found.hits.push(h);
        }
    }
    found
}

//! How well the words of two texts find their like in each other: each word of one text meets the word of the other
//! that points most nearly the same way, in whatever language, and rare words count more. This is the MaxSim of late
//! interaction (Khattab and Zaharia 2020, ColBERT) over a table of fixed directions, weighted by inverse document
//! frequency.

use super::background::Background;
use super::terms;
use super::vectors::{Embedder, product_wide};
use std::collections::BTreeSet;
use sutradhar_text::stopwords::is_stopword;
use sutradhar_text::{fold, stem, words};

/// Numbers of a word's direction: the table's first ones, which tell most.
const DIMENSIONS: usize = 64;

/// Inverse document frequency from which a word is looked for: commoner ones find their like in any text.
const LEAST: f32 = 2.0;

/// What a direction of length 1 is multiplied by to be kept as whole numbers.
const SCALE: f32 = 240.0;

/// The telling words of a text: directions and weights.
#[derive(Debug, Default)]
pub struct Interaction {
    directions: Vec<[i8; DIMENSIONS]>,
    weights: Vec<f32>,
}

impl Interaction {
    /// The first `most` different telling words of some texts.
    pub fn of<'a>(
        texts: impl Iterator<Item = &'a str>,
        most: usize,
        background: &Background,
        embedder: &mut Embedder,
    ) -> Interaction {
        let mut out = Interaction::default();
        let mut seen = BTreeSet::new();
        for text in texts {
            for token in words::words(text) {
                if out.weights.len() >= most {
                    return out;
                }
                let word = token.span.of(text);
                let folded = fold::fold(word);
                if word.chars().nth(1).is_none() || is_stopword(&folded) {
                    continue;
                }
                let term = terms::id(stem::stem(&folded));
                let idf = background.idf(term);
                if idf < LEAST || !seen.insert(term) {
                    continue;
                }
                let Some(direction) = embedder.direction(word) else {
                    continue;
                };
                out.directions
                    .push(direction.map(|x| (x * SCALE).round().clamp(-127.0, 127.0) as i8));
                out.weights.push(idf);
            }
        }
        out
    }

    /// Gives back room that was kept for more words.
    pub fn shrink(&mut self) {
        self.directions.shrink_to_fit();
        self.weights.shrink_to_fit();
    }

    /// The directions for [`product_wide`], which is what processors add up fastest.
    fn wide(&self) -> Vec<[i16; DIMENSIONS]> {
        let widened = |d: &[i8; DIMENSIONS]| {
            let mut out = [0i16; DIMENSIONS];
            out.iter_mut().zip(d).for_each(|(wide, x)| *wide = i16::from(*x));
            out
        };
        self.directions.iter().map(widened).collect()
    }

    /// How well the words of each text find their like in the other: those of this one, those of the other.
    pub fn both(&self, other: &Interaction) -> (Found, Found) {
        let (mut here, mut there) = (vec![0i32; self.weights.len()], vec![0i32; other.weights.len()]);
        let (own, others) = (self.wide(), other.wide());
        for (x, best) in own.iter().zip(&mut here) {
            for (y, theirs) in others.iter().zip(&mut there) {
                let like = product_wide(x, y);
                *best = like.max(*best);
                *theirs = like.max(*theirs);
            }
        }
        (found(&here, &self.weights), found(&there, &other.weights))
    }
}

/// What the words of a text find in another.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub struct Found {
    /// Weighted mean of the best likenesses, between 0 and 1.
    pub share: f32,
    /// The weight of the word that is missed most, less what it finds.
    pub lost: f32,
}

fn found(best: &[i32], weights: &[f32]) -> Found {
    let like = |b: &i32| *b as f32 / (SCALE * SCALE);
    let total: f32 = weights.iter().sum();
    if total <= 0.0 {
        return Found::default();
    }
    let pairs = || best.iter().map(like).zip(weights);
    let sum: f32 = pairs().map(|(like, w)| like * w).sum();
    Found {
        share: (sum / total).min(1.0),
        lost: pairs().map(|(like, w)| (1.0 - like) * w).fold(0.0, f32::max),
    }
}

#[cfg(test)]
mod tests {
    use super::super::background;
    use super::*;

    #[test]
    fn words_find_their_like() {
        let mut e = Embedder::default();
        let mut of =
            |language: &str, text: &str| Interaction::of(std::iter::once(text), 20, background::of(language), &mut e);
        let hindi = of("hi", "पुल गिरने से चार मजदूर घायल");
        let english = of("en", "Four workers injured as bridge collapses");
        let other = of("en", "Schoolchildren sing carols at the yearly feast");
        let near = hindi.both(&english);
        let far = hindi.both(&other);
        assert!(
            near.0.share > far.0.share && near.1.share > far.1.share,
            "{near:?} {far:?}"
        );
        assert!(near.0.lost < far.0.lost, "{near:?} {far:?}");
        let own = hindi.both(&hindi);
        assert!(own.0.share > 0.95 && own.0.lost < 0.5 && own.0 == own.1, "{own:?}");
        let nothing = hindi.both(&Interaction::default()).0;
        assert!(nothing.share == 0.0 && nothing.lost > 2.0, "{nothing:?}");
        assert_eq!(Interaction::default().both(&hindi).0, Found::default());
    }
}

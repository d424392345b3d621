//! A passage made ready to be compared with others word by word: stems, synonyms, sounds, names, directions and
//! weights.

use super::abbreviations::abbreviation;
use super::background::Background;
use super::terms;
use super::vectors::{Embedder, product_wide};
use super::words::{Word, is_stop, word_key};
use sutradhar_text::{phonetic, stem};

/// Numbers of a word's direction: the table's first ones, which tell most.
pub(crate) const DIMENSIONS: usize = 64;

/// What a direction of length 1 is multiplied by to be kept as whole numbers.
const SCALE: f32 = 240.0;

/// How alike two words of one group of synonyms are.
const SYNONYM: f32 = 0.9;
/// How alike two words of two scripts are that sound alike.
const SOUND: f32 = 0.9;
/// Letters from which a sound tells words apart.
const SOUND_LENGTH: usize = 4;

/// One content word.
#[derive(Debug, Clone)]
pub(crate) struct Term {
    /// Its stem.
    stem: u32,
    /// Its group of synonyms, or its stem.
    group: u32,
    /// The thing that it names, or 0.
    name: u32,
    /// Its sound, or the letters that it abbreviates; 0 if it is too short to tell.
    sound: u32,
    /// Whether it is in Latin letters.
    latin: bool,
    /// The word as it stands.
    form: u32,
    /// Inverse document frequency in news of its language.
    pub idf: f32,
    direction: Option<Box<[i16; DIMENSIONS]>>,
}

impl Term {
    /// The term of a word; `name` is the id of the thing that it names, if any.
    pub fn new(raw: &str, word: &Word, name: Option<&str>, counts: &Background, embedder: &mut Embedder) -> Term {
        let stem_of = stem::stem(&word.text);
        let key = terms::id(stem_of);
        let letters = abbreviation(raw, &word.text);
        let sound = match &letters {
            Some(l) => terms::marked(b'&', l),
            None if word.text.chars().count() >= SOUND_LENGTH => terms::marked(b'~', &phonetic::key(&word.text)),
            None => 0,
        };
        Term {
            stem: key,
            group: terms::id(&word_key(&word.text)),
            name: name.map_or(0, |n| terms::marked(b'@', n)),
            sound,
            latin: raw.is_ascii(),
            form: terms::id(raw),
            idf: counts.idf(key),
            direction: embedder
                .direction(raw)
                .map(|d: [f32; DIMENSIONS]| Box::new(d.map(|x| (x * SCALE).round().clamp(-127.0, 127.0) as i16))),
        }
    }

    /// By what one word is told from another: two of one identity are alike to every other word.
    pub fn identity(&self) -> (u32, u32, u32) {
        (self.form, self.stem, self.name)
    }

    /// The number by which it is counted in a collection.
    pub fn key(&self) -> u32 {
        if self.name != 0 { self.name } else { self.group }
    }

    /// Its direction as numbers of about length 1.
    pub fn direction(&self) -> Option<impl Iterator<Item = f32> + '_> {
        self.direction.as_ref().map(|d| d.iter().map(|x| f32::from(*x) / SCALE))
    }

    /// How alike two words are, from 0 to 1.
    pub fn similarity(&self, other: &Term) -> f32 {
        if self.stem == other.stem || (self.name != 0 && self.name == other.name) {
            return 1.0;
        }
        if self.group == other.group {
            return SYNONYM;
        }
        if self.sound != 0 && self.sound == other.sound && self.latin != other.latin {
            return SOUND;
        }
        match (&self.direction, &other.direction) {
            (Some(x), Some(y)) => (product_wide(&x[..], &y[..]) as f32 / (SCALE * SCALE)).clamp(0.0, 0.99),
            _ => 0.0,
        }
    }
}

/// Whether a folded word is compared at all.
pub(crate) fn is_content(word: &Word) -> bool {
    !word.digits && word.text.chars().nth(1).is_some() && !is_stop(&word.text)
}

//! A linear model over character n-grams and words, hashed into one small table a script.
//!
//! Features of a word, bordered by blanks: its character 1- to 4-grams and the word itself. Each has a row of weights, one a
//! language, in 8-bit steps; the sums, divided by the root of the number of features, are the scores of a logistic
//! regression. `cargo xtask train-lang` learns the weights and writes `data/lang/model.bin`.

use super::{Lang, WINDOW};
use crate::chars::is_word_char;
use std::sync::LazyLock;

/// The scripts that several languages share.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Group {
    /// Devanagari.
    Devanagari,
    /// Bengali and Assamese letters.
    Bengali,
    /// Arabic letters.
    Arabic,
    /// Latin letters.
    Latin,
}

/// For each group in the order of [`Group`], its languages (at most [`WIDTH`]) and the bits of its table's index.
pub const CLASSES: [(Group, &[Lang], u32); 4] = [
    (
        Group::Devanagari,
        &[Lang::Hi, Lang::Mr, Lang::Ne, Lang::Sa, Lang::Mai, Lang::Bho, Lang::Mag],
        17,
    ),
    (Group::Bengali, &[Lang::Bn, Lang::As], 12),
    (Group::Arabic, &[Lang::Ur, Lang::Sd, Lang::Other], 13),
    (Group::Latin, &[Lang::En, Lang::HiLatn, Lang::Other], 14),
];

/// Most languages of one group.
pub const WIDTH: usize = 8;

/// Longest n-gram.
const LONGEST: usize = 4;

/// Most letters of a word that are looked at.
const WORD: usize = 32;

/// First bytes of the model file.
const MAGIC: &[u8; 8] = b"SUTRLANG";

/// Weights of one group.
pub struct Table {
    /// Size of one 8-bit step.
    pub step: f32,
    /// A row for each hash value; languages in the order of [`CLASSES`].
    pub rows: Vec<[i8; WIDTH]>,
}

/// Weights of all groups, in the order of [`CLASSES`].
pub struct Model {
    tables: Vec<Table>,
}

/// The file of the weights.
static BYTES: &[u8] = include_bytes!("../../data/lang/model.bin");

/// The weights that are built in; damaged ones stop the program with their name rather than call every text one language.
pub(super) static MODEL: LazyLock<Model> = LazyLock::new(|| match Model::read(BYTES) {
    Some(model) => model,
    None => panic!("data/lang/model.bin is damaged"),
});

/// Whether the weights that are built in can be read.
pub fn model_is_whole() -> bool {
    Model::read(BYTES).is_some()
}

impl Model {
    /// A model of freshly learned weights.
    pub fn new(tables: Vec<Table>) -> Model {
        Model { tables }
    }

    /// Reads what [`Model::write`] wrote: the magic bytes, then for each group a little-endian `f32` step and one signed byte
    /// for each row and language, row by row. `None` if the length or the magic bytes do not fit.
    pub fn read(bytes: &[u8]) -> Option<Model> {
        let mut rest = bytes.strip_prefix(MAGIC)?;
        let mut tables = Vec::new();
        for (_, langs, bits) in CLASSES {
            let (step, tail) = rest.split_first_chunk::<4>()?;
            let size = langs.len() << bits;
            let body = tail.get(..size)?;
            rest = tail.get(size..)?;
            let rows = body.chunks_exact(langs.len()).map(|chunk| {
                let mut row = [0i8; WIDTH];
                for (to, from) in row.iter_mut().zip(chunk) {
                    *to = *from as i8;
                }
                row
            });
            tables.push(Table {
                step: f32::from_le_bytes(*step),
                rows: rows.collect(),
            });
        }
        rest.is_empty().then_some(Model { tables })
    }

    /// The bytes of the model file.
    pub fn write(&self) -> Vec<u8> {
        let mut out = MAGIC.to_vec();
        for (table, (_, langs, _)) in self.tables.iter().zip(CLASSES) {
            out.extend(table.step.to_le_bytes());
            for row in &table.rows {
                out.extend(row.iter().take(langs.len()).map(|w| *w as u8));
            }
        }
        out
    }

    /// The likeliest language of a text of one group's script, with its probability.
    pub fn best(&self, group: Group, text: &str) -> (Lang, f32) {
        let (_, langs, bits) = CLASSES[group as usize];
        let first = langs.first().copied().unwrap_or(Lang::Other);
        let Some(table) = self.tables.get(group as usize) else {
            return (first, 0.0);
        };
        let (mut sums, mut count) = ([0i32; WIDTH], 0usize);
        for_each_feature(group, text, bits, |slot| {
            count += 1;
            if let Some(row) = table.rows.get(slot) {
                for (sum, w) in sums.iter_mut().zip(row) {
                    *sum += i32::from(*w);
                }
            }
        });
        let scale = table.step / reading(count);
        let scores = sums.map(|s| s as f32 * scale);
        let mut best = 0;
        for i in 1..langs.len() {
            if scores[i] > scores[best] {
                best = i;
            }
        }
        let total: f32 = scores[..langs.len()].iter().map(|s| (s - scores[best]).exp()).sum();
        (langs.get(best).copied().unwrap_or(first), 1.0 / total)
    }
}

/// What the sums of a text of so many features are divided by.
pub fn reading(count: usize) -> f32 {
    (count.max(1) as f32).sqrt()
}

/// The letters of one word as the model sees them: lower case, composed nukta letters apart, no joiners.
fn push_letter(group: Group, c: char, word: &mut Vec<u32>) {
    let c = c as u32;
    match c {
        0x41..=0x5a => word.push(c + 0x20),
        0x200c | 0x200d => {}
        0x0958..=0x095f => {
            const BASES: [u32; 8] = [0x915, 0x916, 0x917, 0x91c, 0x921, 0x922, 0x92b, 0x92f];
            word.extend([BASES[(c - 0x0958) as usize], 0x093c]);
        }
        0xc0..=0x24f if group == Group::Latin => {
            let lower = char::from_u32(c).and_then(|c| c.to_lowercase().next());
            word.push(lower.map_or(c, u32::from));
        }
        // Arabic vowel marks are seldom written.
        0x064b..=0x0652 => {}
        _ => word.push(c),
    }
}

/// Whether a word of these letters is of the group's script.
fn in_script(group: Group, first: u32) -> bool {
    match group {
        Group::Devanagari => (0x0900..0x0966).contains(&first) || (0x0970..0x0980).contains(&first),
        Group::Bengali => (0x0980..0x09e6).contains(&first) || (0x09f0..0x0a00).contains(&first),
        Group::Arabic => {
            (0x0620..0x0660).contains(&first) || (0x066e..0x06f0).contains(&first) || (0x06fa..0x0780).contains(&first)
        }
        Group::Latin => (0x61..=0x7a).contains(&first) || (0xc0..0x250).contains(&first),
    }
}

/// Calls `each` with the letters of every word of the group's script among the first 4,000 characters of a text.
pub fn for_each_word(group: Group, text: &str, mut each: impl FnMut(&[u32])) {
    let mut word: Vec<u32> = Vec::with_capacity(WORD + 2);
    for c in text.chars().take(WINDOW).chain([' ']) {
        if is_word_char(c) || (c == '\'' && group == Group::Latin && !word.is_empty()) {
            if word.len() < WORD {
                push_letter(group, c, &mut word);
            }
            continue;
        }
        if word.first().is_some_and(|f| in_script(group, *f)) {
            each(&word);
        }
        word.clear();
    }
}

/// Calls `each` with the row (below `1 << bits`) of every feature of a text: for every word of the group's script, bordered by
/// blanks, its character 1- to 4-grams and the word itself.
pub fn for_each_feature(group: Group, text: &str, bits: u32, mut each: impl FnMut(usize)) {
    const SEED: u64 = 0x51_7c_c1_b7_27_22_0a_95;
    let step = |hash: u64, c: u32| (hash.rotate_left(5) ^ u64::from(c)).wrapping_mul(SEED);
    let row = |hash: u64| (hash >> (64 - bits)) as usize;
    for_each_word(group, text, |word| {
        let letter = |i: usize| {
            if i == 0 {
                0x20
            } else {
                word.get(i - 1).copied().unwrap_or(0x20)
            }
        };
        let length = word.len() + 2;
        for start in 0..length - 1 {
            let mut hash = SEED;
            for i in start..(start + LONGEST).min(length) {
                hash = step(hash, letter(i));
                if i > 0 {
                    each(row(hash));
                }
            }
        }
        // The word itself, twice the weight of an n-gram in learning: its row is used by nothing shorter than five letters.
        let whole = word.iter().fold(!SEED, |hash, c| step(hash, *c));
        each(row(whole));
    });
}

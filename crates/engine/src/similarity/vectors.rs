//! Vectors of short texts in one space for all languages: sums of embedded sub-word pieces.

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::cell::Cell;
use std::sync::LazyLock;

/// The table; `static256.md` beside it says where it comes from.
static BYTES: &[u8] = include_bytes!("../../data/events/static256.bin");

/// A damaged table stops the program with its name rather than give every text the same empty vector.
static TABLE: LazyLock<Table> = LazyLock::new(|| match Table::read(BYTES) {
    Some(table) => table,
    None => panic!("data/{NAME} is damaged"),
});

/// The file of the table.
const NAME: &str = "events/static256.bin";

/// The table that is built in, by name, and whether it can be read.
pub(crate) fn models() -> Vec<(&'static str, bool)> {
    vec![(NAME, Table::read(BYTES).is_some())]
}

/// Characters of a word that are looked at.
const LONGEST_WORD: usize = 32;

/// How much less likely an unknown character is than the rarest piece.
const UNKNOWN: f32 = 10.0;

/// Mark before each word.
const START: char = '\u{2581}';

/// A direction: whole numbers from -127 to 127, and what makes their length 1. Empty where no piece is known.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Dense {
    values: Box<[i8]>,
    scale: f32,
}

impl Dense {
    /// The direction of some whole numbers.
    fn new(values: Box<[i8]>) -> Dense {
        let norm = (product(&values, &values) as f32).sqrt();
        Dense {
            scale: if norm > 0.0 { 1.0 / norm } else { 0.0 },
            values,
        }
    }

    /// The direction between some; empty if all are.
    pub fn mean<'a>(directions: impl Iterator<Item = &'a Dense>) -> Dense {
        let mut sum: Vec<f32> = Vec::new();
        for d in directions.filter(|d| !d.values.is_empty()) {
            sum.resize(d.values.len(), 0.0);
            let own = d.values.iter().map(|v| f32::from(*v) * d.scale);
            sum.iter_mut().zip(own).for_each(|(s, v)| *s += v);
        }
        let largest = sum.iter().fold(0f32, |m, v| m.max(v.abs()));
        if largest == 0.0 {
            return Dense::default();
        }
        Dense::new(sum.iter().map(|v| (v / largest * 127.0).round() as i8).collect())
    }

    /// Its whole numbers, for [`product_wide`], and what makes their length 1.
    pub fn values(&self) -> (Vec<i16>, f32) {
        (self.values.iter().map(|v| i16::from(*v)).collect(), self.scale)
    }
}

struct Table {
    pieces: FxHashMap<&'static str, u32>,
    log: Vec<f32>,
    weight: Vec<f32>,
    rows: &'static [u8],
    dim: usize,
    longest: usize,
    unknown: f32,
}

impl Table {
    /// Reads the layout that `static256.md` describes; `None` if it is something else, or cut off, or goes on after
    /// its end.
    fn read(bytes: &'static [u8]) -> Option<Table> {
        let rest = bytes.strip_prefix(b"SVEC")?;
        let number = |at: usize| -> Option<usize> {
            let b: [u8; 4] = rest.get(at..at + 4)?.try_into().ok()?;
            usize::try_from(u32::from_le_bytes(b)).ok()
        };
        let (n, dim, size) = (number(0)?, number(4)?, number(8)?);
        let rest = rest.get(12..)?;
        let (lengths, rest) = (rest.get(..n)?, rest.get(n..)?);
        let (text, rest) = (rest.get(..size)?, rest.get(size..)?);
        let floats = |from: usize| -> Option<Vec<f32>> {
            let part = rest.get(from..from + 4 * n)?;
            Some(
                part.chunks_exact(4)
                    .filter_map(|c| Some(f32::from_le_bytes(c.try_into().ok()?)))
                    .collect(),
            )
        };
        let (log, weight) = (floats(0)?, floats(4 * n)?);
        let rows = rest
            .get(8 * n..)
            .filter(|rows| n > 0 && dim > 0 && Some(rows.len()) == n.checked_mul(dim))?;
        let mut pieces = FxHashMap::default();
        let (mut at, mut longest) = (0usize, 1usize);
        for (i, len) in lengths.iter().enumerate() {
            let end = at + usize::from(*len);
            let piece = std::str::from_utf8(text.get(at..end)?).ok()?;
            longest = longest.max(piece.chars().count());
            pieces.insert(piece, i as u32);
            at = end;
        }
        if at != size || log.iter().chain(&weight).any(|x| !x.is_finite()) {
            return None;
        }
        let unknown = log.iter().copied().fold(0.0, f32::min) - UNKNOWN;
        Some(Table {
            pieces,
            log,
            weight,
            rows,
            dim,
            longest,
            unknown,
        })
    }

    /// The most likely pieces of a word.
    fn split(&self, word: &str, out: &mut Vec<u32>) {
        let mut text = String::with_capacity(word.len() + 3);
        text.push(START);
        text.extend(word.chars().take(LONGEST_WORD));
        let mut borders: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
        borders.push(text.len());
        let count = borders.len();
        // Best sum up to each border, and by which piece and from which border it was reached.
        let mut best: Vec<(f32, usize, Option<u32>)> = vec![(f32::NEG_INFINITY, 0, None); count];
        if let Some(first) = best.first_mut() {
            first.0 = 0.0;
        }
        for i in 0..count.saturating_sub(1) {
            let Some(&(sum, ..)) = best.get(i) else { continue };
            for j in i + 1..count.min(i + 1 + self.longest) {
                let (Some(&from), Some(&to)) = (borders.get(i), borders.get(j)) else {
                    continue;
                };
                let piece = text.get(from..to).and_then(|p| self.pieces.get(p)).copied();
                let gain = match piece {
                    Some(p) => self.log.get(p as usize).copied().unwrap_or(self.unknown),
                    None if j == i + 1 => self.unknown,
                    None => continue,
                };
                if let Some(slot) = best.get_mut(j)
                    && sum + gain > slot.0
                {
                    *slot = (sum + gain, i, piece);
                }
            }
        }
        let mut at = count.saturating_sub(1);
        while at > 0 {
            let Some(&(_, from, piece)) = best.get(at) else { break };
            out.extend(piece);
            at = from;
        }
    }
}

/// Words whose pieces are remembered: some megabytes, however long the stream.
const REMEMBERED: usize = 60_000;

/// The pieces of words.
#[derive(Default)]
struct Seen {
    /// Where the pieces of each word lie in `pieces`.
    words: FxHashMap<String, (u32, u32)>,
    pieces: Vec<u32>,
}

thread_local! {
    /// What embedders of this thread have seen, while none of them is at work.
    static SEEN: Cell<Seen> = Cell::default();
}

/// Embeds texts; remembers the pieces of words that embedders of this thread have seen lately.
pub struct Embedder {
    seen: Seen,
}

impl Default for Embedder {
    fn default() -> Embedder {
        Embedder { seen: SEEN.take() }
    }
}

impl Drop for Embedder {
    fn drop(&mut self) {
        let own = std::mem::take(&mut self.seen);
        // Of two that were at work at once the one that has seen more is kept; at the end of a thread neither.
        let _ = SEEN.try_with(|seen| {
            let other = seen.take();
            seen.set(if own.words.len() >= other.words.len() {
                own
            } else {
                other
            });
        });
    }
}

impl Table {
    /// Adds what a piece weighs to a sum.
    fn add(&self, piece: u32, sum: &mut [f32]) {
        let p = piece as usize;
        let weight = self.weight.get(p).copied().unwrap_or(0.0);
        let row = self.rows.get(p * self.dim..(p + 1) * self.dim).unwrap_or_default();
        for (x, r) in sum.iter_mut().zip(row) {
            *x += weight * f32::from(r.cast_signed());
        }
    }
}

impl Embedder {
    /// The pieces of a word.
    fn pieces(&mut self, word: &str) -> &[u32] {
        let (from, to) = match self.seen.words.get(word) {
            Some(known) => *known,
            None => {
                if self.seen.words.len() >= REMEMBERED {
                    self.seen = Seen::default();
                }
                let from = self.seen.pieces.len() as u32;
                TABLE.split(word, &mut self.seen.pieces);
                let new = (from, self.seen.pieces.len() as u32);
                self.seen.words.insert(word.to_string(), new);
                new
            }
        };
        self.seen.pieces.get(from as usize..to as usize).unwrap_or_default()
    }

    /// The first numbers of the direction of one word, of length 1; `None` if no piece of it is known.
    pub fn direction<const N: usize>(&mut self, word: &str) -> Option<[f32; N]> {
        let mut out = [0f32; N];
        self.pieces(word).iter().for_each(|p| TABLE.add(*p, &mut out));
        let norm = out.iter().map(|x| x * x).sum::<f32>().sqrt();
        (norm > 0.0).then(|| out.map(|x| x / norm))
    }

    /// The vector of the first `most` words of a text.
    pub fn embed<'a>(&mut self, texts: impl Iterator<Item = &'a str>, most: usize) -> Dense {
        let [all] = self.embed_starts(texts, [most]);
        all
    }

    /// The vectors of some beginnings of one text, each of so many words; `most` ascends.
    pub fn embed_starts<'a, const N: usize>(
        &mut self,
        texts: impl Iterator<Item = &'a str>,
        most: [usize; N],
    ) -> [Dense; N] {
        let mut sum = vec![0f32; TABLE.dim];
        let mut words = texts.flat_map(str::split_whitespace);
        let mut read = 0;
        most.map(|most| {
            for word in words.by_ref().take(most.saturating_sub(read)) {
                self.pieces(word).iter().for_each(|p| TABLE.add(*p, &mut sum));
            }
            read = read.max(most);
            let largest = sum.iter().fold(0f32, |m, x| m.max(x.abs()));
            if largest <= 0.0 {
                return Dense::default();
            }
            Dense::new(sum.iter().map(|x| (x / largest * 127.0).round() as i8).collect())
        })
    }
}

fn product(a: &[i8], b: &[i8]) -> i32 {
    a.iter().zip(b).map(|(x, y)| i32::from(*x) * i32::from(*y)).sum()
}

/// The product of numbers kept in 16 bits though 8 would do: two products at once is what processors add up fastest.
pub fn product_wide(a: &[i16], b: &[i16]) -> i32 {
    a.iter().zip(b).map(|(x, y)| i32::from(*x) * i32::from(*y)).sum()
}

/// Cosine of two directions; 0 if one is empty.
pub fn dot(a: &Dense, b: &Dense) -> f32 {
    product(&a.values, &b.values) as f32 * a.scale * b.scale
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_damaged_table_is_not_read() {
        assert!(Table::read(BYTES).is_some());
        assert!(Table::read(&BYTES[..BYTES.len() - 1]).is_none());
        assert!(Table::read(&BYTES[..1000]).is_none());
        assert!(Table::read(b"SVEC").is_none());
        assert!(Table::read(&BYTES[1..]).is_none());
    }

    #[test]
    fn like_headlines_of_two_languages_are_near() {
        let mut e = Embedder::default();
        let mut of = |t: &str| e.embed(std::iter::once(t), 50);
        let hindi = of("पुल गिरने से चार मजदूर घायल");
        let english = of("Four workers injured as bridge collapses");
        let other = of("School children sing songs at the yearly feast");
        assert!((dot(&hindi, &hindi) - 1.0).abs() < 1e-3);
        assert!(dot(&hindi, &english) > dot(&hindi, &other) + 0.1);
        assert_eq!(of(""), Dense::default());
        let texts = ["Four workers", "injured as bridge collapses"];
        let starts = e.embed_starts(texts.into_iter(), [2, 2, 50]);
        assert_eq!(
            starts,
            [2, 2, 50].map(|n| Embedder::default().embed(texts.into_iter(), n))
        );
    }
}

//! The weights as they are shipped.
//!
//! Layout, little endian: `SNER`, u32 version, u32 length of the note, the note (UTF-8: source, licence, command), f32 scale,
//! 8 x 7 f32 steps, u32 n, n feature hashes (u32, ascending), n x 7 weights (i8, times scale).

use super::TAGS;
use super::chain::{Row, Steps};

/// The version of the layout.
pub const VERSION: u32 = 1;

/// A model read from its file.
#[derive(Debug)]
pub struct Weights {
    /// Where it comes from and under which licence.
    pub note: String,
    /// Weights of neighbouring tags.
    pub steps: Steps,
    scale: f32,
    /// Open addressing over feature hashes: place in `rows` plus one, 0 if free.
    slots: Vec<(u32, u32)>,
    rows: Vec<[i8; TAGS]>,
    mask: usize,
    /// One bit for the hashes that have weights: most features of a text have none, and this fits the cache.
    filter: Vec<u64>,
}

/// Bits of the filter, as a power of two.
const FILTER: u32 = 22;

impl Weights {
    /// Reads a model; nothing if the bytes are not one, or are cut off, or go on after its end.
    pub fn read(bytes: &[u8]) -> Option<Weights> {
        let mut at = 0usize;
        let mut take = |n: usize| -> Option<&[u8]> {
            let out = bytes.get(at..at.checked_add(n)?)?;
            at += n;
            Some(out)
        };
        if take(4)? != b"SNER" || number(take(4)?)? != VERSION {
            return None;
        }
        let note = number(take(4)?)? as usize;
        let note = std::str::from_utf8(take(note)?).ok()?.to_string();
        let scale = f32::from_bits(number(take(4)?)?);
        let mut steps: Steps = [[0.0; TAGS]; TAGS + 1];
        for s in steps.iter_mut().flatten() {
            *s = f32::from_bits(number(take(4)?)?);
        }
        let n = number(take(4)?)? as usize;
        let hashes = take(n.checked_mul(4)?)?;
        let values = take(n.checked_mul(TAGS)?)?;
        if n == 0 || bytes.len() != at || !scale.is_finite() {
            return None;
        }
        let size = (n * 2).next_power_of_two().max(2);
        let mut w = Weights {
            note,
            steps,
            scale,
            slots: vec![(0, 0); size],
            rows: Vec::with_capacity(n),
            mask: size - 1,
            filter: vec![0; 1 << (FILTER - 6)],
        };
        for (i, (h, v)) in hashes.chunks_exact(4).zip(values.chunks_exact(TAGS)).enumerate() {
            let h = number(h)?;
            let bit = h >> (32 - FILTER);
            *w.filter.get_mut(bit as usize / 64)? |= 1 << (bit % 64);
            let mut row = [0i8; TAGS];
            for (r, v) in row.iter_mut().zip(v) {
                *r = *v as i8;
            }
            w.rows.push(row);
            let mut at = h as usize & w.mask;
            while w.slots.get(at)?.1 != 0 {
                at = (at + 1) & w.mask;
            }
            *w.slots.get_mut(at)? = (h, i as u32 + 1);
        }
        Some(w)
    }

    /// Adds the weights of a feature to the scores of a word.
    pub fn add(&self, feature: u32, to: &mut Row) {
        let bit = feature >> (32 - FILTER);
        if self
            .filter
            .get(bit as usize / 64)
            .is_none_or(|b| b >> (bit % 64) & 1 == 0)
        {
            return;
        }
        let mut at = feature as usize & self.mask;
        while let Some(&(h, place)) = self.slots.get(at) {
            if place == 0 {
                return;
            }
            if h == feature {
                if let Some(row) = self.rows.get(place as usize - 1) {
                    for (t, w) in to.iter_mut().zip(row) {
                        *t += f32::from(*w) * self.scale;
                    }
                }
                return;
            }
            at = (at + 1) & self.mask;
        }
    }

    /// How many features have a weight.
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// Whether no feature has a weight.
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

fn number(bytes: &[u8]) -> Option<u32> {
    Some(u32::from_le_bytes(bytes.try_into().ok()?))
}

/// The bytes of a model: `rows` are feature hashes, ascending, with their weights.
pub fn write(note: &str, steps: &Steps, rows: &[(u32, Row)]) -> Vec<u8> {
    let most = rows
        .iter()
        .flat_map(|(_, r)| r)
        .fold(0.0f32, |m, w| m.max(w.abs()))
        .max(f32::MIN_POSITIVE);
    let scale = most / 127.0;
    let mut out = Vec::with_capacity(rows.len() * (4 + TAGS) + note.len() + 300);
    out.extend_from_slice(b"SNER");
    out.extend_from_slice(&VERSION.to_le_bytes());
    out.extend_from_slice(&(note.len() as u32).to_le_bytes());
    out.extend_from_slice(note.as_bytes());
    out.extend_from_slice(&scale.to_le_bytes());
    for s in steps.iter().flatten() {
        out.extend_from_slice(&s.to_le_bytes());
    }
    out.extend_from_slice(&(rows.len() as u32).to_le_bytes());
    for (h, _) in rows {
        out.extend_from_slice(&h.to_le_bytes());
    }
    for (_, r) in rows {
        for w in r {
            out.push((w / scale).round() as i8 as u8);
        }
    }
    out
}

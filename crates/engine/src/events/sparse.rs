//! Sparse vectors of terms.

use crate::similarity::Background;

/// A sparse vector: term and weight, by term, of length 1.
pub type Sparse = Vec<(u32, f32)>;

/// What the terms of a vector weigh before it is scaled to length 1.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Mass {
    /// Length.
    pub norm: f32,
    /// Sum of the weights.
    pub total: f32,
}

/// Term counts as a vector of length 1: (1 + ln tf) idf.
pub(super) fn sparse(list: Vec<u32>, terms: &Background) -> Sparse {
    weighed(list, terms).0
}

/// The same with what it weighed before.
pub(super) fn weighed(mut list: Vec<u32>, terms: &Background) -> (Sparse, Mass) {
    list.sort_unstable();
    let mut out: Sparse = list
        .chunk_by(|a, b| a == b)
        .filter_map(|c| Some((*c.first()?, (1.0 + (c.len() as f32).ln()) * terms.idf(*c.first()?))))
        .collect();
    let norm = out.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
    let total = out.iter().map(|(_, w)| w).sum();
    if norm > 0.0 {
        out.iter_mut().for_each(|(_, w)| *w /= norm);
    }
    (out, Mass { norm, total })
}

/// Share of the largest idf from which a term is rare.
const RARE: f32 = 0.55;

/// The rare terms of a list, weighted by the square of their idf.
pub(super) fn rare(list: &[u32], terms: &Background) -> Sparse {
    let mut out: Sparse = list
        .iter()
        .map(|t| (*t, terms.idf(*t)))
        .filter(|(_, idf)| *idf >= RARE * terms.most())
        .map(|(t, idf)| (t, idf * idf))
        .collect();
    out.sort_unstable_by_key(|t| t.0);
    out.dedup_by_key(|t| t.0);
    let norm = out.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
    if norm > 0.0 {
        out.iter_mut().for_each(|(_, w)| *w /= norm);
    }
    out
}

/// Cosine of two vectors of length 1.
pub fn cosine(a: &Sparse, b: &Sparse) -> f32 {
    let mut sum = 0.0;
    common(a, b, |_, x, y| sum += x * y);
    sum
}

/// Calls `each` with the terms that both have.
pub fn common(a: &Sparse, b: &Sparse, mut each: impl FnMut(u32, f32, f32)) {
    let (mut i, mut j) = (0, 0);
    while let (Some(p), Some(q)) = (a.get(i), b.get(j)) {
        if p.0 == q.0 {
            each(p.0, p.1, q.1);
        }
        // Both steps without a branch: which list is behind cannot be foretold.
        (i, j) = (i + usize::from(p.0 <= q.0), j + usize::from(q.0 <= p.0));
    }
}

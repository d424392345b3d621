//! Sparse vectors of terms, and what two of them have in common.

use super::Background;

/// A sparse vector: term and weight, by term, of length 1.
pub type Sparse = Vec<(u32, f32)>;

/// What the terms of a vector weigh before it is scaled to length 1.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct Weight {
    /// Length.
    pub norm: f32,
    /// Sum of the weights.
    pub total: f32,
}

/// Term counts as a vector of length 1: (1 + ln tf) idf.
pub fn sparse(list: Vec<u32>, terms: &Background) -> Sparse {
    weighed(list, terms).0
}

/// The same with what it weighed before.
pub fn weighed(mut list: Vec<u32>, terms: &Background) -> (Sparse, Weight) {
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
    (out, Weight { norm, total })
}

/// Share of the largest idf from which a term is rare.
const RARE: f32 = 0.55;

/// The rare terms of a list, weighted by the square of their idf.
pub fn rare(list: &[u32], terms: &Background) -> Sparse {
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
#[inline]
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

/// What two vectors have in common, in one go.
#[derive(Debug, Default, Clone, Copy)]
pub struct Overlap {
    /// Their cosine.
    pub cosine: f32,
    /// What they share of what they weighed before they were scaled to length 1.
    pub weighted: f32,
    /// Its share of the lighter one.
    pub share: f32,
}

/// What two vectors have in common; `m` and `n` say what they weighed.
#[inline]
pub fn weighted_overlap(p: &Sparse, q: &Sparse, m: Weight, n: Weight) -> Overlap {
    let (mut cosine, mut weighted) = (0.0, 0.0);
    common(p, q, |_, x, y| {
        cosine += x * y;
        weighted += (x * m.norm).min(y * n.norm);
    });
    let lighter = m.total.min(n.total);
    let share = if lighter > 0.0 { weighted / lighter } else { 0.0 };
    Overlap {
        cosine,
        weighted,
        share,
    }
}

/// An amount as a number below 1; `half` gives a half.
#[inline]
pub fn saturated(amount: f32, half: f32) -> f32 {
    amount / (amount + half)
}

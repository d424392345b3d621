//! The words of one event beside those of many others.

use crate::similarity::Sparse;

/// Bits of the marks: a few times the words of an event.
const MARKS: usize = 4096;

/// Words with their weights. Most words of another event are not among them, which one bit tells.
pub struct Words {
    marks: [u64; MARKS / 64],
    /// A power of two long and at most a quarter full; an empty place weighs nothing.
    table: Vec<(u32, f32)>,
}

impl Words {
    /// The words of an event.
    pub fn new(words: &Sparse) -> Words {
        let mut out = Words {
            marks: [0; MARKS / 64],
            table: vec![(0, 0.0); (4 * words.len()).next_power_of_two()],
        };
        for (term, weight) in words.iter().filter(|w| w.1 != 0.0) {
            let hash = hash(*term);
            let (word, bit) = mark(hash);
            if let Some(marks) = out.marks.get_mut(word) {
                *marks |= bit;
            }
            let at = out.place(*term, hash);
            if let Some(slot) = out.table.get_mut(at) {
                *slot = (*term, *weight);
            }
        }
        out
    }

    /// Where a term is, or would be.
    fn place(&self, term: u32, hash: u32) -> usize {
        let mask = self.table.len() - 1;
        let mut at = hash as usize & mask;
        while self.table.get(at).is_some_and(|s| s.1 != 0.0 && s.0 != term) {
            at = (at + 1) & mask;
        }
        at
    }

    /// The cosine with other words, if both have length 1; added up in order of the terms.
    pub fn cosine(&self, others: &Sparse) -> f32 {
        let mut sum = 0.0;
        for (term, weight) in others {
            let hash = hash(*term);
            let (word, bit) = mark(hash);
            if self.marks.get(word).is_none_or(|marks| marks & bit == 0) {
                continue;
            }
            if let Some((_, own)) = self.table.get(self.place(*term, hash)).filter(|s| s.1 != 0.0) {
                sum += own * weight;
            }
        }
        sum
    }
}

fn hash(term: u32) -> u32 {
    let mixed = term.wrapping_mul(0x9e37_79b9);
    mixed ^ (mixed >> 15)
}

fn mark(hash: u32) -> (usize, u64) {
    let bit = hash as usize % MARKS;
    (bit / 64, 1 << (bit % 64))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::similarity::cosine;

    proptest::proptest! {
        #[test]
        fn the_cosine_is_that_of_two_sorted_lists(
            a in proptest::collection::btree_map(0u32..300, 0.0f32..1.0, 0..200),
            b in proptest::collection::btree_map(0u32..300, 0.0f32..1.0, 0..200),
        ) {
            let (a, b): (Sparse, Sparse) = (a.into_iter().collect(), b.into_iter().collect());
            proptest::prop_assert_eq!(Words::new(&a).cosine(&b).to_bits(), cosine(&a, &b).to_bits());
        }
    }
}

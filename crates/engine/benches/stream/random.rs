//! Numbers that look random and are the same in each run (SplitMix64).

/// A source of them.
pub struct Random(u64);

impl Random {
    /// The numbers of a seed; `parts` tell what they are for.
    pub fn of_parts(parts: &[u64]) -> Random {
        let mut r = Random(0x5eed);
        for p in parts {
            r.0 = r.next() ^ p.wrapping_mul(0x9e37_79b9_7f4a_7c15);
        }
        r.next();
        r
    }

    /// The next number.
    pub fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `n`.
    pub fn below(&mut self, n: usize) -> usize {
        (self.next() % n.max(1) as u64) as usize
    }

    /// A number from 0 to 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1u64 << 53) as f64
    }

    /// One of a list that is not empty.
    pub fn of<'a, T>(&mut self, list: &'a [T]) -> &'a T {
        &list[self.below(list.len())]
    }
}

//! What stands around a line or block in its page, as the features of trees measure it.

/// A count as a logarithm, 0 for none.
pub(super) fn ln(n: usize) -> f32 {
    (n as f32 + 1.0).ln()
}

/// 1 for what holds.
pub(super) fn flag(b: bool) -> f32 {
    f32::from(u8::from(b))
}

/// How far a line or block stands below (positive) or above a border, as a logarithm.
pub(super) fn signed(i: usize, border: usize) -> f32 {
    if i >= border { ln(i - border) } else { -ln(border - i) }
}

/// For each place the distance to the next one below it that holds, at most 99.
pub(super) fn next_by(holds: Vec<bool>) -> Vec<usize> {
    let mut out = vec![99; holds.len()];
    let mut next = 99;
    for (slot, h) in out.iter_mut().zip(&holds).rev() {
        *slot = next;
        next = if *h { 0 } else { (next + 1).min(99) };
    }
    out
}

/// What each line or block of a page shows by itself; nothing above the first and below the last.
pub(super) struct Around<'o, T>(pub &'o [T]);

impl<T: Copy + Default> Around<'_, T> {
    /// What the one `by` places below `k` shows, above it if `by` is negative.
    pub fn near(&self, k: usize, by: isize) -> T {
        let at = k.checked_add_signed(by);
        at.and_then(|j| self.0.get(j)).copied().unwrap_or_default()
    }

    /// The mean of `what` over the `reach` places above `k` and the `reach` below.
    pub fn mean(&self, k: usize, reach: isize, what: fn(&T) -> f32) -> f32 {
        let others = (-reach..=reach).filter(|d| *d != 0);
        others.map(|d| what(&self.near(k, d))).sum::<f32>() / (2 * reach) as f32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_beyond_the_page_count_as_nothing() {
        let around = Around(&[1.0f32, 2.0, 6.0]);
        assert_eq!(
            (around.near(1, -1), around.near(1, 1), around.near(0, -1)),
            (1.0, 6.0, 0.0)
        );
        assert_eq!(around.mean(1, 1, |o| *o), 3.5);
        assert_eq!(around.mean(2, 2, |o| *o), 0.75);
    }

    #[test]
    fn distances_to_what_holds() {
        assert_eq!(next_by(vec![false, true, false, true, false]), [0, 1, 0, 99, 99]);
        assert_eq!(
            (signed(3, 3), signed(4, 3) > 0.0, signed(2, 3) < 0.0),
            (0.0, true, true)
        );
    }
}

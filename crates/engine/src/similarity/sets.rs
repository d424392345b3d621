//! What two sorted lists without repeats have in common.

/// What two sets share.
#[derive(Debug, Default, Clone, Copy, PartialEq)]
pub struct SetOverlap {
    /// How many things both hold.
    pub shared: f32,
    /// How many the smaller one holds.
    pub smaller: f32,
}

impl SetOverlap {
    /// The overlap coefficient (Szymkiewicz 1934, Simpson 1943): the share of the smaller set that the other holds too; 0
    /// if one is empty.
    pub fn coefficient(self) -> f32 {
        if self.smaller > 0.0 {
            self.shared / self.smaller
        } else {
            0.0
        }
    }
}

/// What two sets share, as sorted lists.
pub fn set_overlap<T: Ord>(a: &[T], b: &[T]) -> SetOverlap {
    SetOverlap {
        shared: a.iter().filter(|t| b.binary_search(t).is_ok()).count() as f32,
        smaller: a.len().min(b.len()) as f32,
    }
}

/// [`SetOverlap::coefficient`] of two sets, as sorted lists.
pub fn overlap_coefficient<T: Ord>(a: &[T], b: &[T]) -> f32 {
    set_overlap(a, b).coefficient()
}

/// Whether both sets hold something and nothing in common.
pub fn disjoint<T: Ord>(a: &[T], b: &[T]) -> bool {
    !a.is_empty() && !b.is_empty() && a.iter().all(|t| b.binary_search(t).is_err())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sets_are_held_against_the_smaller_one() {
        assert_eq!(overlap_coefficient(&[1, 2, 3], &[2, 3, 4, 5]), 2.0 / 3.0);
        assert_eq!(overlap_coefficient(&[1], &[2]), 0.0);
        assert_eq!(overlap_coefficient::<u32>(&[], &[1]), 0.0);
        assert!(disjoint(&[1], &[2]) && !disjoint(&[1, 2], &[2]));
        assert!(!disjoint::<u32>(&[], &[1]), "nothing to disagree about");
    }
}

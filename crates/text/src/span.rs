//! Byte ranges into a text.

use serde::{Deserialize, Serialize};

/// A byte range into one text: half open, always on `char` boundaries.
///
/// It points into the text as it was stored, never into a folded copy.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Default, Serialize, Deserialize)]
pub struct Span {
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// A span from two byte offsets. Offsets past `u32::MAX` do not occur: a page is bounded long before.
    pub fn new(start: usize, end: usize) -> Span {
        debug_assert!(start <= end);
        Span {
            start: start as u32,
            end: end as u32,
        }
    }

    /// The text it covers; empty if it does not lie inside `text` on character borders.
    #[inline]
    pub fn of<'t>(&self, text: &'t str) -> &'t str {
        text.get(self.start as usize..self.end as usize).unwrap_or("")
    }

    /// Length in bytes.
    #[inline]
    pub fn len(&self) -> usize {
        (self.end - self.start) as usize
    }

    /// Whether it covers nothing.
    #[inline]
    pub fn is_empty(&self) -> bool {
        self.start == self.end
    }

    /// Whether both share at least one byte.
    #[inline]
    pub fn overlaps(&self, other: Span) -> bool {
        self.start < other.end && other.start < self.end
    }

    /// Whether `other` lies inside (borders may coincide).
    #[inline]
    pub fn contains(&self, other: Span) -> bool {
        self.start <= other.start && other.end <= self.end
    }

    /// The same range moved right by `by` bytes: from a slice back to the whole text.
    pub fn shift(&self, by: usize) -> Span {
        Span {
            start: self.start + by as u32,
            end: self.end + by as u32,
        }
    }

    /// Without leading and trailing white space (NBSP included).
    pub fn trim(&self, text: &str) -> Span {
        let s = self.of(text);
        let left = s.len() - s.trim_start().len();
        let t = s.trim();
        Span::new(self.start as usize + left, self.start as usize + left + t.len())
    }
}

/// Translates byte offsets of one text into Unicode code-point offsets, as the export contract wants them.
///
/// Built once per text; each lookup costs a binary search plus at most 64 bytes of counting.
pub struct CodePoints<'t> {
    text: &'t str,
    /// Code points before byte `64 * i`.
    marks: Vec<u32>,
}

impl<'t> CodePoints<'t> {
    /// Counts `text` once.
    pub fn new(text: &'t str) -> Self {
        let mut marks = Vec::with_capacity(text.len() / 64 + 1);
        let mut count = 0u32;
        for (i, byte) in text.bytes().enumerate() {
            if i % 64 == 0 {
                marks.push(count);
            }
            if byte & 0xC0 != 0x80 {
                count += 1;
            }
        }
        CodePoints { text, marks }
    }

    /// Code points before byte `offset`; offsets past the end count the whole text.
    pub fn at(&self, offset: u32) -> u32 {
        let offset = (offset as usize).min(self.text.len());
        if offset == 0 || self.marks.is_empty() {
            return 0;
        }
        let block = ((offset - 1) / 64).min(self.marks.len() - 1);
        let tail = self.text.as_bytes()[block * 64..offset]
            .iter()
            .filter(|b| **b & 0xC0 != 0x80)
            .count();
        self.marks[block] + tail as u32
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn code_points_agree_with_counting() {
        let text = "सियोल । North Korea 5,000 ".repeat(9);
        let points = CodePoints::new(&text);
        for (n, (i, _)) in text.char_indices().enumerate() {
            assert_eq!(points.at(i as u32), n as u32);
        }
        assert_eq!(points.at(text.len() as u32), text.chars().count() as u32);
    }
}

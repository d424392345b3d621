//! JSON in UTF-16, as spreadsheets and Windows programs save it, read as UTF-8.

use super::sniff;
use std::io::{self, BufRead, BufReader, Read};

/// The same text in UTF-8 if the first bytes show UTF-16; else the input as it is.
pub(super) fn as_utf8<'a>(head: &[u8], input: Box<dyn BufRead + 'a>) -> Box<dyn BufRead + 'a> {
    match sniff::utf16(head) {
        Some(big) => Box::new(BufReader::new(Utf16 {
            input,
            big,
            high: None,
            first: true,
            ready: Vec::new(),
            taken: 0,
        })),
        None => input,
    }
}

/// Bytes of UTF-16 as UTF-8. What is no character becomes U+FFFD; the mark at the start is left out.
struct Utf16<R> {
    input: R,
    big: bool,
    /// The first half of a pair.
    high: Option<u16>,
    first: bool,
    /// Decoded bytes, of which so many were taken.
    ready: Vec<u8>,
    taken: usize,
}

/// Bytes that are decoded at a time.
const PART: u64 = 8 << 10;

impl<R: BufRead> Utf16<R> {
    /// Decodes the next part; gives nothing more at the end.
    fn fill(&mut self) -> io::Result<()> {
        (self.taken, self.ready) = (0, Vec::new());
        let mut bytes = Vec::new();
        self.input.by_ref().take(PART).read_to_end(&mut bytes)?;
        let pairs = bytes.chunks_exact(2);
        let odd = !pairs.remainder().is_empty();
        let units = pairs.filter_map(|pair| <[u8; 2]>::try_from(pair).ok());
        let units = units.map(|pair| match self.big {
            true => u16::from_be_bytes(pair),
            false => u16::from_le_bytes(pair),
        });
        let mut units: Vec<u16> = self.high.take().into_iter().chain(units).collect();
        let more = bytes.len() as u64 == PART;
        if more && units.last().is_some_and(|unit| (0xD800..0xDC00).contains(unit)) {
            self.high = units.pop();
        }
        if self.first && units.first() == Some(&0xFEFF) {
            units.remove(0);
        }
        self.first = false;
        let mut text: String = char::decode_utf16(units)
            .map(|c| c.unwrap_or(char::REPLACEMENT_CHARACTER))
            .collect();
        if odd {
            text.push(char::REPLACEMENT_CHARACTER);
        }
        self.ready = text.into_bytes();
        Ok(())
    }
}

impl<R: BufRead> Read for Utf16<R> {
    fn read(&mut self, out: &mut [u8]) -> io::Result<usize> {
        // A part of nothing but a mark gives no bytes, and there may be more.
        for _ in 0..2 {
            if self.taken == self.ready.len() {
                self.fill()?;
            }
        }
        let rest = self.ready.get(self.taken..).unwrap_or_default();
        let n = rest.len().min(out.len());
        let (from, to) = (rest.get(..n).unwrap_or_default(), out.get_mut(..n).unwrap_or_default());
        to.copy_from_slice(from);
        self.taken += n;
        Ok(n)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(text: &str, big: bool, marked: bool) -> String {
        let order = |u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() };
        let mark = if marked { "\u{feff}" } else { "" };
        let bytes: Vec<u8> = format!("{mark}{text}").encode_utf16().flat_map(order).collect();
        let head = bytes.get(..bytes.len().min(64)).unwrap_or_default().to_vec();
        let mut out = String::new();
        as_utf8(&head, Box::new(io::Cursor::new(bytes)))
            .read_to_string(&mut out)
            .unwrap();
        out
    }

    #[test]
    fn utf8_stays_as_it_is() {
        let text = "{\"title\": \"नदी\"}";
        let mut out = String::new();
        let input = Box::new(text.as_bytes());
        as_utf8(text.as_bytes(), input).read_to_string(&mut out).unwrap();
        assert_eq!(out, text);
    }

    #[test]
    fn long_texts_and_pairs_on_the_border_of_a_part() {
        for before in 4090..4100 {
            let text = format!("{{\"{}😀नदी😀\"}}", "x".repeat(before));
            for big in [false, true] {
                assert_eq!(read(&text, big, true), text);
                assert_eq!(read(&text, big, false), text);
            }
        }
    }

    proptest! {
        #[test]
        fn what_was_written_is_read(text in "\\PC{0,60}", big: bool) {
            prop_assert_eq!(read(&text, big, true), text.clone());
            let record = format!("{{\"title\": \"{}\"}}", text.replace(['"', '\\'], ""));
            prop_assert_eq!(read(&record, big, false), record);
        }
    }
}

//! Which encoding a page is in.

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// Bytes at the start of a page in which a declaration is looked for, as browsers do (HTML standard: 1024), with room for
/// pages that put scripts before it.
const DECLARATION_WINDOW: usize = 4096;

/// Bytes that are enough to tell UTF-16 without a mark.
const UTF16_WINDOW: usize = 2048;

/// The encoding of a page, and its bytes without a byte order mark.
///
/// A mark decides; then UTF-16 by its zero bytes or its Indian script; then UTF-8 if the bytes are valid UTF-8, whatever the
/// page declares (declarations are wrong more often than text is valid UTF-8 by accident); then what the server `named`, then
/// the declaration; then UTF-8
/// with replacements if most non-ASCII bytes are valid, else windows-1252 for a page that looks like HTML.
pub(super) fn of<'a>(bytes: &'a [u8], named: Option<&str>) -> (&'static Encoding, &'a [u8]) {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return (encoding, bytes.get(length..).unwrap_or(&[]));
    }
    if let Some(encoding) = utf16(bytes) {
        return (encoding, bytes);
    }
    if std::str::from_utf8(bytes).is_ok() {
        return (UTF_8, bytes);
    }
    let named = named.and_then(|label| Encoding::for_label(label.as_bytes()));
    let declared = named.or_else(|| declared(bytes)).filter(|e| *e != UTF_8);
    let encoding = match declared {
        Some(e) if !mostly_utf8(bytes) => e,
        None if !mostly_utf8(bytes) && super::sniff::html_head(bytes) => WINDOWS_1252,
        _ => UTF_8,
    };
    (encoding, bytes)
}

/// UTF-16 without a mark: every second byte is zero (Latin, line feeds) or names one block (an Indian script).
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let window = bytes.get(..UTF16_WINDOW.min(bytes.len() & !1))?;
    if window.len() < 8 {
        return None;
    }
    let count = |odd: usize| {
        let high = |b: &u8| *b == 0 || (0x09..=0x0d).contains(b) || *b == 0x20;
        window.iter().skip(odd).step_by(2).filter(|b| high(b)).count()
    };
    let zeroes = |odd: usize| window.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    let units = window.len() / 2;
    // Some zero high byte must occur (a blank, a digit, a line feed), and nearly all high bytes must be small.
    let fits = |odd: usize| zeroes(odd) * 20 >= units && count(odd) * 10 >= units * 9 && zeroes(1 - odd) * 10 < units;
    match (fits(1), fits(0)) {
        (true, false) => Some(UTF_16LE),
        (false, true) => Some(UTF_16BE),
        _ => None,
    }
}

/// The encoding that the page declares of itself.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = bytes.get(..DECLARATION_WINDOW.min(bytes.len()))?.to_ascii_lowercase();
    let mut at = 0;
    while let Some(found) = find(&head, at) {
        let rest = head.get(found..).unwrap_or(&[]);
        let label: Vec<u8> = rest
            .iter()
            .copied()
            .skip_while(|b| matches!(b, b' ' | b'=' | b'"' | b'\'' | b'\\'))
            .take_while(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b':'))
            .collect();
        if let Some(encoding) = Encoding::for_label(&label) {
            return Some(encoding);
        }
        at = found;
    }
    None
}

/// The byte after the next `charset` or XML `encoding` at or after `from`.
fn find(head: &[u8], from: usize) -> Option<usize> {
    (from..head.len()).find_map(|i| {
        let rest = head.get(i..)?;
        ["charset=", "charset =", "encoding="]
            .iter()
            .find(|k| rest.starts_with(k.as_bytes()))
            .map(|k| i + k.len())
    })
}

/// Whether most bytes above ASCII belong to valid UTF-8 sequences: a UTF-8 page with a few broken bytes.
fn mostly_utf8(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().bytes().filter(|b| *b >= 0x80).count();
        bad += chunk.invalid().len();
    }
    good > 4 * bad
}

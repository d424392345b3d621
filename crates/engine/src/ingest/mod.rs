//! Ingest: from bytes to a decoded page.
//!
//! [`sniff`] says what kind of bytes a file holds before anybody tries to read it as text; [`decode`] turns bytes into text,
//! and never fails.

mod charset;
mod sniff;

use crate::model::*;
pub use sniff::{Sniffed, sniff};
use sutradhar_text::legacy::{self, LegacyFont};

/// Bytes of one page that are looked at. A news page with all its scripts is 0.1 to 3 MB; what is longer is cut with a notice,
/// so that one bad file cannot hold up a run.
pub const MAX_PAGE_BYTES: usize = 16 << 20;

/// Decodes the bytes of a page to text: byte order marks, UTF-8, UTF-16 with and without a mark, a legacy encoding that the
/// page declares (`<meta charset>`, XML declaration), and windows-1252 as the last resort of an HTML page.
///
/// Never fails. Notices: `ING-001` bytes that fit no character became U+FFFD; `ING-002` the page was not UTF-8 and was decoded
/// from the encoding named; `ING-003` the page was longer than [`MAX_PAGE_BYTES`] and was cut; `ING-004` text that is no HTML
/// was in a legacy Hindi font and was converted to Unicode (the text of HTML pages is converted when it is extracted).
///
/// ```
/// use sutradhar_engine::ingest::decode;
///
/// let (text, notices) = decode(b"<meta charset=iso-8859-1><p>caf\xe9");
/// assert!(text.ends_with("café"));
/// assert_eq!(notices[0].code, "ING-002");
/// ```
pub fn decode(bytes: &[u8]) -> (String, Vec<Notice>) {
    decode_as(bytes, None)
}

/// The same, where the server that sent the page named its encoding: that stands in for what the page declares of itself,
/// as the HTML standard has it. A mark and valid UTF-8 still come first.
pub fn decode_as(bytes: &[u8], named: Option<&str>) -> (String, Vec<Notice>) {
    let mut notices = Vec::new();
    let bytes = match bytes.get(..MAX_PAGE_BYTES) {
        Some(cut) if bytes.len() > MAX_PAGE_BYTES => {
            notices.push(Notice::new(
                "ING-003",
                format!("the page is longer than {MAX_PAGE_BYTES} bytes; the rest was left out"),
            ));
            cut_at_char(cut)
        }
        _ => bytes,
    };
    let (encoding, body) = charset::of(bytes, named);
    let (text, bad) = encoding.decode_without_bom_handling(body);
    if encoding != encoding_rs::UTF_8 {
        notices.push(Notice::new("ING-002", format!("decoded from {}", encoding.name())));
    }
    if bad {
        notices.push(Notice::new(
            "ING-001",
            "some bytes are not valid in the page's encoding",
        ));
    }
    // Markup uses the very characters that the fonts use for letters: HTML is left to the reader of its text.
    if !looks_like_html(&text)
        && let Some((converted, notice)) = self::legacy(&text)
    {
        notices.push(notice);
        return (converted, notices);
    }
    (text.into_owned(), notices)
}

/// The text in Unicode, with the notice `ING-004`, if it is in a legacy Hindi font (Kruti Dev, DevLys, Walkman Chanakya).
pub fn legacy(text: &str) -> Option<(String, Notice)> {
    let (font, converted) = legacy::convert_lines(text)?;
    Some((converted, legacy_notice(font)))
}

/// Converts the headline and body of a record whose body is in a legacy Hindi font, with the notice `ING-004`.
pub fn legacy_record(title: &mut String, body: &mut String) -> Option<Notice> {
    let font = legacy::detect(body)?;
    *title = legacy::convert_lines_of(title, font);
    *body = legacy::convert_lines_of(body, font);
    Some(legacy_notice(font))
}

/// The notice `ING-004`.
pub(crate) fn legacy_notice(font: LegacyFont) -> Notice {
    Notice::new("ING-004", format!("converted from the legacy font {}", font.name()))
}

/// Without the first bytes of a UTF-8 character whose rest was cut off.
fn cut_at_char(bytes: &[u8]) -> &[u8] {
    let tail = bytes.iter().rev().take(4).position(|b| *b & 0xC0 != 0x80);
    match tail.and_then(|back| bytes.len().checked_sub(back + 1)) {
        Some(start) if bytes.get(start).is_some_and(|b| *b >= 0xC0) => bytes.get(..start).unwrap_or(bytes),
        _ => bytes,
    }
}

/// Whether decoded text is an HTML page rather than page text.
pub fn looks_like_html(text: &str) -> bool {
    sniff::html_head(text.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(bytes: &[u8], want: &str, codes: &[&str]) {
        let (text, notices) = decode(bytes);
        let have: Vec<&str> = notices.iter().map(|n| n.code.as_str()).collect();
        assert_eq!((text.as_str(), have.as_slice()), (want, codes));
    }

    fn utf16(text: &str, big: bool) -> Vec<u8> {
        let order = |u: u16| if big { u.to_be_bytes() } else { u.to_le_bytes() };
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn encodings() {
        check("नदी".as_bytes(), "नदी", &[]);
        check("\u{feff}नदी".as_bytes(), "नदी", &[]);
        let named = |charset| decode_as(b"<p>caf\xe9 \xfe", Some(charset)).0;
        assert_eq!(
            (named("iso-8859-9"), named("nonsense")),
            ("<p>café ş".to_string(), "<p>café þ".to_string())
        );
        check(b"caf\xff \xe0\xa4", "caf\u{fffd} \u{fffd}", &["ING-001"]);
        check(
            b"<meta charset=\"iso-8859-1\"><p>caf\xe9",
            "<meta charset=\"iso-8859-1\"><p>café",
            &["ING-002"],
        );
        check(
            b"<?xml version='1.0' encoding='windows-1251'?>\xcc",
            "<?xml version='1.0' encoding='windows-1251'?>М",
            &["ING-002"],
        );
        let page = "नगर में बाढ़ आई।\nThe river rose again.\n";
        for big in [false, true] {
            check(&utf16(page, big), page, &["ING-002"]);
            check(&utf16(&format!("\u{feff}{page}"), big), page, &["ING-002"]);
        }
        check(b"", "", &[]);
    }

    #[test]
    fn legacy_fonts_are_converted() {
        let page = "uxj esa ck<+ vkbZ gSA ljdkj us dgk fd yksx ijs'kku gSaA unh dk ikuh c<+ x;k gSA";
        let want = "नगर में बाढ़ आई है। सरकार ने कहा कि लोग परेशान हैं। नदी का पानी बढ़ गया है।";
        check(page.as_bytes(), want, &["ING-004"]);
        let html = format!("<p>{page}</p>");
        check(html.as_bytes(), &html, &[]);
        let (mut title, mut body) = ("uxj esa ck<+".to_string(), page.to_string());
        let notice = legacy_record(&mut title, &mut body).unwrap();
        assert_eq!(
            (title.as_str(), body.as_str(), notice.code.as_str()),
            ("नगर में बाढ़", want, "ING-004")
        );
    }

    #[test]
    fn a_wrong_declaration_loses_against_valid_utf8() {
        let page = "<meta charset=iso-8859-1><p>नदी";
        check(page.as_bytes(), page, &[]);
    }

    #[test]
    fn long_pages_are_cut_at_a_character() {
        let (text, notices) = decode("क".repeat(MAX_PAGE_BYTES / 3 + 9).as_bytes());
        assert!(text.ends_with('क') && text.len() <= MAX_PAGE_BYTES);
        assert_eq!(notices.len(), 1);
    }

    proptest::proptest! {
        #[test]
        fn any_bytes_decode(bytes: Vec<u8>) {
            let _ = decode(&bytes);
            let _ = sniff(&bytes);
        }
    }
}

//! What kind of bytes a file holds, whatever its name says.

/// What some bytes are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sniffed {
    /// No bytes, or white space only.
    Empty,
    /// An HTML page.
    Html,
    /// An RSS, Atom or other XML feed.
    Feed,
    /// A WARC archive, not compressed.
    Warc,
    /// JSON, or JSON lines: begins with `{` or `[`.
    Json,
    /// Text in any encoding.
    Text,
    /// Gzip: unpack first.
    Gzip,
    /// Something that is no text; the name is for a message to the user, such as "PNG image".
    Binary(&'static str),
}

/// Bytes that decide.
const WINDOW: usize = 4096;

/// First bytes of files that are no text.
const MAGIC: &[(&[u8], &str)] = &[
    (b"\x89PNG\r\n\x1a\n", "PNG image"),
    (b"\xff\xd8\xff", "JPEG image"),
    (b"GIF87a", "GIF image"),
    (b"GIF89a", "GIF image"),
    (b"BM\x00", "BMP image"),
    (b"II*\x00", "TIFF image"),
    (b"MM\x00*", "TIFF image"),
    (b"\x00\x00\x01\x00", "icon"),
    (b"%PDF-", "PDF document"),
    (b"PK\x03\x04", "ZIP archive"),
    (b"PK\x05\x06", "ZIP archive"),
    (b"BZh", "bzip2 archive"),
    (b"\xfd7zXZ\x00", "xz archive"),
    (b"7z\xbc\xaf\x27\x1c", "7z archive"),
    (b"\x28\xb5\x2f\xfd", "zstd archive"),
    (b"Rar!\x1a\x07", "RAR archive"),
    (b"SQLite format 3\x00", "SQLite database"),
    (b"PAR1", "Parquet file"),
    (b"ARROW1", "Arrow file"),
    (b"\x7fELF", "program"),
    (b"MZ\x90\x00", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\x00asm", "WebAssembly module"),
    (b"OggS", "Ogg sound or video"),
    (b"ID3", "MP3 sound"),
    (b"fLaC", "FLAC sound"),
    (b"\x1a\x45\xdf\xa3", "Matroska video"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office document"),
    (b"{\\rtf", "RTF document"),
    (b"wOFF", "font"),
    (b"wOF2", "font"),
];

/// What some bytes are, by their first few thousand. Total: any bytes give an answer.
pub fn sniff(bytes: &[u8]) -> Sniffed {
    let head = bytes.get(..WINDOW.min(bytes.len())).unwrap_or(&[]);
    if head.starts_with(b"\x1f\x8b") {
        return Sniffed::Gzip;
    }
    if let Some((_, name)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Sniffed::Binary(name);
    }
    if head.starts_with(b"RIFF") && head.get(8..12) == Some(b"WEBP") {
        return Sniffed::Binary("WebP image");
    }
    if head.starts_with(b"RIFF") && matches!(head.get(8..12), Some(b"WAVE") | Some(b"AVI ")) {
        return Sniffed::Binary("sound or video");
    }
    if head.get(4..8) == Some(b"ftyp") {
        return Sniffed::Binary("MP4 sound, picture or video");
    }
    if head.get(257..262) == Some(b"ustar") {
        return Sniffed::Binary("tar archive");
    }
    let (encoding, body) = super::charset::of(head, None);
    let utf16 = encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE;
    if !utf16 && looks_binary(body) {
        return Sniffed::Binary("binary data");
    }
    let (text, _) = encoding.decode_without_bom_handling(body);
    let start = text.trim_start();
    if start.is_empty() && bytes.len() <= WINDOW {
        return Sniffed::Empty;
    }
    if start.starts_with("WARC/1.") || start.starts_with("WARC/0.") {
        return Sniffed::Warc;
    }
    if html_head(start.as_bytes()) {
        return Sniffed::Html;
    }
    if start.starts_with("<?xml")
        || start.starts_with("<rss")
        || start.starts_with("<feed")
        || start.starts_with("<rdf")
    {
        return Sniffed::Feed;
    }
    if json_head(start) {
        return Sniffed::Json;
    }
    Sniffed::Text
}

/// Whether text begins as JSON does: a brace and a quoted key, or a bracket and a value.
fn json_head(text: &str) -> bool {
    let mut chars = text.chars().filter(|c| !c.is_whitespace());
    matches!(
        (chars.next(), chars.next()),
        (Some('{'), Some('"' | '}')) | (Some('['), Some('{' | '"' | '[' | ']'))
    )
}

/// Whether more than one byte in thirty is a control character that no text has.
fn looks_binary(bytes: &[u8]) -> bool {
    let odd = |b: &u8| *b < 0x09 || (0x0e..0x20).contains(b) && *b != 0x1b || *b == 0x7f;
    let zero = bytes.iter().filter(|b| **b == 0).count();
    zero * 200 > bytes.len() || bytes.iter().filter(|b| odd(b)).count() * 30 > bytes.len()
}

/// Whether bytes begin as an HTML page does: a doctype, or a tag of the page's frame within the first bytes.
pub(super) fn html_head(bytes: &[u8]) -> bool {
    let head = bytes.get(..WINDOW.min(bytes.len())).unwrap_or(&[]);
    let lower = head.trim_ascii_start().to_ascii_lowercase();
    let lower = lower.strip_prefix(b"\xef\xbb\xbf").unwrap_or(&lower);
    if lower.starts_with(b"<!doctype html") || lower.starts_with(b"<html") {
        return true;
    }
    if !lower.starts_with(b"<") {
        return false;
    }
    let has = |tag: &[u8]| lower.windows(tag.len()).any(|w| w == tag);
    [
        &b"<html"[..],
        b"<head>",
        b"<head ",
        b"<body",
        b"<!doctype html",
        b"<meta ",
        b"<title",
        b"<article",
        b"<div",
        b"<p>",
        b"<p ",
    ]
    .iter()
    .any(|tag| has(tag))
        && !has(b"<rss")
        && !has(b"<feed")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_by_their_first_bytes() {
        for (bytes, want) in [
            (&b"\x89PNG\r\n\x1a\n\x00\x00"[..], Sniffed::Binary("PNG image")),
            (b"%PDF-1.7 ...", Sniffed::Binary("PDF document")),
            (b"\x1f\x8b\x08\x00", Sniffed::Gzip),
            (b"  <!DOCTYPE HTML><p>x", Sniffed::Html),
            (b"<?xml version='1.0'?><rss version='2.0'>", Sniffed::Feed),
            (b"<?xml version='1.0'?><!DOCTYPE html><html>", Sniffed::Html),
            (b"{\"title\": \"x\"}", Sniffed::Json),
            (b"WARC/1.0\r\nWARC-Type: response", Sniffed::Warc),
            (b" \n\t", Sniffed::Empty),
            (b"", Sniffed::Empty),
            (b"a\x00\x01\x02b\x03", Sniffed::Binary("binary data")),
            (b"The river rose < 3 m.", Sniffed::Text),
            (b"caf\xe9 au lait", Sniffed::Text),
        ] {
            assert_eq!(sniff(bytes), want, "{}", String::from_utf8_lossy(bytes));
        }
        assert_eq!(sniff("नगर में पानी".as_bytes()), Sniffed::Text);
        let utf16: Vec<u8> = "नगर में पानी भरा है।\n"
            .repeat(9)
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert_eq!(sniff(&utf16), Sniffed::Text);
    }
}

//! What a file holds, from its name or from its first bytes.

use super::RawKind;
use sutradhar_engine::ingest;

/// What a file holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// One unit of this kind.
    One(RawKind),
    /// A record a line.
    Lines,
    /// One JSON value: a record, an array of records, or a JSON feed.
    Json,
    /// A web archive, many pages.
    Warc,
    /// A table with named columns, its fields parted by this byte.
    Table(u8),
    /// The same as Parquet.
    Parquet,
    /// A page saved by a browser as one file.
    Mhtml,
    /// A zip archive, many files.
    Zip,
    /// A tar archive, many files.
    Tar,
}

/// The kind that a file name promises; `None` if its ending is not known. `.gz` and `.zst` do not count.
pub fn by_name(name: &str) -> Option<FileKind> {
    let name = name.to_ascii_lowercase();
    let plain = name.strip_suffix(".gz").or_else(|| name.strip_suffix(".zst"));
    let name = plain.unwrap_or(&name);
    Some(match name.rsplit_once('.')?.1 {
        "html" | "htm" | "xhtml" => FileKind::One(RawKind::Html),
        "txt" | "text" | "md" => FileKind::One(RawKind::Text),
        "jsonl" | "ndjson" => FileKind::Lines,
        "json" => FileKind::Json,
        "rss" | "atom" => FileKind::One(RawKind::Feed),
        "warc" => FileKind::Warc,
        "csv" => FileKind::Table(b','),
        "tsv" | "tab" => FileKind::Table(b'\t'),
        "parquet" => FileKind::Parquet,
        "mhtml" | "mht" => FileKind::Mhtml,
        "zip" => FileKind::Zip,
        "tar" | "tgz" | "tzst" => FileKind::Tar,
        "ninjs" => FileKind::Json,
        "newsml" => FileKind::One(RawKind::Feed),
        _ => return None,
    })
}

/// The kind that the first bytes of a file show.
pub fn by_content(head: &[u8]) -> FileKind {
    if head.starts_with(b"WARC/") {
        return FileKind::Warc;
    }
    let (text, _) = ingest::decode(head);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with('{') {
        let first = text.lines().next().unwrap_or("").trim_end();
        let whole = serde_json::from_str::<serde::de::IgnoredAny>(first).is_ok();
        // A line longer than the head can only be a record; a `{` alone on its line opens a pretty-printed value.
        let cut = !text.contains('\n') && first.len() > 4096;
        return if whole || cut { FileKind::Lines } else { FileKind::Json };
    }
    if text.starts_with('[') && text[1..].trim_start().starts_with('{') {
        return FileKind::Json;
    }
    let mut start = text.len().min(1024);
    while !text.is_char_boundary(start) {
        start -= 1;
    }
    let lower = text[..start].to_ascii_lowercase();
    let feed = ["<rss", "<feed", "<rdf:rdf"].iter().any(|tag| lower.contains(tag));
    if lower.starts_with('<') && feed && !lower.contains("<html") {
        return FileKind::One(RawKind::Feed);
    }
    if ingest::looks_like_html(text) || lower.contains("<html") {
        return FileKind::One(RawKind::Html);
    }
    if lower.starts_with("<?xml") {
        return FileKind::One(RawKind::Feed);
    }
    FileKind::One(RawKind::Text)
}

/// Zero bytes that a text may have among so many bytes: a broken writer leaves one here and there, programs and
/// images hold many.
const STRAY: usize = 512;

/// Names what a file is if it is clearly no text: by its magic bytes, or by many zero bytes where no UTF-16 explains
/// them.
pub fn binary(head: &[u8]) -> Option<&'static str> {
    const MAGIC: &[(&[u8], &str)] = &[
        (b"\x89PNG\r\n\x1a\n", "a PNG image"),
        (b"\xff\xd8\xff", "a JPEG image"),
        (b"GIF87a", "a GIF image"),
        (b"GIF89a", "a GIF image"),
        (b"BM\x00\x00", "a bitmap image"),
        (b"%PDF-", "a PDF file"),
        (b"PK\x03\x04", "a ZIP archive or office document"),
        (b"\x7fELF", "a program"),
        (b"\x28\xb5\x2f\xfd", "a zstd archive"),
        (b"\xfd7zXZ\x00", "an xz archive"),
        (b"BZh", "a bzip2 archive"),
        (b"7z\xbc\xaf\x27\x1c", "a 7-zip archive"),
        (b"OggS", "an Ogg media file"),
        (b"ID3", "an MP3 file"),
        (b"SQLite format 3\x00", "an SQLite database"),
        (b"wOF2", "a font"),
        (b"PAR1", "a Parquet file"),
    ];
    if let Some((_, what)) = MAGIC.iter().find(|(magic, _)| head.starts_with(magic)) {
        return Some(what);
    }
    if head.len() >= 12 && head.starts_with(b"RIFF") {
        return Some(if &head[8..12] == b"WEBP" {
            "a WebP image"
        } else {
            "a media file"
        });
    }
    if head.len() >= 8 && &head[4..8] == b"ftyp" {
        return Some("a video or image file");
    }
    let utf16 = utf16_mark(head).is_some();
    let zeroes = [0, 1].map(|odd| head.iter().skip(odd).step_by(2).filter(|b| **b == 0).count());
    let all = zeroes[0] + zeroes[1];
    // Latin text in UTF-16 without a mark has its zeroes all on one side.
    let one_sided = all * 4 > head.len() && zeroes.contains(&0);
    (all > 1 + head.len() / STRAY && !utf16 && !one_sided).then_some("binary data")
}

/// Whether a byte-order mark of UTF-16 stands first, and whether that is of big-endian text.
fn utf16_mark(head: &[u8]) -> Option<bool> {
    match head {
        [0xff, 0xfe, ..] => Some(false),
        [0xfe, 0xff, ..] => Some(true),
        _ => None,
    }
}

/// Whether a file of JSON is UTF-16, and whether big-endian: it has a mark, or its first characters, which are of
/// ASCII, have a zero byte each.
pub fn utf16(head: &[u8]) -> Option<bool> {
    utf16_mark(head).or(match head {
        [a, 0, b, 0, ..] if *a != 0 && *b != 0 => Some(false),
        [0, a, 0, b, ..] if *a != 0 && *b != 0 => Some(true),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_shows_its_kind() {
        let check = |head: &str, want: FileKind| assert_eq!(by_content(head.as_bytes()), want, "{head}");
        check("{\"id\": 1}\n{\"id\": 2}", FileKind::Lines);
        check("{\n  \"id\": 1\n}", FileKind::Json);
        check("[{\"id\": 1}]", FileKind::Json);
        check(
            "<?xml version=\"1.0\"?><rss version=\"2.0\">",
            FileKind::One(RawKind::Feed),
        );
        check("<!DOCTYPE html><html>", FileKind::One(RawKind::Html));
        check(
            "<?xml version=\"1.0\"?><html xmlns=\"x\">",
            FileKind::One(RawKind::Html),
        );
        check("सूखागढ़ में बारिश\n\nपाठ", FileKind::One(RawKind::Text));
    }

    #[test]
    fn binary_is_told_from_text() {
        let check = |head: &[u8], want: Option<&str>| assert_eq!(binary(head), want);
        check(b"\x89PNG\r\n\x1a\nxyz", Some("a PNG image"));
        check(b"abc\x00\x01\x00\x00def\x00", Some("binary data"));
        check(b"h\x00e\x00l\x00l\x00o\x00", None);
        check(b"one stray zero byte\x00 in a text", None);
        check("पाठ".as_bytes(), None);
    }
}

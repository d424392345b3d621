//! Files, folders and standard input, to raw units; nothing larger than it must be is ever in memory.

use super::sniff::{self, FileKind};
use super::{Raw, RawKind, archive, json, mhtml, table, utf16, warc};
use flate2::read::MultiGzDecoder;
use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::{Path, PathBuf};

/// Largest page, feed or record, in bytes after unpacking. The largest real news page seen had 6 MB; spans are 32-bit.
pub const UNIT_LIMIT: u64 = 64 << 20;

/// How data that is packed with zstd begins (RFC 8878).
const ZSTD: &[u8] = b"\x28\xb5\x2f\xfd";

/// Bytes looked at to tell what a file holds.
const HEAD: usize = 16 << 10;

/// Why a file, or one line of it, could not be read. One for each bad file; the rest goes on.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum ReadError {
    #[error("{path}: no such file or folder")]
    Missing { path: String },
    #[error("{path}: {source}")]
    Io { path: String, source: io::Error },
    #[error("{path}: the file is empty")]
    Empty { path: String },
    #[error("{path}: is too large for one page ({size}); the limit is {}", megabytes(UNIT_LIMIT))]
    TooLarge { path: String, size: String },
    #[error("{path}: is {what}, not a news page")]
    Binary { path: String, what: &'static str },
    #[error("{path}: the {what} data is cut off or damaged ({why}); {kept}")]
    Packed {
        path: String,
        what: &'static str,
        why: String,
        kept: String,
    },
    #[error("{path}:{line}: {why}")]
    Line { path: String, line: u64, why: String },
    #[error("{path}: {why}")]
    Content { path: String, why: String },
}

/// One unit, or why there is none. `line` counts from 1 in a file of records, 0 elsewhere.
pub type Unit = Result<(Raw, u64), ReadError>;

/// Whether the caller wants more.
pub type More = bool;

/// Reads all paths in the order given, folders sorted, and hands on each unit. Stops early when `hand_on` says so.
///
/// A path is a file, a folder (read with its sub-folders; names that begin with a dot are left out), a pipe, or `-` for
/// standard input. Links are followed, each folder and file is read once.
pub fn read(paths: &[PathBuf], hand_on: &mut dyn FnMut(Unit) -> More) {
    let mut seen = HashSet::new();
    for path in paths {
        let more = if path.as_os_str() == "-" {
            stream("-", None, Box::new(io::stdin().lock()), false, hand_on)
        } else {
            walk(path, &mut seen, hand_on)
        };
        if !more {
            return;
        }
    }
}

fn walk(path: &Path, seen: &mut HashSet<PathBuf>, hand_on: &mut dyn FnMut(Unit) -> More) -> More {
    let name = path.display().to_string();
    // A pipe has no real path, and its name says nothing: it is like standard input.
    if fs::metadata(path).is_ok_and(|m| is_pipe(&m)) {
        return match File::open(path) {
            Ok(file) => {
                let input = Box::new(BufReader::with_capacity(HEAD, file));
                stream("-", None, input, false, hand_on)
            }
            Err(source) => hand_on(Err(io_error(name, source))),
        };
    }
    let real = match path.canonicalize() {
        Ok(real) => real,
        Err(source) => return hand_on(Err(io_error(name, source))),
    };
    if !seen.insert(real) {
        return true;
    }
    let meta = match fs::metadata(path) {
        Ok(meta) => meta,
        Err(source) => return hand_on(Err(io_error(name, source))),
    };
    if meta.is_dir() {
        let entries = match fs::read_dir(path) {
            Ok(entries) => entries,
            Err(source) => return hand_on(Err(io_error(name, source))),
        };
        let mut children: Vec<PathBuf> = entries.flatten().map(|e| e.path()).collect();
        children.retain(|c| {
            c.file_name()
                .and_then(|n| n.to_str())
                .is_none_or(|n| !n.starts_with('.'))
        });
        children.sort();
        return children.iter().all(|child| walk(child, seen, hand_on));
    }
    if !meta.is_file() {
        let why = "is neither a file nor a folder".to_string();
        return hand_on(Err(ReadError::Content { path: name, why }));
    }
    let file = match File::open(path) {
        Ok(file) => file,
        Err(source) => return hand_on(Err(io_error(name, source))),
    };
    match sniff::by_name(&name).filter(|_| meta.len() > 0) {
        Some(FileKind::Zip) => archive::zip(&name, file, hand_on),
        Some(FileKind::Parquet) => table::parquet(&name, file, hand_on),
        _ => {
            let input = Box::new(BufReader::with_capacity(HEAD, file));
            stream(&name, Some(meta.len()), input, false, hand_on)
        }
    }
}

/// Whether this is a named pipe, or what a shell gives for `<(command)`.
#[cfg(unix)]
fn is_pipe(meta: &fs::Metadata) -> bool {
    std::os::unix::fs::FileTypeExt::is_fifo(&meta.file_type())
}

#[cfg(not(unix))]
fn is_pipe(_meta: &fs::Metadata) -> bool {
    false
}

/// The units of one open file; `inside` if it is one of an archive.
pub(super) fn stream(
    path: &str,
    size: Option<u64>,
    mut input: Box<dyn BufRead + '_>,
    inside: bool,
    hand_on: &mut dyn FnMut(Unit) -> More,
) -> More {
    let path = path.to_string();
    let head = match peek(&mut *input) {
        Ok(head) => head,
        Err(source) => return hand_on(Err(io_error(path, source))),
    };
    if head.is_empty() {
        return hand_on(Err(ReadError::Empty { path }));
    }
    let (gzip_packed, zstd_packed) = (head.starts_with(b"\x1f\x8b"), head.starts_with(ZSTD));
    let packed = gzip_packed || zstd_packed;
    let (input, head, size): (Box<dyn BufRead + '_>, Vec<u8>, Option<u64>) = if packed {
        let unpacked: Box<dyn Read + '_> = if gzip_packed {
            Box::new(MultiGzDecoder::new(input))
        } else {
            match zstd::stream::read::Decoder::with_buffer(input) {
                Ok(decoder) => Box::new(decoder),
                Err(e) => return hand_on(Err(gzip(path, &e, "nothing was read from it"))),
            }
        };
        let mut unpacked = BufReader::with_capacity(HEAD, unpacked);
        match peek(&mut unpacked) {
            Ok(head) if head.is_empty() => return hand_on(Err(ReadError::Empty { path })),
            Ok(head) => (Box::new(unpacked), head, None),
            Err(e) => return hand_on(Err(gzip(path, &e, "nothing was read from it"))),
        }
    } else {
        (input, head, size)
    };
    let named = sniff::by_name(&path);
    let named = if head.get(257..262) == Some(b"ustar") {
        Some(FileKind::Tar)
    } else {
        named
    };
    match named {
        Some(FileKind::Tar | FileKind::Zip) if inside => return hand_on(Err(archive::nested(path))),
        Some(FileKind::Tar) => {
            let mut input = input;
            return archive::tar(&path, packed, &mut *input, hand_on);
        }
        Some(FileKind::Zip) => {
            let why = "a zip archive is read from a file of its own, unpacked and not from a pipe".to_string();
            return hand_on(Err(ReadError::Content { path, why }));
        }
        _ => {}
    }
    let many = |kind| {
        matches!(
            kind,
            FileKind::Lines | FileKind::Json | FileKind::Warc | FileKind::Table(_)
        )
    };
    let many_likely = named.is_none_or(many);
    if let Some(size) = size.filter(|s| *s > UNIT_LIMIT && !many_likely) {
        let size = megabytes(size);
        return hand_on(Err(ReadError::TooLarge { path, size }));
    }
    let text16 = matches!(named, Some(FileKind::Lines | FileKind::Json | FileKind::Table(_)));
    let text16 = text16 && sniff::utf16(&head).is_some();
    let binary = head.starts_with(b"WARC/") || matches!(named, Some(FileKind::Parquet | FileKind::Mhtml));
    if let Some(what) = sniff::binary(&head).filter(|_| !text16 && !binary) {
        return hand_on(Err(ReadError::Binary { path, what }));
    }
    let kind = named.unwrap_or_else(|| sniff::by_content(&head));
    let mut input = match kind {
        FileKind::Lines | FileKind::Json | FileKind::Table(_) => utf16::as_utf8(&head, input),
        _ => input,
    };
    let kind = match kind {
        FileKind::Lines => return lines(&path, packed, &mut *input, hand_on),
        FileKind::Warc => return warc::pages(&path, packed, &mut *input, hand_on),
        FileKind::Json => return json::values(&path, packed, &mut *input, hand_on),
        FileKind::Table(delimiter) => return table::rows(&path, packed, delimiter, &mut *input, hand_on),
        FileKind::One(kind) => Some(kind),
        FileKind::Parquet | FileKind::Mhtml | FileKind::Zip | FileKind::Tar => None,
    };
    let one = |bytes: Vec<u8>, hand_on: &mut dyn FnMut(Unit) -> More| match kind {
        Some(kind) => hand_on(Ok((raw(&path, kind, bytes), 0))),
        None if matches!(named, Some(FileKind::Parquet)) => table::parquet(&path, bytes::Bytes::from(bytes), hand_on),
        None => hand_on(mhtml::page(&path, &bytes)),
    };
    if let Some(size) = size.filter(|s| *s > UNIT_LIMIT) {
        let size = megabytes(size);
        return hand_on(Err(ReadError::TooLarge { path, size }));
    }
    let mut bytes = Vec::new();
    match input.take(UNIT_LIMIT + 1).read_to_end(&mut bytes) {
        Err(e) if packed => return hand_on(Err(gzip(path, &e, "the page is not kept"))),
        Err(source) => return hand_on(Err(io_error(path, source))),
        Ok(_) if bytes.len() as u64 > UNIT_LIMIT => {
            let size = format!("more than {} when read", megabytes(UNIT_LIMIT));
            return hand_on(Err(ReadError::TooLarge { path, size }));
        }
        Ok(_) => {}
    }
    let blank = bytes.iter().all(u8::is_ascii_whitespace);
    if blank {
        return hand_on(Err(ReadError::Empty { path }));
    }
    one(bytes, hand_on)
}

/// The records of a JSONL file, one at a time.
fn lines(path: &str, packed: bool, mut input: &mut dyn BufRead, hand_on: &mut dyn FnMut(Unit) -> More) -> More {
    let mut line = 0;
    loop {
        let mut bytes = Vec::new();
        let read = (&mut input).take(UNIT_LIMIT + 1).read_until(b'\n', &mut bytes);
        line += 1;
        match read {
            Ok(0) => return true,
            Ok(_) if bytes.len() as u64 > UNIT_LIMIT && bytes.last() != Some(&b'\n') => {
                let why = format!("the line is longer than {}", megabytes(UNIT_LIMIT));
                let (path, rest) = (path.to_string(), path.to_string());
                if !hand_on(Err(ReadError::Line { path, line, why })) {
                    return false;
                }
                if let Err(source) = skip_line(input) {
                    return hand_on(Err(io_error(rest, source)));
                }
            }
            Ok(_) => {
                if line == 1 && bytes.starts_with(b"\xef\xbb\xbf") {
                    bytes.drain(..3);
                }
                while bytes.last().is_some_and(u8::is_ascii_whitespace) {
                    bytes.pop();
                }
                if bytes.is_empty() {
                    continue;
                }
                if !hand_on(Ok((raw(path, RawKind::Record, bytes), line))) {
                    return false;
                }
            }
            Err(e) if packed => {
                let kept = format!("the {} whole lines before that were read", line - 1);
                return hand_on(Err(gzip(path.to_string(), &e, &kept)));
            }
            Err(source) => return hand_on(Err(io_error(path.to_string(), source))),
        }
    }
}

/// Reads on to the end of an overlong line without keeping it.
fn skip_line(input: &mut dyn BufRead) -> io::Result<()> {
    loop {
        let buffer = input.fill_buf()?;
        if buffer.is_empty() {
            return Ok(());
        }
        let (used, done) = match buffer.iter().position(|b| *b == b'\n') {
            Some(at) => (at + 1, true),
            None => (buffer.len(), false),
        };
        input.consume(used);
        if done {
            return Ok(());
        }
    }
}

/// The first bytes of a stream, which stay unread.
fn peek(input: &mut dyn BufRead) -> io::Result<Vec<u8>> {
    Ok(input.fill_buf()?.to_vec())
}

pub(super) fn raw(path: &str, kind: RawKind, bytes: Vec<u8>) -> Raw {
    Raw::new(path, kind, bytes)
}

pub(super) fn gzip(path: String, e: &io::Error, kept: &str) -> ReadError {
    let why = match e.kind() {
        io::ErrorKind::UnexpectedEof => "it ends too early".to_string(),
        _ => e.to_string(),
    };
    let kept = kept.to_string();
    // The name of an archive stands before that of its member.
    let zstd = path
        .split('/')
        .any(|part| part.ends_with(".zst") || part.ends_with(".tzst"));
    let what = if zstd { "zstd" } else { "gzip" };
    ReadError::Packed { path, what, why, kept }
}

pub(super) fn io_error(path: String, source: io::Error) -> ReadError {
    match source.kind() {
        io::ErrorKind::NotFound => ReadError::Missing { path },
        _ => ReadError::Io { path, source },
    }
}

/// A number of bytes as megabytes, for messages.
pub(super) fn megabytes(bytes: u64) -> String {
    format!("{} MB", bytes >> 20)
}

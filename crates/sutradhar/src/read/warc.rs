//! Web archives (WARC 1.0 and 1.1, ISO 28500): the pages among their records, read as a stream. One record is in memory at
//! a time, and none larger than a page may be.

use super::fetched::Fetched;
use super::files::{More, ReadError, UNIT_LIMIT, Unit, gzip, io_error, megabytes};
use super::sniff::{self, FileKind};
use super::{Raw, RawKind};
use std::collections::HashMap;
use std::io::{self, BufRead, Read};

/// Longest head of a record or of an answer, in bytes.
const HEAD_LIMIT: u64 = 64 << 10;

/// Headers of an answer that are looked at.
const HEADERS: usize = 128;

/// Why a record gives no page.
enum Stop {
    /// The archive cannot be read on.
    Io(io::Error),
    /// This record is wrong; the next may be well.
    Wrong(String),
}

impl From<io::Error> for Stop {
    fn from(e: io::Error) -> Stop {
        Stop::Io(e)
    }
}

/// The head of a record: names in small letters.
type Head = HashMap<String, String>;

/// Hands on the pages of an archive: answers with status 200 and resources that are HTML or a feed. What is no page
/// (requests, images, scripts, redirects) is passed over; a record that cannot be read is one error, and the rest goes on.
pub(super) fn pages(path: &str, packed: bool, input: &mut dyn BufRead, hand_on: &mut dyn FnMut(Unit) -> More) -> More {
    let (mut record, mut pages) = (0, 0);
    loop {
        let head = match head(input) {
            Ok(Some(head)) => head,
            Ok(None) if pages == 0 => {
                let why = format!("no news page is among the {record} records of the archive");
                let path = path.to_string();
                return hand_on(Err(ReadError::Content { path, why }));
            }
            Ok(None) => return true,
            Err(e) if packed => return hand_on(Err(gzip(path.to_string(), &e, &read_so_far(record)))),
            Err(e) => return hand_on(Err(io_error(path.to_string(), e))),
        };
        record += 1;
        let wrong = |why: String| {
            let (path, line) = (format!("{path}, record"), record);
            Err(ReadError::Line { path, line, why })
        };
        let unit = match content(&head, input) {
            Ok(content) => content.and_then(|bytes| page(&head, bytes).transpose()),
            Err(Stop::Wrong(why)) => Some(Err(why)),
            Err(Stop::Io(e)) if packed => return hand_on(Err(gzip(path.to_string(), &e, &read_so_far(record - 1)))),
            Err(Stop::Io(e)) if e.kind() == io::ErrorKind::UnexpectedEof => {
                return hand_on(wrong("the archive ends inside this record".to_string()));
            }
            Err(Stop::Io(e)) => return hand_on(Err(io_error(path.to_string(), e))),
        };
        let more = match unit {
            Some(Ok(raw)) => {
                pages += 1;
                hand_on(Ok((raw, record)))
            }
            Some(Err(why)) => hand_on(wrong(why)),
            None => true,
        };
        if !more {
            return false;
        }
    }
}

fn read_so_far(records: u64) -> String {
    format!("the {records} records before that were read")
}

/// The head of the next record; `None` at the end. What stands before a line that opens a record is passed over, so that
/// a record with a wrong length costs no more than itself.
fn head(input: &mut dyn BufRead) -> io::Result<Option<Head>> {
    loop {
        match line(input)? {
            None => return Ok(None),
            Some(line) if line.starts_with(b"WARC/") => break,
            Some(_) => {}
        }
    }
    let mut head = Head::new();
    let mut last = String::new();
    let mut room = HEAD_LIMIT;
    while let Some(line) = line(input)? {
        let text = String::from_utf8_lossy(&line);
        room = room.saturating_sub(line.len() as u64);
        if text.trim().is_empty() || room == 0 {
            break;
        }
        // A line that begins with a blank goes on with the one before.
        if text.starts_with([' ', '\t']) {
            if let Some(value) = head.get_mut(&last) {
                value.push(' ');
                value.push_str(text.trim());
            }
            continue;
        }
        if let Some((name, value)) = text.split_once(':') {
            last = name.trim().to_ascii_lowercase();
            let value = value.trim().trim_start_matches('<').trim_end_matches('>');
            head.insert(last.clone(), value.to_string());
        }
    }
    Ok(Some(head))
}

/// A line of a head without its end; what is longer than a head may be is cut.
fn line(input: &mut dyn BufRead) -> io::Result<Option<Vec<u8>>> {
    let mut bytes = Vec::new();
    if input.take(HEAD_LIMIT).read_until(b'\n', &mut bytes)? == 0 {
        return Ok(None);
    }
    while bytes.last().is_some_and(|b| matches!(b, b'\r' | b'\n')) {
        bytes.pop();
    }
    Ok(Some(bytes))
}

/// The content of a record that may hold a page; `None` where it is passed over.
fn content(head: &Head, input: &mut dyn BufRead) -> Result<Option<Vec<u8>>, Stop> {
    let length: u64 = head
        .get("content-length")
        .and_then(|n| n.parse().ok())
        .ok_or_else(|| Stop::Wrong("the record does not say how long it is".to_string()))?;
    let kind = head.get("warc-type").map_or("", String::as_str);
    let wanted = matches!(kind, "response" | "resource");
    if wanted && length <= UNIT_LIMIT {
        // What is there decides how much memory is taken, not what the head says.
        let mut bytes = Vec::new();
        input.take(length).read_to_end(&mut bytes)?;
        return match bytes.len() as u64 == length {
            true => Ok(Some(bytes)),
            false => Err(io::Error::from(io::ErrorKind::UnexpectedEof).into()),
        };
    }
    let passed = io::copy(&mut input.take(length), &mut io::sink())?;
    if passed < length {
        return Err(io::Error::from(io::ErrorKind::UnexpectedEof).into());
    }
    match wanted {
        true => Err(Stop::Wrong(format!("is larger than {}", megabytes(UNIT_LIMIT)))),
        false => Ok(None),
    }
}

/// The page of a record's content; `None` if it holds none.
fn page(head: &Head, content: Vec<u8>) -> Result<Option<Raw>, String> {
    let said = |name: &str| head.get(name).map(String::as_str);
    let is_http = said("content-type").is_some_and(|t| t.starts_with("application/http"));
    let (body, mut headers) = match is_http {
        true => match answer(&content)? {
            Some(answer) => answer,
            None => return Ok(None),
        },
        false => {
            let kind = said("content-type").unwrap_or("").to_string();
            (content, vec![("content-type".to_string(), kind)])
        }
    };
    headers.extend(said("warc-truncated").map(|why| ("warc-truncated".to_string(), why.to_string())));
    let fetched = Fetched::new(said("warc-target-uri"), said("warc-date"), headers);
    let Some(kind) = kind_of(fetched.header("content-type").unwrap_or(""), &body) else {
        return Ok(None);
    };
    let source = said("warc-target-uri")
        .or(said("warc-record-id"))
        .unwrap_or("-")
        .to_string();
    Ok(Some(Raw {
        source,
        kind,
        bytes: body,
        fetched,
    }))
}

/// What a body is, by what the server says and by its first bytes; `None` if no page.
fn kind_of(said: &str, body: &[u8]) -> Option<RawKind> {
    let said = said.split(';').next().unwrap_or("").trim().to_ascii_lowercase();
    let start = body.get(..body.len().min(16 << 10)).unwrap_or(body);
    if start.iter().all(u8::is_ascii_whitespace) || sniff::binary(start).is_some() {
        return None;
    }
    let looks = || match sniff::by_content(start) {
        FileKind::One(kind @ (RawKind::Html | RawKind::Feed)) => Some(kind),
        _ => None,
    };
    match said.as_str() {
        "text/html" | "application/xhtml+xml" => Some(looks().unwrap_or(RawKind::Html)),
        "application/rss+xml" | "application/atom+xml" | "application/feed+json" => Some(RawKind::Feed),
        "" | "text/xml" | "application/xml" => looks(),
        _ => None,
    }
}

/// A body with the headers that came before it.
type Answer = (Vec<u8>, Vec<(String, String)>);

/// The body and headers of an HTTP answer; `None` if its status is not 200.
fn answer(content: &[u8]) -> Result<Option<Answer>, String> {
    let mut list = [httparse::EMPTY_HEADER; HEADERS];
    let mut parsed = httparse::Response::new(&mut list);
    let start = match parsed.parse(content) {
        Ok(httparse::Status::Complete(start)) => start,
        Ok(httparse::Status::Partial) => return Err("the answer of the server is cut off".to_string()),
        Err(e) => return Err(format!("not an answer of a web server: {e}")),
    };
    if parsed.code != Some(200) {
        return Ok(None);
    }
    let headers: Vec<(String, String)> = parsed
        .headers
        .iter()
        .map(|h| {
            (
                h.name.to_ascii_lowercase(),
                String::from_utf8_lossy(h.value).into_owned(),
            )
        })
        .collect();
    let value = |name: &str| {
        let found = headers.iter().find(|(n, _)| n == name);
        found.map_or(String::new(), |(_, v)| v.trim().to_ascii_lowercase())
    };
    let body = content.get(start..).unwrap_or_default();
    // Some writers keep these headers though they have already undone what they name.
    let whole = match value("transfer-encoding").contains("chunked") {
        true => unchunked(body).unwrap_or_else(|| body.to_vec()),
        false => body.to_vec(),
    };
    unpacked(&value("content-encoding"), whole).map(|body| Some((body, headers)))
}

/// The body of an answer that came in chunks; `None` if it is not in chunks.
fn unchunked(mut body: &[u8]) -> Option<Vec<u8>> {
    let mut out = Vec::with_capacity(body.len());
    loop {
        match httparse::parse_chunk_size(body) {
            Ok(httparse::Status::Complete((_, 0))) => return Some(out),
            Ok(httparse::Status::Complete((start, size))) => {
                let rest = body.get(start..)?;
                let size = usize::try_from(size).ok()?;
                let Some(chunk) = rest.get(..size) else {
                    // Cut off: what is there is kept.
                    out.extend_from_slice(rest);
                    return Some(out);
                };
                out.extend_from_slice(chunk);
                body = rest.get(size..)?.strip_prefix(b"\r\n")?;
            }
            // Cut off between two chunks.
            Ok(httparse::Status::Partial) if !out.is_empty() => return Some(out),
            _ => return None,
        }
    }
}

/// A body without its content encoding.
fn unpacked(encoding: &str, body: Vec<u8>) -> Result<Vec<u8>, String> {
    let input = &body[..];
    let reader: Box<dyn Read + '_> = match encoding {
        "gzip" | "x-gzip" if body.starts_with(b"\x1f\x8b") => Box::new(flate2::read::MultiGzDecoder::new(input)),
        "deflate" if body.first().is_some_and(|b| b & 0x0f == 8) => Box::new(flate2::read::ZlibDecoder::new(input)),
        "zstd" if body.starts_with(b"\x28\xb5\x2f\xfd") => {
            Box::new(zstd::stream::read::Decoder::with_buffer(input).map_err(|e| e.to_string())?)
        }
        // Brotli has no mark: what reads as text is taken as unpacked already.
        "br" if std::str::from_utf8(input).is_err() => Box::new(brotli_decompressor::Decompressor::new(input, 4096)),
        _ => return Ok(body),
    };
    let mut out = Vec::new();
    let done = reader.take(UNIT_LIMIT + 1).read_to_end(&mut out);
    match done {
        Ok(_) if out.len() as u64 > UNIT_LIMIT => {
            Err(format!("the page unpacks to more than {}", megabytes(UNIT_LIMIT)))
        }
        Ok(_) => Ok(out),
        Err(e) => Err(format!("the page is packed ({encoding}) and cannot be unpacked: {e}")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use flate2::{Compression, write::GzEncoder};
    use proptest::prelude::*;
    use std::io::Write;

    /// One record of an archive.
    fn record(kind: &str, url: &str, content_type: &str, content: &[u8]) -> Vec<u8> {
        let head = format!(
            "WARC/1.1\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2026-03-02T04:41:12Z\r\n\
             Content-Type: {content_type}\r\nContent-Length: {}\r\n\r\n",
            content.len()
        );
        [head.as_bytes(), content, b"\r\n\r\n"].concat()
    }

    fn http(status: &str, headers: &str, body: &[u8]) -> Vec<u8> {
        [format!("HTTP/1.1 {status}\r\n{headers}\r\n\r\n").as_bytes(), body].concat()
    }

    fn response(url: &str, headers: &str, body: &[u8]) -> Vec<u8> {
        record(
            "response",
            url,
            "application/http; msgtype=response",
            &http("200 OK", headers, body),
        )
    }

    fn read(bytes: &[u8]) -> (Vec<Raw>, Vec<String>) {
        let (mut out, mut errors) = (Vec::new(), Vec::new());
        pages("a.warc", false, &mut &*bytes, &mut |unit| {
            match unit {
                Ok((raw, _)) => out.push(raw),
                Err(e) => errors.push(e.to_string()),
            }
            true
        });
        (out, errors)
    }

    fn gz(bytes: &[u8]) -> Vec<u8> {
        let mut out = GzEncoder::new(Vec::new(), Compression::fast());
        out.write_all(bytes).unwrap();
        out.finish().unwrap()
    }

    const PAGE: &str = "<!DOCTYPE html><html><body><p>सूखागढ़ में पानी बढ़ा</p></body></html>";

    #[test]
    fn pages_come_with_their_address_time_and_headers() {
        let html = "Content-Type: text/html; charset=utf-8\r\nSet-Cookie: s=1";
        let chunked = format!("{:x}\r\n{PAGE}\r\n0\r\n\r\n", PAGE.len());
        let packed = format!("{html}\r\nContent-Encoding: gzip");
        let archive = [
            record("warcinfo", "", "application/warc-fields", b"software: x\r\n"),
            record(
                "request",
                "https://a.example/1",
                "application/http; msgtype=request",
                b"GET / HTTP/1.1\r\n\r\n",
            ),
            response("https://a.example/1", html, PAGE.as_bytes()),
            response(
                "https://a.example/2",
                &format!("{html}\r\nTransfer-Encoding: chunked"),
                chunked.as_bytes(),
            ),
            response("https://a.example/3", &packed, &gz(PAGE.as_bytes())),
            response("https://a.example/4", &packed, PAGE.as_bytes()),
            response(
                "https://a.example/p.png",
                "Content-Type: image/png",
                b"\x89PNG\r\n\x1a\n",
            ),
            record(
                "response",
                "https://a.example/5",
                "application/http",
                &http("404 Not Found", html, b"<p>no</p>"),
            ),
            record("resource", "https://a.example/6", "text/html", PAGE.as_bytes()),
        ]
        .concat();
        let (pages, errors) = read(&archive);
        assert_eq!(errors, Vec::<String>::new());
        let urls: Vec<&str> = pages.iter().filter_map(|p| p.fetched.url.as_deref()).collect();
        let want: Vec<String> = [1, 2, 3, 4, 6]
            .iter()
            .map(|n| format!("https://a.example/{n}"))
            .collect();
        assert_eq!(urls, want);
        for page in &pages {
            assert_eq!(
                (page.kind, String::from_utf8_lossy(&page.bytes).as_ref()),
                (RawKind::Html, PAGE)
            );
            assert_eq!(page.fetched.at.as_deref(), Some("2026-03-02T04:41:12Z"));
            assert_eq!(page.fetched.header("set-cookie"), None);
        }
        assert_eq!(pages[0].fetched.charset(), Some("utf-8"));
    }

    #[test]
    fn a_bad_record_costs_no_more_than_itself() {
        let html = "Content-Type: text/html";
        let good = |n: u32| response(&format!("https://a.example/{n}"), html, PAGE.as_bytes());
        let too_long = String::from_utf8(good(2))
            .unwrap()
            .replace("Content-Length: ", "X-Length: ");
        let bad_gzip = response(
            "https://a.example/3",
            &format!("{html}\r\nContent-Encoding: gzip"),
            b"\x1f\x8b\x08zzz",
        );
        let (pages, errors) = read(&[&good(1), too_long.as_bytes(), &bad_gzip, &good(4)].concat());
        assert_eq!(pages.len(), 2, "{errors:?}");
        assert_eq!(errors.len(), 2, "{errors:?}");
        assert!(
            errors[0].contains("a.warc, record:2: the record does not say how long it is"),
            "{errors:?}"
        );
        assert!(errors[1].contains("cannot be unpacked"), "{errors:?}");

        let cut = [good(1), good(2)].concat();
        let (pages, errors) = read(&cut[..cut.len() - 40]);
        assert_eq!((pages.len(), errors.len()), (1, 1), "{errors:?}");
        assert!(errors[0].contains("ends inside this record"), "{errors:?}");

        let none = record("warcinfo", "", "application/warc-fields", b"software: x\r\n");
        assert!(read(&none).1[0].contains("no news page is among the 1 records"));
    }

    proptest! {
        #[test]
        fn any_bytes_end(bytes in proptest::collection::vec(any::<u8>(), 0..300), cut in 0usize..400) {
            let good = response("https://a.example/1", "Content-Type: text/html", PAGE.as_bytes());
            read(&bytes);
            read(&[&good[..cut.min(good.len())], &bytes].concat());
            let _ = unchunked(&bytes);
            let _ = unpacked("br", bytes);
        }
    }
}

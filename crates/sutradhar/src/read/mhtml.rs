//! Pages that a browser saved as one file (MHTML, RFC 2557): the page itself, with the address that it came from.

use super::files::{ReadError, Unit};
use super::{Fetched, Raw, RawKind};
use mail_parser::{MessageParser, MimeHeaders, PartType};

/// The page in a file; pictures and styles are left out.
pub(super) fn page(path: &str, bytes: &[u8]) -> Unit {
    let wrong = |why: &str| ReadError::Content {
        path: path.to_string(),
        why: why.to_string(),
    };
    let message = MessageParser::default().parse(bytes);
    let message = message.ok_or_else(|| wrong("not an MHTML file that can be read"))?;
    let page = message.parts.iter().find_map(|part| match &part.body {
        PartType::Html(text) => Some((part, text)),
        _ => None,
    });
    let (part, text) = page.ok_or_else(|| wrong("no page is in the MHTML file"))?;
    let snapshot = message.header_raw("Snapshot-Content-Location").map(str::trim);
    let address = part.content_location().or(snapshot);
    // The text was decoded just now, whatever the page says of its encoding.
    let kind = [("content-type".to_string(), "text/html; charset=utf-8".to_string())];
    let fetched = Fetched::new(address, None, kind);
    let raw = Raw::new(path, RawKind::Html, text.as_bytes().to_vec());
    Ok((Raw { fetched, ..raw }, 0))
}

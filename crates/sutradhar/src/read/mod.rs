//! Readers: from files to raw units, and from raw units to pages. The same bytes give the same pages at `add` and at `rebuild`.
//!
//! A raw unit is what the store keeps for ever: a page file, a feed file, one line of a JSONL file, or the page of one
//! record of an archive.

mod archive;
mod feeds;
mod fetched;
pub mod files;
mod json;
mod mhtml;
mod newsml;
mod ninjs;
pub mod opml;
mod records;
mod sitemap;
pub mod sniff;
mod table;
mod utf16;
mod warc;

pub use feeds::{FeedDocument, FeedEntry, feed};
pub use fetched::Fetched;
pub use sitemap::{Sitemap, sitemap};
use sutradhar_engine::model::*;
use sutradhar_engine::{extract, ingest};

/// What kind of bytes a raw unit holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum RawKind {
    /// An HTML page.
    Html,
    /// Page text.
    Text,
    /// One line of JSONL.
    Record,
    /// A feed, many articles.
    Feed,
}

impl RawKind {
    /// The word kept in the store.
    pub fn name(self) -> &'static str {
        match self {
            RawKind::Html => "html",
            RawKind::Text => "text",
            RawKind::Record => "record",
            RawKind::Feed => "feed",
        }
    }

    /// The kind of a word kept in the store.
    pub fn from_name(name: &str) -> Option<RawKind> {
        [RawKind::Html, RawKind::Text, RawKind::Record, RawKind::Feed]
            .into_iter()
            .find(|k| k.name() == name)
    }
}

/// One unit as it came in and as it is kept: a file, or one line of a JSONL file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw {
    /// Path or URL as given.
    pub source: String,
    /// What it is.
    pub kind: RawKind,
    /// The bytes, untouched.
    pub bytes: Vec<u8>,
    /// How it was fetched, where that is known.
    pub fetched: Fetched,
}

impl Raw {
    /// A unit of which nothing else is known.
    pub fn new(source: impl Into<String>, kind: RawKind, bytes: Vec<u8>) -> Raw {
        Raw {
            source: source.into(),
            kind,
            bytes,
            fetched: Fetched::default(),
        }
    }

    /// Names the unit by its location and bytes: two units with one key are the same unit.
    ///
    /// The location of a page is its file name without the folder, so that a moved folder brings nothing new; a record has
    /// no location but itself. An address that it was fetched from, and the encoding that the server named, are part of
    /// what it is.
    pub fn key(&self) -> [u8; 32] {
        let mut hasher = blake3::Hasher::new();
        hasher.update(self.kind.name().as_bytes());
        hasher.update(&[0]);
        if self.kind != RawKind::Record {
            hasher.update(file_name(&self.source).as_bytes());
            hasher.update(&[0]);
        }
        hasher.update(&self.bytes);
        for known in [self.fetched.url.as_deref(), self.fetched.charset()]
            .into_iter()
            .flatten()
        {
            hasher.update(&[0]);
            hasher.update(known.as_bytes());
        }
        *hasher.finalize().as_bytes()
    }
}

/// Bytes at the head of a page in which a browser leaves the address that it saved the page from.
const SAVED_FROM_WINDOW: usize = 2048;

/// The pages of one raw unit: one, or for a feed one an entry.
///
/// # Errors
/// One sentence: the record is not a JSON object, the feed cannot be read.
pub fn pages(raw: &Raw) -> Result<Vec<RawPage>, String> {
    match raw.kind {
        RawKind::Html | RawKind::Text => {
            let (mut text, mut notices) = ingest::decode_as(&raw.bytes, raw.fetched.charset());
            notices.extend(without_zeroes([&mut text]));
            let url = raw.fetched.url.clone().or_else(|| saved_from(&text));
            let content = if raw.kind == RawKind::Html {
                Content::Html(text)
            } else {
                Content::Text(text)
            };
            Ok(vec![RawPage {
                id: page_id(raw),
                source: raw.source.clone(),
                url,
                hints: Hints::default(),
                content,
                notices,
            }])
        }
        RawKind::Record => records::page(raw).map(|page| vec![page]),
        RawKind::Feed => feeds::pages(raw),
    }
}

/// The address in the mark that a browser leaves at the head of a page that it saves, where the page names none itself.
fn saved_from(html: &str) -> Option<String> {
    if ["rel=\"canonical\"", "rel='canonical'", "rel=canonical", "og:url"]
        .iter()
        .any(|own| html.contains(own))
    {
        return None;
    }
    let head = html.get(..html.floor_char_boundary(SAVED_FROM_WINDOW))?;
    let (_, mark) = head.split_once("<!-- saved from url=(")?;
    let (length, rest) = mark.split_once(')')?;
    let address = rest.get(..length.parse().ok()?)?;
    Fetched::new(Some(address), None, []).url
}

/// Takes zero characters out of a page's texts, with the notice `ADD-003`: no reader sees them, and a word with one
/// inside is found by nobody.
fn without_zeroes<'a>(texts: impl IntoIterator<Item = &'a mut String>) -> Option<Notice> {
    let mut count = 0;
    for text in texts {
        let zeroes = text.matches('\0').count();
        if zeroes > 0 {
            text.retain(|c| c != '\0');
            count += zeroes;
        }
    }
    let message = || format!("zero bytes in the text were left out: {count}");
    (count > 0).then(|| Notice::new("ADD-003", message()))
}

/// The notice `ADD-004` if a record or a feed states a date that cannot be read.
fn unread_date(hints: &Hints) -> Option<Notice> {
    let stated = hints.published.as_deref()?;
    let message = || {
        let shown: String = stated.chars().take(60).collect();
        format!("the date of publication is stated as \"{shown}\", which cannot be read")
    };
    (!extract::reads_as_date(stated)).then(|| Notice::new("ADD-004", message()))
}

/// Names what a page says, without the path it came by: two pages with one id and one such name are the same article.
pub fn content_key(page: &RawPage) -> [u8; 32] {
    let mut hasher = blake3::Hasher::new();
    let mut field = |text: &str| {
        hasher.update(&(text.len() as u64).to_le_bytes());
        hasher.update(text.as_bytes());
    };
    let hints = &page.hints;
    for hint in [
        &page.url,
        &hints.outlet,
        &hints.language,
        &hints.published,
        &hints.byline,
    ] {
        field(hint.as_deref().unwrap_or(""));
    }
    for tag in &hints.tags {
        field(tag);
    }
    match &page.content {
        Content::Html(text) | Content::Text(text) => field(text),
        Content::Record { title, body } => {
            field(title);
            field(body);
        }
    }
    *hasher.finalize().as_bytes()
}

/// The id of a page that brings none: from its file name and its bytes.
fn page_id(raw: &Raw) -> ArticleId {
    let mut hasher = blake3::Hasher::new();
    hasher.update(file_name(&raw.source).as_bytes());
    hasher.update(&[0]);
    hasher.update(&raw.bytes);
    ArticleId(format!("a{}", &hasher.finalize().to_hex()[..16]))
}

fn file_name(source: &str) -> &str {
    source.rsplit(['/', '\\']).next().unwrap_or("")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn any_bytes_give_pages_or_a_reason(bytes in proptest::collection::vec(any::<u8>(), 0..400), text in ".{0,200}") {
            for bytes in [bytes, text.into_bytes()] {
                let _ = sniff::binary(&bytes);
                let _ = sniff::by_content(&bytes);
                for kind in [RawKind::Html, RawKind::Text, RawKind::Record, RawKind::Feed] {
                    let raw = Raw::new("x/y", kind, bytes.clone());
                    if let Ok(pages) = pages(&raw) {
                        prop_assert!(pages.iter().all(|p| !p.id.as_str().is_empty()));
                    }
                }
            }
        }

        #[test]
        fn any_feed_text_is_read(title in "\\PC{0,40}", body in "[<>&;a-zक-ह/! #x0-9\"=]{0,120}", date in "\\PC{0,20}") {
            let xml = format!("<rss version=\"2.0\"><channel><title>{title}</title><item><title>t{title}</title>\
                <description><![CDATA[{body}]]></description><pubDate>{date}</pubDate></item></channel></rss>");
            let raw = Raw::new("f.xml", RawKind::Feed, xml.into_bytes());
            let _ = pages(&raw);
        }
    }

    #[test]
    fn a_saved_page_keeps_its_address() {
        let page = |mark: &str| {
            let html = format!("<!DOCTYPE html>\n{mark}\n<html><body><p>नदी में पानी बढ़ा</p></body></html>");
            pages(&Raw::new("saved.html", RawKind::Html, html.into_bytes())).unwrap()[0]
                .url
                .clone()
        };
        let address = Some("https://samachar.example/a".to_string());
        assert_eq!(
            page("<!-- saved from url=(0026)https://samachar.example/a -->"),
            address
        );
        let own = "<!-- saved from url=(0026)https://samachar.example/a --><link rel=\"canonical\" href=\"/b\">";
        assert_eq!(page(own), None, "the page says it itself");
        assert_eq!(page("<!-- saved from url=(9999)https://samachar.example/a -->"), None);
        assert_eq!(page("<!-- saved from url=(0016)file:///home/x/a -->"), None);
    }

    #[test]
    fn a_moved_page_keeps_its_key_and_id() {
        let raw = |source: &str, bytes: &str| Raw::new(source, RawKind::Text, bytes.into());
        assert_eq!(raw("a/p.txt", "x").key(), raw("b/p.txt", "x").key());
        assert_ne!(raw("a/p.txt", "x").key(), raw("a/q.txt", "x").key());
        assert_ne!(raw("a/p.txt", "x").key(), raw("a/p.txt", "y").key());
        assert_eq!(pages(&raw("a/p.txt", "x")), pages(&raw("a/p.txt", "x")));
        let mut fetched = raw("a/p.txt", "x");
        fetched.fetched = Fetched::new(Some("https://samachar.example/p"), None, []);
        assert_ne!(fetched.key(), raw("a/p.txt", "x").key());
        assert_eq!(
            pages(&fetched).unwrap()[0].url.as_deref(),
            Some("https://samachar.example/p")
        );
    }
}

//! Readers: from files to raw units, and from raw units to pages. The same bytes give the same pages at `add` and at `rebuild`.

use serde::Deserialize;
use sutradhar_engine::ingest;
use sutradhar_engine::model::*;

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

/// One unit as it came in and as it is kept: a file, or one line of a JSONL file.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Raw {
    /// Path or URL as given.
    pub source: String,
    /// What it is.
    pub kind: RawKind,
    /// The bytes, untouched.
    pub bytes: Vec<u8>,
}

/// A JSONL record.
#[derive(Debug, Deserialize)]
struct RecordLine {
    id: Option<String>,
    url: Option<String>,
    outlet: Option<String>,
    lang: Option<String>,
    title: Option<String>,
    body: Option<String>,
    published: Option<String>,
}

/// The pages of one raw unit.
pub fn pages(raw: &Raw) -> Result<Vec<RawPage>, String> {
    match raw.kind {
        RawKind::Html | RawKind::Text => {
            let (text, notices) = ingest::decode(&raw.bytes);
            let content = if raw.kind == RawKind::Html {
                Content::Html(text)
            } else {
                Content::Text(text)
            };
            Ok(vec![RawPage {
                id: page_id(raw),
                source: raw.source.clone(),
                url: None,
                hints: Hints::default(),
                content,
                notices,
            }])
        }
        RawKind::Record => {
            let line: RecordLine = serde_json::from_slice(&raw.bytes).map_err(|e| e.to_string())?;
            Ok(vec![RawPage {
                id: line.id.map_or_else(|| page_id(raw), ArticleId),
                source: raw.source.clone(),
                url: line.url,
                hints: Hints {
                    outlet: line.outlet.filter(|o| !o.is_empty()),
                    language: line.lang,
                    published: line.published,
                    ..Hints::default()
                },
                content: Content::Record {
                    title: line.title.unwrap_or_default(),
                    body: line.body.unwrap_or_default(),
                },
                notices: Vec::new(),
            }])
        }
        RawKind::Feed => Err("feeds are not read yet".to_string()),
    }
}

fn page_id(raw: &Raw) -> ArticleId {
    let name = raw.source.rsplit(['/', '\\']).next().unwrap_or("");
    let mut hasher = blake3::Hasher::new();
    hasher.update(name.as_bytes());
    hasher.update(&[0]);
    hasher.update(&raw.bytes);
    ArticleId(format!("a{}", &hasher.finalize().to_hex()[..16]))
}

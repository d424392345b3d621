//! A raw page as it came in.

use super::ArticleId;
use serde::{Deserialize, Serialize};

/// One page, decoded but otherwise as it came: what `ingest` hands to `extract`.
#[derive(Debug, Clone, PartialEq)]
pub struct RawPage {
    /// Its id.
    pub id: ArticleId,
    /// Path or URL as given.
    pub source: String,
    /// Where it was published, if known from outside the page (a JSONL field, a feed link).
    pub url: Option<String>,
    /// What is known from outside the page.
    pub hints: Hints,
    /// The page.
    pub content: Content,
    /// What was odd about the bytes.
    pub notices: Vec<Notice>,
}

/// The decoded page.
#[derive(Debug, Clone, PartialEq)]
pub enum Content {
    /// An HTML page.
    Html(String),
    /// Page text with all its clutter, a block a line.
    Text(String),
    /// A record that is article text already: a headline and a body.
    Record {
        /// Headline, may be empty.
        title: String,
        /// Body, paragraphs parted by line feeds.
        body: String,
    },
}

/// What a JSONL record or a feed says about its page.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Hints {
    /// Outlet name or host.
    pub outlet: Option<String>,
    /// Language tag.
    pub language: Option<String>,
    /// Publication date as printed there.
    pub published: Option<String>,
    /// Author.
    pub byline: Option<String>,
    /// Keywords.
    pub tags: Vec<String>,
}

/// Something odd that a stage met, with a stable code. Never a reason to drop a page.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Notice {
    /// Stable code, such as `EXT-001`.
    pub code: String,
    /// One sentence in English.
    pub message: String,
}

impl Notice {
    /// A notice from a code and a sentence.
    pub fn new(code: &str, message: impl Into<String>) -> Notice {
        Notice {
            code: code.to_string(),
            message: message.into(),
        }
    }
}

//! Whose text it is: copies, and origins.

use super::{ArticleId, OriginId, Span};
use serde::{Deserialize, Serialize};

/// Two articles that share text, and what differs.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct CopyPair {
    /// The one with the smaller id.
    pub a: ArticleId,
    /// The other.
    pub b: ArticleId,
    /// What they are to each other.
    pub relation: CopyRelation,
    /// Which of the two stands nearer the origin, if that can be told.
    pub source: Option<ArticleId>,
    /// The agency whose text it is, from either's credit.
    pub agency: Option<String>,
    /// Share of the shorter text's word shingles that the longer one holds, 0 to 1.
    pub containment: f64,
    /// Sentences that stand in both.
    pub kept: Vec<Passage>,
    /// Sentences that stand in both in other words.
    pub changed: Vec<Change>,
    /// Sentences of `b` (of the copy, where `source` is known) that the other lacks.
    pub added: Vec<Span>,
    /// Sentences of `a` (of the source, where known) that the other lacks.
    pub dropped: Vec<Span>,
}

/// The same passage in two articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Passage {
    /// In `a`.
    pub a: Span,
    /// In `b`.
    pub b: Span,
}

/// A sentence in two versions.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Change {
    /// The sentence in each.
    pub at: Passage,
    /// Words of `a` and what stands for them in `b`; either side may be empty.
    pub words: Vec<(String, String)>,
    /// Whether the source (`a` where it is not known) has words in quotation marks that the other gives without.
    pub quote_marks_lost: bool,
}

/// What two articles that share text are to each other.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum CopyRelation {
    /// Word for word the same body.
    SameText,
    /// One carries text of the other, or both of a third.
    Copy,
    /// One outlet's earlier and later version.
    Revision,
}

impl CopyRelation {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        match self {
            CopyRelation::SameText => "same-text",
            CopyRelation::Copy => "copy",
            CopyRelation::Revision => "revision",
        }
    }
}

/// An independent origin: one agency's text, or one outlet's own, with the articles that carry it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Origin {
    /// Its id.
    pub id: OriginId,
    /// Agency or outlet; "unknown" names are given by the article's id.
    pub name: String,
    /// The articles folded into it, by id.
    pub articles: Vec<ArticleId>,
}

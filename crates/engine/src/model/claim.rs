//! Claims, with who supports them, and headlines held against bodies.

use super::{ArticleId, Citation, ClaimId, EventId, OriginId, StatementId};
use serde::{Deserialize, Serialize};

/// One claim of an event, across outlets.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Claim {
    /// Its id.
    pub id: ClaimId,
    /// The event.
    pub event: EventId,
    /// The claim in the words of its clearest support, verbatim.
    pub text: String,
    /// How it stands.
    pub standing: Standing,
    /// Who says it, and where.
    pub support: Vec<Support>,
    /// Independent origins that assert it, copies folded.
    pub origins: usize,
    /// What a reader should know: one English sentence, may be empty.
    pub note: String,
}

/// One place that backs, denies or leaves out a claim.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Support {
    /// Where.
    pub citation: Citation,
    /// The statement it is part of, if somebody's word is given.
    pub statement: Option<StatementId>,
    /// The independent origin of the article.
    pub origin: OriginId,
    /// What it does with the claim.
    pub stance: Stance,
    /// The figure or place it gives, where claims differ in one.
    pub value: Option<String>,
}

/// What a support does with a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Stance {
    Asserts,
    Denies,
    Silent,
    Differs,
}

impl Stance {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        match self {
            Stance::Asserts => "asserts",
            Stance::Denies => "denies",
            Stance::Silent => "silent",
            Stance::Differs => "differs",
        }
    }
}

/// How a claim stands: agreement, dispute, silence and change, never a verdict on truth (law 3).
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Standing {
    Agreed,
    SingleOrigin,
    Disputed,
    Compatible,
    Denied,
    HeadlineOnly,
    Superseded,
}

impl Standing {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        use Standing::*;
        match self {
            Agreed => "agreed",
            SingleOrigin => "single-origin",
            Disputed => "disputed",
            Compatible => "compatible",
            Denied => "denied",
            HeadlineOnly => "headline-only",
            Superseded => "superseded",
        }
    }
}

/// A headline held against its body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadlineCheck {
    /// Whose.
    pub article: ArticleId,
    /// How it stands.
    pub verdict: HeadlineVerdict,
    /// Why: one English sentence that quotes the words in question.
    pub why: String,
    /// Spans of headline and body that it rests on.
    pub spans: Vec<Citation>,
}

/// How a headline stands to its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum HeadlineVerdict {
    Supported,
    Partly,
    Overstated,
    Unsupported,
    Question,
    Teaser,
}

impl HeadlineVerdict {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        use HeadlineVerdict::*;
        match self {
            Supported => "supported",
            Partly => "partly",
            Overstated => "overstated",
            Unsupported => "unsupported",
            Question => "question",
            Teaser => "teaser",
        }
    }
}

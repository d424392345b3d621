//! Quotations, and who says what on whose word.

use super::{EntityId, Span, StatementId};
use serde::{Deserialize, Serialize};

/// Words in quotation marks.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quotation {
    /// With the marks.
    pub span: Span,
    /// Without the marks.
    pub inner: Span,
    /// What the marks are for.
    pub kind: QuotationKind,
    /// False if the text never closes it: it then ends with its paragraph.
    pub closed: bool,
}

/// What quotation marks are for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub enum QuotationKind {
    /// A whole sentence or more of somebody's words.
    Speech,
    /// A few of somebody's words inside the writer's sentence.
    Partial,
    /// A name or title ('योनहाप समाचार एजेंसी'): not a quotation.
    Name,
}

/// Something that the article gives on somebody's word.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Statement {
    /// Its id: article id, `#s`, number.
    pub id: StatementId,
    /// What is said.
    pub content: Span,
    /// The reporting words (ने कहा कि, के अनुसार).
    pub cue: Option<Span>,
    /// Who says it, nearest speaker first, then each relay outward. Empty: nobody is named and nobody hinted at.
    pub chain: Vec<Source>,
    /// How the words are given.
    pub form: Form,
    /// Whether the source says it, denies it, or said nothing.
    pub polarity: Polarity,
    /// The hedging words, if any (संभावना है, दावा).
    pub hedge: Option<Span>,
    /// Stable code of the rule that found it.
    pub rule: String,
}

/// One link of a chain.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Source {
    /// The words that name it; `None` if it is implied (the speaker runs on from before).
    pub span: Option<Span>,
    /// The words as text (of the antecedent where the link is implied).
    pub text: String,
    /// The name in the text that a pronoun or title stands for.
    pub resolved: Option<String>,
    /// Which thing, if it is a known one.
    pub entity: Option<EntityId>,
    /// What kind of source.
    pub kind: SourceKind,
}

impl Source {
    /// Somebody whom the text does not name.
    pub fn unnamed() -> Source {
        Source {
            span: None,
            text: String::new(),
            resolved: None,
            entity: None,
            kind: SourceKind::Anonymous,
        }
    }
}

/// Kinds of sources.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum SourceKind {
    Person,
    OfficialBody,
    Agency,
    Media,
    Document,
    Anonymous,
    Public,
    Outlet,
}

impl SourceKind {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        use SourceKind::*;
        match self {
            Person => "person",
            OfficialBody => "official-body",
            Agency => "agency",
            Media => "media",
            Document => "document",
            Anonymous => "anonymous",
            Public => "public",
            Outlet => "outlet",
        }
    }
}

/// How words are given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Form {
    Direct,
    Indirect,
    Mixed,
    Partial,
}

impl Form {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        match self {
            Form::Direct => "direct",
            Form::Indirect => "indirect",
            Form::Mixed => "mixed",
            Form::Partial => "partial",
        }
    }
}

/// What a source does with a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Polarity {
    Asserts,
    Denies,
    Silent,
}

impl Polarity {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        match self {
            Polarity::Asserts => "asserts",
            Polarity::Denies => "denies",
            Polarity::Silent => "silent",
        }
    }
}

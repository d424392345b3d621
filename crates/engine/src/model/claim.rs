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
    /// The claim of which it is a detail: one more thing (when, where, how many) that the reports of that claim share.
    pub detail_of: Option<ClaimId>,
    /// The claim in the words of its clearest support, verbatim.
    pub text: String,
    /// How it stands.
    pub standing: Standing,
    /// Who says it, and where.
    pub support: Vec<Support>,
    /// Independent origins that assert it, copies folded.
    pub origins: usize,
    /// Why it stands so, as codes with what they are about; worded by `labels` of the view.
    pub reasons: Vec<ClaimReason>,
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

/// Why a claim stands as it does.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClaimReason {
    /// What was found.
    pub code: ClaimCode,
    /// The words or the name that it is about; may be empty.
    pub own: String,
    /// The words against them; may be empty.
    pub other: String,
}

/// What was found of a claim.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum ClaimCode {
    /// Reports give two numbers for one thing.
    NumbersDiffer,
    /// Reports give two days or times of day.
    TimesDiffer,
    /// One report says so and another says not.
    Negated,
    /// A later tally replaces it.
    Later,
    /// A source denies it.
    Denied,
    /// It is known only because a source denies it.
    OnlyDenied,
    /// All origins rest on the word of one source.
    OneSource,
    /// Reports of different origins print the same text, a release or a note; they count as one origin.
    SharedText,
    /// The headline says it and its body does not.
    HeadlineOnly,
    /// Reports of other origins are not whole: they may say so too, in what is not there.
    OthersInPart,
}

impl ClaimCode {
    /// The code used in records.
    pub fn name(self) -> &'static str {
        use ClaimCode::*;
        match self {
            NumbersDiffer => "numbers-differ",
            TimesDiffer => "times-differ",
            Negated => "negated",
            Later => "later",
            Denied => "denied",
            OnlyDenied => "only-denied",
            OneSource => "one-source",
            SharedText => "shared-text",
            HeadlineOnly => "headline-only",
            OthersInPart => "others-in-part",
        }
    }
}

/// What two sides of a claim differ in.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DifferenceKind {
    /// A figure.
    Number,
    /// A day or a time of day.
    Time,
    /// Whether it is so at all.
    Negation,
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
    Differs,
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
            Differs => "differs",
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
    /// Why: English sentences that quote the words in question.
    pub why: String,
    /// The same as codes, for wording in other languages; the weightiest first.
    pub reasons: Vec<HeadlineReason>,
    /// Spans that it rests on: the words in question first, then the nearest of the body.
    pub spans: Vec<Citation>,
}

/// How a headline stands to its body.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum HeadlineVerdict {
    Supported,
    Partly,
    Overstated,
    Contradicted,
    Unsupported,
    Question,
    Teaser,
    CannotTell,
}

impl HeadlineVerdict {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        use HeadlineVerdict::*;
        match self {
            Supported => "supported",
            Partly => "partly",
            Overstated => "overstated",
            Contradicted => "contradicted",
            Unsupported => "unsupported",
            Question => "question",
            Teaser => "teaser",
            CannotTell => "cannot-tell",
        }
    }

    /// Whether it finds fault with the headline.
    pub fn is_flag(self) -> bool {
        use HeadlineVerdict::*;
        matches!(self, Partly | Overstated | Contradicted | Unsupported)
    }
}

/// Why a headline has its verdict: a code, with the words that it is about.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct HeadlineReason {
    /// What was found.
    pub code: HeadlineCode,
    /// The words of the headline.
    pub words: String,
    /// The words of the body that stand against them; empty if it has none.
    pub given: String,
}

/// What was found of a headline.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub enum HeadlineCode {
    /// The body says what the headline says.
    BorneOut,
    /// It asks.
    Asks,
    /// It promises to tell.
    Promises,
    /// The body is an excerpt, or broken, or another item.
    Incomplete,
    /// The body is in a language that is not judged.
    Unread,
    /// Given as a fact, and the body holds it back.
    HeldBack,
    /// A number that the body gives otherwise.
    OtherNumber,
    /// A number that the body does not give.
    NoNumber,
    /// Words that nothing in the body answers.
    NotThere,
    /// A word that makes more of it than the body does.
    Wider,
    /// The body says the contrary.
    Contrary,
}

impl HeadlineCode {
    /// The code used in records.
    pub fn name(self) -> &'static str {
        use HeadlineCode::*;
        match self {
            BorneOut => "borne-out",
            Asks => "asks",
            Promises => "promises",
            Incomplete => "incomplete",
            Unread => "unread",
            HeldBack => "held-back",
            OtherNumber => "other-number",
            NoNumber => "no-number",
            NotThere => "not-there",
            Wider => "wider",
            Contrary => "contrary",
        }
    }
}

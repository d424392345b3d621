//! What a reader sees first: bullets, questions, a timeline. Every line cites.

use super::{Citation, EventId, Lang, Precision};
use serde::{Deserialize, Serialize};

/// The brief of an event in one language.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Brief {
    /// Of which event.
    pub event: EventId,
    /// In which language.
    pub language: Lang,
    /// Three to five cited sentences.
    pub bullets: Vec<Bullet>,
    /// Questions answered by cited spans.
    pub faq: Vec<Answer>,
    /// What happened when.
    pub timeline: Vec<TimelineEntry>,
}

/// One cited line.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Bullet {
    /// Its words: verbatim, perhaps with its source put before it.
    pub text: String,
    /// What it rests on; never empty.
    pub citations: Vec<Citation>,
    /// Where it stands with the editors.
    pub state: ReviewState,
}

/// A question and its cited answer.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Answer {
    /// The question.
    pub question: String,
    /// Verbatim answer.
    pub answer: String,
    /// What it rests on; never empty.
    pub citations: Vec<Citation>,
}

/// One entry of a timeline.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct TimelineEntry {
    /// ISO 8601 as fine as `precision`, or A/B.
    pub date: String,
    /// How fine.
    pub precision: Precision,
    /// What happened: verbatim.
    pub text: String,
    /// What it rests on; never empty.
    pub citations: Vec<Citation>,
}

/// Where a bullet stands with the editors.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum ReviewState {
    Draft,
    Reviewed,
    Published,
}

impl ReviewState {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        match self {
            ReviewState::Draft => "draft",
            ReviewState::Reviewed => "reviewed",
            ReviewState::Published => "published",
        }
    }
}

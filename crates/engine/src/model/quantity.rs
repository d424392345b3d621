//! Figures in the text.

use super::Span;
use serde::{Deserialize, Serialize};

/// A number that counts or measures something.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Quantity {
    /// The number with its scale or unit word (1.5 लाख, 25 फीसदी), hedge left out.
    pub span: Span,
    /// Its value; the lower one of a range.
    pub value: f64,
    /// The upper value of a range.
    pub value_max: Option<f64>,
    /// Whether the text hedges it (लगभग, करीब, से अधिक, कम से कम).
    pub approx: bool,
    /// Unit in English (percent, rupees, km, years); empty where things are counted.
    pub unit: String,
    /// What is counted, with its modifiers.
    pub counted: Option<Span>,
    /// How the text puts it.
    pub status: FigureStatus,
}

/// Status of a figure, from verb and modality.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum FigureStatus {
    Done,
    Ongoing,
    Planned,
    Possible,
    Denied,
    Estimate,
    Total,
    Unspecified,
}

impl FigureStatus {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        use FigureStatus::*;
        match self {
            Done => "done",
            Ongoing => "ongoing",
            Planned => "planned",
            Possible => "possible",
            Denied => "denied",
            Estimate => "estimate",
            Total => "total",
            Unspecified => "unspecified",
        }
    }
}

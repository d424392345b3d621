//! Propositions: what a body asserts, clause by clause.

use super::{EntityId, Span};
use serde::{Deserialize, Serialize};

/// One assertion of a body sentence: a clause, and what it takes from around it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Proposition {
    /// The clause, verbatim.
    pub span: Span,
    /// Index of its sentence among [`Analysis::sentences`](super::Analysis::sentences).
    pub sentence: u32,
    /// What it does not say itself.
    pub inherits: Inherited,
    /// Index among the article's statements of the one it belongs to, where somebody's word is given.
    pub statement: Option<u32>,
    /// Whether it has a finite verb: without one, and without a figure, it asserts nothing by itself.
    pub verb: bool,
    /// Whether its verb is negated.
    pub negated: bool,
    /// Its figures, in order.
    pub figures: Vec<FigureSlot>,
}

/// What a clause takes from the sentence before, from the head of its list or from the dateline.
#[derive(Debug, Clone, PartialEq, Default, Serialize, Deserialize)]
pub struct Inherited {
    /// The subject: words of the clause before it in its sentence, or of the sentence before.
    pub subject: Option<Span>,
    /// The place named last before it.
    pub place: Option<EntityId>,
    /// Index among the article's times of the one told in it or last before it; none: the publication day holds.
    pub time: Option<u32>,
}

/// What a figure gives the value of. Two figures meet only where both slots are known and the same.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct FigureSlot {
    /// Index among the article's quantities.
    pub quantity: u32,
    /// What is reported of what is counted (killed, infected); empty if not told.
    pub reported: String,
    /// Class or noun of what is counted; empty if not told.
    pub counted: String,
    /// The words that say whom it concerns.
    pub of_whom: Option<Span>,
    /// Where, as far as the clause or what it inherits says.
    pub place: Option<EntityId>,
    /// Whether the place stands in the clause itself.
    pub own_place: bool,
    /// Which measure of it.
    pub measure: Measure,
    /// What else the words beside it say of the measure (gross, net, worldwide), sorted.
    pub kinds: Vec<String>,
    /// Whether the text gives it as a bound or hedges it.
    pub bound: Bound,
    /// Index among the article's times of the one up to which it is told, where the clause says so.
    pub as_of: Option<u32>,
}

/// Which measure of a counted thing a figure gives.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Measure {
    /// Those that came in a day or some other stretch of time (24 घंटे में 75 नए मामले).
    New,
    /// All up to now.
    Total,
    /// Those that are so now (सक्रिय मामले).
    Active,
    /// So many beyond others named before (चार और शव).
    More,
    /// A part of a figure named before (इनमें से 16).
    Part,
    /// Not told.
    Unspecified,
}

impl Measure {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        match self {
            Measure::New => "new",
            Measure::Total => "total",
            Measure::Active => "active",
            Measure::More => "more",
            Measure::Part => "part",
            Measure::Unspecified => "unspecified",
        }
    }
}

/// How exactly a figure is given.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[allow(missing_docs)]
pub enum Bound {
    Exact,
    About,
    AtLeast,
    AtMost,
}

impl Bound {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        match self {
            Bound::Exact => "exact",
            Bound::About => "about",
            Bound::AtLeast => "at-least",
            Bound::AtMost => "at-most",
        }
    }
}

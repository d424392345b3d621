//! The kinds of records.

/// A kind of records, one line of the contract each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs)]
pub enum RecordKind {
    Articles,
    Mentions,
    Times,
    Quantities,
    Statements,
    Propositions,
    Copies,
    Events,
    Storylines,
    Claims,
    Headlines,
    Briefs,
}

impl RecordKind {
    /// All kinds, in the order of the stages.
    pub const ALL: [RecordKind; 12] = [
        RecordKind::Articles,
        RecordKind::Mentions,
        RecordKind::Times,
        RecordKind::Quantities,
        RecordKind::Statements,
        RecordKind::Propositions,
        RecordKind::Copies,
        RecordKind::Events,
        RecordKind::Storylines,
        RecordKind::Claims,
        RecordKind::Headlines,
        RecordKind::Briefs,
    ];

    /// The word that names it, in files and on the command line.
    pub fn name(self) -> &'static str {
        match self {
            RecordKind::Articles => "articles",
            RecordKind::Mentions => "mentions",
            RecordKind::Times => "times",
            RecordKind::Quantities => "quantities",
            RecordKind::Statements => "statements",
            RecordKind::Propositions => "propositions",
            RecordKind::Copies => "copies",
            RecordKind::Events => "events",
            RecordKind::Storylines => "storylines",
            RecordKind::Claims => "claims",
            RecordKind::Headlines => "headlines",
            RecordKind::Briefs => "briefs",
        }
    }

    /// The kind of a name.
    pub fn from_name(name: &str) -> Option<RecordKind> {
        RecordKind::ALL.into_iter().find(|kind| kind.name() == name)
    }
}

impl std::fmt::Display for RecordKind {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.pad(self.name())
    }
}

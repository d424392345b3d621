//! Names in the text and the things they name.

use super::{EntityId, Span};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// A place in the text that names something.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    /// The longest name without titles and postpositions.
    pub span: Span,
    /// What kind of thing.
    pub kind: EntityKind,
    /// Which thing.
    pub entity: EntityId,
    /// In what way it names it.
    pub role: MentionRole,
}

/// Kinds of named things.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum EntityKind {
    /// A person.
    Person,
    /// A place.
    Place,
    /// An organisation, agencies and media included.
    Organisation,
    /// A named event (अलास्का शिखर सम्मेलन).
    Event,
}

impl EntityKind {
    /// The word used in records.
    pub fn name(self) -> &'static str {
        match self {
            EntityKind::Person => "PER",
            EntityKind::Place => "LOC",
            EntityKind::Organisation => "ORG",
            EntityKind::Event => "EVT",
        }
    }
}

/// How a mention names its thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum MentionRole {
    /// By a name, whole or in part, or an abbreviation.
    Name,
    /// By an adjective of a place (रूसी, अमेरिकी): linked, not the place itself.
    Demonym,
    /// By a capital or seat of power for its government (क्रेमलिन).
    Metonym,
    /// By a description (उत्तर कोरिया के सरकारी मीडिया) that the document resolves.
    Description,
}

/// One thing that a document names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entity {
    /// Its id, the same in every document and script.
    pub id: EntityId,
    /// What kind of thing.
    pub kind: EntityKind,
    /// Names by language tag; the fullest name seen in this document, plus those of the gazetteer.
    pub names: BTreeMap<String, String>,
    /// What it belongs to: the country of a state agency, of a capital's government or of a country's media.
    pub of: Option<EntityId>,
}

impl Entity {
    /// The name to show in `language`, else Hindi, English, any.
    pub fn name(&self, language: &str) -> &str {
        [language, "hi", "en"]
            .iter()
            .find_map(|l| self.names.get(*l))
            .or_else(|| self.names.values().next())
            .map_or(self.id.as_str(), |n| n)
    }
}

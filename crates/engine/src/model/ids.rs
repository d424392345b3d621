//! Stable ids. All are derived from content, so the same pages give the same ids in every store.

use serde::{Deserialize, Serialize};

macro_rules! id {
    ($(#[$doc:meta])* $name:ident) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
        pub struct $name(pub String);

        impl $name {
            /// The id as text.
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                f.pad(&self.0)
            }
        }

        impl From<&str> for $name {
            fn from(s: &str) -> Self {
                $name(s.to_string())
            }
        }
    };
}

id! {
    /// An article: the id that a JSONL input gives, else derived from the page's content and location.
    ArticleId
}
id! {
    /// One person, place, organisation or named event, across spellings, scripts and documents.
    EntityId
}
id! {
    /// A statement: its article's id and its number there.
    StatementId
}
id! {
    /// An event: derived from its first article.
    EventId
}
id! {
    /// A storyline: derived from its first event.
    StorylineId
}
id! {
    /// A claim: derived from its event and its first support.
    ClaimId
}
id! {
    /// An independent origin: an agency's text or one outlet's own reporting, copies folded into it.
    OriginId
}

/// Sixteen hexadecimal digits that name `parts`: FNV-1a, 64 bits. For ids inside one collection, not for security.
pub fn short_hash<'a>(parts: impl IntoIterator<Item = &'a str>) -> String {
    let mut h: u64 = 0xcbf2_9ce4_8422_2325;
    for part in parts {
        for b in part.bytes().chain([0xff]) {
            h = (h ^ b as u64).wrapping_mul(0x0100_0000_01b3);
        }
    }
    format!("{h:016x}")
}

//! Why a tool gave no answer, in words that say what to do.

use super::clean::short;
use crate::app::{Address, AppError};

/// Why a tool gave no answer.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum Problem {
    #[error("not-found: no such {what} ({id}); search first, and use an id as it was given")]
    NotFound { what: &'static str, id: String },
    #[error("gone: this {what} ({id}) is no more{}", told(story.as_deref()))]
    Gone {
        what: &'static str,
        id: String,
        story: Option<String>,
    },
    #[error("bad-arguments: {0}")]
    Arguments(String),
    #[error("too-large: the answer would have {bytes} bytes, more than {most}; ask for less")]
    TooLarge { bytes: usize, most: usize },
    #[error("{}", of_app(.0))]
    App(#[from] AppError),
}

/// The result of a tool.
pub type Result<T> = std::result::Result<T, Problem>;

fn told(story: Option<&str>) -> String {
    match story {
        Some(id) => format!("; what it rested on is told in story {id}: get_story with that id"),
        None => "; search for its words".to_string(),
    }
}

fn of_app(e: &AppError) -> String {
    match e {
        AppError::NotFound { .. } => format!("not-found: {e}; search first"),
        AppError::Ambiguous { .. } | AppError::Refused(_) => format!("bad-arguments: {e}"),
        AppError::NotAnalysed { .. } => format!("not-ready: {e}; ask again later"),
        _ => format!("store: {e}"),
    }
}

impl Problem {
    /// Whether it lies in the store and not in what was asked.
    pub fn of_store(&self) -> bool {
        use AppError::*;
        match self {
            Problem::App(NotFound { .. } | Ambiguous { .. } | Refused(_) | NotAnalysed { .. }) => false,
            Problem::App(_) => true,
            _ => false,
        }
    }

    /// Something that was named and is not there.
    pub fn not_found(what: &'static str, id: &str) -> Problem {
        let id = short(id, 60);
        Problem::NotFound { what, id }
    }
}

/// How often an id is followed to the one that took its place.
const MOVES: usize = 4;

/// What has an id, or took the place of what had it.
///
/// # Errors
/// There is no such thing, or it is gone; those of the store.
pub fn follow<T>(
    what: &'static str,
    id: &str,
    find: impl Fn(&str) -> std::result::Result<Address<T>, AppError>,
) -> Result<T> {
    let mut at = id.to_string();
    for _ in 0..MOVES {
        match find(&at)? {
            Address::Here(found) => return Ok(found),
            Address::Moved(now) => at = now,
            Address::Gone(story) => {
                let (id, story) = (short(id, 60), story.map(|s| s.to_string()));
                return Err(Problem::Gone { what, id, story });
            }
            Address::Unknown => break,
        }
    }
    Err(Problem::not_found(what, id))
}

//! What the program can do, for any face: the command line, web pages, an assistant.
//!
//! Requests and results are types; nothing here prints, and nothing knows of a terminal or of HTTP. [`App`] names a
//! store; [`Reader`] answers questions from one state of it and never writes; decisions and jobs write.

mod articles;
mod changes;
mod compare;
mod decide;
mod entities;
mod entity_page;
mod error;
mod info;
mod jobs;
mod names;
mod near;
mod pages;
mod reader;
mod records;
mod search;
mod site;
mod sources;
mod stories;
mod suggest;
mod watched;

pub use articles::{ArticleList, ArticleView, UNKNOWN_OUTLET, Wanted};
pub use changes::{ChangeRequest, Followed, Since};
pub use compare::{Both, Comparison, Passage, Report, SharedCopy, TwoReports};
pub use decide::{Alias, Decided, Removed};
pub use entities::{EntityRequest, EntityRow, EntityView, StatementRow, StoryShare};
pub use error::{AppError, What};
pub use info::Info;
pub use jobs::{Added, Progress, Repaired, Trial};
pub use names::NameFound;
pub use near::{FoundClaim, NearClaim, NearPassage, Nearest, carrying_terms};
pub use pages::Address;
pub use reader::{Freshness, Reader};
pub use records::Format;
pub use search::{Found, FoundKind, SearchRequest, SearchResult};
pub use site::{SiteOptions, Written};
pub use sources::Source;
pub use stories::{Order, StoryList, StoryRequest, StoryView};

use crate::pipeline::{Cancel, Options};
use crate::settings::Settings;

/// The result of a request.
pub type Result<T> = std::result::Result<T, AppError>;

/// The program over one store.
#[derive(Debug, Clone)]
pub struct App {
    settings: Settings,
    cancel: Cancel,
}

impl App {
    /// The program over the store that the settings name. Nothing is opened yet.
    pub fn new(settings: Settings) -> App {
        let cancel = Cancel::default();
        App { settings, cancel }
    }

    /// Stops what this value and its clones are doing.
    pub fn cancel(&self) -> &Cancel {
        &self.cancel
    }

    /// Its settings.
    pub fn settings(&self) -> &Settings {
        &self.settings
    }

    /// Opens the store for questions.
    ///
    /// # Errors
    /// There is no store, it cannot be read, or what is derived was made by another version of the program.
    pub fn read(&self) -> Result<Reader> {
        Reader::open(&self.settings.store)
    }

    /// How its runs are done.
    pub fn options(&self) -> Options {
        Options {
            threads: self.settings.threads,
            cancel: self.cancel.clone(),
            at: now(),
        }
    }
}

/// The time, to the second: only the edge of the program knows it.
fn now() -> String {
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |d| d.as_secs());
    jiff::Timestamp::from_second(i64::try_from(seconds).unwrap_or(0)).map_or_else(|_| String::new(), |t| t.to_string())
}

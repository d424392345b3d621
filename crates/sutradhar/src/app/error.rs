//! Why a request was not answered.

use crate::export::ExportError;
use crate::pipeline::RunError;
use crate::store::StoreError;
use std::path::{Path, PathBuf};

/// What a typed name stands for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
#[allow(missing_docs)]
pub enum What {
    Story,
    Article,
    Entity,
    Decision,
    Alias,
    Storyline,
    Claim,
    Outlet,
    Feed,
}

impl What {
    /// One of them.
    pub fn name(self) -> &'static str {
        match self {
            What::Story => "story",
            What::Article => "article",
            What::Entity => "entity",
            What::Decision => "decision",
            What::Alias => "alias",
            What::Storyline => "storyline",
            What::Claim => "claim",
            What::Outlet => "outlet",
            What::Feed => "feed",
        }
    }

    /// Several of them.
    pub fn plural(self) -> &'static str {
        match self {
            What::Story => "stories",
            What::Article => "articles",
            What::Entity => "entities",
            What::Decision => "decisions",
            What::Alias => "aliases",
            What::Storyline => "storylines",
            What::Claim => "claims",
            What::Outlet => "outlets",
            What::Feed => "feeds",
        }
    }

    /// By what it can be named.
    fn known_by(self) -> &'static str {
        match self {
            What::Story => "number or id",
            What::Article | What::Storyline | What::Claim | What::Outlet => "id",
            What::Entity => "id or name",
            What::Decision | What::Feed => "number",
            What::Alias => "name",
        }
    }
}

/// Why a request was not answered.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum AppError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error(transparent)]
    Run(#[from] RunError),
    #[error(transparent)]
    Export(#[from] ExportError),
    #[error("{path}: {source}")]
    Io { path: PathBuf, source: std::io::Error },
    #[error("no {} has the {} {typed}", what.name(), what.known_by())]
    NotFound { what: What, typed: String },
    #[error("{typed} fits several {}: {}", what.plural(), candidates.join(", "))]
    Ambiguous {
        what: What,
        typed: String,
        candidates: Vec<String>,
    },
    #[error("article {id} is stored but not analysed yet; another process may be at it")]
    NotAnalysed { id: String },
    #[error("{0}")]
    Refused(String),
}

impl AppError {
    /// Something that was named and is not there.
    pub fn not_found(what: What, typed: &str) -> AppError {
        let typed = typed.to_string();
        AppError::NotFound { what, typed }
    }

    /// An error of the file system.
    pub fn io(path: &Path, source: std::io::Error) -> AppError {
        let path = path.to_path_buf();
        AppError::Io { path, source }
    }
}

//! What can be typed about lists and searching.

use crate::app::FoundKind;
use crate::settings::day;
use clap::{Args as ClapArgs, ValueEnum};

/// Orders of the list of stories.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum SortBy {
    /// Newest first
    Date,
    /// Those that most articles tell first
    Size,
    /// Those with most independent origins first
    Origins,
}

/// List the stories, newest first
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Each story shows how many articles tell it and from how many independent origins: ten copies of one agency's text are one origin.

Examples:
  sutradhar stories --since 2025-08-01 --lang hi
  sutradhar stories --sort origins -n 10
  sutradhar stories --by-storyline      each storyline with its events in order of time
  sutradhar stories --json --limit 0 | jq -r '.[].title'")]
pub struct Stories {
    /// Only stories that go on until this day or later (2025-08-13, 2025-08, 2025)
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub since: Option<String>,
    /// Only stories that began on this day or before
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub until: Option<String>,
    /// Only stories with an article in this language (hi, mr, en ...)
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// At most so many; 0 for all
    #[arg(short = 'n', long, value_name = "N", default_value_t = 30)]
    pub limit: usize,
    /// In which order
    #[arg(long, value_name = "BY", default_value = "date", conflicts_with = "by_storyline")]
    pub sort: SortBy,
    /// Each storyline with its events in order of time, one line a story
    #[arg(long, conflicts_with = "json")]
    pub by_storyline: bool,
    /// Print a JSON array
    #[arg(long)]
    pub json: bool,
}

/// List the articles, newest first: id, day, outlet, title
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  sutradhar articles --outlet सरल --since 2025-08
  sutradhar articles --lang mr -n 0 --json | jq -r '.[].id'")]
pub struct Articles {
    /// Which articles
    #[command(flatten)]
    pub only: Only,
    /// At most so many; 0 for all
    #[arg(short = 'n', long, value_name = "N", default_value_t = 30)]
    pub limit: usize,
    /// Print a JSON array
    #[arg(long)]
    pub json: bool,
}

/// Which articles are wanted; a story or a statement goes with its articles.
#[derive(Debug, Clone, ClapArgs)]
pub struct Only {
    /// Only what was published on this day or later (2025-08-13, 2025-08, 2025)
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub since: Option<String>,
    /// Only what was published on this day or before
    #[arg(long, value_name = "DAY", value_parser = day)]
    pub until: Option<String>,
    /// Only what is in this language (hi, mr, en ...)
    #[arg(long, value_name = "TAG")]
    pub lang: Option<String>,
    /// Only what this outlet published; a part of its name is enough
    #[arg(long, value_name = "NAME")]
    pub outlet: Option<String>,
}

/// Say what is in the store: counts by language, size, format, versions
#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: sutradhar info --json")]
pub struct Info {
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Search stories, articles and statements
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
All words must occur; \"in quotation marks\" they must stand together. Inflections and spelling variants are found (सैनिकों finds सैनिक,
ज़िला finds जिला), digits of every script are the same, and names are found by their sound in another script too.

Examples:
  sutradhar search सैनिक ५०००
  sutradhar search बांध --since 2025-07 --lang hi --outlet सरल
  sutradhar search --kind statement \"बिना किसी देरी\"")]
pub struct Search {
    /// Words
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// Only one kind of results
    #[arg(long, value_name = "KIND")]
    pub kind: Option<ResultKind>,
    /// Which articles
    #[command(flatten)]
    pub only: Only,
    /// At most so many of each kind
    #[arg(short = 'n', long, value_name = "N", default_value_t = 8)]
    pub limit: usize,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Kinds of search results.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum ResultKind {
    Story,
    Article,
    Statement,
}

impl From<ResultKind> for FoundKind {
    fn from(kind: ResultKind) -> FoundKind {
        match kind {
            ResultKind::Story => FoundKind::Story,
            ResultKind::Article => FoundKind::Article,
            ResultKind::Statement => FoundKind::Statement,
        }
    }
}

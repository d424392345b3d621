//! What can be typed.

use crate::settings::Typed;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;

/// Stories you can check, out of a heap of news pages.
///
/// Sutradhar (सूत्रधार, "the one who holds the threads") reads raw news pages in Hindi, other Indian languages and English, and
/// gives back one page per event: what happened, when, who says so and on whose word, how many independent origins stand
/// behind each claim, what was copied from the wire and what was changed. No keys, no network, no model.
#[derive(Debug, Parser)]
#[command(
    name = "sutradhar",
    version,
    arg_required_else_help = true,
    propagate_version = true,
    after_help = "\
Begin here:
  sutradhar demo                          see what it does, on bundled pages
  sutradhar add pages/ feed.xml more.jsonl.gz
  sutradhar stories                       the list, newest first
  sutradhar story 1                       one of them
  sutradhar search पुतिन सैनिक

Exit status: 0 done, 1 nothing found, 2 error."
)]
pub struct Args {
    /// Folder of the store [default: SUTRADHAR_STORE, else sutradhar in the data folder of the user]
    #[arg(long, global = true, value_name = "DIR")]
    store: Option<PathBuf>,
    /// When to colour
    #[arg(
        long,
        visible_alias = "color",
        global = true,
        value_name = "WHEN",
        default_value = "auto"
    )]
    pub colour: Colour,
    /// Threads for analysing; the result is the same with any number [default: all cores]
    #[arg(long, global = true, value_name = "N", hide_short_help = true)]
    threads: Option<usize>,
    /// Seconds to wait while another process writes to the store [default: 10]
    #[arg(long, global = true, value_name = "SECONDS", hide_short_help = true)]
    wait: Option<u64>,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

impl Args {
    /// The part that settings are made of.
    pub fn typed(&self) -> Typed {
        Typed {
            store: self.store.clone(),
            threads: self.threads,
            wait: self.wait,
        }
    }
}

/// When to colour.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum Colour {
    /// On a terminal, unless NO_COLOR is set
    Auto,
    /// Always
    Always,
    /// Never
    Never,
}

/// The commands.
#[derive(Debug, Subcommand)]
#[allow(missing_docs)]
pub enum Command {
    Demo(Demo),
    Add(Add),
    Stories(Stories),
    Story(Story),
    Article(Article),
    Diff(Diff),
    Search(Search),
    Export(Export),
    Rebuild(Rebuild),
    Doctor(Doctor),
    /// Print the completions of a shell
    #[command(
        after_help = "Example: sutradhar completions bash > ~/.local/share/bash-completion/completions/sutradhar"
    )]
    Completions {
        /// Which shell
        shell: clap_complete::Shell,
    },
    /// Print the manual page
    #[command(after_help = "Example: sutradhar man > sutradhar.1 && man ./sutradhar.1")]
    Man,
}

/// Run the bundled sample pages from end to end
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Without --store the demo uses a folder in the temporary folder of the system, made anew each time, that you can look into afterwards.")]
pub struct Demo {}

/// Add pages to the store, and bring the stories up to date
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
PATH is a page (.html, .txt), a file of records (.jsonl, .json), a feed (.xml, .rss, .atom), each perhaps with .gz, a folder
with any of these, or - for standard input. Other endings are told by their content. What was added before is known again: adding
a folder twice brings nothing new. A file that cannot be read gives one error, and the rest goes on.

A record is one JSON object a line: {\"id\", \"url\", \"outlet\", \"lang\", \"title\", \"body\", \"published\"}, title or body being enough.

Examples:
  sutradhar add pages/
  sutradhar add 2025-08.jsonl.gz today.rss
  curl -s https://example.org/story.html | sutradhar add -")]
pub struct Add {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Print the summary as one JSON object
    #[arg(long)]
    pub json: bool,
    /// Print one JSON object a line for each batch as soon as it is safe in the store, and the summary last
    #[arg(long, conflicts_with = "json")]
    pub json_progress: bool,
}

/// List the stories, newest first
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Each story shows how many articles tell it and from how many independent origins: ten copies of one agency's text are one origin.

Examples:
  sutradhar stories --since 2025-08-01 --lang hi
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
    #[arg(long, value_name = "N", default_value_t = 30)]
    pub limit: usize,
    /// Each storyline with its events in order of time, one line a story
    #[arg(long, conflicts_with = "json")]
    pub by_storyline: bool,
    /// Print a JSON array
    #[arg(long)]
    pub json: bool,
}

/// Forms of a page.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum PageFormat {
    /// For the terminal
    Text,
    /// Plain data
    Json,
    /// One file with everything in it
    Html,
    /// For notes and wikis
    Markdown,
}

/// Show one story: what happened, who says so, what is disputed, who copied whom
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  sutradhar story 1                 short: what a reader takes in within two minutes
  sutradhar story 1 --full          everything, with all cited passages
  sutradhar story e3f9 --format html --output story.html")]
pub struct Story {
    /// Number in the list, or id, or the beginning of an id
    #[arg(value_name = "STORY")]
    pub id: String,
    /// Everything, in the terminal too (the other forms always have everything)
    #[arg(long)]
    pub full: bool,
    /// Form of the page
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: PageFormat,
    /// Same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Show one article: its lines with class and reason, statements, figures, times, lineage
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Examples:
  sutradhar article a3f9            short: who says what, figures, names, shared text
  sutradhar article a3f9 --full     everything, with every line of the page and why it has its class")]
pub struct Article {
    /// Id, or the beginning of one
    #[arg(value_name = "ARTICLE")]
    pub id: String,
    /// Everything, in the terminal too (the other forms always have everything)
    #[arg(long)]
    pub full: bool,
    /// Form of the page
    #[arg(long, value_name = "FORMAT", default_value = "text")]
    pub format: PageFormat,
    /// Same as --format json
    #[arg(long, conflicts_with = "format")]
    pub json: bool,
    /// Write to this file
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Compare two articles: sentences kept, changed, added, dropped
#[derive(Debug, ClapArgs)]
#[command(after_help = "Example: sutradhar diff a3f9 a77c")]
pub struct Diff {
    /// Id of one article, or its beginning
    pub a: String,
    /// Id of the other
    pub b: String,
    /// Print the copy record as JSON
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
  sutradhar search --kind statement \"बिना किसी देरी\"")]
pub struct Search {
    /// Words
    #[arg(required = true, value_name = "QUERY")]
    pub query: Vec<String>,
    /// Only one kind of results
    #[arg(long, value_name = "KIND")]
    pub kind: Option<ResultKind>,
    /// At most so many of each kind
    #[arg(long, value_name = "N", default_value_t = 8)]
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

impl ResultKind {
    /// The word in the index.
    pub fn name(self) -> &'static str {
        match self {
            ResultKind::Story => "story",
            ResultKind::Article => "article",
            ResultKind::Statement => "statement",
        }
    }
}

/// Forms of an export.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
pub enum ExportFormat {
    /// One JSON object a line
    Jsonl,
    /// For spreadsheets; nested values as JSON
    Csv,
    /// For pandas, DuckDB, DataFusion; nested values as JSON
    Parquet,
}

/// Write records: articles, mentions, times, quantities, statements, copies, events, storylines, claims, headlines, briefs
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
The records are a contract: keys are added, none is renamed. The same pages give the same bytes, in whatever order they were added.

Examples:
  sutradhar export claims > claims.jsonl
  sutradhar export all --format parquet --output records/")]
pub struct Export {
    /// Kind of records, or all
    #[arg(value_name = "KIND", value_parser = kinds())]
    pub kind: String,
    /// Form of the file
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    pub format: ExportFormat,
    /// File to write, or a folder for all
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
}

/// Make everything again from the raw pages
#[derive(Debug, ClapArgs)]
#[command(after_help = "Gives the same bytes as the first run. Needed only when `doctor` says so.")]
pub struct Rebuild {
    /// Print the summary as one JSON object
    #[arg(long)]
    pub json: bool,
}

/// Check the store and say what is wrong
#[derive(Debug, ClapArgs)]
#[command(after_help = "Exit status: 0 all is well, 1 something is wrong, 2 the store cannot be read.")]
pub struct Doctor {
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

fn kinds() -> clap::builder::PossibleValuesParser {
    crate::export::KINDS
        .into_iter()
        .chain(["all"])
        .collect::<Vec<_>>()
        .into()
}

/// A day, month or year, in digits of any script.
fn day(typed: &str) -> Result<String, String> {
    let plain = sutradhar_text::fold::fold(typed.trim());
    let parts: Vec<&str> = plain.split('-').collect();
    let shape = parts
        .iter()
        .map(|p| p.len())
        .eq([4, 2, 2].into_iter().take(parts.len()));
    let digits = parts
        .iter()
        .all(|p| !p.is_empty() && p.bytes().all(|b| b.is_ascii_digit()));
    let full = match parts.len() {
        1 => format!("{plain}-01-01"),
        2 => format!("{plain}-01"),
        _ => plain.clone(),
    };
    match full.parse::<jiff::civil::Date>() {
        Ok(_) if shape && digits => Ok(plain),
        _ => Err("a day such as 2025-08-13, a month such as 2025-08, or a year".to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_fit_together() {
        Args::command().debug_assert();
    }

    #[test]
    fn days_are_checked() {
        for (typed, want) in [
            ("2025-08-13", Some("2025-08-13")),
            ("२०२५-०८", Some("2025-08")),
            ("2025-13", None),
            ("x", None),
        ] {
            assert_eq!(day(typed).ok().as_deref(), want, "{typed}");
        }
    }
}

//! What can be typed.

mod changes;
mod decide;
mod feeds;
mod look;
mod mcp;
mod serve;

pub use changes::Changes;
pub use decide::{Decisions, Merge, Remove, Split, Undo};
pub use feeds::{Feeds, FeedsCommand, Network, StarterList, Watch};
pub use look::{Articles, Info, Only, ResultKind, Search, SortBy, Stories};
pub use mcp::Mcp;
pub use serve::{Serve, UiLanguage};

use crate::settings::RawArgs;
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use std::path::PathBuf;
use sutradhar_engine::model::EntityKind;

/// Stories you can check, out of a heap of news pages.
///
/// Sutradhar (सूत्रधार, "the one who holds the threads") reads raw news pages in Hindi, other Indian languages and
/// English, and gives back one page per event: what happened, when, who says so and on whose word, how many independent
/// origins stand behind each claim, what was copied from the wire and what was changed. No keys and no model to
/// download; only `feeds` and `watch` ask other machines.
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
    /// Say only what was asked for, and errors: no progress, no summary
    #[arg(short, long, global = true)]
    pub quiet: bool,
    /// Say more: all errors, how long each part took
    #[arg(short, long, global = true, conflicts_with = "quiet")]
    pub verbose: bool,
    /// What to do
    #[command(subcommand)]
    pub command: Command,
}

impl Args {
    /// The part that settings are made of.
    pub fn typed(&self) -> RawArgs {
        RawArgs {
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
    Articles(Articles),
    Article(Article),
    Diff(Diff),
    Search(Search),
    Entities(Entities),
    Changes(Changes),
    Export(Export),
    Feeds(Feeds),
    Watch(Watch),
    Serve(Serve),
    Mcp(Mcp),
    Merge(Merge),
    Split(Split),
    Remove(Remove),
    Undo(Undo),
    Decisions(Decisions),
    Refresh(Refresh),
    Rebuild(Rebuild),
    Info(Info),
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
Each run makes a new folder of its own in the temporary folder of the system, which you can look into and remove
afterwards. It never touches another store, so --store is refused.")]
pub struct Demo {
    /// Then serve the stories as web pages
    #[arg(long)]
    pub serve: bool,
}

/// Add pages to the store, and bring the stories up to date
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
PATH is a page (.html, .txt), a file of records (.jsonl, .json), a feed (.xml, .rss, .atom), each perhaps with .gz, a
folder with any of these, a pipe (<(command) in a shell), or - for standard input. Other endings are told by their
content. What was added before is known again: adding a folder twice brings nothing new. A file that cannot be read
gives one error, and the rest goes on.

A record is one JSON object a line: {\"id\", \"url\", \"outlet\", \"lang\", \"title\", \"body\", \"published\"}, title or body being enough.

Examples:
  sutradhar add pages/
  sutradhar add 2025-08.jsonl.gz today.rss
  sutradhar add clippings/ --outlet \"दैनिक सरल\" --lang hi
  curl -s https://example.org/story.html | sutradhar add -")]
pub struct Add {
    /// Files, folders, or - for standard input
    #[arg(required = true, value_name = "PATH")]
    pub paths: Vec<PathBuf>,
    /// Print the summary as one JSON object
    #[arg(long)]
    pub json: bool,
    /// Who published these pages; records and feeds that name an outlet keep it, and so do pages that are known already
    #[arg(long, value_name = "NAME", value_parser = name)]
    pub outlet: Option<String>,
    /// In which language they are (hi, mr, en ...), where their text leaves it open
    #[arg(long, value_name = "TAG", value_parser = tag)]
    pub lang: Option<String>,
    /// Read everything and say what would be new; nothing is stored
    #[arg(long)]
    pub dry_run: bool,
    /// Print one JSON object a line for each batch as soon as it is safe in the store, and the summary last
    #[arg(long, conflicts_with_all = ["json", "dry_run"])]
    pub json_progress: bool,
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
    /// Write to this file; - is standard output
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
    /// Write to this file; - is standard output
    #[arg(short, long, value_name = "FILE")]
    pub output: Option<PathBuf>,
}

/// Compare two articles: sentences kept, changed, added, dropped; or what each has that the other lacks
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Two reports of one event that share no text are compared by their claims: what both tell in their own words, and what
only one of them has.

Example: sutradhar diff a3f9 a77c")]
pub struct Diff {
    /// Id of one article, or its beginning
    pub a: String,
    /// Id of the other
    pub b: String,
    /// Print the copy record as JSON, or where no text is shared what each has
    #[arg(long)]
    pub json: bool,
}

/// List the people, places and organisations of the store, or show one, or give one another name
#[derive(Debug, ClapArgs)]
#[command(
    args_conflicts_with_subcommands = true,
    after_help = "\
Names are found in every spelling and by their sound in another script.

Examples:
  sutradhar entities                            those named in most articles
  sutradhar entities --kind PER देवी
  sutradhar entities show per:7f3a              mentions, stories, statements by and about
  sutradhar entities alias \"नॉर्थ कोरिया\" loc:north-korea
  sutradhar entities alias --list"
)]
pub struct Entities {
    /// What to do; without it they are listed
    #[command(subcommand)]
    pub command: Option<EntityCommand>,
    /// A name or a part of one
    #[arg(value_name = "NAME")]
    pub query: Vec<String>,
    /// Only one kind
    #[arg(long, value_name = "KIND")]
    pub kind: Option<Kind>,
    /// At most so many; 0 for all
    #[arg(short = 'n', long, value_name = "N", default_value_t = 30)]
    pub limit: usize,
    /// Print a JSON array
    #[arg(long)]
    pub json: bool,
}

/// What can be done with entities.
#[derive(Debug, Subcommand)]
pub enum EntityCommand {
    /// Show one: its names, its stories, statements by it and about it
    #[command(after_help = "Example: sutradhar entities show \"रमा देवी\"")]
    Show {
        /// Its id, the beginning of it, or a name
        #[arg(value_name = "ENTITY")]
        id: String,
        /// Print one JSON object
        #[arg(long)]
        json: bool,
        /// At most so many of each kind
        #[arg(long, value_name = "N", default_value_t = 10)]
        limit: usize,
    },
    /// Let a name stand for an entity, in all articles of the store and those to come
    #[command(after_help = "\
An alias is a decision: it is kept with its time, survives `rebuild`, and can be taken back. Raw pages are never touched.

Examples:
  sutradhar entities alias \"नॉर्थ कोरिया\" loc:north-korea
  sutradhar entities alias --list
  sutradhar entities alias --remove \"नॉर्थ कोरिया\"")]
    Alias {
        /// The name as articles write it
        #[arg(value_name = "NAME")]
        name: Option<String>,
        /// Id of the entity, or another name of it
        #[arg(value_name = "ENTITY")]
        entity: Option<String>,
        /// List the aliases
        #[arg(long, conflicts_with_all = ["name", "entity", "remove"])]
        list: bool,
        /// Print JSON
        #[arg(long)]
        json: bool,
        /// Take an alias back
        #[arg(long, value_name = "NAME", conflicts_with_all = ["name", "entity"])]
        remove: Option<String>,
    },
}

/// Kinds of entities.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
#[allow(missing_docs)]
pub enum Kind {
    #[value(name = "PER", alias = "per", alias = "person")]
    Person,
    #[value(name = "LOC", alias = "loc", alias = "place")]
    Place,
    #[value(name = "ORG", alias = "org", alias = "organisation")]
    Organisation,
    #[value(name = "EVT", alias = "evt", alias = "event")]
    Event,
}

impl From<Kind> for EntityKind {
    fn from(kind: Kind) -> EntityKind {
        match kind {
            Kind::Person => EntityKind::Person,
            Kind::Place => EntityKind::Place,
            Kind::Organisation => EntityKind::Organisation,
            Kind::Event => EntityKind::Event,
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

/// Write records: articles, mentions, times, quantities, statements, propositions, copies, events, storylines, claims,
/// headlines, briefs
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
The records are a contract: keys are added, none is renamed. The same pages give the same bytes, in whatever order they were added.

Examples:
  sutradhar export claims > claims.jsonl
  sutradhar export all --format parquet --output records/
  sutradhar export site --output pages/    linked pages of all stories for any static host, no server needed

A site written again into its folder loses the pages of stories that are gone. Only files that an earlier export wrote
are removed; `.sutradhar-site` in the folder lists them. A site shows whole articles unless --excerpts is given: mind
whose texts they are before others can read it.")]
pub struct Export {
    /// Kind of records, or all, or site
    #[arg(value_name = "KIND", value_parser = kinds())]
    pub kind: String,
    /// Form of the file
    #[arg(long, value_name = "FORMAT", default_value = "jsonl")]
    pub format: ExportFormat,
    /// File to write (- is standard output), or a folder for all and site
    #[arg(short, long, value_name = "PATH")]
    pub output: Option<PathBuf>,
    /// In a site, show of articles only the headline, what somebody is quoted with, and a line around each
    #[arg(long)]
    pub excerpts: bool,
    /// In a site, the language of labels
    #[arg(long, value_name = "TAG", default_value = "hi")]
    pub ui: UiLanguage,
}

/// Bring the stories up to date: after an `add` that was cut off, or a new version of the program
#[derive(Debug, ClapArgs)]
#[command(after_help = "\
Commands that read never write. They say so when pages are in no story yet, and refuse what another version of the
program made; this command makes what is missing and leaves the rest as it is.")]
pub struct Refresh {
    /// Print the summary as one JSON object
    #[arg(long)]
    pub json: bool,
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
    /// Make a damaged store again from its raw pages and decisions; the old file is kept beside it
    #[arg(long)]
    pub repair: bool,
    /// Print one JSON object
    #[arg(long)]
    pub json: bool,
}

fn kinds() -> clap::builder::PossibleValuesParser {
    crate::export::RecordKind::ALL
        .map(crate::export::RecordKind::name)
        .into_iter()
        .chain(["all", "site"])
        .collect::<Vec<_>>()
        .into()
}

/// A name, on one line.
fn name(typed: &str) -> Result<String, String> {
    let words: Vec<&str> = typed.split_whitespace().collect();
    if words.is_empty() || typed.contains(|c: char| c.is_control() && !c.is_whitespace()) {
        return Err("a name is wanted".to_string());
    }
    Ok(words.join(" "))
}

/// The tag of a language that the program knows.
fn tag(typed: &str) -> Result<String, String> {
    let lang = sutradhar_text::lang::Lang::from_tag(&typed.trim().to_lowercase());
    lang.map(|l| l.tag().to_string())
        .ok_or_else(|| "a language tag such as hi, mr, ne, en".to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use clap::CommandFactory;

    #[test]
    fn the_arguments_fit_together() {
        Args::command().debug_assert();
    }
}

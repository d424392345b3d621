//! The pages beside those of a story and an article, as plain data: lists, storylines, claims, entities, outlets, search.

use super::cite::Cited;
use super::claims::ClaimRow;
use super::story::StorylineStep;
use serde::Serialize;

/// A story in a list, with what a reader chooses by.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoryCard {
    /// Id of its event.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Language tag of the title.
    pub language: String,
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// The first line of its quick read.
    pub bullet: Option<String>,
    /// Independent origins.
    pub origins: usize,
    /// Articles: never a measure of support.
    pub articles: usize,
    /// Outlets that report it, each once.
    pub outlets: Vec<String>,
    /// Who stands behind the origins.
    pub ultimate_sources: Vec<String>,
    /// Claims on which reports differ.
    pub disputed: usize,
    /// Claims that a source denies.
    pub denied: usize,
    /// Headlines that their own text does not bear out.
    pub headlines: usize,
    /// Its storyline, if that holds more than one event.
    pub storyline: Option<StorylineRef>,
    /// What changed of it last.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<LastChange>,
}

/// The last change of a story.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LastChange {
    /// Its number.
    pub seq: u64,
    /// When it was written (RFC 3339).
    pub at: String,
    /// New independent origins within a day.
    #[serde(skip_serializing_if = "is_zero")]
    pub origins: u64,
}

fn is_zero(n: &u64) -> bool {
    *n == 0
}

/// A storyline by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StorylineRef {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Events in it.
    pub events: usize,
}

/// A story by name.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoryRef {
    /// Id of its event.
    pub id: String,
    /// Its title.
    pub title: String,
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// Independent origins.
    pub origins: usize,
    /// Articles.
    pub articles: usize,
}

/// How many there are of something.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Total {
    /// So many, or at least so many.
    pub value: u64,
    /// Whether that is all.
    pub exact: bool,
}

/// A list of stories, newest first. The first page of all stories is the home page.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoryListPage {
    /// What was asked for, by the names of the query.
    pub filters: Vec<(String, String)>,
    /// The stories.
    pub items: Vec<StoryCard>,
    /// How many fit.
    pub total: Total,
    /// The cursor of the next page.
    pub next: Option<String>,
    /// The number of the last change of all: the state that this list shows.
    pub last: u64,
    /// Whether the stories of which something changed lately stand first.
    pub by_change: bool,
}

/// All storylines.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StorylineListPage {
    /// Those of more than one event, the one with the newest event first.
    pub items: Vec<StorylineCard>,
    /// The cursor of the next page.
    pub next: Option<String>,
}

/// A storyline in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StorylineCard {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Events in it.
    pub events: usize,
    /// First day of the first event.
    pub start: Option<String>,
    /// Last day of the last one.
    pub end: Option<String>,
}

/// A storyline: events linked over months and years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StorylinePage {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its events in order of time; `when` is `later` for all.
    pub steps: Vec<StorylineStep>,
}

/// One claim of a story.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClaimPage {
    /// The story.
    pub story: StoryRef,
    /// Language tag that the story's page speaks.
    pub language: String,
    /// The claim, with who says it and where.
    pub claim: ClaimRow,
    /// The cited passages, numbered as on the story page.
    pub citations: Vec<Cited>,
    /// When each article that it rests on was published, by its id.
    pub published: Vec<(String, Option<String>)>,
    /// Those of them whose page states the date itself.
    #[serde(skip)]
    pub stated: Vec<String>,
}

/// A person, place or body.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EntityPage {
    /// Its id.
    pub id: String,
    /// PER, LOC, ORG or EVT.
    pub kind: String,
    /// The name that most articles use.
    pub name: String,
    /// The wordings that name it, with how often each does.
    pub forms: Vec<(String, usize)>,
    /// How often it is named.
    pub mentions: usize,
    /// In how many articles.
    pub articles: usize,
    /// Its stories, newest first, each with how many of its articles name it.
    pub stories: Vec<(StoryRef, usize)>,
    /// Statements by it.
    pub by: Vec<StatementLine>,
    /// Statements that name it.
    pub about: Vec<StatementLine>,
}

/// A statement in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StatementLine {
    /// Its article.
    pub article: String,
    /// Who published the article.
    pub outlet: String,
    /// Day of the article.
    pub day: Option<String>,
    /// The line that it stands on.
    pub line: u32,
    /// What is said.
    pub text: String,
    /// Who says it, from the speaker to the relay; empty if nobody is named.
    pub chain: Vec<String>,
}

/// All outlets.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutletListPage {
    /// Those with most articles first.
    pub items: Vec<OutletCard>,
}

/// An outlet in a list. Counts, no grades.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutletCard {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its articles.
    pub articles: usize,
    /// Those that share copy with others, as a receiver or in a direction that is not known.
    pub copies: usize,
    /// Headlines that their own text does not bear out.
    pub headlines: usize,
}

/// An outlet. Counts with links, no grades.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct OutletPage {
    /// Its numbers.
    pub card: OutletCard,
    /// The agencies that it credits, with how many articles do.
    pub agencies: Vec<(String, usize)>,
    /// Its articles, newest first.
    pub articles: Vec<ArticleLine>,
    /// Headlines that their own text does not bear out, with why.
    pub headlines: Vec<(ArticleLine, String)>,
}

/// An article in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ArticleLine {
    /// Its id.
    pub id: String,
    /// Its headline; empty if it has none.
    pub title: String,
    /// Language tag.
    pub language: String,
    /// Who published it.
    pub outlet: String,
    /// Its day, as fine as it is known.
    pub day: Option<String>,
}

/// What was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SearchPage {
    /// Words as typed.
    pub query: String,
    /// Whether each result has all words; else each has some of them.
    pub all_words: bool,
    /// What was asked for beside the words, by the names of the query.
    pub filters: Vec<(String, String)>,
    /// Stories, those with most origins first.
    pub stories: Vec<StoryCard>,
    /// How many stories there are.
    pub story_total: Total,
    /// Articles, each with a piece of its text.
    pub articles: Vec<(ArticleLine, Marked)>,
    /// How many articles there are.
    pub article_total: Total,
    /// Statements, each with a piece of what is said.
    pub statements: Vec<(StatementLine, Marked)>,
    /// How many statements there are.
    pub statement_total: Total,
    /// What the search can be narrowed by.
    pub facets: Vec<Facet>,
    /// Queries like this one whose words are all there, the nearest first; only where nothing has all of its words.
    pub suggestions: Vec<String>,
}

/// A piece of text with the words that were looked for marked, as byte ranges of the text.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Marked {
    /// The text.
    pub text: String,
    /// First and one past the last byte of each marked word.
    pub marks: Vec<(usize, usize)>,
}

/// One way to narrow a search.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Facet {
    /// Its name in the query: `lang`, `outlet`, `since`.
    pub name: String,
    /// Its values, with how many results have each, the most frequent first.
    pub values: Vec<(String, u64)>,
    /// Whether all results were counted.
    pub exact: bool,
}

/// How the watch of feeds does. Numbers of lately are those of 24 hours.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WatchPage {
    /// Feeds by state: active, paused, asleep, gone.
    pub feeds: Vec<(String, u64)>,
    /// Feeds that could not be read when they were last looked at.
    pub failing: u64,
    /// Items by what became of them: new, stored, same, skipped, failed.
    pub items: Vec<(String, u64)>,
    /// Items found in 24 hours.
    pub found_today: u64,
    /// Pages stored in 24 hours.
    pub stored_today: u64,
    /// Pages that no story shows yet.
    pub waiting_for_stories: u64,
    /// Seconds from an item's own date to its page in the store: of half of them, of 99 %.
    pub seconds_to_store: [Option<i64>; 2],
    /// Seconds from the page in the store to the stories: of half of them, of 95 %.
    pub seconds_to_story: [Option<i64>; 2],
    /// When a feed was last looked at.
    pub last_look: Option<String>,
    /// Feeds with which something is wrong; only for this machine.
    pub failing_feeds: Vec<FailingFeed>,
    /// The servers that took longest of late, the slowest first; only for this machine.
    pub slowest_hosts: Vec<SlowHost>,
}

/// A server that takes long.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SlowHost {
    /// Its name.
    pub host: String,
    /// Questions to it of late.
    pub questions: u64,
    /// Milliseconds that one of them took, on average.
    pub milliseconds: u64,
}

/// A feed with which something is wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FailingFeed {
    /// Its number.
    pub id: i64,
    /// Its address.
    pub url: String,
    /// Its name, if it is known.
    pub name: Option<String>,
    /// How it stands: active, paused, asleep, gone.
    pub state: String,
    /// A stable word for what is wrong.
    pub code: String,
    /// The same in a sentence, in English.
    pub error: String,
    /// Failures in a row.
    pub failures: u64,
    /// Since when.
    pub since: Option<String>,
    /// When it is asked again, unless it is gone.
    pub next: Option<String>,
}

/// A page that says why there is none.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Problem {
    /// Address of the kind of problem: `/problems/not-found`.
    #[serde(rename = "type")]
    pub kind: String,
    /// What it is, for people.
    pub title: String,
    /// The status of the answer.
    pub status: u16,
    /// What exactly.
    pub detail: String,
    /// The page that was asked for.
    pub instance: String,
}

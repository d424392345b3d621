//! The journal: what changed, one line a change. Kept for ever, like raw pages; triggers see to it that nothing changes
//! a line or takes one out. It is no part of the records, since it depends on the order in which pages came.
//!
//! A line is written in the transaction that writes what it tells. Beside it stands what was last told of each story,
//! so that a run that was cut off goes on where it was, and a rebuild tells nothing again.

use super::Store;
use super::blob::checksum_of;
use super::error::{Result, StoreError};
use rusqlite::types::Value;
use rusqlite::{Connection, Row, params, params_from_iter};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use sutradhar_engine::model::*;

/// What kind of change a line tells.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum ChangeKind {
    /// A story that was not there before.
    StoryNew,
    /// A story got a new independent origin, or articles of another story.
    StoryJoined,
    /// Other stories are part of this one now.
    StoryMerged,
    /// Articles left a story for another one.
    StorySplit,
    /// A story is called otherwise.
    StoryTitle,
    /// A claim that reports dispute or deny, or a figure of something that was not counted before.
    ClaimNew,
    /// A claim stands otherwise.
    ClaimStanding,
    /// The figure that stands is another one.
    ClaimValue,
    /// A headline that its own text does not bear out.
    HeadlineFlagged,
    /// A new article shares its text with another one.
    CopyFound,
    /// An editor took an article out.
    ArticleWithdrawn,
    /// A feed fails for so long that it is hardly asked any more.
    FeedAsleep,
    /// The store was filled at one go: one line for all of it.
    StoreLoaded,
    /// Another version of the program made everything again: one line for all of it.
    StoreRederived,
}

impl ChangeKind {
    /// All kinds.
    pub const ALL: [ChangeKind; 14] = [
        ChangeKind::StoryNew,
        ChangeKind::StoryJoined,
        ChangeKind::StoryMerged,
        ChangeKind::StorySplit,
        ChangeKind::StoryTitle,
        ChangeKind::ClaimNew,
        ChangeKind::ClaimStanding,
        ChangeKind::ClaimValue,
        ChangeKind::HeadlineFlagged,
        ChangeKind::CopyFound,
        ChangeKind::ArticleWithdrawn,
        ChangeKind::FeedAsleep,
        ChangeKind::StoreLoaded,
        ChangeKind::StoreRederived,
    ];

    /// The word used in the journal.
    pub fn name(self) -> &'static str {
        use ChangeKind::*;
        match self {
            StoryNew => "story.new",
            StoryJoined => "story.joined",
            StoryMerged => "story.merged",
            StorySplit => "story.split",
            StoryTitle => "story.title",
            ClaimNew => "claim.new",
            ClaimStanding => "claim.standing",
            ClaimValue => "claim.value",
            HeadlineFlagged => "headline.flagged",
            CopyFound => "copy.found",
            ArticleWithdrawn => "article.withdrawn",
            FeedAsleep => "feed.asleep",
            StoreLoaded => "store.loaded",
            StoreRederived => "store.rederived",
        }
    }

    /// The kind of a word.
    pub fn from_name(name: &str) -> Option<ChangeKind> {
        ChangeKind::ALL.into_iter().find(|k| k.name() == name)
    }
}

/// A line of the journal.
#[derive(Debug, Clone, PartialEq)]
pub struct Change {
    /// Its number, from 1; 0 as long as it is not written.
    pub seq: u64,
    /// When, as the edge of the program passed it in (RFC 3339).
    pub at: String,
    /// What kind of change.
    pub kind: ChangeKind,
    /// The story, by the id that it had then.
    pub story: Option<String>,
    /// The storyline that the story was part of.
    pub storyline: Option<String>,
    /// The claim.
    pub claim: Option<String>,
    /// The article.
    pub article: Option<String>,
    /// What exactly.
    pub body: ChangeBody,
}

impl Change {
    /// A line of a kind, not written yet, that names nothing.
    pub fn new(kind: ChangeKind, at: &str) -> Change {
        Change {
            seq: 0,
            at: at.to_string(),
            kind,
            story: None,
            storyline: None,
            claim: None,
            article: None,
            body: ChangeBody::default(),
        }
    }
}

/// What a line of the journal tells. Which fields there are depends on the kind; none is ever renamed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeBody {
    /// Words: of a claim, of a headline, the title of a story.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub text: String,
    /// What is said of those who are counted: `killed`, `injured`; `money` for an amount.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub role: String,
    /// Who is counted, in the words of a report.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub counted: String,
    /// `new` for further ones.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub measure: String,
    /// The unit of a figure, in English.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// Where, if a report says it beside the figure.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub place: String,
    /// How the text puts a figure: `done`, `planned`.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub status: String,
    /// How it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub from: Option<ChangeSide>,
    /// How it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub to: Option<ChangeSide>,
    /// The verdict on a headline, or what two articles that share text are to each other.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub verdict: String,
    /// Articles that it is about.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<String>,
    /// Other stories that it is about, by the ids that they had then.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub stories: Vec<String>,
    /// How many of something, by name.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub counts: BTreeMap<String, u64>,
    /// What it rests on.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub citations: Vec<ChangeCitation>,
}

/// One side of a change.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct ChangeSide {
    /// A figure.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub value: Option<f64>,
    /// A standing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<String>,
    /// A title.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub title: Option<String>,
    /// Independent origins.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origins: Option<u64>,
}

/// A passage that a change rests on.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChangeCitation {
    /// The article.
    pub article: String,
    /// Who published it.
    #[serde(default)]
    pub outlet: String,
    /// When, as fine as it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<String>,
    /// The line of the article's text, from 1.
    pub line: u32,
    /// First code point of the words in the article's text.
    pub start: u32,
    /// One past the last.
    pub end: u32,
    /// The words.
    pub quote: String,
}

/// Which lines of the journal are asked for. What is left out does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ChangeFilter {
    /// Only lines after this number.
    pub after: Option<u64>,
    /// Only lines before this number.
    pub before: Option<u64>,
    /// Only lines written at this time or later: RFC 3339 or the beginning of it.
    pub since: Option<String>,
    /// Only lines of stories that had one of these ids.
    pub stories: Option<Vec<String>>,
    /// Only lines of one of these claims.
    pub claims: Option<Vec<String>>,
    /// Only lines of these kinds; of all if there are none.
    pub kinds: Vec<ChangeKind>,
    /// From the first on; else from the last back.
    pub oldest_first: bool,
    /// At most so many.
    pub limit: usize,
}

/// Gains of a story: its id now, new independent origins, the number and the time of its last line.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Gain {
    /// The story.
    pub story: EventId,
    /// New independent origins.
    pub origins: u64,
    /// The number of its last line.
    pub seq: u64,
    /// When that was written.
    pub at: String,
}

/// Lines that are looked at for what changed lately.
const LATELY: i64 = 2_000;

const COLUMNS: &str = "seq, at, kind, story, storyline, claim, article, body, seal";

/// The checksum of a line.
fn seal(seq: u64, c: [Option<&str>; 7]) -> Vec<u8> {
    // No column holds a zero byte by itself.
    let [at, kind, story, storyline, claim, article, body] = c.map(|c| c.unwrap_or("\0").as_bytes());
    let seq = seq.to_le_bytes();
    checksum_of(&[&seq, at, kind, story, storyline, claim, article, body]).to_vec()
}

/// Writes lines behind the last one, inside a transaction.
pub(super) fn put(conn: &Connection, list: &[Change]) -> rusqlite::Result<()> {
    if list.is_empty() {
        return Ok(());
    }
    let last: i64 = conn
        .prepare_cached("SELECT coalesce(max(seq), 0) FROM changes")?
        .query_row([], |r| r.get(0))?;
    for (seq, c) in (last as u64 + 1..).zip(list) {
        let body = serde_json::to_string(&c.body).map_err(|e| rusqlite::Error::ToSqlConversionFailure(Box::new(e)))?;
        insert(
            conn,
            seq,
            [
                Some(c.at.as_str()),
                Some(c.kind.name()),
                c.story.as_deref(),
                c.storyline.as_deref(),
                c.claim.as_deref(),
                c.article.as_deref(),
                Some(body.as_str()),
            ],
        )?;
    }
    Ok(())
}

fn insert(conn: &Connection, seq: u64, columns: [Option<&str>; 7]) -> rusqlite::Result<()> {
    let seal = seal(seq, columns);
    let [at, kind, story, storyline, claim, article, body] = columns;
    conn.prepare_cached("INSERT INTO changes VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?
        .execute(params![
            seq as i64, at, kind, story, storyline, claim, article, body, seal
        ])
        .map(drop)
}

/// The columns of a line between its number and its checksum.
type Columns = [Option<String>; 7];

/// A line as it lies in the store, or why it cannot be read.
fn line(r: &Row<'_>) -> rusqlite::Result<std::result::Result<(u64, Columns), (u64, String)>> {
    let seq = r.get::<_, i64>(0)? as u64;
    let read = || -> rusqlite::Result<(Columns, Vec<u8>)> {
        let columns = [
            r.get(1)?,
            r.get(2)?,
            r.get(3)?,
            r.get(4)?,
            r.get(5)?,
            r.get(6)?,
            r.get(7)?,
        ];
        Ok((columns, r.get(8)?))
    };
    Ok(match read() {
        Err(e) => Err((seq, e.to_string())),
        Ok((columns, sealed)) if sealed != seal(seq, columns.each_ref().map(Option::as_deref)) => {
            Err((seq, "it is damaged".to_string()))
        }
        Ok((columns, _)) => Ok((seq, columns)),
    })
}

fn change((seq, columns): (u64, Columns)) -> std::result::Result<Change, (u64, String)> {
    let [at, kind, story, storyline, claim, article, body] = columns;
    let kind = kind.unwrap_or_default();
    Ok(Change {
        seq,
        at: at.unwrap_or_default(),
        kind: ChangeKind::from_name(&kind).ok_or_else(|| (seq, format!("it is of the unknown kind {kind}")))?,
        story,
        storyline,
        claim,
        article,
        body: serde_json::from_str(&body.unwrap_or_default()).map_err(|e| (seq, e.to_string()))?,
    })
}

impl Store {
    /// Names this store for ever, wherever its folder lies.
    pub fn name(&self) -> Result<String> {
        self.meta("store")
    }

    /// Writes lines behind the last one. The caller has begun a transaction.
    pub fn put_changes(&self, list: &[Change]) -> Result<()> {
        put(&self.conn, list).map_err(|e| self.sql(e))
    }

    /// The number of the last line; 0 if there is none.
    pub fn last_change(&self) -> Result<u64> {
        let found = self.rows("SELECT coalesce(max(seq), 0) FROM changes", |r| r.get::<_, i64>(0))?;
        Ok(found.first().map_or(0, |n| *n as u64))
    }

    /// Lines of the journal.
    ///
    /// # Errors
    /// One of them is damaged: a change that is passed over would be lost without a word.
    pub fn changes(&self, filter: &ChangeFilter) -> Result<Vec<Change>> {
        let mut parts = vec!["true".to_string()];
        let mut values: Vec<Value> = Vec::new();
        let mut list = |column: &str, wanted: Vec<&str>, values: &mut Vec<Value>| {
            parts.push(format!("{column} IN (SELECT value FROM json_each(?))"));
            values.push(serde_json::json!(wanted).to_string().into());
        };
        if let Some(stories) = &filter.stories {
            list("story", stories.iter().map(String::as_str).collect(), &mut values);
        }
        if let Some(claims) = &filter.claims {
            list("claim", claims.iter().map(String::as_str).collect(), &mut values);
        }
        if !filter.kinds.is_empty() {
            list("kind", filter.kinds.iter().map(|k| k.name()).collect(), &mut values);
        }
        for (condition, number) in [("seq > ?", filter.after), ("seq < ?", filter.before)] {
            if let Some(number) = number {
                parts.push(condition.to_string());
                values.push(i64::try_from(number).unwrap_or(i64::MAX).into());
            }
        }
        if let Some(since) = &filter.since {
            parts.push("at >= ?".to_string());
            values.push(since.clone().into());
        }
        values.push(i64::try_from(filter.limit).unwrap_or(i64::MAX).into());
        let order = if filter.oldest_first { "" } else { " DESC" };
        let sql = format!(
            "SELECT {COLUMNS} FROM changes WHERE {} ORDER BY seq{order} LIMIT ?",
            parts.join(" AND ")
        );
        let rows = self.rows_with(&sql, params_from_iter(values), line)?;
        rows.into_iter()
            .map(|row| row.and_then(change).map_err(|(seq, why)| self.bad_line(seq, &why)))
            .collect()
    }

    fn bad_line(&self, seq: u64, why: &str) -> StoreError {
        StoreError::Broken {
            path: self.file.clone(),
            what: format!("line {seq} of the journal ({why})"),
        }
    }

    /// Lines that cannot be read, each with why, and how many lines there are.
    pub(super) fn bad_lines(&self) -> Result<(Vec<String>, u64)> {
        let sql = format!("SELECT {COLUMNS} FROM changes ORDER BY seq");
        let mut all = 0;
        let rows = self.rows(&sql, |r| {
            all += 1;
            Ok(line(r)?.and_then(change).err())
        })?;
        let said = |(seq, why): (u64, String)| format!("line {seq} of the journal cannot be read: {why}");
        Ok((rows.into_iter().flatten().map(said).collect(), all))
    }

    /// Every id that the stories ever had: each is made from one of their articles.
    pub fn ids_of_stories(&self, stories: &[EventId]) -> Result<Vec<String>> {
        let list = serde_json::json!(stories.iter().map(EventId::as_str).collect::<Vec<_>>()).to_string();
        let mut ids: Vec<String> = self.rows_with(
            "SELECT f.event_key FROM event_articles e JOIN facts f ON f.article = e.article
             WHERE e.event IN (SELECT value FROM json_each(?1))",
            [list],
            |r| r.get(0),
        )?;
        ids.extend(stories.iter().map(EventId::to_string));
        ids.sort();
        ids.dedup();
        Ok(ids)
    }

    /// The stories of some articles.
    pub fn stories_of_articles(&self, articles: &[ArticleId]) -> Result<Vec<EventId>> {
        let list = serde_json::json!(articles.iter().map(ArticleId::as_str).collect::<Vec<_>>()).to_string();
        self.rows_with(
            "SELECT DISTINCT event FROM event_articles WHERE article IN (SELECT value FROM json_each(?1)) ORDER BY event",
            [list],
            |r| r.get(0).map(EventId),
        )
    }

    /// Every claim that ever rested on these words of an article.
    pub fn claims_at(&self, article: &ArticleId, span: Span) -> Result<Vec<String>> {
        self.rows_with(
            "SELECT claim FROM claim_places WHERE article = ?1 AND first = ?2 AND last = ?3 ORDER BY claim",
            params![article.as_str(), span.start, span.end],
            |r| r.get(0),
        )
    }

    /// The number and the time of the last line of a story.
    pub fn last_change_of(&self, story: &EventId) -> Result<Option<(u64, String)>> {
        let found = self.rows_with(
            "SELECT c.seq, c.at FROM event_articles e JOIN facts f ON f.article = e.article
             JOIN changes c ON c.story = f.event_key WHERE e.event = ?1 ORDER BY c.seq DESC LIMIT 1",
            [story.as_str()],
            |r| Ok((r.get::<_, i64>(0)? as u64, r.get::<_, String>(1)?)),
        );
        Ok(found?.pop())
    }

    /// Stories of which something changed since a time, as far as the last lines tell: those with most new independent
    /// origins first, then those whose last change came last; at most `limit`. The cost does not grow with the store.
    pub fn gains(&self, since: &str, limit: usize) -> Result<Vec<Gain>> {
        self.rows_with(
            "SELECT e.event, sum(CASE WHEN c.kind IN ('story.new', 'story.joined')
                     THEN max(0, coalesce(c.body ->> '$.to.origins', 1) - coalesce(c.body ->> '$.from.origins', 0))
                     ELSE 0 END) AS gain, max(c.seq) AS last, c.at
             FROM (SELECT * FROM changes WHERE at >= ?1 ORDER BY seq DESC LIMIT ?3) c
             JOIN facts f ON f.event_key = c.story JOIN event_articles e ON e.article = f.article
             GROUP BY e.event ORDER BY gain DESC, last DESC LIMIT ?2",
            params![since, limit as i64, LATELY],
            |r| {
                Ok(Gain {
                    story: EventId(r.get(0)?),
                    origins: r.get::<_, i64>(1)?.max(0) as u64,
                    seq: r.get::<_, i64>(2)? as u64,
                    at: r.get(3)?,
                })
            },
        )
    }
}

/// Copies the journal into a new store; what cannot be read is told.
pub(super) fn copy(old: &Store, to: &Connection) -> Result<Vec<String>> {
    let mut lost = Vec::new();
    let rows = old.rows(&format!("SELECT {COLUMNS} FROM changes ORDER BY seq"), line)?;
    for row in rows {
        match row {
            Ok((seq, columns)) => {
                let columns = columns.each_ref().map(Option::as_deref);
                insert(to, seq, columns).map_err(|e| old.sql(e))?;
            }
            Err((seq, why)) => lost.push(format!("line {seq} of the journal: {why}")),
        }
    }
    Ok(lost)
}

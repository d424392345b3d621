//! What the journal last told of each story, so that a run tells what is new and nothing else: one that was cut off goes
//! on where it was, and a rebuild tells nothing again.

use super::blob::checksum_of;
use super::changes::{Change, ChangeBody, ChangeKind, put};
use super::error::{Result, StoreError};
use super::{STAGES, Store};
use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sutradhar_engine::model::*;

/// The checksum of what was last told of a story.
fn told_seal(story: &str, body: &str) -> Vec<u8> {
    checksum_of(&[story.as_bytes(), body.as_bytes()]).to_vec()
}

impl Store {
    /// What was last told of a story.
    ///
    /// # Errors
    /// It is damaged; those of the store.
    pub fn told<T: DeserializeOwned>(&self, story: &EventId) -> Result<Option<T>> {
        let found = self
            .conn
            .prepare_cached("SELECT body, seal FROM told WHERE story = ?1")
            .and_then(|mut s| {
                s.query_row([story.as_str()], |r| {
                    Ok((r.get::<_, String>(0)?, r.get::<_, Vec<u8>>(1)?))
                })
                .optional()
            })
            .map_err(|e| self.sql(e))?;
        let Some((body, sealed)) = found else { return Ok(None) };
        let broken = || StoreError::Broken {
            path: self.file.clone(),
            what: format!("what the journal last told of story {story}"),
        };
        if sealed != told_seal(story.as_str(), &body) {
            return Err(broken());
        }
        serde_json::from_str(&body).map(Some).map_err(|_| broken())
    }

    /// Keeps what was told of a story, and that these articles were told of it. The caller has begun a transaction.
    pub fn keep_told(&self, story: &EventId, told: &impl Serialize, articles: &[ArticleId]) -> Result<()> {
        let body = serde_json::to_string(told).map_err(|e| StoreError::Unwritable {
            what: "what was told of a story",
            why: e.to_string(),
        })?;
        let id = story.as_str();
        let write = || {
            self.conn
                .prepare_cached("INSERT OR REPLACE INTO told VALUES (?1, ?2, ?3)")?
                .execute(params![id, body, told_seal(id, &body)])?;
            let mut put = self
                .conn
                .prepare_cached("INSERT OR REPLACE INTO told_articles VALUES (?1, ?2)")?;
            articles
                .iter()
                .try_for_each(|a| put.execute(params![a.as_str(), id]).map(drop))
        };
        write().map_err(|e| self.sql(e))
    }

    /// The story that an article was last told of.
    pub fn told_of(&self, article: &ArticleId) -> Result<Option<EventId>> {
        let found = self.rows_with(
            "SELECT story FROM told_articles WHERE article = ?1",
            [article.as_str()],
            |r| r.get(0).map(EventId),
        );
        Ok(found?.pop())
    }

    /// How this run tells what it finds: as one line if it is named, else change by change. What is settled here stays
    /// so until [`Store::told_all`], wherever the run is cut off. `first` is the number of articles above which the
    /// first run is told as one line.
    pub fn begin_telling(&self, first: u64) -> Result<Option<ChangeKind>> {
        let named = self.meta("telling")?;
        if !named.is_empty() {
            return Ok(ChangeKind::from_name(&named));
        }
        let before = self.meta("told")?;
        let kind = match before.as_str() {
            "" if self.counts()?.1 > first => Some(ChangeKind::StoreLoaded),
            "" => None,
            stages if stages != STAGES => Some(ChangeKind::StoreRederived),
            _ => None,
        };
        self.set_meta("told", STAGES)?;
        if let Some(kind) = kind {
            self.set_meta("telling", kind.name())?;
        }
        Ok(kind)
    }

    /// Counts changes that are told as one line.
    pub fn count_untold(&self, n: u64) -> Result<()> {
        let before: u64 = self.meta("untold")?.parse().unwrap_or(0);
        self.set_meta("untold", &(before + n).to_string())
    }

    /// Ends what [`Store::begin_telling`] began: writes the one line if there is to be one, and forgets what was told of
    /// stories that are no more. The caller has begun a transaction.
    pub fn told_all(&self, kind: Option<ChangeKind>, at: &str) -> Result<()> {
        let sweep = "DELETE FROM told WHERE story NOT IN (SELECT id FROM events)";
        self.conn.execute_batch(sweep).map_err(|e| self.sql(e))?;
        let Some(kind) = kind else { return Ok(()) };
        let (_, articles, stories) = self.counts()?;
        let untold = self.meta("untold")?.parse().unwrap_or(0);
        let counts = [("articles", articles), ("changes", untold), ("stories", stories)];
        let line = Change {
            body: ChangeBody {
                counts: counts.map(|(name, n)| (name.to_string(), n)).into(),
                ..ChangeBody::default()
            },
            ..Change::new(kind, at)
        };
        self.put_changes(&[line])?;
        self.set_meta("told", STAGES)?;
        let clear = "DELETE FROM meta WHERE name IN ('telling', 'untold')";
        self.conn.execute_batch(clear).map_err(|e| self.sql(e))
    }

    fn set_meta(&self, name: &str, value: &str) -> Result<()> {
        self.conn
            .prepare_cached("INSERT OR REPLACE INTO meta VALUES (?1, ?2)")
            .and_then(|mut s| s.execute([name, value]))
            .map(drop)
            .map_err(|e| self.sql(e))
    }

    /// What was told of stories that cannot be read, and articles that are told of another story than it says.
    pub(super) fn bad_told(&self) -> Result<Vec<String>> {
        let rows: Vec<(String, String, Vec<u8>)> = self
            .rows("SELECT story, body, seal FROM told ORDER BY story", |r| {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?))
            })?;
        let bad = rows
            .into_iter()
            .filter(|(story, body, sealed)| *sealed != told_seal(story, body));
        Ok(bad
            .map(|(story, ..)| format!("what the journal last told of story {story} is damaged"))
            .collect())
    }
}

/// Writes that articles were taken out by a decision, and forgets of which stories they were told. Inside a transaction.
pub(super) fn withdrawn(conn: &Connection, at: &str, articles: &[String], titles: &[String]) -> rusqlite::Result<()> {
    let titles = titles.iter().map(String::as_str).chain(std::iter::repeat(""));
    let mut list = Vec::new();
    for (article, title) in articles.iter().zip(titles) {
        // Another page may say the same, and stands for it.
        let stays = "SELECT count(*) FROM articles WHERE id = ?1 AND live = 1";
        if conn.query_row(stays, [article], |r| r.get::<_, i64>(0))? > 0 {
            continue;
        }
        let story: Option<String> = conn
            .prepare_cached("DELETE FROM told_articles WHERE article = ?1 RETURNING story")?
            .query_row([article], |r| r.get(0))
            .optional()?;
        list.push(Change {
            story,
            article: Some(article.clone()),
            body: ChangeBody {
                text: title.to_string(),
                ..ChangeBody::default()
            },
            ..Change::new(ChangeKind::ArticleWithdrawn, at)
        });
    }
    put(conn, &list)
}

/// Copies what was told into a new store; what cannot be read is told.
pub(super) fn copy(old: &Store, to: &Connection) -> Result<Vec<String>> {
    let mut lost = Vec::new();
    let sql = |e| old.sql(e);
    let told: Vec<(String, String, Vec<u8>)> = old.rows("SELECT story, body, seal FROM told ORDER BY story", |r| {
        Ok((r.get(0)?, r.get(1)?, r.get(2)?))
    })?;
    let mut whole = true;
    for (story, body, sealed) in told {
        if sealed != told_seal(&story, &body) {
            whole = false;
            lost.push(format!("what the journal last told of story {story}"));
            continue;
        }
        to.execute("INSERT INTO told VALUES (?1, ?2, ?3)", params![story, body, sealed])
            .map_err(sql)?;
    }
    let articles: Vec<[String; 2]> = old.rows("SELECT article, story FROM told_articles", |r| {
        Ok([r.get(0)?, r.get(1)?])
    })?;
    for [article, story] in articles {
        to.execute("INSERT INTO told_articles VALUES (?1, ?2)", [article, story])
            .map_err(sql)?;
    }
    for name in ["store", "told", "telling", "untold"] {
        let value = old.meta(name)?;
        if !value.is_empty() {
            to.execute("INSERT OR REPLACE INTO meta VALUES (?1, ?2)", [name, value.as_str()])
                .map_err(sql)?;
        }
    }
    // Without it, what is made again would be told as if it were new.
    if !whole && old.meta("telling")?.is_empty() {
        let kind = ChangeKind::StoreRederived.name();
        to.execute("INSERT OR REPLACE INTO meta VALUES ('telling', ?1)", [kind])
            .map_err(sql)?;
    }
    Ok(lost)
}

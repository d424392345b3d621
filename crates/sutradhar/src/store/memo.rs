//! How what is derived from several articles is written: each row with a digest of what it was made from, so that one more
//! page changes few of them. Everything between [`Store::begin`] and the commit is one transaction.

use super::blob::{Fault, Packed, Unread, decoded, encoded, pack, serialised, unpack};
use super::error::{Result, StoreError};
use super::facts::{self, ArticleFacts, NameRow};
use super::{Document, STAGES, Store, index};
use rusqlite::{Transaction, TransactionBehavior, params};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::collections::HashMap;
use sutradhar_engine::events;
use sutradhar_engine::model::*;

/// Names what something was made from.
pub type Digest = [u8; 16];

/// The digest of a value of the model.
///
/// # Errors
/// The value cannot be serialised.
pub fn digest<T: Serialize>(value: &T) -> Result<Digest> {
    let bytes = serialised(value)?;
    let mut out = [0; 16];
    out.copy_from_slice(&blake3::hash(&bytes).as_bytes()[..16]);
    Ok(out)
}

/// What is kept of an event.
#[derive(Debug, Clone, PartialEq)]
pub struct Kept {
    /// Digest of articles, scores and copies that the record was made from.
    pub grouped: Digest,
    /// Digest of the record with its storyline.
    pub made: Digest,
    /// Digest of what claims, brief and search document were made from.
    pub told: Digest,
    /// What linking it to other events needs, packed.
    pub facts: Vec<u8>,
}

/// A copy pair with what it was made from and its source as the two texts alone tell it.
pub type KeptCopy = (Digest, Option<String>, CopyPair);

/// An event as it is shown, ready to be written.
#[derive(Debug)]
pub struct Told {
    /// Which.
    pub event: EventId,
    /// Digest of what this was made from.
    pub made: Digest,
    /// Its claims, most important first.
    pub claims: Vec<Claim>,
    /// Its brief.
    pub brief: Option<Brief>,
    /// Its search document.
    pub document: Document,
}

impl Store {
    /// Runs `work` in one transaction; nothing of what it writes stays if it fails.
    ///
    /// # Errors
    /// Those of `work`, and those of the store.
    pub fn transaction<T, E: From<StoreError>>(
        &self,
        work: impl FnOnce() -> std::result::Result<T, E>,
    ) -> std::result::Result<T, E> {
        let tx = self.begin()?;
        let out = work()?;
        self.run("UPDATE meta SET value = value + 1 WHERE name = 'revision'", [])?;
        tx.commit().map_err(|e| self.sql(e))?;
        Ok(out)
    }

    pub(super) fn begin(&self) -> Result<Transaction<'_>> {
        Transaction::new_unchecked(&self.conn, TransactionBehavior::Immediate).map_err(|e| self.sql(e))
    }

    /// Whether a commit waits for the disk. What can be made again need not; raw pages and decisions must.
    pub fn wait_for_disk(&self, wait: bool) -> Result<()> {
        let how = if wait { "full" } else { "normal" };
        let set = self.conn.pragma_update(None, "synchronous", how);
        set.map_err(|e| self.sql(e))
    }

    /// Ends deriving: everything is up to date.
    pub fn finish(&self) -> Result<()> {
        self.run("UPDATE meta SET value = '0' WHERE name = 'dirty'", [])?;
        self.run("DELETE FROM meta WHERE name = 'renamed'", [])
    }

    /// Forgets what was derived with other aliases than these (`aliases` names them), as far as a digest does not show
    /// it, and all that was derived by other stages. Says whether search documents may still hold names of aliases
    /// that are no more; that stays so until [`Store::finish`].
    pub fn start_over_unless(&self, aliases: &str) -> Result<bool> {
        let name = format!("{STAGES} {aliases}");
        let before = self.meta("aliases")?;
        if before == name {
            return Ok(!self.meta("renamed")?.is_empty());
        }
        let old = before.split_once(' ').filter(|(stages, _)| *stages == STAGES);
        if old.is_none() {
            self.batch(
                "DELETE FROM events; DELETE FROM event_articles; DELETE FROM storylines; DELETE FROM claims;
                 DELETE FROM copies; DELETE FROM headlines; DELETE FROM briefs;
                 DELETE FROM words WHERE rowid IN (SELECT id FROM documents WHERE kind = 'story');
                 DELETE FROM documents WHERE kind = 'story';
                 UPDATE analyses SET final = NULL WHERE final IS NOT NULL;
                 UPDATE meta SET value = '1' WHERE name = 'dirty';",
            )?;
            // From here on, what is derived is of these stages, if not yet of all pages.
            self.run("INSERT OR REPLACE INTO meta VALUES ('stages', ?1)", [STAGES])?;
        }
        self.batch("DELETE FROM compared; DELETE FROM sketches;")?;
        self.run("INSERT OR REPLACE INTO meta VALUES ('aliases', ?1)", [name])?;
        let renamed = old.is_some_and(|(_, aliases)| !aliases.is_empty());
        if renamed {
            self.run("INSERT OR REPLACE INTO meta VALUES ('renamed', '1')", [])?;
        }
        Ok(renamed || !self.meta("renamed")?.is_empty())
    }

    /// Forgets what was found of articles that are no more.
    pub fn sweep(&self) -> Result<()> {
        self.batch(
            "DELETE FROM sketches WHERE article NOT IN (SELECT article FROM analyses);
             DELETE FROM headlines WHERE article NOT IN (SELECT article FROM analyses);
             DELETE FROM facts WHERE article NOT IN (SELECT article FROM analyses);
             DELETE FROM names WHERE article NOT IN (SELECT article FROM analyses);",
        )
    }

    /// Articles without a sketch, by id, at most `limit`, each with its packed analysis.
    pub fn unsketched(&self, limit: usize) -> Result<Vec<(ArticleId, Packed)>> {
        self.rows_with(
            "SELECT article, body FROM analyses WHERE article NOT IN (SELECT article FROM sketches) ORDER BY article LIMIT ?1",
            [limit as i64],
            |r| {
                let id: String = r.get(0)?;
                let packed = packed_analysis(&id, r.get(1)?);
                Ok((ArticleId(id), packed))
            },
        )
    }

    /// Keeps the sketch of an article.
    pub fn put_sketch(&self, article: &ArticleId, sketch: &impl Serialize) -> Result<()> {
        let bytes = encoded(sketch)?;
        self.run(
            "INSERT OR REPLACE INTO sketches (article, body) VALUES (?1, ?2)",
            params![article.as_str(), bytes],
        )
    }

    /// All sketches, by article id.
    pub fn sketches<T: DeserializeOwned>(&self) -> Result<Vec<T>> {
        let mut out = Vec::new();
        let mut statement = self
            .conn
            .prepare_cached("SELECT body, article FROM sketches ORDER BY article")
            .map_err(|e| self.sql(e))?;
        let mut rows = statement.query([]).map_err(|e| self.sql(e))?;
        while let Some(row) = rows.next().map_err(|e| self.sql(e))? {
            let bytes = row.get_ref(0).and_then(|v| Ok(v.as_blob()?)).map_err(|e| self.sql(e))?;
            let what = || format!("the sketch of {}", name(row, 1));
            out.push(decoded(bytes, &what).map_err(|e| self.unread(e))?);
        }
        Ok(out)
    }

    /// The packed analysis of an article, as the stages on one page gave it, or with what others made better known.
    pub fn packed(&self, article: &ArticleId, last: bool) -> Result<Packed> {
        let sql = if last {
            "SELECT coalesce(final, body) FROM analyses WHERE article = ?1"
        } else {
            "SELECT body FROM analyses WHERE article = ?1"
        };
        let found = self.rows_with(sql, [article.as_str()], |r| r.get(0))?.pop();
        let bytes = found.ok_or_else(|| self.stale(&format!("the analysis of {article}")))?;
        Ok(packed_analysis(article.as_str(), bytes))
    }

    /// What each article was last made from, by id; those that were never made are left out.
    pub fn articles_made(&self) -> Result<HashMap<ArticleId, Digest>> {
        let rows = self.rows_with("SELECT article, made FROM sketches WHERE made IS NOT NULL", [], |r| {
            Ok((ArticleId(r.get(0)?), r.get(1)?))
        })?;
        Ok(rows.into_iter().collect())
    }

    /// Keeps an article as all stages know it: the analysis if it is not what the stages on one page gave, the headline check,
    /// and the search documents if they have to be made again.
    pub fn put_article(
        &self,
        article: &ArticleId,
        made: &Digest,
        last: Option<&Analysis>,
        (facts, names): (&ArticleFacts, &[NameRow]),
        headline: Option<&HeadlineCheck>,
        documents: Option<&[Document]>,
    ) -> Result<()> {
        let id = article.as_str();
        let last = last.map(pack).transpose()?;
        let checked = headline.map(pack).transpose()?;
        let write = || {
            self.conn
                .prepare_cached(
                    "UPDATE analyses SET final = ?2 WHERE article = ?1 AND (final IS NOT NULL OR ?2 IS NOT NULL)",
                )?
                .execute(params![id, last])?;
            self.conn
                .prepare_cached("UPDATE sketches SET made = ?2 WHERE article = ?1")?
                .execute(params![id, &made[..]])?;
            match checked {
                Some(checked) => self
                    .conn
                    .prepare_cached("INSERT OR REPLACE INTO headlines VALUES (?1, ?2)")?
                    .execute(params![id, checked])?,
                None => self
                    .conn
                    .prepare_cached("DELETE FROM headlines WHERE article = ?1")?
                    .execute([id])?,
            };
            facts::put(&self.conn, facts, names)?;
            if let Some(list) = documents {
                index::remove(&self.conn, id)?;
                list.iter().try_for_each(|d| index::insert(&self.conn, d))?;
            }
            Ok(())
        };
        write().map_err(|e| self.sql(e))
    }

    /// All copy pairs with what each was made from and its source as the two texts alone tell it.
    pub fn copies_made(&self) -> Result<HashMap<(ArticleId, ArticleId), KeptCopy>> {
        type Row = (Digest, Option<String>, Vec<u8>, String);
        let rows: Vec<Row> = self.rows(
            "SELECT made, source, body, 'the copy pair ' || a || ', ' || b FROM copies",
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)),
        )?;
        rows.into_iter()
            .map(|(made, source, body, what)| {
                let pair: CopyPair = self.read(&body, &what)?;
                Ok(((pair.a.clone(), pair.b.clone()), (made, source, pair)))
            })
            .collect()
    }

    /// Keeps a copy pair.
    pub fn put_copy(&self, pair: &CopyPair, made: &Digest, source: Option<&str>) -> Result<()> {
        let body = pack(pair)?;
        self.run(
            "INSERT OR REPLACE INTO copies (a, b, made, source, body) VALUES (?1, ?2, ?3, ?4, ?5)",
            params![pair.a.as_str(), pair.b.as_str(), &made[..], source, body],
        )
    }

    /// Forgets a copy pair.
    pub fn drop_copy(&self, a: &ArticleId, b: &ArticleId) -> Result<()> {
        self.run(
            "DELETE FROM copies WHERE a = ?1 AND b = ?2",
            params![a.as_str(), b.as_str()],
        )
    }

    /// What is kept of grouping, with the article of each.
    ///
    /// # Errors
    /// Some of it is damaged; what it names is not guessed.
    pub fn compared(&self) -> Result<Vec<(ArticleId, events::CacheEntry)>> {
        type Row = (String, u32, u32, Vec<u8>, Option<Vec<u8>>);
        let rows: Vec<Row> = self.rows("SELECT article, number, home, first, second FROM compared", |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?))
        })?;
        rows.into_iter()
            .map(|(article, number, home, first, second)| {
                let what = || format!("what is kept of grouping {article}");
                let row = |bytes: Vec<u8>| decoded(&bytes, &what).map_err(|e| self.unread(e));
                let kept = events::CacheEntry {
                    number,
                    home,
                    first: row(first)?,
                    second: second.map(row).transpose()?,
                };
                Ok((ArticleId(article), kept))
            })
            .collect()
    }

    /// Keeps what grouping knows of an article.
    pub fn put_compared(&self, article: &ArticleId, kept: &events::CacheEntry) -> Result<()> {
        let first = encoded(&kept.first)?;
        let second = kept.second.as_ref().map(encoded).transpose()?;
        self.run(
            "INSERT OR REPLACE INTO compared VALUES (?1, ?2, ?3, ?4, ?5)",
            params![article.as_str(), kept.number, kept.home, first, second],
        )
    }

    /// Forgets what grouping knew of an article.
    pub fn drop_compared(&self, article: &ArticleId) -> Result<()> {
        self.run("DELETE FROM compared WHERE article = ?1", [article.as_str()])
    }

    /// What is kept of the events, and their records by the digest of what each was made from.
    pub fn events_kept(&self) -> Result<(HashMap<EventId, Kept>, HashMap<Digest, Event>)> {
        type Row = (Digest, Digest, Digest, Vec<u8>, Vec<u8>, String);
        let rows: Vec<Row> = self.rows(
            "SELECT grouped, made, told, body, facts, 'event ' || id FROM events",
            |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?)),
        )?;
        let (mut kept, mut records) = (HashMap::new(), HashMap::new());
        for (grouped, made, told, body, facts, what) in rows {
            let event: Event = self.read(&body, &what)?;
            let one = Kept {
                grouped,
                made,
                told,
                facts,
            };
            kept.insert(event.id.clone(), one);
            records.insert(grouped, event);
        }
        Ok((kept, records))
    }

    /// Keeps an event; `languages` are the tags of its articles, `facts` its packed facts.
    pub fn put_event(
        &self,
        e: &Event,
        grouped: &Digest,
        made: &Digest,
        languages: &[&str],
        facts: &[u8],
    ) -> Result<()> {
        let tags: String = languages.iter().map(|t| format!(" {t} ")).collect();
        let body = pack(e)?;
        self.run(
            "INSERT INTO events (id, first, last, languages, articles, origins, title, grouped, made, told, facts, body)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, zeroblob(16), ?10, ?11)
             ON CONFLICT (id) DO UPDATE SET first = ?2, last = ?3, languages = ?4, articles = ?5, origins = ?6, title = ?7,
             grouped = ?8, made = ?9, facts = ?10, body = ?11",
            params![
                e.id.as_str(),
                e.start.map(|d| d.to_string()),
                e.end.or(e.start).map(|d| d.to_string()),
                tags,
                e.articles.len() as i64,
                e.origins.len() as i64,
                e.title,
                &grouped[..],
                &made[..],
                facts,
                body
            ],
        )?;
        self.run("DELETE FROM event_articles WHERE event = ?1", [e.id.as_str()])?;
        for article in &e.articles {
            self.run(
                "INSERT OR IGNORE INTO event_articles VALUES (?1, ?2)",
                params![article.as_str(), e.id.as_str()],
            )?;
        }
        Ok(())
    }

    /// Forgets an event and all that was told of it.
    pub fn drop_event(&self, id: &EventId) -> Result<()> {
        let id = id.as_str();
        for sql in [
            "DELETE FROM events WHERE id = ?1",
            "DELETE FROM event_articles WHERE event = ?1",
            "DELETE FROM claims WHERE event = ?1",
            "DELETE FROM briefs WHERE event = ?1",
        ] {
            self.run(sql, [id])?;
        }
        index::remove_story(&self.conn, id).map_err(|e| self.sql(e))
    }

    /// Keeps what is told of an event.
    pub fn put_told(&self, told: &Told) -> Result<()> {
        let id = told.event.as_str();
        let claims = pack(&told.claims)?;
        let brief = told.brief.as_ref().map(pack).transpose()?;
        let write = || {
            let run = |sql: &str, args: &dyn Fn(&mut rusqlite::CachedStatement<'_>) -> rusqlite::Result<usize>| {
                args(&mut self.conn.prepare_cached(sql)?)
            };
            if told.claims.is_empty() {
                run("DELETE FROM claims WHERE event = ?1", &|s| s.execute([id]))?;
            } else {
                run("INSERT OR REPLACE INTO claims VALUES (?1, ?2)", &|s| {
                    s.execute(params![id, claims])
                })?;
            }
            match &brief {
                Some(body) => run("INSERT OR REPLACE INTO briefs VALUES (?1, ?2)", &|s| {
                    s.execute(params![id, body])
                })?,
                None => run("DELETE FROM briefs WHERE event = ?1", &|s| s.execute([id]))?,
            };
            run("UPDATE events SET told = ?2 WHERE id = ?1", &|s| {
                s.execute(params![id, &told.made[..]])
            })?;
            facts::place_claims(&self.conn, &told.claims)?;
            index::remove_story(&self.conn, id)?;
            index::insert(&self.conn, &told.document)
        };
        write().map_err(|e| self.sql(e))
    }

    /// The storylines as they were kept: number, what each was made from, record.
    pub fn storylines_kept(&self) -> Result<HashMap<StorylineId, (i64, Digest, Storyline)>> {
        type Row = (i64, Digest, Vec<u8>, String);
        let rows: Vec<Row> = self.rows("SELECT number, made, body, 'storyline ' || id FROM storylines", |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))
        })?;
        rows.into_iter()
            .map(|(number, made, body, what)| {
                let story: Storyline = self.read(&body, &what)?;
                Ok((story.id.clone(), (number, made, story)))
            })
            .collect()
    }

    /// Keeps a storyline.
    pub fn put_storyline(&self, number: i64, made: &Digest, s: &Storyline) -> Result<()> {
        let body = pack(s)?;
        if let Some(first) = s.events.first() {
            self.run(
                "INSERT OR REPLACE INTO storyline_places VALUES (?1, ?2)",
                params![s.id.as_str(), first.as_str()],
            )?;
        }
        self.run(
            "INSERT OR REPLACE INTO storylines VALUES (?1, ?2, ?3, ?4)",
            params![s.id.as_str(), number, &made[..], body],
        )
    }

    /// Gives a storyline, which did not change otherwise, another place in the list.
    pub fn move_storyline(&self, id: &StorylineId, number: i64) -> Result<()> {
        self.run(
            "UPDATE storylines SET number = ?2 WHERE id = ?1",
            params![id.as_str(), number],
        )
    }

    /// Forgets a storyline.
    pub fn drop_storyline(&self, id: &StorylineId) -> Result<()> {
        self.run("DELETE FROM storylines WHERE id = ?1", [id.as_str()])
    }

    /// The headline check of an article.
    pub fn headline(&self, article: &ArticleId) -> Result<Option<HeadlineCheck>> {
        Ok(self.some_of("article = ?1", article.as_str())?.pop())
    }

    fn run(&self, sql: &str, args: impl rusqlite::Params) -> Result<()> {
        self.conn
            .prepare_cached(sql)
            .and_then(|mut s| s.execute(args))
            .map(drop)
            .map_err(|e| self.sql(e))
    }

    fn batch(&self, sql: &str) -> Result<()> {
        self.conn.execute_batch(sql).map_err(|e| self.sql(e))
    }

    /// The value of a packed blob that is called `what`.
    pub(super) fn read<T: DeserializeOwned>(&self, blob: &[u8], what: &str) -> Result<T> {
        unpack(blob).map_err(|fault| {
            let what = what.to_string();
            self.unread(Unread { what, fault })
        })
    }

    /// The error of something that cannot be read.
    pub fn unread(&self, unread: Unread) -> StoreError {
        let (path, what) = (self.file.clone(), unread.what);
        match unread.fault {
            Fault::Damaged => StoreError::Broken { path, what },
            Fault::Foreign => self.stale(&what),
        }
    }

    /// What the stages of this program cannot read.
    pub fn stale(&self, what: &str) -> StoreError {
        StoreError::Stale {
            path: self.dir.clone(),
            what: what.to_string(),
        }
    }
}

/// The analysis of an article as it lies in the store.
fn packed_analysis(article: &str, bytes: Vec<u8>) -> Packed {
    Packed {
        what: format!("the analysis of {article}"),
        bytes,
    }
}

/// A column that names its row, for messages.
fn name(row: &rusqlite::Row<'_>, column: usize) -> String {
    row.get(column).unwrap_or_else(|_| "an unknown article".to_string())
}

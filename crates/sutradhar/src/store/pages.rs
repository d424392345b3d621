//! Raw pages, the articles they hold, and what the stages on one page found.

use super::blob::{Fault, Unread, checksum_of, unpack};
use super::error::{Result, StoreError};
use super::packed::pack_raw;
use super::{Incoming, NewAnalysis, PackedPage, STAGES, Store};
use crate::read::{Fetched, Raw};
use rusqlite::{OptionalExtension, Transaction, params};
use std::borrow::Cow;
use std::collections::BTreeSet;
use sutradhar_engine::model::*;

/// What a batch brought.
#[derive(Debug, Default, Clone, Copy, PartialEq, Eq)]
pub struct Stored {
    /// Units that were not in the store.
    pub new: u64,
    /// Units that were.
    pub known: u64,
}

/// An article and the page it stands on.
#[derive(Debug, Clone)]
pub struct ArticleRow {
    /// Its id.
    pub id: ArticleId,
    /// The id that its page brings.
    pub wanted: ArticleId,
    /// Row of its page.
    pub page: i64,
    /// Number in its feed, 0 elsewhere.
    pub part: usize,
}

impl Store {
    /// Stores a batch of units, and what the stages found on pages before it, in one transaction; when this returns
    /// they are safe. Gives what the units brought, and whether each analysis was kept.
    pub fn store_batch(&mut self, units: &[Incoming], analyses: &[NewAnalysis]) -> Result<(Stored, Vec<bool>)> {
        let file = self.file.clone();
        self.in_transaction(|tx| {
            let kept: rusqlite::Result<_> = analyses.iter().map(|new| keep_analysis(tx, new)).collect();
            let kept = kept?;
            Ok((store_units(tx, units)?, kept))
        })
        .map_err(|e| StoreError::sql(&file, e))
    }

    /// Makes the table of articles again from the raw pages; `pages_of` gives the ids and content keys of a unit.
    pub fn reset(&mut self, mut pages_of: impl FnMut(&Raw) -> Vec<(ArticleId, [u8; 32])>) -> Result<()> {
        let rows = self.page_rows()?;
        let mut articles = Vec::new();
        for row in rows {
            let raw = self.raw(row)?;
            for (part, (wanted, content)) in pages_of(&raw).into_iter().enumerate() {
                articles.push((row, part as i64, wanted, content));
            }
        }
        let file = self.file.clone();
        self.in_transaction(|tx| {
            // An id is for ever: whoever has it keeps it.
            let before: Vec<(String, Vec<u8>, String)> = tx
                .prepare("SELECT DISTINCT wanted, content, id FROM articles")?
                .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
                .collect::<rusqlite::Result<_>>()?;
            tx.execute_batch(
                "DELETE FROM articles; DELETE FROM analyses; DELETE FROM sketches; DELETE FROM documents;
                 DELETE FROM facts; DELETE FROM names;
                 INSERT INTO words (words) VALUES ('delete-all');
                 UPDATE meta SET value = '1' WHERE name = 'dirty'; UPDATE meta SET value = '' WHERE name = 'aliases';",
            )?;
            let mut touched = BTreeSet::new();
            for (row, part, wanted, content) in &articles {
                insert_article(tx, *row, *part, wanted, content)?;
                touched.insert(wanted.as_str());
            }
            for (wanted, content, id) in &before {
                tx.prepare_cached("UPDATE articles SET id = ?3 WHERE wanted = ?1 AND content = ?2")?
                    .execute(params![wanted, content, id])?;
            }
            touched.into_iter().try_for_each(|wanted| settle(tx, wanted))
        })
        .map_err(|e| StoreError::sql(&file, e))
    }

    /// The rows of all raw pages, in the order they came.
    pub fn page_rows(&self) -> Result<Vec<i64>> {
        self.rows("SELECT id FROM pages ORDER BY id", |r| r.get(0))
    }

    /// The raw unit of a row.
    ///
    /// # Errors
    /// There is no such row, or it is not what was stored.
    pub fn raw(&self, row: i64) -> Result<Raw> {
        self.packed_page(row)?.unpack()
    }

    /// The raw unit of a row as it lies in the store.
    ///
    /// # Errors
    /// There is no such row.
    pub fn packed_page(&self, row: i64) -> Result<PackedPage> {
        let mut page = self
            .conn
            .prepare_cached("SELECT source, kind, size, bytes, key FROM pages WHERE id = ?1")
            .and_then(|mut s| {
                s.query_row([row], |r| {
                    let (source, kind, size) = (r.get(0)?, r.get(1)?, r.get(2)?);
                    Ok(PackedPage {
                        file: self.file.clone(),
                        row,
                        source,
                        kind,
                        size,
                        bytes: r.get(3)?,
                        key: r.get(4)?,
                        fetched: Fetched::default(),
                    })
                })
            })
            .map_err(|e| self.sql(e))?;
        page.fetched = self.fetched(&page.key)?.unwrap_or_default();
        Ok(page)
    }

    /// Articles that the stages of this program have not seen, by id, those after an id, up to `limit`.
    pub fn unanalysed(&self, after: &str, limit: usize) -> Result<Vec<ArticleRow>> {
        self.article_rows(
            "SELECT a.id, a.wanted, a.page, a.part FROM articles a LEFT JOIN analyses n ON n.article = a.id
             WHERE a.id > ?3 AND a.live = 1 AND (n.article IS NULL OR n.stages <> ?1) ORDER BY a.id LIMIT ?2",
            params![STAGES, limit as i64, after],
        )
    }

    /// How many articles the stages of this program have not seen.
    pub fn count_unanalysed(&self) -> Result<u64> {
        self.conn
            .query_row(
                "SELECT count(*) FROM articles a LEFT JOIN analyses n ON n.article = a.id
                 WHERE a.live = 1 AND (n.article IS NULL OR n.stages <> ?1)",
                [STAGES],
                |r| r.get::<_, i64>(0),
            )
            .map(|n| n as u64)
            .map_err(|e| self.sql(e))
    }

    /// All articles, by id.
    pub fn articles(&self) -> Result<Vec<ArticleRow>> {
        self.article_rows(
            "SELECT id, wanted, page, part FROM articles WHERE live = 1 ORDER BY id",
            [],
        )
    }

    /// Pages, articles and events in the store.
    pub fn counts(&self) -> Result<(u64, u64, u64)> {
        let count = |sql: &str| self.conn.query_row(sql, [], |r| r.get::<_, i64>(0)).map(|n| n as u64);
        count("SELECT count(*) FROM pages")
            .and_then(|pages| {
                Ok((
                    pages,
                    count("SELECT count(*) FROM articles WHERE live = 1")?,
                    count("SELECT count(*) FROM events")?,
                ))
            })
            .map_err(|e| self.sql(e))
    }

    /// All analyses with what deriving made better known, by article id.
    pub fn analyses_after(&self) -> Result<Vec<Analysis>> {
        self.analyses(
            "SELECT article, stages, coalesce(final, body) FROM analyses ORDER BY article",
            [],
        )
    }

    /// Hands on every analysis with what deriving made better known, by article id, one at a time: memory stays small.
    ///
    /// # Errors
    /// Those of the store, and those of `each`, which ends the walk.
    pub fn each_analysis<E: From<StoreError>>(
        &self,
        mut each: impl FnMut(Analysis) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let sql = |e| E::from(self.sql(e));
        let mut statement = self
            .conn
            .prepare_cached("SELECT article, stages, coalesce(final, body) FROM analyses ORDER BY article")
            .map_err(sql)?;
        let mut rows = statement.query([]).map_err(sql)?;
        while let Some(row) = rows.next().map_err(sql)? {
            each(self.read_analysis(row)?)?;
        }
        Ok(())
    }

    /// The analysis of one article.
    pub fn analysis(&self, id: &ArticleId) -> Result<Option<Analysis>> {
        Ok(self
            .analyses(
                "SELECT article, stages, coalesce(final, body) FROM analyses WHERE article = ?1",
                [id.as_str()],
            )?
            .pop())
    }

    fn analyses(&self, sql: &str, args: impl rusqlite::Params) -> Result<Vec<Analysis>> {
        let mut out = Vec::new();
        let mut statement = self.conn.prepare_cached(sql).map_err(|e| self.sql(e))?;
        let mut rows = statement.query(args).map_err(|e| self.sql(e))?;
        while let Some(row) = rows.next().map_err(|e| self.sql(e))? {
            out.push(self.read_analysis(row)?);
        }
        Ok(out)
    }

    /// The analysis of a row of article, stages and body.
    fn read_analysis(&self, row: &rusqlite::Row<'_>) -> Result<Analysis> {
        let read = || -> rusqlite::Result<(String, String, Vec<u8>)> { Ok((row.get(0)?, row.get(1)?, row.get(2)?)) };
        let (id, stages, body) = read().map_err(|e| self.sql(e))?;
        let analysis = if stages == STAGES {
            unpack(&body)
        } else {
            Err(Fault::Foreign)
        };
        analysis.map_err(|fault| {
            let what = format!("the analysis of {id}");
            self.unread(Unread { what, fault })
        })
    }

    /// Articles whose id is `prefix` or begins with it: all if few, at most `limit`.
    pub fn articles_like(&self, prefix: &str, limit: usize) -> Result<Vec<ArticleId>> {
        let exact: Option<String> = self
            .conn
            .query_row("SELECT id FROM articles WHERE live = 1 AND id = ?1", [prefix], |r| {
                r.get(0)
            })
            .optional()
            .map_err(|e| self.sql(e))?;
        if let Some(id) = exact {
            return Ok(vec![ArticleId(id)]);
        }
        self.rows_with(
            "SELECT id FROM articles WHERE live = 1 AND substr(id, 1, length(?1)) = ?1 ORDER BY id LIMIT ?2",
            params![prefix, limit as i64],
            |r| r.get(0).map(ArticleId),
        )
    }

    fn article_rows(&self, sql: &str, args: impl rusqlite::Params) -> Result<Vec<ArticleRow>> {
        self.rows_with(sql, args, |r| {
            Ok(ArticleRow {
                id: ArticleId(r.get(0)?),
                wanted: ArticleId(r.get(1)?),
                page: r.get(2)?,
                part: r.get::<_, i64>(3)? as usize,
            })
        })
    }

    pub(super) fn rows<T>(
        &self,
        sql: &str,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        self.rows_with(sql, [], read)
    }

    pub(super) fn rows_with<T>(
        &self,
        sql: &str,
        args: impl rusqlite::Params,
        read: impl FnMut(&rusqlite::Row<'_>) -> rusqlite::Result<T>,
    ) -> Result<Vec<T>> {
        self.conn
            .prepare_cached(sql)
            .and_then(|mut s| s.query_map(args, read)?.collect())
            .map_err(|e| self.sql(e))
    }

    /// Runs `work` in one transaction; nothing of it stays if it fails.
    pub(super) fn in_transaction<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> rusqlite::Result<T> {
        let tx = self
            .conn
            .transaction_with_behavior(rusqlite::TransactionBehavior::Immediate)?;
        let out = work(&tx)?;
        tx.commit()?;
        Ok(out)
    }
}

/// Keeps what the stages found on a page, if it is still the page of that article; says whether it did.
fn keep_analysis(tx: &Transaction<'_>, new: &NewAnalysis) -> rusqlite::Result<bool> {
    let id = new.article.as_str();
    if let Some((key, part)) = &new.page {
        let is_it = tx
            .prepare_cached(
                "SELECT 1 FROM articles a JOIN pages p ON p.id = a.page
                 WHERE p.key = ?1 AND a.part = ?2 AND a.id = ?3 AND a.live = 1",
            )?
            .exists(params![&key[..], *part as i64, id])?;
        // The store forgot what was known under that id when it gave it to the page.
        if !is_it {
            return Ok(false);
        }
    } else {
        forget(tx, id)?;
    }
    tx.prepare_cached("INSERT INTO analyses (article, stages, body) VALUES (?1, ?2, ?3)")?
        .execute(params![id, STAGES, new.body])?;
    for document in &new.documents {
        super::index::insert(tx, document)?;
    }
    Ok(true)
}

pub(super) fn store_units(tx: &Transaction<'_>, batch: &[Incoming]) -> rusqlite::Result<Stored> {
    let mut stored = Stored::default();
    let mut touched = BTreeSet::new();
    for unit in batch {
        let bytes = match &unit.packed {
            Some(packed) => Cow::Borrowed(packed),
            None => Cow::Owned(pack_raw(&unit.raw.bytes).map_err(encode)?),
        };
        let new = tx
            .prepare_cached(
                "INSERT INTO pages (key, source, line, kind, size, bytes, seal) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)
                 ON CONFLICT (key) DO NOTHING",
            )?
            .execute(params![
                &unit.key[..],
                unit.raw.source,
                unit.line as i64,
                unit.raw.kind.name(),
                unit.raw.bytes.len() as i64,
                &bytes[..],
                place_seal(&unit.raw.source, unit.line)
            ])?;
        super::fetched::put(tx, &unit.key, &unit.raw.fetched)?;
        if new == 0 {
            stored.known += 1;
            // Which of several paths is kept must not depend on the order in which they came.
            let moved = tx
                .prepare_cached("UPDATE pages SET source = ?2, line = ?3, seal = ?4 WHERE key = ?1 AND source > ?2")?
                .execute(params![
                    &unit.key[..],
                    unit.raw.source,
                    unit.line as i64,
                    place_seal(&unit.raw.source, unit.line)
                ])?;
            if moved > 0 {
                let ids: Vec<String> = tx
                    .prepare_cached("SELECT a.id FROM articles a JOIN pages p ON p.id = a.page WHERE p.key = ?1")?
                    .query_map([&unit.key[..]], |r| r.get(0))?
                    .collect::<rusqlite::Result<_>>()?;
                ids.iter().try_for_each(|id| forget(tx, id))?;
                touched.extend(unit.articles.iter().map(|(id, _)| id.as_str()));
            }
            continue;
        }
        stored.new += 1;
        let page = tx.last_insert_rowid();
        for (part, (wanted, content)) in unit.articles.iter().enumerate() {
            insert_article(tx, page, part as i64, wanted, content)?;
            touched.insert(wanted.as_str());
        }
    }
    if !touched.is_empty() {
        for wanted in touched {
            settle(tx, wanted)?;
        }
        tx.execute("UPDATE meta SET value = '1' WHERE name = 'dirty'", [])?;
    }
    Ok(stored)
}

/// The checksum of where a page came from; its key covers the rest.
pub(super) fn place_seal(source: &str, line: u64) -> Vec<u8> {
    checksum_of(&[source.as_bytes(), &line.to_le_bytes()]).to_vec()
}

/// An error of packing as one of SQLite, so that a transaction can pass it on.
pub(super) fn encode(e: std::io::Error) -> rusqlite::Error {
    rusqlite::Error::ToSqlConversionFailure(Box::new(e))
}

pub(super) fn insert_article(
    tx: &Transaction<'_>,
    page: i64,
    part: i64,
    wanted: &ArticleId,
    content: &[u8; 32],
) -> rusqlite::Result<()> {
    tx.prepare_cached("INSERT INTO articles (page, part, wanted, content, id, live) VALUES (?1, ?2, ?3, ?4, '', 0)")?
        .execute(params![page, part, wanted.as_str(), &content[..]])?;
    Ok(())
}

/// Decides which of the rows that bring one id have it: whoever has an id keeps it for ever, of new ones the first that
/// came in; others get an id derived from their content. Rows of one content are one article, which the smallest path
/// stands for.
pub(super) fn settle(tx: &Transaction<'_>, wanted: &str) -> rusqlite::Result<()> {
    type Row = (i64, i64, Vec<u8>, String, bool);
    let rows: Vec<Row> = tx
        .prepare_cached(
            "SELECT a.page, a.part, a.content, a.id, a.live FROM articles a JOIN pages p ON p.id = a.page
             WHERE a.wanted = ?1 ORDER BY a.content, p.source, p.line, p.key, a.part",
        )?
        .query_map([wanted], |r| {
            Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?))
        })?
        .collect::<rusqlite::Result<_>>()?;
    let found: Vec<Claimant<'_>> = rows
        .iter()
        .map(|r| (r.2.as_slice(), (r.0, r.1), r.3.as_str()))
        .collect();
    for ((page, part, _, old, was_live), (id, live)) in rows.iter().zip(settled(wanted, &found)) {
        if *old != id || *was_live != live {
            if *old != id {
                forget(tx, old)?;
            }
            forget(tx, &id)?;
            tx.prepare_cached("UPDATE articles SET id = ?3, live = ?4 WHERE page = ?1 AND part = ?2")?
                .execute(params![page, part, id, live])?;
        }
    }
    Ok(())
}

/// A row that brings an id: its content key, where it came in, and the id that it has; empty if none.
pub(super) type Claimant<'a> = (&'a [u8], (i64, i64), &'a str);

/// The id of each row that brings the id `wanted`, and whether it stands for its content. Rows come sorted by content,
/// then by path.
pub(super) fn settled(wanted: &str, rows: &[Claimant<'_>]) -> Vec<(String, bool)> {
    let derived = |content: &[u8]| {
        let digits: String = content.iter().take(4).map(|b| format!("{b:02x}")).collect();
        format!("{wanted}~{digits}")
    };
    let holders = rows.iter().filter(|r| r.2 == wanted);
    let first = || rows.iter().filter(|r| r.2 != derived(r.0)).min_by_key(|r| r.1);
    let holder = holders.min_by_key(|r| r.1).or_else(first).map(|r| r.0);
    let mut before: Option<&[u8]> = None;
    rows.iter()
        .map(|(content, ..)| {
            let live = before.replace(content) != Some(content);
            let id = if holder == Some(*content) {
                wanted.to_string()
            } else {
                derived(content)
            };
            (id, live)
        })
        .collect()
}

/// Drops what was found in an article, so that it is found again.
pub(super) fn forget(tx: &Transaction<'_>, id: &str) -> rusqlite::Result<()> {
    if id.is_empty() {
        return Ok(());
    }
    tx.prepare_cached("DELETE FROM analyses WHERE article = ?1")?
        .execute([id])?;
    tx.prepare_cached("DELETE FROM sketches WHERE article = ?1")?
        .execute([id])?;
    super::facts::forget(tx, id)?;
    super::index::remove(tx, id)
}

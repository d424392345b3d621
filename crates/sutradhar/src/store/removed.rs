//! Pages that an editor removed. They stand in a table of their own, so that the decision can be taken back, and the
//! store takes none of them in again meanwhile.
//!
//! The table is made by the first removal and is no new format: a program that does not know it reads the store all the
//! same, and the trigger keeps the pages out for it too.

use super::Store;
use super::decisions::{Ruling, decisions};
use super::error::{Result, StoreError};
use super::given::givens;
use super::pages::{encode, forget, insert_article, place_seal, settle};
use crate::read::{self, Raw, RawKind, content_key};
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use std::collections::{BTreeMap, BTreeSet};

/// `asked` counts how often a page was added again since somebody was told.
pub(super) const TABLE: &str = "
    CREATE TABLE IF NOT EXISTS removed (
        key    BLOB PRIMARY KEY,
        source TEXT NOT NULL,
        line   INTEGER NOT NULL,
        kind   TEXT NOT NULL,
        size   INTEGER NOT NULL,
        bytes  BLOB NOT NULL,
        asked  INTEGER NOT NULL DEFAULT 0
    ) STRICT;
    CREATE TRIGGER IF NOT EXISTS removed_stay_out BEFORE INSERT ON pages
    WHEN EXISTS (SELECT 1 FROM removed WHERE key = NEW.key)
    BEGIN
        UPDATE removed SET asked = asked + 1 WHERE key = NEW.key;
        SELECT RAISE(IGNORE);
    END;";

/// A page that holds an article.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Holder {
    /// Its key, in hexadecimal digits.
    pub key: String,
    /// Where it came from.
    pub source: String,
    /// The ids of all articles on it.
    pub articles: BTreeSet<String>,
}

impl Store {
    /// The pages that hold an article: one, or several that say the same.
    pub fn holders(&self, article: &str) -> Result<Vec<Holder>> {
        let pages = self.rows_with(
            "SELECT DISTINCT p.id, hex(p.key), p.source FROM pages p JOIN articles a ON a.page = p.id WHERE a.id = ?1
             ORDER BY p.source, p.id",
            [article],
            |r| Ok((r.get::<_, i64>(0)?, r.get::<_, String>(1)?, r.get::<_, String>(2)?)),
        )?;
        pages
            .into_iter()
            .map(|(page, key, source)| {
                let articles = self.rows_with("SELECT id FROM articles WHERE page = ?1", [page], |r| r.get(0))?;
                Ok(Holder {
                    key: key.to_lowercase(),
                    source,
                    articles: articles.into_iter().collect(),
                })
            })
            .collect()
    }

    /// How many pages are removed.
    pub fn count_removed(&self) -> Result<u64> {
        if !there(&self.conn).map_err(|e| self.sql(e))? {
            return Ok(0);
        }
        let n: Vec<i64> = self.rows("SELECT count(*) FROM removed", |r| r.get(0))?;
        Ok(n.first().map_or(0, |n| *n as u64))
    }

    /// Removed pages that were added again since this was last asked: where each came from, and the decision.
    pub fn refused(&mut self) -> Result<Vec<(String, i64)>> {
        let file = self.file.clone();
        self.in_transaction(|tx| {
            if !there(tx)? {
                return Ok(Vec::new());
            }
            let by = in_force(tx)?;
            let list: Vec<(String, String)> = tx
                .prepare("SELECT hex(key), source FROM removed WHERE asked > 0 ORDER BY source, key")?
                .query_map([], |r| Ok((r.get(0)?, r.get(1)?)))?
                .collect::<rusqlite::Result<_>>()?;
            tx.execute("UPDATE removed SET asked = 0 WHERE asked > 0", [])?;
            Ok(list
                .into_iter()
                .map(|(key, source)| (source, by.get(&key.to_lowercase()).copied().unwrap_or(0)))
                .collect())
        })
        .map_err(|e| StoreError::sql(&file, e))
    }
}

/// Whether anything was ever removed.
fn there(conn: &Connection) -> rusqlite::Result<bool> {
    conn.query_row("SELECT count(*) FROM sqlite_schema WHERE name = 'removed'", [], |r| {
        r.get::<_, i64>(0)
    })
    .map(|n| n > 0)
}

/// The keys of pages that are to be out, with the decision that says so.
fn in_force(conn: &Connection) -> rusqlite::Result<BTreeMap<String, i64>> {
    let mut out = BTreeMap::new();
    for d in decisions(conn)?.into_iter().filter(|d| !d.undone) {
        if let Ruling::Remove { pages, .. } = d.ruling {
            out.extend(pages.into_iter().map(|key| (key, d.number)));
        }
    }
    Ok(out)
}

/// Makes the pages agree with the decisions: what is to be out goes aside, what is not comes back.
pub(super) fn apply(tx: &Transaction<'_>) -> rusqlite::Result<()> {
    let wanted = in_force(tx)?;
    if wanted.is_empty() && !there(tx)? {
        return Ok(());
    }
    tx.execute_batch(TABLE)?;
    let out: BTreeSet<String> = tx
        .prepare("SELECT lower(hex(key)) FROM removed")?
        .query_map([], |r| r.get(0))?
        .collect::<rusqlite::Result<_>>()?;
    let mut touched = BTreeSet::new();
    for key in wanted.keys().filter(|k| !out.contains(*k)) {
        put_aside(tx, key, &mut touched)?;
    }
    for key in out.iter().filter(|k| !wanted.contains_key(*k)) {
        bring_back(tx, key, &mut touched)?;
    }
    touched.iter().try_for_each(|wanted| settle(tx, wanted))
}

/// Copies what is set aside into a new file; gives what could not be read.
pub(super) fn copy(old: &Store, to: &Connection) -> Result<Vec<String>> {
    type Row = (Vec<u8>, String, i64, String, i64, Vec<u8>, i64);
    if !there(&old.conn).map_err(|e| old.sql(e))? {
        return Ok(Vec::new());
    }
    to.execute_batch(TABLE).map_err(|e| old.sql(e))?;
    let rows: Vec<Row> = old.rows("SELECT key, source, line, kind, size, bytes, asked FROM removed", |r| {
        Ok((
            r.get(0)?,
            r.get(1)?,
            r.get(2)?,
            r.get(3)?,
            r.get(4)?,
            r.get(5)?,
            r.get(6)?,
        ))
    })?;
    let mut lost = Vec::new();
    for (key, source, line, kind, size, packed, asked) in rows {
        let bytes = zstd::bulk::decompress(&packed, usize::try_from(size).unwrap_or(0)).ok();
        let fetched = match old.fetched(&key) {
            Ok(found) => found.unwrap_or_default(),
            Err(StoreError::Damaged { why, .. }) => {
                lost.push(format!("a removed page ({source}): {why}"));
                continue;
            }
            Err(e) => return Err(e),
        };
        let raw = bytes.zip(RawKind::from_name(&kind)).map(|(bytes, kind)| Raw {
            source: source.clone(),
            kind,
            bytes,
            fetched,
        });
        if raw.is_none_or(|raw| raw.key()[..] != key[..]) {
            lost.push(format!("a removed page is damaged: {source}"));
            continue;
        }
        to.execute(
            "INSERT INTO removed (key, source, line, kind, size, bytes, asked) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
            params![key, source, line, kind, size, packed, asked],
        )
        .map_err(|e| old.sql(e))?;
    }
    Ok(lost)
}

fn put_aside(tx: &Transaction<'_>, key: &str, touched: &mut BTreeSet<String>) -> rusqlite::Result<()> {
    let page: Option<i64> = tx
        .query_row("SELECT id FROM pages WHERE key = unhex(?1)", [key], |r| r.get(0))
        .optional()?;
    let Some(page) = page else { return Ok(()) };
    let articles: Vec<(String, String)> = tx
        .prepare("SELECT id, wanted FROM articles WHERE page = ?1")?
        .query_map([page], |r| Ok((r.get(0)?, r.get(1)?)))?
        .collect::<rusqlite::Result<_>>()?;
    for (id, wanted) in articles {
        forget(tx, &id)?;
        touched.insert(wanted);
    }
    tx.execute("DELETE FROM articles WHERE page = ?1", [page])?;
    tx.execute(
        "INSERT INTO removed (key, source, line, kind, size, bytes)
         SELECT key, source, line, kind, size, bytes FROM pages WHERE id = ?1",
        [page],
    )?;
    tx.execute("DELETE FROM pages WHERE id = ?1", [page])?;
    Ok(())
}

fn bring_back(tx: &Transaction<'_>, key: &str, touched: &mut BTreeSet<String>) -> rusqlite::Result<()> {
    type Row = (Vec<u8>, String, i64, String, i64, Vec<u8>);
    let (digest, source, line, kind, size, packed): Row = tx.query_row(
        "SELECT key, source, line, kind, size, bytes FROM removed WHERE key = unhex(?1)",
        [key],
        |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?)),
    )?;
    tx.execute("DELETE FROM removed WHERE key = ?1", [&digest])?;
    tx.execute(
        "INSERT INTO pages (key, source, line, kind, size, bytes, seal) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![
            &digest,
            source,
            line,
            kind,
            size,
            packed,
            place_seal(&source, line as u64)
        ],
    )?;
    let page = tx.last_insert_rowid();
    let bytes = zstd::bulk::decompress(&packed, usize::try_from(size).unwrap_or(0)).map_err(encode)?;
    let fetched = super::fetched::fetched(tx, &digest)?.transpose();
    let fetched = fetched
        .map_err(|why| encode(std::io::Error::other(why)))?
        .unwrap_or_default();
    let raw = RawKind::from_name(&kind).map(|kind| Raw {
        source,
        kind,
        bytes,
        fetched,
    });
    // What was readable when it came in is readable now, unless the reader changed: `doctor` tells.
    let mut pages = raw.and_then(|raw| read::pages(&raw).ok()).unwrap_or_default();
    if let Some(given) = givens(tx)?.get(&digest) {
        given.tell(&mut pages);
    }
    for (part, found) in pages.iter().enumerate() {
        insert_article(tx, page, part as i64, &found.id, &content_key(found))?;
        touched.insert(found.id.to_string());
    }
    Ok(())
}

//! What was typed about pages as they came in: an outlet, a language. Raw pages stay untouched, so it is kept beside
//! them, by their keys, and `rebuild` finds it there.
//!
//! The table is made by the first use and is no new format: a program that does not know it reads the store all the
//! same.

use super::Store;
use super::error::{Result, StoreError};
use rusqlite::{Connection, Transaction, params};
use std::collections::HashMap;
use sutradhar_engine::model::RawPage;

pub(super) const TABLE: &str = "
    CREATE TABLE IF NOT EXISTS given (
        key      BLOB PRIMARY KEY,
        outlet   TEXT,
        language TEXT
    ) STRICT, WITHOUT ROWID;";

/// What was typed about pages.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Given {
    /// Who published them.
    pub outlet: Option<String>,
    /// Tag of their language.
    pub language: Option<String>,
}

impl Given {
    /// Whether nothing was.
    pub fn is_empty(&self) -> bool {
        self.outlet.is_none() && self.language.is_none()
    }

    /// Tells it to pages; a record or a feed that names its own keeps that.
    pub fn tell(&self, pages: &mut [RawPage]) {
        for page in pages {
            let hints = &mut page.hints;
            hints.outlet = hints.outlet.take().or_else(|| self.outlet.clone());
            hints.language = hints.language.take().or_else(|| self.language.clone());
        }
    }
}

/// What was typed about each page, by its key.
pub type Givens = HashMap<Vec<u8>, Given>;

impl Store {
    /// Keeps what was typed about pages that are not in the store yet.
    pub fn put_given(&mut self, keys: &[[u8; 32]], given: &Given) -> Result<()> {
        let file = self.file.clone();
        self.in_transaction(|tx| put(tx, keys, given))
            .map_err(|e| StoreError::sql(&file, e))
    }

    /// What was typed about all pages.
    pub fn givens(&self) -> Result<Givens> {
        givens(&self.conn).map_err(|e| self.sql(e))
    }
}

/// Keeps what was typed about pages that are not in the store yet.
pub(super) fn put(tx: &Transaction<'_>, keys: &[[u8; 32]], given: &Given) -> rusqlite::Result<()> {
    tx.execute_batch(TABLE)?;
    let mut put = tx.prepare_cached(
        "INSERT OR REPLACE INTO given (key, outlet, language)
         SELECT ?1, ?2, ?3 WHERE NOT EXISTS (SELECT 1 FROM pages WHERE key = ?1)",
    )?;
    for key in keys {
        put.execute(params![&key[..], given.outlet, given.language])?;
    }
    Ok(())
}

/// Copies what was typed into a new file.
pub(super) fn copy(old: &Store, to: &Connection) -> Result<()> {
    let all = old.givens()?;
    if all.is_empty() {
        return Ok(());
    }
    let put = |(key, given): (&Vec<u8>, &Given)| {
        to.execute(
            "INSERT INTO given (key, outlet, language) VALUES (?1, ?2, ?3)",
            params![key, given.outlet, given.language],
        )
        .map(drop)
    };
    to.execute_batch(TABLE)
        .and_then(|()| all.iter().try_for_each(put))
        .map_err(|e| old.sql(e))
}

/// What was typed about all pages.
pub(super) fn givens(conn: &Connection) -> rusqlite::Result<Givens> {
    let there = "SELECT count(*) FROM sqlite_schema WHERE name = 'given'";
    if conn.query_row(there, [], |r| r.get::<_, i64>(0))? == 0 {
        return Ok(Givens::new());
    }
    conn.prepare("SELECT key, outlet, language FROM given")?
        .query_map([], |r| {
            Ok((
                r.get(0)?,
                Given {
                    outlet: r.get(1)?,
                    language: r.get(2)?,
                },
            ))
        })?
        .collect()
}

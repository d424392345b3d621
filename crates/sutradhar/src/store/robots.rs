//! What sites last said that robots may read.

use super::Store;
use super::error::Result;
use rusqlite::{Transaction, params};

/// What robots may read on a site, as it last said.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RobotsRow {
    /// Scheme, host and port.
    pub origin: String,
    /// When it was asked.
    pub at: i64,
    /// Status of the answer; 0 if there was none.
    pub status: u16,
    /// The last answer that could be read.
    pub body: String,
    /// When that was; 0 if never.
    pub known: i64,
}

impl Store {
    /// What sites said of robots.
    pub fn robots(&self) -> Result<Vec<RobotsRow>> {
        self.rows(
            "SELECT origin, at, status, body, known FROM robots ORDER BY origin",
            |r| {
                Ok(RobotsRow {
                    origin: r.get(0)?,
                    at: r.get(1)?,
                    status: r.get(2)?,
                    body: r.get(3)?,
                    known: r.get(4)?,
                })
            },
        )
    }
}

/// Keeps what a site said.
pub(super) fn put(tx: &Transaction<'_>, row: &RobotsRow) -> rusqlite::Result<()> {
    tx.prepare_cached("INSERT OR REPLACE INTO robots (origin, at, status, body, known) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![row.origin, row.at, row.status, row.body, row.known])
        .map(drop)
}

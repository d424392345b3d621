//! How raw pages were fetched. Kept beside them by their keys, so that a page that is removed and comes back has it
//! still.

use super::Store;
use super::blob::checksum_of;
use super::error::{Result, StoreError};
use crate::read::Fetched;
use rusqlite::{Connection, OptionalExtension, Transaction, params};
use sutradhar_engine::model::ArticleId;

impl Store {
    /// How the page that stands for an article was fetched; `None` where nothing is known.
    ///
    /// # Errors
    /// Those of the store; what is kept is damaged.
    pub fn fetched_of(&self, article: &ArticleId) -> Result<Option<Fetched>> {
        let key: Option<Vec<u8>> = self
            .conn
            .prepare_cached("SELECT p.key FROM articles a JOIN pages p ON p.id = a.page WHERE a.id = ?1 AND a.live = 1")
            .and_then(|mut s| s.query_row([article.as_str()], |r| r.get(0)).optional())
            .map_err(|e| self.sql(e))?;
        key.map_or(Ok(None), |key| self.fetched(&key))
    }

    /// How the page with this key was fetched.
    pub(super) fn fetched(&self, key: &[u8]) -> Result<Option<Fetched>> {
        match fetched(&self.conn, key).map_err(|e| self.sql(e))? {
            None => Ok(None),
            Some(Ok(found)) => Ok(Some(found)),
            Some(Err(why)) => Err(StoreError::Damaged {
                path: self.file.clone(),
                why,
            }),
        }
    }
}

/// How the page with this key was fetched, or what is wrong with what is kept.
pub(super) fn fetched(conn: &Connection, key: &[u8]) -> rusqlite::Result<Option<std::result::Result<Fetched, String>>> {
    type Row = (Option<String>, Option<String>, String, Vec<u8>);
    let row: Option<Row> = conn
        .prepare_cached("SELECT url, at, headers, seal FROM fetched WHERE key = ?1")?
        .query_row([key], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)))
        .optional()?;
    Ok(row.map(|(url, at, headers, sealed)| {
        let headers = Fetched::of_header_lines(&headers);
        let found = Fetched { url, at, headers };
        let name: String = key.iter().take(8).map(|b| format!("{b:02x}")).collect();
        match seal(key, &found) == sealed {
            true => Ok(found),
            false => Err(format!("how raw page {name} was fetched is not what was stored")),
        }
    }))
}

/// Keeps how a page was fetched. Of two fetches of one page the earlier stays: which one must not depend on the order
/// in which they came.
pub(super) fn put(tx: &Transaction<'_>, key: &[u8], new: &Fetched) -> rusqlite::Result<()> {
    if new.is_empty() {
        return Ok(());
    }
    let earlier = |old: &Fetched| (old.at.is_none(), old) <= (new.at.is_none(), new);
    if let Some(Ok(old)) = fetched(tx, key)?
        && earlier(&old)
    {
        return Ok(());
    }
    tx.prepare_cached("INSERT OR REPLACE INTO fetched (key, url, at, headers, seal) VALUES (?1, ?2, ?3, ?4, ?5)")?
        .execute(params![key, new.url, new.at, new.header_lines(), seal(key, new)])
        .map(drop)
}

/// Copies what is known into a new file; gives what could not be read.
pub(super) fn copy(old: &Store, to: &Transaction<'_>) -> Result<Vec<String>> {
    let keys: Vec<Vec<u8>> = old.rows("SELECT key FROM fetched ORDER BY key", |r| r.get(0))?;
    let mut lost = Vec::new();
    for key in keys {
        match old.fetched(&key) {
            Ok(Some(found)) => put(to, &key, &found).map_err(|e| old.sql(e))?,
            Ok(None) => {}
            Err(StoreError::Damaged { why, .. }) => lost.push(why),
            Err(e) => return Err(e),
        }
    }
    Ok(lost)
}

/// The checksum of a row.
fn seal(key: &[u8], of: &Fetched) -> Vec<u8> {
    let shown = |value: &Option<String>| value.as_deref().map_or("-".to_string(), |v| format!("+{v}"));
    let (url, at, headers) = (shown(&of.url), shown(&of.at), of.header_lines());
    checksum_of(&[key, url.as_bytes(), at.as_bytes(), headers.as_bytes()]).to_vec()
}

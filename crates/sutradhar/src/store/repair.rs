//! Makes a damaged store again: raw pages, decisions and the journal, as far as they can be read, go into a new file,
//! which takes the place of the old one. The old file is kept beside it. What is derived is for `rebuild` to make.

use super::decisions::seal;
use super::error::{Result, StoreError};
use super::lock::WriteLock;
use super::pages::place_seal;
use super::{FILE, FORMAT, Store, changes, facts, feeds, fetched, given, look, migrate, removed, told, version};
use rusqlite::{Connection, params};
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::time::Duration;

/// What was taken over.
#[derive(Debug)]
pub struct Salvaged {
    /// The new store, open for writing; nothing is derived in it yet.
    pub store: Store,
    /// The old file.
    pub before: PathBuf,
    /// Raw pages in the new store.
    pub pages: u64,
    /// Decisions in it.
    pub decisions: u64,
    /// What could not be read and stays in the old file alone, one sentence each.
    pub lost: Vec<String>,
}

/// Puts what can be read of the store in `dir` into a new file.
///
/// # Errors
/// There is no store, it is of a newer format or of something else, another process uses it, or the new file cannot be
/// written. Nothing was changed then.
pub fn salvage(dir: &Path, wait: Duration) -> Result<Salvaged> {
    let file = dir.join(FILE);
    if !look(dir, &file)? {
        return Err(StoreError::Missing { path: dir.into() });
    }
    let lock = WriteLock::acquire(dir, wait)?;
    let sql = |e| StoreError::sql(&file, e);
    let conn = Connection::open(&file).map_err(sql)?;
    conn.busy_timeout(wait.max(Duration::from_millis(1))).map_err(sql)?;
    let old = Store {
        conn,
        dir: dir.into(),
        file: file.clone(),
        lock: Some(lock),
        writable: true,
    };
    let found = old.check_format(version(&old.conn).map_err(sql)?)?;
    if found < FORMAT {
        migrate(&old, found)?;
    }
    // The write-ahead log goes into the old file, so that none is left for the new one to find.
    let mode: String = old
        .conn
        .query_row("PRAGMA journal_mode = delete", [], |r| r.get(0))
        .map_err(sql)?;
    if mode != "delete" {
        let (path, holder, seconds) = (dir.into(), "reading".to_string(), wait.as_secs());
        return Err(StoreError::Locked { path, holder, seconds });
    }

    let new = dir.join(format!("{FILE}.new"));
    let io = |e| StoreError::io(&new, e);
    if new.exists() {
        std::fs::remove_file(&new).map_err(io)?;
    }
    let (pages, decisions, lost) = copy(&old, &new)?;
    let Store { conn, lock, .. } = old;
    drop(conn);
    let before = unused(dir);
    // The store is never without its file: it has both names until the new one takes the first.
    let linked = std::fs::hard_link(&file, &before).or_else(|_| std::fs::rename(&file, &before));
    linked.map_err(|e| StoreError::io(&before, e))?;
    std::fs::rename(&new, &file).map_err(io)?;
    let store = Store::writable(dir, lock)?;
    Ok(Salvaged {
        store,
        before,
        pages,
        decisions,
        lost,
    })
}

/// Copies raw pages and decisions into a new file; gives their numbers, and what could not be read.
fn copy(old: &Store, new: &Path) -> Result<(u64, u64, Vec<String>)> {
    let sql = |e| StoreError::sql(new, e);
    let fresh = Store {
        conn: Connection::open(new).map_err(sql)?,
        dir: old.dir.clone(),
        file: new.into(),
        lock: None,
        writable: true,
    };
    migrate(&fresh, 0)?;
    let to = fresh.begin()?;
    let mut lost = fetched::copy(old, &to)?;
    let (mut pages, mut decisions) = (0, 0);
    for row in page_numbers(old, &mut lost) {
        match copy_page(old, row, &to) {
            Ok(odd) => {
                pages += 1;
                lost.extend(odd);
            }
            Err(StoreError::Damaged { why, .. }) => lost.push(why),
            Err(e) => lost.push(format!("raw page {row}: {e}")),
        }
    }
    lost.extend(removed::copy(old, &to)?);
    given::copy(old, &to)?;
    lost.extend(facts::copy(old, &to));
    lost.extend(changes::copy(old, &to)?);
    lost.extend(told::copy(old, &to)?);
    lost.extend(feeds::copy(old, &to)?);
    for one in old.each_decision()? {
        let one = match one {
            Ok(one) => one,
            Err(e) => {
                lost.push(e.to_string());
                continue;
            }
        };
        copy_decision(old, one.number, &to)?;
        decisions += 1;
    }
    to.execute("UPDATE meta SET value = '1' WHERE name = 'dirty'", [])
        .and_then(|_| to.commit())
        .map_err(sql)?;
    Ok((pages, decisions, lost))
}

/// The numbers of all raw pages that the table or its index lists.
fn page_numbers(old: &Store, lost: &mut Vec<String>) -> BTreeSet<i64> {
    let mut out = BTreeSet::new();
    for sql in [
        "SELECT id FROM pages NOT INDEXED",
        "SELECT id FROM pages INDEXED BY sqlite_autoindex_pages_1",
    ] {
        let mut list = || -> rusqlite::Result<()> {
            let mut statement = old.conn.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                out.insert(row.get(0)?);
            }
            Ok(())
        };
        if let Err(e) = list() {
            lost.push(format!("not all raw pages can be listed: {e}"));
        }
    }
    lost.dedup();
    out
}

/// Copies one raw page if it is what was stored; says so if its path is not.
fn copy_page(old: &Store, row: i64, to: &Connection) -> Result<Option<String>> {
    let raw = old.raw(row)?;
    let (line, bytes, sealed): (i64, Vec<u8>, Option<Vec<u8>>) = old
        .conn
        .prepare_cached("SELECT line, bytes, seal FROM pages WHERE id = ?1")
        .and_then(|mut s| s.query_row([row], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?))))
        .map_err(|e| old.sql(e))?;
    let place = place_seal(&raw.source, line as u64);
    let odd = sealed.is_some_and(|sealed| sealed != place);
    to.prepare_cached(
        "INSERT INTO pages (id, key, source, line, kind, size, bytes, seal) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
    )
    .and_then(|mut s| {
        s.execute(params![
            row,
            &raw.key()[..],
            raw.source,
            line,
            raw.kind.name(),
            raw.bytes.len() as i64,
            bytes,
            place
        ])
    })
    .map_err(|e| old.sql(e))?;
    Ok(odd.then(|| {
        format!(
            "the path of raw page {row} is damaged; it was taken over as {}",
            raw.source
        )
    }))
}

/// Copies one decision that can be read.
fn copy_decision(old: &Store, number: i64, to: &Connection) -> Result<()> {
    let columns: [String; 5] = old
        .conn
        .query_row(
            "SELECT at, editor, what, about, body FROM decisions WHERE id = ?1",
            [number],
            |r| Ok([r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?]),
        )
        .map_err(|e| old.sql(e))?;
    let sealed = seal(number, columns.each_ref().map(String::as_str));
    let [at, editor, what, about, body] = columns;
    to.execute(
        "INSERT INTO decisions (id, at, editor, what, about, body, seal) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)",
        params![number, at, editor, what, about, body, sealed],
    )
    .map(drop)
    .map_err(|e| old.sql(e))
}

/// A name for the old file that nothing has.
fn unused(dir: &Path) -> PathBuf {
    let mut n = 0;
    loop {
        let path = dir.join(match n {
            0 => format!("{FILE}.damaged"),
            n => format!("{FILE}.damaged.{n}"),
        });
        if !path.exists() {
            return path;
        }
        n += 1;
    }
}

//! The store: one folder, one SQLite file in it. Raw pages for ever, everything else made from them.
//!
//! Invariants: a page is in the store once its transaction is committed, and stays; `articles` agrees with `pages` after every
//! transaction; while `dirty` is set, what is derived from several articles may lag behind; one process writes, any number reads.

mod blob;
mod changes;
mod decisions;
mod derived;
pub mod doctor;
mod error;
mod facts;
mod feeds;
mod fetched;
mod given;
mod index;
mod lists;
mod lock;
mod memo;
mod packed;
mod pages;
mod removed;
mod repair;
mod robots;
mod told;
mod watched;

pub use blob::{Packed, Unread, decoded, encoded};
pub use changes::{Change, ChangeBody, ChangeCitation, ChangeFilter, ChangeKind, ChangeSide, Gain};
pub use decisions::{Decision, Ruling};
pub use derived::{Derived, DerivedRow, EventRow, Filter, Named};
pub use error::{Result, StoreError};
pub use facts::{ArticleFacts, NameRow, OutletRow, names_of, outlet_id};
pub use feeds::{FeedRow, FeedState, FeedTyped, FetchCount, ItemEnd, ItemKey, ItemKnown, ItemRow, Settled, WatchBatch};
pub use given::{Given, Givens};
pub use index::{Document, Hit};
pub use lists::{StoryCursor, StoryFilter};
pub use memo::{Digest, Kept, Told, digest};
pub use packed::{Incoming, NewAnalysis, PackedPage};
pub use pages::{ArticleRow, Stored};
pub use removed::Holder;
pub use repair::{Salvaged, salvage};
pub use robots::RobotsRow;
pub use watched::{HOST, WatchFigures, WatchedItem};

pub use lock::WatchLock;
use lock::WriteLock;
use rusqlite::{Connection, OpenFlags, OptionalExtension};
use std::path::{Path, PathBuf};
use std::time::Duration;

/// Marks the file as a store of this program (`file` and SQLite show it): "Sutr".
const APPLICATION_ID: i32 = 0x5375_7472;

/// The steps from an empty file to today's format; the number of steps is the format. Steps are never changed, only added.
const MIGRATIONS: &[&str] = &[
    include_str!("v1.sql"),
    include_str!("v2.sql"),
    include_str!("v3.sql"),
    include_str!("v4.sql"),
    include_str!("v5.sql"),
    include_str!("v6.sql"),
    include_str!("v7.sql"),
    include_str!("v8.sql"),
];

/// The newest format that this program reads.
pub const FORMAT: u32 = MIGRATIONS.len() as u32;

/// How long SQLite waits for another process inside one statement.
const BUSY: Duration = Duration::from_secs(10);

/// Statements that are kept ready.
const STATEMENTS: usize = 64;

/// The name of the database in the folder of the store.
pub const FILE: &str = "sutradhar.db";

/// Names the stages that this program was built with: a digest of their sources.
pub const STAGES: &str = env!("SUTRADHAR_STAGES");

/// An open store.
#[derive(Debug)]
pub struct Store {
    conn: Connection,
    dir: PathBuf,
    file: PathBuf,
    lock: Option<WriteLock>,
    writable: bool,
}

impl Store {
    /// Opens the store in `dir` for reading.
    ///
    /// # Errors
    /// No store there, a newer or an older format, not a store, damaged.
    pub fn open(dir: &Path) -> Result<Store> {
        let file = dir.join(FILE);
        if !look(dir, &file)? {
            return Err(StoreError::Missing { path: dir.into() });
        }
        let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX | OpenFlags::SQLITE_OPEN_URI;
        let open = |uri: bool| {
            if uri {
                Connection::open_with_flags(immutable(&file), flags)
            } else {
                Connection::open_with_flags(&file, flags)
            }
        };
        let first = open(false).and_then(|conn| version(&conn).map(|v| (conn, v)));
        let (conn, found) = match first {
            Ok(both) => both,
            // A folder that may not be written has no place for the shared memory of a write-ahead log.
            Err(e) if cannot_open(&e) && !dir.join(format!("{FILE}-wal")).exists() => open(true)
                .and_then(|conn| version(&conn).map(|v| (conn, v)))
                .map_err(|e| not_opened(&file, e))?,
            Err(e) => return Err(not_opened(&file, e)),
        };
        let store = Store {
            conn,
            dir: dir.into(),
            file,
            lock: None,
            writable: false,
        };
        let found = store.check_format(found)?;
        if found < FORMAT {
            return Err(StoreError::Older {
                path: store.file,
                found,
            });
        }
        store.conn.busy_timeout(BUSY).map_err(|e| store.sql(e))?;
        Ok(store)
    }

    /// Opens or makes the store in `dir` for writing, and brings an older format up to date.
    ///
    /// # Errors
    /// Another writer did not end within `wait`; a newer format, not a store, damaged, no permission, no room.
    pub fn open_to_write(dir: &Path, wait: Duration) -> Result<Store> {
        std::fs::create_dir_all(dir).map_err(|e| StoreError::io(dir, e))?;
        let file = dir.join(FILE);
        look(dir, &file)?;
        let lock = WriteLock::acquire(dir, wait)?;
        Store::writable(dir, Some(lock))
    }

    /// Opens the store that this process may write.
    fn writable(dir: &Path, lock: Option<WriteLock>) -> Result<Store> {
        let file = dir.join(FILE);
        let conn = Connection::open(&file).map_err(|e| not_opened(&file, e))?;
        Store::prepared(conn, dir, file, lock)
    }

    /// A store in memory, which nobody else sees and which ends with this value.
    ///
    /// # Errors
    /// SQLite has no room.
    pub fn in_memory() -> Result<Store> {
        let dir = Path::new(":memory:");
        let conn = Connection::open_in_memory().map_err(|e| StoreError::sql(dir, e))?;
        Store::prepared(conn, dir, dir.into(), None)
    }

    /// Sets up a connection that may write, and brings the format up to date.
    fn prepared(conn: Connection, dir: &Path, file: PathBuf, lock: Option<WriteLock>) -> Result<Store> {
        let store = Store {
            conn,
            dir: dir.into(),
            file,
            lock,
            writable: true,
        };
        let sql = |e| store.sql(e);
        store.conn.busy_timeout(BUSY).map_err(sql)?;
        store.conn.set_prepared_statement_cache_capacity(STATEMENTS);
        let found = store.check_format(version(&store.conn).map_err(sql)?)?;
        store.conn.pragma_update(None, "journal_mode", "wal").map_err(sql)?;
        store.conn.pragma_update(None, "synchronous", "full").map_err(sql)?;
        store.conn.pragma_update(None, "foreign_keys", "on").map_err(sql)?;
        migrate(&store, found)?;
        Ok(store)
    }

    /// The folder of the store.
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// Whether this process may write.
    pub fn can_write(&self) -> bool {
        self.writable
    }

    /// Whether everything that is derived was derived from all pages, by the stages of this program.
    pub fn is_current(&self) -> Result<bool> {
        Ok(self.meta("dirty")? == "0" && self.meta("stages")? == STAGES)
    }

    /// Whether this program can read what is derived: its own stages made it, or nothing was derived yet.
    pub fn is_readable(&self) -> Result<bool> {
        let stages = self.meta("stages")?;
        Ok(stages == STAGES || (stages.is_empty() && self.counts()?.2 == 0))
    }

    /// Names the state of what readers see: another one after each change.
    pub fn revision(&self) -> Result<String> {
        self.meta("revision")
    }

    /// From here on everything is read from one state of the store, even while another process writes.
    pub fn hold_still(&self) -> Result<()> {
        self.conn.execute_batch("BEGIN DEFERRED").map_err(|e| self.sql(e))
    }

    /// Ends what [`Store::hold_still`] began, so that newer states can be seen.
    pub fn let_go(&self) -> Result<()> {
        if self.conn.is_autocommit() {
            return Ok(());
        }
        self.conn.execute_batch("COMMIT").map_err(|e| self.sql(e))
    }

    /// Whether pages came in since the last deriving.
    pub fn is_dirty(&self) -> Result<bool> {
        Ok(self.meta("dirty")? != "0")
    }

    fn meta(&self, name: &str) -> Result<String> {
        self.conn
            .query_row("SELECT value FROM meta WHERE name = ?1", [name], |row| row.get(0))
            .optional()
            .map(Option::unwrap_or_default)
            .map_err(|e| self.sql(e))
    }

    /// Checks the format of an open file and gives it; 0 for a new, empty file.
    fn check_format(&self, (application, format, tables): (i32, u32, u32)) -> Result<u32> {
        let path = self.file.clone();
        if format == 0 && tables == 0 && application == 0 {
            // Its first writer is about to fill it, or was killed before it could.
            return match self.writable {
                true => Ok(0),
                false => Err(StoreError::Missing { path: self.dir.clone() }),
            };
        }
        if application != APPLICATION_ID {
            let why = "it is an SQLite file of something else".to_string();
            return Err(StoreError::Foreign { path, why });
        }
        if format > FORMAT {
            return Err(StoreError::Newer {
                path,
                found: format,
                known: FORMAT,
            });
        }
        Ok(format)
    }

    fn sql(&self, e: rusqlite::Error) -> StoreError {
        StoreError::sql(&self.file, e)
    }
}

/// Brings a file of an older format, 0 for an empty one, up to date.
fn migrate(store: &Store, found: u32) -> Result<()> {
    for (step, migration) in MIGRATIONS.iter().enumerate().skip(found as usize) {
        let sql_text = format!(
            "BEGIN IMMEDIATE; {migration}; PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {}; COMMIT;",
            step + 1
        );
        if let Err(e) = store.conn.execute_batch(&sql_text) {
            let _ = store.conn.execute_batch("ROLLBACK");
            return Err(store.sql(e));
        }
    }
    Ok(())
}

/// Looks whether `file`, the store in `dir`, is there and can be read: SQLite says of all such faults that it cannot
/// open it.
fn look(dir: &Path, file: &Path) -> Result<bool> {
    use std::io::ErrorKind::*;
    let unreadable = |path: &Path, e: std::io::Error| {
        let (path, why) = (path.to_path_buf(), e.to_string());
        StoreError::Unreadable { path, why }
    };
    match std::fs::metadata(dir) {
        Ok(meta) if !meta.is_dir() => {
            let (path, why) = (dir.into(), "is a file");
            return Err(StoreError::NoStore { path, why });
        }
        Err(e) if e.kind() == PermissionDenied => return Err(unreadable(dir, e)),
        _ => {}
    }
    match std::fs::metadata(file) {
        Ok(meta) if meta.is_dir() => {
            let (path, why) = (file.into(), "is a folder, not a file");
            return Err(StoreError::NoStore { path, why });
        }
        Ok(_) => {}
        Err(e) if matches!(e.kind(), NotFound | NotADirectory) => return Ok(false),
        Err(e) => return Err(unreadable(file, e)),
    }
    Ok(true)
}

/// Why a file could not be opened, where SQLite says only that it cannot.
fn not_opened(file: &Path, e: rusqlite::Error) -> StoreError {
    if !cannot_open(&e) {
        return StoreError::sql(file, e);
    }
    match std::fs::File::open(file) {
        Err(why) => StoreError::Unreadable {
            path: file.into(),
            why: why.to_string(),
        },
        Ok(opened) => {
            // Whoever closes a file gives up all locks that the process has on it, also those of open connections:
            // another process would then take the log away from under them.
            std::mem::forget(opened);
            StoreError::sql(file, e)
        }
    }
}

/// Application id, format and number of tables.
fn version(conn: &Connection) -> rusqlite::Result<(i32, u32, u32)> {
    Ok((
        conn.query_row("PRAGMA application_id", [], |r| r.get(0))?,
        conn.query_row("PRAGMA user_version", [], |r| r.get(0))?,
        conn.query_row("SELECT count(*) FROM sqlite_schema", [], |r| r.get(0))?,
    ))
}

fn cannot_open(e: &rusqlite::Error) -> bool {
    use rusqlite::ErrorCode::*;
    matches!(
        e.sqlite_error_code(),
        Some(CannotOpen | ReadOnly | PermissionDenied | SystemIoFailure)
    )
}

/// The URI of a file that nobody changes.
fn immutable(file: &Path) -> String {
    let mut uri = String::from("file:");
    for byte in file.display().to_string().replace('\\', "/").bytes() {
        match byte {
            b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' | b'~' => uri.push(byte as char),
            _ => uri.push_str(&format!("%{byte:02X}")),
        }
    }
    uri + "?immutable=1"
}

//! What can go wrong with a store, each with its path and what to do.

use rusqlite::ffi;
use std::path::{Path, PathBuf};

/// Why the store could not do it.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum StoreError {
    #[error("{path}: there is no store here yet; `sutradhar add PATH...` makes one, `sutradhar demo` shows one")]
    Missing { path: PathBuf },
    #[error("{path} has store format {found}, but this program reads up to {known}; update sutradhar")]
    Newer { path: PathBuf, found: u32, known: u32 },
    #[error("{path} has the older store format {found}; `sutradhar refresh` brings it up to date")]
    Older { path: PathBuf, found: u32 },
    #[error("{path} is not a store of sutradhar ({why}); nothing was changed in it. Name another folder with --store")]
    Foreign { path: PathBuf, why: String },
    #[error(
        "{path} is damaged ({why}); nothing was changed in it. Move the folder away, keep it, and add the pages again, \
         or bring back a copy of the file"
    )]
    Damaged { path: PathBuf, why: String },
    #[error(
        "{path}: another process is writing to this store ({holder}); {}",
        waited(*seconds)
    )]
    Locked {
        path: PathBuf,
        holder: String,
        seconds: u64,
    },
    #[error("{path}: another process watches feeds with this store ({holder}); one is enough for all of them")]
    Watched { path: PathBuf, holder: String },
    #[error("{path}: cannot be written ({why}). Give the folder write permission, or name another with --store")]
    ReadOnly { path: PathBuf, why: String },
    #[error(
        "{path}: the disk is full or a file may not grow further ({why}). What was stored before is safe; make room and run the same again"
    )]
    Full { path: PathBuf, why: String },
    #[error(
        "{path}: {what} was written by other stages than those of this program; `sutradhar refresh` makes it again"
    )]
    Stale { path: PathBuf, what: String },
    #[error("{path}: {what} is damaged; `sutradhar doctor --repair` makes derived data again")]
    Broken { path: PathBuf, what: String },
    #[error(
        "{path}: decision {number} ({kind}) cannot be read ({why}). Bring back an older copy of the file, or take the \
         decision out with `sutradhar doctor --repair`"
    )]
    Decision {
        path: PathBuf,
        number: i64,
        kind: String,
        why: String,
    },
    #[error("{what} cannot be written to the store ({why}); this is a fault of the program, please report it")]
    Unwritable { what: &'static str, why: String },
    #[error(
        "{path} {why}; a store is a folder with the file {} in it. Name another with --store",
        super::FILE
    )]
    NoStore { path: PathBuf, why: &'static str },
    #[error("{path}: cannot be read ({why}). Give yourself read permission, or name another store with --store")]
    Unreadable { path: PathBuf, why: String },
    #[error("{path}: {source}")]
    Io { path: PathBuf, source: std::io::Error },
    #[error("{path}: {source}")]
    Sql { path: PathBuf, source: rusqlite::Error },
}

/// Extended codes of input and output that failed where a file was to grow or to reach the disk.
const WRITING: [i32; 5] = [
    ffi::SQLITE_IOERR_WRITE,
    ffi::SQLITE_IOERR_FSYNC,
    ffi::SQLITE_IOERR_DIR_FSYNC,
    ffi::SQLITE_IOERR_TRUNCATE,
    ffi::SQLITE_IOERR_SHMSIZE,
];
/// What to do about a store that another process has: raising the time to wait helps only where it was waited for.
fn waited(seconds: u64) -> String {
    match seconds {
        0 => "try again when it is done".to_string(),
        n => format!("waited {n} s. Try again, or raise --wait"),
    }
}

impl StoreError {
    /// Names what an SQLite error means for the user.
    pub fn sql(path: &Path, source: rusqlite::Error) -> StoreError {
        use rusqlite::ErrorCode::*;
        let path = path.to_path_buf();
        let why = source.to_string();
        match source.sqlite_error_code() {
            Some(DiskFull) => StoreError::Full { path, why },
            Some(SystemIoFailure)
                if source
                    .sqlite_error()
                    .is_some_and(|e| WRITING.contains(&e.extended_code)) =>
            {
                StoreError::Full { path, why }
            }
            Some(SystemIoFailure) => StoreError::Unreadable { path, why },
            Some(ReadOnly | CannotOpen | PermissionDenied) => StoreError::ReadOnly { path, why },
            Some(NotADatabase) => StoreError::Foreign { path, why },
            Some(DatabaseCorrupt) => StoreError::Damaged { path, why },
            Some(DatabaseBusy | DatabaseLocked) => StoreError::Locked {
                path,
                holder: "busy".to_string(),
                seconds: super::BUSY.as_secs(),
            },
            _ => StoreError::Sql { path, source },
        }
    }

    /// Names what an error of the file system means for the user.
    pub fn io(path: &Path, source: std::io::Error) -> StoreError {
        use std::io::ErrorKind::*;
        let path = path.to_path_buf();
        let why = source.to_string();
        match source.kind() {
            PermissionDenied | ReadOnlyFilesystem => StoreError::ReadOnly { path, why },
            StorageFull | QuotaExceeded | FileTooLarge => StoreError::Full { path, why },
            NotADirectory | AlreadyExists => StoreError::NoStore {
                path,
                why: "is a file, or lies below one",
            },
            _ => StoreError::Io { path, source },
        }
    }
}

/// What the functions of the store give.
pub type Result<T> = std::result::Result<T, StoreError>;

//! One writer at a time: a lock on a file beside the database, which ends with the process however it ends.

use super::error::{Result, StoreError};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// The right to write, until it is dropped.
#[derive(Debug)]
pub struct WriteLock {
    _lock: Lock,
}

/// How often a waiting writer asks again.
const AGAIN: Duration = Duration::from_millis(50);

impl WriteLock {
    /// Waits up to `wait` for the lock of the store in `dir`.
    ///
    /// # Errors
    /// [`StoreError::Locked`] names the process that has it.
    pub fn acquire(dir: &Path, wait: Duration) -> Result<WriteLock> {
        let lock = Lock::acquire(dir, "lock", wait)?;
        Ok(WriteLock { _lock: lock })
    }
}

/// The right to watch feeds with a store, until it is dropped: two that do it would ask one server twice.
#[derive(Debug)]
pub struct WatchLock {
    _lock: Lock,
}

impl WatchLock {
    /// Waits up to `wait` for the right to watch with the store in `dir`.
    ///
    /// # Errors
    /// [`StoreError::Watched`] names the process that has it.
    pub fn acquire(dir: &Path, wait: Duration) -> Result<WatchLock> {
        std::fs::create_dir_all(dir).map_err(|e| StoreError::io(dir, e))?;
        match Lock::acquire(dir, "watch.lock", wait) {
            Ok(lock) => Ok(WatchLock { _lock: lock }),
            Err(StoreError::Locked { path, holder, .. }) => Err(StoreError::Watched { path, holder }),
            Err(e) => Err(e),
        }
    }
}

impl WatchLock {
    /// Whether somebody watches with the store in `dir`.
    pub fn is_held(dir: &Path) -> bool {
        let file = OpenOptions::new().read(true).open(dir.join("watch.lock"));
        // A watch that begins in this moment asks again.
        file.is_ok_and(|file| matches!(file.try_lock_shared(), Err(TryLockError::WouldBlock)))
    }
}

/// A lock on a file of the store's folder.
#[derive(Debug)]
struct Lock {
    _file: File,
}

impl Lock {
    fn acquire(dir: &Path, name: &str, wait: Duration) -> Result<Lock> {
        let path = dir.join(name);
        let mut file = OpenOptions::new()
            .read(true)
            .write(true)
            .create(true)
            .truncate(false)
            .open(&path)
            .map_err(|e| StoreError::io(&path, e))?;
        let start = Instant::now();
        loop {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if start.elapsed() < wait => std::thread::sleep(AGAIN),
                Err(TryLockError::WouldBlock) => {
                    let mut holder = String::new();
                    let _ = file.read_to_string(&mut holder);
                    let holder = holder.trim();
                    return Err(StoreError::Locked {
                        path: dir.to_path_buf(),
                        holder: if holder.is_empty() {
                            "unknown".into()
                        } else {
                            holder.into()
                        },
                        seconds: wait.as_secs(),
                    });
                }
                Err(TryLockError::Error(e)) => return Err(StoreError::io(&path, e)),
            }
        }
        // Only for the message above: a full disk must not stop a writer here.
        let command = std::env::args().nth(1).unwrap_or_default();
        let _ = file.set_len(0);
        let _ = file.rewind();
        let _ = write!(file, "process {} {command}", std::process::id());
        Ok(Lock { _file: file })
    }
}

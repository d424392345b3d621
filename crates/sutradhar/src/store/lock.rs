//! One writer at a time: a lock on a file beside the database, which ends with the process however it ends.

use super::error::{Result, StoreError};
use std::fs::{File, OpenOptions, TryLockError};
use std::io::{Read, Seek, Write};
use std::path::Path;
use std::time::{Duration, Instant};

/// The right to write, until it is dropped.
#[derive(Debug)]
pub struct WriteLock {
    _file: File,
}

/// How often a waiting writer asks again.
const AGAIN: Duration = Duration::from_millis(50);

impl WriteLock {
    /// Waits up to `wait` for the lock of the store in `dir`.
    ///
    /// # Errors
    /// [`StoreError::Locked`] names the process that has it.
    pub fn acquire(dir: &Path, wait: Duration) -> Result<WriteLock> {
        let path = dir.join("lock");
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
        Ok(WriteLock { _file: file })
    }
}

//! Open readers of the store, lent to requests one at a time.

use crate::app::{App, AppError, Reader};
use std::sync::Mutex;
use std::time::Duration;
use tokio::sync::Semaphore;

/// How long a request waits for a reader.
const PATIENCE: Duration = Duration::from_secs(2);

/// Readers, as many as can work at a time.
pub struct Readers {
    app: App,
    free: Mutex<Vec<Reader>>,
    seats: Semaphore,
}

impl Readers {
    /// Opens the first reader, to see whether there is a store; the others are opened when they are needed.
    pub fn open(app: &App) -> Result<Readers, AppError> {
        let first = app.read()?;
        Ok(Readers {
            app: app.clone(),
            free: Mutex::new(vec![first]),
            seats: Semaphore::new(app.settings().threads.max(1) * 2),
        })
    }

    /// Lends a reader that sees the newest state of the store to `work`, on a thread for work that blocks. `None` if
    /// none is free for a while.
    pub async fn with<T: Send + 'static>(
        self: &std::sync::Arc<Self>,
        work: impl FnOnce(&Reader) -> Result<T, AppError> + Send + 'static,
    ) -> Option<Result<T, AppError>> {
        let seat = tokio::time::timeout(PATIENCE, self.seats.acquire()).await.ok()?.ok()?;
        let readers = std::sync::Arc::clone(self);
        let done = tokio::task::spawn_blocking(move || {
            let reader = match readers.take() {
                Some(reader) => reader.renew().map(|()| reader),
                None => readers.app.read(),
            };
            // One that failed is not used again: the store may have another format by now.
            let reader = reader?;
            let done = work(&reader);
            readers.give_back(reader);
            done
        })
        .await;
        drop(seat);
        Some(done.unwrap_or_else(|_| Err(AppError::Refused("the request ended in a fault".to_string()))))
    }

    fn take(&self) -> Option<Reader> {
        self.free.lock().ok()?.pop()
    }

    fn give_back(&self, reader: Reader) {
        if let Ok(mut free) = self.free.lock() {
            free.push(reader);
        }
    }
}

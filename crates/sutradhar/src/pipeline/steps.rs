//! How deriving goes on: in steps of bounded size, each a transaction of its own.

use super::{Cancel, RunError};
use crate::store::{Store, Unread};
use rayon::prelude::*;

/// Things that are read, made and kept in one step.
pub(super) const STEP: usize = 256;

pub(super) type Result<T> = std::result::Result<T, RunError>;

/// What a step needs. A run that is killed or cancelled loses the step that it is in; the next run goes on from there,
/// since each thing is kept with the fingerprint of what it was made from.
#[derive(Clone, Copy)]
pub(super) struct Steps<'a> {
    pub store: &'a Store,
    pub pool: &'a rayon::ThreadPool,
    pub cancel: &'a Cancel,
}

impl Steps<'_> {
    /// One step: `work` in a transaction, unless the run was asked to stop.
    pub fn step<T>(&self, work: impl FnOnce() -> Result<T>) -> Result<T> {
        self.go_on()?;
        self.store.transaction(work)
    }

    /// Makes again what is in `todo`, some things a step: `read` asks the store for the input of one, `make` runs on
    /// all threads, `keep` writes. Gives how many were made.
    pub fn make<I: Sync, R: Send, O: Send>(
        &self,
        todo: &[I],
        read: impl Fn(&I) -> Result<R>,
        make: impl Fn(&I, R) -> std::result::Result<O, Unread> + Sync,
        mut keep: impl FnMut(&I, O) -> Result<()>,
    ) -> Result<u64> {
        for chunk in todo.chunks(STEP) {
            self.go_on()?;
            let input: Vec<(&I, R)> = chunk.iter().map(|i| Ok((i, read(i)?))).collect::<Result<_>>()?;
            let made: Vec<(&I, std::result::Result<O, Unread>)> = self
                .pool
                .install(|| input.into_par_iter().map(|(i, r)| (i, make(i, r))).collect());
            self.step(|| {
                made.into_iter()
                    .try_for_each(|(i, out)| keep(i, out.map_err(|e| self.store.unread(e))?))
            })?;
        }
        Ok(todo.len() as u64)
    }

    /// Whether the run may go on.
    ///
    /// # Errors
    /// It was asked to stop.
    pub fn go_on(&self) -> Result<()> {
        match self.cancel.is_cancelled() {
            true => Err(RunError::Cancelled),
            false => Ok(()),
        }
    }
}

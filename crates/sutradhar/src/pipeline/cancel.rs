//! How a run is stopped from outside.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Looks that are left for a run that nobody stopped.
const NEVER: u64 = u64::MAX;

/// Asks a run to stop. Clones ask the same run.
///
/// A run looks at it between steps. What the steps before wrote is kept, and the next run goes on from there.
#[derive(Debug, Clone)]
pub struct Cancel(Arc<AtomicU64>);

impl Default for Cancel {
    fn default() -> Cancel {
        Cancel(Arc::new(AtomicU64::new(NEVER)))
    }
}

impl Cancel {
    /// Stops a run when it has looked this often: for trying what a run leaves behind wherever it is cut off.
    pub fn after(looks: u64) -> Cancel {
        Cancel(Arc::new(AtomicU64::new(looks)))
    }

    /// Asks the run to stop after the step that it is in.
    pub fn cancel(&self) {
        self.0.store(0, Ordering::Relaxed);
    }

    /// Whether it was asked to stop.
    pub fn is_cancelled(&self) -> bool {
        match self.0.load(Ordering::Relaxed) {
            NEVER => false,
            0 => true,
            left => {
                self.0.store(left - 1, Ordering::Relaxed);
                false
            }
        }
    }
}

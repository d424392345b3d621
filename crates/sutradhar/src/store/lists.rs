//! Small questions that commands ask.

use super::Store;
use super::error::Result;

impl Store {
    /// Whether a unit is in the store, by its key.
    pub fn has_page(&self, key: &[u8; 32]) -> Result<bool> {
        let found: Vec<i64> = self.rows_with("SELECT 1 FROM pages WHERE key = ?1", [&key[..]], |r| r.get(0))?;
        Ok(!found.is_empty())
    }
}

//! HTML pages.

use super::facts::Given;
use crate::model::Line;

/// Text, lines and metadata of an HTML page.
pub(super) fn read(source: &str) -> (String, Vec<Line>, Given) {
    let _ = source;
    (String::new(), Vec::new(), Given::default())
}

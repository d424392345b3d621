//! Pages as HTML: one self-contained file each, no request to anywhere, no script.
//!
//! Text of pages reaches the file only through [`escape`]; addresses become links only if they are http or https.

mod shell;
mod links;
mod story;
mod timeline;
mod tree;
mod copies;
mod article;
mod index;
#[cfg(test)]
mod tests;

pub use article::{article, article_in_set};
pub use index::index;
pub use links::Links;
pub use shell::escape;
pub(super) use shell::is_web;
pub use story::{story, story_in_set};

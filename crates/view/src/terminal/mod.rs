//! Pages as terminal text: wrapped by display width, never inside a grapheme, without control characters of the pages.

mod layout;
mod story;
mod short;
mod places;
mod parts;
mod article;
mod article_short;
mod diff;
#[cfg(test)]
mod tests;

pub use article::article;
pub use article_short::article_short;
pub use diff::diff;
pub use short::story_short;
pub use story::story;

/// Columns below which nothing is laid out: a narrower terminal gets lines of this width.
pub const NARROWEST: usize = 20;

/// How a page is laid out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Style {
    /// Columns of the terminal.
    pub width: usize,
    /// Whether to use colour (ANSI escape sequences).
    pub colour: bool,
}

impl Default for Style {
    /// 80 columns, no colour.
    fn default() -> Self {
        Style {
            width: 80,
            colour: false,
        }
    }
}

//! Pages as Markdown, citations as footnotes.

use super::{ArticlePage, StoryPage};

/// A story page as Markdown.
pub fn story(page: &StoryPage) -> String {
    format!("# {}\n", page.title)
}

/// An article page as Markdown.
pub fn article(page: &ArticlePage) -> String {
    format!("# {}\n", page.article.headline)
}

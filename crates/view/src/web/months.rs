//! All stories of a static site: a page that names the months, and the stories of a few months on one page.

use super::frame::{Frame, Target, page, page_with};
use super::list::{list, next_link, stories};
use super::parts::esc;
use crate::pages::{StoryListPage, Total};
use crate::{dates, labels};
use std::fmt::Write;

/// Stories of some months, or a piece of one month, that stand on one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryShelf {
    /// Names its page: [`Target::StoriesFrom`].
    pub key: String,
    /// The earliest month, as in `2026-01`; `None` for stories without a date.
    pub first: Option<String>,
    /// The latest month.
    pub last: Option<String>,
    /// Which piece of how many, where a month is too long for one page.
    pub piece: (usize, usize),
    /// Stories on it.
    pub stories: usize,
}

impl StoryShelf {
    /// Its months in words.
    fn name(&self, f: &Frame<'_>) -> String {
        dates::compact(self.first.as_deref(), self.last.as_deref(), f.ui.tag())
    }
}

/// The months with how many stories each has; a month in several pieces is named once.
pub fn months(shelves: &[StoryShelf], f: &Frame<'_>) -> String {
    let title = f.t(labels::STORIES);
    let mut out = format!("<h1>{title}</h1>\n");
    let all = shelves.iter().map(|s| s.stories).sum();
    let _ = writeln!(out, "<p class=\"facts\"><span>{}</span></p>", count(f, all));
    out.push_str("<ul class=\"claim\">\n");
    let groups = shelves.chunk_by(|_, next| next.piece.0 > 1);
    for group in groups {
        let Some(first) = group.first() else { continue };
        let n = group.iter().map(|s| s.stories).sum();
        let name = f.link(Target::StoriesFrom(&first.key), &esc(&first.name(f)));
        let _ = writeln!(out, "<li><p>{name} <span class=\"rel\">{}</span></p></li>", count(f, n));
    }
    out.push_str("</ul>\n");
    page(f, title, &out)
}

fn count(f: &Frame<'_>, n: usize) -> String {
    let total = Total {
        value: n as u64,
        exact: true,
    };
    stories(f, total)
}

/// The stories of a shelf; `shelves` are all, and `at` says which of them it is.
pub fn month(p: &StoryListPage, shelves: &[StoryShelf], at: usize, f: &Frame<'_>) -> String {
    let shelf = shelves.get(at);
    let title = shelf.map_or_else(String::new, |s| s.name(f));
    let mut out = format!("<h1>{}</h1>\n", esc(&title));
    list(&mut out, p, f);
    let (n, of) = shelf.map_or((1, 1), |s| s.piece);
    if of > 1 {
        let start = at + 1 - n;
        let name = f.either("इस महीने के पन्ने", "Pages of this month");
        let _ = write!(out, "<nav class=\"tabs\" aria-label=\"{name}\">");
        for (i, s) in shelves.iter().skip(start).take(of).enumerate() {
            let here = if start + i == at { " aria-current=\"page\"" } else { "" };
            if let Some(a) = (f.address)(Target::StoriesFrom(&s.key)) {
                let _ = write!(out, "<a href=\"{}\"{here}>{}</a>", esc(&a), i + 1);
            }
        }
        out.push_str("</nav>\n");
    }
    page_with(f, &title, &next_link(p, f), &out)
}

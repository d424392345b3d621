//! A site: the stories as HTML pages that link to one another.

use super::pages::hide_paths;
use super::site_files::{FIRST, SiteFiles, written};
use super::{Reader, Result};
use crate::store::Filter;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;
use sutradhar_engine::model::*;
use sutradhar_view::{self as view, StoryRow, html::Links};

/// Letters of an id that a file name may have, and how many.
const LONGEST_NAME: usize = 64;

/// Stories on one page of the list, as near as whole months allow.
const LISTED: usize = 200;

/// What was written.
#[derive(Debug, Default)]
pub struct Written {
    /// Story pages.
    pub stories: usize,
    /// Article pages.
    pub articles: usize,
    /// Pages of an earlier export that are gone.
    pub removed: usize,
}

/// A file name for an id. Ids that come from outside may hold anything: only small letters, digits, `-` and `_` stay
/// as they are, every other id is replaced by a digest, so that no two differ by case alone and none leaves the
/// folder.
fn file_name(kind: &str, id: &str) -> String {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    if !id.is_empty() && id.len() <= LONGEST_NAME && id.bytes().all(plain) {
        format!("{kind}-{id}.html")
    } else {
        format!("{kind}-x{}.html", short_hash([id]))
    }
}

/// Where a file of [`file_name`] stands in the site: by the beginning of its digest, so that no folder grows large
/// whatever the ids look like.
fn place(file: &str) -> String {
    let folder = if file.starts_with("story-") {
        "stories"
    } else {
        "articles"
    };
    let digest = short_hash([file]);
    format!("{folder}/{}/{file}", digest.get(..2).unwrap_or("00"))
}

/// A page two folders down with its links to other pages made right. The engine names them by file name alone.
fn placed(html: &str) -> String {
    const LINK: &str = "href=\"";
    const UP: &str = "../../";
    let mut parts = html.split(LINK);
    let mut out = parts.next().unwrap_or("").to_string();
    for part in parts {
        out.push_str(LINK);
        let end = part.find(['"', '#']).unwrap_or(0);
        let (file, rest) = part.split_at(end);
        let page = file.ends_with(".html") && !file.contains(['/', ':']);
        match file {
            FIRST => out.push_str(&format!("{UP}{FIRST}{rest}")),
            _ if page && (file.starts_with("story-") || file.starts_with("article-")) => {
                out.push_str(&format!("{UP}{}{rest}", place(file)));
            }
            _ => out.push_str(part),
        }
    }
    out
}

impl Reader {
    /// Writes the list and one page a story and an article into a folder, and removes pages of stories that are gone.
    /// Nothing is written if there are no stories, and were none.
    ///
    /// # Errors
    /// The folder cannot be written, or holds a first page that no export wrote; those of the store.
    pub fn write_site(&self, dir: &Path) -> Result<Written> {
        let store = &self.store;
        let (rows, _) = store.stories(&Filter::default())?;
        if rows.is_empty() && written(dir).is_empty() {
            return Ok(Written::default());
        }
        let known: BTreeSet<&str> = rows.iter().map(|r| r.id.as_str()).collect();
        let story = |id: &str| known.contains(id).then(|| file_name("story", id));
        let mut events: Vec<Event> = Vec::new();
        let mut of_article: BTreeMap<ArticleId, Vec<(String, String)>> = BTreeMap::new();
        for row in &rows {
            if let Some(event) = store.event(&row.id)? {
                for article in &event.articles {
                    let title = if row.title.is_empty() { "–" } else { &row.title };
                    let entry = of_article.entry(article.clone()).or_default();
                    entry.push((row.id.to_string(), title.to_string()));
                }
                events.push(event);
            }
        }
        let list = view::story_list(&events.iter().collect::<Vec<_>>(), &store.storylines()?);
        drop(events);
        let lists = pages_of(&list);

        let mut names: BTreeSet<String> = (0..lists.len()).map(list_name).collect();
        names.extend(known.iter().map(|id| place(&file_name("story", id))));
        names.extend(of_article.keys().map(|id| place(&file_name("article", id.as_str()))));
        let files = SiteFiles::begin(dir, names)?;

        let article = |id: &str| {
            of_article
                .contains_key(&ArticleId::from(id))
                .then(|| file_name("article", id))
        };
        let links = Links {
            story: &story,
            article: &article,
            list: Some(FIRST),
        };
        for row in &rows {
            let mut page = self.story_page(row)?;
            hide_paths(&mut page.articles);
            let html = placed(&view::html::story_in_set(&page, &links));
            files.save(&place(&file_name("story", row.id.as_str())), &html)?;
        }
        for (id, stories) in &of_article {
            let Some(analysis) = store.analysis(id)? else {
                continue;
            };
            let mut page = self.article_page(analysis)?;
            hide_paths(std::slice::from_mut(&mut page.article));
            let html = placed(&view::html::article_in_set(&page, stories, &links));
            files.save(&place(&file_name("article", id.as_str())), &html)?;
        }
        for n in 0..lists.len() {
            files.save(&list_name(n), &list_page(&list, &lists, n))?;
        }
        Ok(Written {
            stories: rows.len(),
            articles: of_article.len(),
            removed: files.finish()?,
        })
    }
}

/// The pages of the list: for each its name and its rows. A month stays together unless it alone is too long.
fn pages_of(rows: &[StoryRow]) -> Vec<(String, Range<usize>)> {
    let month = |row: &StoryRow| -> String {
        let day = row.end.as_deref().or(row.start.as_deref());
        day.and_then(|d| d.get(..7)).unwrap_or("–").to_string()
    };
    let mut out: Vec<(String, Range<usize>)> = Vec::new();
    let mut at = 0;
    for group in rows.chunk_by(|a, b| month(a) == month(b)) {
        let name = group.first().map(month).unwrap_or_default();
        let pieces = group.len().div_ceil(LISTED);
        for (i, piece) in group.chunks(LISTED).enumerate() {
            let name = if pieces > 1 {
                format!("{name} ({}/{pieces})", i + 1)
            } else {
                name.clone()
            };
            let rows = at..at + piece.len();
            at = rows.end;
            match out.last_mut() {
                Some((first, last)) if pieces == 1 && last.len() + rows.len() <= LISTED && !first.contains('(') => {
                    let begin = first.split(" … ").next().unwrap_or("").to_string();
                    *first = format!("{begin} … {name}");
                    last.end = rows.end;
                }
                _ => out.push((name, rows)),
            }
        }
    }
    out
}

/// The file of a page of the list.
fn list_name(n: usize) -> String {
    if n == 0 {
        FIRST.to_string()
    } else {
        format!("list/{}.html", n + 1)
    }
}

/// A page of the list, with links to the others.
fn list_page(rows: &[StoryRow], pages: &[(String, Range<usize>)], n: usize) -> String {
    let up = if n == 0 { "" } else { "../" };
    let own = pages.get(n).and_then(|(_, range)| rows.get(range.clone()));
    let html = view::html::index(own.unwrap_or_default(), &|row| {
        format!("{up}{}", place(&file_name("story", &row.id)))
    });
    if pages.len() < 2 {
        return html;
    }
    let link = |i: usize, before: &str, after: &str| {
        pages.get(i).map_or(String::new(), |(name, _)| {
            let name = view::html::escape(name);
            format!("<a href=\"{up}{}\">{before}{name}{after}</a>", list_name(i))
        })
    };
    let newer = n.checked_sub(1).map_or(String::new(), |i| link(i, "← ", ""));
    let near = [newer, link(n + 1, "", " →")];
    let near: Vec<String> = near.into_iter().filter(|l| !l.is_empty()).collect();
    let all: Vec<String> = (0..pages.len())
        .map(|i| match pages.get(i) {
            Some((name, _)) if i == n => format!("<b>{}</b>", view::html::escape(name)),
            _ => link(i, "", ""),
        })
        .collect();
    let nav = |links: &[String]| format!("<nav><p class=\"small\">{}</p></nav>\n", links.join(" · "));
    html.replacen(
        "<main id=\"main\">\n",
        &format!("<main id=\"main\">\n{}", nav(&near)),
        1,
    )
    .replacen("</main>", &format!("{}</main>", nav(&all)), 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn file_names_are_safe() {
        let check = |id: &str, want: &str| assert_eq!(file_name("article", id), want);
        check("a1-b_2", "article-a1-b_2.html");
        for id in ["../x", "A1", "a1", "क", "", "con:", "a/b", &"x".repeat(99)] {
            let name = file_name("article", id);
            assert!(
                name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)),
                "{name}"
            );
            assert!(name.len() < 100 && !name.contains(".."));
        }
        assert_ne!(file_name("a", "A1").to_lowercase(), file_name("a", "a1").to_lowercase());
    }

    fn row(n: usize, day: Option<&str>) -> StoryRow {
        StoryRow {
            id: format!("e{n}"),
            title: format!("t{n}"),
            language: "en",
            start: None,
            end: day.map(str::to_string),
            origins: 1,
            articles: 1,
            ultimate_sources: Vec::new(),
            storyline: None,
            storyline_title: None,
        }
    }

    #[test]
    fn the_list_is_parted_by_month() {
        let mut rows: Vec<StoryRow> = Vec::new();
        for (day, n) in [
            ("2026-03-01", 20),
            ("2026-02-01", 150),
            ("2026-01-01", 450),
            ("2025-12-01", 3),
        ] {
            rows.extend((0..n).map(|i| row(i, Some(day))));
        }
        rows.push(row(9, None));
        let pages = pages_of(&rows);
        let names: Vec<&str> = pages.iter().map(|(n, _)| n.as_str()).collect();
        let want = [
            "2026-03 … 2026-02",
            "2026-01 (1/3)",
            "2026-01 (2/3)",
            "2026-01 (3/3)",
            "2025-12 … –",
        ];
        assert_eq!(names, want);
        assert_eq!(pages.iter().map(|(_, r)| r.len()).sum::<usize>(), rows.len());
        let second = list_page(&rows, &pages, 1);
        assert!(second.contains("<a href=\"../index.html\">") && second.contains("<a href=\"../list/3.html\">"));
        assert!(second.contains("<a href=\"../stories/"));
    }

    #[test]
    fn only_links_to_pages_are_placed() {
        let html =
            "<a href=\"story-e1.html#s2\">a</a><a href=\"#x\">b</a><a href=\"https://e.invalid/story-e1.html\">c</a>";
        let want = format!(
            "<a href=\"../../{}#s2\">a</a><a href=\"#x\">b</a><a href=\"https://e.invalid/story-e1.html\">c</a>",
            place("story-e1.html")
        );
        assert_eq!(placed(html), want);
    }
}

//! `sutradhar export site`: the stories as HTML pages that link to one another.

use super::Outcome;
use super::out::{Out, complain};
use super::story::Parts;
use super::text::count;
use crate::export::write_file;
use crate::settings::Settings;
use crate::store::{Filter, Store};
use anyhow::{Context, bail};
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use sutradhar_engine::model::*;
use sutradhar_engine::view::{self, html::Links};

/// Letters of an id that a file name may have, and how many.
const LONGEST_NAME: usize = 64;

pub fn run(dir: &Path, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let store = super::work::open(settings)?;
    let (stories, articles) = write(&store, dir)?;
    if stories == 0 {
        complain("the store is empty; `sutradhar add PATH...` brings pages in");
        return Ok(Outcome::Nothing);
    }
    out.line(&format!(
        "{}: {}, {}. Open index.html in a browser; the folder needs no server.",
        dir.display(),
        count(stories as u64, "story page"),
        count(articles as u64, "article page")
    ))?;
    Ok(Outcome::Done)
}

/// A file name for an id. Ids that come from outside may hold anything: only small letters, digits, `-` and `_` stay as they
/// are, every other id is replaced by a digest, so that no two differ by case alone and none leaves the folder.
pub fn file_name(kind: &str, id: &str) -> String {
    let plain = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || matches!(b, b'-' | b'_');
    if !id.is_empty() && id.len() <= LONGEST_NAME && id.bytes().all(plain) {
        format!("{kind}-{id}.html")
    } else {
        format!("{kind}-x{}.html", short_hash([id]))
    }
}

/// Writes `index.html` and one page a story and an article; gives how many of both.
pub fn write(store: &Store, dir: &Path) -> anyhow::Result<(usize, usize)> {
    let (rows, _) = store.stories(&Filter::default())?;
    if rows.is_empty() {
        return Ok((0, 0));
    }
    if dir.exists() && !dir.is_dir() {
        bail!("{} is a file; name a folder", dir.display());
    }
    std::fs::create_dir_all(dir).with_context(|| dir.display().to_string())?;
    let save = |name: &str, text: String| -> anyhow::Result<()> {
        let path = dir.join(name);
        write_file(&path, |to| to.write_all(text.as_bytes())).with_context(|| path.display().to_string())
    };
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
    let article = |id: &str| {
        of_article
            .contains_key(&ArticleId::from(id))
            .then(|| file_name("article", id))
    };
    let links = Links {
        story: &story,
        article: &article,
        list: Some("index.html"),
    };
    for row in &rows {
        let page = Parts::load(store, &row.id)?.page();
        save(
            &file_name("story", row.id.as_str()),
            view::html::story_in_set(&page, &links),
        )?;
    }
    for (id, stories) in &of_article {
        let Some(analysis) = store.analysis(id)? else { continue };
        let derived = store.derived_for(&[], std::slice::from_ref(id))?;
        let copies: Vec<_> = derived.copies.iter().collect();
        let page = view::article_page(&analysis, &copies, derived.headlines.first());
        save(
            &file_name("article", id.as_str()),
            view::html::article_in_set(&page, stories, &links),
        )?;
    }
    let list = view::story_list(&events.iter().collect::<Vec<_>>(), &store.storylines()?);
    save(
        "index.html",
        view::html::index(&list, &|row| file_name("story", &row.id)),
    )?;
    Ok((rows.len(), of_article.len()))
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
}

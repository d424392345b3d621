//! Feeds: Atom 1.0, JSON Feed 1.1, and an OPML list of feeds. One entry is what changed of one story within ten minutes.
//!
//! Atom is written by hand with one escaping writer: what XML forbids never comes out, whatever stands in a page.

use super::frame::{Target, Ui, path};
use super::parts::{esc, query};
use crate::changes::{ChangeEntry, ChangeLine, change_entries};
use crate::{dates, labels};
use serde::Serialize;
use std::fmt::Write;

/// Entries of one feed document.
pub const ENTRIES: usize = 50;

/// A feed, ready to be written.
#[derive(Debug, Clone)]
pub struct Feed<'a> {
    /// What it is called.
    pub title: String,
    /// Names the store for ever.
    pub store: &'a str,
    /// The address of the server, without a slash at its end.
    pub base: &'a str,
    /// The path of the page that it is the feed of, with its query.
    pub page: String,
    /// The path of the feed itself, with its query.
    pub this: String,
    /// The path of the newest document of the feed, if this is an older one.
    pub current: Option<String>,
    /// The path of the document before this one.
    pub older: Option<String>,
    /// The language of its labels.
    pub ui: Ui,
    /// Whether addresses name that language.
    pub name_ui: bool,
    /// Its changes, the last first.
    pub rows: &'a [ChangeLine],
}

/// Text for XML: what means something replaced, and what XML 1.0 forbids left out.
pub(super) fn xml(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            '\t' | '\n' | '\r' => out.push(c),
            // Controls, and the two that are no characters; marks that turn the direction of what follows.
            '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}' | '\u{fffe}' | '\u{ffff}' => {}
            '\u{200e}' | '\u{200f}' | '\u{61c}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{206f}' => {}
            c => out.push(c),
        }
    }
    out
}

impl Feed<'_> {
    fn url(&self, path: &str) -> String {
        format!("{}{path}", self.base)
    }

    /// The address of a page, in the language of the feed.
    fn page_of(&self, target: Target<'_>) -> String {
        let path = path(target);
        self.url(&match self.name_ui {
            true => query(&path, &[("ui", self.ui.tag())]),
            false => path,
        })
    }

    fn entries(&self) -> Vec<ChangeEntry<'_>> {
        let mut list = change_entries(self.rows);
        list.truncate(ENTRIES);
        list
    }

    fn name(&self, entry: &ChangeEntry<'_>) -> String {
        format!("urn:sutradhar:{}:{}", self.store, entry.number())
    }

    /// Where an entry leads: to its claim, if it is of one alone, else to its story or its article.
    fn link(&self, entry: &ChangeEntry<'_>) -> String {
        let Some(first) = entry.rows.first() else {
            return self.url("/changes");
        };
        match (entry.rows.as_slice(), &first.claim, &first.story, &first.article) {
            ([_], Some(claim), ..) => self.page_of(Target::Claim(claim)),
            (_, _, Some(story), _) => self.page_of(Target::Story(story)),
            (_, _, None, Some(article)) => self.page_of(Target::Article(article, None)),
            _ => self.page_of(Target::Changes),
        }
    }

    /// What changed with the passages that it rests on, as HTML.
    fn content(&self, entry: &ChangeEntry<'_>) -> String {
        let language = self.ui.tag();
        let mut out = String::new();
        let story = entry.rows.first();
        if let Some((id, title)) = story.and_then(|r| r.story.as_deref().zip(r.title.as_deref())) {
            let href = self.page_of(Target::Story(id));
            let _ = write!(out, "<p><a href=\"{}\">{}</a></p>", esc(&href), esc(title));
        }
        for row in &entry.rows {
            let _ = write!(out, "<p><b>{}</b></p>", esc(&row.words(language)));
            for c in &row.body.citations {
                let href = self.page_of(Target::Article(&c.article, Some(c.line)));
                let date = c.date.as_deref().map(|d| dates::human(d, language));
                let date = date.map_or_else(String::new, |d| format!(", {d}"));
                let line = labels::LINE.of(language);
                let _ = write!(
                    out,
                    "<blockquote lang=\"{}\">{}</blockquote><p>— <a href=\"{}\">{}{}, {line} {}</a></p>",
                    esc(&c.language),
                    esc(&c.quote),
                    esc(&href),
                    esc(&c.outlet),
                    esc(&date),
                    c.line
                );
            }
        }
        out
    }

    fn updated(&self) -> &str {
        self.rows.first().map_or("1970-01-01T00:00:00Z", |r| r.at.as_str())
    }

    /// As Atom 1.0 (RFC 4287), with archives as in RFC 5005.
    pub fn atom(&self) -> String {
        let language = self.ui.tag();
        let mut out = format!(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed xmlns=\"http://www.w3.org/2005/Atom\" \
             xmlns:fh=\"http://purl.org/syndication/history/1.0\" xml:lang=\"{language}\">\n<id>{}</id>\n<title>{}</title>\n\
             <updated>{}</updated>\n<author><name>{}</name></author>\n<generator>Sutradhar</generator>\n",
            xml(&format!("urn:sutradhar:{}:feed:{}", self.store, self.page)),
            xml(&self.title),
            xml(self.updated()),
            labels::BRAND.of(language)
        );
        let mut links = vec![("self", "application/atom+xml", self.this.as_str())];
        links.push(("alternate", "text/html", self.page.as_str()));
        if let Some(current) = &self.current {
            out.push_str("<fh:archive/>\n");
            links.push(("current", "application/atom+xml", current));
        }
        if let Some(older) = &self.older {
            links.push(("prev-archive", "application/atom+xml", older));
        }
        for (rel, kind, path) in links {
            let href = xml(&self.url(path));
            let _ = writeln!(out, "<link rel=\"{rel}\" type=\"{kind}\" href=\"{href}\"/>");
        }
        for entry in self.entries() {
            let _ = write!(
                out,
                "<entry>\n<id>{}</id>\n<title>{}</title>\n<published>{}</published>\n<updated>{}</updated>\n\
                 <link rel=\"alternate\" type=\"text/html\" href=\"{}\"/>\n",
                xml(&self.name(&entry)),
                xml(&entry.title(language)),
                xml(entry.began()),
                xml(entry.updated()),
                xml(&self.link(&entry))
            );
            for kind in kinds(&entry) {
                let _ = writeln!(out, "<category term=\"{}\"/>", xml(kind));
            }
            let _ = write!(
                out,
                "<content type=\"html\">{}</content>\n</entry>\n",
                xml(&self.content(&entry))
            );
        }
        out.push_str("</feed>\n");
        out
    }

    /// As JSON Feed 1.1.
    pub fn json(&self) -> JsonFeed {
        let language = self.ui.tag();
        let entries = self.entries();
        JsonFeed {
            version: "https://jsonfeed.org/version/1.1",
            title: self.title.clone(),
            home_page_url: self.url(&self.page),
            feed_url: self.url(&self.this),
            next_url: self.older.as_deref().map(|p| self.url(p)),
            language,
            authors: [JsonFeedAuthor {
                name: labels::BRAND.of(language),
            }],
            items: entries
                .iter()
                .map(|e| JsonFeedItem {
                    id: self.name(e),
                    url: self.link(e),
                    title: e.title(language),
                    content_html: self.content(e),
                    date_published: e.began().to_string(),
                    date_modified: e.updated().to_string(),
                    tags: kinds(e).into_iter().map(str::to_string).collect(),
                })
                .collect(),
        }
    }
}

/// The kinds of the changes of an entry, each once.
fn kinds<'a>(entry: &ChangeEntry<'a>) -> Vec<&'a str> {
    let mut out: Vec<&str> = Vec::new();
    for row in &entry.rows {
        if !out.contains(&row.kind.as_str()) {
            out.push(&row.kind);
        }
    }
    out
}

/// A feed in the form of jsonfeed.org.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JsonFeed {
    /// The version of the form.
    pub version: &'static str,
    /// What the feed is called.
    pub title: String,
    /// The page that it is the feed of.
    pub home_page_url: String,
    /// The feed itself.
    pub feed_url: String,
    /// Older entries.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub next_url: Option<String>,
    /// Language tag.
    pub language: &'static str,
    /// Who makes it.
    pub authors: [JsonFeedAuthor; 1],
    /// The entries, the last first.
    pub items: Vec<JsonFeedItem>,
}

/// Who makes a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JsonFeedAuthor {
    /// The name.
    pub name: &'static str,
}

/// An entry of a feed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct JsonFeedItem {
    /// Names it for ever.
    pub id: String,
    /// The page that it is about.
    pub url: String,
    /// What changed.
    pub title: String,
    /// The same with the passages that it rests on.
    pub content_html: String,
    /// When its first change was written.
    pub date_published: String,
    /// When its last one was.
    pub date_modified: String,
    /// Kinds of its changes.
    pub tags: Vec<String>,
}

/// A list of feeds as OPML 2.0: title and path of each.
pub fn opml(title: &str, base: &str, feeds: &[(String, String)]) -> String {
    let mut out = format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\">\n<head><title>{}</title></head>\n<body>\n",
        xml(title)
    );
    for (name, path) in feeds {
        let name = xml(name);
        let _ = writeln!(
            out,
            "<outline type=\"rss\" text=\"{name}\" title=\"{name}\" xmlUrl=\"{}\"/>",
            xml(&format!("{base}{path}"))
        );
    }
    out.push_str("</body>\n</opml>\n");
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_xml_forbids_never_comes_out() {
        let dirty = "\u{0}\u{1}<b title=\"x\">&\u{b}\u{1b}[31m\u{fffe}\u{202e}ok\u{85}\t";
        assert_eq!(xml(dirty), "&lt;b title=&quot;x&quot;&gt;&amp;[31mok\t");
    }

    proptest::proptest! {
        #[test]
        fn only_characters_of_xml_are_written(text in ".{0,80}") {
            let out = xml(&text);
            let good = |c: char| matches!(c, '\t' | '\n' | '\r' | ' '..='\u{d7ff}' | '\u{e000}'..='\u{fffd}' | '\u{10000}'..);
            proptest::prop_assert!(out.chars().all(good));
            proptest::prop_assert!(!out.contains(['<', '>', '"']));
        }
    }
}

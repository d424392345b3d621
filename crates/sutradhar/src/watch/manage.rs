//! What people do with feeds: find, add, try, hand on.

use super::guard::Guard;
use super::net::{Kind, Net, NetError, Question, Reply};
use super::plan::declares_entities;
use super::robots::{Allowed, Robots};
use super::{address, run};
use crate::app::{App, AppError};
use crate::read::{self, FeedDocument, Sitemap, opml};
use crate::store::{FeedRow, FeedState, FeedTyped, Store, StoreError};
use std::path::Path;
use std::time::Duration;
use url::Url;

/// Redirects that are followed.
const HOPS: usize = 5;

/// Where sites keep their feeds that do not name them.
const USUAL: [&str; 6] = [
    "/feed",
    "/rss",
    "/rss.xml",
    "/feed.xml",
    "/sitemap_news.xml",
    "/news-sitemap.xml",
];

/// What was found at an address.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// A feed: its address and what it says.
    Feed(String, FeedDocument),
    /// A page that names feeds: address and title of each.
    Several(Vec<(String, String)>),
    /// Nothing.
    Nothing,
}

/// Asks by hand, step by step, and tells each step.
pub struct Hand<'a> {
    /// Asks servers.
    pub net: &'a dyn Net,
    /// What may be asked.
    pub guard: &'a Guard,
    /// Between two questions.
    pub polite: Duration,
    /// Is told what is done.
    pub tell: &'a mut dyn FnMut(String),
}

impl Hand<'_> {
    /// Looks what an address holds: a feed, or a page that names some.
    ///
    /// # Errors
    /// It cannot be asked; one sentence.
    pub fn find(&mut self, typed: &str) -> Result<Found, String> {
        let typed = typed.trim();
        let with_scheme = match typed.contains("://") {
            true => typed.to_string(),
            false => format!("https://{typed}"),
        };
        let url = self.guard.read(&with_scheme, None)?;
        let (url, reply) = self.follow(url)?;
        if let Ok(document) = document(&reply.body, &url) {
            return Ok(Found::Feed(url.to_string(), document));
        }
        let mut named = alternates(&String::from_utf8_lossy(&reply.body));
        named.retain_mut(|(address, _)| match self.guard.read(address, Some(&url)) {
            Ok(url) => {
                *address = url.to_string();
                true
            }
            Err(_) => false,
        });
        named.dedup();
        match named.len() {
            0 => self.usual(&url),
            1 => {
                (self.tell)(format!("the page names the feed {}", named[0].0));
                let url = self.guard.read(&named[0].0, None)?;
                let (url, reply) = self.follow(url)?;
                document(&reply.body, &url).map(|d| Found::Feed(url.to_string(), d))
            }
            _ => Ok(Found::Several(named)),
        }
    }

    /// Tries the places where feeds usually are.
    fn usual(&mut self, url: &Url) -> Result<Found, String> {
        for path in USUAL {
            let Ok(there) = self.guard.read(path, Some(url)) else {
                continue;
            };
            if let Ok((url, reply)) = self.follow(there)
                && let Ok(document) = document(&reply.body, &url)
                && !document.entries.is_empty()
            {
                return Ok(Found::Feed(url.to_string(), document));
            }
        }
        Ok(Found::Nothing)
    }

    /// Asks for a feed and follows redirects; robots that forbid it are told, and it is asked once all the same: a
    /// person named it.
    ///
    /// # Errors
    /// There is no answer that went well; one sentence.
    pub fn follow(&mut self, mut url: Url) -> Result<(Url, Reply), String> {
        self.robots(&url);
        for _ in 0..=HOPS {
            let reply = self.ask(Kind::Feed, &url).map_err(|e| format!("{url}: {e}"))?;
            match (reply.status, reply.header("location")) {
                (301 | 302 | 303 | 307 | 308, Some(to)) => {
                    url = self.guard.read(to, Some(&url))?;
                }
                (200..=299, _) => return Ok((url, reply)),
                (status, _) => return Err(format!("{url}: its server answers {status}")),
            }
        }
        Err(format!("{url}: it is handed on from one address to the next"))
    }

    fn robots(&mut self, url: &Url) {
        let origin = address::origin(url);
        let Ok(place) = self.guard.read(&format!("{origin}/robots.txt"), None) else {
            return;
        };
        let (status, body) = match self.ask(Kind::Robots, &place) {
            Ok(reply) => (reply.status, reply.body),
            Err(_) => (0, Vec::new()),
        };
        let now = run::now();
        let robots = Robots::answered(&origin, status, &body, now, None);
        let told = match robots.allows(url, now) {
            Allowed::Yes => return,
            Allowed::No => "does not let robots read this; `watch` will not ask for it",
            Allowed::Unknown(_) => "cannot be had; `watch` waits until it can",
        };
        (self.tell)(format!("warning: {place} {told}"));
    }

    fn ask(&mut self, kind: Kind, url: &Url) -> Result<Reply, NetError> {
        let question = Question {
            kind,
            url: url.clone(),
            etag: None,
            modified: None,
        };
        let reply = self.net.ask(&question);
        let told = match &reply {
            Ok(reply) => {
                let header = |name: &str| reply.header(name).map_or(String::new(), |v| format!(", {name}: {v}"));
                let more: String = ["location", "content-type", "etag", "last-modified", "retry-after"]
                    .into_iter()
                    .map(header)
                    .collect();
                format!(
                    "{} {url}: {}, {} bytes{more}",
                    kind.name(),
                    reply.status,
                    reply.body.len()
                )
            }
            Err(e) => format!("{} {url}: {e}", kind.name()),
        };
        (self.tell)(told);
        std::thread::sleep(self.polite);
        reply
    }
}

/// A feed or a sitemap of pages.
fn document(body: &[u8], url: &Url) -> Result<FeedDocument, String> {
    if declares_entities(body) {
        return Err("it defines entities of its own, which is not read".to_string());
    }
    match read::sitemap(body) {
        Ok(Sitemap::Pages(document)) => Ok(document),
        Ok(Sitemap::Index(_)) => Ok(FeedDocument::default()),
        Err(_) => read::feed(body, Some(url.as_str())),
    }
}

/// The feeds that a page names in its head: address and title.
fn alternates(html: &str) -> Vec<(String, String)> {
    let mut out = Vec::new();
    for tag in html.split('<').skip(1) {
        let Some(tag) = tag
            .get(..5)
            .filter(|t| t.eq_ignore_ascii_case("link "))
            .and(tag.split('>').next())
        else {
            continue;
        };
        let value = |name: &str| {
            let lower = tag.to_ascii_lowercase();
            let at = lower.find(&format!(" {name}="))? + name.len() + 2;
            let rest = &tag[at..];
            let quote = rest.chars().next()?;
            match quote {
                '"' | '\'' => rest[1..].split(quote).next(),
                _ => rest.split_whitespace().next(),
            }
        };
        let kind = value("type").unwrap_or("").to_ascii_lowercase();
        let is_feed = ["rss+xml", "atom+xml", "feed+json"].iter().any(|k| kind.contains(k));
        let alternate = value("rel").is_some_and(|rel| rel.to_ascii_lowercase().contains("alternate"));
        if let Some(href) = value("href").filter(|_| is_feed && alternate) {
            let title = value("title").unwrap_or("").to_string();
            out.push((href.replace("&amp;", "&"), title));
        }
    }
    out
}

/// Adds a feed. Gives its number and whether it is new.
///
/// # Errors
/// The store cannot be written.
pub fn add(app: &App, typed: &FeedTyped, title: Option<&str>) -> Result<(i64, bool), AppError> {
    Ok(writable(app)?.add_feed(typed, title, run::now())?)
}

/// All feeds.
///
/// # Errors
/// There is no store, or it cannot be read.
pub fn list(app: &App) -> Result<Vec<FeedRow>, AppError> {
    Ok(readable(app)?.feeds()?)
}

/// One feed.
///
/// # Errors
/// There is none with this number, or the store cannot be read.
pub fn one(app: &App, id: i64) -> Result<FeedRow, AppError> {
    readable(app)?.feed(id)?.ok_or_else(|| none(id))
}

/// Takes a feed out; pages that came from it stay.
///
/// # Errors
/// There is none with this number, or the store cannot be written.
pub fn remove(app: &App, id: i64) -> Result<(), AppError> {
    done(writable(app)?.remove_feed(id)?, id)
}

/// Lets a feed rest, or looks at it again.
///
/// # Errors
/// There is none with this number, or the store cannot be written.
pub fn set_state(app: &App, id: i64, state: FeedState) -> Result<(), AppError> {
    done(writable(app)?.set_feed_state(id, state, run::now())?, id)
}

/// Takes over the address that a feed gives as its new one.
///
/// # Errors
/// There is none with this number, it names no other address, or the store cannot be written.
pub fn take_move(app: &App, id: i64) -> Result<String, AppError> {
    let mut store = writable(app)?;
    let row = store.feed(id)?.ok_or_else(|| none(id))?;
    let to = row
        .moved_to
        .ok_or_else(|| AppError::Refused(format!("feed {id} does not say that it lives elsewhere")))?;
    store.move_feed(id, &to, run::now())?;
    Ok(to)
}

/// Adds the feeds of a list. Gives how many are new and how many were known, and what is wrong with the rest.
///
/// # Errors
/// The file cannot be read, it is no such list, or the store cannot be written.
pub fn import(app: &App, guard: &Guard, file: &Path, whole: bool) -> Result<(u64, u64, Vec<String>), AppError> {
    let bytes = std::fs::read(file).map_err(|e| AppError::io(file, e))?;
    let list = opml::read(&bytes).map_err(|why| AppError::Refused(format!("{}: {why}", file.display())))?;
    add_all(app, guard, list, whole)
}

/// Adds some feeds. Gives how many are new and how many were known, and what is wrong with the rest.
///
/// # Errors
/// The store cannot be written.
pub fn add_all(
    app: &App,
    guard: &Guard,
    list: Vec<opml::Outline>,
    whole: bool,
) -> Result<(u64, u64, Vec<String>), AppError> {
    let mut store = writable(app)?;
    let (mut new, mut known, mut wrong) = (0, 0, Vec::new());
    for one in list {
        match guard.read(&one.url, None) {
            Ok(url) => {
                let typed = FeedTyped {
                    url: url.to_string(),
                    name: None,
                    lang: one.language,
                    whole,
                    every: None,
                };
                match store.add_feed(&typed, one.title.as_deref(), run::now())? {
                    (_, true) => new += 1,
                    (_, false) => known += 1,
                }
            }
            Err(why) => wrong.push(why),
        }
    }
    Ok((new, known, wrong))
}

/// All feeds as a list that other programs read.
///
/// # Errors
/// There is no store, or it cannot be read.
pub fn export(app: &App) -> Result<String, AppError> {
    let feeds: Vec<opml::Outline> = list(app)?
        .into_iter()
        .map(|row| opml::Outline {
            title: row.typed.name.or(row.title),
            language: row.typed.lang,
            url: row.typed.url,
        })
        .collect();
    Ok(opml::write(&feeds))
}

fn readable(app: &App) -> Result<Store, AppError> {
    Ok(Store::open(&app.settings().store)?)
}

fn writable(app: &App) -> Result<Store, StoreError> {
    Store::open_to_write(&app.settings().store, app.settings().wait)
}

fn done(there: bool, id: i64) -> Result<(), AppError> {
    if there { Ok(()) } else { Err(none(id)) }
}

fn none(id: i64) -> AppError {
    AppError::not_found(crate::app::What::Feed, &id.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pages_name_their_feeds() {
        let html = r#"<html><head><LINK rel="alternate" type="application/rss+xml" title="ख़बरें" href="/rss?a=1&amp;b=2">
            <link rel=stylesheet href=/x.css><link href='https://x.example/a.json' rel='alternate' type='application/feed+json'>
            <link rel="alternate" hreflang="en" href="/en"></head></html>"#;
        assert_eq!(
            alternates(html),
            [
                ("/rss?a=1&b=2".to_string(), "ख़बरें".to_string()),
                ("https://x.example/a.json".to_string(), String::new())
            ]
        );
        assert!(alternates("<link").is_empty() && alternates("<link rel=alternate type=x>").is_empty());
    }
}

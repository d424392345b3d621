//! What the answer of a page means.

use super::super::net::Reply;
use super::super::timing::after_failures;
use super::answers::Wrong;
use super::{Due, Event, Job, Plan};
use crate::read::{Fetched, Raw, RawKind};
use crate::store::{Given, ItemEnd, ItemKey};
use url::Url;

/// How often a page is asked for whose server fails: about two days.
const TRIES: i64 = 8;

impl Plan {
    pub(super) fn page_answered(&mut self, key: ItemKey, job: &Job, reply: Reply, now: i64) {
        let Some(item) = self.items.get(&key) else { return };
        let asked = item.url.as_deref().and_then(|u| Url::parse(u).ok());
        let deep = |url: &Url| url.path().trim_matches('/').len() > 1;
        if job.hops > 0 && asked.as_ref().is_some_and(deep) && !deep(&job.url) && job.url.query().is_none() {
            let told = "its server leads to the first page of the site instead".to_string();
            self.take_record(key, Some(("gone", told)), now);
            return;
        }
        let kind = match kind_of(&reply) {
            Ok(kind) => kind,
            Err(told) => {
                self.take_record(key, Some(("no-page", told)), now);
                return;
            }
        };
        let at = jiff::Timestamp::from_millisecond(now).map_or_else(|_| String::new(), |t| t.to_string());
        let mut raw = Raw::new(job.url.as_str(), kind, reply.body.clone());
        raw.fetched = Fetched::new(Some(job.url.as_str()), Some(&at), reply.kept_headers());
        self.keep(key, raw, None);
    }

    pub(super) fn page_wrong(&mut self, key: ItemKey, wrong: Wrong, now: i64) {
        let Some(item) = self.items.get(&key) else { return };
        let Wrong { code, told, again } = wrong;
        // What another try may mend: the network, the server's own troubles, too many questions.
        let passing = match code.strip_prefix("http-") {
            Some(status) => status.starts_with('5') || matches!(status, "408" | "425" | "429"),
            None => matches!(
                code.as_str(),
                "no-name" | "no-connection" | "no-trust" | "too-slow" | "broken"
            ),
        };
        if !passing || item.tries + 1 >= TRIES {
            self.take_record(key, Some((&code, told)), now);
            return;
        }
        let at = again.unwrap_or(now + after_failures(item.tries + 1));
        self.try_later(key, at, (&code, told), now);
    }

    /// Asks for the page of an item again, unless that was tried often enough.
    pub(super) fn try_later(&mut self, key: ItemKey, at: i64, why: (&str, String), now: i64) {
        let Some(item) = self.items.get_mut(&key) else { return };
        item.tries += 1;
        if item.tries >= TRIES {
            self.take_record(key, Some(why), now);
            return;
        }
        item.next_at = at;
        self.changed.insert(key, item.clone());
        self.due.insert((at, Due::Item(key)));
    }

    /// Takes what the feed says of an item: it is all that is wanted, or all that there is.
    pub(super) fn take_record(&mut self, key: ItemKey, why: Option<(&str, String)>, now: i64) {
        let Some(item) = self.items.get(&key) else { return };
        let why = why.map(|(code, told)| format!("{code} {told}"));
        if let (Some(url), Some(why)) = (&item.url, &why) {
            self.events.push(Event::Missed {
                url: url.clone(),
                why: why.clone(),
            });
        }
        // What is in the store already says more than the feed.
        if item.again > 0 && why.is_some() {
            self.settle(key, ItemEnd::Stored, why);
            return;
        }
        let said = |name: &str| item.record.contains(&format!("\"{name}\":"));
        if !said("title") && !said("body") {
            let end = if why.is_some() {
                ItemEnd::Failed
            } else {
                ItemEnd::Skipped
            };
            self.settle(key, end, why.or(Some("empty the feed says nothing of it".to_string())));
            return;
        }
        let source = item.url.clone().unwrap_or_else(|| format!("feed {}", item.feed));
        let at = jiff::Timestamp::from_millisecond(now).map_or_else(|_| String::new(), |t| t.to_string());
        let mut raw = Raw::new(source, RawKind::Record, item.record.clone().into_bytes());
        raw.fetched = Fetched::new(None, Some(&at), []);
        self.keep(key, raw, why);
    }

    /// Hands on the page of an item.
    fn keep(&mut self, key: ItemKey, raw: Raw, why: Option<String>) {
        let feed = self.items.get(&key).map_or(0, |item| item.feed);
        let typed = self.feeds.get(&feed).map(|f| &f.typed);
        let given = Given {
            outlet: typed.and_then(|t| t.name.clone()),
            language: typed.and_then(|t| t.lang.clone()),
        };
        self.waiting_bytes += raw.bytes.len();
        self.batch.pages.push((raw, given, key));
        self.settle(key, ItemEnd::Stored, why);
    }
}

/// What kind of page an answer holds.
fn kind_of(reply: &Reply) -> Result<RawKind, String> {
    let said = reply.header("content-type").unwrap_or("").to_ascii_lowercase();
    let said = said.split(';').next().unwrap_or("").trim().to_string();
    if reply.status != 200 && reply.status != 203 {
        return Err(format!("its server answers {} without a page", reply.status));
    }
    if reply.body.iter().all(u8::is_ascii_whitespace) {
        return Err("the page is empty".to_string());
    }
    if let Some(what) = crate::read::sniff::binary(&reply.body[..reply.body.len().min(4096)]) {
        return Err(format!("it is {what}"));
    }
    match said.as_str() {
        "text/html" | "application/xhtml+xml" | "" => Ok(RawKind::Html),
        "text/plain" => Ok(RawKind::Text),
        other => Err(format!("it is no page but {other}")),
    }
}

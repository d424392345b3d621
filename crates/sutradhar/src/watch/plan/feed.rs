//! What the answer of a feed means.

use super::super::net::Reply;
use super::super::timing::{ASLEEP, ASLEEP_AFTER, DAY, SECOND, after_failures, gap, jitter, max_age};
use super::super::{address, timing};
use super::answers::Wrong;
use super::{Due, Event, Job, Known, Plan};
use crate::read::{FeedDocument, FeedEntry, Sitemap, feed, sitemap};
use crate::store::{FeedState, ItemEnd, ItemRow, StoreError};
use sutradhar_engine::extract::stated_moment;
use url::Url;

/// Items that are taken of one answer.
const ITEMS: usize = 2_000;

/// After a redirect for good was seen so often, the address is changed.
const SURE: i64 = 3;

/// Bytes of what a server calls its version, and of an error, that are kept.
const KEPT: usize = 400;

/// Parts of a list of sitemaps that are asked for in one look, and how deep such lists lie in each other.
const PARTS: usize = 5;
const LISTS: u8 = 2;

/// How often the page of an item is fetched again because its feed says something else of it, and for how long.
const CHANGES: i64 = 3;
const CHANGING: i64 = 3 * DAY;

/// Bytes of the text of an item.
const BODY: usize = 256 << 10;

impl Plan {
    pub(super) fn feed_answered(
        &mut self,
        id: i64,
        job: &Job,
        reply: Reply,
        now: i64,
        known: &dyn Known,
    ) -> Result<(), StoreError> {
        let digest = address::digest(&[&reply.body]).to_vec();
        let Some(row) = self.feeds.get(&id) else {
            self.asked_for.remove(&id);
            return Ok(());
        };
        let same = reply.status == 304 || row.digest.as_ref() == Some(&digest);
        if reply.status == 304 && row.last_ok.is_none() {
            let wrong = Wrong {
                code: "broken".to_string(),
                told: "its server says that nothing is new, but nothing is known".to_string(),
                again: None,
            };
            self.feed_wrong(id, &wrong, now);
            return Ok(());
        }
        let document = if same { None } else { Some(read(&reply.body, &job.url)) };
        let document = match document {
            Some(Err(_)) if self.ask_next_part(job) => return Ok(()),
            Some(Err(told)) => {
                self.unreadable(id, told, now);
                return Ok(());
            }
            Some(Ok(Read::Parts(parts))) => {
                self.ask_parts(id, job, parts, now);
                return Ok(());
            }
            Some(Ok(Read::Items(document))) => Some(document),
            None => None,
        };
        let mut new = job.new;
        if let Some(document) = &document {
            for entry in document.entries.iter().take(ITEMS) {
                new += usize::from(self.entry(id, entry, &job.url, now, known)?);
            }
        }
        if self.ask_next_part(&Job { new, ..job.clone() }) {
            return Ok(());
        }
        self.moved(id, job);
        let rest = reply.header("cache-control").and_then(max_age).unwrap_or(0);
        let Some(row) = self.feeds.get_mut(&id) else {
            return Ok(());
        };
        let short = |v: Option<&str>| v.filter(|v| v.len() <= KEPT).map(str::to_string);
        if reply.status != 304 {
            row.etag = short(reply.header("etag"));
            row.modified = short(reply.header("last-modified"));
            row.digest = Some(digest);
        }
        if let Some(document) = document {
            row.title = short(document.title.as_deref()).or(row.title.take());
            let times = document.entries.iter().filter_map(|e| published(e, now));
            let rest = rest.max(document.rest.map_or(0, |s| s as i64 * SECOND));
            row.gap = Some(gap(&times.collect::<Vec<_>>(), rest));
        }
        let learned = row.gap.unwrap_or_else(|| gap(&[], rest));
        let every = row.typed.every.unwrap_or(learned);
        row.next_at = now + jitter(every, &[&id.to_le_bytes()[..], &now.to_le_bytes()].concat());
        row.state = FeedState::Active;
        (row.failures, row.failing_since, row.last_error) = (0, None, None);
        (row.last_at, row.last_ok) = (Some(now), Some(now));
        let next_at = row.next_at;
        self.looked_at(id, Some(next_at));
        self.events.push(Event::Read { feed: id, new });
        Ok(())
    }

    /// Takes an item of a feed, if it is new.
    fn entry(
        &mut self,
        id: i64,
        entry: &FeedEntry,
        base: &Url,
        now: i64,
        known: &dyn Known,
    ) -> Result<bool, StoreError> {
        let url = entry.url.as_deref().and_then(|u| base.join(u.trim()).ok());
        let name = match (&url, entry.name.is_empty()) {
            (_, false) => entry.name.clone(),
            (Some(url), true) => url.to_string(),
            (None, true) => entry.title.clone(),
        };
        if name.is_empty() {
            return Ok(false);
        }
        let key = address::item(id, &name);
        let place = url.as_ref().map_or(key, address::place);
        if self.fresh.contains(&key) || self.items.contains_key(&key) {
            return Ok(false);
        }
        let before = known.item_known(&key, &place)?;
        let Some(feed) = self.feeds.get(&id) else {
            return Ok(false);
        };
        let record = record(entry, url.as_ref(), &feed.typed.name, &feed.typed.lang);
        let again = match (before.seen, before.said) {
            (None, _) => 0,
            (Some(seen), Some((digest, times)))
                if times < CHANGES && now - seen < CHANGING && digest != said(&record) =>
            {
                times + 1
            }
            _ => return Ok(false),
        };
        let taken = again == 0 && (before.taken || self.fresh.contains(&place));
        let item = ItemRow {
            key,
            feed: id,
            url: url.as_ref().map(Url::to_string),
            place,
            tries: 0,
            next_at: now,
            seen: before.seen.unwrap_or(now),
            published: published(entry, now),
            record,
            again,
        };
        for one in [key, place] {
            self.fresh.insert(one);
            self.batch.keys.push(one);
        }
        self.items.insert(key, item.clone());
        self.changed.insert(key, item);
        match taken {
            true => self.settle(key, ItemEnd::Same, None),
            false => self.enqueue_item(key, now),
        }
        Ok(!taken && again == 0)
    }

    /// A list of sitemaps: those that changed since the last look are asked for in its place, the newest last.
    fn ask_parts(&mut self, id: i64, job: &Job, mut parts: Vec<Part>, now: i64) {
        if job.lists >= LISTS {
            self.unreadable(id, "lists of lists of sitemaps".to_string(), now);
            return;
        }
        parts.sort_by(|a, b| b.1.cmp(&a.1));
        let last = self.feeds.get(&id).and_then(|row| row.last_ok);
        let is_new = |(_, at): &Part| last.is_none_or(|last| changed(at.as_deref()).is_some_and(|at| at > last));
        let newest = parts.iter().take(1);
        let others = parts.iter().skip(1).filter(|part| is_new(part));
        let urls = newest.chain(others).take(PARTS);
        let urls: Result<Vec<Url>, String> = urls
            .map(|(to, _)| self.options.guard.read(to, Some(&job.url)))
            .collect();
        match urls {
            Ok(urls) => {
                let mut listed = job.clone();
                // The list stays the address of the feed.
                listed.permanent = false;
                listed.lists += 1;
                listed.rest.extend(urls);
                self.ask_next_part(&listed);
            }
            Err(told) => self.unreadable(id, told, now),
        }
    }

    /// Asks for the next part of a list of sitemaps, whatever became of this one; gives whether there is one.
    pub(super) fn ask_next_part(&mut self, job: &Job) -> bool {
        let mut next = job.clone();
        let Some(url) = next.rest.pop() else { return false };
        (next.url, next.hops) = (url, 0);
        let host = address::host(&next.url);
        self.hosts.push_front(&host, next);
        true
    }

    /// Notes where a feed is said to live for good.
    fn moved(&mut self, id: i64, job: &Job) {
        let Some(row) = self.feeds.get_mut(&id) else { return };
        if job.hops == 0 || !job.permanent {
            (row.moved_to, row.moved_seen) = (None, 0);
            return;
        }
        let to = job.url.to_string();
        row.moved_seen = if row.moved_to.as_ref() == Some(&to) {
            row.moved_seen + 1
        } else {
            1
        };
        row.moved_to = Some(to.clone());
        if row.moved_seen < SURE {
            return;
        }
        let same = Url::parse(&row.typed.url).is_ok_and(|from| address::same_site(&from, &job.url));
        if same {
            row.typed.url.clone_from(&to);
            (row.moved_to, row.moved_seen) = (None, 0);
        }
        if same || row.moved_seen == SURE {
            self.events.push(Event::Moved {
                feed: id,
                to,
                taken: same,
            });
        }
    }

    /// Notes that what a feed gave cannot be read.
    fn unreadable(&mut self, id: i64, told: String, now: i64) {
        let wrong = Wrong {
            code: "unreadable".to_string(),
            told,
            again: None,
        };
        self.feed_wrong(id, &wrong, now);
    }

    pub(super) fn feed_wrong(&mut self, id: i64, wrong: &Wrong, now: i64) {
        if wrong.code == "http-410" {
            if let Some(row) = self.feeds.get_mut(&id) {
                row.state = FeedState::Gone;
                row.last_at = Some(now);
                row.last_error = Some(format!("{} {}", wrong.code, wrong.told));
                let url = row.typed.url.clone();
                let state = row.state;
                self.events.push(Event::Ended { feed: id, url, state });
            }
            self.looked_at(id, None);
            return;
        }
        let daily = matches!(wrong.code.as_str(), "http-401" | "http-403");
        let again = if daily { Some(now + DAY) } else { wrong.again };
        self.feed_failed(id, &wrong.code, &wrong.told, again, now);
    }

    /// A feed could not be read: it is tried again, later each time, for ever.
    pub(super) fn feed_failed(&mut self, id: i64, code: &str, told: &str, again: Option<i64>, now: i64) {
        let Some(row) = self.feeds.get_mut(&id) else {
            self.asked_for.remove(&id);
            return;
        };
        row.failures += 1;
        let since = *row.failing_since.get_or_insert(now);
        row.last_at = Some(now);
        let told: String = told.chars().take(KEPT).collect();
        row.last_error = Some(format!("{code} {told}"));
        let mut wait = jitter(
            after_failures(row.failures),
            &[&id.to_le_bytes()[..], &now.to_le_bytes()].concat(),
        );
        let url = row.typed.url.clone();
        if now - since >= ASLEEP_AFTER {
            wait = ASLEEP;
            if row.state != FeedState::Asleep {
                row.state = FeedState::Asleep;
                let (url, state) = (url.clone(), row.state);
                self.events.push(Event::Ended { feed: id, url, state });
            }
        }
        row.next_at = again.unwrap_or(now + wait).max(now + timing::MINUTE);
        let (next_at, why) = (row.next_at, told);
        self.events.push(Event::Failed {
            feed: id,
            url,
            why,
            again: next_at,
        });
        self.looked_at(id, Some(next_at));
    }

    /// A look at a feed is over.
    fn looked_at(&mut self, id: i64, next_at: Option<i64>) {
        self.asked_for.remove(&id);
        self.touched.insert(id);
        if let Some(at) = next_at {
            self.due.insert((at, Due::Feed(id)));
        }
    }
}

/// What a body is.
enum Read {
    Items(FeedDocument),
    Parts(Vec<Part>),
}

/// A part of a list of sitemaps: its address, and when it changed.
type Part = (String, Option<String>);

/// Reads a feed or a sitemap.
fn read(body: &[u8], url: &Url) -> Result<Read, String> {
    if declares_entities(body) {
        return Err("it defines entities of its own, which is not read".to_string());
    }
    let head = String::from_utf8_lossy(&body[..body.len().min(2048)]).to_ascii_lowercase();
    if head.contains("<urlset") || head.contains("<sitemapindex") {
        return match sitemap(body)? {
            Sitemap::Pages(document) => Ok(Read::Items(document)),
            Sitemap::Index(list) if list.is_empty() => Err("the list of sitemaps is empty".to_string()),
            Sitemap::Index(list) => Ok(Read::Parts(list)),
        };
    }
    feed(body, Some(url.as_str())).map(Read::Items)
}

/// Until when a part may have changed: a day without a time ends at midnight.
fn changed(at: Option<&str>) -> Option<i64> {
    let at = at?;
    let moment = stated_moment(at)?.checked_mul(SECOND)?;
    Some(if at.len() <= "2025-08-13".len() {
        moment + DAY
    } else {
        moment
    })
}

/// A digest of what a feed says of an item: another one, and its page is fetched again.
pub(super) fn said(record: &str) -> String {
    let record: serde_json::Value = serde_json::from_str(record).unwrap_or_default();
    let parts = ["title", "body", "published", "updated"].map(|name| record[name].as_str().unwrap_or_default());
    let digest = address::digest(&parts.map(str::as_bytes));
    digest.iter().map(|b| format!("{b:02x}")).collect()
}

/// Whether an XML text defines entities: none does that a feed reader needs, and some to do harm.
pub(crate) fn declares_entities(body: &[u8]) -> bool {
    let Some(at) = body.windows(9).position(|w| w.eq_ignore_ascii_case(b"<!DOCTYPE")) else {
        return false;
    };
    body[at..].windows(8).any(|w| w.eq_ignore_ascii_case(b"<!ENTITY"))
}

/// When an item was published, unless that is said to be in the future.
fn published(entry: &FeedEntry, now: i64) -> Option<i64> {
    let at = stated_moment(entry.hints.published.as_deref()?)? * SECOND;
    (at <= now + DAY).then_some(at)
}

/// What a feed says of an item, as a record.
fn record(entry: &FeedEntry, url: Option<&Url>, name: &Option<String>, lang: &Option<String>) -> String {
    let body = &entry.body[..entry.body.floor_char_boundary(BODY)];
    let hints = &entry.hints;
    let mut record = serde_json::Map::new();
    let mut put = |key: &str, value: Option<&str>| {
        if let Some(value) = value.filter(|v| !v.is_empty()) {
            record.insert(key.to_string(), value.into());
        }
    };
    put("url", url.map(Url::as_str));
    put("outlet", name.as_deref().or(hints.outlet.as_deref()));
    put("lang", lang.as_deref().or(hints.language.as_deref()));
    put("title", Some(&entry.title));
    put("body", Some(body));
    put("published", hints.published.as_deref());
    put("updated", entry.updated.as_deref());
    put("byline", hints.byline.as_deref());
    if !hints.tags.is_empty() {
        record.insert("tags".to_string(), hints.tags.clone().into());
    }
    serde_json::Value::Object(record).to_string()
}

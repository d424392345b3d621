//! What is to be asked next, and what an answer means. No socket, no clock, no thread: [`Plan::next`] is told the time
//! and gives questions, [`Plan::answered`] takes their answers, [`Plan::take`] hands on what is to be written.
//!
//! Invariants: of the questions of one host that were given, at most one has no answer yet; between an answer and the
//! host's next question lie at least two seconds, or what its robots file asks for; no page is asked for before the
//! robots file of its site was, or against it. Each hop of a redirect is a question of its own and waits for its turn.

mod answers;
mod feed;
mod hosts;
mod page;
#[cfg(test)]
mod tests;

pub(crate) use feed::declares_entities;

use super::address;
use super::guard::Guard;
use super::net::{Kind, Question};
use super::robots::Robots;
use super::timing::{DAY, MINUTE, SECOND};
use crate::read::Raw;
use crate::store::{
    FeedRow, FeedState, FetchCount, Given, ItemEnd, ItemKey, ItemKnown, ItemRow, RobotsRow, Settled, StoreError,
};
use hosts::{Hosts, Place};
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet, VecDeque};
use url::Url;

/// Between two questions to one host.
pub const POLITE: i64 = 2 * SECOND;

/// Redirects that are followed.
const HOPS: u8 = 5;

/// Bytes of pages that wait to be written, beyond which nothing more is asked.
const WAITING_BYTES: usize = 64 << 20;

/// How a watch goes about it.
#[derive(Debug, Clone)]
pub struct PlanOptions {
    /// Hosts that are asked at a time.
    pub hosts: usize,
    /// Milliseconds between two questions to one host.
    pub polite: i64,
    /// Ask only what is due at this time, and what follows from it.
    pub until: Option<i64>,
    /// What may be asked.
    pub guard: Guard,
}

/// Tells what the store knows of items already.
pub trait Known {
    /// What is known of an item, and whether another one has its address.
    ///
    /// # Errors
    /// The store cannot be read.
    fn item_known(&self, key: &ItemKey, place: &ItemKey) -> Result<ItemKnown, StoreError>;
}

impl Known for crate::store::Store {
    fn item_known(&self, key: &ItemKey, place: &ItemKey) -> Result<ItemKnown, StoreError> {
        crate::store::Store::item_known(self, key, place)
    }
}

/// A question with the number under which its answer comes back.
#[derive(Debug, Clone)]
pub struct Ask {
    /// Its number.
    pub ticket: u64,
    /// The host that it goes to.
    pub host: String,
    /// The question.
    pub question: Question,
}

/// What is to be written.
#[derive(Debug, Default)]
pub struct Batch {
    /// Feeds as they stand.
    pub feeds: Vec<FeedRow>,
    /// New items, and items to be tried again.
    pub items: Vec<ItemRow>,
    /// Items that are dealt with.
    pub settled: Vec<Settled>,
    /// Pages of items.
    pub pages: Vec<(Raw, Given, ItemKey)>,
    /// What sites say of robots.
    pub robots: Vec<RobotsRow>,
    /// What was fetched.
    pub fetches: Vec<FetchCount>,
    /// Items and places that the store knows once this is written.
    pub keys: Vec<ItemKey>,
}

impl Batch {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.feeds.is_empty()
            && self.items.is_empty()
            && self.settled.is_empty()
            && self.robots.is_empty()
            && self.fetches.is_empty()
    }
}

/// Something a person should hear.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Event {
    /// A feed was read; so many of its items are new.
    Read {
        /// Its number.
        feed: i64,
        /// New items.
        new: usize,
    },
    /// A feed could not be read.
    Failed {
        /// Its number.
        feed: i64,
        /// Its address.
        url: String,
        /// What is wrong.
        why: String,
        /// When it is tried again, in milliseconds since 1970.
        again: i64,
    },
    /// A feed will not be looked at again, or hardly.
    Ended {
        /// Its number.
        feed: i64,
        /// Its address.
        url: String,
        /// How it stands now.
        state: FeedState,
    },
    /// A feed says that it lives elsewhere now.
    Moved {
        /// Its number.
        feed: i64,
        /// Where.
        to: String,
        /// Whether it is looked at there from now on; else somebody has to say so.
        taken: bool,
    },
    /// An item has no page in the store.
    Missed {
        /// Its address.
        url: String,
        /// Why.
        why: String,
    },
}

/// What a job is about.
#[derive(Debug, Clone, PartialEq, Eq)]
enum About {
    Feed(i64),
    Page(ItemKey),
    Robots(String),
}

/// Something to be asked, with the way that led there.
#[derive(Debug, Clone)]
struct Job {
    about: About,
    url: Url,
    hops: u8,
    /// Whether every redirect so far was said to be for good.
    permanent: bool,
    /// Lists of sitemaps that led here, one naming the other.
    lists: u8,
    /// Parts of such lists that are asked for after this one, the next at the end.
    rest: Vec<Url>,
    /// New items of the parts before.
    new: usize,
}

impl Job {
    fn new(about: About, url: Url) -> Job {
        Job {
            about,
            url,
            hops: 0,
            permanent: true,
            lists: 0,
            rest: Vec::new(),
            new: 0,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
enum Due {
    Feed(i64),
    Item(ItemKey),
}

/// See the head of this file.
#[derive(Debug)]
pub struct Plan {
    options: PlanOptions,
    feeds: BTreeMap<i64, FeedRow>,
    items: HashMap<ItemKey, ItemRow>,
    due: BTreeSet<(i64, Due)>,
    /// Feeds that have a job somewhere.
    asked_for: HashSet<i64>,
    hosts: Hosts,
    robots: HashMap<String, Robots>,
    /// Origins whose robots file is being asked for.
    asking: HashSet<String>,
    flying: HashMap<u64, (Job, String)>,
    tickets: u64,
    touched: BTreeSet<i64>,
    changed: BTreeMap<ItemKey, ItemRow>,
    batch: Batch,
    fetches: BTreeMap<(&'static str, String), (i64, i64)>,
    /// Items and places that are not in the store yet.
    fresh: HashSet<ItemKey>,
    waiting_bytes: usize,
    events: Vec<Event>,
}

impl Plan {
    /// A plan for these feeds, with the items that are not dealt with and what sites said of robots.
    pub fn new(options: PlanOptions, feeds: Vec<FeedRow>, items: Vec<ItemRow>, robots: Vec<RobotsRow>) -> Plan {
        let robots = robots.into_iter().map(|row| (row.origin.clone(), Robots::of(row)));
        let mut plan = Plan {
            options,
            feeds: BTreeMap::new(),
            items: HashMap::new(),
            due: BTreeSet::new(),
            asked_for: HashSet::new(),
            hosts: Hosts::default(),
            robots: robots.collect(),
            asking: HashSet::new(),
            flying: HashMap::new(),
            tickets: 0,
            touched: BTreeSet::new(),
            changed: BTreeMap::new(),
            batch: Batch::default(),
            fetches: BTreeMap::new(),
            fresh: HashSet::new(),
            waiting_bytes: 0,
            events: Vec::new(),
        };
        plan.reconcile(feeds);
        for item in items {
            plan.due.insert((item.next_at, Due::Item(item.key)));
            plan.items.insert(item.key, item);
        }
        plan
    }

    /// Takes over feeds as the store has them, where a person changed them.
    pub fn reconcile(&mut self, rows: Vec<FeedRow>) {
        let there: HashSet<i64> = rows.iter().map(|row| row.id).collect();
        self.feeds.retain(|id, _| there.contains(id));
        for row in rows {
            let known = self.feeds.get(&row.id).is_some_and(|known| known.edits == row.edits);
            if known {
                continue;
            }
            self.due.retain(|(_, due)| *due != Due::Feed(row.id));
            if matches!(row.state, FeedState::Active | FeedState::Asleep) {
                self.due.insert((row.next_at, Due::Feed(row.id)));
            }
            self.touched.remove(&row.id);
            self.feeds.insert(row.id, row);
        }
    }

    /// What is to be asked now.
    pub fn next(&mut self, now: i64) -> Vec<Ask> {
        self.release(now);
        let mut out = Vec::new();
        while self.flying.len() < self.options.hosts && self.waiting_bytes < WAITING_BYTES {
            let Some(host) = self.hosts.first_ready(now) else { break };
            while let Some(job) = self.hosts.pop(&host) {
                let verdict = self.may(&job, now);
                match verdict {
                    May::Go => {
                        let ask = self.send(job, &host);
                        out.push(ask);
                        break;
                    }
                    May::AskRobots(origin) => {
                        self.hosts.push_front(&host, job);
                        let Ok(url) = Url::parse(&format!("{origin}/robots.txt")) else {
                            break;
                        };
                        self.asking.insert(origin.clone());
                        let ask = self.send(Job::new(About::Robots(origin), url), &host);
                        out.push(ask);
                        break;
                    }
                    // Its robots file is on its way, by another host.
                    May::Wait => {
                        self.hosts.push_front(&host, job);
                        self.hosts.park(&host);
                        break;
                    }
                    May::No(why, again) => self.forbidden(job, why, again, now),
                    May::Drop => {}
                }
            }
        }
        out
    }

    /// When [`Plan::next`] may have something to ask again, if nothing is answered until then.
    pub fn wake(&self) -> Option<i64> {
        let due = self.due.first().map(|(at, _)| *at);
        let due = due.filter(|at| self.options.until.is_none_or(|until| *at <= until));
        let full = self.flying.len() >= self.options.hosts || self.waiting_bytes >= WAITING_BYTES;
        let host = if full { None } else { self.hosts.soonest() };
        [due, host].into_iter().flatten().min()
    }

    /// Whether nothing is on its way, and nothing will be within a minute or two.
    pub fn is_idle(&self, now: i64) -> bool {
        self.flying.is_empty() && self.wake().is_none_or(|at| at > now + 2 * MINUTE)
    }

    /// Questions that have no answer yet.
    pub fn flying(&self) -> usize {
        self.flying.len()
    }

    /// Feeds by number.
    pub fn feed(&self, id: i64) -> Option<&FeedRow> {
        self.feeds.get(&id)
    }

    /// What a person should hear since the last call.
    pub fn events(&mut self) -> Vec<Event> {
        std::mem::take(&mut self.events)
    }

    /// Whether something is to be written.
    pub fn has_news(&self) -> bool {
        !(self.batch.is_empty() && self.touched.is_empty() && self.changed.is_empty() && self.fetches.is_empty())
    }

    /// What is to be written. [`Plan::written`] has to be told once it is.
    pub fn take(&mut self) -> Batch {
        let mut batch = std::mem::take(&mut self.batch);
        let touched = std::mem::take(&mut self.touched);
        batch.feeds = touched.iter().filter_map(|id| self.feeds.get(id).cloned()).collect();
        batch.items = std::mem::take(&mut self.changed).into_values().collect();
        for ((kind, code), (n, ms)) in std::mem::take(&mut self.fetches) {
            batch.fetches.push((kind.to_string(), code, n, ms));
        }
        self.waiting_bytes = 0;
        batch
    }

    /// Notes that a batch is safe in the store.
    pub fn written(&mut self, keys: &[ItemKey]) {
        for key in keys {
            self.fresh.remove(key);
        }
    }

    /// Moves what is due to its host.
    fn release(&mut self, now: i64) {
        let until = self.options.until.unwrap_or(i64::MAX).min(now);
        while let Some((at, due)) = self.due.first().cloned() {
            if at > until {
                break;
            }
            self.due.pop_first();
            match due {
                Due::Feed(id) => {
                    let Some(feed) = self.feeds.get(&id) else { continue };
                    if !self.asked_for.insert(id) {
                        continue;
                    }
                    match self.options.guard.read(&feed.typed.url, None) {
                        Ok(url) => self.enqueue(About::Feed(id), url),
                        Err(why) => self.feed_failed(id, "refused", &why, None, now),
                    }
                }
                Due::Item(key) => self.enqueue_item(key, now),
            }
        }
    }

    fn enqueue(&mut self, about: About, url: Url) {
        let host = address::host(&url);
        let job = Job::new(about, url);
        match job.about {
            About::Page(_) => self.hosts.push_back(&host, job),
            // Feeds are few and say what is new: they go first.
            _ => self.hosts.push_front(&host, job),
        }
    }

    /// Lets an item wait for its page, or takes what the feed says of it where there is no page to be had.
    fn enqueue_item(&mut self, key: ItemKey, now: i64) {
        let Some(item) = self.items.get(&key) else { return };
        let whole = self.feeds.get(&item.feed).is_some_and(|f| f.typed.whole);
        let Some(typed) = item.url.clone().filter(|_| whole) else {
            self.take_record(key, None, now);
            return;
        };
        match self.options.guard.read(&typed, None) {
            Ok(url) => self.enqueue(About::Page(key), url),
            Err(why) => self.take_record(key, Some(("refused", why)), now),
        }
    }

    /// Whether a job may go out now.
    fn may(&self, job: &Job, now: i64) -> May {
        match &job.about {
            About::Robots(_) => return May::Go,
            About::Feed(id) => {
                let there = self.feeds.get(id);
                if !there.is_some_and(|f| matches!(f.state, FeedState::Active | FeedState::Asleep)) {
                    return May::Drop;
                }
            }
            About::Page(key) if !self.items.contains_key(key) => return May::Drop,
            About::Page(_) => {}
        }
        let origin = address::origin(&job.url);
        if self.asking.contains(&origin) {
            return May::Wait;
        }
        let Some(robots) = self.robots.get(&origin).filter(|r| !r.is_stale(now)) else {
            return May::AskRobots(origin);
        };
        match robots.allows(&job.url, now) {
            super::robots::Allowed::Yes => May::Go,
            super::robots::Allowed::No => May::No("robots", None),
            super::robots::Allowed::Unknown(again) => May::No("robots-silent", Some(again)),
        }
    }

    fn send(&mut self, job: Job, host: &str) -> Ask {
        self.tickets += 1;
        let ticket = self.tickets;
        let mut question = Question {
            kind: match job.about {
                About::Feed(_) => Kind::Feed,
                About::Page(_) => Kind::Page,
                About::Robots(_) => Kind::Robots,
            },
            url: job.url.clone(),
            etag: None,
            modified: None,
        };
        // The marks are those of the last part of a list.
        if let About::Feed(id) = job.about
            && job.rest.is_empty()
            && let Some(feed) = self.feeds.get(&id)
        {
            // Once a day everything is asked for: a server whose marks are wrong does not hide what is new for ever.
            let days = |at: i64| (at + id * MINUTE).div_euclid(DAY);
            let today = feed.last_ok.is_some_and(|at| days(at) == days(self.hosts.now));
            if today {
                question.etag.clone_from(&feed.etag);
                question.modified.clone_from(&feed.modified);
            }
        }
        self.hosts.begin(host);
        self.flying.insert(ticket, (job, host.to_string()));
        Ask {
            ticket,
            host: host.to_string(),
            question,
        }
    }

    /// A job that robots may not do, for now or at all.
    fn forbidden(&mut self, job: Job, why: &'static str, again: Option<i64>, now: i64) {
        let told = match why {
            "robots" => "its robots.txt does not let robots read it".to_string(),
            _ => {
                let robots = self.robots.get(&address::origin(&job.url));
                let reason = robots.and_then(|r| r.silent.as_deref()).unwrap_or("no answer");
                format!("its robots.txt cannot be had: {reason}")
            }
        };
        match job.about {
            About::Feed(_) if self.ask_next_part(&job) => {}
            About::Feed(id) => {
                let at = again.unwrap_or(now + DAY);
                self.feed_failed(id, why, &told, Some(at), now);
            }
            About::Page(key) => match again {
                None => self.take_record(key, Some((why, told)), now),
                Some(at) => self.try_later(key, at, (why, told), now),
            },
            About::Robots(_) => {}
        }
    }

    /// Notes that an item is dealt with.
    fn settle(&mut self, key: ItemKey, end: ItemEnd, why: Option<String>) {
        let item = self.items.remove(&key);
        let said = item.map(|item| (feed::said(&item.record), item.again));
        self.batch.settled.push(Settled { key, end, why, said });
    }

    fn place_of(&self, now: i64, wait: i64) -> Place {
        Place { now, wait }
    }
}

/// Whether a job may go out.
enum May {
    Go,
    AskRobots(String),
    Wait,
    No(&'static str, Option<i64>),
    Drop,
}

/// Jobs of a host, in their order.
type Queue = VecDeque<Job>;

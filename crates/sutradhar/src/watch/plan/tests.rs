//! A plan in simulated time: a world of servers that answers after a while, and a store that only remembers keys.

use super::super::net::{NetError, Reply};
use super::super::timing::*;
use super::*;
use crate::store::FeedTyped;
use std::cell::RefCell;

/// 2025-08-13, in milliseconds.
const MORNING: i64 = 1_755_043_200 * SECOND;

#[derive(Default)]
struct Keys(RefCell<(HashSet<ItemKey>, HashSet<ItemKey>)>);

impl Known for Keys {
    fn item_known(&self, key: &ItemKey, place: &ItemKey) -> Result<(bool, bool), StoreError> {
        let (keys, places) = &*self.0.borrow();
        Ok((keys.contains(key), places.contains(place)))
    }
}

/// What became of items, by time.
#[derive(Default)]
struct World {
    now: i64,
    keys: Keys,
    /// When each item was found, and when its page was safe.
    found: HashMap<ItemKey, i64>,
    stored: HashMap<ItemKey, i64>,
    ends: HashMap<ItemKey, ItemEnd>,
    last: HashMap<String, i64>,
    flying: HashSet<String>,
    questions: usize,
    events: Vec<Event>,
    feeds: HashMap<i64, FeedRow>,
}

/// A question on its way, its answer, and how long that takes.
type Flight = (Ask, Result<Reply, NetError>, i64);

type Answers<'a> = dyn Fn(&Question, i64) -> (Result<Reply, NetError>, i64) + 'a;

impl World {
    /// Runs a plan until `end`; what is learned is written once a second of simulated time.
    fn run(&mut self, plan: &mut Plan, end: i64, answers: &Answers<'_>) {
        let mut flying: BTreeMap<(i64, u64), Flight> = BTreeMap::new();
        let mut write_at = self.now + SECOND;
        while self.now < end {
            for ask in plan.next(self.now) {
                assert!(self.flying.insert(ask.host.clone()), "{} has two connections", ask.host);
                let before = self.last.get(&ask.host).copied().unwrap_or(0);
                assert!(
                    self.now - before >= POLITE,
                    "{} is asked after {}",
                    ask.host,
                    self.now - before
                );
                self.questions += 1;
                let (reply, ms) = answers(&ask.question, self.now);
                flying.insert((self.now + ms, ask.ticket), (ask, reply, ms));
            }
            let next = [
                plan.wake().filter(|at| *at > self.now),
                flying.keys().next().map(|k| k.0),
                Some(write_at),
            ];
            self.now = next.into_iter().flatten().min().unwrap().max(self.now + 1);
            while let Some(entry) = flying.first_entry().filter(|e| e.key().0 <= self.now) {
                let (ask, reply, ms) = entry.remove();
                self.flying.remove(&ask.host);
                self.last.insert(ask.host.clone(), self.now);
                plan.answered(ask.ticket, reply, ms, self.now, &self.keys).unwrap();
            }
            if self.now >= write_at {
                self.write(plan);
                write_at = self.now + SECOND;
            }
        }
        self.write(plan);
    }

    fn write(&mut self, plan: &mut Plan) {
        self.events.extend(plan.events());
        let batch = plan.take();
        for item in &batch.items {
            let (keys, places) = &mut *self.keys.0.borrow_mut();
            keys.insert(item.key);
            places.insert(item.place);
            self.found.entry(item.key).or_insert(item.seen);
        }
        for (_, _, key) in &batch.pages {
            assert!(self.stored.insert(*key, self.now).is_none(), "a page is stored twice");
        }
        for done in &batch.settled {
            assert!(
                self.ends.insert(done.key, done.end).is_none(),
                "an item is dealt with twice"
            );
        }
        for feed in batch.feeds {
            self.feeds.insert(feed.id, feed);
        }
        plan.written(&batch.keys);
    }
}

fn feed(id: i64, url: &str) -> FeedRow {
    FeedRow {
        id,
        typed: FeedTyped {
            url: url.to_string(),
            name: None,
            lang: None,
            whole: true,
            every: None,
        },
        added: MORNING,
        edits: 0,
        state: FeedState::Active,
        title: None,
        etag: None,
        modified: None,
        digest: None,
        next_at: MORNING + id * 37 % MINUTE,
        failures: 0,
        failing_since: None,
        last_at: None,
        last_ok: None,
        last_error: None,
        gap: None,
        moved_to: None,
        moved_seen: 0,
    }
}

fn options() -> PlanOptions {
    PlanOptions {
        hosts: 16,
        polite: POLITE,
        until: None,
        guard: Guard::default(),
    }
}

fn world() -> World {
    World {
        now: MORNING,
        ..World::default()
    }
}

fn ok(body: impl Into<Vec<u8>>) -> Result<Reply, NetError> {
    Ok(Reply {
        status: 200,
        headers: vec![("content-type".to_string(), "text/html".to_string())],
        body: body.into(),
    })
}

fn status(status: u16, headers: &[(&str, &str)]) -> Result<Reply, NetError> {
    Ok(Reply {
        status,
        headers: headers.iter().map(|(n, v)| (n.to_string(), v.to_string())).collect(),
        body: Vec::new(),
    })
}

fn rss(items: impl IntoIterator<Item = (String, i64)>) -> String {
    let items: String = items
        .into_iter()
        .map(|(url, at)| {
            let at = jiff::Timestamp::from_millisecond(at).unwrap();
            format!("<item><title>t</title><link>{url}</link><guid>{url}</guid><pubDate>{at}</pubDate></item>")
        })
        .collect();
    format!("<rss version=\"2.0\"><channel><title>x</title>{items}</channel></rss>")
}

/// Part of a sorted list below which `part` of it lies.
fn quantile(mut list: Vec<i64>, part: f64) -> i64 {
    list.sort_unstable();
    list[((list.len() - 1) as f64 * part) as usize]
}

/// How long deriving takes in the model of the writer, longer than what is measured at 18,000 articles.
const DERIVING: i64 = 20 * SECOND;

/// When stories show what was stored at each of these times: a round begins when pages waited 30 s, or 200 of them
/// wait, and the one before is over.
fn told(mut stored: Vec<i64>) -> Vec<i64> {
    stored.sort_unstable();
    let (mut lags, mut free_at, mut i) = (Vec::new(), 0, 0);
    while i < stored.len() {
        let enough = stored.get(i + 199).copied().unwrap_or(i64::MAX);
        let begin = (stored[i] + 30 * SECOND).min(enough).max(free_at);
        while i < stored.len() && stored[i] <= begin {
            lags.push(begin + DERIVING - stored[i]);
            i += 1;
        }
        free_at = begin + DERIVING;
    }
    lags
}

#[test]
fn a_day_of_sixty_thousand_items_from_two_thousand_feeds() {
    const FEEDS: i64 = 2_000;
    const EACH: i64 = 30;
    // Items of a feed come every 48 minutes, and another time of the hour for each feed; five feeds share a host.
    let every = DAY / EACH;
    let moment = |feed: i64, n: i64| MORNING + n * every + feed * 7_919 % every;
    let host = |feed: i64| format!("https://h{}.example", feed / 5);
    let answers = move |question: &Question, now: i64| -> (Result<Reply, NetError>, i64) {
        let ms = 80 + i64::from(address::digest(&[question.url.as_str().as_bytes()])[0]) * 4;
        let path = question.url.path().to_string();
        let reply = match path.strip_prefix("/feed/").and_then(|n| n.parse::<i64>().ok()) {
            Some(feed) => {
                let out = (0..EACH).filter(|n| moment(feed, *n) <= now);
                let items = out.map(|n| (format!("{}/a/{feed}-{n}", host(feed)), moment(feed, n)));
                let mut items: Vec<_> = items.collect();
                items.reverse();
                items.truncate(20);
                ok(rss(items))
            }
            None if path == "/robots.txt" => status(404, &[]),
            None => ok("<html><body><h1>x</h1></body></html>"),
        };
        (reply, ms)
    };
    let feeds = (0..FEEDS).map(|n| feed(n, &format!("{}/feed/{n}", host(n)))).collect();
    let mut plan = Plan::new(options(), feeds, Vec::new(), Vec::new());
    let mut world = world();
    let begun = std::time::Instant::now();
    world.run(&mut plan, MORNING + DAY + HOUR, &answers);
    let items = (FEEDS * EACH) as usize;
    assert_eq!(world.found.len(), items, "every item is found");
    assert_eq!(world.stored.len(), items, "and stored");
    assert!(world.ends.values().all(|end| *end == ItemEnd::Stored));
    let fetched = world.found.iter().map(|(key, at)| world.stored[key] - at).collect();
    let (p50, p95) = (quantile(Vec::clone(&fetched), 0.5), quantile(fetched, 0.95));
    let lags = told(world.stored.values().copied().collect());
    let story = quantile(lags, 0.95);
    println!(
        "{} questions in {:?}; found to stored: p50 {p50} ms, p95 {p95} ms; stored to story: p95 {story} ms",
        world.questions,
        begun.elapsed()
    );
    assert!(p95 <= 20 * SECOND, "{p95}");
    assert!(story <= 90 * SECOND, "{story}");
}

#[test]
fn a_feed_that_fails_is_never_given_up_and_sleeps_after_a_month() {
    let mut plan = Plan::new(options(), vec![feed(1, "https://a.example/f")], Vec::new(), Vec::new());
    let mut world = world();
    let down = |_: &Question, _: i64| (Err(NetError::Connect("closed".to_string())), 100);
    world.run(&mut plan, MORNING + DAY, &down);
    assert!((4..=30).contains(&world.questions), "{}", world.questions);
    let day = world.questions;
    // Robots cannot be asked either, so the feed waits for them, an hour each time.
    let only_feed = |q: &Question, _: i64| match q.kind {
        Kind::Robots => (status(404, &[]), 100),
        _ => (Err(NetError::Connect("closed".to_string())), 100),
    };
    world.run(&mut plan, MORNING + 29 * DAY, &only_feed);
    assert_eq!(world.feeds[&1].state, FeedState::Active);
    let month = world.questions - day;
    assert!((28..=90).contains(&month), "once a day at last: {month}");
    world.run(&mut plan, MORNING + 40 * DAY, &only_feed);
    let row = &world.feeds[&1];
    assert_eq!(row.state, FeedState::Asleep);
    assert!((row.next_at - row.last_at.unwrap() - 7 * DAY).abs() < HOUR);
    let ended = world.events.iter().filter(|e| matches!(e, Event::Ended { .. })).count();
    assert_eq!(ended, 1, "it is told once");
    // It comes back.
    let up = |q: &Question, _: i64| match q.kind {
        Kind::Robots => (status(404, &[]), 100),
        Kind::Feed => (ok(rss([("https://a.example/1".to_string(), MORNING)])), 100),
        Kind::Page => (ok("<p>x</p>"), 100),
    };
    world.run(&mut plan, MORNING + 60 * DAY, &up);
    let row = &world.feeds[&1];
    assert_eq!(
        (row.state, row.failures, &row.last_error),
        (FeedState::Active, 0, &None)
    );
    assert_eq!(world.stored.len(), 1);
}

#[test]
fn a_host_that_has_enough_of_us_is_left_alone_with_all_its_feeds() {
    let feeds = (1..=3).map(|n| feed(n, &format!("https://a.example/{n}"))).collect();
    let mut plan = Plan::new(options(), feeds, Vec::new(), Vec::new());
    let mut world = world();
    let enough = |q: &Question, now: i64| match q.kind {
        Kind::Robots => (status(404, &[]), 50),
        _ if now < MORNING + 2 * HOUR => (status(429, &[("retry-after", "7200")]), 50),
        _ => (ok(rss([])), 50),
    };
    world.run(&mut plan, MORNING + 2 * HOUR, &enough);
    assert_eq!(world.questions, 2, "robots, and one feed of three");
    world.run(&mut plan, MORNING + 3 * HOUR, &enough);
    assert!(world.questions >= 5, "{}", world.questions);
}

#[test]
fn a_redirect_waits_for_the_turn_of_its_host() {
    // All feeds lead to one host.
    let feeds = (1..=40).map(|n| feed(n, &format!("https://h{n}.example/f"))).collect();
    let mut plan = Plan::new(options(), feeds, Vec::new(), Vec::new());
    let mut world = world();
    let lead = |q: &Question, _: i64| match (q.kind, q.url.host_str()) {
        (Kind::Robots, Some("all.example")) => (ok("User-agent: *\nCrawl-delay: 10\nDisallow: /no"), 700),
        (Kind::Robots, _) => (status(404, &[]), 700),
        (_, Some("all.example")) => (ok(rss([("https://all.example/no/1".to_string(), MORNING)])), 700),
        (_, host) => {
            let to = format!("https://all.example/f?{}", host.unwrap());
            (status(302, &[("location", &to)]), 700)
        }
    };
    world.run(&mut plan, MORNING + 20 * MINUTE, &lead);
    let read = world.events.iter().filter(|e| matches!(e, Event::Read { .. })).count();
    assert_eq!(read, 40);
    // What robots may not read is taken as the feed says it, once for all feeds.
    assert_eq!(world.stored.len(), 1);
    assert_eq!(world.ends.values().filter(|e| **e == ItemEnd::Same).count(), 39);
}

#[test]
fn changes_by_a_person_are_taken_over() {
    let row = feed(1, "https://a.example/f");
    let mut plan = Plan::new(
        options(),
        vec![row.clone(), feed(2, "https://b.example/f")],
        Vec::new(),
        Vec::new(),
    );
    let mut paused = row;
    (paused.state, paused.edits) = (FeedState::Paused, 1);
    plan.reconcile(vec![paused.clone(), feed(3, "https://c.example/f")]);
    let mut world = world();
    let answers = |q: &Question, _: i64| match q.kind {
        Kind::Robots => (status(404, &[]), 50),
        _ => (ok(rss([])), 50),
    };
    world.run(&mut plan, MORNING + 5 * MINUTE, &answers);
    assert_eq!(world.feeds.keys().collect::<Vec<_>>(), [&3]);
    (paused.state, paused.edits, paused.next_at) = (FeedState::Active, 2, world.now);
    plan.reconcile(vec![paused, feed(3, "https://c.example/f")]);
    world.run(&mut plan, MORNING + 6 * MINUTE, &answers);
    assert!(world.feeds.contains_key(&1));
}

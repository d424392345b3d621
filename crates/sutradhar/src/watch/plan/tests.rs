//! A plan in simulated time: a world of servers that answers after a while, and a store that only remembers keys.

use super::super::net::{NetError, Reply};
use super::super::timing::*;
use super::*;
use crate::store::FeedTyped;
use std::cell::RefCell;

/// 2025-08-13, in milliseconds.
const MORNING: i64 = 1_755_043_200 * SECOND;

#[derive(Default)]
struct Keys(RefCell<(HashMap<ItemKey, ItemKnown>, HashSet<ItemKey>)>);

impl Known for Keys {
    fn item_known(&self, key: &ItemKey, place: &ItemKey) -> Result<ItemKnown, StoreError> {
        let (keys, places) = &*self.0.borrow();
        let taken = places.contains(place);
        let own = keys.get(key).cloned().unwrap_or_default();
        Ok(ItemKnown { taken, ..own })
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
    /// Pages that were fetched again, since their feed changed what it says.
    again: usize,
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
            keys.entry(item.key).or_default().seen.get_or_insert(item.seen);
            places.insert(item.place);
            self.found.entry(item.key).or_insert(item.seen);
        }
        for (_, _, key) in &batch.pages {
            let before = self.stored.insert(*key, self.now).is_some();
            let again = batch
                .settled
                .iter()
                .find(|s| s.key == *key)
                .and_then(|s| s.said.as_ref());
            assert_eq!(
                before,
                again.is_some_and(|(_, times)| *times > 0),
                "a page is stored twice"
            );
            self.again += usize::from(before);
        }
        for done in &batch.settled {
            let before = self.ends.insert(done.key, done.end).is_some();
            let again = done.said.as_ref().is_some_and(|(_, times)| *times > 0);
            assert_eq!(before, again, "an item is dealt with twice");
            if done.end == ItemEnd::Stored {
                let (keys, _) = &mut *self.keys.0.borrow_mut();
                keys.entry(done.key).or_default().said.clone_from(&done.said);
            }
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

/// How long a round of deriving takes on one core, in milliseconds, as measured on stores of 15,000 and 30,000 articles
/// (docs/evaluation.md): some of it for each new page, some for each article that is there.
fn round(pages: usize, articles: usize) -> i64 {
    30 * pages as i64 + articles as i64 / 5
}

/// How long after each of these times stories show what was stored then, in a store that had so many articles before;
/// and the time that all rounds took. A round begins when pages waited for long enough, or 200 of them wait; pages that
/// come while it goes on wait for its end.
fn told(mut stored: Vec<i64>, articles: usize) -> (Vec<i64>, i64) {
    stored.sort_unstable();
    let (mut lags, mut free_at, mut took, mut spent, mut i) = (Vec::new(), 0, 0, 0, 0);
    while i < stored.len() {
        let enough = stored.get(i + 199).copied().unwrap_or(i64::MAX);
        let waited = stored[i].max(free_at) + after_round(took);
        let begin = waited.min(enough.max(free_at));
        let new = stored[i..].iter().take_while(|at| **at <= begin).count();
        took = round(new, articles + i);
        lags.extend(stored[i..i + new].iter().map(|at| begin + took - at));
        (free_at, spent, i) = (begin + took, spent + took, i + new);
    }
    (lags, spent)
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
    println!(
        "{} questions in {:?}; found to stored: p50 {p50} ms, p95 {p95} ms",
        world.questions,
        begun.elapsed()
    );
    assert!(p95 <= 20 * SECOND, "{p95}");
    for articles in [0, 30_000, 60_000] {
        let (lags, spent) = told(world.stored.values().copied().collect(), articles);
        let story = quantile(lags, 0.95);
        let share = spent as f64 / DAY as f64;
        println!(
            "{articles} articles before: stored to story p95 {story} ms; {:.1} % of a core",
            share * 100.0
        );
        assert!(story <= 90 * SECOND, "{story}");
        assert!(share <= 0.2 || articles > 0, "{share}");
    }
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
fn an_item_of_which_its_feed_says_something_else_is_fetched_again_a_few_times() {
    let run = |changes: fn(i64) -> i64| {
        let mut plan = Plan::new(options(), vec![feed(1, "https://a.example/f")], Vec::new(), Vec::new());
        let mut world = world();
        let answers = |q: &Question, now: i64| match q.kind {
            Kind::Robots => (status(404, &[]), 50),
            Kind::Feed => {
                let text = rss([("https://a.example/1".to_string(), MORNING)]);
                let text = text.replace("<title>t<", &format!("<title>t{}<", changes(now - MORNING)));
                (ok(text), 50)
            }
            Kind::Page => (ok("<p>x</p>"), 50),
        };
        world.run(&mut plan, MORNING + 6 * DAY, &answers);
        assert_eq!((world.found.len(), world.stored.len()), (1, 1));
        world.again
    };
    assert_eq!(run(|_| 0), 0);
    assert_eq!(run(|t| t / (20 * HOUR) + 1), 3, "three times at most");
    assert_eq!(run(|t| t / (40 * HOUR)), 1, "and not after three days");
}

#[test]
fn the_parts_of_a_list_of_sitemaps_that_changed_are_asked_for() {
    let mut plan = Plan::new(
        options(),
        vec![feed(1, "https://a.example/list")],
        Vec::new(),
        Vec::new(),
    );
    let mut world = world();
    let asked = RefCell::new(Vec::new());
    let part =
        |n: i64, at: String| format!("<sitemap><loc>https://a.example/p{n}</loc><lastmod>{at}</lastmod></sitemap>");
    let time = |ms: i64| jiff::Timestamp::from_millisecond(ms).unwrap().to_string();
    let answers = |q: &Question, now: i64| {
        let path = q.url.path().to_string();
        asked.borrow_mut().push((path.clone(), now));
        let reply = match path.as_str() {
            "/robots.txt" => status(404, &[]),
            "/list" => {
                // A part a day. Half an hour into the next day that of the day before changes once more.
                let late = |n: i64| if n == 6 { 30 * MINUTE } else { -HOUR };
                let today = (now - MORNING) / DAY;
                let day = |n: i64| part(n, time((MORNING + (n - 6) * DAY + late(n)).min(now)));
                let days = (0..=6 + today).map(day).collect::<String>();
                ok(format!("<sitemapindex>{days}</sitemapindex>"))
            }
            "/p4" => status(404, &[]),
            path => {
                let n = path.trim_start_matches("/p");
                ok(format!(
                    "<urlset><url><loc>https://a.example/x/{n}</loc></url></urlset>"
                ))
            }
        };
        (reply, 50)
    };
    world.run(&mut plan, MORNING + 20 * MINUTE, &answers);
    let paths = |from: usize| -> Vec<String> {
        let all = asked.borrow();
        let parts = all.iter().skip(from).filter(|(path, _)| path.starts_with("/p"));
        parts.map(|(path, _)| path.clone()).collect()
    };
    // At first the five newest, the newest last; one that is not there holds nobody up.
    assert_eq!(paths(0), ["/p2", "/p3", "/p4", "/p5", "/p6"]);
    assert_eq!(world.found.len(), 4);
    assert_eq!(world.feeds[&1].failures, 0);
    let before = asked.borrow().len();
    world.run(&mut plan, MORNING + 3 * HOUR, &answers);
    assert!(
        paths(before).len() > 2 && paths(before).iter().all(|p| p == "/p6"),
        "{:?}",
        paths(before)
    );
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

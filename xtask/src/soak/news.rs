//! What the servers of a soak say: feeds whose items come on a schedule, and servers that are wrong in every way.

use super::hosts::{Answer, Asked};
use std::fmt::Write;
use std::io::Write as _;
use std::net::Ipv4Addr;
use std::sync::atomic::{AtomicI64, Ordering};

/// Kinds of hosts. Each has one feed; of every [`KINDS`] hosts the first [`GOOD`] have feeds that can be read.
const KINDS: usize = 20;
const GOOD: usize = 14;

/// Milliseconds between two items of a feed: 140 feeds that can be read have 60,000 items a day.
const PERIOD: i64 = 201_600;

/// Items that a feed has from the beginning, and the most that it lists.
const FIRST: i64 = 3;
const LISTED: i64 = 40;

/// The servers.
#[derive(Debug)]
pub struct News {
    pub feeds: usize,
    /// When the soak began, in milliseconds since 1970.
    pub begun: i64,
    /// When the last item comes.
    pub until: AtomicI64,
}

/// Names an item: its feed, its number, and where its page is.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Item {
    pub path: String,
    /// When it came, in milliseconds since 1970.
    pub at: i64,
}

pub fn is_good(feed: usize) -> bool {
    feed % KINDS < GOOD
}

impl News {
    /// How many items a feed has at a time.
    fn count(&self, feed: usize, now: i64) -> i64 {
        let now = now.min(self.until.load(Ordering::SeqCst));
        FIRST + (now - self.begun - phase(feed)).div_euclid(PERIOD) + 1
    }

    /// The items of a feed until a time, the oldest first.
    pub fn items(&self, feed: usize, now: i64) -> Vec<Item> {
        let item = |i: i64| {
            let folder = if i % 3 == 1 { "private" } else { "news" };
            let at = self.begun + phase(feed) + (i - FIRST) * PERIOD;
            Item {
                path: format!("/{folder}/{feed}-{i}.html"),
                at: at.max(self.begun),
            }
        };
        (0..self.count(feed, now)).map(item).collect()
    }

    /// Whether the robots file of a host forbids what was asked.
    pub fn forbids(asked: &Asked) -> bool {
        let n = number(asked.host);
        let robots = asked.path.starts_with("/robots");
        match kind(n) {
            Kind::Good(3 | 9) => asked.path.starts_with("/private/"),
            Kind::Bad(0..=2) => !robots,
            _ => false,
        }
    }

    /// What a host answers.
    pub fn answer(&self, asked: &Asked, now: i64) -> Answer {
        let n = number(asked.host);
        if asked.path.starts_with("/robots") {
            return robots(kind(n), &asked.path);
        }
        if let Some(name) = asked
            .path
            .strip_prefix("/news/")
            .or(asked.path.strip_prefix("/private/"))
        {
            let mut parts = name.trim_end_matches(".html").split('-').filter_map(|p| p.parse().ok());
            let (Some(feed), Some(i)) = (parts.next(), parts.next()) else {
                return Answer::status(404);
            };
            return page(feed, i, now);
        }
        match kind(n) {
            Kind::Bad(bad) => wrong(bad),
            // The feed of this host lies on another one.
            Kind::Good(5) if asked.path == "/feed" => {
                let to = super::hosts::host(n + 1);
                let port = asked
                    .header("host")
                    .and_then(|h| h.split_once(':'))
                    .map_or("80", |h| h.1);
                Answer::to(302, &format!("http://{to}:{port}/feed?{n}"))
            }
            Kind::Good(11) if now / 600_000 % 2 == 1 && now % 600_000 < 60_000 => {
                Answer::Whole(429, vec![("Retry-After", "90".to_string())], Vec::new())
            }
            Kind::Good(good) => {
                let feed = asked.path.split_once('?').and_then(|p| p.1.parse().ok()).unwrap_or(n);
                self.feed(asked, feed, good, now)
            }
        }
    }

    fn feed(&self, asked: &Asked, feed: usize, good: usize, now: i64) -> Answer {
        let items = self.items(feed, now);
        let etag = match good {
            // Its mark is another one each time.
            1 => format!("\"{now}\""),
            _ => format!("\"{}\"", items.len()),
        };
        if asked.header("if-none-match") == Some(&etag) {
            return Answer::status(304);
        }
        let mut body = format!("<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>दैनिक {feed}</title>");
        let base = format!("http://{}", asked.header("host").unwrap_or_default());
        let base = match kind(feed) {
            Kind::Good(5) => base.replace(&asked.host.to_string(), &super::hosts::host(feed).to_string()),
            _ => base,
        };
        for (i, item) in items.iter().enumerate().rev().take(LISTED as usize) {
            let at = jiff::Timestamp::from_millisecond(item.at).unwrap_or_default();
            let date = at.strftime("%a, %d %b %Y %H:%M:%S +0000");
            let (title, _) = text(feed, i);
            let _ = write!(
                body,
                "<item><title>{title}</title><link>{base}{}</link><guid>{feed}-{i}</guid><pubDate>{date}</pubDate></item>",
                item.path
            );
        }
        body += "</channel></rss>";
        let mut headers = vec![("Content-Type", "application/rss+xml".to_string()), ("ETag", etag)];
        let mut body = body.into_bytes();
        if good == 10 {
            headers.push(("Content-Encoding", "gzip".to_string()));
            body = gzip(&body);
        }
        Answer::Whole(200, headers, body)
    }
}

/// What kind of host it is: with a feed that can be read, or with one that cannot.
enum Kind {
    Good(usize),
    Bad(usize),
}

fn kind(n: usize) -> Kind {
    match n % KINDS {
        good @ 0..GOOD => Kind::Good(good),
        bad => Kind::Bad((n / KINDS * (KINDS - GOOD) + bad - GOOD) % WRONGS),
    }
}

/// The number of a host, by its address.
pub fn number(host: Ipv4Addr) -> usize {
    let [_, _, high, low] = host.octets();
    usize::from(high) * 200 + usize::from(low) - 1
}

/// When in its period a feed has its items.
fn phase(feed: usize) -> i64 {
    feed as i64 * 7_919 % PERIOD
}

fn robots(kind: Kind, path: &str) -> Answer {
    let text = |text: &str| Answer::ok("text/plain", text);
    match kind {
        Kind::Good(2) => Answer::status(404),
        Kind::Good(3) => text("User-agent: *\nDisallow: /\n\nUser-agent: Sutradhar\nDisallow: /private/\nAllow: /\n"),
        Kind::Good(4) => text("User-agent: *\nCrawl-delay: 5\n"),
        Kind::Good(9) if path == "/robots.txt" => Answer::to(302, "/robots2.txt"),
        Kind::Good(9) => text("User-agent: *\nDisallow: /private/\n"),
        Kind::Good(12) => Answer::status(401),
        Kind::Good(13) => Answer::status(410),
        Kind::Bad(0) => Answer::status(429),
        Kind::Bad(1) => Answer::status(500),
        Kind::Bad(2) => Answer::status(503),
        _ => text("User-agent: *\nDisallow:\n"),
    }
}

/// Ways in which a feed can be wrong.
const WRONGS: usize = 18;

fn wrong(n: usize) -> Answer {
    let xml = |body: &str| Answer::ok("application/xml", body);
    match n {
        3 => Answer::to(302, "http://169.254.169.254/latest/meta-data/"),
        4 => bomb(),
        5 => Answer::Endless,
        6 => Answer::Drip,
        7 => Answer::Silence,
        8 => Answer::Noise,
        9 => Answer::Short,
        10 => xml("<rss version=\"2.0\"><channel><item><title>x</chan"),
        11 => xml(
            "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\
             <rss version=\"2.0\"><channel><title>&b;</title><item><title>&b;</title></item></channel></rss>",
        ),
        12 => Answer::Whole(429, vec![("Retry-After", "120".to_string())], Vec::new()),
        13 => Answer::status(304),
        14 => Answer::status(403),
        15 => Answer::status(500),
        16 => Answer::to(302, "/again"),
        17 => Answer::to(301, "http://[::ffff:10.0.0.1]/"),
        _ => Answer::status(410),
    }
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut packed = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    let _ = packed.write_all(bytes);
    packed.finish().unwrap_or_default()
}

fn bomb() -> Answer {
    let zeros = gzip(&vec![b' '; 40 << 20]);
    Answer::Whole(200, vec![("Content-Encoding", "gzip".to_string())], zeros)
}

/// The page of an item; on one kind of host some cannot be had, on another some can only later.
fn page(feed: usize, i: usize, now: i64) -> Answer {
    match (kind(feed), i % 8) {
        (Kind::Good(6), 1 | 5) if now / 60_000 % 2 == 0 => Answer::status(503),
        (Kind::Good(7), 1) => bomb(),
        (Kind::Good(7), 2) => Answer::Endless,
        (Kind::Good(7), 3) => Answer::Drip,
        (Kind::Good(7), 4) => Answer::to(302, "http://169.254.169.254/"),
        (Kind::Good(7), 5) => Answer::status(404),
        (Kind::Good(7), 6) => Answer::Short,
        _ => {
            let (title, body) = text(feed, i);
            let html = format!(
                "<!doctype html><html lang=\"hi\"><head><title>{title}</title></head><body><nav><a href=\"/\">मुख पृष्ठ</a>\
                 </nav><article><h1>{title}</h1>{body}</article><footer>संपर्क</footer></body></html>"
            );
            Answer::ok("text/html; charset=utf-8", html)
        }
    }
}

/// Parts of invented names, and small words that make a text Hindi.
const PARTS: [&str; 16] = [
    "का", "मि", "रो", "ले", "ना", "सु", "ती", "वा", "गो", "शी", "पा", "दे", "बू", "जा", "हे", "ची",
];
const SMALL: [&str; 12] = ["के", "में", "ने", "है", "कि", "को", "से", "पर", "और", "की", "यह", "भी"];

/// Numbers that follow from a seed.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, below: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % below
    }

    fn word(&mut self) -> String {
        (0..2 + self.roll(2)).map(|_| PARTS[self.roll(PARTS.len())]).collect()
    }
}

/// Headline and body of an item. Three feeds tell one story, each with some sentences of its own.
fn text(feed: usize, i: usize) -> (String, String) {
    let story = (feed / KINDS * GOOD + feed % KINDS) / 3 + i * 10_007;
    let mut shared = Dice(story as u64 + 1);
    let (town, thing, person) = (shared.word(), shared.word(), shared.word());
    let (hurt, day) = (shared.roll(90) + 3, shared.roll(28) + 1);
    let title = format!("{town} में {thing}: {hurt} लोग प्रभावित, {person} ने जताई चिंता");
    let mut own = Dice((feed * 1_000_003 + i) as u64 + 99);
    let mut body = format!(
        "<p>{town} । {thing} से {town} जिले में {hurt} लोग प्रभावित हुए। {person} ने कहा कि जांच {day} दिन में होगी।</p>"
    );
    for n in 0..6 {
        let dice = if n < 3 { &mut shared } else { &mut own };
        let words: Vec<String> = (0..36)
            .map(|w| match w % 3 {
                2 => SMALL[dice.roll(SMALL.len())].to_string(),
                _ => dice.word(),
            })
            .collect();
        let _ = write!(body, "<p>{} था।</p>", words.join(" "));
    }
    (title, body)
}

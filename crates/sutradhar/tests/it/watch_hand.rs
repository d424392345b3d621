//! What people do with feeds and see of them, and single questions to servers.

use crate::common::*;
use crate::server::*;
use crate::web::Served;
use std::net::SocketAddr;
use std::sync::Mutex;
use std::time::{Duration, Instant};
use sutradhar::watch::guard::Guard;
use sutradhar::watch::net::{Http, Kind, Names, Net, NetError, Patience, Question, SystemNames};

#[test]
fn feeds_are_found_listed_and_handed_on() {
    let server = Server::new(|asked| match asked.path.as_str() {
        "/" => Answer::ok(
            "text/html",
            "<html><head><link rel=\"alternate\" type=\"application/rss+xml\" href=\"/feed\"></head></html>",
        ),
        "/several" => Answer::ok(
            "text/html",
            "<link rel=alternate type=application/rss+xml href=/feed><link rel=alternate type=application/atom+xml href=/b>",
        ),
        "/feed" => Answer::ok("text/xml", rss("नदी पत्र", &[("/a/1".to_string(), "t".to_string())])),
        "/sitemap_news.xml" => Answer::ok(
            "text/xml",
            format!(
                "<urlset xmlns:news=\"http://www.google.com/schemas/sitemap-news/0.9\"><url><loc>http://{}/a/2</loc>\
                 <news:news><news:title>बांध</news:title><news:publication_date>2025-08-13</news:publication_date>\
                 </news:news></url></urlset>",
                asked.header("host").unwrap()
            ),
        ),
        "/a/1" => html(1),
        "/a/2" => html(2),
        _ => Answer::status(404),
    });
    let place = Place::new();
    let ran = place.local(&["feeds", "add", &server.url(0, "/"), "--name", "नदी पत्र", "--lang", "hi"]);
    assert!(
        ran.status == 0 && ran.out.contains("Feed 1 is added"),
        "{}{}",
        ran.out,
        ran.err
    );
    let ran = place.local(&["feeds", "add", &server.url(0, "/several")]);
    assert!(ran.status == 1 && ran.out.contains("/b"), "{}{}", ran.out, ran.err);
    // A page that names none: the usual places are tried.
    let ran = place.local(&["feeds", "add", &server.url(1, "/a/1")]);
    assert!(ran.status == 0, "{}{}", ran.out, ran.err);
    let feeds = place.feeds();
    assert_eq!(
        (&feeds[0]["title"], &feeds[0]["takes"]),
        (&"नदी पत्र".into(), &"pages".into())
    );
    assert!(feeds[1]["url"].as_str().unwrap().ends_with("/feed"));
    let ran = place.local(&[
        "feeds",
        "add",
        "--unseen",
        "--summary",
        &server.url(2, "/sitemap_news.xml"),
        "--every",
        "2h",
    ]);
    assert!(ran.status == 0, "{}", ran.err);
    assert!(
        place
            .local(&["feeds", "add", &server.url(0, "/feed")])
            .out
            .contains("known as feed 1")
    );

    place.ok(&["feeds", "pause", "2"]);
    place.watch_once();
    let articles = place.ok(&["articles", "--json"]).json();
    let titles: Vec<&str> = articles
        .as_array()
        .unwrap()
        .iter()
        .map(|a| a["title"].as_str().unwrap_or(""))
        .collect();
    assert_eq!(titles.len(), 2, "{titles:?}");
    assert!(
        titles.contains(&"बांध"),
        "the sitemap says it, and no page is fetched: {titles:?}"
    );
    assert!(!server.paths().contains(&"/a/2".to_string()));
    let outlets: Vec<&str> = articles
        .as_array()
        .unwrap()
        .iter()
        .filter_map(|a| a["outlet"].as_str())
        .collect();
    assert!(
        outlets.contains(&"नदी पत्र"),
        "what was typed names the outlet: {outlets:?}"
    );

    let opml = place.ok(&["feeds", "export"]).out;
    let other = Place::new();
    other.file("f.opml", &opml);
    assert!(
        other
            .local(&["feeds", "import", "f.opml"])
            .out
            .contains("3 feeds added")
    );
    assert_eq!(other.ok(&["feeds", "export"]).out, opml);
    assert!(
        other
            .local(&["feeds", "import", "f.opml"])
            .out
            .contains("3 already known")
    );
    // Without leave none of these addresses is taken.
    let strict = Place::new();
    strict.file("f.opml", &opml);
    let ran = strict.run(&["feeds", "import", "f.opml"]);
    assert!(ran.status == 2 && ran.err.contains("--allow-private"), "{}", ran.err);

    let check = place.local(&["feeds", "check", "1"]);
    assert!(
        check.err.contains("robots.txt: 404") && check.out.contains("1 item"),
        "{}{}",
        check.out,
        check.err
    );
    assert_eq!(place.run(&["feeds", "show", "9"]).status, 1);
    place.ok(&["feeds", "resume", "2"]);
    place.ok(&["feeds", "remove", "2"]);
    assert_eq!(place.feeds().len(), 2);
    let starter = place.ok(&["feeds", "starter", "hi"]).out;
    assert!(starter.lines().filter(|l| l.starts_with("hi  https://")).count() >= 3 && starter.contains("CC BY"));
    let starter = Place::new();
    starter.ok(&["feeds", "starter", "in", "--add"]);
    assert!(starter.feeds().len() >= 8);
}

/// Names that lead elsewhere each time that they are asked.
#[derive(Debug)]
struct Turning(Mutex<Vec<SocketAddr>>);

impl Names for Turning {
    fn find(&self, _: &str, _: u16) -> std::io::Result<Vec<SocketAddr>> {
        Ok(vec![self.0.lock().unwrap().remove(0)])
    }
}

fn question(url: &str) -> Question {
    Question {
        kind: Kind::Page,
        url: url::Url::parse(url).unwrap(),
        etag: None,
        modified: None,
    }
}

#[test]
fn a_name_that_turns_to_an_own_address_is_not_followed() {
    let server = Server::new(|_| html(1));
    let guard = Guard {
        private: vec!["127.0.0.7/32".parse().unwrap()],
        ports: Vec::new(),
    };
    let address = |ip: &str| SocketAddr::new(ip.parse().unwrap(), server.port);
    let names = Turning(Mutex::new(vec![
        address("127.0.0.7"),
        address("127.0.0.8"),
        address("169.254.169.254"),
    ]));
    let http = Http::new("Test/1", guard, names);
    let url = format!("http://samachar.example:{}/a", server.port);
    assert_eq!(http.ask(&question(&url)).unwrap().status, 200);
    for _ in 0..2 {
        let refused = http.ask(&question(&url));
        assert!(matches!(refused, Err(NetError::Refused(_))), "{refused:?}");
    }
    assert_eq!(server.log().len(), 1);
}

#[test]
fn a_server_that_proves_nothing_is_not_trusted() {
    let server = Server::new(|_| html(1));
    let guard = Guard {
        private: vec!["127.0.0.0/8".parse().unwrap()],
        ports: Vec::new(),
    };
    let http = Http::new("Test/1", guard, SystemNames);
    let got = http.ask(&question(&server.url(0, "/").replace("http:", "https:")));
    assert_eq!(got.map_err(|e| e.code()), Err("no-trust"));
    assert!(server.log().is_empty());
}

#[test]
fn slow_servers_are_given_up_in_time() {
    let server = Server::new(|asked| match asked.path.as_str() {
        "/drip" => Answer::Drip,
        "/silence" => Answer::Silence,
        _ => Answer::Endless,
    });
    let guard = Guard {
        private: vec!["127.0.0.0/8".parse().unwrap()],
        ports: Vec::new(),
    };
    let patience = Patience {
        connect: Duration::from_secs(2),
        first: Duration::from_millis(700),
        whole: Duration::from_millis(1500),
    };
    let http = Http::with_patience("Test/1", guard, SystemNames, patience);
    for (path, want) in [
        ("/drip", "too-slow"),
        ("/silence", "too-slow"),
        ("/endless", "too-large"),
    ] {
        let begun = Instant::now();
        let got = http.ask(&question(&server.url(0, path)));
        assert_eq!(got.map_err(|e| e.code()), Err(want), "{path}");
        assert!(
            begun.elapsed() < Duration::from_secs(4),
            "{path}: {:?}",
            begun.elapsed()
        );
    }
}

#[test]
fn the_page_of_the_watch_says_what_is_wrong_and_what_to_do() {
    let server = Server::new(|asked| match asked.path.as_str() {
        "/robots.txt" => Answer::status(404),
        "/feed" => Answer::ok("text/xml", rss("नदी पत्र", &[("/a/1".to_string(), "t".to_string())])),
        "/gone" => Answer::status(410),
        "/down" => Answer::status(503),
        _ => html(1),
    });
    let place = Place::new();
    place.file("r.jsonl", records(0..4));
    place.ok(&["add", "r.jsonl"]);
    let empty = Served::new(&place, &[]);
    assert!(empty.get("/watch").body.contains("अभी कोई फ़ीड नहीं"));
    for (n, path) in ["/feed", "/gone", "/down"].into_iter().enumerate() {
        place.add_feed(&server.url(n, path));
    }
    place.watch_once();
    let served = Served::new(&place, &[]);
    let hindi = served.get("/watch").body;
    assert!(
        hindi.contains("फ़ीड हमेशा के लिए हटा दी गई") && hindi.contains("सर्वर में गड़बड़ है"),
        "{hindi}"
    );
    let english = served.get("/watch?ui=en").body;
    assert!(
        english.contains("The feed is gone for good") && english.contains("3 feeds"),
        "{english}"
    );
    let data = served.json("/watch.json");
    assert_eq!((&data["failing"], &data["stored_today"]), (&2.into(), &1.into()));
    assert_eq!(data["failing_feeds"][0]["code"], "http-410");
    assert_eq!(data["failing_feeds"][1]["next"].as_str().map(str::len), Some(20));
    assert_eq!(data["waiting_for_stories"], 0);
    assert!(data["seconds_to_story"][1].is_i64(), "{data}");
    let metrics = served.get("/metrics").body;
    for line in [
        "sutradhar_feeds{state=\"active\"} 2",
        "sutradhar_feeds{state=\"gone\"} 1",
        "sutradhar_items{result=\"stored\"} 1",
        "sutradhar_fetch_total{kind=\"page\",code=\"200\"} 1",
        "sutradhar_fetch_total{kind=\"feed\",code=\"503\"} 1",
        "sutradhar_pages 5",
        "sutradhar_derive_seconds_count 1",
        "sutradhar_http_requests_total{route=\"watch\",code=\"200\"} 3",
        "sutradhar_sse_clients 0",
    ] {
        assert!(metrics.lines().any(|l| l == line), "{line}\n{metrics}");
    }
    // Of the first host robots.txt, feed and page were asked for; the others were asked too seldom to be called slow.
    let slowest = data["slowest_hosts"].as_array().unwrap();
    assert!(slowest.len() == 1 && slowest[0]["questions"] == 3, "{data}");
    place.sql("UPDATE fetches SET n = 150, ms = 300000 WHERE kind = 'host' AND code = '127.0.0.1'");
    let slow = &served.json("/watch.json")["slowest_hosts"][0];
    assert_eq!(
        (&slow["host"], &slow["milliseconds"]),
        (&"127.0.0.1".into(), &2000.into())
    );
    assert!(served.get("/watch?ui=en").body.contains("Slowest servers"));
    // Old numbers fade.
    place.due();
    place.watch_once();
    let slow = &served.json("/watch.json")["slowest_hosts"][0];
    assert!(slow["questions"].as_u64() < Some(100), "{slow}");
    // Others see numbers, and no addresses that somebody typed.
    let public = Served::public(&place);
    let ask = |path: &str| {
        public.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: news.invalid\r\nConnection: close\r\n\r\n"
        ))
    };
    let page = ask("/watch.json");
    assert!(page.status == 200 && !page.body.contains("/gone"), "{}", page.body);
    assert_eq!(ask("/metrics").status, 404);
}

#[cfg(unix)]
#[test]
fn the_server_is_not_well_while_a_watch_does_nothing() {
    let server = Server::new(|_| Answer::status(404));
    let place = Place::new();
    place.file("r.jsonl", records(0..2));
    place.ok(&["add", "r.jsonl"]);
    place.add_feed(&server.url(0, "/feed"));
    let served = Served::new(&place, &[]);
    assert_eq!(served.get("/healthz").status, 200);
    let mut child = place
        .command()
        .args(["watch"])
        .args(LOCAL)
        .stdout(std::process::Stdio::null())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let until = Instant::now() + Duration::from_secs(20);
    while place.feeds()[0]["failures"] == 0 {
        assert!(Instant::now() < until, "nothing is asked");
        std::thread::sleep(Duration::from_millis(50));
    }
    assert_eq!(served.get("/healthz").status, 200);
    // As if it had not done what was due for an hour; it does not see this, since nobody says that the feed was edited.
    place.sql("UPDATE feeds SET next_at = next_at - 7200000, last_at = last_at - 3600000");
    let ill = served.get("/healthz");
    assert!(ill.status == 503 && ill.body.contains("minutes"), "{}", ill.body);
    let _ = std::process::Command::new("kill").arg(child.id().to_string()).status();
    assert!(child.wait().unwrap().success());
    assert_eq!(served.get("/healthz").status, 200, "none runs here");
}

#[test]
fn a_page_of_which_the_feed_says_something_else_comes_again_and_the_old_one_stays() {
    let version = std::sync::Arc::new(std::sync::atomic::AtomicUsize::new(0));
    let now = std::sync::Arc::clone(&version);
    let server = Server::new(move |asked| {
        let n = now.load(std::sync::atomic::Ordering::SeqCst);
        match asked.path.as_str() {
            "/robots.txt" => Answer::status(404),
            "/feed" => Answer::ok("text/xml", rss("x", &[("/a/1".to_string(), format!("शीर्षक {n}"))])),
            _ if n == 2 => Answer::status(404),
            _ => html(n),
        }
    });
    let place = Place::new();
    place.add_feed(&server.url(0, "/feed"));
    let pages = |want: usize| {
        place.due();
        assert_eq!(
            place.watch_once()["items"],
            usize::from(version.load(std::sync::atomic::Ordering::SeqCst) == 0 && want == 1)
        );
        let sources = place.ok(&["export", "articles"]).out.matches("/a/1\"").count();
        assert!(sources >= want, "{sources}");
        place.ok(&["doctor"]);
        let items = place.items();
        assert_eq!((items.len(), items[0].1.as_str()), (1, "stored"));
        assert_eq!(place.ok(&["info", "--json"]).json()["pages"], want);
    };
    pages(1);
    version.store(1, std::sync::atomic::Ordering::SeqCst);
    pages(2);
    // It is no longer there: what is in the store stays, and what the feed says is not put beside it.
    version.store(2, std::sync::atomic::Ordering::SeqCst);
    pages(2);
    let asked = server.paths().iter().filter(|p| *p == "/a/1").count();
    assert_eq!(asked, 3);
}

#[test]
fn a_feed_that_falls_asleep_is_told_in_the_journal_once() {
    let server = Server::new(|asked| match asked.path.as_str() {
        "/robots.txt" => Answer::status(404),
        _ => Answer::status(500),
    });
    let place = Place::new();
    place.file("r.jsonl", records(0..2));
    place.ok(&["add", "r.jsonl"]);
    place.add_feed(&server.url(0, "/feed"));
    let told = || place.ok(&["changes", "--json"]).out.matches("feed.asleep").count();
    place.watch_once();
    assert_eq!(told(), 0);
    let month = "strftime('%s', 'now') * 1000 - 31 * 86400000";
    place.sql(&format!(
        "UPDATE feeds SET failing_since = {month}, next_at = 0, edits = edits + 1"
    ));
    for _ in 0..2 {
        place.watch_once();
        assert_eq!(place.feeds()[0]["state"], "asleep");
        assert_eq!(told(), 1);
        place.due();
    }
    assert!(place.ok(&["changes"]).out.contains("महीने भर") || place.ok(&["changes"]).out.contains("fails for a month"));
    place.ok(&["doctor"]);
}

#[test]
fn a_damaged_feed_is_told_and_a_repair_keeps_the_others() {
    let place = Place::new();
    place.file("r.jsonl", records(0..4));
    place.ok(&["add", "r.jsonl"]);
    for n in 1..=2 {
        place.ok(&["feeds", "add", "--unseen", &format!("https://f{n}.example/feed")]);
    }
    place.ok(&["doctor"]);
    place.sql("UPDATE feeds SET url = 'https://evil.example/' WHERE id = 1");
    assert_eq!(
        place.run(&["feeds", "list"]).status,
        2,
        "a damaged feed is an error, never another feed"
    );
    let ran = place.run(&["doctor"]);
    assert!(ran.status == 1 && ran.out.contains("DOC-015"), "{}", ran.out);
    let ran = place.run(&["doctor", "--repair"]);
    assert!(ran.out.contains("feed 1"), "{}{}", ran.out, ran.err);
    let feeds = place.feeds();
    assert_eq!(feeds.len(), 1);
    assert_eq!(feeds[0]["url"], "https://f2.example/feed");
    place.ok(&["doctor"]);
}

//! Feeds that are watched, on servers that behave and on servers that do not.

use crate::common::*;
use crate::server::*;
use serde_json::Value;
use std::io::Write;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

#[test]
fn a_feed_becomes_stories_and_is_asked_with_its_marks() {
    let changed = std::sync::Arc::new(AtomicUsize::new(0));
    let version = std::sync::Arc::clone(&changed);
    let server = Server::new(move |asked| match asked.path.as_str() {
        "/robots.txt" => Answer::status(404),
        "/feed" => {
            let now = version.load(Ordering::SeqCst);
            let etag = format!("\"v{now}\"");
            if asked.header("if-none-match") == Some(&etag) {
                return Answer::status(304);
            }
            let items: Vec<(String, String)> = (0..2 + now)
                .map(|n| (format!("/a/{n}.html"), format!("t{n}")))
                .collect();
            let Answer::Whole(status, mut headers, body) = Answer::ok("application/xml", rss("दैनिक नमूना", &items))
            else {
                unreachable!()
            };
            headers.push(("ETag", etag));
            headers.push(("Set-Cookie", "s=1".to_string()));
            Answer::Whole(status, headers, body)
        }
        path => html(path[3..].trim_end_matches(".html").parse().unwrap()),
    });
    let place = Place::new();
    place.add_feed(&server.url(0, "/feed"));
    let first = place.watch_once();
    assert_eq!((&first["items"], &first["stored"]), (&2.into(), &2.into()));
    assert_eq!(server.paths(), ["/robots.txt", "/feed", "/a/0.html", "/a/1.html"]);
    let articles = place.ok(&["articles", "--json"]).json();
    let shown = place
        .ok(&["article", articles[0]["id"].as_str().unwrap(), "--json"])
        .out;
    let shown: Value = serde_json::from_str(&shown).unwrap();
    assert!(
        shown["fetched_at"].as_str().unwrap().starts_with("20"),
        "{}",
        shown["fetched_at"]
    );
    let records = place.ok(&["export", "articles"]).out;
    assert!(records.contains(&server.url(0, "/a/0.html")), "{records}");

    // Nothing is due, so nothing is asked.
    assert_eq!(place.watch_once()["read"], 0);
    assert_eq!(server.paths().len(), 4);

    place.due();
    assert_eq!(place.watch_once()["items"], 0);
    let last = server.log().pop().unwrap();
    assert_eq!(
        (last.path.as_str(), last.header("if-none-match")),
        ("/feed", Some("\"v0\""))
    );
    changed.store(1, Ordering::SeqCst);
    place.due();
    assert_eq!(place.watch_once()["stored"], 1);
    assert_eq!(server.paths()[5..], ["/feed", "/a/2.html"]);
    place.ok(&["doctor"]);

    for asked in server.log() {
        let agent = asked.header("user-agent").unwrap();
        assert!(agent.starts_with("Sutradhar/") && agent.contains("(+http"), "{agent}");
        assert_eq!((asked.header("cookie"), asked.header("referer")), (None, None));
    }
    assert_eq!(server.most(), 1);
    for pair in server.log().windows(2) {
        assert!(pair[1].at - pair[0].at >= Duration::from_millis(10), "{pair:?}");
    }
}

/// What is wrong with each feed, and the feeds' own words for it.
#[test]
fn servers_that_misbehave_are_named_and_hold_nobody_up() {
    let server = Server::new(|asked| {
        let n = usize::from(asked.host.octets()[3]) - 1;
        if asked.path == "/robots.txt" {
            return Answer::status(404);
        }
        if asked.path.starts_with("/a/") {
            return html(n);
        }
        let bomb = || {
            let mut gz = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
            gz.write_all(&vec![b' '; 40 << 20]).unwrap();
            Answer::Whole(
                200,
                vec![("Content-Encoding", "gzip".to_string())],
                gz.finish().unwrap(),
            )
        };
        let entities = "<?xml version=\"1.0\"?><!DOCTYPE x [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;\">]>\
                        <rss version=\"2.0\"><channel><title>&b;</title><item><title>&b;</title></item></channel></rss>";
        match n {
            0 => Answer::to(302, "http://169.254.169.254/latest/meta-data/"),
            1 => bomb(),
            2 => Answer::Endless,
            3 => Answer::ok("application/xml", "<rss version=\"2.0\"><channel><item><title>x</chan"),
            4 => Answer::ok("application/xml", entities),
            5 => Answer::Whole(429, vec![("Retry-After", "7200".to_string())], Vec::new()),
            6 => Answer::Noise,
            7 => Answer::Short,
            8 => Answer::status(410),
            9 => Answer::status(403),
            10 => Answer::to(302, "/again"),
            11 => Answer::status(304),
            12 => Answer::to(301, "file:///etc/passwd"),
            13 => Answer::to(301, "http://user:pass@example.com/"),
            14 => Answer::ok("text/html", "<html><body>no feed</body></html>"),
            15 => Answer::status(500),
            16 => Answer::to(302, "http://127.1.2.3:1/closed"),
            17 => Answer::to(302, "http://[::ffff:10.0.0.1]/"),
            _ => Answer::ok("application/xml", rss("अच्छा", &[("/a/1".to_string(), "t".to_string())])),
        }
    });
    let place = Place::new();
    for n in 0..20 {
        place.add_feed(&server.url(n, "/feed"));
    }
    let begun = Instant::now();
    let report = place.watch_once();
    assert!(begun.elapsed() < Duration::from_secs(60), "{:?}", begun.elapsed());
    assert_eq!((&report["read"], &report["stored"]), (&2.into(), &2.into()));
    let feeds = place.feeds();
    let codes: Vec<&str> = feeds
        .iter()
        .map(|f| f["error"].as_str().unwrap_or("fine").split(' ').next().unwrap())
        .collect();
    let want = [
        "refused",
        "too-large",
        "too-large",
        "unreadable",
        "unreadable",
        "http-429",
        "broken",
        "broken",
        "http-410",
        "http-403",
        "redirects",
        "broken",
        "refused",
        "refused",
        "unreadable",
        "http-500",
        "robots-silent",
        "refused",
        "fine",
        "fine",
    ];
    assert_eq!(codes, want);
    let time = |f: &Value, name: &str| {
        f[name]
            .as_str()
            .unwrap()
            .parse::<jiff::Timestamp>()
            .unwrap()
            .as_second()
    };
    let waits: Vec<i64> = feeds
        .iter()
        .map(|f| (time(f, "next") - time(f, "last_look")) / 60)
        .collect();
    assert_eq!(feeds[8]["state"], "gone");
    assert!(
        (119..=121).contains(&waits[5]),
        "the server said two hours: {}",
        waits[5]
    );
    assert_eq!(waits[9], 24 * 60);
    assert!((13..=17).contains(&waits[15]), "a quarter of an hour: {}", waits[15]);
    // Only hosts that were named were asked; the closed door was knocked at once.
    let asked = server.log();
    assert_eq!(
        asked.iter().filter(|a| a.path == "/again").count(),
        5,
        "redirects are counted"
    );
    let ran = place.run(&["feeds", "errors"]);
    assert!(
        ran.out.contains("169.254.169.254") && ran.out.contains("again 20"),
        "{}",
        ran.out
    );
    assert!(
        ran.out.contains("robots.txt cannot be had: no connection"),
        "{}",
        ran.out
    );

    // A second failure waits longer, and the gone one is not asked any more.
    place.due();
    place.watch_once();
    let again = place.feeds();
    let wait = (time(&again[15], "next") - time(&again[15], "last_look")) / 60;
    assert!((27..=33).contains(&wait), "{wait}");
    let gone = |log: Vec<Asked>| log.iter().filter(|a| a.host == host(8) && a.path == "/feed").count();
    assert_eq!(gone(server.log()), 1);
}

#[test]
fn robots_of_every_status_are_obeyed() {
    const STATUS: [u16; 9] = [200, 204, 401, 404, 410, 429, 500, 503, 302];
    let server = Server::new(|asked| {
        let n = usize::from(asked.host.octets()[3]) - 1;
        match asked.path.as_str() {
            "/robots.txt" if STATUS[n] == 200 => Answer::ok(
                "text/plain",
                "User-agent: *\nDisallow: /\n\nUser-agent: Sutradhar\nDisallow: /a/1\nAllow: /\n",
            ),
            "/robots.txt" if STATUS[n] == 302 => Answer::to(302, "/robots2.txt"),
            "/robots.txt" => Answer::status(STATUS[n]),
            "/robots2.txt" => Answer::ok("text/plain", "User-agent: *\nDisallow: /a\n"),
            "/feed" => {
                let items = [1, 2].map(|i| (format!("/a/{i}"), format!("खबर {n} {i}")));
                Answer::ok("application/xml", rss("x", &items))
            }
            path => html(n * 10 + path[3..].parse::<usize>().unwrap()),
        }
    });
    let place = Place::new();
    for n in 0..STATUS.len() {
        place.add_feed(&server.url(n, "/feed"));
    }
    place.watch_once();
    let log = server.log();
    let asked = |n: usize| -> Vec<&str> {
        let of = log.iter().filter(|a| a.host == host(n));
        of.map(|a| a.path.as_str()).collect()
    };
    assert_eq!(
        asked(0),
        ["/robots.txt", "/feed", "/a/2"],
        "the group with our name counts"
    );
    for (n, status) in STATUS.iter().enumerate().skip(1) {
        match status {
            429 | 500 | 503 => assert_eq!(
                asked(n),
                ["/robots.txt"],
                "{status}: nothing is known, nothing is asked"
            ),
            302 => assert_eq!(asked(n), ["/robots.txt", "/robots2.txt", "/feed"], "{status}"),
            _ => assert_eq!(asked(n), ["/robots.txt", "/feed", "/a/1", "/a/2"], "{status}"),
        }
    }
    // What may not be fetched is known by what the feed says of it.
    let items = place.items();
    let forbidden: Vec<_> = items.iter().filter(|(_, _, why)| why.starts_with("robots ")).collect();
    assert_eq!(forbidden.len(), 3);
    assert!(forbidden.iter().all(|(_, state, _)| state == "stored"));
    let waiting = place.feeds().iter().filter(|f| f["failures"] == 1).count();
    assert_eq!(waiting, 3, "tried again in an hour");
}

#[test]
fn pages_that_cannot_be_had_are_tried_again_or_replaced_by_what_the_feed_says() {
    let broken = std::sync::Arc::new(AtomicUsize::new(1));
    let state = std::sync::Arc::clone(&broken);
    let server = Server::new(move |asked| match asked.path.as_str() {
        "/robots.txt" => Answer::status(404),
        "/feed" => {
            let paths = [
                "/a/404",
                "/a/410",
                "/a/500",
                "/a/pdf",
                "/a/empty",
                "/a/home",
                "/a/meta",
                "/a/5?utm_source=x",
            ];
            let items: Vec<_> = paths.iter().map(|p| (p.to_string(), format!("शीर्षक {p}"))).collect();
            Answer::ok("application/xml", rss("x", &items))
        }
        "/a/404" => Answer::status(404),
        "/a/410" => Answer::status(410),
        "/a/500" if state.load(Ordering::SeqCst) == 1 => Answer::status(500),
        "/a/pdf" => Answer::ok("application/pdf", "%PDF-1.4"),
        "/a/empty" => Answer::ok("text/html", " \n"),
        "/a/home" => Answer::to(302, "/"),
        "/a/meta" => Answer::to(302, "http://169.254.169.254/"),
        _ => html(5),
    });
    let place = Place::new();
    place.add_feed(&server.url(0, "/feed"));
    // Another feed with the same page under another address: it is fetched once.
    place.add_feed(&server.url(0, "/feed?again"));
    place.watch_once();
    let why: Vec<(String, String)> = place
        .items()
        .into_iter()
        .map(|(url, state, why)| {
            let path = url.rsplit('/').next().unwrap().to_string();
            (path, format!("{state} {}", why.split(' ').next().unwrap()))
        })
        .collect();
    let of = |path: &str| {
        why.iter()
            .filter(|(p, _)| p == path)
            .map(|(_, s)| s.trim())
            .collect::<Vec<_>>()
    };
    assert_eq!(of("404"), ["stored http-404"]);
    assert_eq!(of("410"), ["stored http-410"]);
    assert_eq!(of("500"), ["new"]);
    assert_eq!(of("pdf"), ["stored no-page"]);
    assert_eq!(of("empty"), ["stored no-page"]);
    assert_eq!(of("home"), ["stored gone"]);
    assert_eq!(of("meta"), ["stored refused"]);
    assert_eq!(of("5?utm_source=x"), ["stored"]);
    let tries = |path: &str| server.paths().iter().filter(|p| p.as_str() == path).count();
    assert_eq!(tries("/a/5?utm_source=x"), 1);

    place.watch_once();
    assert_eq!(tries("/a/500"), 1, "not before its time");
    broken.store(0, Ordering::SeqCst);
    place.sql("UPDATE items SET next_at = 0 WHERE state = 'new'");
    place.watch_once();
    assert_eq!(tries("/a/500"), 2);
    assert!(place.items().iter().all(|(_, state, _)| state != "new"));
    place.ok(&["doctor"]);
}

#[test]
fn marks_that_lie_bring_nothing_twice_and_feeds_that_move_are_followed() {
    let n = AtomicUsize::new(0);
    let server = Server::new(move |asked| {
        let items = [("/a/1".to_string(), "t".to_string())];
        let feed = || Answer::ok("application/xml", rss("x", &items));
        match (asked.path.as_str(), asked.host == host(0)) {
            ("/robots.txt", _) => Answer::status(404),
            ("/feed", true) => match feed() {
                Answer::Whole(status, mut headers, body) => {
                    headers.push(("ETag", format!("\"{}\"", n.fetch_add(1, Ordering::SeqCst))));
                    Answer::Whole(status, headers, body)
                }
                other => other,
            },
            ("/feed", false) => Answer::to(301, "/new"),
            ("/new", false) => feed(),
            _ => html(1),
        }
    });
    let place = Place::new();
    place.add_feed(&server.url(0, "/feed"));
    place.add_feed(&server.url(1, "/feed"));
    for look in 1..=4 {
        place.due();
        let report = place.watch_once();
        assert_eq!(report["items"], if look == 1 { 2 } else { 0 }, "look {look}");
    }
    let feeds = place.feeds();
    assert!(feeds[1]["url"].as_str().unwrap().ends_with("/new"), "{}", feeds[1]);
    let old = server.paths().iter().filter(|p| *p == "/feed").count();
    assert_eq!(old, 4 + 3, "after three times the new address is asked");
}

#[cfg(unix)]
#[test]
fn a_watch_goes_on_and_ends_when_it_is_asked_to() {
    let server = Server::new(|asked| match asked.path.as_str() {
        "/robots.txt" => Answer::status(404),
        "/feed" => Answer::ok("text/xml", rss("x", &[("/a/1".to_string(), "t".to_string())])),
        "/slow" => Answer::Drip,
        _ => html(1),
    });
    let place = Place::new();
    place.add_feed(&server.url(0, "/feed"));
    place.add_feed(&server.url(1, "/slow"));
    let mut child = place
        .command()
        .args(["watch"])
        .args(LOCAL)
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::null())
        .spawn()
        .unwrap();
    let until = Instant::now() + Duration::from_secs(20);
    while !place.items().iter().any(|(_, state, _)| state == "stored") {
        assert!(Instant::now() < until, "the page does not come");
        std::thread::sleep(Duration::from_millis(50));
    }
    // A second one is refused; what others write goes on.
    let second = place.local(&["watch", "--once"]);
    assert!(
        second.status == 2 && second.err.contains("another process watches"),
        "{}",
        second.err
    );
    place.file("p.txt", page(7));
    place.ok(&["add", "p.txt"]);
    // A feed that is added meanwhile is seen.
    place.add_feed(&server.url(2, "/feed"));
    while !server.log().iter().any(|a| a.host == host(2) && a.path == "/feed") {
        assert!(Instant::now() < until, "the new feed is not seen");
        std::thread::sleep(Duration::from_millis(50));
    }
    let begun = Instant::now();
    let killed = std::process::Command::new("kill")
        .arg(child.id().to_string())
        .status()
        .unwrap();
    assert!(killed.success());
    assert!(child.wait().unwrap().success());
    assert!(begun.elapsed() < Duration::from_secs(10), "{:?}", begun.elapsed());
    place.ok(&["refresh"]);
    place.ok(&["doctor"]);
}

//! What changed, as feed readers and open pages meet it.

use crate::common::*;
use crate::journal::{at, grown, open};
use crate::web::Served;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::time::{Duration, Instant};

fn sample_store() -> Place {
    let place = Place::new();
    place.ok(&["add", samples().to_str().unwrap()]);
    place
}

#[test]
fn feeds_are_read_back() {
    let place = sample_store();
    drop(grown(&place));
    let served = Served::new(&place, &[]);
    let changes = served.json("/changes.json");
    let items = changes["items"].as_array().unwrap();
    let with = |name: &str| {
        items.iter().find(|c| c[name].is_string()).unwrap()[name]
            .as_str()
            .unwrap()
            .to_string()
    };
    let (story, claim) = (with("story"), with("claim"));
    let outlet = served.json("/outlets.json")["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_string();
    let article = served.json(&format!("/stories/{story}.json"))["articles"][0]["id"]
        .as_str()
        .unwrap()
        .to_string();
    let entity = served.json(&format!("/articles/{article}.json"))["entities"][0]["id"]
        .as_str()
        .unwrap()
        .to_string();
    let line = served.json("/storylines.json")["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_string();
    let entity = sutradhar_view::web::path(sutradhar_view::web::Target::Entity(&entity));
    for (path, query) in [
        ("/stories".to_string(), ""),
        ("/changes".to_string(), ""),
        ("/changes".to_string(), "?kinds=claim.new,claim.value"),
        (format!("/stories/{story}"), ""),
        (format!("/claims/{claim}"), ""),
        (entity, ""),
        (format!("/outlets/{outlet}"), ""),
        (format!("/storylines/{line}"), "?ui=en"),
        ("/search".to_string(), "?q=%E0%A4%AC%E0%A4%BE%E0%A4%82%E0%A4%A7"),
    ] {
        let got = served.get(&format!("{path}.atom{query}"));
        assert_eq!(got.status, 200, "{path}: {}", got.body);
        assert!(
            got.headers["content-type"].starts_with("application/atom+xml"),
            "{path}"
        );
        let feed = feed_rs::parser::parse(got.body.as_bytes()).expect(&path);
        assert!(!feed.entries.is_empty(), "{path}{query}");
        for e in &feed.entries {
            assert!(
                e.id.starts_with("urn:sutradhar:") && e.updated.is_some(),
                "{path}: {}",
                e.id
            );
            let link = e.links[0]
                .href
                .strip_prefix("http://127.0.0.1")
                .expect("an address of the server")
                .to_string();
            assert_eq!(served.get(&link).status, 200, "{link}");
            assert!(
                e.content.as_ref().unwrap().body.as_ref().unwrap().contains("<p>"),
                "{path}"
            );
        }
        let json = served.get(&format!("{path}.jsonfeed{query}"));
        assert_eq!(json.status, 200, "{path}");
        let read = feed_rs::parser::parse(json.body.as_bytes()).expect(&path);
        assert_eq!(
            read.entries.iter().map(|e| &e.id).collect::<Vec<_>>(),
            feed.entries.iter().map(|e| &e.id).collect::<Vec<_>>()
        );
        // What is known already is not sent again.
        let etag = &got.headers["etag"];
        let again = served.ask(&format!(
            "GET {path}.atom{query} HTTP/1.1\r\nHost: 127.0.0.1\r\nIf-None-Match: {etag}\r\nConnection: close\r\n\r\n"
        ));
        assert_eq!(again.status, 304, "{path}");
    }
    let page = served.get(&format!("/stories/{story}"));
    assert!(page.body.contains(&format!(
        "type=\"application/atom+xml\" title=\"Atom\" href=\"/stories/{story}.atom\""
    )));
    let opml = served.get("/feeds.opml");
    assert!(opml.body.contains("/changes.atom") && opml.body.contains(&format!("/outlets/{outlet}.atom")));
    assert_eq!(served.get("/feeds").status, 200);
    for (path, status) in [
        ("/stories/e0.atom", 404),
        ("/outlets/o0.jsonfeed", 404),
        ("/changes.json?story=e0", 404),
        ("/changes.json?kinds=story.lost", 400),
        ("/changes.json?since=yesterday", 400),
        ("/stories.atom?lang=hi", 400),
        ("/events?story=e0", 404),
        ("/events?colour=red", 400),
    ] {
        assert_eq!(served.get(path).status, status, "{path}");
    }
}

#[test]
fn a_feed_goes_back_to_the_first_change() {
    let place = Place::new();
    let mut store = open(&place.store());
    for n in 0..12 {
        let file = place.file(&format!("r{n}.jsonl"), records(n * 12..n * 12 + 12));
        let options = at(&format!("2031-08-01T{:02}:00:00Z", n));
        sutradhar::pipeline::add(&mut store, &[file], &options, &mut |_| {}).unwrap();
    }
    drop(store);
    let served = Served::new(&place, &[]);
    let mut path = "/changes.atom".to_string();
    let (mut ids, mut documents) = (Vec::new(), 0);
    loop {
        let got = served.get(&path);
        let feed = feed_rs::parser::parse(got.body.as_bytes()).unwrap();
        assert!(feed.entries.len() <= 50);
        assert_eq!(got.body.contains("<fh:archive/>"), documents > 0);
        ids.extend(feed.entries.into_iter().map(|e| e.id));
        documents += 1;
        let Some(older) = feed.links.iter().find(|l| l.rel.as_deref() == Some("prev-archive")) else {
            break;
        };
        path = older.href.strip_prefix("http://127.0.0.1").unwrap().to_string();
    }
    let stories = place
        .ok(&["stories", "--json", "-n", "0"])
        .json()
        .as_array()
        .unwrap()
        .len();
    assert!(
        documents > 1 && ids.len() >= stories,
        "{documents} documents, {} entries",
        ids.len()
    );
    let mut once = ids.clone();
    once.sort();
    once.dedup();
    assert_eq!(once.len(), ids.len());
}

/// Reads events from a stream until `enough`, or for a while.
fn events(stream: TcpStream, enough: usize) -> Vec<(u64, serde_json::Value)> {
    stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
    let mut lines = BufReader::new(stream);
    let (mut out, mut id) = (Vec::new(), 0);
    let start = Instant::now();
    while out.len() < enough && start.elapsed() < Duration::from_secs(30) {
        let mut line = String::new();
        if lines.read_line(&mut line).unwrap_or(0) == 0 {
            break;
        }
        if let Some(n) = line.strip_prefix("id: ") {
            id = n.trim().parse().unwrap();
        }
        if let Some(data) = line.strip_prefix("data: ") {
            out.push((id, serde_json::from_str(data.trim()).unwrap()));
        }
    }
    out
}

fn stream(served: &Served, path: &str, more: &str) -> TcpStream {
    let mut stream = TcpStream::connect(&served.address).unwrap();
    let head = format!("GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\n{more}\r\n");
    stream.write_all(head.as_bytes()).unwrap();
    stream
}

#[test]
fn open_pages_are_told_what_comes() {
    let place = Place::new();
    place.file("r.jsonl", records(0..6));
    place.ok(&["add", "r.jsonl"]);
    let mut served = Served::new(&place, &[]);
    let last = served.json("/changes.json")["last"].as_u64().unwrap();
    // From the beginning on, by the number that a browser saw last.
    let seen = events(stream(&served, "/events", "Last-Event-ID: 1\r\n"), last as usize - 1);
    assert_eq!(
        seen.iter().map(|(id, _)| *id).collect::<Vec<_>>(),
        (2..=last).collect::<Vec<_>>()
    );
    assert!(
        seen.iter()
            .all(|(id, c)| c["seq"] == *id && c["body"]["citations"].is_null())
    );
    // Only a story, and what it had before is not told again.
    let story = seen[0].1["story"].as_str().unwrap().to_string();
    let own = events(stream(&served, &format!("/events?story={story}&since=0"), ""), 1);
    assert_eq!(own[0].1["story"], story);
    // What comes in while the stream is open.
    let open = stream(&served, "/events", "");
    std::thread::sleep(Duration::from_millis(300));
    place.file("p.txt", page(9));
    place.ok(&["add", "p.txt"]);
    let came = events(open, 1);
    assert_eq!(came.len(), 1);
    assert!(came[0].0 > last, "{came:?}");
    // Streams end with the server.
    let mut open = stream(&served, "/events", "");
    std::thread::sleep(Duration::from_millis(300));
    served.end();
    let mut rest = Vec::new();
    open.set_read_timeout(Some(Duration::from_secs(10))).unwrap();
    assert!(open.read_to_end(&mut rest).is_ok(), "the stream did not end");
}

#[test]
fn the_command_line_tells_what_changed() {
    let place = Place::new();
    drop(grown(&place));
    let all = place.ok(&["changes", "--since", "0", "-n", "0", "--json"]).json();
    let all = all.as_array().unwrap();
    assert_eq!(all[0]["kind"], "story.new");
    let tolls = place.ok(&["changes", "--kind", "claim.value"]);
    assert!(tolls.out.contains("मृतक: 7 → 11"), "{}", tolls.out);
    let story = all[0]["story"].as_str().unwrap();
    let last = place.ok(&["changes", "--story", story, "-n", "1", "--json"]).json();
    assert_eq!(last[0]["seq"], all.len());
    let since = place.ok(&["changes", "--since", "2031-07-27T04:00:00Z", "--json"]);
    assert!(
        since
            .json()
            .as_array()
            .unwrap()
            .iter()
            .all(|c| c["at"].as_str().unwrap() >= "2031-07-27T04")
    );
    assert_eq!(place.run(&["changes", "--since", "yesterday"]).status, 2);
    assert_eq!(place.run(&["changes", "--story", "e0"]).status, 1);
    assert_eq!(place.run(&["changes", "--since", "999"]).status, 1);
}

//! The server as a browser and a script meet it.

use crate::common::*;
use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Stdio};
use std::time::Duration;

/// A server over the store of a place; it ends with this value.
pub struct Served {
    child: Child,
    pub address: String,
}

/// What came back.
pub struct Got {
    pub status: u16,
    pub headers: BTreeMap<String, String>,
    pub body: String,
}

impl Served {
    pub fn new(place: &Place, more: &[&str]) -> Served {
        Served::asked(place, &[&["--port", "0"], more].concat())
    }

    /// A server that others may ask, under the name `news.invalid`.
    pub fn public(place: &Place) -> Served {
        let others = ["--bind", "0.0.0.0:0", "--public", "--base-url", "http://news.invalid"];
        Served::asked(place, &others)
    }

    pub fn asked(place: &Place, args: &[&str]) -> Served {
        let mut child = place
            .command()
            .arg("serve")
            .args(args)
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let mut line = String::new();
        BufReader::new(child.stdout.as_mut().unwrap())
            .read_line(&mut line)
            .unwrap();
        let named = line.split(['/', ' ']).nth(2).unwrap_or_default();
        let port = named.rsplit_once(':').map(|(_, port)| port);
        let port: u16 = port.and_then(|p| p.parse().ok()).unwrap_or_else(|| panic!("{line}"));
        let address = format!("127.0.0.1:{port}");
        Served { child, address }
    }

    pub fn ask(&self, head: &str) -> Got {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        stream.set_read_timeout(Some(Duration::from_secs(30))).unwrap();
        stream.write_all(head.as_bytes()).unwrap();
        let mut bytes = Vec::new();
        stream.read_to_end(&mut bytes).unwrap();
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let (head, body) = text.split_once("\r\n\r\n").unwrap_or((&text, ""));
        let mut lines = head.lines();
        let status = lines
            .next()
            .and_then(|l| l.split(' ').nth(1)?.parse().ok())
            .unwrap_or(0);
        let headers = lines
            .filter_map(|l| l.split_once(": "))
            .map(|(n, v)| (n.to_lowercase(), v.to_string()))
            .collect();
        Got {
            status,
            headers,
            body: body.to_string(),
        }
    }

    pub fn get(&self, path: &str) -> Got {
        let got = self.ask(&format!(
            "GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        ));
        let kind = got.headers.get("content-type").map_or("", String::as_str);
        crate::openapi::holds(path, got.status, kind, &got.body);
        got
    }

    pub fn json(&self, path: &str) -> serde_json::Value {
        let got = self.get(path);
        assert_eq!(got.status, 200, "{path}");
        serde_json::from_str(&got.body).expect(path)
    }
}

#[cfg(unix)]
impl Served {
    /// Asks the server to end, and waits until it has.
    pub fn end(&mut self) {
        let id = self.child.id().to_string();
        let asked = std::process::Command::new("kill")
            .args(["-TERM", &id])
            .status()
            .unwrap();
        assert!(asked.success());
        assert!(self.child.wait().unwrap().success());
    }
}

impl Drop for Served {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

pub fn sample_store() -> Place {
    let place = Place::new();
    place.ok(&["add", samples().to_str().unwrap()]);
    place
}

/// A page without its block of data for search engines, which holds nothing that could be markup.
pub fn without_data(html: &str) -> String {
    let Some((before, rest)) = html.split_once("<script type=\"application/ld+json\">") else {
        return html.to_string();
    };
    let (data, after) = rest.split_once("</script>").unwrap();
    assert!(!data.contains(['<', '>', '&']), "{data}");
    serde_json::from_str::<serde_json::Value>(data).unwrap();
    format!("{before}{after}")
}

/// The addresses that a page leads to on its own server.
fn links(html: &str) -> BTreeSet<String> {
    let mut out = BTreeSet::new();
    for mark in ["href=\"", "action=\"", "src=\""] {
        for part in html.split(mark).skip(1) {
            let link = part.split('"').next().unwrap_or("").replace("&amp;", "&");
            if link.starts_with('/') && !link.starts_with("//") {
                out.insert(link.split('#').next().unwrap_or("").to_string());
            }
        }
    }
    out
}

#[test]
fn every_page_that_a_page_leads_to_is_there() {
    let place = sample_store();
    let served = Served::new(&place, &[]);
    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut todo: VecDeque<String> = [
        "/",
        "/?ui=en",
        "/search?q=%E0%A4%AC%E0%A4%BE%E0%A4%82%E0%A4%A7",
        "/openapi.json",
    ]
    .map(str::to_string)
    .into();
    let local = place.dir.path().to_str().unwrap().to_string();
    while let Some(path) = todo.pop_front() {
        if !seen.insert(path.clone()) {
            continue;
        }
        let got = served.get(&path);
        assert_eq!(got.status, 200, "{path}: {}", got.body.get(..200).unwrap_or(""));
        assert!(!got.body.contains(&local), "{path} shows a path of this machine");
        if got.headers["content-type"].contains("html") {
            // One script of our own, where a page can grow old; nothing inline.
            let page = without_data(&got.body);
            let scripts = page.matches("<script").count();
            let own = got.body.matches("<script src=\"/assets/live.").count();
            let policy = &got.headers["content-security-policy"];
            assert!(scripts == own && own <= 1 && !page.contains("style=\""), "{path}");
            assert_eq!(
                own == 1,
                policy.ends_with("script-src 'self'; connect-src 'self'"),
                "{path}"
            );
            assert_eq!(got.body.matches("<h1").count(), 1, "{path}");
            // The facets of a search combine without end.
            let facets = |p: &String| p.matches('&').count() < 3 && !p.contains("before=");
            todo.extend(links(&got.body).into_iter().filter(facets));
        } else if got.headers["content-type"].contains("atom") {
            feed_rs::parser::parse(got.body.as_bytes()).expect(&path);
        } else if got.headers["content-type"].contains("json") {
            serde_json::from_str::<serde_json::Value>(&got.body).expect(&path);
        }
    }
    for kind in [
        "/stories/",
        "/storylines/",
        "/claims/",
        "/articles/",
        "/copies/",
        "/entities/",
        "/outlets/",
    ] {
        assert!(seen.iter().any(|p| p.starts_with(kind)), "no page led to {kind}");
    }
    assert!(seen.len() > 300, "{}", seen.len());
}

#[test]
fn headers_forms_and_errors() {
    let place = sample_store();
    let served = Served::new(&place, &[]);
    let list = served.json("/stories.json");
    let id = list["items"][0]["id"].as_str().unwrap();
    let page = served.get(&format!("/stories/{id}"));
    assert!(page.headers["content-security-policy"].starts_with("default-src 'none'"));
    assert_eq!(page.headers["x-content-type-options"], "nosniff");
    let etag = page.headers["etag"].clone();
    let again = served.ask(&format!(
        "GET /stories/{id} HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: {etag}\r\nConnection: close\r\n\r\n"
    ));
    assert_eq!((again.status, again.body.as_str()), (304, ""));
    let head = served.ask(&format!(
        "HEAD /stories/{id} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
    ));
    assert_eq!((head.status, head.body.as_str()), (200, ""));
    let as_data = served.ask(&format!(
        "GET /stories/{id} HTTP/1.1\r\nHost: localhost\r\nAccept: application/json\r\nConnection: close\r\n\r\n"
    ));
    assert_eq!(as_data.headers["content-type"], "application/json");
    assert!(served.get(&format!("/stories/{id}.md")).body.starts_with('#'));
    assert!(served.get("/stories.csv").body.starts_with("id,title,"));
    // A story and a claim can be cited: on the page, and as data for reference managers.
    let story = served.json(&format!("/stories/{id}.json"));
    let claim = story["claims"][0]["id"].as_str().unwrap();
    for path in [format!("/stories/{id}"), format!("/claims/{claim}")] {
        let page = served.get(&path).body;
        assert!(
            page.contains("<details class=\"share\">") && page.contains(&format!("href=\"{path}.csl\"")),
            "{path}"
        );
        let cited = served.get(&format!("{path}.csl"));
        assert!(cited.headers["content-type"].contains("citationstyles"), "{path}");
        let cited: serde_json::Value = serde_json::from_str(&cited.body).unwrap();
        let item = &cited[0];
        assert_eq!(item["type"], "webpage");
        assert!(item["note"].as_str().unwrap().contains("independent origin"), "{item}");
    }
    assert_eq!(served.get("/outlets.csl").status, 406);

    let post = served.ask("POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    assert_eq!((post.status, post.headers["allow"].as_str()), (405, "GET, HEAD"));
    let evil = served.ask("GET / HTTP/1.1\r\nHost: evil.invalid\r\nConnection: close\r\n\r\n");
    assert_eq!(evil.status, 421);
    for (path, status, name) in [
        ("/stories/e0.json", 404, "not-found"),
        ("/nothing.json", 404, "not-found"),
        ("/stories.json?colour=red", 400, "bad-filter"),
        ("/stories.json?since=2025-13-01", 400, "bad-filter"),
        ("/stories.json?after=zz", 400, "bad-cursor"),
        ("/outlets.csv", 406, "not-acceptable"),
    ] {
        let got = served.get(path);
        assert_eq!(got.status, status, "{path}");
        assert_eq!(got.headers["content-type"], "application/problem+json", "{path}");
        let problem: serde_json::Value = serde_json::from_str(&got.body).unwrap();
        assert_eq!(problem["type"], format!("/problems/{name}"), "{path}");
        let page = served.get(&format!("/problems/{name}"));
        assert_eq!(page.status, 200, "{name}");
    }
    assert_eq!(served.get(&format!("/{}", "x".repeat(5_000))).status, 414);
    let html = served.get("/nothing");
    assert!(html.status == 404 && html.body.contains("<h1"), "{}", html.body);
}

#[test]
fn a_list_goes_on_page_by_page() {
    let place = Place::new();
    place.file("r.jsonl", records(0..90));
    place.ok(&["add", "r.jsonl"]);
    let served = Served::new(&place, &[]);
    let all: Vec<String> = place
        .ok(&["stories", "--json", "-n", "0"])
        .json()
        .as_array()
        .unwrap()
        .iter()
        .map(|s| s["id"].as_str().unwrap().to_string())
        .collect();
    let (mut path, mut seen) = ("/stories.json".to_string(), Vec::new());
    loop {
        let page = served.json(&path);
        seen.extend(
            page["items"]
                .as_array()
                .unwrap()
                .iter()
                .map(|s| s["id"].as_str().unwrap().to_string()),
        );
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/stories.json?after={next}");
    }
    assert_eq!(seen, all);
}

#[test]
fn an_address_that_was_given_out_once_answers_for_ever() {
    let place = Place::new();
    let mut files: Vec<_> = std::fs::read_dir(samples())
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    place.ok(&["add", files[0].to_str().unwrap()]);
    let served = Served::new(&place, &[]);
    let mut given: BTreeSet<String> = BTreeSet::new();
    for (n, file) in files.iter().enumerate() {
        place.ok(&["add", file.to_str().unwrap()]);
        if n % 12 == 7 {
            let rows = place.ok(&["stories", "--json", "-n", "2"]).json();
            let ids: Vec<&str> = rows
                .as_array()
                .unwrap()
                .iter()
                .filter_map(|s| s["id"].as_str())
                .collect();
            place.ok(&["merge", ids[0], ids[1], "--why", "one matter"]);
        }
        for kind in ["stories", "claims", "storylines", "articles"] {
            let (records, prefix) = if kind == "stories" {
                ("events", "stories")
            } else {
                (kind, kind)
            };
            for line in place.run(&["export", records]).out.lines() {
                let record: serde_json::Value = serde_json::from_str(line).unwrap();
                given.insert(format!("/{prefix}/{}", record["id"].as_str().unwrap()));
            }
        }
    }
    let (mut moved, mut gone) = (0, 0);
    for path in &given {
        let got = served.get(path);
        match got.status {
            200 => {}
            410 => gone += 1,
            301 => {
                moved += 1;
                let to = served.get(&got.headers["location"]).status;
                assert!(
                    [200, 301].contains(&to),
                    "{path} leads to {}: {to}",
                    got.headers["location"]
                );
            }
            other => panic!("{path}: {other}"),
        }
    }
    assert!(moved > 5, "{moved} of {} moved, {gone} are gone", given.len());
}

#[test]
fn reading_goes_on_while_pages_come_in() {
    let place = Place::new();
    place.file("a.jsonl", records(0..40));
    place.file("b.jsonl", records(40..400));
    place.ok(&["add", "a.jsonl"]);
    let served = Served::new(&place, &[]);
    let id = served.json("/stories.json")["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_string();
    let mut child = place.command().args(["add", "b.jsonl"]).spawn().unwrap();
    let mut asked = 0;
    while child.try_wait().unwrap().is_none() {
        for path in [
            "/",
            "/stories.json",
            &format!("/stories/{id}"),
            "/search?q=%E0%A4%AA%E0%A5%81%E0%A4%B2",
        ] {
            let got = served.get(path);
            assert!([200, 301].contains(&got.status), "{path}: {}", got.status);
            asked += 1;
        }
    }
    assert!(asked > 4);
    // What came in is there without a restart.
    served.json("/articles/r399.json");
}

#[test]
fn hostile_words_come_out_as_text() {
    let place = Place::new();
    place.file("r.jsonl", hostile_record());
    place.ok(&["add", "r.jsonl"]);
    let served = Served::new(&place, &[]);
    let story = served.json("/stories.json")["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_string();
    let outlet = served.json("/outlets.json")["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_string();
    for path in [
        "/",
        "/stories",
        &format!("/stories/{story}"),
        "/articles/a%22%3E%3Cscript%3E",
        "/outlets",
        &format!("/outlets/{outlet}"),
        "/search?q=%3Cscript%3E",
        "/stories/%3Cscript%3E",
        "/search?q=%E0%A4%AA%E0%A5%81%E0%A4%B2",
        "/changes",
        &format!("/stories/{story}/changes"),
        "/figures",
        "/feeds",
        "/changes.atom",
        "/changes.jsonfeed",
        "/search.atom?q=%3Cscript%3E",
    ] {
        // The one script of our own is none of theirs.
        let body = without_data(&served.get(path).body).replace("<script src=\"/assets/live.", "");
        assert!(
            !body.contains("<script") && !body.contains("<img src=x"),
            "{path}\n{body}"
        );
        assert!(
            !body.contains("javascript:") && !body.contains('\u{202e}') && !body.contains('\u{7}'),
            "{path}"
        );
    }
}

#[test]
fn a_public_server_shows_excerpts() {
    let place = sample_store();
    let refused = place.run(&["serve", "--bind", "0.0.0.0:0"]);
    assert!(
        refused.status == 2 && refused.err.contains("--public"),
        "{}",
        refused.err
    );
    let served = Served::new(&place, &[]);
    let articles = place.ok(&["articles", "--json", "-n", "0"]).json();
    let id = articles[0]["id"].as_str().unwrap();
    let whole = served.json(&format!("/articles/{id}.json"))["lines"]
        .as_array()
        .unwrap()
        .len();
    let public = Served::public(&place);
    let got = public.ask(&format!(
        "GET /articles/{id}.json HTTP/1.1\r\nHost: news.invalid\r\nConnection: close\r\n\r\n"
    ));
    let page: serde_json::Value = serde_json::from_str(&got.body).unwrap();
    let part = page["lines"].as_array().unwrap().len();
    assert!(part < whole, "{part} of {whole} lines");
    // Whatever the form, no more than a part goes out, and nothing of the rest by another way.
    let text = |body: &str| -> usize {
        let page: serde_json::Value = serde_json::from_str(body).unwrap();
        let lines = page["lines"].as_array().unwrap().iter();
        let own = lines.filter(|l| l["class"] == "body");
        own.map(|l| l["text"].as_str().unwrap().chars().count()).sum()
    };
    let (mut sum, mut all) = (0, 0);
    for a in articles.as_array().unwrap() {
        let id = a["id"].as_str().unwrap();
        let ask = |ending: &str| {
            public
                .ask(&format!(
                    "GET /articles/{id}{ending} HTTP/1.1\r\nHost: news.invalid\r\nConnection: close\r\n\r\n"
                ))
                .body
        };
        let (data, page) = (ask(".json"), ask(""));
        if !data.starts_with('{') || data.contains("too-many-requests") {
            break;
        }
        let whole = served.get(&format!("/articles/{id}.json")).body;
        (sum, all) = (sum + text(&data), all + text(&whole));
        let whole: serde_json::Value = serde_json::from_str(&whole).unwrap();
        let part: serde_json::Value = serde_json::from_str(&data).unwrap();
        let shown: BTreeSet<u64> = part["lines"]
            .as_array()
            .unwrap()
            .iter()
            .filter_map(|l| l["n"].as_u64())
            .collect();
        for line in whole["lines"]
            .as_array()
            .unwrap()
            .iter()
            .filter(|l| l["class"] == "body")
        {
            let (n, words) = (line["n"].as_u64().unwrap(), line["text"].as_str().unwrap());
            if shown.contains(&n) || words.chars().count() < 100 {
                continue;
            }
            for (form, body) in [
                ("json", &data),
                ("html", &page),
                ("md", &ask(".md")),
                ("anno", &ask(".anno")),
            ] {
                assert!(!body.contains(words), "{id}, line {n} goes out as {form}");
            }
        }
    }
    assert!(all > 10_000 && sum * 2 < all, "{sum} of {all}");
    let mut last = 200;
    for _ in 0..400 {
        last = public
            .ask("GET /about HTTP/1.1\r\nHost: news.invalid\r\nConnection: close\r\n\r\n")
            .status;
        if last == 429 {
            break;
        }
    }
    assert_eq!(last, 429, "a client that asks too often has to wait");
}

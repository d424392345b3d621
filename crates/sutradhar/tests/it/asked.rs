//! What a page can be asked for: the ledger of figures, changes of one story, suggestions, forms by a header, colours.

use crate::common::*;
use crate::web::{Served, sample_store};
use std::collections::BTreeSet;

#[test]
fn a_figure_of_the_ledger_stands_on_the_line_that_it_names() {
    let place = sample_store();
    let served = Served::new(&place, &[]);
    let (mut path, mut figures, mut stories) = ("/figures.json".to_string(), 0, BTreeSet::new());
    loop {
        let page = served.json(&path);
        for item in page["items"].as_array().unwrap() {
            assert!(stories.insert(item["story"].as_str().unwrap().to_string()), "{item}");
            for row in item["figures"].as_array().unwrap() {
                figures += 1;
                let n = row["cites"][0].as_u64().expect("a figure is cited");
                let cited = item["citations"].as_array().unwrap().iter().find(|c| c["n"] == n);
                let cited = cited.expect("the citation is there");
                let article = served.json(&format!("/articles/{}.json", cited["article"].as_str().unwrap()));
                let line = article["lines"]
                    .as_array()
                    .unwrap()
                    .iter()
                    .find(|l| l["n"] == cited["line"]);
                let text = line.unwrap()["text"].as_str().unwrap();
                assert!(text.contains(row["value"].as_str().unwrap()), "{row} is not in {text}");
            }
        }
        let Some(next) = page["next"].as_str() else { break };
        path = format!("/figures.json?after={next}");
    }
    assert!(figures > 10 && stories.len() > 3, "{figures} of {}", stories.len());

    let killed = served.json("/figures.json?counted=killed");
    let rows = killed["items"].as_array().unwrap().iter();
    let rows: Vec<_> = rows.flat_map(|i| i["figures"].as_array().unwrap()).collect();
    assert!(!rows.is_empty() && rows.iter().all(|r| r["role"] == "killed"));
    let changed = served.json("/figures.json?counted=killed&changed=1");
    assert!(changed["items"].as_array().unwrap().len() <= killed["items"].as_array().unwrap().len());
    let sheet = served.get("/figures.csv").body;
    assert!(sheet.starts_with("story,title,role,") && sheet.lines().count() > figures);
    assert_eq!(served.get("/figures.json?status=perhaps").status, 400);
    assert_eq!(served.get("/figures.json?after=zz").status, 400);
    // A person reaches them from the first page, and a figure leads to its line.
    assert!(served.get("/").body.contains("href=\"/figures\""));
    assert!(served.get("/figures?ui=en").body.contains("#L"));
}

#[test]
fn what_changed_of_a_story_is_a_part_of_it() {
    let place = sample_store();
    let served = Served::new(&place, &[]);
    let all = served.json("/changes.json");
    let story = all["items"]
        .as_array()
        .unwrap()
        .iter()
        .find_map(|c| c["story"].as_str());
    let story = story.expect("a change of a story").to_string();
    let own = served.json(&format!("/stories/{story}/changes.json"));
    let items = own["items"].as_array().unwrap();
    assert!(!items.is_empty() && items.iter().all(|c| c["story"] == story.as_str()));
    assert_eq!(
        own["items"],
        served.json(&format!("/changes.json?story={story}"))["items"]
    );
    let page = served.get(&format!("/stories/{story}/claims")).body;
    assert!(page.contains(&format!("href=\"/stories/{story}/changes\"")));
    assert_eq!(served.get("/stories/e0/changes.json").status, 404);
}

#[test]
fn a_search_that_fails_names_words_that_are_there() {
    let place = Place::new();
    place.file("r.jsonl", records(0..3));
    place.file(
        "own.jsonl",
        "{\"id\": \"x1\", \"outlet\": \"नदीघाट टाइम्स\", \"title\": \"चंद्रवेणी बांध से पानी छोड़ा गया\", \
         \"body\": \"चंद्रवेणी बांध से रविवार को पानी छोड़ा गया। प्रशासन ने लोगों को सतर्क किया।\", \"published\": \"2031-07-06\"}\n",
    );
    place.ok(&["add", "r.jsonl", "own.jsonl"]);
    let served = Served::new(&place, &[]);
    let encoded = |q: &str| q.bytes().map(|b| format!("%{b:02X}")).collect::<String>();
    // A name that sounds so stays as it was typed; of the other word there are two that are as near.
    let found = served.json(&format!("/search.json?q={}", encoded("चन्द्रवेनि बाध")));
    let both = ["चन्द्रवेनि बाढ़", "चन्द्रवेनि बांध"];
    assert_eq!(found["suggestions"], serde_json::json!(both), "{found}");
    let found = served.json(&format!("/search.json?q={}", encoded("प्रशाशन")));
    assert_eq!(found["suggestions"], serde_json::json!(["प्रशासन"]), "{found}");
    let page = served.get(&format!("/search?q={}", encoded("प्रशाशन"))).body;
    assert!(
        page.contains(&format!("href=\"/search?q={}\"", encoded("प्रशासन"))),
        "{page}"
    );
    for (q, why) in [
        ("प्रशासन", "it is there"),
        ("ग", "too short"),
        ("2031", "a number"),
        ("कखगघङच", "like nothing"),
    ] {
        let found = served.json(&format!("/search.json?q={}", encoded(q)));
        assert_eq!(found["suggestions"], serde_json::json!([]), "{q}: {why}");
    }
}

#[test]
fn a_header_names_the_form_and_the_query_the_colours() {
    let place = sample_store();
    let served = Served::new(&place, &[]);
    let id = served.json("/stories.json")["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_string();
    let ask = |accept: &str| {
        let got = served.ask(&format!(
            "GET /stories/{id} HTTP/1.1\r\nHost: localhost\r\nAccept: {accept}\r\nConnection: close\r\n\r\n"
        ));
        assert!(got.headers["vary"].to_lowercase().contains("accept"));
        got.headers["content-type"].split(';').next().unwrap_or("").to_string()
    };
    for (accept, kind) in [
        ("text/markdown", "text/markdown"),
        ("application/atom+xml", "application/atom+xml"),
        ("application/ld+json;q=0.9, text/html;q=0.1", "application/ld+json"),
        ("text/html, application/json", "text/html"),
    ] {
        assert_eq!(ask(accept), kind, "{accept}");
    }
    let dark = served.get(&format!("/stories/{id}?theme=dark")).body;
    assert!(dark.contains("data-theme=\"dark\""));
    assert_eq!(served.get(&format!("/stories/{id}?theme=blue")).status, 400);
}

#[test]
fn two_texts_side_by_side_are_excerpts_where_others_may_ask() {
    let place = sample_store();
    let pairs = place.ok(&["export", "copies"]).out;
    let pair: serde_json::Value = serde_json::from_str(pairs.lines().next().unwrap()).unwrap();
    let path = format!(
        "/copies/{}/{}",
        pair["a"].as_str().unwrap(),
        pair["b"].as_str().unwrap()
    );
    let whole = Served::new(&place, &[]).get(&path).body;
    let public = Served::public(&place);
    let got = public.ask(&format!(
        "GET {path} HTTP/1.1\r\nHost: news.invalid\r\nConnection: close\r\n\r\n"
    ));
    let rows = |html: &str| html.matches("<tr>").count();
    assert_eq!(got.status, 200);
    assert!(
        rows(&got.body) * 2 < rows(&whole),
        "{} of {}",
        rows(&got.body),
        rows(&whole)
    );
}

fn ask(served: &Served, head: &str) -> crate::web::Got {
    served.ask(&format!("{head}\r\nConnection: close\r\n\r\n"))
}

#[test]
fn others_may_ask_through_a_proxy_of_this_machine() {
    let place = sample_store();
    let args = [
        "--bind",
        "127.0.0.1:0",
        "--public",
        "--base-url",
        "https://news.invalid",
    ];
    let served = Served::asked(&place, &args);
    let articles = place.ok(&["articles", "--json", "-n", "0"]).json();
    let id = articles[0]["id"].as_str().unwrap();
    let page = ask(&served, &format!("GET /articles/{id} HTTP/1.1\r\nHost: news.invalid")).body;
    assert!(page.contains("सिर्फ़ एक हिस्सा"), "{page}");
    let from = |address: &str, times: usize| -> Vec<u16> {
        let head = format!("GET /about HTTP/1.1\r\nHost: news.invalid\r\nX-Forwarded-For: 192.0.2.9, {address}");
        (0..times).map(|_| ask(&served, &head).status).collect()
    };
    assert!(from("192.0.2.1", 300).contains(&429));
    assert_eq!(from("192.0.2.2", 1), [200]);
}

#[test]
fn requests_are_answered_as_the_protocol_says() {
    let place = sample_store();
    let served = Served::new(&place, &[]);
    let id = served.json("/stories.json")["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_string();
    let head = ask(&served, &format!("HEAD /stories/{id} HTTP/1.1\r\nHost: localhost"));
    let long = served.get(&format!("/stories/{id}")).body.len();
    assert_eq!(head.headers["content-length"], long.to_string());
    let many = "GET /about HTTP/1.1\r\nHost: localhost\r\nAccept: application/json, text/plain, */*";
    assert_eq!(ask(&served, many).status, 200);
    let two = "GET /about HTTP/1.1\r\nHost: localhost\r\nHost: evil.invalid";
    assert!(matches!(ask(&served, two).status, 400 | 421));
    let other = "GET http://evil.invalid/about HTTP/1.1\r\nHost: localhost";
    assert_eq!(ask(&served, other).status, 421);
    assert_eq!(ask(&served, "GET /about HTTP/1.1\r\nHost: LOCALHOST:80").status, 200);
    let wrong = served.get("/stories.json?since=x&ui=en");
    assert!(wrong.body.contains("is not understood"), "{}", wrong.body);
    assert!(wrong.body.contains("\"instance\":\"/stories.json\""), "{}", wrong.body);
    let tag = served.get("/stories.json").headers["etag"].clone();
    let same = ask(
        &served,
        &format!("GET /stories.json HTTP/1.1\r\nHost: localhost\r\nIf-None-Match: {tag}"),
    );
    assert_eq!(
        (same.status, same.headers["content-type"].as_str()),
        (304, "application/json")
    );
    assert_eq!(same.headers["access-control-allow-origin"], "*");
}

#[test]
fn a_client_that_never_reads_is_let_go() {
    use std::io::{Read, Write};
    let place = sample_store();
    let served = Served::new(&place, &[]);
    let mut stream = std::net::TcpStream::connect(&served.address).unwrap();
    stream
        .set_read_timeout(Some(std::time::Duration::from_secs(30)))
        .unwrap();
    stream
        .set_write_timeout(Some(std::time::Duration::from_secs(2)))
        .unwrap();
    let request = "GET /openapi.json HTTP/1.1\r\nHost: localhost\r\n\r\n".repeat(64);
    // It asks for far more than lies in the buffers of both sides, and reads nothing.
    while stream.write_all(request.as_bytes()).is_ok() {}
    std::thread::sleep(std::time::Duration::from_secs(12));
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes);
    assert!(stream.write_all(request.as_bytes()).is_err() || stream.read(&mut [0; 8]).map_or(true, |n| n == 0));
    assert_eq!(served.get("/about").status, 200);
}

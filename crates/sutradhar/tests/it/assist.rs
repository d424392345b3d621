//! Assistants that ask over HTTP.

use crate::common::*;
use crate::web::{Got, Served, sample_store};
use serde_json::{Value, json};

fn post(served: &Served, headers: &str, body: &str) -> Got {
    served.ask(&format!(
        "POST /mcp HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: {}\r\nConnection: close\r\n{headers}\r\n{body}",
        body.len()
    ))
}

fn ask(served: &Served, method: &str, params: Value) -> Value {
    let message = json!({"jsonrpc": "2.0", "id": 7, "method": method, "params": params}).to_string();
    let headers = "Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n";
    let got = post(served, headers, &message);
    assert_eq!(
        (got.status, got.headers["content-type"].as_str()),
        (200, "application/json")
    );
    let answer: Value = serde_json::from_str(&got.body).unwrap();
    assert_eq!(answer["id"], 7, "{answer}");
    answer
}

#[test]
fn the_same_tools_answer_over_http() {
    let place = sample_store();
    let served = Served::new(&place, &["--mcp"]);
    let hello = ask(&served, "initialize", json!({"protocolVersion": "2025-06-18"}));
    assert_eq!(hello["result"]["protocolVersion"], "2025-06-18");
    let tools = ask(&served, "tools/list", json!({}));
    assert_eq!(tools["result"]["tools"].as_array().unwrap().len(), 12);
    let story = served.json("/stories.json")["items"][0]["id"]
        .as_str()
        .unwrap()
        .to_string();
    let told = ask(
        &served,
        "tools/call",
        json!({"name": "get_story", "arguments": {"id": story}}),
    );
    let data = &told["result"]["structuredContent"];
    let url = data["citations"][0]["url"].as_str().expect("a citation");
    // The address is that of this very server, and leads to the line.
    assert!(
        url.starts_with("http://127.0.0.1") && url.contains("/articles/"),
        "{url}"
    );
    // It sees what was added since.
    let before = ask(&served, "tools/call", json!({"name": "changes", "arguments": {}}));
    place.file("r.jsonl", records(0..3));
    place.ok(&["add", "r.jsonl"]);
    let after = ask(&served, "tools/call", json!({"name": "changes", "arguments": {}}));
    let number = |v: &Value| v["result"]["structuredContent"]["as_of"].clone();
    assert_ne!(number(&before), number(&after));
}

#[test]
fn messages_come_as_the_protocol_says_or_not_at_all() {
    let place = sample_store();
    let served = Served::new(&place, &["--mcp"]);
    let ping = r#"{"jsonrpc":"2.0","id":1,"method":"ping"}"#;
    let json = "Content-Type: application/json\r\n";
    for (headers, body, status) in [
        (json.to_string(), ping, 200),
        (format!("{json}Origin: http://localhost:9000\r\n"), ping, 200),
        (format!("{json}Origin: https://evil.invalid\r\n"), ping, 403),
        (format!("{json}Origin: null\r\n"), ping, 403),
        (format!("{json}MCP-Protocol-Version: 2025-06-18\r\n"), ping, 200),
        (format!("{json}MCP-Protocol-Version: 1999-01-01\r\n"), ping, 400),
        ("Content-Type: text/plain\r\n".to_string(), ping, 415),
        (String::new(), ping, 415),
        (
            json.to_string(),
            r#"{"jsonrpc":"2.0","method":"notifications/initialized"}"#,
            202,
        ),
    ] {
        let got = post(&served, &headers, body);
        assert_eq!(got.status, status, "{headers} {}", got.body);
    }
    let long = format!(
        r#"{{"jsonrpc":"2.0","id":1,"method":"ping","params":{{"x":"{}"}}}}"#,
        "x".repeat(70_000)
    );
    assert_eq!(post(&served, json, &long).status, 413);
    let broken: Value = serde_json::from_str(&post(&served, json, "{").body).unwrap();
    assert_eq!(broken["error"]["code"], -32_700);
    let got = served.get("/mcp");
    assert_eq!((got.status, got.headers["allow"].as_str()), (405, "POST"));
    let evil = served.ask("POST /mcp HTTP/1.1\r\nHost: evil.invalid\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
    assert_eq!(evil.status, 421);

    // Nobody is answered who was not asked for, and nobody from elsewhere.
    let plain = Served::new(&place, &[]);
    assert_eq!(post(&plain, json, ping).status, 405);
    let refused = place.run(&[
        "serve",
        "--mcp",
        "--bind",
        "0.0.0.0:0",
        "--base-url",
        "http://news.invalid",
    ]);
    assert_eq!(refused.status, 2, "{}", refused.err);
    let refused = place.run(&[
        "serve",
        "--mcp",
        "--public",
        "--bind",
        "0.0.0.0:0",
        "--base-url",
        "http://news.invalid",
    ]);
    assert_eq!(refused.status, 2, "{}", refused.err);
}

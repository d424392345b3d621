//! Pages in the forms of other programs, over all samples.

use crate::common::*;
use crate::web::{Served, sample_store, without_data};
use serde_json::Value;
use std::collections::BTreeMap;

/// The official schema of ninjs 3.1. Of GeoJSON, which it refers to, nothing is used.
fn ninjs_schema() -> jsonschema::Validator {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../view/tests/schemas/ninjs-schema_3.1.json");
    let schema: Value = serde_json::from_str(&std::fs::read_to_string(path).unwrap()).unwrap();
    let registry = jsonschema::Registry::new()
        .add("https://geojson.org/schema/GeoJSON.json", serde_json::json!(false))
        .unwrap()
        .prepare()
        .unwrap();
    jsonschema::options()
        .with_draft(jsonschema::Draft::Draft202012)
        .with_registry(&registry)
        .should_validate_formats(true)
        .build(&schema)
        .unwrap()
}

fn fits(validator: &jsonschema::Validator, value: &Value, path: &str) {
    let wrong: Vec<String> = validator
        .iter_errors(value)
        .take(5)
        .map(|e| format!("{e} at {}", e.instance_path()))
        .collect();
    assert!(wrong.is_empty(), "{path}: {wrong:#?}");
}

/// Ids of all records of a kind.
fn ids(place: &Place, kind: &str) -> Vec<String> {
    let lines = place.ok(&["export", kind]).out;
    let records = lines.lines().map(|l| serde_json::from_str::<Value>(l).unwrap());
    records.map(|r| r["id"].as_str().unwrap().to_string()).collect()
}

/// Texts of all articles.
fn texts(place: &Place) -> BTreeMap<String, String> {
    let lines = place.ok(&["export", "articles"]).out;
    let records = lines.lines().map(|l| serde_json::from_str::<Value>(l).unwrap());
    let text = |r: &Value, key: &str| r[key].as_str().unwrap().to_string();
    records.map(|r| (text(&r, "id"), text(&r, "text"))).collect()
}

/// What each annotation picks out of a text, after its two selectors were found to agree.
fn picked(collection: &Value, text: &str) -> Vec<String> {
    let chars: Vec<char> = text.chars().collect();
    let items = collection["first"]["items"].as_array().unwrap();
    assert_eq!(collection["total"], items.len());
    let one = |item: &Value| {
        let (quote, position) = (&item["target"]["selector"][0], &item["target"]["selector"][1]);
        let place = |name: &str| position[name].as_u64().unwrap() as usize;
        let of = |name: &str| quote[name].as_str().unwrap_or("").to_string();
        let exact: String = chars[place("start")..place("end")].iter().collect();
        assert_eq!(of("exact"), exact);
        let around = of("prefix") + &exact + &of("suffix");
        let start = place("start") - of("prefix").chars().count();
        let found: String = chars[start..start + around.chars().count()].iter().collect();
        assert_eq!(around, found);
        around
    };
    items.iter().map(one).collect()
}

#[test]
fn samples_fit_the_official_schema_of_ninjs() {
    let place = sample_store();
    let served = Served::new(&place, &[]);
    let validator = ninjs_schema();
    assert!(!validator.is_valid(&serde_json::json!({"uri": "no uri", "headline": "of version 1"})));
    let (stories, articles) = (ids(&place, "events"), ids(&place, "articles"));
    assert!(stories.len() > 5 && articles.len() > 20);
    let mut bodies = 0;
    for path in stories
        .iter()
        .map(|id| format!("/stories/{id}"))
        .chain(articles.iter().map(|id| format!("/articles/{id}")))
    {
        let got = served.get(&format!("{path}.ninjs"));
        assert_eq!(
            (got.status, got.headers["content-type"].as_str()),
            (200, "application/json"),
            "{path}"
        );
        let value: Value = serde_json::from_str(&got.body).unwrap();
        fits(&validator, &value, &path);
        let superdesk = served.json(&format!("{path}.ninjs?profile=superdesk"));
        assert_eq!(superdesk["guid"], value["uri"], "{path}");
        assert_eq!(superdesk["headline"], value["title"], "{path}");
        assert!(
            superdesk["versioncreated"].as_str().is_some_and(|v| v.ends_with('Z')),
            "{path}: {superdesk}"
        );
        // A story without a quick read has no body in either.
        let html = superdesk["body_html"].as_str();
        let body = value["bodies"][0]["value"].as_str();
        assert_eq!(html.is_some(), body.is_some(), "{path}");
        assert!(html.is_none_or(|h| h.starts_with("<p>")), "{path}: {html:?}");
        bodies += body.iter().count();
    }
    assert!(bodies > articles.len(), "stories have bodies too");
    assert_eq!(served.get("/stories/x.ninjs?profile=other").status, 400);
    assert_eq!(served.get("/claims/x.ninjs").status, 406);
}

#[test]
fn annotations_of_samples_are_found_again() {
    let place = sample_store();
    let served = Served::new(&place, &[]);
    let (mut all, mut linked) = (0, 0);
    for (id, text) in texts(&place) {
        let page = served.json(&format!("/articles/{id}.json"));
        let got = served.get(&format!("/articles/{id}.anno"));
        assert!(got.headers["content-type"].starts_with("application/ld+json; profile="));
        let value: Value = serde_json::from_str(&got.body).unwrap();
        let expected = page["statements"].as_array().unwrap().len() + page["lens"].as_array().unwrap().len();
        assert_eq!(picked(&value, &text).len(), expected, "{id}");
        all += expected;
        linked += page["lens"].as_array().unwrap().len();
    }
    assert!(all > 100 && linked > 5, "{all}, {linked}");
}

#[test]
fn json_ld_of_pages_and_in_pages_is_the_same() {
    let place = sample_store();
    let served = Served::new(&place, &[]);
    let (story, article) = (ids(&place, "events").remove(0), ids(&place, "articles").remove(0));
    let page = served.json(&format!("/stories/{story}.json"));
    let claim = page["claims"][0]["id"].as_str().unwrap();
    for (path, kind) in [
        (format!("/stories/{story}"), "WebPage"),
        (format!("/articles/{article}"), "NewsArticle"),
        (format!("/claims/{claim}"), "Claim"),
    ] {
        let got = served.get(&format!("{path}.jsonld"));
        assert_eq!(got.headers["content-type"], "application/ld+json");
        assert_eq!(got.headers["access-control-allow-origin"], "*");
        let value: Value = serde_json::from_str(&got.body).unwrap();
        assert_eq!(value["@type"], kind);
        assert!(value["@id"].as_str().unwrap().starts_with("urn:sutradhar:"), "{value}");
        let html = served.get(&path).body;
        let block = html.split("<script type=\"application/ld+json\">").nth(1).unwrap();
        let block = block.split("</script>").next().unwrap();
        assert_eq!(serde_json::from_str::<Value>(block).unwrap(), value, "{path}");
        assert!(html.contains(&format!(
            "type=\"application/ld+json\" title=\"JSON-LD\" href=\"{path}.jsonld\""
        )));
        assert!(!got.body.contains("ClaimReview"));
    }
}

#[test]
fn a_public_server_exchanges_excerpts_only() {
    let place = sample_store();
    let public = Served::public(&place);
    let ask = |path: &str| {
        let head = format!("GET {path} HTTP/1.1\r\nHost: news.invalid\r\nConnection: close\r\n\r\n");
        serde_json::from_str::<Value>(&public.ask(&head).body).expect(path)
    };
    let validator = ninjs_schema();
    let mut shortened = 0;
    // A client may ask 240 times a minute.
    for (id, text) in texts(&place).iter().take(30) {
        let path = format!("/articles/{id}");
        let page = ask(&format!("{path}.json"));
        let shown: Vec<(usize, usize)> = page["lines"]
            .as_array()
            .unwrap()
            .iter()
            .map(|l| {
                (
                    l["start"].as_u64().unwrap() as usize,
                    l["end"].as_u64().unwrap() as usize,
                )
            })
            .collect();
        let chars: Vec<char> = text.chars().collect();
        let hidden = |i: usize| !chars[i].is_whitespace() && !shown.iter().any(|(a, b)| (*a..*b).contains(&i));
        // Sentences of lines that are left out, where they stand nowhere in what is shown.
        let visible = page.to_string();
        let mut left_out: Vec<String> = Vec::new();
        let mut at = 0;
        for line in text.split('\n') {
            let n = line.chars().count();
            let words = line.split_whitespace().collect::<Vec<_>>().join(" ");
            if n > 20 && hidden(at) && !visible.contains(&words) {
                left_out.push(words);
            }
            at += n + 1;
        }
        let ninjs = ask(&format!("{path}.ninjs"));
        fits(&validator, &ninjs, &path);
        assert_eq!(ninjs["representationType"], "partial");
        assert_eq!(ninjs["uri"], format!("http://news.invalid{path}"));
        assert!(ninjs.get("bodies").is_none());
        let superdesk = ask(&format!("{path}.ninjs?profile=superdesk"));
        let anno = ask(&format!("{path}.anno"));
        let json_ld = ask(&format!("{path}.jsonld"));
        for words in &left_out {
            for value in [&ninjs, &superdesk, &anno, &json_ld] {
                assert!(!value.to_string().contains(words.as_str()), "{path}: {words}");
            }
        }
        shortened += left_out.len();
        picked(&anno, text);
        for item in anno["first"]["items"].as_array().unwrap() {
            let (quote, position) = (&item["target"]["selector"][0], &item["target"]["selector"][1]);
            let n = |name: &str| quote[name].as_str().unwrap_or("").chars().count();
            let start = position["start"].as_u64().unwrap() as usize - n("prefix");
            let end = position["end"].as_u64().unwrap() as usize + n("suffix");
            assert!(!(start..end).any(hidden), "{path}: {item}");
        }
    }
    assert!(shortened > 20, "{shortened} lines are left out");
}

#[test]
fn hostile_words_are_harmless_in_every_form() {
    let place = Place::new();
    place.file("r.jsonl", hostile_record());
    place.ok(&["add", "r.jsonl"]);
    let served = Served::new(&place, &[]);
    let story = ids(&place, "events").remove(0);
    let validator = ninjs_schema();
    for path in [format!("/stories/{story}"), "/articles/a%22%3E%3Cscript%3E".to_string()] {
        fits(&validator, &served.json(&format!("{path}.ninjs")), &path);
        let superdesk = served.json(&format!("{path}.ninjs?profile=superdesk"));
        let html = superdesk["body_html"].as_str().unwrap_or("");
        assert!(
            !html.contains("<script") && !html.contains("<img") && !html.contains('\u{202e}'),
            "{html}"
        );
        for form in [".ninjs", ".ninjs?profile=superdesk", ".jsonld"] {
            let got = served.get(&format!("{path}{form}"));
            assert_eq!(got.headers["x-content-type-options"], "nosniff");
            assert!(got.headers["content-type"].contains("json"));
            assert!(!got.body.contains("javascript:"), "{path}{form}");
            assert!(!got.body.contains(['\u{202e}', '\u{7}']), "{path}{form}");
        }
        // Beside the block of data only the script of our own.
        let page = without_data(&served.get(&path).body).replace("<script src=\"/assets/live.", "");
        assert!(!page.contains("<script"), "{page}");
    }
    let anno = served.get("/articles/a%22%3E%3Cscript%3E.anno");
    assert!(anno.status == 200 && !anno.body.contains('\u{202e}'), "{}", anno.body);
}

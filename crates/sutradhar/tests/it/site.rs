//! The pages written as a set, and the short and full forms.

use crate::common::*;
use std::collections::BTreeSet;

#[test]
fn a_site_links_only_to_its_own_pages() {
    let place = Place::new();
    place.file("r.jsonl", records(0..12));
    place.file("odd.jsonl", "{\"id\":\"../Odd ID\",\"lang\":\"hi\",\"title\":\"भीमताला में सभा\",\"body\":\"भीमताला में सभा हुई। रमा देवी ने कहा कि सड़क बनेगी।\"}\n");
    place.ok(&["add", "r.jsonl", "odd.jsonl", samples().to_str().unwrap()]);
    assert_eq!(place.run(&["export", "site"]).status, 2);
    place.ok(&["export", "site", "-o", "site"]);
    let files: BTreeSet<String> = std::fs::read_dir(place.path("site"))
        .unwrap()
        .map(|e| e.unwrap().file_name().into_string().unwrap())
        .collect();
    assert!(files.contains("index.html"));
    assert!(
        files
            .iter()
            .all(|f| f.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_.".contains(&b)))
    );
    let mut reached: BTreeSet<String> = BTreeSet::from(["index.html".to_string()]);
    for name in &files {
        let text = std::fs::read_to_string(place.path("site").join(name)).unwrap();
        assert!(!text.contains("<script") && !text.contains("src=\""), "{name}");
        for part in text.split("href=\"").skip(1) {
            let address = part.split('"').next().unwrap();
            if address.starts_with('#') || address.starts_with("http") {
                continue;
            }
            let (file, anchor) = address.split_once('#').unwrap_or((address, ""));
            assert!(files.contains(file), "{name} links to {address}");
            reached.insert(file.to_string());
            if !anchor.is_empty() {
                let target = std::fs::read_to_string(place.path("site").join(file)).unwrap();
                assert!(
                    target.contains(&format!("id=\"{anchor}\"")),
                    "{name} links to {address}"
                );
            }
        }
    }
    assert_eq!(reached, files, "every page is reached by a link");
    // The same store gives the same site, and writing it again is fine.
    let index = std::fs::read(place.path("site/index.html")).unwrap();
    place.ok(&["export", "site", "-o", "site"]);
    assert_eq!(index, std::fs::read(place.path("site/index.html")).unwrap());
    let empty = place.path("d").display().to_string();
    place.file("d", "a file");
    assert_eq!(place.run(&["export", "site", "-o", &empty]).status, 2);
}

#[test]
fn short_pages_are_short_and_full_ones_whole() {
    let place = Place::new();
    place.ok(&["add", samples().to_str().unwrap()]);
    let rows = place.ok(&["stories", "--json", "--limit", "0"]).json();
    for row in rows.as_array().unwrap() {
        let id = row["id"].as_str().unwrap();
        let short = place.ok(&["story", id]).out;
        let full = place.ok(&["story", id, "--full"]).out;
        assert!(short.lines().count() <= 105, "{id}: {}", short.lines().count());
        assert!(
            short.contains("--full") && full.contains(&row["title"].as_str().unwrap()[..9]),
            "{id}"
        );
    }
    let exported = place.ok(&["export", "articles"]).out;
    for line in exported.lines().take(8) {
        let id = serde_json::from_str::<serde_json::Value>(line).unwrap()["id"]
            .as_str()
            .unwrap()
            .to_string();
        assert!(place.ok(&["article", &id]).out.lines().count() <= 100, "{id}");
        assert!(place.ok(&["article", &id, "--full"]).out.contains("headline"), "{id}");
    }
    let grouped = place.ok(&["stories", "--by-storyline", "--limit", "0"]).out;
    assert!(grouped.lines().count() >= rows.as_array().unwrap().len());
    let demo = place.ok(&["demo"]).out;
    let lines = demo.lines().count();
    assert!((60..=150).contains(&lines), "{lines}");
    assert!(demo.contains("--full"));
}

//! The pages written as a set, and the short and full forms.

use crate::common::*;
use std::collections::BTreeSet;
use std::path::Path;

/// The files below a folder, as paths relative to it.
fn files(root: &Path, below: &str, out: &mut BTreeSet<String>) {
    for entry in std::fs::read_dir(root.join(below)).unwrap().flatten() {
        let name = entry.file_name().into_string().unwrap();
        let path = if below.is_empty() {
            name
        } else {
            format!("{below}/{name}")
        };
        if entry.file_type().unwrap().is_dir() {
            files(root, &path, out);
        } else {
            out.insert(path);
        }
    }
}

/// Where a link on a page leads, as a path relative to the folder of the site.
fn target(page: &str, address: &str) -> String {
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            ".." => assert!(parts.pop().is_some(), "{page} links out of the site: {address}"),
            part => parts.push(part),
        }
    }
    parts.join("/")
}

/// Checks every link of a site; gives its pages.
fn checked(root: &Path) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    files(root, "", &mut all);
    assert!(all.remove(".sutradhar-site"));
    let mut reached: BTreeSet<String> = BTreeSet::from(["index.html".to_string()]);
    for name in &all {
        assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b)));
        let text = std::fs::read_to_string(root.join(name)).unwrap();
        assert!(!text.contains("<script") && !text.contains("src=\""), "{name}");
        for part in text.split("href=\"").skip(1) {
            let address = part.split('"').next().unwrap();
            if address.starts_with('#') || address.starts_with("http") {
                continue;
            }
            let (file, anchor) = address.split_once('#').unwrap_or((address, ""));
            let file = target(name, file);
            assert!(all.contains(&file), "{name} links to {address}");
            if !anchor.is_empty() {
                let there = std::fs::read_to_string(root.join(&file)).unwrap();
                assert!(there.contains(&format!("id=\"{anchor}\"")), "{name} links to {address}");
            }
            reached.insert(file);
        }
    }
    assert_eq!(reached, all, "every page is reached by a link");
    all
}

#[test]
fn a_site_links_only_to_its_own_pages() {
    let place = Place::new();
    place.file("r.jsonl", records(0..12));
    place.file("odd.jsonl", "{\"id\":\"../Odd ID\",\"lang\":\"hi\",\"title\":\"भीमताला में सभा\",\"body\":\"भीमताला में सभा हुई। रमा देवी ने कहा कि सड़क बनेगी।\"}\n");
    place.ok(&["add", "r.jsonl", "odd.jsonl", samples().to_str().unwrap()]);
    assert_eq!(place.run(&["export", "site"]).status, 2);
    let ran = place.ok(&["export", "site", "-o", "site"]);
    assert!(ran.out.starts_with("site: "), "{}", ran.out);
    let pages = checked(&place.path("site"));
    assert!(pages.iter().any(|p| p.starts_with("stories/")) && pages.iter().any(|p| p.starts_with("articles/")));
    // Nothing tells where the pages lay on the disk of whoever wrote the site.
    let home = samples().canonicalize().unwrap().display().to_string();
    for page in &pages {
        let text = std::fs::read_to_string(place.path("site").join(page)).unwrap();
        assert!(
            !text.contains(samples().to_str().unwrap()) && !text.contains(&home),
            "{page}"
        );
    }
    // The same store gives the same site, and writing it again is fine.
    let index = std::fs::read(place.path("site/index.html")).unwrap();
    place.ok(&["export", "site", "-o", "site"]);
    assert_eq!(index, std::fs::read(place.path("site/index.html")).unwrap());
    assert_eq!(checked(&place.path("site")), pages);
    let empty = place.path("d").display().to_string();
    place.file("d", "a file");
    assert_eq!(place.run(&["export", "site", "-o", &empty]).status, 2);
}

#[test]
fn a_site_loses_the_pages_of_stories_that_are_gone_and_nothing_else() {
    let place = Place::new();
    place.file("r.jsonl", records(0..6));
    place.file("one.jsonl", record(1));
    place.ok(&["add", "r.jsonl"]);
    place.ok(&["export", "site", "-o", "site"]);
    let before = checked(&place.path("site"));
    place.file("site/notes.html", "mine");
    place.file("site/stories/mine.html", "mine");
    place.file("victim/story-e1.html", "mine");
    let list = std::fs::read_to_string(place.path("site/.sutradhar-site")).unwrap();
    place.file(
        "site/.sutradhar-site",
        list + "../victim/story-e1.html\nnotes.html\nstories/zz/story-e1.html\n",
    );
    #[cfg(unix)]
    std::os::unix::fs::symlink(place.path("victim"), place.path("site/stories/zz")).unwrap();
    let small = place.path("small").display().to_string();
    place.ok(&["add", "one.jsonl", "--store", &small]);
    let ran = place.ok(&["export", "site", "-o", "site", "--store", &small]);
    assert!(ran.out.contains("of an earlier export removed"), "{}", ran.out);
    for mine in ["site/notes.html", "site/stories/mine.html", "victim/story-e1.html"] {
        assert!(place.path(mine).exists(), "{mine}");
        std::fs::remove_file(place.path(mine)).unwrap();
    }
    let _ = std::fs::remove_file(place.path("site/stories/zz"));
    let after = checked(&place.path("site"));
    assert!(after.len() < before.len(), "{after:?}");
    // A page that no export wrote is not written over.
    place.file("other/index.html", "mine");
    let ran = place.run(&["export", "site", "-o", "other"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("was not written by this command"), "{}", ran.err);
    assert_eq!(std::fs::read_to_string(place.path("other/index.html")).unwrap(), "mine");
}

#[test]
fn a_long_list_is_parted() {
    let place = Place::new();
    let record = |n: usize| {
        let (day, month) = (n % 28 + 1, n % 3 + 1);
        let title = format!("Town{n} opens its library number {n}");
        let body = format!("The library of Town{n} was opened by its mayor Person{n} Name{n}. It holds {n} books.");
        serde_json::json!({"id": format!("r{n}"), "lang": "en", "title": title, "body": body,
            "published": format!("2025-{month:02}-{day:02}")})
        .to_string()
            + "\n"
    };
    place.file("r.jsonl", (0..900).map(record).collect::<String>());
    place.ok(&["add", "r.jsonl"]);
    let stories = place
        .ok(&["stories", "--json", "--limit", "0"])
        .json()
        .as_array()
        .unwrap()
        .len();
    place.ok(&["export", "site", "-o", "site"]);
    let pages = checked(&place.path("site"));
    let lists: Vec<_> = pages.iter().filter(|p| p.starts_with("list/")).collect();
    assert_eq!(lists.is_empty(), stories <= 200, "{stories} stories, {lists:?}");
    for list in lists.into_iter().chain([&"index.html".to_string()]) {
        let text = std::fs::read_to_string(place.path("site").join(list)).unwrap();
        assert!(text.matches("<li><h2").count() <= 200, "{list}");
    }
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

//! The pages written as a set, and the short and full forms.

use crate::common::*;
use std::collections::{BTreeMap, BTreeSet};
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

/// Checks every link of a site; gives its files.
fn checked(root: &Path) -> BTreeSet<String> {
    let mut all = BTreeSet::new();
    files(root, "", &mut all);
    assert!(all.remove(".sutradhar-site"));
    let read = |name: &str| std::fs::read_to_string(root.join(name)).unwrap();
    let mut places: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for name in all.iter().filter(|n| n.ends_with(".html")) {
        let ids = values(&read(name), "id");
        places.insert(name.clone(), ids.into_iter().collect());
    }
    let mut reached: BTreeSet<String> = BTreeSet::from(["index.html".to_string()]);
    for name in places.keys() {
        assert!(name.bytes().all(|b| b.is_ascii_alphanumeric() || b"-_./".contains(&b)));
        let text = read(name);
        for word in ["<script", " src=\"", "<form", " style=\"", "/home/"] {
            assert!(!text.contains(word), "{name}: {word}");
        }
        for address in values(&text, "href") {
            if address.starts_with("http") {
                continue;
            }
            let (file, anchor) = address.split_once('#').unwrap_or((&address, ""));
            let file = if file.is_empty() {
                name.clone()
            } else {
                target(name, file)
            };
            assert!(all.contains(&file), "{name} links to {address}");
            if !anchor.is_empty() {
                assert!(places[&file].contains(anchor), "{name} links to {address}");
            }
            reached.insert(file);
        }
    }
    assert_eq!(reached, all, "every file is reached by a link");
    all
}

/// The values of an attribute on a page.
fn values(html: &str, attribute: &str) -> Vec<String> {
    let mark = format!(" {attribute}=\"");
    let parts = html.split(mark.as_str()).skip(1);
    parts.map(|p| p.split('"').next().unwrap().to_string()).collect()
}

/// Every file with its bytes.
fn bytes(root: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut all = BTreeSet::new();
    files(root, "", &mut all);
    let read = |name: String| (name.clone(), std::fs::read(root.join(&name)).unwrap());
    all.into_iter().map(read).collect()
}

#[test]
fn a_site_has_every_kind_of_page_and_links_only_to_its_own() {
    let place = Place::new();
    place.file("r.jsonl", records(0..12));
    place.file("odd.jsonl", "{\"id\":\"../Odd ID\",\"lang\":\"hi\",\"title\":\"भीमताला में सभा\",\"body\":\"भीमताला में सभा हुई। रमा देवी ने कहा कि सड़क बनेगी।\"}\n");
    place.ok(&["add", "r.jsonl", "odd.jsonl", samples().to_str().unwrap()]);
    assert_eq!(place.run(&["export", "site"]).status, 2);
    assert_eq!(place.run(&["export", "claims", "--excerpts"]).status, 2);
    let ran = place.ok(&["export", "site", "-o", "site"]);
    assert!(ran.out.starts_with("site: "), "{}", ran.out);
    let pages = checked(&place.path("site"));
    for kind in [
        "stories.html",
        "storylines.html",
        "outlets.html",
        "method.html",
        "about.html",
        "assets/s.",
        "stories/",
        "storylines/",
        "claims/",
        "articles/",
        "copies/",
        "entities/",
        "outlets/",
    ] {
        assert!(pages.iter().any(|p| p.starts_with(kind)), "{kind}");
    }
    for ending in [
        ".claims.html",
        ".word.html",
        ".figures.html",
        ".copies.html",
        ".timeline.html",
        ".json",
        ".md",
    ] {
        let all = pages
            .iter()
            .filter(|p| p.starts_with("stories/") && p.ends_with(ending));
        assert!(all.count() > 0, "{ending}");
    }
    let mut folders: BTreeMap<&str, usize> = BTreeMap::new();
    for page in &pages {
        *folders.entry(page.rsplit_once('/').map_or("", |p| p.0)).or_default() += 1;
    }
    assert!(folders.values().all(|n| *n <= 300), "{folders:?}");
    // Nothing tells where the pages lay on the disk of whoever wrote the site.
    let home = samples().canonicalize().unwrap().display().to_string();
    for page in &pages {
        let text = std::fs::read_to_string(place.path("site").join(page)).unwrap();
        assert!(
            !text.contains(samples().to_str().unwrap()) && !text.contains(&home),
            "{page}"
        );
        if page.starts_with("stories/") && page.ends_with(".html") && page.matches('.').count() == 1 {
            assert!(text.len() <= 60_000, "{page} has {} bytes", text.len());
        }
    }
    // The same store gives the same site to the byte, and writing it again changes nothing.
    let first = bytes(&place.path("site"));
    place.ok(&["export", "site", "-o", "site"]);
    assert_eq!(first, bytes(&place.path("site")));
    place.ok(&["export", "site", "-o", "again"]);
    assert_eq!(first, bytes(&place.path("again")));
    place.file("d", "a file");
    let taken = place.path("d").display().to_string();
    assert_eq!(place.run(&["export", "site", "-o", &taken]).status, 2);
}

#[test]
fn a_site_speaks_english_and_shows_excerpts_on_request() {
    let place = Place::new();
    place.ok(&["add", samples().to_str().unwrap()]);
    place.ok(&["export", "site", "-o", "whole"]);
    place.ok(&["export", "site", "-o", "short", "--ui", "en", "--excerpts"]);
    let (whole, short) = (checked(&place.path("whole")), checked(&place.path("short")));
    assert_eq!(short.len(), whole.len());
    let read = |site: &str, page: &str| std::fs::read_to_string(place.path(site).join(page)).unwrap();
    assert!(read("whole", "index.html").contains("<html lang=\"hi\">"));
    assert!(read("short", "index.html").contains("<html lang=\"en\">"));
    let lines = |site: &str, page: &str| read(site, page).matches(" id=\"L").count();
    let (mut fewer, mut kept) = (0, 0);
    for page in whole.iter().filter(|p| p.starts_with("articles/")) {
        if page.ends_with(".html") {
            let shown = |site| read(site, page).matches("class=\"no\"").count();
            fewer += usize::from(shown("short") < shown("whole"));
            kept += usize::from(lines("short", page) > shown("short"));
        } else if page.ends_with(".json") {
            let n = |site| {
                let page: serde_json::Value = serde_json::from_str(&read(site, page)).unwrap();
                page["lines"].as_array().unwrap().len()
            };
            assert!(n("short") <= n("whole"), "{page}");
        }
    }
    assert!(fewer > 10 && kept > 0, "{fewer} {kept}");
}

/// The pages of a site hold what the commands show.
#[test]
fn a_site_says_what_the_commands_say() {
    let place = Place::new();
    place.ok(&["add", samples().to_str().unwrap()]);
    place.ok(&["export", "site", "-o", "site"]);
    let mut seen = 0;
    for (page, text) in bytes(&place.path("site")) {
        let ending = [".json", ".md"].into_iter().find(|e| page.ends_with(e));
        let (Some(ending), Some((kind, _))) = (ending, page.split_once('/')) else {
            continue;
        };
        let (command, prefix) = match kind {
            "stories" => ("story", "story-"),
            _ => ("article", "article-"),
        };
        let name = page.rsplit('/').next().unwrap();
        let id = name.strip_prefix(prefix).unwrap().strip_suffix(ending).unwrap();
        if id.starts_with('x') {
            continue;
        }
        // A site does not tell where a page lay.
        let bare = |text: String| {
            let folders = [samples(), samples().canonicalize().unwrap()];
            let folders = folders.map(|f| f.display().to_string() + "/");
            folders.iter().fold(text, |text, f| text.replace(f, ""))
        };
        if ending == ".json" {
            let shown = bare(place.ok(&[command, id, "--json"]).out);
            let shown: serde_json::Value = serde_json::from_str(&shown).unwrap();
            assert!(
                shown == serde_json::from_slice::<serde_json::Value>(&text).unwrap(),
                "{page}"
            );
        } else {
            let shown = bare(place.ok(&[command, id, "--format", "markdown"]).out);
            assert!(shown == String::from_utf8(text).unwrap(), "{page}");
        }
        seen += 1;
    }
    assert!(seen > 90, "{seen}");
}

#[test]
fn hostile_pages_come_out_of_a_site_as_text() {
    let place = Place::new();
    let bad = "<script>alert(1)</script>\u{202e}<img src=x onerror=alert(2)>";
    let page = |n: usize| {
        serde_json::json!({
            "id": format!("h{n}{bad}"), "lang": "en", "url": "javascript:alert(3)", "outlet": format!("Paper{n} {bad}"),
            "author": bad, "published": "2025-07-05", "title": format!("Bridge at Sonpura falls {bad}"),
            "body": format!("The bridge at Sonpura fell on Friday, officials said. {bad} Seven people died, the \
                district magistrate Ravi Kumar told reporters. The bridge was built in 1998. Paper{n} was there.")
        })
        .to_string()
            + "\n"
    };
    place.file("h.jsonl", (0..3).map(page).collect::<String>());
    place.ok(&["add", "h.jsonl"]);
    for ui in ["hi", "en"] {
        place.ok(&["export", "site", "-o", ui, "--ui", ui]);
        let pages = checked(&place.path(ui));
        let mut shown = 0;
        for page in pages.iter().filter(|p| p.ends_with(".html")) {
            let text = std::fs::read_to_string(place.path(ui).join(page)).unwrap();
            for word in ["<img", "javascript:", "\u{202e}"] {
                assert!(!text.contains(word), "{page}: {word}");
            }
            shown += text.matches("&lt;script&gt;").count();
        }
        assert!(shown > 0, "the text is shown as text");
    }
    let id = place.ok(&["stories", "--json"]).json()[0]["id"]
        .as_str()
        .unwrap()
        .to_string();
    let alone = place.ok(&["story", &id, "--format", "html"]).out;
    assert!(!alone.contains("<script") && !alone.contains("<img") && alone.contains("&lt;script&gt;"));
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
    // A file that no export wrote is not written over, the first page or another.
    place.file("third/about.html", "mine");
    assert_eq!(place.run(&["export", "site", "-o", "third"]).status, 2);
    assert_eq!(std::fs::read_to_string(place.path("third/about.html")).unwrap(), "mine");
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
    assert!(stories > 50, "{stories}");
    let lists: Vec<&String> = pages.iter().filter(|p| p.starts_with("list/")).collect();
    assert!(!lists.is_empty());
    let mut listed = 0;
    for list in lists.into_iter().chain([&"index.html".to_string()]) {
        let text = std::fs::read_to_string(place.path("site").join(list)).unwrap();
        let n = text.matches("<li><h2").count();
        assert!((1..=50).contains(&n), "{list}: {n}");
        listed += n;
    }
    assert_eq!(listed, stories, "each story stands on one list");
    let months = std::fs::read_to_string(place.path("site/stories.html")).unwrap();
    assert!(months.matches("<li><p>").count() > 1, "months are parted");
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

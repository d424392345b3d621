//! One small store per format version is kept in `tests/stores`, and each must open for ever.

use crate::common::*;
use std::path::Path;

fn kept(version: &str) -> std::path::PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("tests/stores")
        .join(version)
        .join("sutradhar.db")
}

/// The formats that there were.
const FORMATS: [&str; 8] = ["v1", "v2", "v3", "v4", "v5", "v6", "v7", "v8"];

#[test]
fn every_old_store_opens() {
    for format in FORMATS {
        opens(format);
    }
}

fn opens(format: &str) {
    let place = Place::new();
    std::fs::create_dir_all(place.store()).unwrap();
    std::fs::copy(kept(format), place.store().join("sutradhar.db")).unwrap();
    // It was derived by stages of its time. Reading says so and writes nothing; `refresh` brings it up to date.
    let before = std::fs::read(place.store().join("sutradhar.db")).unwrap();
    let ran = place.run(&["export", "articles"]);
    // The newest one may still be of these very stages.
    assert!(ran.status == 2 || format == FORMATS[FORMATS.len() - 1], "{}", ran.out);
    assert!(ran.status == 0 || ran.err.contains("sutradhar refresh"), "{}", ran.err);
    assert!(before == std::fs::read(place.store().join("sutradhar.db")).unwrap());
    place.ok(&["refresh"]);
    let articles = place.ok(&["export", "articles"]).out;
    assert_eq!(articles.lines().count(), 6);
    place.ok(&["stories"]);
    place.ok(&["doctor"]);
    let fresh = Place::new();
    fresh.file("r.jsonl", records(0..4));
    fresh.file("p.txt", page(9));
    fresh.file("f.html", html());
    fresh.ok(&["add", "r.jsonl", "p.txt", "f.html"]);
    same(&fresh.exports(), &place.exports(), "an old store and a fresh one");
}

fn html() -> String {
    let text = page(8);
    let (title, body) = text.split_once("\n\n").unwrap();
    format!("<html><head><title>{title}</title></head><body><h1>{title}</h1><p>{body}</p></body></html>")
}

/// Makes the store that is kept: `cargo test -p sutradhar --test it make_store -- --ignored`, once for each new format.
#[test]
#[ignore = "makes a file that is kept in the repository"]
fn make_store() {
    let place = Place::new();
    place.file("r.jsonl", records(0..4));
    place.file("p.txt", page(9));
    place.file("f.html", html());
    place.ok(&["add", "r.jsonl", "p.txt", "f.html"]);
    let db = rusqlite::Connection::open(place.store().join("sutradhar.db")).unwrap();
    db.execute_batch("PRAGMA wal_checkpoint(truncate); PRAGMA journal_mode = delete; VACUUM;")
        .unwrap();
    drop(db);
    let to = kept(FORMATS[FORMATS.len() - 1]);
    std::fs::create_dir_all(to.parent().unwrap()).unwrap();
    std::fs::copy(place.store().join("sutradhar.db"), to).unwrap();
}

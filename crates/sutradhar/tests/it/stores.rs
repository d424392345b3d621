//! One small store per format version is kept in `tests/stores`, and each must open for ever.

use crate::common::*;
use std::path::Path;
use sutradhar::store::Store;

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

/// Whoever closes a file gives up all locks that its process has on it. A store that is open would then look like one that
/// nobody has, and another program that ends would take the log away from under it.
#[cfg(target_os = "linux")]
#[test]
fn a_store_that_is_opened_again_keeps_its_locks() {
    use std::os::unix::fs::MetadataExt;
    let place = Place::new();
    place.file("a.jsonl", records(0..2));
    place.ok(&["add", "a.jsonl"]);
    let file = std::fs::metadata(place.store().join("sutradhar.db")).unwrap().ino();
    let locks = || {
        let all = std::fs::read_to_string("/proc/locks").unwrap();
        let own = (format!(" {} ", std::process::id()), format!(":{file} "));
        all.lines().filter(|l| l.contains(&own.0) && l.contains(&own.1)).count()
    };
    let store = Store::open(&place.store()).unwrap();
    assert_eq!(store.counts().unwrap().1, 2);
    let before = locks();
    assert!(before > 0, "an open store has a lock");
    // As a watch and a server do.
    drop(Store::open(&place.store()).unwrap());
    drop(Store::open_to_write(&place.store(), std::time::Duration::ZERO).unwrap());
    assert_eq!(locks(), before);
}

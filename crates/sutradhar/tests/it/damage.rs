//! Stores that cannot be read or written: one clear error, nothing lost.

use crate::common::*;
use std::process::{Command, Stdio};

fn filled() -> Place {
    let place = Place::new();
    place.file("r.jsonl", records(0..20));
    place.ok(&["add", "r.jsonl"]);
    place
}

fn check_all(place: &Place, want: &str) {
    for args in [
        &["stories"][..],
        &["doctor"],
        &["export", "articles"],
        &["search", "पुल"],
        &["add", "r.jsonl"],
        &["rebuild"],
    ] {
        let ran = place.run(args);
        assert_eq!(ran.status, 2, "{args:?}: {} {}", ran.out, ran.err);
        assert!(ran.err.contains(want), "{args:?}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{args:?}: {}", ran.err);
    }
}

#[test]
fn garbage_is_no_store() {
    let place = filled();
    let db = place.store().join("sutradhar.db");
    for name in ["sutradhar.db-wal", "sutradhar.db-shm"] {
        let _ = std::fs::remove_file(place.store().join(name));
    }
    let garbage = "यह कोई भंडार नहीं है। ".repeat(4000);
    std::fs::write(&db, &garbage).unwrap();
    check_all(&place, "is not a store of sutradhar");
    assert_eq!(
        std::fs::read(&db).unwrap(),
        garbage.as_bytes(),
        "nothing may be changed in it"
    );
}

#[test]
fn a_store_damaged_in_the_middle_is_told() {
    let place = filled();
    let db = place.store().join("sutradhar.db");
    let mut bytes = std::fs::read(&db).unwrap();
    let middle = bytes.len() / 2;
    for b in &mut bytes[4096..middle] {
        *b = 0x5a;
    }
    std::fs::write(&db, bytes).unwrap();
    let ran = place.run(&["doctor"]);
    assert!(ran.status == 1 || ran.status == 2, "{}", ran.out);
    assert!(
        ran.out.contains("DOC-001") || ran.err.contains("damaged"),
        "{} {}",
        ran.out,
        ran.err
    );
}

#[test]
fn another_programs_database_is_left_alone() {
    let place = filled();
    let db = place.store().join("sutradhar.db");
    std::fs::remove_file(&db).unwrap();
    let other = rusqlite::Connection::open(&db).unwrap();
    other
        .execute_batch("CREATE TABLE mine (x); INSERT INTO mine VALUES (1);")
        .unwrap();
    drop(other);
    check_all(&place, "is not a store of sutradhar");
}

#[test]
fn a_newer_format_wants_a_newer_program() {
    let place = filled();
    let db = rusqlite::Connection::open(place.store().join("sutradhar.db")).unwrap();
    db.pragma_update(None, "user_version", 99).unwrap();
    drop(db);
    check_all(
        &place,
        "has store format 99, but this program reads up to 3; update sutradhar",
    );
}

#[test]
fn a_second_writer_waits_and_then_says_who_writes() {
    let place = filled();
    let lock = std::fs::OpenOptions::new()
        .write(true)
        .open(place.store().join("lock"))
        .unwrap();
    lock.lock().unwrap();
    let ran = place.run(&["add", "r.jsonl", "--wait", "1"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.err.contains("another process is writing to this store (process"),
        "{}",
        ran.err
    );
    assert!(ran.err.contains("waited 1 s"), "{}", ran.err);
    let ran = place.run(&["add", "r.jsonl", "--wait", "0"]);
    assert!(
        !ran.err.contains("waited") && !ran.err.contains("--wait"),
        "{}",
        ran.err
    );
    // Readers do not wait.
    place.ok(&["stories"]);
    let waiting = place
        .command()
        .args(["add", "r.jsonl", "--json"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    std::thread::sleep(std::time::Duration::from_millis(300));
    lock.unlock().unwrap();
    assert_eq!(Ran::of(waiting.wait_with_output().unwrap()).json()["known"], 20);
}

#[test]
fn a_changed_raw_page_is_found() {
    let place = filled();
    let db = rusqlite::Connection::open(place.store().join("sutradhar.db")).unwrap();
    let two: (Vec<u8>, i64) = db
        .query_row("SELECT bytes, size FROM pages WHERE id = 2", [], |r| {
            Ok((r.get(0)?, r.get(1)?))
        })
        .unwrap();
    db.execute(
        "UPDATE pages SET bytes = ?1, size = ?2 WHERE id = 1",
        rusqlite::params![two.0, two.1],
    )
    .unwrap();
    drop(db);
    let ran = place.run(&["doctor"]);
    assert_eq!(ran.status, 1);
    assert!(ran.out.contains("DOC-003  raw page 1"), "{}", ran.out);
    assert!(ran.out.contains("-> "), "{}", ran.out);
}

#[test]
fn a_lost_article_is_found_and_rebuilt() {
    let place = filled();
    let want = place.exports();
    let db = rusqlite::Connection::open(place.store().join("sutradhar.db")).unwrap();
    db.execute_batch("DELETE FROM analyses WHERE article = 'r3'; DELETE FROM articles WHERE id = 'r4';")
        .unwrap();
    drop(db);
    let ran = place.run(&["doctor"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.out.contains("DOC-004") && ran.out.contains("sutradhar rebuild"),
        "{}",
        ran.out
    );
    place.ok(&["rebuild"]);
    place.ok(&["doctor"]);
    same(&want, &place.exports(), "rebuilt");
}

#[cfg(unix)]
#[test]
fn a_read_only_folder_can_be_read_but_not_written() {
    use std::os::unix::fs::PermissionsExt;
    let place = filled();
    let mode = |path: &std::path::Path, mode: u32| {
        std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
    };
    for entry in std::fs::read_dir(place.store()).unwrap().flatten() {
        mode(&entry.path(), 0o444);
    }
    mode(&place.store(), 0o555);
    if std::fs::write(place.store().join("probe"), "x").is_ok() {
        eprintln!("skipped: this user can write to read-only folders");
    } else {
        let ran = place.run(&["add", "r.jsonl"]);
        assert_eq!(ran.status, 2);
        assert!(ran.err.contains("cannot be written"), "{}", ran.err);
        place.ok(&["stories"]);
        place.ok(&["doctor"]);
    }
    mode(&place.store(), 0o755);
}

/// A file may not grow beyond a limit, as on a full disk: what was stored before stays.
#[cfg(unix)]
#[test]
fn a_full_disk_loses_nothing() {
    let place = filled();
    place.file("more.jsonl", records(100..1500));
    let script = "trap '' XFSZ; ulimit -f 600 || exit 77; exec \"$0\" add more.jsonl";
    let ran = Ran::of(
        Command::new("sh")
            .args(["-c", script, env!("CARGO_BIN_EXE_sutradhar")])
            .current_dir(place.dir.path())
            .env("SUTRADHAR_STORE", place.store())
            .stdin(Stdio::null())
            .output()
            .unwrap(),
    );
    if ran.status == 77 {
        eprintln!("skipped: this shell has no ulimit -f");
        return;
    }
    assert_eq!(ran.status, 2, "{} {}", ran.out, ran.err);
    assert!(
        ran.err.contains("the disk is full or a file may not grow further"),
        "{}",
        ran.err
    );
    assert_eq!(ran.err.lines().count(), 1, "{}", ran.err);
    let checked = place.run(&["doctor", "--json"]).json();
    assert!(checked["checked"]["raw pages"].as_u64().unwrap() >= 20);
    place.ok(&["add", "r.jsonl", "more.jsonl"]);
    place.ok(&["doctor"]);
    let calm = Place::new();
    calm.file("r.jsonl", records(0..20));
    calm.file("more.jsonl", records(100..1500));
    calm.ok(&["add", "r.jsonl", "more.jsonl"]);
    same(&calm.exports(), &place.exports(), "after a full disk");
}

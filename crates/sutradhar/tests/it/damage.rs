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
        &format!(
            "has store format 99, but this program reads up to {}; update sutradhar",
            sutradhar::store::FORMAT
        ),
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
    // A record that cites what is not there is an error, not a citation of nothing.
    let ran = place.run(&["export", "briefs"]);
    assert_eq!(ran.status, 2, "{}", ran.out);
    assert!(ran.err.contains("article r3 is cited but is not there"), "{}", ran.err);
    place.ok(&["rebuild"]);
    place.ok(&["doctor"]);
    same(&want, &place.exports(), "rebuilt");
}

fn change(place: &Place, sql: &str) {
    let db = rusqlite::Connection::open(place.store().join("sutradhar.db")).unwrap();
    assert!(db.execute(sql, []).unwrap() > 0, "{sql}");
}

#[test]
fn what_is_kept_and_damaged_is_named() {
    for (table, column, key, what) in [
        ("analyses", "body", "article = 'r3'", "the analysis of r3 is damaged"),
        ("sketches", "body", "article = 'r3'", "the sketch of r3 is damaged"),
        (
            "compared",
            "first",
            "article = 'r3'",
            "what is kept of grouping r3 is damaged",
        ),
        ("events", "facts", "true", "the facts of event "),
        ("events", "body", "true", "is damaged; `sutradhar doctor --repair`"),
    ] {
        let place = filled();
        change(
            &place,
            &format!("UPDATE {table} SET {column} = CAST(x'c500' || substr({column}, 3) AS BLOB) WHERE {key}"),
        );
        let ran = place.run(&["doctor"]);
        assert_eq!(ran.status, 1, "{table}.{column}");
        assert!(
            ran.out.contains("DOC-012") && ran.out.contains("doctor --repair"),
            "{}",
            ran.out
        );
        // An analysis is read again only where something is made of it.
        place.file("more.jsonl", records(3..4).replace("r3", "r3b") + &records(30..32));
        let ran = place.run(&["add", "more.jsonl"]);
        if ran.status != 0 || table != "analyses" {
            assert_eq!(ran.status, 2, "{table}.{column}: {}", ran.out);
            assert!(
                ran.err.contains(what) && ran.err.contains("sutradhar.db"),
                "{table}.{column}: {}",
                ran.err
            );
        }
        place.ok(&["doctor", "--repair"]);
        place.ok(&["doctor"]);
        let calm = filled();
        calm.file("more.jsonl", records(3..4).replace("r3", "r3b") + &records(30..32));
        calm.ok(&["add", "more.jsonl"]);
        same(&calm.exports(), &place.exports(), table);
    }
}

#[test]
fn records_come_one_after_the_other() {
    let place = filled();
    let all = place.ok(&["export", "events"]).out.lines().count();
    let last = "(SELECT max(id) FROM events)";
    change(
        &place,
        &format!("UPDATE events SET body = CAST(x'c500' || substr(body, 3) AS BLOB) WHERE id = {last}"),
    );
    let ran = place.run(&["export", "events"]);
    assert_eq!(ran.status, 2);
    assert_eq!(
        ran.out.lines().count(),
        all - 1,
        "what stands before the damage is written"
    );
    assert!(ran.err.contains("is damaged"), "{}", ran.err);
}

#[test]
fn a_damaged_raw_page_is_left_out_and_can_be_added_again() {
    let place = filled();
    let want = place.exports();
    change(
        &place,
        "UPDATE pages SET bytes = CAST(substr(bytes, 1, 60) || x'00' || substr(bytes, 62) AS BLOB) WHERE id = 5",
    );
    let ran = place.run(&["rebuild"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("raw page 5 (r.jsonl)"), "{}", ran.err);
    let ran = place.run(&["doctor", "--repair"]);
    assert_eq!(ran.status, 1, "{}", ran.out);
    assert!(ran.out.contains("lost  raw page 5 (r.jsonl)"), "{}", ran.out);
    assert!(
        ran.out.contains("19 raw pages") && place.store().join("sutradhar.db.damaged").exists(),
        "{}",
        ran.out
    );
    place.ok(&["doctor"]);
    let calm = Place::new();
    calm.file("r.jsonl", records((0..20).filter(|n| *n != 4)));
    calm.ok(&["add", "r.jsonl"]);
    same(&calm.exports(), &place.exports(), "without the page");
    assert_eq!(place.ok(&["add", "r.jsonl", "--json"]).json()["new"], 1);
    same(&want, &place.exports(), "added again");
    // Nothing to repair: nothing is done.
    assert!(place.ok(&["doctor", "--repair"]).out.contains("All is well."));
    assert!(!place.store().join("sutradhar.db.damaged.1").exists());
}

#[test]
fn a_decision_that_cannot_be_read_is_named() {
    let place = filled();
    let insert =
        "INSERT INTO decisions (at, editor, what, about, body) VALUES ('2026-01-01T00:00:00Z', 'local', 'merge', 'x', ";
    change(&place, &format!("{insert} '{{\"what\": \"merge\"')"));
    for args in [&["decisions"][..], &["rebuild"]] {
        let ran = place.run(args);
        assert_eq!(ran.status, 2, "{args:?} {}", ran.out);
        assert!(ran.err.contains("decision 1 (merge) cannot be read"), "{}", ran.err);
    }
    let ran = place.run(&["doctor"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.out.contains("DOC-011") && ran.out.contains("decision 1 (merge)"),
        "{}",
        ran.out
    );
    let ran = place.run(&["doctor", "--repair"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.out.contains("lost  ") && ran.out.contains("decision 1 (merge)"),
        "{}",
        ran.out
    );
    place.ok(&["doctor"]);
}

#[test]
fn a_decision_about_no_article_is_found() {
    let place = filled();
    let body = "{\"what\":\"merge\",\"articles\":[\"r1\",\"gone\"],\"titles\":[\"\",\"\"],\"why\":\"\"}";
    change(
        &place,
        &format!(
            "INSERT INTO decisions (at, editor, what, about, body) VALUES ('', 'local', 'merge', 'r1 gone', '{body}')"
        ),
    );
    let ran = place.run(&["doctor"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.out
            .contains("decision 1 (merge) names article gone, which is not there"),
        "{}",
        ran.out
    );
}

#[test]
fn a_decision_changed_by_a_byte_is_found() {
    let place = filled();
    let stories = place.ok(&["stories", "--json"]).json();
    let id = |i: usize| stories[i]["id"].as_str().unwrap();
    place.ok(&["merge", id(0), id(1), "--why", "one flood"]);
    place.ok(&["doctor"]);
    change(&place, "UPDATE decisions SET editor = 'Local'");
    let ran = place.run(&["doctor"]);
    assert_eq!(ran.status, 1);
    assert!(
        ran.out.contains("decision 1 (merge) cannot be read (it is damaged)"),
        "{}",
        ran.out
    );
}

#[test]
fn a_path_that_is_no_store_says_what_it_is() {
    let place = Place::new();
    std::fs::create_dir_all(place.store().join("sutradhar.db")).unwrap();
    place.file("r.jsonl", records(0..2));
    check_all(&place, "sutradhar.db is a folder, not a file");
    std::fs::remove_dir_all(place.store()).unwrap();
    std::fs::write(place.store(), "x").unwrap();
    check_all(&place, "store is a file");
}

#[cfg(unix)]
#[test]
fn a_store_that_cannot_be_read_says_so() {
    use std::os::unix::fs::PermissionsExt;
    let place = filled();
    let db = place.store().join("sutradhar.db");
    std::fs::set_permissions(&db, std::fs::Permissions::from_mode(0o000)).unwrap();
    if std::fs::File::open(&db).is_ok() {
        eprintln!("skipped: this user can read everything");
        return;
    }
    check_all(&place, "cannot be read");
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

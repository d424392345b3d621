//! Killed at any moment, an `add` loses nothing that it acknowledged, and the next one ends as if nothing had happened.

use crate::common::*;
use std::process::Stdio;
use std::time::Duration;

/// How often a run is killed.
const KILLS: u64 = 18;

/// Units known to be safe from the lines that a run printed.
fn acknowledged(out: &str) -> u64 {
    out.lines()
        .filter_map(|l| serde_json::from_str::<serde_json::Value>(l).ok())
        .filter_map(|v| Some(v["stored"]["new"].as_u64()? + v["stored"]["known"].as_u64()?))
        .max()
        .unwrap_or(0)
}

#[test]
fn killed_again_and_again_nothing_is_lost() {
    let all = 1200;
    let calm = Place::new();
    let text = records(0..all);
    calm.file("r.jsonl", &text);
    let start = std::time::Instant::now();
    calm.ok(&["add", "r.jsonl"]);
    let whole = start.elapsed();
    let want = calm.exports();

    let place = Place::new();
    place.file("r.jsonl", &text);
    let mut pages = 0;
    let mut cut_off = 0;
    for n in 0..KILLS {
        let mut child = place
            .command()
            .args(["add", "r.jsonl", "--json-progress"])
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .unwrap();
        // Later each time, from before the store exists to near the end of a whole run.
        let delay = whole.mul_f64(0.95 * n as f64 / KILLS as f64) + Duration::from_millis(3);
        std::thread::sleep(delay);
        let _ = child.kill();
        let ran = Ran::of(child.wait_with_output().unwrap());
        cut_off += u64::from(ran.status != 0);
        let told = acknowledged(&ran.out);
        if !place.store().join("sutradhar.db").exists() {
            assert_eq!(told, 0);
            continue;
        }
        let report = place.run(&["doctor", "--json"]);
        if report.status == 2 {
            // Killed before the tables were made: then nothing can have been acknowledged.
            assert_eq!((told, pages), (0, 0), "{}", report.err);
            continue;
        }
        let report = report.json();
        let now = report["checked"]["raw pages"].as_u64().unwrap();
        assert!(now >= told, "told {told}, stored {now}");
        assert!(now >= pages, "{pages} were there, now {now}");
        pages = now;
        for problem in report["problems"].as_array().unwrap() {
            // Only that the run is not at its end may be found.
            assert!(
                ["DOC-005", "DOC-006"].contains(&problem["code"].as_str().unwrap()),
                "{problem}"
            );
        }
    }
    assert!(
        cut_off > 0,
        "no run was cut off: the pages are too few for this machine"
    );
    place.ok(&["add", "r.jsonl"]);
    place.ok(&["doctor"]);
    same(&want, &place.exports(), "after the kills");
}

#[test]
fn readers_tell_what_a_killed_run_left_and_refresh_finishes_it() {
    let place = Place::new();
    place.file("r.jsonl", records(0..600));
    let mut child = place
        .command()
        .args(["add", "r.jsonl", "--json-progress"])
        .stdout(Stdio::piped())
        .spawn()
        .unwrap();
    use std::io::{BufRead, BufReader};
    let mut lines = BufReader::new(child.stdout.take().unwrap());
    let mut first = String::new();
    lines.read_line(&mut first).unwrap();
    let _ = child.kill();
    let _ = child.wait();
    let told = acknowledged(&first);
    assert!(told > 0, "{first}");
    let early = place.run(&["stories"]);
    assert!(
        early.err.contains("in no story yet") && early.err.contains("sutradhar refresh"),
        "{}",
        early.err
    );
    let bytes =
        || ["sutradhar.db", "sutradhar.db-wal"].map(|f| std::fs::read(place.store().join(f)).unwrap_or_default());
    let before = bytes();
    for args in [
        &["articles"][..],
        &["search", "लोग"],
        &["info"],
        &["export", "events"],
        &["entities"],
    ] {
        place.run(args);
        assert!(before == bytes(), "{args:?} wrote to the store");
    }
    assert_eq!(place.run(&["doctor"]).status, 1);
    place.ok(&["refresh"]);
    let articles = place.ok(&["export", "articles"]);
    assert!(articles.out.lines().count() as u64 >= told);
    assert_eq!(articles.err, "");
    place.ok(&["doctor"]);
    assert!(place.ok(&["refresh"]).out.contains("up to date"));
}

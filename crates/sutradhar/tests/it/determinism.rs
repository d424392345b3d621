//! The same pages, in any order, with any number of threads, in one go or many: the same bytes.

use crate::common::*;

#[test]
fn order_threads_and_rebuild_change_nothing() {
    let first = Place::new();
    let pages = samples();
    let mut files: Vec<String> = std::fs::read_dir(&pages)
        .map(|dir| dir.flatten().map(|e| e.path().display().to_string()).collect())
        .unwrap_or_default();
    files.sort();
    let lines = first.file("r.jsonl", records(0..40)).display().to_string();
    files.push(lines);
    let add = |place: &Place, files: &[String], threads: &str| {
        let mut args = vec!["--threads", threads, "add"];
        args.extend(files.iter().map(String::as_str));
        place.ok(&args);
    };
    add(&first, &files, "1");
    let want = first.exports();

    let shuffled = Place::new();
    let mut mixed: Vec<String> = files.iter().rev().cloned().collect();
    let third = mixed.len() / 3;
    mixed.rotate_left(third);
    add(&shuffled, &mixed, "2");
    same(&want, &shuffled.exports(), "shuffled, two threads");

    let piecewise = Place::new();
    for part in mixed.chunks(13) {
        add(&piecewise, part, "2");
    }
    same(&want, &piecewise.exports(), "in pieces");

    first.ok(&["rebuild", "--threads", "2"]);
    same(&want, &first.exports(), "rebuilt");
    first.ok(&["doctor"]);
}

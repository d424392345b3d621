//! One flipped bit anywhere in the file: whatever changes what a command reads, `doctor` tells.

use crate::common::*;
use std::path::Path;
use sutradhar::export::{self, RecordKind};
use sutradhar::store::{Filter, Store, doctor};

/// Bits that are flipped, each in a fresh copy; the environment variable `FLIPS` asks for another number.
const FLIPS: usize = 80;

/// Of those that change what is read, how many may go unnoticed.
const MISSED: usize = 2;

/// All that commands read of a store.
fn reads(dir: &Path) -> Result<String, Box<dyn std::error::Error>> {
    let store = Store::open(dir)?;
    let mut out = format!("{:?}\n{:?}\n", store.is_current()?, store.counts()?);
    for kind in RecordKind::ALL {
        export::stream(&store, kind, &mut |line| {
            out.push_str(line);
            out.push('\n');
            Ok(())
        })?;
    }
    let (rows, all) = store.stories(&Filter::default())?;
    out.push_str(&format!("{rows:?} {all}\n{:?}\n", store.decisions()?));
    for row in &rows {
        out.push_str(&format!("{:?}\n", store.story_named(row.id.as_str())?));
    }
    for row in store.articles()? {
        out.push_str(&format!("{row:?} {:?}\n", store.events_of(&row.id)?));
    }
    for page in store.page_rows()? {
        out.push_str(&format!("{:?}\n", store.raw(page)?));
    }
    for query in ["पुल", "बाढ़", "सूखागढ़ लोग", "रमा", "संख्या", "Rama"]
    {
        let query = sutradhar::search::Query::parse(query).unwrap().fts(true);
        for kind in ["story", "article", "statement"] {
            out.push_str(&format!("{:?}\n", store.find(kind, &query, 20)?));
        }
    }
    Ok(out)
}

/// Whether `doctor` says that something is wrong.
fn is_told(dir: &Path) -> bool {
    match Store::open(dir).and_then(|store| doctor::check(&store, &sutradhar::search::DOCUMENTS)) {
        Ok(report) => !report.problems.is_empty(),
        Err(_) => true,
    }
}

#[test]
fn doctor_finds_flipped_bits() {
    let place = Place::new();
    place.file("r.jsonl", records(0..16));
    place.file("p.txt", page(20));
    place.file("a.warc", archive([30, 31]));
    place.ok(&["add", "r.jsonl", "p.txt", "a.warc"]);
    let one = place.ok(&["stories", "--json", "--limit", "0"]).json();
    let id = |n: usize| one[n]["id"].as_str().unwrap().to_string();
    place.ok(&["merge", &id(0), &id(1), "--why", "one flood"]);
    let file = place.store().join("sutradhar.db");
    let db = rusqlite::Connection::open(&file).unwrap();
    db.execute_batch("PRAGMA wal_checkpoint(truncate)").unwrap();
    drop(db);
    let whole = std::fs::read(&file).unwrap();
    let want = reads(&place.store()).unwrap();
    assert!(!is_told(&place.store()));

    let mut state = 0x5eed_u64;
    let mut random = || {
        // splitmix64
        state = state.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let z = (state ^ (state >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        let z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    };
    let (mut changed, mut missed) = (0, Vec::new());
    let flips = std::env::var("FLIPS")
        .ok()
        .and_then(|n| n.parse().ok())
        .unwrap_or(FLIPS);
    for _ in 0..flips {
        let at = random() as usize % whole.len();
        let bit = random() % 8;
        let mut bytes = whole.clone();
        bytes[at] ^= 1 << bit;
        let dir = tempfile::tempdir().unwrap();
        std::fs::write(dir.path().join("sutradhar.db"), bytes).unwrap();
        let told = is_told(dir.path());
        if reads(dir.path()).ok().as_deref() != Some(&want) {
            changed += 1;
            if !told {
                missed.push((at, bit));
            }
        }
    }
    eprintln!("{changed} of {flips} change what is read, missed {missed:?}");
    assert!(changed >= flips / 10, "{changed}");
    assert!(missed.len() <= MISSED * flips / FLIPS, "{missed:?} of {changed}");
}

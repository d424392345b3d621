//! The journal: what changed, told once, in order, whatever happens to the runs that write it.

use crate::common::*;
use std::path::{Path, PathBuf};
use std::time::Duration;
use sutradhar::pipeline::{self, Cancel, Options, RunError};
use sutradhar::store::{Change, ChangeFilter, ChangeKind, FILE, Ruling, Store};

pub fn at(time: &str) -> Options {
    Options {
        at: time.to_string(),
        ..Options::with_threads(1)
    }
}

pub fn open(dir: &Path) -> Store {
    Store::open_to_write(dir, Duration::from_secs(20)).unwrap()
}

/// The whole journal, from the first line on.
fn journal(store: &Store) -> Vec<Change> {
    let all = ChangeFilter {
        oldest_first: true,
        limit: usize::MAX,
        ..ChangeFilter::default()
    };
    store.changes(&all).unwrap()
}

fn kinds(list: &[Change]) -> Vec<&'static str> {
    list.iter().map(|c| c.kind.name()).collect()
}

/// Reports of one accident as they come in: seven dead, a copy, a denial, eleven dead, the same from others.
const REPORTS: [(&str, &str, &str, &str, &str); 5] = [
    (
        "r1",
        "दैनिक सरल",
        "2031-07-25T09:00:00+05:30",
        "नीलमपुर में पुल टूटा, 7 लोगों की मौत",
        "नीलमपुर में चंद्रवेणी नदी का पुराना पुल शुक्रवार सुबह टूट गया। हादसे में 7 लोगों की मौत हो गई। जिलाधिकारी रमा देवी ने कहा कि \
         पुल की मरम्मत पिछले साल हुई थी।",
    ),
    (
        "r2",
        "जनतरंग",
        "2031-07-25T12:00:00+05:30",
        "नीलमपुर पुल हादसा: सात लोगों की मौत",
        "चंद्रवेणी नदी पर बना नीलमपुर का पुल शुक्रवार को ढह गया। इस हादसे में 7 लोगों की मौत हो गई। पुलिस अधीक्षक सोमेश बघेल ने बताया कि \
         राहत दल मौके पर है।",
    ),
    (
        "r3",
        "समयसेतु",
        "2031-07-25T18:00:00+05:30",
        "नीलमपुर पुल हादसे में मरम्मत पर सवाल",
        "नीलमपुर में चंद्रवेणी नदी का पुल टूटने से 7 लोगों की मौत हुई। लोक निर्माण विभाग ने पुल की मरम्मत पिछले साल होने से इनकार किया। \
         विभाग के अभियंता करण साहू ने कहा कि पुल की मरम्मत पिछले साल नहीं हुई थी।",
    ),
    (
        "r4",
        "दैनिक सरल",
        "2031-07-26T09:00:00+05:30",
        "नीलमपुर पुल हादसे में मृतकों की संख्या 11 हुई",
        "नीलमपुर पुल हादसे में मृतकों की संख्या बढ़कर 11 हो गई है। चंद्रवेणी नदी से शनिवार को 4 और शव निकाले गए। जिलाधिकारी रमा देवी ने \
         बताया कि हादसे में 11 लोगों की मौत हुई है।",
    ),
    (
        "r5",
        "जनतरंग",
        "2031-07-26T12:00:00+05:30",
        "नीलमपुर पुल हादसा: अब तक 11 लोगों की मौत",
        "नीलमपुर के पुल हादसे में 11 लोगों की मौत हो गई है। चंद्रवेणी नदी में तलाश शनिवार को भी जारी रही। पुलिस अधीक्षक सोमेश बघेल ने \
         कहा कि 11 लोगों की मौत की पुष्टि हुई है।",
    ),
];

fn report(place: &Place, n: usize) -> PathBuf {
    let (id, outlet, published, title, body) = REPORTS[n];
    let line = serde_json::json!({"id": id, "outlet": outlet, "lang": "hi", "title": title, "body": body,
        "published": published});
    place.file(&format!("{id}.jsonl"), line.to_string() + "\n")
}

/// A store of the reports, added one by one, an hour apart.
pub fn grown(place: &Place) -> Store {
    let mut store = open(&place.store());
    for n in 0..REPORTS.len() {
        let time = format!("2031-07-27T{:02}:00:00Z", n + 1);
        pipeline::add(&mut store, &[report(place, n)], &at(&time), &mut |_| {}).unwrap();
    }
    store
}

fn rebuild_copy(dir: &Path) -> Store {
    let copy = tempfile::tempdir().unwrap().keep();
    for name in [FILE.to_string(), format!("{FILE}-wal")] {
        if dir.join(&name).exists() {
            std::fs::copy(dir.join(&name), copy.join(name)).unwrap();
        }
    }
    let mut store = open(&copy);
    pipeline::rebuild(&mut store, &at("2032-01-01T00:00:00Z"), &mut |_| {}).unwrap();
    store
}

#[test]
fn a_story_is_told_as_it_grows() {
    let place = Place::new();
    let store = grown(&place);
    let lines = journal(&store);
    let seqs: Vec<u64> = lines.iter().map(|c| c.seq).collect();
    assert_eq!(seqs, (1..=lines.len() as u64).collect::<Vec<_>>());
    assert!(lines.is_sorted_by_key(|c| c.at.clone()));
    // One story from the first report on.
    assert_eq!(store.stories(&Default::default()).unwrap().1, 1);
    let of = |n: usize| -> Vec<&Change> {
        let time = format!("2031-07-27T{:02}:00:00Z", n + 1);
        lines.iter().filter(|c| c.at == time).collect()
    };
    assert_eq!(of(0)[0].kind, ChangeKind::StoryNew);
    assert_eq!(of(1)[0].kind, ChangeKind::StoryJoined);
    let origins = |c: &Change| {
        (
            c.body.from.as_ref().unwrap().origins,
            c.body.to.as_ref().unwrap().origins,
        )
    };
    assert_eq!(origins(of(1)[0]), (Some(1), Some(2)));
    // The toll that stands changed once, and the line cites the words that say so.
    let tolls: Vec<&Change> = lines.iter().filter(|c| c.kind == ChangeKind::ClaimValue).collect();
    assert_eq!(tolls.len(), 1, "{:?}", kinds(&lines));
    let (from, to) = (tolls[0].body.from.as_ref().unwrap(), tolls[0].body.to.as_ref().unwrap());
    assert_eq!(
        (from.value, to.value, tolls[0].body.role.as_str()),
        (Some(7.0), Some(11.0), "killed")
    );
    assert!(tolls[0].body.citations.iter().any(|q| q.quote.contains("11")));
    // Whoever cites, cites what is there.
    for q in lines.iter().flat_map(|c| &c.body.citations) {
        let a = store.analysis(&q.article.as_str().into()).unwrap().unwrap();
        let words: String = a
            .article
            .text
            .chars()
            .skip(q.start as usize)
            .take((q.end - q.start) as usize)
            .collect();
        assert_eq!(words, q.quote);
    }
}

#[test]
fn a_rebuild_tells_nothing() {
    let place = Place::new();
    let store = grown(&place);
    let want = journal(&store);
    drop(store);
    let rebuilt = rebuild_copy(&place.store());
    assert_eq!(journal(&rebuilt), want);
    // Nor does a second look at the same pages.
    let mut store = open(&place.store());
    pipeline::add(
        &mut store,
        &[report(&place, 0)],
        &at("2032-01-01T00:00:00Z"),
        &mut |_| {},
    )
    .unwrap();
    pipeline::refresh(&mut store, &at("2032-01-02T00:00:00Z"), &mut |_| {}).unwrap();
    assert_eq!(journal(&store), want);
}

/// The sample pages in two halves.
fn halves() -> (Vec<PathBuf>, Vec<PathBuf>) {
    let mut files: Vec<PathBuf> = std::fs::read_dir(samples())
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    let second = files.split_off(files.len() / 2);
    (files, second)
}

#[test]
fn wherever_runs_are_cut_off_no_change_is_lost_or_told_twice() {
    let (first, second) = halves();
    let calm = tempfile::tempdir().unwrap();
    let mut store = open(calm.path());
    for files in [&first, &second] {
        pipeline::add(&mut store, files, &at("2031-01-01T00:00:00Z"), &mut |_| {}).unwrap();
    }
    let want = journal(&store);
    assert!(want.len() > 20, "{}", want.len());
    let mut stopped = 0;
    for looks in [0, 4, 9, 17] {
        let dir = tempfile::tempdir().unwrap();
        for files in [&first, &second] {
            for n in looks.. {
                // A run that was cut off is followed by a new one, as after a crash.
                let mut store = open(dir.path());
                let options = Options {
                    cancel: Cancel::after(n),
                    ..at("2031-01-01T00:00:00Z")
                };
                match pipeline::add(&mut store, files, &options, &mut |_| {}) {
                    Ok(_) => break,
                    Err(RunError::Cancelled) => stopped += 1,
                    Err(e) => panic!("{e}"),
                }
            }
        }
        let store = open(dir.path());
        assert_eq!(journal(&store), want, "stopped after {looks} looks");
    }
    assert!(stopped > 20, "{stopped}");
}

#[test]
fn what_editors_decide_is_told() {
    let place = Place::new();
    let mut store = grown(&place);
    let other = page(3);
    pipeline::add(
        &mut store,
        &[place.file("p.txt", other)],
        &at("2031-08-01T00:00:00Z"),
        &mut |_| {},
    )
    .unwrap();
    let (rows, _) = store.stories(&Default::default()).unwrap();
    assert_eq!(rows.len(), 2);
    let mut articles: Vec<Vec<String>> = Vec::new();
    for row in &rows {
        let event = store.event(&row.id).unwrap().unwrap();
        articles.push(event.articles.iter().map(|a| a.to_string()).collect());
    }
    articles.sort_by_key(|a| std::cmp::Reverse(a.len()));
    let mut decide = |ruling: &Ruling, time: &str| -> Vec<Change> {
        let before = journal(&store).len();
        store.decide(time, "test", ruling).unwrap();
        pipeline::refresh(&mut store, &at(time), &mut |_| {}).unwrap();
        journal(&store).split_off(before)
    };
    let titles = [String::new(), String::new()];
    let why = String::from("one matter");
    let merge = Ruling::Merge {
        articles: [articles[0][0].clone(), articles[1][0].clone()],
        titles,
        why: why.clone(),
    };
    let told = decide(&merge, "2031-08-02T00:00:00Z");
    assert!(kinds(&told).contains(&"story.merged"), "{:?}", kinds(&told));
    assert!(!kinds(&told).contains(&"story.new"), "{:?}", kinds(&told));
    let split = Ruling::Split {
        out: articles[1].clone(),
        rest: articles[0].clone(),
        title: String::new(),
        why: why.clone(),
    };
    let told = decide(&split, "2031-08-03T00:00:00Z");
    assert!(
        kinds(&told).contains(&"story.split") && kinds(&told).contains(&"story.new"),
        "{:?}",
        kinds(&told)
    );
    let parted = told.iter().find(|c| c.kind == ChangeKind::StorySplit).unwrap();
    // Whichever of the two is the story that goes on.
    assert!(articles.contains(&parted.body.articles), "{:?}", parted.body);
    let key = store.holders(&articles[0][4]).unwrap().pop().unwrap().key;
    let mut decide = |ruling: &Ruling, time: &str| -> Vec<Change> {
        let before = journal(&store).len();
        store.decide(time, "test", ruling).unwrap();
        pipeline::refresh(&mut store, &at(time), &mut |_| {}).unwrap();
        journal(&store).split_off(before)
    };
    let remove = Ruling::Remove {
        articles: vec![articles[0][4].clone()],
        titles: vec!["headline".into()],
        pages: vec![key],
        why,
    };
    let told = decide(&remove, "2031-08-04T00:00:00Z");
    assert_eq!(told[0].kind, ChangeKind::ArticleWithdrawn);
    assert_eq!(told[0].article.as_deref(), Some(articles[0][4].as_str()));
    assert!(told[0].story.is_some());
    assert!(!kinds(&told).contains(&"story.split"), "{:?}", kinds(&told));
}

#[test]
fn a_store_that_is_filled_at_one_go_is_told_in_one_line() {
    let place = Place::new();
    place.file("r.jsonl", records(0..1_100));
    let mut store = open(&place.store());
    // Cut off once on the way, it is still one line.
    let options = Options {
        cancel: Cancel::after(1_114),
        ..at("2031-08-01T00:00:00Z")
    };
    let cut = pipeline::add(&mut store, &[place.path("r.jsonl")], &options, &mut |_| {});
    assert!(matches!(cut, Err(RunError::Cancelled)));
    pipeline::refresh(&mut store, &at("2031-08-01T01:00:00Z"), &mut |_| {}).unwrap();
    let lines = journal(&store);
    assert_eq!(kinds(&lines), ["store.loaded"]);
    assert_eq!(lines[0].body.counts["articles"], 1_100);
    // From then on changes are told one by one.
    let more = place.file("p.txt", page(2_000));
    pipeline::add(&mut store, &[more], &at("2031-08-02T00:00:00Z"), &mut |_| {}).unwrap();
    assert!(journal(&store).len() > 1);
}

#[test]
fn another_version_of_the_stages_is_told_in_one_line() {
    let place = Place::new();
    let want = journal(&grown(&place)).len();
    let db = rusqlite::Connection::open(place.store().join(FILE)).unwrap();
    // As if other stages had made everything, and had named things otherwise.
    db.execute_batch(
        "UPDATE meta SET value = 'other' WHERE name IN ('stages', 'told'); UPDATE meta SET value = 'other ' WHERE name = 'aliases';
         UPDATE analyses SET stages = 'other'; DELETE FROM told WHERE story IN (SELECT story FROM told LIMIT 1);",
    )
    .unwrap();
    drop(db);
    place.ok(&["refresh"]);
    let store = open(&place.store());
    let lines = journal(&store);
    assert_eq!(kinds(&lines[want..]), ["store.rederived"]);
    assert_eq!(lines[want].body.counts["stories"], 1);
}

#[test]
fn the_journal_outlives_damage() {
    let place = Place::new();
    let store = grown(&place);
    let (want, name) = (journal(&store), store.name().unwrap());
    drop(store);
    let db = rusqlite::Connection::open(place.store().join(FILE)).unwrap();
    for sql in ["DELETE FROM changes", "UPDATE changes SET kind = 'story.new'"] {
        assert!(db.execute_batch(sql).is_err(), "{sql}");
    }
    db.execute_batch(
        "DROP TRIGGER changes_stay_as_they_are; UPDATE changes SET at = '2001-01-01T00:00:00Z' WHERE seq = 2;
         UPDATE told SET body = replace(body, 'claims', 'claimz');",
    )
    .unwrap();
    drop(db);
    let report = place.run(&["doctor", "--json"]).json();
    let codes: Vec<&str> = report["problems"]
        .as_array()
        .unwrap()
        .iter()
        .map(|p| p["code"].as_str().unwrap())
        .collect();
    assert_eq!(codes.iter().filter(|c| **c == "DOC-014").count(), 2, "{report}");
    let repaired = place.run(&["doctor", "--repair"]);
    assert!(repaired.out.contains("line 2 of the journal") || repaired.err.contains("line 2 of the journal"));
    let store = open(&place.store());
    assert_eq!(store.name().unwrap(), name);
    let have = journal(&store);
    let kept: Vec<&Change> = want.iter().filter(|c| c.seq != 2).collect();
    assert_eq!(have.iter().take(kept.len()).collect::<Vec<_>>(), kept);
    assert_eq!(kinds(&have[kept.len()..]), ["store.rederived"]);
}

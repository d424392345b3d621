//! A store that grew page by page, with decisions in between, is the store that a rebuild makes, byte for byte; and both hold
//! what the stages give when they see all pages at once.

use crate::common::*;
use std::path::{Path, PathBuf};
use std::time::Duration;
use sutradhar::export;
use sutradhar::pipeline::{self, Cancel, Options, RunError};
use sutradhar::read;
use sutradhar::search::Query;
use sutradhar::store::{FILE, Ruling, Store};
use sutradhar_engine::model::*;

fn one() -> Options {
    Options::with_threads(1)
}

/// Orders of arrival that are tried.
const ORDERS: u64 = 3;

/// Numbers that look random and are the same each time.
struct Dice(u64);

impl Dice {
    fn below(&mut self, n: usize) -> usize {
        self.0 = self
            .0
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as usize % n.max(1)
    }

    fn shuffle<T>(&mut self, list: &mut [T]) {
        for i in (1..list.len()).rev() {
            list.swap(i, self.below(i + 1));
        }
    }
}

fn open(dir: &Path) -> Store {
    Store::open_to_write(dir, Duration::from_secs(20)).unwrap()
}

/// All records, and what some searches find.
fn everything(store: &Store) -> Vec<(String, Vec<u8>)> {
    let mut out = Vec::new();
    for kind in export::RecordKind::ALL {
        let mut text = Vec::new();
        export::stream(store, kind, &mut |line| {
            text.extend_from_slice(line.as_bytes());
            text.push(b'\n');
            Ok(())
        })
        .unwrap();
        out.push((kind.to_string(), text));
    }
    for typed in ["पुल", "बांध", "मंत्री", "Ramadevi", "नीलमपुर"] {
        let query = Query::parse(typed).unwrap().fts(true);
        let mut text = String::new();
        for kind in ["story", "article", "statement"] {
            let (hits, all) = store.find(kind, &query, 50).unwrap();
            text += &format!("{kind} {all}\n");
            hits.iter().for_each(|h| text += &format!("{} {:.4}\n", h.id, h.rank));
        }
        out.push((format!("search {typed}"), text.into_bytes()));
    }
    let (rows, _) = store.stories(&Default::default()).unwrap();
    out.push(("list".into(), format!("{rows:#?}").into_bytes()));
    out
}

/// The same of a rebuilt copy of the store.
fn rebuilt(dir: &Path) -> Vec<(String, Vec<u8>)> {
    let copy = tempfile::tempdir().unwrap();
    for name in [FILE.to_string(), format!("{FILE}-wal")] {
        let from = dir.join(&name);
        if from.exists() {
            std::fs::copy(from, copy.path().join(name)).unwrap();
        }
    }
    let mut store = open(copy.path());
    pipeline::rebuild(&mut store, &one(), &mut |_| {}).unwrap();
    everything(&store)
}

fn pages() -> Vec<PathBuf> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(samples())
        .unwrap()
        .map(|e| e.unwrap().path())
        .collect();
    files.sort();
    files
}

/// One decision of any kind.
fn decide(store: &mut Store, dice: &mut Dice) {
    let (rows, _) = store.stories(&Default::default()).unwrap();
    let pick = |dice: &mut Dice| store.event(&rows[dice.below(rows.len())].id).unwrap().unwrap();
    let (x, y) = (pick(dice), pick(dice));
    let ruling = match dice.below(4) {
        0 => Ruling::Merge {
            articles: [x.articles[0].to_string(), y.articles[0].to_string()],
            titles: [x.title, y.title],
            why: "one matter".into(),
        },
        1 if x.articles.len() > 1 => Ruling::Split {
            out: vec![x.articles[1].to_string()],
            rest: vec![x.articles[0].to_string()],
            title: x.title,
            why: "two matters".into(),
        },
        2 if store.decisions().unwrap().len() > 1 => Ruling::Undo {
            number: dice.below(store.decisions().unwrap().len()) as i64 + 1,
        },
        _ => {
            let analyses = store.analyses_after().unwrap();
            let names: Vec<(String, &Entity)> = analyses
                .iter()
                .flat_map(|a| a.mentions.iter().map(move |m| (a, m)))
                .filter_map(|(a, m)| Some((a.words(m.span).to_string(), a.entity(&m.entity)?)))
                .collect();
            let (name, _) = names[dice.below(names.len())].clone();
            let (_, to) = &names[dice.below(names.len())];
            Ruling::Alias {
                name,
                entity: to.id.to_string(),
                kind: to.kind.name().into(),
                called: to.name("hi").to_string(),
            }
        }
    };
    store.decide("2026-01-01T00:00:00Z", "test", &ruling).unwrap();
    pipeline::refresh(store, &one(), &mut |_| {}).unwrap();
}

#[test]
fn a_store_grown_page_by_page_is_a_rebuilt_one() {
    for order in 1..=ORDERS {
        let mut dice = Dice(order);
        let mut files = pages();
        dice.shuffle(&mut files);
        let dir = tempfile::tempdir().unwrap();
        for (n, file) in files.iter().enumerate() {
            let mut store = open(dir.path());
            pipeline::add(&mut store, std::slice::from_ref(file), &one(), &mut |_| {}).unwrap();
            // The first order is grown without decisions.
            if order > 1 && n % 4 == 3 {
                decide(&mut store, &mut dice);
            }
            let check = n % 12 == 11 || n + 1 == files.len();
            let have = check.then(|| everything(&store));
            drop(store);
            if let Some(have) = have {
                same(&rebuilt(dir.path()), &have, &format!("order {order}, {n} pages"));
            }
        }
    }
}

#[test]
fn a_run_that_is_stopped_anywhere_goes_on_to_the_same_end() {
    let files = pages();
    let (first, second) = files.split_at(files.len() / 2);
    let calm = tempfile::tempdir().unwrap();
    let mut store = open(calm.path());
    pipeline::add(&mut store, first, &one(), &mut |_| {}).unwrap();
    decide(&mut store, &mut Dice(1));
    pipeline::add(&mut store, second, &one(), &mut |_| {}).unwrap();
    let want = everything(&store);
    let mut stopped = 0;
    for looks in [0, 4, 9] {
        let dir = tempfile::tempdir().unwrap();
        let mut store = open(dir.path());
        // Each run is stopped one look later than the one before, so that it gets a little further.
        let mut run = |files: &[PathBuf], store: &mut Store| {
            for n in looks.. {
                let options = Options {
                    cancel: Cancel::after(n),
                    ..one()
                };
                match pipeline::add(store, files, &options, &mut |_| {}) {
                    Ok(_) => break,
                    Err(RunError::Cancelled) => stopped += 1,
                    Err(e) => panic!("{e}"),
                }
                // Whatever it left can be read.
                assert!(store.is_readable().unwrap());
                everything(store);
            }
        };
        run(first, &mut store);
        decide(&mut store, &mut Dice(1));
        run(second, &mut store);
        same(&want, &everything(&store), &format!("stopped after {looks} looks"));
    }
    assert!(stopped > 30, "{stopped}");
}

#[test]
fn a_store_holds_what_the_stages_give() {
    let dir = tempfile::tempdir().unwrap();
    let mut store = open(dir.path());
    let mut analyses = Vec::new();
    for file in pages() {
        pipeline::add(&mut store, std::slice::from_ref(&file), &one(), &mut |_| {}).unwrap();
        read::files::read(&[file], &mut |unit| {
            let pages = read::pages(&unit.unwrap().0).unwrap();
            analyses.extend(pages.iter().map(pipeline::analyse));
            true
        });
    }
    let want = pipeline::derive(&mut analyses).unwrap();
    let have = store.derived().unwrap();
    assert_eq!(store.analyses_after().unwrap(), analyses);
    assert_eq!(have.copies, want.copies);
    assert_eq!(have.storylines, want.storylines);
    assert_eq!(have.headlines, want.headlines);
    let by_event = |mut list: Vec<Claim>| {
        list.sort_by(|a, b| a.event.cmp(&b.event));
        list
    };
    assert_eq!(by_event(have.claims), by_event(want.claims));
    let mut events = want.events;
    events.sort_by(|a, b| a.id.cmp(&b.id));
    assert_eq!(have.events, events);
    let mut briefs = want.briefs;
    briefs.sort_by(|a, b| a.event.cmp(&b.event));
    assert_eq!(have.briefs, briefs);
}

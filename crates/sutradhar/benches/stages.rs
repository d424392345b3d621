//! What each stage of `add` costs a page: processor time of one thread, so that other work on the machine matters little.
//!
//! `cargo bench -p sutradhar --bench stages -- FOLDER [ROUNDS]` reads the pages of a folder; without one, the samples.

use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use sutradhar::pipeline::{self, Options};
use sutradhar::read::files::{self, ReadError};
use sutradhar::read::{self, Raw, content_key};
use sutradhar::search;
use sutradhar::store::{Incoming, NewAnalysis, Store};
use sutradhar_engine::{annotate, attribute, extract, propositions};

/// Processor time of this thread, where the system tells it; else the time of the clock.
fn now(start: Instant) -> Duration {
    let stat = std::fs::read_to_string("/proc/thread-self/schedstat").ok();
    let spent = stat.and_then(|s| s.split_whitespace().next()?.parse().ok());
    spent.map_or_else(|| start.elapsed(), Duration::from_nanos)
}

/// The best time of each stage over all rounds.
struct Table {
    start: Instant,
    rows: Vec<(String, Duration)>,
}

impl Table {
    fn put(&mut self, stage: &str, time: Duration) {
        match self.rows.iter_mut().find(|r| r.0 == stage) {
            Some(row) => row.1 = row.1.min(time),
            None => self.rows.push((stage.to_string(), time)),
        }
    }

    fn time<T>(&mut self, stage: &str, work: impl FnOnce() -> T) -> T {
        let before = now(self.start);
        let made = work();
        self.put(stage, now(self.start) - before);
        made
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| a != "--bench").collect();
    let samples = || Path::new(env!("CARGO_MANIFEST_DIR")).join("../../samples/pages");
    let folder = args.first().map_or_else(samples, PathBuf::from);
    let rounds: usize = args.get(1).map_or(Ok(3), |n| n.parse())?;
    let paths = [folder];
    let mut table = Table {
        start: Instant::now(),
        rows: Vec::new(),
    };
    let (mut pages_read, mut bytes) = (0, 0);
    for _ in 0..rounds {
        let mut units: Vec<Raw> = Vec::new();
        table.time("read files", || {
            files::read(&paths, &mut |unit: Result<(Raw, u64), ReadError>| {
                units.extend(unit.ok().map(|u| u.0));
                true
            });
        });
        bytes = units.iter().map(|u| u.bytes.len()).sum();
        let decoded = |raw: Raw| read::pages(&raw).ok().map(|pages| (raw, pages));
        let read: Vec<_> = table.time("decode", || units.into_iter().filter_map(decoded).collect());
        let mut pages = Vec::new();
        let mut incoming: Vec<Incoming> = table.time("keys", || {
            read.into_iter()
                .map(|(raw, held)| {
                    let keys = held.iter().map(|page| (page.id.clone(), content_key(page))).collect();
                    pages.extend(held);
                    Incoming::new(raw, 0, keys)
                })
                .collect()
        });
        pages_read = pages.len();
        table.time("pack pages", || incoming.iter_mut().try_for_each(Incoming::pack))?;
        let articles: Vec<_> = table.time("extract", || pages.iter().map(extract::extract).collect());
        let mut found: Vec<_> = table.time("annotate", || {
            let annotated = articles.into_iter().map(|(a, n)| annotate::annotate(a, n));
            annotated.collect()
        });
        table.time("attribute", || {
            found.iter_mut().for_each(|a| a.statements = attribute::attribute(a));
        });
        table.time("propositions", || {
            found
                .iter_mut()
                .for_each(|a| a.propositions = propositions::propositions(a));
        });
        let documents: Vec<_> = table.time("search words", || found.iter().map(search::documents).collect());
        let analyses: Vec<NewAnalysis> = table.time("pack analyses", || {
            let pairs = found.iter().zip(documents);
            pairs.map(|(a, d)| NewAnalysis::new(a, d)).collect::<Result<_, _>>()
        })?;
        let dir = tempfile::tempdir()?;
        let mut store = Store::open_to_write(dir.path(), Duration::ZERO)?;
        table.time("write pages", || store.store_batch(&incoming, &[]))?;
        table.time("write analyses", || store.store_batch(&[], &analyses))?;
        // Of the same pages; threads of a pool of one do it, so by the clock.
        let summary = pipeline::refresh(&mut store, &Options::with_threads(1), &mut |_| {})?;
        for (part, time, _) in &summary.parts.times {
            table.put(&format!("derive: {part}"), *time);
        }
        for threads in [1, 2] {
            let dir = tempfile::tempdir()?;
            let mut store = Store::open_to_write(dir.path(), Duration::ZERO)?;
            let start = Instant::now();
            pipeline::add(&mut store, &paths, &Options::with_threads(threads), &mut |_| {})?;
            table.put(&format!("whole add, {threads} thread(s)"), start.elapsed());
        }
    }
    let mb = bytes as f64 / 1e6;
    println!("{pages_read} pages, {mb:.1} MB, best of {rounds} rounds");
    println!("{:<26} {:>9} {:>10} {:>8}", "stage", "ms a page", "pages/s", "MB/s");
    for (stage, time) in &table.rows {
        let seconds = time.as_secs_f64().max(1e-9);
        let (each, speed) = (seconds * 1e3 / pages_read as f64, pages_read as f64 / seconds);
        println!("{stage:<26} {each:>9.3} {speed:>10.0} {:>8.0}", mb / seconds);
    }
    Ok(())
}

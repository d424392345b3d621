//! A stream of articles with known happenings through the index of events, one page at a time: articles a second, memory, scores,
//! and what one more article costs, at 10,000, 100,000 and 1,000,000 articles; `docs/stream.svg` shows them.
//!
//! `cargo bench -p sutradhar-engine --bench stream -- 1000000`
//!
//! `... --bench stream -- 1000000 write FOLDER` writes the articles instead, as files that `sutradhar add` reads, spread
//! over twenty years, so that the window of the program holds as many as it would of a country's news.
//!
//! Times are processor time of one thread, so that what else the machine does is not counted. "One more article" is
//! everything from its vectors to the events: lookup, scores, clustering, and on the first article of a day what the window
//! puts away. Reading the page and making its vectors are timed apart.

#![allow(clippy::disallowed_methods, clippy::unwrap_used)] // a bench reads pages, a clock and the memory it has

mod generate;
mod names;
mod plot;
mod random;
mod score;
mod sources;

use generate::Stream;
use rustix::time::{ClockId, clock_gettime};
use std::io::Write;
use std::path::Path;
use sutradhar_engine::events::index::{Bounds, Closed, Entry, EventIndex};
use sutradhar_engine::events::{BOUNDS, Embedder};
use sutradhar_engine::model::Content;

/// Of so many articles one is read in full, attribution included, and timed: events need no attribution.
const ATTRIBUTED: usize = 16;

/// Days between two reports that are compared: what a stream of this density holds.
const WINDOW: i32 = 10;

/// Articles between two points of the plot.
const STEP: usize = 10_000;

/// Articles a day of those that are written: a million in twenty years.
const SPREAD: f64 = generate::PER_DAY / 10.0;

/// Articles of a file.
const FILE: usize = 50_000;

/// Writes articles as records, so many a file.
fn write(folder: &Path, stream: impl Iterator<Item = generate::Made>) -> std::io::Result<()> {
    std::fs::create_dir_all(folder)?;
    let mut out: Option<std::io::BufWriter<std::fs::File>> = None;
    for (i, made) in stream.enumerate() {
        if i.is_multiple_of(FILE) {
            let path = folder.join(format!("stream-{:03}.jsonl", i / FILE));
            if let Some(mut full) = out.replace(std::io::BufWriter::new(std::fs::File::create(path)?)) {
                full.flush()?;
            }
        }
        let (Content::Record { title, body }, Some(out)) = (&made.page.content, out.as_mut()) else {
            continue;
        };
        let hints = &made.page.hints;
        let record = serde_json::json!({
            "id": made.page.id.as_str(),
            "outlet": hints.outlet,
            "title": title,
            "body": body,
            "published": hints.published,
        });
        writeln!(out, "{record}")?;
    }
    out.map_or(Ok(()), |mut out| out.flush())
}

/// Processor time of this thread in milliseconds.
fn clock() -> f64 {
    let t = clock_gettime(ClockId::ThreadCPUTime);
    t.tv_sec as f64 * 1e3 + t.tv_nsec as f64 / 1e6
}

/// Resident memory in MB.
fn memory() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|l| l.strip_prefix("VmRSS:")).unwrap_or("0");
    let kb: f64 = line.trim().trim_end_matches(" kB").trim().parse().unwrap_or(0.0);
    kb / 1024.0
}

/// What was measured over the last articles up to a number.
pub struct Point {
    /// Articles so far.
    pub articles: usize,
    /// Cost of one more article in milliseconds: half of them, 99 of 100, all of them stay below.
    pub cost: [f64; 3],
    /// Mean cost of reading, of vectors, of one more article, in milliseconds.
    pub mean: [f64; 3],
    /// Resident memory in MB.
    pub memory: f64,
    /// Articles held alone, and groups that were put away but run on.
    pub held: (usize, usize),
}

fn at(sorted: &[f64], share: f64) -> f64 {
    let place = ((sorted.len() as f64 * share) as usize).min(sorted.len().saturating_sub(1));
    sorted.get(place).copied().unwrap_or(0.0)
}

fn main() -> std::io::Result<()> {
    let n: usize = std::env::args().filter_map(|a| a.parse().ok()).next().unwrap_or(10_000);
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let sources = sources::Sources::read(&root)?;
    println!("{} articles to recombine", sources.list.len());
    let mut words = std::env::args().skip_while(|a| a != "write").skip(1);
    if let Some(folder) = words.next() {
        return write(Path::new(&folder), Stream::new(sources, SPREAD).take(n));
    }
    let mut index: EventIndex<Entry<_>> = EventIndex::new(Bounds {
        window: WINDOW,
        ..BOUNDS
    });
    let mut found: Vec<(u32, u32)> = Vec::with_capacity(n);
    let mut closed_events = 0u32;
    let mut points: Vec<Point> = Vec::new();
    let (mut costs, mut sums) = (Vec::new(), [0.0; 3]);
    let mut steps = std::collections::BTreeMap::<&str, usize>::new();
    let mut all_costs: Vec<f64> = Vec::with_capacity(n);
    let mut ready = 0.0;
    println!(
        "  articles   read   view    add |    p50    p99    max ms | articles/s |    MB | held + groups | pair F1 BCubed"
    );
    // Pages are made and read on one thread, events on another; each has its own clock.
    let (send, receive) = std::sync::mpsc::sync_channel(512);
    let reader = std::thread::spawn(move || {
        let mut embedder = Embedder::default();
        for (i, made) in Stream::new(sources, generate::PER_DAY).take(n).enumerate() {
            let t0 = clock();
            let mut analysis = sources::annotated(&made.page);
            let sample = i.is_multiple_of(ATTRIBUTED);
            if sample {
                sources::attribute(&mut analysis);
            }
            let t1 = clock();
            let entry = Entry::of(&analysis, &mut embedder);
            let t2 = clock();
            let read = sample.then_some(t1 - t0);
            if send.send((entry, made.day, made.happening, read, t2 - t1)).is_err() {
                break;
            }
        }
    });
    let mut reads = (0.0, 0usize);
    for (i, (entry, day, happening, read, view_cost)) in receive.into_iter().enumerate() {
        if let Some(read) = read {
            reads = (reads.0 + read, reads.1 + 1);
        }
        let t2 = clock();
        let (closed, _) = index.advance(day);
        let change = index.add(entry, &[]);
        let t3 = clock();
        if i == 0 {
            ready = memory();
        }
        found.push((happening, u32::MAX));
        for Closed { members, .. } in closed {
            for m in members {
                found[m as usize].1 = closed_events;
            }
            closed_events += 1;
        }
        for step in &change.steps {
            let kind = match step.kind {
                sutradhar_engine::events::index::StepKind::Opened => "opened",
                sutradhar_engine::events::index::StepKind::Joined => "joined",
                sutradhar_engine::events::index::StepKind::Merged => "merged",
                sutradhar_engine::events::index::StepKind::Split => "split",
            };
            *steps.entry(kind).or_default() += 1;
        }
        costs.push(t3 - t2);
        all_costs.push(t3 - t2);
        for (sum, d) in sums.iter_mut().zip([0.0, view_cost, t3 - t2]) {
            *sum += d;
        }
        let articles = i + 1;
        if !articles.is_multiple_of(STEP) && articles != n {
            continue;
        }
        costs.sort_by(f64::total_cmp);
        let point = Point {
            articles,
            cost: [at(&costs, 0.5), at(&costs, 0.99), at(&costs, 1.0)],
            mean: [
                reads.0 / reads.1.max(1) as f64,
                sums[1] / costs.len() as f64,
                sums[2] / costs.len() as f64,
            ],
            memory: memory(),
            held: index.held(),
        };
        costs.clear();
        sums = [0.0; 3];
        reads = (0.0, 0);
        if [10_000, 100_000, 1_000_000].contains(&articles) || articles == n || articles.is_multiple_of(50_000) {
            let mut now = found.clone();
            for (k, e) in index.events().iter().enumerate() {
                for m in e {
                    now[*m as usize].1 = closed_events + k as u32;
                }
            }
            let (pair, bcubed) = score::score(&now);
            let [read, view, add] = point.mean;
            let [p50, p99, max] = point.cost;
            println!(
                "{articles:10} {read:6.3} {view:6.3} {add:6.3} | {p50:6.3} {p99:6.3} {max:6.2}    | {:10.0} | {:5.0} | {:6} + {:4} | {pair:.3}   {bcubed:.3}",
                1e3 / (view + add),
                point.memory,
                point.held.0,
                point.held.1,
            );
        }
        points.push(point);
        if points.len() > 5 && articles.is_multiple_of(50_000) {
            std::fs::write(root.join("docs/stream.svg"), plot::svg(&points))?;
        }
    }
    reader.join().ok();
    all_costs.sort_by(f64::total_cmp);
    println!(
        "all: p50 {:.3} ms, p99 {:.3} ms, 99.9 % {:.3} ms, max {:.2} ms; {ready:.0} MB before the first article; steps {steps:?}",
        at(&all_costs, 0.5),
        at(&all_costs, 0.99),
        at(&all_costs, 0.999),
        at(&all_costs, 1.0),
    );
    if points.len() > 5 {
        std::fs::write(root.join("docs/stream.svg"), plot::svg(&points))?;
    }
    Ok(())
}

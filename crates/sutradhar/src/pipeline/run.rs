//! Runs over a store: first all raw pages are safe, then each is analysed, then what spans articles is derived once.
//!
//! A run that is cut off loses nothing: the next one finds pages without an analysis and the `dirty` mark, and goes on there.

use super::derive::derive;
use super::{Cancel, Parts, analyse};
use crate::read::files::{self, ReadError};
use crate::read::{self, Raw, content_key};
use crate::search;
use crate::store::{ArticleRow, Document, Given, Givens, Incoming, Store, StoreError, Stored};
use rayon::prelude::*;
use std::collections::hash_map::Entry;
use std::collections::{BTreeMap, HashMap};
use std::path::PathBuf;
use std::time::{Duration, Instant};
use sutradhar_engine::model::*;

/// Units that are committed together: large enough that the disk's sync does not dominate, small enough to lose little.
const BATCH: usize = 256;

/// Bytes after which a batch is committed all the same.
const BATCH_BYTES: usize = 32 << 20;

/// Time after which a batch is committed all the same, so that slow input is safe too.
const BATCH_TIME: Duration = Duration::from_secs(1);

/// Articles that are analysed at a time.
const ANALYSE_BATCH: usize = 256;

/// How a run is done.
#[derive(Debug, Clone)]
pub struct Options {
    /// Threads for analysing; results do not depend on it.
    pub threads: usize,
    /// Stops the run from outside.
    pub cancel: Cancel,
    /// When it begins, for the journal (RFC 3339): only the edge of the program knows.
    pub at: String,
}

/// The time of a run that nobody timed.
const UNTIMED: &str = "1970-01-01T00:00:00Z";

impl Options {
    /// So many threads, nobody who stops it, and a time that is none: for tests and measurements.
    pub fn with_threads(threads: usize) -> Options {
        Options {
            threads,
            cancel: Cancel::default(),
            at: UNTIMED.to_string(),
        }
    }
}

/// How far a run is.
#[derive(Debug, Clone, Copy)]
pub enum Step {
    /// A batch is safe in the store.
    Stored(Stored),
    /// So many articles will be analysed.
    Analysing(u64),
    /// So many more are.
    Analysed(u64),
    /// Copies, events, storylines, claims, briefs.
    Deriving(u64),
}

/// Why a run stopped.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs)]
pub enum RunError {
    #[error(transparent)]
    Store(#[from] StoreError),
    #[error("stopped; what was done is kept, and the next run goes on from there")]
    Cancelled,
    #[error("threads cannot be started: {0}")]
    Threads(#[from] rayon::ThreadPoolBuildError),
}

/// What a run did.
#[derive(Debug, Default)]
pub struct Summary {
    /// Units that came in, and units that were known.
    pub stored: Stored,
    /// Files and lines that could not be read.
    pub errors: Vec<ReadError>,
    /// Articles that were analysed.
    pub analysed: u64,
    /// Whether events, claims and briefs were derived again.
    pub derived: bool,
    /// Notices of the analysed articles: for each code how many, and the message of the first.
    pub notices: BTreeMap<String, (u64, String)>,
    /// The parts of deriving.
    pub parts: Parts,
    /// Time for reading and storing, for analysing, for deriving.
    pub times: [Duration; 3],
}

/// Stores the pages of all paths, then brings everything else up to date.
///
/// # Errors
/// The store cannot be written. Files that cannot be read are in the summary, not here.
pub fn add(
    store: &mut Store,
    paths: &[PathBuf],
    options: &Options,
    step: &mut dyn FnMut(Step),
) -> Result<Summary, RunError> {
    add_given(store, paths, &Given::default(), options, step)
}

/// The same, with what was typed about the pages.
///
/// # Errors
/// The store cannot be written.
pub fn add_given(
    store: &mut Store,
    paths: &[PathBuf],
    given: &Given,
    options: &Options,
    step: &mut dyn FnMut(Step),
) -> Result<Summary, RunError> {
    add_from(store, |take| files::read(paths, take), given, options, step)
}

/// Takes one unit with its line in a file of records (0 elsewhere), or what could not be read. `false` asks for no more.
pub type Take<'a> = dyn FnMut(Result<(Raw, u64), ReadError>) -> bool + 'a;

/// Stores what a source of units gives, whatever that is: files, a queue, a fetcher; then brings everything else up to
/// date. `source` is called once and hands on its units one by one.
///
/// # Errors
/// The store cannot be written.
pub fn add_from(
    store: &mut Store,
    source: impl FnOnce(&mut Take<'_>),
    given: &Given,
    options: &Options,
    step: &mut dyn FnMut(Step),
) -> Result<Summary, RunError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads).build()?;
    let start = Instant::now();
    let mut summary = Summary::default();
    let mut batch: Vec<(Raw, u64)> = Vec::new();
    let (mut bytes, mut since) = (0, Instant::now());
    let mut failed = None;
    source(&mut |unit| {
        match unit {
            Ok((raw, line)) => {
                bytes += raw.bytes.len();
                batch.push((raw, line));
            }
            Err(e) => summary.errors.push(e),
        }
        if batch.len() >= BATCH || bytes >= BATCH_BYTES || (!batch.is_empty() && since.elapsed() >= BATCH_TIME) {
            if let Err(e) = commit(store, &pool, &mut batch, given, &mut summary, step) {
                failed = Some(e);
                return false;
            }
            (bytes, since) = (0, Instant::now());
        }
        !options.cancel.is_cancelled()
    });
    match failed {
        Some(e) => return Err(e),
        None => commit(store, &pool, &mut batch, given, &mut summary, step)?,
    }
    summary.times[0] = start.elapsed();
    bring_up_to_date(store, &pool, options, &mut summary, step)?;
    Ok(summary)
}

/// Analyses what no stage has seen, and derives again if anything changed or another version of the stages did it.
///
/// # Errors
/// The store cannot be written.
pub fn refresh(store: &mut Store, options: &Options, step: &mut dyn FnMut(Step)) -> Result<Summary, RunError> {
    let pool = rayon::ThreadPoolBuilder::new().num_threads(options.threads).build()?;
    let mut summary = Summary::default();
    bring_up_to_date(store, &pool, options, &mut summary, step)?;
    Ok(summary)
}

/// Makes everything again from the raw pages.
///
/// # Errors
/// The store cannot be written, or a raw page cannot be read any more.
pub fn rebuild(store: &mut Store, options: &Options, step: &mut dyn FnMut(Step)) -> Result<Summary, RunError> {
    let givens = store.givens()?;
    let given = |raw: &Raw| givens.get(&raw.key()[..]).cloned().unwrap_or_default();
    store.reset(|raw| contents(raw, &given(raw)).unwrap_or_default())?;
    refresh(store, options, step)
}

/// A unit ready for the store, with the articles that it holds.
///
/// # Errors
/// One sentence: it holds no page.
pub fn incoming(raw: Raw, line: u64, given: &Given) -> Result<Incoming, String> {
    let articles = contents(&raw, given)?;
    Ok(Incoming {
        key: raw.key(),
        raw,
        line,
        articles,
    })
}

/// Ids and content keys of the articles of a unit.
fn contents(raw: &Raw, given: &Given) -> Result<Vec<(ArticleId, [u8; 32])>, String> {
    let mut pages = read::pages(raw)?;
    given.tell(&mut pages);
    Ok(pages
        .into_iter()
        .map(|page| {
            let key = content_key(&page);
            (page.id, key)
        })
        .collect())
}

/// Stores a batch; units that hold no page become errors.
fn commit(
    store: &mut Store,
    pool: &rayon::ThreadPool,
    batch: &mut Vec<(Raw, u64)>,
    given: &Given,
    summary: &mut Summary,
    step: &mut dyn FnMut(Step),
) -> Result<(), RunError> {
    let units: Vec<Result<Incoming, ReadError>> = pool.install(|| {
        std::mem::take(batch)
            .into_par_iter()
            .map(|(raw, line)| {
                let path = raw.source.clone();
                incoming(raw, line, given).map_err(|why| match line {
                    0 => ReadError::Content { path, why },
                    line => ReadError::Line { path, line, why },
                })
            })
            .collect()
    });
    let mut good = Vec::with_capacity(units.len());
    for unit in units {
        match unit {
            Ok(unit) => good.push(unit),
            Err(e) => summary.errors.push(e),
        }
    }
    if !good.is_empty() {
        if !given.is_empty() {
            let keys: Vec<[u8; 32]> = good.iter().map(|unit| unit.key).collect();
            store.put_given(&keys, given)?;
        }
        let stored = store.store_pages(&good)?;
        summary.stored.new += stored.new;
        summary.stored.known += stored.known;
        step(Step::Stored(stored));
    }
    Ok(())
}

/// All that can be made again: nothing of it needs to be on the disk before the next step.
fn bring_up_to_date(
    store: &mut Store,
    pool: &rayon::ThreadPool,
    options: &Options,
    summary: &mut Summary,
    step: &mut dyn FnMut(Step),
) -> Result<(), RunError> {
    store.wait_for_disk(false)?;
    let done = make_what_is_missing(store, pool, options, summary, step);
    store.wait_for_disk(true)?;
    done
}

fn make_what_is_missing(
    store: &mut Store,
    pool: &rayon::ThreadPool,
    options: &Options,
    summary: &mut Summary,
    step: &mut dyn FnMut(Step),
) -> Result<(), RunError> {
    let start = Instant::now();
    let todo = store.count_unanalysed()?;
    if todo > 0 {
        step(Step::Analysing(todo));
    }
    let givens = if todo > 0 { store.givens()? } else { Givens::new() };
    loop {
        if options.cancel.is_cancelled() {
            return Err(RunError::Cancelled);
        }
        let rows = store.unanalysed(ANALYSE_BATCH)?;
        if rows.is_empty() {
            break;
        }
        let pages = load(store, &rows, &givens)?;
        let done: Vec<(Analysis, Vec<Document>)> = pool.install(|| {
            pages
                .par_iter()
                .map(|page| {
                    let analysis = analyse(page);
                    let documents = search::documents(&analysis);
                    (analysis, documents)
                })
                .collect()
        });
        for notice in done.iter().flat_map(|(a, _)| &a.notices) {
            let entry = summary
                .notices
                .entry(notice.code.clone())
                .or_insert_with(|| (0, notice.message.clone()));
            entry.0 += 1;
        }
        store.store_analyses(&done)?;
        summary.analysed += done.len() as u64;
        step(Step::Analysed(done.len() as u64));
    }
    summary.times[1] = start.elapsed();
    let start = Instant::now();
    if summary.analysed > 0 || !store.is_current()? {
        let (_, articles, _) = store.counts()?;
        step(Step::Deriving(articles));
        let decisions = store.decisions()?;
        summary.parts = derive(store, pool, &decisions, &options.cancel, Some(&options.at))?;
        summary.derived = true;
    }
    summary.times[2] = start.elapsed();
    Ok(())
}

/// The pages of some articles, under the ids that the store gave them.
fn load(store: &Store, rows: &[ArticleRow], givens: &Givens) -> Result<Vec<RawPage>, StoreError> {
    let mut feeds: HashMap<i64, Vec<RawPage>> = HashMap::new();
    let mut out = Vec::with_capacity(rows.len());
    for row in rows {
        let pages = match feeds.entry(row.page) {
            Entry::Occupied(known) => known.into_mut(),
            // What was readable when it came in is readable now, unless the reader changed: `doctor` tells.
            Entry::Vacant(new) => {
                let raw = store.raw(row.page)?;
                let mut pages = read::pages(&raw).unwrap_or_default();
                if !givens.is_empty()
                    && let Some(given) = givens.get(&raw.key()[..])
                {
                    given.tell(&mut pages);
                }
                new.insert(pages)
            }
        };
        let found = pages.get(row.part).cloned();
        let mut page = found.unwrap_or_else(|| RawPage {
            id: row.id.clone(),
            source: String::new(),
            url: None,
            hints: Hints::default(),
            content: Content::Text(String::new()),
            notices: vec![Notice::new("ADD-002", "the page can no longer be read by this program")],
        });
        if row.id != row.wanted {
            let message = format!(
                "another article has the id {} with other content; this one is {}",
                row.wanted, row.id
            );
            page.notices.push(Notice::new("ADD-001", message));
            page.id = row.id.clone();
        }
        out.push(page);
    }
    Ok(out)
}

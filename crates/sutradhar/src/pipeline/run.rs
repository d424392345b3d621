//! Runs over a store: a batch of raw pages is safe before what was found in it, and what spans articles is derived once.
//!
//! A run that is cut off loses nothing: the next one finds pages without an analysis and the `dirty` mark, and goes on there.

use super::derive::derive;
use super::intake::{self, Intake, contents, keys};
use super::{Cancel, Parts};
use crate::read::Raw;
use crate::read::files::{self, ReadError};
use crate::store::{Given, Store, StoreError, Stored};
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::time::{Duration, Instant};

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
    /// Time for reading and packing, for analysing and writing, for deriving.
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
    let mut summary = Summary::default();
    let mut intake = Intake::new(store, &pool, given, &mut summary, step);
    let mut done = Ok(());
    source(&mut |unit| {
        done = intake.take(unit);
        done.is_ok() && !options.cancel.is_cancelled()
    });
    done.and_then(|()| intake.end())?;
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
    store.reset(|raw| contents(raw, &given(raw)).map_or_else(|_| Vec::new(), |pages| keys(&pages)))?;
    refresh(store, options, step)
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
        intake::analyse_stored(store, pool, &options.cancel, summary, step)?;
    }
    summary.times[1] += start.elapsed();
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

//! Pages on their way into the store, a batch at a time: while what the stages found in one batch is written, they work
//! on the next. A page is safe before anything that was found in it is kept.

use super::run::{RunError, Step, Summary};
use super::{Cancel, analyse};
use crate::read::files::ReadError;
use crate::read::{self, Raw, content_key};
use crate::search;
use crate::store::{ArticleRow, Given, Givens, Incoming, NewAnalysis, PackedPage, Store, StoreError, Stored};
use rayon::prelude::*;
use std::collections::{HashMap, HashSet};
use std::time::{Duration, Instant};
use sutradhar_engine::model::*;

/// Units that are committed together: large enough that the disk's sync does not dominate, small enough to lose little.
const BATCH: usize = 256;

/// Bytes after which a batch is committed all the same.
const BATCH_BYTES: usize = 24 << 20;

/// Time after which a batch is committed all the same, so that slow input is safe too.
const BATCH_TIME: Duration = Duration::from_secs(1);

/// Stored articles that are analysed at a time.
const ANALYSE_BATCH: usize = 256;

/// What the stages found in the pages of a batch, to be written beside the next one.
#[derive(Default)]
struct Found {
    analyses: Vec<NewAnalysis>,
    notices: Vec<Vec<Notice>>,
}

impl Found {
    fn of(made: Vec<Result<(NewAnalysis, Vec<Notice>), StoreError>>) -> Result<Found, StoreError> {
        let made: Result<(Vec<_>, Vec<_>), StoreError> = made.into_iter().collect();
        let (analyses, notices) = made?;
        Ok(Found { analyses, notices })
    }
}

/// The work on a batch that other threads do, with what is written meanwhile.
struct Shift<'a> {
    store: &'a mut Store,
    pool: &'a rayon::ThreadPool,
    summary: &'a mut Summary,
    step: &'a mut dyn FnMut(Step),
    /// What is not written yet.
    found: Found,
}

impl Shift<'_> {
    /// Writes units and what was found before, while `work` finds more.
    fn go(
        &mut self,
        units: &[Incoming],
        work: impl FnOnce() -> Vec<Result<(NewAnalysis, Vec<Notice>), StoreError>> + Send,
    ) -> Result<Stored, RunError> {
        let before = std::mem::take(&mut self.found);
        let store = &mut *self.store;
        let write = || match (units, before.analyses.as_slice()) {
            ([], []) => Ok(Default::default()),
            (units, analyses) => store.store_batch(units, analyses),
        };
        let (written, made) = self.pool.install(|| rayon::join(write, work));
        let (stored, kept) = written?;
        self.found = Found::of(made)?;
        let mut count = 0;
        for notices in before.notices.into_iter().zip(kept).filter(|(_, kept)| *kept) {
            count += 1;
            for notice in notices.0 {
                let entry = self.summary.notices.entry(notice.code);
                entry.or_insert_with(|| (0, notice.message)).0 += 1;
            }
        }
        if count > 0 {
            self.summary.analysed += count;
            (self.step)(Step::Analysed(count));
        }
        Ok(stored)
    }
}

/// Takes units, and stores and analyses them in batches.
pub(super) struct Intake<'a> {
    shift: Shift<'a>,
    given: &'a Given,
    batch: Vec<(Raw, u64)>,
    bytes: usize,
    since: Instant,
    began: Instant,
}

impl<'a> Intake<'a> {
    /// Takes nothing yet.
    pub fn new(
        store: &'a mut Store,
        pool: &'a rayon::ThreadPool,
        given: &'a Given,
        summary: &'a mut Summary,
        step: &'a mut dyn FnMut(Step),
    ) -> Intake<'a> {
        Intake {
            shift: Shift {
                store,
                pool,
                summary,
                step,
                found: Found::default(),
            },
            given,
            batch: Vec::new(),
            bytes: 0,
            since: Instant::now(),
            began: Instant::now(),
        }
    }

    /// Takes one unit, or what could not be read.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn take(&mut self, unit: Result<(Raw, u64), ReadError>) -> Result<(), RunError> {
        match unit {
            Ok((raw, line)) => {
                self.bytes += raw.bytes.len();
                self.batch.push((raw, line));
            }
            Err(e) => self.shift.summary.errors.push(e),
        }
        let late = !self.batch.is_empty() && self.since.elapsed() >= BATCH_TIME;
        if self.batch.len() >= BATCH || self.bytes >= BATCH_BYTES || late {
            self.commit()?;
        }
        Ok(())
    }

    /// Writes what is left.
    ///
    /// # Errors
    /// The store cannot be written.
    pub fn end(mut self) -> Result<(), RunError> {
        self.commit()?;
        self.shift.go(&[], Vec::new)?;
        let times = &mut self.shift.summary.times;
        times[0] = self.began.elapsed().saturating_sub(times[1]);
        Ok(())
    }

    /// Stores a batch; units that hold no page become errors.
    fn commit(&mut self) -> Result<(), RunError> {
        let (given, pool) = (self.given, self.shift.pool);
        let batch = std::mem::take(&mut self.batch);
        let read: Vec<Result<(Incoming, Vec<RawPage>), ReadError>> = pool.install(|| {
            let units = batch.into_par_iter();
            units.map(|(raw, line)| unit(raw, line, given)).collect()
        });
        let (mut units, mut pages) = (Vec::with_capacity(read.len()), Vec::new());
        // What is known already is neither packed nor analysed.
        let mut new = HashSet::new();
        for unit in read {
            match unit {
                Ok((unit, held)) => {
                    let key = unit.key;
                    if !self.shift.store.has_page(&key)? && new.insert(key) {
                        pages.extend(held.into_iter().enumerate().map(|(part, page)| (key, part, page)));
                    }
                    units.push(unit);
                }
                Err(e) => self.shift.summary.errors.push(e),
            }
        }
        if !units.is_empty() {
            if !given.is_empty() {
                let keys: Vec<[u8; 32]> = units.iter().map(|unit| unit.key).collect();
                self.shift.store.put_given(&keys, given)?;
            }
            pool.install(|| {
                let todo = units.par_iter_mut().filter(|unit| new.contains(&unit.key));
                todo.try_for_each(Incoming::pack)
            })?;
            let start = Instant::now();
            let stored = self.shift.go(&units, || {
                let found = |(key, part, page): ([u8; 32], usize, RawPage)| {
                    let (analysis, notices) = found(&page)?;
                    Ok((analysis.made_ahead(key, part), notices))
                };
                pages.into_par_iter().map(found).collect()
            })?;
            self.shift.summary.times[1] += start.elapsed();
            self.shift.summary.stored.new += stored.new;
            self.shift.summary.stored.known += stored.known;
            (self.shift.step)(Step::Stored(stored));
        }
        (self.bytes, self.since) = (0, Instant::now());
        Ok(())
    }
}

/// Analyses the stored articles that the stages of this program have not seen.
///
/// # Errors
/// The store cannot be written, or a raw page cannot be read any more.
pub(super) fn analyse_stored(
    store: &mut Store,
    pool: &rayon::ThreadPool,
    cancel: &Cancel,
    summary: &mut Summary,
    step: &mut dyn FnMut(Step),
) -> Result<(), RunError> {
    let givens = &store.givens()?;
    let mut shift = Shift {
        store,
        pool,
        summary,
        step,
        found: Found::default(),
    };
    let mut last = String::new();
    loop {
        if cancel.is_cancelled() {
            return Err(RunError::Cancelled);
        }
        let rows = shift.store.unanalysed(&last, ANALYSE_BATCH)?;
        let Some(row) = rows.last() else { break };
        last = row.id.to_string();
        let units = by_page(shift.store, rows)?;
        shift.go(&[], || {
            let read = units
                .par_iter()
                .map(|(packed, rows)| Ok(stored_pages(&packed.unpack()?, rows, givens)));
            match read.collect::<Result<Vec<Vec<RawPage>>, StoreError>>() {
                Ok(pages) => pages.par_iter().flatten().map(found).collect(),
                Err(e) => vec![Err(e)],
            }
        })?;
    }
    shift.go(&[], Vec::new)?;
    Ok(())
}

/// What the stages find in a page.
fn found(page: &RawPage) -> Result<(NewAnalysis, Vec<Notice>), StoreError> {
    let mut analysis = analyse(page);
    let new = NewAnalysis::new(&analysis, search::documents(&analysis))?;
    Ok((new, std::mem::take(&mut analysis.notices)))
}

/// A unit and its pages, with what was typed about them.
fn unit(raw: Raw, line: u64, given: &Given) -> Result<(Incoming, Vec<RawPage>), ReadError> {
    match contents(&raw, given) {
        Ok(pages) => Ok((Incoming::new(raw, line, keys(&pages)), pages)),
        Err(why) => {
            let path = raw.source;
            Err(match line {
                0 => ReadError::Content { path, why },
                line => ReadError::Line { path, line, why },
            })
        }
    }
}

/// A unit ready for the store, with the articles that it holds.
///
/// # Errors
/// One sentence: it holds no page, or cannot be packed.
pub fn incoming(raw: Raw, line: u64, given: &Given) -> Result<Incoming, String> {
    let articles = keys(&contents(&raw, given)?);
    let mut unit = Incoming::new(raw, line, articles);
    unit.pack().map_err(|e| e.to_string())?;
    Ok(unit)
}

/// The pages of a unit, with what was typed about them.
pub(super) fn contents(raw: &Raw, given: &Given) -> Result<Vec<RawPage>, String> {
    let mut pages = read::pages(raw)?;
    given.tell(&mut pages);
    Ok(pages)
}

/// Ids and content keys of the articles of a unit.
pub(super) fn keys(pages: &[RawPage]) -> Vec<(ArticleId, [u8; 32])> {
    pages.iter().map(|page| (page.id.clone(), content_key(page))).collect()
}

/// The units of some articles, each once, with those of the articles that it holds.
fn by_page(store: &Store, rows: Vec<ArticleRow>) -> Result<Vec<(PackedPage, Vec<ArticleRow>)>, StoreError> {
    let mut out: Vec<(PackedPage, Vec<ArticleRow>)> = Vec::new();
    let mut at: HashMap<i64, usize> = HashMap::new();
    for row in rows {
        let next = out.len();
        let place = *at.entry(row.page).or_insert(next);
        match out.get_mut(place) {
            Some((_, rows)) => rows.push(row),
            None => out.push((store.packed_page(row.page)?, vec![row])),
        }
    }
    Ok(out)
}

/// The pages of some articles of a stored unit, under the ids that the store gave them.
fn stored_pages(raw: &Raw, rows: &[ArticleRow], givens: &Givens) -> Vec<RawPage> {
    let given = givens.get(&raw.key()[..]).cloned().unwrap_or_default();
    // What was readable when it came in is readable now, unless the reader changed: `doctor` tells.
    let pages = contents(raw, &given).unwrap_or_default();
    let page = |row: &ArticleRow| {
        let mut page = pages.get(row.part).cloned().unwrap_or_else(|| RawPage {
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
        page
    };
    rows.iter().map(page).collect()
}

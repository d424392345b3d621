//! The texts that grouping asks for, which are read only for pairs that were never scored; and what it remembers, from the store
//! and back.

use super::RunError;
use super::decided::Aliases;
use super::derive::Slim;
use super::steps::Steps;
use crate::store::{Packed, Store, StoreError, Unread};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};
use sutradhar_engine::events::{self, Embedder, FeatureVectors, NeighbourCache, Pair, Sketch};
use sutradhar_engine::model::*;

/// Articles whose vectors are held, the last that were asked for: about 8 kB each.
const HELD: usize = 9_000;

/// The vectors of an article.
struct Held {
    /// Of the day that was inferred for the article.
    mark: u64,
    views: FeatureVectors,
    /// When they were asked for last.
    used: u64,
}

/// Gives grouping what it asks for. Articles go by their places in order of ids.
pub struct StoredArticles<'a> {
    steps: Steps<'a>,
    aliases: &'a Aliases,
    slims: &'a [Slim],
    held: RefCell<FxHashMap<usize, Held>>,
    /// One a thread.
    embedders: RefCell<Vec<Embedder>>,
    times: Cell<u64>,
    scored: Cell<u64>,
    failed: RefCell<Option<RunError>>,
}

impl<'a> StoredArticles<'a> {
    /// A library over the analyses of a store.
    pub fn new(steps: Steps<'a>, aliases: &'a Aliases, slims: &'a [Slim]) -> StoredArticles<'a> {
        let embedders = (0..steps.pool.current_num_threads()).map(|_| Embedder::default());
        StoredArticles {
            steps,
            aliases,
            slims,
            held: RefCell::default(),
            embedders: RefCell::new(embedders.collect()),
            times: Cell::new(0),
            scored: Cell::new(0),
            failed: RefCell::default(),
        }
    }

    /// The analysis of an article as the stages on one page gave it, with aliases and an inferred day.
    pub fn read(&self, id: &ArticleId, dated: Option<&InferredDay>) -> Result<Analysis, StoreError> {
        let packed = self.steps.store.packed(id, false)?;
        unpacked(&packed, self.aliases, dated).map_err(|e| self.steps.store.unread(e))
    }

    /// Gives how many pairs had to be scored.
    pub fn scored(&self) -> u64 {
        self.scored.get()
    }

    /// Why it failed, for whoever got an [`events::Failed`].
    pub fn why(&self) -> RunError {
        let why = self.failed.borrow_mut().take();
        why.unwrap_or_else(|| self.steps.store.stale("what grouping asked for").into())
    }

    /// Keeps the error for [`ArticleProvider::why`].
    fn fail<T>(&self, result: Result<T, impl Into<RunError>>) -> Result<T, events::Failed> {
        result.map_err(|e| {
            self.failed.borrow_mut().get_or_insert(e.into());
            events::Failed
        })
    }

    /// Makes the vectors of some articles that are not held; of the others the ones that were not asked for longest go.
    fn load(&self, asked: &[&Sketch]) -> Result<(), StoreError> {
        let mut held = self.held.borrow_mut();
        let now = self.times.get() + 1;
        self.times.set(now);
        let mut missing: Vec<(&Sketch, Packed)> = Vec::new();
        for sketch in asked {
            match held.get_mut(&sketch.place()).filter(|h| h.mark == mark(sketch)) {
                Some(own) => own.used = now,
                None => missing.push((sketch, self.steps.store.packed(&sketch.id, false)?)),
            }
        }
        let embedders: &mut Vec<Embedder> = &mut self.embedders.borrow_mut();
        let part = missing.len().div_ceil(embedders.len().max(1)).max(1);
        let aliases = self.aliases;
        let made: Result<Vec<(usize, Held)>, Unread> = self.steps.pool.install(|| {
            let parts = missing.par_chunks(part).zip(embedders.par_iter_mut());
            let made = parts.flat_map_iter(|(part, embedder)| {
                part.iter().map(move |(sketch, packed)| {
                    let analysis = unpacked(packed, aliases, sketch.dated.as_ref())?;
                    let own = Held {
                        mark: mark(sketch),
                        views: events::view_for(&analysis, embedder, events::Use::Pairs),
                        used: now,
                    };
                    Ok((sketch.place(), own))
                })
            });
            made.collect()
        });
        held.extend(made.map_err(|e| self.steps.store.unread(e))?);
        if held.len() > HELD {
            let mut used: Vec<(u64, usize)> = held.iter().map(|(place, h)| (h.used, *place)).collect();
            used.sort_unstable();
            used.truncate(held.len() - HELD);
            for (_, place) in used.iter().filter(|(last, _)| *last < now) {
                held.remove(place);
            }
        }
        Ok(())
    }
}

/// An analysis from what the store holds, with aliases and an inferred day.
fn unpacked(packed: &Packed, aliases: &Aliases, dated: Option<&InferredDay>) -> Result<Analysis, Unread> {
    let mut analysis = packed.analysis()?;
    aliases.apply(&mut analysis);
    if let Some(dated) = dated {
        sutradhar_engine::annotate::redate(&mut analysis, dated);
    }
    Ok(analysis)
}

/// The day that was inferred for an article, as a number; 0 for none.
fn mark(sketch: &Sketch) -> u64 {
    sketch.dated.as_ref().map_or(0, |dated| {
        let hash = blake3::hash(format!("{} {}", dated.day, dated.why).as_bytes());
        let first = hash.as_bytes().iter().take(8);
        first.fold(0, |all, b| (all << 8) | u64::from(*b)) | 1
    })
}

impl events::ArticleProvider for StoredArticles<'_> {
    fn analysis(&self, sketch: &Sketch) -> Result<Analysis, events::Failed> {
        self.fail(self.read(&sketch.id, sketch.dated.as_ref()))
    }

    fn likenesses(&self, pairs: &[Pair<'_>]) -> Result<Vec<f32>, events::Failed> {
        let mut asked: Vec<&Sketch> = pairs.iter().flat_map(|p| [p.first, p.second]).collect();
        asked.sort_unstable_by_key(|s| s.place());
        asked.dedup_by_key(|s| s.place());
        self.fail(self.steps.go_on())?;
        self.fail(self.load(&asked))?;
        self.scored.set(self.scored.get() + pairs.len() as u64);
        let held: &FxHashMap<usize, Held> = &self.held.borrow();
        let likeness = |p: &Pair<'_>| -> Option<f32> {
            let (x, y) = (held.get(&p.first.place())?, held.get(&p.second.place())?);
            Some(events::similarity(
                (&x.views, p.first.when),
                (&y.views, p.second.when),
                p.copy,
            ))
        };
        let all: Option<Vec<f32>> = self.steps.pool.install(|| pairs.par_iter().map(likeness).collect());
        all.ok_or(events::Failed)
    }

    fn seal(&self, sketch: &Sketch) -> u64 {
        let print = self.slims.get(sketch.place()).map_or([0; 16], |slim| slim.print);
        (u128::from_le_bytes(print) as u64) ^ mark(sketch)
    }
}

/// What grouping remembers from the last time.
pub struct StoredNeighbours {
    before: NeighbourCache,
    numbers: Vec<u32>,
}

impl StoredNeighbours {
    /// From the store. Articles that came in since get numbers.
    pub fn new(store: &Store, slims: &[Slim]) -> Result<StoredNeighbours, StoreError> {
        let kept = store.compared()?;
        let mut next = kept.iter().map(|(_, k)| k.number + 1).max().unwrap_or(0);
        let at: FxHashMap<&ArticleId, u32> = slims.iter().map(Slim::id).zip(0..).collect();
        let mut numbers: Vec<Option<u32>> = vec![None; slims.len()];
        let mut placed = Vec::with_capacity(kept.len());
        for (article, kept) in kept {
            let place = at.get(&article).copied();
            match place.and_then(|p| numbers.get_mut(p as usize)) {
                Some(slot) => *slot = Some(kept.number),
                None => store.drop_compared(&article)?,
            }
            placed.push((place, kept));
        }
        let numbers = numbers.into_iter().map(|known| {
            known.unwrap_or_else(|| {
                next += 1;
                next - 1
            })
        });
        Ok(StoredNeighbours {
            numbers: numbers.collect(),
            before: NeighbourCache::new(slims.len(), placed),
        })
    }

    /// A copy, to be brought up to date.
    pub fn memory(&self) -> NeighbourCache {
        self.before.clone()
    }

    /// Writes what changed.
    pub fn keep(&self, store: &Store, slims: &[Slim], now: &NeighbourCache) -> Result<(), StoreError> {
        let number = |place: u32| self.numbers.get(place as usize).copied().unwrap_or(u32::MAX);
        for (place, kept) in now.since(&self.before, &number) {
            if let Some(slim) = slims.get(place as usize) {
                store.put_compared(slim.id(), &kept)?;
            }
        }
        Ok(())
    }
}

//! The texts that grouping asks for, which are read only for pairs that were never scored; and what it remembers, from the store
//! and back.

use super::decided::Aliases;
use super::derive::Slim;
use crate::store::{Store, StoreError, digest};
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use sutradhar_engine::events::{self, Embedder, Memory, Sketch, Views};
use sutradhar_engine::model::*;

/// Articles whose vectors are held, the last that were asked for: about 15 kB each.
const HELD: usize = 6_000;

/// Vectors with a mark of the day that was inferred for the article.
type Held = FxHashMap<usize, (u64, Rc<Views>)>;

/// Gives grouping what it asks for. Articles go by their places in order of ids.
pub struct Library<'a> {
    store: &'a Store,
    aliases: &'a Aliases,
    slims: &'a [Slim],
    views: RefCell<Held>,
    order: RefCell<VecDeque<usize>>,
    embedder: RefCell<Embedder>,
    scored: Cell<u64>,
    failed: RefCell<Option<StoreError>>,
}

impl<'a> Library<'a> {
    /// A library over the analyses of a store.
    pub fn new(store: &'a Store, aliases: &'a Aliases, slims: &'a [Slim]) -> Library<'a> {
        Library {
            store,
            aliases,
            slims,
            views: RefCell::default(),
            order: RefCell::default(),
            embedder: RefCell::default(),
            scored: Cell::new(0),
            failed: RefCell::default(),
        }
    }

    /// The analysis of an article as the stages on one page gave it, with aliases and an inferred day.
    pub fn read(&self, id: &ArticleId, dated: Option<&events::Dated>) -> Result<Analysis, StoreError> {
        let packed = self.store.packed(id, false)?;
        let mut analysis = Store::unpacked(&packed).ok_or_else(|| self.store.stale("an analysis"))?;
        self.aliases.apply(&mut analysis);
        if let Some(dated) = dated {
            events::put_date(&mut analysis, dated);
        }
        Ok(analysis)
    }

    /// Gives how many pairs had to be scored.
    pub fn scored(self) -> Result<u64, StoreError> {
        match self.failed.into_inner() {
            Some(e) => Err(e),
            None => Ok(self.scored.get()),
        }
    }

    fn fail<T>(&self, result: Result<T, StoreError>) -> Option<T> {
        result
            .map_err(|e| {
                self.failed.borrow_mut().get_or_insert(e);
            })
            .ok()
    }

    fn views(&self, sketch: &Sketch) -> Option<Rc<Views>> {
        let mark = mark(sketch);
        if let Some((known, views)) = self.views.borrow().get(&sketch.place())
            && *known == mark
        {
            return Some(Rc::clone(views));
        }
        let analysis = self.fail(self.read(&sketch.id, sketch.dated.as_ref()))?;
        let views = Rc::new(events::view(&analysis, &mut self.embedder.borrow_mut()));
        let (mut held, mut order) = (self.views.borrow_mut(), self.order.borrow_mut());
        if held.insert(sketch.place(), (mark, Rc::clone(&views))).is_none() {
            order.push_back(sketch.place());
            if order.len() > HELD
                && let Some(old) = order.pop_front()
            {
                held.remove(&old);
            }
        }
        Some(views)
    }
}

/// The day that was inferred for an article, as a number; 0 for none.
fn mark(sketch: &Sketch) -> u64 {
    sketch.dated.as_ref().map_or(0, |dated| {
        let digest: u128 = u128::from_le_bytes(digest(dated));
        (digest as u64) | 1
    })
}

impl events::Library for Library<'_> {
    fn analysis(&self, sketch: &Sketch) -> Option<Analysis> {
        self.fail(self.read(&sketch.id, sketch.dated.as_ref()))
    }

    fn likeness(&self, first: &Sketch, second: &Sketch, copy: f32) -> f32 {
        let (Some(x), Some(y)) = (self.views(first), self.views(second)) else {
            return 0.0;
        };
        self.scored.set(self.scored.get() + 1);
        events::likeness((&x, first.when), (&y, second.when), copy)
    }

    fn seal(&self, sketch: &Sketch) -> u64 {
        let print = self.slims.get(sketch.place()).map_or([0; 16], |slim| slim.print);
        (u128::from_le_bytes(print) as u64) ^ mark(sketch)
    }
}

/// What grouping remembers from the last time.
pub struct Remembered {
    before: Memory,
    numbers: Vec<u32>,
}

impl Remembered {
    /// From the store. Articles that came in since get numbers.
    pub fn new(store: &Store, slims: &[Slim]) -> Result<Remembered, StoreError> {
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
        Ok(Remembered {
            numbers: numbers.collect(),
            before: Memory::new(slims.len(), placed),
        })
    }

    /// A copy, to be brought up to date.
    pub fn memory(&self) -> Memory {
        self.before.clone()
    }

    /// Writes what changed.
    pub fn keep(&self, store: &Store, slims: &[Slim], now: &Memory) -> Result<(), StoreError> {
        let number = |place: u32| self.numbers.get(place as usize).copied().unwrap_or(u32::MAX);
        for (place, kept) in now.since(&self.before, &number) {
            if let Some(slim) = slims.get(place as usize) {
                store.put_compared(slim.id(), &kept)?;
            }
        }
        Ok(())
    }
}

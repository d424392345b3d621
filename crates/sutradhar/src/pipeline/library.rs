//! The texts and scores that grouping asks for: scores are kept in the store from one deriving to the next, and texts are read
//! only for pairs that were never scored.

use super::decided::Aliases;
use super::derive::Slim;
use crate::store::{Store, StoreError, digest};
use rustc_hash::FxHashMap;
use std::cell::{Cell, RefCell};
use std::collections::VecDeque;
use std::rc::Rc;
use sutradhar_engine::events::{self, Embedder, Sketch, Views};
use sutradhar_engine::model::*;

/// Articles whose vectors are held, the last that were asked for: about 15 kB each.
const HELD: usize = 6_000;

/// Scores of the pairs of one article: a key of all that each depends on, and the score.
type Scores = Vec<(u64, f32)>;

/// The scores of an article: those kept in the store, and those that were asked for this time.
#[derive(Default)]
struct Row {
    kept: Scores,
    asked: Scores,
}

/// Vectors with a mark of the day that was inferred for the article.
type Held = FxHashMap<usize, (u64, Rc<Views>)>;

/// Gives grouping what it asks for. Articles go by their places in order of ids.
pub struct Library<'a> {
    store: &'a Store,
    aliases: &'a Aliases,
    slims: &'a [Slim],
    rows: RefCell<Vec<Row>>,
    views: RefCell<Held>,
    order: RefCell<VecDeque<usize>>,
    embedder: RefCell<Embedder>,
    scored: Cell<u64>,
    failed: RefCell<Option<StoreError>>,
}

impl<'a> Library<'a> {
    /// A library over the analyses of a store, with the scores that it keeps.
    pub fn new(store: &'a Store, aliases: &'a Aliases, slims: &'a [Slim]) -> Result<Library<'a>, StoreError> {
        let mut kept = store.scores()?.into_iter().peekable();
        let rows = slims.iter().map(|s| {
            while kept.next_if(|(id, _)| id < s.id()).is_some() {}
            let kept: Option<Scores> = kept.next_if(|(id, _)| id == s.id()).map(|k| k.1);
            Row {
                kept: kept.unwrap_or_default(),
                asked: Vec::new(),
            }
        });
        Ok(Library {
            store,
            aliases,
            slims,
            rows: RefCell::new(rows.collect()),
            views: RefCell::default(),
            order: RefCell::default(),
            embedder: RefCell::default(),
            scored: Cell::new(0),
            failed: RefCell::default(),
        })
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

    /// Keeps the scores that were asked for; gives how many pairs had to be scored.
    pub fn keep(self) -> Result<u64, StoreError> {
        if let Some(e) = self.failed.into_inner() {
            return Err(e);
        }
        for (mut row, slim) in self.rows.into_inner().into_iter().zip(self.slims) {
            row.asked.sort_unstable_by_key(|s| s.0);
            row.asked.dedup_by_key(|s| s.0);
            if row.asked != row.kept {
                self.store.put_scores(slim.id(), &row.asked)?;
            }
        }
        Ok(self.scored.get())
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

    /// A key of all that the score of a pair depends on: two prints are digests, so mixing them is enough.
    fn key(&self, a: &Sketch, b: &Sketch, copy: f32) -> u64 {
        let print = |s: &Sketch| {
            let print = self.slims.get(s.place()).map_or([0; 16], |slim| slim.print);
            (u128::from_le_bytes(print) as u64) ^ mark(s)
        };
        let mixed = print(a).wrapping_mul(0x9e37_79b9_7f4a_7c15).rotate_left(31)
            ^ print(b).wrapping_mul(0xff51_afd7_ed55_8ccd)
            ^ u64::from(copy.to_bits()).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
        (mixed ^ (mixed >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9)
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
        let key = self.key(first, second, copy);
        let known = self.rows.borrow_mut().get_mut(second.place()).and_then(|row| {
            let at = row.kept.binary_search_by_key(&key, |s| s.0).ok()?;
            let score = *row.kept.get(at)?;
            row.asked.push(score);
            Some(score.1)
        });
        if let Some(score) = known {
            return score;
        }
        let (Some(x), Some(y)) = (self.views(first), self.views(second)) else {
            return 0.0;
        };
        self.scored.set(self.scored.get() + 1);
        let score = events::likeness((&x, first.when), (&y, second.when), copy);
        if let Some(row) = self.rows.borrow_mut().get_mut(second.place()) {
            row.asked.push((key, score));
        }
        score
    }
}

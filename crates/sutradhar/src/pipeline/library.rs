//! The texts and scores that grouping asks for: scores are kept in the store from one deriving to the next, and texts are read
//! only for pairs that were never scored.

use super::decided::Aliases;
use super::derive::Slim;
use crate::store::{Digest, Store, StoreError, digest};
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
type Held = FxHashMap<ArticleId, (Option<Digest>, Rc<Views>)>;

/// Gives grouping what it asks for.
pub struct Library<'a> {
    store: &'a Store,
    aliases: &'a Aliases,
    prints: FxHashMap<&'a ArticleId, Digest>,
    rows: RefCell<FxHashMap<ArticleId, Row>>,
    views: RefCell<Held>,
    order: RefCell<VecDeque<ArticleId>>,
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
            prints: slims.iter().map(|s| (s.id(), s.print)).collect(),
            rows: RefCell::default(),
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

    /// Keeps the scores that were asked for; gives how many pairs had to be scored.
    pub fn keep(self) -> Result<u64, StoreError> {
        if let Some(e) = self.failed.into_inner() {
            return Err(e);
        }
        for (id, mut row) in self.rows.into_inner() {
            row.asked.sort_unstable_by_key(|s| s.0);
            row.asked.dedup_by_key(|s| s.0);
            if row.asked != row.kept {
                self.store.put_scores(&id, &row.asked)?;
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
        let mark = sketch.dated.as_ref().map(digest);
        if let Some((known, views)) = self.views.borrow().get(&sketch.id)
            && *known == mark
        {
            return Some(Rc::clone(views));
        }
        let analysis = self.fail(self.read(&sketch.id, sketch.dated.as_ref()))?;
        let views = Rc::new(events::view(&analysis, &mut self.embedder.borrow_mut()));
        let (mut held, mut order) = (self.views.borrow_mut(), self.order.borrow_mut());
        if held.insert(sketch.id.clone(), (mark, Rc::clone(&views))).is_none() {
            order.push_back(sketch.id.clone());
            if order.len() > HELD
                && let Some(old) = order.pop_front()
            {
                held.remove(&old);
            }
        }
        Some(views)
    }

    fn key(&self, a: &Sketch, b: &Sketch, copy: f32) -> u64 {
        let mut hasher = blake3::Hasher::new();
        for s in [a, b] {
            hasher.update(self.prints.get(&s.id).unwrap_or(&[0; 16]));
            match &s.dated {
                Some(dated) => hasher.update(&digest(dated)),
                None => hasher.update(&[0]),
            };
        }
        hasher.update(&copy.to_bits().to_le_bytes());
        let mut out = [0; 8];
        out.copy_from_slice(&hasher.finalize().as_bytes()[..8]);
        u64::from_le_bytes(out)
    }
}

impl events::Library for Library<'_> {
    fn analysis(&self, sketch: &Sketch) -> Option<Analysis> {
        self.fail(self.read(&sketch.id, sketch.dated.as_ref()))
    }

    fn likeness(&self, first: &Sketch, second: &Sketch, copy: f32) -> f32 {
        let key = self.key(first, second, copy);
        let known = {
            let mut rows = self.rows.borrow_mut();
            let row = match rows.get(&second.id) {
                Some(_) => rows.get_mut(&second.id),
                None => {
                    let kept = self.fail(self.store.scores::<Scores>(&second.id)).flatten();
                    let kept = kept.unwrap_or_default();
                    let asked = Vec::new();
                    Some(rows.entry(second.id.clone()).or_insert(Row { kept, asked }))
                }
            };
            row.and_then(|row| {
                let at = row.kept.binary_search_by_key(&key, |s| s.0).ok()?;
                let score = *row.kept.get(at)?;
                row.asked.push(score);
                Some(score.1)
            })
        };
        if let Some(score) = known {
            return score;
        }
        let (Some(x), Some(y)) = (self.views(first), self.views(second)) else {
            return 0.0;
        };
        self.scored.set(self.scored.get() + 1);
        let score = events::likeness((&x, first.when), (&y, second.when), copy);
        if let Some(row) = self.rows.borrow_mut().get_mut(&second.id) {
            row.asked.push((key, score));
        }
        score
    }
}

//! What spans articles, over a store. Each stage asks for what it needs: sketches of all articles are in memory, texts
//! only while they are looked at. What was made before from the same input stays as it is. A digest of the input
//! stands beside each thing that is kept, so the result is that of a rebuild, whatever order pages came in, and
//! wherever a run was cut off.
//!
//! While it goes on, readers see some stories as they were and some as they will be, each of them whole.

use super::decided::Aliases;
use super::journal::{self, Journal};
use super::library::{StoredArticles, StoredNeighbours};
use super::steps::{Result, STEP, Steps};
use super::stories::All;
use super::{Cancel, Parts};
use crate::store::{Decision, Digest, Packed, Store, StoreError, digest};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::time::Instant;
use sutradhar_engine::copies;
use sutradhar_engine::events::{self, Embedder};
use sutradhar_engine::model::*;
use sutradhar_engine::storylines::Facts;

/// What is kept of an article for comparing it with others.
#[derive(Debug, Serialize, Deserialize)]
pub struct Slim {
    /// Digest of the analysis with aliases.
    pub print: Digest,
    /// Whether an alias changed it.
    pub aliased: bool,
    /// Tag of its language.
    pub language: String,
    copies: copies::Sketch,
    events: events::Sketch,
}

impl Slim {
    fn of(mut a: Analysis, aliases: &Aliases) -> std::result::Result<Slim, StoreError> {
        let aliased = aliases.apply(&mut a);
        let view = events::view_for(&a, &mut Embedder::default(), events::Use::Lookup);
        Ok(Slim {
            print: digest(&a)?,
            aliased,
            language: a.article.language.tag().to_string(),
            copies: copies::Sketch::of(&a),
            events: events::Sketch::of(&a, &view),
        })
    }

    /// The article.
    pub fn id(&self) -> &ArticleId {
        &self.copies.id
    }
}

/// What other articles said of one.
#[derive(Debug, Default, Clone, PartialEq, Serialize)]
pub(super) struct Said {
    agency: Option<String>,
    dated: Option<InferredDay>,
}

/// Brings everything that spans articles up to date. Gives how long each part took and how much of it was made again.
/// `at` is when the run began, for the journal; without it none is kept.
pub fn derive(
    store: &Store,
    pool: &rayon::ThreadPool,
    decisions: &[Decision],
    cancel: &Cancel,
    at: Option<&str>,
) -> Result<Parts> {
    let steps = Steps { store, pool, cancel };
    let mut parts = Parts::default();
    let mut start = Instant::now();
    let mut took = |parts: &mut Parts, name: &'static str, made: u64| {
        parts.times.push((name, start.elapsed(), made));
        start = Instant::now();
    };
    let aliases = Aliases::new(decisions);
    let (renamed, whole) = steps.step(|| {
        let whole = journal::begin(store, at)?;
        let renamed = store.start_over_unless(&aliases.name()?)?;
        store.sweep()?;
        Ok((renamed, whole))
    })?;
    let made = sketch(steps, &aliases)?;
    let slims: Vec<Slim> = store.sketches()?;
    took(&mut parts, "sketches", made);

    let (pairs, made) = pairs(steps, &slims, &aliases)?;
    took(&mut parts, "copies", made);

    let mut sketches: Vec<events::Sketch> = slims.iter().map(|s| s.events.clone()).collect();
    let library = StoredArticles::new(steps, &aliases, &slims);
    let remembered = steps.step(|| Ok(StoredNeighbours::new(store, &slims)?))?;
    let mut memory = remembered.memory();
    let found = events::group(&mut sketches, &pairs, &library, &mut memory).map_err(|_| library.why())?;
    steps.step(|| Ok(remembered.keep(store, &slims, &memory)?))?;
    took(&mut parts, "grouping", library.scored());
    drop((remembered, memory));

    let all = All {
        steps,
        aliases: &aliases,
        slims: &slims,
        at: slims.iter().enumerate().map(|(i, s)| (s.id(), i)).collect(),
        pairs: &pairs,
        said: said(&slims, &sketches, &pairs),
        sketches: &sketches,
        renamed,
    };
    let made = all.articles()?;
    took(&mut parts, "articles", made);

    let (kept, records) = store.events_kept()?;
    let (mut events, made) = all.events(&found, records, decisions)?;
    took(&mut parts, "events", made);

    let (facts, made) = all.facts(&events, &kept)?;
    took(&mut parts, "facts", made);
    let (facts, packed): (Vec<Facts>, Vec<Option<Vec<u8>>>) = facts.into_iter().unzip();
    let made = all.storylines(&mut events, facts)?;
    took(&mut parts, "storylines", made);

    let digests: Vec<Digest> = pool.install(|| {
        let all = events.list.par_iter().map(digest);
        all.collect::<std::result::Result<_, StoreError>>()
    })?;
    let journal = Journal::new(store, at, whole, &events, &pairs);
    let made = all.tell(&events, &digests, (&packed, &kept), &journal)?;
    // Last, so that whoever asks for one of them meanwhile still finds it, or what has its place.
    all.drop_events(&events, &kept)?;
    steps.step(|| {
        journal::end(store, at, whole)?;
        Ok(store.finish()?)
    })?;
    took(&mut parts, "claims and briefs", made);
    Ok(parts)
}

/// Makes the sketches that are missing; gives how many.
fn sketch(steps: Steps<'_>, aliases: &Aliases) -> Result<u64> {
    let mut made = 0;
    loop {
        let rows = steps.store.unsketched(STEP)?;
        if rows.is_empty() {
            return Ok(made);
        }
        made += steps.make(
            &rows,
            |_| Ok(()),
            |(_, packed): &(ArticleId, Packed), ()| Ok(Slim::of(packed.analysis()?, aliases)),
            |(id, _), slim| Ok(steps.store.put_sketch(id, &slim?)?),
        )?;
    }
}

/// The pairs that share copy; only new ones are compared word by word. Gives how many those are.
fn pairs(steps: Steps<'_>, slims: &[Slim], aliases: &Aliases) -> Result<(Vec<CopyPair>, u64)> {
    let store = steps.store;
    let sketches: Vec<&copies::Sketch> = slims.iter().map(|s| &s.copies).collect();
    let shared = copies::shared(&sketches);
    let mut kept = store.copies_made()?;
    // For each pair: its digest, the pair as the two texts alone tell it, and how it lies in the store.
    let mut keys: Vec<Digest> = Vec::with_capacity(shared.len());
    let mut out: Vec<Option<CopyPair>> = Vec::with_capacity(shared.len());
    let mut before: Vec<Option<CopyPair>> = Vec::with_capacity(shared.len());
    let of = |place: usize| slims.get(place).ok_or_else(|| store.stale("the sketch of a pair"));
    let mut todo: Vec<(usize, &copies::Shared, &Slim, &Slim)> = Vec::new();
    for (i, s) in shared.iter().enumerate() {
        let (a, b) = (of(s.a())?, of(s.b())?);
        let key = digest(&(a.print, b.print, s.key()))?;
        keys.push(key);
        match kept.remove(&(a.id().clone(), b.id().clone())) {
            Some((from, source, pair)) if from == key => {
                let source = source.map(ArticleId);
                out.push(Some(CopyPair { source, ..pair.clone() }));
                before.push(Some(pair));
            }
            _ => {
                out.push(None);
                before.push(None);
                todo.push((i, s, a, b));
            }
        }
    }
    let made = steps.make(
        &todo,
        |(_, _, a, b)| Ok([store.packed(a.id(), false)?, store.packed(b.id(), false)?]),
        |(_, s, ..), packed| {
            let [mut a, mut b] = [packed[0].analysis()?, packed[1].analysis()?];
            aliases.apply(&mut a);
            aliases.apply(&mut b);
            Ok(s.pair(&a, &b))
        },
        |(i, ..), pair| {
            store.put_copy(&pair, &keys[*i], pair.source.as_ref().map(|s| s.as_str()))?;
            before[*i] = Some(pair.clone());
            out[*i] = Some(pair);
            Ok(())
        },
    )?;
    let mut out: Vec<CopyPair> = out.into_iter().flatten().collect();
    let alone: Vec<Option<ArticleId>> = out.iter().map(|p| p.source.clone()).collect();
    copies::finish(&sketches, &mut out);
    steps.step(|| {
        for ((pair, key), (old, source)) in out.iter().zip(&keys).zip(before.iter().zip(&alone)) {
            if old.as_ref() != Some(pair) {
                store.put_copy(pair, key, source.as_ref().map(|s| s.as_str()))?;
            }
        }
        let now: BTreeSet<(&ArticleId, &ArticleId)> = out.iter().map(|p| (&p.a, &p.b)).collect();
        for (a, b) in kept.keys().filter(|(a, b)| !now.contains(&(a, b))) {
            store.drop_copy(a, b)?;
        }
        Ok(())
    })?;
    Ok((out, made))
}

/// What copies and events say of each article.
fn said(slims: &[Slim], sketches: &[events::Sketch], pairs: &[CopyPair]) -> Vec<Said> {
    let uncredited = slims.iter().filter(|s| s.copies.agency().is_none()).map(Slim::id);
    let mut agencies: HashMap<ArticleId, String> = copies::agencies(uncredited, pairs).into_iter().collect();
    sketches
        .iter()
        .map(|s| Said {
            agency: agencies.remove(&s.id),
            dated: s.dated.clone(),
        })
        .collect()
}

impl Said {
    /// Writes it into the analysis.
    pub fn put(&self, a: &mut Analysis) {
        if let Some(dated) = &self.dated {
            sutradhar_engine::annotate::redate(a, dated);
        }
        if let Some(agency) = &self.agency {
            a.notices.push(super::from_copies(agency));
        }
    }
}

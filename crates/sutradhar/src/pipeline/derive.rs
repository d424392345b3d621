//! What spans articles, over a store: the same stages in the same order as [`derive_with`](super::derive_with), but each asks
//! for what it needs. Sketches of all articles are in memory, texts only while they are looked at; what was made before from
//! the same input stays as it is. A digest of the input stands beside each thing that is kept, so the result is that of a
//! rebuild, whatever order pages came in.

use super::Parts;
use super::decided::Aliases;
use super::library::{Library, Remembered};
use super::stories::All;
use crate::store::{Digest, Packed, Store, StoreError, Unread, digest};
use rayon::prelude::*;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeSet, HashMap};
use std::time::Instant;
use sutradhar_engine::copies;
use sutradhar_engine::events::{self, Embedder};
use sutradhar_engine::model::*;
use sutradhar_engine::storylines::Facts;

/// Articles that are read at a time.
pub(super) const CHUNK: usize = 256;

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
    fn of(mut a: Analysis, aliases: &Aliases) -> Result<Slim> {
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

pub(super) type Result<T> = std::result::Result<T, StoreError>;

/// Brings everything that spans articles up to date. Gives how long each part took and how much of it was made again.
pub fn derive(store: &Store, pool: &rayon::ThreadPool) -> Result<Parts> {
    let mut parts = Parts::default();
    let mut start = Instant::now();
    let mut took = |parts: &mut Parts, name: &'static str, made: u64| {
        parts.times.push((name, start.elapsed(), made));
        start = Instant::now();
    };
    let tx = store.begin()?;
    let decisions = store.decisions()?;
    let aliases = Aliases::new(&decisions);
    let renamed = store.start_over_unless(&aliases.name()?)?;
    store.sweep()?;
    let made = sketch(store, pool, &aliases)?;
    let slims: Vec<Slim> = store.sketches()?;
    took(&mut parts, "sketches", made);

    let (pairs, made) = pairs(store, &slims, &aliases)?;
    took(&mut parts, "copies", made);

    let mut sketches: Vec<events::Sketch> = slims.iter().map(|s| s.events.clone()).collect();
    let library = Library::new(store, pool, &aliases, &slims);
    let remembered = Remembered::new(store, &slims)?;
    let mut memory = remembered.memory();
    let found = events::group(&mut sketches, &pairs, &library, &mut memory).map_err(|_| library.why())?;
    remembered.keep(store, &slims, &memory)?;
    took(&mut parts, "grouping", library.scored());

    let all = All {
        store,
        pool,
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
    let (mut events, made) = all.events(&found, records, &decisions)?;
    took(&mut parts, "events", made);

    let (facts, made) = all.facts(&events, &kept)?;
    took(&mut parts, "facts", made);
    let (facts, packed): (Vec<Facts>, Vec<Option<Vec<u8>>>) = facts.into_iter().unzip();
    let made = all.storylines(&mut events, facts)?;
    took(&mut parts, "storylines", made);

    let digests: Vec<Digest> = pool.install(|| events.list.par_iter().map(digest).collect::<Result<_>>())?;
    let made = all.keep_events(&events, &digests, &packed, &kept)?;
    took(&mut parts, "records", made);
    let made = all.tell(&events, &digests, &kept)?;
    took(&mut parts, "claims and briefs", made);
    store.finish(tx)?;
    took(&mut parts, "commit", 0);
    Ok(parts)
}

/// Makes the sketches that are missing; gives how many.
fn sketch(store: &Store, pool: &rayon::ThreadPool, aliases: &Aliases) -> Result<u64> {
    let mut made = 0;
    loop {
        let rows = store.unsketched(CHUNK)?;
        if rows.is_empty() {
            return Ok(made);
        }
        made += rows.len() as u64;
        let read: Vec<std::result::Result<Result<Slim>, Unread>> = pool.install(|| {
            let of = |(_, packed): &(ArticleId, Packed)| Ok(Slim::of(packed.analysis()?, aliases));
            rows.par_iter().map(of).collect()
        });
        for ((id, _), slim) in rows.iter().zip(read) {
            store.put_sketch(id, &slim.map_err(|e| store.unread(e))??)?;
        }
    }
}

/// The pairs that share copy; only new ones are compared word by word. Gives how many those are.
fn pairs(store: &Store, slims: &[Slim], aliases: &Aliases) -> Result<(Vec<CopyPair>, u64)> {
    let sketches: Vec<&copies::Sketch> = slims.iter().map(|s| &s.copies).collect();
    let shared = copies::shared(&sketches);
    let mut kept = store.copies_made()?;
    let read = |slim: &Slim| -> Result<Analysis> {
        let packed = store.packed(slim.id(), false)?;
        let mut a = packed.analysis().map_err(|e| store.unread(e))?;
        aliases.apply(&mut a);
        Ok(a)
    };
    let mut out: Vec<CopyPair> = Vec::with_capacity(shared.len());
    // For each pair: its digest, and how it lies in the store.
    let mut before: Vec<(Digest, Option<CopyPair>)> = Vec::with_capacity(shared.len());
    let mut made = 0;
    for s in &shared {
        let (Some(a), Some(b)) = (slims.get(s.a()), slims.get(s.b())) else {
            continue;
        };
        let key = digest(&(a.print, b.print, s.key()))?;
        match kept.remove(&(a.id().clone(), b.id().clone())) {
            Some((from, source, pair)) if from == key => {
                let source = source.map(ArticleId);
                out.push(CopyPair { source, ..pair.clone() });
                before.push((key, Some(pair)));
            }
            _ => {
                out.push(s.pair(&read(a)?, &read(b)?));
                before.push((key, None));
                made += 1;
            }
        }
    }
    let alone: Vec<Option<ArticleId>> = out.iter().map(|p| p.source.clone()).collect();
    copies::finish(&sketches, &mut out);
    for ((pair, (key, old)), source) in out.iter().zip(&before).zip(&alone) {
        if old.as_ref() != Some(pair) {
            store.put_copy(pair, key, source.as_ref().map(|s| s.as_str()))?;
        }
    }
    let now: BTreeSet<(&ArticleId, &ArticleId)> = out.iter().map(|p| (&p.a, &p.b)).collect();
    for (a, b) in kept.keys().filter(|(a, b)| !now.contains(&(a, b))) {
        store.drop_copy(a, b)?;
    }
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

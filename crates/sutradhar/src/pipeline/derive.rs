//! What spans articles, over a store: the same stages in the same order as [`derive_with`](super::derive_with), but each asks
//! for what it needs. Sketches of all articles are in memory, texts only while they are looked at; what was made before from
//! the same input stays as it is. A digest of the input stands beside each thing that is kept, so the result is that of a
//! rebuild, whatever order pages came in.

use super::decided::{self, Aliases};
use super::library::Library;
use super::{Derived, Parts};
use crate::search;
use crate::store::{Decision, Digest, Document, Kept, Store, StoreError, Told, digest};
use rayon::prelude::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::time::Instant;
use sutradhar_engine::events::{self, Dated, Embedder};
use sutradhar_engine::model::*;
use sutradhar_engine::{brief, claims, copies, storylines};

/// Articles that are read at a time.
const CHUNK: usize = 256;

/// What is kept of an article for comparing it with others.
#[derive(Debug, Serialize, Deserialize)]
pub struct Slim {
    /// Digest of the analysis with aliases.
    pub print: Digest,
    /// Whether an alias changed it.
    aliased: bool,
    language: String,
    copies: copies::Sketch,
    events: events::Sketch,
}

impl Slim {
    fn of(mut a: Analysis, aliases: &Aliases) -> Slim {
        let aliased = aliases.apply(&mut a);
        let view = events::view(&a, &mut Embedder::default());
        Slim {
            print: digest(&a),
            aliased,
            language: a.article.language.tag().to_string(),
            copies: copies::Sketch::of(&a),
            events: events::Sketch::of(&a, &view),
        }
    }

    /// The article.
    pub fn id(&self) -> &ArticleId {
        &self.copies.id
    }
}

/// What other articles said of one.
#[derive(Debug, Default, Clone, PartialEq, Serialize)]
struct Said {
    agency: Option<String>,
    dated: Option<Dated>,
}

type Result<T> = std::result::Result<T, StoreError>;

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
    let renamed = store.start_over_unless(&aliases.name())?;
    store.sweep()?;
    let made = sketch(store, pool, &aliases)?;
    let slims: Vec<Slim> = store.sketches()?;
    took(&mut parts, "sketches", made);

    let (pairs, made) = pairs(store, &slims, &aliases)?;
    took(&mut parts, "copies", made);

    let mut sketches: Vec<events::Sketch> = slims.iter().map(|s| s.events.clone()).collect();
    let library = Library::new(store, &aliases, &slims);
    let found = events::group(&mut sketches, &pairs, &library);
    let scored = library.keep()?;
    took(&mut parts, "grouping", scored);

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

    let kept = store.events_made()?;
    let (mut events, grouped, made) = all.events(&found, &kept, &decisions)?;
    took(&mut parts, "events", made);

    let lines = all.storylines(&mut events)?;
    store.put_storylines(&lines)?;
    took(&mut parts, "storylines", lines.len() as u64);

    let made = all.keep_events(&events, &grouped, &kept)?;
    took(&mut parts, "records", made);
    let made = all.tell(&events, &kept)?;
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
        let slims: Vec<Option<Slim>> = pool.install(|| {
            rows.par_iter()
                .map(|(_, packed)| Some(Slim::of(Store::unpacked(packed)?, aliases)))
                .collect()
        });
        for ((id, _), slim) in rows.iter().zip(slims) {
            let slim = slim.ok_or_else(|| store.stale("an analysis"))?;
            store.put_sketch(id, &slim)?;
        }
    }
}

/// The pairs that share copy; only new ones are compared word by word. Gives how many those are.
fn pairs(store: &Store, slims: &[Slim], aliases: &Aliases) -> Result<(Vec<CopyPair>, u64)> {
    let sketches: Vec<&copies::Sketch> = slims.iter().map(|s| &s.copies).collect();
    let shared = copies::shared(&sketches);
    let mut kept = store.copies_made()?;
    let read = |slim: &Slim| -> Result<Analysis> {
        let mut a = Store::unpacked(&store.packed(slim.id(), false)?).ok_or_else(|| store.stale("an analysis"))?;
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
        let key = digest(&(a.print, b.print, s.key()));
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

/// All that the later parts look at.
struct All<'a> {
    store: &'a Store,
    pool: &'a rayon::ThreadPool,
    aliases: &'a Aliases,
    slims: &'a [Slim],
    at: FxHashMap<&'a ArticleId, usize>,
    pairs: &'a [CopyPair],
    said: Vec<Said>,
    /// The sketches with inferred days.
    sketches: &'a [events::Sketch],
    /// Whether search documents may hold names of aliases that are no more.
    renamed: bool,
}

impl All<'_> {
    /// Makes the articles again of which other articles now say something else; gives how many.
    fn articles(&self) -> Result<u64> {
        let made = self.store.articles_made()?;
        let todo: Vec<(&Slim, &Said, Digest)> = self
            .slims
            .iter()
            .zip(&self.said)
            .map(|(slim, said)| (slim, said, digest(&(slim.print, said))))
            .filter(|(slim, _, now)| made.get(slim.id()) != Some(now))
            .collect();
        let (aliases, renamed) = (self.aliases, self.renamed);
        for chunk in todo.chunks(CHUNK) {
            let packed: Vec<Vec<u8>> = chunk
                .iter()
                .map(|(slim, ..)| self.store.packed(slim.id(), false))
                .collect::<Result<_>>()?;
            let done: Vec<Option<(Analysis, Option<HeadlineCheck>, Option<Vec<Document>>)>> = self.pool.install(|| {
                chunk
                    .par_iter()
                    .zip(&packed)
                    .map(|((slim, said, _), packed)| {
                        let mut a = Store::unpacked(packed)?;
                        aliases.apply(&mut a);
                        said.put(&mut a);
                        // A new page brought its documents along; they hold names, which an alias moves.
                        let again = renamed || slim.aliased || made.contains_key(slim.id());
                        let documents = again.then(|| search::documents(&a));
                        let headline = claims::headlines::check(&a);
                        Some((a, headline, documents))
                    })
                    .collect()
            });
            for ((slim, said, now), done) in chunk.iter().zip(done) {
                let (a, headline, documents) = done.ok_or_else(|| self.store.stale("an analysis"))?;
                let last = (slim.aliased || **said != Said::default()).then_some(&a);
                self.store
                    .put_article(slim.id(), now, last, headline.as_ref(), documents.as_deref())?;
            }
        }
        Ok(todo.len() as u64)
    }

    /// The events in order of time, each with the digest of what it was made from, and how many were made again.
    fn events(
        &self,
        found: &events::Groups,
        kept: &HashMap<EventId, Kept>,
        decisions: &[Decision],
    ) -> Result<(Vec<Event>, FxHashMap<EventId, Digest>, u64)> {
        let mut group_of = vec![0usize; self.slims.len()];
        for (g, members) in found.groups.iter().enumerate() {
            members.iter().for_each(|m| group_of[*m] = g);
        }
        let mut inside: Vec<Vec<events::ScoredPair>> = vec![Vec::new(); found.groups.len()];
        for p in &found.pairs {
            let (a, b) = (group_of[p.a as usize], group_of[p.b as usize]);
            if a == b {
                inside[a].push(*p);
            }
        }
        let mut copies_in: Vec<Vec<&CopyPair>> = vec![Vec::new(); found.groups.len()];
        for c in self.pairs {
            if let (Some(&i), Some(&j)) = (self.at.get(&c.a), self.at.get(&c.b))
                && group_of[i] == group_of[j]
            {
                copies_in[group_of[i]].push(c);
            }
        }
        // A record is found again by its digest, since its id depends on which of its articles is the first.
        let known: FxHashMap<Digest, &EventId> = kept.iter().map(|(id, k)| (k.grouped, id)).collect();
        let mut out = Vec::with_capacity(found.groups.len());
        let mut grouped = FxHashMap::default();
        let mut made = 0;
        for (g, members) in found.groups.iter().enumerate() {
            let place = |i: u32| members.binary_search(&(i as usize)).unwrap_or_default() as u32;
            let local: Vec<events::ScoredPair> = inside[g]
                .iter()
                .map(|p| events::ScoredPair {
                    a: place(p.a),
                    b: place(p.b),
                    ..*p
                })
                .collect();
            let input: Vec<(Digest, &Said)> = members.iter().map(|m| (self.slims[*m].print, &self.said[*m])).collect();
            let scores: Vec<(u32, u32, u32, u32)> = local
                .iter()
                .map(|p| (p.a, p.b, p.probability.to_bits(), p.copy.to_bits()))
                .collect();
            let shared: Vec<(&ArticleId, &ArticleId, &Option<String>)> =
                copies_in[g].iter().map(|c| (&c.a, &c.b, &c.agency)).collect();
            let key = digest(&(input, scores, shared));
            let before = known.get(&key).copied();
            let before = match before {
                Some(id) => self.store.event(id)?,
                None => None,
            };
            let event = match before {
                Some(event) => Some(event),
                None => {
                    made += 1;
                    let articles = self.read(members)?;
                    let shared: Vec<CopyPair> = copies_in[g].iter().map(|c| (*c).clone()).collect();
                    events::describe(&articles, &local, &shared)
                }
            };
            if let Some(mut event) = event {
                event.storyline = None;
                grouped.insert(event.id.clone(), key);
                out.push(event);
            }
        }
        out.sort_by_cached_key(|e: &Event| (self.opens(e), e.articles.first().cloned()));
        if decisions.iter().any(|d| !d.undone) {
            let (ids, events) = self.decided(out, decisions)?;
            for id in ids {
                grouped.remove(&id);
            }
            return Ok((events, grouped, made));
        }
        Ok((out, grouped, made))
    }

    /// The events as editors want them, and the ids of those that they changed.
    fn decided(&self, events: Vec<Event>, decisions: &[Decision]) -> Result<(Vec<EventId>, Vec<Event>)> {
        let named: BTreeSet<&str> = decisions
            .iter()
            .filter(|d| !d.undone)
            .flat_map(decided::articles)
            .collect();
        let (touched, rest): (Vec<Event>, Vec<Event>) = events
            .into_iter()
            .partition(|e| e.articles.iter().any(|a| named.contains(a.as_str())));
        let mut places: Vec<usize> = touched
            .iter()
            .flat_map(|e| &e.articles)
            .filter_map(|a| self.at.get(a).copied())
            .collect();
        places.sort_unstable();
        let analyses = self.read(&places)?;
        let before: Vec<Event> = touched.clone();
        let after = decided::stories(&analyses, self.pairs, touched, decisions);
        let changed = after
            .iter()
            .filter(|e| !before.contains(e))
            .map(|e| e.id.clone())
            .collect();
        let mut out = rest;
        out.extend(after);
        out.sort_by_cached_key(|e: &Event| (self.opens(e), e.articles.first().cloned()));
        Ok((changed, out))
    }

    /// The day that an event opens on.
    fn opens(&self, e: &Event) -> i32 {
        let first = e.articles.first().and_then(|a| self.at.get(a));
        first.map_or(i32::MAX, |i| {
            let when = self.sketches[*i].when;
            if when.has_start() { when.lo } else { when.hi }
        })
    }

    /// Articles by their places, as all stages know them.
    fn read(&self, places: &[usize]) -> Result<Vec<Analysis>> {
        let packed: Vec<(usize, Vec<u8>)> = places
            .iter()
            .map(|i| Ok((*i, self.store.packed(self.slims[*i].id(), true)?)))
            .collect::<Result<_>>()?;
        packed
            .iter()
            .map(|(_, bytes)| Store::unpacked(bytes).ok_or_else(|| self.store.stale("an analysis")))
            .collect()
    }

    /// Links the events to storylines.
    fn storylines(&self, events: &mut [Event]) -> Result<Vec<Storyline>> {
        let places: Vec<usize> = (0..self.slims.len()).collect();
        let analyses = self.read(&places)?;
        Ok(storylines::link(&analyses, events))
    }

    /// Writes the events that changed and drops those that are no more; gives how many.
    fn keep_events(
        &self,
        events: &[Event],
        grouped: &FxHashMap<EventId, Digest>,
        kept: &HashMap<EventId, Kept>,
    ) -> Result<u64> {
        let now: BTreeSet<&EventId> = events.iter().map(|e| &e.id).collect();
        let mut changed = 0;
        for id in kept.keys().filter(|id| !now.contains(id)) {
            self.store.drop_event(id)?;
            changed += 1;
        }
        for e in events {
            let old = kept.get(&e.id);
            let grouped = grouped.get(&e.id).copied().unwrap_or([0; 16]);
            let made = digest(e);
            if old.is_some_and(|k| k.grouped == grouped && k.made == made) {
                continue;
            }
            changed += 1;
            let tags: BTreeSet<&str> = e
                .articles
                .iter()
                .filter_map(|a| Some(self.slims[*self.at.get(a)?].language.as_str()))
                .collect();
            let tags: Vec<&str> = tags.into_iter().collect();
            let told = old.map_or([0; 16], |k| k.told);
            self.store.put_event(e, &Kept { grouped, made, told }, &tags)?;
        }
        Ok(changed)
    }

    /// Writes claims, briefs and search documents of the storylines of which anything changed; gives how many events.
    fn tell(&self, events: &[Event], kept: &HashMap<EventId, Kept>) -> Result<u64> {
        // Events of one storyline are weighed together.
        let mut stories: BTreeMap<(&str, usize), Vec<usize>> = BTreeMap::new();
        for (i, e) in events.iter().enumerate() {
            let key = e.storyline.as_ref().map_or(("", i), |s| (s.as_str(), 0));
            stories.entry(key).or_default().push(i);
        }
        let mut todo: Vec<(Vec<usize>, Digest)> = Vec::new();
        for list in stories.into_values() {
            let input: Vec<(&Event, Vec<(Digest, &Said)>)> = list
                .iter()
                .map(|i| {
                    let e = &events[*i];
                    let of = |a: &ArticleId| self.at.get(a).map(|p| (self.slims[*p].print, &self.said[*p]));
                    (e, e.articles.iter().filter_map(of).collect())
                })
                .collect();
            let now = digest(&input);
            if list
                .iter()
                .any(|i| kept.get(&events[*i].id).is_none_or(|k| k.told != now))
            {
                todo.push((list, now));
            }
        }
        let mut made = 0;
        for chunk in todo.chunks(CHUNK) {
            let read: Vec<(Vec<Vec<u8>>, Vec<HeadlineCheck>)> = chunk
                .iter()
                .map(|(list, _)| {
                    let ids: BTreeSet<&ArticleId> = list.iter().flat_map(|i| &events[*i].articles).collect();
                    let mut packed = Vec::with_capacity(ids.len());
                    let mut headlines = Vec::new();
                    for id in ids {
                        packed.push(self.store.packed(id, true)?);
                        headlines.extend(self.store.headline(id)?);
                    }
                    Ok((packed, headlines))
                })
                .collect::<Result<_>>()?;
            let done: Vec<Option<Vec<Told>>> = self.pool.install(|| {
                chunk
                    .par_iter()
                    .zip(&read)
                    .map(|((list, now), (packed, headlines))| {
                        let analyses: Option<Vec<Analysis>> = packed.iter().map(|p| Store::unpacked(p)).collect();
                        let own: Vec<Event> = list.iter().map(|i| events[*i].clone()).collect();
                        Some(told(&analyses?, own, headlines, now))
                    })
                    .collect()
            });
            for list in done {
                for told in list.ok_or_else(|| self.store.stale("an analysis"))? {
                    self.store.put_told(&told)?;
                    made += 1;
                }
            }
        }
        Ok(made)
    }
}

impl Said {
    /// Writes it into the analysis.
    fn put(&self, a: &mut Analysis) {
        if let Some(dated) = &self.dated {
            events::put_date(a, dated);
        }
        if let Some(agency) = &self.agency {
            a.notices.push(super::from_copies(agency));
        }
    }
}

/// What is told of the events of one storyline.
fn told(analyses: &[Analysis], events: Vec<Event>, headlines: &[HeadlineCheck], made: &Digest) -> Vec<Told> {
    let claims = claims::weigh(analyses, &events, &[], headlines);
    let briefs = brief::write(analyses, &events, &claims);
    let derived = Derived {
        events,
        briefs,
        ..Derived::default()
    };
    let documents = search::story_documents(&derived, analyses);
    let Derived { events, briefs, .. } = derived;
    events
        .into_iter()
        .zip(documents)
        .map(|(e, document)| Told {
            claims: claims.iter().filter(|c| c.event == e.id).cloned().collect(),
            brief: briefs.iter().find(|b| b.event == e.id).cloned(),
            made: *made,
            event: e.id,
            document,
        })
        .collect()
}

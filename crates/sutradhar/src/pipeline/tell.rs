//! Storylines, and what is told of events: claims, briefs, search documents. What was told before from the same input
//! stays.

use super::Derived;
use super::derive::{CHUNK, Result};
use super::stories::{All, Made, unpacked};
use crate::search;
use crate::store::{Digest, Kept, Packed, Told, Unread, decoded, digest, encoded};
use rayon::prelude::*;
use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use sutradhar_engine::model::*;
use sutradhar_engine::storylines::{self, Facts, Plan};
use sutradhar_engine::{brief, claims};

/// Facts, and how they are to be kept if they were made again.
type KeptFacts = (Facts, Option<Vec<u8>>);

impl All<'_> {
    /// What linking needs of each event, packed beside unpacked, and how many had to be made.
    pub fn facts(&self, events: &Made, kept: &HashMap<EventId, Kept>) -> Result<(Vec<KeptFacts>, u64)> {
        let known: std::result::Result<Vec<Option<KeptFacts>>, Unread> = self.pool.install(|| {
            let both: Vec<(&Event, &Digest)> = events.list.iter().zip(&events.from).collect();
            both.par_iter()
                .map(|(e, from)| {
                    let Some(kept) = kept.get(&e.id).filter(|k| k.grouped == **from) else {
                        return Ok(None);
                    };
                    let facts = decoded(&kept.facts, &|| format!("the facts of event {}", e.id))?;
                    Ok(Some((facts, None)))
                })
                .collect()
        });
        let mut out = known.map_err(|e| self.store.unread(e))?;
        let todo: Vec<usize> = (0..out.len()).filter(|i| out[*i].is_none()).collect();
        for chunk in todo.chunks(CHUNK) {
            let packed: Vec<Vec<Packed>> = chunk
                .iter()
                .map(|i| self.packed(&self.places(&events.list[*i].articles)))
                .collect::<Result<_>>()?;
            let done: Vec<std::result::Result<Facts, Unread>> = self.pool.install(|| {
                chunk
                    .par_iter()
                    .zip(&packed)
                    .map(|(i, packed)| Ok(Facts::of(&events.list[*i], &unpacked(packed)?)))
                    .collect()
            });
            for (i, facts) in chunk.iter().zip(done) {
                let facts = facts.map_err(|e| self.store.unread(e))?;
                let bytes = encoded(&facts)?;
                out[*i] = Some((facts, Some(bytes)));
            }
        }
        Ok((out.into_iter().flatten().collect(), todo.len() as u64))
    }

    /// Links the events to storylines and writes those that changed; gives how many.
    pub fn storylines(&self, events: &mut Made, facts: Vec<Facts>) -> Result<u64> {
        let kept = self.store.storylines_kept()?;
        let from: HashMap<EventId, Digest> = events
            .list
            .iter()
            .zip(&events.from)
            .map(|(e, d)| (e.id.clone(), *d))
            .collect();
        let plan = Plan::new(&events.list, &facts);
        let mut seen: HashSet<StorylineId> = HashSet::new();
        let mut out: Vec<Storyline> = Vec::new();
        let mut made = 0;
        for group in plan.groups() {
            let own = plan.events(group);
            let input: Vec<(&Event, Option<&Digest>)> = own.iter().map(|e| (*e, from.get(&e.id))).collect();
            let now = digest(&(input, plan.basis(group)))?;
            let id = plan.id(group);
            let number = group as i64;
            let story = match kept.get(&id) {
                Some((place, before, story)) if *before == now => {
                    if *place != number {
                        self.store.move_storyline(&id, number)?;
                    }
                    story.clone()
                }
                _ => {
                    made += 1;
                    let packed = self.packed(&self.places(own.iter().flat_map(|e| &e.articles)))?;
                    let analyses: std::result::Result<Vec<Analysis>, Unread> =
                        self.pool.install(|| packed.par_iter().map(Packed::analysis).collect());
                    let analyses = analyses.map_err(|e| self.store.unread(e))?;
                    let story = plan.write(group, &analyses);
                    self.store.put_storyline(number, &now, &story)?;
                    story
                }
            };
            seen.insert(id);
            out.push(story);
        }
        for id in kept.keys().filter(|id| !seen.contains(id)) {
            self.store.drop_storyline(id)?;
            made += 1;
        }
        storylines::note(&mut events.list, &out);
        Ok(made)
    }

    /// Writes the events that changed and drops those that are no more; gives how many.
    pub fn keep_events(
        &self,
        events: &Made,
        digests: &[Digest],
        facts: &[Option<Vec<u8>>],
        kept: &HashMap<EventId, Kept>,
    ) -> Result<u64> {
        let now: BTreeSet<&EventId> = events.list.iter().map(|e| &e.id).collect();
        let mut changed = 0;
        for id in kept.keys().filter(|id| !now.contains(id)) {
            self.store.drop_event(id)?;
            changed += 1;
        }
        for (((e, from), facts), made) in events.list.iter().zip(&events.from).zip(facts).zip(digests) {
            let old = kept.get(&e.id);
            if old.is_some_and(|k| k.grouped == *from && k.made == *made) {
                continue;
            }
            changed += 1;
            let places = self.places(&e.articles);
            let tags: BTreeSet<&str> = places.iter().map(|i| self.slims[*i].language.as_str()).collect();
            let tags: Vec<&str> = tags.into_iter().collect();
            let facts = facts.as_ref().or(old.map(|k| &k.facts));
            self.store
                .put_event(e, from, made, &tags, facts.map(Vec::as_slice).unwrap_or_default())?;
        }
        Ok(changed)
    }

    /// Writes claims, briefs and search documents of the storylines of which anything changed; gives how many events.
    pub fn tell(&self, made: &Made, digests: &[Digest], kept: &HashMap<EventId, Kept>) -> Result<u64> {
        let events = &made.list;
        // Events of one storyline are weighed together.
        let mut stories: BTreeMap<(&str, usize), Vec<usize>> = BTreeMap::new();
        for (i, e) in events.iter().enumerate() {
            let key = e.storyline.as_ref().map_or(("", i), |s| (s.as_str(), 0));
            stories.entry(key).or_default().push(i);
        }
        let mut todo: Vec<(Vec<usize>, Digest)> = Vec::new();
        for list in stories.into_values() {
            let input: Vec<(&Digest, &Digest)> = list.iter().map(|i| (&digests[*i], &made.from[*i])).collect();
            let now = digest(&input)?;
            if list
                .iter()
                .any(|i| kept.get(&events[*i].id).is_none_or(|k| k.told != now))
            {
                todo.push((list, now));
            }
        }
        let mut told = 0;
        for chunk in todo.chunks(CHUNK) {
            let read: Vec<(Vec<Packed>, Vec<HeadlineCheck>)> = chunk
                .iter()
                .map(|(list, _)| {
                    let places = self.places(list.iter().flat_map(|i| &events[*i].articles));
                    Ok((self.packed(&places)?, self.headlines(&places)?))
                })
                .collect::<Result<_>>()?;
            let done: Vec<std::result::Result<Vec<Told>, Unread>> = self.pool.install(|| {
                chunk
                    .par_iter()
                    .zip(&read)
                    .map(|((list, now), (packed, headlines))| {
                        let own: Vec<Event> = list.iter().map(|i| events[*i].clone()).collect();
                        Ok(tell(&unpacked(packed)?, own, headlines, now))
                    })
                    .collect()
            });
            for list in done {
                for one in list.map_err(|e| self.store.unread(e))? {
                    self.store.put_told(&one)?;
                    told += 1;
                }
            }
        }
        Ok(told)
    }
}

/// What is told of the events of one storyline.
fn tell(analyses: &[Analysis], events: Vec<Event>, headlines: &[HeadlineCheck], made: &Digest) -> Vec<Told> {
    let claims = claims::build_claims(analyses, &events, headlines);
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

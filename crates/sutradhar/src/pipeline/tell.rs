//! Storylines, and what is told of events: claims, briefs, search documents. What was told before from the same input
//! stays.

use super::journal::{Journal, Seen};
use super::steps::{Result, STEP};
use super::stories::{All, Made, unpacked};
use crate::search;
use crate::store::{Derived, Digest, Kept, Packed, Told, Unread, decoded, digest, encoded};
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
        let known: std::result::Result<Vec<Option<KeptFacts>>, Unread> = self.steps.pool.install(|| {
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
        let mut out = known.map_err(|e| self.steps.store.unread(e))?;
        let todo: Vec<usize> = (0..out.len()).filter(|i| out[*i].is_none()).collect();
        let made = self.steps.make(
            &todo,
            |i| self.packed(&self.places(&events.list[*i].articles)),
            |i, packed| Ok(Facts::of(&events.list[*i], &unpacked(&packed)?)),
            |i, facts| {
                let bytes = encoded(&facts)?;
                out[*i] = Some((facts, Some(bytes)));
                Ok(())
            },
        )?;
        Ok((out.into_iter().flatten().collect(), made))
    }

    /// Links the events to storylines and writes those that changed; gives how many.
    pub fn storylines(&self, events: &mut Made, facts: Vec<Facts>) -> Result<u64> {
        let store = self.steps.store;
        let kept = store.storylines_kept()?;
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
        let groups: Vec<usize> = plan.groups().collect();
        for chunk in groups.chunks(STEP) {
            self.steps.step(|| {
                for group in chunk.iter().copied() {
                    let own = plan.events(group);
                    let input: Vec<(&Event, Option<&Digest>)> = own.iter().map(|e| (*e, from.get(&e.id))).collect();
                    let now = digest(&(input, plan.basis(group)))?;
                    let id = plan.id(group);
                    let number = group as i64;
                    let story = match kept.get(&id) {
                        Some((place, before, story)) if *before == now => {
                            if *place != number {
                                store.move_storyline(&id, number)?;
                            }
                            story.clone()
                        }
                        _ => {
                            made += 1;
                            let packed = self.packed(&self.places(own.iter().flat_map(|e| &e.articles)))?;
                            let analyses: std::result::Result<Vec<Analysis>, Unread> = self
                                .steps
                                .pool
                                .install(|| packed.par_iter().map(Packed::analysis).collect());
                            let story = plan.write(group, &analyses.map_err(|e| store.unread(e))?);
                            store.put_storyline(number, &now, &story)?;
                            story
                        }
                    };
                    seen.insert(id);
                    out.push(story);
                }
                Ok(())
            })?;
        }
        let gone: Vec<&StorylineId> = kept.keys().filter(|id| !seen.contains(id)).collect();
        if !gone.is_empty() {
            made += gone.len() as u64;
            self.steps
                .step(|| Ok(gone.iter().try_for_each(|id| store.drop_storyline(id))?))?;
        }
        storylines::note(&mut events.list, &out);
        Ok(made)
    }

    /// Drops the events that are no more.
    pub fn drop_events(&self, events: &Made, kept: &HashMap<EventId, Kept>) -> Result<()> {
        let now: BTreeSet<&EventId> = events.list.iter().map(|e| &e.id).collect();
        let gone: Vec<&EventId> = kept.keys().filter(|id| !now.contains(id)).collect();
        let drop =
            |chunk: &[&EventId]| -> Result<()> { Ok(chunk.iter().try_for_each(|id| self.steps.store.drop_event(id))?) };
        gone.chunks(STEP).try_for_each(|chunk| self.steps.step(|| drop(chunk)))
    }

    /// Writes the events of the storylines of which anything changed, with their claims, briefs and search documents,
    /// and the journal of what changed; gives how many storylines.
    pub fn tell(
        &self,
        made: &Made,
        digests: &[Digest],
        (facts, kept): (&[Option<Vec<u8>>], &HashMap<EventId, Kept>),
        journal: &Journal<'_>,
    ) -> Result<u64> {
        let events = &made.list;
        // Events of one storyline are weighed together.
        let mut stories: BTreeMap<(&str, usize), Vec<usize>> = BTreeMap::new();
        for (i, e) in events.iter().enumerate() {
            let key = e.storyline.as_ref().map_or(("", i), |s| (s.as_str(), 0));
            stories.entry(key).or_default().push(i);
        }
        let same = |i: usize, told: &Digest| {
            let kept = kept.get(&events[i].id);
            kept.is_some_and(|k| k.grouped == made.from[i] && k.made == digests[i] && k.told == *told)
        };
        let mut todo: Vec<(Vec<usize>, Digest)> = Vec::new();
        for list in stories.into_values() {
            let input: Vec<(&Digest, &Digest)> = list.iter().map(|i| (&digests[*i], &made.from[*i])).collect();
            let now = digest(&input)?;
            if !list.iter().all(|i| same(*i, &now)) {
                todo.push((list, now));
            }
        }
        let kept_too = journal.is_kept();
        self.steps.make(
            &todo,
            |(list, _)| {
                let places = self.places(list.iter().flat_map(|i| &events[*i].articles));
                Ok((self.packed(&places)?, self.headlines(&places)?))
            },
            |(list, now), (packed, headlines)| {
                let own: Vec<Event> = list.iter().map(|i| events[*i].clone()).collect();
                let analyses = unpacked(&packed)?;
                let told = tell(&analyses, own, &headlines, now);
                let seen = |(told, i): (Told, &usize)| {
                    let (e, brief) = (&events[*i], told.brief.as_ref());
                    let seen = || Seen::of(e, &analyses, &told.claims, brief, &headlines);
                    let seen = kept_too.then(seen);
                    (told, seen)
                };
                Ok(told.into_iter().zip(list).map(seen).collect::<Vec<_>>())
            },
            |(list, _), told| {
                for (i, (told, seen)) in list.iter().zip(told) {
                    let facts = facts[*i].as_ref().or(kept.get(&events[*i].id).map(|k| &k.facts));
                    // First, since the places of claims are those of before.
                    if let Some(seen) = &seen {
                        journal.tell(&events[*i], seen)?;
                    }
                    self.put_event(&events[*i], &made.from[*i], &digests[*i], facts)?;
                    self.steps.store.put_told(&told)?;
                }
                Ok(())
            },
        )
    }

    /// Writes one event.
    fn put_event(&self, e: &Event, from: &Digest, made: &Digest, facts: Option<&Vec<u8>>) -> Result<()> {
        let places = self.places(&e.articles);
        let tags: BTreeSet<&str> = places.iter().map(|i| self.slims[*i].language.as_str()).collect();
        let tags: Vec<&str> = tags.into_iter().collect();
        let facts = facts.map(Vec::as_slice).unwrap_or_default();
        Ok(self.steps.store.put_event(e, from, made, &tags, facts)?)
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

//! Storylines: events linked over months and years.
//!
//! Each event hangs on the earlier one that it most likely shares a story with: by trees over what both tell, fitted to
//! pairs that readers judged (`likeness`), and by background that tells of the earlier one's day. It must go with the
//! rest of the story as well (`threads`).

mod facts;
mod profile;
mod candidates;
mod similarity;
mod words;
mod refer;
mod threads;
mod steps;
mod title;
#[cfg(test)]
mod tests;

use crate::model::*;
pub use facts::Facts;
use profile::{Profile, Rarity};
use refer::Reference;
use rustc_hash::FxHashMap;
use serde::Serialize;
pub use similarity::FEATURES;
pub(crate) use similarity::models;
use threads::{Thread, threads};
use words::Words;

/// Articles by id.
type ById<'a> = FxHashMap<&'a ArticleId, &'a Analysis>;

/// What is known of events while they are linked, and the reports of those that are written of.
struct Ground<'a> {
    by_id: &'a ById<'a>,
    /// In order of their ids; the lists below go with it.
    events: &'a [&'a Event],
    profiles: &'a [Profile<'a>],
    rarity: &'a Rarity<'a>,
    /// First and last day, counted from 1970.
    spans: &'a [Option<(i32, i32)>],
    facts: &'a [&'a Facts],
}

impl Ground<'_> {
    /// How surely a sentence tells of an event, 0 to 1.
    fn means(&self, sentence: &Reference, event: usize) -> f32 {
        match (self.spans.get(event), self.profiles.get(event)) {
            (Some(Some((first, last))), Some(p)) => match sentence.points_to(*first, *last) {
                0.0 => 0.0,
                points => points * p.meant_by(sentence, self.rarity),
            },
            _ => 0.0,
        }
    }

    /// How surely the background of an event tells of another, 0 to 1.
    fn tells(&self, event: usize, of: usize) -> f32 {
        self.told(event).iter().map(|r| self.means(r, of)).fold(0.0, f32::max)
    }

    /// The sentences of an event that tell of earlier days.
    fn told(&self, event: usize) -> &[Reference] {
        self.facts
            .get(event)
            .map(|f| f.references.as_slice())
            .unwrap_or_default()
    }
}

/// Links events to storylines and notes on each event which it belongs to. Only storylines of two events or more are
/// given, in order of their first event.
pub fn link(analyses: &[Analysis], events: &mut [Event]) -> Vec<Storyline> {
    let by_id: ById<'_> = analyses.iter().map(|a| (&a.article.id, a)).collect();
    let facts: Vec<Facts> = events.iter().map(|e| Facts::read(e, &by_id)).collect();
    let plan = Plan::new(events, &facts);
    let list: Vec<Storyline> = plan.groups().map(|g| plan.write_from(g, &by_id)).collect();
    note(events, &list);
    list
}

/// Notes on each event which storyline it belongs to.
pub fn note(events: &mut [Event], list: &[Storyline]) {
    let of: FxHashMap<&EventId, &StorylineId> = list
        .iter()
        .flat_map(|s| s.events.iter().map(move |e| (e, &s.id)))
        .collect();
    for e in events.iter_mut() {
        e.storyline = of.get(&e.id).map(|id| (*id).clone());
    }
}

/// Which events follow which: made from facts alone. What is written of each storyline takes its reports.
pub struct Plan<'a> {
    events: Vec<&'a Event>,
    facts: Vec<&'a Facts>,
    rarity: Rarity<'a>,
    profiles: Vec<Profile<'a>>,
    spans: Vec<Option<(i32, i32)>>,
    groups: Vec<Vec<Thread>>,
}

impl<'a> Plan<'a> {
    /// Links events; `facts` goes with them.
    pub fn new(events: &'a [Event], facts: &'a [Facts]) -> Plan<'a> {
        let mut order: Vec<(&Event, &Facts)> = events.iter().zip(facts).collect();
        order.sort_by(|a, b| a.0.id.cmp(&b.0.id));
        let (events, facts): (Vec<&Event>, Vec<&Facts>) = order.into_iter().unzip();
        let times: Vec<i32> = facts.iter().map(|f| f.time).collect();
        let rarity = Rarity::new(&facts);
        let mut plan = Plan {
            profiles: facts.iter().map(|f| rarity.profile(f)).collect(),
            rarity,
            spans: events.iter().map(|e| days(e)).collect(),
            groups: Vec::new(),
            events,
            facts,
        };
        let pairs = plan.pairs();
        plan.groups = threads(&times, &pairs).into_iter().filter(|g| g.len() > 1).collect();
        let first = |g: &Vec<Thread>| g.first().map(|t| t.event);
        let start = |g: &Vec<Thread>| first(g).and_then(|e| times.get(e)).copied().unwrap_or(0);
        let id = |g: &Vec<Thread>| first(g).and_then(|e| plan.events.get(e)).map(|e| name(&e.id));
        plan.groups.sort_by_cached_key(|g| (start(g), id(g)));
        plan
    }

    /// Pairs of events with how likely they belong to one storyline.
    fn pairs(&self) -> Vec<(u32, u32, f32)> {
        let mut pairs = Vec::new();
        self.compare(|a, b, features| {
            let likely = similarity::probability(&features);
            if likely >= threads::LEAST {
                pairs.push((a, b, likely));
            }
        });
        pairs
    }

    /// The features of all pairs of events that are compared, for training.
    pub fn compared(&self) -> Vec<(&Event, &Event, similarity::Features)> {
        let mut out = Vec::new();
        self.compare(|a, b, features| {
            if let (Some(x), Some(y)) = (self.events.get(a as usize), self.events.get(b as usize)) {
                out.push((*x, *y, features));
            }
        });
        out
    }

    /// Gives the features of all pairs of events that may follow one another.
    fn compare(&self, mut each: impl FnMut(u32, u32, similarity::Features)) {
        let nothing = ById::default();
        let ground = self.ground(&nothing);
        let mut words: Option<(u32, Words)> = None;
        for (a, b) in candidates::candidates(&self.profiles, self.rarity.names.len()) {
            let (i, j) = (a as usize, b as usize);
            let (Some(x), Some(y)) = (self.profiles.get(i), self.profiles.get(j)) else {
                continue;
            };
            let (Some(p), Some(q)) = (self.facts.get(i), self.facts.get(j)) else {
                continue;
            };
            // Of two events in a language whose words nobody counted, chance words look like a shared story.
            if !(p.weighable && q.weighable) {
                continue;
            }
            if words.as_ref().is_none_or(|(of, _)| *of != a) {
                words = Some((a, Words::new(x.words())));
            }
            let like = words.as_ref().map_or(0.0, |(_, w)| w.cosine(y.words()));
            let refers = ground.tells(i, j).max(ground.tells(j, i));
            let gap = match (self.spans.get(i), self.spans.get(j)) {
                (Some(Some((a, b))), Some(Some((c, d)))) => Some((c - b).max(a - d).max(0)),
                _ => None,
            };
            each(a, b, similarity::features(p, q, like, refers, gap));
        }
    }

    fn ground<'b>(&'b self, by_id: &'b ById<'b>) -> Ground<'b> {
        Ground {
            by_id,
            events: &self.events,
            profiles: &self.profiles,
            rarity: &self.rarity,
            spans: &self.spans,
            facts: &self.facts,
        }
    }

    /// The storylines, in order of their first event, by number.
    pub fn groups(&self) -> std::ops::Range<usize> {
        0..self.groups.len()
    }

    /// The events of a storyline, in order of time.
    pub fn events(&self, group: usize) -> Vec<&Event> {
        let threads = self.groups.get(group).map(Vec::as_slice).unwrap_or_default();
        threads
            .iter()
            .filter_map(|t| self.events.get(t.event).copied())
            .collect()
    }

    /// The id of a storyline.
    pub fn id(&self, group: usize) -> StorylineId {
        name(self.events(group).first().map_or(&EventId::from(""), |e| &e.id))
    }

    /// All that [`write`](Self::write) takes from here beside the events and their reports, to be put into a digest.
    pub fn basis(&self, group: usize) -> impl Serialize {
        let threads = self.groups.get(group).map(Vec::as_slice).unwrap_or_default();
        let parts = threads.iter().filter_map(|t| {
            let p = self.profiles.get(t.event)?;
            let follows = t.follows.and_then(|e| self.events.get(e)).map(|e| &e.id);
            Some((follows, p.rarities(&self.rarity)))
        });
        parts.collect::<Vec<_>>()
    }

    /// A storyline. `analyses` holds the reports of its events.
    pub fn write(&self, group: usize, analyses: &[Analysis]) -> Storyline {
        let by_id: ById<'_> = analyses.iter().map(|a| (&a.article.id, a)).collect();
        self.write_from(group, &by_id)
    }

    fn write_from(&self, group: usize, by_id: &ById<'_>) -> Storyline {
        let own = self.events(group);
        let threads = self.groups.get(group).map(Vec::as_slice).unwrap_or_default();
        Storyline {
            id: self.id(group),
            title: title::title(by_id, &own),
            events: own.iter().map(|e| e.id.clone()).collect(),
            steps: steps::steps(&self.ground(by_id), threads),
        }
    }
}

/// The id of the storyline that begins with an event.
fn name(first: &EventId) -> StorylineId {
    StorylineId(format!("s{}", short_hash([first.as_str()])))
}

/// First and last day of an event, counted from 1970.
fn days(e: &Event) -> Option<(i32, i32)> {
    let first = day_number(e.start?);
    Some((first, e.end.map_or(first, day_number)))
}

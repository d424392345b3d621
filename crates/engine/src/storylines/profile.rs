//! What an event is known by: its names and its words.

use super::ById;
use super::facts::Facts;
use super::refer::Reference;
use crate::events::views::Sparse;
use crate::model::*;
use rustc_hash::FxHashMap;
use std::collections::BTreeMap;

/// Names by which an event is found.
const SALIENT: usize = 16;

/// Events that are assumed beside those seen, so that in a small collection no name looks common.
const PRIOR_EVENTS: f32 = 50.0;

/// An event as vectors.
#[derive(Debug, Default)]
pub struct Profile {
    /// Named things by how often they are named and how few events name them; of length 1.
    pub names: Sparse,
    /// Words of its reports; of length 1.
    pub words: Sparse,
    /// The most telling names with their rarity between 0 and 1, rarest and most named first.
    pub salient: Vec<(u32, f32)>,
    /// How rare each of its names is, 0 to 1, by id.
    pub rarity: BTreeMap<EntityId, f32>,
    /// Stems of its headlines and first sentences with how rare each is among events, 0 to 1.
    pub told: BTreeMap<String, f32>,
    /// How much the event is about each name, 0 to 1: how rare it is and how often it is named beside the one named most.
    pub weights: BTreeMap<EntityId, f32>,
    /// The most telling words.
    rare: Vec<u32>,
}

impl Profile {
    /// What the event is looked up by: pairs of names, and single words (beside a number that no name has).
    pub fn keys(&self) -> impl Iterator<Item = (u32, u32)> + '_ {
        let names = self.salient.iter().enumerate().flat_map(move |(i, (a, _))| {
            self.salient
                .iter()
                .skip(i + 1)
                .map(move |(b, _)| (*a.min(b), *a.max(b)))
        });
        let single = self.salient.iter().map(|(a, _)| (u32::MAX - 1, *a));
        names.chain(single).chain(self.rare.iter().map(|w| (u32::MAX, *w)))
    }

    /// How surely a sentence means this event, 0 to 1, by the names and words that its headlines and first sentences share.
    pub fn meant_by(&self, r: &Reference) -> f32 {
        let names = r.names.iter().filter_map(|n| self.rarity.get(n)).map(|w| 0.6 * w);
        let words = r.stems.iter().filter_map(|s| self.told.get(s)).map(|w| 0.3 * w);
        1.0 - names.chain(words).map(|w| 1.0 - w).product::<f32>()
    }
}

/// Number of events that name something, as rarity counts it: exact up to 15, then in steps of about a tenth, so that one more
/// event changes the rarity of few names, and what was written of storylines stands.
fn in_steps(n: usize) -> f32 {
    let low = (usize::BITS - n.leading_zeros()).saturating_sub(4);
    (n >> low << low) as f32
}

/// The profiles of events, in their order.
pub fn profiles(facts: &[&Facts]) -> Vec<Profile> {
    let mut df: BTreeMap<&EntityId, usize> = BTreeMap::new();
    let mut tellers: FxHashMap<&str, usize> = FxHashMap::default();
    for f in facts {
        for id in f.counts.keys() {
            *df.entry(id).or_default() += 1;
        }
        for s in &f.told {
            *tellers.entry(s).or_default() += 1;
        }
    }
    let ids: FxHashMap<&EntityId, u32> = df.keys().enumerate().map(|(i, id)| (*id, i as u32)).collect();
    let total = in_steps(facts.len()) + PRIOR_EVENTS;
    let most = (total / 1.5).ln();
    let rare = |n: usize| ((total / (in_steps(n) + 0.5)).ln() / most).clamp(0.0, 1.0);
    let rarity = |id: &EntityId| rare(df.get(id).copied().unwrap_or(0));
    facts
        .iter()
        .map(|f| {
            let mut names: Vec<(u32, f32, f32)> = f
                .counts
                .iter()
                .filter_map(|(id, n)| Some((*ids.get(id)?, (1.0 + n).ln() * rarity(id), rarity(id))))
                .collect();
            let most_named = f.counts.values().fold(1f32, |m, n| m.max(*n));
            let share = |n: f32| (1.0 + n).ln() / (1.0 + most_named).ln();
            let weight = |(id, n): (&EntityId, &f32)| (id.clone(), share(*n) * rarity(id));
            let mut all: Sparse = names.iter().map(|(i, w, _)| (*i, *w)).collect();
            unit(&mut all);
            names.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            let mut salient: Vec<(u32, f32)> = names.iter().take(SALIENT).map(|(i, _, r)| (*i, *r)).collect();
            salient.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
            Profile {
                names: all,
                words: f.words.clone(),
                salient,
                rarity: f.counts.keys().map(|id| (id.clone(), rarity(id))).collect(),
                told: f
                    .told
                    .iter()
                    .map(|s| (s.clone(), rare(tellers.get(s.as_str()).copied().unwrap_or(0))))
                    .collect(),
                weights: f.counts.iter().map(weight).collect(),
                rare: f.rare.clone(),
            }
        })
        .collect()
}

/// Scales a vector to length 1.
pub fn unit(v: &mut Sparse) {
    let norm = v.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
    if norm > 0.0 {
        v.iter_mut().for_each(|(_, w)| *w /= norm);
    }
}

/// What a storyline is about: the two people that most of its events name, else one and the place; where no name stands in
/// half of them, the title of its largest event.
pub fn title(by_id: &ById<'_>, events: &[&Event]) -> String {
    let mut counts: BTreeMap<&EntityId, (usize, usize)> = BTreeMap::new();
    for e in events {
        for (rank, id) in e.entities.iter().enumerate().chain(e.places.iter().enumerate()) {
            let c = counts.entry(id).or_default();
            c.0 += 1;
            c.1 += rank;
        }
    }
    let mut list: Vec<(&EntityId, (usize, usize))> =
        counts.into_iter().filter(|(_, c)| c.0 * 2 > events.len()).collect();
    list.sort_by(|a, b| b.1.0.cmp(&a.1.0).then(a.1.1.cmp(&b.1.1)).then(a.0.cmp(b.0)));
    let articles: Vec<&Analysis> = events
        .iter()
        .flat_map(|e| e.articles.iter().filter_map(|id| by_id.get(id).copied()))
        .collect();
    let name = |id: &EntityId, kind: EntityKind| {
        articles.iter().find_map(|a| {
            let e = a.entity(id).filter(|e| e.kind == kind)?;
            Some(e.name(a.article.language.tag()).to_string())
        })
    };
    let of = |kind: EntityKind| -> Vec<String> { list.iter().filter_map(|(id, _)| name(id, kind)).take(2).collect() };
    let mut parts = of(EntityKind::Person);
    if parts.len() == 1 {
        parts.extend(of(EntityKind::Place));
    }
    parts.truncate(2);
    if parts.len() == 2 {
        return parts.join(" – ");
    }
    let largest = events
        .iter()
        .max_by(|a, b| a.articles.len().cmp(&b.articles.len()).then(b.id.cmp(&a.id)));
    largest.map_or_else(String::new, |e| e.title.clone())
}

//! What an event is known by: its names and its words.

use super::facts::Facts;
use super::refer::{Reference, Stem};
use crate::model::*;
use crate::similarity::Sparse;
use rustc_hash::FxHashMap;

/// Names by which an event is found.
const SALIENT: usize = 16;

/// Events that are assumed beside those seen, so that in a small collection no name looks common.
const PRIOR_EVENTS: f32 = 50.0;

/// An event as vectors. Names go by their places in [`Rarity::names`].
#[derive(Debug)]
pub struct Profile<'a> {
    facts: &'a Facts,
    /// The most telling names, rarest and most named first.
    pub salient: Vec<u32>,
    /// How much the event is about each name, 0 to 1: how rare it is and how often it is named beside the one named
    /// most. Sorted.
    pub weights: Vec<(u32, f32)>,
}

impl Profile<'_> {
    /// Words of its reports; of length 1.
    pub fn words(&self) -> &Sparse {
        &self.facts.words
    }

    /// Its names.
    pub fn named(&self) -> impl Iterator<Item = &EntityId> {
        self.facts.counts.iter().map(|c| &c.0)
    }

    fn names_it(&self, id: &EntityId) -> bool {
        self.facts.counts.binary_search_by(|c| c.0.cmp(id)).is_ok()
    }

    /// Stems of its headlines and first sentences.
    pub fn told(&self) -> &[Stem] {
        &self.facts.told
    }

    /// Whether its headlines or first sentences hold a stem.
    pub fn tells(&self, stem: Stem) -> bool {
        self.facts.told.binary_search(&stem).is_ok()
    }

    /// The most telling words.
    pub fn rare(&self) -> &[u32] {
        &self.facts.rare
    }

    /// How much the event is about a name.
    pub fn weight(&self, name: u32) -> Option<f32> {
        let at = self.weights.binary_search_by_key(&name, |w| w.0).ok()?;
        self.weights.get(at).map(|w| w.1)
    }

    /// How surely a sentence means this event, 0 to 1, by the names and words that its headlines and first sentences
    /// share.
    pub fn meant_by(&self, r: &Reference, rarity: &Rarity<'_>) -> f32 {
        let named = r.names.iter().filter(|n| self.names_it(n));
        let names = named.map(|n| 0.6 * rarity.of_name(n));
        let told = r.stems.iter().filter(|s| self.tells(**s));
        let words = told.map(|s| 0.3 * rarity.of_stem(*s));
        1.0 - names.chain(words).map(|w| 1.0 - w).product::<f32>()
    }

    /// How rare its names and its stems are, in their order.
    pub fn rarities(&self, rarity: &Rarity<'_>) -> (Vec<f32>, Vec<f32>) {
        (
            self.named().map(|n| rarity.of_name(n)).collect(),
            self.told().iter().map(|s| rarity.of_stem(*s)).collect(),
        )
    }
}

/// Number of events that name something, as rarity counts it: exact up to 15, then in steps of about a tenth, so that
/// one more event changes the rarity of few names, and what was written of storylines stands.
fn in_steps(n: usize) -> f32 {
    let low = (usize::BITS - n.leading_zeros()).saturating_sub(4);
    (n >> low << low) as f32
}

/// How rare names and words are among events, 0 to 1.
#[derive(Debug, Default)]
pub struct Rarity<'a> {
    /// All names, sorted.
    pub names: Vec<&'a EntityId>,
    at: FxHashMap<&'a EntityId, u32>,
    of_names: Vec<f32>,
    of_stems: FxHashMap<Stem, f32>,
}

impl<'a> Rarity<'a> {
    /// From the facts of all events.
    pub fn new(facts: &[&'a Facts]) -> Rarity<'a> {
        let mut df: FxHashMap<&EntityId, u32> = FxHashMap::default();
        let mut tellers: FxHashMap<Stem, f32> = FxHashMap::default();
        for f in facts {
            for (id, _) in &f.counts {
                *df.entry(id).or_default() += 1;
            }
            for s in &f.told {
                *tellers.entry(*s).or_default() += 1.0;
            }
        }
        let total = in_steps(facts.len()) + PRIOR_EVENTS;
        let most = (total / 1.5).ln();
        let rare = |n: usize| ((total / (in_steps(n) + 0.5)).ln() / most).clamp(0.0, 1.0);
        let mut names: Vec<(u128, &EntityId)> = df.keys().map(|id| (beginning(id), *id)).collect();
        names.sort_unstable();
        let names: Vec<&EntityId> = names.into_iter().map(|n| n.1).collect();
        let count = |id: &EntityId| df.get(id).map_or(0, |n| *n as usize);
        let of_names = names.iter().map(|id| rare(count(id))).collect();
        tellers.values_mut().for_each(|n| *n = rare(*n as usize));
        // The same table is used again for the places of the names.
        for (place, id) in (0u32..).zip(&names) {
            df.insert(id, place);
        }
        Rarity {
            names,
            at: df,
            of_names,
            of_stems: tellers,
        }
    }

    /// How rare a name is.
    pub fn of_name(&self, id: &EntityId) -> f32 {
        let at = self.at.get(id).and_then(|i| self.of_names.get(*i as usize));
        at.copied().unwrap_or(1.0)
    }

    /// How rare a stem is.
    pub fn of_stem(&self, stem: Stem) -> f32 {
        self.of_stems.get(&stem).copied().unwrap_or(1.0)
    }

    /// The profile of an event.
    pub fn profile(&self, facts: &'a Facts) -> Profile<'a> {
        let most_named = facts.counts.iter().fold(1f32, |m, (_, n)| m.max(*n));
        let share = |n: f32| (1.0 + n).ln() / (1.0 + most_named).ln();
        let mut weights = Vec::with_capacity(facts.counts.len());
        let mut names: Vec<(u32, f32, f32)> = Vec::with_capacity(facts.counts.len());
        for (id, n) in &facts.counts {
            let Some((at, rarity)) = self
                .at
                .get(id)
                .and_then(|i| Some((*i, *self.of_names.get(*i as usize)?)))
            else {
                continue;
            };
            weights.push((at, share(*n) * rarity));
            names.push((at, (1.0 + n).ln() * rarity, rarity));
        }
        names.sort_unstable_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(&b.0)));
        names.truncate(SALIENT);
        names.sort_unstable_by(|a, b| b.2.total_cmp(&a.2).then(a.0.cmp(&b.0)));
        Profile {
            facts,
            salient: names.into_iter().map(|n| n.0).collect(),
            weights,
        }
    }
}

/// The first bytes of a name, in whose order names are: most are told apart by them.
fn beginning(id: &EntityId) -> u128 {
    let mut out = [0; 16];
    out.iter_mut().zip(id.as_str().bytes()).for_each(|(to, b)| *to = b);
    u128::from_be_bytes(out)
}

/// Scales a vector to length 1.
pub fn unit(v: &mut Sparse) {
    let norm = v.iter().map(|(_, w)| w * w).sum::<f32>().sqrt();
    if norm > 0.0 {
        v.iter_mut().for_each(|(_, w)| *w /= norm);
    }
}

//! Which events are compared: those that share a pair of names, or a rare word.

use super::profile::Profile;
use rustc_hash::FxHashMap;

/// Events that may share a pair of participants, or a rare word, before it stands for no storyline: this and the square root
/// of the number of events.
const COMMON: usize = 14;

/// Other events that each event is compared with.
const PER_EVENT: usize = 24;

/// What events are looked up by: two names, or one, or a word.
type Key = (u32, u32);

/// Mark of a single name, and of a word, in the place of a first name.
const NAME: u32 = u32::MAX - 1;
const WORD: u32 = u32::MAX;

/// Pairs of events that share a pair of names or a rare word, each event with the most promising others, sorted. `names` says
/// how many names there are.
pub fn candidates(profiles: &[Profile<'_>], names: usize) -> Vec<(u32, u32)> {
    let common = COMMON + (profiles.len() as f64).sqrt() as usize;
    let shared = Shared::new(profiles, names);
    // Numbers of the keys of all events, one event after the other, and how many events have each.
    let mut numbers: FxHashMap<Key, u32> = FxHashMap::default();
    let mut counts: Vec<u32> = Vec::new();
    let mut keys: Vec<u32> = Vec::new();
    let mut ends: Vec<usize> = Vec::with_capacity(profiles.len());
    for p in profiles {
        shared.keys(p, common, |key| {
            let number = *numbers.entry(key).or_insert(counts.len() as u32);
            if number as usize == counts.len() {
                counts.push(0);
            }
            if let Some(n) = counts.get_mut(number as usize) {
                *n += 1;
            }
            keys.push(number);
        });
        ends.push(keys.len());
    }
    drop(numbers);
    let telling = |key: u32| {
        let n = counts.get(key as usize).map_or(0, |n| *n as usize);
        (2..=common).contains(&n).then_some(n)
    };
    let own = |i: usize| {
        let start = i.checked_sub(1).and_then(|i| ends.get(i)).copied().unwrap_or(0);
        keys.get(start..ends.get(i).copied().unwrap_or(start))
            .unwrap_or_default()
    };
    let mut lists: Vec<Vec<u32>> = (0..counts.len() as u32)
        .map(|key| telling(key).map_or_else(Vec::new, Vec::with_capacity))
        .collect();
    for i in 0..profiles.len() {
        for key in own(i).iter().filter(|k| telling(**k).is_some()) {
            if let Some(list) = lists.get_mut(*key as usize) {
                list.push(i as u32);
            }
        }
    }
    let mut out = Vec::new();
    let mut sums: Vec<f32> = vec![0.0; profiles.len()];
    let mut best: Vec<(f32, u32)> = Vec::new();
    let nearer = |x: &(f32, u32), y: &(f32, u32)| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1));
    for i in 0..profiles.len() as u32 {
        best.clear();
        for key in own(i as usize) {
            let list = lists.get(*key as usize).map(Vec::as_slice).unwrap_or_default();
            let weight = 1.0 / (list.len() as f32).sqrt();
            for j in list.iter().filter(|j| **j != i) {
                if let Some(sum) = sums.get_mut(*j as usize) {
                    if *sum == 0.0 {
                        best.push((0.0, *j));
                    }
                    *sum += weight;
                }
            }
        }
        for (sum, j) in &mut best {
            *sum = sums.get_mut(*j as usize).map(std::mem::take).unwrap_or_default();
        }
        if best.len() > PER_EVENT {
            best.select_nth_unstable_by(PER_EVENT, nearer);
        }
        out.extend(best.iter().take(PER_EVENT).map(|(_, j)| (*j.min(&i), *j.max(&i))));
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// How many events each name and each word could be shared by: what one event alone has is not looked up.
struct Shared {
    names: Vec<u32>,
    words: FxHashMap<u32, u32>,
}

impl Shared {
    fn new(profiles: &[Profile<'_>], names: usize) -> Shared {
        let mut out = Shared {
            names: vec![0; names],
            words: FxHashMap::default(),
        };
        for p in profiles {
            for name in &p.salient {
                if let Some(n) = out.names.get_mut(*name as usize) {
                    *n += 1;
                }
            }
            for word in p.rare() {
                *out.words.entry(*word).or_default() += 1;
            }
        }
        out
    }

    /// What an event is looked up by: pairs of names, and single words and names; those that other events share and not too
    /// many.
    fn keys(&self, p: &Profile<'_>, common: usize, mut each: impl FnMut(Key)) {
        let events = |name: &u32| self.names.get(*name as usize).map_or(0, |n| *n as usize);
        let salient: Vec<u32> = p.salient.iter().copied().filter(|n| events(n) > 1).collect();
        for (i, a) in salient.iter().enumerate() {
            for b in salient.iter().skip(i + 1) {
                each((*a.min(b), *a.max(b)));
            }
        }
        for a in salient.iter().filter(|a| events(a) <= common) {
            each((NAME, *a));
        }
        let events = |word: &u32| self.words.get(word).map_or(0, |n| *n as usize);
        for word in p.rare().iter().filter(|w| (2..=common).contains(&events(w))) {
            each((WORD, *word));
        }
    }
}

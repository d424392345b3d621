use super::super::index::Report;
use super::super::linkage::Limits;
use super::super::online_within;
use super::super::sketch::{Failed, Pair, compare};
use super::*;
use crate::model::{Analysis, ArticleId, CopyRelation, DayRange};
use proptest::prelude::*;
use std::cell::Cell;
use std::collections::BTreeMap;

const BOUNDS: Bounds = Bounds {
    limits: Limits {
        threshold: 0.3,
        tightening: 0.01,
    },
    window: 6,
    undated: 50,
    compared: [3, 2],
};

const UNDATED: DayRange = DayRange {
    lo: i32::MIN / 4,
    hi: i32::MAX / 4,
};

/// Two toys are as like as their terms, less with each day between them.
fn similarity(a: &Sketch, b: &Sketch, copy: f32) -> f32 {
    let both = a.terms.iter().filter(|t| b.terms.contains(t)).count() as f32;
    let all = (a.terms.len() + b.terms.len()) as f32 - both;
    let apart = a.when.gap(b.when) as f32 / 40.0;
    (both / all.max(1.0) - apart).max(copy).max(0.0)
}

#[derive(Default)]
struct Shelf {
    asked: Cell<usize>,
    fails: bool,
}

impl ArticleProvider for Shelf {
    fn analysis(&self, _: &Sketch) -> Result<Analysis, Failed> {
        Err(Failed)
    }

    fn likenesses(&self, pairs: &[Pair<'_>]) -> Result<Vec<f32>, Failed> {
        self.asked.set(self.asked.get() + pairs.len());
        if self.fails {
            return Err(Failed);
        }
        Ok(pairs.iter().map(|p| similarity(p.first, p.second, p.copy)).collect())
    }

    fn seal(&self, s: &Sketch) -> u64 {
        let terms = s
            .terms
            .iter()
            .fold(7u64, |h, t| h.wrapping_mul(31).wrapping_add(u64::from(t.0)));
        terms
            .wrapping_mul(1_000_003)
            .wrapping_add(s.when.lo as u64)
            .wrapping_mul(31)
            ^ u64::from(s.language == "hi")
    }
}

/// A toy as the index takes it.
struct Card<'a>(&'a Sketch);

impl Report for Card<'_> {
    fn id(&self) -> &ArticleId {
        &self.0.id
    }
    fn when(&self) -> DayRange {
        self.0.when
    }
    fn foreign(&self, other: &Self) -> bool {
        self.0.language != other.0.language
    }
    fn keys(&self) -> Vec<(u32, f32)> {
        let weight = |w: u32| w as f32 / 65_536.0;
        self.0.terms.iter().map(|(t, w)| (*t, weight(*w))).collect()
    }
    fn similarity(&self, other: &Self, copy: f32) -> f32 {
        similarity(self.0, other.0, copy)
    }
}

type Answer = (Vec<Vec<usize>>, Vec<ScoredPair>);

/// What feeding the index with everything gives.
fn fed(sketches: &[Sketch], copies: &[CopyPair]) -> Answer {
    let (groups, mut pairs) = online_within(BOUNDS, sketches.iter().map(Card).collect(), copies);
    let mut home = vec![0; sketches.len()];
    for (g, group) in groups.iter().enumerate() {
        group.iter().for_each(|i| home[*i] = g);
    }
    pairs.retain(|p| home[p.a as usize] == home[p.b as usize]);
    (groups, pairs)
}

/// Toys by id; their terms, day and language.
type Toys = BTreeMap<u32, (Option<i32>, Vec<u32>, bool)>;

fn sketches(toys: &Toys) -> Vec<Sketch> {
    let sketch = |(id, (day, words, foreign)): (&u32, &(Option<i32>, Vec<u32>, bool))| {
        let keys: Vec<(u32, f32)> = words.iter().map(|w| (*w, 1.0 / (1.0 + *w as f32))).collect();
        let when = day.map_or(UNDATED, |d| DayRange {
            lo: d,
            hi: d + i32::from(d % 5 == 0),
        });
        Sketch::toy(&format!("t{id:03}"), when, if *foreign { "mr" } else { "hi" }, &keys)
    };
    toys.iter().map(sketch).collect()
}

fn copies(toys: &Toys, shares: &BTreeMap<(u32, u32), u8>) -> Vec<CopyPair> {
    let there = shares
        .iter()
        .filter(|((a, b), _)| a != b && toys.contains_key(a) && toys.contains_key(b));
    let pair = |((a, b), share): (&(u32, u32), &u8)| CopyPair {
        a: ArticleId(format!("t{a:03}")),
        b: ArticleId(format!("t{b:03}")),
        relation: CopyRelation::Copy,
        source: None,
        agency: None,
        containment: f64::from(*share) / 100.0,
        kept: Vec::new(),
        changed: Vec::new(),
        added: Vec::new(),
        dropped: Vec::new(),
    };
    there.map(pair).collect()
}

/// What is kept in a store, by id.
type Stored = BTreeMap<String, CacheEntry>;

/// Brings what is kept up to date, as a store does.
fn step(stored: &mut Stored, first: &[Sketch], second: &[Sketch], copies: &[CopyPair], shelf: &Shelf) -> Answer {
    let at: BTreeMap<&str, u32> = first.iter().map(|s| s.id.as_str()).zip(0..).collect();
    let next = stored.values().map(|k| k.number + 1).max().unwrap_or(0);
    let kept = stored
        .iter()
        .map(|(id, k)| (at.get(id.as_str()).copied(), k.clone()))
        .collect();
    let before = NeighbourCache::new(first.len(), kept);
    stored.retain(|id, _| at.contains_key(id.as_str()));
    // Numbers fall otherwise than ids.
    let mut numbers: Vec<u32> = first
        .iter()
        .map(|s| stored.get(s.id.as_str()).map_or(NOBODY, |k| k.number))
        .collect();
    let new = numbers.iter_mut().rev().filter(|n| **n == NOBODY);
    new.zip(next..).for_each(|(n, number)| *n = number);
    let mut memory = before.clone();
    let shared = copies_by_place(first, copies);
    memory.first = Round::new(BOUNDS, first, &shared, shelf)
        .update(&memory.first, &memory.second)
        .unwrap();
    let dated = first.iter().zip(second).any(|(a, b)| a.when != b.when);
    let found = compare(BOUNDS, second, &shared, shelf, &mut memory, dated).unwrap();
    for (place, k) in memory.since(&before, &|p| numbers[p as usize]) {
        stored.insert(first[place as usize].id.to_string(), k);
    }
    (found.groups, found.pairs)
}

#[derive(Debug, Clone)]
enum Act {
    Put(u32, Option<i32>, Vec<u32>, bool),
    Remove(u32),
    Copy(u32, u32, u8),
    /// The day that an event gives to an undated toy in the second round.
    Date(u32, i32),
}

fn act() -> impl Strategy<Value = Act> {
    let id = || 0u32..30;
    let words = || proptest::collection::btree_set(0u32..14, 1..6).prop_map(|w| w.into_iter().collect::<Vec<u32>>());
    let day = || prop_oneof![4 => (0i32..24).prop_map(Some), 1 => Just(None)];
    prop_oneof![
        12 => (id(), day(), words(), proptest::bool::weighted(0.3)).prop_map(|(i, d, w, f)| Act::Put(i, d, w, f)),
        1 => id().prop_map(Act::Remove),
        2 => (id(), id(), 0u8..100).prop_map(|(a, b, s)| Act::Copy(a, b, s)),
        2 => (id(), 0i32..24).prop_map(|(i, d)| Act::Date(i, d)),
    ]
}

/// Toys, copies, and days given in the second round.
#[derive(Default)]
struct World {
    toys: Toys,
    shares: BTreeMap<(u32, u32), u8>,
    days: BTreeMap<u32, i32>,
}

impl World {
    fn act(&mut self, act: &Act) {
        match act.clone() {
            Act::Put(i, d, w, f) => {
                self.toys.insert(i, (d, w, f));
            }
            Act::Remove(i) => {
                self.toys.remove(&i);
            }
            Act::Copy(a, b, 0..20) => {
                self.shares.remove(&(a.min(b), a.max(b)));
            }
            Act::Copy(a, b, s) => {
                self.shares.insert((a.min(b), a.max(b)), s);
            }
            Act::Date(i, d) => {
                self.days.insert(i, d);
            }
        }
    }

    fn both(&self) -> (Vec<Sketch>, Vec<Sketch>, Vec<CopyPair>) {
        let mut later = self.toys.clone();
        for (id, (day, ..)) in &mut later {
            *day = day.or(self.days.get(id).copied());
        }
        (sketches(&self.toys), sketches(&later), copies(&self.toys, &self.shares))
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(384))]

    #[test]
    fn what_is_kept_gives_what_feeding_everything_gives(
        acts in proptest::collection::vec(act(), 1..60), at_once in 1usize..8
    ) {
        let (mut world, mut stored) = (World::default(), Stored::default());
        for some in acts.chunks(at_once) {
            some.iter().for_each(|a| world.act(a));
            let (first, second, copies) = world.both();
            let got = step(&mut stored, &first, &second, &copies, &Shelf::default());
            prop_assert_eq!(&got, &fed(&second, &copies));
            prop_assert_eq!(&got, &step(&mut Stored::default(), &first, &second, &copies, &Shelf::default()));
        }
    }

    #[test]
    fn events_that_run_for_weeks_are_put_away_as_when_everything_is_fed(
        acts in proptest::collection::vec((0u32..40, 0i32..40, proptest::collection::btree_set(0u32..5, 1..3), 0u32..12), 4..60),
        at_once in 1usize..4
    ) {
        let (mut world, mut stored) = (World::default(), Stored::default());
        for some in acts.chunks(at_once) {
            for (id, day, words, undated) in some {
                let day = (*undated > 0).then_some(day - day % 3);
                world.act(&Act::Put(*id, day, words.iter().copied().collect(), false));
            }
            let (first, second, copies) = world.both();
            let got = step(&mut stored, &first, &second, &copies, &Shelf::default());
            prop_assert_eq!(&got, &fed(&second, &copies));
        }
    }

    #[test]
    fn nothing_new_asks_for_nothing(acts in proptest::collection::vec(act(), 1..60)) {
        let (mut world, mut stored) = (World::default(), Stored::default());
        acts.iter().for_each(|a| world.act(a));
        let (first, second, copies) = world.both();
        let want = step(&mut stored, &first, &second, &copies, &Shelf::default());
        let (before, shelf) = (stored.clone(), Shelf::default());
        prop_assert_eq!(step(&mut stored, &first, &second, &copies, &shelf), want);
        prop_assert_eq!(stored, before);
        prop_assert_eq!(shelf.asked.get(), 0);
    }
}

#[test]
fn a_library_that_fails_ends_the_grouping() {
    let mut toys = Toys::new();
    for id in 0..3 {
        toys.insert(id, (Some(3), vec![1, 2], false));
    }
    let sketches = sketches(&toys);
    let shared = copies_by_place(&sketches, &[]);
    let shelf = Shelf {
        fails: true,
        ..Shelf::default()
    };
    let rows = Round::new(BOUNDS, &sketches, &shared, &shelf).update(&Rows::new(), &Rows::new());
    assert_eq!(rows, Err(Failed));
    assert_eq!(shelf.asked.get(), 3, "it is not asked again");
}

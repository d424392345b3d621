use super::super::linkage::{Limits, clusters};
use super::*;
use crate::model::DayRange;
use proptest::prelude::*;

const LIMITS: Limits = Limits {
    threshold: 0.3,
    tightening: 0.01,
};

/// A report made of a few numbered words; two are as like as their words.
#[derive(Debug, Clone, PartialEq)]
struct Toy {
    id: ArticleId,
    when: DayRange,
    language: u8,
    words: Vec<u32>,
}

impl Report for Toy {
    fn id(&self) -> &ArticleId {
        &self.id
    }
    fn when(&self) -> DayRange {
        self.when
    }
    fn foreign(&self, other: &Self) -> bool {
        self.language != other.language
    }
    fn keys(&self) -> Vec<(u32, f32)> {
        self.words.iter().map(|w| (*w, 1.0 / (1.0 + *w as f32))).collect()
    }
    fn similarity(&self, other: &Self, copy: f32) -> f32 {
        let both = self.words.iter().filter(|w| other.words.contains(w)).count() as f32;
        let all = (self.words.len() + other.words.len()) as f32 - both;
        let apart = self.when.gap(other.when) as f32 / 40.0;
        (both / all.max(1.0) - apart).max(copy).max(0.0)
    }
}

fn day(n: i32) -> DayRange {
    DayRange { lo: n, hi: n }
}

const UNDATED: DayRange = DayRange {
    lo: i32::MIN / 4,
    hi: i32::MAX / 4,
};

fn toy(id: &str, when: DayRange, words: &[u32]) -> Toy {
    Toy {
        id: id.into(),
        when,
        language: 0,
        words: words.to_vec(),
    }
}

fn bounds(compared: [usize; 2]) -> Bounds {
    Bounds {
        limits: LIMITS,
        window: 10,
        undated: 50,
        compared,
    }
}

/// The events as ids, of toys that come in this order; `each` makes events again after every single one.
fn run(order: &[Toy], bounds: Bounds, each: bool) -> Vec<Vec<String>> {
    let mut index = EventIndex::new(bounds);
    let mut out: Vec<Vec<u32>> = Vec::new();
    for t in order {
        if t.when.is_dated() {
            out.extend(index.advance(t.when.lo).0.into_iter().map(|c| c.members));
        }
        if each {
            index.add(t.clone(), &[]);
        } else {
            index.insert(t.clone(), &[]);
        }
    }
    index.recluster(None);
    out.extend(index.events());
    let mut named: Vec<Vec<String>> = out
        .iter()
        .map(|e| {
            let mut ids: Vec<String> = e.iter().map(|m| order[*m as usize].id.to_string()).collect();
            ids.sort();
            ids
        })
        .collect();
    named.sort();
    named
}

fn sorted(mut toys: Vec<Toy>) -> Vec<Toy> {
    toys.sort_by_key(EventIndex::<Toy>::key);
    let (undated, dated): (Vec<Toy>, Vec<Toy>) = toys.into_iter().partition(|t| !t.when.is_dated());
    undated.into_iter().chain(dated).collect()
}

#[test]
fn every_change_has_its_reason() {
    let mut index = EventIndex::new(bounds([40, 20]));
    let kinds = |c: &Change| c.steps.iter().map(|s| s.kind).collect::<Vec<_>>();
    let a = index.add(toy("a", day(1), &[1, 2, 3, 4]), &[]);
    assert_eq!(kinds(&a), [StepKind::Opened]);
    assert!(a.steps[0].why.contains("no report in the window"));
    let b = index.add(toy("b", day(1), &[1, 2, 3, 5]), &[]);
    assert_eq!((kinds(&b), b.event), (vec![StepKind::Joined], a.event));
    assert!(b.steps[0].why.starts_with("b joined a (score 0.60"));
    let c = index.add(toy("c", day(1), &[1, 11, 12, 13]), &[]);
    assert_eq!(kinds(&c), [StepKind::Opened]);
    assert!(
        c.steps[0].why.contains("the closest report is a (0.14"),
        "{}",
        c.steps[0].why
    );
    let d = index.add(toy("d", day(2), &[1, 2, 3, 4, 5, 11, 12, 13]), &[]);
    assert!(!d.steps.is_empty());
}

#[test]
fn a_bridge_merges_and_a_better_partner_parts() {
    let mut index = EventIndex::new(bounds([40, 20]));
    index.add(toy("a", day(1), &[1, 2, 3, 4, 5]), &[]);
    let b = index.add(toy("b", day(1), &[5, 6, 7, 8, 9]), &[]);
    assert_eq!(b.steps[0].kind, StepKind::Opened);
    let c = index.add(toy("c", day(1), &[1, 2, 3, 4, 5, 6, 7, 8, 9]), &[]);
    assert!(
        c.steps
            .iter()
            .any(|s| s.kind == StepKind::Merged && s.why.contains("compared pairs")),
        "{:?}",
        c.steps
    );
    assert_eq!(index.events().len(), 1);
    // A report that is like b alone draws it away.
    let d = index.add(toy("d", day(1), &[6, 7, 8, 9, 20, 21]), &[]);
    let split = d.steps.iter().find(|s| s.kind == StepKind::Split);
    assert!(split.is_some_and(|s| s.why.contains("is needed")), "{:?}", d.steps);
    assert_eq!(index.events(), [vec![0, 2], vec![1, 3]]);
}

#[test]
fn the_window_forgets_but_a_running_event_goes_on() {
    let mut index = EventIndex::new(bounds([40, 20]));
    let mut closed = Vec::new();
    for n in 0..200 {
        closed.extend(index.advance(n).0);
        index.add(toy(&format!("run{n:03}"), day(n), &[1, 2, 3, 4]), &[]);
        index.add(
            toy(&format!("one{n:03}"), day(n), &[1000 + n as u32, 3000 + n as u32]),
            &[],
        );
        let (articles, groups) = index.held();
        assert!(articles <= 2 * 13 && groups <= 3, "{articles} {groups}");
        assert!(index.nodes.iter().count() < 40);
    }
    let open = index.events();
    let longest = closed.iter().map(|c| &c.members).chain(&open).map(Vec::len).max();
    assert!(longest.is_some_and(|n| n > 20), "{longest:?}");
    let all: usize = closed.iter().map(|c| c.members.len()).sum::<usize>() + open.iter().map(Vec::len).sum::<usize>();
    assert_eq!(all, 400);
}

#[test]
fn undated_articles_are_bounded_and_meet_all_days() {
    let mut index = EventIndex::new(Bounds {
        undated: 3,
        ..bounds([40, 20])
    });
    for n in 0..40 {
        index.advance(n);
        index.add(toy(&format!("u{n:02}"), UNDATED, &[500 + n as u32]), &[]);
    }
    assert!(index.held().0 <= 4);
    let d = index.add(toy("d", day(40), &[539]), &[]);
    assert_eq!(d.steps[0].kind, StepKind::Joined);
}

#[test]
fn copies_are_compared_whatever_they_share() {
    let mut index = EventIndex::new(bounds([40, 20]));
    let a = index.add(toy("a", day(1), &[1]), &[]);
    let b = index.add(toy("b", day(2), &[2]), &[("a".into(), 0.98)]);
    assert_eq!(a.event, b.event);
    index.advance(30);
    let c = index.add(toy("c", day(30), &[3]), &[("a".into(), 0.98)]);
    assert_ne!(c.event, a.event);
}

prop_compose! {
    fn toys(most: usize, days: i32, undated: u32)(
        list in proptest::collection::vec(
            (0..days, 0u32..100, 0u8..2, proptest::collection::btree_set(0u32..14, 1..6)), 1..most),
        shuffle in proptest::collection::vec(any::<u32>(), most),
    ) -> (Vec<Toy>, Vec<u32>) {
        let toys = list.iter().enumerate().map(|(i, (d, u, language, words))| Toy {
            id: ArticleId(format!("t{:02}", (i * 37) % 100)),
            when: if *u < undated { UNDATED } else { day(*d) },
            language: *language,
            words: words.iter().copied().collect(),
        }).collect();
        (sorted(toys), shuffle)
    }
}

/// The same toys, those of each day (and the undated ones) in another order.
fn shuffled(toys: &[Toy], keys: &[u32]) -> Vec<Toy> {
    let mut list: Vec<(i32, u32, Toy)> = toys
        .iter()
        .zip(keys)
        .map(|(t, k)| (if t.when.is_dated() { t.when.lo } else { i32::MIN }, *k, t.clone()))
        .collect();
    list.sort_by_key(|x| (x.0, x.1));
    list.into_iter().map(|x| x.2).collect()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn one_at_a_time_is_the_batch_result((toys, _) in toys(40, 45, 10)) {
        let bounds = bounds([3, 2]);
        prop_assert_eq!(run(&toys, bounds, true), run(&toys, bounds, false));
    }

    #[test]
    fn order_within_a_day_does_not_matter((toys, keys) in toys(40, 30, 10)) {
        let bounds = bounds([3, 2]);
        let want = run(&toys, bounds, false);
        let other = shuffled(&toys, &keys);
        prop_assert_eq!(&run(&other, bounds, true), &want);
        prop_assert_eq!(&run(&other, bounds, false), &want);
    }

    #[test]
    fn one_window_gives_plain_average_link((toys, keys) in toys(30, 3, 20)) {
        let bounds = bounds([100, 100]);
        let order = shuffled(&toys, &keys);
        let mut plain: Vec<Toy> = toys.clone();
        plain.sort_by_key(EventIndex::<Toy>::key);
        let mut pairs = Vec::new();
        for (j, b) in plain.iter().enumerate() {
            for (i, a) in plain.iter().enumerate().take(j) {
                if a.words.iter().any(|w| b.words.contains(w)) {
                    pairs.push((i as u32, j as u32, a.similarity(b, 0.0)));
                }
            }
        }
        let mut want: Vec<Vec<String>> = clusters(plain.len(), &pairs, LIMITS).iter()
            .map(|c| { let mut ids: Vec<String> = c.iter().map(|i| plain[*i].id.to_string()).collect(); ids.sort(); ids }).collect();
        want.sort();
        prop_assert_eq!(run(&order, bounds, true), want);
    }
}

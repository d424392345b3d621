//! How likely two events belong to one story: what they share, scored by trees.

use super::facts::Facts;
use crate::events::views::{Sparse, common, cosine};
use crate::similarity::{Trees, dot};
use std::sync::LazyLock;

/// Number of features.
pub const FEATURES: usize = 42;

/// What two events have in common; see [`NAMES`].
pub type Features = [f32; FEATURES];

/// Names of the features, in order. Shares are of the event that has less.
pub const NAMES: [&str; FEATURES] = [
    "names",
    "words",
    "pair",
    "refers",
    "gap",
    "title_vector",
    "lead_vector",
    "text_vector",
    "people",
    "people_share",
    "people_room",
    "places",
    "places_share",
    "places_room",
    "bodies",
    "bodies_share",
    "bodies_room",
    "title_names",
    "title_names_share",
    "title_names_room",
    "person_best",
    "place_best",
    "body_best",
    "rarest_name",
    "told",
    "told_share",
    "told_best",
    "title",
    "title_share",
    "title_best",
    "rare_words",
    "bigrams",
    "bigram_best",
    "foreign",
    "reports_max",
    "reports_min",
    "crowd_max",
    "crowd_min",
    "telling_max",
    "telling_min",
    "length_max",
    "length_min",
];

/// Days from which events are far apart, however many it are: stories go on for years, but the judged pairs come from
/// weeks.
const LONG: i32 = 8;

/// The features of two events: `words` is the cosine of their words, `refers` how surely the background of one tells of
/// the other, `gap` the days between them if both have days. Nothing else but `refers` depends on other events.
pub fn features(x: &Facts, y: &Facts, words: f32, refers: f32, gap: Option<i32>) -> Features {
    let [places, people, bodies] = [0, 1, 2].map(|i| match (x.text_names.get(i), y.text_names.get(i)) {
        (Some(p), Some(q)) => amounts(p, q, 15.0),
        _ => [0.0; 4],
    });
    let titles = amounts(&x.title_names, &y.title_names, 15.0);
    let about = [0, 1, 2].map(|i| match (x.about.get(i), y.about.get(i)) {
        (Some(p), Some(q)) => two_strongest(p, q),
        _ => [0.0; 2],
    });
    let told = amounts(&x.lead, &y.lead, 40.0);
    let title = amounts(&x.title, &y.title, 20.0);
    let shared = x.rare.iter().filter(|w| y.rare.contains(w)).count() as f32;
    let [bigram, _] = two_strongest(&x.bigrams, &y.bigrams);
    let both = |f: fn(&Facts) -> f32| (f(x).max(f(y)), f(x).min(f(y)));
    let reports = both(|f| (1.0 + f.reports as f32).ln());
    let crowd = both(|f| f.crowd);
    let telling = both(|f| f.telling);
    let length = both(|f| part(f.length, 100.0));
    [
        names(x, y),
        words,
        pair(&about),
        refers,
        gap.map_or(-1.0, |g| g.min(LONG) as f32 / LONG as f32),
        dot(&x.title_vector, &y.title_vector),
        dot(&x.lead_vector, &y.lead_vector),
        dot(&x.text_vector, &y.text_vector),
        people[0],
        people[1],
        people[2],
        places[0],
        places[1],
        places[2],
        bodies[0],
        bodies[1],
        bodies[2],
        titles[0],
        titles[1],
        titles[2],
        about[1][0],
        about[0][0],
        about[2][0],
        places[3].max(people[3]).max(bodies[3]) / 10.0,
        told[0],
        told[1],
        told[3] / 10.0,
        title[0],
        title[1],
        title[3] / 10.0,
        shared / 10.0,
        cosine(&x.bigrams, &y.bigrams),
        bigram,
        if x.language == y.language { 0.0 } else { 1.0 },
        reports.0,
        reports.1,
        crowd.0,
        crowd.1,
        telling.0,
        telling.1,
        length.0,
        length.1,
    ]
}

/// Those fitted to pairs of events that readers judged.
static TREES: LazyLock<Trees> =
    LazyLock::new(
        || match Trees::read(include_str!("../../data/storylines/trees.txt"), FEATURES) {
            Ok(trees) => trees,
            Err(line) => panic!("data/storylines/trees.txt is damaged at line {line}"),
        },
    );

/// The trees that are built in, by name, and whether they can be read.
pub(crate) fn models() -> Vec<(&'static str, bool)> {
    let read = Trees::read(include_str!("../../data/storylines/trees.txt"), FEATURES);
    vec![("storylines/trees.txt", read.is_ok())]
}

/// Places of some features in [`NAMES`].
const REFERS: usize = 3;
const GAP: usize = 4;

/// How surely the background of a report tells of an earlier event, and how likely the two share a story by the trees,
/// from which they do: 22 of 24 such pairs did that were judged.
const TOLD: f32 = 0.5;
const POSSIBLE: f32 = 0.3;
const SURE: f32 = 0.95;

/// Taken off where events lie far apart and neither tells of the other: of 32 such pairs at 0.7 and above 24 were
/// right.
const FAR: f32 = 0.1;

/// The probability that two events with these features belong to one story.
pub fn probability(features: &Features) -> f32 {
    let at = |place: usize| features.get(place).copied().unwrap_or(0.0);
    let likely = 1.0 / (1.0 + (-TREES.log_odds(features)).exp());
    if at(REFERS) >= TOLD {
        if likely >= POSSIBLE { likely.max(SURE) } else { likely }
    } else if at(GAP) >= 1.0 {
        (likely - FAR).max(0.0)
    } else {
        likely
    }
}

/// The weights of the two strongest terms that two vectors share.
fn two_strongest(p: &Sparse, q: &Sparse) -> [f32; 2] {
    let mut best = [0f32; 2];
    common(p, q, |_, x, y| {
        let w = x.min(y);
        best = match best {
            [first, _] if w > first => [w, first],
            [first, second] => [first, second.max(w)],
        };
    });
    best
}

/// The strength of the best pair of names that stands in both, of the two strongest of each kind.
fn pair(about: &[[f32; 2]; 3]) -> f32 {
    let mut all: Vec<f32> = about.iter().flatten().copied().collect();
    all.sort_by(|a, b| b.total_cmp(a));
    match all.as_slice() {
        [first, second, ..] => (first * second).sqrt(),
        _ => 0.0,
    }
}

/// The cosine of what both are about, all names together.
fn names(x: &Facts, y: &Facts) -> f32 {
    let product = |a: &Facts, b: &Facts| -> f32 {
        let kinds = a.about.iter().zip(&b.about);
        kinds
            .map(|(p, q)| {
                let mut sum = 0.0;
                common(p, q, |_, v, w| sum += v * w);
                sum
            })
            .sum()
    };
    let norm = (product(x, x) * product(y, y)).sqrt();
    if norm > 0.0 { product(x, y) / norm } else { 0.0 }
}

/// What two lists share as a number below 1 (`half` gives a half), as a share of the shorter list, how much that list
/// tells, and the weightiest that they share.
fn amounts(p: &Sparse, q: &Sparse, half: f32) -> [f32; 4] {
    let (mut sum, mut best) = (0f32, 0f32);
    common(p, q, |_, x, y| {
        sum += x.min(y);
        best = best.max(x.min(y));
    });
    let total = |l: &Sparse| l.iter().map(|t| t.1).sum::<f32>();
    let lighter = total(p).min(total(q));
    let share = if lighter > 0.0 { sum / lighter } else { 0.0 };
    [part(sum, half), share, part(lighter, half), best]
}

/// An amount as a number below 1; `half` gives a half.
fn part(amount: f32, half: f32) -> f32 {
    amount / (amount + half)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_report_tells_of_an_earlier_event_counts_as_sure() {
        assert_eq!((NAMES[REFERS], NAMES[GAP]), ("refers", "gap"));
        let mut like = [0.9; FEATURES];
        like[REFERS] = 0.0;
        like[GAP] = 0.0;
        let near = probability(&like);
        like[GAP] = 1.0;
        let far = probability(&like);
        assert!(far < near, "{far} {near}");
        like[REFERS] = TOLD;
        assert!(probability(&like) >= SURE);
        assert!(probability(&[0.0; FEATURES]) < POSSIBLE, "nothing in common");
    }
}

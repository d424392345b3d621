//! How likely two events belong to one story: what they share, scored by trees.

use super::facts::Facts;

use crate::similarity::{Sparse, Trees, common, cosine, dot, feature_table, place_of, saturated};
use std::sync::LazyLock;

/// Days from which events are far apart, however many it are: stories go on for years, but the judged pairs come from
/// weeks.
const LONG: i32 = 8;

/// One number for each of the two events: the higher one and the lower one.
type Both = (f32, f32);

/// Everything that is measured of two events.
struct Pair<'a> {
    x: &'a Facts,
    y: &'a Facts,
    words: f32,
    refers: f32,
    gap: Option<i32>,
    places: Amounts,
    people: Amounts,
    bodies: Amounts,
    titles: Amounts,
    told: Amounts,
    title: Amounts,
    /// The weights of the two strongest places, people and bodies that both are about.
    about: [[f32; 2]; 3],
    reports: Both,
    hubness: Both,
    mean_idf: Both,
    length: Both,
}

/// The features of two events: `words` is the cosine of their words, `refers` how surely the background of one tells of
/// the other, `gap` the days between them if both have days. Nothing else but `refers` depends on other events.
pub fn features(x: &Facts, y: &Facts, words: f32, refers: f32, gap: Option<i32>) -> Features {
    let [places, people, bodies] = [0, 1, 2].map(|i| match (x.text_names.get(i), y.text_names.get(i)) {
        (Some(p), Some(q)) => amounts(p, q, 15.0),
        _ => Amounts::default(),
    });
    let about = [0, 1, 2].map(|i| match (x.about.get(i), y.about.get(i)) {
        (Some(p), Some(q)) => two_strongest(p, q),
        _ => [0.0; 2],
    });
    let both = |f: fn(&Facts) -> f32| (f(x).max(f(y)), f(x).min(f(y)));
    read(&Pair {
        x,
        y,
        words,
        refers,
        gap,
        places,
        people,
        bodies,
        titles: amounts(&x.title_names, &y.title_names, 15.0),
        told: amounts(&x.lead, &y.lead, 40.0),
        title: amounts(&x.title, &y.title, 20.0),
        about,
        reports: both(|f| (1.0 + f.reports as f32).ln()),
        hubness: both(|f| f.hubness),
        mean_idf: both(|f| f.mean_idf),
        length: both(|f| saturated(f.length, 100.0)),
    })
}

feature_table! { read(p: &Pair<'_>);
    names: "cosine of what both are about, all names together" = names(p.x, p.y);
    words: "cosine of their words" = p.words;
    pair: "strength of the best two names that both are about" = pair(&p.about);
    refers: "how surely the background of one tells of the other" = p.refers;
    gap: "days between the two as a share of some; below 0 if one has no day" = p.gap.map_or(-1.0, |g| g.min(LONG) as f32 / LONG as f32);
    title_vector: "cosine of the directions of headlines" = dot(&p.x.title_vector, &p.y.title_vector);
    lead_vector: "cosine of the directions of headlines and leads" = dot(&p.x.lead_vector, &p.y.lead_vector);
    text_vector: "cosine of the directions of whole texts" = dot(&p.x.text_vector, &p.y.text_vector);
    people: "rarity of the people that both name" = p.people.shared;
    people_share: "its share of the event that names less" = p.people.share;
    people_room: "rarity of all people of that event" = p.people.room;
    places: "rarity of the places that both name" = p.places.shared;
    places_share: "its share of the event that names less" = p.places.share;
    places_room: "rarity of all places of that event" = p.places.room;
    bodies: "rarity of the organisations that both name" = p.bodies.shared;
    bodies_share: "its share of the event that names less" = p.bodies.share;
    bodies_room: "rarity of all organisations of that event" = p.bodies.room;
    title_names: "rarity of the names that headlines of both have" = p.titles.shared;
    title_names_share: "its share of the event whose headlines name less" = p.titles.share;
    title_names_room: "rarity of all names of those headlines" = p.titles.room;
    person_best: "strength of the best person that both are about" = p.about[1][0];
    place_best: "strength of the best place that both are about" = p.about[0][0];
    body_best: "strength of the best organisation that both are about" = p.about[2][0];
    rarest_name: "rarity of the rarest name that both have" = p.places.best.max(p.people.best).max(p.bodies.best) / 10.0;
    told: "rarity of the words that headlines and first sentences of both have" = p.told.shared;
    told_share: "its share of the event that has less" = p.told.share;
    told_best: "rarity of the rarest of those words" = p.told.best / 10.0;
    title: "rarity of the words that headlines of both have" = p.title.shared;
    title_share: "its share of the event that has less" = p.title.share;
    title_best: "rarity of the rarest of those words" = p.title.best / 10.0;
    rare_words: "how many of their most telling words are the same" = p.x.rare.iter().filter(|w| p.y.rare.contains(w)).count() as f32 / 10.0;
    bigrams: "cosine of neighbouring words" = cosine(&p.x.bigrams, &p.y.bigrams);
    bigram_best: "weight of the strongest two neighbouring words that both have" = two_strongest(&p.x.bigrams, &p.y.bigrams)[0];
    foreign: "their first reports are of different languages" = if p.x.language == p.y.language { 0.0 } else { 1.0 };
    reports_max: "reports on a logarithmic scale, the higher" = p.reports.0;
    reports_min: "the same, the lower" = p.reports.1;
    hubness_max: "how crowded the space is around the reports, the higher" = p.hubness.0;
    hubness_min: "the same, the lower" = p.hubness.1;
    mean_idf_max: "how rare a word of the leads is on average, the higher" = p.mean_idf.0;
    mean_idf_min: "the same, the lower" = p.mean_idf.1;
    length_max: "content words of a report, the higher" = p.length.0;
    length_min: "the same, the lower" = p.length.1;
}

/// Those fitted to pairs of events that readers judged.
static TREES: LazyLock<Trees> =
    LazyLock::new(
        || match Trees::read(include_str!("../../data/storylines/trees.txt"), FEATURES.len()) {
            Ok(trees) => trees,
            Err(line) => panic!("data/storylines/trees.txt is damaged at line {line}"),
        },
    );

/// The trees that are built in, by name, and whether they can be read.
pub(crate) fn models() -> Vec<(&'static str, bool)> {
    let read = Trees::read(include_str!("../../data/storylines/trees.txt"), FEATURES.len());
    vec![("storylines/trees.txt", read.is_ok())]
}

/// Places of some features in the table.
const REFERS: usize = place_of(&FEATURES, "refers");
const GAP: usize = place_of(&FEATURES, "gap");

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

/// What two lists share.
#[derive(Default)]
struct Amounts {
    /// What they share as a number below 1.
    shared: f32,
    /// The same as a share of the lighter list.
    share: f32,
    /// What that list weighs, as a number below 1.
    room: f32,
    /// The weightiest that they share.
    best: f32,
}

/// What two lists share; `half` of what they weigh counts as a half.
fn amounts(p: &Sparse, q: &Sparse, half: f32) -> Amounts {
    let (mut sum, mut best) = (0f32, 0f32);
    common(p, q, |_, x, y| {
        sum += x.min(y);
        best = best.max(x.min(y));
    });
    let total = |l: &Sparse| l.iter().map(|t| t.1).sum::<f32>();
    let lighter = total(p).min(total(q));
    Amounts {
        shared: saturated(sum, half),
        share: if lighter > 0.0 { sum / lighter } else { 0.0 },
        room: saturated(lighter, half),
        best,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_report_tells_of_an_earlier_event_counts_as_sure() {
        let mut like = [0.9; FEATURES.len()];
        like[REFERS] = 0.0;
        like[GAP] = 0.0;
        let near = probability(&like);
        like[GAP] = 1.0;
        let far = probability(&like);
        assert!(far < near, "{far} {near}");
        like[REFERS] = TOLD;
        assert!(probability(&like) >= SURE);
        assert!(probability(&[0.0; FEATURES.len()]) < POSSIBLE, "nothing in common");
    }
}

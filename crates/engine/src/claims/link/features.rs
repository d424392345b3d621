//! What is known of two propositions of different articles: the features by which a pair is scored.
//!
//! Words are aligned one by one (late interaction), weighed by how rare they are in news and in the event. A pair is
//! also held against the other pairs of its two articles: what says the same is each other's nearest.

use super::figures::{Numbers, meet};
use super::prepared::PreparedProposition;
use crate::model::*;
use crate::similarity::{DIMENSIONS, Term, feature_table, place_of};
use rustc_hash::FxHashMap;

/// Similarity from which a word counts as found.
const FOUND: f32 = 0.72;
/// Similarity below which a word counts as missing.
const MISSING: f32 = 0.5;
/// Longest run of words that is told apart.
const LONGEST_RUN: usize = 12;

/// Place of the feature `run`: the longest run of words that both hold.
pub(crate) const RUN: usize = place_of(&FEATURES, "run");

/// Place of the feature that both have numbers and none is the same.
pub(crate) const NUMBERS_NONE: usize = place_of(&FEATURES, "numbers_none");
/// Place of the feature that each names places of its own.
pub(crate) const PLACES_APART: usize = place_of(&FEATURES, "places_wide_apart");

/// Place of the feature that both tell days: -1 if they are different ones.
pub(crate) const DAYS: usize = place_of(&FEATURES, "days");

/// One direction of a pair: how well the words of one unit are found in the other, or in its sentence.
#[derive(Debug, Clone, Copy, Default)]
struct Cover {
    /// Mean similarity of its words, weighed by their rarity in news.
    news: f32,
    /// The same, weighed by their rarity in the event.
    event: f32,
    /// Share of its words that are found, by weight.
    found: f32,
    /// Weight of what is found.
    found_sum: f32,
    /// Weight of what is missing.
    missing_sum: f32,
    /// Similarity of its rarest words.
    rarest: f32,
    /// Similarity of its last words, where the verb of Indian languages and its noun stand.
    last: f32,
    /// Mean similarity of its words with those of the whole sentence of the other.
    sentence: f32,
}

/// Everything that is measured of a pair.
struct Pair<'a> {
    a: &'a Analysis,
    b: &'a Analysis,
    u: &'a PreparedProposition,
    v: &'a PreparedProposition,
    uv: Cover,
    vu: Cover,
    cosine: f32,
    centred: f32,
    whole: f32,
    ranks: Ranks,
    around: (f32, f32),
    numbers: Numbers,
    run: f32,
}

/// Where a pair stands among the pairs of its two articles.
#[derive(Debug, Clone, Copy, Default)]
struct Ranks {
    /// Place of `v` among the candidates of `u`, and of `u` among those of `v`, from 0.
    places: (f32, f32),
    /// How far the pair lies above the best other candidate of each; negative if it lies below.
    margins: (f32, f32),
}

fn low(x: f32, y: f32) -> f32 {
    x.min(y)
}

fn high(x: f32, y: f32) -> f32 {
    x.max(y)
}

pub(super) fn flag(b: bool) -> f32 {
    if b { 1.0 } else { 0.0 }
}

feature_table! { read(p: &Pair<'_>);
    news_min: "mean similarity of the words of one to the other, weighed by their rarity in news, the lower" = low(p.uv.news, p.vu.news);
    news_max: "the same, the higher" = high(p.uv.news, p.vu.news);
    event_min: "the same weighed by their rarity in the event, the lower" = low(p.uv.event, p.vu.event);
    event_max: "the same, the higher" = high(p.uv.event, p.vu.event);
    found_min: "share of the words of one that the other has, by weight, the lower" = low(p.uv.found, p.vu.found);
    found_max: "the same, the higher" = high(p.uv.found, p.vu.found);
    found_sum: "weight of the words of one that the other has, the lower" = low(p.uv.found_sum, p.vu.found_sum);
    missing_min: "weight of the words of one that the other lacks, the lower" = low(p.uv.missing_sum, p.vu.missing_sum);
    missing_max: "the same, the higher" = high(p.uv.missing_sum, p.vu.missing_sum);
    rarest_min: "similarity of the rarest words of one to the other, the lower" = low(p.uv.rarest, p.vu.rarest);
    rarest_max: "the same, the higher" = high(p.uv.rarest, p.vu.rarest);
    last_min: "similarity of the last words of one to the other, the lower" = low(p.uv.last, p.vu.last);
    last_max: "the same, the higher" = high(p.uv.last, p.vu.last);
    sentence_min: "similarity of the words of one to the whole sentence of the other, the lower" = low(p.uv.sentence, p.vu.sentence);
    sentence_max: "the same, the higher" = high(p.uv.sentence, p.vu.sentence);
    sentences: "the mean of both" = p.whole;
    cosine: "cosine of their directions" = p.cosine;
    centred: "the same with the mean direction of the event taken off" = p.centred;
    place_min: "candidates of one that are nearer than the other, the fewer" = low(p.ranks.places.0, p.ranks.places.1);
    place_max: "the same, the more" = high(p.ranks.places.0, p.ranks.places.1);
    margin_min: "how far the pair lies above the best other candidate of one, the lower" = low(p.ranks.margins.0, p.ranks.margins.1);
    margin_max: "the same, the higher" = high(p.ranks.margins.0, p.ranks.margins.1);
    before: "similarity of the clauses before both" = p.around.0;
    after: "similarity of the clauses after both" = p.around.1;
    run: "longest run of words that both have" = p.run;
    words_min: "content words, the fewer" = low(p.u.terms.len() as f32, p.v.terms.len() as f32);
    words_max: "the same, the more" = high(p.u.terms.len() as f32, p.v.terms.len() as f32);
    numbers_min: "numbers of one, the fewer" = low(p.numbers.here, p.numbers.there);
    numbers_max: "the same, the more" = high(p.numbers.here, p.numbers.there);
    numbers_same: "numbers that both have" = p.numbers.same;
    numbers_same_counted: "those of them that count one thing" = p.numbers.same_counted;
    numbers_largest: "the largest number that both have" = p.numbers.largest;
    numbers_differ: "numbers of one kind that differ" = p.numbers.differ;
    numbers_differ_slot: "those of them in one slot" = p.numbers.differ_slot;
    numbers_ratio: "the smaller of two that differ as a share of the larger, the highest" = p.numbers.ratio;
    numbers_open_min: "numbers of one that the other lacks, the fewer" = low(p.numbers.open_here, p.numbers.open_there);
    numbers_open_max: "the same, the more" = high(p.numbers.open_here, p.numbers.open_there);
    measures_differ: "a number that both have is new in one and a total in the other" = p.numbers.measures_differ;
    number_place_same: "a number that both have is of one place" = p.numbers.place_same;
    number_place_differs: "a number that both have is of two places" = p.numbers.place_differs;
    number_reported_same: "a number that both have is on the word of one source" = p.numbers.reported_same;
    number_reported_differs: "a number that both have is on the word of two sources" = p.numbers.reported_differs;
    open_place_same: "numbers that differ are of one place" = p.numbers.open_place_same;
    open_place_differs: "numbers that differ are of two places" = p.numbers.open_place_differs;
    open_measure_differs: "numbers that differ are new in one and a total in the other" = p.numbers.open_measure_differs;
    elsewhere: "for how many of the two the other article has such a number elsewhere" = p.numbers.elsewhere;
    open_reported_same: "numbers that differ are on the word of one source" = p.numbers.open_reported_same;
    open_reported_differs: "numbers that differ are on the word of two sources" = p.numbers.open_reported_differs;
    numbers_none: "both have numbers and none is the same" = flag(p.numbers.here > 0.0 && p.numbers.there > 0.0 && p.numbers.same == 0.0);
    numbers_open_one: "each has one number that the other lacks" = flag(p.numbers.open_here == 1.0 && p.numbers.open_there == 1.0);
    verbs: "how many of the two have a verb" = flag(p.u.verb) + flag(p.v.verb);
    places_wide_apart: "each names places, and neither names one that the other names or is about" = wide_apart(p.u, p.v);
    numbers_all: "both have numbers and all are the same" = flag(p.numbers.here > 0.0 && p.numbers.there > 0.0 && p.numbers.open_here + p.numbers.open_there == 0.0);
    runs_share: "`run` as a share of the shorter one" = p.run / low(p.u.words.len() as f32, p.v.words.len() as f32).max(1.0);
    places_shared: "places that both name" = shared(&p.u.places, &p.v.places);
    places_apart: "both name places and share none" = disjoint(&p.u.places, &p.v.places);
    place_same: "both are about one place" = flag(p.u.place != 0 && p.u.place == p.v.place);
    place_differs: "the two are about different places" = flag(p.u.place != 0 && p.v.place != 0 && p.u.place != p.v.place);
    actors_shared: "people and organisations that both name" = shared(&p.u.actors, &p.v.actors);
    actors_apart: "both name such and share none" = disjoint(&p.u.actors, &p.v.actors);
    days: "both tell days: 1 if they meet, -1 if not" = days(p.u.days, p.v.days);
    day: "the same with the day told before or that of publication, where one tells none" = days(p.u.day, p.v.day);
    clocks_same: "both give one time of day" = flag(p.u.clocks.iter().any(|c| p.v.clocks.contains(c)));
    clocks_differ: "both give times of day and share none" = flag(!p.u.clocks.is_empty() && !p.v.clocks.is_empty() && !p.u.clocks.iter().any(|c| p.v.clocks.contains(c)));
    negation_differs: "one of the two is negated" = flag(p.u.negated != p.v.negated);
    negated: "both are negated" = flag(p.u.negated && p.v.negated);
    hedge_differs: "one of the two is hedged" = flag(p.u.hedged != p.v.hedged);
    gap: "days between the two publications on a logarithmic scale; -1 if one is not known" = gap(p.a, p.b);
    excerpts: "how many of the two articles are only a beginning or a summary" = excerpt(p.a) + excerpt(p.b);
    one_outlet: "one outlet printed both" = flag(p.a.article.outlet.is_some() && p.a.article.outlet == p.b.article.outlet);
    future_differs: "one of the two lies ahead" = flag(p.u.future != p.v.future);
    speaker_same: "one speaker says both" = flag(p.u.speaker != 0 && p.u.speaker == p.v.speaker);
    speaker_differs: "two speakers say them" = flag(p.u.speaker != 0 && p.v.speaker != 0 && p.u.speaker != p.v.speaker);
    position: "how far apart they stand in their articles" = (p.u.position - p.v.position).abs();
    early: "how early the earlier one stands" = low(p.u.position, p.v.position);
    one_language: "both are in one language" = flag(p.a.article.language == p.b.article.language);
    english: "how many of the two are in English" = flag(p.a.article.language == Lang::En) + flag(p.b.article.language == Lang::En);
}

/// Days between two publications on a logarithmic scale; -1 if one of them is not known.
fn gap(a: &Analysis, b: &Analysis) -> f32 {
    match (a.article.published.day(), b.article.published.day()) {
        (Some(x), Some(y)) => (day_number(x).abs_diff(day_number(y)) as f32).ln_1p(),
        _ => -1.0,
    }
}

/// Whether an article is only the beginning or a summary.
fn excerpt(a: &Analysis) -> f32 {
    flag(a.article.completeness.kind == CompletenessKind::Excerpt)
}

/// How many of two sorted lists are shared, at most 3.
fn shared(x: &[u32], y: &[u32]) -> f32 {
    x.iter().filter(|k| y.binary_search(k).is_ok()).count().min(3) as f32
}

/// Whether both name something and nothing is shared.
fn disjoint(x: &[u32], y: &[u32]) -> f32 {
    flag(!x.is_empty() && !y.is_empty() && shared(x, y) == 0.0)
}

/// Whether each names a place, and neither names one that the other names or is about.
fn wide_apart(u: &PreparedProposition, v: &PreparedProposition) -> f32 {
    let about = |x: &PreparedProposition, y: &PreparedProposition| x.places.contains(&y.place);
    flag(disjoint(&u.places, &v.places) == 1.0 && !about(u, v) && !about(v, u))
}

/// 1 if two ranges of days meet, -1 if they do not, 0 if one is not known.
fn days(x: Option<(i32, i32)>, y: Option<(i32, i32)>) -> f32 {
    match (x, y) {
        (Some(x), Some(y)) if x.0 <= y.1 && y.0 <= x.1 => 1.0,
        (Some(_), Some(_)) => -1.0,
        _ => 0.0,
    }
}

/// How rare words are in the sentences of one event, and what all its sentences point at.
pub(crate) struct EventCounts {
    df: FxHashMap<u32, u32>,
    sentences: f32,
    mean: [f32; DIMENSIONS],
}

impl EventCounts {
    /// Counts the units of an event, article by article.
    pub fn new(articles: &[Vec<PreparedProposition>]) -> EventCounts {
        let mut df: FxHashMap<u32, u32> = FxHashMap::default();
        let (mut sentences, mut units) = (0usize, 0f32);
        let mut mean = [0f32; DIMENSIONS];
        for list in articles {
            let mut keys: Vec<(usize, u32)> = list
                .iter()
                .flat_map(|u| u.terms.iter().map(|t| (u.sentence, t.key())))
                .collect();
            keys.sort_unstable();
            keys.dedup();
            sentences += list.last().map_or(0, |u| u.sentence + 1);
            for (_, k) in keys {
                *df.entry(k).or_default() += 1;
            }
            for u in list {
                let norm = length(&u.direction);
                if norm > 0.0 {
                    mean.iter_mut().zip(&u.direction).for_each(|(m, x)| *m += x / norm);
                    units += 1.0;
                }
            }
        }
        if units > 0.0 {
            mean.iter_mut().for_each(|m| *m /= units);
        }
        EventCounts {
            df,
            sentences: sentences as f32,
            mean,
        }
    }

    fn idf(&self, term: &Term) -> f32 {
        let df = self.df.get(&term.key()).copied().unwrap_or(0) as f32;
        ((self.sentences + 1.0) / (df + 0.5)).ln().max(0.1)
    }
}

fn length(x: &[f32]) -> f32 {
    x.iter().map(|v| v * v).sum::<f32>().sqrt()
}

/// Cosine of two directions, each with `off` taken from its unit form.
fn cosine(x: &[f32; DIMENSIONS], y: &[f32; DIMENSIONS], off: Option<&[f32; DIMENSIONS]>) -> f32 {
    let shifted = |d: &[f32; DIMENSIONS]| {
        let norm = length(d).max(1e-6);
        let mut out = d.map(|v| v / norm);
        if let Some(off) = off {
            out.iter_mut().zip(off).for_each(|(v, m)| *v -= m);
        }
        out
    };
    let (x, y) = (shifted(x), shifted(y));
    let norm = length(&x) * length(&y);
    if norm <= 1e-6 {
        return 0.0;
    }
    x.iter().zip(&y).map(|(a, b)| a * b).sum::<f32>() / norm
}

/// All pairs of the units of two articles, with their features: index of each unit, features.
pub(crate) fn pairs(
    (a, units): (&Analysis, &[PreparedProposition]),
    (b, others): (&Analysis, &[PreparedProposition]),
    counts: &EventCounts,
) -> Vec<(usize, usize, Features)> {
    pairs_covered((a, units), (b, others), counts, &Covers::between(units, others, counts))
}

/// The same, where it is known how well each covers the other.
pub(crate) fn pairs_covered(
    (a, units): (&Analysis, &[PreparedProposition]),
    (b, others): (&Analysis, &[PreparedProposition]),
    counts: &EventCounts,
    Covers { here, there }: &Covers,
) -> Vec<(usize, usize, Features)> {
    let at = |i: usize, j: usize| (here[i * others.len() + j], there[j * units.len() + i]);
    let base = |i: usize, j: usize| {
        let (x, y) = at(i, j);
        (x.event + y.event + x.news + y.news) / 4.0
    };
    let score: Vec<f32> = (0..units.len())
        .flat_map(|i| (0..others.len()).map(move |j| (i, j)))
        .map(|(i, j)| base(i, j))
        .collect();
    let score_at = |i: usize, j: usize| score[i * others.len() + j];
    let rows: Vec<(f32, f32)> = (0..units.len())
        .map(|i| two_best((0..others.len()).map(|j| score_at(i, j))))
        .collect();
    let columns: Vec<(f32, f32)> = (0..others.len())
        .map(|j| two_best((0..units.len()).map(|i| score_at(i, j))))
        .collect();
    let mut out = Vec::new();
    for (i, u) in units.iter().enumerate() {
        for (j, v) in others.iter().enumerate() {
            let (uv, vu) = at(i, j);
            if !worth(u, v, &uv, &vu) {
                continue;
            }
            let s = score_at(i, j);
            let over = |best: (f32, f32)| if s >= best.0 { s - best.1 } else { s - best.0 };
            let place = |list: &mut dyn Iterator<Item = f32>| list.filter(|x| *x > s).count().min(9) as f32;
            let ranks = Ranks {
                places: (
                    place(&mut (0..others.len()).map(|k| score_at(i, k))),
                    place(&mut (0..units.len()).map(|k| score_at(k, j))),
                ),
                margins: (over(rows[i]), over(columns[j])),
            };
            let before = i
                .checked_sub(1)
                .zip(j.checked_sub(1))
                .map_or(0.0, |(i, j)| score_at(i, j));
            let after = if i + 1 < units.len() && j + 1 < others.len() {
                score_at(i + 1, j + 1)
            } else {
                0.0
            };
            let pair = Pair {
                a,
                b,
                u,
                v,
                uv,
                vu,
                cosine: cosine(&u.direction, &v.direction, None),
                centred: cosine(&u.direction, &v.direction, Some(&counts.mean)),
                whole: (uv.sentence + vu.sentence) / 2.0,
                ranks,
                around: (before, after),
                numbers: meet((a, units, u), (b, others, v)),
                run: run(&u.words, &v.words),
            };
            out.push((i, j, read(&pair)));
        }
    }
    out
}

/// Whether a pair is worth a look: something of weight is shared.
fn worth(u: &PreparedProposition, v: &PreparedProposition, uv: &Cover, vu: &Cover) -> bool {
    if u.terms.is_empty() || v.terms.is_empty() {
        return false;
    }
    let number = || u.numbers.iter().any(|x| v.numbers.iter().any(|y| x.same(y)));
    let most = uv.event.max(vu.event);
    most >= 0.34 || number()
}

fn two_best(list: impl Iterator<Item = f32>) -> (f32, f32) {
    list.fold((0.0, 0.0), |(a, b), x| if x > a { (x, a) } else { (a, x.max(b)) })
}

/// How well the words of each unit of two articles are found in each unit of the other: `units` times `others` values,
/// row by row, and the other way round. They depend on the words alone: two articles with the same words have the same.
pub(crate) struct Covers {
    here: Vec<Cover>,
    there: Vec<Cover>,
}

impl Covers {
    /// Those of two articles of an event.
    pub fn between(units: &[PreparedProposition], others: &[PreparedProposition], counts: &EventCounts) -> Covers {
        let (own, theirs) = (Vocabulary::of(units), Vocabulary::of(others));
        let width = theirs.terms.len();
        let alike = own
            .terms
            .iter()
            .flat_map(|t| theirs.terms.iter().map(|x| t.similarity(x)));
        let alike: Vec<f32> = alike.collect();
        let turned: Vec<f32> = (0..width)
            .flat_map(|j| alike.iter().skip(j).step_by(width.max(1)).copied())
            .collect();
        Covers {
            here: covers((units, &own), (others, &theirs), &alike, counts),
            there: covers((others, &theirs), (units, &own), &turned, counts),
        }
    }
}

/// The different words of an article's units.
struct Vocabulary<'u> {
    terms: Vec<&'u Term>,
    /// For each unit the places of its words among them.
    places: Vec<Vec<u32>>,
}

impl<'u> Vocabulary<'u> {
    fn of(units: &'u [PreparedProposition]) -> Vocabulary<'u> {
        let mut at: FxHashMap<(u32, u32, u32), u32> = FxHashMap::default();
        let mut terms = Vec::new();
        let mut place = |t: &'u Term| {
            *at.entry(t.identity()).or_insert_with(|| {
                terms.push(t);
                terms.len() as u32 - 1
            })
        };
        let places = units.iter().map(|u| u.terms.iter().map(&mut place).collect()).collect();
        Vocabulary { terms, places }
    }
}

/// How well the words of each unit are found in each other unit, row by row; `alike` says how alike two different words
/// are, by their places.
fn covers(
    (units, own): (&[PreparedProposition], &Vocabulary<'_>),
    (others, theirs): (&[PreparedProposition], &Vocabulary<'_>),
    alike: &[f32],
    counts: &EventCounts,
) -> Vec<Cover> {
    let sentences = others.last().map_or(0, |u| u.sentence + 1);
    let width = theirs.terms.len();
    let mut out = Vec::with_capacity(units.len() * others.len());
    let best = |row: &[f32]| {
        let of = |places: &Vec<u32>| {
            let all = places.iter().map(|p| row.get(*p as usize).copied().unwrap_or(0.0));
            all.fold(0.0, f32::max)
        };
        let units: Vec<f32> = theirs.places.iter().map(of).collect();
        let mut wide = vec![0.0f32; sentences];
        for (x, v) in units.iter().zip(others) {
            if let Some(slot) = wide.get_mut(v.sentence) {
                *slot = slot.max(*x);
            }
        }
        Best { units, sentences: wide }
    };
    // Of each different word once: most stand in several units.
    let row = |i: usize| alike.get(i * width..(i + 1) * width).unwrap_or_default();
    let known: Vec<Best> = (0..own.terms.len()).map(|i| best(row(i))).collect();
    for (u, places) in units.iter().zip(&own.places) {
        let idf: Vec<f32> = u.terms.iter().map(|t| counts.idf(t)).collect();
        let best: Vec<&Best> = places.iter().filter_map(|p| known.get(*p as usize)).collect();
        let mut rare: Vec<usize> = (0..u.terms.len()).collect();
        rare.sort_by(|x, y| idf[*y].total_cmp(&idf[*x]).then(x.cmp(y)));
        rare.truncate(2);
        for (j, v) in others.iter().enumerate() {
            out.push(cover(
                u,
                &idf,
                &rare,
                |i| best[i].units[j],
                |i| best[i].sentences.get(v.sentence).copied().unwrap_or(0.0),
            ));
        }
    }
    out
}

/// The best likeness of a word in each unit of the other article, and in each of its sentences.
struct Best {
    units: Vec<f32>,
    sentences: Vec<f32>,
}

fn cover(
    u: &PreparedProposition,
    idf: &[f32],
    rare: &[usize],
    best: impl Fn(usize) -> f32,
    wide: impl Fn(usize) -> f32,
) -> Cover {
    let n = u.terms.len();
    if n == 0 {
        return Cover::default();
    }
    let mut out = Cover::default();
    let (mut news, mut event) = (0.0, 0.0);
    for (i, t) in u.terms.iter().enumerate() {
        let s = best(i);
        news += t.idf;
        event += idf[i];
        out.news += t.idf * s;
        out.event += idf[i] * s;
        out.sentence += idf[i] * wide(i);
        if s >= FOUND {
            out.found += idf[i];
            out.found_sum += t.idf;
        } else if s < MISSING {
            out.missing_sum += t.idf;
        }
    }
    out.news /= news.max(1e-6);
    out.event /= event.max(1e-6);
    out.sentence /= event.max(1e-6);
    out.found /= event.max(1e-6);
    out.rarest = rare.iter().map(|i| best(*i)).sum::<f32>() / rare.len().max(1) as f32;
    out.last = (n.saturating_sub(2)..n).map(&best).fold(0.0, |x, y| x + y) / n.min(2) as f32;
    out
}

/// The longest run of words that both hold, as a number of words.
fn run(x: &[u32], y: &[u32]) -> f32 {
    let mut longest = 0usize;
    let mut row = vec![0usize; y.len() + 1];
    for a in x {
        let mut diagonal = 0;
        for (j, b) in y.iter().enumerate() {
            let above = row[j + 1];
            row[j + 1] = if a == b { diagonal + 1 } else { 0 };
            longest = longest.max(row[j + 1]);
            diagonal = above;
        }
    }
    longest.min(LONGEST_RUN) as f32
}

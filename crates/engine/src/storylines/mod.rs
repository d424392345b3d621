//! Storylines: events linked over months and years.
//!
//! Two events follow one another if the same few people, bodies and places meet in both, both are told in like words, and the
//! background of the later one tells of the earlier one's day. A famous name alone links nothing: a pair of participants does,
//! weighted by how few events name it. Each event hangs on the earlier one that it is most like.

mod profile;
mod refer;
mod threads;
mod steps;
#[cfg(test)]
mod tests;

use crate::events::views::cosine;
use crate::events::{When, day_number};
use crate::model::*;
use profile::{Profile, profiles};
use refer::{Reference, references};
use rustc_hash::FxHashMap;
use threads::threads;

/// Articles by id.
type ById<'a> = FxHashMap<&'a ArticleId, &'a Analysis>;

/// Events that may share a pair of participants, or a rare word, before it stands for no storyline: this and the square root
/// of the number of events.
const COMMON: usize = 14;

/// Other events that each event is compared with.
const PER_EVENT: usize = 24;

/// Likeness of the words of two events from which they may be linked without a shared pair of participants.
const LIKE_WORDS: f32 = 0.42;

/// What is known of all events before they are linked.
struct Ground<'a> {
    by_id: &'a ById<'a>,
    /// In order of their ids; the lists below go with it.
    events: &'a [&'a Event],
    profiles: &'a [Profile],
    /// First and last day, counted from 1970.
    spans: &'a [Option<(i32, i32)>],
    /// Their sentences that tell of earlier days.
    told: &'a [Vec<Reference>],
}

impl Ground<'_> {
    /// How surely a sentence tells of an event, 0 to 1.
    fn means(&self, sentence: &Reference, event: usize) -> f32 {
        match (self.spans.get(event), self.profiles.get(event)) {
            (Some(Some((first, last))), Some(p)) => sentence.points_to(*first, *last) * p.meant_by(sentence),
            _ => 0.0,
        }
    }

    /// How surely the background of an event tells of another, 0 to 1.
    fn tells(&self, event: usize, of: usize) -> f32 {
        let sentences = self.told.get(event).map(Vec::as_slice).unwrap_or_default();
        sentences.iter().map(|r| self.means(r, of)).fold(0.0, f32::max)
    }
}

/// Links events to storylines and notes on each event which it belongs to. Only storylines of two events or more are given,
/// in order of their first event.
pub fn link(analyses: &[Analysis], events: &mut [Event]) -> Vec<Storyline> {
    let mut order: Vec<usize> = (0..events.len()).collect();
    order.sort_by(|x, y| match (events.get(*x), events.get(*y)) {
        (Some(a), Some(b)) => a.id.cmp(&b.id),
        _ => x.cmp(y),
    });
    let sorted: Vec<&Event> = order.iter().filter_map(|i| events.get(*i)).collect();
    let by_id: ById<'_> = analyses.iter().map(|a| (&a.article.id, a)).collect();
    let profiles = profiles(&by_id, &sorted);
    let spans: Vec<Option<(i32, i32)>> = sorted.iter().map(|e| days(e)).collect();
    let told: Vec<Vec<Reference>> = sorted.iter().map(|e| references(&by_id, e)).collect();
    let ground = Ground {
        by_id: &by_id,
        events: &sorted,
        profiles: &profiles,
        spans: &spans,
        told: &told,
    };
    let mut pairs = Vec::new();
    for (a, b) in candidates(&profiles) {
        if let (Some(x), Some(y)) = (profiles.get(a as usize), profiles.get(b as usize)) {
            let (a_of_b, b_of_a) = (
                ground.tells(a as usize, b as usize),
                ground.tells(b as usize, a as usize),
            );
            let score = score(x, y, a_of_b.max(b_of_a));
            if score > 0.0 {
                pairs.push((a, b, score));
            }
        }
    }
    let times: Vec<i32> = sorted.iter().map(|e| time(&by_id, e)).collect();
    let mut found: Vec<(i32, Storyline, Vec<usize>)> = Vec::new();
    for group in threads(&times, &pairs).into_iter().filter(|g| g.len() > 1) {
        let own: Vec<&Event> = group.iter().filter_map(|t| sorted.get(t.event).copied()).collect();
        let Some(first) = own.first() else { continue };
        let story = Storyline {
            id: StorylineId(format!("s{}", short_hash([first.id.as_str()]))),
            title: profile::title(&by_id, &own),
            events: own.iter().map(|e| e.id.clone()).collect(),
            steps: steps::steps(&ground, &group),
        };
        let start = group.first().and_then(|t| times.get(t.event)).copied().unwrap_or(0);
        let places = group.iter().filter_map(|t| order.get(t.event).copied()).collect();
        found.push((start, story, places));
    }
    found.sort_by(|a, b| (a.0, &a.1.id).cmp(&(b.0, &b.1.id)));
    for e in events.iter_mut() {
        e.storyline = None;
    }
    for (_, story, members) in &found {
        for m in members {
            if let Some(e) = events.get_mut(*m) {
                e.storyline = Some(story.id.clone());
            }
        }
    }
    found.into_iter().map(|(_, s, _)| s).collect()
}

/// How strongly two events belong to one storyline, 0 to about 1: likeness of participants and places, of words, and the
/// rarest pair of participants that meet in both.
fn score(a: &Profile, b: &Profile, refers: f32) -> f32 {
    let words = cosine(&a.words, &b.words);
    let names = cosine(&a.names, &b.names);
    let pair = shared_pair(a, b);
    if pair == 0.0 && words < LIKE_WORDS && refers == 0.0 {
        return 0.0;
    }
    0.5 * names + 0.6 * words + 0.25 * pair + 0.4 * refers
}

/// The strength of the best pair of names that stands in both, by how rare they are and how much each event names them.
fn shared_pair(a: &Profile, b: &Profile) -> f32 {
    let mut shared: Vec<f32> = a
        .weights
        .iter()
        .filter_map(|(id, w)| Some(w.min(*b.weights.get(id)?)))
        .collect();
    shared.sort_by(|x, y| y.total_cmp(x));
    match shared.as_slice() {
        [first, second, ..] => (first * second).sqrt(),
        _ => 0.0,
    }
}

/// First and last day of an event, counted from 1970.
fn days(e: &Event) -> Option<(i32, i32)> {
    let first = day_number(e.start?);
    Some((first, e.end.map_or(first, day_number)))
}

/// Pairs of events that share a pair of names or a rare word, each event with the most promising others, sorted.
fn candidates(profiles: &[Profile]) -> Vec<(u32, u32)> {
    let common = COMMON + (profiles.len() as f64).sqrt() as usize;
    let mut postings: FxHashMap<(u32, u32), Vec<u32>> = FxHashMap::default();
    for (i, p) in profiles.iter().enumerate() {
        for key in p.keys() {
            postings.entry(key).or_default().push(i as u32);
        }
    }
    let mut out = Vec::new();
    let mut sums: FxHashMap<u32, f32> = FxHashMap::default();
    for (i, p) in profiles.iter().enumerate() {
        sums.clear();
        for key in p.keys() {
            let Some(list) = postings.get(&key) else { continue };
            if list.len() > common {
                continue;
            }
            for j in list.iter().filter(|j| **j != i as u32) {
                *sums.entry(*j).or_default() += 1.0 / (list.len() as f32).sqrt();
            }
        }
        let mut best: Vec<(f32, u32)> = sums.iter().map(|(j, s)| (*s, *j)).collect();
        best.sort_unstable_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(&y.1)));
        for (_, j) in best.iter().take(PER_EVENT) {
            out.push((*j.min(&(i as u32)), *j.max(&(i as u32))));
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// The day that puts an event in order of time: its first day, else the first day that its reports allow.
fn time(by_id: &ById<'_>, event: &Event) -> i32 {
    if let Some(day) = event.start {
        return day_number(day);
    }
    event
        .articles
        .iter()
        .filter_map(|id| by_id.get(id))
        .map(|a| When::of(&a.article.published))
        .filter(|w| w.has_start())
        .map(|w| w.lo)
        .min()
        .unwrap_or(i32::MAX)
}

//! What linking needs of an event: made from its reports alone, so that it can be kept while they do not change.

use super::ById;
use super::refer::{Reference, Stem, number, references, stems};
use crate::events::views::{Sparse, Views, views};
use crate::events::{When, day_number};
use crate::model::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Reports of an event that are read.
const REPORTS: usize = 8;

/// Words by which an event is found.
const RARE_WORDS: usize = 24;

/// First sentences of a report that tell what happened.
const LEAD: usize = 3;

/// What is known of an event before it is compared with others.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
pub struct Facts {
    /// How often its reports name each person, body and place; sorted.
    pub(super) counts: Vec<(EntityId, f32)>,
    /// Stems of its headlines and first sentences, sorted.
    pub(super) told: Vec<Stem>,
    /// Words of its reports; of length 1.
    pub(super) words: Sparse,
    /// The most telling of them.
    pub(super) rare: Vec<u32>,
    /// Sentences that tell of earlier days.
    pub(super) references: Vec<Reference>,
    /// The day that puts it in order of time: its first day, else the first day that its reports allow.
    pub(super) time: i32,
}

impl Facts {
    /// The facts of an event. `analyses` holds its reports.
    pub fn of(event: &Event, analyses: &[Analysis]) -> Facts {
        let by_id: ById<'_> = analyses.iter().map(|a| (&a.article.id, a)).collect();
        Facts::read(event, &by_id)
    }

    pub(super) fn read(event: &Event, by_id: &ById<'_>) -> Facts {
        let ids = event.articles.iter().take(REPORTS);
        let articles: Vec<&Analysis> = ids.filter_map(|id| by_id.get(id).copied()).collect();
        let (words, rare) = words(&views(&articles));
        Facts {
            counts: name_counts(&articles).into_iter().collect(),
            told: leads(&articles),
            words,
            rare,
            references: references(by_id, event),
            time: time(by_id, event),
        }
    }
}

/// The words of some reports as one vector, and the most telling of them.
fn words(views: &[Views]) -> (Sparse, Vec<u32>) {
    let mut sums: BTreeMap<u32, f32> = BTreeMap::new();
    let mut idf: FxHashMap<u32, f32> = FxHashMap::default();
    for v in views {
        for (t, w) in &v.all {
            *sums.entry(*t).or_default() += w;
            idf.insert(*t, v.idf(*t));
        }
    }
    let mut words: Sparse = sums.into_iter().collect();
    super::profile::unit(&mut words);
    let mut telling: Vec<(f32, u32)> = words
        .iter()
        .map(|(t, w)| (w * idf.get(t).copied().unwrap_or(0.0), *t))
        .collect();
    telling.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let rare = telling.iter().take(RARE_WORDS).map(|t| t.1).collect();
    (words, rare)
}

/// Stems of headlines and first sentences of some reports, sorted.
fn leads(articles: &[&Analysis]) -> Vec<Stem> {
    let mut out = Vec::new();
    for a in articles {
        let sentences = a.body_sentences().take(LEAD).map(|s| a.words(s.span));
        for text in std::iter::once(a.article.headline_text()).chain(sentences) {
            out.extend(stems(text).iter().map(|s| number(s)));
        }
    }
    out.sort_unstable();
    out.dedup();
    out
}

/// How often the reports name each person, body and place; agencies that only pass on the news weigh little because most
/// events name them.
fn name_counts(articles: &[&Analysis]) -> BTreeMap<EntityId, f32> {
    let mut counts: BTreeMap<EntityId, f32> = BTreeMap::new();
    for a in articles {
        for m in a.mentions.iter().filter(|m| m.kind != EntityKind::Event) {
            let weight = if a.article.headline.is_some_and(|h| h.contains(m.span)) {
                2.0
            } else {
                1.0
            };
            match counts.get_mut(&m.entity) {
                Some(n) => *n += weight,
                None => {
                    counts.insert(m.entity.clone(), weight);
                }
            }
        }
    }
    counts
}

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

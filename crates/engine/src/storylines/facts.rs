//! What linking needs of an event: made from its reports alone, so that it can be kept while they do not change.

use super::ById;
use super::refer::{Reference, Stem, number, references};
use crate::events::{FeatureVectors, Use, view_for};
use crate::model::*;
use crate::similarity::words::stems;
use crate::similarity::{Dense, Embedder, Sparse, background_of, shared_background, terms};
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// Reports of an event that are read.
const REPORTS: usize = 8;

/// Words by which an event is found.
const RARE_WORDS: usize = 24;

/// Rarity in the background that counts as a whole.
const RAREST: f32 = 10.0;

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
    /// Directions of headlines, of headlines with leads, and of whole texts in the space of all languages.
    pub(super) title_vector: Dense,
    pub(super) lead_vector: Dense,
    pub(super) text_vector: Dense,
    /// Places, people and bodies that its reports name, with their rarity in the background.
    pub(super) text_names: [Sparse; 3],
    /// Those that headlines name.
    pub(super) title_names: Sparse,
    /// The same by how much it is about each: how rare it is and how often it is named beside the one named most.
    pub(super) about: [Sparse; 3],
    /// Stems of its headlines, and of headlines and first sentences, with their rarity in the background.
    pub(super) title: Sparse,
    pub(super) lead: Sparse,
    /// Neighbouring words of headlines and first sentences; of length 1.
    pub(super) bigrams: Sparse,
    /// How crowded the space of all languages is around its reports on average, how rare a word of their leads is, and
    /// how many content words they have.
    pub(super) hubness: f32,
    pub(super) mean_idf: f32,
    pub(super) length: f32,
    /// Tag of the language of its first report.
    pub(super) language: String,
    /// Whether the counts of their languages say how much the words of its reports tell.
    pub(super) weighable: bool,
    /// Its reports.
    pub(super) reports: usize,
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
        let mut embedder = Embedder::default();
        let views: Vec<FeatureVectors> = articles
            .iter()
            .map(|a| view_for(a, &mut embedder, Use::Facts))
            .collect();
        let (words, rare) = words(&views);
        let mean = |of: fn(&FeatureVectors) -> f32| views.iter().map(of).sum::<f32>() / views.len().max(1) as f32;
        let titles = |a: &&Analysis| vec![a.article.headline.unwrap_or_default()];
        Facts {
            counts: name_counts(&articles).into_iter().collect(),
            told: leads(&articles),
            words,
            rare,
            references: references(by_id, event),
            time: time(by_id, event),
            title_vector: Dense::mean(views.iter().map(|v| &v.title_vector)),
            lead_vector: Dense::mean(views.iter().map(|v| &v.lead_vector)),
            text_vector: Dense::mean(views.iter().map(|v| &v.text_vector)),
            text_names: [0, 1, 2].map(|i| merged(views.iter().filter_map(|v| v.text_names.get(i)))),
            title_names: merged(views.iter().map(|v| &v.title_names)),
            about: about(&articles),
            title: weighed(&articles, titles),
            lead: weighed(&articles, |a| top(a)),
            bigrams: summed(views.iter().map(|v| &v.bigrams)),
            hubness: mean(|v| v.hubness[0]),
            mean_idf: mean(|v| v.mean_idf[1]),
            length: mean(|v| v.length as f32),
            language: articles
                .first()
                .map_or_else(String::new, |a| a.article.language.tag().to_string()),
            weighable: views.iter().all(|v| v.weighable),
            reports: event.articles.len(),
        }
    }
}

/// The words of some reports as one vector, and the most telling of them.
fn words(views: &[FeatureVectors]) -> (Sparse, Vec<u32>) {
    let mut idf: FxHashMap<u32, f32> = FxHashMap::default();
    for v in views {
        idf.extend(v.all.iter().map(|(t, _)| (*t, v.idf(*t))));
    }
    let words = summed(views.iter().map(|v| &v.all));
    let mut telling: Vec<(f32, u32)> = words
        .iter()
        .map(|(t, w)| (w * idf.get(t).copied().unwrap_or(0.0), *t))
        .collect();
    telling.sort_unstable_by(|a, b| b.0.total_cmp(&a.0).then(a.1.cmp(&b.1)));
    let rare = telling.iter().take(RARE_WORDS).map(|t| t.1).collect();
    (words, rare)
}

/// The sum of some vectors, of length 1.
fn summed<'a>(vectors: impl Iterator<Item = &'a Sparse>) -> Sparse {
    let mut sums: BTreeMap<u32, f32> = BTreeMap::new();
    for (t, w) in vectors.flatten() {
        *sums.entry(*t).or_default() += w;
    }
    let mut out: Sparse = sums.into_iter().collect();
    super::profile::unit(&mut out);
    out
}

/// All terms of some lists, each with its weight once.
fn merged<'a>(lists: impl Iterator<Item = &'a Sparse>) -> Sparse {
    let all: BTreeMap<u32, f32> = lists.flatten().copied().collect();
    all.into_iter().collect()
}

/// The headline and the first sentences of a report.
fn top(a: &Analysis) -> Vec<Span> {
    let sentences = a.body_sentences().take(LEAD).map(|s| s.span);
    a.article.headline.into_iter().chain(sentences).collect()
}

/// Stems of headlines and first sentences of some reports, sorted.
fn leads(articles: &[&Analysis]) -> Vec<Stem> {
    let told = articles
        .iter()
        .flat_map(|a| top(a).into_iter().flat_map(|s| stems(a.words(s))));
    let mut out: Vec<Stem> = told.map(|s| number(&s)).collect();
    out.sort_unstable();
    out.dedup();
    out
}

/// Stems of some parts of reports, with their rarity in the background of each language.
fn weighed(articles: &[&Analysis], parts: impl Fn(&&Analysis) -> Vec<Span>) -> Sparse {
    let mut out: BTreeMap<u32, f32> = BTreeMap::new();
    for a in articles {
        let background = background_of(a.article.language.tag());
        for stem in parts(a).into_iter().flat_map(|s| stems(a.words(s))) {
            let term = terms::id(&stem);
            out.insert(term, background.idf(term));
        }
    }
    out.into_iter().collect()
}

/// Places, people and bodies by how much some reports are about each, 0 to 1.
fn about(articles: &[&Analysis]) -> [Sparse; 3] {
    let mut counts: [BTreeMap<u32, f32>; 3] = Default::default();
    for m in articles.iter().flat_map(|a| &a.mentions) {
        let [places, people, bodies] = &mut counts;
        let list = match m.kind {
            EntityKind::Place => places,
            EntityKind::Person => people,
            EntityKind::Organisation => bodies,
            EntityKind::Event => continue,
        };
        *list.entry(terms::marked(b'@', m.entity.as_str())).or_default() += 1.0;
    }
    let most = counts.iter().flat_map(|l| l.values()).fold(1f32, |m, n| m.max(*n));
    let background = shared_background();
    counts.map(|list| {
        let weight = |(id, n): (u32, f32)| {
            (
                id,
                (1.0 + n).ln() / (1.0 + most).ln() * (background.idf(id) / RAREST).min(1.0),
            )
        };
        list.into_iter().map(weight).collect()
    })
}

/// How often the reports name each person, body and place; agencies that only pass on the news weigh little because
/// most events name them.
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
        .map(|a| DayRange::of(&a.article.published))
        .filter(|w| w.has_start())
        .map(|w| w.lo)
        .min()
        .unwrap_or(i32::MAX)
}

//! What each event of a storyline adds, and what it tells again.

use super::Ground;
use super::refer::{Stem, number};
use super::threads::Thread;
use crate::model::*;
use crate::similarity::words::stems;
use std::collections::BTreeSet;
use sutradhar_text::Lang;

/// Names that are called new.
const NEW_NAMES: usize = 4;

/// How much an event must be about a name for it to be called new (see `Profile::weights`).
const ABOUT: f32 = 0.35;

/// How surely a sentence must mean an earlier event to be background.
const MEANT: f32 = 0.3;

/// Sentences of background kept for an event.
const BACKGROUND: usize = 12;

/// First reports, and first sentences of each, among which the news is looked for.
const REPORTS: usize = 4;
const SENTENCES: usize = 6;

/// How much less a sentence weighs for each one before it: reports begin with what is new.
const LATER: f32 = 0.2;

/// Shortest and longest sentence that is shown as the news, in content words.
const WORDS: std::ops::RangeInclusive<usize> = 4..=40;

/// The steps of a group of events, in its order.
pub fn steps(ground: &Ground<'_>, group: &[Thread]) -> Vec<StoryStep> {
    let mut known_names: BTreeSet<&EntityId> = BTreeSet::new();
    let mut known_words: BTreeSet<Stem> = BTreeSet::new();
    let mut out = Vec::with_capacity(group.len());
    for (i, thread) in group.iter().enumerate() {
        let earlier = group.get(..i).unwrap_or_default();
        let background = background(ground, thread.event, earlier);
        let mut step = StoryStep {
            follows: thread.follows.and_then(|e| ground.events.get(e)).map(|e| e.id.clone()),
            reasons: thread
                .follows
                .map_or_else(Vec::new, |e| reasons(ground, thread.event, e)),
            // What reports that are not whole do not name may stand in the rest of them.
            new_names: if earlier.iter().all(|t| is_told(ground, t.event)) {
                new_names(ground, thread.event, &known_names)
            } else {
                Vec::new()
            },
            news: None,
            background,
        };
        if !earlier.is_empty() {
            step.news = news(ground, thread.event, &known_words, &step.background);
        }
        if let Some(p) = ground.profiles.get(thread.event) {
            known_names.extend(p.named());
            known_words.extend(p.told());
        }
        for r in reports(ground, thread.event) {
            for s in r.body_sentences() {
                known_words.extend(stems(r.words(s.span)).iter().map(|s| number(s)));
            }
        }
        out.push(step);
    }
    if let Some(first) = out.first_mut() {
        first.new_names.clear();
    }
    out
}

/// The first reports of an event.
fn reports<'a>(ground: &'a Ground<'_>, event: usize) -> impl Iterator<Item = &'a Analysis> {
    let ids = ground
        .events
        .get(event)
        .map(|e| e.articles.as_slice())
        .unwrap_or_default();
    ids.iter().take(REPORTS).filter_map(|id| ground.by_id.get(id).copied())
}

/// Whether a report of an event is whole.
fn is_told(ground: &Ground<'_>, event: usize) -> bool {
    let articles = ground.events.get(event).map_or(&[][..], |e| e.articles.as_slice());
    let mut found = articles.iter().filter_map(|id| ground.by_id.get(id));
    found.any(|a| a.article.completeness.is_whole())
}

/// Sentences of an event that tell of earlier ones, each with the event that it means most surely.
fn background(ground: &Ground<'_>, event: usize, earlier: &[Thread]) -> Vec<Background> {
    let mut out: Vec<Background> = Vec::new();
    for sentence in ground.told(event) {
        let best = earlier
            .iter()
            .map(|t| (ground.means(sentence, t.event), t.event))
            .filter(|(sure, _)| *sure >= MEANT)
            .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(&a.1)));
        let Some(of) = best.and_then(|(_, e)| ground.events.get(e)) else {
            continue;
        };
        let text = words(ground, &sentence.sentence);
        if out.iter().all(|b| words(ground, &b.sentence) != text) {
            out.push(Background {
                sentence: sentence.sentence.clone(),
                of: of.id.clone(),
            });
        }
    }
    out.truncate(BACKGROUND);
    out
}

/// The words of a sentence without what ends it: copies end it with a danda or a full stop.
fn words<'a>(ground: &'a Ground<'_>, c: &Citation) -> &'a str {
    let text = ground.by_id.get(&c.article).map_or("", |a| a.words(c.span));
    text.trim_matches(|c: char| c.is_whitespace() || matches!(c, '।' | '.' | '|'))
}

/// Names that the event is about and none before it names.
fn new_names(ground: &Ground<'_>, event: usize, known: &BTreeSet<&EntityId>) -> Vec<(EntityId, String)> {
    let Some(p) = ground.profiles.get(event) else {
        return Vec::new();
    };
    let mut list: Vec<(&EntityId, f32)> = p
        .weights
        .iter()
        .filter_map(|(name, w)| Some((*ground.rarity.names.get(*name as usize)?, *w)))
        .filter(|(id, w)| *w >= ABOUT && !known.contains(id))
        .collect();
    list.sort_by(|a, b| b.1.total_cmp(&a.1).then(a.0.cmp(b.0)));
    list.into_iter()
        .take(NEW_NAMES)
        .filter_map(|(id, _)| Some((id.clone(), name(ground, event, id)?)))
        .collect()
}

/// The sentence that tells most of what no earlier event told, background left out.
fn news(
    ground: &Ground<'_>,
    event: usize,
    known: &BTreeSet<Stem>,
    background: &[Background],
) -> Option<(String, Citation)> {
    let profile = ground.profiles.get(event)?;
    let mut best: Option<(f32, String, Citation)> = None;
    let language = main_language(reports(ground, event));
    for a in reports(ground, event).filter(|a| Some(a.article.language) == language) {
        for (place, s) in a.body_sentences().take(SENTENCES).enumerate() {
            let source = Citation {
                article: a.article.id.clone(),
                span: s.span,
            };
            let words = stems(a.words(s.span));
            if !WORDS.contains(&words.len()) || background.iter().any(|b| b.sentence == source) {
                continue;
            }
            let fresh: f32 = words
                .iter()
                .map(|w| number(w))
                .filter(|w| !known.contains(w) && profile.tells(*w))
                .map(|w| ground.rarity.of_stem(w))
                .sum();
            let score = fresh / (words.len() as f32).sqrt() / (1.0 + LATER * place as f32);
            if score > 0.0 && best.as_ref().is_none_or(|(most, _, _)| score > *most) {
                best = Some((score, a.words(s.span).trim().to_string(), source));
            }
        }
    }
    best.map(|(_, text, source)| (text, source))
}

/// The language of most reports, of the first of them if there are as many in another.
fn main_language<'a>(reports: impl Iterator<Item = &'a Analysis>) -> Option<Lang> {
    let mut counts: Vec<(Lang, usize)> = Vec::new();
    for a in reports {
        match counts.iter_mut().find(|(l, _)| *l == a.article.language) {
            Some((_, n)) => *n += 1,
            None => counts.push((a.article.language, 1)),
        }
    }
    let most = counts.iter().map(|(_, n)| *n).max()?;
    counts.into_iter().find(|(_, n)| *n == most).map(|(l, _)| l)
}

/// Why an event follows another.
fn reasons(ground: &Ground<'_>, event: usize, earlier: usize) -> Vec<LinkReason> {
    let mut found = Vec::new();
    if ground.tells(event, earlier) >= MEANT
        && let Some(day) = ground.events.get(earlier).and_then(|e| e.start)
    {
        found.push(LinkReason::TellsOf(day));
    }
    if let (Some(a), Some(b)) = (ground.profiles.get(event), ground.profiles.get(earlier)) {
        let mut shared: Vec<(f32, &EntityId)> = a
            .weights
            .iter()
            .filter_map(|(name, w)| {
                let id = *ground.rarity.names.get(*name as usize)?;
                Some((w.min(b.weight(*name)?), id))
            })
            .collect();
        shared.sort_by(|x, y| y.0.total_cmp(&x.0).then(x.1.cmp(y.1)));
        let names: Vec<String> = shared
            .into_iter()
            .take(3)
            .filter_map(|(_, id)| name(ground, event, id))
            .collect();
        if !names.is_empty() {
            found.push(LinkReason::SharedNames(names));
        }
    }
    if found.is_empty() {
        found.push(LinkReason::SimilarWords);
    }
    found
}

/// A name as the reports of an event write it.
fn name(ground: &Ground<'_>, event: usize, id: &EntityId) -> Option<String> {
    reports(ground, event).find_map(|a| Some(a.entity(id)?.name(a.article.language.tag()).to_string()))
}

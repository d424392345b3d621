//! What a storyline is called: the title of that event which says most of what its events share.

use super::ById;
use crate::model::*;
use crate::similarity::words::stems;
use crate::similarity::{background_of, terms};
use std::collections::{BTreeMap, BTreeSet};

/// Reports of an event that are read, and first sentences of each.
const REPORTS: usize = 6;
const LEAD: usize = 3;

/// What a title weighs that asks or begins with a quotation: it seldom tells the whole.
const ASIDE: f32 = 0.7;

/// What part of a person's name weighs in a title: all of a person's news name the person.
const PERSON: f32 = 0.5;

/// Words that a title has beside those that are counted, so that the shortest is not always the best.
const SPARE: f32 = 3.0;

/// An event as its headlines and leads tell it in one language.
struct Told<'a> {
    /// Its title, if it has reports in that language.
    title: Option<&'a str>,
    stems: BTreeSet<String>,
    /// Stems of the names of people in its reports.
    people: BTreeSet<String>,
}

/// The title of a storyline of these events, in the language in which most of them are told: of the titles of its
/// events that which says most of what the others tell, in few words. Words that many articles have, and names of
/// people, say less.
pub fn title(by_id: &ById<'_>, events: &[&Event]) -> String {
    let reports = |e: &Event| -> Vec<&Analysis> {
        let ids = e.articles.iter().take(REPORTS);
        ids.filter_map(|id| by_id.get(id).copied()).collect()
    };
    let all: Vec<Vec<&Analysis>> = events.iter().map(|e| reports(e)).collect();
    let mut tags: BTreeMap<&str, usize> = BTreeMap::new();
    for own in &all {
        let spoken: BTreeSet<&str> = own.iter().map(|a| a.article.language.tag()).collect();
        spoken.into_iter().for_each(|tag| *tags.entry(tag).or_default() += 1);
    }
    let tag = tags.into_iter().max_by(|a, b| a.1.cmp(&b.1).then(b.0.cmp(a.0)));
    let tag = tag.map_or("und", |t| t.0);
    let told: Vec<Told<'_>> = events.iter().zip(&all).map(|(e, own)| read(e, own, tag)).collect();
    let background = background_of(tag);
    // Of the other events, how many tell a word.
    let others = (told.len() as f32 - 1.0).max(1.0);
    let shared = |stem: &str| (told.iter().filter(|t| t.stems.contains(stem)).count() as f32 - 1.0).max(0.0) / others;
    let person = |stem: &str| told.iter().any(|t| t.people.contains(stem));
    let score = |title: &str| {
        let own = stems(title);
        let weight = |s: &str| background.idf(terms::id(s)) * if person(s) { PERSON } else { 1.0 };
        let says: f32 = own.iter().map(|s| shared(s).powi(2) * weight(s)).sum();
        let aside = title.contains('?') || title.starts_with(['\'', '"', '‘', '“']);
        says / (own.len() as f32 + SPARE).sqrt() * if aside { ASIDE } else { 1.0 }
    };
    let titles = told.iter().filter_map(|t| t.title);
    let best = titles.max_by(|a, b| score(a).total_cmp(&score(b)).then(b.cmp(a)));
    best.map_or_else(
        || events.first().map_or_else(String::new, |e| e.title.clone()),
        str::to_string,
    )
}

/// Reads the reports of an event that are in one language.
fn read<'a>(event: &'a Event, reports: &[&Analysis], tag: &str) -> Told<'a> {
    let own: Vec<&Analysis> = reports
        .iter()
        .copied()
        .filter(|a| a.article.language.tag() == tag)
        .collect();
    let top = |a: &Analysis| -> Vec<String> {
        let lead = a.body_sentences().take(LEAD).map(|s| s.span);
        let spans = a.article.headline.into_iter().chain(lead);
        spans.flat_map(|s| stems(a.words(s))).collect()
    };
    let people = |a: &Analysis| -> Vec<String> {
        let people = a.mentions.iter().filter(|m| m.kind == EntityKind::Person);
        people.flat_map(|m| stems(a.words(m.span))).collect()
    };
    Told {
        title: (!own.is_empty()).then_some(event.title.as_str()),
        stems: own.iter().flat_map(|a| top(a)).collect(),
        people: own.iter().flat_map(|a| people(a)).collect(),
    }
}

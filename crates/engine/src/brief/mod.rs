//! Brief: cited bullets that keep their source, questions answered by cited spans, a timeline.

use crate::model::*;

mod line;
pub mod gate;
mod choose;
mod timeline;
mod faq;

use choose::{Candidate, articles, candidates, overlap};
use std::collections::BTreeMap;

/// How many bullets a brief has at most.
const BULLETS: usize = 5;
/// Share of the shorter sentence's content words above which a sentence repeats a bullet that is there.
const REPEATS: f64 = 0.55;

/// The briefs of all events, one for each event in its main language. `analyses` is sorted by article id.
pub fn write(analyses: &[Analysis], events: &[Event], _claims: &[Claim]) -> Vec<Brief> {
    events.iter().filter_map(|e| brief(analyses, e)).collect()
}

/// The analysis of an article; `analyses` is sorted by article id.
pub(crate) fn lookup<'a>(analyses: &'a [Analysis], id: &ArticleId) -> Option<&'a Analysis> {
    analyses
        .binary_search_by(|a| a.article.id.cmp(id))
        .ok()
        .and_then(|i| analyses.get(i))
}

/// The language of most of an event's reports; of two, the one with the smaller tag.
fn main_language(analyses: &[Analysis], event: &Event) -> Option<Lang> {
    let mut count: BTreeMap<&str, (usize, Lang)> = BTreeMap::new();
    for a in event.articles.iter().filter_map(|id| lookup(analyses, id)) {
        count
            .entry(a.article.language.tag())
            .or_insert((0, a.article.language))
            .0 += 1;
    }
    count
        .into_iter()
        .max_by(|a, b| a.1.0.cmp(&b.1.0).then(b.0.cmp(a.0)))
        .map(|c| c.1.1)
}

fn brief(analyses: &[Analysis], event: &Event) -> Option<Brief> {
    let language = main_language(analyses, event)?;
    let read = articles(analyses, event, language);
    let list = candidates(analyses, &read);
    Some(Brief {
        event: event.id.clone(),
        language,
        bullets: bullets(analyses, &list),
        faq: faq::faq(analyses, &list, language),
        timeline: timeline::timeline(analyses, &read, event),
    })
}

/// The most central sentences that do not repeat one another, each through the gate.
fn bullets(analyses: &[Analysis], list: &[Candidate]) -> Vec<Bullet> {
    let mut out: Vec<Bullet> = Vec::new();
    let mut taken: Vec<&Candidate> = Vec::new();
    for c in list {
        if out.len() == BULLETS {
            break;
        }
        if taken.iter().any(|t| overlap(&t.keys, &c.keys) > REPEATS) {
            continue;
        }
        let Some(line) = line::line(&analyses[c.analysis], c.span) else {
            continue;
        };
        if gate::pass(&line.text, &line.citations, |id| lookup(analyses, id)).is_err() {
            continue;
        }
        out.push(Bullet {
            text: line.text,
            citations: line.citations,
            state: ReviewState::Draft,
        });
        taken.push(c);
    }
    out
}

#[cfg(test)]
mod tests;

//! Brief: cited bullets that keep their source, questions answered by cited spans, a timeline.

use crate::model::*;

mod opening;
mod pattern;
mod counts;
mod whole;
mod line;
pub mod gate;
mod alone;
mod intact;
mod place;
mod figure_table;
mod choose;
mod timeline;
mod faq;

pub use counts::{Count, own_counts};
pub use whole::group_of;

use choose::{Candidate, articles, candidates, overlap};
use std::collections::BTreeMap;

/// How many bullets a brief has at most.
const BULLETS: usize = 5;
/// How many bullets a brief has at most where only excerpts of articles are there.
const OF_EXCERPTS: usize = 2;
/// Share of the shorter sentence's content words above which a sentence repeats a bullet that is there.
const REPEATS: f64 = 0.5;
/// The same where the two are of different reports: one thing is told in other words.
const REPEATS_APART: f64 = 0.28;
/// The same where both give one figure.
const SAME_FIGURE: f64 = 0.2;
/// Numbers up to this one are shared by chance.
const SMALL: f64 = 3.0;
/// Numbers that may be years.
const YEARS: std::ops::Range<f64> = 1900.0..2100.0;

/// The briefs of all events, one for each event in its main language. `analyses` is sorted by article id.
pub fn write(analyses: &[Analysis], events: &[Event], claims: &[Claim]) -> Vec<Brief> {
    let mut outdated: BTreeMap<&ArticleId, Vec<Span>> = BTreeMap::new();
    for c in claims.iter().filter(|c| c.standing == Standing::Superseded) {
        for s in c.support.iter().filter(|s| s.stance == Stance::Asserts) {
            outdated.entry(&s.citation.article).or_default().push(s.citation.span);
        }
    }
    let mut agreed: BTreeMap<&EventId, Vec<&Claim>> = BTreeMap::new();
    for c in claims {
        agreed.entry(&c.event).or_default().push(c);
    }
    events
        .iter()
        .filter_map(|e| brief(analyses, e, &outdated, agreed.get(&e.id).map_or(&[], Vec::as_slice)))
        .collect()
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

fn brief(
    analyses: &[Analysis],
    event: &Event,
    outdated: &BTreeMap<&ArticleId, Vec<Span>>,
    claims: &[&Claim],
) -> Option<Brief> {
    let language = main_language(analyses, event)?;
    let read = articles(analyses, event, language);
    let mut list = candidates(analyses, &read, &event.title);
    list.retain(|c| {
        let old = outdated.get(&analyses[c.analysis].article.id);
        !old.is_some_and(|spans| spans.iter().any(|s| s.overlaps(c.span)))
    });
    list.retain(|c| c.sure || backed(analyses, claims, c));
    figure_table::drop_outdone(analyses, &read, &mut list);
    let full = read.iter().any(|r| choose::is_full(&analyses[r.0]));
    Some(Brief {
        event: event.id.clone(),
        language,
        bullets: bullets(analyses, &list, claims, if full { BULLETS } else { OF_EXCERPTS }),
        faq: faq::faq(analyses, &read, language),
        timeline: timeline::timeline(analyses, &read, event),
    })
}

/// The most central sentences that do not repeat one another, each through the gate.
fn bullets(analyses: &[Analysis], list: &[Candidate], claims: &[&Claim], most: usize) -> Vec<Bullet> {
    let mut out: Vec<Bullet> = Vec::new();
    let mut taken: Vec<&Candidate> = Vec::new();
    for c in list {
        if out.len() == most {
            break;
        }
        let repeats = |t: &&Candidate| {
            let apart = t.analysis != c.analysis;
            let most = if apart { REPEATS_APART } else { REPEATS };
            let alike = overlap(&t.keys, &c.keys);
            alike > most
                || (alike > SAME_FIGURE && one_figure(analyses, t, c))
                || (apart && one_claim(analyses, claims, t, c))
        };
        if taken.iter().any(repeats) {
            continue;
        }
        // A bullet that needs its source set before it leans on another sentence.
        let line = line::line(&analyses[c.analysis], c.span).filter(|l| l.citations.len() == 1);
        let line = line.map(|l| match c.place {
            Some(at) => l.set_in(&analyses[c.analysis], at),
            None => l,
        });
        let Some(line) = line else {
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

/// Whether two sentences give the same figure: no small number, no year.
fn one_figure(analyses: &[Analysis], a: &Candidate, b: &Candidate) -> bool {
    let figures = |c: &Candidate| -> Vec<f64> {
        let all = analyses[c.analysis].quantities.iter();
        all.filter(|q| c.span.contains(q.span) && q.value > SMALL && !YEARS.contains(&q.value))
            .map(|q| q.value)
            .collect()
    };
    let others = figures(b);
    figures(a).iter().any(|v| others.contains(v))
}

/// Whether a sentence holds a claim.
fn holds(analyses: &[Analysis], claim: &Claim, c: &Candidate) -> bool {
    let id = &analyses[c.analysis].article.id;
    claim
        .support
        .iter()
        .any(|s| s.stance == Stance::Asserts && s.citation.article == *id && s.citation.span.overlaps(c.span))
}

/// Whether two sentences of different reports hold the same claim.
fn one_claim(analyses: &[Analysis], claims: &[&Claim], a: &Candidate, b: &Candidate) -> bool {
    claims
        .iter()
        .any(|claim| holds(analyses, claim, a) && holds(analyses, claim, b))
}

/// Whether a sentence holds a claim that another origin makes as well: what several tell is the matter, whatever the
/// headline says.
fn backed(analyses: &[Analysis], claims: &[&Claim], c: &Candidate) -> bool {
    claims
        .iter()
        .any(|claim| claim.origins > 1 && claim.standing == Standing::Agreed && holds(analyses, claim, c))
}

#[cfg(test)]
mod tests;

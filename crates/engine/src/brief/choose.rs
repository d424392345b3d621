//! Which sentences of an event a reader should see first.

use super::alone::{is_roundup, is_sentence, stands_alone};
use super::opening::{keys, opened};
use crate::model::*;
use rustc_hash::{FxHashMap, FxHashSet};

/// A sentence that may become a bullet.
pub(crate) struct Candidate {
    /// Index of its analysis.
    pub analysis: usize,
    /// Where.
    pub span: Span,
    /// Its content words, sorted.
    pub keys: Vec<String>,
    /// How central it is.
    pub score: f64,
}

/// How many articles of an event are read for bullets: the first of each origin first.
const ARTICLES: usize = 24;
/// How many sentences of one article are read.
const SENTENCES: usize = 60;
/// Length in bytes of a sentence that reads well.
const GOOD: std::ops::Range<usize> = 120..760;
/// Sentences with fewer content words say too little.
const FEW_WORDS: usize = 4;
/// Content words that a sentence below the lead shares with headline and lead, to be on the event's main matter.
const SHARED: usize = 3;
/// Share of its content words that it shares with them: at 0, 6 of 40 Hindi bullets drawn from `../shared/corpora` leaned or
/// were beside the matter; at 0.35, 2 of 34 (and half as many bullets).
const NEAR: f64 = 0.28;
/// Sentences from the top that bullets come from.
const TOP: usize = 15;
/// Content words that it shares with the headline alone.
const OF_TITLE: usize = 2;
/// Characters of body from which an article is more than an excerpt.
const FULL: usize = 700;

/// The articles of an event that are read: one of each origin first, then the others, in order.
pub(crate) fn articles(analyses: &[Analysis], event: &Event, language: Lang) -> Vec<(usize, usize)> {
    let mut first = Vec::new();
    let mut more = Vec::new();
    let mut seen = FxHashSet::default();
    for id in &event.articles {
        let Ok(i) = analyses.binary_search_by(|a| a.article.id.cmp(id)) else {
            continue;
        };
        if analyses[i].article.language != language {
            continue;
        }
        let origin = event
            .origins
            .iter()
            .position(|o| o.articles.contains(id))
            .unwrap_or(event.origins.len() + i);
        if seen.insert(origin) {
            first.push((i, origin));
        } else {
            more.push((i, origin));
        }
    }
    first.extend(more);
    first.truncate(ARTICLES);
    first
}

/// Whether the body of an article is more than the excerpt that a feed gives.
pub(crate) fn is_full(a: &Analysis) -> bool {
    let length: usize = a.body_sentences().map(|s| a.words(s.span).chars().count()).sum();
    length >= FULL
}

/// The sentences of an event that stand alone and are on its main matter, most central first.
///
/// A word counts by the origins that use it: what several origins say is central, and copies of one text are one voice.
/// Within one origin the words of the headline and words that come again count. Early sentences, figures and named things
/// add.
pub(crate) fn candidates(analyses: &[Analysis], read: &[(usize, usize)]) -> Vec<Candidate> {
    let mut out: Vec<Candidate> = Vec::new();
    let mut origins_of: FxHashMap<String, FxHashSet<usize>> = FxHashMap::default();
    let mut count: FxHashMap<String, u32> = FxHashMap::default();
    let mut headline: FxHashSet<String> = FxHashSet::default();
    for &(i, origin) in read {
        let a = &analyses[i];
        let mut matter: FxHashSet<String> = keys(a.article.headline_text()).into_iter().collect();
        let mut title = matter.clone();
        headline.extend(matter.iter().cloned());
        let roundup = is_roundup(a);
        let mut led = false;
        for (n, s) in a.body_sentences().enumerate().take(SENTENCES) {
            let span = opened(a, s.span);
            let text = a.words(span);
            let keys = keys(text);
            for k in &keys {
                origins_of.entry(k.clone()).or_default().insert(origin);
                *count.entry(k.clone()).or_default() += 1;
            }
            // The lead is the first sentence; what stands before it is a title or the number of a record.
            let lead = !led && is_sentence(a, span);
            if !led {
                matter.extend(keys.iter().cloned());
            }
            if !led && !lead {
                title.extend(keys.iter().cloned());
            }
            led |= lead;
            let shared = keys.iter().filter(|k| matter.contains(k.as_str())).count();
            let of_title = keys.iter().filter(|k| title.contains(k.as_str())).count();
            let near = shared as f64 >= NEAR * keys.len() as f64 && n < TOP;
            let off = !lead && (roundup || !near || shared < SHARED || of_title < OF_TITLE.min(title.len()));
            if keys.len() < FEW_WORDS || off || !led || !stands_alone(a, span, lead) {
                continue;
            }
            let quantities = a.quantities.iter().any(|q| span.contains(q.span));
            let sourced = a
                .statements
                .iter()
                .any(|st| st.content.overlaps(span) && !st.chain.is_empty());
            let silent = a
                .statements
                .iter()
                .any(|st| st.polarity == Polarity::Silent && st.content.overlaps(span));
            let mut score = 1.0 / (1.0 + n as f64 * 0.35);
            score += if quantities { 0.25 } else { 0.0 } + if sourced { 0.15 } else { 0.0 };
            score -= if GOOD.contains(&text.len()) { 0.0 } else { 0.3 };
            score -= if silent { 0.1 } else { 0.0 };
            out.push(Candidate {
                analysis: i,
                span: s.span,
                keys,
                score,
            });
        }
    }
    let origins = read.iter().map(|r| r.1).collect::<FxHashSet<_>>().len().max(1) as f64;
    for c in &mut out {
        let mut sum = 0.0;
        for k in &c.keys {
            let share = origins_of.get(k).map_or(0, FxHashSet::len) as f64 / origins;
            let again = f64::from(count.get(k).copied().unwrap_or(1).min(6)) / 6.0;
            sum += if origins > 1.0 { share } else { again } + if headline.contains(k) { 0.5 } else { 0.0 };
        }
        c.score += 1.2 * sum / (c.keys.len() as f64 + 3.0);
    }
    out.sort_by(|x, y| {
        y.score
            .total_cmp(&x.score)
            .then((x.analysis, x.span).cmp(&(y.analysis, y.span)))
    });
    out
}

/// Share of the shorter sentence's content words that the other holds.
pub(crate) fn overlap(a: &[String], b: &[String]) -> f64 {
    let common = a.iter().filter(|k| b.binary_search(k).is_ok()).count();
    common as f64 / a.len().min(b.len()).max(1) as f64
}

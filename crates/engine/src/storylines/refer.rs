//! What the background of a report refers to: sentences that tell of an earlier day.

use super::ById;
use crate::model::*;
use crate::similarity::words::stems;
use rustc_hash::FxHasher;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::hash::Hasher;

/// Reports of an event whose background is read.
const REPORTS: usize = 12;

/// Days by which a time must lie before a report to be background: what happened the day before is the news itself.
const BEFORE: i32 = 3;

/// Longest span of days, that of a year, that still points to an event.
const LONGEST: i32 = 366;

/// A stem as a number: a hash, so that the facts of all events are read and compared quickly.
pub type Stem = u64;

/// The number of a stem.
pub fn number(stem: &str) -> Stem {
    let mut h = FxHasher::default();
    h.write(stem.as_bytes());
    h.finish()
}

/// A sentence that tells of an earlier day.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Reference {
    /// Where it stands.
    pub sentence: Citation,
    /// First and last day it names, counted from 1970.
    pub days: (i32, i32),
    /// Named things in it.
    pub names: Vec<EntityId>,
    /// Stems of its content words, in order of the stems.
    pub stems: Vec<Stem>,
}

impl Reference {
    /// How well its days point to an event that began on `first` and ended on `last`: 1 for the day, less for a month
    /// or a year that holds it, 0 if the event lies outside.
    pub fn points_to(&self, first: i32, last: i32) -> f32 {
        let (lo, hi) = self.days;
        if lo > last || hi + 1 < first {
            return 0.0;
        }
        match hi - lo {
            0..=2 => 1.0,
            3..=8 => 0.8,
            9..=31 => 0.6,
            _ => 0.25,
        }
    }
}

/// The backward references of an event, each sentence with each of its days once, in order of articles and text.
pub fn references(by_id: &ById<'_>, event: &Event) -> Vec<Reference> {
    let mut out = Vec::new();
    for id in event.articles.iter().take(REPORTS) {
        let Some(a) = by_id.get(id) else { continue };
        let when = DayRange::of(&a.article.published);
        if !when.is_dated() {
            continue;
        }
        let mut seen: BTreeMap<Span, Vec<(i32, i32)>> = BTreeMap::new();
        for t in &a.times {
            let Some((first, last)) = t.days else { continue };
            let days = (day_number(first), day_number(last));
            let Some(s) = a.sentence_at(t.span.start) else { continue };
            let told = matches!(s.class, LineClass::Body | LineClass::Summary);
            if !told || days.1 + BEFORE > when.lo || days.1 - days.0 > LONGEST {
                continue;
            }
            let list = seen.entry(s.span).or_default();
            if !list.contains(&days) {
                list.push(days);
            }
        }
        for (span, list) in seen {
            let mut names: Vec<EntityId> = a
                .mentions
                .iter()
                .filter(|m| span.contains(m.span))
                .map(|m| m.entity.clone())
                .collect();
            names.sort();
            names.dedup();
            let stems: Vec<Stem> = stems(a.words(span)).iter().map(|s| number(s)).collect();
            let sentence = Citation {
                article: a.article.id.clone(),
                span,
            };
            out.extend(list.into_iter().map(|days| Reference {
                sentence: sentence.clone(),
                days,
                names: names.clone(),
                stems: stems.clone(),
            }));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_points_better_than_a_year() {
        let told = |lo, hi| Reference {
            sentence: Citation {
                article: "a".into(),
                span: Span::new(0, 1),
            },
            days: (lo, hi),
            names: Vec::new(),
            stems: Vec::new(),
        };
        assert_eq!(told(100, 100).points_to(100, 102), 1.0);
        assert!(told(90, 120).points_to(100, 102) > told(0, 364).points_to(100, 102));
        assert_eq!(told(100, 100).points_to(110, 112), 0.0);
    }
}

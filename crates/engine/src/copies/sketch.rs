//! What comparing needs of an article: small enough to hold for all articles of a store, so that only the texts of pairs that
//! are new have to be read.

use super::direction::{self, When};
use super::groups::{self, Link};
use super::shingles::Body;
use super::topic::Topic;
use super::{Facts, agencies, diff, leave_siblings_open, outlet};
use crate::model::*;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// An article as it is compared: four bytes a word, and its credits.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct Sketch {
    /// Its id.
    pub id: ArticleId,
    body: Body,
    outlet: Option<String>,
    agency: Option<String>,
    dateline: bool,
    whole: bool,
    when: Option<When>,
    topic: Topic,
}

impl Sketch {
    /// The sketch of an article.
    pub fn of(a: &Analysis) -> Sketch {
        Sketch::within(a, &mut Vec::new())
    }

    /// The same; `room` is kept between calls only to save making it again.
    pub(super) fn within(a: &Analysis, room: &mut Vec<u32>) -> Sketch {
        let article = &a.article;
        Sketch {
            id: article.id.clone(),
            body: Body::of(article, room),
            outlet: outlet(a),
            agency: article.agency.as_ref().map(|c| c.name.clone()),
            dateline: article.dateline.is_some(),
            whole: article.completeness.is_whole(),
            when: When::of(&article.published).filter(|_| article.published.basis == Basis::Stated),
            topic: Topic::of(article.headline_text()),
        }
    }

    /// The agency that the page credits.
    pub fn agency(&self) -> Option<&str> {
        self.agency.as_deref()
    }

    fn facts(&self, outlet: Option<u32>) -> Facts {
        Facts {
            outlet,
            credited: self.agency.is_some(),
            dateline: self.dateline,
            whole: self.whole,
            when: self.when,
            topic: self.topic,
        }
    }
}

/// Two articles that share copy, found by their sketches.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Shared {
    link: Link,
    facts: [Facts; 2],
}

impl Shared {
    /// Place of the first in the order given.
    pub fn a(&self) -> usize {
        self.link.overlap.a as usize
    }

    /// Place of the second.
    pub fn b(&self) -> usize {
        self.link.overlap.b as usize
    }

    /// All that [`pair`](Self::pair) takes from here, as numbers: equal for equal pairs, wherever the two stand.
    pub fn key(&self) -> [u64; 8] {
        let o = &self.link.overlap;
        [
            u64::from(o.shared),
            u64::from(o.size_a),
            u64::from(o.size_b),
            o.run as u64,
            u64::from(o.lead_a),
            u64::from(o.lead_b),
            u64::from(o.series),
            self.link.relation as u64,
        ]
    }

    /// The pair of these two analyses with all that differs, as it is before [`finish`].
    pub fn pair(&self, a: &Analysis, b: &Analysis) -> CopyPair {
        let [x, y] = &self.facts;
        let diff = diff::diff(a, b);
        let side = direction::source(&self.link, x, y, diff.marks_lost());
        diff.pair(a, b, &self.link, side)
    }
}

/// Which articles share copy, ordered by their places. `sketches` are in order of their ids.
pub fn shared(sketches: &[&Sketch]) -> Vec<Shared> {
    let mut names: FxHashMap<&str, u32> = FxHashMap::default();
    let facts: Vec<Facts> = sketches
        .iter()
        .map(|s| {
            let next = names.len() as u32;
            let number = s.outlet.as_deref().map(|name| *names.entry(name).or_insert(next));
            s.facts(number)
        })
        .collect();
    let bodies: Vec<&Body> = sketches.iter().map(|s| &s.body).collect();
    groups::links(&bodies, &facts)
        .into_iter()
        .filter_map(|link| {
            let of = |place: u32| facts.get(place as usize).copied();
            let facts = [of(link.overlap.a)?, of(link.overlap.b)?];
            Some(Shared { link, facts })
        })
        .collect()
}

/// What only all pairs together tell: whose text it is, and which of two siblings is left open. `sketches` are in order of
/// their ids.
pub fn finish(sketches: &[&Sketch], pairs: &mut [CopyPair]) {
    leave_siblings_open(pairs);
    agencies::name(sketches, pairs);
}

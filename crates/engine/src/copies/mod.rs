//! Copies: which articles share text, who printed it first, what was changed; and the independent origins.
//!
//! Articles are compared by five-word shingles of their body lines through an inverted index, so the cost grows with what is
//! shared and not with the square of the collection; of a large group each article is given with the group's source only. Agency copy between outlets is mostly *partial*: it is appended to
//! another lead, cut or shortened. Resemblance finds little of it, containment in the shorter text does (Broder 1997).

mod hashes;
mod shingles;
mod sketch;
mod table;
mod topic;
mod pairs;
mod groups;
mod direction;
mod diff;
mod agencies;
mod origins;
#[cfg(test)]
mod tests;

pub use agencies::agencies;
pub use groups::FULL_GROUP;
pub(crate) use origins::Groups;
pub use origins::origins;
pub use sketch::{Shared, Sketch, finish, shared};

use crate::model::*;
use direction::When;
use rustc_hash::{FxHashMap, FxHashSet};
use topic::Topic;

/// Share of the shorter text's shingles that the longer one holds, from which two outlets share copy.
///
/// The ten true pairs of `gold/wire-hi` lie at 0.13 to 0.57, independent reports of one event at most at 0.02.
pub const COPY_CONTAINMENT: f64 = 0.12;

/// The same for two articles of one outlet: below it the shared text is background that the outlet uses again, not a new
/// version of a report.
pub const REVISION_CONTAINMENT: f64 = 0.4;

/// Containment in *both* directions from which two bodies are the same text.
pub const SAME_TEXT: f64 = 0.97;

/// Words that a pair must share in one run. True pairs of `gold/wire-hi` share runs of 16 to 71 words; common formulae
/// ("told reporters here on Monday that") are shorter.
pub const SHARED_RUN: usize = 13;

/// Containment from which the shared words need not stand in one run: each sentence was touched.
const SCATTERED_CONTAINMENT: f64 = 0.3;

/// Shingles that must be shared then.
const SCATTERED_SHINGLES: u32 = 25;

/// Days between two articles of one outlet up to which the later one may be a new version of the earlier.
const REVISION_DAYS: i32 = 3;

/// Containment from which two articles of one outlet need no common headline to be versions. Below it they often share only a
/// sentence or two of background: two short reports of one tournament, a live page that swallowed a report.
const SURE_REVISION: f64 = 0.6;

/// Words that say something which the headlines of two versions then share.
const HEADLINE_WORDS: usize = 2;

/// Shingles up to which the same words on different days are a standing text (what a column is about), not a version.
const STANDING: u32 = 60;

/// What is asked of an article again and again.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Facts {
    /// What its headline is about.
    topic: Topic,
    /// Number of its outlet, if known.
    outlet: Option<u32>,
    /// Whether it credits an agency.
    credited: bool,
    /// Whether a place opens it.
    dateline: bool,
    /// Whether it is the whole article: what it lacks is not there then.
    whole: bool,
    /// When it was published, if the page states it.
    when: Option<When>,
}

/// All pairs of articles that share copy, ordered by ids. Time and memory grow with the words of the articles.
pub fn find(analyses: &[Analysis]) -> Vec<CopyPair> {
    let order = ordered(analyses);
    let mut room = Vec::new();
    let sketches: Vec<Sketch> = order.iter().map(|a| Sketch::within(a, &mut room)).collect();
    let mut out: Vec<CopyPair> = Vec::new();
    let sketches: Vec<&Sketch> = sketches.iter().collect();
    for s in &shared(&sketches) {
        if let (Some(&a), Some(&b)) = (order.get(s.a()), order.get(s.b())) {
            out.push(s.pair(a, b));
        }
    }
    finish(&sketches, &mut out);
    out
}

/// The pairs that [`find`] gives, as ids, without what differs: what finding alone costs.
pub fn detect(analyses: &[Analysis]) -> Vec<(ArticleId, ArticleId)> {
    let order = ordered(analyses);
    let mut room = Vec::new();
    let sketches: Vec<Sketch> = order.iter().map(|a| Sketch::within(a, &mut room)).collect();
    let sketches: Vec<&Sketch> = sketches.iter().collect();
    let id = |place: usize| sketches.get(place).map(|s| s.id.clone());
    shared(&sketches)
        .iter()
        .filter_map(|s| Some((id(s.a())?, id(s.b())?)))
        .collect()
}

fn ordered(analyses: &[Analysis]) -> Vec<&Analysis> {
    let mut order: Vec<&Analysis> = analyses.iter().collect();
    order.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    order
}

/// What two articles are to each other, if they share enough.
fn relation(a: &Facts, b: &Facts, o: &pairs::Overlap) -> Option<CopyRelation> {
    let same_text = o.both_ways() >= SAME_TEXT;
    let scattered = o.containment() >= SCATTERED_CONTAINMENT && o.shared >= SCATTERED_SHINGLES;
    if o.run < SHARED_RUN && !same_text && !scattered {
        return None;
    }
    if a.outlet.is_none() || a.outlet != b.outlet {
        let relation = if same_text {
            CopyRelation::SameText
        } else {
            CopyRelation::Copy
        };
        return (o.containment() >= COPY_CONTAINMENT).then_some(relation);
    }
    // A column of every day has the words of the last; a live page is saved again on one day.
    let apart = a.when.zip(b.when).map(|(x, y)| x.days_apart(&y));
    let version = match apart {
        Some(days) if o.series => days == 0,
        Some(days) => days <= REVISION_DAYS,
        None => !o.series,
    };
    let containment = o.containment();
    let same = same_text && o.shared >= STANDING;
    let about_one_thing = || a.topic.shared(&b.topic) >= HEADLINE_WORDS.min(a.topic.len()).min(b.topic.len());
    let revision =
        containment >= REVISION_CONTAINMENT && (same || version) && (containment >= SURE_REVISION || about_one_thing());
    revision.then_some(CopyRelation::Revision)
}

/// Takes back which of two is the source where both have their text from a third.
fn leave_siblings_open(pairs: &mut [CopyPair]) {
    let mut sources: FxHashMap<ArticleId, Vec<ArticleId>> = FxHashMap::default();
    for p in pairs.iter() {
        if let Some(s) = &p.source {
            let copy = if *s == p.a { &p.b } else { &p.a };
            sources.entry(copy.clone()).or_default().push(s.clone());
        }
    }
    for p in pairs.iter_mut().filter(|p| p.relation != CopyRelation::Revision) {
        let (Some(x), Some(y)) = (sources.get(&p.a), sources.get(&p.b)) else {
            continue;
        };
        let of_x: FxHashSet<&ArticleId> = x.iter().collect();
        if y.iter().any(|s| of_x.contains(s)) {
            p.source = None;
        }
    }
}

/// The outlet of an article, if it is known: the folded name.
pub(crate) fn outlet(a: &Analysis) -> Option<String> {
    let name = sutradhar_text::fold::fold(a.article.outlet.as_deref()?.trim());
    let name = name.strip_prefix("www.").unwrap_or(&name).to_string();
    (!name.is_empty() && name != "unknown").then_some(name)
}

/// The folded name of a credited agency.
fn agency(a: &Analysis) -> Option<&str> {
    a.article.agency.as_ref().map(|c| c.name.as_str())
}

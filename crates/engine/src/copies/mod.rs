//! Copies: which articles share text, who printed it first, what was changed; and the independent origins.
//!
//! Articles are compared by five-word shingles of their body lines through an inverted index, so the cost grows with what is
//! shared and not with the square of the collection. Agency copy between outlets is mostly *partial*: it is appended to
//! another lead, cut or shortened. Resemblance finds little of it, containment in the shorter text does (Broder 1997).

mod shingles;
mod pairs;
mod direction;
mod diff;
mod origins;
#[cfg(test)]
mod tests;

pub use origins::origins;

use crate::model::*;
use rustc_hash::FxHashMap;

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

/// All pairs of articles that share copy, ordered by ids.
pub fn find(analyses: &[Analysis]) -> Vec<CopyPair> {
    let mut order: Vec<&Analysis> = analyses.iter().collect();
    order.sort_by(|a, b| a.article.id.cmp(&b.article.id));
    let bodies: Vec<shingles::Body> = order.iter().map(|a| shingles::Body::of(&a.article)).collect();
    let overlaps = pairs::overlaps(&order, &bodies);
    let mut out = Vec::new();
    for o in &overlaps {
        let (Some(&a), Some(&b)) = (order.get(o.a as usize), order.get(o.b as usize)) else {
            continue;
        };
        let Some(relation) = relation(a, b, o) else { continue };
        let source = direction::source(a, b, relation, o);
        let diff = diff::diff(a, b, source == Some(&b.article.id));
        out.push(CopyPair {
            a: a.article.id.clone(),
            b: b.article.id.clone(),
            relation,
            source: source.cloned(),
            agency: None,
            containment: o.containment(),
            kept: diff.kept,
            changed: diff.changed,
            added: diff.added,
            dropped: diff.dropped,
        });
    }
    name_agencies(&order, &mut out);
    out
}

/// What two articles are to each other, if they share enough.
fn relation(a: &Analysis, b: &Analysis, o: &pairs::Overlap) -> Option<CopyRelation> {
    let same_outlet = outlet(a).is_some() && outlet(a) == outlet(b);
    let enough = if same_outlet {
        REVISION_CONTAINMENT
    } else {
        COPY_CONTAINMENT
    };
    if o.containment() < enough || (o.run < SHARED_RUN && o.containment() < SAME_TEXT) {
        return None;
    }
    Some(if same_outlet {
        CopyRelation::Revision
    } else if o.share_a().min(o.share_b()) >= SAME_TEXT {
        CopyRelation::SameText
    } else {
        CopyRelation::Copy
    })
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

/// Notes on each pair whose text it is: from the credit of either, else from the credits of the whole group of copies,
/// where they name one agency only.
fn name_agencies(order: &[&Analysis], pairs: &mut [CopyPair]) {
    let at: FxHashMap<&ArticleId, usize> = order.iter().enumerate().map(|(i, a)| (&a.article.id, i)).collect();
    let mut groups = origins::Groups::new(order.len());
    for p in pairs.iter() {
        if let (Some(&a), Some(&b)) = (at.get(&p.a), at.get(&p.b)) {
            groups.join(a, b);
        }
    }
    let mut credited: FxHashMap<usize, Vec<&str>> = FxHashMap::default();
    for (i, a) in order.iter().enumerate() {
        if let Some(name) = agency(a) {
            let names = credited.entry(groups.root(i)).or_default();
            if !names.contains(&name) {
                names.push(name);
            }
        }
    }
    for p in pairs.iter_mut() {
        let (Some(&i), Some(&j)) = (at.get(&p.a), at.get(&p.b)) else {
            continue;
        };
        let of = |k: usize| order.get(k).and_then(|a| agency(a));
        let own = match (of(i), of(j)) {
            (Some(x), Some(y)) if x != y => match &p.source {
                Some(s) if *s == p.a => Some(x),
                Some(s) if *s == p.b => Some(y),
                _ => None,
            },
            (x, y) => x.or(y).or_else(|| match credited.get(&groups.root(i)) {
                Some(names) if names.len() == 1 => names.first().copied(),
                _ => None,
            }),
        };
        p.agency = own.map(str::to_string);
    }
}

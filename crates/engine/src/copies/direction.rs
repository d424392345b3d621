//! Which of two texts stands nearer the origin.

use super::pairs::Overlap;
use crate::model::*;
use jiff::civil::DateTime;

/// Containment from which the fuller of two texts is taken for the source: a shorter shared part says nothing of who has it
/// from whom.
const FULLER_CONTAINMENT: f64 = 0.5;

/// How much more of the other text the fuller one must hold.
const FULLER_BY: f64 = 1.15;

/// The nearer one: by a credit that only one of them has (it names whose text it is), else by earlier publication, else by
/// fuller text; `None` if none of these tells.
pub fn source<'a>(a: &'a Analysis, b: &'a Analysis, relation: CopyRelation, o: &Overlap) -> Option<&'a ArticleId> {
    let (x, y) = (&a.article, &b.article);
    if relation != CopyRelation::Revision {
        match (&x.agency, &y.agency) {
            (Some(_), None) => return Some(&x.id),
            (None, Some(_)) => return Some(&y.id),
            _ => {}
        }
    }
    if let (Some((p, q)), Some((r, s))) = (bounds(&x.published), bounds(&y.published)) {
        if q < r {
            return Some(&x.id);
        }
        if s < p {
            return Some(&y.id);
        }
    }
    if relation == CopyRelation::Copy && o.containment() >= FULLER_CONTAINMENT {
        // Of what is held by the other the longer text has more words that the shorter lacks.
        let ratio = f64::from(o.size_a) / f64::from(o.size_b.max(1));
        if ratio >= FULLER_BY {
            return Some(&x.id);
        }
        if ratio <= 1.0 / FULLER_BY {
            return Some(&y.id);
        }
    }
    None
}

/// The first and last moment that a stated date allows, with its zone taken off.
fn bounds(p: &Published) -> Option<(DateTime, DateTime)> {
    let value = p.value?;
    let value = value
        .checked_sub(jiff::SignedDuration::from_mins(i64::from(p.offset.unwrap_or(0))))
        .ok()?;
    let last = match p.precision {
        Precision::Minute => value,
        Precision::Hour => value.checked_add(jiff::SignedDuration::from_mins(59)).ok()?,
        Precision::Day => value.checked_add(jiff::SignedDuration::from_mins(24 * 60 - 1)).ok()?,
        _ => return None,
    };
    Some((value, last))
}

//! Which of two texts stands nearer the origin.

use super::Facts;
use super::groups::Link;
use crate::model::*;
use jiff::civil::DateTime;
use serde::{Deserialize, Serialize};

/// Containment from which it counts who has the fuller text, and whose text begins with the shared part: of a shorter
/// shared part neither says who has it from whom.
const FULLER_CONTAINMENT: f64 = 0.5;

/// Shingles that the one has more than the other from which its text is the fuller: about a short sentence.
const FULLER_BY: u32 = 6;

/// Words before the shared part from which a text has another lead.
const LEAD: u32 = 8;

/// What each sign weighs. Set by hand on the sample pages, of which each sign alone decides some: a stated time says it
/// outright; a credit names whose text it is, but outlets print agency copy without one earlier; quotation marks get lost in
/// editing and never appear; text is cut and put behind another lead.
const EARLIER: i32 = 5;
const CREDIT: i32 = 4;
const MARKS: i32 = 2;
const FULLER: i32 = 2;
const FIRST: i32 = 2;
const DATELINE: i32 = 1;

/// What the signs for one must weigh more than those for the other.
const ENOUGH: i32 = 2;

/// The nearer one by all signs together; `None` if they do not tell. `marks` is how many sentences lost their quotation
/// marks on the way from the first to the second, and from the second to the first.
pub fn source(link: &Link, x: &Facts, y: &Facts, marks: (usize, usize)) -> Option<Side> {
    let o = &link.overlap;
    let mut sum = 0;
    let mut sign = |a: bool, b: bool, weight: i32| sum += weight * (i32::from(a) - i32::from(b));
    let (x_first, y_first) = match (x.when, y.when) {
        (Some(p), Some(q)) => (p.before(&q), q.before(&p)),
        _ => (false, false),
    };
    sign(x_first, y_first, EARLIER);
    if link.relation != CopyRelation::Revision {
        // A text that is not whole may have lost its credit and its dateline, and is no shorter than the other.
        let lacks = |has: bool, of: &Facts| !has && of.whole;
        sign(
            x.credited && lacks(y.credited, y),
            y.credited && lacks(x.credited, x),
            CREDIT,
        );
        sign(marks.0 > marks.1, marks.1 > marks.0, MARKS);
        sign(
            x.dateline && lacks(y.dateline, y),
            y.dateline && lacks(x.dateline, x),
            DATELINE,
        );
        if o.containment() >= FULLER_CONTAINMENT && x.whole && y.whole {
            let (lead_a, lead_b) = (o.lead_a >= LEAD, o.lead_b >= LEAD);
            // A lead that the other does not have was put before the text and is no part of it.
            let own = |size: u32, lead: u32, put_before: bool| {
                let only = size.saturating_sub(o.shared);
                only.saturating_sub(if put_before { lead } else { 0 })
            };
            let (only_a, only_b) = (
                own(o.size_a, o.lead_a, lead_a && !lead_b),
                own(o.size_b, o.lead_b, lead_b && !lead_a),
            );
            sign(only_a >= only_b + FULLER_BY, only_b >= only_a + FULLER_BY, FULLER);
            sign(!lead_a && lead_b, !lead_b && lead_a, FIRST);
        }
    }
    // Nobody copies what is not printed yet: where all else speaks for the later one, both have it from a third.
    match sum {
        s if s > 0 && y_first || s < 0 && x_first => None,
        s if s >= ENOUGH => Some(Side::A),
        s if s <= -ENOUGH => Some(Side::B),
        _ => None,
    }
}

/// One of two articles.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Side {
    /// The first.
    A,
    /// The second.
    B,
}

/// The first and last moment that a stated date allows, on the page's own clock.
#[derive(Debug, Clone, Copy, PartialEq, Serialize, Deserialize)]
pub struct When {
    /// Not before.
    pub first: DateTime,
    last: DateTime,
    /// Minutes east of UTC.
    offset: Option<i16>,
}

impl When {
    /// Of a date that is known to the day or finer.
    pub fn of(p: &Published) -> Option<When> {
        let first = p.value?;
        let minutes = match p.precision {
            Precision::Minute => 0,
            Precision::Hour => 59,
            Precision::Day => 24 * 60 - 1,
            _ => return None,
        };
        let last = later(first, minutes)?;
        Some(When {
            first,
            last,
            offset: p.offset,
        })
    }

    /// Whether it is over before the other begins. Clocks are set to one zone where both are stated; else they are taken
    /// for the same.
    fn before(&self, other: &When) -> bool {
        let shift = match (self.offset, other.offset) {
            (Some(x), Some(y)) => i64::from(x) - i64::from(y),
            _ => 0,
        };
        later(other.first, shift).is_some_and(|first| self.last < first)
    }

    /// Days between the two, on their own clocks.
    pub fn days_apart(&self, other: &When) -> i32 {
        let span = self.first.date().until(other.first.date());
        span.map_or(i32::MAX, |s| s.get_days().abs())
    }
}

fn later(t: DateTime, minutes: i64) -> Option<DateTime> {
    t.checked_add(jiff::SignedDuration::from_mins(minutes)).ok()
}

//! When an article may have been published, for comparing; and what copies and events say of undated articles (law 4).

use crate::annotate::times;
use crate::model::*;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize};

/// Containment from which a dated copy dates an undated text.
pub(super) const DATING_CONTAINMENT: f64 = 0.4;

/// Days after the first dated report on which an undated report of the same event may lie.
const REPORT_DAYS: i32 = 2;

/// The days on which an article may have been published, both included, counted from 1970.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct When {
    /// First day.
    pub lo: i32,
    /// Last day.
    pub hi: i32,
}

impl When {
    /// From what is known of an article.
    pub fn of(p: &Published) -> When {
        if let Some(day) = p.day() {
            let d = number(day);
            return When { lo: d, hi: d };
        }
        When {
            lo: p.earliest.map_or(i32::MIN / 4, number),
            hi: p.latest.map_or(i32::MAX / 4, number),
        }
    }

    /// Whether it is known to a few days.
    pub fn is_dated(self) -> bool {
        self.hi.saturating_sub(self.lo) <= 7
    }

    /// Whether a first day is known.
    pub fn has_start(self) -> bool {
        self.lo > i32::MIN / 8
    }

    /// Days between the two, 0 if they may be the same.
    pub fn gap(self, other: When) -> i32 {
        (other.lo.saturating_sub(self.hi))
            .max(self.lo.saturating_sub(other.hi))
            .max(0)
    }
}

/// Days since 1970.
pub fn number(day: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    epoch.until(day).map_or(0, |s| s.get_days())
}

/// Minutes from 1970 to a publication, where the page gives the time of day.
pub fn minute(p: &Published) -> Option<i64> {
    let value = p.value.filter(|_| p.precision < Precision::Day)?;
    let zone = jiff::tz::Offset::from_seconds(i32::from(p.offset.unwrap_or(0)) * 60).ok()?;
    Some(zone.to_timestamp(value).ok()?.as_second() / 60)
}

/// Whether the article may have been published on a day: its bounds, and the weekdays it names, allow it.
fn fits(a: &Analysis, day: Date) -> bool {
    let p = &a.article.published;
    p.earliest.is_none_or(|d| d <= day) && p.latest.is_none_or(|d| d >= day) && times::consistent(&a.times, day)
}

/// Dates undated articles from dated copies of their text: the fullest one first. Gives how many were dated.
pub fn date_from_copies(analyses: &mut [Analysis], copies: &[CopyPair]) -> usize {
    let at: FxHashMap<ArticleId, usize> = analyses
        .iter()
        .enumerate()
        .map(|(i, a)| (a.article.id.clone(), i))
        .collect();
    let mut found: Vec<(usize, Date, ArticleId, bool)> = Vec::new();
    let mut best: FxHashMap<usize, (f64, Date, ArticleId)> = FxHashMap::default();
    for pair in copies.iter().filter(|p| p.containment >= DATING_CONTAINMENT) {
        for (undated, dated) in [(&pair.a, &pair.b), (&pair.b, &pair.a)] {
            let (Some(&i), Some(&j)) = (at.get(undated), at.get(dated)) else {
                continue;
            };
            let (Some(x), Some(y)) = (analyses.get(i), analyses.get(j)) else {
                continue;
            };
            let Some(day) = y.article.published.day() else { continue };
            if x.article.published.value.is_some() || !fits(x, day) {
                continue;
            }
            let better = best
                .get(&i)
                .is_none_or(|(c, d, id)| pair.containment > *c || (pair.containment == *c && (day, dated) < (*d, id)));
            if better {
                best.insert(i, (pair.containment, day, dated.clone()));
            }
        }
    }
    found.extend(best.into_iter().map(|(i, (_, day, id))| (i, day, id, true)));
    found.sort_by_key(|f| f.0);
    let n = found.len();
    for (i, day, from, _) in found {
        let why = format!("{from}, which carries the same text, is dated {day}");
        if let Some(a) = analyses.get_mut(i) {
            set(a, day, why);
        }
    }
    n
}

/// Dates the undated members of an event from its dated ones, where their own bounds and weekdays allow it; says whether
/// any was dated.
pub fn date_from_event(analyses: &mut [Analysis], members: &[usize]) -> bool {
    let mut dated: Vec<(Date, ArticleId)> = members
        .iter()
        .filter_map(|i| {
            let a = &analyses.get(*i)?.article;
            Some((a.published.day()?, a.id.clone()))
        })
        .collect();
    dated.sort();
    let (Some((first, _)), Some((last, _))) = (dated.first(), dated.last()) else {
        return false;
    };
    let span = number(*last) - number(*first);
    if span > REPORT_DAYS {
        return false;
    }
    let mut any = false;
    let names: Vec<&str> = dated.iter().take(3).map(|(_, id)| id.as_str()).collect();
    let names = names.join(", ");
    for i in members {
        let Some(a) = analyses.get_mut(*i) else { continue };
        if a.article.published.value.is_some() {
            continue;
        }
        let day = (0..=REPORT_DAYS)
            .filter_map(|k| first.checked_add(jiff::Span::new().days(i64::from(k))).ok())
            .find(|d| fits(a, *d));
        if let Some(day) = day {
            let why = format!(
                "dated reports of the same event ({names}) lie on {first} to {last}, and the text allows {day}"
            );
            set(a, day, why);
            any = true;
        }
    }
    any
}

/// Writes an inferred day and resolves the article's times again.
pub(super) fn set(a: &mut Analysis, day: Date, why: String) {
    let p = &mut a.article.published;
    p.value = Some(day.at(0, 0, 0, 0));
    p.precision = Precision::Day;
    p.basis = Basis::Inferred;
    p.earliest = Some(day);
    p.latest = Some(day);
    p.why = why;
    let published = a.article.published.clone();
    times::resolve(&mut a.times, &published);
}

//! What copies and events say of when undated articles were published (law 4).

use crate::annotate::{allows_day, redate};
use crate::model::*;
use jiff::civil::Date;
use rustc_hash::FxHashMap;

/// Containment from which a dated copy dates an undated text.
pub(super) const DATING_CONTAINMENT: f64 = 0.4;

/// Days after the first dated report on which an undated report of the same event may lie.
const REPORT_DAYS: i32 = 2;

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
            if x.article.published.value.is_some() || !allows_day(x, day) {
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
            redate(a, &InferredDay { day, why });
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
    let span = day_number(*last) - day_number(*first);
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
            .find(|d| allows_day(a, *d));
        if let Some(day) = day {
            let why = format!(
                "dated reports of the same event ({names}) lie on {first} to {last}, and the text allows {day}"
            );
            redate(a, &InferredDay { day, why });
            any = true;
        }
    }
    any
}

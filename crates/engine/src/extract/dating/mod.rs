//! The day of an HTML page by its witnesses: structured data, meta tags, marked elements, the address, and what the
//! page prints near its headline or under its article. Each speaks for a day with a weight; the day with the most is
//! taken.

mod names;
mod printed;
mod scan;
mod witness;

#[cfg(test)]
mod tests;

use super::dates::DateHit;
use super::published;
use crate::model::{Article, Line, LineClass, Precision, Published};
use jiff::civil::Date;
use witness::{Heard, Source, Witness};

/// The date of a page: `found` is what its metadata gives, `article` has its address and the lines of its text.
pub(super) fn of_html(source: &str, found: Option<Published>, article: &Article) -> Option<Published> {
    let mut scan = scan::scan(source);
    scan.url = article.url.as_deref().unwrap_or("");
    let body = |l: &&Line| l.class == LineClass::Body;
    let line = |l: Option<&Line>| l.map_or("", |l| l.span.of(&article.text));
    let first = line(article.lines.iter().find(body));
    let last = line(article.lines.iter().rfind(body));
    let hit = found.as_ref().and_then(hit_of);
    let Heard { witnesses, elsewhere } = witness::all(&scan, hit, article.headline_text(), first, last);
    let Some(day) = best(&witnesses, scan.address_month()) else {
        // Too little speaks for any day: what was found stays, unless the page prints it only elsewhere.
        let seen = |day: Date| {
            witnesses
                .iter()
                .any(|w| w.source != Source::Found && w.hit.value.date() == day)
        };
        return found.filter(|f| f.day().is_none_or(|day| seen(day) || !elsewhere.contains(&day)));
    };
    let Some(found) = found else {
        return told(&witnesses, day);
    };
    if found.day() != Some(day) {
        return told(&witnesses, day).or(Some(found));
    }
    // The same day with a clock time or a zone is better than without; a stamp whose zone was mended than as it stood.
    let own = |w: &&Witness| w.hit.value.date() == day && w.source.is_own();
    let finer = |w: &&Witness| {
        let same = Some(w.hit.value) == found.value && w.hit.precision == found.precision;
        let mended = w.source == Source::Found && Some(w.hit.value) != found.value;
        w.hit.precision < found.precision || mended || same && w.hit.offset.is_some() && found.offset.is_none()
    };
    let finer = witnesses
        .iter()
        .filter(own)
        .filter(finer)
        .max_by(|a, b| a.weight.total_cmp(&b.weight));
    Some(finer.map_or(found, |w| published::stated(w.hit, w.why)))
}

/// A stated date as a hit.
fn hit_of(found: &Published) -> Option<DateHit> {
    found.day()?;
    Some(DateHit {
        span: crate::model::Span::new(0, 0),
        value: found.value?,
        precision: found.precision,
        offset: found.offset,
    })
}

/// The finest witness of a day, of those the weightiest.
fn told(witnesses: &[Witness], day: Date) -> Option<Published> {
    let of_day = witnesses.iter().filter(|w| w.hit.value.date() == day);
    let strongest = of_day.clone().max_by(|a, b| a.weight.total_cmp(&b.weight))?;
    let clocked = of_day.filter(|w| w.hit.precision < Precision::Day && w.source.is_own());
    let finest = clocked.max_by(|a, b| a.weight.total_cmp(&b.weight));
    Some(published::stated(finest.unwrap_or(strongest).hit, strongest.why))
}

/// Least weight of a day that is taken.
const ENOUGH: f32 = 2.0;

/// The day for which most speaks; the weightiest witness of each source counts.
fn best(witnesses: &[Witness], month: Option<(i16, i8)>) -> Option<Date> {
    let mut days: Vec<(Date, f32)> = Vec::new();
    for w in witnesses {
        let day = w.hit.value.date();
        if days.iter().any(|d| d.0 == day) {
            continue;
        }
        let mut weight = 0.0;
        let of = |source: Source| {
            let of = witnesses
                .iter()
                .filter(|v| v.source == source && v.hit.value.date() == day);
            of.map(|v| v.weight).fold(0.0f32, f32::max)
        };
        // Structured data and meta tags are filled from one field: two of them say little more than one.
        let (mut most, mut sum) = (0.0f32, 0.0f32);
        for source in Source::ALL {
            let of = of(*source);
            if source.is_field() {
                (most, sum) = (most.max(of), sum + of);
            } else {
                weight += of;
            }
        }
        weight += most + (sum - most) * AGAIN;
        if month == Some((day.year(), day.month())) {
            weight += IN_MONTH;
        }
        days.push((day, weight));
    }
    // The first of equals stands nearer to the top of the order of sources.
    let mut best: Option<(Date, f32)> = None;
    for (day, weight) in days {
        if best.is_none_or(|b| weight > b.1) {
            best = Some((day, weight));
        }
    }
    best.filter(|b| b.1 >= ENOUGH).map(|b| b.0)
}

/// What a second field of the metadata counts of its weight.
const AGAIN: f32 = 0.2;

/// What it adds to a day that the address names its month.
const IN_MONTH: f32 = 1.5;

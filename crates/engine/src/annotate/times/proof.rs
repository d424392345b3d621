//! What an article's own dates prove about the day it was published.

use crate::model::*;
use jiff::ToSpan;
use jiff::civil::Date;
use sutradhar_text::calendar::weekday_of;

/// The range of days in which an article can have been published, as far as its own absolute dates prove it: (not before,
/// not after); `None` if they prove nothing.
///
/// A date with its year in a past clause was over when it was printed (`बुधवार 13 अगस्त 2025 को ... दी`: not before the 13th;
/// `2022 में ... की`: not before 1 January 2022). One in a future clause was still to come (`शुक्रवार 15 अगस्त 2025 को ... होगी`:
/// not after the 15th). Where the two contradict each other (a later update, a misread tense) only the lower bound stands.
/// Only absolute dates count, so the result does not depend on [`super::resolve`] having been called. `_text` is the article's
/// text, for rules that need the words around.
pub fn publication_range(times: &[TimeExpression], _text: &str) -> Option<(Option<Date>, Option<Date>)> {
    let (mut earliest, mut latest) = (None::<Date>, None::<Date>);
    for time in times {
        let Some((first, last)) = absolute(&time.form) else {
            continue;
        };
        match time.tense {
            Tense::Past => earliest = Some(earliest.map_or(first, |e| e.max(first))),
            Tense::Future => latest = Some(latest.map_or(last, |l| l.min(last))),
            _ => {}
        }
    }
    if let (Some(a), Some(b)) = (earliest, latest)
        && a > b
    {
        latest = None;
    }
    (earliest.is_some() || latest.is_some()).then_some((earliest, latest))
}

/// Whether an article with these expressions can have been published on `day`.
///
/// Dates with a year must lie on the side of `day` that their tense says (one day is given for time zones), and a weekday
/// beside a day and month without a year must be right in the year that `day` gives.
pub fn consistent(times: &[TimeExpression], day: Date) -> bool {
    times.iter().all(|time| {
        if let Some((first, last)) = absolute(&time.form) {
            return match time.tense {
                Tense::Past => first <= day.checked_add(1.day()).unwrap_or(day),
                Tense::Future => last >= day.checked_add((-1).day()).unwrap_or(day),
                _ => true,
            };
        }
        match time.form {
            TimeForm::Date {
                year: None,
                month: Some(month),
                day: Some(d),
                weekday: Some(weekday),
                ..
            } => [day.year() - 1, day.year(), day.year() + 1].iter().any(|y| {
                Date::new(*y, month, d).is_ok_and(|date| {
                    weekday_of(date) == weekday
                        && match time.tense {
                            Tense::Past => date <= day.checked_add(1.day()).unwrap_or(day),
                            Tense::Future => date >= day.checked_add((-1).day()).unwrap_or(day),
                            _ => (date - day).get_days().abs() < 200,
                        }
                        && (date - day).get_days().abs() < 370
                })
            }),
            _ => true,
        }
    })
}

/// The last day on or before `day` that is a `weekday` (0 Monday).
pub fn latest_weekday(weekday: i8, day: Date) -> Date {
    let back = i32::from((weekday_of(day) - weekday).rem_euclid(7));
    day.checked_add((-back).days()).unwrap_or(day)
}

/// First and last day of a form that names its year.
fn absolute(form: &TimeForm) -> Option<(Date, Date)> {
    match form {
        TimeForm::Date {
            year: Some(y),
            month,
            day,
            ..
        } => {
            let first = Date::new(*y, month.unwrap_or(1), day.unwrap_or(1)).ok()?;
            let last = match (month, day) {
                (Some(_), Some(_)) => first,
                (Some(_), None) => first.last_of_month(),
                _ => Date::new(*y, 12, 31).ok()?,
            };
            Some((first, last))
        }
        TimeForm::Range { from, to } => Some((absolute(from)?.0, absolute(to)?.1)),
        TimeForm::Years { from, to } => Some((Date::new(*from, 1, 1).ok()?, Date::new(*to, 12, 31).ok()?)),
        _ => None,
    }
}

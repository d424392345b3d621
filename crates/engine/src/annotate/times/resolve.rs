//! From what an expression says to the days it comes to.

use crate::model::*;
use jiff::ToSpan;
use jiff::civil::Date;
use sutradhar_text::calendar::weekday_of;

/// The result of resolving one expression.
pub(super) struct Resolved {
    pub(super) days: Option<(Date, Date)>,
    pub(super) value: String,
    pub(super) precision: Precision,
    pub(super) anchor: &'static str,
}

/// What it costs a day or month without a year, in days, to lie on the side that the tense speaks against: most of a year, so
/// that a past clause names a coming day (congratulations for the 15th) only if it is near and the past one nearly a year off.
const AGAINST_TENSE: i32 = 300;

/// What a weekday that does not fit the year costs, in days: less than a year, since newsrooms slip, but enough to choose
/// between a date half a year off either way.
const WRONG_WEEKDAY: i32 = 240;

fn none(precision: Precision) -> Resolved {
    Resolved {
        days: None,
        value: String::new(),
        precision,
        anchor: "none",
    }
}

fn span(a: Date, b: Date, precision: Precision, anchor: &'static str) -> Resolved {
    let value = if a == b { a.to_string() } else { format!("{a}/{b}") };
    Resolved {
        days: Some((a, b)),
        value,
        precision,
        anchor,
    }
}

/// `date` moved by a number of days, months or years; stays where it is at the ends of the calendar.
fn shift(date: Date, by: jiff::Span) -> Date {
    date.checked_add(by).unwrap_or(date)
}

fn month_days(year: i16, month: i8) -> Option<(Date, Date)> {
    let first = Date::new(year, month, 1).ok()?;
    Some((first, first.last_of_month()))
}

/// The year of a month (and day) that is written without one.
fn year_of(month: i8, day: Option<i8>, weekday: Option<i8>, tense: Tense, anchor: Date) -> i16 {
    let mut best = (i32::MAX, anchor.year());
    for year in [anchor.year() - 1, anchor.year(), anchor.year() + 1] {
        let Some((first, last)) = month_days(year, month) else {
            continue;
        };
        let mut misfit = 0;
        let (distance, against) = match day {
            Some(d) => {
                let Ok(date) = Date::new(year, month, d) else { continue };
                let slip = if weekday.is_some_and(|w| w != weekday_of(date)) {
                    WRONG_WEEKDAY
                } else {
                    0
                };
                misfit = slip;
                (days_between(anchor, date), AGAINST_TENSE)
            }
            None if first <= anchor && anchor <= last => (0, 0),
            None if last < anchor => (days_between(anchor, last), AGAINST_TENSE),
            None => (days_between(anchor, first), AGAINST_TENSE),
        };
        let wrong = match tense {
            Tense::Past if distance > 0 => against,
            Tense::Future if distance < 0 => against,
            Tense::Unknown | Tense::Present if distance > 0 => 30,
            _ => 0,
        };
        let cost = distance.abs() + wrong + misfit;
        if cost < best.0 {
            best = (cost, year);
        }
    }
    best.1
}

fn days_between(a: Date, b: Date) -> i32 {
    (b - a).get_days()
}

/// Resolves a form against one day; `previous` is the day that the text named last.
pub(super) fn resolve(form: &TimeForm, tense: Tense, anchor: Option<Date>, previous: Option<Date>) -> Resolved {
    match form {
        // A time of day in a report of what happened belongs to the day named before it.
        TimeForm::Date {
            year: None,
            month: None,
            hour: Some(_),
            ..
        } if tense == Tense::Past && previous.is_some() => match previous {
            Some(day) => on_day(day, form),
            None => date(form, tense, anchor),
        },
        TimeForm::Date { .. } => date(form, tense, anchor),
        TimeForm::Years { from, to } => match (Date::new(*from, 1, 1), Date::new(*to, 12, 31)) {
            (Ok(a), Ok(b)) => Resolved {
                days: Some((a, b)),
                value: format!("{from:04}/{to:04}"),
                precision: Precision::Year,
                anchor: "stated",
            },
            _ => none(Precision::Year),
        },
        TimeForm::Range { from, to } => range(from, to, tense, anchor, previous),
        TimeForm::FromPrevious { offset } => match previous {
            Some(day) => {
                let day = shift(day, offset.days());
                span(day, day, Precision::Day, "text")
            }
            None => none(Precision::Vague),
        },
        TimeForm::Vague => none(Precision::Vague),
        TimeForm::MonthWeek {
            year,
            month,
            year_offset,
            week,
        } => {
            let year = year
                .or_else(|| year_offset.and_then(|o| Some(anchor?.year() + i16::from(o))))
                .or_else(|| anchor.map(|a| year_of(*month, None, None, tense, a)));
            match year.and_then(|y| month_days(y, *month)) {
                Some((first, last)) => {
                    let a = shift(first, (i32::from(*week - 1) * 7).days());
                    span(a.min(last), shift(a, 6.days()).min(last), Precision::Week, "published")
                }
                None => none(Precision::Week),
            }
        }
        _ => match anchor {
            Some(anchor) => relative(form, tense, anchor),
            None => none(precision_of(form)),
        },
    }
}

fn precision_of(form: &TimeForm) -> Precision {
    match form {
        TimeForm::Period { unit, .. } | TimeForm::Ago { unit, .. } => match unit {
            TimeUnit::Week => Precision::Week,
            TimeUnit::Month => Precision::Month,
            TimeUnit::Year => Precision::Year,
            _ => Precision::Day,
        },
        _ => Precision::Day,
    }
}

fn date(form: &TimeForm, tense: Tense, anchor: Option<Date>) -> Resolved {
    let TimeForm::Date {
        year,
        month,
        day,
        weekday,
        year_offset,
        hour,
        minute,
    } = form
    else {
        return none(Precision::None);
    };
    let Some(month) = *month else {
        return match (year, hour) {
            (Some(y), _) => match (Date::new(*y, 1, 1), Date::new(*y, 12, 31)) {
                (Ok(a), Ok(b)) => Resolved {
                    days: Some((a, b)),
                    value: format!("{y:04}"),
                    precision: Precision::Year,
                    anchor: "stated",
                },
                _ => none(Precision::Year),
            },
            (None, Some(h)) => Resolved {
                days: None,
                value: format!("T{h:02}:{:02}", minute.unwrap_or(0)),
                precision: if minute.is_some() {
                    Precision::Minute
                } else {
                    Precision::Hour
                },
                anchor: "none",
            },
            _ => none(Precision::None),
        };
    };
    let (stated, year) = match (year, year_offset, anchor) {
        (Some(y), _, _) => ("stated", *y),
        (None, Some(o), Some(a)) => ("published", a.year() + i16::from(*o)),
        (None, None, Some(a)) => ("published", year_of(month, *day, *weekday, tense, a)),
        _ => {
            return none(if day.is_some() {
                Precision::Day
            } else {
                Precision::Month
            });
        }
    };
    let Some(day) = *day else {
        return match month_days(year, month) {
            Some(days) => Resolved {
                days: Some(days),
                value: format!("{year:04}-{month:02}"),
                precision: Precision::Month,
                anchor: stated,
            },
            None => none(Precision::Month),
        };
    };
    let Ok(mut date) = Date::new(year, month, day) else {
        return none(Precision::Day);
    };
    let Some(hour) = *hour else {
        return span(date, date, Precision::Day, stated);
    };
    if hour >= 24 {
        date = shift(date, 1.day());
    }
    Resolved {
        days: Some((date, date)),
        value: format!("{date}T{:02}:{:02}", hour % 24, minute.unwrap_or(0)),
        precision: if minute.is_some() {
            Precision::Minute
        } else {
            Precision::Hour
        },
        anchor: stated,
    }
}

/// A time of day on a day that the text named before.
fn on_day(day: Date, form: &TimeForm) -> Resolved {
    let TimeForm::Date {
        hour: Some(hour),
        minute,
        ..
    } = form
    else {
        return none(Precision::None);
    };
    Resolved {
        days: Some((day, day)),
        value: format!("{day}T{:02}:{:02}", hour % 24, minute.unwrap_or(0)),
        precision: if minute.is_some() {
            Precision::Minute
        } else {
            Precision::Hour
        },
        anchor: "text",
    }
}

fn range(from: &TimeForm, to: &TimeForm, tense: Tense, anchor: Option<Date>, previous: Option<Date>) -> Resolved {
    let b = resolve(to, tense, anchor, previous);
    let a = resolve(from, tense, anchor, previous);
    match (a.days, b.days) {
        (Some((mut start, _)), Some((_, mut end))) => {
            // An end without a year takes that of the other end.
            if end < start {
                if matches!(to, TimeForm::Date { year: None, .. }) {
                    end = shift(end, 1.year());
                } else {
                    start = shift(start, (-1).year());
                }
            }
            if end < start {
                return none(a.precision);
            }
            let value = if a.value.len() == b.value.len() && a.value.len() < 10 {
                format!("{}/{}", a.value, b.value)
            } else {
                format!("{start}/{end}")
            };
            Resolved {
                days: Some((start, end)),
                value,
                precision: a.precision.max(b.precision),
                anchor: a.anchor,
            }
        }
        _ if a.value.starts_with('T') && b.value.starts_with('T') => Resolved {
            days: None,
            value: format!("{}/{}", a.value, b.value),
            precision: a.precision,
            anchor: "none",
        },
        _ => none(b.precision),
    }
}

fn relative(form: &TimeForm, tense: Tense, anchor: Date) -> Resolved {
    match *form {
        TimeForm::Weekday { weekday, week_offset } => {
            let today = weekday_of(anchor);
            let back = i32::from((today - weekday).rem_euclid(7));
            let by = match (week_offset, tense) {
                (Some(-1), _) => -(if back == 0 { 7 } else { back }),
                (Some(_), _) => 7 - back,
                (None, Tense::Future) if back > 0 => 7 - back,
                _ => -back,
            };
            let day = shift(anchor, by.days());
            span(day, day, Precision::Day, "published")
        }
        TimeForm::Day { offset, either } => {
            let offset = if either && tense != Tense::Future {
                -offset
            } else {
                offset
            };
            let day = shift(anchor, offset.days());
            span(day, day, Precision::Day, "published")
        }
        TimeForm::Period { unit, offset } => match unit {
            TimeUnit::Week => {
                let monday = shift(anchor, (offset * 7 - i32::from(weekday_of(anchor))).days());
                span(monday, shift(monday, 6.days()), Precision::Week, "published")
            }
            TimeUnit::Month => {
                let day = shift(anchor.first_of_month(), offset.months());
                Resolved {
                    days: Some((day, day.last_of_month())),
                    value: format!("{:04}-{:02}", day.year(), day.month()),
                    precision: Precision::Month,
                    anchor: "published",
                }
            }
            TimeUnit::Year => year(anchor, offset),
            TimeUnit::Hour | TimeUnit::Day => {
                let day = shift(anchor, offset.days());
                span(day, day, Precision::Day, "published")
            }
        },
        TimeForm::Ago { unit, count } => match unit {
            TimeUnit::Hour => {
                let day = shift(anchor, (count / 24).days());
                span(day, day, Precision::Day, "published")
            }
            TimeUnit::Day => {
                let day = shift(anchor, count.days());
                span(day, day, Precision::Day, "published")
            }
            TimeUnit::Week => {
                let day = shift(anchor, (count.saturating_mul(7)).days());
                span(day, day, Precision::Week, "published")
            }
            TimeUnit::Month => {
                let day = shift(anchor.first_of_month(), count.months());
                Resolved {
                    days: Some((day, day.last_of_month())),
                    value: format!("{:04}-{:02}", day.year(), day.month()),
                    precision: Precision::Month,
                    anchor: "published",
                }
            }
            TimeUnit::Year => year(anchor, count),
        },
        TimeForm::Window { unit, count } => {
            let far = match unit {
                TimeUnit::Hour => shift(anchor, (count.signum() * (count.abs() + 23).div_euclid(24)).days()),
                TimeUnit::Day => shift(anchor, count.days()),
                TimeUnit::Week => shift(anchor, count.saturating_mul(7).days()),
                TimeUnit::Month => shift(anchor, count.months()),
                TimeUnit::Year => shift(anchor, count.clamp(-9000, 9000).years()),
            };
            let precision = match unit {
                TimeUnit::Week => Precision::Week,
                TimeUnit::Month => Precision::Month,
                TimeUnit::Year => Precision::Year,
                _ => Precision::Day,
            };
            span(far.min(anchor), far.max(anchor), precision, "published")
        }
        _ => none(Precision::None),
    }
}

fn year(anchor: Date, offset: i32) -> Resolved {
    let year = i32::from(anchor.year()) + offset;
    match i16::try_from(year)
        .ok()
        .and_then(|y| Some((y, Date::new(y, 1, 1).ok()?, Date::new(y, 12, 31).ok()?)))
    {
        Some((y, a, b)) => Resolved {
            days: Some((a, b)),
            value: format!("{y:04}"),
            precision: Precision::Year,
            anchor: "published",
        },
        None => none(Precision::Year),
    }
}

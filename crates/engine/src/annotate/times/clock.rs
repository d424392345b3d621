//! Times of the clock: `12 बजे`, `10:30 बजे`, `शाम सात से सुबह सात बजे तक`, `12 बजकर 35 मिनट`.

use super::grammar::{Found, found, unit, word};
use super::lexicon::{Part, Role, TimeWord, Unit, has_role};
use super::words::Words;
use crate::model::TimeForm;
use sutradhar_text::numbers::{number_at, single};

/// A clock time after word `last`: (last word, hour, minute). `12 बजे`, `10:30 बजे`, `02:09 PM`.
pub(super) fn clock_after(t: &Words, last: usize, part: Option<Part>) -> Option<(usize, i8, Option<i8>)> {
    if t.gap(last).contains(['।', '\n', '(']) {
        return None;
    }
    clock(t, last + 1, part)
}

fn clock(t: &Words, i: usize, part: Option<Part>) -> Option<(usize, i8, Option<i8>)> {
    // "सुबह करीब चार बजे"
    let i = i + usize::from(has_role(t.word(i), Role::About));
    let (mut end, mut minute) = (i, None);
    // "साढ़े 11 बजे", "डेढ़ बजे"
    let half = number_at(t, i).filter(|n| n.value.fract() != 0.0 && n.max.is_none() && !t.word(i).contains('.'));
    // "12 बजकर 35 मिनट"
    if let Some(found) = hour_and_minutes(t, i, part) {
        return Some(found);
    }
    let hour = match half {
        Some(n) => {
            end = n.last;
            minute = Some((n.value.fract() * 60.0) as i8);
            n.value
        }
        None => single(t, i).or_else(|| t.word(i).parse().ok())?,
    };
    if !(0.0..=24.0).contains(&hour) {
        return None;
    }
    let hour = hour.floor() as i8;
    if half.is_none() && matches!(t.gap(i), ":") {
        let m: i8 = t.word(i + 1).parse().ok().filter(|m| (0..60).contains(m))?;
        (end, minute) = (i + 1, Some(m));
    }
    // "8.38 बजे"
    if let Some((_, m)) = t.word(i).split_once('.') {
        minute = Some(m.parse().ok().filter(|m| (0..60).contains(m))?);
    }
    let mark = t.word(end + 1);
    let part = match mark {
        "am" => Some(Part::Morning),
        "pm" => Some(Part::Afternoon),
        _ if word(t, end + 1) == Some(TimeWord::Clock) => part,
        _ => return None,
    };
    Some((end + 1, of_day(hour, part), minute))
}

/// The hour of the day that an hour of a part of the day is; 24 is midnight at its end.
fn of_day(hour: i8, part: Option<Part>) -> i8 {
    match part {
        Some(Part::Afternoon) if (1..12).contains(&hour) => hour + 12,
        Some(Part::Night | Part::Late) if (6..12).contains(&hour) => hour + 12,
        Some(Part::Night | Part::Late) if hour == 12 => 24,
        Some(Part::Morning) if hour == 12 => 0,
        _ => hour,
    }
}

/// Hours and minutes in words: `12 बजकर 35 मिनट`, `১০টা ৩০ মিনিটে`, `१० वाजून ३० मिनिटांनी`, `10 વાગ્યે ને 30 મિનિટે`.
fn hour_and_minutes(t: &Words, i: usize, part: Option<Part>) -> Option<(usize, i8, Option<i8>)> {
    let hour = single(t, i).filter(|h| (1.0..=24.0).contains(h))? as i8;
    if !has_role(t.word(i + 1), Role::Past) {
        return None;
    }
    let minute = single(t, i + 2).filter(|m| (0.0..60.0).contains(m))? as i8;
    (unit(t, i + 3) == Some(Unit::Minute)).then(|| (i + 3, of_day(hour, part), Some(minute)))
}

fn at_clock(hour: i8, minute: Option<i8>) -> TimeForm {
    TimeForm::Date {
        year: None,
        month: None,
        day: None,
        weekday: None,
        year_offset: None,
        hour: Some(hour % 24),
        minute,
    }
}

/// ## What it finds
/// Times of day whose day is not said: `शाम सात से सुबह सात बजे तक`, `सुबह 10 बजे`, `10:30 बजे`.
/// ## Limits
/// The hour is read by the part of the day named before it; without one it is taken as written.
pub(super) fn clock_range(t: &Words, i: usize) -> Option<Found> {
    let (mut j, mut part) = (i, None);
    while let Some(TimeWord::Part(p)) = word(t, j) {
        if !t.joined(j) {
            return None;
        }
        part = Some(p);
        j += 1;
        // "रात के साढ़े बारह बजे", "रात में 12 बजकर 35 मिनट"
        if matches!(t.word(j), "के" | "को" | "में" | "at")
            && t.joined(j)
            && single(t, j + 1).or(number_at(t, j + 1).map(|n| n.value)).is_some()
        {
            j += 1;
        }
    }
    if let Some((end, hour, minute)) = clock(t, j, part) {
        let from = at_clock(hour, minute);
        if t.joined(end)
            && t.word(end + 1) == "से"
            && let Some((end, to)) = clock_end(t, end + 2)
        {
            return found(
                end,
                TimeForm::Range {
                    from: Box::new(from),
                    to: Box::new(to),
                },
            );
        }
        return found(end, from);
    }
    // "शाम सात से सुबह सात बजे": the first hour has no mark of its own.
    let hour = single(t, j).filter(|h| (1.0..=12.0).contains(h))? as i8;
    if t.joined(j) && t.word(j + 1) == "से" && (part.is_some() || j == i) {
        let (end, to) = clock_end(t, j + 2)?;
        let hour = match part {
            Some(Part::Afternoon) if hour < 12 => hour + 12,
            Some(Part::Night) if (6..12).contains(&hour) => hour + 12,
            _ => hour,
        };
        return found(
            end,
            TimeForm::Range {
                from: Box::new(at_clock(hour, None)),
                to: Box::new(to),
            },
        );
    }
    None
}

fn clock_end(t: &Words, i: usize) -> Option<(usize, TimeForm)> {
    let part = match word(t, i) {
        Some(TimeWord::Part(p)) => Some(p),
        _ => None,
    };
    let (end, hour, minute) = clock(t, i + usize::from(part.is_some()), part)?;
    Some((end, at_clock(hour, minute)))
}

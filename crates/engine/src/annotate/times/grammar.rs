//! The grammar of time expressions: what begins at a word, and how far it goes.
//!
//! Rules are tried in the order of [`expression`]; the first that fits wins. Each gives the words it covers and a symbolic
//! [`TimeForm`]; nothing here knows the anchor.

use super::clock::{clock_after, clock_range};
use super::dates::{self, Dated};
use super::lexicon::{Lexicon, Part, Role, TimeWord, Unit, ends_in, has_role};
use super::words::Words;
use crate::model::{TimeForm, TimeUnit};
use sutradhar_text::calendar::{is_sure_weekday, month_folded, weekday_folded};
use sutradhar_text::numbers::{number_at, number_word, ordinal, single};

/// An expression over words `first..=last`.
pub(super) struct Found {
    pub(super) last: usize,
    pub(super) form: TimeForm,
}

pub(super) fn found(last: usize, form: TimeForm) -> Option<Found> {
    Some(Found { last, form })
}

pub(super) fn word(t: &Words, i: usize) -> Option<TimeWord> {
    t.lexicon.time_word(t.word(i))
}

pub(super) fn unit(t: &Words, i: usize) -> Option<Unit> {
    match word(t, i)? {
        TimeWord::Unit(u) => Some(u),
        _ => None,
    }
}

/// Whether an expression may begin with a folded word: most words are passed over with a few look-ups.
pub(super) fn may_begin(lexicon: &Lexicon, word: &str) -> bool {
    word.is_ascii()
        || word.starts_with(|c: char| c.is_ascii_digit())
        || lexicon.time_word(word).is_some()
        || number_word(word).is_some()
        || weekday_folded(word).is_some()
        || month_folded(word).is_some()
        || !lexicon.vague_phrases(word).is_empty()
        || !lexicon.named_days(word).is_empty()
        || has_role(word, Role::Begin)
}

/// The expression that begins at word `i`, its postposition included.
pub(super) fn expression(t: &Words, i: usize) -> Option<Found> {
    let core = vague(t, i)
        .or_else(|| clock_range(t, i))
        .or_else(|| quarter(t, i))
        .or_else(|| named_day(t, i))
        .or_else(|| dated(t, i))
        .or_else(|| moved(t, i))
        .or_else(|| counted(t, i))
        .or_else(|| weekday(t, i))
        .or_else(|| relative_day(t, i))
        .or_else(|| previous(t, i))
        .or_else(|| late_night(t, i))?;
    Some(with_tail(t, core))
}

/// Takes in the part of the day, the clock time and the postposition that follow.
fn with_tail(t: &Words, mut core: Found) -> Found {
    let plain_day = matches!(
        core.form,
        TimeForm::Date { day: Some(_), .. } | TimeForm::Weekday { .. } | TimeForm::FromPrevious { .. }
    ) || (matches!(core.form, TimeForm::Day { .. }) && clock_follows(t, core.last));
    if matches!(
        core.form,
        TimeForm::Date {
            day: Some(_),
            weekday: None,
            ..
        }
    ) && let Some(last) = repeated_weekday(t, core.last)
    {
        if let TimeForm::Date { weekday, .. } = &mut core.form {
            *weekday = weekday_folded(t.word(last));
        }
        core.last = last;
        if t.word(last + 1) == "को" {
            core.last += 1;
        }
        return core;
    }
    if plain_day {
        let mut j = core.last;
        // "24 मार्च को रात 12 बजे", "बृहस्पतिवार की शाम"
        if t.joined(j)
            && matches!(t.word(j + 1), "को" | "की" | "के" | "at")
            && matches!(word(t, j + 2), Some(TimeWord::Part(_)))
            && t.joined(j + 1)
        {
            j += 1;
        }
        let mut part = None;
        while t.joined(j)
            && let Some(TimeWord::Part(p)) = word(t, j + 1)
        {
            part = Some(p);
            j += 1;
        }
        if let Some((end, hour, minute)) = clock_after(t, j, part) {
            j = end;
            if let TimeForm::Date { hour: h, minute: m, .. } = &mut core.form {
                (*h, *m) = (Some(hour), minute);
            }
            core.last = j;
        } else if part.is_some() {
            core.last = j;
        }
    }
    if t.joined(core.last)
        && word(t, core.last + 1) == Some(TimeWord::Post)
        && !matches!(t.word(core.last + 2), "पहले" | "पूर्व" if t.word(core.last + 1) == "से")
    {
        core.last += 1;
    }
    core
}

fn clock_follows(t: &Words, last: usize) -> bool {
    t.joined(last) && matches!(word(t, last + 1), Some(TimeWord::Part(_))) && clock_after(t, last + 1, None).is_some()
}

/// ## What it finds
/// Phrases that name no day: `हाल ही में`, `निकट भविष्य में`, `कई हफ्तों से`, `कुछ दिन पहले`.
fn vague(t: &Words, i: usize) -> Option<Found> {
    for phrase in t.lexicon.vague_phrases(t.word(i)) {
        if (0..phrase.len()).all(|k| t.word(i + k) == phrase[k] && (k == 0 || t.joined(i + k - 1))) {
            return found(i + phrase.len() - 1, TimeForm::Vague);
        }
    }
    // "[पिछले] कई हफ्तों से", "कुछ माह पहले"
    let j = if matches!(word(t, i), Some(TimeWord::Move(_))) && t.joined(i) {
        i + 1
    } else {
        i
    };
    if word(t, j) != Some(TimeWord::Some) || !t.joined(j) {
        return None;
    }
    let u = unit(t, j + 1)?;
    if u == Unit::Minute {
        return None;
    }
    let next = t.word(j + 2);
    if word(t, j + 2) == Some(TimeWord::Ago) && t.joined(j + 1) {
        return found(j + 2, TimeForm::Vague);
    }
    (j > i || (next == "से" && t.joined(j + 1))).then(|| Found {
        last: j + 1,
        form: TimeForm::Vague,
    })
}

/// ## What it finds
/// Calendar dates, months and years, ranges of them: see [`dates`].
fn dated(t: &Words, i: usize) -> Option<Found> {
    let Dated { last, form } = dates::date(t, i)?;
    // "28 नवंबर, 2021 से 4 दिसंबर, 2021 के बीच", "एक अप्रैल से 29 अप्रैल तक"
    if t.joined(last)
        && has_role(t.word(last + 1), Role::Range)
        && t.joined(last + 1)
        && let Some(to) = dates::date(t, last + 2)
        && !matches!(form, TimeForm::Range { .. })
        && !matches!(to.form, TimeForm::Range { .. })
    {
        let mut end = to.last;
        if t.joined(end) && t.word(end + 1) == "के" && t.word(end + 2) == "बीच" {
            end += 2;
        }
        return found(
            end,
            TimeForm::Range {
                from: Box::new(form),
                to: Box::new(to.form),
            },
        );
    }
    found(last, form)
}

/// ## What it finds
/// A quarter of a year: `2025 की चौथी तिमाही`, `fourth quarter of 2025`.
/// ## Limits
/// Quarters are those of the calendar; financial years are not known.
fn quarter(t: &Words, i: usize) -> Option<Found> {
    let (year, at, last) = match t.word(i).parse::<i16>() {
        Ok(year) if matches!(t.word(i + 1), "की" | "के") => (year, i + 2, i + 3),
        _ if matches!(t.word(i + 2), "of" | "in") => (t.word(i + 3).parse().ok()?, i, i + 3),
        _ => return None,
    };
    let n = ordinal(t, at).filter(|n| (1.0..=4.0).contains(n))? as i8;
    let fits = (1900..2200).contains(&year) && unit(t, at + 1) == Some(Unit::Quarter);
    fits.then(|| Found {
        last,
        form: TimeForm::Range {
            from: Box::new(dates::of_month(3 * n - 2, None, Some(year), None)),
            to: Box::new(dates::of_month(3 * n, None, Some(year), None)),
        },
    })
}

/// ## What it finds
/// Days of the civil calendar by name: `गणतंत्र दिवस पर`, `on Independence Day`.
/// ## Limits
/// Only with a postposition or "on": the parade of Republic Day is no date. Feasts of the moon calendars are not known.
fn named_day(t: &Words, i: usize) -> Option<Found> {
    let (phrase, month, day) = t
        .lexicon
        .named_days(t.word(i))
        .iter()
        .find(|(phrase, ..)| (0..phrase.len()).all(|k| t.word(i + k) == phrase[k]))?;
    let last = i + phrase.len() - 1;
    let glued = ends_in(t.word(last), Role::DayEnding);
    let on = i > 0 && matches!(t.word(i - 1), "on" | "by" | "since" | "before" | "after");
    let placed = t.joined(last)
        && has_role(t.word(last + 1), Role::On)
        && (t.word(last + 1) != "के" || matches!(t.word(last + 2), "दिन" | "मौके" | "अवसर"));
    (glued && !t.word(last).ends_with("ंती") || on || placed).then(|| Found {
        last,
        form: dates::of_month(*month, Some(*day), None, None),
    })
}

fn model_unit(u: Unit) -> Option<TimeUnit> {
    Some(match u {
        Unit::Hour => TimeUnit::Hour,
        Unit::Day => TimeUnit::Day,
        Unit::Week => TimeUnit::Week,
        Unit::Month => TimeUnit::Month,
        Unit::Year => TimeUnit::Year,
        Unit::Minute | Unit::Quarter => return None,
    })
}

/// ## What it finds
/// Last, this or next: `पिछले हफ्ते`, `इस साल`, `अगले आठ दिन`, `पिछले 24 घंटे में`, `पिछले शुक्रवार को`, `पिछले साल जून में`.
/// ## Limits
/// `इस दिन` names the date before it and is left to [`previous`].
fn moved(t: &Words, i: usize) -> Option<Found> {
    let TimeWord::Move(step) = word(t, i)? else { return None };
    if !t.joined(i) {
        return None;
    }
    let mut j = i + 1;
    if matches!(t.word(j), "ही" | "वाले" | "the") {
        j += 1;
    }
    if let Some(weekday) = weekday_folded(t.word(j)).filter(|_| is_sure_weekday(t.word(j))) {
        return found(
            j,
            TimeForm::Weekday {
                weekday,
                week_offset: (step != 0).then_some(step as i8),
            },
        );
    }
    if let Some(n) = number_at(t, j) {
        let u = unit(t, n.last + 1).and_then(model_unit)?;
        let count = (n.max.unwrap_or(n.value)).clamp(0.0, 1e6) as i32;
        if step == 0 || n.value.fract() != 0.0 || !(t.joined(n.last) || t.hyphened(n.last)) || more_than(t, n.last + 2)
        {
            return None;
        }
        return found(
            n.last + 1,
            TimeForm::Window {
                unit: u,
                count: count * step,
            },
        );
    }
    if let Some(month) = dates::bare_month(t.word(j)) {
        return found(
            j,
            dates::of_month(month, None, None, if step == 0 { None } else { Some(step as i8) }),
        );
    }
    let u = unit(t, j)?;
    // "पिछले साल जून [2024]"
    if u == Unit::Year
        && t.joined(j)
        && let Some(inner) = dates::date(t, j + 1)
    {
        let mut form = inner.form;
        if let TimeForm::Date { year_offset, .. } | TimeForm::MonthWeek { year_offset, .. } = &mut form {
            *year_offset = Some(step as i8);
            return found(inner.last, form);
        }
    }
    // "बीते दिन शुक्रवार को"
    if u == Unit::Day {
        if t.joined(j)
            && let Some(inner) = weekday(t, j + 1)
        {
            return found(inner.last, inner.form);
        }
        return match step {
            -1 => found(
                j,
                TimeForm::Day {
                    offset: -1,
                    either: false,
                },
            ),
            1 => found(j, TimeForm::FromPrevious { offset: 1 }),
            _ => None,
        };
    }
    found(
        j,
        TimeForm::Period {
            unit: model_unit(u).filter(|u| *u != TimeUnit::Hour)?,
            offset: step,
        },
    )
}

/// The last word of a weekday that only repeats the date before it: `10 अगस्त (रविवार) को`, `17 अगस्त को रविवार`.
fn repeated_weekday(t: &Words, last: usize) -> Option<usize> {
    let (j, bracket) = if t.gap(last).trim() == "(" {
        (last + 1, true)
    } else if t.joined(last) && t.word(last + 1) == "को" && t.joined(last + 1) {
        (last + 2, false)
    } else {
        return None;
    };
    let weekday = weekday_folded(t.word(j)).is_some() && is_sure_weekday(t.word(j));
    (weekday && (!bracket || t.gap(j).trim_start().starts_with(')'))).then_some(j)
}

/// "से अधिक" and the like after word `i`: a duration, not a window.
fn more_than(t: &Words, i: usize) -> bool {
    matches!(t.word(i), "से") && matches!(t.word(i + 1), "अधिक" | "ज्यादा" | "भी" | "कम")
}

/// ## What it finds
/// A count of units that ends at the anchor: `दो दिन पहले`, `एक हफ्ते पहले तक`, `3 days ago`, `24 घंटे में`, `एक-दो दिन में`.
/// ## Limits
/// Without पहले only 24, 48 and 72 hours and a range of days are taken: `14 दिन में` is a duration.
fn counted(t: &Words, i: usize) -> Option<Found> {
    let n = number_at(t, i).filter(|n| n.value.fract() == 0.0 && n.value < 10_000.0)?;
    if !(t.joined(n.last) || t.hyphened(n.last)) {
        return None;
    }
    let u = unit(t, n.last + 1).and_then(model_unit)?;
    let at = n.last + 1;
    let count = n.value as i32;
    let glued_ago = ends_in(t.word(at), Role::AgoEnding);
    if glued_ago || (t.joined(at) && word(t, at + 1) == Some(TimeWord::Ago)) {
        if u == TimeUnit::Hour && count < 24 {
            return None;
        }
        return found(
            if glued_ago { at } else { at + 1 },
            TimeForm::Ago { unit: u, count: -count },
        );
    }
    let within = t.joined(at) && matches!(t.word(at + 1), "में" | "के" | "मध्ये") || ends_in(t.word(at), Role::WithinEnding);
    if within && u == TimeUnit::Hour && count % 24 == 0 && (24..=72).contains(&count) {
        return found(at, TimeForm::Window { unit: u, count: -count });
    }
    if within && u == TimeUnit::Day && n.max.is_some() && t.word(at + 1) == "में" {
        let count = n.max.unwrap_or(n.value) as i32;
        return found(at, TimeForm::Window { unit: u, count });
    }
    None
}

/// ## What it finds
/// A weekday, with or without a part of the day: `मंगलवार को`, `बुधवार रात`, `on Friday`.
/// ## Limits
/// Short forms (मंगल, शनि, रवि, sun) mean other things and count only beside a date.
fn weekday(t: &Words, i: usize) -> Option<Found> {
    let weekday = weekday_folded(t.word(i)).filter(|_| is_sure_weekday(t.word(i)))?;
    found(
        i,
        TimeForm::Weekday {
            weekday,
            week_offset: None,
        },
    )
}

/// ## What it finds
/// आज, कल, परसों, yesterday.
/// ## Limits
/// `आज तक` is left out (a channel, or "never yet"), and so is आज for nowadays (`आज के दौर में`).
fn relative_day(t: &Words, i: usize) -> Option<Found> {
    match word(t, i)? {
        TimeWord::Day(0) if t.word(i + 1) == "तक" => None,
        TimeWord::Day(0)
            if matches!(t.word(i + 1), "के" | "की" | "का")
                && matches!(
                    t.word(i + 2),
                    "समय"
                        | "दौर"
                        | "जमाने"
                        | "युग"
                        | "युवा"
                        | "युवाओं"
                        | "बच्चे"
                        | "बच्चों"
                        | "हालात"
                        | "माहौल"
                        | "भारत"
                        | "पीढी"
                ) =>
        {
            None
        }
        TimeWord::Day(offset) => found(i, TimeForm::Day { offset, either: false }),
        TimeWord::Either(offset) => found(i, TimeForm::Day { offset, either: true }),
        _ => None,
    }
}

/// ## What it finds
/// Days counted from the date named before: `दूसरे दिन`, `पहले दिन`, `अगले दिन`, `इसी दिन`, `इसके कुछ घंटों बाद`;
/// with a weekday beside it the weekday decides.
fn previous(t: &Words, i: usize) -> Option<Found> {
    if matches!(t.word(i), "इसके" | "उसके") && t.joined(i) {
        let counted = matches!(word(t, i + 1), Some(TimeWord::Some)) || single(t, i + 1).is_some();
        if counted && unit(t, i + 2) == Some(Unit::Hour) && t.word(i + 3) == "बाद" {
            return found(i + 3, TimeForm::FromPrevious { offset: 0 });
        }
        return None;
    }
    if matches!(t.word(i), "इस" | "इसी" | "उसी" | "उस") && t.word(i + 1) == "दिन" {
        return found(i + 1, TimeForm::FromPrevious { offset: 0 });
    }
    let (j, offset) = match ordinal(t, i) {
        Some(n) if (1.0..=15.0).contains(&n) => (i, n as i32 - 1),
        _ => return None,
    };
    if !t.joined(j) || t.word(j + 1) != "दिन" {
        return None;
    }
    if t.joined(j + 1)
        && let Some(inner) = weekday(t, j + 2)
    {
        return Some(inner);
    }
    let continued = i > 0 && t.word(i - 1) == "लगातार";
    found(
        j + 1,
        if continued {
            TimeForm::Day {
                offset: 0,
                either: false,
            }
        } else {
            TimeForm::FromPrevious { offset }
        },
    )
}

/// ## What it finds
/// `देर रात`, the night before the report.
/// ## Limits
/// Other bare parts of a day (सुबह, शाम) are too often habitual and are left out.
fn late_night(t: &Words, i: usize) -> Option<Found> {
    (word(t, i) == Some(TimeWord::Part(Part::Late))
        && t.joined(i)
        && word(t, i + 1) == Some(TimeWord::Part(Part::Night))
        && t.word(i + 2) != "तक")
        .then(|| Found {
            last: i + 1,
            form: TimeForm::Day {
                offset: -1,
                either: false,
            },
        })
}

//! Calendar dates as written: 13 अगस्त 2025, Aug 13, 2025, 13/08/2025, 15-16 मार्च, जून 2024, साल 2019, 1910-45.

use super::lexicon::{Role, has_role};
use super::words::Words;
use crate::model::TimeForm;
use sutradhar_text::calendar::{is_inflected_month, is_sure_month, month_folded, weekday_folded};
use sutradhar_text::numbers::{is_to, number_at, ordinal, single};
use sutradhar_text::tokens::digit_ordinal;

/// A date over words up to `last`.
pub(super) struct Dated {
    pub(super) last: usize,
    pub(super) form: TimeForm,
}

/// A month by a name that may stand alone.
pub(super) fn bare_month(word: &str) -> Option<i8> {
    month_folded(word).filter(|_| is_sure_month(word))
}

/// A date form of a month.
pub(super) fn of_month(month: i8, day: Option<i8>, year: Option<i16>, year_offset: Option<i8>) -> TimeForm {
    TimeForm::Date {
        year,
        month: Some(month),
        day,
        weekday: None,
        year_offset,
        hour: None,
        minute: None,
    }
}

fn year(t: &Words, i: usize) -> Option<i16> {
    let word = t.word(i);
    (word.len() == 4 && word.bytes().all(|b| b.is_ascii_digit()))
        .then(|| word.parse::<i16>().ok())
        .flatten()
        .filter(|y| (1700..2200).contains(y))
}

fn day(t: &Words, i: usize) -> Option<i8> {
    let word = t.word(i);
    let two = word.len() == 2 && word.starts_with('0');
    let value = if two {
        word.parse().ok()
    } else {
        single(t, i).or_else(|| digit_ordinal(word))
    };
    value
        .filter(|v: &f64| v.fract() == 0.0 && (1.0..=31.0).contains(v))
        .map(|v| v as i8)
}

/// Whether a blank, or a comma and a blank, parts word `i` from the next.
fn near(t: &Words, i: usize) -> bool {
    i + 1 < t.len() && matches!(t.gap(i).trim(), "" | ",") && !t.gap(i).contains('\n')
}

/// The date that begins at word `i`.
pub(super) fn date(t: &Words, i: usize) -> Option<Dated> {
    let mut at = i;
    let weekday = weekday_folded(t.word(i)).filter(|_| i + 1 < t.len());
    let mut bracket = false;
    if weekday.is_some() {
        let gap = t.gap(i).trim();
        bracket = gap == "(";
        if !matches!(gap, "" | "," | "(" | "-") {
            return None;
        }
        at += 1;
    }
    let mut out = day_month(t, at).or_else(|| if weekday.is_none() { without_day(t, at) } else { None })?;
    if let Some(w) = weekday {
        match &mut out.form {
            TimeForm::Date {
                weekday, day: Some(_), ..
            } => *weekday = Some(w),
            _ => return None,
        }
        if bracket && !t.gap(out.last).trim_start().starts_with(')') {
            return None;
        }
        if bracket && t.word(out.last + 1) == "को" {
            out.last += 1;
        }
    }
    Some(out)
}

fn day_month(t: &Words, i: usize) -> Option<Dated> {
    if let Some(d) = numeric(t, i) {
        return Some(d);
    }
    if let Some(first) = day(t, i) {
        // "15-16 मार्च", "24 से 26 मार्च", "14, 15 और 16 मार्च"
        let second = if let Some(at) = listed(t, i) {
            Some(at)
        } else if t.hyphened(i) {
            Some(i + 1)
        } else if t.joined(i) && is_to(t.word(i + 1)) {
            Some(i + 2)
        } else {
            None
        };
        if let Some(at) = second
            && let Some(last_day) = day(t, at).filter(|d| *d > first)
            && (t.joined(at) || t.hyphened(at))
            && let Some(month) = month_folded(t.word(at + 1))
        {
            let (last, year) = year_after(t, at + 1);
            return Some(Dated {
                last,
                form: TimeForm::Range {
                    from: Box::new(of_month(month, Some(first), year, None)),
                    to: Box::new(of_month(month, Some(last_day), year, None)),
                },
            });
        }
        let at = if t.word(i + 1) == "of" { i + 2 } else { i + 1 };
        if (t.joined(i) || t.hyphened(i))
            && let Some(month) = month_folded(t.word(at))
            // "2 मे" could be "2 in"; such short names need a year
            && (is_sure_month(t.word(at)) || t.word(at).is_ascii() || year_after(t, at).1.is_some() || !t.word(at).ends_with('े'))
        {
            let (last, year) = year_after(t, at);
            return Some(Dated {
                last,
                form: of_month(month, Some(first), year, None),
            });
        }
        return None;
    }
    // "Aug 13, 2025", "अगस्त 13, 2025"
    let month = month_folded(t.word(i))?;
    let latin = t.word(i).is_ascii();
    if !matches!(t.gap(i).trim(), "" | ".") {
        return None;
    }
    let first = day(t, i + 1)?;
    // "July 16-19"
    if t.hyphened(i + 1)
        && let Some(to) = day(t, i + 2).filter(|to| *to > first)
    {
        let (last, year) = year_after(t, i + 2);
        return Some(Dated {
            last,
            form: TimeForm::Range {
                from: Box::new(of_month(month, Some(first), year, None)),
                to: Box::new(of_month(month, Some(to), year, None)),
            },
        });
    }
    let (last, year) = year_after(t, i + 1);
    let placed = has_role(t.word(last + 1), Role::AfterDay);
    if !(year.is_some() || placed || (latin && !capital_needed(t, i))) {
        return None;
    }
    Some(Dated {
        last,
        form: of_month(month, Some(first), year, None),
    })
}

/// Most days of one list before a month.
const MAX_LISTED: usize = 8;

/// The last of the days listed from word `i` on, if there are several, each later than the one before.
fn listed(t: &Words, i: usize) -> Option<usize> {
    let mut at = i;
    for _ in 0..MAX_LISTED {
        let comma = t.gap(at).trim() == "," && at + 1 < t.len();
        let and = t.joined(at) && has_role(t.word(at + 1), Role::And) && t.joined(at + 1);
        let next = match (comma, and) {
            (true, _) => at + 1,
            (_, true) => at + 2,
            _ => break,
        };
        match (day(t, at), day(t, next)) {
            (Some(a), Some(b)) if a < b => at = next,
            _ => break,
        }
    }
    (at > i).then_some(at)
}

/// Whether a Latin month name is written small, as in "may 5": then it is a verb.
fn capital_needed(t: &Words, i: usize) -> bool {
    t.span(i).of(t.text()).starts_with(|c: char| c.is_ascii_lowercase())
}

fn year_after(t: &Words, i: usize) -> (usize, Option<i16>) {
    let at = if near(t, i) && t.word(i + 1) == "साल" {
        i + 1
    } else {
        i
    };
    match near(t, at).then(|| year(t, at + 1)).flatten() {
        Some(y) => (at + 1, Some(y)),
        None if t.hyphened(i) => match year(t, i + 1) {
            Some(y) => (i + 1, Some(y)),
            None => (i, None),
        },
        None => (i, None),
    }
}

/// 2025-08-13, 13/08/2025, 13-08-2025, 13.08.2025.
fn numeric(t: &Words, i: usize) -> Option<Dated> {
    let word = t.word(i);
    let parts: Vec<&str> = word.split('.').collect();
    let (d, m, y, last) = if let [d, m, y] = parts[..] {
        (d, m, y, i)
    } else {
        let mark = t.gap(i);
        if !matches!(mark, "/" | "-") || t.gap(i + 1) != mark {
            return None;
        }
        let (a, b, c) = (word, t.word(i + 1), t.word(i + 2));
        if a.len() == 4 {
            (c, b, a, i + 2)
        } else {
            (a, b, c, i + 2)
        }
    };
    let (d, m): (i8, i8) = (d.parse().ok()?, m.parse().ok()?);
    let y: i16 = y.parse().ok().filter(|y| (1900..2200).contains(y))?;
    let (d, m) = if m > 12 { (m, d) } else { (d, m) };
    ((1..=31).contains(&d) && (1..=12).contains(&m)).then(|| Dated {
        last,
        form: of_month(m, Some(d), Some(y), None),
    })
}

fn without_day(t: &Words, i: usize) -> Option<Dated> {
    let word = t.word(i);
    if let Some(month) = month_folded(word) {
        return of_named_month(t, i, month);
    }
    // "साल 2019", "वर्ष 1999-2000"
    let marked = has_role(word, Role::Year) && t.joined(i);
    let at = if marked && !word.is_ascii() { i + 1 } else { i };
    let from = year(t, at)?;
    let marked = at > i || (at > 0 && has_role(t.word(at - 1), Role::Year) && t.joined(at - 1));
    if t.hyphened(at) {
        let tail = t.word(at + 1);
        let to = match (tail.len(), tail.parse::<i16>()) {
            (4, Ok(y)) => Some(y),
            (2, Ok(y)) => Some(from / 100 * 100 + y + if y < from % 100 { 100 } else { 0 }),
            _ => None,
        };
        if let Some(to) = to.filter(|to| *to > from && to - from < 200) {
            return Some(Dated {
                last: at + 1,
                form: TimeForm::Years { from, to },
            });
        }
        return None;
    }
    let next = t.word(at + 1);
    let plausible = (1900..2060).contains(&from);
    // "2000 से 2500 लोग" counts, "1977 से 1988 के बीच" are years
    if next == "से" && t.joined(at) && number_at(t, at + 2).is_some() {
        let to = year(t, at + 2).filter(|to| *to > from && plausible && *to < 2060)?;
        let between = t.joined(at + 2)
            && (matches!(t.word(at + 3), "तक" | "में")
                || (t.word(at + 3) == "के" && matches!(t.word(at + 4), "बीच" | "दौरान" | "मध्य")));
        return between.then(|| Dated {
            last: if t.word(at + 3) == "के" { at + 4 } else { at + 3 },
            form: TimeForm::Years { from, to },
        });
    }
    // "from 1914 to 1918", "between 1914 and 1918"
    if at > 0
        && matches!((t.word(at - 1), next), ("from", "to" | "until") | ("between", "and"))
        && let Some(to) = year(t, at + 2).filter(|to| *to > from)
    {
        return Some(Dated {
            last: at + 2,
            form: TimeForm::Years { from, to },
        });
    }
    let of_year = matches!(next, "के" | "की" | "का") && has_role(t.word(at + 2), Role::YearEvent);
    if plausible && t.joined(at) && of_year && !(t.word(at + 2) == "बाद" && next != "के") {
        return Some(Dated {
            last: at,
            form: of_the_year(from),
        });
    }
    if marked || (plausible && t.joined(at) && has_role(next, Role::AfterYear)) {
        return Some(Dated {
            last: at,
            form: of_the_year(from),
        });
    }
    None
}

fn of_the_year(year: i16) -> TimeForm {
    TimeForm::Date {
        year: Some(year),
        month: None,
        day: None,
        weekday: None,
        year_offset: None,
        hour: None,
        minute: None,
    }
}

/// A month with a year, a week of it, or alone before a postposition.
fn of_named_month(t: &Words, i: usize, month: i8) -> Option<Dated> {
    if i > 0 && has_role(t.word(i - 1), Role::Procession) {
        return None;
    }
    let (mut last, year) = year_after(t, i);
    let sure = is_sure_month(t.word(i));
    // "in March": a capital and a preposition tell it from the verb.
    let named = t.word(i).is_ascii()
        && i > 0
        && matches!(
            t.word(i - 1),
            "in" | "since" | "by" | "until" | "last" | "next" | "this"
        );
    if year.is_none() && (!(sure || named) || (t.word(i).is_ascii() && capital_needed(t, i))) {
        return None;
    }
    if year.is_none() && t.joined(last) && matches!(t.word(last + 1), "माह" | "महीने") {
        last += 1;
    }
    // "जनवरी के पहले हफ्ते"
    if t.joined(last)
        && t.word(last + 1) == "के"
        && let Some(n) = ordinal(t, last + 2).or(match t.word(last + 2) {
            "अंतिम" | "आखिरी" => Some(4.0),
            _ => None,
        })
        && matches!(t.word(last + 3), "हफ्ते" | "सप्ताह")
        && n <= 5.0
    {
        return Some(Dated {
            last: last + 3,
            form: TimeForm::MonthWeek {
                year,
                month,
                year_offset: None,
                week: n as i8,
            },
        });
    }
    let form = of_month(month, None, year, None);
    if year.is_some() {
        return Some(Dated { last, form });
    }
    let next = t.word(last + 1);
    let latin = t.word(i).is_ascii();
    let placed = if latin {
        i > 0
            && matches!(
                t.word(i - 1),
                "in" | "since" | "by" | "until" | "from" | "of" | "last" | "next" | "this"
            )
    } else {
        t.joined(last) && matches!(next, "में" | "से" | "तक" | "के" | "की" | "को" | "मध्ये" | "থেকে" | "માં")
            || last > i
            || is_inflected_month(t.word(i))
            || !t.word(i).starts_with(|c: char| ('\u{900}'..='\u{97f}').contains(&c))
    };
    placed.then_some(Dated { last, form })
}

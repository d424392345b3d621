//! Clock times and zones as pages print them.

use super::{Item, mark, num, skip_marks, word};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use sutradhar_text::fold::fold;

/// What a word beside a clock time says of it.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Clock {
    Oclock,
    Am,
    Pm,
    Morning,
    Noon,
    Evening,
    Night,
}

/// Folded words beside clock times.
static CLOCK: LazyLock<FxHashMap<String, Clock>> = LazyLock::new(|| {
    let lines = include_str!("../../../data/extract/clock-words.txt").lines();
    let words = lines.filter_map(|l| l.split_once(' ')).filter_map(|(kind, word)| {
        let kind = match kind {
            "oclock" => Clock::Oclock,
            "am" => Clock::Am,
            "pm" => Clock::Pm,
            "morning" => Clock::Morning,
            "noon" => Clock::Noon,
            "evening" => Clock::Evening,
            "night" => Clock::Night,
            _ => return None,
        };
        Some((fold(word), kind))
    });
    words.collect()
});

/// A clock time at item `i`: 14:09, 14:09:30, 2:09 PM, 14.09 बजे, 2 PM; hour, minute, item after it.
pub(super) fn clock_at(items: &[Item], i: usize) -> Option<(i8, i8, usize)> {
    let (h, digits) = num(items, i)?;
    if digits > 2 || h > 24 {
        return None;
    }
    let sep = mark(items, i + 1)
        .filter(|c| matches!(c, ':' | '.'))
        .or_else(|| (word(items, i + 1) == Some("h")).then_some(':'));
    let (minute, mut next) = match (sep, num(items, i + 2)) {
        (Some(_), Some((m, 2))) if m < 60 => (m, i + 3),
        _ => (0, i + 1),
    };
    let plain = next == i + 1;
    if !plain && mark(items, next) == Some(':') && num(items, next + 1).is_some_and(|(s, d)| d == 2 && s < 62) {
        next += 2;
        if mark(items, next) == Some('.')
            && num(items, next + 1).is_some()
            && items.get(next).map(|i| i.end) == items.get(next + 1).map(|i| i.start)
        {
            next += 2;
        }
    }
    let (mut hour, mut marked) = (h, false);
    let beside = i
        .checked_sub(1)
        .and_then(|i| word(items, i))
        .and_then(|w| CLOCK.get(w))
        .copied();
    if let Some(w) = word(items, next) {
        let half = match (w, CLOCK.get(w)) {
            ("a", _) | (_, Some(Clock::Am)) => Some(false),
            ("p", _) | (_, Some(Clock::Pm)) => Some(true),
            (_, Some(Clock::Oclock)) => {
                next += 1;
                marked = true;
                None
            }
            _ => None,
        };
        if let Some(afternoon) = half {
            let dotted = matches!(w, "a" | "p");
            if !dotted || mark(items, next + 1) == Some('.') && word(items, next + 2) == Some("m") {
                marked = true;
                hour = match (h, afternoon) {
                    (12, false) => 0,
                    (1..=11, true) => h + 12,
                    _ => h,
                };
                next += if dotted { 3 } else { 1 };
                next = if dotted { skip_marks(items, next, &['.']) } else { next };
            }
        }
    }
    // "शाम 5:30 बजे": five in the evening.
    if hour == h && h <= 12 && (marked || !plain) {
        let afternoon = match beside {
            Some(Clock::Noon) => h < 6,
            Some(Clock::Evening) => (2..12).contains(&h),
            Some(Clock::Night) => (6..12).contains(&h),
            _ => false,
        };
        let midnight = h == 12 && beside == Some(Clock::Night);
        hour = if midnight { 0 } else { h + 12 * afternoon as u32 };
    }
    if !marked && (plain || sep == Some('.')) || hour > 24 || hour == 24 && minute > 0 {
        return None;
    }
    Some(((hour % 24) as i8, minute as i8, next))
}

/// A zone at item `i`: IST, (IST), GMT, UTC, Z, +05:30, +0530, "GMT+5:30"; minutes east of UTC, item after it.
pub(super) fn zone_at(items: &[Item], i: usize) -> (Option<i16>, usize) {
    let j = skip_marks(items, i, &['(', ',', '[']);
    if let Some(w) = word(items, j) {
        let named: Option<i16> = match w {
            "ist" | "आईएसटी" | "आयएसटी" | "भारतीय" => Some(330),
            "npt" => Some(345),
            "bdt" => Some(360),
            "pkt" => Some(300),
            "gmt" | "utc" | "z" => Some(0),
            "bst" => Some(60),
            "cet" => Some(60),
            "cest" => Some(120),
            "est" => Some(-300),
            "edt" => Some(-240),
            "et" => Some(-300),
            "cst" => Some(-360),
            "cdt" => Some(-300),
            "mst" => Some(-420),
            "mdt" => Some(-360),
            "pst" => Some(-480),
            "pdt" => Some(-420),
            _ => None,
        };
        if named == Some(0)
            && let Some((offset, next)) = signed(items, j + 1)
        {
            return (Some(offset), next);
        }
        if named.is_some() {
            return (named, skip_marks(items, j + 1, &[')', ']']));
        }
        return (None, i);
    }
    signed(items, j).map_or((None, i), |(offset, next)| (Some(offset), next))
}

/// +05:30, +0530, -5.
fn signed(items: &[Item], i: usize) -> Option<(i16, usize)> {
    let sign: i32 = match mark(items, i)? {
        '+' => 1,
        '-' | '−' => -1,
        _ => return None,
    };
    let glued = items.get(i)?.end == items.get(i + 1)?.start;
    let (v, digits) = num(items, i + 1)?;
    let (hours, minutes, next) = match digits {
        4 if glued => (v / 100, v % 100, i + 2),
        1 | 2 if glued => match (mark(items, i + 2), num(items, i + 3)) {
            (Some(':'), Some((m, 2))) => (v, m, i + 4),
            _ => (v, 0, i + 2),
        },
        _ => return None,
    };
    (hours <= 14 && minutes < 60).then(|| ((sign * (hours * 60 + minutes) as i32) as i16, next))
}

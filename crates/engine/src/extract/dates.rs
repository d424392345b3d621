//! Calendar dates and clock times as pages print them: a grammar over numbers, words and marks.
//!
//! Reads, in the digits of any script: 13 अगस्त 2025; बुधवार, 13 अगस्त 2025; Aug 13, 2025, 02:09 PM IST; 13-Aug-2025; 13/08/2025;
//! 13.8.2025; 2025-08-13; 2025-08-13T14:09:00+05:30; Wed, 13 Aug 2025 14:09:00 +0530; 4 सप्टेंबर 2025; ৪ সেপ্টেম্বর ২০২৫; गुरुवार 04
//! सितंबर 2025 11:48; अगस्त 2025. Two numbers of which either could be the month are read day first, as India writes.

mod clock;

use crate::model::{Precision, Span};
use clock::{clock_at, zone_at};
use jiff::civil::{Date, DateTime};
use rustc_hash::FxHashMap;
use std::sync::LazyLock;
use sutradhar_text::calendar;
use sutradhar_text::chars::{digit_value, is_word_char};
use sutradhar_text::fold::fold;

/// A date found in a text.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct DateHit {
    /// The words, from the first to the last part (weekday excluded).
    pub span: Span,
    /// Local civil time; parts finer than `precision` are zero or one.
    pub value: DateTime,
    /// How fine.
    pub precision: Precision,
    /// Minutes east of UTC.
    pub offset: Option<i16>,
}

/// Years a news page can be of. The web's first pages are of 1991; later ones than this are misprints, or of the calendar
/// of Nepal, which is 56 years ahead.
const YEARS: std::ops::RangeInclusive<u32> = 1990..=2045;

/// Items looked ahead of or behind a date for its clock time.
const CLOCK_REACH: usize = 5;

/// Bytes of a line that are read for dates.
const WINDOW: usize = 600;

#[derive(Debug, Clone)]
enum Kind {
    Num(u32, usize),
    Word(String),
    Mark(char),
}

#[derive(Debug, Clone)]
struct Item {
    kind: Kind,
    start: usize,
    end: usize,
}

/// The dates of a text, in order.
pub(super) fn find(text: &str) -> Vec<DateHit> {
    let text = text.get(..super::lines::floor_char(text, WINDOW)).unwrap_or(text);
    if !text.chars().any(|c| digit_value(c).is_some()) {
        return Vec::new();
    }
    let items = lex(text);
    let mut out: Vec<DateHit> = Vec::new();
    let mut i = 0;
    while i < items.len() {
        let Some((date, precision, next)) = date_at(&items, i) else {
            i += 1;
            continue;
        };
        let floor = out.last().map_or(0, |h| h.span.end as usize);
        out.push(with_clock(&items, i, next, date, precision, floor));
        i = next;
    }
    out
}

/// The one date that a whole string is, such as a metadata field; the first if it holds several.
pub(super) fn parse(text: &str) -> Option<DateHit> {
    let text = text.trim();
    find(text)
        .into_iter()
        .find(|h| h.precision <= Precision::Day)
        .or_else(|| epoch(text))
        .or_else(|| compact(text))
}

/// Seconds or milliseconds since 1970, as some metadata fields hold them.
fn epoch(text: &str) -> Option<DateHit> {
    if !text.bytes().all(|b| b.is_ascii_digit()) || !matches!(text.len(), 10 | 13) {
        return None;
    }
    let seconds: i64 = text.get(..10)?.parse().ok()?;
    let value = jiff::Timestamp::from_second(seconds).ok()?;
    let value = jiff::tz::Offset::UTC.to_datetime(value);
    YEARS.contains(&(value.year() as u32)).then_some(DateHit {
        span: Span::new(0, text.len()),
        value,
        precision: Precision::Minute,
        offset: Some(0),
    })
}

/// 20250813 and 20250813T140900.
fn compact(text: &str) -> Option<DateHit> {
    let digits = text.get(..8).filter(|d| d.bytes().all(|b| b.is_ascii_digit()))?;
    if text.as_bytes().get(8).is_some_and(u8::is_ascii_digit) {
        return None;
    }
    let n: u32 = digits.parse().ok()?;
    let date = day_of(n / 10000, n / 100 % 100, n % 100)?;
    Some(DateHit {
        span: Span::new(0, 8),
        value: date.at(0, 0, 0, 0),
        precision: Precision::Day,
        offset: None,
    })
}

fn lex(text: &str) -> Vec<Item> {
    let mut items = Vec::new();
    let mut chars = text.char_indices().peekable();
    while let Some((start, c)) = chars.next() {
        if c.is_whitespace() {
            continue;
        }
        let mut end = start + c.len_utf8();
        let kind = if let Some(first) = digit_value(c) {
            let (mut value, mut digits) = (first, 1);
            while let Some((i, d)) = chars.peek().and_then(|(i, c)| digit_value(*c).map(|d| (*i, d))) {
                value = value.saturating_mul(10).saturating_add(d);
                digits += 1;
                end = i + chars.next().map_or(1, |(_, c)| c.len_utf8());
            }
            Kind::Num(value, digits)
        } else if is_word_char(c) {
            while let Some((i, c)) = chars
                .peek()
                .copied()
                .filter(|(_, c)| is_word_char(*c) && digit_value(*c).is_none())
            {
                end = i + c.len_utf8();
                chars.next();
            }
            Kind::Word(fold(text.get(start..end).unwrap_or("")))
        } else {
            Kind::Mark(c)
        };
        items.push(Item { kind, start, end });
    }
    items
}

fn num(items: &[Item], i: usize) -> Option<(u32, usize)> {
    match items.get(i)?.kind {
        Kind::Num(v, d) => Some((v, d)),
        _ => None,
    }
}

fn word(items: &[Item], i: usize) -> Option<&str> {
    match &items.get(i)?.kind {
        Kind::Word(w) => Some(w),
        _ => None,
    }
}

fn mark(items: &[Item], i: usize) -> Option<char> {
    match items.get(i)?.kind {
        Kind::Mark(c) => Some(c),
        _ => None,
    }
}

/// Folded month names beside those of the calendars: short forms, other spellings, and languages outside India.
static NAMES: LazyLock<FxHashMap<String, u32>> = LazyLock::new(|| {
    let mut names = FxHashMap::default();
    let files = [
        include_str!("../../data/extract/months-europe.txt"),
        include_str!("../../data/extract/months-printed.txt"),
    ];
    for (number, name) in files.iter().flat_map(|f| f.lines()).filter_map(|l| l.split_once(' ')) {
        if let Ok(number) = number.parse() {
            names.entry(fold(name)).or_insert(number);
        }
    }
    names
});

fn month(items: &[Item], i: usize) -> Option<u32> {
    let w = word(items, i)?;
    if let Some(m) = NAMES.get(w) {
        return Some(*m);
    }
    // "may" and मे are words too; a month needs at least three bytes.
    (w.len() >= 3)
        .then(|| calendar::month_folded(w))
        .flatten()
        .map(|m| m as u32)
}

fn day_of(year: u32, month: u32, day: u32) -> Option<Date> {
    if !YEARS.contains(&year) {
        return None;
    }
    Date::new(year as i16, month as i8, day as i8).ok()
}

fn skip_marks(items: &[Item], i: usize, allowed: &[char]) -> usize {
    let mut i = i;
    while mark(items, i).is_some_and(|c| allowed.contains(&c)) {
        i += 1;
    }
    i
}

/// A year of four digits, or of two after an apostrophe or dash.
fn year_at(items: &[Item], i: usize, two: bool) -> Option<(u32, usize)> {
    let j = skip_marks(items, i, &['\'', '’', '‘']);
    match num(items, j)? {
        (y, 4) if YEARS.contains(&y) => Some((y, j + 1)),
        (y, 2) if (two || j > i) && (10..=40).contains(&y) => Some((2000 + y, j + 1)),
        _ => None,
    }
}

/// A date that begins at item `i`: the day (or first of its month), how fine it is, and the item after it.
fn date_at(items: &[Item], i: usize) -> Option<(Date, Precision, usize)> {
    let first = items.get(i)?;
    if i > 0
        && items.get(i - 1).is_some_and(|p| {
            p.end == first.start && !matches!(p.kind, Kind::Mark(c) if !matches!(c, '.' | ',' | '₹' | '$'))
        })
    {
        // Glued to a word or number: "H5N1", "1,250".
        if !matches!(items.get(i - 1).map(|p| &p.kind), Some(Kind::Word(w)) if w.chars().count() > 2 || w == "t") {
            return None;
        }
    }
    match num(items, i) {
        Some((y, 4)) if YEARS.contains(&y) => year_first(items, i, y),
        Some((d, digits @ (1 | 2))) if (1..=31).contains(&d) => day_first(items, i, d, digits == 2),
        Some(_) => None,
        None => month_first(items, i),
    }
}

/// 2025-08-13, 2025/8/13, 2025.08.13, 2025 अगस्त 13, 2025年8月13日.
fn year_first(items: &[Item], i: usize, y: u32) -> Option<(Date, Precision, usize)> {
    if matches!(word(items, i + 1), Some("年" | "년")) && matches!(word(items, i + 3), Some("月" | "월")) {
        let (m, d) = (num(items, i + 2)?.0, num(items, i + 4)?.0);
        return day_of(y, m, d).map(|date| (date, Precision::Day, i + 6));
    }
    if let Some(sep) = mark(items, i + 1).filter(|c| matches!(c, '-' | '/' | '.' | '–')) {
        let (m, digits) = num(items, i + 2)?;
        if digits > 2 || mark(items, i + 3) != Some(sep) {
            return None;
        }
        let (d, digits) = num(items, i + 4)?;
        return (digits <= 2)
            .then(|| day_of(y, m, d))
            .flatten()
            .map(|date| (date, Precision::Day, i + 5));
    }
    let m = month(items, skip_marks(items, i + 1, &[',', '.']))?;
    let j = skip_marks(items, i + 1, &[',', '.']) + 1;
    let (d, digits) = num(items, j)?;
    (digits <= 2)
        .then(|| day_of(y, m, d))
        .flatten()
        .map(|date| (date, Precision::Day, j + 1))
}

/// 13 August 2025, 13th Aug, 2025, 13-Aug-25, 13/08/2025, 13.08.2025.
///
/// `padded` if the day has two digits: only then, and with a month of two, "28.01.22" is a date and no version number.
fn day_first(items: &[Item], i: usize, d: u32, padded: bool) -> Option<(Date, Precision, usize)> {
    let mut j = i + 1;
    if word(items, j).is_some_and(|w| matches!(w, "th" | "st" | "nd" | "rd" | "वीं" | "ला" | "रोजी" | "of" | "de"))
    {
        j += 1;
        if word(items, j) == Some("of") {
            j += 1;
        }
    }
    let dashed = matches!(mark(items, j), Some('-' | '–' | '/'));
    let k = skip_marks(items, j, &['-', '–', '/', '.', ',', '،']);
    if let Some(m) = month(items, k) {
        let mut l = skip_marks(items, k + 1, &['-', '–', '/', '.', ',', '।', '॰', '،']);
        if matches!(word(items, l), Some("de" | "del" | "को" | "सन" | "साल" | "of" | "रोजी")) {
            l += 1;
        }
        let (y, next) = year_at(items, l, dashed)?;
        return day_of(y, m, d).map(|date| (date, Precision::Day, next));
    }
    let sep = mark(items, i + 1).filter(|c| matches!(c, '/' | '-' | '.') || *c == '|' && padded)?;
    let (m, digits) = num(items, i + 2)?;
    if digits > 2 || mark(items, i + 3) != Some(sep) {
        return None;
    }
    let (y, next) = year_at(items, i + 4, sep != '.' || padded && digits == 2)?;
    let date = if m > 12 { day_of(y, d, m) } else { day_of(y, m, d) };
    date.map(|date| (date, Precision::Day, next))
}

/// August 13, 2025; Aug. 13th 2025; अगस्त 13, 2025; August 2025 (to the month).
fn month_first(items: &[Item], i: usize) -> Option<(Date, Precision, usize)> {
    // Names are looked up only before a number: look-ups are dear.
    let j = skip_marks(items, i + 1, &['.', ',', '-', '–', '/', '॰', '،']);
    let (d, digits) = num(items, j)?;
    let m = month(items, i)?;
    if digits == 4 && YEARS.contains(&d) {
        if i > 0 && num(items, i - 1).is_some_and(|(_, digits)| digits <= 2) {
            return None;
        }
        return day_of(d, m, 1).map(|date| (date, Precision::Month, j + 1));
    }
    if digits > 2 {
        return None;
    }
    let mut k = j + 1;
    if matches!(word(items, k), Some("th" | "st" | "nd" | "rd")) {
        k += 1;
    }
    // A clock time may stand between: "Aug 13 14:09:00 2025" has no place here, but ", " and "-" do.
    let k = skip_marks(items, k, &[',', '-', '–', '/', '.', '।', '،']);
    let (y, next) = year_at(items, k, false)?;
    day_of(y, m, d).map(|date| (date, Precision::Day, next))
}

/// The hit with the clock time and zone that stand after or before the date.
fn with_clock(items: &[Item], from: usize, next: usize, date: Date, precision: Precision, floor: usize) -> DateHit {
    let start = items.get(from).map_or(0, |i| i.start);
    let end = items.get(next.wrapping_sub(1)).map_or(start, |i| i.end);
    let mut hit = DateHit {
        span: Span::new(start, end.max(start)),
        value: date.at(0, 0, 0, 0),
        precision,
        offset: None,
    };
    if precision != Precision::Day {
        return hit;
    }
    for i in next..(next + CLOCK_REACH).min(items.len()) {
        if let Some((h, m, after)) = clock_at(items, i) {
            let (offset, after) = zone_at(items, after);
            hit.value = date.at(h, m, 0, 0);
            hit.precision = Precision::Minute;
            hit.offset = offset;
            hit.span.end = items.get(after.wrapping_sub(1)).map_or(hit.span.end, |i| i.end as u32);
            return hit;
        }
        if num(items, i).is_some() {
            break;
        }
    }
    let mut best = None;
    for i in from.saturating_sub(9)..from {
        if items.get(i).is_some_and(|it| it.start < floor) {
            continue;
        }
        if let Some((h, m, after)) = clock_at(items, i).filter(|c| c.2 <= from) {
            let (offset, after) = zone_at(items, after);
            if after + 2 >= from && best.is_none() {
                best = Some((h, m, offset, i));
            }
        }
    }
    if let Some((h, m, offset, i)) = best {
        hit.value = date.at(h, m, 0, 0);
        hit.precision = Precision::Minute;
        hit.offset = offset;
        hit.span.start = items.get(i).map_or(hit.span.start, |i| i.start as u32);
    }
    hit
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Basis, Published};

    fn iso(hit: DateHit) -> String {
        Published {
            value: Some(hit.value),
            precision: hit.precision,
            offset: hit.offset,
            basis: Basis::Stated,
            earliest: None,
            latest: None,
            why: String::new(),
        }
        .iso()
        .unwrap_or_default()
    }

    fn check(text: &str, want: &[&str]) {
        let got: Vec<String> = find(text).into_iter().map(iso).collect();
        assert_eq!(got, want, "{text}");
    }

    #[test]
    fn printed_forms() {
        for (text, want) in [
            ("13 अगस्त 2025", "2025-08-13"),
            ("Published: 13 अगस्त 2025, 2:09 PM IST", "2025-08-13T14:09+05:30"),
            ("Last Updated: Aug 13, 2025, 02:09 PM IST", "2025-08-13T14:09+05:30"),
            ("१३ अगस्त २०२५", "2025-08-13"),
            ("बुधवार, 13 अगस्त 2025", "2025-08-13"),
            ("प्रकाशित: 4 सितंबर 2025", "2025-09-04"),
            ("4 सितम्बर 2025", "2025-09-04"),
            ("Updated On: Sep 04, 2025 11:48 AM", "2025-09-04T11:48"),
            ("पब्लिश्ड 13/08/2025", "2025-08-13"),
            ("date 2025-08-13", "2025-08-13"),
            ("13-Aug-2025", "2025-08-13"),
            ("गुरुवार 04 सितंबर 2025 11:48", "2025-09-04T11:48"),
            (
                "Publish Date: Wed, 13 Aug 2025 02:09 PM (IST)",
                "2025-08-13T14:09+05:30",
            ),
            ("৪ সেপ্টেম্বর ২০২৫", "2025-09-04"),
            ("4 செப்டம்பர் 2025", "2025-09-04"),
            ("4 సెప్టెంబర్ 2025", "2025-09-04"),
            ("4 सप्टेंबर 2025", "2025-09-04"),
            ("Wed, 11 Mar 2026 21:40:00 +0530", "2026-03-11T21:40+05:30"),
            ("2025-08-13T14:09:00+05:30", "2025-08-13T14:09+05:30"),
            ("2025-08-13T14:09:00.123Z", "2025-08-13T14:09Z"),
            ("2025-08-13 14:09:00", "2025-08-13T14:09"),
            ("18 नवंबर 2025, 19:10 बजे", "2025-11-18T19:10"),
            ("Nov. 19, 2025", "2025-11-19"),
            ("August 2025", "2025-08"),
            ("Donnerstag, 3. März 2022, 11:05 Uhr", "2022-03-03T11:05"),
            ("2025年8月13日", "2025-08-13"),
            ("8 AM, 3rd of March, 2024", "2024-03-03T08:00"),
            ("28.01.22", "2022-01-28"),
        ] {
            check(text, &[want]);
        }
    }

    #[test]
    fn not_dates() {
        for text in [
            "1910-45",
            "31 फरवरी 2025",
            "112 मीटर",
            "1,25,000 हेक्टेयर",
            "10/10",
            "v1.2.3",
            "2025",
        ] {
            check(text, &[]);
        }
    }

    #[test]
    fn fields() {
        for (text, want) in [
            ("1755074340", "2025-08-13T08:39Z"),
            ("20250813", "2025-08-13"),
            ("2025-08-13T14:09:00\\+05:30", "2025-08-13T14:09"),
        ] {
            assert_eq!(parse(text).map(iso).as_deref(), Some(want), "{text}");
        }
    }
}

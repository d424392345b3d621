//! What on a page speaks for a day.

use super::names::{self, Field};
use super::printed::{Place, printed};
use super::scan::{Marks, Scan};
use crate::extract::dates::{self, DateHit};
use crate::model::{self, Precision};
use jiff::Span;
use jiff::civil::{Date, DateTime, Time};

/// Where a date was found.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Source {
    JsonLd,
    Meta,
    WeakMeta,
    Marked,
    Time,
    Printed,
    Address,
    Modified,
    Title,
    Script,
    Found,
}

impl Source {
    pub(super) const ALL: &[Source] = &[
        Source::JsonLd,
        Source::Meta,
        Source::WeakMeta,
        Source::Marked,
        Source::Time,
        Source::Printed,
        Source::Address,
        Source::Modified,
        Source::Title,
        Source::Script,
        Source::Found,
    ];

    /// What a clear case of it weighs.
    pub(super) fn weight(self) -> f32 {
        match self {
            Source::JsonLd => 5.0,
            Source::Meta => 5.0,
            Source::WeakMeta => 2.5,
            Source::Marked => 4.5,
            Source::Time => 2.0,
            Source::Printed => 1.0,
            Source::Address => 10.0,
            Source::Modified => 0.5,
            Source::Title => 2.5,
            Source::Script => 2.0,
            Source::Found => 1.0,
        }
    }

    /// Whether it is a field of the metadata.
    pub(super) fn is_field(self) -> bool {
        matches!(self, Source::JsonLd | Source::Meta | Source::WeakMeta | Source::Marked)
    }

    /// Whether its clock time is that of the article.
    pub(super) fn is_own(self) -> bool {
        !matches!(self, Source::Modified | Source::Script)
    }
}

/// A date with what speaks for it.
#[derive(Debug, Clone)]
pub(super) struct Witness {
    pub hit: DateHit,
    pub source: Source,
    pub weight: f32,
    pub why: &'static str,
}

/// What speaks for and against the days of a page.
pub(super) struct Heard {
    /// All witnesses, the weightiest first.
    pub witnesses: Vec<Witness>,
    /// Days that the page prints above its headline or in lists of other stories: they say nothing of the article.
    pub elsewhere: Vec<Date>,
}

/// Witnesses that are kept; a page has up to a hundred.
const MOST_WITNESSES: usize = 240;

/// All witnesses of a page; `found` is what its metadata gives.
pub(super) fn all(scan: &Scan<'_>, found: Option<DateHit>, headline: &str, first: &str, last: &str) -> Heard {
    let mut out = Vec::new();
    out.extend(found.map(|hit| witness(hit, Source::Found, Source::Found.weight(), "the metadata of the page")));
    structured(scan, &mut out);
    metas(scan, &mut out);
    let place = Place::of(scan, headline, first, last);
    marked(scan, &place, &mut out);
    let elsewhere = printed(scan, &place, &mut out);
    address(scan, &mut out);
    title(scan, &mut out);
    scripts(scan, &mut out);
    out.retain(|w| w.hit.precision <= Precision::Day);
    for w in out.iter_mut().filter(|w| w.source.is_field() && is_bare_year(&w.hit)) {
        w.weight *= BARE_YEAR;
    }
    out.sort_by(|a, b| b.weight.total_cmp(&a.weight));
    out.truncate(MOST_WITNESSES);
    doubt(&mut out);
    true_zone(&mut out);
    let shifted: Vec<Witness> = out.iter().filter_map(|w| shifted(w, &out)).collect();
    out.extend(shifted);
    Heard {
        witnesses: out,
        elsewhere,
    }
}

/// Mends stamps that give the time in UTC as that of their zone: the page prints a clock that is ahead by just the
/// offset.
fn true_zone(all: &mut [Witness]) {
    let printed: Vec<DateHit> = all
        .iter()
        .filter(|w| w.source == Source::Printed && w.weight >= 2.0)
        .map(|w| w.hit)
        .collect();
    for w in all
        .iter_mut()
        .filter(|w| w.source.is_field() || w.source == Source::Time || w.source == Source::Found)
    {
        if let Some(local) = unzoned(&w.hit, &printed) {
            w.hit.value = local;
        }
    }
}

/// The true local time of such a stamp.
fn unzoned(stamp: &DateHit, printed: &[DateHit]) -> Option<DateTime> {
    let offset = stamp.offset.filter(|o| *o != 0 && stamp.precision < Precision::Day)?;
    let local = stamp.value.checked_add(Span::new().minutes(i64::from(offset))).ok()?;
    let clocked = |h: &&DateHit| h.precision < Precision::Day;
    let said = |value: DateTime| printed.iter().filter(clocked).any(|h| h.value == value);
    (said(local) && !said(stamp.value)).then_some(local)
}

/// What a field counts that says 1 January without a time of day: most such fields know the year only.
const BARE_YEAR: f32 = 0.3;

fn is_bare_year(hit: &DateHit) -> bool {
    let value = hit.value;
    value.month() == 1 && value.day() == 1 && value.hour() == 0 && value.minute() == 0
}

/// What a field of publication counts that holds the last change.
const LAST_CHANGE: f32 = 0.4;

/// Doubts a meta tag that names the minute of the last change where structured data names an earlier day.
fn doubt(all: &mut [Witness]) {
    let of = |source: Source| {
        all.iter()
            .filter(move |w| w.source == source && w.hit.precision < Precision::Day)
    };
    let changed: Vec<_> = of(Source::Modified).map(|w| w.hit.value).collect();
    let first = all
        .iter()
        .filter(|w| w.source == Source::JsonLd)
        .map(|w| w.hit.value)
        .min();
    for w in all
        .iter_mut()
        .filter(|w| w.source == Source::Meta && w.hit.precision < Precision::Day)
    {
        if changed.contains(&w.hit.value) && first.is_some_and(|f| f < w.hit.value) {
            w.weight *= LAST_CHANGE;
        }
    }
}

/// What a stamp counts for the neighbouring day.
const NEIGHBOUR: f32 = 0.8;

/// Hours by which the clocks of a place can differ from UTC.
const FURTHEST: f64 = 14.0;

/// Whether two clock times are apart by whole quarters of an hour, as zones are.
fn quarters(a: &Witness, b: &Witness) -> bool {
    (i32::from(a.hit.value.minute()) - i32::from(b.hit.value.minute())) % 15 == 0
}

/// The neighbouring day of a time stamp in UTC or without a zone, which readers may have seen: no place is further from
/// UTC than 14 hours.
fn shifted(w: &Witness, all: &[Witness]) -> Option<Witness> {
    let utc = w.hit.offset.is_none_or(|o| o == 0) && w.hit.precision < Precision::Day;
    let stamp = matches!(
        w.source,
        Source::JsonLd | Source::Meta | Source::WeakMeta | Source::Marked | Source::Time
    );
    if !utc || !stamp {
        return None;
    }
    let day = w.hit.value.date();
    let day = if w.hit.value.hour() < 12 {
        day.yesterday()
    } else {
        day.tomorrow()
    }
    .ok()?;
    // A clock time printed for that day must be that of the stamp in some zone.
    let hours = |v: &Witness| v.hit.value.duration_since(w.hit.value).as_secs_f64().abs() / 3600.0;
    let clocked = |v: &&Witness| v.source == Source::Printed && v.hit.precision < Precision::Day;
    let denied = |v: &Witness| {
        let date = v.hit.value.date();
        date == day && hours(v) > FURTHEST || date == w.hit.value.date() && hours(v) <= FURTHEST && quarters(v, w)
    };
    if all.iter().filter(clocked).any(|v| v.weight >= 2.0 && denied(v)) {
        return None;
    }
    let hit = DateHit {
        value: day.at(0, 0, 0, 0),
        precision: Precision::Day,
        offset: None,
        ..w.hit
    };
    Some(witness(hit, w.source, w.weight * NEIGHBOUR, w.why))
}

pub(super) fn witness(hit: DateHit, source: Source, weight: f32, why: &'static str) -> Witness {
    Witness {
        hit,
        source,
        weight,
        why,
    }
}

/// The string value that follows a key of JSON or JavaScript.
fn value(after_key: &str) -> Option<&str> {
    let rest = after_key.trim_start_matches(['\\', '"', '\'', ' ']).trim_start();
    let rest = rest.strip_prefix([':', '='])?.trim_start().trim_start_matches('\\');
    let rest = rest.strip_prefix(['"', '\''])?;
    let end = rest.find(['"', '\'', '\\', '\n'])?;
    rest.get(..end).filter(|v| (8..=60).contains(&v.len()))
}

/// String values of a key in JSON.
fn values<'s>(script: &'s str, key: &str) -> impl Iterator<Item = &'s str> {
    let after = move |i: usize| script.get(i + key.len()..);
    let found: Vec<usize> = script.match_indices(key).take(MOST_VALUES).map(|m| m.0).collect();
    found
        .into_iter()
        .filter_map(after)
        .filter_map(value)
        .collect::<Vec<_>>()
        .into_iter()
}

/// Values of one script that are read.
const MOST_VALUES: usize = 40;

fn structured(scan: &Scan<'_>, out: &mut Vec<Witness>) {
    let mut first = true;
    for script in &scan.json_ld {
        // Some pages give the review of a claim the day of the claim.
        let review = script.contains("ClaimReview") && !script.contains("Article\"");
        for value in values(script, "datePublished") {
            if let Some(hit) = dates::parse(value) {
                let zoned = hit.offset.is_some_and(|o| o != 0);
                let weight = if first && !review {
                    Source::JsonLd.weight() + 1.5 * zoned as i32 as f32
                } else {
                    1.5
                };
                out.push(witness(hit, Source::JsonLd, weight, "JSON-LD datePublished"));
                first &= review;
            }
        }
        for value in values(script, "dateModified") {
            out.extend(dates::parse(value).map(|h| witness(h, Source::Modified, 0.5, "JSON-LD dateModified")));
        }
    }
}

fn metas(scan: &Scan<'_>, out: &mut Vec<Witness>) {
    for (name, value) in &scan.meta {
        let (source, why) = match names::field(name) {
            Some(Field::Published) => (Source::Meta, "meta tag of the publication date"),
            Some(Field::Weak) => (Source::WeakMeta, "meta tag of the date"),
            Some(Field::Modified) => (Source::Modified, "meta tag of the last change"),
            None => continue,
        };
        let Some(hit) = dates::parse(value) else { continue };
        both(scan, value, hit, out, |hit| witness(hit, source, source.weight(), why));
    }
}

/// Adds a date and, where it is written in figures of which either could be the month, the other reading: the likelier
/// one first.
pub(super) fn both(
    scan: &Scan<'_>,
    text: &str,
    hit: DateHit,
    out: &mut Vec<Witness>,
    make: impl Fn(DateHit) -> Witness,
) {
    let Some(other) = swapped(text, &hit) else {
        out.push(make(hit));
        return;
    };
    let (first, second) = if scan.month_first() { (other, hit) } else { (hit, other) };
    let mut second = make(second);
    second.weight *= OTHER_READING;
    out.push(make(first));
    out.push(second);
}

/// What the less likely reading of a date in figures weighs.
const OTHER_READING: f32 = 0.8;

/// A date in figures read the other way round: 11/01/2023 as 1 November.
fn swapped(text: &str, hit: &DateHit) -> Option<DateHit> {
    let written = hit.span.of(text);
    let slashes = written.matches('/').count() == 2 && written.split('/').next().is_some_and(|d| d.len() <= 2);
    let (y, m, d) = (hit.value.year(), hit.value.month(), hit.value.day());
    let date = Date::new(y, d, m).ok().filter(|_| slashes && m != d)?;
    Some(DateHit {
        value: date.to_datetime(hit.value.time()),
        ..*hit
    })
}

fn marked(scan: &Scan<'_>, place: &Place, out: &mut Vec<Witness>) {
    for (marks, value, block) in scan.times.iter().take(60) {
        let Some(mut hit) = dates::parse(value) else { continue };
        let near = place.rank(*block);
        let off = place.is_off(marks.off);
        if off && near < 2 && hit.precision < Precision::Day {
            // The clock of a comment is not that of the article.
            (hit.value, hit.precision, hit.offset) = (hit.value.date().to_datetime(Time::MIN), Precision::Day, None);
        }
        let (source, mut weight) = match marks {
            Marks { published: true, .. } => (Source::Marked, Source::Marked.weight()),
            Marks { updated: true, .. } => (Source::Modified, 1.0),
            _ => (Source::Time, Source::Time.weight() + near as f32 * 0.75),
        };
        if off {
            weight -= if near == 2 { 1.0 } else { 2.5 };
        }
        if near == 0 {
            weight -= 1.0;
        }
        if weight > 0.0 {
            out.push(witness(hit, source, weight, "an element marked as a date"));
        }
    }
}

impl Scan<'_> {
    /// Whether the page says that it is of the United States, which write the month first.
    fn month_first(&self) -> bool {
        let of_meta = self.meta.iter().find(|m| m.0 == "og:locale").map(|m| m.1.as_str());
        let american = |tag: &str| tag.replace('_', "-").eq_ignore_ascii_case("en-us");
        american(&self.lang) || of_meta.is_some_and(american)
    }

    /// The path of the page's own address.
    fn path(&self) -> Option<&str> {
        let of_meta = self.meta.iter().find(|m| m.0 == "og:url").map(|m| m.1.as_str());
        let given = Some(self.url).filter(|u| !u.is_empty());
        let address = self
            .canonical
            .as_deref()
            .or(of_meta)
            .filter(|a| a.len() > 1)
            .or(given)?;
        // The copy of an archive: the address of the page itself follows the time of the copy.
        let own = address
            .rfind("://")
            .filter(|i| *i > 8)
            .and_then(|i| address.get(i + 3..));
        let path = own
            .or_else(|| address.split_once("://").map(|p| p.1))
            .unwrap_or(address);
        path.split(['?', '#']).next()
    }

    /// Year and month that the address names without a day: /2025/08/.
    pub(super) fn address_month(&self) -> Option<(i16, i8)> {
        if !dates::find(self.path()?).is_empty() {
            return None;
        }
        let parts: Vec<&str> = self.path()?.split('/').collect();
        parts.windows(2).find_map(|w| {
            let [y, m] = w else { return None };
            let year: i16 = y.parse().ok().filter(|y| (1990..2100).contains(y))?;
            let month: i8 = m.parse().ok().filter(|m| (1..=12).contains(m))?;
            Some((year, month))
        })
    }
}

/// What a day of the form 2025-08-13 in an address weighs: it may be one of its words.
const IN_WORDS: f32 = 7.0;

/// What a day of the form 13-08-2025 weighs.
const DAY_FIRST: f32 = 3.0;

fn address(scan: &Scan<'_>, out: &mut Vec<Witness>) {
    let Some(path) = scan.path() else { return };
    for hit in dates::find(path) {
        let text = hit.span.of(path);
        let year_first = text.chars().take_while(char::is_ascii_digit).count() == 4;
        let year_last = text.len() == 10 && text.chars().rev().take_while(char::is_ascii_digit).count() == 4;
        let digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
        let (before, after) = (path.get(..hit.span.start as usize), path.get(hit.span.end as usize..));
        let next = after.and_then(|a| a.chars().next());
        let glued = digit(next) || digit(before.and_then(|b| b.chars().next_back()));
        let folders = text.matches('/').count() == 2;
        // "/2023/10/3-questions": a number of the words of the address.
        let slug = folders && next == Some('-') && text.rsplit('/').next().is_some_and(|d| d.len() < 2);
        let weight = match (year_first, folders) {
            (true, true) => Source::Address.weight(),
            (true, false) => IN_WORDS,
            (false, _) if year_last => DAY_FIRST,
            _ => continue,
        };
        if !slug && !glued {
            out.push(witness(hit, Source::Address, weight, "the address holds the day"));
            return;
        }
    }
    // 20250813 at the start of a number: a day alone, or with a clock time or a number of its own glued to it.
    let bytes = path.as_bytes();
    let mut i = 0;
    while i < bytes.len() {
        let run = bytes.iter().skip(i).take_while(|b| b.is_ascii_digit()).count();
        if run == 8 || run >= 12 {
            let hit = path.get(i..i + 8).and_then(dates::parse);
            if let Some(hit) = hit {
                let weight = if run == 8 { 2.5 } else { 2.0 };
                let span = model::Span::new(i, i + 8);
                out.push(witness(
                    DateHit { span, ..hit },
                    Source::Address,
                    weight,
                    "the address holds the day",
                ));
                return;
            }
        }
        i += run.max(1);
    }
}

/// A date that ends the title after a bar or dash.
fn title(scan: &Scan<'_>, out: &mut Vec<Witness>) {
    let part = scan.title.rsplit(['|', '–', '—']).next().unwrap_or("").trim();
    let hit = dates::find(part).into_iter().find(|h| h.span.len() + 6 >= part.len());
    out.extend(hit.map(|h| witness(h, Source::Title, Source::Title.weight(), "the title ends with the date")));
}

fn scripts(scan: &Scan<'_>, out: &mut Vec<Witness>) {
    let mut days: Vec<(Date, DateHit)> = Vec::new();
    for script in &scan.scripts {
        if days.len() > 5 {
            return;
        }
        for end in names::key_ends(script, MOST_VALUES) {
            if let Some(hit) = script.get(end..).and_then(value).and_then(dates::parse)
                && !days.iter().any(|d| d.0 == hit.value.date())
            {
                days.push((hit.value.date(), hit));
            }
        }
    }
    // Many days are those of other stories.
    let weight = match days.len() {
        1 => 2.5,
        2 => 1.5,
        3..=5 => 0.75,
        _ => return,
    };
    out.extend(
        days.into_iter()
            .map(|d| witness(d.1, Source::Script, weight, "a script of the page names the date")),
    );
}

//! When an article was published, from what its page prints.

use super::date_labels::{DateLabel, labels};
use super::dates::{self, DateHit};
use super::page::Page;
use crate::model::{Basis, Hints, LineClass, Precision, Published};
use jiff::civil::Date;
use sutradhar_text::chars::{digit_value, is_word_char};
use sutradhar_text::sentences::sentences;

/// How much a date is worth, least first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Rank {
    Loose,
    Updated,
    Plain,
    Published,
}

/// The date of a text page: the best of the dates printed between the top and the first paragraphs, or right under the last.
pub(super) fn on_page(page: &Page<'_>) -> Option<Published> {
    let first = page.class.iter().position(|c| c.0 == LineClass::Body);
    let last = page.class.iter().rposition(|c| c.0 == LineClass::Body);
    let mut best: Option<(Rank, DateHit, u32)> = None;
    for (i, (line, (class, _))) in page.lines.iter().zip(&page.class).enumerate() {
        use LineClass::*;
        let usable = match class {
            Date | Byline => first.is_none_or(|f| i < f + 3) || last.is_some_and(|l| i <= l + 4),
            Headline | Kicker | Dateline | Furniture | Standfirst => first.is_none_or(|f| i < f),
            _ => false,
        };
        if !usable {
            continue;
        }
        for hit in dates::find(line.text) {
            let before = line.text.get(..hit.span.start as usize).unwrap_or("");
            let mut rank = rank(before);
            if matches!(class, Headline | Standfirst) {
                // A headline may name the day that it is about: only its very start can be a date field.
                if !(rank == Rank::Published && before.split_whitespace().count() <= 2) {
                    continue;
                }
                rank = Rank::Plain;
            }
            if hit.precision > Precision::Day {
                continue;
            }
            if *class == Furniture && rank == Rank::Plain {
                rank = Rank::Loose;
            }
            best = Some(match best {
                None => (rank, hit, line.n),
                Some(old) => better(old, (rank, hit, line.n)),
            });
        }
    }
    best.map(|(_, hit, n)| stated(hit, format!("line {n} prints the date")))
}

/// The better of two dates: the same day with a clock time before one without, else by rank, else the first.
fn better(old: (Rank, DateHit, u32), new: (Rank, DateHit, u32)) -> (Rank, DateHit, u32) {
    if old.1.value.date() == new.1.value.date() {
        return if new.1.precision < old.1.precision {
            (old.0.max(new.0), new.1, new.2)
        } else {
            old
        };
    }
    if new.0 > old.0 { new } else { old }
}

fn rank(before: &str) -> Rank {
    let tail_at = before.char_indices().rev().nth(30).map_or(0, |(i, _)| i);
    let found = labels(before.get(tail_at..).unwrap_or(""));
    let last = |label: DateLabel| found.iter().rev().find(|f| f.1 == label).map(|f| f.0);
    match (last(DateLabel::Published), last(DateLabel::Updated)) {
        (Some(p), Some(u)) if p > u + 8 => Rank::Published,
        (_, Some(_)) => Rank::Updated,
        (Some(_), None) => Rank::Published,
        _ => Rank::Plain,
    }
}

/// How much the words before a date speak for it as the date of publication: 3 published, 1 updated, 0 nothing.
pub(super) fn label_score(before: &str) -> i32 {
    match rank(before) {
        Rank::Published => 3,
        Rank::Updated => 1,
        Rank::Plain | Rank::Loose => 0,
    }
}

/// A stated date from a hit.
pub(super) fn stated(hit: DateHit, why: impl Into<String>) -> Published {
    Published {
        value: Some(hit.value),
        precision: hit.precision,
        offset: hit.offset,
        basis: Basis::Stated,
        earliest: None,
        latest: None,
        why: why.into(),
    }
}

/// The date that a record or a feed gives for its page.
pub(super) fn of_hints(hints: &Hints) -> Option<Published> {
    let hit = dates::parse(hints.published.as_deref()?)?;
    Some(stated(hit, "the record names the date"))
}

/// Words of a sentence about the past, in their folded forms: at the end of Hindi, Marathi and Bengali verbs, in English anywhere.
const PAST: &[&str] = &[
    "था",
    "थी",
    "थे",
    "थीं",
    "किया",
    "किए",
    "की",
    "हुआ",
    "हुई",
    "हुए",
    "गया",
    "गई",
    "गए",
    "दिया",
    "दी",
    "दिए",
    "लिया",
    "रहा",
    "आया",
    "आई",
    "बना",
    "मिला",
    "मिली",
    "होता",
    "होती",
    "झाला",
    "झाली",
    "झाले",
    "होते",
    "केला",
    "केली",
    "केले",
    "ছিল",
    "হয়েছিল",
    "করেছিল",
    "was",
    "were",
    "had",
    "did",
    "came",
    "won",
    "lost",
    "died",
    "began",
    "became",
];

/// Signs that a year is ahead: targets, plans, deadlines. Folded.
const AHEAD: &[&str] = &[
    "तक",
    "लक्ष्य",
    "योजना",
    "आगामी",
    "अगले",
    "will",
    "by",
    "target",
    "plan",
    "plans",
    "until",
    "next",
    "would",
    "लक्ष्य",
    "होगा",
    "होगी",
    "होंगे",
    "करेगा",
    "जाएगा",
    "जाएगी",
];

/// The first day on which the text can have been written: the last year that it tells of as past. `None` without such a year.
///
/// A year is proof only in a sentence of the past with no word of plans in it.
pub(super) fn earliest(body: &str) -> Option<(Date, String)> {
    let mut best: Option<(u32, String)> = None;
    for sentence in body
        .split('\n')
        .flat_map(|p| sentences(p).into_iter().map(move |s| s.of(p)))
    {
        let Some(year) = year_in(sentence) else { continue };
        if best.as_ref().is_some_and(|(y, _)| *y >= year) {
            continue;
        }
        let folded = sutradhar_text::fold::fold(sentence);
        let mut words = folded.split(|c: char| !is_word_char(c)).filter(|w| !w.is_empty());
        let mut past = false;
        let ahead = words.any(|w| {
            past |= PAST.contains(&w) || w.len() > 4 && w.is_ascii() && w.ends_with("ed");
            AHEAD.contains(&w) || w.len() > 9 && (w.ends_with("ेगा") || w.ends_with("ेगी") || w.ends_with("ेंगे"))
        });
        if past && !ahead {
            best = Some((year, sentence.chars().take(60).collect()));
        }
    }
    let (year, _) = best?;
    let date = Date::new(year as i16, 1, 1).ok()?;
    Some((date, format!("the text tells of {year} as past")))
}

/// The last year from 1990 on in a sentence; numbers with a unit glued to them do not count.
fn year_in(sentence: &str) -> Option<u32> {
    let mut best = None;
    let mut chars = sentence.char_indices().peekable();
    let mut before = ' ';
    while let Some((_, c)) = chars.next() {
        let Some(first) = digit_value(c) else {
            before = c;
            continue;
        };
        let (mut value, mut digits) = (first, 1);
        let mut after = ' ';
        while let Some((_, d)) = chars.peek().copied() {
            match digit_value(d) {
                Some(v) => {
                    value = value.saturating_mul(10).saturating_add(v);
                    digits += 1;
                    chars.next();
                }
                None => {
                    after = d;
                    break;
                }
            }
        }
        let plain = !matches!(before, ',' | '.' | '₹' | '$')
            && !is_word_char(before)
            && !is_word_char(after)
            && !matches!(after, '%');
        if plain && digits == 4 && (1990..=2100).contains(&value) {
            best = best.max(Some(value));
        }
        before = c;
    }
    best
}

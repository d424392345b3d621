//! Dates that a page prints: where they stand, what is said beside them, and how much they weigh.

use super::scan::{Block, Scan};
use super::witness::{Source, Witness, both, witness};
use crate::extract::date_labels::{DateLabel, labels};
use crate::extract::dates::{self, DateHit};
use crate::model::Precision;
use jiff::civil::Date;
use rustc_hash::FxHashMap;
use sutradhar_text::chars::is_word_char;

/// Where the headline and the body stand among the blocks.
pub(super) struct Place {
    heading: Option<usize>,
    first: Option<usize>,
    last: Option<usize>,
    /// What puts the headline itself off.
    off: u32,
}

/// Characters by which a line of the text is found among the blocks.
const TELLING: usize = 60;

impl Place {
    /// The places of the headline, the first and the last line of the body.
    pub(super) fn of(scan: &Scan<'_>, headline: &str, first: &str, last: &str) -> Place {
        let headline = headline.trim();
        let is_headline = |b: &Block<'_>| !headline.is_empty() && b.text == headline;
        let at = |test: &dyn Fn(&Block<'_>) -> bool| scan.blocks.iter().position(test);
        let heading = at(&|b| b.heading == 1 && is_headline(b))
            .or_else(|| at(&|b| b.heading > 0 && is_headline(b)))
            .or_else(|| at(&|b| b.heading == 1 && b.marks.off == 0))
            .or_else(|| at(&is_headline));
        let head = |line: &str| line.trim().chars().take(TELLING).collect::<String>();
        let (first, last) = (head(first), head(last));
        let from = heading.unwrap_or(0);
        let find = |line: &str, after: usize| {
            let mut found = scan.blocks.iter().enumerate().skip(after);
            found
                .find(|(_, b)| !line.is_empty() && b.text.starts_with(line))
                .map(|f| f.0)
        };
        let first = find(&first, from);
        let last = find(&last, first.unwrap_or(from));
        let off = heading.and_then(|h| scan.blocks.get(h)).map_or(0, |b| b.marks.off);
        Place {
            heading,
            first,
            last,
            off,
        }
    }

    /// Whether an element that puts off does so here: the headline does not stand in it.
    pub(super) fn is_off(&self, off: u32) -> bool {
        off > 0 && off != self.off
    }

    /// Whether a block stands above the headline.
    fn is_above(&self, i: usize) -> bool {
        self.heading.is_some_and(|h| i < h)
    }

    /// How well a block stands for a date: 2 by the headline, 1 under the article, 0 elsewhere.
    pub(super) fn rank(&self, i: usize) -> i32 {
        let near = match (self.heading, self.first) {
            (Some(h), Some(f)) if f > h => i + 3 >= h && i <= (f + 3).min(h + 30) && self.last.is_none_or(|l| i <= l),
            (Some(h), _) => i + 3 >= h && i <= h + 12,
            (None, Some(f)) => i + 8 >= f && i <= f + 1,
            (None, None) => false,
        };
        if near {
            return 2;
        }
        let tail = self.last.is_some_and(|l| i > l && i <= l + 8);
        let above = self.heading.is_some_and(|h| i + 6 >= h && i < h);
        (tail || above) as i32
    }
}

/// Longest block that is read whole.
const SHORT: usize = 260;

/// Days that blocks of one class may name before they are those of a list.
const LISTED: usize = 2;

/// What it adds to a printed day that the page prints no other.
const ONLY: f32 = 1.5;

/// Adds the dates that a page prints; the days that say nothing of the article come back: those above its
/// headline, and those of lists of other stories.
pub(super) fn printed(scan: &Scan<'_>, place: &Place, out: &mut Vec<Witness>) -> Vec<Date> {
    let mut elsewhere: Vec<Date> = Vec::new();
    let mut off_days: Vec<(&str, Date)> = Vec::new();
    let mut found: Vec<(usize, DateHit, f32)> = Vec::new();
    let mut only: Option<Date> = None;
    let mut several = false;
    for (i, block) in scan.blocks.iter().enumerate().filter(|(_, b)| b.digits) {
        let near = place.rank(i);
        let short = block.text.len() <= SHORT;
        if !short && near == 0 && !block.marks.date {
            continue;
        }
        for hit in dates::find(&block.text)
            .into_iter()
            .filter(|h| h.precision <= Precision::Day)
        {
            let off = place.is_off(block.marks.off);
            let day = hit.value.date();
            let Some(weight) = weigh(scan, i, block, &hit, near, (off, place.is_above(i + 1))) else {
                elsewhere.push(day);
                continue;
            };
            several |= only.is_some_and(|d| d != day);
            only = Some(day);
            if weight > 0.0 {
                found.push((i, hit, weight));
            } else if place.is_above(i) {
                elsewhere.push(day);
            } else if off {
                off_days.push((block.class, day));
            }
        }
    }
    let class = |i: usize| scan.blocks.get(i).map_or("", |b| b.class);
    let of_class = days_by_class(found.iter().map(|(i, h, _)| (class(*i), h.value.date())));
    let listed = days_by_class(off_days.iter().copied());
    let is_listed = |of: &FxHashMap<&str, usize>, class: &str| of.get(class).is_some_and(|n| *n > LISTED);
    elsewhere.extend(off_days.iter().filter(|d| is_listed(&listed, d.0)).map(|d| d.1));
    for (i, hit, mut weight) in found {
        if !several && !place.is_above(i) {
            weight = weight.max((weight + ONLY).min(2.0));
        }
        if is_listed(&of_class, class(i)) {
            weight -= if place.rank(i) < 2 { 2.0 } else { 1.0 };
        }
        if weight > 0.0 {
            let text = scan.blocks.get(i).map_or("", |b| b.text.as_str());
            both(scan, text, hit, out, |hit| {
                witness(hit, Source::Printed, weight.min(5.5), "printed on the page")
            });
        } else {
            elsewhere.push(hit.value.date());
        }
    }
    elsewhere
}

/// How many days the blocks of each class name.
fn days_by_class<'s>(days: impl Iterator<Item = (&'s str, Date)>) -> FxHashMap<&'s str, usize> {
    let mut days: Vec<(&str, Date)> = days.collect();
    days.sort_unstable();
    days.dedup();
    let mut out = FxHashMap::default();
    for (class, _) in days {
        *out.entry(class).or_default() += 1;
    }
    out
}

/// How much a printed date speaks for its day, by where it stands, what is beside it and how its elements are named;
/// `None` if it is the day of something else.
fn weigh(
    scan: &Scan<'_>,
    i: usize,
    block: &Block<'_>,
    hit: &DateHit,
    near: i32,
    (off, above): (bool, bool),
) -> Option<f32> {
    let text = block.text.as_str();
    let (start, end) = (hit.span.start as usize, hit.span.end as usize);
    let (before, after) = (text.get(..start).unwrap_or(""), text.get(end..).unwrap_or(""));
    let lean = text.chars().count() <= hit.span.of(text).chars().count() + 40;
    let dateline = near == 2
        && before.chars().count() <= 32
        && after.trim_start().starts_with([':', '-', '–', '—', '।', ')', '(']);
    let opens = before.trim().is_empty() || dateline;
    let label = label(scan, i, before, after);
    if off && above && !block.marks.published && label != Some(DateLabel::Published) {
        // A day in the frame, further above the headline than the line before it, is that of the visit.
        return None;
    }
    let mut weight: f32 = match near {
        2 => 2.0,
        1 => 1.0,
        _ => 0.0,
    };
    weight += match label {
        Some(DateLabel::Published) => 2.5,
        Some(DateLabel::Updated) => 0.0,
        Some(DateLabel::Other) => return None,
        None => 0.0,
    };
    weight += if block.marks.published {
        2.0
    } else if block.marks.date {
        1.5
    } else {
        0.0
    };
    if block.marks.updated {
        weight -= 1.0;
    }
    let in_body = text.len() > SHORT || !lean;
    if in_body && label.is_none() && !(opens && near > 0 && !off && text.len() > hit.span.len()) {
        weight -= 2.0;
    }
    if block.heading > 0 && !lean {
        weight -= 2.0;
    }
    if off {
        weight -= if near == 2 { 1.0 } else { 2.5 };
    }
    if (lean || opens) && near > 0 {
        weight += 0.5;
    }
    if lean && label == Some(DateLabel::Published) {
        weight = (weight + 0.5).max(if before.chars().count() <= 24 { 2.0 } else { 1.0 });
    }
    weight += 0.5 * (hit.precision < Precision::Day) as i32 as f32;
    Some(weight)
}

/// Characters before and after a date in which its label stands.
const LABEL_REACH: usize = 36;

/// What the words beside a date say of it: the last before it, else those of a short block above, else the first
/// after it.
fn label(scan: &Scan<'_>, i: usize, before: &str, after: &str) -> Option<DateLabel> {
    let tail_at = before.char_indices().rev().nth(LABEL_REACH).map_or(0, |(i, _)| i);
    if let Some((_, label)) = labels(before.get(tail_at..).unwrap_or("")).last() {
        return Some(*label);
    }
    if before.trim().is_empty() {
        let above = i
            .checked_sub(1)
            .and_then(|i| scan.blocks.get(i))
            .map_or("", |b| b.text.as_str());
        if above.chars().count() <= 24
            && !above.chars().any(|c| sutradhar_text::chars::digit_value(c).is_some())
            && let Some((_, label)) = labels(above).last()
        {
            return Some(*label);
        }
    }
    let head_to = after.char_indices().nth(LABEL_REACH).map_or(after.len(), |(i, _)| i);
    let head = after.get(..head_to).unwrap_or("");
    let head = head.split(['|', '•', '·']).next().unwrap_or("");
    // A label with a colon belongs to what follows it.
    let of_next = |word: &str| word.ends_with(':') && word.chars().filter(|c| is_word_char(*c)).count() > 2;
    let own = head.split_inclusive(' ').take_while(|w| !of_next(w.trim_end()));
    let own: usize = own.map(str::len).sum();
    labels(head.get(..own).unwrap_or(""))
        .first()
        .map(|f| f.1)
        .filter(|l| *l == DateLabel::Published && !before.trim().is_empty())
}

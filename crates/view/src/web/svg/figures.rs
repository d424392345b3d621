//! The history of a figure: a step line for each value that origins give, dashed where only one origin does.

use crate::dates;
use crate::figures::FigureRow;
use crate::groups::FigureGroup;
use crate::web::figure::value;
use crate::web::frame::Frame;
use crate::web::parts::esc;
use crate::web::rail;
use crate::web::words::origin_count;
use std::fmt::Write;

/// Values drawn; the table holds all.
const LINES: usize = 5;
/// Room of a label, in its own height.
const LABEL: f64 = 15.0;
/// Width of a column of a label.
const COLUMN: f64 = 6.9;

/// A value with its place in time.
struct Step<'a> {
    row: &'a FigureRow,
    at: f64,
    end: f64,
    next: Option<f64>,
}

/// The picture, `width` wide, or nothing where there is no more than one value with a date.
pub(in crate::web) fn figures(f: &Frame<'_>, g: &FigureGroup<'_>, id: &str, width: f64) -> Option<String> {
    let mut rows: Vec<&FigureRow> = g.rows.iter().filter(|r| moment(r).is_some()).copied().collect();
    rows.sort_by_key(|r| std::cmp::Reverse(r.origins.len()));
    rows.truncate(LINES);
    rows.sort_by(|a, b| a.as_of.cmp(&b.as_of));
    let numbers: Vec<f64> = rows.iter().map(|r| r.number).collect();
    let (low, high) = (
        numbers.iter().copied().fold(f64::INFINITY, f64::min),
        numbers.iter().copied().fold(f64::NEG_INFINITY, f64::max),
    );
    if rows.len() < 2 || low >= high {
        return None;
    }
    let all: Vec<f64> = g.rows.iter().filter_map(|r| moment(r)).collect();
    let start = all.iter().copied().fold(f64::INFINITY, f64::min).floor();
    let end = all.iter().copied().fold(f64::NEG_INFINITY, f64::max).floor() + 1.0;
    let (left, right, bottom) = (8.0, width - 8.0, 138.0);
    // The last value leaves room for its label.
    let label_room = rows.iter().map(|r| wide(&told(f, r))).fold(0.0, f64::max) + 16.0;
    let last = rows.iter().filter_map(|r| moment(r)).fold(start, f64::max);
    let share = ((last - start) / (end - start).max(1.0)).max(0.01);
    let scale = (right - left).min((right - left - label_room).max(60.0) / share);
    let x = |t: f64| left + (t - start) / (end - start).max(1.0) * scale;
    let y = |n: f64| bottom - 22.0 - (n - low) / (high - low) * 84.0;
    let steps: Vec<Step<'_>> = rows
        .iter()
        .map(|row| {
            let next = g.successor(row).filter(|n| rows.iter().any(|r| std::ptr::eq(*r, *n)));
            Step {
                row,
                at: x(moment(row).unwrap_or(start)),
                end: next.and_then(moment).map_or(right, &x),
                next: next.map(|n| y(n.number)),
            }
        })
        .collect();
    let lang = f.ui.tag();
    let history: Vec<String> = g
        .rows
        .iter()
        .map(|r| {
            let day = r
                .as_of
                .as_deref()
                .map_or_else(String::new, |d| format!("{}: ", dates::day(d, lang)));
            format!("{day}{} ({})", value(r), origin_count(f, r.origins.len()))
        })
        .collect();
    let mut out = format!(
        "<svg viewBox=\"0 0 {width} 168\" role=\"img\" aria-labelledby=\"{id}\"><title id=\"{id}\">{}: {}</title>\n",
        esc(&g.what(lang)),
        esc(&history.join("; "))
    );
    let _ = write!(
        out,
        "<line x1=\"{left}\" y1=\"{bottom}\" x2=\"{right}\" y2=\"{bottom}\" stroke=\"var(--line)\"/>"
    );
    ticks(&mut out, f, start, end, &x, width);
    let mut taken: Vec<(f64, f64, f64)> = Vec::new();
    for s in &steps {
        let at = y(s.row.number);
        let single = s.row.origins.len() < 2;
        let superseded = g.is_superseded(s.row);
        let beside = g.last().is_some_and(|l| l.number != s.row.number) && !superseded;
        let colour = if beside { "var(--warn)" } else { "var(--thread)" };
        let rise = s.next.map_or_else(String::new, |n| format!("V{n:.0}"));
        let _ = write!(
            out,
            "<path d=\"M{:.0} {at:.0}H{:.0}{rise}\" fill=\"none\" stroke=\"{colour}\" stroke-width=\"{}\"{}/>\
             <circle cx=\"{:.0}\" cy=\"{at:.0}\" r=\"4\" fill=\"{colour}\"/>",
            s.at,
            s.end,
            if superseded { 2 } else { 3 },
            if single { " stroke-dasharray=\"5 4\"" } else { "" },
            s.at
        );
        label(&mut out, f, s, at, width, &mut taken);
    }
    out.push_str("</svg>\n");
    Some(out)
}

/// The days under the line: first, last, and those between that have room.
fn ticks(out: &mut String, f: &Frame<'_>, start: f64, end: f64, x: &dyn Fn(f64) -> f64, width: f64) {
    let days = (end - start).max(1.0) as i64;
    let room = (width / 92.0).floor().max(2.0) as i64;
    let step = (days + room - 1) / room;
    let mut day = 0;
    while day < days {
        let at = x(start + day as f64);
        if at + 80.0 > width && day > 0 {
            break;
        }
        let name = dates::short_day(start as i64 + day, f.ui.tag());
        let _ = write!(out, "<text class=\"s\" x=\"{at:.0}\" y=\"156\">{}</text>", esc(&name));
        day += step;
    }
}

/// The words of a label.
fn told(f: &Frame<'_>, row: &FigureRow) -> String {
    format!("{} · {}", value(row), rail::origins(f, row.origins.len()))
}

/// About how wide words are drawn.
fn wide(words: &str) -> f64 {
    unicode_width::UnicodeWidthStr::width(words) as f64 * COLUMN
}

/// The words at a line: over its beginning, or under it where another label stands.
fn label(out: &mut String, f: &Frame<'_>, s: &Step<'_>, y: f64, width: f64, taken: &mut Vec<(f64, f64, f64)>) {
    let words = told(f, s.row);
    let wide = wide(&words);
    let at = (s.at + 6.0).min(width - wide).max(0.0);
    let free = |top: f64| {
        let clear = |t: &(f64, f64, f64)| at + wide < t.0 || t.1 < at || (top - t.2).abs() >= LABEL;
        taken.iter().all(clear)
    };
    let place = [y - 8.0, y + 18.0, y - 8.0 - LABEL, y + 18.0 + LABEL];
    let top = place.into_iter().find(|t| *t > 10.0 && free(*t)).unwrap_or(y - 8.0);
    taken.push((at, at + wide, top));
    let _ = writeln!(out, "<text x=\"{at:.0}\" y=\"{top:.0}\">{}</text>", esc(&words));
}

/// When a figure was first printed, in days.
fn moment(row: &FigureRow) -> Option<f64> {
    let iso = row.as_of.as_deref()?;
    let day = dates::day_number(iso)? as f64;
    let clock = iso.split('T').nth(1).unwrap_or("");
    let part = |i: usize| clock.get(i..i + 2).and_then(|p| p.parse::<f64>().ok());
    Some(day + part(0).unwrap_or(0.0) / 24.0 + part(3).unwrap_or(0.0) / 1440.0)
}

//! How many reports came on which day: dark for origins that are new to the story, light for the others.

use crate::names::ArticleRow;
use crate::web::frame::Frame;
use crate::web::parts::esc;
use crate::web::words::{origin_count, reports};
use crate::{dates, labels};
use std::collections::BTreeSet;
use std::fmt::Write;

/// Days drawn at most; a story that runs longer has its first days drawn.
const DAYS: i64 = 60;

/// A day: its number, origins new on it, all reports of it.
pub(in crate::web) type Day = (i64, usize, usize);

/// The days on which a story was reported, in order of time.
pub(in crate::web) fn days(articles: &[ArticleRow]) -> Vec<Day> {
    let mut known: BTreeSet<&str> = BTreeSet::new();
    let mut list: Vec<Day> = Vec::new();
    let mut dated: Vec<(&str, &ArticleRow)> = articles
        .iter()
        .filter_map(|a| Some((a.published.value.as_deref()?, a)))
        .collect();
    dated.sort_by_key(|(day, _)| *day);
    for (iso, a) in dated {
        let Some(day) = dates::day_number(iso) else { continue };
        let new = known.insert(a.origin.as_deref().unwrap_or(&a.outlet));
        match list.last_mut().filter(|d| d.0 == day) {
            Some(d) => {
                d.1 += usize::from(new);
                d.2 += 1;
            }
            None => list.push((day, usize::from(new), 1)),
        }
    }
    list
}

/// The picture, or nothing for fewer than two days.
pub(in crate::web) fn coverage(f: &Frame<'_>, list: &[Day], id: &str) -> Option<String> {
    let first = list.first()?.0;
    let shown: Vec<&Day> = list.iter().filter(|d| d.0 - first < DAYS).collect();
    let span = shown.last()?.0 - first + 1;
    let most = shown.iter().map(|d| d.2).max()?;
    if shown.len() < 2 || most == 0 {
        return None;
    }
    let told: Vec<String> = list
        .iter()
        .map(|(day, new, all)| {
            let day = dates::short_day(*day, f.ui.tag());
            format!("{day}: {}, {}", origin_count(f, *new), reports(f, *all))
        })
        .collect();
    let mut out = format!(
        "<svg viewBox=\"0 0 330 84\" role=\"img\" aria-labelledby=\"{id}\"><title id=\"{id}\">{}: {}</title>\n",
        f.t(labels::ACROSS_DAYS),
        esc(&told.join("; "))
    );
    let step = 322.0 / span as f64;
    let wide = (step - 2.0).clamp(1.0, 40.0);
    for (day, new, all) in &shown {
        let x = 4.0 + (*day - first) as f64 * step;
        let tall = |n: usize| n as f64 / most as f64 * 52.0;
        let (whole, dark) = (tall(*all), tall(*new));
        let _ = write!(
            out,
            "<rect x=\"{x:.0}\" y=\"{:.0}\" width=\"{wide:.0}\" height=\"{whole:.0}\" fill=\"var(--bar)\"/>\
             <rect x=\"{x:.0}\" y=\"{:.0}\" width=\"{wide:.0}\" height=\"{dark:.0}\" fill=\"var(--thread)\"/>",
            60.0 - whole,
            60.0 - dark
        );
    }
    let last = 4.0 + (span - 1) as f64 * step;
    let (last, anchor) = if last > 264.0 { (326.0, "end") } else { (last, "start") };
    let ends = [(4.0, "start", first), (last, anchor, first + span - 1)];
    for (x, anchor, day) in ends {
        let _ = write!(
            out,
            "<text class=\"s\" x=\"{x:.0}\" y=\"78\" text-anchor=\"{anchor}\">{}</text>",
            esc(&dates::short_day(day, f.ui.tag()))
        );
    }
    out.push_str("</svg>\n");
    Some(out)
}

//! The timeline as a picture: a storyline's events above the line, the dated happenings of one event below it.

use super::shell::escape;
use crate::story::StoryPage;
use crate::{dates, labels};
use std::fmt::Write;
use unicode_segmentation::UnicodeSegmentation;
use unicode_width::UnicodeWidthStr;

/// Width of the picture.
const WIDTH: f64 = 780.0;
/// Room on the left of the first point.
const LEFT: f64 = 14.0;
/// Room on the right of the last point: a label stands there.
const RIGHT: f64 = 232.0;
/// Height of a row of labels: a date and a line of words.
const ROW: f64 = 38.0;
/// Columns of a label.
const COLUMNS: usize = 32;
/// Width of a column of 13 px text, wide Devanagari letters counted in.
const COLUMN: f64 = 6.8;
/// Points drawn on each side; the list below the picture has the rest.
const POINTS: usize = 8;
/// Happenings of one day drawn.
const A_DAY: usize = 2;

struct Point {
    day: i64,
    date: String,
    text: String,
    class: &'static str,
}

/// The picture, or nothing where fewer than two points are dated.
pub(super) fn picture(page: &StoryPage) -> Option<String> {
    let lang = page.language;
    let mut above: Vec<Point> = Vec::new();
    for e in page.storyline.iter().flat_map(|s| &s.events) {
        let iso = e.start.as_deref().or(e.end.as_deref());
        let Some((iso, day)) = iso.and_then(|d| Some((d, dates::day_number(d)?))) else {
            continue;
        };
        above.push(Point {
            day,
            date: dates::human(iso, lang),
            text: e.title.clone(),
            class: if e.when == "this" { "dot now" } else { "dot" },
        });
    }
    let mut below: Vec<Point> = Vec::new();
    for t in &page.timeline {
        let Some(day) = dates::day_number(&t.date) else {
            continue;
        };
        if below.iter().filter(|p| p.day == day).count() == A_DAY {
            continue;
        }
        below.push(Point {
            day,
            date: dates::human(&t.date, lang),
            text: t.text.clone(),
            class: "hap",
        });
    }
    above.truncate(POINTS);
    below.truncate(POINTS);
    let mut days: Vec<i64> = above.iter().chain(&below).map(|p| p.day).collect();
    days.sort_unstable();
    days.dedup();
    if days.len() < 2 {
        return None;
    }
    let scale = Scale::new(&days);
    let (up, up_rows) = rows(&mut above, &scale);
    let (down, down_rows) = rows(&mut below, &scale);
    let axis = up_rows as f64 * ROW + 16.0;
    let height = axis + down_rows as f64 * ROW + 20.0;
    let mut out = String::new();
    let title = escape(labels::TIMELINE.of(lang));
    let _ = writeln!(
        out,
        "<figure><div class=\"scroll\"><svg class=\"tl\" viewBox=\"0 0 {WIDTH} {height:.0}\" role=\"img\" aria-label=\"{title}\">"
    );
    let end = WIDTH - RIGHT + 12.0;
    let _ = writeln!(
        out,
        "<line class=\"axis\" x1=\"0\" y1=\"{axis:.0}\" x2=\"{end:.0}\" y2=\"{axis:.0}\"/>"
    );
    for (points, places, side) in [(&above, &up, -1.0), (&below, &down, 1.0)] {
        for (p, row) in points.iter().zip(places) {
            let x = scale.at(p.day);
            // The first row stands next to the line; each label has its date above its words.
            let top = if side < 0.0 {
                axis - (*row as f64 + 1.0) * ROW
            } else {
                axis + *row as f64 * ROW + 10.0
            };
            let lead = if side < 0.0 { top + 2.0 } else { top + 26.0 };
            let _ = writeln!(
                out,
                "<line class=\"lead\" x1=\"{x:.1}\" y1=\"{axis:.0}\" x2=\"{x:.1}\" y2=\"{lead:.0}\"/>"
            );
            let tx = x + 6.0;
            let _ = writeln!(
                out,
                "<text class=\"d\" x=\"{tx:.1}\" y=\"{:.0}\">{}</text><text x=\"{tx:.1}\" y=\"{:.0}\">{}</text>",
                top + 10.0,
                escape(&p.date),
                top + 25.0,
                escape(&short(&p.text))
            );
        }
    }
    for (points, radius) in [(&below, 4.0), (&above, 6.0)] {
        for p in points.iter() {
            let _ = writeln!(
                out,
                "<circle class=\"{}\" cx=\"{:.1}\" cy=\"{axis:.0}\" r=\"{radius}\"><title>{}: {}</title></circle>",
                p.class,
                scale.at(p.day),
                escape(&p.date),
                escape(&p.text)
            );
        }
    }
    let note = match (labels::is_hindi(lang), above.is_empty()) {
        (true, true) => "लंबे अंतराल छोटे करके दिखाए गए हैं।",
        (true, false) => {
            "रेखा के ऊपर कहानी की घटनाएं (भरा बिंदु: यह घटना), नीचे इस घटना की तारीख़ें। लंबे अंतराल छोटे करके दिखाए गए हैं।"
        }
        (false, true) => "Long gaps are drawn shorter.",
        (false, false) => {
            "Above the line the events of the story (filled: this event), below it the dated happenings of this event. Long gaps are drawn shorter."
        }
    };
    let _ = writeln!(out, "</svg></div><figcaption>{note}</figcaption></figure>");
    Some(out)
}

/// From days to places on the line: a gap counts by its square root, so that two years do not hide two days.
struct Scale {
    days: Vec<i64>,
    at: Vec<f64>,
}

impl Scale {
    fn new(days: &[i64]) -> Scale {
        let mut sum = 0.0;
        let mut at = Vec::with_capacity(days.len());
        let mut before = None;
        for d in days {
            if let Some(b) = before {
                sum += 2.0 + ((d - b) as f64).sqrt();
            }
            at.push(sum);
            before = Some(*d);
        }
        let room = WIDTH - LEFT - RIGHT;
        for x in &mut at {
            *x = LEFT + *x / sum.max(1.0) * room;
        }
        Scale {
            days: days.to_vec(),
            at,
        }
    }

    fn at(&self, day: i64) -> f64 {
        let i = self.days.partition_point(|d| *d < day);
        self.at.get(i).copied().unwrap_or(LEFT)
    }
}

/// The row of each point's label, and how many rows there are. From right to left, each label takes the row nearest to the
/// line in which it ends before the label on its right begins; no leader line crosses a label.
fn rows(points: &mut [Point], scale: &Scale) -> (Vec<usize>, usize) {
    points.sort_by_key(|p| p.day);
    let mut taken: Vec<f64> = Vec::new();
    let mut places: Vec<usize> = Vec::new();
    for p in points.iter().rev() {
        let x = scale.at(p.day);
        let wide = short(&p.text).width().max(p.date.width()) as f64 * COLUMN + 12.0;
        let row = taken.iter().position(|from| x + wide < *from).unwrap_or(taken.len());
        if row == taken.len() {
            taken.push(f64::INFINITY);
        }
        for (i, from) in taken.iter_mut().enumerate().take(row + 1) {
            *from = if i == row { x } else { from.min(x - 4.0) };
        }
        places.push(row);
    }
    places.reverse();
    (places, taken.len())
}

/// The first words of a text, as many as a label holds.
fn short(text: &str) -> String {
    if text.width() <= COLUMNS {
        return text.to_string();
    }
    let (mut out, mut used) = (String::new(), 0);
    for g in text.graphemes(true) {
        used += g.width();
        if used >= COLUMNS {
            break;
        }
        out.push_str(g);
    }
    let head = out.rsplit_once(' ').map_or(out.as_str(), |(h, _)| h);
    format!("{}…", head.trim_end_matches([',', ':', '-', ' ', '–']))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(day: i64, columns: usize) -> Point {
        Point {
            day,
            date: "1 Jan".into(),
            text: "क".repeat(columns),
            class: "dot",
        }
    }

    proptest::proptest! {
        /// No two labels of a row overlap, and no leader line runs through a label.
        #[test]
        fn labels_do_not_overlap(list in proptest::collection::vec((0i64..900, 1usize..40), 2..12)) {
            let mut points: Vec<Point> = list.iter().map(|(d, c)| point(*d, *c)).collect();
            let mut days: Vec<i64> = points.iter().map(|p| p.day).collect();
            days.sort_unstable();
            days.dedup();
            let scale = Scale::new(&days);
            let (places, _) = rows(&mut points, &scale);
            let end = |p: &Point| scale.at(p.day) + short(&p.text).width().max(p.date.width()) as f64 * COLUMN;
            for (i, a) in points.iter().enumerate() {
                for (j, b) in points.iter().enumerate().skip(i + 1) {
                    let (x, y) = (scale.at(a.day), scale.at(b.day));
                    if places[i] == places[j] {
                        proptest::prop_assert!(end(a) < y, "{} {}", i, j);
                    }
                    // The leader of the one further out passes the rows between it and the line.
                    if places[j] > places[i] {
                        proptest::prop_assert!(!(x < y && y < end(a)), "leader of {} through label {}", j, i);
                    }
                }
            }
        }
    }
}

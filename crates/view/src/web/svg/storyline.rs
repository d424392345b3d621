//! A storyline: its events as dots on a line, with long gaps cut and marked.

use super::short;
use crate::dates;
use crate::labels;
use crate::story::StorylineStep;
use crate::web::frame::Frame;
use crate::web::parts::esc;
use std::fmt::Write;

/// Days after which a gap is cut.
const GAP: i64 = 90;
/// Events drawn; the list below has all.
const DRAWN: usize = 8;

/// The picture, or nothing for fewer than two dated events.
pub(in crate::web) fn storyline(f: &Frame<'_>, steps: &[StorylineStep], id: &str) -> Option<String> {
    let lang = f.ui.tag();
    let dated: Vec<(i64, &StorylineStep)> = steps
        .iter()
        .filter_map(|s| Some((dates::day_number(s.start.as_deref().or(s.end.as_deref())?)?, s)))
        .collect();
    let from = dated.len().saturating_sub(DRAWN);
    let shown = dated.get(from..).unwrap_or_default();
    if shown.len() < 2 {
        return None;
    }
    // Places on the line: days count up to the cut, a cut gap counts as one of the longest.
    let mut at = vec![0.0];
    let mut cuts: Vec<usize> = Vec::new();
    for (i, pair) in shown.windows(2).enumerate() {
        let [a, b] = pair else { continue };
        let gap = b.0 - a.0;
        if gap > GAP {
            cuts.push(i);
        }
        let wide = (gap.clamp(0, GAP) as f64).max(18.0);
        at.push(at.last().copied().unwrap_or(0.0) + wide);
    }
    let all = at.last().copied().unwrap_or(1.0).max(1.0);
    let x = |i: usize| 14.0 + at.get(i).copied().unwrap_or(0.0) / all * 480.0;
    let height = 40.0 + shown.len() as f64 * 26.0;
    let told: Vec<String> = shown
        .iter()
        .map(|(_, s)| {
            format!(
                "{}: {}",
                dates::compact(s.start.as_deref(), s.end.as_deref(), lang),
                s.title
            )
        })
        .collect();
    let mut out = format!(
        "<svg class=\"wide\" viewBox=\"0 0 760 {height:.0}\" role=\"img\" aria-labelledby=\"{id}\">\
         <title id=\"{id}\">{}: {}</title>\n\
         <line x1=\"4\" y1=\"20\" x2=\"756\" y2=\"20\" stroke=\"var(--line)\" stroke-width=\"2\"/>",
        f.t(labels::LINE_OF),
        esc(&told.join("; "))
    );
    for i in cuts {
        let middle = (x(i) + x(i + 1)) / 2.0;
        let _ = write!(
            out,
            "<path d=\"M{:.0} 28L{:.0} 12M{:.0} 28L{:.0} 12\" stroke=\"var(--soft)\" stroke-width=\"2\"/>",
            middle - 6.0,
            middle,
            middle,
            middle + 6.0
        );
    }
    for (i, (_, s)) in shown.iter().enumerate() {
        // The last event is told nearest to the line: no line down to a label crosses another label.
        let row = shown.len() - 1 - i;
        let (here, y) = (x(i), 40.0 + row as f64 * 26.0);
        let fill = if s.when == "this" || (i + 1 == shown.len() && s.when == "later") {
            "var(--thread)"
        } else {
            "var(--bg)"
        };
        let day = dates::compact(s.start.as_deref(), s.end.as_deref(), lang);
        let room = ((756.0 - here - 12.0) / 7.0).max(24.0) as usize;
        let words = short(&format!("{day} · {}", s.title), room);
        let _ = writeln!(
            out,
            "<path d=\"M{here:.0} 20V{:.0}\" stroke=\"var(--line)\"/><circle cx=\"{here:.0}\" cy=\"20\" r=\"6\" \
             fill=\"{fill}\" stroke=\"var(--thread)\" stroke-width=\"2\"/><text x=\"{:.0}\" y=\"{:.0}\">{}</text>",
            y + 8.0,
            here + 8.0,
            y + 13.0,
            esc(&words)
        );
    }
    out.push_str("</svg>\n");
    Some(out)
}

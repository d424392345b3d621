//! Two articles side by side, as terminal text.

use super::Style;
use super::layout::{Sheet, Tone, muted, plain, strong};
use super::parts::{pieces, swaps};
use crate::diff::{DiffPage, DiffSide};
use crate::{dates, labels};

/// A diff page as terminal text: ` ` kept, `~` changed, `-` only in the first, `+` only in the second.
pub fn diff(page: &DiffPage, style: Style) -> String {
    let mut s = Sheet::new(style);
    for (mark, a) in [("- ", &page.from), ("+ ", &page.to)] {
        s.paragraph(0, mark, &[strong(format!("{} ", a.outlet)), plain(a.headline.clone())]);
        let when = dates::published(&a.published, a.language);
        let agency = a.agency.as_ref().map(|n| format!(" · {n}")).unwrap_or_default();
        s.paragraph(2, "", &[muted(format!("{when}{agency} · {}", a.id))]);
    }
    s.blank();
    let mut facts = vec![labels::relation(page.relation).en.to_string()];
    if page.relation != "none" {
        facts.extend(page.agency.as_ref().map(|a| format!("text of {a}")));
        facts.push(labels::shared(page.containment, "en"));
        facts.push(if page.directed {
            format!("{} stands nearer the origin", page.from.outlet)
        } else {
            "which came first cannot be told".to_string()
        });
    }
    s.paragraph(0, "", &[plain(facts.join(" · "))]);
    let counts = [page.kept, page.changed, page.added, page.dropped];
    let counts = labels::kept(counts, page.from.completeness, page.to.completeness, "en");
    let counts = counts.trim_start_matches("sentences: ").to_string();
    s.paragraph(0, "", &[muted(counts)]);
    s.blank();
    for r in &page.rows {
        let from = r.from.as_ref().map(|q| q.line.to_string()).unwrap_or_default();
        let to = r.to.as_ref().map(|q| q.line.to_string()).unwrap_or_default();
        let (mark, tone) = match r.side {
            DiffSide::Kept => (' ', Tone::Plain),
            DiffSide::Changed => ('~', Tone::Plain),
            DiffSide::Added => ('+', Tone::Good),
            DiffSide::Dropped => ('-', Tone::Bad),
        };
        let text = r.from.as_ref().or(r.to.as_ref()).map_or("", |q| q.text.as_str());
        let mut runs = match r.side {
            DiffSide::Changed => pieces(&r.pieces, style.colour),
            _ => vec![(tone, text.to_string())],
        };
        if r.quote_marks_lost {
            runs.push((Tone::Warn, format!(" ({})", labels::QUOTES_LOST.of(page.to.language))));
        }
        s.paragraph(0, &format!("{from:>4} {to:>4} {mark} "), &runs);
        if !r.words.is_empty() {
            s.paragraph(12, "", &[muted(swaps(&r.words))]);
        }
    }
    s.finish()
}

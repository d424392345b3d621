//! The lines of a record: article text already, so a line is body unless its own words say otherwise.

use super::labels::Label;
use super::lines::{self, End};
use super::page::Page;
use super::{agency, marks};
use crate::model::LineClass;
use rustc_hash::FxHashSet;

/// Share of a bare line's content words that the rest of the body must have for the line to be a sub-heading and not the headline of
/// another story.
const ON_TOPIC: f64 = 0.5;

/// Classifies the lines of `title + "\n\n" + body`; the title is the first line if it is not empty.
pub(super) fn classify(text: &str, titled: bool) -> Page<'_> {
    use LineClass::*;
    let lines = lines::measure(text);
    let marks = marks::mark(&lines);
    let headline = (titled && !lines.is_empty()).then_some(0);
    let mut class = Vec::with_capacity(lines.len());
    for (i, (line, mark)) in lines.iter().zip(&marks).enumerate() {
        let own = match mark {
            _ if headline == Some(i) => (Headline, "title of the record"),
            // Only what cannot be a sentence of the article: a record was extracted by somebody before.
            Some((c @ (Credit | Teaser | Caption | Tags | Summary | Faq), why)) if line.words <= 45 => (*c, *why),
            Some((Furniture, why)) if line.words <= 12 && (line.label.is_some() || line.words == 0) => {
                (Furniture, *why)
            }
            Some((c @ (Byline | Date), why)) if line.words <= 12 => (*c, *why),
            _ if headline == Some(0) && line.words > 3 && lines.first().is_some_and(|t| t.whole == line.whole) => {
                (Headline, "repeats the title")
            }
            _ => (Body, "article text of a record"),
        };
        class.push(own);
    }
    bare_lines(&lines, &mut class);
    Page { lines, class, headline }
}

/// Takes title-like lines between paragraphs out of the body: sub-headings, or headlines of other stories if their words are not of
/// this article.
fn bare_lines(lines: &[lines::Measured<'_>], class: &mut [(LineClass, &'static str)]) {
    use LineClass::*;
    let paragraphs = lines.iter().filter(|l| l.is_prose()).count();
    if paragraphs < 2 {
        return;
    }
    let topic: FxHashSet<u32> = lines
        .iter()
        .filter(|l| l.is_prose())
        .flat_map(|l| l.bag.iter().copied())
        .collect();
    for i in 1..lines.len() {
        let (Some(line), Some((Body, _))) = (lines.get(i), class.get(i)) else {
            continue;
        };
        let open = matches!(line.end, End::Open | End::Question) && line.is_title_like() && line.words <= 20;
        if !open || line.label.is_some_and(|f| f.label == Label::Caption) || agency::own_line(line.text).is_some() {
            continue;
        }
        let below = lines.get(i + 1).is_some_and(|n| n.is_prose());
        let share = line.share_in(&topic);
        let verdict = if below && (share >= ON_TOPIC || line.words <= 5) {
            (Subheading, "title-like, and the paragraph below goes on with it")
        } else if share < ON_TOPIC && line.words >= 7 {
            (Teaser, "title-like, and its words are not of this article")
        } else {
            continue;
        };
        if let Some(slot) = class.get_mut(i) {
            *slot = verdict;
        }
    }
}

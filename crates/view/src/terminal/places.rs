//! Short citations: the number of an article in the list of its page, and the line. They can be followed from the page alone.

use super::layout::{Run, Tone};
use crate::story::StoryPage;

/// Places shown of one line; the others are counted.
const PLACES: usize = 3;

/// The places of citations: `[2:15][3:4]`, each once, those after the third counted: `[+2]`. An article that the page
/// cites but does not list is given by its outlet.
pub fn places(page: &StoryPage, numbers: &[usize]) -> Run {
    let mut list: Vec<String> = Vec::new();
    for n in numbers {
        let Some(c) = n.checked_sub(1).and_then(|i| page.citations.get(i)) else {
            continue;
        };
        let place = match page.articles.iter().position(|a| a.id == c.article) {
            Some(i) => format!("[{}:{}]", i + 1, c.line),
            None => format!("[{}:{}]", c.outlet, c.line),
        };
        if !list.contains(&place) {
            list.push(place);
        }
    }
    let more = list.len().saturating_sub(PLACES);
    list.truncate(PLACES);
    if more > 0 {
        list.push(format!("[+{more}]"));
    }
    (Tone::Accent, list.concat())
}

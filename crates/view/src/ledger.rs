//! The figures of many stories in one list.

use crate::cite::Cited;
use crate::figures::FigureRow;
use crate::groups::{FigureGroup, figure_groups};
use crate::story::StoryPage;
use serde::Serialize;
use std::collections::BTreeSet;
use sutradhar_text::fold::fold;

/// Citations of a value that the list keeps; the story's own page has all.
const CITES: usize = 2;

/// The figures of stories, the newest story first.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FiguresPage {
    /// What the list was narrowed by, by the names of the query.
    pub filters: Vec<(String, String)>,
    /// Stories that give a figure that fits.
    pub items: Vec<StoryFigures>,
    /// Where the list goes on; stories without a figure lie between.
    pub next: Option<String>,
}

/// The figures of one story.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoryFigures {
    /// Id of the story.
    pub story: String,
    /// Its title.
    pub title: String,
    /// Language tag of the title.
    pub language: &'static str,
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// Its figures; `cites` names at most two passages of each.
    pub figures: Vec<FigureRow>,
    /// The passages.
    pub citations: Vec<Cited>,
}

/// Which figures are wanted. What is left out does not narrow.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct FiguresWanted {
    /// What is counted: a word of a report, or of the label in Hindi or English (`killed`, `मृतक`, `money`).
    pub counted: Option<String>,
    /// How the text puts it: see [`FigureRow::status`].
    pub status: Option<String>,
    /// Whether only slots with more than one value are wanted.
    pub changed: bool,
}

impl FiguresWanted {
    /// Whether the figures of a slot are wanted.
    fn has(&self, group: &FigureGroup<'_>) -> bool {
        let counted = self.counted.as_deref().map(fold);
        let names = [group.what("hi"), group.what("en"), group.role.to_string()];
        let fits = |c: &String| names.iter().any(|n| fold(n).contains(c.as_str()));
        counted.as_ref().is_none_or(fits) && (!self.changed || group.changes > 0)
    }
}

/// The figures of a story that are wanted; `None` if it has none of them.
pub fn story_figures(page: StoryPage, wanted: &FiguresWanted) -> Option<StoryFigures> {
    let mut figures = Vec::new();
    for group in figure_groups(&page.figures) {
        if wanted.has(&group) {
            let fits = |r: &&&FigureRow| wanted.status.as_ref().is_none_or(|s| s == r.status);
            figures.extend(group.rows.iter().filter(fits).map(|r| (*r).clone()));
        }
    }
    if figures.is_empty() {
        return None;
    }
    for row in &mut figures {
        row.cites.truncate(CITES);
    }
    let cited: BTreeSet<usize> = figures.iter().flat_map(|r| &r.cites).copied().collect();
    Some(StoryFigures {
        story: page.id,
        title: page.title,
        language: page.language,
        start: page.start,
        end: page.end,
        figures,
        citations: page.citations.into_iter().filter(|c| cited.contains(&c.n)).collect(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fixture::fixture;

    #[test]
    fn figures_keep_their_passages() {
        let page = fixture().page();
        let all = story_figures(page.clone(), &FiguresWanted::default()).expect("the sample has figures");
        assert_eq!(all.figures.len(), page.figures.len());
        for row in &all.figures {
            assert!(!row.cites.is_empty() && row.cites.len() <= CITES);
            assert!(row.cites.iter().all(|n| all.citations.iter().any(|c| c.n == *n)));
        }
        let counted = |word: &str| FiguresWanted {
            counted: Some(word.into()),
            ..FiguresWanted::default()
        };
        assert_eq!(story_figures(page.clone(), &counted("no such thing")), None);
        let role = all.figures[0].role;
        let some = story_figures(page, &counted(role)).expect("its own role");
        assert!(some.figures.iter().all(|r| r.role == role));
    }
}

//! The list of stories as terminal text.

use super::Style;
use super::layout::{Sheet, muted, strong};
use crate::labels::{self, Noun};
use crate::{dates, list::StoryRow};

/// A list of stories as terminal text.
pub fn list(rows: &[StoryRow], style: Style) -> String {
    let mut s = Sheet::new(style);
    for r in rows {
        s.paragraph(0, "", &[strong(r.title.clone())]);
        let mut facts = vec![
            dates::span(r.start.as_deref(), r.end.as_deref(), r.language),
            labels::count(r.articles, Noun::Article, r.language),
            labels::count(r.origins, Noun::Origin, r.language),
        ];
        if !r.ultimate_sources.is_empty() {
            facts.push(format!("← {}", r.ultimate_sources.join(", ")));
        }
        s.paragraph(2, "", &[muted(facts.join(" · "))]);
        if let Some(t) = &r.storyline_title {
            s.paragraph(2, "↳ ", &[muted(t.clone())]);
        }
        s.paragraph(2, "", &[muted(r.id.clone())]);
    }
    s.finish()
}

//! The list of stories.

use serde::Serialize;
use sutradhar_engine::model::*;
use sutradhar_text::lang::detect;

/// One story of a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StoryRow {
    /// Id of its event.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Language tag of the title.
    pub language: &'static str,
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// Independent origins.
    pub origins: usize,
    /// Articles.
    pub articles: usize,
    /// Who stands behind the origins.
    pub ultimate_sources: Vec<String>,
    /// Id of its storyline.
    pub storyline: Option<String>,
    /// Title of its storyline, if that holds more than one event.
    pub storyline_title: Option<String>,
}

/// The rows of events: newest first, undated last; among those of one day the one with most origins first.
pub fn story_list(events: &[&Event], storylines: &[Storyline]) -> Vec<StoryRow> {
    let mut sorted: Vec<&Event> = events.to_vec();
    let newest = |e: &Event| e.end.or(e.start);
    sorted.sort_by(|a, b| {
        (newest(b), b.origins.len(), b.articles.len())
            .cmp(&(newest(a), a.origins.len(), a.articles.len()))
            .then_with(|| a.id.cmp(&b.id))
    });
    let row = |e: &&Event| {
        let line = e
            .storyline
            .as_ref()
            .and_then(|id| storylines.iter().find(|s| s.id == *id));
        StoryRow {
            id: e.id.to_string(),
            title: super::names::title(&e.title),
            language: detect(&e.title).tag(),
            start: e.start.map(|d| d.to_string()),
            end: e.end.map(|d| d.to_string()),
            origins: e.origins.len(),
            articles: e.articles.len(),
            ultimate_sources: e.ultimate_sources.clone(),
            storyline: e.storyline.as_ref().map(|s| s.to_string()),
            storyline_title: line
                .filter(|s| s.events.len() > 1)
                .map(|s| super::names::one_line(&s.title)),
        }
    };
    sorted.iter().map(row).collect()
}

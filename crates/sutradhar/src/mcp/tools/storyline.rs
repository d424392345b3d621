//! `get_storyline`

use crate::mcp::clean::{quoted, short};
use crate::mcp::problem::{Result, follow};
use crate::mcp::sheet::{Reply, Sheet, next};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sutradhar_view::web::Target;

/// Arguments of `get_storyline`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetStoryline {
    /// Id of the storyline: s and a hash, from `get_story`.
    pub id: String,
    /// At most so many events; at most 20.
    pub limit: Option<usize>,
    /// Events to leave out, from `next` of the answer before.
    pub from: Option<usize>,
}

/// A storyline.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StorylineResult {
    /// Its id now.
    pub id: String,
    /// Its page.
    pub url: String,
    /// Its title.
    pub title: String,
    /// How many events it has.
    pub total: usize,
    /// Its events, in order of time.
    pub events: Vec<EventItem>,
}

/// An event of a storyline.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct EventItem {
    /// Id of its story, for `get_story`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// Independent origins.
    pub origins: usize,
    /// Why it follows an event before it; empty for the first.
    pub why: String,
    /// People, bodies and places that no event before it names.
    pub new_names: Vec<String>,
    /// The sentence that says most of what no event before it told.
    pub news: Option<usize>,
    /// Its page.
    pub url: String,
}

/// Gives a storyline.
pub fn get_storyline(args: GetStoryline, sheet: &mut Sheet<'_>) -> Result<Reply<StorylineResult>> {
    let page = follow("storyline", &args.id, |id| sheet.reader.storyline_at(id))?;
    let news = sheet.reader.storyline_news(&page.id)?;
    let (from, limit) = (args.from.unwrap_or(0), args.limit.unwrap_or(20).clamp(1, 20));
    let mut events = Vec::new();
    for step in page.steps.iter().skip(from).take(limit) {
        let place = news
            .iter()
            .find(|(id, _)| id.as_str() == step.id)
            .and_then(|(_, p)| p.clone());
        let make = |s: &mut Sheet<'_>| {
            Ok(Some(EventItem {
                news: place.map_or(Ok(None), |p| s.place(&p))?,
                id: step.id.clone(),
                title: short(&step.title, 300),
                start: step.start.clone(),
                end: step.end.clone(),
                origins: step.origins,
                why: short(&step.why, 300),
                new_names: step.new_names.iter().take(8).map(|n| short(n, 80)).collect(),
                url: s.url(Target::Story(&step.id)),
            }))
        };
        if !sheet.item(&mut events, make)? {
            break;
        }
    }
    let at = from + events.len();
    let total = page.steps.len();
    let mut text = vec![format!("{}, {total} events:", quoted(&page.title, 200))];
    for e in &events {
        let start = e.start.as_deref().unwrap_or("no date");
        let news = sheet.said(e.news);
        text.push(format!(
            "- {start}: {}, {} independent origin(s), id {}. New: {news}",
            quoted(&e.title, 200),
            e.origins,
            e.id
        ));
    }
    let result = StorylineResult {
        url: sheet.url(Target::Storyline(&page.id)),
        title: short(&page.title, 300),
        total,
        events,
        id: page.id,
    };
    let next = (at < total && !result.events.is_empty()).then(|| next(&args, json!({"id": result.id, "from": at})));
    Ok(Reply::new(result, text, next.flatten()))
}

//! `figures`

use crate::mcp::clean::short;
use crate::mcp::problem::{Problem, Result, follow};
use crate::mcp::sheet::{Reply, Sheet, next};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sutradhar_text::fold::fold;
use sutradhar_view::{self as view, StoryPage};

/// Stories of an entity or a storyline that are looked at, the newest.
const STORIES: usize = 12;

/// Citations of a value.
const CITES: usize = 2;

/// Arguments of `figures`. One of story, storyline and entity.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Figures {
    /// Id of a story.
    pub story: Option<String>,
    /// Id of a storyline.
    pub storyline: Option<String>,
    /// Id of a person, place or body, from `find_names`.
    pub entity: Option<String>,
    /// Only where this is counted: a word of a report, or killed, injured, missing, arrested, rescued, money ...
    pub counted: Option<String>,
    /// Only figures put so: done, ongoing, planned, possible, denied, estimate, total, unspecified.
    pub status: Option<String>,
    /// At most so many values; at most 50.
    pub limit: Option<usize>,
    /// Values to leave out, from `next` of the answer before.
    pub from: Option<usize>,
}

/// Values, series by series.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Ledger {
    /// The values; those of one story and one `what` are a series in order of time.
    pub rows: Vec<Value>,
    /// How many there are.
    pub total: usize,
}

/// A value.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Value {
    /// Id of the story.
    pub story: String,
    /// What is counted, with what is said of it, in the language of the story.
    pub what: String,
    /// killed, injured, missing, arrested, detained, rescued, bodies, infected, recovered or money.
    pub role: &'static str,
    /// As printed.
    pub value: String,
    /// As a number; the lower one of a range.
    pub number: f64,
    /// The upper one of a range.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub number_max: Option<f64>,
    /// Unit in English; may be empty.
    #[serde(skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// How the text puts it.
    pub status: &'static str,
    /// Day of the first report that gives it.
    pub as_of: Option<String>,
    /// Independent origins that give it.
    pub origins: Vec<String>,
    /// On whose word.
    pub said_by: Vec<String>,
    /// Whether one of these origins gave another value later.
    pub superseded: bool,
    /// Where.
    pub cites: Vec<usize>,
}

/// Gives figures.
pub fn figures(args: Figures, sheet: &mut Sheet<'_>) -> Result<Reply<Ledger>> {
    let pages = pages(&args, sheet)?;
    let (from, limit) = (args.from.unwrap_or(0), args.limit.unwrap_or(30).clamp(1, 50));
    let counted = args.counted.as_deref().map(fold);
    let (mut rows, mut total, mut full) = (Vec::new(), 0, false);
    for page in &pages {
        for group in view::figure_groups(&page.figures) {
            let what = [
                group.what("hi"),
                group.what("en"),
                group.role.to_string(),
                group.counted.clone(),
            ];
            let fits = |c: &String| what.iter().any(|w| fold(w).contains(c.as_str()));
            if !counted.as_ref().is_none_or(fits) {
                continue;
            }
            for row in &group.rows {
                if args.status.as_ref().is_some_and(|s| s != row.status) {
                    continue;
                }
                total += 1;
                if total <= from || full {
                    continue;
                }
                let make = |s: &mut Sheet<'_>| {
                    Ok(Some(Value {
                        story: page.id.clone(),
                        what: short(&group.what(page.language), 160),
                        role: row.role,
                        value: short(&row.value, 120),
                        number: row.number,
                        number_max: row.number_max,
                        unit: row.unit.clone(),
                        status: row.status,
                        as_of: row.as_of.clone(),
                        origins: row.origins.iter().take(10).map(|o| short(o, 120)).collect(),
                        said_by: row.said_by.iter().take(3).map(|w| short(w, 200)).collect(),
                        superseded: group.is_superseded(row),
                        cites: s.all(&page.citations, &row.cites, CITES)?,
                    }))
                };
                full = rows.len() == limit || !sheet.item(&mut rows, make)?;
            }
        }
    }
    let mut text = vec![format!("{} of {total} values:", rows.len())];
    for r in &rows {
        let old = if r.superseded { ", replaced later" } else { "" };
        let as_of = r.as_of.as_deref().unwrap_or("no date");
        let said = sheet.said(r.cites.first().copied());
        text.push(format!(
            "- {}: {} ({as_of}, {} origin(s){old}) {said}",
            r.what,
            r.value,
            r.origins.len()
        ));
    }
    let at = from + rows.len();
    let next = (at < total && !rows.is_empty()).then(|| next(&args, json!({"from": at})));
    Ok(Reply::new(Ledger { rows, total }, text, next.flatten()))
}

/// The pages of the stories that are meant.
fn pages(args: &Figures, sheet: &Sheet<'_>) -> Result<Vec<StoryPage>> {
    let mut ids: Vec<String> = match (&args.story, &args.storyline, &args.entity) {
        (Some(id), None, None) => return Ok(vec![follow("story", id, |id| sheet.reader.story_at(id))?]),
        (None, Some(id), None) => {
            let line = follow("storyline", id, |id| sheet.reader.storyline_at(id))?;
            line.steps.into_iter().rev().map(|s| s.id).collect()
        }
        (None, None, Some(id)) => {
            let page = sheet
                .reader
                .entity_at(id)?
                .ok_or_else(|| Problem::not_found("entity", id))?;
            page.stories.into_iter().map(|(s, _)| s.id).collect()
        }
        _ => {
            return Err(Problem::Arguments(
                "give one of story, storyline and entity".to_string(),
            ));
        }
    };
    ids.truncate(STORIES);
    ids.iter()
        .map(|id| follow("story", id, |id| sheet.reader.story_at(id)))
        .collect()
}

//! Storylines as written.

use super::records::{Checked, Cited, Find, cited};
use serde::Serialize;
use sutradhar_engine::model::*;

/// A storyline.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct StorylineRecord<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub events: Vec<&'a str>,
    pub steps: Vec<StepRecord<'a>>,
}

/// What an event adds to its storyline.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct StepRecord<'a> {
    pub event: &'a str,
    pub follows: Option<&'a str>,
    pub why: String,
    pub reasons: Vec<LinkRecord<'a>>,
    pub new_names: Vec<NameRecord<'a>>,
    pub news: Option<Cited<'a>>,
    pub background: Vec<BackgroundRecord<'a>>,
}

/// Why an event follows an earlier one.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct LinkRecord<'a> {
    pub code: &'static str,
    pub day: Option<String>,
    pub names: &'a [String],
}

/// An entity with its name.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct NameRecord<'a> {
    pub id: &'a str,
    pub name: &'a str,
}

/// A sentence that tells of an earlier event.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct BackgroundRecord<'a> {
    pub of: &'a str,
    #[serde(flatten)]
    pub sentence: Cited<'a>,
}

/// The record of a storyline.
///
/// # Errors
/// An article that it cites is not there.
pub fn storyline<'a>(s: &'a Storyline, find: &Find<'_>) -> Checked<StorylineRecord<'a>> {
    let steps = s.events.iter().zip(&s.steps);
    Ok(StorylineRecord {
        id: s.id.as_str(),
        title: &s.title,
        events: s.events.iter().map(|e| e.as_str()).collect(),
        steps: steps.map(|(e, s)| step(e, s, find)).collect::<Checked<_>>()?,
    })
}

/// The articles that the record of a storyline cites.
pub fn cites(s: &Storyline) -> impl Iterator<Item = &ArticleId> {
    let news = s.steps.iter().filter_map(|s| s.news.as_ref()).map(|(_, c)| &c.article);
    let background = s.steps.iter().flat_map(|s| &s.background).map(|b| &b.sentence.article);
    news.chain(background)
}

fn step<'a>(event: &'a EventId, s: &'a StoryStep, find: &Find<'_>) -> Checked<StepRecord<'a>> {
    let background = |b: &'a Background| -> Checked<BackgroundRecord<'a>> {
        Ok(BackgroundRecord {
            of: b.of.as_str(),
            sentence: cited(&b.sentence, find)?,
        })
    };
    Ok(StepRecord {
        event: event.as_str(),
        follows: s.follows.as_ref().map(|e| e.as_str()),
        why: sutradhar_view::link_note(&s.reasons),
        reasons: s.reasons.iter().map(link).collect(),
        new_names: s
            .new_names
            .iter()
            .map(|(id, name)| NameRecord { id: id.as_str(), name })
            .collect(),
        news: s.news.as_ref().map(|(_, c)| cited(c, find)).transpose()?,
        background: s.background.iter().map(background).collect::<Checked<_>>()?,
    })
}

fn link(reason: &LinkReason) -> LinkRecord<'_> {
    LinkRecord {
        code: reason.code(),
        day: match reason {
            LinkReason::TellsOf(day) => Some(day.to_string()),
            _ => None,
        },
        names: match reason {
            LinkReason::SharedNames(names) => names,
            _ => &[],
        },
    }
}

//! Events and storylines.

use super::{ArticleId, Citation, EntityId, EventId, Origin, StorylineId};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};

/// Reports of one happening.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Event {
    /// Its id.
    pub id: EventId,
    /// Its latest headline that fits, else words of its most central report; never empty.
    pub title: String,
    /// First day, of the happening or of its reports.
    pub start: Option<Date>,
    /// Last day.
    pub end: Option<Date>,
    /// Its reports, in order of publication.
    pub articles: Vec<ArticleId>,
    /// Its independent origins, copies folded.
    pub origins: Vec<Origin>,
    /// Who stands behind the origins at the end of their chains (KCNA behind two outlets): names.
    pub ultimate_sources: Vec<String>,
    /// Places, most named first.
    pub places: Vec<EntityId>,
    /// People and organisations, most named first.
    pub entities: Vec<EntityId>,
    /// The storyline it belongs to.
    pub storyline: Option<StorylineId>,
    /// Why its reports were put together: one English sentence per joined report.
    pub reasons: Vec<String>,
}

/// Events that follow one another over months and years.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Storyline {
    /// Its id.
    pub id: StorylineId,
    /// What it is about.
    pub title: String,
    /// Its events, in order of time.
    pub events: Vec<EventId>,
    /// What each of them adds, in the same order.
    pub steps: Vec<StoryStep>,
}

/// What an event adds to its storyline.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct StoryStep {
    /// The earlier event that it follows; none for the first.
    pub follows: Option<EventId>,
    /// Why it was linked to that one, as codes with what they are about; worded by `labels` of the view. None for the
    /// first.
    pub reasons: Vec<LinkReason>,
    /// People, bodies and places that no earlier event of the storyline names, the most telling first, as its reports write them.
    pub new_names: Vec<(EntityId, String)>,
    /// The sentence of its first reports that says most of what no earlier event told, with its words; none for the first event.
    pub news: Option<(String, Citation)>,
    /// Sentences of its reports that tell of earlier events of the storyline again.
    pub background: Vec<Background>,
}

/// Why an event follows an earlier one of its storyline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub enum LinkReason {
    /// Its background tells of the day on which the earlier one began.
    TellsOf(Date),
    /// Both are about these people, bodies and places, the most telling first, as its reports write them.
    SharedNames(Vec<String>),
    /// Neither; both are told in similar words.
    SimilarWords,
}

impl LinkReason {
    /// Its code in records and pages.
    pub fn code(&self) -> &'static str {
        match self {
            LinkReason::TellsOf(_) => "tells-of",
            LinkReason::SharedNames(_) => "shared-names",
            LinkReason::SimilarWords => "similar-words",
        }
    }
}

/// A sentence that tells of an earlier event.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Background {
    /// Where it stands.
    pub sentence: Citation,
    /// The event that it tells of.
    pub of: EventId,
}

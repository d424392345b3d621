//! The figures of a story as the journal follows them: for each thing that is counted, the value that stands.

use super::seen::{Quoted, cite};
use std::collections::{BTreeMap, BTreeSet};
use sutradhar_engine::brief::{group_of, own_counts};
use sutradhar_engine::model::*;
use sutradhar_text::fold::fold;

/// The value that stands of one thing that is counted.
#[derive(Debug, Clone, PartialEq)]
pub(in crate::pipeline) struct SeenFigure {
    /// Names what is counted, in whatever words.
    pub slot: String,
    /// The slot without its place.
    pub anywhere: String,
    pub value: f64,
    pub origins: u64,
    pub role: &'static str,
    /// In the words of the first report that gives the value.
    pub counted: String,
    pub measure: &'static str,
    pub unit: String,
    pub place: String,
    pub status: &'static str,
    /// Where it is given.
    pub places: Vec<(ArticleId, Span)>,
    pub citations: Quoted,
}

/// One value of a slot with who gives it.
struct Row<'a> {
    value: f64,
    as_of: Option<String>,
    origins: BTreeSet<&'a str>,
    places: Vec<(&'a Analysis, Span)>,
    first: SeenFigure,
}

/// Figures of an event, by slot. Only those whose slot the text tells, and only of the reports' own matter.
pub(super) fn figures(event: &Event, articles: &[&Analysis]) -> Vec<SeenFigure> {
    let mut slots: BTreeMap<String, Vec<Row<'_>>> = BTreeMap::new();
    for a in articles {
        let origin = event.origins.iter().find(|o| o.articles.contains(&a.article.id));
        let origin = origin.map_or(a.article.id.as_str(), |o| o.id.as_str());
        for c in own_counts(a) {
            let Some(q) = a.quantities.get(c.quantity).filter(|q| q.value_max.is_none()) else {
                continue;
            };
            let counted = c.counted.map(|s| a.words(s).trim().to_string()).unwrap_or_default();
            let class = match c.role {
                "money" => fold(&counted),
                _ => group_of(&counted),
            };
            let measure = if c.measure == "new" { "new" } else { "" };
            let anywhere = format!("{}|{class}|{measure}|{}", c.role, q.unit);
            let slot = format!("{anywhere}|{}", c.place.as_ref().map_or("", |p| p.as_str()));
            let rows = slots.entry(slot.clone()).or_default();
            let place = c.place.as_ref().and_then(|id| a.entity(id));
            let at = rows.iter().position(|r| r.value == q.value).unwrap_or_else(|| {
                rows.push(Row {
                    value: q.value,
                    as_of: a.article.published.iso(),
                    origins: BTreeSet::new(),
                    places: Vec::new(),
                    first: SeenFigure {
                        slot,
                        anywhere,
                        value: q.value,
                        origins: 0,
                        role: c.role,
                        counted,
                        measure,
                        unit: q.unit.clone(),
                        place: place.map_or_else(String::new, |e| e.name(a.article.language.tag()).to_string()),
                        status: q.status.name(),
                        places: Vec::new(),
                        citations: Vec::new(),
                    },
                });
                rows.len() - 1
            });
            if let Some(row) = rows.get_mut(at) {
                row.origins.insert(origin);
                row.places.push((a, c.span));
            }
        }
    }
    slots.into_values().filter_map(standing).collect()
}

/// The value that stands: of those that no origin took back by a later one, the one of most origins, the latest of
/// those. None where two stand alike: then none is told to have taken the place of another.
fn standing(rows: Vec<Row<'_>>) -> Option<SeenFigure> {
    let taken_back = |row: &Row<'_>| {
        let later = |r: &&Row<'_>| row.as_of.is_some() && r.as_of > row.as_of && r.value != row.value;
        rows.iter()
            .filter(later)
            .any(|r| r.origins.iter().any(|o| row.origins.contains(o)))
    };
    let rank = |r: &Row<'_>| (r.origins.len(), r.as_of.clone());
    let best = rows.iter().filter(|r| !taken_back(r)).max_by_key(|r| rank(r))?;
    let alike = rows.iter().filter(|r| !taken_back(r) && rank(r) == rank(best)).count();
    if alike > 1 {
        return None;
    }
    Some(SeenFigure {
        origins: best.origins.len() as u64,
        places: best.places.iter().map(|(a, s)| (a.article.id.clone(), *s)).collect(),
        citations: cite(best.places.iter().copied()),
        ..best.first.clone()
    })
}

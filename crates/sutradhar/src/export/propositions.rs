//! Records of propositions.

use super::offsets;
use super::records::Offsets;
use serde::Serialize;
use sutradhar_engine::model::*;
use sutradhar_text::span::CodePoints;

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct PropositionRecord<'a> {
    pub id: String,
    pub article: &'a str,
    #[serde(flatten)]
    pub at: Offsets,
    pub text: &'a str,
    pub inherits: InheritedRecord<'a>,
    pub statement: Option<&'a str>,
    pub negated: bool,
    pub figures: Vec<FigureRecord<'a>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct InheritedRecord<'a> {
    pub subject: Option<&'a str>,
    pub place: Option<&'a str>,
    pub day: Option<&'a str>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct FigureRecord<'a> {
    pub quantity: &'a str,
    pub value: f64,
    pub value_max: Option<f64>,
    pub unit: &'a str,
    pub reported: &'a str,
    pub counted: &'a str,
    pub of_whom: Option<&'a str>,
    pub place: Option<&'a str>,
    pub measure: &'static str,
    pub bound: &'static str,
    pub as_of: Option<&'a str>,
    pub status: &'static str,
}

/// The records of an article's propositions.
pub fn propositions(a: &Analysis) -> Vec<PropositionRecord<'_>> {
    let points = CodePoints::new(&a.article.text);
    let day = |t: Option<u32>| {
        let time = a.times.get(t? as usize)?;
        (!time.value.is_empty()).then_some(time.value.as_str())
    };
    fn figure<'a>(a: &'a Analysis, f: &'a FigureSlot, as_of: Option<&'a str>) -> Option<FigureRecord<'a>> {
        let q = a.quantities.get(f.quantity as usize)?;
        Some(FigureRecord {
            quantity: a.words(q.span),
            value: q.value,
            value_max: q.value_max,
            unit: &q.unit,
            reported: &f.reported,
            counted: f.counted.trim_start_matches('~'),
            of_whom: f.of_whom.map(|s| a.words(s)),
            place: f.place.as_ref().map(|p| p.as_str()),
            measure: f.measure.name(),
            bound: f.bound.name(),
            as_of,
            status: q.status.name(),
        })
    }
    a.propositions
        .iter()
        .enumerate()
        .map(|(n, p)| PropositionRecord {
            id: format!("{}#p{n}", a.article.id),
            article: a.article.id.as_str(),
            at: offsets(&points, p.span),
            text: a.words(p.span),
            inherits: InheritedRecord {
                subject: p.inherits.subject.map(|s| a.words(s)),
                place: p.inherits.place.as_ref().map(|e| e.as_str()),
                day: day(p.inherits.time),
            },
            statement: p
                .statement
                .and_then(|i| a.statements.get(i as usize))
                .map(|s| s.id.as_str()),
            negated: p.negated,
            figures: p.figures.iter().filter_map(|f| figure(a, f, day(f.as_of))).collect(),
        })
        .collect()
}

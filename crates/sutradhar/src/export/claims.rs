//! The records of claims.

use super::records::{Checked, Cited, Find, cited};
use serde::Serialize;
use sutradhar_engine::model::*;

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct ClaimRecord<'a> {
    pub id: &'a str,
    pub event: &'a str,
    pub detail_of: Option<&'a str>,
    pub text: &'a str,
    pub standing: &'a str,
    pub support: Vec<SupportRecord<'a>>,
    pub origins: usize,
    pub why: Vec<WhyRecord<'a>>,
    pub note: String,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct WhyRecord<'a> {
    pub code: &'static str,
    pub own: &'a str,
    pub other: &'a str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct SupportRecord<'a> {
    #[serde(flatten)]
    pub at: Cited<'a>,
    pub statement: Option<&'a str>,
    pub origin: &'a str,
    pub stance: &'a str,
    pub value: Option<&'a str>,
}

/// The record of a claim.
///
/// # Errors
/// An article that it cites is not there.
pub fn claim<'a>(c: &'a Claim, find: &Find<'_>) -> Checked<ClaimRecord<'a>> {
    Ok(ClaimRecord {
        id: c.id.as_str(),
        event: c.event.as_str(),
        detail_of: c.detail_of.as_ref().map(|x| x.as_str()),
        text: &c.text,
        standing: c.standing.name(),
        support: c
            .support
            .iter()
            .map(|s| {
                Ok(SupportRecord {
                    at: cited(&s.citation, find)?,
                    statement: s.statement.as_ref().map(|x| x.as_str()),
                    origin: s.origin.as_str(),
                    stance: s.stance.name(),
                    value: s.value.as_deref(),
                })
            })
            .collect::<Checked<_>>()?,
        origins: c.origins,
        why: c
            .reasons
            .iter()
            .map(|r| WhyRecord {
                code: r.code.name(),
                own: &r.own,
                other: &r.other,
            })
            .collect(),
        note: sutradhar_view::claim_note(&c.reasons),
    })
}

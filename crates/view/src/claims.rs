//! Claims with their standing by origin, and what the articles differ on, are silent on, or changed.

use super::cite::Citer;
use super::labels;
use super::names::{ChainLink, arrows, chain, one_line, outlet_name, statement_over};
use serde::Serialize;
use std::collections::{BTreeMap, BTreeSet};
use sutradhar_engine::model::*;

/// One claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ClaimRow {
    /// Its id.
    pub id: String,
    /// The claim, verbatim.
    pub text: String,
    /// How it stands.
    pub standing: &'static str,
    /// Independent origins that assert it.
    pub origins: usize,
    /// Their names.
    pub origin_names: Vec<String>,
    /// Articles that assert it: never a measure of support.
    pub articles: usize,
    /// What a reader should know, may be empty.
    pub note: String,
    /// The same in the language of the page.
    pub note_shown: String,
    /// The same as codes.
    pub note_codes: Vec<&'static str>,
    /// The same with what it is about, for pages that speak another language than their story.
    #[serde(skip)]
    pub reasons: Vec<ClaimReason>,
    /// What else of it its reports share, phrase by phrase.
    pub details: Vec<DetailRow>,
    /// Who says it, and where.
    pub support: Vec<SupportRow>,
    /// All citations.
    pub cites: Vec<usize>,
}

/// One more thing (when, where, how many) that the reports of a claim share.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct DetailRow {
    /// The phrase, verbatim.
    pub text: String,
    /// Independent origins that give it.
    pub origins: usize,
    /// Where.
    pub cites: Vec<usize>,
}

/// One place that backs, denies or leaves out a claim.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SupportRow {
    /// The article.
    pub article: String,
    /// Its outlet.
    pub outlet: String,
    /// The independent origin.
    pub origin: String,
    /// On whose word, with arrows out to the outlet; the outlet alone if nobody is named.
    pub said_by: String,
    /// What it does with the claim.
    pub stance: &'static str,
    /// The figure or place it gives, where claims differ in one.
    pub value: Option<String>,
    /// Where.
    pub cite: usize,
    /// Who is nearest to the words, if that is somebody other than the outlet.
    #[serde(skip)]
    pub speaker: Option<ChainLink>,
}

/// Something on which the articles do not simply agree.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Difference {
    /// `disputed`, `denied`, `superseded`, `headline-only` or `silent`.
    pub kind: &'static str,
    /// The claim, or the words that say nothing is said.
    pub text: String,
    /// What a reader should know, may be empty.
    pub note: String,
    /// The same in the language of the page.
    pub note_shown: String,
    /// Who says what.
    pub sides: Vec<Side>,
}

/// One side of a difference.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Side {
    /// The value given, where sides differ in one.
    pub value: Option<String>,
    /// What they do with the claim.
    pub stance: &'static str,
    /// Those who say so, each once.
    pub who: Vec<String>,
    /// Independent origins behind this side.
    pub origins: Vec<String>,
    /// Where.
    pub cites: Vec<usize>,
}

/// The claims, those with most origins first. A claim none of whose support is on the page is left out (law 1).
pub(super) fn rows(
    claims: &[&Claim],
    language: &str,
    origin_name: &dyn Fn(&OriginId) -> String,
    citer: &mut Citer<'_>,
) -> Vec<ClaimRow> {
    let mut list: Vec<ClaimRow> = claims
        .iter()
        .filter(|c| c.detail_of.is_none())
        .filter_map(|c| {
            // Beside what origins agree on, no detail that only one of them gives.
            let details = claims
                .iter()
                .filter(|d| d.detail_of.as_ref() == Some(&c.id) && d.standing == c.standing);
            let details: Vec<&Claim> = details.copied().collect();
            row(c, &details, language, origin_name, citer)
        })
        .collect();
    list.sort_by_key(|c| std::cmp::Reverse((c.origins, c.articles)));
    list
}

fn row(
    claim: &Claim,
    details: &[&Claim],
    language: &str,
    origin_name: &dyn Fn(&OriginId) -> String,
    citer: &mut Citer<'_>,
) -> Option<ClaimRow> {
    let mut support = Vec::new();
    let (mut articles, mut origins, mut cites) = (BTreeSet::new(), BTreeSet::new(), BTreeSet::new());
    for s in &claim.support {
        let Some(cite) = citer.cite(&s.citation.article, s.citation.span) else {
            continue;
        };
        let Some(analysis) = citer.article(&s.citation.article) else {
            continue;
        };
        let statement = match &s.statement {
            Some(id) => analysis.statements.iter().find(|t| t.id == *id),
            None => statement_over(analysis, s.citation.span),
        };
        let outlet = outlet_name(&analysis.article);
        let origin = origin_name(&s.origin);
        if s.stance == Stance::Asserts {
            articles.insert(s.citation.article.clone());
            origins.insert(origin.clone());
        }
        cites.insert(cite);
        let chain = statement.map(|t| chain(analysis, t)).unwrap_or_default();
        let speaker = chain
            .first()
            .filter(|l| l.kind != SourceKind::Outlet.name() && !l.name.is_empty());
        support.push(SupportRow {
            article: s.citation.article.to_string(),
            speaker: speaker.cloned(),
            said_by: arrows(&chain, &outlet),
            outlet,
            origin,
            stance: s.stance.name(),
            value: s.value.as_deref().map(one_line),
            cite,
        });
    }
    if support.is_empty() {
        return None;
    }
    let details = details.iter().map(|d| DetailRow {
        text: one_line(&d.text),
        origins: d.origins,
        cites: d
            .support
            .iter()
            .filter_map(|s| citer.cite(&s.citation.article, s.citation.span))
            .collect(),
    });
    let details = details.collect();
    Some(ClaimRow {
        id: claim.id.to_string(),
        text: one_line(&claim.text),
        standing: claim.standing.name(),
        origins: claim.origins,
        origin_names: origins.into_iter().collect(),
        articles: articles.len(),
        note: labels::claim_reasons(&claim.reasons, false),
        note_shown: labels::claim_reasons(&claim.reasons, labels::is_hindi(language)),
        note_codes: claim.reasons.iter().map(|r| r.code.name()).collect(),
        reasons: claim.reasons.clone(),
        details,
        support,
        cites: cites.into_iter().collect(),
    })
}

/// What the claims and the statements differ on, in the order: disputed, denied, superseded, headline only, silent.
pub(super) fn differences(claims: &[ClaimRow], articles: &[&Analysis], citer: &mut Citer<'_>) -> Vec<Difference> {
    let mut out: Vec<Difference> = Vec::new();
    for kind in [
        Standing::Disputed,
        Standing::Differs,
        Standing::Denied,
        Standing::Superseded,
        Standing::HeadlineOnly,
    ] {
        for c in claims.iter().filter(|c| c.standing == kind.name()) {
            out.push(Difference {
                kind: kind.name(),
                text: c.text.clone(),
                note: c.note.clone(),
                note_shown: c.note_shown.clone(),
                sides: sides(&c.support),
            });
        }
    }
    let silent = |c: &&ClaimRow| c.support.iter().any(|s| s.stance == Stance::Silent.name());
    for c in claims.iter().filter(silent) {
        if !out.iter().any(|d| d.text == c.text) {
            out.push(Difference {
                kind: Polarity::Silent.name(),
                text: c.text.clone(),
                note: c.note.clone(),
                note_shown: c.note_shown.clone(),
                sides: sides(&c.support),
            });
        }
    }
    let shown: BTreeSet<usize> = out
        .iter()
        .flat_map(|d| &d.sides)
        .flat_map(|s| s.cites.iter().copied())
        .collect();
    for analysis in articles {
        let outlet = outlet_name(&analysis.article);
        for s in &analysis.statements {
            let kind = match s.polarity {
                Polarity::Asserts => continue,
                Polarity::Denies => Standing::Denied.name(),
                Polarity::Silent => Polarity::Silent.name(),
            };
            if analysis.article.class_at(s.content.start) != Some(LineClass::Body) {
                continue;
            }
            let Some(n) = citer.cite(&analysis.article.id, s.content) else {
                continue;
            };
            if shown.contains(&n) {
                continue;
            }
            let text = one_line(analysis.words(s.content));
            let side = Side {
                value: None,
                stance: s.polarity.name(),
                who: vec![arrows(&chain(analysis, s), &outlet)],
                origins: Vec::new(),
                cites: vec![n],
            };
            match out.iter_mut().find(|d| d.kind == kind && d.text == text) {
                Some(d) => d.sides.push(side),
                None => out.push(Difference {
                    kind,
                    text,
                    note: String::new(),
                    note_shown: String::new(),
                    sides: vec![side],
                }),
            }
        }
    }
    out
}

/// Support parted by what it does with the claim and by the value it gives.
fn sides(support: &[SupportRow]) -> Vec<Side> {
    let mut parted: BTreeMap<(usize, Option<&str>), Side> = BTreeMap::new();
    let order = |stance: &str| {
        ["asserts", "differs", "denies", "silent"]
            .iter()
            .position(|s| *s == stance)
            .unwrap_or(4)
    };
    for s in support {
        let side = parted
            .entry((order(s.stance), s.value.as_deref()))
            .or_insert_with(|| Side {
                value: s.value.clone(),
                stance: s.stance,
                who: Vec::new(),
                origins: Vec::new(),
                cites: Vec::new(),
            });
        for (list, item) in [(&mut side.who, &s.said_by), (&mut side.origins, &s.origin)] {
            if !list.contains(item) {
                list.push(item.clone());
            }
        }
        if !side.cites.contains(&s.cite) {
            side.cites.push(s.cite);
        }
    }
    parted.into_values().collect()
}

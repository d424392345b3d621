//! From the propositions of an event's articles to its claims: one builder, one table of ranks.

use super::denial::{Denial, denials};
use super::link::Scorer;
use super::shared::across;
use super::{headlines, lone};
use crate::model::*;
use rustc_hash::FxHashSet;
use std::collections::BTreeSet;

/// How many claims of one event are kept: what a reader can go through.
const CLAIMS: usize = 80;
/// How many articles of an event are compared with one another, one of each origin first.
const ARTICLES: usize = 24;

/// What comes first: the kinds of claims in the order in which a reader needs them.
pub(super) fn rank(standing: Standing, articles: usize) -> i64 {
    match standing {
        Standing::Disputed | Standing::Differs => 5_000,
        Standing::Denied => 4_000,
        Standing::Superseded => 3_500,
        Standing::Agreed | Standing::Compatible => 2_000,
        Standing::HeadlineOnly => 1_800,
        Standing::SingleOrigin if articles > 1 => 1_000,
        Standing::SingleOrigin => 0,
    }
}

/// A claim with what decides its place.
pub(super) struct Ranked {
    pub rank: i64,
    pub claim: Claim,
    /// What else of it its reports share.
    pub details: Vec<Claim>,
    /// Article and proposition of each support, so that no sentence stands twice.
    pub places: Vec<(usize, usize)>,
}

/// An event while its claims are put together.
pub(super) struct EventView<'a> {
    pub analyses: &'a [Analysis],
    pub event: &'a Event,
    /// Index among the analyses of each article that is compared.
    pub articles: Vec<usize>,
}

impl<'a> EventView<'a> {
    fn new(analyses: &'a [Analysis], event: &'a Event) -> EventView<'a> {
        let (mut first, mut more) = (Vec::new(), Vec::new());
        let mut seen: BTreeSet<&OriginId> = BTreeSet::new();
        for id in &event.articles {
            let Ok(i) = analyses.binary_search_by(|a| a.article.id.cmp(id)) else {
                continue;
            };
            let origin = event.origins.iter().find(|o| o.articles.contains(id)).map(|o| &o.id);
            if origin.is_none_or(|o| seen.insert(o)) {
                first.push(i);
            } else {
                more.push(i);
            }
        }
        first.extend(more);
        first.truncate(ARTICLES);
        first.sort_unstable();
        EventView {
            analyses,
            event,
            articles: first,
        }
    }

    /// The origin of an article.
    pub fn origin(&self, analysis: usize) -> OriginId {
        let Some(id) = self.analyses.get(analysis).map(|a| &a.article.id) else {
            return OriginId(String::new());
        };
        let known = self.event.origins.iter().find(|o| o.articles.contains(id));
        known.map_or_else(|| OriginId(format!("o{}", short_hash([id.as_str()]))), |o| o.id.clone())
    }

    /// One proposition as support.
    pub fn support(
        &self,
        analysis: usize,
        proposition: usize,
        stance: Stance,
        value: Option<String>,
    ) -> Option<Support> {
        let span = self.analyses.get(analysis)?.propositions.get(proposition)?.span;
        self.support_at(analysis, proposition, span, stance, value)
    }

    /// A passage of a proposition as support.
    pub fn support_at(
        &self,
        analysis: usize,
        proposition: usize,
        span: Span,
        stance: Stance,
        value: Option<String>,
    ) -> Option<Support> {
        let a = self.analyses.get(analysis)?;
        let p = a.propositions.get(proposition)?;
        let statement = p.statement.and_then(|i| a.statements.get(i as usize));
        Some(Support {
            citation: Citation {
                article: a.article.id.clone(),
                span,
            },
            statement: statement.map(|s| s.id.clone()),
            origin: self.origin(analysis),
            stance,
            value,
        })
    }

    /// The id of a claim that is known by its first citation; `mark` keeps claims of different kinds apart.
    pub fn claim_id(&self, first: &Citation, mark: &str) -> ClaimId {
        let span = format!("{}-{}", first.span.start, first.span.end);
        let hash = short_hash([self.event.id.as_str(), first.article.as_str(), &span]);
        ClaimId(format!("c{hash}{mark}"))
    }
}

/// The claims of one event, weightiest first.
pub(super) fn event_claims(
    analyses: &[Analysis],
    event: &Event,
    checks: &[HeadlineCheck],
    scorer: &Scorer,
) -> Vec<Claim> {
    let view = EventView::new(analyses, event);
    let mut ranked: Vec<Ranked> = Vec::new();
    if view.articles.len() > 1 {
        ranked.extend(across(&view, scorer));
    }
    ranked.extend(denied(&view));
    ranked.extend(beyond(&view, checks));
    ranked.extend(lone::claims(&view));
    ranked.sort_by(|a, b| b.rank.cmp(&a.rank).then_with(|| a.claim.id.cmp(&b.claim.id)));
    // One card per matter: what a weightier claim shows is not shown again.
    let mut used: FxHashSet<(usize, usize)> = FxHashSet::default();
    let mut texts: FxHashSet<String> = FxHashSet::default();
    ranked.retain(|r| {
        let fresh = r.places.is_empty() || !r.places.iter().any(|p| used.contains(p));
        let kept = fresh && texts.insert(sutradhar_text::fold::fold(&r.claim.text));
        if kept {
            used.extend(r.places.iter().copied());
        }
        kept
    });
    ranked.truncate(CLAIMS);
    for r in &mut ranked {
        say_if_others_are_in_part(&view, &mut r.claim);
    }
    let with_details = |r: Ranked| std::iter::once(r.claim).chain(r.details);
    ranked.into_iter().flat_map(with_details).collect()
}

/// Where a claim is said to be of one origin alone, or known only as denied: says so if a report of another origin is
/// not whole, since its silence proves nothing.
fn say_if_others_are_in_part(view: &EventView<'_>, claim: &mut Claim) {
    let alone =
        claim.standing == Standing::SingleOrigin || claim.reasons.iter().any(|r| r.code == ClaimCode::OnlyDenied);
    let backs = |origin: &OriginId| claim.support.iter().any(|s| s.origin == *origin);
    let others = view.event.articles.iter().filter_map(|id| {
        let i = view.analyses.binary_search_by(|a| a.article.id.cmp(id)).ok()?;
        (!backs(&view.origin(i))).then(|| view.analyses.get(i))?
    });
    if alone && others.into_iter().any(|a| !a.article.completeness.is_whole()) {
        claim.reasons.push(reason(ClaimCode::OthersInPart, String::new()));
    }
}

pub(super) fn reason(code: ClaimCode, own: String) -> ClaimReason {
    ClaimReason {
        code,
        own,
        other: String::new(),
    }
}

/// What a source denies, with those who assert it.
fn denied(view: &EventView<'_>) -> Vec<Ranked> {
    denials(view)
        .into_iter()
        .filter_map(|d| denied_claim(view, &d))
        .collect()
}

fn denied_claim(view: &EventView<'_>, d: &Denial) -> Option<Ranked> {
    let a = view.analyses.get(d.analysis)?;
    let mut support: Vec<Support> = Vec::new();
    for (analysis, proposition) in &d.targets {
        support.extend(view.support(*analysis, *proposition, Stance::Asserts, None));
    }
    let origins = support.iter().map(|s| &s.origin).collect::<BTreeSet<_>>().len();
    support.push(Support {
        citation: Citation {
            article: a.article.id.clone(),
            span: d.span,
        },
        statement: Some(d.statement.clone()),
        origin: view.origin(d.analysis),
        stance: Stance::Denies,
        value: None,
    });
    let first = support.first()?.citation.clone();
    let code = if d.targets.is_empty() {
        ClaimCode::OnlyDenied
    } else {
        ClaimCode::Denied
    };
    let i = view
        .analyses
        .binary_search_by(|x| x.article.id.cmp(&first.article))
        .ok()?;
    Some(Ranked {
        rank: rank(Standing::Denied, 1) + origins.min(20) as i64 * 10,
        claim: Claim {
            id: view.claim_id(&first, "d"),
            event: view.event.id.clone(),
            detail_of: None,
            text: view.analyses.get(i)?.words(first.span).to_string(),
            standing: Standing::Denied,
            support,
            origins,
            reasons: vec![reason(code, d.source.clone())],
        },
        details: Vec::new(),
        places: d.targets.clone(),
    })
}

/// What a headline says and its body does not.
fn beyond(view: &EventView<'_>, checks: &[HeadlineCheck]) -> Vec<Ranked> {
    let mut out = Vec::new();
    for (i, id) in view.event.articles.iter().filter_map(|id| {
        let i = view.analyses.binary_search_by(|a| a.article.id.cmp(id)).ok()?;
        Some((i, id))
    }) {
        let check = checks
            .binary_search_by(|c| c.article.cmp(id))
            .ok()
            .and_then(|i| checks.get(i));
        let flagged = check.is_some_and(|c| {
            matches!(
                c.verdict,
                HeadlineVerdict::Unsupported | HeadlineVerdict::Overstated | HeadlineVerdict::Partly
            )
        });
        let Some(a) = view.analyses.get(i).filter(|_| flagged) else {
            continue;
        };
        for (span, why) in headlines::not_borne_out(a) {
            let citation = Citation {
                article: id.clone(),
                span,
            };
            out.push(Ranked {
                rank: rank(Standing::HeadlineOnly, 1),
                claim: Claim {
                    id: view.claim_id(&citation, "h"),
                    event: view.event.id.clone(),
                    detail_of: None,
                    text: a.words(span).to_string(),
                    standing: Standing::HeadlineOnly,
                    support: vec![Support {
                        citation,
                        statement: None,
                        origin: view.origin(i),
                        stance: Stance::Asserts,
                        value: None,
                    }],
                    origins: 1,
                    reasons: vec![reason(ClaimCode::HeadlineOnly, why)],
                },
                details: Vec::new(),
                places: Vec::new(),
            });
        }
    }
    out
}

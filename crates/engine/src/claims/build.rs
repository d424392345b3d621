//! From the propositions of an event's articles to its claims: one builder, one table of ranks.

use super::conflict::{conflict_claim, conflicts};
use super::denial::{Denial, denials};
use super::link::{EventCounts, Features, NUMBERS_NONE, PLACES_APART, RUN, Scorer, Unit, clusters, pairs, units};
use super::origins::count_origins;
use super::thresholds::{DIFFERS_LINK, LEAST, LINK};
use super::{headlines, lone};
use crate::model::*;
use crate::similarity::Embedder;
use rustc_hash::{FxHashMap, FxHashSet};
use std::collections::{BTreeMap, BTreeSet};

/// How many claims of one event are kept: what a reader can go through.
const CLAIMS: usize = 80;
/// How many articles of an event are compared with one another, one of each origin first.
const ARTICLES: usize = 24;
/// How many places are shown behind one claim and article.
const SUPPORTS: usize = 4;
/// How many places are shown behind one claim.
pub(super) const ALL_SUPPORTS: usize = 32;
/// Length in bytes of a claim that reads well: longer and shorter texts are chosen less.
const GOOD_LENGTH: usize = 280;

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
        let a = self.analyses.get(analysis)?;
        let p = a.propositions.get(proposition)?;
        let statement = p.statement.and_then(|i| a.statements.get(i as usize));
        Some(Support {
            citation: Citation {
                article: a.article.id.clone(),
                span: p.span,
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
    ranked.into_iter().map(|r| r.claim).collect()
}

/// A pair of units of two articles with its scores.
pub(super) struct Scored {
    pub sides: (u32, u32),
    pub linked: f32,
    pub odds: f32,
    pub run: f32,
    /// They may be at odds but never say the same.
    pub barred: bool,
}

/// Probability from which names of two places do not keep propositions apart: one place may lie in the other.
const SURE_OF_PLACE: f32 = 0.75;

/// Whether two propositions say different things though their words are alike: both give numbers and none is equal, or
/// each is about a place of its own.
fn barred(features: &Features, linked: f32) -> bool {
    let on = |place: usize| features.get(place).is_some_and(|x| *x > 0.0);
    on(NUMBERS_NONE) || (on(PLACES_APART) && linked < SURE_OF_PLACE)
}

/// Claims that two or more articles share or differ on.
fn across(view: &EventView<'_>, scorer: &Scorer) -> Vec<Ranked> {
    let mut embedder = Embedder::default();
    let lists: Vec<Vec<Unit>> = view
        .articles
        .iter()
        .map(|i| {
            view.analyses
                .get(*i)
                .map_or_else(Vec::new, |a| units(a, *i, &mut embedder))
        })
        .collect();
    let counts = EventCounts::new(&lists);
    let starts: Vec<u32> = lists
        .iter()
        .scan(0u32, |at, l| {
            let start = *at;
            *at += l.len() as u32;
            Some(start)
        })
        .collect();
    let mut scored: Vec<Scored> = Vec::new();
    for (i, x) in lists.iter().enumerate() {
        for (j, y) in lists.iter().enumerate().skip(i + 1) {
            let (Some(a), Some(b)) = (view.analyses.get(view.articles[i]), view.analyses.get(view.articles[j])) else {
                continue;
            };
            for (u, v, features) in pairs((a, x), (b, y), &counts) {
                let p = scorer.linked(&features);
                if p >= LEAST {
                    scored.push(Scored {
                        sides: (starts[i] + u as u32, starts[j] + v as u32),
                        linked: p,
                        odds: if p >= DIFFERS_LINK {
                            scorer.at_odds(&features, p)
                        } else {
                            0.0
                        },
                        run: features[RUN],
                        barred: barred(&features, p),
                    });
                }
            }
        }
    }
    let all: Vec<&Unit> = lists.iter().flatten().collect();
    let article: Vec<u32> = lists
        .iter()
        .enumerate()
        .flat_map(|(i, l)| std::iter::repeat_n(i as u32, l.len()))
        .collect();
    let found = conflicts(view, &all, &scored);
    let apart: BTreeSet<(u32, u32)> = found.iter().map(|c| c.sides).collect();
    let links: Vec<(u32, u32, f32)> = scored
        .iter()
        .filter(|s| !s.barred && !apart.contains(&s.sides))
        .map(|s| (s.sides.0, s.sides.1, s.linked))
        .collect();
    let groups = clusters(&article, &links, LINK);
    let runs: BTreeMap<(u32, u32), f32> = scored.iter().map(|s| (s.sides, s.run)).collect();
    let mut out: Vec<Ranked> = Vec::new();
    let mut taken: BTreeSet<u32> = BTreeSet::new();
    for c in &found {
        out.extend(conflict_claim(view, &all, c, &groups, &mut taken));
    }
    for g in &groups {
        let members: Vec<u32> = g.iter().copied().filter(|u| !taken.contains(u)).collect();
        out.extend(shared_claim(view, &all, &members, &runs));
    }
    out
}

/// The claim that a group of propositions makes; `None` if too little of it can stand alone.
fn shared_claim(
    view: &EventView<'_>,
    all: &[&Unit],
    group: &[u32],
    runs: &BTreeMap<(u32, u32), f32>,
) -> Option<Ranked> {
    // A fragment without a verb and without a figure asserts nothing.
    let asserts = |i: &u32| all.get(*i as usize).is_some_and(|u| u.verb || !u.numbers.is_empty());
    let members: Vec<u32> = group.iter().copied().filter(asserts).collect();
    let unit = |i: &u32| all.get(*i as usize).copied();
    let articles: BTreeSet<usize> = members.iter().filter_map(unit).map(|u| u.analysis).collect();
    let alone = |i: &u32| unit(i).is_some_and(stands_alone);
    let whole: BTreeSet<usize> = members
        .iter()
        .filter(|i| alone(i))
        .filter_map(unit)
        .map(|u| u.analysis)
        .collect();
    if whole.len() < 2 {
        return None;
    }
    let clear = |i: &u32| (unit(i).map(|u| clearness(view, u)), std::cmp::Reverse(*i));
    let lead = *members.iter().filter(|i| alone(i)).max_by_key(|i| clear(i))?;
    let mut order = vec![lead];
    order.extend(members.iter().copied().filter(|i| *i != lead));
    let mut support: Vec<Support> = Vec::new();
    let mut places = Vec::new();
    let mut per_article: FxHashMap<usize, usize> = FxHashMap::default();
    for i in &order {
        let u = unit(i)?;
        places.push((u.analysis, u.proposition));
        let shown = per_article.entry(u.analysis).or_default();
        if *shown < SUPPORTS && support.len() < ALL_SUPPORTS {
            *shown += 1;
            let value = values(view, u);
            support.extend(view.support(u.analysis, u.proposition, Stance::Asserts, value));
        }
    }
    let (origins, shared_text) = count_origins(view, all, &members, runs);
    let standing = if origins > 1 {
        Standing::Agreed
    } else {
        Standing::SingleOrigin
    };
    let mut reasons = Vec::new();
    if shared_text {
        reasons.push(reason(ClaimCode::SharedText, String::new()));
    }
    if origins > 1
        && let Some(name) = one_source(view, &support)
    {
        reasons.push(reason(ClaimCode::OneSource, name));
    }
    let u = unit(&lead)?;
    let first = support.first()?.citation.clone();
    Some(Ranked {
        rank: rank(standing, articles.len()) + origins.min(20) as i64 * 20
            - i64::from(first.span.start.min(20_000)) / 200,
        claim: Claim {
            id: view.claim_id(&first, ""),
            event: view.event.id.clone(),
            text: view.analyses.get(u.analysis)?.words(u.span).to_string(),
            standing,
            support,
            origins,
            reasons,
        },
        places,
    })
}

/// Content words that a clause with a verb must have to be understood.
const WHOLE: usize = 3;

/// Whether a proposition can be read by itself: a clause with a verb and enough words, or a figure with what it counts.
pub(super) fn stands_alone(u: &Unit) -> bool {
    (u.verb && u.terms.len() >= WHOLE) || (!u.terms.is_empty() && u.numbers.iter().any(|n| n.slot.is_some()))
}

fn reason(code: ClaimCode, own: String) -> ClaimReason {
    ClaimReason {
        code,
        own,
        other: String::new(),
    }
}

/// How clear a proposition puts its claim: with a verb, on somebody's word, with a figure, of a length that reads well.
fn clearness(view: &EventView<'_>, u: &Unit) -> i64 {
    let a = view.analyses.get(u.analysis);
    let statement = a.and_then(|a| a.propositions.get(u.proposition)?.statement);
    let length = u.span.len().abs_diff(GOOD_LENGTH).min(GOOD_LENGTH) as i64;
    i64::from(u.verb) * 200 + i64::from(statement.is_some()) * 100 + i64::from(!u.numbers.is_empty()) * 60 - length
}

/// The figures of a proposition, as printed.
fn values(view: &EventView<'_>, u: &Unit) -> Option<String> {
    let a = view.analyses.get(u.analysis)?;
    let figures = &a.propositions.get(u.proposition)?.figures;
    let list: Vec<&str> = figures
        .iter()
        .filter_map(|f| a.quantities.get(f.quantity as usize))
        .map(|q| a.words(q.span))
        .collect();
    (!list.is_empty()).then(|| list.join(", "))
}

/// The one source on whose word all supports rest, if it is one.
fn one_source(view: &EventView<'_>, support: &[Support]) -> Option<String> {
    let mut found: Option<(String, String)> = None;
    for s in support {
        let i = view
            .analyses
            .binary_search_by(|a| a.article.id.cmp(&s.citation.article))
            .ok()?;
        let statement = view
            .analyses
            .get(i)?
            .statements
            .iter()
            .find(|x| Some(&x.id) == s.statement.as_ref())?;
        let source = statement.chain.first()?;
        let shown = source.resolved.clone().unwrap_or_else(|| source.text.clone());
        let key = source
            .entity
            .as_ref()
            .map_or_else(|| sutradhar_text::fold::fold(&shown), |e| e.to_string());
        match &found {
            None => found = Some((key, shown)),
            Some((k, _)) if *k == key => {}
            Some(_) => return None,
        }
    }
    found.map(|f| f.1)
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
            text: view.analyses.get(i)?.words(first.span).to_string(),
            standing: Standing::Denied,
            support,
            origins,
            reasons: vec![reason(code, d.source.clone())],
        },
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
                places: Vec::new(),
            });
        }
    }
    out
}

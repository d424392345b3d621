//! The records as written: their keys are the contract of the program with its users.

use super::offsets;
use serde::Serialize;
use std::collections::BTreeMap;
use sutradhar_engine::model::*;
use sutradhar_text::span::CodePoints;

/// Half-open code-point offsets into `text` of the article record.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Offsets {
    pub start: u32,
    pub end: u32,
}

/// A span in a named article.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct Cited<'a> {
    pub article: &'a str,
    #[serde(flatten)]
    pub at: Offsets,
}

/// Finds the text of an article, counted once.
pub(super) type Find<'a> = dyn Fn(&ArticleId) -> Option<&'a CodePoints<'a>> + 'a;

/// A record names an article that is not there.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("article {article} is cited but is not there; `sutradhar rebuild` makes what cites it again")]
pub struct MissingArticle {
    /// Which.
    pub article: ArticleId,
}

impl MissingArticle {
    pub(super) fn new(article: &ArticleId) -> MissingArticle {
        MissingArticle {
            article: article.clone(),
        }
    }
}

/// A record, or the article that it lacks.
pub(super) type Checked<T> = Result<T, MissingArticle>;

pub(super) fn cited<'a>(c: &'a Citation, find: &Find<'_>) -> Checked<Cited<'a>> {
    let points = find(&c.article).ok_or_else(|| MissingArticle::new(&c.article))?;
    Ok(Cited {
        article: c.article.as_str(),
        at: offsets(points, c.span),
    })
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct ArticleRecord<'a> {
    pub id: &'a str,
    pub source: &'a str,
    pub url: Option<&'a str>,
    pub outlet: Option<&'a str>,
    pub agency: Option<&'a str>,
    pub byline: Option<&'a str>,
    pub dateline: Option<&'a str>,
    pub language: &'a str,
    pub headline: &'a str,
    pub published: PublishedRecord<'a>,
    pub lines: Vec<LineRecord<'a>>,
    pub text: &'a str,
    pub body: String,
    pub tags: &'a [String],
    pub read_minutes: u32,
    pub completeness: CompletenessRecord<'a>,
    pub notices: &'a [Notice],
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct CompletenessRecord<'a> {
    pub kind: &'a str,
    pub why: &'a str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct PublishedRecord<'a> {
    pub value: Option<String>,
    pub precision: &'a str,
    pub zone: Option<String>,
    pub basis: &'a str,
    pub earliest: Option<String>,
    pub latest: Option<String>,
    pub why: &'a str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct LineRecord<'a> {
    pub n: u32,
    #[serde(flatten)]
    pub at: Offsets,
    pub class: &'a str,
    pub reason: &'a str,
}

/// The record of an article.
pub fn article(a: &Analysis) -> ArticleRecord<'_> {
    let (article, points) = (&a.article, CodePoints::new(&a.article.text));
    let p = &article.published;
    ArticleRecord {
        id: article.id.as_str(),
        source: &article.source,
        url: article.url.as_deref(),
        outlet: article.outlet.as_deref(),
        agency: article.agency.as_ref().map(|c| c.name.as_str()),
        byline: article.byline.as_deref(),
        dateline: article.dateline.as_deref(),
        language: article.language.tag(),
        headline: article.headline_text(),
        published: PublishedRecord {
            value: p.iso(),
            precision: p.precision.name(),
            zone: p.offset.map(|m| {
                format!(
                    "{}{:02}:{:02}",
                    if m < 0 { '-' } else { '+' },
                    m.abs() / 60,
                    m.abs() % 60
                )
            }),
            basis: p.basis.name(),
            earliest: p.earliest.map(|d| d.to_string()),
            latest: p.latest.map(|d| d.to_string()),
            why: &p.why,
        },
        lines: article
            .lines
            .iter()
            .map(|l| LineRecord {
                n: l.n,
                at: offsets(&points, l.span),
                class: l.class.name(),
                reason: &l.reason,
            })
            .collect(),
        text: &article.text,
        body: article.body_with_subheadings(),
        tags: &article.tags,
        read_minutes: article.read_minutes,
        completeness: CompletenessRecord {
            kind: article.completeness.kind.name(),
            why: &article.completeness.why,
        },
        notices: &a.notices,
    }
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct MentionRecord<'a> {
    pub article: &'a str,
    #[serde(flatten)]
    pub at: Offsets,
    pub text: &'a str,
    #[serde(rename = "type")]
    pub kind: &'a str,
    pub entity: &'a str,
    pub name: BTreeMap<&'a str, &'a str>,
    pub role: &'a str,
}

/// The records of an article's mentions. Adjectives of places (रूसी) are no names: they stay inside the engine.
pub fn mentions(a: &Analysis) -> Vec<MentionRecord<'_>> {
    let points = CodePoints::new(&a.article.text);
    a.mentions
        .iter()
        .filter(|m| m.role != MentionRole::Demonym)
        .map(|m| MentionRecord {
            article: a.article.id.as_str(),
            at: offsets(&points, m.span),
            text: a.words(m.span),
            kind: m.kind.name(),
            entity: m.entity.as_str(),
            name: a
                .entity(&m.entity)
                .map(|e| e.names.iter().map(|(k, v)| (k.as_str(), v.as_str())).collect())
                .unwrap_or_default(),
            role: match m.role {
                MentionRole::Name => "name",
                MentionRole::Demonym => "demonym",
                MentionRole::Metonym => "metonym",
                MentionRole::Description => "description",
            },
        })
        .collect()
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct TimeRecord<'a> {
    pub article: &'a str,
    #[serde(flatten)]
    pub at: Offsets,
    pub text: &'a str,
    pub value: &'a str,
    pub precision: &'a str,
    pub anchor: &'a str,
}

/// The records of an article's times.
pub fn times(a: &Analysis) -> Vec<TimeRecord<'_>> {
    let points = CodePoints::new(&a.article.text);
    a.times
        .iter()
        .map(|t| TimeRecord {
            article: a.article.id.as_str(),
            at: offsets(&points, t.span),
            text: a.words(t.span),
            value: &t.value,
            precision: t.precision.name(),
            anchor: &t.anchor,
        })
        .collect()
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct QuantityRecord<'a> {
    pub article: &'a str,
    #[serde(flatten)]
    pub at: Offsets,
    pub text: &'a str,
    pub value: f64,
    pub value_max: Option<f64>,
    pub approx: bool,
    pub unit: &'a str,
    pub counted: &'a str,
    pub status: &'a str,
}

/// The records of an article's figures.
pub fn quantities(a: &Analysis) -> Vec<QuantityRecord<'_>> {
    let points = CodePoints::new(&a.article.text);
    a.quantities
        .iter()
        .map(|q| QuantityRecord {
            article: a.article.id.as_str(),
            at: offsets(&points, q.span),
            text: a.words(q.span),
            value: q.value,
            value_max: q.value_max,
            approx: q.approx,
            unit: &q.unit,
            counted: q.counted.map_or("", |s| a.words(s)),
            status: q.status.name(),
        })
        .collect()
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct StatementRecord<'a> {
    pub id: &'a str,
    pub article: &'a str,
    #[serde(flatten)]
    pub at: Offsets,
    pub text: &'a str,
    pub cue: Option<TextAt<'a>>,
    pub chain: Vec<SourceRecord<'a>>,
    pub form: &'a str,
    pub polarity: &'a str,
    pub hedge: Option<&'a str>,
    pub origin: Option<&'a str>,
    pub rule: &'a str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct TextAt<'a> {
    #[serde(flatten)]
    pub at: Offsets,
    pub text: &'a str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct SourceRecord<'a> {
    pub text: &'a str,
    pub resolved: Option<&'a str>,
    pub entity: Option<&'a str>,
    pub kind: &'a str,
    pub implied: bool,
}

/// The records of an article's statements.
pub fn statements<'a>(a: &'a Analysis, origin: Option<&'a str>) -> Vec<StatementRecord<'a>> {
    let points = CodePoints::new(&a.article.text);
    a.statements
        .iter()
        .map(|s| StatementRecord {
            id: s.id.as_str(),
            article: a.article.id.as_str(),
            at: offsets(&points, s.content),
            text: a.words(s.content),
            cue: s.cue.map(|c| TextAt {
                at: offsets(&points, c),
                text: a.words(c),
            }),
            chain: s
                .chain
                .iter()
                .map(|l| SourceRecord {
                    text: &l.text,
                    resolved: l.resolved.as_deref(),
                    entity: l.entity.as_ref().map(|e| e.as_str()),
                    kind: l.kind.name(),
                    implied: l.span.is_none(),
                })
                .collect(),
            form: s.form.name(),
            polarity: s.polarity.name(),
            hedge: s.hedge.map(|h| a.words(h)),
            origin,
            rule: &s.rule,
        })
        .collect()
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct CopyRecord<'a> {
    pub a: &'a str,
    pub b: &'a str,
    pub relation: &'a str,
    pub source: Option<&'a str>,
    pub agency: Option<&'a str>,
    pub containment: f64,
    pub kept: Vec<PassageRecord>,
    pub changed: Vec<ChangeRecord<'a>>,
    /// Sentences that the copy, or `b`, has alone; whether they were added is known only where the other is full.
    pub added: Vec<Offsets>,
    /// Sentences that the source, or `a`, has alone; whether they were dropped is known only where the other is full.
    pub dropped: Vec<Offsets>,
    /// What the text of `a` is of its article: full, excerpt or broken.
    pub a_completeness: &'static str,
    /// The same of `b`.
    pub b_completeness: &'static str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct PassageRecord {
    pub a: Offsets,
    pub b: Offsets,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct ChangeRecord<'a> {
    #[serde(flatten)]
    pub at: PassageRecord,
    pub words: Vec<WordChange<'a>>,
    pub quote_marks_lost: bool,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct WordChange<'a> {
    pub a: &'a str,
    pub b: &'a str,
}

/// The record of a copy pair.
pub fn copy<'a>(c: &'a CopyPair, a: &Analysis, b: &Analysis) -> CopyRecord<'a> {
    let (pa, pb) = (CodePoints::new(&a.article.text), CodePoints::new(&b.article.text));
    let passage = |p: &Passage| PassageRecord {
        a: offsets(&pa, p.a),
        b: offsets(&pb, p.b),
    };
    let reversed = c.source.as_ref() == Some(&c.b);
    let (from, to) = if reversed { (&pb, &pa) } else { (&pa, &pb) };
    CopyRecord {
        a: c.a.as_str(),
        b: c.b.as_str(),
        relation: c.relation.name(),
        source: c.source.as_ref().map(|s| s.as_str()),
        agency: c.agency.as_deref(),
        containment: (c.containment * 1000.0).round() / 1000.0,
        kept: c.kept.iter().map(passage).collect(),
        changed: c
            .changed
            .iter()
            .map(|x| ChangeRecord {
                at: passage(&x.at),
                words: x.words.iter().map(|(a, b)| WordChange { a, b }).collect(),
                quote_marks_lost: x.quote_marks_lost,
            })
            .collect(),
        added: c.added.iter().map(|s| offsets(to, *s)).collect(),
        dropped: c.dropped.iter().map(|s| offsets(from, *s)).collect(),
        a_completeness: a.article.completeness.kind.name(),
        b_completeness: b.article.completeness.kind.name(),
    }
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct EventRecord<'a> {
    pub id: &'a str,
    pub title: &'a str,
    pub start: Option<String>,
    pub end: Option<String>,
    pub articles: Vec<&'a str>,
    pub origins: Vec<OriginRecord<'a>>,
    pub ultimate_sources: &'a [String],
    pub places: Vec<&'a str>,
    pub entities: Vec<&'a str>,
    pub storyline: Option<&'a str>,
    pub reasons: &'a [String],
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct OriginRecord<'a> {
    pub id: &'a str,
    pub name: &'a str,
    pub articles: Vec<&'a str>,
}

/// The record of an event.
pub fn event(e: &Event) -> EventRecord<'_> {
    EventRecord {
        id: e.id.as_str(),
        title: &e.title,
        start: e.start.map(|d| d.to_string()),
        end: e.end.map(|d| d.to_string()),
        articles: e.articles.iter().map(|a| a.as_str()).collect(),
        origins: e
            .origins
            .iter()
            .map(|o| OriginRecord {
                id: o.id.as_str(),
                name: &o.name,
                articles: o.articles.iter().map(|a| a.as_str()).collect(),
            })
            .collect(),
        ultimate_sources: &e.ultimate_sources,
        places: e.places.iter().map(|p| p.as_str()).collect(),
        entities: e.entities.iter().map(|p| p.as_str()).collect(),
        storyline: e.storyline.as_ref().map(|s| s.as_str()),
        reasons: &e.reasons,
    }
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct HeadlineRecord<'a> {
    pub article: &'a str,
    pub verdict: &'a str,
    pub why: &'a str,
    pub reasons: Vec<ReasonRecord<'a>>,
    pub spans: Vec<Cited<'a>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct ReasonRecord<'a> {
    pub code: &'a str,
    pub words: &'a str,
    pub given: &'a str,
}

/// The record of a headline check.
///
/// # Errors
/// An article that it cites is not there.
pub fn headline<'a>(h: &'a HeadlineCheck, find: &Find<'_>) -> Checked<HeadlineRecord<'a>> {
    Ok(HeadlineRecord {
        article: h.article.as_str(),
        verdict: h.verdict.name(),
        why: &h.why,
        reasons: h
            .reasons
            .iter()
            .map(|r| ReasonRecord {
                code: r.code.name(),
                words: &r.words,
                given: &r.given,
            })
            .collect(),
        spans: h.spans.iter().map(|c| cited(c, find)).collect::<Checked<_>>()?,
    })
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct BriefRecord<'a> {
    pub event: &'a str,
    pub language: &'a str,
    pub bullets: Vec<BulletRecord<'a>>,
    pub faq: Vec<AnswerRecord<'a>>,
    pub timeline: Vec<TimelineRecord<'a>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct BulletRecord<'a> {
    pub text: &'a str,
    pub citations: Vec<Cited<'a>>,
    pub state: &'a str,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct AnswerRecord<'a> {
    pub question: &'a str,
    pub answer: &'a str,
    pub citations: Vec<Cited<'a>>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub struct TimelineRecord<'a> {
    pub date: &'a str,
    pub precision: &'a str,
    pub text: &'a str,
    pub citations: Vec<Cited<'a>>,
}

/// The record of a brief.
///
/// # Errors
/// An article that it cites is not there.
pub fn brief<'a>(b: &'a Brief, find: &Find<'_>) -> Checked<BriefRecord<'a>> {
    let all = |list: &'a [Citation]| -> Checked<Vec<Cited<'a>>> { list.iter().map(|c| cited(c, find)).collect() };
    Ok(BriefRecord {
        event: b.event.as_str(),
        language: b.language.tag(),
        bullets: b
            .bullets
            .iter()
            .map(|x| {
                Ok(BulletRecord {
                    text: &x.text,
                    citations: all(&x.citations)?,
                    state: x.state.name(),
                })
            })
            .collect::<Checked<_>>()?,
        faq: b
            .faq
            .iter()
            .map(|x| {
                Ok(AnswerRecord {
                    question: &x.question,
                    answer: &x.answer,
                    citations: all(&x.citations)?,
                })
            })
            .collect::<Checked<_>>()?,
        timeline: b
            .timeline
            .iter()
            .map(|x| {
                Ok(TimelineRecord {
                    date: &x.date,
                    precision: x.precision.name(),
                    text: &x.text,
                    citations: all(&x.citations)?,
                })
            })
            .collect::<Checked<_>>()?,
    })
}

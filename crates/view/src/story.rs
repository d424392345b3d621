//! The story page: one event, with everything that is known of it.

use super::cite::{Cited, Citer};
use super::claims::{self, ClaimRow, Difference};
use super::figures::{self, FigureRow};
use super::lineage::{CopyRow, copy_row};
use super::names::{
    ArticleRow, NamedThing, arrows, article_row, chain, entity_name, named_thing, one_line, outlet_name,
    statement_over, title,
};
use super::word::{self, UnsourcedRow, WordNode};
use serde::Serialize;
use std::collections::BTreeMap;
use sutradhar_engine::model::*;

/// What a story page is made from.
#[derive(Debug, Clone)]
pub struct StoryInput<'a> {
    /// The event.
    pub event: &'a Event,
    /// Its storyline, with the storyline's events in order of time (this one among them).
    pub storyline: Option<(&'a Storyline, Vec<&'a Event>)>,
    /// The event's articles. Others (of events that a brief cites) may stand here too: they are cited, not listed.
    pub articles: Vec<&'a Analysis>,
    /// Pairs that share copy; pairs of other articles are passed over.
    pub copies: Vec<&'a CopyPair>,
    /// Claims of the event; claims of other events are passed over.
    pub claims: Vec<&'a Claim>,
    /// Headline checks; those of other articles are passed over.
    pub headlines: Vec<&'a HeadlineCheck>,
    /// The brief.
    pub brief: Option<&'a Brief>,
}

/// A story page as plain data.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StoryPage {
    /// Id of the event.
    pub id: String,
    /// Language tag that the page speaks: of the brief, else of most articles.
    pub language: &'static str,
    /// Its title.
    pub title: String,
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// Names of places, most named first.
    pub places: Vec<String>,
    /// Names of people and organisations, most named first.
    pub entities: Vec<String>,
    /// Independent origins: what support is counted by.
    pub origins: usize,
    /// Articles: never a measure of support.
    pub article_count: usize,
    /// Names of those who stand behind the origins.
    pub ultimate_sources: Vec<String>,
    /// Where the event stands in its storyline, if that holds more than one.
    pub storyline: Option<StorylinePosition>,
    /// What its reports tell again of earlier events of the storyline.
    pub background: Vec<BackgroundRow>,
    /// Quick read.
    pub bullets: Vec<BulletRow>,
    /// Who stands on whose word.
    pub word: Vec<WordNode>,
    /// What rests on nobody named.
    pub unsourced: Vec<UnsourcedRow>,
    /// Figures.
    pub figures: Vec<FigureRow>,
    /// Claims.
    pub claims: Vec<ClaimRow>,
    /// Disputes, silences and changes.
    pub differences: Vec<Difference>,
    /// Headlines that their own text does not bear out.
    pub headlines: Vec<HeadlineRow>,
    /// What was copied and changed.
    pub copies: Vec<CopyRow>,
    /// What happened when.
    pub timeline: Vec<TimelineRow>,
    /// Questions with cited answers.
    pub faq: Vec<FaqRow>,
    /// The articles, in order of publication.
    pub articles: Vec<ArticleRow>,
    /// What was odd about them.
    pub notices: Vec<NoticeRow>,
    /// The cited passages, numbered from 1.
    pub citations: Vec<Cited>,
    /// What changed of it last, where that is asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub changed: Option<super::pages::LastChange>,
    /// What `places` and `entities` name, with kinds and ids.
    #[serde(skip)]
    pub named: Vec<NamedThing>,
}

/// Where an event stands in its storyline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StorylinePosition {
    /// Id of the storyline.
    pub id: String,
    /// Its title.
    pub title: String,
    /// Its events in order of time.
    pub events: Vec<StorylineStep>,
}

/// One event of a storyline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct StorylineStep {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// `earlier`, `this` or `later`.
    pub when: &'static str,
    /// Independent origins.
    pub origins: usize,
    /// Articles.
    pub articles: usize,
    /// Why it follows the event before it that it hangs on, in English; empty for the first.
    pub why: String,
    /// The same as codes with what they are about.
    pub reasons: Vec<LinkReasonRow>,
    /// People, bodies and places that no event before it names.
    pub new_names: Vec<String>,
    /// The sentence that says most of what no event before it told.
    pub news: Option<String>,
}

/// Why an event follows an earlier one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct LinkReasonRow {
    /// `tells-of`, `shared-names` or `similar-words`.
    pub code: &'static str,
    /// The names, or the day as ISO 8601.
    pub of: Vec<String>,
}

impl LinkReasonRow {
    /// The row of a reason.
    pub fn new(reason: &LinkReason) -> LinkReasonRow {
        LinkReasonRow {
            code: reason.code(),
            of: match reason {
                LinkReason::TellsOf(day) => vec![day.to_string()],
                LinkReason::SharedNames(names) => names.iter().map(|n| one_line(n)).collect(),
                LinkReason::SimilarWords => Vec::new(),
            },
        }
    }
}

/// Why an event follows an earlier one of its storyline, in English, as the records give it.
pub fn link_note(reasons: &[LinkReason]) -> String {
    let worded = |reason: &LinkReason| match reason {
        LinkReason::TellsOf(day) => format!("its background tells of {day}"),
        LinkReason::SharedNames(names) => format!("both are about {}", names.join(", ")),
        LinkReason::SimilarWords => "both are told in similar words".to_string(),
    };
    let all: Vec<String> = reasons.iter().map(worded).collect();
    all.join("; ")
}

impl StorylineStep {
    /// What it adds, in one line: the news, and in brackets the new names.
    pub fn new_in(&self) -> Option<String> {
        let names = self.new_names.join(", ");
        match (&self.news, names.is_empty()) {
            (Some(news), true) => Some(news.clone()),
            (Some(news), false) => Some(format!("{news} ({names})")),
            (None, false) => Some(names),
            (None, true) => None,
        }
    }
}

/// A sentence of the reports that tells of an earlier event of the storyline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BackgroundRow {
    /// Its words.
    pub text: String,
    /// Id of the earlier event.
    pub of: String,
    /// Title of the earlier event.
    pub of_title: String,
    /// First day of the earlier event.
    pub of_start: Option<String>,
    /// Where it stands.
    pub cites: Vec<usize>,
}

/// One line of the quick read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct BulletRow {
    /// Its words.
    pub text: String,
    /// On whose word, each chain once; empty if nobody is named.
    pub said_by: Vec<String>,
    /// Where it stands with the editors.
    pub state: &'static str,
    /// What it rests on.
    pub cites: Vec<usize>,
}

/// A headline that its own text does not bear out.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeadlineRow {
    /// The article.
    pub article: String,
    /// Its outlet.
    pub outlet: String,
    /// The headline.
    pub headline: String,
    /// How it stands.
    pub verdict: &'static str,
    /// Why.
    pub why: String,
    /// The same as codes with their words, for pages that speak another language than the article.
    #[serde(skip)]
    pub reasons: Vec<HeadlineReason>,
    /// What that rests on.
    pub cites: Vec<usize>,
}

/// One entry of the timeline.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimelineRow {
    /// ISO 8601 as fine as `precision`, or A/B.
    pub date: String,
    /// How fine.
    pub precision: &'static str,
    /// What happened.
    pub text: String,
    /// What it rests on.
    pub cites: Vec<usize>,
}

/// A question with its cited answer.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FaqRow {
    /// The question.
    pub question: String,
    /// The answer.
    pub answer: String,
    /// What it rests on.
    pub cites: Vec<usize>,
}

/// Something odd about an article.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct NoticeRow {
    /// The article.
    pub article: String,
    /// Stable code.
    pub code: String,
    /// What was odd.
    pub message: String,
}

/// The page of an event.
pub fn story_page(input: &StoryInput<'_>) -> StoryPage {
    let event = input.event;
    let find = |id: &ArticleId| input.articles.iter().find(|a| a.article.id == *id).copied();
    let articles: Vec<&Analysis> = event.articles.iter().filter_map(find).collect();
    let inside = |id: &ArticleId| event.articles.contains(id);
    let origin_of = |id: &ArticleId| {
        let origin = event.origins.iter().find(|o| o.articles.contains(id));
        origin.map_or_else(|| id.to_string(), |o| origin_label(o, &articles))
    };
    let origin_name = |id: &OriginId| {
        let origin = event.origins.iter().find(|o| o.id == *id);
        origin.map_or_else(|| id.to_string(), |o| origin_label(o, &articles))
    };
    let agency = |a: &Article| {
        let carried = input
            .copies
            .iter()
            .find(|p| (p.a == a.id || p.b == a.id) && p.agency.is_some());
        let own = a.agency.as_ref().map(|c| c.name.clone());
        own.or_else(|| carried.and_then(|p| p.agency.clone()))
    };
    let language = input
        .brief
        .map_or_else(|| main_language(&articles), |b| b.language.tag());
    let mut citer = Citer::new(&input.articles);
    let (bullets, faq, timeline) = brief(input.brief, &mut citer);
    let background = background(input.storyline.as_ref(), event, &mut citer);
    let mine: Vec<&Claim> = input.claims.iter().filter(|c| c.event == event.id).copied().collect();
    let claims = claims::rows(&mine, language, &origin_name, &mut citer);
    let differences = claims::differences(&claims, &articles, &mut citer);
    let figures = figures::figure_table(&articles, &origin_of, &mut citer);
    let word = word::trees(&articles, &origin_of, &agency, &mut citer);
    let headlines = input.headlines.iter().filter(|h| inside(&h.article));
    let headlines = headlines.filter_map(|h| headline(h, language, &mut citer)).collect();
    let pairs = input.copies.iter().filter(|p| inside(&p.a) && inside(&p.b));
    let copies = pairs.map(|p| copy_row(p, &find, Some(&mut citer))).collect();
    StoryPage {
        id: event.id.to_string(),
        language,
        title: title(&event.title),
        start: event.start.map(|d| d.to_string()),
        end: event.end.map(|d| d.to_string()),
        places: event
            .places
            .iter()
            .map(|e| entity_name(&articles, e, language))
            .collect(),
        entities: event
            .entities
            .iter()
            .map(|e| entity_name(&articles, e, language))
            .collect(),
        origins: event.origins.len(),
        article_count: event.articles.len(),
        ultimate_sources: event.ultimate_sources.clone(),
        storyline: input
            .storyline
            .as_ref()
            .and_then(|(s, events)| position(s, events, event)),
        background,
        bullets,
        word,
        unsourced: word::unsourced(&articles),
        figures,
        claims,
        differences,
        headlines,
        copies,
        timeline,
        faq,
        articles: articles
            .iter()
            .map(|a| article_row(&a.article, Some(origin_of(&a.article.id))))
            .collect(),
        notices: articles.iter().flat_map(|a| notices(a)).collect(),
        citations: citer.finish(),
        changed: None,
        named: event
            .places
            .iter()
            .chain(&event.entities)
            .filter_map(|e| named_thing(&articles, e, language))
            .collect(),
    }
}

/// What an origin is called: by its name, or, where no outlet is known, as its only article is called on this page.
fn origin_label(origin: &Origin, articles: &[&Analysis]) -> String {
    if !origin.name.starts_with("unknown") {
        return one_line(&origin.name);
    }
    let first = articles.iter().find(|a| origin.articles.contains(&a.article.id));
    first.map_or_else(|| origin.name.clone(), |a| outlet_name(&a.article))
}

/// The language of most articles; of two with as many, the one that comes first in `Lang`.
fn main_language(articles: &[&Analysis]) -> &'static str {
    let mut count: BTreeMap<Lang, usize> = BTreeMap::new();
    for a in articles {
        *count.entry(a.article.language).or_default() += 1;
    }
    let most = count.iter().max_by_key(|(lang, n)| (**n, std::cmp::Reverse(**lang)));
    most.map_or(Lang::Other, |(lang, _)| *lang).tag()
}

/// What was odd about one article.
pub(super) fn notices(analysis: &Analysis) -> Vec<NoticeRow> {
    let row = |n: &Notice| NoticeRow {
        article: analysis.article.id.to_string(),
        code: n.code.clone(),
        message: n.message.clone(),
    };
    analysis.notices.iter().map(row).collect()
}

fn brief(brief: Option<&Brief>, citer: &mut Citer<'_>) -> (Vec<BulletRow>, Vec<FaqRow>, Vec<TimelineRow>) {
    let (mut bullets, mut faq, mut timeline) = (Vec::new(), Vec::new(), Vec::new());
    let Some(brief) = brief else {
        return (bullets, faq, timeline);
    };
    for b in &brief.bullets {
        let cites = citer.all(&b.citations);
        if !cites.is_empty() {
            bullets.push(BulletRow {
                text: one_line(&b.text),
                said_by: said_by(&b.citations, citer),
                state: b.state.name(),
                cites,
            });
        }
    }
    for f in &brief.faq {
        let cites = citer.all(&f.citations);
        if !cites.is_empty() {
            faq.push(FaqRow {
                question: one_line(&f.question),
                answer: one_line(&f.answer),
                cites,
            });
        }
    }
    for t in &brief.timeline {
        let cites = citer.all(&t.citations);
        if !cites.is_empty() {
            timeline.push(TimelineRow {
                date: t.date.clone(),
                precision: t.precision.name(),
                text: one_line(&t.text),
                cites,
            });
        }
    }
    (bullets, faq, timeline)
}

/// On whose word cited words stand, each chain once.
fn said_by(citations: &[Citation], citer: &Citer<'_>) -> Vec<String> {
    let mut out: Vec<String> = Vec::new();
    for c in citations {
        let Some(analysis) = citer.article(&c.article) else {
            continue;
        };
        let Some(statement) = statement_over(analysis, c.span) else {
            continue;
        };
        let line = arrows(&chain(analysis, statement), &outlet_name(&analysis.article));
        if !out.contains(&line) {
            out.push(line);
        }
    }
    out
}

fn headline(check: &HeadlineCheck, language: &str, citer: &mut Citer<'_>) -> Option<HeadlineRow> {
    if !check.verdict.is_flag() {
        return None;
    }
    let analysis = citer.article(&check.article)?;
    let mut cites = citer.all(&check.spans);
    if cites.is_empty() {
        cites.extend(analysis.article.headline.and_then(|s| citer.cite(&check.article, s)));
    }
    Some(HeadlineRow {
        article: check.article.to_string(),
        outlet: outlet_name(&analysis.article),
        headline: one_line(analysis.article.headline_text()),
        verdict: check.verdict.name(),
        why: one_line(&super::labels::headline_reasons(check, language)),
        reasons: check.reasons.clone(),
        cites,
    })
}

fn position(storyline: &Storyline, events: &[&Event], this: &Event) -> Option<StorylinePosition> {
    let here = events.iter().position(|e| e.id == this.id)?;
    (events.len() > 1).then(|| StorylinePosition {
        id: storyline.id.to_string(),
        title: one_line(&storyline.title),
        events: steps(storyline, events, Some(here)),
    })
}

/// The events of a storyline, in order of time, with what each adds; each is `later`.
pub fn storyline_steps(storyline: &Storyline, events: &[&Event]) -> Vec<StorylineStep> {
    steps(storyline, events, None)
}

fn steps(storyline: &Storyline, events: &[&Event], here: Option<usize>) -> Vec<StorylineStep> {
    let added = |e: &Event| {
        let i = storyline.events.iter().position(|id| *id == e.id)?;
        storyline.steps.get(i)
    };
    let step = |(i, e): (usize, &&Event)| StorylineStep {
        id: e.id.to_string(),
        title: title(&e.title),
        start: e.start.map(|d| d.to_string()),
        end: e.end.map(|d| d.to_string()),
        when: match here.map(|here| i.cmp(&here)) {
            Some(std::cmp::Ordering::Less) => "earlier",
            Some(std::cmp::Ordering::Equal) => "this",
            Some(std::cmp::Ordering::Greater) | None => "later",
        },
        origins: e.origins.len(),
        articles: e.articles.len(),
        why: added(e).map_or_else(String::new, |s| one_line(&link_note(&s.reasons))),
        reasons: added(e).map_or_else(Vec::new, |s| s.reasons.iter().map(LinkReasonRow::new).collect()),
        new_names: added(e).map_or_else(Vec::new, |s| s.new_names.iter().map(|n| one_line(&n.1)).collect()),
        news: added(e).and_then(|s| Some(one_line(&s.news.as_ref()?.0))),
    };
    events.iter().enumerate().map(step).collect()
}

fn background(
    storyline: Option<&(&Storyline, Vec<&Event>)>,
    this: &Event,
    citer: &mut Citer<'_>,
) -> Vec<BackgroundRow> {
    let Some((storyline, events)) = storyline else {
        return Vec::new();
    };
    let here = storyline.events.iter().position(|id| *id == this.id);
    let Some(step) = here.and_then(|i| storyline.steps.get(i)) else {
        return Vec::new();
    };
    let row = |b: &Background| {
        let of = events.iter().find(|e| e.id == b.of)?;
        let text = citer.article(&b.sentence.article)?.words(b.sentence.span);
        Some(BackgroundRow {
            text: one_line(text),
            of: of.id.to_string(),
            of_title: title(&of.title),
            of_start: of.start.map(|d| d.to_string()),
            cites: citer.all([&b.sentence]),
        })
    };
    step.background.iter().filter_map(row).collect()
}

//! `get_story`

use crate::mcp::clean::{quoted, short};
use crate::mcp::problem::{Result, follow};
use crate::mcp::sheet::{Reply, Sheet, next};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sutradhar_view::web::Target;
use sutradhar_view::{self as view, Matter, StoryPage};

/// Citations of one side of a matter, or of one line; `get_claim` has all.
const CITES: usize = 3;

/// Parts of a story.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub enum Part {
    Brief,
    Disputes,
    Figures,
    Word,
    Timeline,
    Headlines,
    Copies,
    Articles,
}

/// Arguments of `get_story`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct GetStory {
    /// Id of the story: e and a hash.
    pub id: String,
    /// Which parts, in this order; brief and disputes unless said otherwise.
    pub parts: Option<Vec<Part>>,
    /// At most so many items of each part; at most 10.
    pub limit: Option<usize>,
    /// Items of the first part to leave out, from `next` of the answer before.
    pub from: Option<usize>,
}

/// A story.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Story {
    /// Its id now.
    pub id: String,
    /// Its page.
    pub url: String,
    /// Its title: a headline that its own text bears out.
    pub title: String,
    /// Language tag of most reports.
    pub language: String,
    /// First day.
    pub start: Option<String>,
    /// Last day.
    pub end: Option<String>,
    /// Places, most named first.
    pub places: Vec<String>,
    /// People and bodies, most named first.
    pub entities: Vec<String>,
    /// Independent origins: what support is counted by.
    pub origins: usize,
    /// Who stands behind them.
    pub ultimate_sources: Vec<String>,
    /// Articles: never a measure of support.
    pub articles: usize,
    /// Its storyline, if that holds more than one event: for `get_storyline`.
    pub storyline: Option<String>,
    /// draft, reviewed or published: where its lines stand with the editors.
    pub state: String,
    /// The lines of the quick read.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub brief: Vec<Line>,
    /// Matters on which somebody does not simply agree.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub disputes: Vec<Dispute>,
    /// Figures; the tool `figures` has their history.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub figures: Vec<FigureItem>,
    /// On whose word; the tool `who_says` has the whole tree.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub word: Vec<WordItem>,
    /// What happened when.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub timeline: Vec<TimeItem>,
    /// Headlines that their own text does not bear out.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub headlines: Vec<HeadlineItem>,
    /// Who shares text with whom; `compare` has the words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub copies: Vec<CopyItem>,
    /// Its reports, in order of publication.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub reports: Vec<ReportItem>,
}

/// A line with its citations.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Line {
    /// Its words.
    pub text: String,
    /// On whose word, from the speaker to the outlet; empty if nobody is named.
    pub said_by: Vec<String>,
    /// What it rests on.
    pub cites: Vec<usize>,
}

/// A matter on which somebody does not simply agree.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Dispute {
    /// The words that it is about.
    pub text: String,
    /// The most contested standing of its claims, or silent.
    pub standing: &'static str,
    /// Independent origins that assert it, by name.
    pub origins: Vec<String>,
    /// Its claims, for `get_claim`.
    pub claims: Vec<String>,
    /// Who says what.
    pub sides: Vec<SideItem>,
}

/// One side of a matter.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SideItem {
    /// asserts, denies, differs or silent.
    pub stance: &'static str,
    /// The value given, where sides differ in one.
    pub value: Option<String>,
    /// Who says so.
    pub who: Vec<String>,
    /// Independent origins behind it.
    pub origins: usize,
    /// Some of the places.
    pub cites: Vec<usize>,
}

/// What is counted, and the value that stands.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct FigureItem {
    /// What is counted, with what is said of it.
    pub what: String,
    /// The value of most origins that none of them took back.
    pub value: String,
    /// As of when.
    pub as_of: Option<String>,
    /// The value that it took the place of.
    pub before: Option<String>,
    /// Other values that no origin took back.
    pub others: Vec<String>,
    /// Independent origins that give any of them.
    pub origins: usize,
    /// Where.
    pub cites: Vec<usize>,
}

/// A source with what rests on its word.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WordItem {
    /// Its name.
    pub name: String,
    /// What kind of source.
    pub kind: &'static str,
    /// Statements that come from it.
    pub statements: usize,
    /// Independent origins that pass it on.
    pub origins: usize,
    /// Some of the statements.
    pub cites: Vec<usize>,
}

/// An entry of the timeline.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct TimeItem {
    /// ISO 8601, as fine as it is known.
    pub date: String,
    /// What happened.
    pub text: String,
    /// What it rests on.
    pub cites: Vec<usize>,
}

/// A headline that its own text does not bear out.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct HeadlineItem {
    /// The article, for `check_headline`.
    pub article: String,
    /// Its outlet.
    pub outlet: String,
    /// The headline.
    pub headline: String,
    /// How it stands.
    pub verdict: &'static str,
    /// Why, in the language of the story.
    pub why: String,
    /// What that rests on.
    pub cites: Vec<usize>,
}

/// Two reports that share text.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct CopyItem {
    /// same-text, copy or revision.
    pub relation: &'static str,
    /// Whether it is known which stands nearer the origin; then `from` is that one.
    pub directed: bool,
    /// One article.
    pub from: String,
    /// Its outlet.
    pub from_outlet: String,
    /// The other article.
    pub to: String,
    /// Its outlet.
    pub to_outlet: String,
    /// The agency whose text it is.
    pub agency: Option<String>,
    /// Share of the shorter text that the longer one holds, 0 to 1.
    pub containment: f64,
}

/// A report.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct ReportItem {
    /// Its id, for `get_article`.
    pub id: String,
    /// Who published it.
    pub outlet: String,
    /// When, as fine as that is known.
    pub date: Option<String>,
    /// Its headline.
    pub headline: String,
    /// The independent origin it is folded into.
    pub origin: Option<String>,
    /// Its page.
    pub url: String,
}

/// Gives a story.
pub fn get_story(args: GetStory, sheet: &mut Sheet<'_>) -> Result<Reply<Story>> {
    let page = follow("story", &args.id, |id| sheet.reader.story_at(id))?;
    let limit = args.limit.unwrap_or(10).clamp(1, 10);
    let mut parts = args.parts.clone().unwrap_or_default();
    if parts.is_empty() {
        parts = vec![Part::Brief, Part::Disputes];
    }
    let mut story = head(&page, sheet);
    let mut text = vec![
        format!("{}, {}, {}", quoted(&story.title, 300), days(&page), story.url),
        format!(
            "{} independent origin(s); the story is a {}.",
            page.origins, story.state
        ),
    ];
    let mut rest = None;
    for (i, part) in parts.iter().enumerate() {
        let from = if i == 0 { args.from.unwrap_or(0) } else { 0 };
        let (shown, all, full) = fill(*part, &page, &mut story, from, limit, sheet)?;
        // A part that is longer than its share is gone on with when all others had their turn.
        let more = from + shown < all;
        if full || (more && rest.is_none()) {
            let left: Vec<Part> = parts.iter().skip(i).copied().collect();
            rest = Some((if full { left } else { vec![*part] }, from + shown));
        }
        if full {
            break;
        }
    }
    for line in &story.brief {
        let said = line.cites.first().copied();
        text.push(format!("- {}", sheet.said(said)));
    }
    for d in &story.disputes {
        let by = match d.origins.len() {
            0 => String::new(),
            n => format!(" ({n} independent origin(s) assert it)"),
        };
        text.push(format!("- {}: {}{by}", d.standing, quoted(&d.text, 200)));
    }
    for f in &story.figures {
        let before = f.before.as_ref().map_or_else(String::new, |b| format!(", before {b}"));
        text.push(format!("- {}: {}{before} ({} origin(s))", f.what, f.value, f.origins));
    }
    let next = rest.and_then(|(parts, from)| next(&args, json!({"id": story.id, "parts": parts, "from": from})));
    Ok(Reply::new(story, text, next))
}

/// The days of a story in words.
pub fn days(page: &StoryPage) -> String {
    match (&page.start, &page.end) {
        (Some(a), Some(b)) if a != b => format!("{a} to {b}"),
        (Some(a), _) | (None, Some(a)) => a.clone(),
        (None, None) => "no date".to_string(),
    }
}

fn head(page: &StoryPage, sheet: &Sheet<'_>) -> Story {
    let names = |list: &[String]| list.iter().take(6).map(|n| short(n, 80)).collect();
    let state = page.bullets.iter().map(|b| b.state).min().unwrap_or("draft");
    Story {
        url: sheet.url(Target::Story(&page.id)),
        id: page.id.clone(),
        title: short(&page.title, 300),
        language: page.language.to_string(),
        start: page.start.clone(),
        end: page.end.clone(),
        places: names(&page.places),
        entities: names(&page.entities),
        origins: page.origins,
        ultimate_sources: names(&page.ultimate_sources),
        articles: page.article_count,
        storyline: page.storyline.as_ref().map(|s| s.id.clone()),
        state: state.to_string(),
        ..Story::default()
    }
}

/// Fills a part; gives how many items were shown, how many there are, and whether the answer is full.
fn fill(
    part: Part,
    page: &StoryPage,
    story: &mut Story,
    from: usize,
    limit: usize,
    sheet: &mut Sheet<'_>,
) -> Result<(usize, usize, bool)> {
    macro_rules! part {
        ($list:expr, $rows:expr, $make:expr) => {{
            let (rows, mut shown, mut full) = ($rows, 0, false);
            let all = rows.len();
            for row in rows.iter().skip(from).take(limit) {
                if !sheet.item(&mut $list, |s| $make(row, page, s))? {
                    full = true;
                    break;
                }
                shown += 1;
            }
            (shown, all, full)
        }};
    }
    Ok(match part {
        Part::Brief => part!(story.brief, &page.bullets, bullet),
        Part::Disputes => {
            let mut contested = view::matters(page);
            contested.retain(Matter::is_contested);
            part!(story.disputes, contested, dispute)
        }
        Part::Figures => part!(story.figures, view::figure_groups(&page.figures), figure),
        Part::Word => part!(story.word, &page.word, word),
        Part::Timeline => part!(story.timeline, &page.timeline, time),
        Part::Headlines => part!(story.headlines, &page.headlines, headline),
        Part::Copies => part!(story.copies, &page.copies, copy),
        Part::Articles => part!(story.reports, &page.articles, report),
    })
}

fn bullet(b: &view::BulletRow, page: &StoryPage, sheet: &mut Sheet<'_>) -> Result<Option<Line>> {
    Ok(Some(Line {
        text: b.text.clone(),
        said_by: b.said_by.clone(),
        cites: sheet.all(&page.citations, &b.cites, CITES)?,
    }))
}

fn dispute(m: &Matter, page: &StoryPage, sheet: &mut Sheet<'_>) -> Result<Option<Dispute>> {
    let mut sides = Vec::new();
    for s in &m.sides {
        sides.push(SideItem {
            stance: s.stance,
            value: s.value.clone(),
            who: s.who.iter().take(6).map(|w| short(w, 120)).collect(),
            origins: s.origins.len(),
            cites: sheet.all(&page.citations, &s.cites, CITES)?,
        });
    }
    Ok(Some(Dispute {
        text: m.text.clone(),
        standing: m.standing,
        origins: m.origins.clone(),
        claims: m.claims.clone(),
        sides,
    }))
}

fn figure(g: &view::FigureGroup<'_>, page: &StoryPage, sheet: &mut Sheet<'_>) -> Result<Option<FigureItem>> {
    let Some(last) = g.last() else { return Ok(None) };
    Ok(Some(FigureItem {
        what: short(&g.what(page.language), 160),
        value: short(&last.value, 80),
        as_of: last.as_of.clone(),
        before: g
            .first()
            .filter(|f| f.number != last.number)
            .map(|f| short(&f.value, 80)),
        others: g.others().iter().take(5).map(|f| short(&f.value, 80)).collect(),
        origins: g.origins,
        cites: sheet.all(&page.citations, &last.cites, CITES)?,
    }))
}

fn word(n: &view::WordNode, page: &StoryPage, sheet: &mut Sheet<'_>) -> Result<Option<WordItem>> {
    Ok(Some(WordItem {
        name: short(&n.name, 160),
        kind: n.kind,
        statements: n.statements,
        origins: n.origins,
        cites: sheet.all(&page.citations, &n.cites, 1)?,
    }))
}

fn time(t: &view::TimelineRow, page: &StoryPage, sheet: &mut Sheet<'_>) -> Result<Option<TimeItem>> {
    Ok(Some(TimeItem {
        date: t.date.clone(),
        text: t.text.clone(),
        cites: sheet.all(&page.citations, &t.cites, CITES)?,
    }))
}

fn headline(h: &view::HeadlineRow, page: &StoryPage, sheet: &mut Sheet<'_>) -> Result<Option<HeadlineItem>> {
    Ok(Some(HeadlineItem {
        article: h.article.clone(),
        outlet: short(&h.outlet, 120),
        headline: h.headline.clone(),
        verdict: h.verdict,
        why: h.why.clone(),
        cites: sheet.all(&page.citations, &h.cites, CITES)?,
    }))
}

fn copy(c: &view::CopyRow, _: &StoryPage, _: &mut Sheet<'_>) -> Result<Option<CopyItem>> {
    Ok(Some(CopyItem {
        relation: c.relation,
        directed: c.directed,
        from: c.from.clone(),
        from_outlet: short(&c.from_outlet, 120),
        to: c.to.clone(),
        to_outlet: short(&c.to_outlet, 120),
        agency: c.agency.as_ref().map(|a| short(a, 80)),
        containment: (c.containment * 100.0).round() / 100.0,
    }))
}

fn report(a: &view::ArticleRow, _: &StoryPage, sheet: &mut Sheet<'_>) -> Result<Option<ReportItem>> {
    Ok(Some(ReportItem {
        id: a.id.clone(),
        outlet: short(&a.outlet, 120),
        date: a.published.value.clone(),
        headline: short(&a.headline, 300),
        origin: a.origin.as_ref().map(|o| short(o, 120)),
        url: sheet.url(Target::Article(&a.id, None)),
    }))
}

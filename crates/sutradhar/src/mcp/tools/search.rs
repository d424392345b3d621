//! `search`

use crate::app::{FoundKind, SearchRequest, Wanted, carrying_terms};
use crate::mcp::clean::{quoted, short};
use crate::mcp::problem::{Problem, Result};
use crate::mcp::sheet::{Reply, Sheet, next};
use crate::store::{StoryCursor, StoryFilter};
use serde::{Deserialize, Serialize};
use serde_json::json;
use sutradhar_engine::model::EventId;
use sutradhar_view::web::Target;
use sutradhar_view::{ArticleLine, StatementLine, StoryCard};

/// Stories whose claims are looked at.
const STORIES: usize = 20;

/// Results of a search by words that can be paged through.
const FOUND: usize = 60;

/// Kinds of results.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "lowercase")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub enum HitKind {
    #[default]
    Stories,
    Claims,
    Articles,
    Statements,
}

/// How a claim can stand.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
#[allow(missing_docs)]
pub enum StandingName {
    Agreed,
    SingleOrigin,
    Disputed,
    Compatible,
    Denied,
    HeadlineOnly,
    Superseded,
    Differs,
}

impl StandingName {
    fn name(self) -> &'static str {
        match self {
            StandingName::Agreed => "agreed",
            StandingName::SingleOrigin => "single-origin",
            StandingName::Disputed => "disputed",
            StandingName::Compatible => "compatible",
            StandingName::Denied => "denied",
            StandingName::HeadlineOnly => "headline-only",
            StandingName::Superseded => "superseded",
            StandingName::Differs => "differs",
        }
    }
}

/// Arguments of `search`.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Search {
    /// Words, phrases in double quotation marks; without it the newest.
    pub q: Option<String>,
    /// What to look for; stories unless said otherwise.
    #[serde(default)]
    pub kind: HitKind,
    /// Id of a person, place or body from `find_names`: only stories and claims of stories that name it.
    pub entity: Option<String>,
    /// Id of an outlet from `find_names`, or a part of its name.
    pub outlet: Option<String>,
    /// Tag of a language: hi, mr, en ...
    pub lang: Option<String>,
    /// First day, month or year: 2025-07-25, 2025-07, 2025.
    pub since: Option<String>,
    /// Last day, month or year.
    pub until: Option<String>,
    /// Only claims that stand so; of stories those with such a claim (disputed, differs and denied only).
    pub standing: Option<StandingName>,
    /// At most so many; at most 20.
    pub limit: Option<usize>,
    /// From `next` of the answer before.
    pub cursor: Option<String>,
}

/// What was found.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct SearchResult {
    /// Kind of the results.
    pub kind: HitKind,
    /// Whether each result has all words; else each has some of them.
    pub all_words: bool,
    /// The results.
    pub items: Vec<Hit>,
}

/// One result.
#[derive(Debug, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Hit {
    /// Its id; of a statement that of its article.
    pub id: String,
    /// Title of a story, headline of an article, words of a claim or a statement.
    pub title: String,
    /// First day of a story, day of an article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub start: Option<String>,
    /// Last day of a story.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub end: Option<String>,
    /// Who published an article.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outlet: Option<String>,
    /// Independent origins: what support is counted by.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub origins: Option<usize>,
    /// Claims of a story on which reports differ.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub disputed: Option<usize>,
    /// Claims of a story that a source denies.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub denied: Option<usize>,
    /// How a claim stands.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub standing: Option<&'static str>,
    /// Story of a claim.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub story: Option<String>,
    /// Who says a statement, from the speaker to the relay.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub said_by: Vec<String>,
    /// Its page.
    pub url: String,
    /// The passage that tells of it.
    pub cite: Option<usize>,
}

/// Searches.
pub fn search(args: Search, sheet: &mut Sheet<'_>) -> Result<Reply<SearchResult>> {
    for typed in [&args.since, &args.until].into_iter().flatten() {
        crate::settings::day(typed).map_err(|e| Problem::Arguments(format!("since and until are {e}")))?;
    }
    if let Some(tag) = &args.lang
        && sutradhar_text::lang::Lang::from_tag(&tag.to_lowercase()).is_none()
    {
        return Err(Problem::Arguments(format!(
            "{tag:?} is no tag of a language that is read: hi, mr, en ..."
        )));
    }
    let limit = args.limit.unwrap_or(10).clamp(1, 20);
    let q = args.q.clone().filter(|q| !q.trim().is_empty());
    let outlet = outlet(&args, sheet)?;
    let found = match (args.kind, &q) {
        (HitKind::Claims, _) => claims(&args, q.as_deref(), &outlet, limit, sheet)?,
        (HitKind::Stories, None) if args.entity.is_none() => newest(&args, &outlet, limit, sheet)?,
        (HitKind::Articles, None) if args.entity.is_none() => articles(&args, &outlet, limit, sheet)?,
        (_, None) if args.entity.is_none() => {
            return Err(Problem::Arguments("q is wanted to search statements".to_string()));
        }
        _ => by_words(&args, q.as_deref(), &outlet, limit, sheet)?,
    };
    let (items, all_words, cursor) = found;
    let mut text = vec![match (items.len(), all_words) {
        (0, _) => "Nothing was found. Try other words, another spelling, or find_names.".to_string(),
        (n, true) => format!("{n} found:"),
        (n, false) => format!("Nothing has all words; {n} with some of them:"),
    }];
    for hit in &items {
        let origins = hit
            .origins
            .map_or_else(String::new, |n| format!(", {n} independent origin(s)"));
        let standing = hit.standing.map_or_else(String::new, |s| format!(", {s}"));
        text.push(format!(
            "- {} (id {}){origins}{standing}, {}",
            quoted(&hit.title, 160),
            hit.id,
            hit.url
        ));
    }
    let next = cursor.and_then(|c| next(&args, json!({"cursor": c})));
    let result = SearchResult {
        kind: args.kind,
        all_words,
        items,
    };
    Ok(Reply::new(result, text, next))
}

/// The results, whether they have all words, and the cursor of the next page.
type Page = (Vec<Hit>, bool, Option<String>);

/// The outlet that is meant: its id, and a name of it.
fn outlet(args: &Search, sheet: &Sheet<'_>) -> Result<Option<(String, String)>> {
    let Some(typed) = &args.outlet else { return Ok(None) };
    let folded = sutradhar_text::fold::fold(typed);
    let all = sheet.reader.outlet_list()?.items;
    let exact = |o: &&sutradhar_view::OutletCard| o.id == *typed || sutradhar_text::fold::fold(&o.name) == folded;
    let near = |o: &&sutradhar_view::OutletCard| sutradhar_text::fold::fold(&o.name).contains(&folded);
    let found = all.iter().find(exact).or_else(|| all.iter().find(near));
    let found = found.ok_or_else(|| Problem::not_found("outlet", typed))?;
    Ok(Some((found.id.clone(), found.name.clone())))
}

/// How many results came before.
fn skip(args: &Search) -> Result<usize> {
    match &args.cursor {
        None => Ok(0),
        Some(c) => c
            .parse()
            .map_err(|_| Problem::Arguments("cursor is none that was given".to_string())),
    }
}

fn wanted(args: &Search, outlet: &Option<(String, String)>) -> Wanted {
    let languages = args.lang.iter().cloned().collect();
    let outlets = outlet.iter().map(|(_, name)| name.clone()).collect();
    Wanted::new(args.since.clone(), args.until.clone(), languages, outlets)
}

fn filter(args: &Search, outlet: &Option<(String, String)>) -> StoryFilter {
    StoryFilter {
        since: args.since.clone(),
        until: args.until.clone(),
        language: args.lang.clone(),
        origins: 0,
        outlet: outlet.as_ref().map(|(id, _)| id.clone()),
    }
}

/// Whether a story has a claim that stands so; `None` if that is not counted.
fn has(card: &StoryCard, standing: Option<StandingName>) -> Option<bool> {
    match standing {
        None => Some(true),
        Some(StandingName::Disputed | StandingName::Differs) => Some(card.disputed > 0),
        Some(StandingName::Denied) => Some(card.denied > 0),
        Some(_) => None,
    }
}

fn of_story(card: StoryCard, sheet: &mut Sheet<'_>) -> Result<Option<Hit>> {
    let lead = sheet.reader.lead(&card.id)?;
    let cite = lead.map_or(Ok(None), |place| sheet.place(&place))?;
    Ok(Some(Hit {
        url: sheet.url(Target::Story(&card.id)),
        title: short(&card.title, 300),
        start: card.start,
        end: card.end,
        origins: Some(card.origins),
        disputed: Some(card.disputed),
        denied: Some(card.denied),
        id: card.id,
        cite,
        ..Hit::default()
    }))
}

fn of_article(a: ArticleLine, terms: &[String], sheet: &mut Sheet<'_>) -> Result<Option<Hit>> {
    let telling = sheet
        .source(&a.id)?
        .and_then(|s| s.telling(terms).or(s.headline_span()));
    let cite = telling.map_or(Ok(None), |span| sheet.cite(&a.id, span))?;
    Ok(Some(Hit {
        url: sheet.url(Target::Article(&a.id, None)),
        title: short(&a.title, 300),
        start: a.day,
        outlet: Some(short(&a.outlet, 120)),
        id: a.id,
        cite,
        ..Hit::default()
    }))
}

fn of_statement(s: StatementLine, sheet: &mut Sheet<'_>) -> Result<Option<Hit>> {
    let cite = sheet.words(&s.article, s.line, &s.text)?;
    Ok(Some(Hit {
        url: sheet.url(Target::Article(&s.article, Some(s.line))),
        title: short(&s.text, 300),
        start: s.day,
        outlet: Some(short(&s.outlet, 120)),
        said_by: s.chain.iter().map(|c| short(c, 120)).collect(),
        id: s.article,
        cite,
        ..Hit::default()
    }))
}

fn uncounted() -> Problem {
    Problem::Arguments("stories know disputed, differs and denied; ask for kind claims".to_string())
}

/// The newest stories.
fn newest(args: &Search, outlet: &Option<(String, String)>, limit: usize, sheet: &mut Sheet<'_>) -> Result<Page> {
    let mut after = match &args.cursor {
        None => None,
        Some(c) => Some(
            StoryCursor::decoded(c).ok_or_else(|| Problem::Arguments("cursor is none that was given".to_string()))?,
        ),
    };
    let filter = filter(args, outlet);
    let mut items: Vec<Hit> = Vec::new();
    // One story at a time, so that the cursor stands where the answer is full; with a standing many may not fit.
    for _ in 0..500 {
        let page = sheet.reader.story_list(&filter, after.as_ref(), 1)?;
        let before = after.take();
        after = page.next.as_deref().and_then(StoryCursor::decoded);
        let more = after.is_some();
        for card in page.items {
            if !has(&card, args.standing).ok_or_else(uncounted)? {
                continue;
            }
            if items.len() == limit || !sheet.item(&mut items, |s| of_story(card, s))? {
                let cursor = before.as_ref().map(StoryCursor::encoded);
                return Ok((items, true, cursor));
            }
        }
        if !more {
            return Ok((items, true, None));
        }
    }
    Ok((items, true, after.map(|c| c.encoded())))
}

/// The newest articles.
fn articles(args: &Search, outlet: &Option<(String, String)>, limit: usize, sheet: &mut Sheet<'_>) -> Result<Page> {
    let from = skip(args)?;
    let list = sheet.reader.articles(&wanted(args, outlet), from + limit)?;
    let mut items = Vec::new();
    for f in list.rows.into_iter().skip(from) {
        let line = ArticleLine {
            id: f.article.to_string(),
            title: f.title,
            language: f.language,
            outlet: f.outlet.unwrap_or_else(|| crate::app::UNKNOWN_OUTLET.to_string()),
            day: f.day,
        };
        if !sheet.item(&mut items, |s| of_article(line, &[], s))? {
            break;
        }
    }
    let at = from + items.len();
    Ok((items, true, (at < list.total as usize).then(|| at.to_string())))
}

/// Stories that name an entity, newest first.
fn naming(id: &str, sheet: &Sheet<'_>) -> Result<Vec<String>> {
    let page = sheet.reader.entity_at(id)?;
    let page = page.ok_or_else(|| Problem::NotFound {
        what: "entity",
        id: short(id, 60),
    })?;
    Ok(page.stories.into_iter().map(|(s, _)| s.id).collect())
}

/// Stories, articles and statements by words; stories of an entity.
fn by_words(
    args: &Search,
    q: Option<&str>,
    outlet: &Option<(String, String)>,
    limit: usize,
    sheet: &mut Sheet<'_>,
) -> Result<Page> {
    let from = skip(args)?;
    let only = args.entity.as_deref().map(|id| naming(id, sheet)).transpose()?;
    if only.is_some() && args.kind != HitKind::Stories {
        return Err(Problem::Arguments(
            "entity narrows stories and claims; who_says gives its statements".to_string(),
        ));
    }
    let kind = match args.kind {
        HitKind::Articles => FoundKind::Article,
        HitKind::Statements => FoundKind::Statement,
        HitKind::Stories | HitKind::Claims => FoundKind::Story,
    };
    let request = SearchRequest {
        query: q.unwrap_or_default().to_string(),
        kind: Some(kind),
        wanted: wanted(args, outlet),
        limit: FOUND,
        looked_at: 0,
    };
    let mut cards = Vec::new();
    let mut all_words = true;
    let (mut found, mut said) = (Vec::new(), Vec::new());
    if q.is_some() {
        let page = sheet.reader.search_page(&request)?;
        all_words = page.all_words;
        (cards, found, said) = (page.stories, page.articles, page.statements);
        if let Some(only) = &only {
            cards.retain(|c| only.contains(&c.id));
        }
    } else {
        for id in only.unwrap_or_default() {
            cards.extend(sheet.reader.story_card(&id)?);
        }
        let in_days = |c: &StoryCard| {
            let since = args
                .since
                .as_deref()
                .is_none_or(|s| c.end.as_deref().is_some_and(|d| d >= s));
            let until = args.until.as_deref();
            let until = until.is_none_or(|u| c.start.as_deref().is_some_and(|d| d.get(..u.len()).unwrap_or(d) <= u));
            since && until
        };
        cards.retain(in_days);
    }
    if args.standing.is_some() {
        let mut kept = Vec::new();
        for card in cards {
            if has(&card, args.standing).ok_or_else(uncounted)? {
                kept.push(card);
            }
        }
        cards = kept;
    }
    let terms = carrying_terms(q.unwrap_or_default());
    let total = cards.len() + found.len() + said.len();
    let mut items = Vec::new();
    let mut put = |make: &mut dyn FnMut(&mut Sheet<'_>) -> Result<Option<Hit>>| -> Result<bool> {
        Ok(items.len() < limit && sheet.item(&mut items, |s| make(s))?)
    };
    'all: {
        for card in cards.into_iter().skip(from) {
            if !put(&mut |s| of_story(card.clone(), s))? {
                break 'all;
            }
        }
        for (line, _) in found.into_iter().skip(from) {
            if !put(&mut |s| of_article(line.clone(), &terms, s))? {
                break 'all;
            }
        }
        for (line, _) in said.into_iter().skip(from) {
            if !put(&mut |s| of_statement(line.clone(), s))? {
                break 'all;
            }
        }
    }
    let at = from + items.len();
    Ok((items, all_words, (at < total).then(|| at.to_string())))
}

/// Claims: of stories with these words or this entity, else of the newest stories.
fn claims(
    args: &Search,
    q: Option<&str>,
    outlet: &Option<(String, String)>,
    limit: usize,
    sheet: &mut Sheet<'_>,
) -> Result<Page> {
    let from = skip(args)?;
    let mut stories: Vec<EventId> = match (q, &args.entity) {
        (_, Some(id)) => naming(id, sheet)?.into_iter().map(EventId).collect(),
        (Some(q), None) => sheet.reader.stories_with(q, STORIES)?,
        (None, None) => {
            let list = sheet.reader.story_list(&filter(args, outlet), None, STORIES)?;
            list.items.into_iter().map(|c| EventId(c.id)).collect()
        }
    };
    stories.truncate(STORIES);
    let standing = args.standing.map(StandingName::name);
    let found = sheet.reader.claims_of(&stories, q.unwrap_or_default(), standing)?;
    let wanted_words = carrying_terms(q.unwrap_or_default()).len();
    let all_words = found.first().is_none_or(|f| f.shared == wanted_words);
    let total = found.len();
    let mut items = Vec::new();
    for f in found.into_iter().skip(from) {
        let make = |s: &mut Sheet<'_>| {
            let place = f.claim.support.first().map(|p| p.citation.clone());
            let cite = place.map_or(Ok(None), |place| s.place(&place))?;
            Ok(Some(Hit {
                url: s.url(Target::Claim(f.claim.id.as_str())),
                id: f.claim.id.to_string(),
                title: short(&f.claim.text, 300),
                origins: Some(f.claim.origins),
                standing: Some(f.claim.standing.name()),
                story: Some(f.claim.event.to_string()),
                cite,
                ..Hit::default()
            }))
        };
        if items.len() == limit || !sheet.item(&mut items, make)? {
            break;
        }
    }
    let at = from + items.len();
    Ok((items, all_words, (at < total).then(|| at.to_string())))
}

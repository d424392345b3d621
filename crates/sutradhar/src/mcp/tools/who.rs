//! `who_says`

use crate::mcp::clean::{quoted, short};
use crate::mcp::problem::{Problem, Result, follow};
use crate::mcp::sheet::{Reply, Sheet, next};
use serde::{Deserialize, Serialize};
use serde_json::json;
use std::collections::BTreeSet;
use sutradhar_engine::model::ArticleId;
use sutradhar_view::web::Target;
use sutradhar_view::{StatementLine, WordNode};

/// Citations of a row.
const CITES: usize = 2;

/// Arguments of `who_says`. One of story, claim and entity.
#[derive(Debug, Deserialize, Serialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WhoSays {
    /// Id of a story.
    pub story: Option<String>,
    /// Id of a claim.
    pub claim: Option<String>,
    /// Id of a person or body, from `find_names`.
    pub entity: Option<String>,
    /// At most so many rows; at most 50.
    pub limit: Option<usize>,
    /// Rows to leave out, from `next` of the answer before.
    pub from: Option<usize>,
}

/// Who says what through whom.
#[derive(Debug, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct Words {
    /// The story, claim or entity.
    pub id: String,
    /// Its page.
    pub url: String,
    /// Title, words or name of it.
    pub title: String,
    /// A tree as rows: each chain is that of a row before it and one more name.
    pub rows: Vec<WordRow>,
    /// How many rows there are.
    pub total: usize,
}

/// One chain.
#[derive(Debug, Clone, Default, Serialize)]
#[cfg_attr(feature = "schema", derive(schemars::JsonSchema))]
pub struct WordRow {
    /// From the source through its relays to the outlet, as far as this row goes.
    pub chain: Vec<String>,
    /// Kind of the last one: person, official-body, agency, media, document, anonymous, public or outlet.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub kind: Option<&'static str>,
    /// What a report does with the claim: asserts, denies, differs or silent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub stance: Option<&'static str>,
    /// Independent origins that pass it on.
    pub origins: usize,
    /// Statements that come this way.
    pub statements: usize,
    /// Some of them.
    pub cites: Vec<usize>,
}

/// Gives who says what.
pub fn who_says(args: WhoSays, sheet: &mut Sheet<'_>) -> Result<Reply<Words>> {
    let (id, title, url, rows) = match (&args.story, &args.claim, &args.entity) {
        (Some(id), None, None) => story(id, sheet)?,
        (None, Some(id), None) => claim(id, sheet)?,
        (None, None, Some(id)) => entity(id, sheet)?,
        _ => return Err(Problem::Arguments("give one of story, claim and entity".to_string())),
    };
    let (from, limit, total) = (
        args.from.unwrap_or(0),
        args.limit.unwrap_or(30).clamp(1, 50),
        rows.len(),
    );
    let mut shown = Vec::new();
    for (row, places) in rows.into_iter().skip(from).take(limit) {
        let make = |s: &mut Sheet<'_>| {
            let mut cites = Vec::new();
            for place in places.iter().take(CITES) {
                cites.extend(match place {
                    Place::Range(article, start, end) => s.range(article, *start, *end)?,
                    Place::Words(article, line, words) => s.words(article, *line, words)?,
                });
            }
            Ok(Some(WordRow { cites, ..row }))
        };
        if !sheet.item(&mut shown, make)? {
            break;
        }
    }
    let at = from + shown.len();
    let mut text = vec![format!("{}, {url}: {total} chain(s).", quoted(&title, 200))];
    for row in &shown {
        let stance = row.stance.map_or_else(String::new, |s| format!("{s}: "));
        let said = sheet.said(row.cites.first().copied());
        let chain = row.chain.join(" ← ");
        text.push(format!(
            "- {stance}{chain} ({} independent origin(s)) {said}",
            row.origins
        ));
    }
    let next = (at < total && !shown.is_empty()).then(|| next(&args, json!({"from": at})));
    let result = Words {
        id,
        url,
        title,
        rows: shown,
        total,
    };
    Ok(Reply::new(result, text, next.flatten()))
}

/// Where words stand.
enum Place {
    /// Article and code points.
    Range(String, u32, u32),
    /// Article, line and words.
    Words(String, u32, String),
}

/// Id, title, address, and the rows with their places.
type Found = (String, String, String, Vec<(WordRow, Vec<Place>)>);

fn story(id: &str, sheet: &Sheet<'_>) -> Result<Found> {
    let page = follow("story", id, |id| sheet.reader.story_at(id))?;
    let mut rows = Vec::new();
    let places = |cites: &[usize]| {
        let of = cites.iter().filter_map(|n| page.citations.iter().find(|c| c.n == *n));
        of.map(|c| Place::Range(c.article.clone(), c.start, c.end)).collect()
    };
    flatten(&page.word, &[], &places, &mut rows);
    let url = sheet.url(Target::StoryPart(&page.id, "word"));
    Ok((page.id, short(&page.title, 300), url, rows))
}

fn flatten(
    nodes: &[WordNode],
    above: &[String],
    places: &dyn Fn(&[usize]) -> Vec<Place>,
    out: &mut Vec<(WordRow, Vec<Place>)>,
) {
    for node in nodes {
        let mut chain = above.to_vec();
        chain.push(short(&node.name, 160));
        let row = WordRow {
            chain: chain.clone(),
            kind: Some(node.kind),
            origins: node.origins,
            statements: node.statements,
            ..WordRow::default()
        };
        // The words stand at the outlets: above them they would be the same again.
        let own = if node.children.is_empty() {
            places(&node.cites)
        } else {
            Vec::new()
        };
        out.push((row, own));
        flatten(&node.children, &chain, places, out);
    }
}

fn claim(id: &str, sheet: &Sheet<'_>) -> Result<Found> {
    let page = follow("claim", id, |id| sheet.reader.claim_at(id))?;
    let row = |s: &sutradhar_view::SupportRow| {
        let row = WordRow {
            chain: s.said_by.split(" ← ").map(|n| short(n, 160)).collect(),
            stance: Some(s.stance),
            origins: 1,
            statements: 1,
            ..WordRow::default()
        };
        let cited = page.citations.iter().find(|c| c.n == s.cite);
        let place = cited.map(|c| Place::Range(c.article.clone(), c.start, c.end));
        (row, place.into_iter().collect())
    };
    let rows = page.claim.support.iter().map(row).collect();
    let url = sheet.url(Target::Claim(&page.claim.id));
    Ok((page.claim.id.clone(), short(&page.claim.text, 300), url, rows))
}

fn entity(id: &str, sheet: &Sheet<'_>) -> Result<Found> {
    let page = sheet.reader.entity_at(id)?;
    let page = page.ok_or_else(|| Problem::not_found("entity", id))?;
    let mut groups: Vec<(Vec<String>, Vec<&StatementLine>)> = Vec::new();
    for s in &page.by {
        let mut chain: Vec<String> = s.chain.iter().map(|c| short(c, 160)).collect();
        chain.push(short(&s.outlet, 160));
        chain.dedup();
        match groups.iter_mut().find(|(known, _)| *known == chain) {
            Some((_, list)) => list.push(s),
            None => groups.push((chain, vec![s])),
        }
    }
    let mut rows = Vec::new();
    for (chain, said) in groups {
        let mut origins = BTreeSet::new();
        for s in &said {
            origins.extend(sheet.reader.origin_of(&ArticleId(s.article.clone()))?.map(|(id, _)| id));
        }
        let places = said
            .iter()
            .map(|s| Place::Words(s.article.clone(), s.line, s.text.clone()));
        let places = places.collect();
        let row = WordRow {
            chain,
            origins: origins.len(),
            statements: said.len(),
            ..WordRow::default()
        };
        rows.push((row, places));
    }
    rows.sort_by_key(|(r, _)| std::cmp::Reverse((r.origins, r.statements)));
    Ok((
        id.to_string(),
        short(&page.name, 300),
        sheet.url(Target::Entity(id)),
        rows,
    ))
}

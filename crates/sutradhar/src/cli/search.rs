//! `sutradhar search QUERY`

use super::Outcome;
use super::args::{ResultKind, Search};
use super::articles::Wanted;
use super::out::{Out, complain};
use super::text::{count, fit};
use super::work;
use crate::search::{Query, Snippet, snippet};
use crate::settings::Settings;
use crate::store::{Hit, Named, Store};
use serde_json::json;
use std::collections::HashMap;
use sutradhar_engine::model::*;

/// Characters of a snippet: two lines of a terminal.
const SNIPPET: usize = 150;

/// More hits than there can be.
const ALL: usize = u32::MAX as usize;

struct Shown {
    id: String,
    kind: String,
    article: Option<String>,
    title: String,
    detail: String,
    snippet: Snippet,
}

pub fn run(args: Search, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let typed = args.query.join(" ");
    let Some(query) = Query::parse(&typed) else {
        anyhow::bail!("there is no word in the query");
    };
    let store = work::open(settings)?;
    let kinds = match args.kind {
        Some(kind) => vec![kind],
        None => vec![ResultKind::Story, ResultKind::Article, ResultKind::Statement],
    };
    let wanted = Wanted::new(args.only.clone());
    let find = |any: bool| -> anyhow::Result<Vec<(ResultKind, Vec<Hit>, u64)>> {
        let mut out = Vec::new();
        for kind in &kinds {
            let (hits, all) = if wanted.all() {
                store.find(kind.name(), &query.fts(any), args.limit)?
            } else {
                only(
                    &store,
                    store.find(kind.name(), &query.fts(any), ALL)?.0,
                    &wanted,
                    args.limit,
                )?
            };
            out.push((*kind, hits, all));
        }
        Ok(out)
    };
    let mut found = find(false)?;
    let any = found.iter().all(|f| f.1.is_empty());
    if any {
        found = find(true)?;
    }
    let nothing = found.iter().all(|f| f.1.is_empty());
    let mut groups = Vec::new();
    for (kind, hits, all) in found {
        let shown = hits
            .iter()
            .map(|hit| show(&store, hit, &query))
            .collect::<anyhow::Result<Vec<_>>>()?;
        groups.push((kind, shown, all));
    }
    if args.json {
        let list: Vec<_> = groups
            .iter()
            .flat_map(|(_, shown, _)| shown)
            .map(|s| {
                json!({"kind": s.kind, "id": s.id, "article": s.article, "title": s.title, "detail": s.detail,
                       "snippet": s.snippet.text})
            })
            .collect();
        let counts: serde_json::Map<_, _> = groups
            .iter()
            .map(|(k, _, n)| (k.name().to_string(), json!(n)))
            .collect();
        out.json(&json!({"query": typed, "all_words": !any, "counts": counts, "results": list}))?;
    } else if !nothing {
        if any {
            out.line("Nothing has all of these words; this has some of them:")?;
            out.line("")?;
        }
        for (kind, shown, all) in groups.iter().filter(|g| !g.1.is_empty()) {
            let name = match kind {
                ResultKind::Story => count(*all, "story"),
                ResultKind::Article => count(*all, "article"),
                ResultKind::Statement => count(*all, "statement"),
            };
            let more = if (shown.len() as u64) < *all {
                format!(", the best {}", shown.len())
            } else {
                String::new()
            };
            out.line(&out.paint("1;4", &format!("{name}{more}")))?;
            for s in shown {
                let title = fit(&s.title, out.room(2));
                out.line(&format!("  {}", out.paint("1", &title)))?;
                if !s.snippet.text.is_empty() {
                    let text = marked(&s.snippet, out);
                    out.wrapped("    ", &text, "")?;
                }
                out.wrapped("    ", &format!("{} · {}", s.detail, s.id), "2")?;
            }
            out.line("")?;
        }
    }
    if nothing {
        complain(&format!("nothing found for {typed}"));
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

/// The hits that are in wanted articles, at most `limit`, with how many there are. A story is wanted if one of its
/// articles is.
fn only(store: &Store, hits: Vec<Hit>, wanted: &Wanted, limit: usize) -> anyhow::Result<(Vec<Hit>, u64)> {
    let mut known: HashMap<ArticleId, bool> = HashMap::new();
    let mut has = |id: &ArticleId| -> anyhow::Result<bool> {
        if let Some(known) = known.get(id) {
            return Ok(*known);
        }
        let fits = store.analysis(id)?.is_some_and(|a| wanted.has(&a.article));
        known.insert(id.clone(), fits);
        Ok(fits)
    };
    let mut out = Vec::new();
    for hit in hits {
        let articles = if hit.kind == "story" {
            store
                .event(&EventId(hit.id.clone()))?
                .map_or_else(Vec::new, |e| e.articles)
        } else {
            vec![ArticleId(hit.article.clone())]
        };
        let mut fits = false;
        for id in &articles {
            fits = fits || has(id)?;
        }
        if fits {
            out.push(hit);
        }
    }
    let all = out.len() as u64;
    out.truncate(limit);
    Ok((out, all))
}

fn show(store: &Store, hit: &Hit, query: &Query) -> anyhow::Result<Shown> {
    let empty = query_snippet("", query);
    let mut shown = Shown {
        id: hit.id.clone(),
        kind: hit.kind.clone(),
        article: None,
        title: String::new(),
        detail: String::new(),
        snippet: empty,
    };
    if hit.kind == "story" {
        if let Named::One(row) = store.story_named(&hit.id)? {
            let when = row.last.unwrap_or_else(|| "undated".to_string());
            shown.detail = format!(
                "story {} · {when} · {} from {}",
                row.number,
                count(row.articles, "article"),
                count(row.origins, "origin")
            );
            shown.title = row.title;
        }
        return Ok(shown);
    }
    let Some(analysis) = store.analysis(&ArticleId(hit.article.clone()))? else {
        return Ok(shown);
    };
    let article = &analysis.article;
    let outlet = article
        .outlet
        .clone()
        .unwrap_or_else(|| super::story::UNKNOWN_OUTLET.to_string());
    let day = article.published.iso().unwrap_or_else(|| "undated".to_string());
    shown.article = Some(hit.article.clone());
    shown.detail = format!("{outlet} · {}", day.get(..10).unwrap_or(&day));
    let statement = analysis.statements.iter().find(|s| s.id.as_str() == hit.id);
    match statement {
        Some(s) => {
            let chain: Vec<&str> = s
                .chain
                .iter()
                .map(|l| l.resolved.as_deref().unwrap_or(&l.text))
                .collect();
            let who = if chain.is_empty() {
                "nobody named".to_string()
            } else {
                chain.join(" <- ")
            };
            shown.title = format!("{who} ({})", s.polarity.name());
            shown.snippet = query_snippet(analysis.words(s.content), query);
        }
        None => {
            shown.title = article.headline_text().to_string();
            shown.snippet = query_snippet(&article.body(), query);
        }
    }
    Ok(shown)
}

fn query_snippet(text: &str, query: &Query) -> Snippet {
    snippet(text, query, SNIPPET)
}

/// A snippet with its marked words in colour.
fn marked(s: &Snippet, out: &Out) -> String {
    let mut text = String::new();
    let mut at = 0;
    for mark in &s.marks {
        text.push_str(s.text.get(at..mark.start as usize).unwrap_or(""));
        text.push_str(&out.paint("1;33", mark.of(&s.text)));
        at = mark.end as usize;
    }
    text.push_str(s.text.get(at..).unwrap_or(""));
    text
}

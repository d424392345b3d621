//! `sutradhar search QUERY`

use super::Outcome;
use super::args::Search;
use super::out::{Out, complain};
use super::text::{count, fit};
use crate::app::{App, Found, SearchRequest};
use crate::search::Snippet;
use serde_json::json;

pub fn run(args: Search, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let typed = args.query.join(" ");
    let result = super::work::read(app, out)?.search(&SearchRequest {
        query: typed.clone(),
        kind: args.kind.map(Into::into),
        wanted: super::articles::wanted(args.only),
        limit: args.limit,
        looked_at: 0,
    })?;
    if args.json {
        let list: Vec<_> = result
            .groups
            .iter()
            .flat_map(|(kind, found, _)| found.iter().map(|f| (*kind, Shown::of(f))))
            .map(|(kind, s)| {
                json!({"kind": kind.name(), "id": s.id, "article": s.article, "title": s.title, "detail": s.detail,
                       "snippet": s.snippet.map_or("", |s| s.text.as_str())})
            })
            .collect();
        let counts: serde_json::Map<_, _> = result
            .groups
            .iter()
            .map(|(k, _, n)| (k.name().to_string(), json!(n.value)))
            .collect();
        out.json(&json!({"query": typed, "all_words": result.all_words, "counts": counts, "results": list}))?;
    } else if !result.is_empty() {
        if !result.all_words {
            out.line("Nothing has all of these words; this has some of them:")?;
            out.line("")?;
        }
        for (kind, found, all) in result.groups.iter().filter(|g| !g.1.is_empty()) {
            let name = count(all.value, kind.name());
            let more = if (found.len() as u64) < all.value {
                format!(", the best {}", found.len())
            } else {
                String::new()
            };
            out.line(&out.paint("1;4", &format!("{name}{more}")))?;
            for found in found {
                let s = Shown::of(found);
                let title = fit(&s.title, out.room(2));
                out.line(&format!("  {}", out.paint("1", &title)))?;
                if let Some(snippet) = s.snippet.filter(|s| !s.text.is_empty()) {
                    let text = marked(snippet, out);
                    out.wrapped("    ", &text, "")?;
                }
                out.wrapped("    ", &format!("{} · {}", s.detail, s.id), "2")?;
            }
            out.line("")?;
        }
    }
    if result.is_empty() {
        complain(&format!("nothing found for {typed}"));
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

/// A result as it is shown.
struct Shown<'a> {
    id: &'a str,
    article: Option<&'a str>,
    title: String,
    detail: String,
    snippet: Option<&'a Snippet>,
}

impl<'a> Shown<'a> {
    fn of(found: &'a Found) -> Shown<'a> {
        let place = |outlet: &str, day: &Option<String>| format!("{outlet} · {}", day.as_deref().unwrap_or("undated"));
        match found {
            Found::Story(row) => Shown {
                id: row.id.as_str(),
                article: None,
                title: row.title.clone(),
                detail: format!(
                    "story {} · {} · {} from {}",
                    row.number,
                    row.last.as_deref().unwrap_or("undated"),
                    count(row.articles, "article"),
                    count(row.origins, "origin")
                ),
                snippet: None,
            },
            Found::Article {
                id,
                outlet,
                day,
                title,
                snippet,
            } => Shown {
                id: id.as_str(),
                article: Some(id.as_str()),
                title: title.clone(),
                detail: place(outlet, day),
                snippet: Some(snippet),
            },
            Found::Statement {
                id,
                article,
                outlet,
                day,
                chain,
                polarity,
                snippet,
            } => {
                let who = match chain.is_empty() {
                    true => "nobody named".to_string(),
                    false => chain.join(" <- "),
                };
                Shown {
                    id,
                    article: Some(article.as_str()),
                    title: format!("{who} ({})", polarity.name()),
                    detail: place(outlet, day),
                    snippet: Some(snippet),
                }
            }
        }
    }
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

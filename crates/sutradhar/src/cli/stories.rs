//! `sutradhar stories`

use super::Outcome;
use super::args::{SortBy, Stories};
use super::out::{Out, complain};
use super::text::{count, fit, pad};
use super::work;
use crate::settings::Settings;
use crate::store::{EventRow, Filter, Store};
use serde_json::{Value, json};
use std::cmp::Reverse;
use sutradhar_engine::model::{EventId, Storyline};

pub fn run(args: Stories, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let store = work::open(settings)?;
    let filter = Filter {
        since: args.since,
        until: args.until,
        language: args.lang,
        limit: if args.sort == SortBy::Date { args.limit } else { 0 },
    };
    let (mut rows, all) = store.stories(&filter)?;
    match args.sort {
        SortBy::Date => {}
        SortBy::Size => rows.sort_by_key(|r| (Reverse(r.articles), Reverse(r.origins), r.number)),
        SortBy::Origins => rows.sort_by_key(|r| (Reverse(r.origins), Reverse(r.articles), r.number)),
    }
    if args.limit > 0 {
        rows.truncate(args.limit);
    }
    if args.json {
        out.json(&rows.iter().map(as_json).collect::<Vec<_>>())?;
    } else {
        if args.by_storyline {
            grouped(&rows, &store.storylines()?, out)?;
        } else {
            list(&rows, out)?;
        }
        if (rows.len() as u64) < all {
            out.note(&format!(
                "{} of {} shown; --limit 0 shows all",
                rows.len(),
                count(all, "story")
            ))?;
        }
    }
    if rows.is_empty() {
        complain(empty(&store)?);
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

/// Why there is nothing to list.
fn empty(store: &Store) -> anyhow::Result<&'static str> {
    Ok(match store.counts()? {
        (0, _, _) => "the store is empty; `sutradhar add PATH...` brings pages in",
        _ => "no story fits",
    })
}

/// Prints a list of stories.
pub fn list(rows: &[EventRow], out: &mut Out) -> anyhow::Result<()> {
    for row in rows {
        let title = fit(&row.title, out.room(6));
        let title = if title.is_empty() {
            "(no headline)".to_string()
        } else {
            title
        };
        out.line(&format!("{:>4}  {}", row.number, out.paint("1", &title)))?;
        let when = match (&row.first, &row.last) {
            (Some(first), Some(last)) if first != last => format!("{first} to {last}"),
            (_, Some(day)) | (Some(day), None) => day.clone(),
            (None, None) => "undated".to_string(),
        };
        let told = format!(
            "{} from {}",
            count(row.articles, "article"),
            count(row.origins, "origin")
        );
        let line = format!("{when} · {told} · {} · {}", row.languages.join(" "), row.id);
        out.wrapped("      ", &line, "2")?;
    }
    Ok(())
}

/// Prints stories one a line: each storyline with its events in order of time, then those that stand alone, newest first.
/// Storylines come in order of their newest event.
pub fn grouped(rows: &[EventRow], storylines: &[Storyline], out: &mut Out) -> anyhow::Result<()> {
    let find = |id: &EventId| rows.iter().find(|r| r.id == *id);
    let mut groups: Vec<(String, Vec<&EventRow>)> = storylines
        .iter()
        .map(|s| {
            (
                format!("↳ {}", s.title),
                s.events.iter().filter_map(find).collect::<Vec<_>>(),
            )
        })
        .filter(|(_, events)| events.len() > 1)
        .collect();
    groups.sort_by_key(|(_, events)| events.iter().map(|r| r.number).min());
    let alone: Vec<&EventRow> = rows
        .iter()
        .filter(|r| !groups.iter().any(|(_, events)| events.iter().any(|e| e.id == r.id)))
        .collect();
    let many = !groups.is_empty();
    if !alone.is_empty() {
        let title = if many { "Stories that stand alone" } else { "" };
        groups.push((title.to_string(), alone));
    }
    let head = format!(
        "{}{}",
        pad("   #  date", out.width.saturating_sub(18)),
        "origins  articles"
    );
    if !out.narrow() {
        out.line(&out.paint("2", &head))?;
    }
    for (title, events) in groups {
        if !title.is_empty() {
            out.line(&out.paint("1;36", &fit(&title, out.room(0))))?;
        }
        for row in events {
            let day = row.first.as_deref().or(row.last.as_deref()).unwrap_or("undated");
            let room = out.width.saturating_sub(36);
            let words = if row.title.is_empty() {
                "(no headline)"
            } else {
                &row.title
            };
            if out.narrow() {
                out.line(&format!("{:>4}  {}", row.number, fit(words, out.room(6))))?;
                let told = format!(
                    "{day} · {} from {}",
                    count(row.articles, "article"),
                    count(row.origins, "origin")
                );
                out.wrapped("      ", &told, "2")?;
                continue;
            }
            let counts = out.paint("2", &format!("{:>7}  {:>8}", row.origins, row.articles));
            let day = out.paint("2", &pad(day, 10));
            out.line(&format!(
                "{:>4}  {day} {} {counts}",
                row.number,
                pad(&fit(words, out.room(36)), room)
            ))?;
        }
    }
    Ok(())
}

/// A story of the list as JSON.
pub fn as_json(row: &EventRow) -> Value {
    json!({
        "number": row.number,
        "id": row.id.as_str(),
        "title": row.title,
        "start": row.first,
        "end": row.last,
        "languages": row.languages,
        "article_count": row.articles,
        "origin_count": row.origins,
    })
}

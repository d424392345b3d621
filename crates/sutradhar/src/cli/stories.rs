//! `sutradhar stories`

use super::Outcome;
use super::args::{SortBy, Stories};
use super::out::{Out, complain};
use super::text::{count, fit, pad};
use crate::app::{App, Order, StoryRequest};
use crate::store::EventRow;
use serde_json::{Value, json};
use sutradhar_engine::model::{EventId, Storyline};

pub fn run(args: Stories, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let reader = super::work::read(app, out)?;
    let list_of = reader.stories(&StoryRequest {
        since: args.since,
        until: args.until,
        language: args.lang,
        order: match args.sort {
            SortBy::Date => Order::Date,
            SortBy::Size => Order::Size,
            SortBy::Origins => Order::Origins,
        },
        limit: args.limit,
    })?;
    let rows = &list_of.rows;
    if args.json {
        out.json(&rows.iter().map(as_json).collect::<Vec<_>>())?;
    } else {
        if args.by_storyline {
            grouped(rows, &reader.storylines()?, out)?;
        } else {
            list(rows, out)?;
        }
        if (rows.len() as u64) < list_of.total {
            out.note(&format!(
                "{} of {} shown; --limit 0 shows all",
                rows.len(),
                count(list_of.total, "story")
            ))?;
        }
    }
    if rows.is_empty() {
        complain(match reader.counts()? {
            (0, _, _) => "the store is empty; `sutradhar add PATH...` brings pages in",
            _ => "no story fits",
        });
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
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

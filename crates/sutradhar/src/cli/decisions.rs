//! `sutradhar merge`, `split`, `undo`, `decisions`: what editors decide about stories.

use super::Outcome;
use super::args::{Decisions, Merge, Remove, Split, Undo};
use super::out::{Out, complain};
use super::text::{count, fit, pad};
use super::work::{self, Progress};
use crate::pipeline;
use crate::settings::Settings;
use crate::store::{EventRow, Named, Ruling, Store};
use anyhow::bail;
use serde_json::{Value, json};
use std::collections::BTreeSet;
use sutradhar_engine::model::EventId;

/// Who decides, as long as there is nobody to log in.
const EDITOR: &str = "local";

/// Keeps a decision and brings the stories up to date. Gives its number.
pub fn take(settings: &Settings, ruling: &Ruling) -> anyhow::Result<i64> {
    let mut store = Store::open_to_write(&settings.store, settings.wait)?;
    let number = store.decide(&now(), EDITOR, ruling)?;
    let mut progress = Progress::new(settings);
    pipeline::refresh(&mut store, work::options(settings), &mut |s| progress.step(s))?;
    progress.end();
    Ok(number)
}

/// The time, to the second: only the edge of the program knows it.
fn now() -> String {
    let seconds = std::time::SystemTime::now()
        .duration_since(std::time::UNIX_EPOCH)
        .map_or(0, |d| d.as_secs());
    jiff::Timestamp::from_second(i64::try_from(seconds).unwrap_or(0)).map_or_else(|_| String::new(), |t| t.to_string())
}

/// The story of a typed number or id, or what to say instead.
pub fn story_named(store: &Store, typed: &str) -> anyhow::Result<Option<EventRow>> {
    Ok(match store.story_named(typed)? {
        Named::One(row) => Some(row),
        Named::None => {
            complain(&format!(
                "no story has the number or id {typed}; `sutradhar stories` lists them"
            ));
            None
        }
        Named::Several(rows) => {
            let ids: Vec<&str> = rows.iter().map(|r| r.id.as_str()).collect();
            bail!("{typed} fits several stories: {}", ids.join(", "))
        }
    })
}

/// The story of a typed id, or what to say instead. A number would name another story as soon as a page comes in, so
/// it is refused, with the id and the title of what has it now.
fn story_by_id(store: &Store, typed: &str) -> anyhow::Result<Option<EventRow>> {
    if sutradhar_text::numbers::parse_digits(typed).is_some() {
        let now = match store.story_named(typed)? {
            Named::One(row) => format!(" Number {typed} is now {}: {}", row.id, row.title),
            _ => String::new(),
        };
        bail!("numbers of stories change as pages come in; name the id, which `sutradhar stories` shows.{now}");
    }
    story_named(store, typed)
}

/// Says which stories a decision will be about, before it is taken.
fn about(rows: &[&EventRow], as_data: bool, out: &mut Out) -> anyhow::Result<()> {
    if !as_data && !out.quiet {
        for row in rows {
            out.line(&format!(
                "{}  {}",
                fit(&row.title, out.room(20)),
                out.paint("2", row.id.as_str())
            ))?;
        }
        out.flush()?;
    }
    Ok(())
}

pub fn merge(args: Merge, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let store = work::open(settings)?;
    let (Some(a), Some(b)) = (story_by_id(&store, &args.a)?, story_by_id(&store, &args.b)?) else {
        return Ok(Outcome::Nothing);
    };
    if a.id == b.id {
        bail!("both are story {}", a.id);
    }
    about(&[&a, &b], args.json, out)?;
    let first = |row: &EventRow| -> anyhow::Result<String> {
        let event = store.event(&row.id)?;
        let id = event.and_then(|e| e.articles.first().map(|a| a.to_string()));
        id.ok_or_else(|| anyhow::anyhow!("story {} has no articles", row.id))
    };
    let ruling = Ruling::Merge {
        articles: [first(&a)?, first(&b)?],
        titles: [a.title.clone(), b.title.clone()],
        why: args.why,
    };
    let articles = match &ruling {
        Ruling::Merge { articles, .. } => articles.clone(),
        _ => Default::default(),
    };
    drop(store);
    let number = take(settings, &ruling)?;
    let store = work::open(settings)?;
    let of = |article: &str| store.events_of(&article.into());
    let (x, y) = (of(&articles[0])?, of(&articles[1])?);
    if x != y || x.is_empty() {
        bail!("decision {number} is kept, but the two stories are still apart: a later decision parts them");
    }
    told(&store, number, &x, args.json, out)
}

pub fn split(args: Split, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let store = work::open(settings)?;
    let Some(row) = story_by_id(&store, &args.story)? else {
        return Ok(Outcome::Nothing);
    };
    let Some(event) = store.event(&row.id)? else {
        bail!("story {} is not there any more", row.id);
    };
    let mut gone: Vec<String> = Vec::new();
    for typed in &args.articles {
        let Some(id) = work::article_named(&store, typed)? else {
            return Ok(Outcome::Nothing);
        };
        if !event.articles.contains(&id) {
            bail!("article {id} is not part of story {}", row.id);
        }
        if !gone.contains(&id.to_string()) {
            gone.push(id.to_string());
        }
    }
    let rest: Vec<String> = event
        .articles
        .iter()
        .map(|a| a.to_string())
        .filter(|a| !gone.contains(a))
        .collect();
    if rest.is_empty() {
        bail!("nothing would stay in story {}: name fewer articles", row.id);
    }
    about(&[&row], args.json, out)?;
    let both = [rest[0].clone(), gone[0].clone()];
    let ruling = Ruling::Split {
        out: gone,
        rest,
        title: row.title,
        why: args.why,
    };
    drop(store);
    let number = take(settings, &ruling)?;
    let store = work::open(settings)?;
    let mut ids = Vec::new();
    for article in &both {
        ids.extend(store.events_of(&article.as_str().into())?);
    }
    told(&store, number, &ids, args.json, out)
}

/// Names the stories that a decision made.
fn told(store: &Store, number: i64, ids: &[EventId], as_data: bool, out: &mut Out) -> anyhow::Result<Outcome> {
    let mut rows = Vec::new();
    for id in ids {
        if let Named::One(row) = store.story_named(id.as_str())? {
            rows.push(row);
        }
    }
    if as_data {
        let rows: Vec<Value> = rows.iter().map(super::stories::as_json).collect();
        out.json(&json!({"decision": number, "stories": rows}))?;
        return Ok(Outcome::Done);
    }
    if out.quiet {
        return Ok(Outcome::Done);
    }
    out.line(&format!(
        "Decision {number} is kept; `sutradhar undo {number}` takes it back. The stories now:"
    ))?;
    super::stories::list(&rows, out)?;
    Ok(Outcome::Done)
}

pub fn remove(args: Remove, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let store = work::open(settings)?;
    let (mut named, mut holders) = (BTreeSet::new(), BTreeSet::new());
    for typed in &args.articles {
        let Some(id) = work::article_named(&store, typed)? else {
            return Ok(Outcome::Nothing);
        };
        holders.extend(store.holders(id.as_str())?);
        named.insert(id.to_string());
    }
    for holder in &holders {
        let others = holder.articles.difference(&named).count() as u64;
        if others > 0 && !args.whole_file {
            let others = count(others, "other article");
            bail!("{} holds {others}: name them all, or add --whole-file", holder.source);
        }
    }
    let articles: BTreeSet<String> = holders.iter().flat_map(|h| h.articles.clone()).collect();
    let mut titles = Vec::new();
    for id in &articles {
        let analysis = store.analysis(&id.as_str().into())?;
        titles.push(analysis.map_or_else(String::new, |a| a.article.headline_text().to_string()));
    }
    let ruling = Ruling::Remove {
        articles: articles.iter().cloned().collect(),
        titles: titles.clone(),
        pages: holders.iter().map(|h| h.key.clone()).collect(),
        why: args.why,
    };
    drop(store);
    let number = take(settings, &ruling)?;
    if args.json {
        out.json(&json!({"decision": number, "removed": articles}))?;
        return Ok(Outcome::Done);
    }
    if out.quiet {
        return Ok(Outcome::Done);
    }
    out.line(&format!(
        "Decision {number}: removed; `sutradhar undo {number}` brings back:"
    ))?;
    for (id, title) in articles.iter().zip(&titles) {
        let room = out.room(6 + id.len()).max(12);
        out.line(&format!("  {}  {}", fit(title, room), out.paint("2", id)))?;
    }
    Ok(Outcome::Done)
}

pub fn undo(args: Undo, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let store = work::open(settings)?;
    let list = store.decisions()?;
    let Some(d) = list.iter().find(|d| d.number == args.number) else {
        complain(&format!(
            "there is no decision {}; `sutradhar decisions` lists them",
            args.number
        ));
        return Ok(Outcome::Nothing);
    };
    if d.undone {
        bail!("decision {} was taken back already", d.number);
    }
    drop(store);
    let number = take(settings, &Ruling::Undo { number: args.number })?;
    if args.json {
        out.json(&json!({"decision": number, "taken_back": args.number}))?;
    } else {
        out.note(&format!("Decision {number}: decision {} is taken back.", args.number))?;
    }
    Ok(Outcome::Done)
}

pub fn list(args: Decisions, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let list = Store::open(&settings.store)?.decisions()?;
    if args.json {
        let rows: Vec<Value> = list
            .iter()
            .map(|d| {
                json!({"number": d.number, "at": d.at, "editor": d.editor, "in_force": !d.undone, "ruling": d.ruling})
            })
            .collect();
        out.json(&rows)?;
    }
    if list.is_empty() {
        complain("nothing was decided yet; `sutradhar merge`, `split` and `entities alias` decide");
        return Ok(Outcome::Nothing);
    }
    if args.json {
        return Ok(Outcome::Done);
    }
    for d in &list {
        let (what, why) = match &d.ruling {
            Ruling::Alias {
                name, called, entity, ..
            } => (format!("{name} = {called} ({entity})"), String::new()),
            Ruling::Merge { titles, why, .. } => (format!("{} + {}", titles[0], titles[1]), why.clone()),
            Ruling::Split {
                out: gone, title, why, ..
            } => (format!("{title}: without {}", gone.join(", ")), why.clone()),
            Ruling::Remove {
                articles, titles, why, ..
            } => {
                let list = articles.iter().zip(titles).map(|(id, title)| format!("{title} ({id})"));
                (list.collect::<Vec<_>>().join(", "), why.clone())
            }
            Ruling::Undo { number } => (format!("decision {number}"), String::new()),
        };
        let state = if d.undone { " (taken back)" } else { "" };
        let head = format!(
            "{:>4}  {} {}",
            d.number,
            pad(d.ruling.name(), 6),
            fit(&what, out.room(14))
        );
        out.line(&out.paint(if d.undone { "2" } else { "1" }, &head))?;
        let facts = format!("{} · {}{state}", d.at, d.editor);
        out.wrapped("             ", &facts, "2")?;
        if !why.is_empty() {
            out.wrapped("             ", &why, "")?;
        }
    }
    Ok(Outcome::Done)
}

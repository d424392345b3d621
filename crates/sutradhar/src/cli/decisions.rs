//! `sutradhar merge`, `split`, `undo`, `decisions`: what editors decide about stories.

use super::Outcome;
use super::args::{Decisions, Merge, Remove, Split, Undo};
use super::out::{Out, complain};
use super::text::{fit, pad};
use super::work::{read, with_progress};
use crate::app::{App, Decided};
use crate::store::{EventRow, Ruling};
use serde_json::{Value, json};

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

pub fn merge(args: Merge, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let reader = read(app, out)?;
    let (a, b) = (reader.story_by_id(&args.a)?, reader.story_by_id(&args.b)?);
    drop(reader);
    if a.id != b.id {
        about(&[&a, &b], args.json, out)?;
    }
    let done = with_progress(out, |step| app.merge(&a, &b, args.why, step))?;
    told(&done, args.json, out)
}

pub fn split(args: Split, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let row = read(app, out)?.story_by_id(&args.story)?;
    about(&[&row], args.json, out)?;
    let done = with_progress(out, |step| app.split(&row, &args.articles, args.why, step))?;
    told(&done, args.json, out)
}

/// Names the stories that a decision made.
fn told(done: &Decided, as_data: bool, out: &mut Out) -> anyhow::Result<Outcome> {
    let (number, rows) = (done.number, &done.stories);
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
    super::stories::list(rows, out)?;
    Ok(Outcome::Done)
}

pub fn remove(args: Remove, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let done = with_progress(out, |step| app.remove(&args.articles, args.whole_file, args.why, step))?;
    let number = done.number;
    if args.json {
        let ids: Vec<&String> = done.articles.iter().map(|(id, _)| id).collect();
        out.json(&json!({"decision": number, "removed": ids}))?;
        return Ok(Outcome::Done);
    }
    if out.quiet {
        return Ok(Outcome::Done);
    }
    out.line(&format!(
        "Decision {number}: removed; `sutradhar undo {number}` brings back:"
    ))?;
    for (id, title) in &done.articles {
        let room = out.room(6 + id.len()).max(12);
        out.line(&format!("  {}  {}", fit(title, room), out.paint("2", id)))?;
    }
    Ok(Outcome::Done)
}

pub fn undo(args: Undo, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let number = with_progress(out, |step| app.undo(args.number, step))?;
    if args.json {
        out.json(&json!({"decision": number, "taken_back": args.number}))?;
    } else {
        out.note(&format!("Decision {number}: decision {} is taken back.", args.number))?;
    }
    Ok(Outcome::Done)
}

pub fn list(args: Decisions, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let list = app.decisions()?;
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

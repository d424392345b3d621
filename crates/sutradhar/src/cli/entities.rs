//! `sutradhar entities`

use super::Outcome;
use super::args::{Entities, EntityCommand};
use super::out::{Out, complain};
use super::text::{count, fit, pad};
use super::work::{read, with_progress};
use crate::app::{Alias, App, EntityRequest, EntityRow, EntityView, Reader, StatementRow};
use anyhow::bail;
use serde_json::{Value, json};

pub fn run(args: Entities, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    match args.command {
        None => list(&read(app, out)?, &args, out),
        Some(EntityCommand::Show { id, json, limit }) => show(read(app, out)?.entity(&id)?, json, limit, out),
        Some(EntityCommand::Alias {
            name,
            entity,
            list: false,
            remove: None,
            json,
        }) => match (name, entity) {
            (Some(name), Some(entity)) => alias(app, &name, &entity, json, out),
            _ => bail!("an alias needs a name and an entity: sutradhar entities alias NAME ENTITY"),
        },
        Some(EntityCommand::Alias {
            remove: Some(name),
            json,
            ..
        }) => remove(app, &name, json, out),
        Some(EntityCommand::Alias { json, .. }) => aliases(&read(app, out)?.aliases()?, json, out),
    }
}

fn list(reader: &Reader, args: &Entities, out: &mut Out) -> anyhow::Result<Outcome> {
    let query = args.query.join(" ");
    let (rows, total) = reader.entities(&EntityRequest {
        query: query.clone(),
        kind: args.kind.map(Into::into),
        limit: args.limit,
    })?;
    if args.json {
        let list: Vec<Value> = rows.iter().map(as_json).collect();
        out.json(&list)?;
    } else if total > 0 {
        let room = out.width.saturating_sub(52).clamp(16, 44);
        let head = format!("{} kind  mentions  articles  id", pad("name", room));
        if !out.narrow() {
            out.line(&out.paint("2", &head))?;
        }
        for k in &rows {
            if out.narrow() {
                out.line(&out.paint("1", &fit(k.name(), out.room(0))))?;
                let told = format!(
                    "{} · {} · {}",
                    count(k.mentions as u64, "mention"),
                    count(k.articles as u64, "article"),
                    k.id
                );
                out.wrapped("    ", &format!("{} · {told}", k.kind), "2")?;
                continue;
            }
            let name = out.paint("1", &pad(&fit(k.name(), out.room(52).max(room)), room));
            let numbers = format!("{:<4} {:>9} {:>9}", k.kind, k.mentions, k.articles);
            out.line(&format!("{name} {numbers}  {}", out.paint("2", &k.id)))?;
        }
        if (rows.len() as u64) < total {
            out.line(&format!("{} of {total} shown; --limit 0 shows all", rows.len()))?;
        }
    }
    if total == 0 {
        complain(if query.is_empty() {
            "no names are known here"
        } else {
            "no entity has that name"
        });
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

fn as_json(k: &EntityRow) -> Value {
    json!({
        "id": k.id,
        "kind": k.kind,
        "name": k.name(),
        "mentions": k.mentions,
        "articles": k.articles,
        "forms": k.forms().iter().map(|(f, n)| json!({"text": f, "count": n})).collect::<Vec<_>>(),
    })
}

fn show(found: EntityView, as_data: bool, limit: usize, out: &mut Out) -> anyhow::Result<Outcome> {
    let EntityView {
        row: known,
        stories,
        by,
        about,
    } = found;
    if as_data {
        let list = |p: &[StatementRow]| -> Vec<Value> {
            p.iter()
                .map(|p| json!({"article": p.article, "outlet": p.outlet, "line": p.line, "text": p.text, "said_by": p.chain.join(" ← ")}))
                .collect()
        };
        let mut value = as_json(&known);
        if let Some(map) = value.as_object_mut() {
            let rows: Vec<Value> = stories
                .iter()
                .map(
                    |s| json!({"number": s.number, "id": s.id.as_str(), "title": s.title, "article_count": s.articles}),
                )
                .collect();
            map.insert("stories".into(), rows.into());
            map.insert("statements_by".into(), list(&by).into());
            map.insert("statements_about".into(), list(&about).into());
        }
        out.json(&value)?;
        return Ok(Outcome::Done);
    }
    out.line(&out.paint("1", known.name()))?;
    let facts = format!(
        "{} · {} in {} · {}",
        known.kind,
        count(known.mentions as u64, "mention"),
        count(known.articles as u64, "article"),
        known.id
    );
    out.wrapped("", &facts, "2")?;
    let forms: Vec<String> = known
        .forms()
        .iter()
        .take(12)
        .map(|(f, n)| format!("{f} ×{n}"))
        .collect();
    out.wrapped("  ", &format!("written {}", forms.join(", ")), "")?;
    band("Stories", out)?;
    for story in stories.iter().take(limit) {
        let told = count(story.articles as u64, "article");
        let room = out.room(10 + told.len()).max(12);
        out.line(&format!(
            "{:>4}  {}  {}",
            story.number,
            fit(&story.title, room),
            out.paint("2", &told)
        ))?;
    }
    for (what, passages) in [("Statements by", &by), ("Statements about", &about)] {
        if passages.is_empty() {
            continue;
        }
        band(&format!("{what} ({})", passages.len()), out)?;
        for p in passages.iter().take(limit) {
            let place = format!("{} {}:{}", p.outlet, p.article, p.line);
            out.line(&format!("  • {}", fit(&p.text, out.room(4))))?;
            let who = match p.chain.is_empty() {
                true => String::new(),
                false => format!("{} · ", p.chain.join(" ← ")),
            };
            out.line(&format!(
                "    {}",
                out.paint("2", &fit(&format!("{who}{place}"), out.room(4)))
            ))?;
        }
        if passages.len() > limit {
            out.line(&out.paint(
                "2",
                &format!("    … {} more; --limit {}", passages.len() - limit, passages.len()),
            ))?;
        }
    }
    Ok(Outcome::Done)
}

fn band(title: &str, out: &mut Out) -> anyhow::Result<()> {
    let rule = "─".repeat(out.width.saturating_sub(title.chars().count() + 1));
    let line = format!("{} {}", out.paint("1", title), out.paint("2", &rule));
    out.line("")?;
    out.line(&line)?;
    Ok(())
}

fn alias(app: &App, name: &str, entity: &str, as_data: bool, out: &mut Out) -> anyhow::Result<Outcome> {
    let alias = with_progress(out, |step| app.alias(name, entity, step))?;
    if as_data {
        out.json(&alias_json(&alias))?;
        return Ok(Outcome::Done);
    }
    out.note(&format!(
        "Decision {}: {} stands for {} ({}). The stories are up to date.",
        alias.number, alias.name, alias.called, alias.entity
    ))?;
    Ok(Outcome::Done)
}

fn alias_json(a: &Alias) -> Value {
    json!({"decision": a.number, "name": a.name, "entity": a.entity, "called": a.called})
}

fn aliases(list: &[Alias], as_data: bool, out: &mut Out) -> anyhow::Result<Outcome> {
    if as_data {
        out.json(&list.iter().map(alias_json).collect::<Vec<_>>())?;
    }
    if list.is_empty() {
        complain("there are no aliases");
        return Ok(Outcome::Nothing);
    }
    if as_data {
        return Ok(Outcome::Done);
    }
    for a in list {
        let (number, name, called) = (a.number, &a.name, &a.called);
        out.line(&format!(
            "{number:>4}  {name} = {called}  {}",
            out.paint("2", &a.entity)
        ))?;
    }
    Ok(Outcome::Done)
}

fn remove(app: &App, name: &str, as_data: bool, out: &mut Out) -> anyhow::Result<Outcome> {
    for (undo, alias) in with_progress(out, |step| app.unalias(name, step))? {
        if as_data {
            out.json(&json!({"decision": undo, "taken_back": alias.number, "name": alias.name}))?;
        } else {
            out.note(&format!("Decision {undo}: {} is no alias any more.", alias.name))?;
        }
    }
    Ok(Outcome::Done)
}

//! `sutradhar articles`

use super::Outcome;
use super::args::{Articles, Only};
use super::out::{Out, complain};
use super::text::{count, fit, pad};
use crate::app::{App, UNKNOWN_OUTLET, Wanted};
use serde_json::{Value, json};

/// The articles that were typed.
pub fn wanted(typed: Only) -> Wanted {
    Wanted::new(
        typed.since,
        typed.until,
        typed.lang.into_iter().collect(),
        typed.outlet.into_iter().collect(),
    )
}

pub fn run(args: Articles, app: &App, out: &mut Out) -> anyhow::Result<Outcome> {
    let wanted = wanted(args.only);
    let list = super::work::read(app, out)?.articles(&wanted, args.limit)?;
    let rows = &list.rows;
    if args.json {
        let list: Vec<Value> = rows
            .iter()
            .map(|r| {
                json!({"id": r.article.as_str(), "published": r.day, "outlet": r.outlet, "language": r.language,
                       "title": r.title})
            })
            .collect();
        out.json(&list)?;
    } else {
        for r in rows {
            let title = if r.title.is_empty() { "(no headline)" } else { &r.title };
            let head = format!("{}  ", pad(r.day.as_deref().unwrap_or("undated"), 10));
            let title = fit(title, out.room(12));
            out.line(&format!("{}{}", out.paint("2", &head), out.paint("1", &title)))?;
            let facts = format!(
                "{} · {} · {}",
                r.outlet.as_deref().unwrap_or(UNKNOWN_OUTLET),
                r.language,
                r.article
            );
            out.wrapped("            ", &facts, "2")?;
        }
        if (rows.len() as u64) < list.total {
            let all = count(list.total, "article");
            out.note(&format!("{} of {all} shown; -n 0 shows all", rows.len()))?;
        }
    }
    if list.total == 0 {
        complain(if wanted.all() {
            "the store is empty; `sutradhar add PATH...` brings pages in"
        } else {
            "no article fits"
        });
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

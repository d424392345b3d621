//! `sutradhar articles`

use super::Outcome;
use super::args::{Articles, Only};
use super::out::{Out, complain};
use super::story::UNKNOWN_OUTLET;
use super::text::{count, fit, pad};
use super::work;
use crate::settings::Settings;
use crate::store::StoreError;
use serde_json::{Value, json};
use std::cmp::Reverse;
use sutradhar_engine::model::*;
use sutradhar_text::fold::fold;

/// Which articles are wanted.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    since: Option<String>,
    until: Option<String>,
    language: Option<String>,
    outlet: Option<String>,
}

impl Wanted {
    /// What was typed.
    pub fn new(typed: Only) -> Wanted {
        Wanted {
            since: typed.since,
            // A day is compared with a month or a year by the letters that both have.
            until: typed.until.map(|u| format!("{u}~")),
            language: typed.lang.map(|l| l.to_lowercase()),
            outlet: typed.outlet.map(|o| fold(&o)),
        }
    }

    /// Whether every article is wanted.
    pub fn all(&self) -> bool {
        self.since.is_none() && self.until.is_none() && self.language.is_none() && self.outlet.is_none()
    }

    /// Whether this one is. One without a date is not where a date is asked for.
    pub fn has(&self, article: &Article) -> bool {
        let day = day(article);
        let dated = |fits: &dyn Fn(&str) -> bool| day.as_deref().is_some_and(fits);
        self.since.as_deref().is_none_or(|s| dated(&|d| d >= s))
            && self.until.as_deref().is_none_or(|u| dated(&|d| d <= u))
            && self.language.as_deref().is_none_or(|l| article.language.tag() == l)
            && self
                .outlet
                .as_deref()
                .is_none_or(|o| outlet(article).is_some_and(|name| fold(name).contains(o)))
    }
}

/// The day of an article, as fine as it is known.
pub fn day(article: &Article) -> Option<String> {
    let iso = article.published.iso()?;
    Some(iso.get(..10).unwrap_or(&iso).to_string())
}

/// Who published an article: the outlet, else the host of its address.
fn outlet(article: &Article) -> Option<&str> {
    let named = article.outlet.as_deref().map(str::trim).filter(|o| !o.is_empty());
    named.or_else(|| article.host())
}

struct Row {
    id: String,
    day: Option<String>,
    outlet: Option<String>,
    language: &'static str,
    title: String,
}

pub fn run(args: Articles, settings: &Settings, out: &mut Out) -> anyhow::Result<Outcome> {
    let store = work::open(settings)?;
    let wanted = Wanted::new(args.only);
    let mut rows: Vec<Row> = Vec::new();
    store.each_analysis(|a| {
        if wanted.has(&a.article) {
            rows.push(Row {
                id: a.article.id.to_string(),
                day: day(&a.article),
                outlet: outlet(&a.article).map(str::to_string),
                language: a.article.language.tag(),
                title: a.article.headline_text().trim().to_string(),
            });
        }
        Ok::<(), StoreError>(())
    })?;
    // Newest first, undated last.
    rows.sort_by(|a, b| (Reverse(&a.day), &a.id).cmp(&(Reverse(&b.day), &b.id)));
    let all = rows.len();
    if args.limit > 0 {
        rows.truncate(args.limit);
    }
    if args.json {
        let list: Vec<Value> = rows
            .iter()
            .map(|r| {
                json!({"id": r.id, "published": r.day, "outlet": r.outlet, "language": r.language,
                       "title": r.title})
            })
            .collect();
        out.json(&list)?;
    } else {
        for r in &rows {
            let title = if r.title.is_empty() { "(no headline)" } else { &r.title };
            let head = format!("{}  ", pad(r.day.as_deref().unwrap_or("undated"), 10));
            let title = fit(title, out.room(12));
            out.line(&format!("{}{}", out.paint("2", &head), out.paint("1", &title)))?;
            let facts = format!(
                "{} · {} · {}",
                r.outlet.as_deref().unwrap_or(UNKNOWN_OUTLET),
                r.language,
                r.id
            );
            out.wrapped("            ", &facts, "2")?;
        }
        if rows.len() < all {
            let all = count(all as u64, "article");
            out.note(&format!("{} of {all} shown; -n 0 shows all", rows.len()))?;
        }
    }
    if all == 0 {
        complain(if wanted.all() {
            "the store is empty; `sutradhar add PATH...` brings pages in"
        } else {
            "no article fits"
        });
        return Ok(Outcome::Nothing);
    }
    Ok(Outcome::Done)
}

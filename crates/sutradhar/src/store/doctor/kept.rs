//! What is kept: decisions, checksums, and columns that say again what lies in a packed record.

use super::super::Store;
use super::super::blob::is_whole;
use super::super::error::Result;
use super::super::facts::{ArticleFacts, names_of};
use super::super::{Decision, Ruling};
use super::{REPAIR, Report};
use crate::store::Derived;
use rusqlite::types::ValueRef;
use std::collections::{BTreeSet, HashMap, HashSet};
use sutradhar_engine::model::*;

const TAKE_BACK: &str = "add the page again, or take the decision back with `sutradhar undo NUMBER`";

/// Whether every decision can be read, and the articles that it names are there.
pub(super) fn decisions(store: &Store, report: &mut Report) -> Result<()> {
    let all = store.each_decision()?;
    report.checked.insert("decisions", all.len() as u64);
    let whole = all.iter().all(|d| d.is_ok());
    for e in all.into_iter().filter_map(|d| d.err()) {
        report.add("DOC-011", e.to_string(), REPAIR);
    }
    if !whole {
        return Ok(());
    }
    let mut there: HashSet<ArticleId> = store.articles()?.into_iter().map(|row| row.id).collect();
    let in_force: Vec<Decision> = store.decisions()?.into_iter().filter(|d| !d.undone).collect();
    for d in &in_force {
        if let Ruling::Remove { articles, .. } = &d.ruling {
            there.extend(articles.iter().map(|id| ArticleId::from(id.as_str())));
        }
    }
    for d in &in_force {
        for id in d
            .ruling
            .articles()
            .into_iter()
            .filter(|id| !there.contains(&ArticleId::from(*id)))
        {
            let (number, kind) = (d.number, d.ruling.name());
            let what = format!("decision {number} ({kind}) names article {id}, which is not there");
            report.add("DOC-011", what, TAKE_BACK);
        }
    }
    Ok(())
}

/// Whether every line of the journal can be read, and what was last told of each story.
pub(super) fn journal(store: &Store, report: &mut Report) -> Result<()> {
    let (bad, all) = store.bad_lines()?;
    report.checked.insert("changes", all);
    for what in bad.into_iter().chain(store.bad_told()?) {
        report.add("DOC-014", what, REPAIR);
    }
    Ok(())
}

/// Whether what was typed of every feed can be read.
pub(super) fn feeds(store: &Store, report: &mut Report) -> Result<()> {
    let (bad, all) = store.bad_feeds()?;
    report.checked.insert("feeds", all);
    for what in bad {
        report.add("DOC-015", what, REPAIR);
    }
    Ok(())
}

/// Every blob that can be made again: what it is called, and its columns.
const BLOBS: [&str; 9] = [
    "SELECT 'the analysis of ' || article, body, final FROM analyses",
    "SELECT 'the sketch of ' || article, body FROM sketches",
    "SELECT 'what is kept of grouping ' || article, first, second FROM compared",
    "SELECT 'event ' || id, body, facts FROM events",
    "SELECT 'storyline ' || id, body FROM storylines",
    "SELECT 'the claims of event ' || event, body FROM claims",
    "SELECT 'the brief of event ' || event, body FROM briefs",
    "SELECT 'the copy pair ' || a || ', ' || b, body FROM copies",
    "SELECT 'the headline check of ' || article, body FROM headlines",
];

/// Whether every checksum is right.
pub(super) fn checksums(store: &Store, report: &mut Report) -> Result<()> {
    let mut checked = 0;
    for sql in BLOBS {
        let damaged = store.rows(sql, |r| {
            let mut whole = true;
            for column in 1..r.as_ref().column_count() {
                checked += 1;
                whole &= match r.get_ref(column)? {
                    ValueRef::Null => true,
                    ValueRef::Blob(blob) => is_whole(blob),
                    _ => false,
                };
            }
            let name: String = r.get(0).unwrap_or_else(|_| "something derived".to_string());
            Ok((!whole).then_some(name))
        })?;
        for name in damaged.into_iter().flatten() {
            report.add("DOC-012", format!("{name} is damaged"), REPAIR);
        }
    }
    report.checked.insert("checksums", checked);
    Ok(())
}

/// The columns of an event, as `put_event` writes them.
type EventColumns = (Option<String>, Option<String>, String, i64, i64, String);

/// Whether the columns say what the records say that lie beside them.
pub(super) fn columns(store: &Store, analyses: &[Analysis], derived: &Derived, report: &mut Report) -> Result<()> {
    let mut odd = |what: String| report.add("DOC-012", format!("the columns of {what} are damaged"), REPAIR);
    let checks: HashMap<&ArticleId, &HeadlineCheck> = derived.headlines.iter().map(|h| (&h.article, h)).collect();
    let facts: HashMap<ArticleId, ArticleFacts> =
        store.all_facts()?.into_iter().map(|f| (f.article.clone(), f)).collect();
    for a in analyses {
        let id = &a.article.id;
        if facts.get(id) != Some(&ArticleFacts::of(a, checks.get(id).copied())) || store.names_in(id)? != names_of(a) {
            odd(format!("what lists need of article {id}"));
        }
    }
    for c in &derived.claims {
        let want = c
            .support
            .first()
            .map(|s| (c.event.clone(), s.citation.article.clone(), s.citation.span));
        if store.claim_place(c.id.as_str())? != want {
            odd(format!("the place of claim {}", c.id));
        }
    }
    let language: HashMap<&ArticleId, &str> = analyses
        .iter()
        .map(|a| (&a.article.id, a.article.language.tag()))
        .collect();
    let rows: HashMap<String, EventColumns> = store
        .rows(
            "SELECT id, first, last, languages, articles, origins, title FROM events",
            |r| {
                let columns = (r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?, r.get(6)?);
                Ok((r.get(0)?, columns))
            },
        )?
        .into_iter()
        .collect();
    let mut members: BTreeSet<(&str, &str)> = BTreeSet::new();
    for e in &derived.events {
        members.extend(e.articles.iter().map(|a| (a.as_str(), e.id.as_str())));
        let tags: BTreeSet<&str> = e.articles.iter().filter_map(|a| language.get(a).copied()).collect();
        let want: EventColumns = (
            e.start.map(|d| d.to_string()),
            e.end.or(e.start).map(|d| d.to_string()),
            tags.iter().map(|t| format!(" {t} ")).collect(),
            e.articles.len() as i64,
            e.origins.len() as i64,
            e.title.clone(),
        );
        if rows.get(e.id.as_str()) != Some(&want) {
            odd(format!("event {}", e.id));
        }
    }
    let pairs: Vec<(String, String)> = store.rows("SELECT article, event FROM event_articles", |r| {
        Ok((r.get(0)?, r.get(1)?))
    })?;
    let have: BTreeSet<(&str, &str)> = pairs.iter().map(|(a, e)| (a.as_str(), e.as_str())).collect();
    for (article, event) in members.symmetric_difference(&have) {
        odd(format!("event {event} with article {article}"));
    }
    let numbers: Vec<(String, i64)> = store.rows("SELECT id, number FROM storylines ORDER BY number", |r| {
        Ok((r.get(0)?, r.get(1)?))
    })?;
    for ((id, number), (want, s)) in numbers.iter().zip((0i64..).zip(&derived.storylines)) {
        if *number != want || id != s.id.as_str() {
            odd(format!("storyline {id}"));
        }
    }
    let mut keyed = |sql: &str, keys: BTreeSet<String>, what: &str| -> Result<()> {
        let have: BTreeSet<String> = store.rows(sql, |r| r.get::<_, String>(0))?.into_iter().collect();
        for key in have.symmetric_difference(&keys) {
            odd(format!("{what} {key}"));
        }
        Ok(())
    };
    keyed(
        "SELECT article FROM analyses",
        analyses.iter().map(|a| a.article.id.to_string()).collect(),
        "the analysis of",
    )?;
    keyed(
        "SELECT event FROM claims",
        derived.claims.iter().map(|c| c.event.to_string()).collect(),
        "the claims of event",
    )?;
    keyed(
        "SELECT event FROM briefs",
        derived.briefs.iter().map(|b| b.event.to_string()).collect(),
        "the brief of event",
    )?;
    keyed(
        "SELECT article FROM headlines",
        derived.headlines.iter().map(|h| h.article.to_string()).collect(),
        "the headline check of",
    )?;
    keyed(
        "SELECT a || ', ' || b FROM copies",
        derived.copies.iter().map(|c| format!("{}, {}", c.a, c.b)).collect(),
        "the copy pair",
    )
}

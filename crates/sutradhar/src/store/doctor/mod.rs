//! Checks a store: the file, the raw pages, the ids, what editors decided, every checksum, citation and reference,
//! and the search index.

mod kept;
mod references;
mod words;

use super::error::{Result, StoreError};
use super::pages::{Claimant, place_seal, settled};
use super::{Derived, Document, MIGRATIONS, Store, given, removed};
use crate::read;
use rusqlite::Connection;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap};
use sutradhar_engine::model::Analysis;
use sutradhar_engine::models;

/// Something that is wrong, and what to do.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Problem {
    /// Stable code.
    pub code: &'static str,
    /// What is wrong.
    pub what: String,
    /// What to do.
    pub advice: &'static str,
}

/// What a check found.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Report {
    /// What was checked, with how many of it.
    pub checked: BTreeMap<&'static str, u64>,
    /// What is wrong; empty if all is well.
    pub problems: Vec<Problem>,
}

const REBUILD: &str = "run `sutradhar rebuild`: it makes everything again from the raw pages";
const REPAIR: &str =
    "run `sutradhar doctor --repair`: it takes over raw pages, decisions and the journal, and makes the rest again";
const RESTORE: &str =
    "keep a copy of the folder, bring back an older copy of the file, or add the pages again in a new store";
const REINSTALL: &str = "install sutradhar again: its own file is damaged";

/// Makes the documents of the search index, which the store itself cannot.
#[derive(Debug, Clone, Copy)]
pub struct Documents {
    /// Those of an article.
    pub of_article: fn(&Analysis) -> Vec<Document>,
    /// Those of all stories.
    pub of_stories: fn(&Derived, &[Analysis]) -> Vec<Document>,
}

/// Problems of one kind that are listed one by one; the rest is counted.
const LISTED: usize = 20;

/// Checks everything in a store. Errors of reading become problems.
///
/// `documents` makes what the search index should hold.
///
/// # Errors
/// The store cannot be read at all.
pub fn check(store: &Store, documents: &Documents) -> Result<Report> {
    let mut report = Report::default();
    let current = store.is_current()?;
    for part in [
        file,
        schema,
        pages_and_articles,
        analysed,
        kept::decisions,
        kept::journal,
        kept::feeds,
    ] {
        part(store, &mut report).unwrap_or_else(|e| report.add("DOC-007", e.to_string(), REPAIR));
    }
    if store.is_dirty()? {
        let what = "pages came in that nothing was derived from yet (an `add` was cut off)";
        report.add("DOC-005", what.into(), "run the `add` again, or `sutradhar rebuild`");
    } else if !current {
        let what = "what is derived was made by other stages than those of this program";
        report.add("DOC-006", what.into(), REBUILD);
    } else {
        for done in [
            kept::checksums(store, &mut report),
            derived(store, documents, &mut report),
        ] {
            done.unwrap_or_else(|e| report.add("DOC-007", e.to_string(), REPAIR));
        }
    }
    let all = models::all();
    report.checked.insert("models", all.len() as u64);
    for (name, _) in all.into_iter().filter(|(_, whole)| !whole) {
        report.add(
            "DOC-013",
            format!("the model {name} in this program is damaged"),
            REINSTALL,
        );
    }
    report.shorten();
    Ok(report)
}

/// What SQLite itself finds.
fn file(store: &Store, report: &mut Report) -> Result<()> {
    for line in store.rows("PRAGMA integrity_check", |r| r.get::<_, String>(0))? {
        if line != "ok" {
            report.add("DOC-001", format!("SQLite: {line}"), REPAIR);
        }
    }
    let lost = store.rows("PRAGMA foreign_key_check", |r| {
        Ok((r.get::<_, String>(0)?, r.get::<_, Option<i64>>(1)?.unwrap_or(0)))
    })?;
    for (table, row) in lost {
        let what = format!("{table} row {row} points to a page that is not there");
        report.add("DOC-002", what, REBUILD);
    }
    Ok(())
}

/// Whether the tables are those of the format; FTS5 makes some of its own.
fn schema(store: &Store, report: &mut Report) -> Result<()> {
    type Row = (String, String, Option<String>);
    let list = |conn: &Connection| -> rusqlite::Result<Vec<Row>> {
        let sql = "SELECT name, tbl_name, sql FROM sqlite_schema WHERE substr(name, 1, 6) <> 'words_' ORDER BY name";
        conn.prepare(sql)?
            .query_map([], |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)))?
            .collect()
    };
    // What must be there, and what may: some tables are made by their first use.
    let formats = || {
        let fresh = Connection::open_in_memory()?;
        MIGRATIONS.iter().try_for_each(|m| fresh.execute_batch(m))?;
        let must = list(&fresh)?;
        [removed::TABLE, given::TABLE]
            .iter()
            .try_for_each(|t| fresh.execute_batch(t))?;
        Ok((must, list(&fresh)?))
    };
    let ((want, may), have) = (
        formats().map_err(|e| store.sql(e))?,
        list(&store.conn).map_err(|e| store.sql(e))?,
    );
    for (name, ..) in have.iter().filter(|row| !may.contains(row)) {
        report.add(
            "DOC-010",
            format!("the table or index {name} is not one of this format"),
            REPAIR,
        );
    }
    for (name, ..) in want.iter().filter(|row| !have.iter().any(|have| have.0 == row.0)) {
        report.add("DOC-010", format!("the table or index {name} is not there"), REPAIR);
    }
    Ok(())
}

/// An article as it is registered: page, part, wanted, content, id, live.
type Registered = (i64, i64, String, Vec<u8>, String, bool);

/// Every raw page, and the articles that it holds.
fn pages_and_articles(store: &Store, report: &mut Report) -> Result<()> {
    let rows: Vec<Registered> = store.rows(
        "SELECT a.page, a.part, a.wanted, a.content, a.id, a.live FROM articles a LEFT JOIN pages p ON p.id = a.page
         ORDER BY a.wanted, a.content, p.source, p.line, p.key, a.part",
        |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?)),
    )?;
    let mut on_page: HashMap<i64, Vec<&Registered>> = HashMap::new();
    for row in &rows {
        on_page.entry(row.0).or_default().push(row);
    }
    report
        .checked
        .insert("articles", rows.iter().filter(|r| r.5).count() as u64);
    for same in rows.chunk_by(|a, b| a.2 == b.2) {
        let wanted = same.first().map_or("", |r| r.2.as_str());
        let found: Vec<Claimant<'_>> = same
            .iter()
            .map(|r| (r.3.as_slice(), (r.0, r.1), r.4.as_str()))
            .collect();
        for (row, (id, live)) in same.iter().zip(settled(wanted, &found)) {
            if (&row.4, row.5) != (&id, live) {
                report.add("DOC-004", format!("article {} has the id of another", row.4), REBUILD);
            }
        }
    }
    let givens = store.givens()?;
    let pages = store.page_rows()?;
    report.checked.insert("raw pages", pages.len() as u64);
    for page in pages {
        let raw = match store.raw(page) {
            Ok(raw) => raw,
            Err(StoreError::Damaged { why, .. }) => {
                report.add("DOC-003", why, RESTORE);
                continue;
            }
            Err(e) => {
                report.add("DOC-003", format!("raw page {page}: {e}"), RESTORE);
                continue;
            }
        };
        let (line, seal): (i64, Option<Vec<u8>>) = store
            .conn
            .query_row("SELECT line, seal FROM pages WHERE id = ?1", [page], |r| {
                Ok((r.get(0)?, r.get(1)?))
            })
            .map_err(|e| store.sql(e))?;
        if seal.is_some_and(|seal| seal != place_seal(&raw.source, line as u64)) {
            let what = format!("the path of raw page {page} ({}) is damaged", raw.source);
            report.add("DOC-003", what, RESTORE);
        }
        let mut there = read::pages(&raw).unwrap_or_default();
        if let Some(given) = givens.get(&raw.key()[..]) {
            given.tell(&mut there);
        }
        let registered = on_page.remove(&page).unwrap_or_default();
        for (part, held) in (0i64..).zip(&there) {
            let same = |r: &&&Registered| r.1 == part && r.2 == held.id.as_str() && r.3[..] == read::content_key(held);
            if registered.iter().find(same).is_none() {
                let what = format!("article {} of raw page {page} is not registered as it is", held.id);
                report.add("DOC-004", what, REBUILD);
            }
        }
        for row in registered.iter().filter(|r| r.1 < 0 || r.1 as usize >= there.len()) {
            let what = format!("article {} is not on raw page {page} any more", row.4);
            report.add("DOC-004", what, REBUILD);
        }
    }
    Ok(())
}

/// Whether every article was analysed, and every analysis is of an article.
fn analysed(store: &Store, report: &mut Report) -> Result<()> {
    let lost = store.rows(
        "SELECT article FROM analyses WHERE article NOT IN (SELECT id FROM articles WHERE live = 1)",
        |r| r.get::<_, String>(0),
    )?;
    for id in lost {
        let what = format!("there is an analysis of {id}, but no such article");
        report.add("DOC-004", what, REBUILD);
    }
    let missing = store.rows(
        "SELECT id FROM articles WHERE live = 1 AND id NOT IN (SELECT article FROM analyses)",
        |r| r.get::<_, String>(0),
    )?;
    if !missing.is_empty() && !store.is_dirty()? {
        for id in missing {
            report.add("DOC-004", format!("article {id} was never analysed"), REBUILD);
        }
    }
    Ok(())
}

/// What is derived, held against itself and against the search index.
fn derived(store: &Store, documents: &Documents, report: &mut Report) -> Result<()> {
    let (analyses, derived) = (store.analyses_after()?, store.derived()?);
    references::references(&analyses, &derived, report);
    kept::columns(store, &analyses, &derived, report)?;
    words::words(store, documents, (&analyses, &derived), report)
}

impl Report {
    fn add(&mut self, code: &'static str, what: String, advice: &'static str) {
        self.problems.push(Problem { code, what, advice });
    }

    /// Keeps the first problems of each code and counts the others.
    fn shorten(&mut self) {
        self.problems.dedup();
        let mut seen: BTreeMap<&'static str, usize> = BTreeMap::new();
        let mut more: BTreeMap<&'static str, (usize, &'static str)> = BTreeMap::new();
        self.problems.retain(|p| {
            let n = seen.entry(p.code).or_default();
            *n += 1;
            if *n > LISTED {
                more.entry(p.code).or_insert((0, p.advice)).0 += 1;
            }
            *n <= LISTED
        });
        for (code, (n, advice)) in more {
            self.add(code, format!("and {n} more of the same kind"), advice);
        }
    }
}

//! Checks a store: the file, the raw pages, the ids, every citation, every reference.

use super::Store;
use super::error::Result;
use crate::pipeline::Derived;
use crate::read;
use serde::Serialize;
use std::collections::{BTreeMap, HashMap, HashSet};
use sutradhar_engine::model::*;

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
const RESTORE: &str =
    "keep a copy of the folder, bring back an older copy of the file, or add the pages again in a new store";

/// Problems of one kind that are listed one by one; the rest is counted.
const LISTED: usize = 20;

/// Checks everything in a store. Errors of reading become problems; only a store that cannot be read at all is an error.
pub fn check(store: &Store) -> Result<Report> {
    let mut report = Report::default();
    for line in store.rows("PRAGMA integrity_check", |r| r.get::<_, String>(0))? {
        if line != "ok" {
            report.add("DOC-001", format!("SQLite: {line}"), RESTORE);
        }
    }
    for (table, row) in store.rows("PRAGMA foreign_key_check", |r| {
        Ok((r.get::<_, String>(0)?, r.get::<_, Option<i64>>(1)?.unwrap_or(0)))
    })? {
        report.add(
            "DOC-002",
            format!("{table} row {row} points to a page that is not there"),
            REBUILD,
        );
    }
    raw_pages(store, &mut report)?;
    articles(store, &mut report)?;
    if store.is_dirty()? {
        let what = "pages came in that nothing was derived from yet (an `add` was cut off)";
        report.add("DOC-005", what.into(), "run the `add` again, or `sutradhar rebuild`");
    } else if !store.is_current()? {
        let what = "what is derived was made by other stages than those of this program";
        report.add("DOC-006", what.into(), REBUILD);
    } else {
        match (store.analyses_after(), store.derived()) {
            (Ok(analyses), Ok(derived)) => references(&analyses, &derived, &mut report),
            (Err(e), _) | (_, Err(e)) => report.add("DOC-007", e.to_string(), REBUILD),
        }
    }
    report.shorten();
    Ok(report)
}

fn raw_pages(store: &Store, report: &mut Report) -> Result<()> {
    let rows = store.page_rows()?;
    report.checked.insert("raw pages", rows.len() as u64);
    for row in rows {
        match store.raw(row) {
            Ok(raw) if raw.key()[..] == store.raw_key(row)?[..] => {}
            // A page that came by two paths of other names is stored under the first.
            Ok(raw) => {
                let what = format!("raw page {row} ({}) is not what was stored", raw.source);
                report.add("DOC-003", what, RESTORE);
            }
            Err(e) => report.add("DOC-003", e.to_string(), RESTORE),
        }
    }
    Ok(())
}

fn articles(store: &Store, report: &mut Report) -> Result<()> {
    let rows = store.articles()?;
    report.checked.insert("articles", rows.len() as u64);
    let mut seen = HashSet::new();
    for row in &rows {
        if !seen.insert(&row.id) {
            report.add("DOC-004", format!("two articles have the id {}", row.id), REBUILD);
        }
        let there = store
            .raw(row.page)
            .ok()
            .and_then(|raw| read::pages(&raw).ok())
            .is_some_and(|pages| pages.get(row.part).is_some_and(|p| p.id == row.wanted));
        if !there {
            let what = format!("article {} is not on raw page {} any more", row.id, row.page);
            report.add("DOC-004", what, REBUILD);
        }
    }
    let lost = store.rows(
        "SELECT article FROM analyses WHERE article NOT IN (SELECT id FROM articles WHERE live = 1)",
        |r| r.get::<_, String>(0),
    )?;
    for id in lost {
        report.add(
            "DOC-004",
            format!("there is an analysis of {id}, but no such article"),
            REBUILD,
        );
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

/// Whether every span lies inside its text on character borders, and every reference leads somewhere.
fn references(analyses: &[Analysis], derived: &Derived, report: &mut Report) {
    let by_id: HashMap<&ArticleId, &Analysis> = analyses.iter().map(|a| (&a.article.id, a)).collect();
    for a in analyses {
        spans_of(a, report);
    }
    let statements: HashSet<&StatementId> = analyses.iter().flat_map(|a| &a.statements).map(|s| &s.id).collect();
    let events: HashMap<&EventId, &Event> = derived.events.iter().map(|e| (&e.id, e)).collect();
    let mut citations = 0;
    let mut cite = |c: &Citation, who: &str, report: &mut Report| {
        citations += 1;
        match by_id.get(&c.article) {
            None => report.add(
                "DOC-008",
                format!("{who} cites {}, which is not there", c.article),
                REBUILD,
            ),
            Some(a) if !fits(c.span, &a.article.text) => {
                let what = format!(
                    "{who} cites {}-{} of {}, outside its text",
                    c.span.start, c.span.end, c.article
                );
                report.add("DOC-008", what, REBUILD);
            }
            Some(_) => {}
        }
    };
    for claim in &derived.claims {
        let who = format!("claim {}", claim.id);
        if !events.contains_key(&claim.event) {
            report.add(
                "DOC-009",
                format!("{who} is of event {}, which is not there", claim.event),
                REBUILD,
            );
        }
        for s in &claim.support {
            cite(&s.citation, &who, report);
            if let Some(id) = s.statement.as_ref().filter(|id| !statements.contains(id)) {
                report.add(
                    "DOC-009",
                    format!("{who} rests on statement {id}, which is not there"),
                    REBUILD,
                );
            }
        }
    }
    for brief in &derived.briefs {
        let who = format!("the brief of {}", brief.event);
        if !events.contains_key(&brief.event) {
            report.add("DOC-009", format!("{who}: there is no such event"), REBUILD);
        }
        let lists = brief.bullets.iter().map(|b| &b.citations);
        let lists = lists.chain(brief.faq.iter().map(|f| &f.citations));
        for list in lists.chain(brief.timeline.iter().map(|t| &t.citations)) {
            if list.is_empty() {
                report.add("DOC-008", format!("{who} has a line without a citation"), REBUILD);
            }
            list.iter().for_each(|c| cite(c, &who, report));
        }
    }
    for check in &derived.headlines {
        let who = format!("the headline check of {}", check.article);
        check.spans.iter().for_each(|c| cite(c, &who, report));
    }
    report.checked.insert("citations", citations);
    for e in &derived.events {
        let named = e.articles.iter().chain(e.origins.iter().flat_map(|o| &o.articles));
        for id in named.filter(|id| !by_id.contains_key(id)) {
            report.add(
                "DOC-009",
                format!("event {} has article {id}, which is not there", e.id),
                REBUILD,
            );
        }
    }
    for s in &derived.storylines {
        for id in s.events.iter().filter(|id| !events.contains_key(id)) {
            report.add(
                "DOC-009",
                format!("storyline {} has event {id}, which is not there", s.id),
                REBUILD,
            );
        }
    }
    for c in &derived.copies {
        for (id, spans) in [
            (&c.a, c.kept.iter().map(|p| p.a).collect()),
            (&c.b, c.kept.iter().map(|p| p.b).collect::<Vec<_>>()),
        ] {
            match by_id.get(id) {
                None => report.add(
                    "DOC-009",
                    format!("a copy pair has article {id}, which is not there"),
                    REBUILD,
                ),
                Some(a) => {
                    for s in spans.into_iter().filter(|s| !fits(*s, &a.article.text)) {
                        report.add(
                            "DOC-008",
                            format!("copy {}-{} lies outside {id}", s.start, s.end),
                            REBUILD,
                        );
                    }
                }
            }
        }
    }
    report.checked.insert("events", derived.events.len() as u64);
    report.checked.insert("claims", derived.claims.len() as u64);
}

fn spans_of(a: &Analysis, report: &mut Report) {
    let article = &a.article;
    let mut check = |span: Span, what: &str| {
        if !fits(span, &article.text) {
            let what = format!(
                "{what} {}-{} of {} lies outside its text",
                span.start, span.end, article.id
            );
            report.add("DOC-008", what, REBUILD);
        }
    };
    article.lines.iter().for_each(|l| check(l.span, "line"));
    article.headline.iter().for_each(|s| check(*s, "headline"));
    a.sentences.iter().for_each(|s| check(s.span, "sentence"));
    a.mentions.iter().for_each(|m| check(m.span, "mention"));
    a.times.iter().for_each(|t| check(t.span, "time"));
    for q in &a.quantities {
        check(q.span, "figure");
        q.counted.iter().for_each(|s| check(*s, "counted thing"));
    }
    for q in &a.quotations {
        check(q.span, "quotation");
        check(q.inner, "quotation");
    }
    for s in &a.statements {
        check(s.content, "statement");
        s.cue.iter().chain(&s.hedge).for_each(|c| check(*c, "cue"));
        s.chain.iter().filter_map(|l| l.span).for_each(|c| check(c, "source"));
    }
}

fn fits(span: Span, text: &str) -> bool {
    span.start <= span.end && text.get(span.start as usize..span.end as usize).is_some()
}

impl Report {
    fn add(&mut self, code: &'static str, what: String, advice: &'static str) {
        self.problems.push(Problem { code, what, advice });
    }

    /// Keeps the first problems of each code and counts the others.
    fn shorten(&mut self) {
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

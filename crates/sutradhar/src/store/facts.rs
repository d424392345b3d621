//! What lists and addresses need of articles: who published it, when, what it names; and where things are that had
//! another address once.

use super::Store;
use super::error::Result;
use rusqlite::{Connection, OptionalExtension, Row, params};
use std::collections::{BTreeMap, HashMap};
use sutradhar_engine::model::*;
use sutradhar_text::fold::fold;

/// What lists need of an article.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ArticleFacts {
    /// Its id.
    pub article: ArticleId,
    /// Who published it: the outlet, else the host of its address.
    pub outlet: Option<String>,
    /// Names the outlet in whatever spelling of letters and signs.
    pub outlet_id: Option<String>,
    /// Its day, as fine as it is known.
    pub day: Option<String>,
    /// Tag of its language.
    pub language: String,
    /// The agency that it credits.
    pub agency: Option<String>,
    /// Its headline; empty if it has none.
    pub title: String,
    /// Whether its text does not bear its headline out.
    pub flagged: bool,
}

/// What an article calls an entity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NameRow {
    /// Id of the entity.
    pub entity: EntityId,
    /// PER, LOC, ORG or EVT.
    pub kind: String,
    /// What the article calls it.
    pub name: String,
    /// How often it is named there.
    pub mentions: u64,
}

/// An outlet with its numbers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutletRow {
    /// Its id.
    pub id: String,
    /// The name that most of its articles print.
    pub name: String,
    /// Its articles.
    pub articles: u64,
    /// Those that share copy with others, as a receiver or in a direction that is not known.
    pub copies: u64,
    /// Headlines that their own text does not bear out.
    pub flagged: u64,
}

/// The id of an outlet's name.
pub fn outlet_id(name: &str) -> String {
    format!("o{}", short_hash([fold(name).as_str()]))
}

impl ArticleFacts {
    /// Those of an article.
    pub fn of(a: &Analysis, headline: Option<&HeadlineCheck>) -> ArticleFacts {
        let article = &a.article;
        let named = article.outlet.as_deref().map(str::trim).filter(|o| !o.is_empty());
        let outlet = named.or_else(|| article.host());
        let day = article.published.iso();
        ArticleFacts {
            article: article.id.clone(),
            outlet: outlet.map(str::to_string),
            outlet_id: outlet.map(outlet_id),
            day: day.map(|iso| iso.get(..10).unwrap_or(&iso).to_string()),
            language: article.language.tag().to_string(),
            agency: article.agency.as_ref().map(|g| g.name.clone()),
            title: article.headline_text().trim().to_string(),
            flagged: headline.is_some_and(|h| h.verdict.is_flag()),
        }
    }
}

/// What an article calls the entities that it names, by their ids.
pub fn names_of(a: &Analysis) -> Vec<NameRow> {
    let mut out: BTreeMap<&EntityId, NameRow> = BTreeMap::new();
    for m in &a.mentions {
        let row = out.entry(&m.entity).or_insert_with(|| {
            let known = a.entity(&m.entity);
            NameRow {
                entity: m.entity.clone(),
                kind: known.map_or(m.kind, |e| e.kind).name().to_string(),
                name: known.map_or_else(
                    || a.words(m.span).to_string(),
                    |e| e.name(a.article.language.tag()).to_string(),
                ),
                mentions: 0,
            }
        });
        row.mentions += 1;
    }
    out.into_values().collect()
}

/// Keeps the facts and names of an article.
pub(super) fn put(conn: &Connection, facts: &ArticleFacts, names: &[NameRow]) -> rusqlite::Result<()> {
    let id = facts.article.as_str();
    conn.prepare_cached("INSERT OR REPLACE INTO facts VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9)")?
        .execute(params![
            id,
            event_key(id),
            facts.outlet,
            facts.outlet_id,
            facts.day,
            facts.language,
            facts.agency,
            facts.title,
            facts.flagged
        ])?;
    conn.prepare_cached("DELETE FROM names WHERE article = ?1")?
        .execute([id])?;
    let mut put = conn.prepare_cached("INSERT INTO names VALUES (?1, ?2, ?3, ?4, ?5)")?;
    for n in names {
        put.execute(params![n.entity.as_str(), id, n.kind, n.name, n.mentions as i64])?;
    }
    Ok(())
}

/// Forgets the facts and names of an article.
pub(super) fn forget(conn: &Connection, id: &str) -> rusqlite::Result<()> {
    for sql in [
        "DELETE FROM facts WHERE article = ?1",
        "DELETE FROM names WHERE article = ?1",
    ] {
        conn.prepare_cached(sql)?.execute([id])?;
    }
    Ok(())
}

/// Notes where the claims of an event are, for whoever asks for them when they are gone.
pub(super) fn place_claims(conn: &Connection, claims: &[Claim]) -> rusqlite::Result<()> {
    let mut put = conn.prepare_cached(
        "INSERT INTO claim_places VALUES (?1, ?2, ?3, ?4, ?5)
         ON CONFLICT (claim) DO UPDATE SET event = ?2, article = ?3, first = ?4, last = ?5",
    )?;
    for c in claims {
        if let Some(s) = c.support.first() {
            let (article, span) = (s.citation.article.as_str(), s.citation.span);
            put.execute(params![c.id.as_str(), c.event.as_str(), article, span.start, span.end])?;
        }
    }
    Ok(())
}

/// The id that an event has of which this article is the first.
fn event_key(article: &str) -> String {
    format!("e{}", short_hash([article]))
}

const COLUMNS: &str = "f.article, f.outlet, f.outlet_id, f.day, f.language, f.agency, f.title, f.flagged";

fn facts_row(r: &Row<'_>) -> rusqlite::Result<ArticleFacts> {
    Ok(ArticleFacts {
        article: ArticleId(r.get(0)?),
        outlet: r.get(1)?,
        outlet_id: r.get(2)?,
        day: r.get(3)?,
        language: r.get(4)?,
        agency: r.get(5)?,
        title: r.get(6)?,
        flagged: r.get(7)?,
    })
}

fn name_row(r: &Row<'_>) -> rusqlite::Result<NameRow> {
    Ok(NameRow {
        entity: EntityId(r.get(0)?),
        kind: r.get(1)?,
        name: r.get(2)?,
        mentions: r.get::<_, i64>(3)? as u64,
    })
}

/// Copies what is kept of places into a new store; what cannot be read is told.
pub(super) fn copy(old: &Store, to: &Connection) -> Vec<String> {
    let claims = |lost: &mut Vec<String>| -> rusqlite::Result<()> {
        let mut read = old
            .conn
            .prepare("SELECT claim, event, article, first, last FROM claim_places")?;
        let mut rows = read.query([])?;
        while let Some(r) = rows.next()? {
            type Place = (String, String, String, u32, u32);
            let read = || -> rusqlite::Result<Place> { Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?)) };
            match read() {
                Ok(p) => to
                    .prepare_cached("INSERT OR REPLACE INTO claim_places VALUES (?1, ?2, ?3, ?4, ?5)")?
                    .execute(params![p.0, p.1, p.2, p.3, p.4])
                    .map(drop)?,
                Err(e) => lost.push(format!("the place of a claim: {e}")),
            }
        }
        Ok(())
    };
    let lines = || -> rusqlite::Result<()> {
        let mut read = old.conn.prepare("SELECT storyline, event FROM storyline_places")?;
        let mut rows = read.query([])?;
        while let Some(r) = rows.next()? {
            to.prepare_cached("INSERT OR REPLACE INTO storyline_places VALUES (?1, ?2)")?
                .execute(params![r.get::<_, String>(0)?, r.get::<_, String>(1)?])?;
        }
        Ok(())
    };
    let mut lost = Vec::new();
    if let Err(e) = claims(&mut lost) {
        lost.push(format!("not all places of claims can be read: {e}"));
    }
    if let Err(e) = lines() {
        lost.push(format!("not all places of storylines can be read: {e}"));
    }
    lost
}

impl Store {
    /// The facts of an article.
    pub fn facts(&self, article: &ArticleId) -> Result<Option<ArticleFacts>> {
        let sql = format!("SELECT {COLUMNS} FROM facts f WHERE f.article = ?1");
        Ok(self.rows_with(&sql, [article.as_str()], facts_row)?.pop())
    }

    /// The facts of all articles, newest first, undated ones last.
    pub fn all_facts(&self) -> Result<Vec<ArticleFacts>> {
        let sql = format!("SELECT {COLUMNS} FROM facts f ORDER BY f.day DESC, f.article");
        self.rows_with(&sql, [], facts_row)
    }

    /// The articles of an outlet, newest first, at most `limit`.
    pub fn facts_of_outlet(&self, outlet: &str, limit: usize) -> Result<Vec<ArticleFacts>> {
        let sql =
            format!("SELECT {COLUMNS} FROM facts f WHERE f.outlet_id = ?1 ORDER BY f.day DESC, f.article LIMIT ?2");
        self.rows_with(&sql, params![outlet, limit as i64], facts_row)
    }

    /// All outlets, those with most articles first.
    pub fn outlets(&self) -> Result<Vec<OutletRow>> {
        let copies: HashMap<String, u64> = self
            .rows(
                "SELECT f.outlet_id, count(DISTINCT c.article) FROM
                   (SELECT a AS article FROM copies WHERE source IS NULL OR source <> a
                    UNION ALL SELECT b FROM copies WHERE source IS NULL OR source <> b) c
                 JOIN facts f ON f.article = c.article WHERE f.outlet_id IS NOT NULL GROUP BY f.outlet_id",
                |r| Ok((r.get(0)?, r.get::<_, i64>(1)? as u64)),
            )?
            .into_iter()
            .collect();
        // The commonest spelling names an outlet: `max` picks the row that the other columns come from.
        self.rows_with(
            "SELECT outlet_id, outlet, max(n), sum(n) AS articles, sum(flagged) FROM
               (SELECT outlet_id, outlet, count(*) AS n, sum(flagged) AS flagged FROM facts
                WHERE outlet_id IS NOT NULL GROUP BY outlet_id, outlet ORDER BY outlet)
             GROUP BY outlet_id ORDER BY articles DESC, outlet_id",
            [],
            |r| {
                let id: String = r.get(0)?;
                Ok(OutletRow {
                    copies: copies.get(&id).copied().unwrap_or(0),
                    id,
                    name: r.get(1)?,
                    articles: r.get::<_, i64>(3)? as u64,
                    flagged: r.get::<_, i64>(4)? as u64,
                })
            },
        )
    }

    /// The agencies that the articles of an outlet credit, the most frequent first.
    pub fn agencies_of_outlet(&self, outlet: &str) -> Result<Vec<(String, u64)>> {
        self.rows_with(
            "SELECT agency, count(*) AS n FROM facts WHERE outlet_id = ?1 AND agency IS NOT NULL
             GROUP BY agency ORDER BY n DESC, agency",
            [outlet],
            |r| Ok((r.get(0)?, r.get::<_, i64>(1)? as u64)),
        )
    }

    /// What an article calls the entities that it names, by their ids.
    pub(super) fn names_in(&self, article: &ArticleId) -> Result<Vec<NameRow>> {
        self.rows_with(
            "SELECT entity, kind, name, mentions FROM names WHERE article = ?1 ORDER BY entity",
            [article.as_str()],
            name_row,
        )
    }

    /// What articles call an entity, each with its article; the articles with most mentions first.
    pub fn named(&self, entity: &str) -> Result<Vec<(ArticleId, NameRow)>> {
        self.rows_with(
            "SELECT entity, kind, name, mentions, article FROM names WHERE entity = ?1
             ORDER BY mentions DESC, article",
            [entity],
            |r| {
                let row = name_row(r)?;
                Ok((ArticleId(r.get(4)?), row))
            },
        )
    }

    /// The entities that more than one article names.
    pub fn named_by_several(&self) -> Result<Vec<String>> {
        self.rows("SELECT entity FROM names GROUP BY entity HAVING count(*) > 1", |r| {
            r.get(0)
        })
    }

    /// Every name of every entity with its mentions, and how many articles call the entity so.
    pub fn names_summed(&self) -> Result<Vec<(NameRow, u64)>> {
        self.rows(
            "SELECT entity, kind, name, sum(mentions), count(*) FROM names GROUP BY entity, kind, name",
            |r| Ok((name_row(r)?, r.get::<_, i64>(4)? as u64)),
        )
    }

    /// The event that holds the article which an event id was made from, whichever event that is now.
    pub fn event_of_key(&self, id: &str) -> Result<Option<EventId>> {
        let found = self.rows_with(
            "SELECT e.event FROM facts f JOIN event_articles e ON e.article = f.article
             WHERE f.event_key = ?1 ORDER BY e.event LIMIT 1",
            [id],
            |r| r.get(0).map(EventId),
        );
        Ok(found?.pop())
    }

    /// Where a claim stood when it was last made: event, article, place of its first citation.
    pub fn claim_place(&self, claim: &str) -> Result<Option<(EventId, ArticleId, Span)>> {
        self.conn
            .prepare_cached("SELECT event, article, first, last FROM claim_places WHERE claim = ?1")
            .and_then(|mut s| {
                s.query_row([claim], |r| {
                    let span = Span {
                        start: r.get(2)?,
                        end: r.get(3)?,
                    };
                    Ok((EventId(r.get(0)?), ArticleId(r.get(1)?), span))
                })
                .optional()
            })
            .map_err(|e| self.sql(e))
    }

    /// The first event of a storyline when it was last made.
    pub fn storyline_place(&self, storyline: &str) -> Result<Option<EventId>> {
        let found = self.rows_with(
            "SELECT event FROM storyline_places WHERE storyline = ?1",
            [storyline],
            |r| r.get(0).map(EventId),
        );
        Ok(found?.pop())
    }

    /// A storyline.
    pub fn storyline(&self, id: &str) -> Result<Option<Storyline>> {
        Ok(self.some_of("id = ?1", id)?.pop())
    }
}

//! What is derived from several articles, as readers ask for it. How it is written: `memo`.

use super::Store;
use super::error::{Result, StoreError};
use rusqlite::params;
use serde::de::DeserializeOwned;
use std::collections::{BTreeMap, BTreeSet};
use sutradhar_engine::model::*;

/// Everything that is derived from a set of analyses.
#[derive(Debug, Default, PartialEq)]
pub struct Derived {
    /// Pairs that share copy.
    pub copies: Vec<CopyPair>,
    /// Events.
    pub events: Vec<Event>,
    /// Storylines.
    pub storylines: Vec<Storyline>,
    /// Claims.
    pub claims: Vec<Claim>,
    /// Headlines held against bodies.
    pub headlines: Vec<HeadlineCheck>,
    /// Briefs.
    pub briefs: Vec<Brief>,
}

/// What one row of a derived table holds. The type names the table, so no other kind can be asked for.
pub trait DerivedRow: DeserializeOwned {
    /// The table.
    const TABLE: &'static str;
    /// The columns that order its rows.
    const ORDER: &'static str;
    /// What a row is called in messages, in SQL.
    const NAME: &'static str;

    /// The query for the bodies of some rows, each with what it is called.
    fn query(which: &str) -> String {
        format!("SELECT body, {} FROM {} WHERE {which}", Self::NAME, Self::TABLE)
    }
}

macro_rules! derived_rows {
    ($($row:ty => $table:literal, $order:literal, $name:literal;)*) => {
        $(impl DerivedRow for $row {
            const TABLE: &'static str = $table;
            const ORDER: &'static str = $order;
            const NAME: &'static str = $name;
        })*
    };
}

derived_rows! {
    CopyPair => "copies", "a, b", "'the copy pair ' || a || ', ' || b";
    Event => "events", "id", "'event ' || id";
    Storyline => "storylines", "number", "'storyline ' || id";
    HeadlineCheck => "headlines", "article", "'the headline check of ' || article";
    Vec<Claim> => "claims", "event", "'the claims of event ' || event";
    Brief => "briefs", "event", "'the brief of event ' || event";
}

/// A story in the list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct EventRow {
    /// Its id.
    pub id: EventId,
    /// Its number in the list, newest first, from 1.
    pub number: u64,
    /// First day.
    pub first: Option<String>,
    /// Last day.
    pub last: Option<String>,
    /// Tags of the languages of its articles.
    pub languages: Vec<String>,
    /// How many articles.
    pub articles: u64,
    /// How many independent origins.
    pub origins: u64,
    /// Its title.
    pub title: String,
}

/// Which stories to list.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// ISO day; stories that ended before are left out.
    pub since: Option<String>,
    /// ISO day; stories that began after are left out.
    pub until: Option<String>,
    /// Tag; stories with no article in it are left out.
    pub language: Option<String>,
    /// At most so many; 0 for all.
    pub limit: usize,
}

/// What a typed id stands for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Named<T> {
    /// This one.
    One(T),
    /// The prefix fits several.
    Several(Vec<T>),
    /// None.
    None,
}

impl<T> Named<T> {
    /// One, several or none of a list of candidates.
    pub fn of(mut found: Vec<T>) -> Named<T> {
        match found.len() {
            0 => Named::None,
            1 => found.pop().map_or(Named::None, Named::One),
            _ => Named::Several(found),
        }
    }
}

impl Store {
    /// Everything derived.
    pub fn derived(&self) -> Result<Derived> {
        Ok(Derived {
            copies: self.all_of()?,
            events: self.all_of()?,
            storylines: self.all_of()?,
            claims: self.claims()?,
            headlines: self.all_of()?,
            briefs: self.all_of()?,
        })
    }

    /// What is derived for the events in `ids` and the articles in `articles`.
    pub fn derived_for(&self, ids: &[EventId], articles: &[ArticleId]) -> Result<Derived> {
        let mut out = Derived::default();
        for id in ids {
            let id = id.as_str();
            out.events.extend(self.some_of::<Event>("id = ?1", id)?);
            out.claims
                .extend(self.some_of::<Vec<Claim>>("event = ?1", id)?.into_iter().flatten());
            out.briefs.extend(self.some_of::<Brief>("event = ?1", id)?);
        }
        for article in articles {
            let article = article.as_str();
            out.headlines.extend(self.headline(&article.into())?);
            out.copies
                .extend(self.some_of::<CopyPair>("a = ?1 OR b = ?1 ORDER BY a, b", article)?);
        }
        out.copies.sort_by(|x, y| (&x.a, &x.b).cmp(&(&y.a, &y.b)));
        out.copies.dedup_by(|x, y| x.a == y.a && x.b == y.b);
        let wanted: BTreeSet<&StorylineId> = out.events.iter().filter_map(|e| e.storyline.as_ref()).collect();
        for id in wanted {
            out.storylines
                .extend(self.some_of::<Storyline>("id = ?1", id.as_str())?);
        }
        Ok(out)
    }

    /// Everything derived of one kind, in a fixed order.
    pub fn all_of<T: DerivedRow>(&self) -> Result<Vec<T>> {
        let mut out = Vec::new();
        self.each_of(|one| -> Result<()> {
            out.push(one);
            Ok(())
        })?;
        Ok(out)
    }

    /// Hands on everything derived of one kind, in a fixed order, one row at a time: memory stays small. A row of
    /// `claims` holds those of one event, most important first.
    ///
    /// # Errors
    /// Those of the store, and those of `each`, which ends the walk.
    pub fn each_of<T: DerivedRow, E: From<StoreError>>(
        &self,
        mut each: impl FnMut(T) -> std::result::Result<(), E>,
    ) -> std::result::Result<(), E> {
        let sql = |e| E::from(self.sql(e));
        let query = T::query(&format!("true ORDER BY {}", T::ORDER));
        let mut statement = self.conn.prepare_cached(&query).map_err(sql)?;
        let mut rows = statement.query([]).map_err(sql)?;
        while let Some(row) = rows.next().map_err(sql)? {
            let (body, what): (Vec<u8>, String) = row.get(0).and_then(|body| Ok((body, row.get(1)?))).map_err(sql)?;
            each(self.read(&body, &what)?)?;
        }
        Ok(())
    }

    /// All claims, by event, most important first.
    pub fn claims(&self) -> Result<Vec<Claim>> {
        let lists: Vec<Vec<Claim>> = self.all_of()?;
        Ok(lists.into_iter().flatten().collect())
    }

    /// All storylines, in order of their first event.
    pub fn storylines(&self) -> Result<Vec<Storyline>> {
        self.all_of()
    }

    /// All pairs that share copy.
    pub fn copies(&self) -> Result<Vec<CopyPair>> {
        self.all_of()
    }

    /// The events of one id.
    pub fn event(&self, id: &EventId) -> Result<Option<Event>> {
        Ok(self.some_of("id = ?1", id.as_str())?.pop())
    }

    /// The events that an article belongs to.
    pub fn events_of(&self, article: &ArticleId) -> Result<Vec<EventId>> {
        self.rows_with(
            "SELECT event FROM event_articles WHERE article = ?1 ORDER BY event",
            [article.as_str()],
            |r| r.get(0).map(EventId),
        )
    }

    /// The articles of all events that are in the store, with the events that each belongs to.
    pub fn events_of_all(&self) -> Result<BTreeMap<ArticleId, Vec<EventId>>> {
        let rows: Vec<(String, String)> = self.rows(
            "SELECT e.article, e.event FROM event_articles e JOIN facts f ON f.article = e.article
             ORDER BY e.article, e.event",
            |r| Ok((r.get(0)?, r.get(1)?)),
        )?;
        let mut out: BTreeMap<ArticleId, Vec<EventId>> = BTreeMap::new();
        for (article, event) in rows {
            out.entry(ArticleId(article)).or_default().push(EventId(event));
        }
        Ok(out)
    }

    /// The list of stories, newest first, with how many there are in all.
    pub fn stories(&self, filter: &Filter) -> Result<(Vec<EventRow>, u64)> {
        let limit = if filter.limit == 0 { -1 } else { filter.limit as i64 };
        let language = filter.language.as_ref().map(|l| format!("% {} %", l.to_lowercase()));
        const WHERE: &str =
            "(?1 IS NULL OR last >= ?1) AND (?2 IS NULL OR first <= ?2) AND (?3 IS NULL OR languages LIKE ?3)";
        // A day is compared with a month or a year by the letters that both have.
        let until = filter.until.as_ref().map(|u| format!("{u}~"));
        let rows = self.rows_with(
            &format!("SELECT * FROM ({RANKED}) WHERE {WHERE} ORDER BY number LIMIT ?4"),
            params![filter.since, until, language, limit],
            event_row,
        )?;
        let all = self
            .conn
            .query_row(
                &format!("SELECT count(*) FROM events WHERE {WHERE}"),
                params![filter.since, until, language],
                |r| r.get::<_, i64>(0),
            )
            .map_err(|e| self.sql(e))?;
        Ok((rows, all as u64))
    }

    /// The story of an id, with 0 in place of its number, which only a look at all stories can tell.
    pub fn story_row(&self, id: &str) -> Result<Option<EventRow>> {
        let sql = "SELECT id, 0, first, last, languages, articles, origins, title FROM events WHERE id = ?1";
        Ok(self.rows_with(sql, [id], event_row)?.pop())
    }

    /// The story of an id, a prefix of one, or a number in the list.
    pub fn story_named(&self, name: &str) -> Result<Named<EventRow>> {
        let exact = self.rows_with(&format!("SELECT * FROM ({RANKED}) WHERE id = ?1"), [name], event_row)?;
        if !exact.is_empty() {
            return Ok(Named::of(exact));
        }
        if let Some(number) = sutradhar_text::numbers::parse_digits(name).filter(|n| n.fract() == 0.0 && *n < 1e9) {
            let found = self.rows_with(
                &format!("SELECT * FROM ({RANKED}) WHERE number = ?1"),
                [number as i64],
                event_row,
            )?;
            if !found.is_empty() {
                return Ok(Named::of(found));
            }
        }
        let found = self.rows_with(
            &format!("SELECT * FROM ({RANKED}) WHERE substr(id, 1, length(?1)) = ?1 ORDER BY id LIMIT 9"),
            [name],
            event_row,
        )?;
        Ok(Named::of(found))
    }

    /// The rows of one kind that `which` finds, a condition on the parameter `?1`.
    pub(super) fn some_of<T: DerivedRow>(&self, which: &str, parameter: &str) -> Result<Vec<T>> {
        let bodies = |r: &rusqlite::Row<'_>| Ok((r.get::<_, Vec<u8>>(0)?, r.get::<_, String>(1)?));
        self.rows_with(&T::query(which), [parameter], bodies)?
            .iter()
            .map(|(body, what)| self.read(body, what))
            .collect()
    }
}

/// The list of stories with their numbers: newest first, undated ones last; then by origins, articles and id, so that the order is
/// the same everywhere.
const RANKED: &str = "SELECT id, row_number() OVER (ORDER BY last DESC, origins DESC, articles DESC, id) AS number,
     first, last, languages, articles, origins, title FROM events";

fn event_row(r: &rusqlite::Row<'_>) -> rusqlite::Result<EventRow> {
    Ok(EventRow {
        id: EventId(r.get(0)?),
        number: r.get::<_, i64>(1)? as u64,
        first: r.get(2)?,
        last: r.get(3)?,
        languages: r.get::<_, String>(4)?.split_whitespace().map(str::to_string).collect(),
        articles: r.get::<_, i64>(5)? as u64,
        origins: r.get::<_, i64>(6)? as u64,
        title: r.get(7)?,
    })
}

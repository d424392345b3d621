//! What editors decide: aliases of names, stories put together or parted. Kept for ever, like raw pages; nothing is ever
//! deleted here: a decision that is taken back is followed by one that says so.

use super::Store;
use super::blob::checksum_of;
use super::error::{Result, StoreError};
use rusqlite::{Connection, params};
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;

/// Something an editor decided.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision {
    /// Its number, from 1.
    pub number: i64,
    /// When, as the edge of the program passed it in (RFC 3339).
    pub at: String,
    /// Who.
    pub editor: String,
    /// What.
    pub ruling: Ruling,
    /// Whether a later decision took it back.
    pub undone: bool,
}

/// What was decided. Articles are named by id, so that a ruling outlives the events it was made on.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "lowercase")]
pub enum Ruling {
    /// A name stands for an entity wherever an article uses it.
    Alias {
        /// The name as typed.
        name: String,
        /// Id of the entity.
        entity: String,
        /// PER, LOC, ORG or EVT, for documents that do not name the entity otherwise.
        kind: String,
        /// What the entity is called.
        called: String,
    },
    /// The events of these two articles are one.
    Merge {
        /// An article of each, by id.
        articles: [String; 2],
        /// Titles of both stories when it was decided.
        titles: [String; 2],
        /// Why.
        why: String,
    },
    /// Some articles do not belong to the event of the others.
    Split {
        /// Those that go.
        out: Vec<String>,
        /// Those that stay.
        rest: Vec<String>,
        /// Title of the story when it was decided.
        title: String,
        /// Why.
        why: String,
    },
    /// Pages are not to be in the store.
    Remove {
        /// The articles on them, by id.
        articles: Vec<String>,
        /// Their headlines when it was decided.
        titles: Vec<String>,
        /// The keys of the pages, in hexadecimal digits.
        pages: Vec<String>,
        /// Why.
        why: String,
    },
    /// An earlier decision is taken back.
    Undo {
        /// Its number.
        number: i64,
    },
}

impl Ruling {
    /// The word used in records.
    pub fn name(&self) -> &'static str {
        match self {
            Ruling::Alias { .. } => "alias",
            Ruling::Merge { .. } => "merge",
            Ruling::Split { .. } => "split",
            Ruling::Remove { .. } => "remove",
            Ruling::Undo { .. } => "undo",
        }
    }

    /// The articles that it names.
    pub fn articles(&self) -> Vec<&str> {
        match self {
            Ruling::Merge { articles, .. } => articles.iter().map(String::as_str).collect(),
            Ruling::Split { out, rest, .. } => out.iter().chain(rest).map(String::as_str).collect(),
            Ruling::Alias { .. } | Ruling::Remove { .. } | Ruling::Undo { .. } => Vec::new(),
        }
    }

    /// What it is about: a name, an article, a number.
    fn about(&self) -> String {
        match self {
            Ruling::Alias { name, .. } => name.clone(),
            Ruling::Merge { articles, .. } => articles.join(" "),
            Ruling::Split { out, .. } => out.join(" "),
            Ruling::Remove { articles, .. } => articles.join(" "),
            Ruling::Undo { number } => number.to_string(),
        }
    }
}

impl Store {
    /// Keeps a decision and marks what is derived as out of date, in one transaction. Gives its number.
    pub fn decide(&mut self, at: &str, editor: &str, ruling: &Ruling) -> Result<i64> {
        let file = self.file.clone();
        let body = serde_json::to_string(ruling).map_err(|e| StoreError::Unwritable {
            what: "a decision",
            why: e.to_string(),
        })?;
        self.in_transaction(|tx| {
            let (what, about) = (ruling.name(), ruling.about());
            tx.execute(
                "INSERT INTO decisions (at, editor, what, about, body) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![at, editor, what, about, body],
            )?;
            let number = tx.last_insert_rowid();
            let seal = seal(number, [at, editor, what, &about, &body]);
            tx.execute("UPDATE decisions SET seal = ?2 WHERE id = ?1", params![number, seal])?;
            super::removed::apply(tx)?;
            if let Ruling::Remove { articles, titles, .. } = ruling {
                super::told::withdrawn(tx, at, articles, titles)?;
            }
            tx.execute("UPDATE meta SET value = '1' WHERE name = 'dirty'", [])?;
            Ok(number)
        })
        .map_err(|e| StoreError::sql(&file, e))
    }

    /// All decisions in the order they were taken.
    ///
    /// # Errors
    /// One of them cannot be read: a decision that is passed over would change stories without a word.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        let mut list: Vec<Decision> = self.each_decision()?.into_iter().collect::<Result<_>>()?;
        mark_undone(&mut list);
        Ok(list)
    }

    /// Every decision in the order they were taken, or why it cannot be read. None is marked as undone.
    pub(super) fn each_decision(&self) -> Result<Vec<Result<Decision>>> {
        let list = each(&self.conn).map_err(|e| self.sql(e))?;
        let named = |(number, kind, read): Row| {
            read.map_err(|why| StoreError::Decision {
                path: self.file.clone(),
                number,
                kind,
                why,
            })
        };
        Ok(list.into_iter().map(named).collect())
    }
}

/// A row of the table: its number, its kind, the decision or why it cannot be read.
type Row = (i64, String, std::result::Result<Decision, String>);

fn each(conn: &Connection) -> rusqlite::Result<Vec<Row>> {
    conn.prepare_cached("SELECT id, at, editor, what, about, body, seal FROM decisions ORDER BY id")?
        .query_map([], |r| {
            let number: i64 = r.get(0)?;
            let kind = r.get::<_, String>(3).unwrap_or_else(|_| "unknown".to_string());
            Ok((number, kind, decision(number, r)))
        })?
        .collect()
}

/// Marks what later decisions took back.
fn mark_undone(list: &mut [Decision]) {
    // From the last to the first: what takes a decision back may have been taken back itself.
    let mut undone: BTreeSet<i64> = BTreeSet::new();
    for d in list.iter_mut().rev() {
        d.undone = undone.contains(&d.number);
        if let (Ruling::Undo { number }, false) = (&d.ruling, d.undone) {
            undone.insert(*number);
        }
    }
}

/// The decision of a row, or why it cannot be read.
fn decision(number: i64, r: &rusqlite::Row<'_>) -> std::result::Result<Decision, String> {
    let read = || -> rusqlite::Result<([String; 5], Option<Vec<u8>>)> {
        Ok(([r.get(1)?, r.get(2)?, r.get(3)?, r.get(4)?, r.get(5)?], r.get(6)?))
    };
    let (columns, sealed) = read().map_err(|e| e.to_string())?;
    // Those of formats 1 to 3 have no checksum.
    if sealed.is_some_and(|sealed| sealed != seal(number, columns.each_ref().map(String::as_str))) {
        return Err("it is damaged".to_string());
    }
    let [at, editor, what, _, body] = columns;
    let ruling: Ruling = serde_json::from_str(&body).map_err(|e| e.to_string())?;
    if ruling.name() != what {
        return Err(format!("it says of itself that it is of the kind {}", ruling.name()));
    }
    Ok(Decision {
        number,
        at,
        editor,
        ruling,
        undone: false,
    })
}

/// The checksum of a decision: its number, when, who, kind, what about, body.
pub(super) fn seal(number: i64, columns: [&str; 5]) -> Vec<u8> {
    let number = number.to_le_bytes();
    let [at, editor, what, about, body] = columns.map(str::as_bytes);
    checksum_of(&[&number, at, editor, what, about, body]).to_vec()
}

/// All decisions in the order they were taken, inside a transaction.
pub(super) fn decisions(conn: &Connection) -> rusqlite::Result<Vec<Decision>> {
    let unread = |(number, kind, read): Row| {
        read.map_err(|why| {
            let why = format!("decision {number} ({kind}) cannot be read: {why}");
            rusqlite::Error::ToSqlConversionFailure(why.into())
        })
    };
    let mut list: Vec<Decision> = each(conn)?.into_iter().map(unread).collect::<rusqlite::Result<_>>()?;
    mark_undone(&mut list);
    Ok(list)
}

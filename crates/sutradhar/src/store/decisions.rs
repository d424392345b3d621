//! What editors decide: aliases of names, stories put together or parted. Kept for ever, like raw pages; nothing is ever
//! deleted here: a decision that is taken back is followed by one that says so.

use super::Store;
use super::error::{Result, StoreError};
use super::pages::encode;
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
        self.in_transaction(|tx| {
            let body = serde_json::to_string(ruling).map_err(encode)?;
            tx.execute(
                "INSERT INTO decisions (at, editor, what, about, body) VALUES (?1, ?2, ?3, ?4, ?5)",
                params![at, editor, ruling.name(), ruling.about(), body],
            )?;
            let number = tx.last_insert_rowid();
            super::removed::apply(tx)?;
            tx.execute("UPDATE meta SET value = '1' WHERE name = 'dirty'", [])?;
            Ok(number)
        })
        .map_err(|e| StoreError::sql(&file, e))
    }

    /// All decisions in the order they were taken. One that this program does not know is left out.
    pub fn decisions(&self) -> Result<Vec<Decision>> {
        decisions(&self.conn).map_err(|e| self.sql(e))
    }
}

/// All decisions in the order they were taken.
pub(super) fn decisions(conn: &Connection) -> rusqlite::Result<Vec<Decision>> {
    let mut list: Vec<Decision> = conn
        .prepare_cached("SELECT id, at, editor, body FROM decisions ORDER BY id")?
        .query_map([], |r| {
            let body: String = r.get(3)?;
            Ok(serde_json::from_str(&body).ok().map(|ruling| Decision {
                number: r.get(0).unwrap_or_default(),
                at: r.get(1).unwrap_or_default(),
                editor: r.get(2).unwrap_or_default(),
                ruling,
                undone: false,
            }))
        })?
        .collect::<rusqlite::Result<Vec<_>>>()?
        .into_iter()
        .flatten()
        .collect();
    // From the last to the first: what takes a decision back may have been taken back itself.
    let mut undone: BTreeSet<i64> = BTreeSet::new();
    for d in list.iter_mut().rev() {
        d.undone = undone.contains(&d.number);
        if let (Ruling::Undo { number }, false) = (&d.ruling, d.undone) {
            undone.insert(*number);
        }
    }
    Ok(list)
}

//! The search index: it keeps no texts, so the words of each document are made again in a scratch index and held
//! against it.

use super::super::error::Result;
use super::super::{Document, Store, index};
use super::{Documents, REPAIR, Report};
use crate::store::Derived;
use rusqlite::{Connection, params};
use rustc_hash::FxHasher;
use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};
use sutradhar_engine::model::*;

/// Views of all words in the index, and a scratch index like it.
const SCRATCH: &str = "DROP TABLE IF EXISTS temp.held; DROP TABLE IF EXISTS temp.made; DROP TABLE IF EXISTS temp.again;
    CREATE VIRTUAL TABLE temp.held USING fts5vocab ('main', 'words', 'instance');
    CREATE VIRTUAL TABLE temp.again USING fts5 (
        title, body, names, content = '', contentless_delete = 1,
        tokenize = \"unicode61 remove_diacritics 0 categories 'L* M* N* Co'\"
    );
    CREATE VIRTUAL TABLE temp.made USING fts5vocab ('temp', 'again', 'instance');";

/// Articles whose documents are made again at a time.
const CHUNK: usize = 256;

/// What the index says of one document: a sum over its words with their places, and how many words each column has.
#[derive(Debug, Default, PartialEq, Eq)]
struct Words {
    sum: u64,
    sizes: Vec<u8>,
}

/// Whether the index holds the words of every document, and of nothing else.
pub(super) fn words(
    store: &Store,
    documents: &Documents,
    (analyses, derived): (&[Analysis], &Derived),
    report: &mut Report,
) -> Result<()> {
    let check = || -> rusqlite::Result<(u64, Vec<String>)> {
        let mut all = Check::new(&store.conn)?;
        for chunk in analyses.chunks(CHUNK) {
            all.documents(&chunk.iter().flat_map(documents.of_article).collect::<Vec<_>>())?;
        }
        for chunk in (documents.of_stories)(derived, analyses).chunks(CHUNK) {
            all.documents(chunk)?;
        }
        all.rest()?;
        Ok((all.count, all.odd))
    };
    let (count, odd) = check().map_err(|e| store.sql(e))?;
    report.checked.insert("search documents", count);
    for what in odd {
        report.add("DOC-014", format!("the search index {what}"), REPAIR);
    }
    Ok(())
}

struct Check<'a> {
    conn: &'a Connection,
    /// What the index holds, by document.
    held: HashMap<i64, Words>,
    /// The documents that were not asked for yet: kind, id, article.
    left: HashMap<(String, String, String), i64>,
    count: u64,
    odd: Vec<String>,
}

impl<'a> Check<'a> {
    fn new(conn: &'a Connection) -> rusqlite::Result<Check<'a>> {
        conn.execute_batch(SCRATCH)?;
        let left = conn
            .prepare("SELECT kind, ref, article, id FROM main.documents")?
            .query_map([], |r| Ok(((r.get(0)?, r.get(1)?, r.get(2)?), r.get(3)?)))?
            .collect::<rusqlite::Result<_>>()?;
        Ok(Check {
            conn,
            held: read(conn, "temp.held", "main.words_docsize")?,
            left,
            count: 0,
            odd: Vec::new(),
        })
    }

    /// Holds some documents against the index.
    fn documents(&mut self, list: &[Document]) -> rusqlite::Result<()> {
        let mut known: Vec<(i64, &Document)> = Vec::with_capacity(list.len());
        let mut insert = self
            .conn
            .prepare_cached("INSERT INTO temp.again (rowid, title, body, names) VALUES (?1, ?2, ?3, ?4)")?;
        for d in list {
            self.count += 1;
            let key = (d.kind.to_string(), d.id.clone(), d.article.clone());
            match self.left.remove(&key) {
                Some(id) => {
                    insert.execute(params![id, d.title, d.body, d.names])?;
                    known.push((id, d));
                }
                None => self.odd.push(format!("lacks the {} {}", d.kind, d.id)),
            }
        }
        let mut want = read(self.conn, "temp.made", "temp.again_docsize")?;
        for (id, d) in known {
            if self.held.remove(&id).unwrap_or_default() != want.remove(&id).unwrap_or_default() {
                self.odd
                    .push(format!("has other words of the {} {} than it should", d.kind, d.id));
            }
        }
        self.conn
            .execute_batch("INSERT INTO temp.again (again) VALUES ('delete-all')")
    }

    /// What the index holds besides.
    fn rest(&mut self) -> rusqlite::Result<()> {
        let left = self.left.keys();
        self.odd
            .extend(left.map(|(kind, id, _)| format!("has the {kind} {id}, which is not there")));
        let known: HashSet<i64> = self.left.values().copied().collect();
        self.held.retain(|id, _| !known.contains(id));
        let lost = self
            .held
            .keys()
            .map(|id| format!("has words of document {id}, which is not there"));
        self.odd.extend(lost);
        // Ranks are made from the number of all documents.
        let totals: Vec<u8> = self
            .conn
            .query_row("SELECT block FROM main.words_data WHERE id = 1", [], |r| r.get(0))?;
        let documents: i64 = self
            .conn
            .query_row("SELECT count(*) FROM main.words_docsize", [], |r| r.get(0))?;
        if index::varint(&totals) != u64::try_from(documents).ok() {
            self.odd.push("has a wrong number of documents".to_string());
        }
        self.odd.sort();
        Ok(())
    }
}

/// What an index says of its documents: from the view of its words, and from the table of sizes.
fn read(conn: &Connection, words: &str, sizes: &str) -> rusqlite::Result<HashMap<i64, Words>> {
    let mut out: HashMap<i64, Words> = HashMap::new();
    let mut statement = conn.prepare_cached(&format!("SELECT term, doc, col, offset FROM {words}"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let mut hasher = FxHasher::default();
        let (term, column) = (row.get_ref(0)?, row.get_ref(2)?);
        (term.as_bytes()?, column.as_bytes()?, row.get::<_, i64>(3)?).hash(&mut hasher);
        let own = out.entry(row.get(1)?).or_default();
        // The order of the words of a document does not count.
        own.sum = own.sum.wrapping_add(hasher.finish() | 1);
    }
    let mut statement = conn.prepare_cached(&format!("SELECT id, sz FROM {sizes}"))?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        out.entry(row.get(0)?).or_default().sizes = row.get(1)?;
    }
    Ok(out)
}

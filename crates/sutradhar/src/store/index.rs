//! The search tables. Words come here folded and stemmed (`search` does that); this file knows only SQL.

use super::Store;
use super::error::Result;
use rusqlite::{Connection, params};
use std::collections::HashMap;

/// A text to be found, as words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Document {
    /// `story`, `article` or `statement`.
    pub kind: &'static str,
    /// Its id.
    pub id: String,
    /// The article whose words these are; empty for a story.
    pub article: String,
    /// Words of the title, folded and stemmed, parted by blanks.
    pub title: String,
    /// Words of the text.
    pub body: String,
    /// Keys of names.
    pub names: String,
}

/// A document that was found.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// `story`, `article` or `statement`.
    pub kind: String,
    /// Its id.
    pub id: String,
    /// The article whose words these are; empty for a story.
    pub article: String,
    /// The smaller, the better.
    pub rank: f64,
}

pub(super) fn insert(tx: &Connection, d: &Document) -> rusqlite::Result<()> {
    tx.prepare_cached("INSERT INTO documents (kind, ref, article) VALUES (?1, ?2, ?3)")?
        .execute(params![d.kind, d.id, d.article])?;
    tx.prepare_cached("INSERT INTO words (rowid, title, body, names) VALUES (?1, ?2, ?3, ?4)")?
        .execute(params![tx.last_insert_rowid(), d.title, d.body, d.names])?;
    Ok(())
}

/// Removes the documents of an article.
pub(super) fn remove(tx: &Connection, article: &str) -> rusqlite::Result<()> {
    let mut any = tx.prepare_cached("SELECT 1 FROM documents WHERE article = ?1")?;
    if article.is_empty() || !any.exists([article])? {
        return Ok(());
    }
    tx.prepare_cached("DELETE FROM words WHERE rowid IN (SELECT id FROM documents WHERE article = ?1)")?
        .execute([article])?;
    tx.prepare_cached("DELETE FROM documents WHERE article = ?1")?
        .execute([article])?;
    Ok(())
}

/// Removes the document of a story.
pub(super) fn remove_story(tx: &Connection, story: &str) -> rusqlite::Result<()> {
    tx.prepare_cached("DELETE FROM words WHERE rowid IN (SELECT id FROM documents WHERE kind = 'story' AND ref = ?1)")?
        .execute([story])?;
    tx.prepare_cached("DELETE FROM documents WHERE kind = 'story' AND ref = ?1")?
        .execute([story])?;
    Ok(())
}

/// The first number of a blob of FTS5, which are of SQLite's variable length; `None` if it is cut off.
pub(super) fn varint(bytes: &[u8]) -> Option<u64> {
    let mut out = 0u64;
    for (i, byte) in bytes.iter().enumerate().take(9) {
        if i == 8 {
            return Some((out << 8) | u64::from(*byte));
        }
        out = (out << 7) | u64::from(byte & 0x7f);
        if byte & 0x80 == 0 {
            return Some(out);
        }
    }
    None
}

impl Store {
    /// The best documents of one kind for a query in the language of FTS5, with how many there are in all.
    pub fn find(&self, kind: &str, query: &str, limit: usize) -> Result<(Vec<Hit>, u64)> {
        let hits = self.rows_with(
            "SELECT d.kind, d.ref, d.article, bm25(words, 4.0, 1.0, 2.0) AS rank
             FROM words JOIN documents d ON d.id = words.rowid
             WHERE words MATCH ?1 AND d.kind = ?2 ORDER BY rank, d.ref LIMIT ?3",
            params![query, kind, limit as i64],
            |r| {
                Ok(Hit {
                    kind: r.get(0)?,
                    id: r.get(1)?,
                    article: r.get(2)?,
                    rank: r.get(3)?,
                })
            },
        )?;
        let all = self
            .conn
            .query_row(
                "SELECT count(*) FROM words JOIN documents d ON d.id = words.rowid WHERE words MATCH ?1 AND d.kind = ?2",
                params![query, kind],
                |r| r.get::<_, i64>(0),
            )
            .map_err(|e| self.sql(e))?;
        Ok((hits, all as u64))
    }

    /// The best of the documents that came in last, at most `looked_at` of them, with how many those are and whether
    /// they are all: the cost does not grow with the store.
    pub fn find_recent(
        &self,
        kind: &str,
        query: &str,
        limit: usize,
        looked_at: usize,
    ) -> Result<(Vec<Hit>, u64, bool)> {
        let mut hits = self.rows_with(
            "SELECT d.kind, d.ref, d.article, bm25(words, 4.0, 1.0, 2.0)
             FROM words JOIN documents d ON d.id = words.rowid
             WHERE words MATCH ?1 AND d.kind = ?2 ORDER BY words.rowid DESC LIMIT ?3",
            params![query, kind, looked_at as i64 + 1],
            |r| {
                Ok(Hit {
                    kind: r.get(0)?,
                    id: r.get(1)?,
                    article: r.get(2)?,
                    rank: r.get(3)?,
                })
            },
        )?;
        let exact = hits.len() <= looked_at;
        hits.truncate(looked_at);
        let all = hits.len() as u64;
        hits.sort_by(|a, b| a.rank.total_cmp(&b.rank).then_with(|| a.id.cmp(&b.id)));
        hits.truncate(limit);
        Ok((hits, all, exact))
    }

    /// Words of the index, folded and stemmed, that begin so, at most `limit` of them in order of their bytes, each with
    /// how many documents have it.
    pub fn terms_from(&self, prefix: &str, limit: usize) -> Result<Vec<(String, u64)>> {
        // It lies in this connection alone and holds nothing: a view of the index.
        let vocabulary = "CREATE VIRTUAL TABLE IF NOT EXISTS temp.terms USING fts5vocab ('main', 'words', 'col')";
        self.conn.execute_batch(vocabulary).map_err(|e| self.sql(e))?;
        self.rows_with(
            "SELECT term, max(doc) FROM temp.terms WHERE term >= ?1 AND term < ?2 AND col <> 'names'
             GROUP BY term ORDER BY term LIMIT ?3",
            params![prefix, format!("{prefix}\u{10ffff}"), limit as i64],
            |r| Ok((r.get(0)?, r.get::<_, i64>(1)? as u64)),
        )
    }

    /// How many of the articles that a query finds have each value of a column of `facts`: `language` or `outlet`. At
    /// most `counted` articles are looked at; says whether those are all. The most frequent values come first.
    pub fn facet(&self, query: &str, column: &str, counted: usize, limit: usize) -> Result<(Vec<(String, u64)>, bool)> {
        let column = if column == "outlet" { "outlet" } else { "language" };
        let found = self.rows_with(
            "SELECT d.article FROM words JOIN documents d ON d.id = words.rowid
             WHERE words MATCH ?1 AND d.kind = 'article' LIMIT ?2",
            params![query, counted as i64 + 1],
            |r| r.get::<_, String>(0),
        )?;
        let exact = found.len() <= counted;
        let sql = format!("SELECT {column} FROM facts WHERE article = ?1 AND {column} IS NOT NULL");
        let mut counts: HashMap<String, u64> = HashMap::new();
        for article in found.iter().take(counted) {
            for value in self.rows_with(&sql, [article], |r| r.get::<_, String>(0))? {
                *counts.entry(value).or_default() += 1;
            }
        }
        let mut counts: Vec<(String, u64)> = counts.into_iter().collect();
        counts.sort_by(|a, b| b.1.cmp(&a.1).then_with(|| a.0.cmp(&b.0)));
        counts.truncate(limit);
        Ok((counts, exact))
    }
}

//! Lists of stories, a page at a time, and small questions.

use super::Store;
use super::error::Result;
use rusqlite::params_from_iter;
use rusqlite::types::Value;
use sutradhar_engine::model::*;

/// Stories that are counted one by one; of more a list says "at least".
const COUNTED: u64 = 1_000;

/// Which stories a list shows.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct StoryFilter {
    /// ISO day, month or year; stories that ended before are left out.
    pub since: Option<String>,
    /// ISO day, month or year; stories that began after are left out.
    pub until: Option<String>,
    /// Tag; stories with no article in it are left out.
    pub language: Option<String>,
    /// Stories of fewer independent origins are left out.
    pub origins: u64,
    /// Id of an outlet; stories that it does not report are left out.
    pub outlet: Option<String>,
}

/// The place of a story in the list: what comes after it is the next page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoryCursor {
    last: Option<String>,
    origins: u64,
    articles: u64,
    id: String,
}

impl StoryCursor {
    /// As text without signs that an address would escape.
    pub fn encoded(&self) -> String {
        let last = self.last.as_deref().unwrap_or("-");
        let plain = format!("{last}.{}.{}.{}", self.origins, self.articles, self.id);
        plain.bytes().map(|b| format!("{b:02x}")).collect()
    }

    /// From its text; `None` if it is none.
    pub fn decoded(text: &str) -> Option<StoryCursor> {
        if text.len() > 400 || !text.is_ascii() || !text.len().is_multiple_of(2) {
            return None;
        }
        let bytes: Option<Vec<u8>> = (0..text.len() / 2)
            .map(|i| u8::from_str_radix(text.get(2 * i..2 * i + 2)?, 16).ok())
            .collect();
        let plain = String::from_utf8(bytes?).ok()?;
        let mut parts = plain.splitn(4, '.');
        let last = parts.next().map(|l| (l != "-").then(|| l.to_string()))?;
        Some(StoryCursor {
            last,
            origins: parts.next()?.parse().ok()?,
            articles: parts.next()?.parse().ok()?,
            id: parts.next()?.to_string(),
        })
    }
}

impl StoryFilter {
    /// The condition on rows of `events` and its parameters.
    fn sql(&self) -> (String, Vec<Value>) {
        let mut parts = vec!["true"];
        let mut values: Vec<Value> = Vec::new();
        if let Some(since) = &self.since {
            parts.push("last >= ?");
            values.push(since.clone().into());
        }
        if let Some(until) = &self.until {
            // A day is compared with a month or a year by the letters that both have.
            parts.push("first <= ?");
            values.push(format!("{until}~").into());
        }
        if let Some(language) = &self.language {
            parts.push("instr(languages, ?) > 0");
            values.push(format!(" {} ", language.to_lowercase()).into());
        }
        if self.origins > 1 {
            parts.push("origins >= ?");
            values.push((self.origins.min(1 << 32) as i64).into());
        }
        if let Some(outlet) = &self.outlet {
            parts.push(
                "id IN (SELECT e.event FROM facts f JOIN event_articles e ON e.article = f.article WHERE f.outlet_id = ?)",
            );
            values.push(outlet.clone().into());
        }
        (parts.join(" AND "), values)
    }
}

impl Store {
    /// Whether a unit is in the store, by its key.
    pub fn has_page(&self, key: &[u8; 32]) -> Result<bool> {
        let found: Vec<i64> = self.rows_with("SELECT 1 FROM pages WHERE key = ?1", [&key[..]], |r| r.get(0))?;
        Ok(!found.is_empty())
    }

    /// Whether an article left the store by a decision that is in force.
    pub fn was_removed(&self, article: &str) -> Result<bool> {
        let removed = |d: &super::Decision| match &d.ruling {
            super::Ruling::Remove { articles, .. } => !d.undone && articles.iter().any(|a| a == article),
            _ => false,
        };
        Ok(self.decisions()?.iter().any(removed))
    }

    /// The ids of stories, newest first: `limit` of them after a cursor, and the cursor of the next page.
    pub fn story_ids(
        &self,
        filter: &StoryFilter,
        after: Option<&StoryCursor>,
        limit: usize,
    ) -> Result<(Vec<EventId>, Option<StoryCursor>)> {
        let (mut condition, mut values) = filter.sql();
        if let Some(c) = after {
            let same = match &c.last {
                Some(last) => {
                    values.extend([last.clone().into(), last.clone().into()]);
                    "(last < ? OR last IS NULL OR (last = ? AND "
                }
                None => "(false OR (last IS NULL AND ",
            };
            let (origins, articles) = (c.origins as i64, c.articles as i64);
            values.extend([origins, origins, articles, articles].map(Value::from));
            values.push(c.id.clone().into());
            condition.push_str(&format!(
                " AND {same}(origins < ? OR (origins = ? AND (articles < ? OR (articles = ? AND id > ?))))))"
            ));
        }
        values.push(Value::from(limit as i64 + 1));
        let query = format!(
            "SELECT id, last, origins, articles FROM events WHERE {condition}
             ORDER BY last DESC, origins DESC, articles DESC, id LIMIT ?"
        );
        let mut rows = self.rows_with(&query, params_from_iter(values), |r| {
            Ok(StoryCursor {
                id: r.get(0)?,
                last: r.get(1)?,
                origins: r.get::<_, i64>(2)? as u64,
                articles: r.get::<_, i64>(3)? as u64,
            })
        })?;
        let more = rows.len() > limit;
        rows.truncate(limit);
        let next = rows.last().filter(|_| more).cloned();
        Ok((rows.into_iter().map(|r| EventId(r.id)).collect(), next))
    }

    /// Names what the page of a story is made from; `None` if there is no such story.
    pub fn story_fingerprint(&self, id: &str) -> Result<Option<String>> {
        let found = self.rows_with(
            "SELECT hex(grouped) || hex(made) || hex(told) FROM events WHERE id = ?1",
            [id],
            |r| r.get(0),
        );
        Ok(found?.pop())
    }

    /// How many stories fit, counted up to a limit, and whether that is all.
    pub fn count_stories(&self, filter: &StoryFilter) -> Result<(u64, bool)> {
        let (condition, mut values) = filter.sql();
        values.push(Value::from(COUNTED as i64 + 1));
        let query = format!("SELECT count(*) FROM (SELECT 1 FROM events WHERE {condition} LIMIT ?)");
        let found = self.rows_with(&query, params_from_iter(values), |r| r.get::<_, i64>(0))?;
        let n = found.first().copied().unwrap_or(0) as u64;
        Ok((n.min(COUNTED), n <= COUNTED))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_cursor_is_read_as_it_was_written() {
        for last in [None, Some("2025-07-25".to_string())] {
            let cursor = StoryCursor {
                last,
                origins: 5,
                articles: 8,
                id: "e89ebf8c3607df38e".into(),
            };
            assert_eq!(StoryCursor::decoded(&cursor.encoded()), Some(cursor));
        }
        for bad in ["", "0", "zz", "क", "2d2e2d", &"00".repeat(300)] {
            assert_eq!(StoryCursor::decoded(bad), None, "{bad}");
        }
    }
}

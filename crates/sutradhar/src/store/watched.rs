//! How a watch does, in numbers: for its page and for whoever watches it.

use super::error::{Result, StoreError};
use super::{Change, ChangeKind, FeedRow, FeedState, FetchCount, Store};
use rusqlite::{Transaction, params};

/// Items whose times are looked at for the numbers of a day.
const LOOKED_AT: i64 = 20_000;

/// Kinds of what is counted in `fetches` beside questions by their answer: questions by host, rounds of deriving.
pub const HOST: &str = "host";
const ROUND: &str = "round";

/// How a watch does.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct WatchFigures {
    /// Feeds by state.
    pub feeds: Vec<(String, u64)>,
    /// Feeds that could not be read when they were last looked at.
    pub failing: u64,
    /// Items by state.
    pub items: Vec<(String, u64)>,
    /// Items that were found since the time that was asked for.
    pub found: u64,
    /// Pages that were stored since then.
    pub stored: u64,
    /// Pages that no story shows yet.
    pub untold: u64,
    /// Milliseconds from an item's own date to its page in the store, of those since then that have a date; sorted.
    pub until_stored: Vec<i64>,
    /// Milliseconds from the page in the store to the stories, of those since then; sorted.
    pub until_told: Vec<i64>,
    /// What was fetched, ever.
    pub fetches: Vec<FetchCount>,
    /// The hosts that took longest of late: questions and milliseconds.
    pub slowest: Vec<(String, i64, i64)>,
    /// Rounds of deriving, and milliseconds that they took.
    pub derived: (i64, i64),
    /// When a watch last heard from a feed.
    pub last_look: Option<i64>,
}

/// When an item of a feed was found, was stored, and was in a story. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct WatchedItem {
    /// Address of its page.
    pub url: Option<String>,
    /// How often its page could not be had.
    pub tries: i64,
    /// When it was found in its feed.
    pub seen: i64,
    /// When its page was safe.
    pub stored: Option<i64>,
    /// When stories showed it.
    pub told: Option<i64>,
}

impl Store {
    /// All items that were ever found in feeds.
    pub fn watched_items(&self) -> Result<Vec<WatchedItem>> {
        self.rows("SELECT url, tries, seen, stored, told FROM items ORDER BY key", |r| {
            Ok(WatchedItem {
                url: r.get(0)?,
                tries: r.get(1)?,
                seen: r.get(2)?,
                stored: r.get(3)?,
                told: r.get(4)?,
            })
        })
    }

    /// How a watch does; numbers of lately are those since `since`, in milliseconds since 1970.
    pub fn watch_figures(&self, since: i64) -> Result<WatchFigures> {
        let pair = |r: &rusqlite::Row<'_>| Ok((r.get(0)?, r.get::<_, i64>(1)? as u64));
        let count = |sql: &str, args: &[i64]| -> Result<u64> {
            let rows = self.rows_with(sql, rusqlite::params_from_iter(args), |r| r.get::<_, i64>(0))?;
            Ok(rows.first().map_or(0, |n| *n as u64))
        };
        let lags = |sql: &str| -> Result<Vec<i64>> {
            let mut list = self.rows_with(sql, [since, LOOKED_AT], |r| r.get::<_, i64>(0))?;
            list.sort_unstable();
            Ok(list)
        };
        Ok(WatchFigures {
            feeds: self.rows("SELECT state, count(*) FROM feeds GROUP BY state ORDER BY state", pair)?,
            failing: count("SELECT count(*) FROM feeds WHERE last_error IS NOT NULL", &[])?,
            items: self.rows("SELECT state, count(*) FROM items GROUP BY state ORDER BY state", pair)?,
            found: count("SELECT count(*) FROM items WHERE seen >= ?1", &[since])?,
            stored: count("SELECT count(*) FROM items WHERE stored >= ?1", &[since])?,
            untold: count(
                "SELECT count(*) FROM items WHERE stored IS NOT NULL AND told IS NULL",
                &[],
            )?,
            until_stored: lags(
                "SELECT stored - published FROM items WHERE told >= ?1 AND published >= ?1 AND stored >= published
                 ORDER BY told DESC LIMIT ?2",
            )?,
            until_told: lags("SELECT told - stored FROM items WHERE told >= ?1 ORDER BY told DESC LIMIT ?2")?,
            fetches: self.rows_with(
                "SELECT kind, code, n, ms FROM fetches WHERE kind NOT IN (?1, ?2) ORDER BY kind, code",
                [HOST, ROUND],
                |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?)),
            )?,
            slowest: self.rows_with(
                "SELECT code, n, ms FROM fetches WHERE kind = ?1 AND n >= 3 ORDER BY ms / n DESC, code LIMIT 10",
                [HOST],
                |r| Ok((r.get(0)?, r.get(1)?, r.get(2)?)),
            )?,
            derived: {
                let rows = self.rows_with("SELECT n, ms FROM fetches WHERE kind = ?1", [ROUND], |r| {
                    Ok((r.get(0)?, r.get(1)?))
                })?;
                rows.first().copied().unwrap_or_default()
            },
            last_look: self
                .rows("SELECT max(last_at) FROM feeds", |r| r.get(0))?
                .into_iter()
                .next()
                .flatten(),
        })
    }

    /// Milliseconds for which a watch that runs has not heard from any feed though one is due; `None` if none runs, or
    /// nothing is due for as long as that.
    pub fn watch_is_silent(&self, now: i64, after: i64) -> Result<Option<i64>> {
        if !super::WatchLock::is_held(&self.dir) {
            return Ok(None);
        }
        let rows = self.rows(
            "SELECT max(coalesce(last_at, added)), min(next_at) FROM feeds WHERE state IN ('active', 'asleep')",
            |r| Ok((r.get::<_, Option<i64>>(0)?, r.get::<_, Option<i64>>(1)?)),
        )?;
        let since = match rows.first() {
            Some((Some(heard), Some(due))) => now - heard.max(due),
            _ => 0,
        };
        Ok(Some(since).filter(|since| *since > after))
    }

    /// Notes that the stories show everything that is stored, and how long it took to bring them there.
    pub fn all_told(&mut self, now: i64, took: i64) -> Result<()> {
        let file = self.file.clone();
        self.in_transaction(|tx| {
            count(tx, ROUND, "", 1, took)?;
            tx.execute(
                "UPDATE items SET told = max(?1, stored) WHERE stored IS NOT NULL AND told IS NULL",
                [now],
            )
        })
        .map(drop)
        .map_err(|e| StoreError::sql(&file, e))
    }
}

/// Adds to what is counted. Of hosts old numbers fade, so that the slow ones are those that are slow now.
pub(super) fn count(tx: &Transaction<'_>, kind: &str, code: &str, n: i64, ms: i64) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO fetches (kind, code, n, ms) VALUES (?1, ?2, ?3, ?4)
         ON CONFLICT (kind, code) DO UPDATE SET
         n = CASE WHEN kind = ?5 AND n >= 100 THEN n / 2 ELSE n END + ?3,
         ms = CASE WHEN kind = ?5 AND n >= 100 THEN ms / 2 ELSE ms END + ?4",
    )?
    .execute(params![kind, code, n, ms, HOST])
    .map(drop)
}

/// Tells in the journal that a feed falls asleep.
pub(super) fn tell_asleep(tx: &Transaction<'_>, feed: &FeedRow, now: i64) -> rusqlite::Result<()> {
    if feed.state != FeedState::Asleep {
        return Ok(());
    }
    let awake = tx
        .prepare_cached("SELECT 1 FROM feeds WHERE id = ?1 AND edits = ?2 AND state <> 'asleep'")?
        .exists(params![feed.id, feed.edits])?;
    if !awake {
        return Ok(());
    }
    let second = jiff::Timestamp::from_second(now.div_euclid(1000));
    let mut line = Change::new(
        ChangeKind::FeedAsleep,
        &second.map_or_else(|_| String::new(), |t| t.to_string()),
    );
    let host = feed.typed.url.split('/').nth(2).unwrap_or("");
    let name = feed.typed.name.as_deref().or(feed.title.as_deref());
    // Of an address only the host: others read the journal too.
    line.body.text = name.unwrap_or(host).to_string();
    super::changes::put(tx, &[line])
}

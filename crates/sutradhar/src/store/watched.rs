//! How a watch does, in numbers: for its page and for whoever watches it.

use super::error::Result;
use super::{Change, ChangeKind, FeedRow, FeedState, FetchCount, Store};
use rusqlite::{Transaction, params};

/// Items whose times are looked at for the numbers of a day.
const LOOKED_AT: i64 = 20_000;

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
    /// When a watch last heard from a feed.
    pub last_look: Option<i64>,
}

impl Store {
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
            fetches: self.rows("SELECT kind, code, n, ms FROM fetches ORDER BY kind, code", |r| {
                Ok((r.get(0)?, r.get(1)?, r.get(2)?, r.get(3)?))
            })?,
            last_look: self
                .rows("SELECT max(last_at) FROM feeds", |r| r.get(0))?
                .into_iter()
                .next()
                .flatten(),
        })
    }
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

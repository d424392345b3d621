//! Feeds that are watched, and what was found in them: the state of work of `watch`, kept from one run to the next.
//!
//! Whatever a watch learned goes in with one [`WatchBatch`] in one transaction: the raw page of an item and the word
//! that it is stored, what a feed said and the items that it named. A process that is killed has lost nothing but what it
//! had in flight.

use super::blob::checksum_of;
use super::error::{Result, StoreError};
use super::pages::store_units;
use super::{Given, Incoming, RobotsRow, Store, Stored, given};
use rusqlite::{OptionalExtension, Row, Transaction, params};

/// How it stands with a feed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum FeedState {
    /// It is looked at.
    Active,
    /// Somebody said that it should not be looked at for now.
    Paused,
    /// It failed for so long that it is looked at once a week only.
    Asleep,
    /// Its server says that it is gone for good.
    Gone,
}

impl FeedState {
    /// All of them.
    pub const ALL: [FeedState; 4] = [FeedState::Active, FeedState::Paused, FeedState::Asleep, FeedState::Gone];

    /// The word kept in the store.
    pub fn name(self) -> &'static str {
        match self {
            FeedState::Active => "active",
            FeedState::Paused => "paused",
            FeedState::Asleep => "asleep",
            FeedState::Gone => "gone",
        }
    }

    /// The state of a word.
    pub fn from_name(name: &str) -> Option<FeedState> {
        FeedState::ALL.into_iter().find(|s| s.name() == name)
    }
}

/// What a person says of a feed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedTyped {
    /// Its address.
    pub url: String,
    /// Who publishes it, if that was typed.
    pub name: Option<String>,
    /// In which language, if that was typed.
    pub lang: Option<String>,
    /// Whether the pages behind its items are fetched; else what the feed itself says is taken.
    pub whole: bool,
    /// Milliseconds between two looks, if that was typed.
    pub every: Option<i64>,
}

/// A feed, with how it went so far. Times are milliseconds since 1970.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FeedRow {
    /// Its number.
    pub id: i64,
    /// What was typed.
    pub typed: FeedTyped,
    /// When it was added.
    pub added: i64,
    /// How often a person changed it.
    pub edits: i64,
    /// How it stands.
    pub state: FeedState,
    /// What it calls itself.
    pub title: Option<String>,
    /// Mark of the version that was read last, as its server gave it.
    pub etag: Option<String>,
    /// Time of the version that was read last, as its server gave it.
    pub modified: Option<String>,
    /// Digest of the last body.
    pub digest: Option<Vec<u8>>,
    /// When to look next.
    pub next_at: i64,
    /// Failures in a row.
    pub failures: i64,
    /// Since when it fails.
    pub failing_since: Option<i64>,
    /// When it was looked at last.
    pub last_at: Option<i64>,
    /// When that went well last.
    pub last_ok: Option<i64>,
    /// What went wrong last; `None` if nothing does now.
    pub last_error: Option<String>,
    /// Milliseconds between two looks, as learned.
    pub gap: Option<i64>,
    /// Where its server says that it lives now.
    pub moved_to: Option<String>,
    /// How often in a row it said so.
    pub moved_seen: i64,
}

/// Names an item, or an address.
pub type ItemKey = [u8; 16];

/// An item of a feed that is not dealt with yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ItemRow {
    /// Names it.
    pub key: ItemKey,
    /// Number of its feed.
    pub feed: i64,
    /// Address of its page.
    pub url: Option<String>,
    /// Names that address.
    pub place: ItemKey,
    /// How often its page was asked for.
    pub tries: i64,
    /// When to ask next.
    pub next_at: i64,
    /// When it was found.
    pub seen: i64,
    /// When it was published, as the feed says.
    pub published: Option<i64>,
    /// What the feed says of it, as a record.
    pub record: String,
    /// How often its feed said something else of it after its page was stored; each time the page is fetched again.
    pub again: i64,
}

/// What the store knows of an item that a feed names. The digest lies in `items.record`, where the feed's own words lay
/// while the item was new.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct ItemKnown {
    /// When it was found before, if it was.
    pub seen: Option<i64>,
    /// Digest of what its feed said of it and how often that changed, if its page is stored.
    pub said: Option<(String, i64)>,
    /// Whether another item has its address.
    pub taken: bool,
}

/// What became of an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ItemEnd {
    /// It is in the store.
    Stored,
    /// Another item has the same address.
    Same,
    /// It is no page that can be read, or may not be fetched, and the feed says nothing of it.
    Skipped,
    /// Its page could not be fetched.
    Failed,
}

impl ItemEnd {
    /// The word kept in the store.
    pub fn name(self) -> &'static str {
        match self {
            ItemEnd::Stored => "stored",
            ItemEnd::Same => "same",
            ItemEnd::Skipped => "skipped",
            ItemEnd::Failed => "failed",
        }
    }
}

/// An item that is dealt with.
#[derive(Debug, Clone)]
pub struct Settled {
    /// Names the item.
    pub key: ItemKey,
    /// What became of it.
    pub end: ItemEnd,
    /// Why, unless its page is in the store.
    pub why: Option<String>,
    /// Digest of what its feed said of it, and how often that changed.
    pub said: Option<(String, i64)>,
}

/// How often something was fetched, and how long it took: kind, code, number, milliseconds.
pub type FetchCount = (String, String, i64, i64);

/// What a watch learned since it last wrote.
#[derive(Debug, Default)]
pub struct WatchBatch {
    /// Feeds as they stand now.
    pub feeds: Vec<FeedRow>,
    /// Items that were not known, or are to be tried again.
    pub items: Vec<ItemRow>,
    /// Items that are dealt with.
    pub settled: Vec<Settled>,
    /// Pages of such items: the unit, what was typed of its feed, its item.
    pub pages: Vec<(Incoming, Given, ItemKey)>,
    /// What sites said of robots.
    pub robots: Vec<RobotsRow>,
    /// What was fetched.
    pub fetches: Vec<FetchCount>,
}

impl WatchBatch {
    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.feeds.is_empty()
            && self.items.is_empty()
            && self.settled.is_empty()
            && self.pages.is_empty()
            && self.robots.is_empty()
            && self.fetches.is_empty()
    }
}

const FEED: &str = "SELECT id, url, name, lang, whole, every, added, seal, edits, state, title, etag, modified, digest, \
                    next_at, failures, failing_since, last_at, last_ok, last_error, gap, moved_to, moved_seen FROM feeds";

impl Store {
    /// All feeds, by number.
    ///
    /// # Errors
    /// What was typed of one is not what was stored.
    pub fn feeds(&self) -> Result<Vec<FeedRow>> {
        let rows = self.rows(&format!("{FEED} ORDER BY id"), feed_row)?;
        rows.into_iter().map(|row| self.whole_feed(row)).collect()
    }

    /// One feed.
    ///
    /// # Errors
    /// What was typed of it is not what was stored.
    pub fn feed(&self, id: i64) -> Result<Option<FeedRow>> {
        let rows = self.rows_with(&format!("{FEED} WHERE id = ?1"), [id], feed_row)?;
        rows.into_iter().next().map(|row| self.whole_feed(row)).transpose()
    }

    fn whole_feed(&self, row: std::result::Result<FeedRow, String>) -> Result<FeedRow> {
        row.map_err(|why| StoreError::Damaged {
            path: self.file.clone(),
            why,
        })
    }

    /// What is wrong with what was typed of feeds, and how many feeds there are.
    pub(super) fn bad_feeds(&self) -> Result<(Vec<String>, u64)> {
        let rows = self.rows(FEED, feed_row)?;
        let all = rows.len() as u64;
        Ok((rows.into_iter().filter_map(|row| row.err()).collect(), all))
    }

    /// Adds a feed that is looked at from `now` on. Gives its number and whether it is new.
    pub fn add_feed(&mut self, typed: &FeedTyped, title: Option<&str>, now: i64) -> Result<(i64, bool)> {
        let file = self.file.clone();
        self.in_transaction(|tx| {
            let known = "SELECT id FROM feeds WHERE url = ?1";
            if let Some(id) = tx.query_row(known, [&typed.url], |r| r.get(0)).optional()? {
                return Ok((id, false));
            }
            tx.execute(
                "INSERT INTO feeds (url, name, lang, whole, every, added, seal, edits, state, title, next_at, failures,
                                    moved_seen)
                 VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, 0, 'active', ?8, ?6, 0, 0)",
                params![
                    typed.url,
                    typed.name,
                    typed.lang,
                    typed.whole,
                    typed.every,
                    now,
                    seal(typed),
                    title
                ],
            )?;
            Ok((tx.last_insert_rowid(), true))
        })
        .map_err(|e| StoreError::sql(&file, e))
    }

    /// Takes a feed out; what came from it stays. Gives whether it was there.
    pub fn remove_feed(&mut self, id: i64) -> Result<bool> {
        let file = self.file.clone();
        self.in_transaction(|tx| {
            tx.execute(
                "DELETE FROM items WHERE feed = ?1 AND state = 'new' AND stored IS NULL",
                [id],
            )?;
            tx.execute(
                "UPDATE items SET state = 'stored', why = NULL, record = NULL WHERE feed = ?1 AND state = 'new'",
                [id],
            )?;
            Ok(tx.execute("DELETE FROM feeds WHERE id = ?1", [id])? > 0)
        })
        .map_err(|e| StoreError::sql(&file, e))
    }

    /// Lets a feed rest, or looks at it again from `now` on; failures are forgotten. Gives whether it was there.
    pub fn set_feed_state(&mut self, id: i64, state: FeedState, now: i64) -> Result<bool> {
        let file = self.file.clone();
        self.in_transaction(|tx| {
            let changed = tx.execute(
                "UPDATE feeds SET state = ?2, next_at = ?3, failures = 0, failing_since = NULL, edits = edits + 1
                 WHERE id = ?1",
                params![id, state.name(), now],
            )?;
            Ok(changed > 0)
        })
        .map_err(|e| StoreError::sql(&file, e))
    }

    /// Gives a feed another address, and looks at it from `now` on.
    pub fn move_feed(&mut self, id: i64, url: &str, now: i64) -> Result<bool> {
        let Some(mut row) = self.feed(id)? else {
            return Ok(false);
        };
        row.typed.url = url.to_string();
        let file = self.file.clone();
        self.in_transaction(|tx| {
            tx.execute(
                "UPDATE feeds SET next_at = ?2, state = 'active', failures = 0, failing_since = NULL, moved_to = NULL,
                 moved_seen = 0, edits = edits + 1 WHERE id = ?1",
                params![id, now],
            )?;
            readdress(tx, &row)
        })
        .map(|()| true)
        .map_err(|e| StoreError::sql(&file, e))
    }

    /// Items that are not dealt with, soonest first.
    pub fn new_items(&self) -> Result<Vec<ItemRow>> {
        self.rows(
            "SELECT key, feed, url, place, tries, next_at, seen, published, record, why FROM items WHERE state = 'new'
             ORDER BY next_at, seen, key",
            |r| {
                Ok(ItemRow {
                    key: r.get(0)?,
                    feed: r.get(1)?,
                    url: r.get(2)?,
                    place: r.get(3)?,
                    tries: r.get(4)?,
                    next_at: r.get(5)?,
                    seen: r.get(6)?,
                    published: r.get(7)?,
                    record: r.get::<_, Option<String>>(8)?.unwrap_or_default(),
                    again: r.get::<_, Option<String>>(9)?.map_or(0, |why| again(&why)),
                })
            },
        )
    }

    /// What is known of an item, and whether another one has its address.
    pub fn item_known(&self, key: &ItemKey, place: &ItemKey) -> Result<ItemKnown> {
        let own = self.rows_with(
            "SELECT seen, CASE state WHEN 'stored' THEN record END FROM items WHERE key = ?1",
            [&key[..]],
            |r| Ok((r.get::<_, i64>(0)?, r.get::<_, Option<String>>(1)?)),
        )?;
        let mut taken = self
            .conn
            .prepare_cached("SELECT 1 FROM items WHERE place = ?1")
            .map_err(|e| self.sql(e))?;
        let own = own.into_iter().next();
        Ok(ItemKnown {
            seen: own.as_ref().map(|(seen, _)| *seen),
            said: own.and_then(|(_, said)| {
                let (digest, times) = said.as_deref()?.split_once(' ')?;
                Some((digest.to_string(), times.parse().ok()?))
            }),
            taken: taken.exists([&place[..]]).map_err(|e| self.sql(e))?,
        })
    }

    /// Writes what a watch learned, in one transaction; when this returns it is safe. `now` is when.
    pub fn keep_watched(&mut self, batch: &WatchBatch, now: i64) -> Result<Stored> {
        let file = self.file.clone();
        self.in_transaction(|tx| {
            let mut stored = Stored::default();
            for feed in &batch.feeds {
                super::watched::tell_asleep(tx, feed, now)?;
                update(tx, feed)?;
            }
            for item in &batch.items {
                put_item(tx, item)?;
            }
            for (page, typed, item) in &batch.pages {
                if !typed.is_empty() {
                    given::put(tx, &[page.key], typed)?;
                }
                let one = store_units(tx, std::slice::from_ref(page))?;
                stored.new += one.new;
                stored.known += one.known;
                // What was known already the stories show already. The times stay those of the first page.
                tx.prepare_cached(
                    "UPDATE items SET page = ?2, stored = coalesce(stored, ?3),
                     told = CASE WHEN stored IS NOT NULL THEN told WHEN ?4 = 0 THEN ?3 END WHERE key = ?1",
                )?
                .execute(params![&item[..], &page.key[..], now, one.new as i64])?;
            }
            for done in &batch.settled {
                let said = done.said.as_ref().map(|(digest, times)| format!("{digest} {times}"));
                tx.prepare_cached("UPDATE items SET state = ?2, why = ?3, record = ?4 WHERE key = ?1")?
                    .execute(params![&done.key[..], done.end.name(), done.why, said])?;
            }
            batch.robots.iter().try_for_each(|row| super::robots::put(tx, row))?;
            for (kind, code, n, ms) in &batch.fetches {
                super::watched::count(tx, kind, code, *n, *ms)?;
            }
            Ok(stored)
        })
        .map_err(|e| StoreError::sql(&file, e))
    }
}

/// How often the feed said something else, by the reason for which an item is fetched again.
fn again(why: &str) -> i64 {
    why.strip_prefix("changed ").and_then(|n| n.parse().ok()).unwrap_or(0)
}

/// Writes how a feed stands, unless a person changed it meanwhile.
fn update(tx: &Transaction<'_>, feed: &FeedRow) -> rusqlite::Result<()> {
    let changed = tx
        .prepare_cached(
            "UPDATE feeds SET state = ?3, title = ?4, etag = ?5, modified = ?6, digest = ?7, next_at = ?8, failures = ?9,
             failing_since = ?10, last_at = ?11, last_ok = ?12, last_error = ?13, gap = ?14, moved_to = ?15,
             moved_seen = ?16 WHERE id = ?1 AND edits = ?2",
        )?
        .execute(params![
            feed.id,
            feed.edits,
            feed.state.name(),
            feed.title,
            feed.etag,
            feed.modified,
            feed.digest,
            feed.next_at,
            feed.failures,
            feed.failing_since,
            feed.last_at,
            feed.last_ok,
            feed.last_error,
            feed.gap,
            feed.moved_to,
            feed.moved_seen
        ])?;
    if changed > 0 {
        readdress(tx, feed)?;
    }
    Ok(())
}

/// Writes the address of a feed, unless another feed has it.
fn readdress(tx: &Transaction<'_>, feed: &FeedRow) -> rusqlite::Result<()> {
    tx.prepare_cached("UPDATE OR IGNORE feeds SET url = ?2, seal = ?3 WHERE id = ?1 AND url <> ?2")?
        .execute(params![feed.id, feed.typed.url, seal(&feed.typed)])
        .map(drop)
}

fn put_item(tx: &Transaction<'_>, item: &ItemRow) -> rusqlite::Result<()> {
    tx.prepare_cached(
        "INSERT INTO items (key, feed, url, place, state, tries, next_at, seen, published, record, why)
         VALUES (?1, ?2, ?3, ?4, 'new', ?5, ?6, ?7, ?8, ?9, ?10)
         ON CONFLICT (key) DO UPDATE SET state = 'new', tries = ?5, next_at = ?6, record = ?9, why = ?10
         WHERE state = 'new' OR ?10 IS NOT NULL",
    )?
    .execute(params![
        &item.key[..],
        item.feed,
        item.url,
        &item.place[..],
        item.tries,
        item.next_at,
        item.seen,
        item.published,
        item.record,
        (item.again > 0).then(|| format!("changed {}", item.again))
    ])
    .map(drop)
}

fn feed_row(r: &Row<'_>) -> rusqlite::Result<std::result::Result<FeedRow, String>> {
    let id: i64 = r.get(0)?;
    let typed = FeedTyped {
        url: r.get(1)?,
        name: r.get(2)?,
        lang: r.get(3)?,
        whole: r.get(4)?,
        every: r.get(5)?,
    };
    let sealed: Vec<u8> = r.get(7)?;
    let state: String = r.get(9)?;
    let Some(state) = FeedState::from_name(&state).filter(|_| sealed == seal(&typed)) else {
        return Ok(Err(format!("what is kept of feed {id} is not what was stored")));
    };
    Ok(Ok(FeedRow {
        id,
        typed,
        added: r.get(6)?,
        edits: r.get(8)?,
        state,
        title: r.get(10)?,
        etag: r.get(11)?,
        modified: r.get(12)?,
        digest: r.get(13)?,
        next_at: r.get(14)?,
        failures: r.get(15)?,
        failing_since: r.get(16)?,
        last_at: r.get(17)?,
        last_ok: r.get(18)?,
        last_error: r.get(19)?,
        gap: r.get(20)?,
        moved_to: r.get(21)?,
        moved_seen: r.get(22)?,
    }))
}

/// The checksum of what was typed.
fn seal(typed: &FeedTyped) -> Vec<u8> {
    let shown = |value: Option<&str>| value.map_or("-".to_string(), |v| format!("+{v}"));
    let every = typed.every.map(|e| e.to_string());
    checksum_of(&[
        typed.url.as_bytes(),
        shown(typed.name.as_deref()).as_bytes(),
        shown(typed.lang.as_deref()).as_bytes(),
        &[u8::from(typed.whole)],
        shown(every.as_deref()).as_bytes(),
    ])
    .to_vec()
}

/// Copies feeds and what was found in them into a new file; gives what could not be read.
pub(super) fn copy(old: &Store, to: &Transaction<'_>) -> Result<Vec<String>> {
    let mut lost = Vec::new();
    let file = old.file.display().to_string();
    for (table, columns) in [
        (
            "feeds",
            "id, url, name, lang, whole, every, added, seal, edits, state, title, etag, modified, digest, next_at, failures, \
             failing_since, last_at, last_ok, last_error, gap, moved_to, moved_seen",
        ),
        (
            "items",
            "key, feed, url, place, state, tries, next_at, seen, published, stored, told, page, why, record",
        ),
        ("robots", "origin, at, status, body, known"),
        ("fetches", "kind, code, n, ms"),
    ] {
        let count = columns.split(',').count();
        let marks: Vec<String> = (1..=count).map(|n| format!("?{n}")).collect();
        let insert = format!(
            "INSERT OR IGNORE INTO {table} ({columns}) VALUES ({})",
            marks.join(", ")
        );
        let copy = || -> rusqlite::Result<()> {
            let mut read = old.conn.prepare(&format!("SELECT {columns} FROM {table}"))?;
            let mut put = to.prepare(&insert)?;
            let mut rows = read.query([])?;
            while let Some(row) = rows.next()? {
                let values = (0..count).map(|i| row.get::<_, rusqlite::types::Value>(i));
                let values = values.collect::<rusqlite::Result<Vec<_>>>()?;
                put.execute(rusqlite::params_from_iter(values))?;
            }
            Ok(())
        };
        if let Err(e) = copy() {
            lost.push(format!("{file}: not all of the table {table} can be read: {e}"));
        }
    }
    // A feed whose address is damaged must not be asked for.
    for (id, row) in old
        .rows(FEED, |r| Ok((r.get::<_, i64>(0)?, feed_row(r)?)))
        .unwrap_or_default()
    {
        if let Err(why) = row {
            lost.push(why);
            to.execute("DELETE FROM feeds WHERE id = ?1", [id])
                .map_err(|e| old.sql(e))?;
        }
    }
    Ok(lost)
}

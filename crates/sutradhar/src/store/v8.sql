-- Store format 8: feeds that are watched and what was found in them. This is the state of work: kept, copied by a
-- repair, and no part of the records. Times are milliseconds since 1970, UTC.
CREATE TABLE feeds (
    id            INTEGER PRIMARY KEY AUTOINCREMENT,
    url           TEXT NOT NULL UNIQUE,
    name          TEXT,                     -- as typed: who publishes it
    lang          TEXT,                     -- as typed
    whole         INTEGER NOT NULL,         -- 1: the pages behind the items; 0: what the feed itself says
    every         INTEGER,                  -- as typed: milliseconds between two looks
    added         INTEGER NOT NULL,
    seal          BLOB NOT NULL,            -- checksum of what was typed
    edits         INTEGER NOT NULL,         -- how often a person changed it: a watch takes the row anew then
    state         TEXT NOT NULL,            -- active, paused, asleep, gone
    title         TEXT,                     -- as the feed says
    etag          TEXT,
    modified      TEXT,
    digest        BLOB,                     -- of the last body
    next_at       INTEGER NOT NULL,
    failures      INTEGER NOT NULL,
    failing_since INTEGER,
    last_at       INTEGER,
    last_ok       INTEGER,
    last_error    TEXT,
    gap           INTEGER,                  -- milliseconds between two looks, as learned
    moved_to      TEXT,
    moved_seen    INTEGER NOT NULL
) STRICT;

CREATE TABLE items (
    key       BLOB PRIMARY KEY,             -- of the feed and the name that it gives the item
    feed      INTEGER NOT NULL,
    url       TEXT,
    place     BLOB NOT NULL,                -- of the address without what only counts readers
    state     TEXT NOT NULL,                -- new, stored, same, skipped, failed
    tries     INTEGER NOT NULL,
    next_at   INTEGER NOT NULL,
    seen      INTEGER NOT NULL,             -- when it was found in the feed
    published INTEGER,                      -- as the feed says
    stored    INTEGER,                      -- when its page was safe in the store
    told      INTEGER,                      -- when the stories showed it
    page      BLOB,                         -- key of the raw page
    why       TEXT,
    record    TEXT                          -- what the feed says of it, while it is new
) STRICT, WITHOUT ROWID;
CREATE INDEX items_place ON items (place);
CREATE INDEX items_feed ON items (feed, state);
CREATE INDEX items_new ON items (next_at) WHERE state = 'new';
CREATE INDEX items_untold ON items (stored) WHERE stored IS NOT NULL AND told IS NULL;
CREATE INDEX items_told ON items (told) WHERE told IS NOT NULL;

-- What each site last said that robots may read.
CREATE TABLE robots (
    origin TEXT PRIMARY KEY,                -- scheme, host and port
    at     INTEGER NOT NULL,                -- when it was asked
    status INTEGER NOT NULL,                -- of the answer; 0: none
    body   TEXT NOT NULL,                   -- the last one that could be read
    known  INTEGER NOT NULL                 -- when that was; 0: never
) STRICT, WITHOUT ROWID;

-- What was fetched: how often, and how long it took.
CREATE TABLE fetches (
    kind TEXT NOT NULL,                     -- feed, page, robots
    code TEXT NOT NULL,                     -- status of the answer, or the word for what went wrong
    n    INTEGER NOT NULL,
    ms   INTEGER NOT NULL,
    PRIMARY KEY (kind, code)
) STRICT, WITHOUT ROWID;

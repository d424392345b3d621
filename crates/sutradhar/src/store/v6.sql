-- Store format 6: how a raw page was fetched, by its key, where that is known. Kept for ever, as the page is.
CREATE TABLE fetched (
    key     BLOB PRIMARY KEY,
    url     TEXT,                     -- http or https
    at      TEXT,                     -- RFC 3339, UTC
    headers TEXT NOT NULL,            -- of the answer, `name: value` a line
    seal    BLOB NOT NULL             -- checksum of the row
) STRICT, WITHOUT ROWID;

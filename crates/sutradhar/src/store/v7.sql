-- Store format 7: the journal of what changed. It is kept for ever: nothing changes a line of it or takes one out.
CREATE TABLE changes (
    seq       INTEGER PRIMARY KEY,    -- the number of the line, from 1
    at        TEXT NOT NULL,          -- RFC 3339: when the run that wrote it began
    kind      TEXT NOT NULL,
    story     TEXT,                   -- the id that it had then
    storyline TEXT,
    claim     TEXT,
    article   TEXT,
    body      TEXT NOT NULL,          -- JSON
    seal      BLOB NOT NULL           -- of everything before it
) STRICT;
CREATE INDEX changes_story ON changes (story, seq);
CREATE INDEX changes_claim ON changes (claim, seq);
CREATE INDEX changes_at ON changes (at, seq);
CREATE TRIGGER changes_stay_as_they_are BEFORE UPDATE ON changes
BEGIN
    SELECT RAISE(ABORT, 'a line of the journal never changes');
END;
CREATE TRIGGER changes_stay BEFORE DELETE ON changes
BEGIN
    SELECT RAISE(ABORT, 'a line of the journal is never taken out');
END;

-- What the journal last told of each story, and of which story it told each article: what is new is told by that. Kept,
-- so that a rebuild tells nothing again.
CREATE TABLE told (
    story TEXT PRIMARY KEY,
    body  TEXT NOT NULL,              -- JSON
    seal  BLOB NOT NULL
) STRICT, WITHOUT ROWID;
CREATE TABLE told_articles (
    article TEXT PRIMARY KEY,
    story   TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE INDEX claim_places_article ON claim_places (article);

-- Names this store for ever, wherever its folder lies: entries of its feeds are named by it.
INSERT INTO meta VALUES ('store', lower(hex(randomblob(8))));
-- What is there already is told in one line.
INSERT INTO meta SELECT 'telling', 'store.loaded' WHERE EXISTS (SELECT 1 FROM pages);
-- What was derived before was never told.
UPDATE meta SET value = '' WHERE name = 'stages';
UPDATE meta SET value = '' WHERE name = 'aliases';

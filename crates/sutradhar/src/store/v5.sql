-- Store format 5: what lists and addresses need of articles, so that no list reads all analyses. `facts` and `names` are
-- made again with everything else; the two tables of places are kept, so that an address that was given out once finds
-- its way for ever.
CREATE TABLE facts (
    article   TEXT PRIMARY KEY,
    event_key TEXT NOT NULL,          -- the id that an event has of which it is the first article
    outlet    TEXT,                   -- as the article names it, else the host of its address
    outlet_id TEXT,
    day       TEXT,                   -- as fine as it is known
    language  TEXT NOT NULL,
    agency    TEXT,
    title     TEXT NOT NULL,
    flagged   INTEGER NOT NULL        -- whether its text does not bear its headline out
) STRICT, WITHOUT ROWID;
CREATE INDEX facts_event ON facts (event_key);
CREATE INDEX facts_outlet ON facts (outlet_id, day);
CREATE TABLE names (
    entity   TEXT NOT NULL,
    article  TEXT NOT NULL,
    kind     TEXT NOT NULL,
    name     TEXT NOT NULL,           -- what the article calls it
    mentions INTEGER NOT NULL,
    PRIMARY KEY (entity, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX names_article ON names (article);

-- Every claim that ever was: where its first citation stands.
CREATE TABLE claim_places (
    claim   TEXT PRIMARY KEY,
    event   TEXT NOT NULL,
    article TEXT NOT NULL,
    first   INTEGER NOT NULL,
    last    INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
-- Every storyline that ever was: its first event.
CREATE TABLE storyline_places (
    storyline TEXT PRIMARY KEY,
    event     TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- What was derived before lacks this.
UPDATE meta SET value = '' WHERE name = 'stages';
UPDATE meta SET value = '' WHERE name = 'aliases';
-- Counts the steps that changed what readers see.
INSERT INTO meta VALUES ('revision', '0');

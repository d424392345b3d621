-- Store format 2: what is derived is kept with a digest of what it was made from, so that one more page changes a few rows.
-- All of it can be made again; what format 1 had is dropped.
DROP TABLE events;
DROP TABLE event_articles;
DROP TABLE storylines;
DROP TABLE claims;
DROP TABLE copies;
DROP TABLE headlines;
DROP TABLE briefs;

-- What comparing with other articles needs of an article; apart from its analysis, which would have to be read past. `made` is
-- a digest of the analysis, the aliases, and what other articles said of its date and agency, from which `analyses.final`, the
-- headline check and the search documents were made.
CREATE TABLE sketches (
    article TEXT PRIMARY KEY,
    made    BLOB,
    body    BLOB NOT NULL
) STRICT;
UPDATE analyses SET final = NULL;

-- Scores of the pairs of which this article is the second, by a digest of all that a score depends on.
CREATE TABLE scores (
    article TEXT PRIMARY KEY,
    body    BLOB NOT NULL
) STRICT;

CREATE TABLE events (
    id        TEXT PRIMARY KEY,
    first     TEXT,                   -- ISO days
    last      TEXT,
    languages TEXT NOT NULL,          -- tags, blank before and after each
    articles  INTEGER NOT NULL,
    origins   INTEGER NOT NULL,
    title     TEXT NOT NULL,
    grouped   BLOB NOT NULL,          -- digest of articles, scores and copies
    made      BLOB NOT NULL,          -- digest of the record
    facts     BLOB NOT NULL,          -- what linking it to other events needs
    told      BLOB NOT NULL,          -- digest of what its claims, its brief and its search document were made from
    body      BLOB NOT NULL
) STRICT;
-- The list of stories: newest first.
CREATE INDEX events_order ON events (last DESC, origins DESC, articles DESC, id);
CREATE TABLE event_articles (
    article TEXT NOT NULL,
    event   TEXT NOT NULL,
    PRIMARY KEY (article, event)
) STRICT, WITHOUT ROWID;
CREATE INDEX event_articles_event ON event_articles (event);
CREATE TABLE storylines (
    id     TEXT PRIMARY KEY,
    number INTEGER NOT NULL,          -- in order of the first event, from 0
    made   BLOB NOT NULL,             -- digest of what the record was made from
    body   BLOB NOT NULL
) STRICT;
-- All claims of an event in one row.
CREATE TABLE claims (event TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE briefs (event TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT;
CREATE TABLE copies (
    a      TEXT NOT NULL,
    b      TEXT NOT NULL,
    made   BLOB NOT NULL,
    source TEXT,                      -- before all pairs were looked at
    body   BLOB NOT NULL,
    PRIMARY KEY (a, b)
) STRICT;
CREATE INDEX copies_b ON copies (b);
CREATE TABLE headlines (article TEXT PRIMARY KEY, body BLOB NOT NULL) STRICT;

DROP INDEX documents_kind;
CREATE INDEX documents_ref ON documents (kind, ref);
DELETE FROM words WHERE rowid IN (SELECT id FROM documents WHERE kind = 'story');
DELETE FROM documents WHERE kind = 'story';

UPDATE meta SET value = '' WHERE name = 'stages';
INSERT INTO meta VALUES ('aliases', '');

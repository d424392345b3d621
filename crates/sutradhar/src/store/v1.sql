-- Store format 1.
-- Raw pages: what came in, kept for ever. Everything below `pages` can be made again from it.
CREATE TABLE pages (
    id     INTEGER PRIMARY KEY,
    key    BLOB NOT NULL UNIQUE,      -- blake3 over kind, file name and bytes
    source TEXT NOT NULL,             -- path or URL as given; the smallest if it came by several
    line   INTEGER NOT NULL,          -- line of a record in its file, 0 elsewhere
    kind   TEXT NOT NULL,             -- html, text, record, feed
    size   INTEGER NOT NULL,          -- of the bytes, unpacked
    bytes  BLOB NOT NULL              -- zstd
) STRICT;

-- What editors decide is not derived, and is kept for ever as well. Nothing writes it yet.
CREATE TABLE decisions (
    id     INTEGER PRIMARY KEY,
    at     TEXT NOT NULL,
    editor TEXT NOT NULL,
    what   TEXT NOT NULL,
    about  TEXT NOT NULL,
    body   TEXT NOT NULL
) STRICT;

-- Articles: one for a page or record, several for a feed.
CREATE TABLE articles (
    page    INTEGER NOT NULL REFERENCES pages (id),
    part    INTEGER NOT NULL,         -- number in the feed, 0 elsewhere
    wanted  TEXT NOT NULL,            -- the id that the page brings or that follows from it
    content BLOB NOT NULL,            -- blake3 over what the page says, without its path
    id      TEXT NOT NULL,            -- `wanted`, or a derived id if another article has it
    live    INTEGER NOT NULL,         -- 0: another row says the same, and stands for both
    PRIMARY KEY (page, part)
) STRICT, WITHOUT ROWID;
CREATE INDEX articles_wanted ON articles (wanted);
CREATE INDEX articles_id ON articles (id);

-- What the stages on one page found. `body` is before dates were compared with other articles, `final` after, if it differs.
CREATE TABLE analyses (
    article TEXT PRIMARY KEY,
    stages  TEXT NOT NULL,            -- digest of the stages that made it
    body    BLOB NOT NULL,            -- zstd of postcard
    final   BLOB
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    id        TEXT PRIMARY KEY,
    number    INTEGER NOT NULL,       -- in the list of stories, newest first, from 1
    first     TEXT,                   -- ISO days
    last      TEXT,
    languages TEXT NOT NULL,          -- tags, blank before and after each
    articles  INTEGER NOT NULL,
    origins   INTEGER NOT NULL,
    title     TEXT NOT NULL,
    body      BLOB NOT NULL
) STRICT;
CREATE INDEX events_number ON events (number);
CREATE TABLE event_articles (
    article TEXT NOT NULL,
    event   TEXT NOT NULL,
    PRIMARY KEY (article, event)
) STRICT, WITHOUT ROWID;
CREATE TABLE storylines (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, body BLOB NOT NULL) STRICT;
CREATE TABLE claims (seq INTEGER PRIMARY KEY, id TEXT NOT NULL, event TEXT NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX claims_event ON claims (event);
CREATE TABLE copies (seq INTEGER PRIMARY KEY, a TEXT NOT NULL, b TEXT NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX copies_a ON copies (a);
CREATE INDEX copies_b ON copies (b);
CREATE TABLE headlines (seq INTEGER PRIMARY KEY, article TEXT NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX headlines_article ON headlines (article);
CREATE TABLE briefs (seq INTEGER PRIMARY KEY, event TEXT NOT NULL, body BLOB NOT NULL) STRICT;
CREATE INDEX briefs_event ON briefs (event);

-- Search. The words are folded and stemmed before they come here; the categories keep Indic words whole.
CREATE TABLE documents (
    id      INTEGER PRIMARY KEY,
    kind    TEXT NOT NULL,            -- story, article, statement
    ref     TEXT NOT NULL,            -- id of the story, article or statement
    article TEXT NOT NULL             -- whose words these are
) STRICT;
CREATE INDEX documents_article ON documents (article);
CREATE INDEX documents_kind ON documents (kind);
CREATE VIRTUAL TABLE words USING fts5 (
    title, body, names,
    content = '', contentless_delete = 1,
    tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
);

CREATE TABLE meta (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
INSERT INTO meta VALUES ('dirty', '0'), ('stages', '');

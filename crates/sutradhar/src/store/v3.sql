-- Store format 3: beside scores it is kept with what each article was compared, and which event it is in, so that one more page
-- is compared with its like alone. All of it can be made again.
DROP TABLE scores;

CREATE TABLE compared (
    article TEXT PRIMARY KEY,
    number  INTEGER NOT NULL UNIQUE,  -- stands for the article in the rows of others
    home    INTEGER NOT NULL,         -- number of the first article of its event
    first   BLOB NOT NULL,            -- its row before undated pages got the day of their event
    second  BLOB                      -- its row after that, if it is another one
) STRICT;

-- What was derived before lacks this.
UPDATE meta SET value = '' WHERE name = 'stages';
UPDATE meta SET value = '' WHERE name = 'aliases';

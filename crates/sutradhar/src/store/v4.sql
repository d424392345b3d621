-- Store format 4: checksums, so that a damaged byte is found when it is read. Blobs carry theirs in front; these two
-- are of columns that are no blobs. What formats 1 to 3 wrote has none.
ALTER TABLE pages ADD COLUMN seal BLOB;      -- of source and line; `key` covers the rest
ALTER TABLE decisions ADD COLUMN seal BLOB;  -- of everything before it

-- What was derived before is made again, with checksums.
UPDATE meta SET value = '' WHERE name = 'stages';
UPDATE meta SET value = '' WHERE name = 'aliases';

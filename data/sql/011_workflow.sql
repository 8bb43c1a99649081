-- SPDX-License-Identifier: Apache-2.0
-- Decisions about more than households: of what kind their subject is (its id stays in `household`), where they were
-- taken, and under which score sheet. Those from before are about households.
ALTER TABLE decision ADD COLUMN subject TEXT NOT NULL DEFAULT 'household';
ALTER TABLE decision ADD COLUMN area TEXT NOT NULL DEFAULT '';
ALTER TABLE decision ADD COLUMN source_lon REAL;
ALTER TABLE decision ADD COLUMN source_lat REAL;
ALTER TABLE decision ADD COLUMN datum TEXT;
ALTER TABLE decision ADD COLUMN lon REAL;
ALTER TABLE decision ADD COLUMN lat REAL;
ALTER TABLE decision ADD COLUMN score_sheet TEXT NOT NULL DEFAULT '';

-- Cases and relief batches: an area, no names, no position.
CREATE TABLE case_record (
    line           INTEGER PRIMARY KEY,
    id             TEXT NOT NULL,
    campaign       TEXT NOT NULL,
    area           TEXT NOT NULL,
    opened_on      INTEGER NOT NULL,
    kind           TEXT NOT NULL,
    persons        INTEGER NOT NULL,
    unit_value_fen INTEGER NOT NULL
) STRICT;
CREATE INDEX case_record_id ON case_record (id);

-- each: decision case_record
DROP VIEW IF EXISTS {each}_fact;
CREATE VIEW {each}_fact AS
SELECT s.first_seq + f.line - s.first_line AS seq, f.*, coalesce(feed.recorded_at, s.recorded_at) AS recorded_at,
       coalesce(feed.account, s.account) AS account, s.batch AS batch,
       iif(kept.line IS NULL, b.undone_seq, NULL) AS undone_seq, s.first_line AS import
FROM {each} f CROSS JOIN stretch s ON s.first_line = (SELECT max(first_line) FROM stretch WHERE first_line <= f.line)
LEFT JOIN feed ON feed.line = f.line LEFT JOIN batch b ON b.id = s.batch LEFT JOIN kept ON kept.line = f.line;
-- end each

-- A sample that was drawn for a re-check. It names the revision it was drawn from, so anybody draws it again.
CREATE TABLE recheck (
    id          TEXT PRIMARY KEY,
    campaign    TEXT NOT NULL,
    area        TEXT NOT NULL,
    as_of       INTEGER NOT NULL,
    revision    INTEGER NOT NULL,
    seed        TEXT NOT NULL,
    size        INTEGER NOT NULL,
    due_on      INTEGER NOT NULL,
    account     TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    drawn       TEXT NOT NULL -- township<TAB>population<TAB>id<TAB>id..., a line each
) STRICT, WITHOUT ROWID;

-- Who looked at relief batches, when, of which area, how many lines; never a value.
CREATE TABLE look (
    id      INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    account TEXT NOT NULL,
    area    TEXT NOT NULL,
    rows    INTEGER NOT NULL
) STRICT;

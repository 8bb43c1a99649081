-- SPDX-License-Identifier: Apache-2.0
-- Flags of visible inspection points, one row each, in the order in which they were found. Made of facts and photos, and
-- made anew where these change: what is still to be looked at stands in `unsettled`, so that a flag is found once for
-- all after a crash too. A leap (metres, seconds, the other point) is of `impossible_speed` alone.
CREATE TABLE doubt (
    id         INTEGER PRIMARY KEY AUTOINCREMENT,
    line       INTEGER NOT NULL, -- of the inspection point
    kind       INTEGER NOT NULL, -- number of the flag
    inspection TEXT NOT NULL,
    area       TEXT NOT NULL,
    campaign   TEXT NOT NULL,
    found_at   INTEGER NOT NULL,
    metres     REAL,
    seconds    REAL,
    other      TEXT,
    verdict    INTEGER NOT NULL DEFAULT 0, -- of the last resolution: 0 none, 1 confirmed, 2 dismissed
    UNIQUE (line, kind)
) STRICT;
CREATE INDEX doubt_open ON doubt (id) WHERE verdict = 0;

-- Reviewers' words on flags; the last one of a doubt stands.
CREATE TABLE doubt_resolution (
    id          INTEGER PRIMARY KEY,
    doubt       INTEGER NOT NULL,
    line        INTEGER NOT NULL,
    kind        INTEGER NOT NULL,
    inspection  TEXT NOT NULL,
    verdict     INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    account     TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    after_seq   INTEGER NOT NULL,
    supersedes  INTEGER NOT NULL
) STRICT;
CREATE INDEX doubt_resolution_line ON doubt_resolution (line, kind);

-- Where an account was, by visible inspection points that say so.
CREATE TABLE track (
    account     TEXT NOT NULL,
    observed_at INTEGER NOT NULL,
    inspection  TEXT NOT NULL,
    line        INTEGER NOT NULL,
    lon         REAL NOT NULL,
    lat         REAL NOT NULL,
    accuracy_m  REAL,
    PRIMARY KEY (account, observed_at, inspection)
) STRICT, WITHOUT ROWID;

-- The leap that a receipt told of.
ALTER TABLE inspection ADD COLUMN leap_metres REAL;
ALTER TABLE inspection ADD COLUMN leap_seconds REAL;
ALTER TABLE inspection ADD COLUMN leap_other TEXT;

-- What is to be looked at: `lines` first..last of facts; `photos` of the inspection point `subject`; the `track` of the
-- account `subject` after (first, first_inspection), up to last.
CREATE TABLE unsettled (
    what             TEXT NOT NULL,
    subject          TEXT NOT NULL,
    first            INTEGER NOT NULL,
    first_inspection TEXT NOT NULL,
    last             INTEGER NOT NULL,
    PRIMARY KEY (what, subject)
) STRICT, WITHOUT ROWID;

-- Whatever was stored before.
INSERT INTO unsettled
SELECT 'lines', 'stretch ' || s.first_line, s.first_line, '',
       coalesce((SELECT min(n.first_line) - 1 FROM stretch n WHERE n.first_line > s.first_line), 9223372036854775807)
FROM stretch s LEFT JOIN batch b ON b.id = s.batch WHERE s.first_seq IS NOT NULL AND b.undone_seq IS NULL;
INSERT INTO unsettled SELECT 'lines', 'kept ' || line, line, '', line FROM kept WHERE kind = 'inspection';

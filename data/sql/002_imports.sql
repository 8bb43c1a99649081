-- SPDX-License-Identifier: Apache-2.0
-- Imports on their way. Every fact has a line, where it is kept; a stretch of lines gets its sequence numbers as one:
-- fact.seq = stretch.first_seq + fact.line - stretch.first_line. Facts of an import share a stretch, which says who
-- brought them and when; `first_seq` is null until the import is revealed, by that one change. Single facts share
-- stretches without a batch and are told of in `feed`, each by itself.
-- A fact stored before this migration keeps its number as its line.

CREATE TABLE stretch (
    first_line  INTEGER PRIMARY KEY,
    first_seq   INTEGER,
    recorded_at INTEGER NOT NULL,
    account     TEXT NOT NULL,
    batch       TEXT -- a batch gets its row with its last fact
) STRICT;
CREATE INDEX stretch_seq ON stretch (first_seq);
CREATE INDEX stretch_batch ON stretch (batch) WHERE batch IS NOT NULL;

-- One stretch for each run of facts of one batch, or of none.
INSERT INTO stretch
SELECT min(seq), min(seq), min(recorded_at), account, batch
FROM (SELECT seq, recorded_at, iif(batch IS NULL, '', account) AS account, batch,
             seq - row_number() OVER (PARTITION BY batch, iif(batch IS NULL, '', account) ORDER BY seq) AS run
      FROM feed)
GROUP BY batch, account, run;

-- What of an undone import stays, because later work touched it.
CREATE TABLE kept (
    line   INTEGER PRIMARY KEY,
    batch  TEXT NOT NULL REFERENCES batch (id),
    kind   TEXT NOT NULL,
    id     TEXT NOT NULL,
    reason TEXT NOT NULL
) STRICT;
CREATE INDEX kept_batch ON kept (batch);

-- Who said again what the fact on this line had said; the batch is empty for a single upload.
CREATE TABLE confirmed (
    batch TEXT NOT NULL,
    line  INTEGER NOT NULL,
    PRIMARY KEY (batch, line)
) STRICT, WITHOUT ROWID;
CREATE INDEX confirmed_line ON confirmed (line);

-- each: area household decision base help_point target inspection
DROP VIEW {each}_fact;
-- end each

CREATE TABLE area_line (
    line     INTEGER PRIMARY KEY,
    edition  INTEGER NOT NULL,
    fid      INTEGER NOT NULL REFERENCES area_identity (fid),
    code     TEXT NOT NULL,
    name     TEXT NOT NULL,
    level    TEXT NOT NULL,
    parent   TEXT NOT NULL,
    boundary BLOB
) STRICT;

CREATE TABLE household_line (
    line          INTEGER PRIMARY KEY,
    id            TEXT NOT NULL,
    name          TEXT NOT NULL,
    address       TEXT NOT NULL,
    declared      TEXT NOT NULL,
    source_lon    REAL,
    source_lat    REAL,
    datum         TEXT,
    lon           REAL,
    lat           REAL,
    registered_on INTEGER NOT NULL
) STRICT;

CREATE TABLE decision_line (
    line        INTEGER PRIMARY KEY,
    id          TEXT NOT NULL,
    household   TEXT NOT NULL,
    campaign    TEXT NOT NULL,
    status      TEXT NOT NULL,
    decided_on  INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    inspections TEXT NOT NULL,
    imported    INTEGER NOT NULL
) STRICT;

CREATE TABLE base_line (
    line           INTEGER PRIMARY KEY,
    id             TEXT NOT NULL,
    name           TEXT NOT NULL,
    level          TEXT NOT NULL,
    declared       TEXT NOT NULL,
    source_lon     REAL,
    source_lat     REAL,
    datum          TEXT,
    lon            REAL,
    lat            REAL,
    recognised_on  INTEGER NOT NULL,
    women_employed INTEGER NOT NULL,
    women_trained  INTEGER NOT NULL
) STRICT;

CREATE TABLE help_point_line (
    line       INTEGER PRIMARY KEY,
    id         TEXT NOT NULL,
    name       TEXT NOT NULL,
    kind       TEXT NOT NULL,
    declared   TEXT NOT NULL,
    source_lon REAL,
    source_lat REAL,
    datum      TEXT,
    lon        REAL,
    lat        REAL,
    opened_on  INTEGER NOT NULL,
    closed_on  INTEGER,
    capacity   INTEGER NOT NULL
) STRICT;

CREATE TABLE target_line (
    line        INTEGER PRIMARY KEY,
    campaign    TEXT NOT NULL,
    indicator   TEXT NOT NULL,
    area        TEXT NOT NULL,
    year        INTEGER NOT NULL, -- 0: the whole plan
    value       INTEGER NOT NULL,
    approved_on INTEGER NOT NULL
) STRICT;

CREATE TABLE inspection_line (
    line            INTEGER PRIMARY KEY,
    id              TEXT NOT NULL,
    household       TEXT NOT NULL,
    campaign        TEXT NOT NULL,
    observed_at     INTEGER NOT NULL,
    source_lon      REAL NOT NULL,
    source_lat      REAL NOT NULL,
    datum           TEXT NOT NULL,
    lon             REAL NOT NULL,
    lat             REAL NOT NULL,
    accuracy_m      REAL,
    position_source TEXT NOT NULL,
    declared        TEXT NOT NULL,
    outcome         TEXT NOT NULL,
    scores          TEXT NOT NULL, -- item<TAB>points, a line each
    note            TEXT NOT NULL,
    photos          TEXT NOT NULL, -- SHA-256, a line each
    area            TEXT NOT NULL, -- as the receipt said
    area_name       TEXT NOT NULL,
    distance_m      REAL,
    flags           INTEGER NOT NULL
) STRICT;

-- each: area household decision base help_point target inspection
INSERT INTO {each}_line SELECT * FROM {each};
DROP TABLE {each};
ALTER TABLE {each}_line RENAME TO {each};
-- end each
CREATE INDEX area_code ON area (code, edition);
CREATE INDEX household_id ON household (id);
CREATE INDEX decision_id ON decision (id);
CREATE INDEX decision_household ON decision (household, campaign);
CREATE INDEX base_id ON base (id, level);
CREATE INDEX help_point_id ON help_point (id);
CREATE INDEX target_key ON target (campaign, indicator, area, year);
CREATE INDEX inspection_id ON inspection (id);
CREATE INDEX inspection_household ON inspection (household);

CREATE TABLE feed_line (
    line        INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    account     TEXT NOT NULL
) STRICT;
INSERT INTO feed_line SELECT seq, kind, recorded_at, account FROM feed WHERE batch IS NULL;
DROP TABLE feed;
ALTER TABLE feed_line RENAME TO feed;

-- Facts with their place in time. `seq` is null in an import on its way; `undone_seq` is set when the import they
-- came in was undone and nothing kept them.
-- each: area household decision base help_point target inspection
CREATE VIEW {each}_fact AS
SELECT s.first_seq + f.line - s.first_line AS seq, f.*, coalesce(feed.recorded_at, s.recorded_at) AS recorded_at,
       coalesce(feed.account, s.account) AS account, s.batch AS batch,
       iif(kept.line IS NULL, b.undone_seq, NULL) AS undone_seq, s.first_line AS import
FROM {each} f CROSS JOIN stretch s ON s.first_line = (SELECT max(first_line) FROM stretch WHERE first_line <= f.line)
LEFT JOIN feed ON feed.line = f.line LEFT JOIN batch b ON b.id = s.batch LEFT JOIN kept ON kept.line = f.line;
-- end each

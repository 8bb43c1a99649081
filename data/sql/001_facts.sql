-- SPDX-License-Identifier: Apache-2.0
-- Facts are appended and never changed. `feed` gives every fact its place in time; the typed tables hold what
-- it says. Days count from 1970-01-01, instants are milliseconds since then (UTC).

CREATE TABLE batch (
    id           TEXT PRIMARY KEY,
    kind         TEXT NOT NULL,
    content_hash TEXT NOT NULL,
    account      TEXT NOT NULL,
    file_name    TEXT NOT NULL,
    report       TEXT NOT NULL,
    recorded_at  INTEGER NOT NULL,
    undone_seq   INTEGER
) STRICT, WITHOUT ROWID;

CREATE TABLE feed (
    seq         INTEGER PRIMARY KEY,
    kind        TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    account     TEXT NOT NULL,
    batch       TEXT REFERENCES batch (id) DEFERRABLE INITIALLY DEFERRED
) STRICT;

-- A code keeps its integer id in every edition.
CREATE TABLE area_identity (
    fid  INTEGER PRIMARY KEY,
    code TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE area (
    seq      INTEGER PRIMARY KEY REFERENCES feed (seq),
    edition  INTEGER NOT NULL,
    fid      INTEGER NOT NULL REFERENCES area_identity (fid),
    code     TEXT NOT NULL,
    name     TEXT NOT NULL,
    level    TEXT NOT NULL,
    parent   TEXT NOT NULL,
    boundary BLOB
) STRICT;
CREATE INDEX area_code ON area (code, edition);

CREATE TABLE household (
    seq           INTEGER PRIMARY KEY REFERENCES feed (seq),
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
CREATE INDEX household_id ON household (id);

CREATE TABLE decision (
    seq         INTEGER PRIMARY KEY REFERENCES feed (seq),
    id          TEXT NOT NULL,
    household   TEXT NOT NULL,
    campaign    TEXT NOT NULL,
    status      TEXT NOT NULL,
    decided_on  INTEGER NOT NULL,
    reason      TEXT NOT NULL,
    inspections TEXT NOT NULL,
    imported    INTEGER NOT NULL
) STRICT;
CREATE INDEX decision_id ON decision (id);
CREATE INDEX decision_household ON decision (household, campaign);

CREATE TABLE base (
    seq            INTEGER PRIMARY KEY REFERENCES feed (seq),
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
CREATE INDEX base_id ON base (id, level);

CREATE TABLE help_point (
    seq        INTEGER PRIMARY KEY REFERENCES feed (seq),
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
CREATE INDEX help_point_id ON help_point (id);

CREATE TABLE target (
    seq         INTEGER PRIMARY KEY REFERENCES feed (seq),
    campaign    TEXT NOT NULL,
    indicator   TEXT NOT NULL,
    area        TEXT NOT NULL,
    year        INTEGER NOT NULL, -- 0: the whole plan
    value       INTEGER NOT NULL,
    approved_on INTEGER NOT NULL
) STRICT;
CREATE INDEX target_key ON target (campaign, indicator, area, year);

CREATE TABLE inspection (
    seq             INTEGER PRIMARY KEY REFERENCES feed (seq),
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
CREATE INDEX inspection_id ON inspection (id);
CREATE INDEX inspection_household ON inspection (household);

CREATE TABLE account (
    name          TEXT PRIMARY KEY,
    role          TEXT NOT NULL,
    area          TEXT NOT NULL,
    password_hash TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE credential (
    secret_hash TEXT PRIMARY KEY,
    account     TEXT NOT NULL REFERENCES account (name),
    kind        TEXT NOT NULL,
    expires     INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Facts with their place in the feed. `undone_seq` is set when the import they came in was undone.
-- each: area household decision base help_point target inspection
CREATE VIEW {each}_fact AS
SELECT {each}.*, feed.recorded_at, feed.account, feed.batch, batch.undone_seq
FROM {each} JOIN feed ON feed.seq = {each}.seq LEFT JOIN batch ON batch.id = feed.batch;
-- end each

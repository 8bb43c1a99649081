-- SPDX-License-Identifier: Apache-2.0
-- Counts of children per village. A file of its own: its sequence tells nothing to the public one.
CREATE TABLE child_count (
    seq         INTEGER PRIMARY KEY,
    area        TEXT NOT NULL,
    category    TEXT NOT NULL,
    count       INTEGER NOT NULL CHECK (count >= 0),
    as_of       INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    account     TEXT NOT NULL
) STRICT;
CREATE INDEX child_count_key ON child_count (area, category, as_of);

-- Who touched the counts, when and why; never a value.
CREATE TABLE access (
    seq     INTEGER PRIMARY KEY,
    at      INTEGER NOT NULL,
    account TEXT NOT NULL,
    verb    TEXT NOT NULL,
    purpose TEXT NOT NULL,
    rows    INTEGER NOT NULL
) STRICT;

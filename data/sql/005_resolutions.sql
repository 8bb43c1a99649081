-- SPDX-License-Identifier: Apache-2.0
-- A reviewer's word on a field of a household about which its sources disagree: what was said up to `after_seq`
-- is settled. The value itself is a new version of the household.
CREATE TABLE resolution (
    id          INTEGER PRIMARY KEY,
    household   TEXT NOT NULL,
    field       TEXT NOT NULL,
    reason      TEXT NOT NULL,
    account     TEXT NOT NULL,
    recorded_at INTEGER NOT NULL,
    after_seq   INTEGER NOT NULL
) STRICT;
CREATE INDEX resolution_household ON resolution (household);

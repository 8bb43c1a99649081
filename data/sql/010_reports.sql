-- SPDX-License-Identifier: Apache-2.0
-- Published reports: what was said, of which days, and what was known then. A published report stays as it is.
CREATE TABLE report (
    id          TEXT PRIMARY KEY,
    area        TEXT NOT NULL,
    first_day   INTEGER NOT NULL,
    last_day    INTEGER NOT NULL,
    language    TEXT NOT NULL,
    revision    INTEGER NOT NULL,
    recorded_at INTEGER NOT NULL,
    account     TEXT NOT NULL,
    text        TEXT NOT NULL,
    parts       TEXT NOT NULL -- JSON, as it was answered
) STRICT, WITHOUT ROWID;
CREATE INDEX report_recorded ON report (recorded_at);
CREATE TRIGGER report_is_not_changed BEFORE UPDATE ON report BEGIN SELECT RAISE(ABORT, 'a published report stays'); END;
CREATE TRIGGER report_is_not_removed BEFORE DELETE ON report BEGIN SELECT RAISE(ABORT, 'a published report stays'); END;

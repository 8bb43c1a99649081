-- SPDX-License-Identifier: Apache-2.0
-- Targets know who approved them and why, and may be withdrawn from a day on. Reported figures: the days a figure is
-- about, its value (of an amount: persons and what each got, in 1/100 yuan), and when it was reported.

ALTER TABLE target ADD COLUMN approved_by TEXT NOT NULL DEFAULT '';
ALTER TABLE target ADD COLUMN reason TEXT NOT NULL DEFAULT '';
ALTER TABLE target ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;

CREATE TABLE figure (
    line           INTEGER PRIMARY KEY,
    campaign       TEXT NOT NULL,
    indicator      TEXT NOT NULL,
    area           TEXT NOT NULL,
    first_day      INTEGER NOT NULL,
    last_day       INTEGER NOT NULL,
    value          INTEGER NOT NULL,
    unit_value_fen INTEGER,
    reported_on    INTEGER NOT NULL
) STRICT;
CREATE INDEX figure_key ON figure (campaign, indicator, area, last_day, first_day);

-- each: target figure
DROP VIEW IF EXISTS {each}_fact;
CREATE VIEW {each}_fact AS
SELECT s.first_seq + f.line - s.first_line AS seq, f.*, coalesce(feed.recorded_at, s.recorded_at) AS recorded_at,
       coalesce(feed.account, s.account) AS account, s.batch AS batch,
       iif(kept.line IS NULL, b.undone_seq, NULL) AS undone_seq, s.first_line AS import
FROM {each} f CROSS JOIN stretch s ON s.first_line = (SELECT max(first_line) FROM stretch WHERE first_line <= f.line)
LEFT JOIN feed ON feed.line = f.line LEFT JOIN batch b ON b.id = s.batch LEFT JOIN kept ON kept.line = f.line;
-- end each

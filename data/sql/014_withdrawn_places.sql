-- SPDX-License-Identifier: Apache-2.0
-- A base's level or a help point may be withdrawn: a later version says that it was never right. Those from before stand.
ALTER TABLE base ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;
ALTER TABLE help_point ADD COLUMN withdrawn INTEGER NOT NULL DEFAULT 0;

-- each: base help_point
DROP VIEW IF EXISTS {each}_fact;
CREATE VIEW {each}_fact AS
SELECT s.first_seq + f.line - s.first_line AS seq, f.*, coalesce(feed.recorded_at, s.recorded_at) AS recorded_at,
       coalesce(feed.account, s.account) AS account, s.batch AS batch,
       iif(kept.line IS NULL, b.undone_seq, NULL) AS undone_seq, s.first_line AS import
FROM {each} f CROSS JOIN stretch s ON s.first_line = (SELECT max(first_line) FROM stretch WHERE first_line <= f.line)
LEFT JOIN feed ON feed.line = f.line LEFT JOIN batch b ON b.id = s.batch LEFT JOIN kept ON kept.line = f.line;
-- end each

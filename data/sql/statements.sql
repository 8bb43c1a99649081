-- SPDX-License-Identifier: Apache-2.0
-- Every statement of the SQLite store by name. A fact without `seq` is of an import on its way: only that import
-- (`:import`) sees it. A fact of an import that was undone at or before `:until` is not visible then.

-- name: begin
BEGIN IMMEDIATE
-- name: commit
COMMIT
-- name: rollback
ROLLBACK
-- name: savepoint
SAVEPOINT request
-- name: release
RELEASE request
-- name: rollback_to
ROLLBACK TO request
-- name: copy_into
VACUUM INTO ?
-- name: count_of_names
SELECT count(*) FROM sqlite_schema
-- name: tables
SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite\_stat%' ESCAPE '\' ORDER BY name
-- name: rows_of_table
SELECT * FROM "{}" NOT INDEXED
-- name: blob_hashes
SELECT sha256, bytes FROM blob ORDER BY sha256
-- What `courtyard doctor` looks for. Each counts what should not be.
-- name: doctor_numbers_without_facts
WITH numbered AS (
    SELECT first_line, first_seq,
           coalesce((SELECT min(n.first_line) FROM stretch n WHERE n.first_line > s.first_line), 9223372036854775807) AS end_line,
           lead(first_seq) OVER (ORDER BY first_seq) AS next_seq
    FROM stretch s WHERE first_seq IS NOT NULL),
lines AS (
    SELECT line FROM area UNION ALL SELECT line FROM household UNION ALL SELECT line FROM decision UNION ALL
    SELECT line FROM base UNION ALL SELECT line FROM help_point UNION ALL SELECT line FROM case_record UNION ALL
    SELECT line FROM target UNION ALL SELECT line FROM figure UNION ALL SELECT line FROM inspection UNION ALL
    SELECT line FROM feed WHERE kind = 'undo')
SELECT coalesce(sum(abs(next_seq - first_seq
                        - (SELECT count(*) FROM lines WHERE line >= first_line AND line < end_line))), 0)
FROM numbered WHERE next_seq IS NOT NULL
-- name: doctor_facts_without_stretch
SELECT count(*) FROM feed WHERE line < coalesce((SELECT min(first_line) FROM stretch), 9223372036854775807)
-- name: doctor_feed_without_fact
SELECT count(*) FROM feed f WHERE f.kind <> 'undo' AND NOT EXISTS (SELECT 1 FROM area t WHERE t.line = f.line)
AND NOT EXISTS (SELECT 1 FROM household t WHERE t.line = f.line)
AND NOT EXISTS (SELECT 1 FROM decision t WHERE t.line = f.line)
AND NOT EXISTS (SELECT 1 FROM base t WHERE t.line = f.line)
AND NOT EXISTS (SELECT 1 FROM help_point t WHERE t.line = f.line)
AND NOT EXISTS (SELECT 1 FROM case_record t WHERE t.line = f.line)
AND NOT EXISTS (SELECT 1 FROM target t WHERE t.line = f.line)
AND NOT EXISTS (SELECT 1 FROM figure t WHERE t.line = f.line)
AND NOT EXISTS (SELECT 1 FROM inspection t WHERE t.line = f.line)
-- name: doctor_stretches_without_batch
SELECT count(*) FROM stretch s WHERE s.batch IS NOT NULL AND s.first_seq IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM batch b WHERE b.id = s.batch)
-- name: doctor_batches_without_rows
SELECT count(*) FROM batch b WHERE NOT EXISTS (SELECT 1 FROM stretch s WHERE s.batch = b.id)
AND NOT EXISTS (SELECT 1 FROM confirmed c WHERE c.batch = b.id)
AND coalesce(iif(json_valid(b.report), json_extract(b.report, '$.accepted'), 0), 0) > 0
-- name: doctor_receipts_without_fact
SELECT count(*) FROM receipt r WHERE NOT EXISTS (SELECT 1 FROM inspection t WHERE t.line = r.line)
AND NOT EXISTS (SELECT 1 FROM decision t WHERE t.line = r.line)
-- name: doctor_facts_without_receipt
SELECT count(*) FROM inspection t WHERE NOT EXISTS (SELECT 1 FROM receipt r WHERE r.line = t.line)
-- name: doctor_receipts_not_found
SELECT (SELECT count(*) FROM receipt) - (SELECT count(*) FROM receipt_by_hash h JOIN receipt r ON r.line = h.line AND r.hash = h.hash)
-- name: doctor_imports_on_their_way
SELECT count(*) FROM stretch WHERE first_seq IS NULL
-- name: data_version
PRAGMA data_version
-- name: checkpoint
PRAGMA wal_checkpoint(RESTART)
-- name: last_checkpoint
PRAGMA wal_checkpoint(TRUNCATE)

-- name: last_stretch
SELECT first_line, first_seq, coalesce((SELECT min(n.first_line) FROM stretch n WHERE n.first_line > s.first_line), 9223372036854775807)
FROM stretch s WHERE first_seq = (SELECT max(first_seq) FROM stretch)
-- name: last_line
SELECT coalesce(max(line), 0) FROM (
    SELECT max(line) AS line FROM feed WHERE line < ?1 UNION ALL
    SELECT max(line) AS line FROM area WHERE line < ?1 UNION ALL
    SELECT max(line) AS line FROM household WHERE line < ?1 UNION ALL
    SELECT max(line) AS line FROM decision WHERE line < ?1 UNION ALL
    SELECT max(line) AS line FROM base WHERE line < ?1 UNION ALL
    SELECT max(line) AS line FROM help_point WHERE line < ?1 UNION ALL
    SELECT max(line) AS line FROM case_record WHERE line < ?1 UNION ALL
    SELECT max(line) AS line FROM target WHERE line < ?1 UNION ALL
    SELECT max(line) AS line FROM figure WHERE line < ?1 UNION ALL
    SELECT max(line) AS line FROM inspection WHERE line < ?1)
-- name: stretches
SELECT first_line, first_seq, coalesce((SELECT min(n.first_line) FROM stretch n WHERE n.first_line > s.first_line), 9223372036854775807)
FROM stretch s
WHERE first_seq <= :until AND first_seq >= coalesce((SELECT max(first_seq) FROM stretch WHERE first_seq <= :after + 1), 0)
ORDER BY first_seq
-- name: stretches_of_batch
SELECT first_line, first_seq, coalesce((SELECT min(n.first_line) FROM stretch n WHERE n.first_line > s.first_line), 9223372036854775807)
FROM stretch s WHERE batch = ? AND first_seq IS NOT NULL ORDER BY first_seq
-- name: import_of_stretch
SELECT s.recorded_at, s.account, coalesce(s.batch, ''), b.undone_seq FROM stretch s LEFT JOIN batch b ON b.id = s.batch
WHERE s.first_line = (SELECT max(first_line) FROM stretch WHERE first_line <= ?)
-- name: staged_stretches
SELECT first_line, coalesce(batch, ''), coalesce((SELECT min(n.first_line) FROM stretch n WHERE n.first_line > s.first_line), 9223372036854775807)
FROM stretch s WHERE first_seq IS NULL
-- name: insert_stretch
INSERT INTO stretch VALUES (?, nullif(?, 0), ?, ?, nullif(?, ''))
-- name: reveal_stretch
UPDATE stretch SET first_seq = ? WHERE first_line = ?
-- name: delete_stretch
DELETE FROM stretch WHERE first_line = ?

-- Which feed this is, as far as it went: see Store::identity.
-- name: identity_stretches
SELECT first_line, first_seq, recorded_at, account, coalesce(batch, '') FROM stretch WHERE first_seq <= ? ORDER BY first_seq
-- name: identity_feed
SELECT line, kind, recorded_at, account FROM feed WHERE line <= ? ORDER BY line DESC LIMIT 64
-- name: identity_undone
SELECT id, undone_seq FROM batch WHERE undone_seq IS NOT NULL ORDER BY id

-- name: insert_feed
INSERT INTO feed VALUES (?, ?, ?, ?)
-- name: insert_area_identity
INSERT INTO area_identity (code) VALUES (?) ON CONFLICT (code) DO NOTHING
-- name: area_fid
SELECT fid FROM area_identity WHERE code = ?
-- name: insert_area
INSERT INTO area VALUES (?, ?, ?, ?, ?, ?, ?, ?)
-- name: insert_household
INSERT INTO household VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- name: insert_decision
INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- name: insert_case_record
INSERT INTO case_record VALUES (?, ?, ?, ?, ?, ?, ?, ?)
-- name: insert_base
INSERT INTO base VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- name: insert_help_point
INSERT INTO help_point VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- name: insert_target
INSERT INTO target VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- name: insert_figure
INSERT INTO figure VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
-- name: insert_inspection
INSERT INTO inspection VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- each: area household decision base help_point case_record target inspection figure
-- name: facts_{each}
SELECT * FROM {each}_fact
WHERE line BETWEEN :first AND :last AND (undone_seq IS NULL OR undone_seq > :until) ORDER BY line
-- end each

-- Facts of an import that stands, without asking of each row when, by whom and whether: rows as above.
-- name: import_area
SELECT line + :shift, f.*, :recorded_at, :account, :batch FROM area f WHERE line BETWEEN :first AND :last ORDER BY line
-- name: import_household
SELECT line + :shift, f.*, :recorded_at, :account, :batch FROM household f WHERE line BETWEEN :first AND :last ORDER BY line
-- name: import_decision
SELECT line + :shift, f.*, :recorded_at, :account, :batch FROM decision f WHERE line BETWEEN :first AND :last ORDER BY line
-- name: import_base
SELECT line + :shift, f.*, :recorded_at, :account, :batch FROM base f WHERE line BETWEEN :first AND :last ORDER BY line
-- name: import_help_point
SELECT line + :shift, f.*, :recorded_at, :account, :batch FROM help_point f WHERE line BETWEEN :first AND :last ORDER BY line
-- name: import_case_record
SELECT line + :shift, f.*, :recorded_at, :account, :batch FROM case_record f WHERE line BETWEEN :first AND :last ORDER BY line
-- name: import_target
SELECT line + :shift, f.*, :recorded_at, :account, :batch FROM target f WHERE line BETWEEN :first AND :last ORDER BY line
-- name: import_figure
SELECT line + :shift, f.*, :recorded_at, :account, :batch FROM figure f WHERE line BETWEEN :first AND :last ORDER BY line
-- name: import_inspection
SELECT line + :shift, f.*, :recorded_at, :account, :batch FROM inspection f WHERE line BETWEEN :first AND :last ORDER BY line

-- name: area_of_edition
SELECT * FROM area_fact
WHERE edition = ? AND code = ? AND (seq IS NOT NULL OR import = :import) AND undone_seq IS NULL ORDER BY seq DESC NULLS FIRST, line DESC LIMIT 1
-- name: household_by_id
SELECT * FROM household_fact
WHERE id = ? AND (seq IS NOT NULL OR import = :import) AND undone_seq IS NULL ORDER BY seq DESC NULLS FIRST, line DESC LIMIT 1
-- name: decision_by_id
SELECT * FROM decision_fact
WHERE id = ? AND (seq IS NOT NULL OR import = :import) AND undone_seq IS NULL LIMIT 1
-- name: decisions_of_household
SELECT * FROM decision_fact
WHERE household = ? AND (?2 = '' OR campaign = ?2) AND (seq IS NOT NULL OR import = :import) AND undone_seq IS NULL ORDER BY decided_on, seq NULLS LAST, line
-- name: decisions_about
SELECT * FROM decision_fact
WHERE household = ? AND subject = ? AND (seq IS NOT NULL OR import = :import) AND undone_seq IS NULL ORDER BY decided_on, seq NULLS LAST, line
-- name: decisions_known
SELECT * FROM decision_fact
WHERE household = ? AND subject = 'household' AND seq <= :until AND (undone_seq IS NULL OR undone_seq > :until) ORDER BY decided_on, seq
-- name: inspections_of_household
SELECT * FROM inspection_fact
WHERE household = ? AND (seq IS NOT NULL OR import = :import) AND undone_seq IS NULL ORDER BY observed_at, seq
-- name: versions_of_household
SELECT * FROM household_fact
WHERE id = ? AND (seq IS NOT NULL OR import = :import) AND undone_seq IS NULL ORDER BY seq
-- name: base_by_id
SELECT * FROM base_fact
WHERE id = ? AND level = ? AND (seq IS NOT NULL OR import = :import) AND undone_seq IS NULL ORDER BY seq DESC NULLS FIRST, line DESC LIMIT 1
-- name: versions_of_base
SELECT * FROM base_fact
WHERE id = ? AND (seq IS NOT NULL OR import = :import) AND undone_seq IS NULL ORDER BY seq NULLS LAST, line
-- name: case_record_by_id
SELECT * FROM case_record_fact
WHERE id = ? AND (seq IS NOT NULL OR import = :import) AND undone_seq IS NULL ORDER BY seq DESC NULLS FIRST, line DESC LIMIT 1
-- name: versions_of_case_record
SELECT * FROM case_record_fact
WHERE id = ? AND (seq IS NOT NULL OR import = :import) AND undone_seq IS NULL ORDER BY seq
-- name: help_point_by_id
SELECT * FROM help_point_fact
WHERE id = ? AND (seq IS NOT NULL OR import = :import) AND undone_seq IS NULL ORDER BY seq DESC NULLS FIRST, line DESC LIMIT 1
-- name: base_known
SELECT * FROM base_fact
WHERE id = ? AND seq <= :until AND (undone_seq IS NULL OR undone_seq > :until) ORDER BY seq
-- name: help_point_known
SELECT * FROM help_point_fact
WHERE id = ? AND seq <= :until AND (undone_seq IS NULL OR undone_seq > :until) ORDER BY seq DESC LIMIT 1
-- name: target_by_key
SELECT * FROM target_fact
WHERE campaign = ? AND indicator = ? AND area = ? AND year = ? AND (seq IS NOT NULL OR import = :import) AND undone_seq IS NULL ORDER BY approved_on DESC, seq DESC NULLS FIRST, line DESC LIMIT 1
-- name: versions_of_target
SELECT * FROM target_fact
WHERE campaign = ? AND indicator = ? AND area = ? AND year = ? AND (seq IS NOT NULL OR import = :import) AND undone_seq IS NULL ORDER BY approved_on, seq NULLS LAST, line
-- name: figure_by_key
SELECT * FROM figure_fact
WHERE campaign = ? AND indicator = ? AND area = ? AND last_day = ? AND first_day = ? AND (seq IS NOT NULL OR import = :import) AND undone_seq IS NULL ORDER BY seq DESC NULLS FIRST, line DESC LIMIT 1
-- name: inspection_by_id
SELECT * FROM inspection_fact
WHERE id = ? AND (seq IS NOT NULL OR import = :import) AND undone_seq IS NULL

-- name: batch_by_id
SELECT id, kind, content_hash, account, file_name, report, undone_seq, terms FROM batch WHERE id = ?
-- name: insert_batch
INSERT INTO batch (id, kind, content_hash, account, file_name, report, recorded_at, terms, revision) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
-- name: undo_batch
UPDATE batch SET undone_seq = ? WHERE id = ? AND undone_seq IS NULL
-- name: kept_of_batch
SELECT kind, id, reason FROM kept WHERE batch = ? ORDER BY line
-- What of an import stays when it is undone: docs/DATA.md, "Undoing an import".
-- name: keep_household
INSERT INTO kept (line, batch, kind, id, reason) SELECT line, batch, 'household', record, reason FROM (
    SELECT f.line, f.batch, f.id AS record,
       CASE WHEN EXISTS (SELECT 1 FROM decision_fact o WHERE o.household = f.id AND o.subject = 'household' AND o.seq > f.seq AND o.batch IS NOT f.batch AND o.undone_seq IS NULL) THEN 'later_decision'
            WHEN EXISTS (SELECT 1 FROM inspection_fact o WHERE o.household = f.id AND o.seq > f.seq AND o.batch IS NOT f.batch AND o.undone_seq IS NULL) THEN 'later_inspection'
            WHEN EXISTS (SELECT 1 FROM household_fact o WHERE o.id = f.id AND o.seq > f.seq AND o.batch IS NOT f.batch AND o.undone_seq IS NULL) THEN 'later_version'
            WHEN EXISTS (SELECT 1 FROM confirmed c LEFT JOIN batch cb ON cb.id = c.batch
                     WHERE c.line = f.line AND (c.batch = '' OR cb.id IS NOT NULL AND cb.undone_seq IS NULL)) THEN 'later_import' END AS reason
    FROM household_fact f WHERE f.line BETWEEN :first AND :last) WHERE reason IS NOT NULL
-- name: keep_decision
INSERT INTO kept (line, batch, kind, id, reason) SELECT line, batch, 'decision', record, reason FROM (
    SELECT f.line, f.batch, f.id AS record,
       CASE WHEN EXISTS (SELECT 1 FROM decision_fact o WHERE o.household = f.household AND o.campaign = f.campaign AND o.seq > f.seq AND o.batch IS NOT f.batch AND o.undone_seq IS NULL) THEN 'later_decision'
            WHEN f.subject = 'household' AND EXISTS (SELECT 1 FROM household h JOIN kept k ON k.line = h.line WHERE h.id = f.household AND k.batch = f.batch) THEN 'household_stays'
            WHEN f.subject <> 'household' AND EXISTS (SELECT 1 FROM case_record h JOIN kept k ON k.line = h.line WHERE h.id = f.household AND k.batch = f.batch) THEN 'record_stays'
            WHEN EXISTS (SELECT 1 FROM confirmed c LEFT JOIN batch cb ON cb.id = c.batch
                     WHERE c.line = f.line AND (c.batch = '' OR cb.id IS NOT NULL AND cb.undone_seq IS NULL)) THEN 'later_import' END AS reason
    FROM decision_fact f WHERE f.line BETWEEN :first AND :last) WHERE reason IS NOT NULL
-- name: keep_inspection
INSERT INTO kept (line, batch, kind, id, reason) SELECT line, batch, 'inspection', record, reason FROM (
    SELECT f.line, f.batch, f.id AS record,
       CASE WHEN EXISTS (SELECT 1 FROM decision_fact o WHERE o.household = f.household AND o.seq > f.seq AND o.batch IS NOT f.batch AND o.undone_seq IS NULL) THEN 'later_decision'
            WHEN EXISTS (SELECT 1 FROM confirmed c LEFT JOIN batch cb ON cb.id = c.batch
                     WHERE c.line = f.line AND (c.batch = '' OR cb.id IS NOT NULL AND cb.undone_seq IS NULL)) THEN 'later_import' END AS reason
    FROM inspection_fact f WHERE f.line BETWEEN :first AND :last) WHERE reason IS NOT NULL
-- name: keep_base
INSERT INTO kept (line, batch, kind, id, reason) SELECT line, batch, 'base', record, reason FROM (
    SELECT f.line, f.batch, f.id AS record,
       CASE WHEN EXISTS (SELECT 1 FROM decision_fact o WHERE o.household = f.id AND o.subject = 'base' AND o.seq > f.seq AND o.batch IS NOT f.batch AND o.undone_seq IS NULL) THEN 'later_decision'
            WHEN EXISTS (SELECT 1 FROM base_fact o WHERE o.id = f.id AND o.seq > f.seq AND o.batch IS NOT f.batch AND o.undone_seq IS NULL) THEN 'later_version'
            WHEN EXISTS (SELECT 1 FROM confirmed c LEFT JOIN batch cb ON cb.id = c.batch
                     WHERE c.line = f.line AND (c.batch = '' OR cb.id IS NOT NULL AND cb.undone_seq IS NULL)) THEN 'later_import' END AS reason
    FROM base_fact f WHERE f.line BETWEEN :first AND :last) WHERE reason IS NOT NULL
-- name: keep_case_record
INSERT INTO kept (line, batch, kind, id, reason) SELECT line, batch, 'case', record, reason FROM (
    SELECT f.line, f.batch, f.id AS record,
       CASE WHEN EXISTS (SELECT 1 FROM decision_fact o WHERE o.household = f.id AND o.subject IN ('case', 'relief') AND o.seq > f.seq AND o.batch IS NOT f.batch AND o.undone_seq IS NULL) THEN 'later_decision'
            WHEN EXISTS (SELECT 1 FROM case_record_fact o WHERE o.id = f.id AND o.seq > f.seq AND o.batch IS NOT f.batch AND o.undone_seq IS NULL) THEN 'later_version'
            WHEN EXISTS (SELECT 1 FROM confirmed c LEFT JOIN batch cb ON cb.id = c.batch
                     WHERE c.line = f.line AND (c.batch = '' OR cb.id IS NOT NULL AND cb.undone_seq IS NULL)) THEN 'later_import' END AS reason
    FROM case_record_fact f WHERE f.line BETWEEN :first AND :last) WHERE reason IS NOT NULL
-- name: keep_help_point
INSERT INTO kept (line, batch, kind, id, reason) SELECT line, batch, 'help_point', record, reason FROM (
    SELECT f.line, f.batch, f.id AS record,
       CASE WHEN EXISTS (SELECT 1 FROM help_point_fact o WHERE o.id = f.id AND o.seq > f.seq AND o.batch IS NOT f.batch AND o.undone_seq IS NULL) THEN 'later_version'
            WHEN EXISTS (SELECT 1 FROM confirmed c LEFT JOIN batch cb ON cb.id = c.batch
                     WHERE c.line = f.line AND (c.batch = '' OR cb.id IS NOT NULL AND cb.undone_seq IS NULL)) THEN 'later_import' END AS reason
    FROM help_point_fact f WHERE f.line BETWEEN :first AND :last) WHERE reason IS NOT NULL
-- name: keep_target
INSERT INTO kept (line, batch, kind, id, reason) SELECT line, batch, 'target', record, reason FROM (
    SELECT f.line, f.batch, f.campaign || '/' || f.indicator || '/' || f.area || '/' || f.year AS record,
       CASE WHEN EXISTS (SELECT 1 FROM target_fact o WHERE o.campaign = f.campaign AND o.indicator = f.indicator AND o.area = f.area AND o.year = f.year AND o.seq > f.seq AND o.batch IS NOT f.batch AND o.undone_seq IS NULL) THEN 'later_version'
            WHEN EXISTS (SELECT 1 FROM confirmed c LEFT JOIN batch cb ON cb.id = c.batch
                     WHERE c.line = f.line AND (c.batch = '' OR cb.id IS NOT NULL AND cb.undone_seq IS NULL)) THEN 'later_import' END AS reason
    FROM target_fact f WHERE f.line BETWEEN :first AND :last) WHERE reason IS NOT NULL
-- name: keep_figure
INSERT INTO kept (line, batch, kind, id, reason) SELECT line, batch, 'figure', record, reason FROM (
    SELECT f.line, f.batch, f.campaign || '/' || f.indicator || '/' || f.area || '/' || iif(f.first_day = f.last_day, date(f.last_day * 86400, 'unixepoch'), strftime('%Y-%m', f.last_day * 86400, 'unixepoch')) AS record,
       CASE WHEN EXISTS (SELECT 1 FROM figure_fact o WHERE o.campaign = f.campaign AND o.indicator = f.indicator AND o.area = f.area AND o.first_day = f.first_day AND o.last_day = f.last_day AND o.seq > f.seq AND o.batch IS NOT f.batch AND o.undone_seq IS NULL) THEN 'later_version'
            WHEN EXISTS (SELECT 1 FROM confirmed c LEFT JOIN batch cb ON cb.id = c.batch
                     WHERE c.line = f.line AND (c.batch = '' OR cb.id IS NOT NULL AND cb.undone_seq IS NULL)) THEN 'later_import' END AS reason
    FROM figure_fact f WHERE f.line BETWEEN :first AND :last) WHERE reason IS NOT NULL
-- name: keep_area
INSERT INTO kept (line, batch, kind, id, reason) SELECT line, batch, 'area', record, reason FROM (
    SELECT f.line, f.batch, f.code AS record,
       CASE WHEN EXISTS (SELECT 1 FROM area_fact o WHERE o.code = f.code AND o.edition = f.edition AND o.seq > f.seq AND o.batch IS NOT f.batch AND o.undone_seq IS NULL) THEN 'later_version'
            WHEN EXISTS (SELECT 1 FROM confirmed c LEFT JOIN batch cb ON cb.id = c.batch
                     WHERE c.line = f.line AND (c.batch = '' OR cb.id IS NOT NULL AND cb.undone_seq IS NULL)) THEN 'later_import' END AS reason
    FROM area_fact f WHERE f.line BETWEEN :first AND :last) WHERE reason IS NOT NULL
-- name: confirm_area
INSERT OR IGNORE INTO confirmed (line, batch) SELECT line, ?1 FROM (
    SELECT line, batch FROM area_fact WHERE edition = ? AND code = ? AND seq IS NOT NULL AND undone_seq IS NULL ORDER BY seq DESC LIMIT 1)
WHERE batch IS NOT NULL AND batch <> ?1
-- name: confirm_household
INSERT OR IGNORE INTO confirmed (line, batch) SELECT line, ?1 FROM (
    SELECT line, batch FROM household_fact WHERE id = ? AND seq IS NOT NULL AND undone_seq IS NULL ORDER BY seq DESC LIMIT 1)
WHERE batch IS NOT NULL AND batch <> ?1
-- name: confirm_decision
INSERT OR IGNORE INTO confirmed (line, batch) SELECT line, ?1 FROM (
    SELECT line, batch FROM decision_fact WHERE id = ? AND seq IS NOT NULL AND undone_seq IS NULL ORDER BY seq DESC LIMIT 1)
WHERE batch IS NOT NULL AND batch <> ?1
-- name: confirm_base
INSERT OR IGNORE INTO confirmed (line, batch) SELECT line, ?1 FROM (
    SELECT line, batch FROM base_fact WHERE id = ? AND level = ? AND seq IS NOT NULL AND undone_seq IS NULL ORDER BY seq DESC LIMIT 1)
WHERE batch IS NOT NULL AND batch <> ?1
-- name: confirm_case_record
INSERT OR IGNORE INTO confirmed (line, batch) SELECT line, ?1 FROM (
    SELECT line, batch FROM case_record_fact WHERE id = ? AND seq IS NOT NULL AND undone_seq IS NULL ORDER BY seq DESC LIMIT 1)
WHERE batch IS NOT NULL AND batch <> ?1
-- name: confirm_help_point
INSERT OR IGNORE INTO confirmed (line, batch) SELECT line, ?1 FROM (
    SELECT line, batch FROM help_point_fact WHERE id = ? AND seq IS NOT NULL AND undone_seq IS NULL ORDER BY seq DESC LIMIT 1)
WHERE batch IS NOT NULL AND batch <> ?1
-- name: confirm_target
INSERT OR IGNORE INTO confirmed (line, batch) SELECT line, ?1 FROM (
    SELECT line, batch FROM target_fact WHERE campaign = ? AND indicator = ? AND area = ? AND year = ? AND seq IS NOT NULL AND undone_seq IS NULL ORDER BY seq DESC LIMIT 1)
WHERE batch IS NOT NULL AND batch <> ?1
-- name: confirm_figure
INSERT OR IGNORE INTO confirmed (line, batch) SELECT line, ?1 FROM (
    SELECT line, batch FROM figure_fact WHERE campaign = ? AND indicator = ? AND area = ? AND last_day = ? AND first_day = ? AND seq IS NOT NULL AND undone_seq IS NULL ORDER BY seq DESC LIMIT 1)
WHERE batch IS NOT NULL AND batch <> ?1
-- name: confirm_inspection
INSERT OR IGNORE INTO confirmed (line, batch) SELECT line, ?1 FROM (
    SELECT line, batch FROM inspection_fact WHERE id = ? AND seq IS NOT NULL AND undone_seq IS NULL ORDER BY seq DESC LIMIT 1)
WHERE batch IS NOT NULL AND batch <> ?1

-- name: overtaken_inspection
SELECT DISTINCT mine.id FROM inspection o CROSS JOIN inspection mine ON mine.id = o.id
WHERE o.line BETWEEN :first AND :last AND mine.line BETWEEN :own_first AND :own_last
-- name: overtaken_decision
SELECT mine.id FROM decision o CROSS JOIN decision mine ON mine.household = o.household AND mine.campaign = o.campaign
WHERE o.line BETWEEN :first AND :last AND mine.line BETWEEN :own_first AND :own_last AND mine.imported = 0
UNION
SELECT mine.id FROM decision o CROSS JOIN decision mine ON mine.id = o.id
WHERE o.line BETWEEN :first AND :last AND mine.line BETWEEN :own_first AND :own_last
-- each: base help_point
-- name: overtaken_{each}
SELECT DISTINCT mine.id FROM {each} o CROSS JOIN {each} mine ON mine.id = o.id
WHERE o.line BETWEEN :first AND :last AND mine.line BETWEEN :own_first AND :own_last
-- end each
-- name: overtaken_area
SELECT DISTINCT mine.code FROM area o CROSS JOIN area mine ON mine.code = o.code
WHERE o.line BETWEEN :first AND :last AND mine.line BETWEEN :own_first AND :own_last
-- name: undone_since
SELECT id FROM batch WHERE undone_seq > ?
-- each: area household decision base help_point case_record target inspection figure
-- name: drop_{each}
DELETE FROM {each} WHERE line IN (SELECT line FROM {each} WHERE line BETWEEN :first AND :last LIMIT :most)
-- end each
-- name: drop_receipt_by_hash
DELETE FROM receipt_by_hash WHERE (hash, line) IN
    (SELECT receipt.hash, receipt.line FROM receipt
     WHERE receipt.line BETWEEN :first AND :last
     AND EXISTS (SELECT 1 FROM receipt_by_hash AS listed WHERE listed.hash = receipt.hash AND listed.line = receipt.line)
     LIMIT :most)
-- name: drop_receipt
DELETE FROM receipt WHERE line IN (SELECT line FROM receipt WHERE line BETWEEN :first AND :last LIMIT :most)
-- name: drop_confirmed
DELETE FROM confirmed WHERE batch = :batch AND line IN (SELECT line FROM confirmed WHERE batch = :batch LIMIT :most)

-- name: batches
SELECT id, kind, content_hash, account, file_name, recorded_at, undone_seq FROM batch
WHERE ?1 = '' OR account = ?1 ORDER BY recorded_at DESC, id LIMIT ?2

-- name: insert_report
INSERT INTO report VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- name: report_by_id
SELECT * FROM report WHERE id = ?
-- name: reports
SELECT id, area, first_day, last_day, language, revision, recorded_at, account, '', '' FROM report ORDER BY recorded_at DESC, id

-- name: insert_resolution
INSERT INTO resolution (household, field, reason, account, recorded_at, after_seq) VALUES (?, ?, ?, ?, ?, ?)
-- name: resolutions
SELECT household, field, reason, account, recorded_at, after_seq FROM resolution ORDER BY id
-- name: resolutions_of_household
SELECT household, field, reason, account, recorded_at, after_seq FROM resolution WHERE household = ? ORDER BY id
-- name: versions_of_changed_households
SELECT * FROM household_fact WHERE id IN (SELECT id FROM household GROUP BY id HAVING count(*) > 1)
AND seq IS NOT NULL AND undone_seq IS NULL ORDER BY id, seq
-- Flags in the queue of reviewers, and how they are found: data/store/sqlite_doubts.h, doubt_settling.h.
-- A point in no village belongs to the one that it, or its household, declares.
-- name: insert_doubt
INSERT OR IGNORE INTO doubt (line, kind, inspection, area, campaign, found_at, metres, seconds, other)
SELECT line, ?2, id, coalesce(nullif(area, ''), nullif(declared, ''), (
           SELECT h.declared FROM household_fact h WHERE h.id = f.household AND h.seq IS NOT NULL AND h.undone_seq IS NULL
           ORDER BY h.seq DESC LIMIT 1), ''),
       campaign, ?3, ?4, ?5, ?6 FROM inspection f WHERE line = ?1
-- name: visible_line
SELECT line FROM inspection_fact WHERE id = ? AND seq IS NOT NULL AND undone_seq IS NULL
-- name: doubt_of_line
SELECT * FROM doubt WHERE line = ? AND kind = ?
-- name: doubts_of_line
SELECT * FROM doubt WHERE line = ? ORDER BY kind
-- name: doubts_of_inspection
SELECT * FROM doubt WHERE line IN (SELECT line FROM inspection WHERE id = ?) ORDER BY kind
-- name: delete_doubt
DELETE FROM doubt WHERE line = ? AND kind = ?
-- name: doubts
SELECT * FROM doubt
WHERE id > :after AND (:state = 2 OR verdict <> 0) AND (:kind < 0 OR kind = :kind) AND (:campaign = '' OR campaign = :campaign)
AND (:areas = '' OR area IN (SELECT value FROM json_each(:areas))) ORDER BY id LIMIT :most
-- name: open_doubts
SELECT * FROM doubt
WHERE verdict = 0 AND id > :after AND (:kind < 0 OR kind = :kind) AND (:campaign = '' OR campaign = :campaign)
AND (:areas = '' OR area IN (SELECT value FROM json_each(:areas))) ORDER BY id LIMIT :most
-- name: doubt_counts
SELECT area, kind, verdict, count(*) FROM doubt WHERE ?1 = '' OR campaign = ?1 GROUP BY area, kind, verdict
-- name: insert_doubt_resolution
INSERT INTO doubt_resolution (doubt, line, kind, inspection, verdict, reason, account, recorded_at, after_seq, supersedes)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- name: set_verdict
UPDATE doubt SET verdict = ? WHERE id = ?
-- name: resolutions_of_line
SELECT id, doubt, line, kind, inspection, verdict, reason, account, recorded_at, after_seq, supersedes
FROM doubt_resolution WHERE line = ? ORDER BY id
-- name: insert_track
INSERT OR IGNORE INTO track VALUES (?, ?, ?, ?, ?, ?, ?)
-- name: track_before
SELECT observed_at, inspection, line, lon, lat, accuracy_m FROM track
WHERE account = ?1 AND (observed_at, inspection) <= (?2, ?3) ORDER BY observed_at DESC, inspection DESC LIMIT 2
-- name: track_between
SELECT observed_at, inspection, line, lon, lat, accuracy_m FROM track
WHERE account = ?1 AND (observed_at, inspection) > (?2, ?3) AND observed_at <= ?4 ORDER BY observed_at, inspection LIMIT ?5
-- name: track_after
SELECT observed_at, inspection, line, lon, lat, accuracy_m FROM track
WHERE account = ?1 AND (observed_at, inspection) > (?2, ?3) ORDER BY observed_at, inspection LIMIT 2
-- name: next_unsettled
SELECT what, subject, first, first_inspection, last FROM unsettled ORDER BY what, subject LIMIT 1
-- name: mark_lines
INSERT INTO unsettled VALUES ('lines', ?, ?, '', ?)
ON CONFLICT (what, subject) DO UPDATE SET first = min(first, excluded.first), last = max(last, excluded.last)
-- name: mark_photos
INSERT OR IGNORE INTO unsettled VALUES ('photos', ?, 0, '', 0)
-- name: move_mark
UPDATE unsettled SET first = ?3, first_inspection = ?4 WHERE what = ?1 AND subject = ?2
-- name: delete_mark
DELETE FROM unsettled WHERE what = ? AND subject = ?
-- name: end_of_lines
SELECT max(line), count(*) FROM (SELECT line FROM inspection WHERE line BETWEEN ? AND ? ORDER BY line LIMIT ?)
-- name: flagged_lines
SELECT line, flags FROM inspection WHERE line BETWEEN ? AND ? AND flags <> 0 ORDER BY line
-- name: track_lines
INSERT OR IGNORE INTO track
SELECT coalesce(feed.account, (SELECT account FROM stretch WHERE first_line = (SELECT max(first_line) FROM stretch WHERE first_line <= ?1))),
       observed_at, id, f.line, lon, lat, accuracy_m
FROM inspection f LEFT JOIN feed ON feed.line = f.line
WHERE f.line BETWEEN ?1 AND ?2 AND position_source <> 'manual' AND (observed_at + 28800000) % 86400000 <> 0 ORDER BY 1, 2, 3
-- name: mark_tracks_of_lines
INSERT INTO unsettled
SELECT 'track', account, min(observed_at), '', max(observed_at) FROM (
    SELECT coalesce(feed.account, (SELECT account FROM stretch WHERE first_line = (SELECT max(first_line) FROM stretch WHERE first_line <= ?1))) AS account, observed_at
    FROM inspection f LEFT JOIN feed ON feed.line = f.line WHERE f.line BETWEEN ?1 AND ?2)
WHERE true GROUP BY account
ON CONFLICT (what, subject) DO UPDATE SET first_inspection = iif(excluded.first <= first, '', first_inspection),
    first = min(first, excluded.first), last = max(last, excluded.last)
-- name: mark_photos_of_lines
INSERT OR IGNORE INTO unsettled
SELECT DISTINCT 'photos', f.id, 0, '', 0 FROM inspection f JOIN photo ON photo.inspection = f.id WHERE f.line BETWEEN ? AND ?
-- name: has_photos
SELECT 1 FROM photo WHERE inspection = ? AND account = ? LIMIT 1
-- name: mark_reused_photos_beside
INSERT OR IGNORE INTO unsettled
SELECT 'photos', inspection, 0, '', 0 FROM doubt
WHERE kind = ?3 AND EXISTS (SELECT 1 FROM inspection f JOIN photo ON photo.inspection = f.id WHERE f.line BETWEEN ?1 AND ?2)
-- name: forget_track_of_lines
DELETE FROM track WHERE (account, observed_at, inspection) IN (
    SELECT (SELECT account FROM stretch WHERE first_line = (SELECT max(first_line) FROM stretch WHERE first_line <= ?1)), observed_at, id
    FROM inspection WHERE line BETWEEN ?1 AND ?2 AND line NOT IN (SELECT line FROM kept))
-- name: forget_doubts_of_lines
DELETE FROM doubt WHERE line BETWEEN ? AND ? AND line NOT IN (SELECT line FROM kept)

-- name: insert_recheck
INSERT INTO recheck VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- name: recheck_by_id
SELECT * FROM recheck WHERE id = ?
-- name: rechecks
SELECT * FROM recheck ORDER BY recorded_at DESC, id

-- name: insert_receipt
INSERT INTO receipt (hash, line) VALUES (?, ?)
-- name: list_receipt
INSERT INTO receipt_by_hash SELECT hash, line FROM receipt WHERE line = ?
-- name: facts_without_receipt
SELECT line FROM (SELECT line FROM inspection UNION ALL SELECT line FROM decision WHERE imported = 0)
WHERE line < coalesce((SELECT min(line) FROM receipt), 9223372036854775807) LIMIT 1
-- name: inspections_without_receipt
SELECT * FROM inspection_fact WHERE line NOT IN (SELECT line FROM receipt) ORDER BY line
-- name: decisions_without_receipt
SELECT * FROM decision_fact WHERE imported = 0 AND line NOT IN (SELECT line FROM receipt) ORDER BY line
-- name: inspection_by_content
SELECT * FROM inspection_fact
WHERE line IN (SELECT line FROM receipt_by_hash WHERE hash = ?) AND seq IS NOT NULL AND undone_seq IS NULL ORDER BY seq
-- name: decision_by_content
SELECT * FROM decision_fact
WHERE line IN (SELECT line FROM receipt_by_hash WHERE hash = ?) AND seq IS NOT NULL AND undone_seq IS NULL ORDER BY seq
-- name: batches_by_content
SELECT id, kind, account, recorded_at, revision FROM batch
WHERE content_hash = ? AND undone_seq IS NULL ORDER BY recorded_at

-- name: accounts
SELECT name, role, area, password_hash, active, must_change, created_at, last_seen, factor_secret, factor_on, factor_step, recovery, version
FROM account ORDER BY name
-- name: save_account
INSERT INTO account (name, role, area, password_hash, active, must_change, created_at, last_seen, factor_secret, factor_on, factor_step,
                     recovery, version) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (name) DO UPDATE SET role = excluded.role, area = excluded.area, password_hash = excluded.password_hash,
    active = excluded.active, must_change = excluded.must_change, created_at = excluded.created_at,
    last_seen = coalesce(excluded.last_seen, last_seen), factor_secret = excluded.factor_secret, factor_on = excluded.factor_on,
    factor_step = excluded.factor_step, recovery = excluded.recovery, version = excluded.version
-- name: credentials
SELECT secret_hash, account, kind, expires, device, verbs, created_at, last_used, address FROM credential
-- name: save_credential
INSERT INTO credential (secret_hash, account, kind, expires, device, verbs, created_at, last_used, address)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
ON CONFLICT (secret_hash) DO UPDATE SET expires = excluded.expires, last_used = excluded.last_used
-- name: touch_credential
UPDATE credential SET last_used = ?2 WHERE secret_hash = ?1
-- name: touch_account
UPDATE account SET last_seen = ?2 WHERE name = (SELECT account FROM credential WHERE secret_hash = ?1)
-- name: remove_credential
DELETE FROM credential WHERE secret_hash = ?

-- The audit: data/store/sqlite_audit.h.
-- name: audit_head
SELECT seq, hash FROM audit ORDER BY seq DESC LIMIT 1
-- name: audit_start
SELECT seq, hash, at, key, signature FROM audit_start
-- name: save_audit_start
INSERT INTO audit_start VALUES (1, ?, ?, ?, ?, ?)
ON CONFLICT (one) DO UPDATE SET seq = excluded.seq, hash = excluded.hash, at = excluded.at, key = excluded.key, signature = excluded.signature
-- name: audit_name_of
SELECT id, token FROM audit_name WHERE shared = 1 AND kind = ? AND name = ?
-- name: audit_names_called
SELECT id, token FROM audit_name WHERE kind = ? AND name = ? ORDER BY id
-- name: insert_audit_name
INSERT INTO audit_name (kind, shared, token, key, name) VALUES (?, ?, ?, ?, ?)
-- name: shred_audit_name
UPDATE audit_name SET key = NULL, name = NULL WHERE id = ?
-- name: shared_audit_names
SELECT id FROM audit_name WHERE shared = 1
-- name: audit_references
SELECT seq, account, subject, address FROM audit WHERE seq > ? ORDER BY seq LIMIT ?
-- name: forget_audit_name
DELETE FROM audit_name WHERE id = ?1 AND shared = 1
AND NOT EXISTS (SELECT 1 FROM audit WHERE seq > ?2 AND (account = ?1 OR subject = ?1 OR address = ?1))
-- name: insert_audit
INSERT INTO audit (seq, at, verb, detail, area, rows, revision, account, subject, address, hash) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- name: delete_own_audit_names
DELETE FROM audit_name WHERE shared = 0 AND id IN (SELECT subject FROM audit WHERE seq <= ?)
-- name: delete_audit
DELETE FROM audit WHERE seq <= ?
-- name: audit_oldest_first
SELECT * FROM audit_entry
WHERE seq > :after AND at >= :from AND at < :until AND (:verb = '' OR verb = :verb)
AND (:accounts = '' OR account IN (SELECT id FROM audit_name WHERE shared = 1 AND kind = 'account' AND name IN (SELECT value FROM json_each(:accounts))))
AND (:subject = '' OR subject IN (SELECT id FROM audit_name WHERE name = :subject AND (:kind = '' OR kind = :kind))) ORDER BY seq LIMIT :most
-- name: audit_newest_first
SELECT * FROM audit_entry
WHERE seq < :after AND at >= :from AND at < :until AND (:verb = '' OR verb = :verb)
AND (:accounts = '' OR account IN (SELECT id FROM audit_name WHERE shared = 1 AND kind = 'account' AND name IN (SELECT value FROM json_each(:accounts))))
AND (:subject = '' OR subject IN (SELECT id FROM audit_name WHERE name = :subject AND (:kind = '' OR kind = :kind))) ORDER BY seq DESC LIMIT :most

-- name: child_count_known
SELECT count FROM child_count WHERE area = ? AND category = ? AND as_of = ? ORDER BY seq DESC LIMIT 1
-- name: insert_child_count
INSERT INTO child_count (area, category, count, as_of, recorded_at, account) VALUES (?, ?, ?, ?, ?, ?)
-- name: insert_access
INSERT INTO access (at, account, verb, purpose, rows) VALUES (?, ?, ?, ?, ?)
-- name: access_count
SELECT count(*) FROM access

-- name: blob_by_sha256
SELECT * FROM blob WHERE sha256 = ?
-- name: photos_of_inspection
SELECT blob.* FROM photo JOIN blob ON blob.sha256 = photo.sha256
WHERE photo.inspection = ? AND photo.account = ? ORDER BY photo.recorded_at, photo.sha256
-- name: claims_of_blob
SELECT inspection, account, sha256, recorded_at FROM photo WHERE sha256 = ? ORDER BY recorded_at
-- name: uses_of_blob
SELECT photo.inspection, inspection_fact.campaign, photo.sha256, blob.likeness
FROM photo JOIN blob ON blob.sha256 = photo.sha256
JOIN inspection_fact ON inspection_fact.id = photo.inspection AND inspection_fact.account = photo.account
WHERE photo.sha256 = ? AND seq IS NOT NULL AND undone_seq IS NULL ORDER BY photo.recorded_at
-- name: blobs_alike
SELECT sha256 FROM blob
WHERE likeness & 65535 = ? OR likeness >> 16 & 65535 = ? OR likeness >> 32 & 65535 = ? OR likeness >> 48 & 65535 = ? LIMIT ?
-- name: insert_blob
INSERT INTO blob VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- name: insert_photo
INSERT INTO photo VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
-- name: touch_photo
UPDATE photo SET recorded_at = ? WHERE inspection = ? AND account = ? AND sha256 = ?
-- name: last_undo_before
SELECT coalesce(max(b.undone_seq), 0) FROM batch b
JOIN stretch s ON s.first_seq = (SELECT max(first_seq) FROM stretch WHERE first_seq <= b.undone_seq)
JOIN feed ON feed.line = s.first_line + b.undone_seq - s.first_seq
WHERE b.undone_seq IS NOT NULL AND feed.recorded_at < ?
-- A point that was undone after ?4, the last undo before ?1, holds its photos still.
-- name: orphan_blobs
SELECT rowid, sha256,
       recorded_at < ?1
       AND NOT EXISTS (SELECT 1 FROM photo_named n JOIN inspection_fact i ON i.id = n.inspection
                       WHERE n.sha256 = blob.sha256 AND (i.undone_seq IS NULL OR i.undone_seq > ?4))
       AND NOT EXISTS (SELECT 1 FROM photo p JOIN inspection_fact i ON i.id = p.inspection
                       WHERE p.sha256 = blob.sha256 AND (i.undone_seq IS NULL OR i.undone_seq > ?4))
       AND NOT EXISTS (SELECT 1 FROM photo WHERE photo.sha256 = blob.sha256 AND photo.recorded_at >= ?1)
FROM blob WHERE rowid >= ?2 ORDER BY rowid LIMIT ?3
-- name: delete_photos_of_blob
DELETE FROM photo WHERE sha256 = ?
-- name: delete_blob
DELETE FROM blob WHERE sha256 = ?
-- name: geopackage_programs
SELECT name FROM sqlite_master
WHERE (lower(type) = 'view' OR (lower(type) = 'table' AND sql NOT LIKE 'CREATE TABLE %'))
  AND (name LIKE 'gpkg\_%' ESCAPE '\' OR lower(name) IN (SELECT lower(table_name) FROM gpkg_contents))
LIMIT 1

-- name: name_gpkg_layer
UPDATE gpkg_contents SET identifier = ?2, description = ?3, last_change = ?4 WHERE table_name = ?1
-- name: insert_gpkg_column
INSERT INTO gpkg_data_columns (table_name, column_name, name, title, description) VALUES (?, ?, ?, ?, ?)
-- name: insert_gpkg_metadata
INSERT INTO gpkg_metadata VALUES (?, ?, ?, ?, ?)
-- name: insert_gpkg_reference
INSERT INTO gpkg_metadata_reference VALUES (?, ?, NULL, NULL, ?, ?, NULL)
-- name: insert_gpkg_styles_table
INSERT INTO gpkg_contents (table_name, data_type, identifier, description, last_change) VALUES ('layer_styles', 'attributes', 'layer_styles', '', ?)
-- name: insert_gpkg_style
INSERT INTO layer_styles
VALUES (1, '', '', ?1, ?2, ?3, ?4, ?5, 1, ?6, '', NULL, ?7)
-- name: insert_tileset_fact
INSERT INTO metadata VALUES (?, ?)
-- name: insert_tile_content
INSERT INTO images VALUES (?, ?) ON CONFLICT (tile_id) DO NOTHING
-- name: insert_tile
INSERT INTO map VALUES (?, ?, ?, ?)

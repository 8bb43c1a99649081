-- SPDX-License-Identifier: Apache-2.0
-- Every statement of the SQLite store by name. `:after`, `:until` bound a stretch of the feed; a fact of an
-- import that was undone at or before `:until` is not visible.

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
-- name: last_seq
SELECT coalesce(max(seq), 0) FROM feed

-- name: insert_feed
INSERT INTO feed (kind, recorded_at, account, batch) VALUES (?, ?, ?, nullif(?, ''))
-- name: insert_area_identity
INSERT INTO area_identity (code) VALUES (?) ON CONFLICT (code) DO NOTHING
-- name: area_fid
SELECT fid FROM area_identity WHERE code = ?
-- name: insert_area
INSERT INTO area VALUES (?, ?, ?, ?, ?, ?, ?, ?)
-- name: insert_household
INSERT INTO household VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- name: insert_decision
INSERT INTO decision VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
-- name: insert_base
INSERT INTO base VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- name: insert_help_point
INSERT INTO help_point VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- name: insert_target
INSERT INTO target VALUES (?, ?, ?, ?, ?, ?, ?)
-- name: insert_inspection
INSERT INTO inspection VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)

-- name: facts_area
SELECT * FROM area_fact
WHERE seq > :after AND seq <= :until AND (undone_seq IS NULL OR undone_seq > :until) ORDER BY seq
-- name: facts_household
SELECT * FROM household_fact
WHERE seq > :after AND seq <= :until AND (undone_seq IS NULL OR undone_seq > :until) ORDER BY seq
-- name: facts_decision
SELECT * FROM decision_fact
WHERE seq > :after AND seq <= :until AND (undone_seq IS NULL OR undone_seq > :until) ORDER BY seq
-- name: facts_base
SELECT * FROM base_fact
WHERE seq > :after AND seq <= :until AND (undone_seq IS NULL OR undone_seq > :until) ORDER BY seq
-- name: facts_help_point
SELECT * FROM help_point_fact
WHERE seq > :after AND seq <= :until AND (undone_seq IS NULL OR undone_seq > :until) ORDER BY seq
-- name: facts_target
SELECT * FROM target_fact
WHERE seq > :after AND seq <= :until AND (undone_seq IS NULL OR undone_seq > :until) ORDER BY seq
-- name: facts_inspection
SELECT * FROM inspection_fact
WHERE seq > :after AND seq <= :until AND (undone_seq IS NULL OR undone_seq > :until) ORDER BY seq

-- name: area_of_edition
SELECT * FROM area_fact
WHERE edition = ? AND code = ? AND undone_seq IS NULL ORDER BY seq DESC LIMIT 1
-- name: household_by_id
SELECT * FROM household_fact
WHERE id = ? AND undone_seq IS NULL ORDER BY seq DESC LIMIT 1
-- name: decision_by_id
SELECT * FROM decision_fact
WHERE id = ? AND undone_seq IS NULL
-- name: decisions_of_household
SELECT * FROM decision_fact
WHERE household = ? AND (?2 = '' OR campaign = ?2) AND undone_seq IS NULL ORDER BY decided_on, seq
-- name: inspections_of_household
SELECT * FROM inspection_fact
WHERE household = ? AND undone_seq IS NULL ORDER BY observed_at, seq
-- name: versions_of_household
SELECT * FROM household_fact
WHERE id = ? AND undone_seq IS NULL ORDER BY seq
-- name: base_by_id
SELECT * FROM base_fact
WHERE id = ? AND level = ? AND undone_seq IS NULL ORDER BY seq DESC LIMIT 1
-- name: help_point_by_id
SELECT * FROM help_point_fact
WHERE id = ? AND undone_seq IS NULL ORDER BY seq DESC LIMIT 1
-- name: target_by_key
SELECT * FROM target_fact
WHERE campaign = ? AND indicator = ? AND area = ? AND year = ? AND undone_seq IS NULL ORDER BY approved_on DESC, seq DESC LIMIT 1
-- name: inspection_by_id
SELECT * FROM inspection_fact
WHERE id = ? AND undone_seq IS NULL

-- name: batch_by_id
SELECT id, kind, content_hash, account, file_name, report, undone_seq FROM batch WHERE id = ?
-- name: insert_batch
INSERT INTO batch (id, kind, content_hash, account, file_name, report, recorded_at) VALUES (?, ?, ?, ?, ?, ?, ?)
-- name: undo_batch
UPDATE batch SET undone_seq = ? WHERE id = ? AND undone_seq IS NULL

-- name: accounts
SELECT name, role, area, password_hash FROM account ORDER BY name
-- name: save_account
INSERT INTO account VALUES (?, ?, ?, ?)
ON CONFLICT (name) DO UPDATE SET role = excluded.role, area = excluded.area, password_hash = excluded.password_hash
-- name: credentials
SELECT secret_hash, account, kind, expires FROM credential
-- name: save_credential
INSERT INTO credential VALUES (?, ?, ?, ?)
ON CONFLICT (secret_hash) DO UPDATE SET expires = excluded.expires
-- name: remove_credential
DELETE FROM credential WHERE secret_hash = ?

-- name: child_count_known
SELECT count FROM child_count WHERE area = ? AND category = ? AND as_of = ? ORDER BY seq DESC LIMIT 1
-- name: insert_child_count
INSERT INTO child_count (area, category, count, as_of, recorded_at, account) VALUES (?, ?, ?, ?, ?, ?)
-- name: insert_access
INSERT INTO access (at, account, verb, purpose, rows) VALUES (?, ?, ?, ?, ?)
-- name: access_count
SELECT count(*) FROM access

-- name: insert_tileset_fact
INSERT INTO metadata VALUES (?, ?)
-- name: insert_tile_content
INSERT INTO images VALUES (?, ?) ON CONFLICT (tile_id) DO NOTHING
-- name: insert_tile
INSERT INTO map VALUES (?, ?, ?, ?)

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

-- name: batches
SELECT id, kind, content_hash, account, file_name, recorded_at, undone_seq FROM batch
WHERE ?1 = '' OR account = ?1 ORDER BY recorded_at DESC, id LIMIT ?2

-- name: insert_receipt
INSERT INTO receipt (hash, seq) VALUES (?, ?)
-- name: facts_without_receipt
SELECT seq FROM feed WHERE seq < coalesce((SELECT min(seq) FROM receipt), 9223372036854775807)
AND kind IN ('inspection', 'decision')
AND (kind = 'inspection' OR EXISTS (SELECT 1 FROM decision WHERE decision.seq = feed.seq AND imported = 0)) LIMIT 1
-- name: inspections_without_receipt
SELECT * FROM inspection_fact WHERE seq NOT IN (SELECT seq FROM receipt) ORDER BY seq
-- name: decisions_without_receipt
SELECT * FROM decision_fact WHERE imported = 0 AND seq NOT IN (SELECT seq FROM receipt) ORDER BY seq
-- name: inspection_by_content
SELECT * FROM inspection_fact WHERE seq IN (SELECT seq FROM receipt WHERE hash = ?) AND undone_seq IS NULL ORDER BY seq
-- name: decision_by_content
SELECT * FROM decision_fact WHERE seq IN (SELECT seq FROM receipt WHERE hash = ?) AND undone_seq IS NULL ORDER BY seq
-- name: batches_by_content
SELECT id, kind, account, recorded_at FROM batch
WHERE content_hash = ? AND undone_seq IS NULL ORDER BY recorded_at

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

-- name: blob_by_sha256
SELECT * FROM blob WHERE sha256 = ?
-- name: photos_of_inspection
SELECT blob.* FROM photo JOIN blob ON blob.sha256 = photo.sha256
WHERE photo.inspection = ? AND photo.account = ? ORDER BY photo.recorded_at, photo.sha256
-- name: uses_of_blob
SELECT photo.inspection, inspection_fact.campaign, photo.sha256, blob.likeness
FROM photo JOIN blob ON blob.sha256 = photo.sha256
JOIN inspection_fact ON inspection_fact.id = photo.inspection AND inspection_fact.account = photo.account
WHERE photo.sha256 = ? AND undone_seq IS NULL ORDER BY photo.recorded_at
-- name: uses_of_likeness
SELECT photo.inspection, inspection_fact.campaign, photo.sha256, alike.likeness
FROM (SELECT sha256, likeness FROM blob
      WHERE sha256 <> ? AND (likeness & 65535 = ? OR likeness >> 16 & 65535 = ?
                             OR likeness >> 32 & 65535 = ? OR likeness >> 48 & 65535 = ?) LIMIT ?) AS alike
JOIN photo ON photo.sha256 = alike.sha256
JOIN inspection_fact ON inspection_fact.id = photo.inspection AND inspection_fact.account = photo.account
WHERE undone_seq IS NULL
-- name: insert_blob
INSERT INTO blob VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
-- name: insert_photo
INSERT INTO photo VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING
-- name: touch_photo
UPDATE photo SET recorded_at = ? WHERE inspection = ? AND account = ? AND sha256 = ?
-- name: orphan_blobs
SELECT sha256 FROM blob
WHERE recorded_at < ?
  AND NOT EXISTS (SELECT 1 FROM photo_named WHERE photo_named.sha256 = blob.sha256)
  AND NOT EXISTS (SELECT 1 FROM photo JOIN inspection ON inspection.id = photo.inspection
                  WHERE photo.sha256 = blob.sha256)
  AND NOT EXISTS (SELECT 1 FROM photo WHERE photo.sha256 = blob.sha256 AND photo.recorded_at >= ?1)
ORDER BY recorded_at LIMIT ?2
-- name: delete_photos_of_blob
DELETE FROM photo WHERE sha256 = ?
-- name: delete_blob
DELETE FROM blob WHERE sha256 = ?
-- name: geopackage_programs
SELECT name FROM sqlite_master
WHERE (type = 'view' OR (type = 'table' AND sql LIKE 'CREATE VIRTUAL%'))
  AND (name LIKE 'gpkg\_%' ESCAPE '\' OR lower(name) IN (SELECT lower(table_name) FROM gpkg_contents))
LIMIT 1

-- name: insert_tileset_fact
INSERT INTO metadata VALUES (?, ?)
-- name: insert_tile_content
INSERT INTO images VALUES (?, ?) ON CONFLICT (tile_id) DO NOTHING
-- name: insert_tile
INSERT INTO map VALUES (?, ?, ?, ?)

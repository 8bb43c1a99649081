-- SPDX-License-Identifier: Apache-2.0
-- An import knows its number and on which terms it was asked for (kind, datum, mapping, ...): the same file under the
-- same id on other terms is another import. Terms of imports from before are not known ('').
ALTER TABLE batch ADD COLUMN terms TEXT NOT NULL DEFAULT '';
ALTER TABLE batch ADD COLUMN revision INTEGER NOT NULL DEFAULT 0;
UPDATE batch SET revision = coalesce(CAST(json_extract(report, '$.revision') AS INTEGER), 0) WHERE json_valid(report);

-- An import that is taken back names no photos any more; names that earlier ones left are gone too.
CREATE TRIGGER inspection_forgets_photos AFTER DELETE ON inspection WHEN OLD.photos <> '' BEGIN
    DELETE FROM photo_named
    WHERE inspection = OLD.id
      AND sha256 IN (SELECT value FROM json_each('["' || replace(OLD.photos, char(10), '","') || '"]'))
      AND NOT EXISTS (SELECT 1 FROM inspection i WHERE i.id = OLD.id AND instr(i.photos, photo_named.sha256) > 0);
END;
DELETE FROM photo_named WHERE NOT EXISTS (
    SELECT 1 FROM inspection i WHERE i.id = photo_named.inspection AND instr(i.photos, photo_named.sha256) > 0);

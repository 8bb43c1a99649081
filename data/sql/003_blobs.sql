-- SPDX-License-Identifier: Apache-2.0
-- Photos by content hash. A `blob` is a file under blobs/ that was acknowledged, with what was read from it; a
-- `photo` is an account's word that a blob belongs to an inspection point, which may come before the point
-- itself; `photo_named` are the hashes that inspection points name, held or not. Instants are UTC milliseconds.

CREATE TABLE blob (
    sha256              TEXT NOT NULL UNIQUE,
    bytes               INTEGER NOT NULL,
    account             TEXT NOT NULL, -- who brought it first
    recorded_at         INTEGER NOT NULL,
    width               INTEGER NOT NULL, -- upright
    height              INTEGER NOT NULL,
    orientation         INTEGER NOT NULL,
    lon                 REAL, -- WGS 84, as the camera wrote it
    lat                 REAL,
    accuracy_m          REAL,
    datum               TEXT NOT NULL,
    position_doubtful   INTEGER NOT NULL,
    taken_at            INTEGER,
    taken_at_has_offset INTEGER NOT NULL,
    fixed_at            INTEGER,
    time_doubtful       INTEGER NOT NULL,
    make                TEXT NOT NULL,
    model               TEXT NOT NULL,
    likeness            INTEGER NOT NULL, -- 64 bits; pictures that look alike differ in few
    thumbnail_sha256    TEXT NOT NULL
) STRICT;
-- Of hashes that differ in at most 3 of 64 bits, one quarter at least is equal.
CREATE INDEX blob_likeness_0 ON blob (likeness & 65535);
CREATE INDEX blob_likeness_1 ON blob (likeness >> 16 & 65535);
CREATE INDEX blob_likeness_2 ON blob (likeness >> 32 & 65535);
CREATE INDEX blob_likeness_3 ON blob (likeness >> 48 & 65535);

CREATE TABLE photo (
    inspection  TEXT NOT NULL,
    account     TEXT NOT NULL,
    sha256      TEXT NOT NULL REFERENCES blob (sha256),
    recorded_at INTEGER NOT NULL,
    PRIMARY KEY (inspection, account, sha256)
) STRICT, WITHOUT ROWID;
CREATE INDEX photo_sha256 ON photo (sha256);

CREATE TABLE photo_named (
    sha256     TEXT NOT NULL,
    inspection TEXT NOT NULL,
    PRIMARY KEY (sha256, inspection)
) STRICT, WITHOUT ROWID;
INSERT OR IGNORE INTO photo_named
SELECT named.value, inspection.id
FROM inspection, json_each('["' || replace(inspection.photos, char(10), '","') || '"]') AS named
WHERE named.value <> '';
CREATE TRIGGER inspection_names_photos AFTER INSERT ON inspection WHEN NEW.photos <> '' BEGIN
    INSERT OR IGNORE INTO photo_named
    SELECT named.value, NEW.id FROM json_each('["' || replace(NEW.photos, char(10), '","') || '"]') AS named
    WHERE named.value <> '';
END;

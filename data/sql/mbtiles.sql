-- SPDX-License-Identifier: Apache-2.0
-- MBTiles 1.3. Readers ask `metadata` and `tiles`; contents are kept once and joined by their hash.
PRAGMA application_id = 0x4d504258;
CREATE TABLE metadata (name TEXT PRIMARY KEY, value TEXT);
CREATE TABLE images (tile_id TEXT PRIMARY KEY, tile_data BLOB);
CREATE TABLE map (
    zoom_level  INTEGER,
    tile_column INTEGER,
    tile_row    INTEGER,
    tile_id     TEXT,
    PRIMARY KEY (zoom_level, tile_column, tile_row)
) WITHOUT ROWID;
CREATE VIEW tiles AS
SELECT map.zoom_level, map.tile_column, map.tile_row, images.tile_data
FROM map JOIN images ON images.tile_id = map.tile_id;

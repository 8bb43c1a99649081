-- SPDX-License-Identifier: Apache-2.0
-- Tiles of areas, every second one (`half`: 0 or 1): how many hold something, and their bytes.
\set ON_ERROR_STOP on
SELECT count(*) FILTER (WHERE length(mvt) > 0), sum(length(mvt))
FROM (SELECT (SELECT ST_AsMVT(shown, 'areas', 4096, 'geom', 'fid')
              FROM (SELECT ST_AsMVTGeom(boundary, ST_TileEnvelope(z, x, y), 4096, 64) AS geom, fid, code, name, level, parent
                    FROM areas
                    WHERE boundary && ST_TileEnvelope(z, x, y, margin => 64.0 / 4096)) AS shown
              WHERE geom IS NOT NULL) AS mvt
      FROM tiles
      WHERE number % 2 = :half) AS drawn;

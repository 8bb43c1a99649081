-- SPDX-License-Identifier: Apache-2.0
-- Tiles of households, every point kept, every second tile (`half`: 0 or 1): how many hold something, and their bytes.
\set ON_ERROR_STOP on
SELECT count(*) FILTER (WHERE length(mvt) > 0), sum(length(mvt))
FROM (SELECT (SELECT ST_AsMVT(shown, 'courtyards', 4096, 'geom', 'fid')
              FROM (SELECT ST_AsMVTGeom(place, ST_TileEnvelope(z, x, y), 4096, 0) AS geom, fid, id, status, completed_on,
                           revoked_on, area
                    FROM households
                    WHERE place && ST_TileEnvelope(z, x, y)) AS shown
              WHERE geom IS NOT NULL) AS mvt
      FROM tiles
      WHERE number % 2 = :half) AS drawn;

-- SPDX-License-Identifier: Apache-2.0
-- Loads what pyramid_bench --write wrote into the folder psql runs in.
\set ON_ERROR_STOP on
SET client_min_messages = warning;
CREATE EXTENSION postgis;

CREATE UNLOGGED TABLE tiles(number integer, z integer, x integer, y integer);
CREATE UNLOGGED TABLE area_rows(fid bigint, code text, name text, level text, parent text, boundary geometry);
CREATE UNLOGGED TABLE household_rows(fid bigint, id text, status text, completed_on integer, revoked_on integer, area text,
                                     lon float, lat float);
\copy tiles FROM tiles.csv (FORMAT csv, HEADER)
\copy area_rows FROM areas.csv (FORMAT csv, HEADER)
\copy household_rows FROM households.csv (FORMAT csv, HEADER)

CREATE UNLOGGED TABLE areas AS
SELECT fid, code, name, level, parent, ST_Transform(ST_SetSRID(boundary, 4326), 3857) AS boundary FROM area_rows;
CREATE UNLOGGED TABLE households AS
SELECT fid, id, status, completed_on, revoked_on, area, ST_Transform(ST_SetSRID(ST_MakePoint(lon, lat), 4326), 3857) AS place
FROM household_rows;
CREATE INDEX ON areas USING gist(boundary);
CREATE INDEX ON households USING gist(place);
VACUUM ANALYZE areas;
VACUUM ANALYZE households;

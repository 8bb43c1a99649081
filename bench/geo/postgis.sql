-- SPDX-License-Identifier: Apache-2.0
-- Times PostGIS over villages.csv and positions.csv of the folder psql runs in, prints one row of a table for each
-- way to ask, and fails when PostGIS counts otherwise than we do. Needs an empty database and the variable
-- `round_s`: about how many seconds one way may take.
\set ON_ERROR_STOP on
\pset format unaligned
\pset tuples_only on
SET client_min_messages = warning;

CREATE EXTENSION postgis;
CREATE UNLOGGED TABLE villages (number integer, boundary geometry(Polygon, 4326));
CREATE UNLOGGED TABLE points (number integer, place geometry(Point, 4326), village integer);
\copy villages FROM villages.csv (FORMAT csv)
\copy points FROM positions.csv (FORMAT csv)
CREATE INDEX ON villages USING gist (boundary);
CREATE INDEX ON points USING gist (place);
CREATE INDEX ON points (number);
VACUUM ANALYZE villages;
VACUUM ANALYZE points;

-- asked: points; expected: those that have a village; pairs: what PostGIS finds; equal: those that are ours too.
CREATE TABLE laps (way text, asked bigint, expected bigint, pairs bigint, equal bigint, seconds float);

-- The text-book query over the first points, in random order; PostgreSQL makes the plan.
CREATE FUNCTION text_book(wanted float) RETURNS laps LANGUAGE plpgsql AS $$
DECLARE
    lap laps;
    start timestamptz;
BEGIN
    DROP TABLE IF EXISTS sample;
    CREATE UNLOGGED TABLE sample AS SELECT * FROM points WHERE number < wanted;
    CREATE INDEX ON sample USING gist (place);
    ANALYZE sample;
    lap.way := 'PostGIS, text-book join';
    SELECT count(*), count(village) INTO lap.asked, lap.expected FROM sample;
    start := clock_timestamp();
    SELECT count(*), count(*) FILTER (WHERE v.number = p.village) INTO lap.pairs, lap.equal
    FROM sample p JOIN villages v ON ST_Covers(v.boundary, p.place);
    lap.seconds := extract(epoch FROM clock_timestamp() - start);
    RETURN lap;
END $$;

-- Village by village, so that PostGIS prepares each boundary once; of all points those of one village in `every`.
CREATE FUNCTION by_village(every integer) RETURNS laps LANGUAGE plpgsql AS $$
DECLARE
    lap laps;
    start timestamptz;
BEGIN
    lap.way := 'PostGIS, village by village';
    SELECT count(*), count(*) INTO lap.asked, lap.expected FROM points WHERE village % every = 0;
    start := clock_timestamp();
    SELECT count(*), count(*) FILTER (WHERE v.number = p.village) INTO lap.pairs, lap.equal
    FROM villages v
    CROSS JOIN LATERAL (SELECT village FROM points WHERE ST_Covers(v.boundary, place) OFFSET 0) p
    WHERE v.number % every = 0;
    lap.seconds := extract(epoch FROM clock_timestamp() - start);
    RETURN lap;
END $$;

-- A short trial of each says how much fits into a round.
SELECT 2000 / seconds * :round_s AS wanted FROM text_book(2000) \gset
INSERT INTO laps SELECT * FROM text_book(:wanted);
SELECT greatest(1, ceil(50 * seconds / :round_s)::integer) AS every FROM by_village(50) \gset
INSERT INTO laps SELECT * FROM by_village(:every);

SELECT format('| %s | %s | %s | %s |', rpad(way, 27), to_char(asked / seconds / 1e6, '0.000'),
              lpad(asked::text, 9), lpad((expected - equal + pairs - equal)::text, 4))
FROM laps;
DO $$ BEGIN
    IF EXISTS (SELECT FROM laps WHERE pairs <> expected OR equal <> expected) THEN
        RAISE EXCEPTION 'PostGIS and Courtyard differ: %', (SELECT jsonb_agg(laps) FROM laps);
    END IF;
END $$;

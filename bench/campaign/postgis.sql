-- SPDX-License-Identifier: Apache-2.0
-- Times PostgreSQL over intervals.csv and expected.csv of the folder psql runs in, prints one row of a table for each
-- question, and fails when it counts otherwise than we do.
\set ON_ERROR_STOP on
\pset format unaligned
\pset tuples_only on
SET client_min_messages = warning;

CREATE UNLOGGED TABLE intervals (village integer, starts date, ends date);
CREATE UNLOGGED TABLE expected (village integer, day date, completed bigint, of_year bigint);
\copy intervals FROM intervals.csv (FORMAT csv)
\copy expected FROM expected.csv (FORMAT csv)
CREATE INDEX ON intervals (village, starts) INCLUDE (ends);
VACUUM ANALYZE intervals;
ANALYZE expected;

CREATE TABLE laps (way text, ms float, differ bigint);
CREATE FUNCTION on_a_day(asked date) RETURNS void LANGUAGE plpgsql AS $$
DECLARE start timestamptz;
BEGIN
    DROP TABLE IF EXISTS answer;
    start := clock_timestamp();
    CREATE TEMP TABLE answer AS
    SELECT village, count(*) FILTER (WHERE starts <= asked AND asked < ends) AS completed,
           count(*) FILTER (WHERE starts <= asked AND asked < ends AND starts >= date_trunc('year', asked)) AS of_year
    FROM intervals GROUP BY village;
    INSERT INTO laps SELECT 'completed of 5,000 villages on a day', extract(epoch FROM clock_timestamp() - start) * 1000,
        (SELECT count(*) FROM expected e LEFT JOIN answer a USING (village) WHERE e.day = asked
         AND (coalesce(a.completed, 0), coalesce(a.of_year, 0)) IS DISTINCT FROM (e.completed, e.of_year));
END $$;

-- Steps up and down, summed along the months: PostgreSQL's own good way to ask for all of them at once.
CREATE FUNCTION matrix() RETURNS void LANGUAGE plpgsql AS $$
DECLARE start timestamptz;
BEGIN
    DROP TABLE IF EXISTS answer;
    start := clock_timestamp();
    CREATE TEMP TABLE answer AS
    SELECT village, (month + interval '1 month - 1 day')::date AS day,
           sum(sum(step)) OVER (PARTITION BY village ORDER BY month) AS completed
    FROM (SELECT village, date_trunc('month', starts) AS month, count(*) AS step FROM intervals GROUP BY 1, 2
          UNION ALL
          -- Who leaves on a day is gone at the end of that month.
          SELECT village, date_trunc('month', ends), -count(*) FROM intervals WHERE ends < 'infinity' GROUP BY 1, 2
) steps
    GROUP BY village, month;
    INSERT INTO laps SELECT 'matrix of 5,000 villages x 60 months', extract(epoch FROM clock_timestamp() - start) * 1000,
        (SELECT count(*) FROM expected e JOIN answer a USING (village, day) WHERE a.completed <> e.completed);
END $$;

SELECT on_a_day('2023-06-30'), on_a_day('2022-12-31'), on_a_day('2025-06-30') \g /dev/null
SELECT matrix(), matrix() \g /dev/null
SELECT format('| %s | %s | %s |', rpad(way, 44), lpad(to_char(min(ms), 'FM99990.0'), 7), sum(differ)) FROM laps GROUP BY way ORDER BY way;
DO $$ BEGIN
    IF EXISTS (SELECT FROM laps WHERE differ > 0) THEN
        RAISE EXCEPTION 'PostgreSQL and Courtyard differ: %', (SELECT jsonb_agg(laps) FROM laps);
    END IF;
END $$;

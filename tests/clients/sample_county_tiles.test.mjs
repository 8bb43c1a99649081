// SPDX-License-Identifier: Apache-2.0

// Every tile of every layer of the sample county, from zoom 0 to the deepest that is served, as the program packs them.
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

import { run } from '../service/program.mjs';
import { byGdal, byMapbox, judged, zoomsOf } from './tile_readers.mjs';

const villages = 320;
const unpack = `
import gzip, os, sqlite3, sys
archive, folder = sys.argv[1:]
for z, x, row, data in sqlite3.connect(archive).execute('SELECT zoom_level, tile_column, tile_row, tile_data FROM tiles'):
    os.makedirs(f'{folder}/{z}/{x}', exist_ok=True)
    with open(f'{folder}/{z}/{x}/{(1 << z) - 1 - row}.pbf', 'wb') as file:
        file.write(gzip.decompress(data))
`;

let place;
const found = [];
before(async () => {
    place = mkdtempSync(join(tmpdir(), 'courtyard-county-tiles-'));
    cpSync(process.env.COURTYARD_SAMPLE_DATA, join(place, 'data'), { recursive: true });
    const layers = 'areas,bases,courtyards,help-points,inspections';
    const { code, err } = await run(['tiles', '--data', join(place, 'data'), '--out', join(place, 'all.mbtiles'), '--layers', layers, '--minzoom', '0', '--maxzoom', '16']);
    assert.equal(code, 0, err);
    execFileSync('/usr/bin/python3', ['-c', unpack, join(place, 'all.mbtiles'), join(place, 'tiles')]);
    assert.deepEqual(zoomsOf(join(place, 'tiles')), Array.from({ length: 17 }, (_, zoom) => zoom));
    for (const zoom of zoomsOf(join(place, 'tiles'))) found[zoom] = byMapbox(join(place, 'tiles'), zoom);
});
after(() => rmSync(place, { recursive: true, force: true }));

test('GDAL finds in every zoom what Mapbox finds', () => {
    for (const [zoom, layers] of found.entries()) {
        const expected = Object.fromEntries(Object.entries(layers).map(([name, { features }]) => [name, features]));
        if (zoom <= 14) {
            assert.deepEqual(byGdal(join(place, 'all.mbtiles'), [`ZOOM_LEVEL=${zoom}`]), expected, `zoom ${zoom}`);
            continue;
        }
        // Thousands of tiles are read faster from a folder, where GDAL learns of layers from the first of them.
        const counts = byGdal(`MVT:${join(place, 'tiles', String(zoom))}`);
        assert.ok(counts.villages > 0 && counts.courtyards > 0);
        for (const [name, count] of Object.entries(counts)) assert.equal(count, expected[name], `${name} of zoom ${zoom}`);
    }
});

test('nothing is to be said against any tile', () => assert.ok(judged(join(place, 'tiles')) > 1000));

test('from zoom 6 on no village is lost, and each has one label', () => {
    for (const [zoom, layers] of found.entries()) {
        const codes = ({ properties }) => new Set(properties.map(({ code }) => code)).size;
        if (zoom >= 6) assert.equal(codes(layers.villages), villages, `zoom ${zoom}`);
        assert.equal(layers.villages_labels.features, villages, `zoom ${zoom}`);
        assert.equal(codes(layers.villages_labels), villages, `zoom ${zoom}`);
    }
});

test('every zoom counts the same households, in cells or one by one', () => {
    const sum = ({ properties }, key) => properties.reduce((total, each) => total + (each[key] ?? 0), 0);
    const shown = found[14].courtyards.properties;
    const ids = new Set(shown.map(({ id }) => id));
    assert.equal(ids.size, shown.length);
    const accepted = shown.filter(({ completed_on, revoked_on }) => completed_on !== undefined && revoked_on === undefined);
    assert.ok(ids.size > 50_000 && accepted.length > 10_000);
    for (const [zoom, { courtyards, courtyards_cells: cells, courtyards_dropped: dropped }] of found.entries()) {
        assert.equal(dropped, undefined);
        if (zoom < 14) {
            assert.equal(sum(cells, 'count'), ids.size, `zoom ${zoom}`);
            assert.equal(sum(cells, 'completed'), accepted.length, `zoom ${zoom}`);
            const statuses = new Set(cells.properties.flatMap(Object.keys).filter((key) => key !== 'count' && key !== 'completed'));
            assert.equal([...statuses].reduce((total, status) => total + sum(cells, status), 0), ids.size, `zoom ${zoom}`);
        } else {
            assert.deepEqual(new Set(courtyards.properties.map(({ id }) => id)), ids, `zoom ${zoom}`);
        }
    }
});

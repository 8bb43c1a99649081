// SPDX-License-Identifier: Apache-2.0

// Every tile of real boundaries, the 2,709 communes of Normandy, from zoom 0 to 14. COURTYARD_TILE_DUMP names the program that
// writes them (tests/tiles/tile_dump.cpp), COURTYARD_REALDATA the folder of real files.
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { byGdal, byMapbox, judged, zoomsOf } from './tile_readers.mjs';

const program = process.env.COURTYARD_TILE_DUMP;
const boundaries = join(process.env.COURTYARD_REALDATA ?? '', 'boundaries/france/communes-normandie.geojson');
const communes = 2709;
const skip = program && existsSync(boundaries) ? false : 'COURTYARD_TILE_DUMP or COURTYARD_REALDATA is not set';

describe('tiles of Normandy', { skip }, () => {
    let folder;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), 'courtyard-normandy-'));
        execFileSync(program, [folder, boundaries], { stdio: 'inherit' });
        assert.deepEqual(zoomsOf(folder), [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    test('Mapbox and GDAL read every tile and find the same features, every commune among them from zoom 6 on', () => {
        for (const zoom of zoomsOf(folder)) {
            const found = byMapbox(folder, zoom);
            const codes = ({ properties }) => new Set(properties.map(({ code }) => code)).size;
            assert.equal(found.villages_labels.features, communes, `labels of zoom ${zoom}`);
            assert.equal(codes(found.villages_labels), communes, `labels of zoom ${zoom}`);
            if (zoom >= 6) assert.equal(codes(found.villages), communes, `communes of zoom ${zoom}`);
            const counts = byGdal(`MVT:${join(folder, String(zoom))}`);
            for (const [name, { features }] of Object.entries(found)) assert.equal(counts[name], features, `${name} of zoom ${zoom}`);
        }
    });

    test('nothing is to be said against any tile', () => assert.ok(judged(folder) > 10_000));
});

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0

// Tiles of real boundaries, the 2,709 communes of Normandy, read by Mapbox's decoder and by GDAL. COURTYARD_TILE_DUMP
// names the program that writes them (tests/tiles/tile_dump.cpp), COURTYARD_REALDATA the folder of real files.
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

const program = process.env.COURTYARD_TILE_DUMP;
const boundaries = join(process.env.COURTYARD_REALDATA ?? '', 'boundaries/france/communes-normandie.geojson');
const communes = 2709;
const skip = program && existsSync(boundaries) ? false : 'COURTYARD_TILE_DUMP or COURTYARD_REALDATA is not set';

describe('tiles of Normandy', { skip }, () => {
    let folder;
    before(() => {
        folder = mkdtempSync(join(tmpdir(), 'courtyard-normandy-'));
        execFileSync(program, [folder, boundaries], { stdio: 'inherit' });
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    test('@mapbox/vector-tile reads every tile, and finds every commune at every zoom from 6', () => {
        for (const zoom of readdirSync(folder)) {
            const codes = new Set();
            let labels = 0;
            for (const file of readdirSync(join(folder, zoom), { recursive: true }).filter((f) => f.endsWith('.pbf'))) {
                const { layers } = new VectorTile(new PbfReader(readFileSync(join(folder, zoom, file))));
                labels += layers.villages_labels?.length ?? 0;
                for (let i = 0; i < (layers.villages?.length ?? 0); ++i) {
                    const feature = layers.villages.feature(i);
                    codes.add(feature.properties.code);
                    assert.ok(feature.toGeoJSON(0, 0, Number(zoom)).geometry.coordinates.length > 0, `${zoom}/${file}`);
                }
            }
            assert.equal(labels, communes, `labels of zoom ${zoom}`);
            if (Number(zoom) >= 6) assert.equal(codes.size, communes, `communes of zoom ${zoom}`);
        }
    });

    test('GDAL reads every zoom, without a warning', () => {
        for (const zoom of readdirSync(folder)) {
            const args = ['-c', `ogrinfo -ro -al -q MVT:${join(folder, zoom)} -oo CLIP=NO 2>&1`];
            const text = execFileSync('sh', args, { encoding: 'utf8', maxBuffer: 1 << 30 });
            assert.doesNotMatch(text, /^(ERROR|Warning)/m, `zoom ${zoom}`);
            const labelled = text.slice(text.indexOf('Layer name: villages_labels'));
            const codes = new Set([...labelled.matchAll(/^ {2}code \(String\) = (\S+)$/gm)].map(([, code]) => code));
            assert.equal(codes.size, communes, `zoom ${zoom}`);
        }
    });
});

// SPDX-FileCopyrightText: The Courtyard authors
// SPDX-License-Identifier: Apache-2.0

// Reads the tiles of a made-up county with Mapbox's own decoder and compares them with what the program that
// wrote them expects. COURTYARD_TILE_DUMP names that program (tests/tiles/tile_dump.cpp).
import { strict as assert } from 'node:assert';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';

import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

const program = process.env.COURTYARD_TILE_DUMP;
const point = 1;
const polygon = 3;

/** Twice the area by the surveyor's formula: positive = exterior ring (MVT 2.1, section 4.3.4.4). */
function doubledArea(ring) {
    let area = 0;
    for (let i = 0; i < ring.length; ++i) {
        const [p, q] = [ring[i], ring[(i + 1) % ring.length]];
        area += p.x * q.y - q.x * p.y;
    }
    return area;
}

function features(layer) {
    return Array.from({ length: layer.length }, (_, i) => layer.feature(i));
}

function checkRing(ring, index, where) {
    assert.ok(ring.length >= 4, `${where}: a ring of ${ring.length} positions`);
    assert.deepEqual(ring[0], ring.at(-1), `${where}: an open ring`);
    for (let i = 1; i < ring.length; ++i) {
        assert.notDeepEqual(ring[i - 1], ring[i], `${where}: an edge without length`);
    }
    const area = doubledArea(ring);
    assert.notEqual(area, 0, `${where}: a ring without area`);
    assert.ok(index > 0 || area > 0, `${where}: a polygon begins with an interior ring`);
}

function checkLayer(name, layer, extent, where) {
    assert.equal(layer.version, 2, where);
    assert.equal(layer.name, name, where);
    assert.equal(layer.extent, extent, where);
    assert.ok(layer.length > 0, `${where}: an empty layer`);
    const ids = new Set();
    for (const feature of features(layer)) {
        assert.ok(Number.isSafeInteger(feature.id) && feature.id >= 0, `${where}: id ${feature.id}`);
        assert.ok(!ids.has(feature.id), `${where}: id ${feature.id} twice`);
        ids.add(feature.id);
        const geometry = feature.loadGeometry();
        if (feature.type === polygon) {
            geometry.forEach((ring, index) => checkRing(ring, index, `${where} ${feature.id}`));
        } else {
            assert.equal(feature.type, point, where);
            assert.equal(geometry.flat().length, 1, where);
        }
    }
}

/** Sums over the cells of a tile, or over its points. */
function counted(layer) {
    const sum = { count: 0, completed: 0, registered: 0, accepted: 0, revoked: 0 };
    for (const { properties } of features(layer)) {
        if (layer.name.endsWith('_cells')) {
            for (const key of Object.keys(sum)) sum[key] += properties[key] ?? 0;
        } else {
            sum.count += 1;
            sum[properties.status] += 1;
            sum.completed += properties.status === 'accepted' ? 1 : 0;
            assert.equal(properties.status === 'accepted', 'completed_on' in properties && !('revoked_on' in properties));
        }
    }
    return sum;
}

/** Names of the layers as they stand in the bytes: VectorTile itself would hide a repeated name. */
function layerNames(bytes) {
    const names = [];
    new PbfReader(bytes).readFields((tag, list, pbf) => {
        assert.equal(tag, 3);
        pbf.readMessage((field, _, message) => {
            if (field === 1) list.push(message.readString());
        });
    }, names);
    return names;
}

describe('tiles read by @mapbox/vector-tile', { skip: program ? false : 'COURTYARD_TILE_DUMP is not set' }, () => {
    let folder;
    let expected;
    const tiles = new Map();

    before(() => {
        folder = mkdtempSync(join(tmpdir(), 'courtyard-tiles-'));
        execFileSync(program, [folder]);
        expected = JSON.parse(readFileSync(join(folder, 'expected.json'), 'utf8'));
        for (const file of Object.keys(expected.files)) {
            const bytes = readFileSync(join(folder, file));
            tiles.set(file, { bytes, tile: new VectorTile(new PbfReader(bytes)) });
        }
    });
    after(() => rmSync(folder, { recursive: true, force: true }));

    const ofKind = (kind) => [...tiles].filter(([file]) => file.endsWith(`-${kind}.mvt`));

    test('every file that was written is expected, and the other way round', () => {
        const written = readdirSync(folder).filter((file) => file.endsWith('.mvt'));
        assert.deepEqual(written.sort(), Object.keys(expected.files).sort());
        assert.ok(written.length > 100, `only ${written.length} tiles`);
    });

    test('layers are version 2 with their extent, names are unique, ids are integers, rings are closed and wound', () => {
        for (const [file, { bytes, tile }] of tiles) {
            const names = layerNames(bytes);
            assert.equal(new Set(names).size, names.length, `${file}: ${names}`);
            assert.ok(names.length > 0, `${file}: no layers`);
            for (const name of names) checkLayer(name, tile.layers[name], expected.extent, `${file} ${name}`);
        }
    });

    test('every tile of households holds the sums that the layer gives', () => {
        for (const [file, { tile }] of ofKind('courtyards')) {
            const { layer, ...sums } = expected.files[file];
            assert.deepEqual(Object.keys(tile.layers), [layer], file);
            assert.deepEqual(counted(tile.layers[layer]), sums, file);
        }
    });

    test('the households of every zoom add up to the county', () => {
        const byZoom = {};
        for (const [file, { tile }] of ofKind('courtyards')) {
            const sums = counted(tile.layers[expected.files[file].layer]);
            const zoom = (byZoom[file.split('-')[0]] ??= { count: 0, completed: 0 });
            zoom.count += sums.count;
            zoom.completed += sums.completed;
        }
        assert.equal(Object.keys(byZoom).length, 7);
        for (const [zoom, { count, completed }] of Object.entries(byZoom)) {
            assert.equal(count, expected.households, `zoom ${zoom}`);
            assert.equal(completed, expected.completed, `zoom ${zoom}`);
        }
    });

    test('every area has one label at every zoom, and its attributes are code, name, level and parent', () => {
        const labels = {};
        for (const [file, { tile }] of ofKind('areas')) {
            const zoom = (labels[file.split('-')[0]] ??= { villages: 0, townships: 0, counties: 0 });
            for (const level of Object.keys(zoom)) zoom[level] += tile.layers[`${level}_labels`]?.length ?? 0;
            for (const feature of features(tile.layers.villages ?? { length: 0 })) {
                assert.deepEqual(Object.keys(feature.properties).sort(), ['code', 'level', 'name', 'parent']);
                assert.match(feature.properties.code, /^410199\d{6}$/);
                assert.equal(feature.properties.parent, feature.properties.code.slice(0, 9));
            }
        }
        for (const [zoom, counts] of Object.entries(labels)) {
            const { villages, townships, counties } = expected;
            assert.deepEqual(counts, { villages, townships, counties }, `zoom ${zoom}`);
        }
    });

    test('villages, townships and the county cover the same ground in every tile', () => {
        for (const [file, { tile }] of ofKind('areas')) {
            const areaOf = (name) =>
                features(tile.layers[name] ?? { length: 0 })
                    .flatMap((feature) => feature.loadGeometry())
                    .reduce((sum, ring) => sum + doubledArea(ring), 0);
            assert.equal(areaOf('villages'), areaOf('counties'), file);
            assert.equal(areaOf('townships'), areaOf('counties'), file);
        }
    });
});

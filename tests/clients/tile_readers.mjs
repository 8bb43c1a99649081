// SPDX-License-Identifier: Apache-2.0

// A folder of tiles z/x/y.pbf as three readers see it, none of which shares code with the writer: Mapbox's decoder, GDAL, and
// a judge that knows the sentences of the specification (COURTYARD_TILE_CHECK, tests/tiles/tile_check.cpp).
import { execFileSync } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

/** Zooms of a folder, lowest first. */
export const zoomsOf = (folder) =>
    readdirSync(folder)
        .filter((name) => /^\d+$/.test(name))
        .map(Number)
        .sort((a, b) => a - b);

/**
 * Every feature of a zoom by Mapbox's decoder, drawn to its last position: {layer: {features, properties: [...]}}.
 * Throws where a tile cannot be read or a feature has no geometry.
 */
export function byMapbox(folder, zoom) {
    const found = {};
    for (const file of readdirSync(join(folder, String(zoom)), { recursive: true }).filter((name) => name.endsWith('.pbf'))) {
        const [x, y] = file.replace('.pbf', '').split('/').map(Number);
        const { layers } = new VectorTile(new PbfReader(readFileSync(join(folder, String(zoom), file))));
        for (const [name, layer] of Object.entries(layers)) {
            const seen = (found[name] ??= { features: 0, properties: [] });
            for (let i = 0; i < layer.length; ++i) {
                const feature = layer.feature(i);
                const { geometry } = feature.toGeoJSON(x, y, zoom);
                if (!(geometry.coordinates.length > 0)) throw new Error(`${zoom}/${file}: ${name} ${feature.id} has no geometry`);
                seen.features += 1;
                seen.properties.push(feature.properties);
            }
        }
    }
    return found;
}

/** How many features GDAL finds in each layer; every one is read. Throws at a warning. */
export function byGdal(source, options = []) {
    const args = ['-ro', '-so', '-al', source, '-oo', 'CLIP=NO', ...options.flatMap((option) => ['-oo', option])];
    const text = execFileSync('sh', ['-c', 'exec ogrinfo "$@" 2>&1', 'ogrinfo', ...args], { encoding: 'utf8', maxBuffer: 1 << 28 });
    if (/^(ERROR|Warning)/m.test(text)) throw new Error(text.slice(0, 2000));
    const counts = {};
    for (const [, name, count] of text.matchAll(/^Layer name: (\S+)\n[^]*?^Feature Count: (\d+)$/gm)) if (Number(count) > 0) counts[name] = Number(count);
    return counts;
}

/** How many tiles the judge has read; throws with what it says against any of them. */
export function judged(folder) {
    const text = execFileSync(process.env.COURTYARD_TILE_CHECK, [folder], { encoding: 'utf8', maxBuffer: 1 << 28 });
    return Number(text.match(/^(\d+) tiles$/m)[1]);
}

// SPDX-License-Identifier: Apache-2.0
// Data that nobody would choose: names that are code, and letters that few fonts have.
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { runProgram } from './program.mjs';

/** Gives the first villages of a data directory these names; -> their codes. */
export async function renameVillages(data, names) {
    const file = join(data, '..', 'villages.geojson');
    await runProgram('export', 'villages', '--data', data, '--out', file);
    const { features } = JSON.parse(await readFile(file, 'utf8'));
    const renamed = names.map((name, index) => {
        const { properties, geometry } = features[index];
        return { type: 'Feature', properties: { code: properties.code, name, level: 'village' }, geometry };
    });
    await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features: renamed }));
    await runProgram('load', 'areas', file, '--data', data);
    return renamed.map(({ properties }) => properties.code);
}

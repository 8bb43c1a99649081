// SPDX-License-Identifier: Apache-2.0
// A county of six square villages and 240 households: small, so that a start costs as little as a kill.
import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const campaign = 'beautiful-courtyard';
export const households = Array.from({ length: 240 }, (_, i) => `H${String(i + 1).padStart(4, '0')}`);

const west = 113;
const south = 34;
const side = 0.02;
const square = (x, y, w = 1, h = 1) => {
  const [left, bottom, right, top] = [west + x * side, south + y * side, west + (x + w) * side, south + (y + h) * side];
  return { type: 'Polygon', coordinates: [[[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]]] };
};

const areas = [
  { code: '490121', name: '河湾县', level: 'county', geometry: square(0, 0, 3, 2) },
  { code: '490121101', name: '东桥镇', level: 'township', geometry: square(0, 0, 3, 2) },
  ...Array.from({ length: 6 }, (_, i) => ({
    code: `4901211012${String(i + 1).padStart(2, '0')}`,
    name: `桥${'东西南北中外'[i]}村`,
    level: 'village',
    geometry: square(i % 3, Math.floor(i / 3)),
  })),
];
export const villages = areas.filter(({ level }) => level === 'village').map(({ code }) => code);

/** A position in the county, six decimals: what is written down is what comes back. */
export const somewhere = (random) => ({
  lon: Number((west + random.between(1, 59_999) / 1e6).toFixed(6)),
  lat: Number((south + random.between(1, 39_999) / 1e6).toFixed(6)),
});

/** Makes the data directory once, through the program's own commands. Returns {data, token}. */
export function makeCounty(program, folder) {
  mkdirSync(folder, { recursive: true });
  const data = join(folder, 'county');
  const file = (name, text) => (writeFileSync(join(folder, name), text), join(folder, name));
  const run = (args, input) => execFileSync(program, args, { input, encoding: 'utf8', stdio: ['pipe', 'pipe', 'pipe'] });
  const features = areas.map(({ geometry, ...properties }) => ({ type: 'Feature', properties, geometry }));
  run(['load', 'areas', file('areas.geojson', JSON.stringify({ type: 'FeatureCollection', features })), '--data', data]);
  const lines = households.map((id, i) => {
    const x = west + ((i % 3) + 0.5) * side;
    const y = south + ((i % 2) + 0.5) * side;
    return `${id},${x.toFixed(6)},${y.toFixed(6)},2021-03-01`;
  });
  run(['load', 'households', file('households.csv', `id,lon,lat,registered_on\n${lines.join('\n')}\n`), '--data', data]);
  run(['user', 'add', 'crash', '--role', 'reviewer', '--area', '490121', '--data', data], 'a long enough password\n');
  const token = run(['token', 'create', 'crash', '--days', '3650', '--data', data]).trim().split('\n').pop();
  return { data, token };
}

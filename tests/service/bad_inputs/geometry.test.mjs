// SPDX-License-Identifier: Apache-2.0
// Boundaries that enclose nothing, or not what they say.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileGround } from './hostile_ground.mjs';

const ground = hostileGround();
const geojson = (geometry, more = {}) => JSON.stringify({ type: 'FeatureCollection', features: [{ type: 'Feature', properties: { code: '410199001998', name: '某村', level: 'village', ...more }, geometry }] });
const polygon = (...rings) => ({ type: 'Polygon', coordinates: rings });
const square = (x, y, size) => [[x, y], [x + size, y], [x + size, y + size], [x, y + size], [x, y]];
const imported = (file) => ground.import('areas', file, { filename: 'a.geojson' });
const csv = (wkt) => `code,name,level,geometry\n410199001998,某村,village,"${wkt}"\n`;

test('a ring that does not close, or is no ring, is refused', async () => {
  const open = await ground.refusedRows(() => imported(geojson(polygon([[113, 34], [113.1, 34], [113.1, 34.1], [113, 34.1]]))), 'boundary.ring');
  assert.match(open.rejections[0].detail, /not closed: it starts at \(113, 34\) and ends at \(113, 34\.1\)/);
  await ground.refusedRows(() => imported(geojson(polygon([[113, 34], [113.1, 34], [113, 34]]))), 'boundary.ring');
  await ground.refusedRows(() => imported(geojson(polygon([]))), 'boundary.ring');
  await ground.refusedRows(() => imported(geojson({ type: 'Polygon', coordinates: [] })), 'boundary.missing');
  await ground.refusedRows(() => ground.import('areas', csv('POLYGON((113 34,113.1 34,113.1 34.1))'), { filename: 'a.csv' }), 'boundary.ring');
});

test('a bow-tie is refused with the reason and the place', async () => {
  const report = await ground.refusedRows(() => imported(geojson(polygon([[113, 34], [113.1, 34.1], [113.1, 34], [113, 34.1], [113, 34]]))), 'boundary.invalid');
  assert.match(report.rejections[0].detail, /self-intersection/i);
  assert.match(report.rejections[0].detail, /113\.05\d*, 34\.05/);
});

test('a boundary without ground is refused', async () => {
  await ground.refusedRows(() => imported(geojson(polygon([[113, 34], [113.1, 34], [113.2, 34], [113, 34]]))));
  await ground.refusedRows(() => imported(geojson(polygon([[113, 34], [113, 34], [113, 34], [113, 34]]))));
});

test('a hole outside its shell, or two shells one in the other, are refused with the reason and the place', async () => {
  const hole = await ground.refusedRows(() => imported(geojson(polygon(square(113, 34, 0.1), square(113.5, 34, 0.01)))), 'boundary.invalid');
  assert.match(hole.rejections[0].detail, /hole lies outside shell at \(113\.5\d*, 34\.0\d*\)/i);
  const shells = await ground.refusedRows(() => imported(geojson({ type: 'MultiPolygon', coordinates: [[square(113, 34, 0.1)], [square(113.02, 34.02, 0.01)]] })), 'boundary.invalid');
  assert.match(shells.rejections[0].detail, /nested shells at \(113\.0[23]\d*, 34\.0[23]\d*\)/i);
});

test('vertices that are no positions are refused', async () => {
  for (const bad of [1e300, 181, -181]) {
    const ring = square(113, 34, 0.1);
    ring[1] = [bad, 34];
    await ground.refusedRows(() => imported(geojson(polygon(ring))));
  }
  await ground.refusedRows(() => ground.import('areas', csv('POLYGON((nan nan,113.1 34,113.1 34.1,nan nan))'), { filename: 'a.csv' }));
  await ground.refusedRows(() => ground.import('areas', csv('POLYGON((113 34,inf 34,113.1 34.1,113 34))'), { filename: 'a.csv' }));
});

test('what is no polygon, and text that is no geometry, are refused', async () => {
  await ground.refusedAnyRows(() => imported(geojson({ type: 'Point', coordinates: [113, 34] })));
  await ground.refusedAnyRows(() => imported(geojson({ type: 'LineString', coordinates: [[113, 34], [114, 34]] })));
  await ground.refusedAnyRows(() => imported(geojson(null)));
  for (const wkt of ['POLYGON', 'POLYGON((', 'CIRCULARSTRING(0 0,1 1,2 0)', '多边形', 'POLYGON EMPTY x', `${'GEOMETRYCOLLECTION('.repeat(10_000)}`])
    await ground.refusedRows(() => ground.import('areas', csv(wkt), { filename: 'a.csv' }));
});

for (const corners of [200_100, 1_000_000])
  test(`a boundary of ${corners} vertices is refused`, async () => {
    const vertices = [];
    for (let i = 0; i < corners; ++i) vertices.push(`[${(113 + 0.1 * Math.cos((2 * Math.PI * i) / corners)).toFixed(7)},${(34 + 0.1 * Math.sin((2 * Math.PI * i) / corners)).toFixed(7)}]`);
    vertices.push(vertices[0]);
    const file = geojson(polygon('@')).replace('"@"', `[${vertices.join(',')}]`);
    const report = await ground.refusedRows(() => imported(file), 'boundary.too_large');
    assert.match(report.rejections[0].detail, new RegExp(`has ${corners + 1} vertices, at most 200000`));
  });

test('a boundary across the antimeridian is refused, in either writing', async () => {
  // No area of ours lies there: written with a jump it would swallow the globe.
  await ground.refusedRows(() => imported(geojson(polygon([[179, 34], [181, 34], [181, 35], [179, 35], [179, 34]]))));
  await ground.refusedRows(() => imported(geojson(polygon([[179, 34], [-179, 34], [-179, 35], [179, 35], [179, 34]]))), 'boundary.ring');
});

// SPDX-License-Identifier: Apache-2.0
// Positions that are none, and positions that are somewhere else.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileGround } from './hostile_ground.mjs';

const ground = hostileGround();

async function refusedPosition(more, code) {
  const problem = await ground.refused(() => ground.upload(ground.inspection(more)), 422, 'content.refused');
  assert.ok(problem.errors.some((e) => ['lon', 'lat'].includes(e.column) && e.code === code), JSON.stringify(problem.errors));
  return problem;
}
const header = 'id,campaign,observed_at,lon,lat,outcome,household\n';
const row = (lon, lat) => `,beautiful-courtyard,2026-03-01T09:30:00+08:00,${lon},${lat},accepted,${ground.household.id}\n`;

test('a position that is no number is refused', async () => {
  for (const value of ['113.2', '', 'x', true, [113], { deg: 113 }]) await refusedPosition({ lon: value }, 'member.type');
  await refusedPosition({ lon: undefined }, 'member.missing');
  await refusedPosition({ lat: null }, 'member.missing');
});

test('a position beyond the globe is refused', async () => {
  for (const [lon, lat] of [[1e300, 34], [181, 34], [113, -90.001], [113, 1e9], [-1e300, -1e300]])
    await refusedPosition({ lon, lat }, 'coordinate.out_of_range');
});

test('longitude and latitude the wrong way round are refused with that hint', async () => {
  const problem = await refusedPosition({ lon: ground.household.lat, lat: ground.household.lon }, 'coordinate.out_of_range');
  assert.match(JSON.stringify(problem.errors), /调换|颠倒|互换|反|swap/);
});

test('the position (0, 0) is refused', async () => {
  await refusedPosition({ lon: 0, lat: 0 }, 'coordinate.null_island');
  await refusedPosition({ lon: -0, lat: 0 }, 'coordinate.null_island');
});

test('a position in a datum that is none is refused', async () => {
  const problem = await ground.refused(() => ground.upload(ground.inspection({ datum: 'moon' })), 422, 'content.refused');
  assert.equal(problem.errors[0].column, 'datum');
});

test('a file with positions that are none is refused row by row', async () => {
  for (const value of ['NaN', 'inf', '-Infinity', 'nan(1)', '1e300', '0x71', 'x', '１e９', '113,2', "113°'"]) {
    await ground.refusedRows(() => ground.import('inspections', header + row(`"${value}"`, ground.household.lat), { filename: 'a.csv', role: 'field' }));
  }
  await ground.refusedRows(() => ground.import('inspections', header + row(0, 0), { filename: 'a.csv', role: 'field' }), 'coordinate.null_island');
  const swapped = await ground.refusedRows(() => ground.import('inspections', header + row(ground.household.lat, ground.household.lon), { filename: 'a.csv', role: 'field' }), 'coordinate.out_of_range');
  assert.match(swapped.rejections[0].detail, /swap/);
});

test('GeoJSON numbers that GDAL would let through are refused', async () => {
  for (const value of ['NaN', 'Infinity', '1e400', '"113"', 'null', '[113]']) {
    const file = `{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"campaign":"beautiful-courtyard","observed_at":"2026-03-01","outcome":"accepted"},"geometry":{"type":"Point","coordinates":[${value},34]}}]}`;
    const ask = () => ground.import('inspections', file, { filename: 'a.geojson', role: 'field' });
    const answer = await ask();
    const body = await answer.json();
    assert.equal(answer.status, 422, value);
    assert.ok(body.code ?? body.rejections.length > 0, value);
  }
});

test('a point outside the declared village, or far from its household, is kept where it is and flagged', async () => {
  const villages = (await ground.json('/ogc/collections/villages/items?limit=400')).features;
  const other = villages.find((v) => v.properties.code !== ground.household.area);
  const receipt = await ground.accepted(ground.inspection({ declared_area: other.properties.code, lon: ground.household.lon, lat: ground.household.lat }));
  assert.ok(receipt.flags.includes('outside_declared_village'), JSON.stringify(receipt));
  const far = await ground.accepted(ground.inspection({ lon: ground.household.lon + 0.02 }));
  assert.ok(far.flags.includes('far_from_household'), JSON.stringify(far));
  assert.ok(far.distance_m > 1_000);
  const kept = await ground.json(`/api/inspections/${far.id}`, ground.as('reviewer'));
  assert.equal(kept.lon, ground.household.lon + 0.02);
  assert.equal(kept.lat, ground.household.lat);
});

test('a point outside every loaded area is kept and flagged, in no village', async () => {
  const receipt = await ground.accepted(ground.inspection({ household: undefined, lon: 2.35, lat: 48.85 }));
  assert.equal(receipt.area, null);
  assert.ok(receipt.flags.length > 0);
});

// SPDX-License-Identifier: Apache-2.0
// Area codes and days that cannot be right.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileGround } from './hostile_ground.mjs';

const ground = hostileGround();
const wide = (text) => text.replace(/[0-9]/g, (d) => String.fromCodePoint(0xff10 + Number(d)));
const households = (area, day = '2024-03-01') => `id,name,address,area,registered_on\nnew-1,王小明,三组,${area},${day}\n`;

async function refusedMember(more, member) {
  const problem = await ground.refused(() => ground.upload(ground.inspection(more)), 422, 'content.refused');
  assert.ok(problem.errors.some((e) => e.column === member), JSON.stringify(problem.errors));
  return problem.errors.find((e) => e.column === member);
}

test('a code that is none is refused', async () => {
  for (const code of ['41019900100100000', '41 01', '4101/99', '中文', '410199001001\u0000', "' OR 1=1 --", '%', '-'.repeat(16)])
    await refusedMember({ declared_area: code }, 'declared_area');
});

test('a code that no loaded area has is refused', async () => {
  for (const code of ['999999999999', ground.household.area.slice(0, 11), ground.household.area + '0', '2A041'])
    assert.equal((await refusedMember({ declared_area: code }, 'declared_area')).code, 'area.unknown', code);
});

test('full-width digits are read as digits, and the answer says so', async () => {
  const area = ground.household.area;
  const upload = await ground.accepted(ground.inspection({ declared_area: wide(area) }));
  assert.equal(upload.area.code, area);
  assert.ok(upload.notes?.some((n) => n.code === 'area.full_width'), JSON.stringify(upload));
  const answer = await ground.import('households', households(wide(area)), { filename: 'a.csv', dry_run: 'true' });
  const report = await answer.json();
  assert.equal(report.accepted, 1);
  assert.ok(report.notes.some((n) => /full-width/.test(n)), JSON.stringify(report.notes));
});

test('an unknown or cut code in a file refuses its row', async () => {
  for (const code of ['999999999999', ground.household.area.slice(0, 11), ground.household.area + '1']) {
    await ground.refusedRows(() => ground.import('households', households(code), { filename: 'a.csv' }), 'area.unknown');
    const { lon, lat } = ground.household;
    const visit = `campaign,observed_at,lon,lat,area,outcome\nbeautiful-courtyard,2026-03-01T09:00:00+08:00,${lon},${lat},${code},checked\n`;
    await ground.refusedRows(() => ground.import('inspections', visit, { filename: 'a.csv' }), 'area.unknown');
    const target = `campaign,indicator,area,period,value,approved_on\nbeautiful-courtyard,courtyards,${code},plan,10,2021-01-01\n`;
    await ground.refusedRows(() => ground.import('targets', target, { filename: 'a.csv' }), 'area.unknown');
  }
});

test('an area beneath one that stands no higher is refused', async () => {
  const square = (x) => `"POLYGON((${x} 34,${x + 0.01} 34,${x + 0.01} 34.01,${x} 34.01,${x} 34))"`;
  const file = (code, parent) => `code,name,level,parent,geometry\n${code},某村,village,${parent},${square(113)}\n`;
  await ground.refusedRows(() => ground.import('areas', file('410199001999', ground.household.area), { filename: 'a.csv' }), 'area.parent_level');
  await ground.refusedRows(() => ground.import('areas', file('410199001999', 'x'.repeat(20)), { filename: 'a.csv' }), 'area.bad_code');
});

test('a day that no calendar has is refused', async () => {
  for (const day of ['2026-02-30T09:00:00+08:00', '2025-02-29T00:00:00Z', '2026-13-01T00:00:00Z', '2026-00-10T00:00:00Z', '2026-01-01T25:00:00Z', '2026-01-01T00:00:00+99:00', 'yesterday', '0', '1e9'])
    await refusedMember({ observed_at: day }, 'observed_at');
  for (const day of ['2026-02-30', '2026-2-31', '00000', '2026/13/1'])
    await ground.refusedRows(() => ground.import('households', households(ground.household.area, day), { filename: 'a.csv' }));
});

test('a day before the programme or far ahead is refused', async () => {
  for (const day of ['1899-12-30T00:00:00Z', '1970-01-01T00:00:00Z', '9999-12-31T00:00:00Z', '2200-01-01T00:00:00Z', '-0001-01-01T00:00:00Z'])
    await refusedMember({ observed_at: day }, 'observed_at');
  const decision = (day) => ({ household: ground.household.id, campaign: 'beautiful-courtyard', to: 'recommended', decided_on: day, reason: 'x' });
  await ground.refused(() => ground.decide(decision('1999-12-31')), 422, 'content.refused');
  await ground.refused(() => ground.decide(decision('2200-01-01')), 422, 'content.refused');
  await ground.refusedRows(() => ground.import('households', households(ground.household.area, '2200-01-01'), { filename: 'a.csv' }), 'day.range');
});

test('a phone whose clock is days ahead is believed in what it says and flagged; ours is kept beside', async () => {
  const ahead = new Date(Date.now() + 5 * 86_400_000).toISOString();
  const receipt = await ground.accepted(ground.inspection({ observed_at: ahead }));
  assert.ok(receipt.flags.includes('clock_skew'), JSON.stringify(receipt));
  const kept = await ground.json(`/api/inspections/${receipt.id}`, ground.as('reviewer'));
  assert.equal(Math.round((Date.parse(kept.observed_at) - Date.parse(ahead)) / 1000), 0);
  assert.ok(Date.parse(kept.recorded_at) < Date.parse(ahead));
});

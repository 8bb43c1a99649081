// SPDX-License-Identifier: Apache-2.0
// Texts that act instead of being read: in a spreadsheet, in a page, in a statement, in the eye.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileGround } from './hostile_ground.mjs';

const ground = hostileGround();
const households = (name, id = 'new-1') => `id,name,address,area,registered_on\n"${id}","${name.replaceAll('"', '""')}",三组,${ground.household.area},2024-03-01\n`;

test('a text of a mebibyte is refused', async () => {
  await ground.refused(() => ground.upload(ground.inspection({ note: '长'.repeat(90_000) })), 413, 'http.body_too_large');
  const problem = await ground.refused(() => ground.upload(ground.inspection({ note: 'x'.repeat(5_000) })), 422, 'content.refused');
  assert.equal(problem.errors[0].column, 'note');
  await ground.refusedRows(() => ground.import('households', households('长'.repeat(300_000)), { filename: 'a.csv' }), 'text.too_long');
  const long = await ground.import('households', households('x'.repeat(1 << 20)), { filename: 'a.csv' });
  assert.ok([413, 422].includes(long.status));
});

test('an id longer than ids are is refused wherever it is named', async () => {
  const long = 'h'.repeat(300);
  await ground.refused(() => ground.upload(ground.inspection({ household: long })), 422);
  await ground.refusedRows(() => ground.import('households', households('王', long), { filename: 'a.csv' }), 'id.too_long');
  await ground.refused(() => ground.get(`/api/households/${long}`, ground.as('field')), 404, 'household.unknown');
});

test('control characters and marks that turn the direction of writing are refused', async () => {
  for (const mark of ['\u0000', '\u0007', '\u001b[31m', '\u007f', '\u0085', '\u202e', '\u2066']) {
    for (const member of ['note', 'household', 'outcome', 'campaign']) {
      const problem = await ground.refused(() => ground.upload(ground.inspection({ [member]: `甲${mark}乙` })), 422);
      assert.ok(problem.errors?.some((e) => e.column === member) || problem.code === 'household.unknown', `${member} ${JSON.stringify(mark)}: ${JSON.stringify(problem)}`);
    }
  }
  for (const mark of ['\u0007', '\u001b', '\u202e', '\u2067'])
    await ground.refusedRows(() => ground.import('households', households(`甲${mark}乙`), { filename: 'a.csv' }), 'text.control');
});

test('scores are bounded: names, how many, and points', async () => {
  const many = Object.fromEntries(Array.from({ length: 5_000 }, (_, i) => [`item-${i}`, 1]));
  for (const scores of [{ ['x'.repeat(5_000)]: 1 }, { 'a\u0000b': 1 }, { 'a\u202eb': 1 }, many, { gate: 1e300 }, { gate: -1e300 }])
    await ground.refused(() => ground.upload(ground.inspection({ scores })), 422, 'content.refused');
});

test('more photos than a point may name are refused', async () => {
  const photos = Array.from({ length: 1_000 }, (_, i) => i.toString(16).padStart(64, '0'));
  await ground.refused(() => ground.upload(ground.inspection({ photos })), 422, 'content.refused');
});

test('what a spreadsheet would run is defused in CSV exports', async () => {
  const traps = ['=HYPERLINK("http://x/","y")', '+1+1', '-1+1', '@SUM(A1)', '=cmd|calc!A1'];
  const columns = 'id,name,kind,area,lon,lat,opened_on\n';
  const { lon, lat, area } = ground.household;
  const file = columns + traps.map((t, i) => `trap-${i},"${t.replaceAll('"', '""')}",childrens_home,${area},${lon},${lat},2024-01-01\n`).join('');
  const stored = await ground.import('help-points', file, { filename: 'a.csv' });
  assert.equal(stored.status, 201, await stored.clone().text());
  const { id } = await stored.json();
  const csv = await (await ground.get('/api/exports/help-points.csv')).text();
  for (const trap of traps) assert.ok(csv.includes(`'${trap.replaceAll('"', '""')}`), trap);
  assert.doesNotMatch(csv, /(^|,)"?[=+@]/m);
  const removed = await fetch(`${ground.url}/api/imports/${id}`, { method: 'DELETE', headers: ground.as('admin') });
  assert.equal(removed.status, 200);
});

test('markup stays text: JSON answers are typed, sealed and unsniffable', async () => {
  const markup = '<script>alert(1)</script><img src=x onerror=alert(1)>';
  const receipt = await ground.accepted(ground.inspection({ note: markup }));
  const answer = await ground.get(`/api/inspections/${receipt.id}`, ground.as('reviewer'));
  assert.match(answer.headers.get('content-type'), /^application\/json/);
  assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
  assert.equal((await answer.json()).note, markup);
  const echoed = await ground.get(`/api/progress?area=${encodeURIComponent(markup)}`);
  assert.equal(echoed.headers.get('content-type'), 'application/problem+json');
  assert.equal(echoed.headers.get('x-content-type-options'), 'nosniff');
});

test('statements in parameters are text', async () => {
  const injections = ["' OR '1'='1", "'; DROP TABLE fact; --", '%', '_', '%25%25', '\\', '"', "x' UNION SELECT * FROM credentials --", '{{7*7}}', '${jndi:ldap://x}', '$(id)', '\n'];
  for (const text of injections) {
    const value = encodeURIComponent(text);
    for (const path of [
      `/api/progress?area=${value}`,
      `/api/progress?campaign=${value}`,
      `/api/progress?level=${value}`,
      `/api/progress?as_of=${value}`,
      `/api/coverage?service=${value}`,
      `/ogc/collections/villages/items?bbox=${value}`,
      `/ogc/collections/villages/items?limit=${value}`,
      `/ogc/collections/villages/items?${value}=1`,
      `/api/exports/villages.csv?crs=${value}`,
      `/api/exports/villages.csv?area=${value}`,
    ]) {
      const problem = await ground.get(path);
      const body = await problem.text();
      assert.ok([400, 404].includes(problem.status), `${path}: ${problem.status}`);
      ground.assertDiscreet(body.replaceAll(JSON.stringify(text).slice(1, -1), ''));
    }
    const one = await ground.get(`/api/households/${value}`, ground.as('field'));
    assert.ok([400, 404].includes(one.status), text);
    assert.ok([400, 404].includes((await ground.get(`/ogc/collections/${value}/items`)).status), text);
  }
  assert.ok((await ground.json('/api/progress')).total.registered > 0, 'every table still stands');
});

test('a parameter that nobody knows, or that comes twice, is refused', async () => {
  for (const path of ['/api/progress?areas=1', '/api/progress?area=410199&area=410199', '/ogc/collections/villages/items?sort=name', '/tiles/areas/3/6/3.mvt?x=1', '/api/exports/villages.csv?where=1', '/api/campaigns?debug=1', '/api/me?x=1', '/ogc/collections?x=1', '/ogc/collections/villages?x=1'])
    await ground.refused(() => ground.get(path), 400, /^parameter\./);
});

// SPDX-License-Identifier: Apache-2.0
// A new edition of boundaries over HTTP: told before it is stored, counted from its first day on, compared with the one before.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { sampleServer } from './program.mjs';

let server;
/** The village that takes another one in, and that other one: of the field account's township, not neighbours. */
let taker;
let taken;
let edition;

const get = (path, headers = {}) => fetch(server.url + path, { headers });
const json = async (path, headers) => (await get(path, headers)).json();
const parts = ({ geometry }) => (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates);
const box = (feature) => {
  const all = parts(feature).flat(2);
  return [0, 1].flatMap((i) => [Math.min(...all.map((p) => p[i])), Math.max(...all.map((p) => p[i]))]);
};
const apart = ([w, e, s, n], [w2, e2, s2, n2]) => e < w2 || e2 < w || n < s2 || n2 < s;
const put = (more, body = JSON.stringify(edition)) =>
  fetch(`${server.url}/api/imports/${randomUUID()}?kind=areas&filename=areas.geojson${more}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/geo+json', ...server.as('reviewer') },
    body,
  });
const completed = async (day) =>
  new Map((await json(`/api/progress?level=village&as_of=${day}`)).rows.map((row) => [row.code, row.completed]));

let old2022;
let old2023;

before(async () => {
  server = await sampleServer();
  const features = [];
  for (const layer of ['counties', 'townships', 'villages'])
    features.push(...(await json(`/ogc/collections/${layer}/items?limit=10000`)).features);
  const township = (await json('/api/me', server.as('field'))).area;
  const code = township?.code ?? township;
  const mine = features.filter((f) => f.properties.level === 'village' && f.properties.code.startsWith(code));
  taker = mine[0];
  taken = mine.find((f) => apart(box(taker), box(f)));
  const one = { ...taker, geometry: { type: 'MultiPolygon', coordinates: [...parts(taker), ...parts(taken)] } };
  edition = { type: 'FeatureCollection', features: features.filter((f) => f !== taken).map((f) => (f === taker ? one : f)) };
  old2022 = await completed('2022-06-30');
  old2023 = await completed('2023-06-30');
  taker = taker.properties.code;
  taken = taken.properties.code;
});
after(async () => server.remove());

test('a dry run tells what a new edition would change, and stores nothing', async () => {
  const answer = await put('&valid_from=2023-01-01&dry_run=true');
  const report = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(report));
  assert.ok(report.notes.some((note) => /318 unchanged, 2 merged|不变 318、合并 2/.test(note)), report.notes.join('\n'));
  assert.ok(report.notes.some((note) => /records change village|改属另一个村/.test(note)), report.notes.join('\n'));
  assert.equal((await json('/api/editions')).editions.length, 1);
  assert.equal((await put('&valid_from=2203-01-01')).status, 422);
});

test('a past day is counted in the edition of that day', async () => {
  assert.equal((await put('&valid_from=2023-01-01')).status, 201);
  const { editions } = await json('/api/editions?as_of=2022-06-30');
  assert.deepEqual(editions.map((e) => [e.valid_from, e.villages, e.in_force]), [
    [editions[0].valid_from, 320, true],
    ['2023-01-01', 319, false],
  ]);
  assert.deepEqual(await completed('2022-06-30'), old2022);
  const now = await completed('2023-06-30');
  assert.ok(old2023.get(taken) > 0);
  assert.equal(now.get(taker), old2023.get(taker) + old2023.get(taken));
  assert.ok(!now.has(taken));
});

test('a record’s village is the one of the day it is asked for', async () => {
  const areas = async (day) =>
    new Map((await json(`/ogc/collections/courtyards/items?limit=10000&as_of=${day}`, server.as('field'))).features
      .map((f) => [f.id, f.properties.area]));
  const before = await areas('2022-12-31');
  const after = await areas('2023-01-01');
  const moved = [...before].filter(([, area]) => area === taken);
  assert.ok(moved.length > 0);
  for (const [id] of moved) assert.equal(after.get(id), taker);
  assert.ok(![...after.values()].includes(taken));
});

test('changes are told as rows and CSV, by kind, area and scope', async () => {
  const all = await json('/api/editions/changes?from=2022-06-30&to=2023-06-30');
  assert.equal(all.rows.length, 320);
  assert.deepEqual([all.counts.unchanged, all.counts.merged, all.to], [318, 2, '2023-01-01']);
  const merged = await json('/api/editions/changes?kind=merged');
  assert.deepEqual(merged.rows.map((row) => [row.old.code, row.new.code, row.share_old]), [
    [taker, taker, 100],
    [taken, taker, 100],
  ]);
  const one = await json(`/api/editions/changes?area=${taken}`);
  assert.deepEqual(one.rows.map((row) => row.old.code), [taken], 'an area of the old edition is known');
  const csv = await (await get('/api/editions/changes?kind=merged&f=csv')).text();
  assert.match(csv, new RegExp(`merged,${taken},"[^"]+",${taker},"[^"]+",\\d+,100,`));
  const mine = await json('/api/editions/changes', server.as('field'));
  assert.ok(mine.rows.length > 1 && mine.rows.every((row) => row.old.code.startsWith(taker.slice(0, 9))));
  assert.equal(mine.counts.merged, 2);
  for (const [query, status] of [['kind=vanished', 400], ['from=2024-01-01&to=2022-01-01', 400], ['area=999999', 404], ['colour=red', 400]])
    assert.equal((await get(`/api/editions/changes?${query}`)).status, status, query);
  const etag = (await get('/api/editions/changes')).headers.get('etag');
  assert.equal((await get('/api/editions/changes', { 'if-none-match': etag })).status, 304);
});

test('the same edition again is unchanged, with other content it replaces area by area', async () => {
  const again = await (await put('&valid_from=2023-01-01')).json();
  assert.equal(again.unchanged, again.accepted);
  const revision = (await json('/api/editions')).editions[1].changed_at;
  const renamed = structuredClone(edition);
  renamed.features.find((f) => f.properties.code === taker).properties.name = '合并村';
  const other = await (await put('&valid_from=2023-01-01', JSON.stringify(renamed))).json();
  assert.equal(other.unchanged, other.accepted - 1);
  assert.ok((await json('/api/editions')).editions[1].changed_at > revision);
  assert.equal((await json(`/api/areas?area=${taker}&as_of=2023-06-30`)).area.name, '合并村');
});

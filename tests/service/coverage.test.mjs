// SPDX-License-Identifier: Apache-2.0
// What a service reaches: over HTTP and on the command line.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run, sampleServer } from './program.mjs';

let server;
let folder;
let data;
before(async () => {
  server = await sampleServer();
  folder = await mkdtemp(join(tmpdir(), 'courtyard-coverage-'));
  data = join(folder, 'data');
  await cp(process.env.COURTYARD_SAMPLE_DATA, data, { recursive: true });
});
after(async () => {
  await server.remove();
  await rm(folder, { recursive: true });
});

const get = (path, headers = {}) => fetch(server.url + path, { headers });
const json = async (path, headers) => (await get(path, headers)).json();
const sum = (rows, member) => rows.reduce((total, row) => total + row[member], 0);

test('villages sum to townships, and townships to the county', async () => {
  const townships = await json('/api/coverage?level=township&radius_m=2000&as_of=2023-06-30');
  const villages = await json('/api/coverage?level=village&radius_m=2000&as_of=2023-06-30');
  assert.equal(townships.rows.length, 18);
  assert.equal(villages.rows.length, 320);
  for (const township of townships.rows) {
    const beneath = villages.rows.filter((row) => row.code.startsWith(township.code));
    assert.ok(Math.abs(sum(beneath, 'reached_m2') - township.reached_m2) <= beneath.length, township.name);
    for (const member of ['points', 'villages', 'villages_within', 'villages_whole', 'villages_touched'])
      assert.equal(sum(beneath, member), township[member], `${township.name} ${member}`);
  }
  for (const member of ['points', 'villages', 'villages_within'])
    assert.equal(sum(townships.rows, member), townships.total[member], member);
  assert.ok(townships.total.area_share > 20 && townships.total.area_share < 100);
  assert.deepEqual(townships.flags, []);
  assert.equal(townships.points_without_position, 0);
});

test('a larger radius reaches more, and people are never told of', async () => {
  let share = 0;
  for (const radius of [200, 1000, 3000, 20000, 500000]) {
    const answer = await json(`/api/coverage?radius_m=${radius}&as_of=2023-06-30`);
    assert.ok(answer.total.area_share > share || share === 100, `${radius}`);
    share = answer.total.area_share;
    assert.equal(answer.total.population, null);
    assert.ok(answer.rows.every((row) => row.population === null));
    assert.equal(answer.population_reason.code, 'no_published_table');
  }
  assert.equal(share, 100);
});

test('the nearest point is as far as the map says', async () => {
  const points = (await json('/ogc/collections/help-points/items?limit=10000')).features;
  const answer = await json('/api/coverage?level=village');
  assert.equal(answer.total.points, points.filter((f) => f.properties.status !== 'closed').length);
  assert.ok(answer.rows.every((row) => row.nearest_m > 0 && row.nearest_m < 50000));
});

test('a day without an open point is answered with zeros and a flag', async () => {
  const answer = await json('/api/coverage?level=township&as_of=1990-01-01');
  assert.deepEqual(answer.flags, ['no_open_point']);
  assert.equal(answer.rows.length, 18);
  assert.ok(answer.rows.every((row) => row.points === 0 && row.area_share === 0 && row.nearest_m === null));
});

test('a wrong question about reach is told what is wrong, in both languages', async () => {
  const cases = [
    ['/api/coverage?radius_m=0', 400, 'radius_m'],
    ['/api/coverage?radius_m=-3', 400, 'radius_m'],
    ['/api/coverage?radius_m=1e9', 400, 'radius_m'],
    ['/api/coverage?radius_m=nan', 400, 'radius_m'],
    ['/api/coverage?radius_m=near', 400, 'radius_m'],
    ['/api/coverage?service=shops', 404, 'service'],
    ['/api/coverage?kind=school', 404, 'kind'],
    ['/api/coverage?area=999999', 404, 'area'],
    ['/api/coverage?level=galaxy', 400, 'level'],
    ['/api/coverage?colour=red', 400, 'colour'],
    ['/api/coverage?revision=999999999', 404, 'revision'],
    ['/api/coverage/whatif?lon=113.2', 400, 'lat'],
    ['/api/coverage/whatif?lon=113.2&lat=99', 400, 'lat'],
    ['/api/coverage/whatif?lon=0&lat=0', 400, 'lon'],
    ['/api/coverage/whatif?lon=113.2&lat=34.3&radius_m=0', 400, 'radius_m'],
  ];
  for (const [path, status, subject] of cases) {
    const english = await get(path, { 'accept-language': 'en' });
    assert.equal(english.status, status, path);
    const problem = await english.json();
    assert.equal(problem.subject, subject, path);
    assert.doesNotMatch(problem.detail, /\p{Script=Han}/u, path);
    const chinese = await (await get(path, { 'accept-language': 'zh-CN' })).json();
    assert.match(chinese.detail, /\p{Script=Han}/u, path);
  }
});

test('rows come as CSV, and an answer that has not changed is not sent again', async () => {
  const path = '/api/coverage?level=village&radius_m=1500&as_of=2023-06-30';
  const { rows } = await json(path);
  const first = await get(`${path}&f=csv`);
  const lines = (await first.text()).trim().split('\r\n').slice(1);
  assert.equal(lines.length, rows.length);
  lines.forEach((line, i) => {
    const cells = line.split(',');
    assert.equal(cells[0], rows[i].code);
    assert.equal(Number(cells[4]), rows[i].area_share);
  });
  const accepted = await get(path, { accept: 'text/csv' });
  assert.match(accepted.headers.get('content-type'), /text\/csv/);
  assert.equal((await get(path, { 'if-none-match': (await get(path)).headers.get('etag') })).status, 304);
});

test('an account sees rows of its own area only, reached by whatever point is near', async () => {
  const mine = await json('/api/coverage?level=village&radius_m=2500', server.as('field'));
  const all = await json('/api/coverage?level=village&radius_m=2500');
  assert.ok(mine.rows.length > 0 && mine.rows.length < all.rows.length);
  for (const row of mine.rows) {
    assert.ok(row.code.startsWith(mine.area.code));
    assert.deepEqual(row, all.rows.find((other) => other.code === row.code));
  }
  assert.equal((await get('/api/coverage?area=410199', server.as('field'))).status, 404);
});

test('what one more point would add is what it adds when it stands there', async () => {
  const day = '2023-06-30';
  const { rows } = await json(`/api/coverage?level=village&radius_m=800&as_of=${day}`);
  const worst = rows.reduce((a, b) => (b.nearest_m > a.nearest_m ? b : a));
  const area = await json(`/api/areas?area=${worst.code}`);
  const [west, south, east, north] = area.area.bbox;
  const lon = (west + east) / 2;
  const lat = (south + north) / 2;
  const answer = await json(`/api/coverage/whatif?lon=${lon}&lat=${lat}&radius_m=800&as_of=${day}`);
  assert.ok(answer.added.reached_m2 > 0 && answer.added.reached_m2 <= Math.PI * 800 * 800 + 1);
  assert.equal(answer.after.reached_m2 - answer.before.reached_m2 - answer.added.reached_m2 <= 1, true);
  assert.ok(answer.rows.some((row) => row.code === worst.code && row.area_share > row.area_share_before));
  assert.ok(Math.abs(sum(answer.rows, 'added_m2') - answer.added.reached_m2) <= answer.rows.length);
  assert.equal(answer.after.population, null);

  const csv = `id,name,kind,lon,lat,opened_on\nwhatif-1,新点,childrens_home,${lon},${lat},2023-01-01\n`;
  const stored = await fetch(`${server.url}/api/imports?kind=help-points&filename=one.csv`, {
    method: 'POST',
    headers: server.as('reviewer'),
    body: csv,
  });
  assert.equal(stored.status, 201, await stored.clone().text());
  const now = await json(`/api/coverage?radius_m=800&as_of=${day}`);
  assert.deepEqual(now.total, answer.after);
  const before = await json(`/api/coverage?radius_m=800&as_of=${day}&revision=${answer.revision}`);
  assert.deepEqual(before.total, answer.before);
});

test('the command answers as the interface does', async () => {
  const asked = ['coverage', '--data', data, '--as-of', '2023-06-30', '--radius', '2000'];
  const table = await run([...asked, '--level', 'township', '--format', 'json']);
  assert.equal(table.code, 0, table.err);
  const { rows } = await json('/api/coverage?level=township&radius_m=2000&as_of=2023-06-30&area=410199');
  const command = JSON.parse(table.out);
  // The what-if test above may have added one point to the server's data.
  assert.equal(command.length, rows.length);
  command.forEach((row, i) => assert.ok(rows[i].reached_m2 >= row.reached_m2 - 1, row.code));
  assert.match((await run([...asked, '--level', 'township'])).out, /% area/);

  const geojson = join(folder, 'reach.geojson');
  assert.equal((await run([...asked, '--format', 'geojson', '--out', geojson])).code, 0);
  const { features } = JSON.parse(await readFile(geojson, 'utf8'));
  const county = JSON.parse((await run([...asked, '--format', 'json'])).out)[0];
  assert.deepEqual(features.map((f) => f.id), ['reached', 'unreached']);
  assert.ok(Math.abs(features[0].properties.area_m2 / county.reached_m2 - 1) < 0.005);
  assert.ok(Math.abs(features[0].properties.area_share + features[1].properties.area_share - 100) < 1e-9);

  const raster = join(folder, 'distance.tif');
  const made = await run([...asked, '--format', 'tif', '--cell', '0.002', '--out', raster]);
  assert.equal(made.code, 0, made.err);
  const bytes = await readFile(raster);
  assert.equal(bytes.subarray(0, 4).toString('latin1'), 'II*\0');
  assert.ok((await stat(raster)).size > 1000);
});

test('the command says what is wrong', async () => {
  const asked = ['coverage', '--data', data];
  for (const radius of ['0', '-1', '1e9']) {
    const { code, err } = await run([...asked, '--radius', radius]);
    assert.equal(code, 2, radius);
    assert.match(err, /reach\.radius/);
  }
  assert.equal((await run([...asked, '--service', 'shops'])).code, 2);
  assert.equal((await run([...asked, '--format', 'tif'])).code, 2);
  const huge = await run([...asked, '--format', 'tif', '--cell', '0.00001', '--out', join(folder, 'huge.tif')]);
  assert.equal(huge.code, 1);
  assert.match(huge.err, /raster\.too_large/);
  const closed = await run([...asked, '--as-of', '1990-01-01', '--format', 'json']);
  assert.equal(closed.code, 0);
  assert.match(closed.err, /no point of the service is open/);
  assert.equal(JSON.parse(closed.out)[0].area_share, 0);
  assert.match((await run(['coverage', '--help'])).out, /Example: courtyard/);
});

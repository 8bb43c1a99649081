// SPDX-License-Identifier: Apache-2.0
// Addresses of tiles and rectangles that are none.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileGround } from './hostile_ground.mjs';

const ground = hostileGround();

test('a tile that the pyramid does not have is refused', async () => {
  for (const address of ['-1/0/0', '0/-1/0', '3/8/0', '3/0/8', '31/0/0', '99/0/0', '1000000000/0/0', '16/1000000000/0', '16/65536/0', '17/0/0', '1.0/0/0', '1/0x1/0', '1/1e0/0', '+1/0/0', '01/0/0', '%31/%30/%30x', '1/0/', '18446744073709551617/0/0', '4294967297/1/1', '１/0/0', ' 1/0/0', '1/0/0/0'])
    for (const layer of ['areas', 'inspections']) await ground.refused(() => ground.verbatim(`/tiles/${layer}/${encodeURI(address)}.mvt`), address === '17/0/0' || address === '1/0/0/0' || address === '1/0/' ? 404 : 400);
});

test('a path out of the tiles leads nowhere', async () => {
  for (const path of ['/tiles/areas/../../etc/passwd', '/tiles/areas/1/0/../../../x.mvt', '/tiles/areas/1/0/..%2f0.mvt', '/tiles/../healthz'])
    assert.ok([400, 404].includes((await ground.verbatim(path)).status), path);
});

test('fractions, huge numbers and thousands of layers are refused before anything is drawn', async () => {
  const drawn = async () => Number((await (await ground.get('/metrics')).text()).match(/^courtyard_tile_cache_misses (\d+)/m)[1]);
  const before = await drawn();
  const many = (name, count) => Array(count).fill(name).join(',');
  for (const address of ['0.5/0/0', '3/1.5/2', '3/2/1,5', '-0/0/0', '1e1/0/0', `${'9'.repeat(400)}/0/0`, `3/${'1'.repeat(5000)}/0`, '3/-9223372036854775808/0', '3/0/NaN', '3/0/Infinity'])
    await ground.refused(() => ground.verbatim(`/tiles/areas/${address}.mvt`), 400);
  for (const list of [many('areas', 17), many('areas', 1000), many('unknown', 1000), many('', 1000)]) await ground.refused(() => ground.verbatim(`/tiles/${list}/3/6/3.mvt`), 400);
  for (const list of ['unknown', 'areas,unknown', 'villages', 'AREAS', ' areas', ',areas', 'areas,', '%00', 'areas%2Cnone'])
    for (const ending of ['/3/6/3.mvt', '.json']) await ground.refused(() => ground.verbatim(`/tiles/${encodeURI(list).replaceAll('%25', '%')}${ending}`), list === '%00' ? 400 : 404);
  assert.equal(await drawn(), before);
});

const drawn = async () => Number((await (await ground.get('/metrics')).text()).match(/^courtyard_tile_cache_misses (\d+)/m)[1]);

test('a list of tags or a range of bytes that cannot be read is refused, and nothing is drawn', async () => {
  const before = await drawn();
  for (const path of ['/tiles/areas/8/208/102.mvt', '/api/progress', '/healthz'])
    for (const headers of [
      ...['', '"', 'W/', 'W/"', '"a', 'a"', ',,,,', '"a" "b"', '*, *', 'W/W/"a"', '\t', '"a", b'].flatMap((tag) => [{ 'if-none-match': tag }, { 'if-match': tag }]),
      ...['bytes', 'bytes=', 'bytes=-', 'bytes=5-1', 'bytes=a-b', 'bytes=,', 'bytes=0-1,x', 'bytes=1', 'bytes=99999999999999999999-5', 'bytes=0-1-2'].map((range) => ({ range })),
    ])
      await ground.refused(() => ground.verbatim(path, headers), 400, 'header.malformed');
  assert.equal(await drawn(), before);
});

test('a condition that does not hold, a day that is none and a range that nobody serves are passed over, as RFC 9110 asks', async () => {
  const path = '/tiles/areas/8/208/102.mvt';
  const whole = Buffer.from(await (await ground.verbatim(path)).arrayBuffer());
  assert.ok(whole.length > 0);
  const before = await drawn();
  for (const headers of [
    ...['""', `"${'x'.repeat(4000)}"`, '"a",'.repeat(900), ' "a" ,, W/"b" '].map((tag) => ({ 'if-none-match': tag })),
    ...['yesterday', '', 'Thu, 99 Xyz 2026 99:99:99 GMT', '-1', '0', 'Thu, 01 Jan 1970 00:00:00 GMT'.repeat(3)].map((when) => ({ 'if-modified-since': when })),
    ...['bytes=0-9', 'bytes=-5', 'bytes=-0', 'bytes=99999999999999999999-', 'lines=1-2', 'lines', `bytes=${'0-0,'.repeat(900)}0-0`].map((range) => ({ range })),
    { range: 'bytes=0-9', 'if-range': '"' },
    { 'accept-encoding': 'gzip;q=x, *;q=' },
    { 'accept-encoding': ','.repeat(2000) },
  ]) {
    const answer = await ground.verbatim(path, headers);
    const about = JSON.stringify(headers).slice(0, 80);
    assert.equal(answer.status, 200, about);
    if (answer.headers.get('content-encoding') !== 'gzip') assert.ok(Buffer.from(await answer.arrayBuffer()).equals(whole), about);
  }
  assert.equal(await drawn(), before);
});

test('a rectangle that is none is refused', async () => {
  for (const box of ['', '1', '1,2,3', '1,2,3,4,5', '113,35,112,34', '113,35,114,34', 'NaN,34,114,35', '113,34,inf,35', '113,34,1e400,35', '113,34,114,', '113;34;114;35', '0x71,34,114,35', '113,34,114,35,'])
    await ground.refused(() => ground.get(`/ogc/collections/villages/items?bbox=${encodeURIComponent(box)}`), 400, 'parameter.invalid');
});

test('the whole world is a rectangle', async () => {
  const page = await ground.json('/ogc/collections/villages/items?bbox=-180,-90,180,90&limit=1');
  assert.equal(page.numberMatched, 320);
});

test('a rectangle from east to west crosses the antimeridian', async () => {
  // West of 114 °E and east of it, but not the narrow strip between: what lies in the strip is missing.
  const [w, , e] = (await ground.json('/api/areas')).area.bbox;
  const middle = (w + e) / 2;
  const all = (await ground.json('/ogc/collections/help-points/items?limit=10000')).features;
  const crossing = await ground.json(`/ogc/collections/help-points/items?limit=10000&bbox=${middle},-90,${w - 1},90`);
  assert.deepEqual(crossing.features.map((f) => f.id).sort(), all.filter((f) => f.geometry.coordinates[0] >= middle).map((f) => f.id).sort());
});

test('a page is never larger than the documented most', async () => {
  const page = await ground.json('/ogc/collections/courtyards/items?limit=1000000000');
  assert.ok(page.features.length <= 10_000);
  for (const limit of ['0', '-1', '1.5', '1e3', '', '99999999999999999999', 'all'])
    await ground.refused(() => ground.get(`/ogc/collections/villages/items?limit=${limit}`), 400, 'parameter.invalid');
});

test('a forged place to go on from is refused or empty', async () => {
  for (const offset of ['-1', 'x', '1e9', '99999999999999999999', '0x10'])
    await ground.refused(() => ground.get(`/ogc/collections/villages/items?offset=${offset}`), 400, 'parameter.invalid');
  assert.equal((await ground.json('/ogc/collections/villages/items?offset=9223372036854775807')).features.length, 0);
  for (const cursor of ['', 'x', 'after.', 'after.zz-1', 'since.1-1', 'after.1-1-1', "after.1'-1", 'after.fffffffffffffffff-1', 'after.410199001001'])
    await ground.refused(() => ground.get(`/ogc/collections/courtyards/items?cursor=${encodeURIComponent(cursor)}`), 400, 'parameter.invalid');
  // A place that no row stands at is a place all the same.
  assert.equal((await ground.json('/ogc/collections/courtyards/items?cursor=after.ffffffffffffffff-1')).features.length, 0);
  assert.equal((await ground.json('/ogc/collections/courtyards/items?limit=7&cursor=after.0-0')).features.length, 7);
});

test('a radius, a position, a revision and a month that are none are refused', async () => {
  for (const path of ['/api/coverage?service=help-points&radius_m=-1', '/api/coverage?service=help-points&radius_m=1e9', '/api/coverage?service=help-points&radius_m=nan', '/api/coverage/whatif?service=help-points&lon=999&lat=0&radius_m=3000', '/api/coverage/whatif?service=help-points&lon=x&lat=0&radius_m=3000', '/api/progress?revision=-1', '/api/progress?revision=1e3', '/api/progress/matrix?from=2023-01-01&to=2021-01-01', '/api/progress/matrix?from=0001-01-01&to=9999-12-31&step=month'])
    await ground.refused(() => ground.get(path), 400);
});

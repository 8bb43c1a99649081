// SPDX-License-Identifier: Apache-2.0
// Tiles as a browser asks for them: as fast as a file, as fresh as the last upload, and nobody else's.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { after, before, test } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { sampleServer } from './program.mjs';

let server;
before(async () => (server = await sampleServer()));
after(async () => server.remove());

const get = (path, headers = {}) => fetch(server.url + path, { headers });
const json = async (path, headers) => (await get(path, headers)).json();
const tileOf = (lon, lat, z) => {
  const side = 2 ** z;
  const row = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2;
  return `${z}/${Math.floor(((lon + 180) / 360) * side)}/${Math.floor(row * side)}`;
};
/** Households of a caller's scope: {id, area, lon, lat, status}. */
const households = async (role, limit = 2000) =>
  (await json(`/ogc/collections/courtyards/items?limit=${limit}`, server.as(role))).features.map((f) => ({
    id: f.id,
    area: f.properties.area,
    status: f.properties.status,
    lon: f.geometry.coordinates[0],
    lat: f.geometry.coordinates[1],
  }));
const upload = async (household, more = {}) => {
  const answer = await fetch(`${server.url}/api/inspections/${randomUUID()}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...server.as('reviewer') },
    body: JSON.stringify({
      campaign: 'beautiful-courtyard',
      observed_at: '2026-03-01T09:30:00+08:00',
      lon: household.lon,
      lat: household.lat,
      datum: 'wgs84',
      household: household.id,
      outcome: 'accepted',
      ...more,
    }),
  });
  assert.equal(answer.status, 201, await answer.text());
};
const contents = async (path) => json(path, server.as('reviewer'));

/** One question over a socket of its own, byte by byte as given; the answer's status, head lines and body. */
function askRaw(text) {
  const { hostname, port } = new URL(server.url);
  return new Promise((done, failed) => {
    const pieces = [];
    const socket = connect(Number(port), hostname, () => socket.write(text));
    socket.on('error', failed);
    const finish = () => {
      const bytes = Buffer.concat(pieces);
      const end = bytes.indexOf('\r\n\r\n');
      if (end < 0) return;
      const [first, ...lines] = bytes.subarray(0, end).toString('latin1').split('\r\n');
      const length = Number(lines.find((line) => /^content-length:/i.test(line))?.split(':')[1] ?? 0);
      const body = bytes.subarray(end + 4);
      if (body.length < length) return;
      socket.destroy();
      const told = lines.filter((line) => !/^(date|x-request-id):/i.test(line)).sort();
      done({ first, lines: told, body });
    };
    socket.on('data', (piece) => {
      pieces.push(piece);
      finish();
    });
    socket.on('end', () => failed(new Error('the connection ended')));
  });
}

/** The same question on the short way and on the full way (a field that the short way does not know). */
async function bothWays(path, fields = {}) {
  const lines = Object.entries(fields).map(([name, value]) => `${name}: ${value}\r\n`).join('');
  const head = `GET ${path} HTTP/1.1\r\nHost: map.example\r\n${lines}`;
  return [await askRaw(`${head}\r\n`), await askRaw(`${head}X-The-Full-Way: please\r\n\r\n`)];
}

test('a finished tile is answered the same on the short way and on the full way', async () => {
  const [one] = await households('field', 1);
  const full = `/tiles/courtyards/${tileOf(one.lon, one.lat, 14)}.mvt`;
  const areas = `/tiles/areas,courtyards/${tileOf(one.lon, one.lat, 11)}.pbf`;
  const empty = '/tiles/courtyards/14/0/0.mvt';
  const version = new URL((await json('/tiles/courtyards.json')).tiles[0].replaceAll(/[{}]/g, '')).searchParams.get('v');
  const bearer = (role) => ({ Authorization: server.as(role).authorization });
  for (const path of [full, areas, empty]) for (const who of [{}, bearer('field'), bearer('reviewer')]) await get(path, who);
  const tag = (await bothWays(full, { 'Accept-Encoding': 'gzip' }))[0].lines.find((line) => line.startsWith('etag: ')).slice(6);

  const questions = [
    [full, {}],
    [full, { 'Accept-Encoding': 'gzip' }],
    [full, { 'accept-encoding': 'br, gzip;q=0.5', 'User-Agent': 'x', Accept: '*/*' }],
    [full, { 'Accept-Encoding': 'gzip;q=0' }],
    [full, { 'Accept-Encoding': 'gzip', 'If-None-Match': tag }],
    [full, { 'Accept-Encoding': 'gzip', 'If-None-Match': `W/${tag}, "other"` }],
    [full, { 'If-None-Match': tag }],
    [full, { 'If-None-Match': '*' }],
    [full, { 'If-None-Match': 'nonsense, "' }],
    [`${full}?v=${version}`, {}],
    [`${full}?v=0`, {}],
    [`${full}?v=`, {}],
    [full, bearer('reviewer')],
    [full, bearer('field')],
    [`${full}?v=${version}`, bearer('field')],
    [full, bearer('auditor')],
    [full, { Authorization: 'Bearer cy_wrong' }],
    [full, { Authorization: 'Basic Zm9v' }],
    [full, { Cookie: 'sid=cy_wrong' }],
    [full, { Cookie: 'theme=dark' }],
    [areas, { 'Accept-Encoding': 'gzip' }],
    [areas, bearer('field')],
    [empty, {}],
    [empty, bearer('field')],
    ['/tiles/courtyards,areas/6/0/0.mvt', {}],
    ['/tiles/courtyards,,areas/6/0/0.mvt', {}],
    ['/tiles/nothing/6/0/0.mvt', {}],
    ['/tiles/villages/6/0/0.mvt', {}],
    ['/tiles/courtyards/17/0/0.mvt', {}],
    ['/tiles/courtyards/6/64/0.mvt', {}],
    ['/tiles/courtyards/6/00/0.mvt', {}],
    ['/tiles/courtyards/-1/0/0.mvt', {}],
    ['/tiles/courtyards/6/0/0.5.mvt', {}],
    ['/tiles/courtyards/6/0/0', {}],
    ['/tiles/courtyards/6/0/.mvt', {}],
    ['/tiles/courtyards/6/../0.mvt', {}],
    [`${full}?v=1&v=2`, {}],
    [`${full}?as_of=2023-06-30`, {}],
    [`${full}?colour=red`, {}],
    [`${full}?`, {}],
  ];
  const seen = new Set();
  for (const [path, fields] of questions) {
    const [short, long] = await bothWays(path, fields);
    const about = `${path} ${JSON.stringify(fields)}`;
    assert.equal(short.first, long.first, about);
    const told = ({ lines }) => lines.filter((line) => !/^content-length/i.test(line) || short.first.includes('200'));
    assert.deepEqual(told(short), told(long), about);
    if (!/ [45]\d\d /.test(short.first)) assert.ok(short.body.equals(long.body), about);
    seen.add(short.first.split(' ')[1]);
  }
  assert.deepEqual([...seen].sort(), ['200', '204', '304', '400', '401', '403', '404']);
});

test('a tile says how long it may be kept, by whom, and in which encoding it is', async () => {
  const [one] = await households('field', 1);
  const path = `/tiles/courtyards/${tileOf(one.lon, one.lat, 14)}.mvt`;
  const { tiles, version } = await json('/tiles/courtyards.json');
  const v = new URL(tiles[0].replaceAll(/[{}]/g, '')).searchParams.get('v');
  assert.ok(version.startsWith(v));
  assert.equal((await get(path)).headers.get('cache-control'), 'no-cache');
  assert.equal((await get(`${path}?v=${v}`)).headers.get('cache-control'), 'max-age=86400');
  // What an old or a future address shows now may be something else tomorrow.
  for (const other of ['0', '1.1', '999999999.20000', ''])
    assert.equal((await get(`${path}?v=${other}`)).headers.get('cache-control'), 'no-cache', other);
  const mine = await get(`${path}?v=${v}`, server.as('field'));
  assert.match(mine.headers.get('cache-control'), /^private, /);
  for (const answer of [mine, await get(path), await get('/tiles/courtyards/14/0/0.mvt')])
    for (const field of ['Authorization', 'Cookie', 'Accept-Encoding']) assert.ok(answer.headers.get('vary').includes(field));

  const [plain] = await bothWays(path);
  const [zipped] = await bothWays(path, { 'Accept-Encoding': 'gzip' });
  assert.ok(plain.body.equals(gunzipSync(zipped.body)));
  const tagOf = (answer) => answer.lines.find((line) => line.startsWith('etag: '));
  assert.notEqual(tagOf(plain), tagOf(zipped));
});

test('the addresses that TileJSON tells are addresses, however a day was written', async () => {
  const [address] = (await json(`/tiles/courtyards.json?as_of=${encodeURIComponent('2023年6月30日')}`)).tiles;
  assert.match(address, /^[\x21-\x7e]+$/);
  const tile = await fetch(address.replace(/\{[zxy]\}/g, '0'));
  assert.ok([200, 204].includes(tile.status), String(tile.status));
  assert.equal(new URL(address).searchParams.get('as_of'), '2023年6月30日');
});

test('lists of layers have one form, and long ones cost nothing', async () => {
  const [one] = await households('field', 1);
  const at = tileOf(one.lon, one.lat, 12);
  const metric = async () => Number((await (await get('/metrics')).text()).match(/^courtyard_tile_cache_misses (\d+)/m)[1]);
  const tags = [];
  const before = await metric();
  for (const list of ['areas,courtyards', 'courtyards,areas', 'areas,areas,courtyards,courtyards']) {
    const answer = await get(`/tiles/${list}/${at}.mvt`);
    assert.equal(answer.status, 200);
    tags.push(answer.headers.get('etag'));
  }
  assert.equal(new Set(tags).size, 1);
  assert.equal(await metric(), before + 1);
  const many = (name) => Array(1000).fill(name).join(',');
  assert.equal((await get(`/tiles/${many('areas').slice(0, 5999)}/${at}.mvt`)).status, 400);
  assert.equal((await get(`/tiles/${many('x')}/${at}.mvt`)).status, 400);
  assert.equal(await metric(), before + 1);
});

test('a hundred who ask at once for a tile that is not there yet wait for one build', async () => {
  const metric = async () => Number((await (await get('/metrics')).text()).match(/^courtyard_tile_cache_misses (\d+)/m)[1]);
  const before = await metric();
  const answers = await Promise.all(Array.from({ length: 100 }, () => get('/tiles/areas,bases/7/104/51.mvt')));
  const bodies = await Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer()).toString('base64')));
  assert.equal(new Set(bodies).size, 1);
  assert.ok(answers.every((answer) => answer.status === 200));
  assert.equal(await metric(), before + 1);
});

test('scopes share the tiles in which they see all there is, and no others', async () => {
  const metric = async () => Number((await (await get('/metrics')).text()).match(/^courtyard_tile_cache_misses (\d+)/m)[1]);
  const bytes = async (path, headers) => Buffer.from(await (await get(path, headers)).arrayBuffer());
  const mine = await households('field');
  const others = new Map();
  for (const h of await households('reviewer', 10000)) {
    const tile = tileOf(h.lon, h.lat, 16);
    others.set(tile, (others.get(tile) ?? 0) + 1);
  }
  const own = new Map();
  for (const h of mine) {
    const tile = tileOf(h.lon, h.lat, 16);
    own.set(tile, (own.get(tile) ?? 0) + 1);
  }
  const township = mine[0].area.slice(0, 9);
  const foreign = (await json('/ogc/collections/courtyards/items?limit=10000', server.as('reviewer'))).features.find(
    (f) => !f.properties.area.startsWith(township),
  );
  const [whole] = [...own].find(([tile, count]) => others.get(tile) === count) ?? [...own][0];
  const path = `/tiles/courtyards/${whole}.mvt`;
  await bytes(path);
  const before = await metric();
  assert.ok((await bytes(path, server.as('field'))).equals(await bytes(path)));
  assert.equal(await metric(), before, 'a tile that lies wholly in the scope is not built again');

  const [lon, lat] = foreign.geometry.coordinates;
  const outside = `/tiles/courtyards/${tileOf(lon, lat, 16)}.mvt`;
  const all = await get(outside);
  assert.equal(all.status, 200);
  const seen = (await contents(outside.replace('.mvt', '.json'))).layers;
  assert.ok(JSON.stringify(seen).includes(foreign.id));
  const theirs = await get(outside, server.as('field'));
  assert.ok(theirs.status === 204 || !(await theirs.text()).includes(foreign.id), 'another township is not seen');
  // The county's cells: the field account counts its own township only, whoever asked first.
  const low = `/tiles/courtyards/${tileOf(lon, lat, 8)}.mvt`;
  assert.ok(!(await bytes(low, server.as('field'))).equals(await bytes(low)));
  assert.ok(!(await bytes(low, server.as('field'))).equals(await bytes(low)));
});

test('after its 201 an upload stands in the very next tile, cell and progress row, and nothing else has moved', async () => {
  const registered = (await households('field')).filter((h) => h.status === 'registered');
  const one = registered[0];
  const { bounds } = await json('/tiles/courtyards.json');
  const halves = [[bounds[0], bounds[1], one.lon, bounds[3]], [one.lon, bounds[1], bounds[2], bounds[3]], [bounds[0], bounds[1], bounds[2], one.lat], [bounds[0], one.lat, bounds[2], bounds[3]]];
  const pages = await Promise.all(halves.map((box) => json(`/ogc/collections/courtyards/items?limit=10000&bbox=${box}`)));
  const [lon, lat] = pages
    .flatMap((page) => page.features.map((f) => f.geometry.coordinates))
    .find(([x, y]) => tileOf(x, y, 10) !== tileOf(one.lon, one.lat, 10));
  const far = { lon, lat };
  const point = `/tiles/inspections/${tileOf(one.lon, one.lat, 14)}`;
  const cells = `/tiles/inspections/${tileOf(one.lon, one.lat, 10)}.mvt`;
  const row = async () => {
    const rows = (await json('/api/progress?level=village', server.as('reviewer'))).rows;
    return rows.find((r) => r.code === one.area).proposed;
  };
  const tag = async (path) => (await get(path)).headers.get('etag');
  const unrelated = `/tiles/courtyards/${tileOf(far.lon, far.lat, 14)}.mvt`;
  const areas = `/tiles/areas/${tileOf(one.lon, one.lat, 10)}.mvt`;
  const [kept, border, old, proposed, oldPoints] = [await tag(unrelated), await tag(areas), await tag(cells), await row(), await tag(`${point}.mvt`)];
  assert.ok(kept && border);
  await upload(one);
  assert.notEqual(await tag(`${point}.mvt`), oldPoints);
  assert.notEqual(await tag(cells), old);
  assert.equal(await row(), proposed + 1);
  assert.equal(await tag(unrelated), kept);
  assert.equal(await tag(areas), border);
});

test('a tile of an older revision or of a past day is what it was then', async () => {
  const one = (await households('field')).find((h) => h.status === 'registered');
  const { revision } = await json('/api/progress');
  const point = `/tiles/inspections/${tileOf(one.lon, one.lat, 16)}.mvt`;
  const cells = `/tiles/courtyards,inspections/${tileOf(one.lon, one.lat, 9)}.mvt`;
  const bytes = async (path) => Buffer.from(await (await get(path, server.as('reviewer'))).arrayBuffer());
  const [pointThen, cellsThen] = [await bytes(point), await bytes(cells)];
  await upload(one);
  assert.ok(!(await bytes(point)).equals(pointThen));
  assert.ok(!(await bytes(cells)).equals(cellsThen));
  for (let again = 0; again < 2; again++) {
    assert.ok((await bytes(`${point}?revision=${revision}`)).equals(pointThen));
    assert.ok((await bytes(`${cells}?revision=${revision}`)).equals(cellsThen));
  }
  assert.equal((await get(`${point}?revision=999999999`)).status, 404);

  // Cells of past days, in any order, count what stands in the points of that day.
  const [z, x, y] = tileOf(one.lon, one.lat, 11).split('/').map(Number);
  const beneath = [];
  for (let i = 0; i < 64; i++) beneath.push(`${z + 3}/${x * 8 + (i % 8)}/${y * 8 + Math.floor(i / 8)}`);
  const named = (content, name) => content.layers.find((layer) => layer.name === name)?.features ?? [];
  const seen = new Set();
  for (const day of ['2022-06-30', '2021-03-01', '2023-01-01', '2022-06-30']) {
    const counted = named(await contents(`/tiles/courtyards/${z}/${x}/${y}.json?as_of=${day}`), 'courtyards_cells');
    const shown = (await Promise.all(beneath.map((at) => contents(`/tiles/courtyards/${at}.json?as_of=${day}`)))).flatMap((content) => named(content, 'courtyards'));
    const sum = (key) => counted.reduce((total, { attributes }) => total + (attributes[key] ?? 0), 0);
    assert.equal(sum('count'), shown.length, day);
    for (const status of new Set(shown.map(({ attributes }) => attributes.status)))
      assert.equal(sum(status), shown.filter(({ attributes }) => attributes.status === status).length, `${day} ${status}`);
    const completed = ({ attributes: { completed_on, revoked_on } }) => completed_on !== undefined && revoked_on === undefined;
    assert.equal(sum('completed'), shown.filter(completed).length, day);
    seen.add(`${shown.length} ${sum('completed')}`);
  }
  assert.equal(seen.size, 3);
});

test('hundreds of interleaved uploads are each seen by the next reader', async () => {
  const some = (await households('field')).slice(0, 40);
  let seen = 0;
  const uploader = async (first) => {
    for (let i = 0; i < 60; i++) {
      const household = some[(first * 7 + i) % some.length];
      const id = randomUUID();
      const lon = household.lon + Math.random() * 1e-4;
      const answer = await fetch(`${server.url}/api/inspections/${id}`, {
        method: 'PUT',
        headers: { 'content-type': 'application/json', ...server.as('reviewer') },
        body: JSON.stringify({
          campaign: 'beautiful-courtyard',
          observed_at: '2026-03-02T09:30:00+08:00',
          lon,
          lat: household.lat,
          outcome: 'checked',
        }),
      });
      assert.equal(answer.status, 201);
      await answer.arrayBuffer();
      const tile = await get(`/tiles/inspections/${tileOf(lon, household.lat, 16)}.mvt`);
      // Texts stand in a tile as they are.
      if (Buffer.from(await tile.arrayBuffer()).includes(id)) seen++;
    }
  };
  await Promise.all([0, 1, 2, 3, 4].map(uploader));
  assert.equal(seen, 300);
  const total = (await json('/ogc/collections/inspections/items?limit=1', server.as('reviewer'))).numberMatched;
  assert.ok(total >= 300);
});

test('an event follows the uploads, many in one, up to the last revision', async () => {
  const stop = new AbortController();
  const stream = await fetch(`${server.url}/api/events`, { headers: server.as('reviewer'), signal: stop.signal });
  assert.match(stream.headers.get('content-type'), /^text\/event-stream/);
  const [one] = await households('field', 1);
  const uploads = 40;
  let text = '';
  const heard = (async () => {
    for await (const piece of stream.body.pipeThrough(new TextDecoderStream())) {
      text += piece;
      const wanted = Number((await (await get('/metrics')).text()).match(/^courtyard_revision (\S+)/m)[1]);
      const revisions = [...text.matchAll(/"revision":(\d+)/g)].map((match) => Number(match[1]));
      if (finished && revisions.at(-1) >= wanted) return revisions;
    }
  })();
  let finished = false;
  for (let i = 0; i < uploads - 1; i++) await upload(one, { household: undefined });
  finished = true;
  await upload(one, { household: undefined });
  const revisions = await heard;
  stop.abort();
  assert.ok(revisions.length < uploads, `${revisions.length} messages for ${uploads} uploads`);
  assert.deepEqual(revisions, revisions.toSorted((a, b) => a - b));
  assert.match(text, /"layers":\[[^\]]*"inspections"/);
});

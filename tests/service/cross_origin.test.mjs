// SPDX-License-Identifier: Apache-2.0
// Pages of other origins: none may read unless the operator names it, and then it reads and nothing more.
import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run, sampleServer } from './program.mjs';

const page = 'https://maps.example.org';
const foreign = 'https://maps.example.com';
const readable = 'ETag, Link, Content-Crs, X-Row-Count, Content-Disposition, Content-Range, Accept-Ranges, Location, Retry-After';
const rooms = ['/ogc', '/ogc/collections/bases/items?limit=1', '/tiles/areas.json', '/styles/all.json', '/api/openapi.json', '/api/campaigns', '/api/exports/bases.geojson', '/api/nothing', '/ogc?colour=red'];

let folder;
let closed;
let named;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courtyard-origins-'));
  const settings = join(folder, 'courtyard.toml');
  await writeFile(settings, `cors_origins = ["${page}"]\n`);
  [closed, named] = await Promise.all([sampleServer(), sampleServer(['--config', settings])]);
});
after(async () => {
  await Promise.all([closed.remove(), named.remove()]);
  await rm(folder, { recursive: true });
});

/** One question with exactly these fields (fetch keeps `Origin` to itself): {status, headers, body}. */
const ask = (server, path, headers = {}, method = 'GET', body = undefined) =>
  new Promise((done, failed) => {
    const asked = request(server.url + path, { method, headers }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('end', () => done({ status: answer.statusCode, headers: answer.headers, body: Buffer.concat(pieces) }));
    });
    asked.on('error', failed);
    asked.end(body);
  });
const permissions = ({ headers }) => Object.keys(headers).filter((name) => name.startsWith('access-control-'));
const varies = ({ headers }) => (headers.vary ?? '').split(', ').includes('Origin');
const preflight = (method, origin = page, fields = 'authorization') => ({ origin, 'access-control-request-method': method, 'access-control-request-headers': fields });

function gets_nothing(answer, why) {
  assert.deepEqual(permissions(answer), [], why);
  assert.equal(answer.headers['cross-origin-resource-policy'], 'same-origin', why);
}
function may_read(answer, why) {
  assert.equal(answer.headers['access-control-allow-origin'], page, why);
  assert.equal(answer.headers['access-control-expose-headers'], readable, why);
  assert.equal(answer.headers['access-control-allow-credentials'], undefined, why);
  assert.equal(answer.headers['cross-origin-resource-policy'], 'cross-origin', why);
  assert.ok(varies(answer), why);
}

test('off unless an origin is named: no page of another origin gets anything', async () => {
  for (const path of rooms) {
    const [alone, asked] = [await ask(closed, path), await ask(closed, path, { origin: page })];
    gets_nothing(asked, path);
    assert.equal(asked.status, alone.status, path);
    assert.ok(!varies(asked), path);
    const flight = await ask(closed, path, preflight('GET'), 'OPTIONS');
    gets_nothing(flight, path);
  }
});

test('a named origin reads, another gets nothing, and caches are told', async () => {
  for (const path of rooms) {
    const alone = await ask(named, path);
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask(named, path, { origin: page, 'sec-fetch-site': 'cross-site' }, method);
      may_read(answer, `${method} ${path}`);
      assert.equal(answer.status, alone.status, path);
    }
    for (const fields of [{}, { origin: foreign }, { origin: 'null' }, { origin: `${page}:8443` }, { origin: `${page}.evil.example` }]) {
      const answer = await ask(named, path, fields);
      gets_nothing(answer, `${path} ${fields.origin}`);
      assert.equal(answer.status, alone.status, path);
      assert.ok(varies(answer), path);
    }
  }
  const tagged = await ask(named, '/ogc', { origin: page });
  const same = await ask(named, '/ogc', { origin: page, 'if-none-match': tagged.headers.etag });
  assert.equal(same.status, 304);
  may_read(same, '304');
});

test('the preflight lets a bearer token be sent along, for reading alone', async () => {
  for (const path of ['/ogc/collections/help-points/items', '/tiles/areas.json', '/api/campaigns', '/api/me']) {
    for (const method of ['GET', 'HEAD']) {
      const answer = await ask(named, path, preflight(method), 'OPTIONS');
      assert.equal(answer.status, 204, path);
      assert.equal(answer.headers['access-control-allow-origin'], page, path);
      assert.equal(answer.headers['access-control-allow-methods'], 'GET, HEAD, OPTIONS');
      assert.equal(answer.headers['access-control-allow-headers'], 'Authorization, Accept-Language, If-None-Match, Range');
      assert.equal(answer.headers['access-control-max-age'], '600');
      assert.equal(answer.headers['access-control-allow-credentials'], undefined);
      assert.ok(varies(answer));
      gets_nothing(await ask(named, path, preflight(method, foreign), 'OPTIONS'), path);
    }
    for (const method of ['POST', 'PUT', 'PATCH', 'DELETE']) gets_nothing(await ask(named, path, preflight(method), 'OPTIONS'), `${method} ${path}`);
  }
  const mine = await ask(named, '/ogc/collections/courtyards/items?limit=1', { origin: page, ...named.as('planner') });
  assert.equal(mine.status, 200);
  may_read(mine, 'with a token');
});

test('a refusal carries it too, so that the page can read why', async () => {
  const wrong = await ask(named, '/ogc/collections/bases/items', { origin: page, authorization: 'Bearer cy_wrong' });
  assert.equal(wrong.status, 401);
  may_read(wrong, '401');
  assert.equal(typeof JSON.parse(wrong.body).detail, 'string');
  const nobody = await ask(named, '/api/accounts', { origin: page });
  assert.equal(nobody.status, 401);
  may_read(nobody, '401 of nobody');
});

test('a tile that lies ready says the same as one that is made, with and without an origin', async () => {
  const { tiles, bounds, minzoom } = JSON.parse((await ask(named, '/tiles/areas.json')).body);
  const zoom = Math.max(minzoom, 9);
  const side = 2 ** zoom;
  const [lon, lat] = [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
  const row = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2;
  const tile = new URL(tiles[0].replace('{z}', zoom).replace('{x}', Math.floor(((lon + 180) / 360) * side)).replace('{y}', Math.floor(row * side)));
  const path = tile.pathname + tile.search;
  assert.equal((await ask(named, path)).status, 200);
  const untimed = ({ status, headers, body }) => {
    const { date, 'x-request-id': id, ...rest } = headers;
    assert.ok(date && id);
    return { status, headers: rest, body };
  };
  // The short way does not know the second field and leaves the question to the full one.
  for (const fields of [{}, { origin: page }, { origin: foreign }]) {
    const ready = await ask(named, path, fields);
    assert.deepEqual(untimed(ready), untimed(await ask(named, path, { ...fields, 'x-the-full-way': 'please' })));
    assert.ok(ready.body.length > 0 && varies(ready));
    if (fields.origin === page) may_read(ready, path);
    else gets_nothing(ready, path);
  }
});

test('what changes something stays refused, and the dashboard is for its own pages', async () => {
  const body = JSON.stringify({ name: 'planner', password: 'not the one it has' });
  const signing = await ask(named, '/api/session', { origin: page, 'content-type': 'application/json' }, 'POST', body);
  assert.equal(signing.status, 403);
  assert.equal(JSON.parse(signing.body).code, 'origin.foreign');
  gets_nothing(signing, 'POST /api/session');
  for (const path of ['/', '/api.html', '/metrics', '/healthz']) gets_nothing(await ask(named, path, { origin: page }), path);
});

test('a setting that no browser would fit is refused before the server starts', async () => {
  for (const value of ['"*"', '["https://maps.example.org/"]', '["maps.example.org"]', '["https://maps.example.org:443"]', '["null"]']) {
    const settings = join(folder, 'wrong.toml');
    await writeFile(settings, `cors_origins = ${value}\n`);
    const { code, err } = await run(['serve', '--data', join(folder, 'none'), '--config', settings]);
    assert.notEqual(code, 0, value);
    assert.match(err, /cors_origins/, value);
  }
});

test('a star is every origin', async () => {
  const settings = join(folder, 'star.toml');
  await writeFile(settings, 'cors_origins = ["*"]\n');
  const open = await sampleServer(['--config', settings]);
  try {
    for (const origin of [page, foreign, 'null']) assert.equal((await ask(open, '/ogc', { origin })).headers['access-control-allow-origin'], '*', origin);
    assert.deepEqual(permissions(await ask(open, '/ogc')), []);
  } finally {
    await open.remove();
  }
});

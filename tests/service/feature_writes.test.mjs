// SPDX-License-Identifier: Apache-2.0
// Bases and help points written as features: every status, what everybody reads at once, and what stays of what was.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run, start } from './program.mjs';

let folder;
let server;
let accounts;
let village;
let elsewhere;
let inside;
let outside;
const tokens = {};

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courtyard-feature-writes-'));
  const data = join(folder, 'data');
  await cp(process.env.COURTYARD_SAMPLE_DATA, data, { recursive: true });
  accounts = JSON.parse(await readFile(join(data, 'demo-accounts.json'), 'utf8'));
  server = await start(data);
  // Two help points of the sample stand in two townships: their villages and positions are used.
  const { features } = await json('/ogc/collections/help-points/items?limit=500');
  const placed = features.filter(({ properties, geometry }) => properties.area && geometry);
  [village, inside] = [placed[0].properties.area, placed[0].geometry.coordinates];
  const other = placed.find(({ properties }) => properties.area.slice(0, 9) !== village.slice(0, 9));
  [elsewhere, outside] = [other.properties.area, other.geometry.coordinates];
  await server.stop();
  for (const [name, role, area] of [['zhen', 'planner', village.slice(0, 9)], ['bie', 'planner', elsewhere.slice(0, 9)]]) {
    const added = await run(['user', 'add', name, '--role', role, '--area', area, '--data', data], 'a long enough password\n');
    assert.equal(added.code, 0, added.err);
    const token = await run(['token', 'create', name, '--data', data]);
    assert.equal(token.code, 0, token.err);
    tokens[name] = token.out.trim().split('\n').pop();
  }
  for (const [role, { token }] of Object.entries(accounts)) tokens[role] = token;
  server = await start(data);
});
after(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const path = (collection, id) => `/ogc/collections/${collection}/items${id === undefined ? '' : `/${encodeURIComponent(id)}`}`;
const ask = (method, address, { as = 'planner', body, type = 'application/geo+json', ...headers } = {}) =>
  fetch(server.url + address, {
    method,
    body: typeof body === 'object' ? JSON.stringify(body) : body,
    headers: { ...(as ? { authorization: `Bearer ${tokens[as]}` } : {}), ...(body === undefined ? {} : { 'content-type': type }), ...headers },
  });
const json = async (address) => (await fetch(server.url + address, { headers: { authorization: `Bearer ${accounts.planner.token}` } })).json();
const point = (coordinates, properties = {}, more = {}) => ({ type: 'Feature', geometry: { type: 'Point', coordinates }, properties: { name: '桥东儿童之家', kind: 'childrens_home', opened_on: '2022-05-01', capacity: 20, ...properties }, ...more });
const base = (coordinates, properties = {}, more = {}) => ({ type: 'Feature', geometry: { type: 'Point', coordinates }, properties: { name: '织梦坊', level: 'county', recognised_on: '2022-05-01', women_employed: 12, women_trained: 30, ...properties }, ...more });
const read = async (collection, id, query = '') => {
  const answer = await ask('GET', path(collection, id) + query);
  return { status: answer.status, tag: answer.headers.get('etag'), feature: await answer.json() };
};
const expect = async (answer, status, code) => {
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  const told = text === '' ? undefined : JSON.parse(text);
  if (code) assert.equal(told.code, code, text);
  return told;
};
const made = async (collection, feature, as = 'planner') => {
  const answer = await ask('POST', path(collection), { body: feature, as });
  const { id } = await expect(answer, 201);
  return id;
};
const faults = ({ errors }) => errors.map(({ pointer, code }) => `${pointer} ${code}`);

test('a new feature has a place, an address and a tag, and is there for everybody at once', async () => {
  const stop = new AbortController();
  const stream = await fetch(`${server.url}/api/events`, { headers: { authorization: `Bearer ${tokens.planner}` }, signal: stop.signal });
  let heard = '';
  const listening = (async () => {
    for await (const chunk of stream.body) heard += Buffer.from(chunk).toString();
  })().catch(() => {});
  const total = async () => (await json('/api/progress?campaign=skilled-wife')).total.completed;
  const matched = async () => (await json(path('bases') + '?limit=1')).numberMatched;
  const [counted, listed] = [await total(), await matched()];

  const answer = await ask('POST', path('bases'), { body: base(inside) });
  const receipt = await expect(answer, 201);
  assert.match(receipt.id, /^base-[0-9a-f-]{36}$/);
  assert.equal(receipt.area.code, village);
  assert.deepEqual(receipt.flags, []);
  assert.equal(answer.headers.get('location'), server.url + path('bases', receipt.id));
  assert.equal(answer.headers.get('courtyard-revision'), String(receipt.revision));

  const own = await fetch(answer.headers.get('location'), { headers: { authorization: `Bearer ${tokens.planner}` } });
  const feature = await own.json();
  assert.deepEqual(feature.geometry, { type: 'Point', coordinates: inside });
  assert.deepEqual([feature.id, feature.properties.name, feature.properties.level, feature.properties.status, feature.properties.recognised_on, feature.properties.women_employed, feature.properties.women_trained], [receipt.id, '织梦坊', 'county', 'county', '2022-05-01', 12, 30]);
  assert.equal(own.headers.get('etag').slice(1, 33), answer.headers.get('etag').slice(1, 33));

  assert.equal(await total(), counted + 1);
  assert.equal(await matched(), listed + 1);
  const at = (z, [lon, lat]) => [z, Math.floor(((lon + 180) / 360) * 2 ** z), Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z)].join('/');
  const tile = Buffer.from(await (await ask('GET', `/tiles/bases/${at(14, inside)}.mvt`)).arrayBuffer()).toString('latin1');
  assert.ok(tile.includes(receipt.id));
  for (let asked = 0; asked < 300 && !heard.includes('"bases"'); ++asked) await new Promise((done) => setTimeout(done, 50));
  assert.ok(heard.includes('"bases"') && heard.includes(village), heard);
  stop.abort();
  await listening;
});

test('the id is the feature’s own where it has one; the same again is the same, other content is a conflict', async () => {
  const id = `p-${randomUUID()}`;
  const first = await ask('POST', path('help-points'), { body: point(inside, {}, { id }) });
  assert.equal((await expect(first, 201)).id, id);
  const again = await ask('POST', path('help-points'), { body: point(inside, { id }) });
  await expect(again, 200);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  await expect(await ask('POST', path('help-points'), { body: point(inside, { capacity: 21 }, { id }) }), 409, 'id.conflict');
  assert.equal((await read('help-points', id)).feature.properties.capacity, 20);
  assert.deepEqual(faults(await expect(await ask('POST', path('help-points'), { body: point(inside, { id: 'other' }, { id }) }), 422)), ['/properties/id id.differs']);
  for (const wrong of ['a/b', 'a b', 'x'.repeat(65)]) await expect(await ask('POST', path('help-points'), { body: point(inside, {}, { id: wrong }) }), 422);
  // Without an id a key does it.
  const keyed = { body: point(inside), 'idempotency-key': randomUUID() };
  const [one, two] = [await expect(await ask('POST', path('help-points'), keyed), 201), await expect(await ask('POST', path('help-points'), keyed), 200)];
  assert.equal(one.id, two.id);
});

test('a replacement needs the tag, and takes the place of all that was said', async () => {
  const id = await made('help-points', point(inside, { area: village }));
  const { tag } = await read('help-points', id);
  await expect(await ask('PUT', path('help-points', id), { body: point(inside) }), 428, 'precondition.required');
  const replaced = await ask('PUT', path('help-points', id), { body: point(inside, { name: '桥西儿童之家', capacity: undefined, opened_on: undefined }), 'if-match': tag });
  await expect(replaced, 200);
  const now = await read('help-points', id);
  // A day that is not said stays; what else is not said is gone.
  assert.deepEqual([now.feature.properties.name, now.feature.properties.capacity, now.feature.properties.opened_on], ['桥西儿童之家', 0, '2022-05-01']);
  const stale = await ask('PUT', path('help-points', id), { body: point(inside, { name: '别的' }), 'if-match': tag });
  await expect(stale, 412, 'precondition.failed');
  assert.equal(stale.headers.get('etag'), replaced.headers.get('etag'));
  // The tag of the answer will do for the next change.
  await expect(await ask('PUT', path('help-points', id), { body: point(inside, { name: '再改' }), 'if-match': replaced.headers.get('etag') }), 200);
  const repeated = await ask('PUT', path('help-points', id), { body: point(inside, { name: '再改' }), 'if-match': tag });
  await expect(repeated, 200);
  assert.equal(repeated.headers.get('idempotency-replayed'), 'true');
  assert.deepEqual(faults(await expect(await ask('PUT', path('help-points', id), { body: point(inside, {}, { id: 'other' }), 'if-match': '*' }), 422)), ['/id id.differs']);
});

test('a PUT makes a feature under an id of one’s own, once', async () => {
  const id = `基地 ${randomUUID()}`.replace(' ', '-');
  await expect(await ask('PUT', path('bases', id), { body: base(inside) }), 428, 'precondition.required');
  await expect(await ask('PUT', path('bases', id), { body: base(inside), 'if-match': '*' }), 404, 'feature.unknown');
  const first = await ask('PUT', path('bases', id), { body: base(inside), 'if-none-match': '*' });
  await expect(first, 201);
  assert.equal(first.headers.get('location'), server.url + path('bases', id));
  await expect(await ask('PUT', path('bases', id), { body: base(inside), 'if-none-match': '*' }), 200);
  for (const tag of [first.headers.get('etag'), '"0"'])
    assert.match((await expect(await ask('PUT', path('bases', id), { body: base(inside, { name: '别家' }), 'if-none-match': tag }), 428, 'precondition.required')).detail, /If-None-Match: \*/);
  const taken = await ask('PUT', path('bases', id), { body: base(inside, { name: '别家' }), 'if-none-match': '*' });
  await expect(taken, 412, 'precondition.failed');
  assert.equal(taken.headers.get('etag'), first.headers.get('etag'));
});

test('a change says what shall change', async () => {
  const id = await made('help-points', point(inside, { area: village }));
  const patch = async (body, type = 'application/merge-patch+json') => {
    const { tag } = await read('help-points', id);
    return ask('PATCH', path('help-points', id), { body, type, 'if-match': tag });
  };
  await expect(await patch({ properties: { capacity: 40 } }), 200);
  await expect(await patch({ type: 'Feature', properties: { closed_on: '2024-06-30' } }, 'application/geo+json'), 200);
  let { properties } = (await read('help-points', id)).feature;
  assert.deepEqual([properties.name, properties.capacity, properties.closed_on, properties.status], ['桥东儿童之家', 40, '2024-06-30', 'closed']);
  // It closed: the days before know it open.
  assert.equal((await read('help-points', id, '?as_of=2024-06-29')).feature.properties.status, 'childrens_home');
  await expect(await patch({ properties: { closed_on: null, capacity: null } }), 200);
  ({ properties } = (await read('help-points', id)).feature);
  assert.deepEqual([properties.capacity, properties.closed_on, properties.status], [0, null, 'childrens_home']);
  const moved = await expect(await patch({ geometry: { type: 'Point', coordinates: outside } }), 200);
  assert.equal(moved.area.code, elsewhere);
  assert.deepEqual((await read('help-points', id)).feature.geometry.coordinates, outside);
  assert.deepEqual(faults(await expect(await patch({ properties: { status: 'closed', opened_on: '2022-13-01' } }), 422)), ['/properties/status property.derived']);
  assert.deepEqual(faults(await expect(await patch({ properties: { closed_on: '2020-01-01' } }), 422)), ['/properties/closed_on date.order']);
  await expect(await ask('PATCH', path('help-points', id), { body: { properties: { capacity: 1 } } }), 428, 'precondition.required');
  await expect(await ask('PATCH', path('help-points', id), { body: { properties: { capacity: 1 } }, 'if-match': '"0"' }), 412);
  await expect(await ask('PATCH', path('help-points', 'nobody'), { body: { properties: { capacity: 1 } }, 'if-match': '*' }), 404, 'feature.unknown');
});

test('a base rises and is put right again, with the levels that it had', async () => {
  const id = await made('bases', base(inside));
  const raise = async (properties) => expect(await ask('PATCH', path('bases', id), { body: { properties }, 'if-match': (await read('bases', id)).tag }), 200);
  const levels = async (indicator) => (await json(`/api/progress?campaign=skilled-wife&indicator=${indicator}&area=${village}`)).total.completed;
  const before = await levels('province_bases');
  await raise({ level: 'province', recognised_on: '2024-05-01', women_employed: 50 });
  assert.equal(await levels('province_bases'), before + 1);
  assert.deepEqual([(await read('bases', id, '?as_of=2023-05-01')).feature.properties.level, (await read('bases', id)).feature.properties.level], ['county', 'province']);
  await raise({ level: 'prefecture', recognised_on: '2024-05-01' });
  assert.equal(await levels('province_bases'), before);
  const history = await (await ask('GET', `/api/bases/${id}/history`, { as: 'reviewer' })).json();
  assert.deepEqual(history.campaigns.flatMap(({ steps }) => steps.map(({ to }) => to)), ['county', 'prefecture']);
});

test('a base raised by mistake and put back has its name and place again, on the map too and after a restart', async () => {
  const id = await made('bases', base(inside));
  const original = await read('bases', id);
  const mistaken = await ask('PATCH', path('bases', id), { body: { properties: { name: '张冠李戴', level: 'province' }, geometry: { type: 'Point', coordinates: outside } }, 'if-match': original.tag });
  await expect(mistaken, 200);
  const at = ([lon, lat]) => [14, Math.floor(((lon + 180) / 360) * 2 ** 14), Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** 14)].join('/');
  const drawn = async (where) => {
    const answer = await ask('GET', `/tiles/bases/${at(where)}.mvt`);
    return answer.status === 200 && Buffer.from(await answer.arrayBuffer()).includes(id);
  };
  const told = async () => {
    const listed = (await json(`${path('bases')}?limit=10000`)).features.find((one) => one.id === id);
    return [(await read('bases', id)).feature, listed].map(({ properties: { name, status, area }, geometry }) => [name, status, area, ...geometry.coordinates]);
  };
  assert.deepEqual(await told(), Array(2).fill(['张冠李戴', 'province', elsewhere, ...outside]));
  assert.deepEqual([await drawn(inside), await drawn(outside)], [false, true]);
  await expect(await ask('PUT', path('bases', id), { body: base(inside), 'if-match': mistaken.headers.get('etag') }), 200);
  for (const again of [false, true]) {
    if (again) {
      await server.stop();
      server = await start(server.data);
    }
    assert.deepEqual(await told(), Array(2).fill(['织梦坊', 'county', village, ...inside]));
    assert.deepEqual([await drawn(inside), await drawn(outside)], [true, false]);
  }
  const { entries } = await expect(await ask('GET', `/api/audit?kind=base&subject=${id}`, { as: 'auditor' }), 200);
  assert.deepEqual(entries.map(({ verb }) => verb), ['base.store', 'base.store', 'base.store']);
});

test('a deleted feature is gone on every day, stays at every revision before, and may come again', async () => {
  for (const [collection, feature] of [['bases', base(inside)], ['help-points', point(inside)]]) {
    const id = await made(collection, feature);
    const { tag, feature: shown } = await read(collection, id);
    const { revision } = await json('/api/progress');
    await expect(await ask('DELETE', path(collection, id)), 428, 'precondition.required');
    await expect(await ask('DELETE', path(collection, id), { 'if-match': '"0"' }), 412, 'precondition.failed');
    const gone = await ask('DELETE', path(collection, id), { 'if-match': tag });
    await expect(gone, 204);
    assert.equal(gone.headers.get('courtyard-revision'), String(revision + 1));
    for (const query of ['', '?as_of=2023-01-01']) assert.equal((await read(collection, id, query)).status, 404);
    await expect(await ask('DELETE', path(collection, id), { 'if-match': tag }), 404, 'feature.unknown');
    const was = await read(collection, id, `?revision=${revision}`);
    assert.deepEqual(was.feature.properties, shown.properties);
    assert.deepEqual(was.feature.geometry, shown.geometry);
    const listed = async (query) => (await json(`${path(collection)}?limit=10000&${query}`)).features.some((one) => one.id === id);
    assert.deepEqual([await listed(''), await listed(`revision=${revision}`)], [false, true]);
    await expect(await ask('PUT', path(collection, id), { body: feature, 'if-none-match': '*' }), 201);
    assert.deepEqual((await read(collection, id)).feature.properties, shown.properties);
  }
});

test('each writing is one entry of the audit', async () => {
  const id = await made('bases', base(inside));
  await expect(await ask('PATCH', path('bases', id), { body: { properties: { women_trained: 31 } }, 'if-match': (await read('bases', id)).tag }), 200);
  await expect(await ask('DELETE', path('bases', id), { 'if-match': (await read('bases', id)).tag }), 204);
  const answer = await ask('GET', `/api/audit?kind=base&subject=${id}`, { as: 'auditor' });
  const { entries } = await expect(answer, 200);
  assert.deepEqual(entries.map(({ verb }) => verb).sort(), ['base.store', 'base.store', 'base.withdraw']);
});

test('of two writers with the same tag exactly one wins', async () => {
  const id = await made('help-points', point(inside));
  for (let round = 0; round < 10; ++round) {
    const { tag } = await read('help-points', id);
    const answers = await Promise.all(['planner', 'reviewer', 'admin'].map((as, i) => ask('PATCH', path('help-points', id), { as, body: { properties: { capacity: 100 * round + i + 1 } }, 'if-match': tag })));
    const statuses = answers.map(({ status }) => status);
    assert.deepEqual([...statuses].sort(), [200, 412, 412]);
    const won = statuses.indexOf(200);
    assert.equal((await read('help-points', id)).feature.properties.capacity, 100 * round + won + 1);
  }
  // Of two who make the same id, too.
  const fresh = `p-${randomUUID()}`;
  const both = await Promise.all(['a', 'b'].map((name) => ask('PUT', path('help-points', fresh), { body: point(inside, { name }), 'if-none-match': '*' })));
  assert.deepEqual(both.map(({ status }) => status).sort(), [201, 412]);
});

test('one writes in one’s own area, and of another nothing is told', async () => {
  const own = await made('help-points', point(inside), 'zhen');
  const foreign = await made('help-points', point(outside), 'bie');
  for (const [method, more] of [['PATCH', { body: { properties: { capacity: 1 } } }], ['DELETE', {}], ['PUT', { body: point(inside) }]]) {
    await expect(await ask(method, path('help-points', foreign), { as: 'zhen', 'if-match': '*', ...more }), 404, 'feature.unknown');
    await expect(await ask(method, path('help-points', 'nobody'), { as: 'zhen', 'if-match': '*', ...more }), 404, 'feature.unknown');
  }
  const taken = await expect(await ask('POST', path('help-points'), { as: 'zhen', body: point(inside, { name: '别的' }, { id: foreign }) }), 409, 'id.conflict');
  assert.ok(!JSON.stringify(taken).includes(elsewhere));
  assert.deepEqual(faults(await expect(await ask('POST', path('help-points'), { as: 'zhen', body: point(outside) }), 422)), ['/geometry place.out_of_scope']);
  assert.deepEqual(faults(await expect(await ask('PATCH', path('help-points', own), { as: 'zhen', 'if-match': '*', body: { geometry: { type: 'Point', coordinates: outside } } }), 422)), ['/geometry place.out_of_scope']);
  for (const area of [elsewhere, '999999999999'])
    assert.deepEqual(faults(await expect(await ask('PATCH', path('help-points', own), { as: 'zhen', 'if-match': '*', body: { properties: { area } } }), 422)), ['/properties/area area.unknown']);
  assert.deepEqual((await read('help-points', own)).feature.geometry.coordinates, inside);
});

test('who may not is told so, and what cannot be written says what it can', async () => {
  await expect(await ask('POST', path('bases'), { as: null, body: base(inside) }), 401);
  for (const as of ['viewer', 'field', 'caseworker', 'security', 'auditor']) await expect(await ask('POST', path('bases'), { as, body: base(inside) }), 403, 'role.not_allowed');
  for (const collection of ['villages', 'courtyards', 'inspections']) {
    const refused = await ask('POST', path(collection), { body: base(inside) });
    await expect(refused, 405, 'method.not_allowed');
    assert.equal(refused.headers.get('allow'), 'OPTIONS, GET, HEAD');
    for (const method of ['PUT', 'PATCH', 'DELETE']) {
      const one = await ask(method, path(collection, 'x'), { body: method === 'DELETE' ? undefined : base(inside) });
      await expect(one, 405);
      assert.equal(one.headers.get('allow'), 'OPTIONS, GET, HEAD');
    }
  }
  for (const collection of ['bases', 'help-points']) {
    const items = await ask('OPTIONS', path(collection));
    assert.deepEqual([items.status, items.headers.get('allow')], [204, 'OPTIONS, GET, HEAD, POST']);
    const item = await ask('OPTIONS', path(collection, 'x'));
    assert.deepEqual([item.status, item.headers.get('allow')], [204, 'OPTIONS, GET, HEAD, PUT, PATCH, DELETE']);
  }
});

test('what is sent must be a feature', async () => {
  const post = (body, type, more = {}) => ask('POST', path('bases'), { body, type, ...more });
  await expect(await post('{"type":"Feature"', 'application/geo+json'), 400, 'body.json');
  await expect(await post('[]', 'application/geo+json'), 400, 'body.json');
  await expect(await post('{"type":"Feature","type":"Feature"}', 'application/geo+json'), 400, 'member.twice');
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'application/merge-patch+json', 'application/xml']) {
    const refused = await post(base(inside), type);
    await expect(refused, 415, 'body.type');
    assert.equal(refused.headers.get('accept-post'), 'application/geo+json, application/json');
  }
  const id = await made('bases', base(inside));
  const unpatched = await ask('PATCH', path('bases', id), { body: '<x/>', type: 'text/xml', 'if-match': '*' });
  await expect(unpatched, 415, 'body.type');
  assert.match(unpatched.headers.get('accept-patch'), /^application\/merge-patch\+json/);
  await expect(await post(`{"type":"Feature","properties":{"name":"${'x'.repeat(300_000)}"}}`, 'application/geo+json'), 413);
  const wrong = await expect(await post({ type: 'Feature', geometry: { type: 'Point', coordinates: [1000, 34] }, properties: { level: 'galaxy', women_employed: -1, recognised_on: 'soon', colour: 'red' } }, 'application/geo+json'), 422, 'feature.invalid');
  assert.deepEqual(faults(wrong), ['/properties/colour property.unknown']);
  const all = await expect(await post({ type: 'Feature', geometry: { type: 'Point', coordinates: [1000, 34] }, properties: { level: 'galaxy', women_employed: -1, recognised_on: 'soon' } }, 'application/geo+json'), 422);
  assert.deepEqual(faults(all).map((one) => one.split(' ')[0]).sort(), ['/geometry', '/properties/level', '/properties/name', '/properties/recognised_on', '/properties/women_employed']);
  assert.ok(all.errors.every(({ detail, column }) => detail && column));
  for (const geometry of [{ type: 'Polygon', coordinates: [[[0, 0], [1, 0], [1, 1], [0, 0]]] }, { type: 'LineString', coordinates: [[0, 0], [1, 1]] }, { type: 'Point', coordinates: ['a', 'b'] }])
    assert.match(faults(await expect(await post({ ...base(inside), geometry }, 'application/geo+json'), 422))[0], /^\/geometry geometry\./);
  await expect(await post({ type: 'FeatureCollection', features: [] }, 'application/geo+json'), 422, 'feature.invalid');
  await expect(await ask('POST', `${path('bases')}?colour=red`, { body: base(inside) }), 400);
  await expect(await ask('DELETE', path('bases', id), { 'if-match': 'no tag' }), 400, 'header.malformed');
});

test('coordinates are of the reference system that Content-Crs names', async () => {
  const [lon, lat] = inside;
  const epsg = (number) => `<http://www.opengis.net/def/crs/EPSG/0/${number}>`;
  const x = (lon * Math.PI * 6378137) / 180;
  const y = Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 6378137;
  for (const [crs, coordinates] of [['<http://www.opengis.net/def/crs/OGC/1.3/CRS84>', [lon, lat]], [epsg(4326), [lat, lon]], [epsg(4490), [lat, lon]], [epsg(3857), [x, y]]]) {
    const answer = await ask('POST', path('help-points'), { body: point(coordinates), 'content-crs': crs });
    const { id, area } = await expect(answer, 201);
    assert.equal(area.code, village, crs);
    const [east, north] = (await read('help-points', id)).feature.geometry.coordinates;
    assert.ok(Math.abs(east - lon) < 1e-8 && Math.abs(north - lat) < 1e-8, `${crs}: ${east}, ${north}`);
  }
  for (const crs of ['EPSG:4326', epsg(4214), epsg('x')]) await expect(await ask('POST', path('help-points'), { body: point(inside), 'content-crs': crs }), 400, 'parameter.invalid');
  // A zone that is not the county's is understood, and such numbers lie nowhere in it.
  const far = await expect(await ask('POST', path('help-points'), { body: point([x, y]), 'content-crs': epsg(4513) }), 422, 'feature.invalid');
  assert.deepEqual(faults(far), ['/geometry coordinate.outside_zone']);
});

test('a page of another site cannot write, whatever type it claims', async () => {
  const { name, password } = accounts.planner;
  const signed = await fetch(`${server.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name, password }) });
  assert.equal(signed.status, 200, await signed.text());
  const cookie = signed.headers.get('set-cookie').split(';')[0];
  const send = (more) => fetch(server.url + path('help-points'), { method: 'POST', body: JSON.stringify(point(inside)), headers: { cookie, 'content-type': 'application/geo+json', ...more } });
  await expect(await send({ origin: 'http://evil.example' }), 403, 'origin.foreign');
  await expect(await send({ 'sec-fetch-site': 'cross-site' }), 403, 'origin.foreign');
  await expect(await send({}), 403, 'origin.foreign');
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x', 'text/plain; application/geo+json']) await expect(await send({ origin: server.url, 'content-type': type }), 415, 'body.type');
  const { id } = await expect(await send({ origin: server.url }), 201);
  const patched = await fetch(server.url + path('help-points', id), { method: 'PATCH', body: '{"properties":{"capacity":7}}', headers: { cookie, origin: server.url, 'content-type': 'application/merge-patch+json', 'if-match': '*' } });
  await expect(patched, 200);
});

test('what was answered is there after a kill', async () => {
  const id = await made('bases', base(inside, { name: '停电前' }));
  const deleted = await made('help-points', point(inside));
  await expect(await ask('DELETE', path('help-points', deleted), { 'if-match': '*' }), 204);
  const { tag, feature } = await read('bases', id);
  await server.stop('SIGKILL');
  server = await start(server.data);
  const again = await read('bases', id);
  assert.deepEqual(again.feature.properties, feature.properties);
  assert.equal(again.tag.slice(0, 33), tag.slice(0, 33));
  assert.equal((await read('help-points', deleted)).status, 404);
  await expect(await ask('DELETE', path('bases', id), { 'if-match': tag }), 204);
});

// SPDX-License-Identifier: Apache-2.0
// OGC API - Features, Part 2 (18-058r1): one test for each requirement, after its abstract test.
import assert from 'node:assert/strict';
import { execFile, spawn } from 'node:child_process';
import { after, before, test } from 'node:test';
import { crs84, link, positions, service } from './question.mjs';

const epsg = (code) => `http://www.opengis.net/def/crs/EPSG/0/${code}`;
let ogc;
let collections;
before(async () => {
  ogc = await service();
  collections = await ogc.collections();
});
after(async () => ogc.remove());

const listed = (collection, all) => collection.crs.flatMap((one) => (one === '#/crs' ? all.crs : [one]));
const crsOf = async (id) => {
  const all = await ogc.json('/collections');
  return listed(all.collections.find((one) => one.id === id), all);
};
const contentCrs = (answer) => answer.headers.get('content-crs');
const zones = async () => (await crsOf('bases')).filter((uri) => /\/45[1-5]\d$/.test(uri));

/** The other numbers of a position, by PROJ's own program: axes in the order of the authority. */
function projected(lonLats, code) {
  return new Promise((done, failed) => {
    const child = spawn('cs2cs', ['-f', '%.9f', 'OGC:CRS84', '+to', `EPSG:${code}`], { stdio: ['pipe', 'pipe', 'inherit'] });
    let out = '';
    child.stdout.on('data', (text) => (out += text));
    child.on('error', failed);
    child.on('exit', () => done(out.trim().split('\n').map((line) => line.trim().split(/\s+/).slice(0, 2).map(Number))));
    child.stdin.end(lonLats.map((position) => position.join(' ')).join('\n') + '\n');
  });
}
const hasProj = await new Promise((done) => execFile('cs2cs', [], (error) => done(error?.code !== 'ENOENT')));

test('/req/crs/crs-uri: every reference system is named by its URI', async () => {
  for (const { id, crs, storageCrs } of collections) for (const uri of [...crs, storageCrs].filter(Boolean)) assert.ok(uri === '#/crs' || /^http:\/\/www\.opengis\.net\/def\/crs\/(OGC\/(0|1\.3)\/CRS84h?|EPSG\/\d+(\.\d+)*\/\d+)$/.test(uri), `${id}: ${uri}`);
});

test('/req/crs/fc-md-crs-list: a collection lists its systems, the default among them and first', async () => {
  for (const { id } of collections) {
    const crs = await crsOf(id);
    assert.equal(crs[0], crs84, id);
    assert.equal(new Set(crs).size, crs.length, id);
    for (const code of [4326, 4490, 3857]) assert.ok(crs.includes(epsg(code)), `${id} ${code}`);
  }
  assert.equal((await zones()).length, 2, 'the zone of the county with and without its number');
});

test('/req/crs/fc-md-crs-list-global: a reference to the global list is to a list that is there', async () => {
  const all = await ogc.json('/collections');
  if (all.collections.some(({ crs }) => crs.includes('#/crs'))) assert.ok(all.crs.length > 0);
  else for (const { crs } of all.collections) assert.ok(crs.length > 0);
});

test('/req/crs/fc-md-storageCrs, fc-md-storageCrs-valid-value: the system of storage is among those listed', async () => {
  for (const { id, storageCrs } of collections) if (storageCrs !== undefined) assert.ok((await crsOf(id)).includes(storageCrs), id);
});

for (const name of ['crs', 'bbox-crs'])
  test(`/req/crs/fc-${name}-definition: ${name} is declared as a URI`, async () => {
    const api = await (await fetch(`${ogc.root}/api`)).json();
    const resolved = (one) => (one.$ref ? one.$ref.slice(2).split('/').reduce((at, key) => at[key], api) : one);
    const [, items] = Object.entries(api.paths).find(([path]) => /\/collections\/[^/]+\/items$/.test(path));
    const one = [...(items.parameters ?? []), ...items.get.parameters].map(resolved).find((each) => each.name === name);
    assert.ok(one, name);
    assert.equal(one.in, 'query');
    assert.ok(!one.required);
    assert.equal(resolved(one.schema).type, 'string');
  });

test('/req/crs/fc-bbox-crs-valid-value, fc-crs-valid-value: a system that is not listed is 400', async () => {
  const [feature] = (await ogc.items('bases', 'limit=1')).features;
  for (const uri of ['', 'x', 'EPSG:99999', epsg(99999), epsg(2327), 'http://www.opengis.net/def/crs/EPSG/0/', `${epsg(4490)} `, epsg(4490).toUpperCase(), "'; DROP TABLE base; --"]) {
    await ogc.refuses(`/collections/bases/items?crs=${encodeURIComponent(uri)}`, 'crs');
    await ogc.refuses(`/collections/bases/items?bbox=1,2,3,4&bbox-crs=${encodeURIComponent(uri)}`, 'bbox-crs');
    await ogc.refuses(`/collections/bases/items/${feature.id}?crs=${encodeURIComponent(uri)}`, 'crs');
  }
});

test('/req/crs/fc-bbox-crs-valid-defaultValue: without bbox-crs a box is in CRS84', async () => {
  const [west, south, east, north] = collections.find(({ id }) => id === 'bases').extent.spatial.bbox[0];
  const box = [west, south, (west + east) / 2, north].join(',');
  const plain = await ogc.items('bases', `limit=1000&bbox=${box}`);
  const said = await ogc.items('bases', `limit=1000&bbox=${box}&bbox-crs=${encodeURIComponent(crs84)}`);
  assert.deepEqual(said.features, plain.features);
  assert.ok(plain.numberMatched > 0 && plain.numberMatched < (await ogc.items('bases', 'limit=1')).numberMatched);
});

test('/req/crs/fc-bbox-crs-action: a box in each system, with its axes, finds the same features', async (t) => {
  if (!hasProj) return t.skip('cs2cs is not installed');
  const [west, south, east, north] = collections.find(({ id }) => id === 'bases').extent.spatial.bbox[0];
  const [w, s, e, n] = [west + (east - west) / 3, south + (north - south) / 3, east - (east - west) / 3, north - (north - south) / 3];
  const everything = await ogc.all('bases');
  for (const uri of await crsOf('bases')) {
    if (uri === crs84) continue;
    const code = uri.split('/').at(-1);
    const [a, b] = await projected([[w, s], [e, n]], code);
    const box = [Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1])];
    const there = await projected(everything.map(({ geometry }) => geometry.coordinates), code);
    const wanted = everything.filter((_, i) => there[i][0] >= box[0] && there[i][0] <= box[2] && there[i][1] >= box[1] && there[i][1] <= box[3]);
    const found = await ogc.all('bases', `bbox=${box.join(',')}&bbox-crs=${encodeURIComponent(uri)}`);
    assert.ok(wanted.length > 0, uri);
    assert.deepEqual(found.map(({ id }) => id).sort(), wanted.map(({ id }) => id).sort(), uri);
  }
});

test('/req/crs/fc-crs-default-value: without crs the answer is in CRS84', async () => {
  const plain = await ogc.items('bases', 'limit=5');
  const said = await ogc.items('bases', `limit=5&crs=${encodeURIComponent(crs84)}`);
  assert.deepEqual(said.features.map(({ geometry }) => geometry), plain.features.map(({ geometry }) => geometry));
});

test('/req/crs/fc-crs-action: positions in each system with the order of its axes, as PROJ has them', async (t) => {
  if (!hasProj) return t.skip('cs2cs is not installed');
  for (const id of ['bases', 'villages']) {
    const plain = (await ogc.items(id, 'limit=5')).features.flatMap(({ geometry }) => positions(geometry));
    for (const uri of await crsOf(id)) {
      if (uri === crs84) continue;
      const code = Number(uri.split('/').at(-1));
      const expected = await projected(plain, code);
      const found = (await ogc.items(id, `limit=5&crs=${encodeURIComponent(uri)}`)).features.flatMap(({ geometry }) => positions(geometry));
      assert.equal(found.length, expected.length);
      const tolerance = code === 4326 || code === 4490 ? 2e-7 : 0.02;
      for (const [i, [x, y]] of found.entries()) assert.ok(Math.abs(x - expected[i][0]) <= tolerance && Math.abs(y - expected[i][1]) <= tolerance, `${id} ${code}: ${[x, y]} is not ${expected[i]}`);
    }
  }
});

test('/req/crs/fc-crs-action: one feature is where it stands in the list', async () => {
  for (const uri of await crsOf('villages')) {
    const query = `crs=${encodeURIComponent(uri)}`;
    const [listed] = (await ogc.items('villages', `limit=1&${query}`)).features;
    const one = await ogc.json(`/collections/villages/items/${listed.id}?${query}`, 'application/geo+json');
    assert.deepEqual(one.geometry, listed.geometry, uri);
  }
});

test('/req/crs/fc-crs-action: the next page is in the same system', async () => {
  const [zone] = await zones();
  const page = await ogc.items('bases', `limit=2&crs=${encodeURIComponent(zone)}`);
  const next = await ogc.get(link(page, 'next').href, 'application/geo+json');
  assert.equal(contentCrs(next), `<${zone}>`);
});

test('/req/crs/ogc-crs-header: Content-Crs with every answer that has positions', async () => {
  for (const { id } of collections) {
    const answer = await ogc.get(`/collections/${id}/items?limit=1`, 'application/geo+json');
    assert.equal(contentCrs(answer), `<${crs84}>`, id);
    const { features } = await answer.json();
    for (const { id: feature } of features) assert.equal(contentCrs(await ogc.get(`/collections/${id}/items/${encodeURIComponent(feature)}`, 'application/geo+json')), `<${crs84}>`, id);
  }
});

test('/req/crs/ogc-crs-header-value: it is the system that was asked for, in angle brackets', async () => {
  for (const uri of await crsOf('bases')) assert.equal(contentCrs(await ogc.get(`/collections/bases/items?limit=1&crs=${encodeURIComponent(uri)}`, 'application/geo+json')), `<${uri}>`);
});

test('/req/crs/geojson: GeoJSON in another system is GeoJSON all the same', async () => {
  for (const uri of await crsOf('bases')) {
    const page = await ogc.items('bases', `limit=2&crs=${encodeURIComponent(uri)}`);
    assert.equal(page.type, 'FeatureCollection');
  }
});

test('two systems are two answers to a cache', async () => {
  const tags = new Set();
  for (const uri of await crsOf('bases')) tags.add((await ogc.get(`/collections/bases/items?limit=2&crs=${encodeURIComponent(uri)}`)).headers.get('etag'));
  // 4326 and 4490 differ in name alone.
  assert.ok(tags.size >= (await crsOf('bases')).length - 1);
});

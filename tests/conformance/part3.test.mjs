// SPDX-License-Identifier: Apache-2.0
// OGC API - Features - Part 3: Filtering (OGC 19-079r2), one test for each of its abstract tests, under its name.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sampleServer } from '../service/program.mjs';
import { clientOf, envelopeOf, sorted } from './filtered.mjs';

const part = 'http://www.opengis.net/spec/ogcapi-features-3/1.0/conf/';
const queryables_relation = 'http://www.opengis.net/def/rel/ogc/1.0/queryables';
/** Those that are read whole again and again. */
const small = ['townships', 'bases', 'help-points'];

let server;
let client;
let collections;
before(async () => {
  server = await sampleServer();
  client = clientOf(server);
  collections = await client.collections();
});
after(async () => server.remove());

for (const name of ['queryables', 'queryables-query-parameters', 'filter', 'features-filter'])
  test(`/conf/${name}/get-conformance`, async () => {
    const response = await client.get('/ogc/conformance', { accept: 'application/json' });
    assert.equal(response.status, 200);
    assert.match(response.headers.get('content-type'), /^application\/json/);
    assert.ok((await response.json()).conformsTo.includes(part + name));
  });

test('/conf/queryables/get-queryables: every collection says what may be asked of it', async () => {
  assert.ok(collections.length >= 6);
  for (const { id } of collections) {
    const response = await client.get(`/ogc/collections/${id}/queryables`, { accept: 'application/schema+json' });
    assert.equal(response.status, 200, id);
    assert.match(response.headers.get('content-type'), /^application\/schema\+json/);
    const schema = await response.json();
    assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
    assert.equal(schema.$id, `${server.url}/ogc/collections/${id}/queryables`);
    assert.equal(schema.type, 'object');
    assert.equal(schema.additionalProperties, false);
    const names = Object.keys(schema.properties);
    assert.ok(names.length > 2 && names.includes('geometry'), id);
    assert.match(schema.properties.geometry.format, /^geometry-/);
  }
  assert.equal((await client.get('/ogc/collections/nowhere/queryables')).status, 404);
});

test('/conf/queryables/get-collection: every collection links to its queryables', async () => {
  for (const { id } of collections) {
    const collection = await client.json(`/ogc/collections/${id}`);
    const link = collection.links.find((l) => l.rel === queryables_relation);
    assert.equal(link?.href, `${server.url}/ogc/collections/${id}/queryables`, id);
    assert.equal(link.type, 'application/schema+json');
  }
});

test('/conf/filter/filter-param, /conf/features-filter/filter-on-items: a condition is met by what comes, and by nothing else', async () => {
  for (const { id } of collections) {
    const whole = await client.count(id);
    for (const { name } of await client.queryables(id)) {
      const nothing = await client.count(id, `"${name}" IS NULL`, { 'filter-lang': 'cql2-text' });
      const something = await client.count(id, `"${name}" IS NOT NULL`, { 'filter-lang': 'cql2-text' });
      assert.equal(nothing + something, whole, `${id} ${name}`);
    }
  }
  for (const id of small) {
    const all = await client.features(id);
    for (const { name } of (await client.queryables(id)).filter((q) => q.kind !== 'geometry')) {
      const expected = all.filter((f) => f.properties[name] === null).map((f) => String(f.id));
      assert.deepEqual(await client.ids(id, `"${name}" IS NULL`), expected, `${id} ${name}`);
    }
  }
});

test('/conf/filter/filter-param: what is no filter is 400 and says where', async () => {
  for (const { id } of collections) {
    const problem = await client.refusal(id, 'THIS IS NOT A FILTER', { 'filter-lang': 'cql2-text' });
    assert.equal(problem.status, 400, id);
    assert.match(problem.detail, /character 1\b/);
  }
  for (const filter of ['', ' ', 'NOT', "id = 'a", '(TRUE', 'TRUE)', 'TRUE AND', 'TRUE TRUE'])
    assert.equal((await client.refusal('bases', filter)).code, 'filter.syntax', filter);
});

test('/conf/filter/filter-lang-default: without filter-lang it is CQL2 text; others are 400', async () => {
  for (const id of small)
    assert.deepEqual(await client.ids(id, 'name IS NOT NULL'), await client.ids(id, 'name IS NOT NULL', { 'filter-lang': 'cql2-text' }));
  for (const language of ['cql2-json', 'cql-text', 'CQL2-TEXT', ''])
    assert.equal((await client.refusal('bases', 'TRUE', { 'filter-lang': language })).status, 400, language);
});

test('/conf/queryables/expression-construction: what is no queryable is 400', async () => {
  for (const { id } of collections) {
    const problem = await client.refusal(id, 'this_is_not_a_queryable IS NULL');
    assert.equal(problem.status, 400, id);
    assert.equal(problem.code, 'filter.property');
  }
});

test('/conf/queryables-query-parameters/parameters: a queryable as a parameter is a condition like the filter that says the same', async () => {
  for (const id of small) {
    const [first] = await client.features(id);
    let compared = 0;
    for (const { name } of (await client.queryables(id)).filter((q) => q.kind === 'text')) {
      const value = first.properties[name];
      if (!value) continue;
      const asked = await client.ids(id, undefined, { [name]: value });
      assert.ok(asked.length > 0);
      assert.deepEqual(asked, await client.ids(id, `"${name}" = '${value.replaceAll("'", "''")}'`), `${id} ${name}`);
      compared += 1;
    }
    assert.ok(compared > 0, id);
  }
});

const box = (numbers) => `S_INTERSECTS(geometry,BBOX(${numbers.join(',')}))`;

test('/conf/filter/filter-crs-wgs84: positions are CRS84 when nothing is said', async () => {
  for (const { id, extent } of collections) {
    assert.equal(await client.count(id, box(extent.spatial.bbox[0])), await client.count(id, 'geometry IS NOT NULL'), id);
    assert.equal((await client.refusal(id, box([1000000, 1000000, 2000000, 2000000]))).code, 'filter.geometry');
  }
});

test('/conf/filter/filter-crs-param: positions in every reference system of the collection, in its own order', async () => {
  for (const id of small) {
    const { crs } = await client.json(`/ogc/collections/${id}`);
    assert.ok(crs.length >= 6);
    const placed = await client.ids(id, 'geometry IS NOT NULL');
    for (const uri of crs) {
      const there = await client.features(id, 'geometry IS NOT NULL', { crs: uri });
      const is_metric = Math.abs(envelopeOf(there, 0)[2]) > 1000;
      assert.deepEqual(await client.ids(id, box(envelopeOf(there, is_metric ? 30 : 0.0003)), { 'filter-crs': uri }), placed, `${id} ${uri}`);
      // And one alone, where features are points.
      if (there[0].geometry.type !== 'Point') continue;
      const nearest = envelopeOf([there[0]], is_metric ? 0.5 : 0.000005);
      assert.ok((await client.ids(id, box(nearest), { 'filter-crs': uri })).includes(String(there[0].id)), `${id} ${uri}`);
      assert.ok((await client.ids(id, box(nearest), { 'filter-crs': uri })).length < there.length);
    }
    const unknown = await client.refusal(id, box([113, 28, 114, 29]), { 'filter-crs': 'http://www.opengis.net/def/crs/OGC/0/does_not_exist' });
    assert.equal(unknown.status, 400);
  }
});

test('/conf/filter/mixing-expressions: filter, bbox, datetime and queryables are all of them met', async () => {
  for (const { id, extent } of collections) {
    const world = extent.spatial.bbox[0];
    const beside = [world[2] + 1, world[1], world[2] + 2, world[3]].join(',');
    const inside = await client.count(id, box(world), { bbox: world.join(',') });
    assert.equal(inside, await client.count(id, box(world)), id);
    assert.equal(await client.count(id, box(world), { bbox: beside }), 0, id);
  }
  const all = await client.features('bases');
  const [{ properties }] = all;
  const both = await client.ids('bases', `status = '${properties.status}'`, { area: properties.area });
  assert.deepEqual(sorted(both), sorted(all.filter((f) => f.properties.status === properties.status && f.properties.area === properties.area).map((f) => f.id)));
  const until = await client.ids('bases', `status = '${properties.status}'`, { datetime: `../${properties.since}` });
  assert.ok(until.includes(all[0].id));
});

test('/conf/features-filter/response: pages of a filter hold what the filter finds, each once', async () => {
  const filter = "status <> 'registered'";
  const matched = await client.count('courtyards', filter);
  assert.ok(matched > 1000);
  let next = server.url + client.address('courtyards', filter, { limit: '777' });
  const seen = new Set();
  for (let pages = 0; next && pages < 4; ++pages) {
    const page = await (await fetch(next)).json();
    assert.equal(page.numberMatched, matched);
    assert.equal(page.numberReturned, page.features.length);
    for (const feature of page.features) {
      assert.notEqual(feature.properties.status, 'registered');
      assert.ok(!seen.has(feature.id));
      seen.add(feature.id);
    }
    next = page.links.find((link) => link.rel === 'next')?.href;
  }
  assert.equal(seen.size, Math.min(matched, 4 * 777));
});

test('a filter does not reach beyond the area of the account', async () => {
  const own = await (await client.get('/ogc/collections/courtyards/items?limit=1', server.as('field'))).json();
  const asked = await (await client.get(client.address('courtyards', 'TRUE', { limit: '1' }), server.as('field'))).json();
  assert.equal(asked.numberMatched, own.numberMatched);
  assert.ok(asked.numberMatched < (await client.count('courtyards', 'TRUE')));
});

test('exports take the same filter: as many rows as items, and the estimate says so', async () => {
  for (const [layer, filter] of [
    ['bases', "status <> 'county'"],
    ['townships', "code > '4' AND NOT name LIKE '%街道'"],
    ['help-points', 'FALSE'],
    ['courtyards', "status = 'accepted' AND S_INTERSECTS(geometry,BBOX(-180,-90,180,90))"],
  ]) {
    const matched = await client.count(layer, filter);
    const query = new URLSearchParams({ filter });
    const csv = await (await client.get(`/api/exports/${layer}.csv?${query}`)).text();
    assert.equal(csv.trim().split('\r\n').length - 1, matched, layer);
    assert.equal((await client.json(`/api/exports/${layer}.csv/estimate?${query}`)).rows, matched, layer);
  }
  assert.equal((await client.get('/api/exports/bases.csv?filter=nothing')).status, 400);
});

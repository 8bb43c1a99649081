// SPDX-License-Identifier: Apache-2.0
// OGC API - Features, Part 4 (20-002): create, replace, update, delete and optimistic locking by ETags: one test for each
// requirement, named after it, for every collection that can be written.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sampleServer } from '../service/program.mjs';

let server;
let root;
let position;
before(async () => {
  server = await sampleServer();
  root = `${server.url}/ogc`;
  const [first] = (await (await fetch(`${root}/collections/help-points/items?limit=1`)).json()).features;
  position = first.geometry.coordinates;
});
after(async () => server.remove());

const kinds = {
  bases: { name: '织梦坊', level: 'county', recognised_on: '2022-05-01', women_employed: 12 },
  'help-points': { name: '桥东儿童之家', kind: 'childrens_home', opened_on: '2022-05-01', capacity: 20 },
};
const each = async (check) => {
  for (const [collection, all] of Object.entries(kinds)) {
    const feature = (properties = {}) => ({ type: 'Feature', geometry: { type: 'Point', coordinates: position }, properties: { ...all, ...properties } });
    await check(`${root}/collections/${collection}/items`, feature, collection);
  }
};
const send = (method, address, body, headers = {}) =>
  fetch(address, { method, headers: { ...server.as('planner'), ...(body === undefined ? {} : { 'content-type': 'application/geo+json' }), ...headers }, body: body === undefined ? undefined : JSON.stringify(body) });
const read = async (address) => {
  const answer = await fetch(address, { headers: server.as('planner') });
  return { status: answer.status, tag: answer.headers.get('etag'), feature: await answer.json() };
};
/** A new feature: its address and its tag. */
const created = async (items, feature) => {
  const answer = await send('POST', items, feature);
  assert.equal(answer.status, 201, await answer.text());
  const address = answer.headers.get('location');
  return { address, tag: (await read(address)).tag };
};
const refused = async (answer, status) => {
  const text = await answer.text();
  assert.equal(answer.status, status, text);
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
  assert.ok(JSON.parse(text).detail, text);
};
const done = async (answer) => assert.ok([200, 204].includes(answer.status), `${answer.status} ${await answer.text()}`);
const edits = (feature) => [['PUT', feature({ name: '我改的' })], ['PATCH', { properties: { name: '我改的' } }], ['DELETE', undefined]];

test('/conf: the classes of Part 4 are declared', async () => {
  const { conformsTo } = await (await fetch(`${root}/conformance`)).json();
  for (const one of ['create-replace-delete', 'update', 'features', 'optimistic-locking-etags']) assert.ok(conformsTo.includes(`http://www.opengis.net/spec/ogcapi-features-4/1.0/conf/${one}`), one);
});

test('/req/create-replace-delete/options: OPTIONS tells the methods that each resource knows', () =>
  each(async (items, feature) => {
    const methods = async (address) => new Set((await send('OPTIONS', address)).headers.get('allow').split(/\s*,\s*/));
    assert.ok((await methods(items)).has('POST'));
    const known = await methods((await created(items, feature())).address);
    for (const method of ['GET', 'PUT', 'PATCH', 'DELETE']) assert.ok(known.has(method), method);
    assert.ok(!(await methods(`${root}/collections/villages/items`)).has('POST'));
  }));

test('/req/create-replace-delete/insert-post-op, insert-body, insert-content-type: POST on the items takes a representation of its media type', () =>
  each(async (items, feature) => {
    assert.equal((await send('POST', items, feature())).status, 201);
    await refused(await send('POST', items, feature(), { 'content-type': 'text/csv' }), 415);
  }));

test('/req/create-replace-delete/insert-response, insert-response-rid: 201, and Location is the new resource', () =>
  each(async (items, feature) => {
    const answer = await send('POST', items, feature());
    assert.equal(answer.status, 201);
    const address = answer.headers.get('location');
    const { status, feature: made } = await read(address);
    assert.equal(status, 200);
    assert.equal(address, `${items}/${made.id}`);
    const said = feature();
    assert.deepEqual(made.geometry, said.geometry);
    for (const [name, value] of Object.entries(said.properties)) assert.deepEqual(made.properties[name], value, name);
  }));

test('/rec/create-replace-delete/insert-rid: the id is the one that the feature brings', () =>
  each(async (items, feature, collection) => {
    const answer = await send('POST', items, { ...feature(), id: `own-id-of-${collection}` });
    assert.equal(answer.headers.get('location'), `${items}/own-id-of-${collection}`);
  }));

test('/req/create-replace-delete/update-put-op, update-put-body, update-put-response: PUT replaces the whole', () =>
  each(async (items, feature) => {
    const { address, tag } = await created(items, feature());
    await done(await send('PUT', address, feature({ name: '改名以后', women_employed: undefined, capacity: undefined }), { 'if-match': tag }));
    const { properties } = (await read(address)).feature;
    assert.equal(properties.name, '改名以后');
    assert.equal(properties.women_employed ?? properties.capacity, 0);
  }));

test('/req/create-replace-delete/update-put-rid: the id of the address is the one that counts', () =>
  each(async (items, feature) => {
    const { address, tag } = await created(items, feature());
    await refused(await send('PUT', address, { ...feature(), id: 'another' }, { 'if-match': tag }), 422);
  }));

test('/per/create-replace-delete/update-put-create: PUT on an address without a resource makes it', () =>
  each(async (items, feature) => {
    const address = `${items}/made-by-put`;
    assert.equal((await send('PUT', address, feature(), { 'if-none-match': '*' })).status, 201);
    assert.equal((await read(address)).status, 200);
  }));

test('/req/create-replace-delete/delete-op, delete-response: what is deleted is not there', () =>
  each(async (items, feature) => {
    const { address, tag } = await created(items, feature());
    await done(await send('DELETE', address, undefined, { 'if-match': tag }));
    assert.equal((await read(address)).status, 404);
    await refused(await send('DELETE', address, undefined, { 'if-match': tag }), 404);
  }));

test('/req/update/update-patch-op, update-patch-body, update-patch-response: PATCH changes what it says', () =>
  each(async (items, feature) => {
    const { address, tag } = await created(items, feature());
    const before = (await read(address)).feature;
    await done(await send('PATCH', address, { properties: { name: '改名以后' } }, { 'if-match': tag, 'content-type': 'application/merge-patch+json' }));
    const now = (await read(address)).feature;
    assert.deepEqual(now.geometry, before.geometry);
    assert.deepEqual(now.properties, { ...before.properties, name: '改名以后' });
    await refused(await send('PATCH', `${items}/nobody`, { properties: {} }, { 'if-match': tag }), 404);
  }));

test('/req/update/content-type: a patch of another media type is 415 with Accept-Patch', () =>
  each(async (items, feature) => {
    const { address, tag } = await created(items, feature());
    const answer = await send('PATCH', address, [{ op: 'remove', path: '/properties/name' }], { 'if-match': tag, 'content-type': 'application/json-patch+json' });
    assert.match(answer.headers.get('accept-patch'), /application\/merge-patch\+json/);
    await refused(answer, 415);
  }));

test('/req/features/geojson, /req/features/crs: a GeoJSON feature is taken in CRS84, or in the system that Content-Crs names', () =>
  each(async (items, feature) => {
    const turned = { ...feature(), geometry: { type: 'Point', coordinates: [...position].reverse() } };
    const answer = await send('POST', items, turned, { 'content-crs': '<http://www.opengis.net/def/crs/EPSG/0/4326>' });
    assert.deepEqual((await read(answer.headers.get('location'))).feature.geometry.coordinates, position);
    await refused(await send('POST', items, feature(), { 'content-crs': '<http://www.opengis.net/def/crs/EPSG/0/0>' }), 400);
  }));

test('/req/optimistic-locking-etags/etag: every feature has a strong ETag, another for another content', () =>
  each(async (items, feature) => {
    const { address, tag } = await created(items, feature());
    assert.match(tag, /^"[^"]+"$/);
    assert.equal((await read(address)).tag, tag);
    await done(await send('PATCH', address, { properties: { name: '改名以后' } }, { 'if-match': tag }));
    assert.notEqual((await read(address)).tag, tag);
  }));

test('/req/optimistic-locking-etags/if-match, precondition-failed: a stale tag changes nothing', () =>
  each(async (items, feature) => {
    const { address, tag } = await created(items, feature());
    await done(await send('PATCH', address, { properties: { name: '别人改的' } }, { 'if-match': tag }));
    const now = await read(address);
    for (const [method, body] of edits(feature)) await refused(await send(method, address, body, { 'if-match': tag }), 412);
    assert.deepEqual((await read(address)).feature, now.feature);
  }));

test('/req/optimistic-locking-etags/precondition-required: without a tag nothing is changed', () =>
  each(async (items, feature) => {
    const { address } = await created(items, feature());
    for (const [method, body] of edits(feature)) await refused(await send(method, address, body), 428);
    assert.equal((await read(address)).feature.properties.name, feature().properties.name);
  }));

// SPDX-License-Identifier: Apache-2.0
// OWSLib as a stranger's client: what it finds is what the interface holds.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sampleServer } from '../service/program.mjs';

const execute = promisify(execFile);
let server;
before(async () => {
  server = await sampleServer();
});
after(() => server.remove());

test('OWSLib reads the description, the collections, pages, boxes and single features', async () => {
  const json = async (path) => (await fetch(`${server.url}/ogc${path}`)).json();
  const { features } = await json('/collections/bases/items?limit=10000');
  const positions = features.map(({ geometry }) => geometry.coordinates);
  const middle = (axis) => positions.map((position) => position[axis]).sort((a, b) => a - b)[Math.floor(positions.length / 2)];
  const box = [middle(0), middle(1), 180, 90];
  // Debian's own Python, which has Debian's modules.
  const { stdout } = await execute('/usr/bin/python3', [fileURLToPath(new URL('owslib_client.py', import.meta.url)), `${server.url}/ogc`, 'bases', box.join(','), ''], { maxBuffer: 1 << 26 });
  const told = JSON.parse(stdout);
  assert.ok(told.conformance.includes('http://www.opengis.net/spec/ogcapi-features-1/1.0/conf/core'));
  assert.ok(told.api.some((path) => path.endsWith('/collections/{collectionId}/items') || path.includes('/items')), told.api.join(' '));
  const { collections } = await json('/collections');
  assert.deepEqual(told.collections, collections.map(({ id }) => id));
  assert.equal(told.title, collections.find(({ id }) => id === 'bases').title);
  for (const name of ['id', 'name', 'area', 'status']) assert.ok(told.queryables.includes(name), `${name} in ${told.queryables}`);
  assert.deepEqual([told.page.numberMatched, told.page.numberReturned], [features.length, 7]);
  assert.deepEqual(told.page.features, features.slice(0, 7));
  assert.deepEqual(told.within.features.map(({ id }) => id).sort(), features.filter(({ geometry: { coordinates: [lon, lat] } }) => lon >= box[0] && lat >= box[1]).map(({ id }) => id).sort());
  assert.equal(told.item.id, features[0].id);
  assert.deepEqual(told.item.geometry, features[0].geometry);
});

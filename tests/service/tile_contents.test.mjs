// SPDX-License-Identifier: Apache-2.0
// What is in a tile, for people: over HTTP for reviewers, on the command line for whoever holds the data.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { run, sampleServer } from './program.mjs';

let server;
before(async () => (server = await sampleServer()));
after(async () => server.remove());

const get = (path, role) => fetch(server.url + path, { headers: role ? server.as(role) : {} });
const layers = 'areas,courtyards';

/** The tile of a zoom in the middle of the county. */
async function middle(z) {
  const { center } = await (await get(`/tiles/${layers}.json`)).json();
  const x = Math.floor(((center[0] + 180) / 360) * 2 ** z);
  const y = Math.floor(((1 - Math.asinh(Math.tan((center[1] * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);
  return `${z}/${x}/${y}`;
}

test('a reviewer reads a tile as JSON: the same features as in the tile', async () => {
  const address = await middle(14);
  const answer = await get(`/tiles/${layers}/${address}.json`, 'reviewer');
  assert.equal(answer.status, 200);
  const content = await answer.json();
  const bytes = (await (await get(`/tiles/${layers}/${address}.mvt`, 'reviewer')).arrayBuffer()).byteLength;
  assert.equal(content.tile, address);
  assert.equal(content.bytes, bytes);
  assert.ok(content.gzip_bytes < bytes);
  const villages = content.layers.find(({ name }) => name === 'villages');
  assert.equal(villages.extent, 4096);
  for (const { id, type, attributes, paths } of villages.features) {
    assert.ok(Number.isInteger(id));
    assert.equal(type, 'polygons');
    assert.match(attributes.code, /^410199\d{6}$/);
    assert.equal(attributes.level, 'village');
    assert.ok(paths[0].length >= 3);
  }
  const courtyards = content.layers.find(({ name }) => name === 'courtyards');
  for (const { attributes, paths } of courtyards.features) {
    assert.ok(attributes.id && attributes.status);
    assert.equal(paths.length, 1);
  }
});

test('nobody else does, and a wrong address is told what is wrong', async () => {
  const address = await middle(14);
  assert.equal((await get(`/tiles/${layers}/${address}.json`)).status, 401);
  assert.equal((await get(`/tiles/${layers}/${address}.json`, 'planner')).status, 403);
  for (const [path, status] of [
    ['areas/14/0/16384', 400],
    ['areas/17/0/0', 404],
    ['villages/14/0/0', 404],
    ['areas/1.0/0/0', 400],
  ])
    assert.equal((await get(`/tiles/${path}.json`, 'reviewer')).status, status, path);
});

test('an empty tile has no layers', async () => {
  const content = await (await get('/tiles/areas/14/0/0.json', 'admin')).json();
  assert.deepEqual(content.layers, []);
  assert.equal(content.bytes, 0);
});

test('the command line counts bytes, features and positions', async () => {
  const address = await middle(13);
  await server.stop();
  const table = await run(['tile', address, '--data', server.data]);
  assert.equal(table.code, 0, table.err);
  assert.match(table.out, /^villages +\d+ +\d+ +\d+$/m);
  assert.match(table.out, /^courtyards_cells +\d+ +\d+ +\d+$/m);
  const json = JSON.parse((await run(['tile', address, '--data', server.data, '--format', 'json'])).out);
  const cells = json.layers.find(({ name }) => name === 'courtyards_cells');
  const line = table.out.match(/^courtyards_cells +(\d+) +(\d+) +(\d+)$/m);
  assert.deepEqual(line.slice(1).map(Number), [cells.bytes, cells.features.length, 4 * cells.features.length]);
  for (const wrong of ['13', '13/1', '13/1/x', '13/9999/1', ''])
    assert.equal((await run(['tile', wrong, '--data', server.data])).code, 2, wrong);
});

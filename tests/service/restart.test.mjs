// SPDX-License-Identifier: Apache-2.0
// A server that stops keeps what its picture had learnt; the next one serves the same from it, and from facts when the
// file is not what was kept.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { start } from './program.mjs';

const sample = process.env.COURTYARD_SAMPLE_DATA;
let folder;
let data;
let checkpoint;
let token;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courtyard-restart-'));
  data = join(folder, 'data');
  checkpoint = join(data, 'picture.checkpoint');
  await cp(sample, data, { recursive: true });
  await rm(checkpoint, { force: true });
  token = JSON.parse(await readFile(join(data, 'demo-accounts.json'), 'utf8')).reviewer.token;
});
after(() => rm(folder, { recursive: true }));

const signed = () => ({ authorization: `Bearer ${token}` });

/** What anybody can see: progress of every village, tiles of several zooms, the list of inspections. */
async function shown(server) {
  const paths = ['/api/progress?campaign=beautiful-courtyard&level=village', '/api/progress?campaign=skilled-wife&level=township', '/ogc/collections/inspections/items?limit=500'];
  const { bounds } = await (await fetch(`${server.url}/tiles/courtyards.json`, { headers: signed() })).json();
  const [lon, lat] = [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
  for (const zoom of [8, 11, 14]) {
    const x = Math.floor(((lon + 180) / 360) * 2 ** zoom);
    const y = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** zoom);
    for (const layer of ['areas', 'courtyards', 'bases', 'inspections']) paths.push(`/tiles/${layer}/${zoom}/${x}/${y}.mvt`);
  }
  const answers = {};
  for (const path of paths) {
    const answer = await fetch(server.url + path, { headers: { ...signed(), 'accept-encoding': 'identity' } });
    assert.ok([200, 204].includes(answer.status), `${path}: ${answer.status}`);
    const text = Buffer.from(await answer.arrayBuffer()).toString('latin1');
    // Links name the port.
    answers[path] = text.replaceAll(server.url, '').replace(/"timeStamp":"[^"]*"/, '');
  }
  return answers;
}

async function upload(server) {
  const [household] = (await (await fetch(`${server.url}/ogc/collections/courtyards/items?limit=1`, { headers: signed() })).json()).features;
  const [lon, lat] = household.geometry.coordinates;
  const answer = await fetch(`${server.url}/api/inspections/${randomUUID()}`, {
    method: 'PUT',
    headers: { ...signed(), 'content-type': 'application/json' },
    body: JSON.stringify({
      campaign: 'beautiful-courtyard', observed_at: '2023-06-01T09:00:00+08:00', lon, lat, datum: 'wgs84', accuracy_m: 8,
      position_source: 'gps', household: household.properties.id ?? household.id, outcome: 'checked',
    }),
  });
  assert.equal(answer.status, 201, await answer.text());
}

/** What is shown before a stop of this kind and after the next start. */
async function acrossAStop(signal, meanwhile = async () => {}) {
  let server = await start(data);
  await upload(server);
  const expected = await shown(server);
  await server.stop(signal);
  await meanwhile();
  server = await start(data);
  const found = await shown(server);
  await server.stop('SIGKILL');
  assert.deepEqual(found, expected);
}

test('a stopped server has kept what it knew, and the next one shows the same', async () => {
  await acrossAStop('SIGTERM', async () => assert.ok((await stat(checkpoint)).size > 100_000));
});

test('after a kill the older checkpoint and the facts since then show the same', async () => {
  await acrossAStop('SIGKILL', async () => assert.ok((await stat(checkpoint)).size > 100_000));
});

test('a checkpoint that is bent, cut, empty, half written or gone changes nothing that is shown', async () => {
  const size = async () => (await stat(checkpoint)).size;
  const damages = [
    async () => {
      const bytes = await readFile(checkpoint);
      bytes[Math.floor(bytes.length / 2)] ^= 1;
      await writeFile(checkpoint, bytes);
    },
    async () => truncate(checkpoint, (await size()) - 1),
    async () => writeFile(checkpoint, ''),
    async () => {
      await writeFile(`${checkpoint}.new`, (await readFile(checkpoint)).subarray(0, 5000));
      await rm(checkpoint);
    },
  ];
  for (const damage of damages) await acrossAStop('SIGTERM', damage);
});

test('a checkpoint of another county is not taken', async () => {
  // Whoever was killed may have kept nothing.
  let server = await start(data);
  await upload(server);
  await server.stop('SIGTERM');
  const foreign = await readFile(checkpoint);
  await rm(data, { recursive: true });
  await cp(sample, data, { recursive: true });
  // Other facts, and at least as many of them.
  server = await start(data);
  for (let i = 0; i < 13; i++) await upload(server);
  const expected = await shown(server);
  await server.stop('SIGTERM');
  await writeFile(checkpoint, foreign);
  server = await start(data);
  const found = await shown(server);
  await server.stop();
  assert.deepEqual(found, expected);
});

test('a start that finds nothing new keeps the file it came from', async () => {
  await (await start(data)).stop();
  const { mtimeMs } = await stat(checkpoint);
  await (await start(data)).stop();
  assert.equal((await stat(checkpoint)).mtimeMs, mtimeMs);
});

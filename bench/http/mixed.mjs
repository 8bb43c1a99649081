// SPDX-License-Identifier: Apache-2.0
// A working day at its busiest: 200 uploads a second, each durable and visible when it is answered, while 1,000 tiles a second
// are read. Both go out on time whatever the answers do, so that waiting counts. Prints latencies; fails when an upload is not
// in the next reading of its tile. Client and server share the machine; works on a copy of the data.
// COURTYARD_PROGRAM and COURTYARD_BENCH_DATA name the program and the data directory; see script/bench http
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readFile, rm } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { start } from '../../tests/service/program.mjs';

const seconds = Number(process.env.COURTYARD_BENCH_SECONDS ?? 20);
const uploads = 200;
const reads = 1000;
const checkEvery = 20;

const folder = await mkdtemp(join(tmpdir(), 'courtyard-mixed-'));
const data = join(folder, 'data');
await cp(process.env.COURTYARD_BENCH_DATA, data, { recursive: true });
const accounts = JSON.parse(await readFile(join(data, 'demo-accounts.json'), 'utf8'));
const authorization = `Bearer ${accounts.reviewer.token}`;
const server = await start(data);
const agent = new Agent({ keepAlive: true, maxSockets: 256, scheduling: 'lifo' });
let again = 0;

process.on('uncaughtException', (error) => {
  console.error(error, server.child.exitCode, server.child.signalCode, server.log());
  server.child.kill();
  process.exit(1);
});
const ask = (method, path, headers = {}, body) =>
  new Promise((done, failed) => {
    const asked = request(server.url + path, { method, agent, headers }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('end', () => done({ status: answer.statusCode, body: Buffer.concat(pieces) }));
    });
    // A connection that lay idle may be closed at the moment it is used; both methods may be sent again (RFC 9110, 9.2.2).
    asked.on('error', (error) => {
      if (!asked.reusedSocket || error.code !== 'ECONNRESET') return failed(error);
      again++;
      ask(method, path, headers, body).then(done, failed);
    });
    asked.end(body);
  });

const { bounds } = JSON.parse((await ask('GET', '/tiles/courtyards.json')).body);
const [west, south, east, north] = bounds;
const anywhere = () => [
  west + (east - west) * (0.2 + 0.6 * Math.random()),
  south + (north - south) * (0.2 + 0.6 * Math.random()),
];
const tileOf = (lon, lat, z) => {
  const row = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2;
  return `${z}/${Math.floor(((lon + 180) / 360) * 2 ** z)}/${Math.floor(row * 2 ** z)}`;
};
const layers = ['courtyards', 'inspections', 'areas', 'areas,courtyards'];
const zooms = [10, 12, 13, 14, 14, 14, 15];

const latencies = { PUT: [], GET: [] };
let checked = 0;
let unseen = 0;
let other = 0;

async function upload(number) {
  const id = randomUUID();
  const [lon, lat] = anywhere();
  const body = JSON.stringify({ campaign: 'beautiful-courtyard', observed_at: '2026-03-01T09:30:00+08:00', lon, lat, outcome: 'checked' });
  const from = performance.now();
  const answer = await ask('PUT', `/api/inspections/${id}`, { authorization, 'content-type': 'application/json' }, body);
  latencies.PUT.push(performance.now() - from);
  if (answer.status !== 201 && answer.status !== 200) return void other++;
  if (number % checkEvery !== 0) return;
  checked++;
  const tile = await ask('GET', `/tiles/inspections/${tileOf(lon, lat, 16)}.mvt`);
  if (!tile.body.includes(id)) unseen++;
}

async function read() {
  const [lon, lat] = anywhere();
  const layer = layers[Math.floor(Math.random() * layers.length)];
  const zoom = zooms[Math.floor(Math.random() * zooms.length)];
  const from = performance.now();
  const answer = await ask('GET', `/tiles/${layer}/${tileOf(lon, lat, zoom)}.mvt`, { 'accept-encoding': 'gzip' });
  latencies.GET.push(performance.now() - from);
  if (answer.status !== 200 && answer.status !== 204) other++;
}

// The first second warms the connections and is not counted.
const waiting = [];
const began = performance.now();
const sent = { PUT: 0, GET: 0 };
for (;;) {
  const passed = (performance.now() - began) / 1000;
  if (passed > seconds + 1) break;
  if (passed >= 1 && sent.warm === undefined) {
    sent.warm = true;
    for (const list of Object.values(latencies)) list.length = 0;
  }
  for (; sent.PUT < passed * uploads; sent.PUT++) waiting.push(upload(sent.PUT));
  for (; sent.GET < passed * reads; sent.GET++) waiting.push(read());
  await new Promise((later) => setTimeout(later, 1));
}
await Promise.all(waiting);

console.log(`mixed load for ${seconds} s: ${uploads} uploads/s and ${reads} tile reads/s`);
for (const [method, name] of [
  ['PUT', 'uploads, durable and visible'],
  ['GET', 'tile reads, cached or not'],
]) {
  const list = latencies[method].toSorted((a, b) => a - b);
  const at = (share) => list[Math.floor(list.length * share)].toFixed(1);
  console.log(`  ${name.padEnd(30)} ${list.length} answers   p50 ${at(0.5)} ms   p99 ${at(0.99)} ms   longest ${list.at(-1).toFixed(1)} ms`);
}
console.log(`  ${checked} uploads looked for in the next reading of their tile: ${unseen} not there; ${other} answers that were neither 200, 201 nor 204; ${again} sent again on a fresh connection`);
agent.destroy();
await server.stop();
await rm(folder, { recursive: true });
if (unseen > 0 || other > 0) process.exit(1);

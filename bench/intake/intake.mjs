// SPDX-License-Identifier: Apache-2.0
// Durable intake, client and server on the same machine: single uploads, imports, and both with tile reads meanwhile.
// Usage: see script/bench intake
import { execFile } from 'node:child_process';
import { openSync, closeSync, fdatasyncSync, writeSync, writeFileSync, rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { sampleServer } from '../../tests/service/program.mjs';

const rows = 100_000;
const call = promisify(execFile);
const folder = await mkdtemp(join(tmpdir(), 'courtyard-bench-'));
const place = (i, n) => `${(113.17 + 0.05 * ((i * 0.618034) % 1)).toFixed(6)},${(34.29 + (0.05 * i) / n).toFixed(6)}`;

function households(prefix, n) {
  const file = join(folder, `${prefix}.csv`);
  let text = 'id,name,address,lon,lat,registered_on,status,completed_on\n';
  for (let i = 0; i < n; ++i)
    text += `${prefix}${i},王**,三组${i % 90}号,${place(i, n)},2021-03-01,${i % 5 < 2 ? 'accepted,2023-05-01' : 'registered,'}\n`;
  writeFileSync(file, text);
  return file;
}
function inspections(n) {
  const file = join(folder, 'inspections.csv');
  let text = 'id,observed_at,lon,lat,outcome\n';
  for (let i = 0; i < n; ++i)
    text += `0190a1b2-0000-7000-8000-${(0x100000000000 + i).toString(16)},2026-03-01T09:30:00+08:00,${place(i, n)},checked\n`;
  writeFileSync(file, text);
  return file;
}
/** How long the disk takes to promise 4 KiB. */
function syncMs() {
  const file = openSync(join(folder, 'sync'), 'w');
  const times = [];
  for (let i = 0; i < 200; ++i) {
    writeSync(file, Buffer.alloc(4096, i));
    const from = performance.now();
    fdatasyncSync(file);
    times.push(performance.now() - from);
  }
  closeSync(file);
  return times.sort((a, b) => a - b)[100];
}

const line = (work, measured, goal, met) => console.log(`| ${work} | ${measured} | ${goal} | ${met ? 'met' : 'missed'} |`);
async function scene(server, ...words) {
  const port = new URL(server.url).port;
  const token = server.accounts.reviewer.token;
  const { stdout } = await call(process.env.COURTYARD_INTAKE_CLIENT, [port, token, ...words.map(String)]);
  return Object.fromEntries(stdout.trim().split('\n').map((text) => JSON.parse(text)).map((one) => [one.what, one]));
}

console.log(`a sync of 4 KiB takes ${syncMs().toFixed(2)} ms; 60,000 households loaded`);
console.log('| work | measured | goal | |\n| --- | --- | --- | --- |');
let server = await sampleServer();
await scene(server, 'closed', 64, 2_000);
const closed = (await scene(server, 'closed', 64, 20_000)).uploads;
line('durable single uploads, 64 clients', `${closed.per_second} /s, p50 ${closed.p50} ms, p99 ${closed.p99} ms`, '2,000 /s', closed.per_second >= 2000);
const open = (await scene(server, 'open', 500, 10)).uploads;
line('the same at 500/s', `p50 ${open.p50} ms, p99 ${open.p99} ms`, 'p99 50 ms', open.p99 <= 50);
let failed = closed.failed + open.failed;
await server.remove();

server = await sampleServer();
const alone = (await scene(server, 'import', 'inspections', inspections(20_000), 0, 0)).import;
const rate = Math.round(20_000 / alone.seconds);
line('20,000 inspection points in one batch', `${alone.seconds} s, ${rate} rows/s`, '20,000 rows/s', rate >= 20_000);
await server.remove();

for (const [kind, make] of [['households', () => households('bench-', rows)], ['inspections', () => inspections(rows)]]) {
  server = await sampleServer();
  const all = await scene(server, 'import', kind, make(), 200, 200);
  failed += all.uploads.failed + all.tiles.failed;
  line(`100,000 rows of ${kind}, 200 uploads/s and 200 tiles/s meanwhile`, `${all.import.seconds} s`, '5 s', all.import.seconds <= 5);
  line('&emsp;those uploads', `p50 ${all.uploads.p50} ms, p99 ${all.uploads.p99} ms, longest ${all.uploads.max} ms`, 'p99 100 ms', all.uploads.p99 <= 100);
  line('&emsp;those tiles', `p50 ${all.tiles.p50} ms, p99 ${all.tiles.p99} ms, longest ${all.tiles.max} ms`, 'p99 100 ms', all.tiles.p99 <= 100);
  await server.remove();
}
rmSync(folder, { recursive: true });
if (failed > 0) throw new Error(`${failed} requests were refused`);

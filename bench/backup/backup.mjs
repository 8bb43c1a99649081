// SPDX-License-Identifier: Apache-2.0
// What backups cost and how long a restore takes: 200,000 households, a server that is written to, then its folder.
// Usage: see script/bench backup
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { start } from '../../tests/service/program.mjs';

const program = process.env.COURTYARD_PROGRAM;
const uploads = 2_000;
const clients = 16;
const folder = await mkdtemp(join(tmpdir(), 'courtyard-bench-'));
const data = join(folder, 'data');
const backups = join(folder, 'backups');
const key = join(folder, 'key');
const run = promisify(execFile);
const mib = (bytes) => (bytes / 2 ** 20).toFixed(1);
const timed = async (work) => {
  const from = performance.now();
  const answer = await work();
  return [(performance.now() - from) / 1000, answer];
};
const line = (work, measured) => console.log(`| ${work} | ${measured} |`);
const bytesIn = async (where) => {
  const names = await readdir(where, { recursive: true });
  const sizes = await Promise.all(names.map(async (name) => { const s = await stat(join(where, name)); return s.isFile() ? s.size : 0; }));
  return sizes.reduce((a, b) => a + b, 0);
};

await cp(process.env.COURTYARD_BENCH_DATA, data, { recursive: true });
const { reviewer, admin } = JSON.parse(await readFile(join(data, 'demo-accounts.json'), 'utf8'));
const as = (account) => ({ authorization: `Bearer ${account.token}` });

/** Uploads from so many clients at once: milliseconds of each, in order. */
async function send(url, homes) {
  const times = [];
  let next = 0;
  const client = async () => {
    while (next < uploads) {
      const home = homes[next++ % homes.length];
      const from = performance.now();
      const answer = await fetch(`${url}/api/inspections/${randomUUID()}`, {
        method: 'PUT',
        headers: { ...as(reviewer), 'content-type': 'application/json' },
        body: JSON.stringify({
          campaign: 'beautiful-courtyard', observed_at: '2026-03-01T09:30:00+08:00', household: home.id, outcome: 'accepted',
          lon: home.geometry.coordinates[0], lat: home.geometry.coordinates[1],
        }),
      });
      if (answer.status !== 201) throw new Error(`${answer.status} ${await answer.text()}`);
      times.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: clients }, client));
  return times.sort((a, b) => a - b);
}
const told = (times) => `p50 ${times[uploads >> 1].toFixed(1)} ms, p99 ${times[Math.floor(uploads * 0.99)].toFixed(1)} ms`;
const homesOf = async (url) => (await (await fetch(`${url}/ogc/collections/courtyards/items?limit=500`, { headers: as(reviewer) })).json()).features;

console.log(`200,000 households, courtyard.db ${mib((await stat(join(data, 'courtyard.db'))).size)} MiB`);
console.log('| work | measured |\n| --- | --- |');
let server = await start(data);
line(`${uploads} uploads, ${clients} clients, no backups`, told(await send(server.url, await homesOf(server.url))));
await server.stop();

await run(program, ['backup', '--new-key', key]);
const config = join(folder, 'courtyard.toml');
await writeFile(config, `backup_dir = "${backups}"\nbackup_key = "${key}"\nbackup_changes_seconds = 5\n`);
server = await start(data, ['--config', config]);
const state = async () => (await fetch(`${server.url}/api/backups`, { headers: as(admin) })).json();
const idle = async () => {
  for (let now = await state(); ; now = await state()) {
    if (!now.running && now.backups.length > 0) return now;
    await new Promise((next) => setTimeout(next, 50));
  }
};
await idle();
const before = await bytesIn(join(backups, 'changes'));
const homes = await homesOf(server.url);
line('the same, every commit written down', told(await send(server.url, homes)));
await fetch(`${server.url}/api/backups`, { method: 'POST', headers: as(admin) });
line('the same while a whole backup is made', told(await send(server.url, homes)));
await idle();
await server.stop();
const changes = (await bytesIn(join(backups, 'changes'))) - before;
line('changes written down for each upload', `${(changes / (2 * uploads) / 1024).toFixed(1)} KiB`);

const [oldest] = (await readdir(backups)).filter((name) => name.endsWith('.backup')).sort();
const [seconds] = await timed(() => run(program, ['backup', '--data', data, '--out', join(folder, 'alone', 'one.backup')]));
line('a whole backup by hand', `${seconds.toFixed(1)} s, ${mib((await stat(join(folder, 'alone', 'one.backup'))).size)} MiB`);
const [restoring, { stdout }] = await timed(() => run(program, ['restore', join(backups, oldest), '--data', join(folder, 'restored'), '--key-file', key, '--format', 'json']));
line(`restore of a backup and ${JSON.parse(stdout).segments} segments (${JSON.parse(stdout).commits} commits), all examined`, `${restoring.toFixed(1)} s`);
const [starting, restored] = await timed(() => start(join(folder, 'restored')));
line('start of what was restored', `${starting.toFixed(1)} s`);
await restored.stop();
line('doctor', `${(await timed(() => run(program, ['doctor', '--data', data])))[0].toFixed(1)} s`);
line('doctor --deep', `${(await timed(() => run(program, ['doctor', '--data', data, '--deep'])))[0].toFixed(1)} s`);
await rm(folder, { recursive: true });

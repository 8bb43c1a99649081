// SPDX-License-Identifier: Apache-2.0
// Uploads are parsed in processes of their own: whatever happens to one is a 422 of that upload, and the server serves on.
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { sampleServer } from './program.mjs';

const csv = 'household,campaign,observed_at,lon,lat,outcome\n,beautiful-courtyard,2026-03-01T09:30:00+08:00,113.18,34.3,checked\n';
const vrt = '<OGRVRTDataSource><OGRVRTLayer name="a"><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>';
const link = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document><NetworkLink><Link><href>http://127.0.0.1:9/a.kml</href></Link>
</NetworkLink><Placemark><name>a</name><Style><IconStyle><Icon><href>http://127.0.0.1:9/i.png</href></Icon></IconStyle></Style>
<Point><coordinates>113.18,34.3</coordinates></Point></Placemark></Document></kml>`;
/** A file that takes its reader seconds. */
const slow = `<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${'<Placemark><name>a</name><Point><coordinates>113.18,34.3</coordinates></Point></Placemark>'.repeat(400_000)}</Document></kml>`;

const send = (server, filename, body) =>
  fetch(`${server.url}/api/imports/${randomUUID()}?kind=inspections&filename=${filename}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/octet-stream', ...server.as('reviewer') },
    body,
  });

async function childrenOf(pid) {
  const children = [];
  for (const task of await readdir(`/proc/${pid}/task`))
    children.push(...(await readFile(`/proc/${pid}/task/${task}/children`, 'utf8').catch(() => '')).split(' ').filter(Boolean).map(Number));
  return children;
}

/** Every worker of the server, waiting or at work. */
async function workersOf(server) {
  const workers = [];
  for (const spawner of await childrenOf(server.child.pid)) workers.push(...(await childrenOf(spawner).catch(() => [])));
  return workers;
}

/** Whether a process runs no longer: gone, or what is left of it until somebody asks how it ended. */
const isDead = (pid) => readFile(`/proc/${pid}/stat`, 'utf8').then((stat) => /^\d+ \(.*\) [ZX]/s.test(stat), () => true);

let server;
before(async () => (server = await sampleServer()));
after(() => server.remove());

test('a file under an innocent name is refused by what it is', async () => {
  for (const [name, body] of [
    ['v.geojson', vrt],
    ['v.gpx', vrt],
    ['v.csv', vrt],
    ['v.shp', vrt],
    ['w.gpx', '<OGRWFSDataSource><URL>http://127.0.0.1:9/</URL></OGRWFSDataSource>'],
    ['t.geojson', '<GDALTileIndexDataset><IndexDataset>/etc/passwd</IndexDataset></GDALTileIndexDataset>'],
    ['p.csv', '%PDF-1.7'],
  ]) {
    const answer = await send(server, name, body);
    assert.equal(answer.status, 422, name);
    assert.match((await answer.json()).code, /^file\.(format|format_mismatch)$/, name);
  }
});

test('a worker that is killed while it reads is a 422 of that upload; the same server takes the next', async () => {
  const pid = server.child.pid;
  for (const signal of ['SIGKILL', 'SIGSEGV']) {
    let answered = false;
    const killed = new Set();
    const sent = send(server, 'slow.kml', slow).finally(() => (answered = true));
    while (!answered) {
      for (const worker of await workersOf(server))
        try {
          process.kill(worker, signal);
          killed.add(worker);
        } catch (error) {
          assert.equal(error.code, 'ESRCH');
        }
      await new Promise((soon) => setTimeout(soon, 20));
    }
    const answer = await sent;
    const problem = await answer.json();
    // Killed before it was ready: a worker that cannot be had is ours, and worth another try.
    assert.ok(
      (answer.status === 422 && problem.code === 'import.parser_failed') || (answer.status === 503 && problem.code === 'import.parser_unavailable'),
      `${answer.status} ${problem.code}`,
    );
    // A signal that is sent has not yet been heard: a waiting worker that lives for a moment more would die with the next upload.
    for (const worker of killed) while (!(await isDead(worker))) await new Promise((soon) => setTimeout(soon, 5));
    const next = await send(server, 'a.csv', csv);
    assert.equal(next.status, 201, await next.text());
    assert.equal(server.child.pid, pid);
    assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
  }
});

test('a worker opens nothing, connects nowhere and starts nothing once it is shut in', async (t) => {
  if (spawnSync('strace', ['-V']).error) return t.skip('strace is not installed');
  const folder = await mkdtemp(join(tmpdir(), 'courtyard-strace-'));
  const log = join(folder, 'calls');
  const calls = 'trace=%network,open,openat,openat2,creat,execve,execveat,fork,vfork,clone,clone3,kill,seccomp';
  const traced = await sampleServer([], ['strace', '-D', '-f', '-qq', '-e', calls, '-o', log]);
  try {
    for (const [name, body] of [['a.csv', csv], ['link.kml', link], ['v.gpx', vrt], ['v.geojson', vrt]]) await (await send(traced, name, body)).text();
  } finally {
    await traced.remove();
  }
  const shut = new Set();
  const done = [];
  const begun = new Map();
  for (const line of (await readFile(log, 'utf8')).split('\n')) {
    let [, pid, call] = line.match(/^(\d+) +(.*)$/) ?? [];
    if (!call) continue;
    if (call.endsWith(' <unfinished ...>')) {
      begun.set(pid, call.replace(' <unfinished ...>', ''));
      continue;
    }
    call = call.replace(/^<\.\.\. \w+ resumed>/, () => begun.get(pid) ?? '');
    if (/^seccomp\(SECCOMP_SET_MODE_FILTER.*= 0$/.test(call)) shut.add(pid);
    else if (shut.has(pid) && !/= -1 E|^recvmsg\(3|^\+\+\+|^---/.test(call)) done.push(line);
  }
  assert.ok(shut.size >= 4, `${shut.size} workers were shut in`);
  assert.deepEqual(done, []);
  await rm(folder, { recursive: true });
});

// SPDX-License-Identifier: Apache-2.0
// The program is killed at every named place of the write path, and every place is reached.
import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freshRun, startAndCheck } from './cycles.mjs';
import { makeCounty } from './county.mjs';
import { Findings } from './invariants.mjs';
import { namedPoints } from './points.mjs';
import { Random } from './random.mjs';
import { Wire, startServer } from './server.mjs';

const program = process.env.COURTYARD_PROGRAM;
const library = process.env.COURTYARD_DISK_SHIM;
let folder;
let county;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'courtyard-points-'));
  county = makeCounty(program, folder);
});
after(() => rmSync(folder, { recursive: true }));

/** What it takes to come to a place; most are passed by any upload. */
const ways = [
  { of: /_migration$/, come: firstStart },
  { of: /last_checkpoint$/, come: politeStop },
  { of: /checkpoint$/, come: largeFiles },
  { of: /^picture_/, come: fewUploadsAndAStop },
  { of: /./, come: uploads },
];

for (const point of namedPoints())
  test(`killed at ${point}, nothing acknowledged is lost`, { timeout: 120_000 }, async () => {
    const random = Random.of(point);
    const run = freshRun(folder, county, random, 'kill', library);
    const result = { findings: new Findings(), startMs: [], photos: false };
    // A first visit asks what this server takes, and draws what the tags stand for.
    await (await startAndCheck(run, { program, county, env: {}, result }))?.kill();
    const end = await ways.find(({ of }) => of.test(point)).come(run, { COURTYARD_FAILPOINT: `${point}:kill` }, result);
    assert.equal(end.signal, 'SIGKILL', `${point} was not reached: ${end.code}`);
    await (await startAndCheck(run, { program, county, env: {}, result }))?.kill();
    assert.equal(result.findings.red, false, String(result.findings));
  });

/** What begins by itself (a search for flags) may come to the place before anybody has sent anything: killed there, it starts again. */
async function startedServer(run, env) {
  for (let left = 3; ; left -= 1) {
    try {
      return await startServer(program, run.data, env);
    } catch (error) {
      if (left === 0 || !/SIGKILL/.test(error.message)) throw error;
    }
  }
}

async function uploads(run, env, result, most = 600) {
  const server = await startedServer(run, env);
  const wire = new Wire(server.url, county.token);
  run.ledger.cycle = 1;
  let sent = 0;
  await Promise.all(run.writers.map((writer) => writer.work(wire, result.findings, () => sent++ > most)));
  wire.close();
  server.child.kill('SIGTERM');
  return server.ended;
}

async function largeFiles(run, env, result) {
  for (const writer of run.writers) writer.next = () => writer.file('import', 2_500);
  return uploads(run, env, result, 32);
}

async function fewUploadsAndAStop(run, env, result) {
  return uploads(run, env, result, 24);
}

async function politeStop(run, env) {
  const server = await startServer(program, run.data, env);
  return server.kill('SIGTERM');
}

async function firstStart(run, env) {
  rmSync(run.data, { recursive: true });
  const first = await startServer(program, run.data, env).then(
    (server) => server.kill('SIGTERM'),
    (error) => (/SIGKILL/.test(error.message) ? { signal: 'SIGKILL' } : { code: error.message }),
  );
  const again = await startServer(program, run.data);
  assert.equal((await again.kill('SIGTERM')).code, 0, 'an empty county is made anew');
  Object.assign(run, freshRun(folder, county, Random.of('after'), 'kill', library));
  return first;
}

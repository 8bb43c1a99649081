// SPDX-License-Identifier: Apache-2.0
// A data folder that is cut, bent, or already in use: the program says so and touches nothing. A database that somebody writes into
// beside the program: it stores nothing more, says why, and goes on reading.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { execFileSync } from 'node:child_process';
import { createHash, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { run, start } from '../program.mjs';

const sample = process.env.COURTYARD_SAMPLE_DATA;
const hash = async (file) => createHash('sha256').update(await readFile(file)).digest('hex');

async function inCopy(work) {
  const folder = await mkdtemp(join(tmpdir(), 'courtyard-damaged-'));
  const data = join(folder, 'data');
  await cp(sample, data, { recursive: true });
  // The log of the copy goes into the file, as after an orderly stop.
  const settled = await start(data);
  await settled.stop();
  try {
    await work(data, join(data, 'courtyard.db'));
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function refusesToStart(data, file, why) {
  const before = await hash(file);
  let said;
  try {
    const started = await start(data);
    await started.stop();
  } catch (error) {
    said = error.message;
  }
  assert.ok(said, `${why}: it started`);
  assert.match(said, /ended with [1-9]/, `${why}: ${said}`);
  assert.match(said, /restore the latest backup/, `${why}: ${said}`);
  assert.doesNotMatch(said, /terminate called|std::/, why);
  assert.equal(await hash(file), before, `${why}: the file was changed`);
}

test('a database that is cut off is refused, and not repaired', async () => {
  await inCopy(async (data, file) => {
    const size = (await readFile(file)).length;
    for (const bytes of [Math.floor(size * 0.9), Math.floor(size / 2), 4096 * 3, 5000, 100]) {
      await truncate(file, bytes);
      await refusesToStart(data, file, `cut to ${bytes}`);
    }
  });
});

test('a database that is no database is refused', async () => {
  await inCopy(async (data, file) => {
    await writeFile(file, 'x'.repeat(100_000));
    await refusesToStart(data, file, 'text');
    await writeFile(file, Buffer.concat([Buffer.from('SQLite format 3\0'), Buffer.alloc(100_000, 0xff)]));
    await refusesToStart(data, file, 'a head alone');
  });
});

test('a page with bent bits is refused at the start, wherever it lies', async () => {
  await inCopy(async (data, file) => {
    const sound = await readFile(file);
    for (const page of [1, 2, 5, Math.floor(sound.length / 8192), Math.floor(sound.length / 4096) - 3]) {
      const bent = Buffer.from(sound);
      // The head of the page: what kind it is and how many cells it has.
      for (let i = 0; i < 8; ++i) bent[page * 4096 + i] ^= 0xff;
      await writeFile(file, bent);
      await refusesToStart(data, file, `page ${page}`);
    }
  });
});

test('a database of a program to come is refused, with what to do in both languages', async () => {
  await inCopy(async (data, file) => {
    execFileSync('sqlite3', ['-batch', file, 'PRAGMA user_version = 9999']);
    await refusesToStart(data, file, 'of the future');
    for (const [language, said] of [
      ['en_US.UTF-8', /written by a newer program: .*9999.*courtyard restore FILE --data NEW/],
      ['zh_CN.UTF-8', /数据由更新版本的程序写成：.*9999.*courtyard restore 备份 --data 新目录/],
    ]) {
      const { code, err } = await run(['serve', '--data', data, '--listen', '127.0.0.1:0'], undefined, { LC_ALL: language, LANG: language });
      assert.notEqual(code, 0);
      assert.match(err, said);
    }
  });
});

test('without its log a database is the one of its last checkpoint: nothing tells that there was more', async () => {
  await inCopy(async (data, file) => {
    const accounts = JSON.parse(await readFile(join(data, 'demo-accounts.json'), 'utf8'));
    const field = { authorization: `Bearer ${accounts.field.token}` };
    let server = await start(data);
    const points = async () => (await (await fetch(`${server.url}/ogc/collections/inspections/items?limit=1`)).json()).numberMatched;
    const home = (await (await fetch(`${server.url}/ogc/collections/courtyards/items?limit=1`, { headers: field })).json()).features[0];
    const [lon, lat] = home.geometry.coordinates;
    const body = JSON.stringify({ campaign: 'beautiful-courtyard', observed_at: '2026-03-01T09:30:00+08:00', lon, lat, household: home.id, outcome: 'accepted' });
    const sound = async (when) => {
      const doctor = await run(['doctor', '--data', data, '--deep']);
      assert.equal(doctor.code, 0, `${when}: ${doctor.out}${doctor.err}`);
    };
    const id = randomUUID();
    const upload = async () => (await fetch(`${server.url}/api/inspections/${id}`, { method: 'PUT', headers: { 'content-type': 'application/json', ...field }, body })).status;
    try {
      const before = await points();
      assert.equal(await upload(), 201);
      assert.equal(await points(), before + 1);
      await server.stop('SIGKILL');
      assert.ok((await stat(`${file}-wal`)).size > 0, 'the upload is in the log');
      await rm(`${file}-wal`);
      await sound('as it was left');

      server = await start(data);
      assert.equal(await points(), before, 'what the last checkpoint held');
      assert.equal(await upload(), 201, 'the upload is new again');
      assert.equal(await points(), before + 1);
    } finally {
      await server.stop();
    }
    await sound('gone on with');
  });
});

test('a second program in the same folder is refused, with the address of the first', async () => {
  await inCopy(async (data) => {
    const first = await start(data);
    try {
      const second = await run(['serve', '--data', data, '--listen', '127.0.0.1:0']);
      assert.equal(second.code, 3, second.err);
      assert.ok(second.err.includes(first.url), second.err);
      const load = await run(['load', 'households', join(data, 'none.csv'), '--data', data]);
      assert.notEqual(load.code, 0);
      assert.ok(load.err.includes(first.url), load.err);
      assert.equal((await fetch(first.url + '/healthz')).status, 200);
    } finally {
      await first.stop();
    }
  });
});

test('who looks with sqlite3 disturbs nobody; who writes with it ends the writing, not the reading', async () => {
  await inCopy(async (data, file) => {
    const accounts = JSON.parse(await readFile(join(data, 'demo-accounts.json'), 'utf8'));
    const as = (role) => ({ authorization: `Bearer ${accounts[role].token}` });
    const sqlite = (name, sql) => execFileSync('sqlite3', ['-batch', name, sql], { encoding: 'utf8' }).trim();
    let server = await start(data);
    const figure = async (name) => (await (await fetch(`${server.url}/metrics`)).text()).match(new RegExp(`^${name} (\\S+)$`, 'm'))?.[1];
    assert.equal(await figure('courtyard_store_refuses'), '0');
    const picture = join(data, 'picture.checkpoint');
    assert.ok(existsSync(picture));
    const home = (await (await fetch(`${server.url}/ogc/collections/courtyards/items?limit=1`, { headers: as('field') })).json()).features[0];
    const [lon, lat] = home.geometry.coordinates;
    const body = JSON.stringify({ campaign: 'beautiful-courtyard', observed_at: '2026-03-01T09:30:00+08:00', lon, lat, household: home.id, outcome: 'accepted' });
    const upload = (id) => fetch(`${server.url}/api/inspections/${id}`, { method: 'PUT', headers: { 'content-type': 'application/json', 'accept-language': 'en', ...as('field') }, body });
    const id = randomUUID();
    try {
      assert.ok(Number(sqlite(`file:${file}?mode=ro`, 'SELECT count(*) FROM household')) > 0);
      assert.equal((await upload(id)).status, 201);
      assert.equal((await fetch(`${server.url}/readyz`)).status, 200);

      sqlite(file, "UPDATE household SET name = 'somebody else'");
      const late = randomUUID();
      const refused = await upload(late);
      const problem = await refused.json();
      assert.equal(refused.status, 503, JSON.stringify(problem));
      assert.equal(problem.code, 'store.foreign_writer');
      assert.match(problem.detail, /another program wrote into the database.*courtyard doctor/);
      assert.ok(!JSON.stringify(problem).includes(data), 'no path in the answer');
      const ready = await fetch(`${server.url}/readyz`);
      assert.equal(ready.status, 503);
      assert.match(await ready.text(), /^store\.foreign_writer: .*有别的程序写过数据库/);
      // The log is written by a thread of its own; the runner's time limit ends what never is.
      while (!/\[critical\] another program wrote into the database/.test(server.log())) await new Promise((later) => setTimeout(later, 20));
      // Reading goes on.
      assert.equal((await fetch(`${server.url}/healthz`)).status, 200);
      assert.equal((await fetch(`${server.url}/api/progress`, { headers: as('viewer') })).status, 200);
      const points = await fetch(`${server.url}/ogc/collections/inspections/items?limit=1`);
      assert.equal(points.status, 200);
      assert.ok((await points.json()).numberMatched > 0);
      // What leaves a trace in the audit cannot be done without one.
      const { name, password } = accounts.viewer;
      const signIn = await fetch(`${server.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name, password }) });
      assert.equal(signIn.status, 503);
      assert.equal((await signIn.json()).code, 'store.foreign_writer');
      assert.equal(await figure('courtyard_store_refuses'), '1');
      assert.ok(!existsSync(picture), 'what was learnt before is not kept, however the server ends');
      assert.equal((await server.stop()).code, 3, 'it ends as after a disk that failed');

      // Once somebody has looked at it, a new start takes the file as it is.
      const doctor = await run(['doctor', '--data', data]);
      assert.notEqual(doctor.code, 3, doctor.err);
      server = await start(data);
      assert.equal((await fetch(`${server.url}/readyz`)).status, 200);
      assert.equal((await upload(late)).status, 201);
    } finally {
      await server.stop();
    }
  });
});

test('after the first has ended, killed or not, the folder is free', async () => {
  await inCopy(async (data) => {
    const first = await start(data);
    await first.stop('SIGKILL');
    const second = await start(data);
    assert.equal((await fetch(second.url + '/healthz')).status, 200);
    await second.stop();
  });
});

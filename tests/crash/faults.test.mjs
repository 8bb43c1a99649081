// SPDX-License-Identifier: Apache-2.0
// A disk that is full, read-only or failing; a client that is gone; an id sent fifty times; a clock a year off.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { freshRun, startAndCheck } from './cycles.mjs';
import { makeCounty } from './county.mjs';
import { Findings } from './invariants.mjs';
import { Random } from './random.mjs';
import { Disk, Wire, startServer } from './server.mjs';
import { send } from './writers.mjs';

const program = process.env.COURTYARD_PROGRAM;
const library = process.env.COURTYARD_DISK_SHIM;
const limit = { timeout: 60_000 };
/** Of the county, each year another one, as long as the campaign lasts. */
const yearlyTargets = { 2021: 21, 2022: 22, 2023: 23, 2024: 24, 2025: 25 };
let folder;
let county;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'courtyard-faults-'));
  county = makeCounty(program, folder);
  const file = join(folder, 'targets.csv');
  const lines = Object.entries(yearlyTargets).map(([year, value]) => `beautiful-courtyard,courtyards,490121,${year},${value},2021-01-10`);
  writeFileSync(file, `campaign,indicator,area,period,value,approved_on\n${lines.join('\n')}\n`);
  execFileSync(program, ['load', 'targets', file, '--data', county.data], { stdio: 'pipe' });
});
after(() => rmSync(folder, { recursive: true }));

/** A server on a disk that does as it is told, for one test. */
async function onDisk(name, task) {
  const run = freshRun(folder, county, Random.of(name), 'power', library);
  const server = await startServer(program, run.data, run.disk.env);
  const wire = new Wire(server.url, county.token);
  const findings = new Findings();
  run.ledger.photoRoute = false;
  const upload = async (entry = run.writers[0].inspection()) => {
    const answer = await send[entry.kind](wire, run.ledger.sent(entry));
    if (answer.status < 300) run.ledger.acked(entry, answer);
    return { entry, ...answer };
  };
  const work = (uploads) => {
    let sent = 0;
    return Promise.all(run.writers.map((writer) => writer.work(wire, findings, () => sent++ >= uploads)));
  };
  try {
    await task({ ...run, run, server, wire, findings, upload, work });
    assert.equal(findings.red, false, String(findings));
    await server.kill();
    // What was acknowledged is there after a restart on a disk that is well again.
    const result = { findings: new Findings(), startMs: [], photos: false };
    await (await startAndCheck(run, { program, county, env: {}, result }))?.kill();
    assert.equal(result.findings.red, false, String(result.findings));
  } finally {
    wire.close();
    await server.kill();
  }
}

/** `looks`: how a look at a household's point is answered, which is told in the audit or not given. */
const readsGoOn = async (wire, id, looks) => {
  assert.equal((await wire.request('GET', '/healthz')).status, 200);
  assert.equal((await wire.request('GET', `/api/progress?campaign=beautiful-courtyard`)).status, 200);
  assert.ok(looks.includes((await wire.request('GET', `/api/inspections/${id}`)).status));
  assert.ok([200, 204].includes((await wire.request('GET', '/tiles/inspections/10/833/409.mvt')).status));
};

for (const [kind, what, statuses] of [['S', 'a full disk', [507]], ['R', 'a read-only disk', [500, 507]]])
  test(`${what}: writes are told so, reads go on, and uploads succeed without a restart when it is over`, limit, () =>
    onDisk(what, async ({ disk, wire, server, upload, work }) => {
      const { entry: kept } = await upload();
      disk.failWrites(kind);
      for (let i = 0; i < 3; i++) {
        const refused = await upload();
        assert.ok(statuses.includes(refused.status), refused.text);
        assert.match(refused.headers['content-type'], /problem\+json/);
        if (kind === 'S') assert.equal(JSON.parse(refused.text).code, 'store.full');
        await readsGoOn(wire, kept.id, [500, 503, 507]);
        disk.failWrites('-');
        assert.equal((await upload(refused.entry)).status, 201, 'the same id, once there is space');
        disk.failWrites(kind);
      }
      await work(60);
      assert.ok(disk.refused() > 3);
      disk.failWrites('-');
      await work(40);
      assert.equal(server.child.exitCode, null);
    }));

test('one write fails: that answer is 500 or 507, it is rolled back, and the server lives', limit, () =>
  onDisk('one write', async ({ disk, wire, server, upload, work }) => {
    const { entry: kept } = await upload();
    for (let i = 0; i < 5; i++) {
      disk.failWrites('E', 'o');
      const failed = await upload();
      assert.equal(failed.status, 500, failed.text);
      await readsGoOn(wire, kept.id, [200]);
      assert.equal((await wire.request('GET', `/api/inspections/${failed.entry.id}`)).status, 404);
      assert.equal((await upload(failed.entry)).status, 201);
    }
    await work(60);
    assert.equal(disk.refused(), 5);
    assert.equal(server.child.exitCode, null);
  }));

for (const [mode, times] of [['o', 'once'], ['s', 'again and again']])
  test(`a sync fails ${times}: nothing is acknowledged any more and the program ends, by itself and not well`, limit, () =>
    onDisk(`sync ${times}`, async ({ disk, server, ledger, upload, work }) => {
      await upload();
      await work(40);
      const before = new Set([...ledger.entries.values()].filter(({ state }) => state === 'acked'));
      disk.failSyncs('E', mode);
      // When another write met the disk first, the program has ended before it could answer: no promise was made.
      const failed = await upload().catch((error) => ({ status: error.code }));
      assert.ok([500, 503, 'ECONNRESET', 'ECONNREFUSED'].includes(failed.status), `${failed.status} ${failed.text}`);
      await Promise.race([work(200), server.ended]);
      const end = await server.ended;
      assert.equal(end.signal, null, 'it ended by itself');
      assert.ok(end.code > 0, `it ended with ${end.code}`);
      assert.match(server.log(), /\S/, 'and said why');
      for (const entry of ledger.entries.values())
        assert.ok(entry.state !== 'acked' || before.has(entry), `${entry.id} was acknowledged after the failed sync`);
    }));

test('a client that is gone in the middle of an upload stored nothing, and the same id works afterwards', limit, () =>
  onDisk('gone', async ({ server, wire, run, upload }) => {
    const address = new URL(server.url);
    for (const entry of [run.writers[0].inspection(), run.writers[1].file('import')]) {
      const body = Buffer.from(entry.kind === 'inspection' ? JSON.stringify(entry.content) : entry.content.csv);
      const path = entry.kind === 'inspection' ? `/api/inspections/${entry.id}` : `/api/imports/${entry.id}?kind=inspections&filename=visits.csv`;
      const type = entry.kind === 'inspection' ? 'application/json' : 'text/csv';
      await new Promise((gone) => {
        const socket = net.connect(Number(address.port), address.hostname, () => {
          socket.write(
            `PUT ${path} HTTP/1.1\r\nHost: courtyard.test\r\nAuthorization: ${wire.authorization}\r\nContent-Type: ${type}\r\nContent-Length: ${body.length}\r\n\r\n`,
          );
          socket.write(body.subarray(0, body.length / 2), () => socket.destroy());
        });
        socket.on('close', gone);
      });
      const point = entry.kind === 'inspection' ? entry.id : entry.content.rows[0].id;
      assert.equal((await wire.request('GET', `/api/inspections/${point}`)).status, 404);
      assert.equal((await upload(entry)).status, 201);
      assert.equal((await wire.request('GET', `/api/inspections/${point}`)).status, 200);
    }
  }));

test('one id sent fifty times at once: one 201 and forty-nine replays of the same receipt', limit, () =>
  onDisk('fifty', async ({ run, wire, ledger }) => {
    const entry = ledger.sent(run.writers[0].inspection());
    const answers = await Promise.all(Array.from({ length: 50 }, () => send.inspection(wire, entry)));
    ledger.acked(entry, answers[0]);
    const count = (status) => answers.filter((answer) => answer.status === status).length;
    assert.deepEqual([count(201), count(200)], [1, 49]);
    for (const { status, headers } of answers) assert.equal(headers['idempotency-replayed'], status === 200 ? 'true' : undefined);
    assert.equal(new Set(answers.map(({ text }) => text)).size, 1, 'the receipt is the same');
    const other = await wire.json('PUT', `/api/inspections/${entry.id}`, { ...entry.content, note: 'other' });
    assert.equal(other.status, 409);
    assert.ok(!other.text.includes(entry.content.note));
  }));

/** The calendar of the program's days is that of Asia/Shanghai. */
const dayOf = (instant) => new Date(instant + 8 * 3_600_000).toISOString().slice(0, 10);
/** Of the day that the server takes for today. */
const figures = async (wire) => {
  const answer = await wire.request('GET', '/api/progress?campaign=beautiful-courtyard');
  assert.equal(answer.status, 200, answer.text);
  return JSON.parse(answer.text);
};

test('a clock that jumps by a year: numbers stay in order, records are stored and flagged, figures are those of its day', limit, () =>
  onDisk('clock', async ({ disk, wire, upload, run }) => {
    const year = 365 * 86_400;
    const now = () => {
      const { kind, id, content } = run.writers[0].inspection();
      return { kind, id, content: { ...content, observed_at: new Date().toISOString() } };
    };
    const revisions = [];
    for (const [offset, skewed] of [[0, false], [-year, true], [year, false], [-year, true], [0, false]]) {
      disk.setClockOff(offset);
      const answer = await upload(now());
      assert.equal(answer.status, 201, answer.text);
      const { revision, flags } = JSON.parse(answer.text);
      // Behind by a year the server sees a point from its future: it is stored, and the doubt is said.
      assert.equal(flags.includes('clock_skew'), skewed, `${offset}: ${flags}`);
      revisions.push(revision);
      const moved = () => dayOf(Date.now() + offset * 1000);
      const days = [moved(), (await figures(wire)).as_of, moved()];
      // Midnight may pass between the question and the look at the clock.
      assert.ok(days[1] === days[0] || days[1] === days[2], `${offset}: ${days}`);
    }
    // The bucket of a year is that of the server's own day: a leap day, and both sides of a new year.
    for (const day of ['2024-02-29', '2023-12-31', '2024-01-01', '2025-06-15', '2022-03-01']) {
      disk.setClockOff(Math.round((Date.parse(`${day}T12:00:00+08:00`) - Date.now()) / 1000));
      const { as_of, total } = await figures(wire);
      assert.deepEqual({ as_of, target_year: total.target_year }, { as_of: day, target_year: yearlyTargets[day.slice(0, 4)] });
    }
    disk.setClockOff(0);
    assert.deepEqual(revisions, [...revisions].sort((a, b) => a - b));
    assert.equal(new Set(revisions).size, revisions.length);
  }));

// SPDX-License-Identifier: Apache-2.0
// The ground on which bad input is thrown at the program. One server per test file; after every case the invariant
// of docs/BAD_INPUTS.md is asserted: the same process, healthy; a refused request left no record, no row and no file;
// what was acknowledged before is still answered the same; no answer tells of the inside; descriptors are back and the
// chain of the audit holds. At the end of the file: memory is back, and the program ends well.
import assert from 'node:assert/strict';
import { after, afterEach, before } from 'node:test';
import { randomUUID } from 'node:crypto';
import { readdir, readFile, readlink } from 'node:fs/promises';
import { request } from 'node:http';
import { join } from 'node:path';
import { run, sampleServer } from '../program.mjs';

/** What a file or a socket more than at the start may be: connections that the kernel has not yet taken back. */
const spareDescriptors = 16;
/** What of the heap is in use beyond the start, once nothing is under way: tiles, statements and pages that are kept ready. */
const spareHeapKiB = 64 * 1024;
/** Resident memory counts what the allocator keeps for the next large upload too. */
const spareResidentKiB = 256 * 1024;
/** A row that was accepted stays in memory, with its place in the figures and tiles. */
const keptKiBPerRow = 1;
/** A sanitizer maps terabytes for its own books, keeps what was freed, and has no figures of the heap. */
const sanitizedKiB = 2 ** 30;
const spareSanitizedKiB = 1024 * 1024;

/** A healthy server answers at once; one that does not in this time is none. */
const patienceMs = 30_000;

/** Prepares a server (of these options, or of what a promise makes of them) for one test file and asserts the invariant around each of its cases. */
export function hostileGround(options) {
  const ground = new HostileGround(options);
  let begin;
  // For hooks of the file itself: those of its top level do not wait for one another.
  ground.opened = new Promise((begun) => (begin = begun)).then(() => ground.open());
  before(() => {
    begin();
    return ground.opened;
  });
  afterEach(() => ground.assertUnharmed());
  after(() => ground.close());
  return ground;
}

/** A request whose path goes out byte by byte as given, and no body with it. */
export function verbatim(url, path, { method = 'GET', headers = {} } = {}) {
  const { hostname, port } = new URL(url);
  return new Promise((done, failed) => {
    const asked = request({ hostname, port, path, method, headers, agent: false }, (answer) => {
      const chunks = [];
      answer.on('data', (chunk) => chunks.push(chunk));
      answer.on('end', () => done(new Response(Buffer.concat(chunks), { status: answer.statusCode, headers: answer.headers })));
    });
    asked.on('continue', () => failed(new Error('the server asked for the body')));
    asked.on('error', failed);
    if (headers.expect) asked.flushHeaders();
    else asked.end();
  });
}

class HostileGround {
  constructor(options = []) {
    this.options = options;
  }

  async open() {
    this.server = await sampleServer(await this.options);
    this.pid = this.server.child.pid;
    this.acknowledged = [];
    /** Rows that a test of the file had stored, where they are many. */
    this.rowsKept = 0;
    this.household = await this.#someHousehold();
    await this.accepted(this.inspection());
    await this.import('households', 'id,name\n', { filename: 'x.csv' });
    this.before = await this.#consumption();
  }

  async close() {
    const kept = this.rowsKept * keptKiBPerRow;
    const spares = {
      descriptors: spareDescriptors,
      heap: spareHeapKiB + kept,
      resident: (this.isSanitized ? spareSanitizedKiB : spareResidentKiB) + kept,
    };
    let settled;
    let ended;
    let audit;
    try {
      settled = await this.#settled(() => this.#consumption(), spares);
    } catch (error) {
      throw new Error(`what the server uses cannot be read; it said:\n${this.server.log()}`, { cause: error });
    } finally {
      ended = await this.server.stop();
      audit = await run(['audit', 'verify', '--data', this.server.data]);
      await this.server.remove();
    }
    assert.deepEqual({ code: ended.code, signal: ended.signal }, { code: 0, signal: null }, this.server.log());
    assert.equal(audit.code, 0, `the audit: ${audit.out}${audit.err}`);
    assert.deepEqual(settled.excess, [], `descriptors, KiB of heap and of resident memory: ${JSON.stringify(this.before)} → ${JSON.stringify(settled.now)}`);
  }

  get isSanitized() {
    return this.before.virtual > sanitizedKiB;
  }
  get url() {
    return this.server.url;
  }
  as(role) {
    return this.server.as(role);
  }

  get(path, headers = {}) {
    return fetch(this.url + path, { headers });
  }
  async json(path, headers) {
    return (await this.get(path, headers)).json();
  }
  verbatim(path, headers = {}) {
    return verbatim(this.url, path, { headers });
  }
  /** The head of an upload that promises so many bytes and sends none: answered before the body, or not at all. */
  promised(bytes, path = `/api/inspections/${randomUUID()}`) {
    const headers = { 'content-type': 'application/json', 'content-length': bytes, expect: '100-continue', ...this.as('field') };
    return verbatim(this.url, path, { method: 'PUT', headers });
  }

  /** An inspection point as a phone sends it, of the household `this.household`. */
  inspection(more = {}) {
    return {
      campaign: 'beautiful-courtyard',
      observed_at: '2026-03-01T09:30:00+08:00',
      lon: this.household.lon,
      lat: this.household.lat,
      datum: 'wgs84',
      accuracy_m: 6,
      position_source: 'gps',
      household: this.household.id,
      outcome: 'accepted',
      ...more,
    };
  }
  upload(body, id = randomUUID(), role = 'field') {
    return fetch(`${this.url}/api/inspections/${id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...this.as(role) },
      body: typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
    });
  }
  decide(body, role = 'reviewer') {
    return fetch(`${this.url}/api/decisions`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...this.as(role) },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    });
  }
  import(kind, file, parameters = {}, id = randomUUID()) {
    const { role = 'admin', ...more } = parameters;
    const query = new URLSearchParams({ kind, ...more });
    return fetch(`${this.url}/api/imports/${id}?${query}`, { method: 'PUT', headers: { ...this.as(role), 'accept-language': 'en' }, body: file });
  }

  /** Uploads and remembers the receipt: it must be answered again after every later case. */
  async accepted(body, id = randomUUID()) {
    const answer = await this.upload(body, id);
    assert.equal(answer.status, 201, await answer.clone().text());
    const receipt = await answer.json();
    this.acknowledged.push({ id, body, receipt });
    return receipt;
  }

  /** Asserts that a request is refused with this status and code, and that nothing came of it. */
  async refused(ask, status, code) {
    const holdings = await this.#holdings();
    const answer = await ask();
    const text = await answer.text();
    assert.equal(answer.status, status, text.slice(0, 600));
    this.assertDiscreet(text);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json', text.slice(0, 600));
    const problem = JSON.parse(text);
    assert.equal(problem.status, status);
    if (code) assert.match(problem.code, code instanceof RegExp ? code : new RegExp(`^${code.replaceAll('.', '\\.')}$`), text.slice(0, 600));
    assert.deepEqual(await this.#holdings(), holdings, 'a refused request leaves nothing behind');
    return problem;
  }

  /** Asserts that nothing comes of what is done; work that the server has begun is waited for by asking it again. */
  async unchanged(act) {
    const holdings = await this.#holdings();
    await act();
    let now = await this.#holdings();
    for (let asked = 0; asked < 500 && now.files.length !== holdings.files.length; ++asked) now = await this.#holdings();
    assert.deepEqual(now, holdings, 'nothing came of it');
  }
  /** Asserts a refusal whose status is one of several, where each is an honest reading of the input. */
  async refusedAny(ask, statuses) {
    const holdings = await this.#holdings();
    const answer = await ask();
    const text = await answer.text();
    assert.ok(statuses.includes(answer.status), `${answer.status}: ${text.slice(0, 600)}`);
    this.assertDiscreet(text);
    const problem = JSON.parse(text);
    assert.ok(problem.code || problem.rejections?.length > 0, text.slice(0, 600));
    assert.deepEqual(await this.#holdings(), holdings, 'a refused request leaves nothing behind');
    return problem;
  }
  /** An import that is refused, as a whole or for its rows. */
  refusedAnyRows(ask) {
    return this.refusedAny(ask, [413, 422]);
  }

  /** Asserts that an import is refused for its rows, which are named, and that none of them is stored. */
  async refusedRows(ask, code) {
    const holdings = await this.#holdings();
    const answer = await ask();
    const text = await answer.text();
    assert.equal(answer.status, 422, text.slice(0, 600));
    this.assertDiscreet(text);
    const report = JSON.parse(text);
    assert.equal(report.stored, false);
    assert.ok(report.rejections.length > 0);
    if (code) assert.ok(report.rejections.some((r) => r.code === code), JSON.stringify(report.rejections).slice(0, 600));
    assert.deepEqual(await this.#holdings(), holdings, 'a refused import leaves nothing behind');
    return report;
  }

  /** No stack, path or SQL of ours in what a stranger reads. */
  assertDiscreet(text) {
    assert.doesNotMatch(text, /\b(SELECT|INSERT INTO|UPDATE|DELETE FROM|PRAGMA)\b.{0,80}\b(FROM|VALUES|SET|WHERE)\b/, 'SQL in an answer');
    assert.doesNotMatch(text, /\.(cpp|h):\d+|what\(\)|terminate called|std::|0x[0-9a-f]{8,}/, 'a trace in an answer');
    assert.ok(!text.includes(this.server.data) && !/\/tmp\/|\/spool\/|\/build\/|\/vsi/.test(text), `a path in an answer: ${text.slice(0, 600)}`);
  }

  /** The invariant of every case. */
  async assertUnharmed() {
    assert.equal(this.server.child.exitCode, null, this.server.log());
    assert.equal(this.server.child.signalCode, null, this.server.log());
    assert.equal(this.server.child.pid, this.pid);
    assert.equal((await fetch(`${this.url}/healthz`, { signal: AbortSignal.timeout(patienceMs) })).status, 200);
    for (const { id, body, receipt } of this.acknowledged) {
      const again = await this.upload(body, id);
      assert.equal(again.status, 200, 'what was acknowledged is still there');
      assert.deepEqual(await again.json(), receipt);
    }
    const { now, excess } = await this.#settled(() => this.#descriptors(), { descriptors: spareDescriptors });
    assert.deepEqual(excess, [], `descriptors: ${this.before.descriptors} → ${now.descriptors}`);
    const audit = await this.json('/api/audit/verification', this.as('auditor'));
    assert.equal(audit.fault, null, `the audit: ${JSON.stringify(audit)}`);
  }

  /** What is used beyond the start and its spare, once what ends on its own, such as a connection whose client is gone, was waited for. */
  async #settled(use, spares) {
    let now = await use();
    const excess = () => Object.keys(spares).filter((what) => now[what] > this.before[what] + spares[what]);
    for (let asked = 0; asked < 100 && excess().length > 0; ++asked) {
      await new Promise((later) => setTimeout(later, 50));
      now = await use();
    }
    return { now, excess: excess() };
  }

  /** What the server holds: a revision, counts, the files of its data folder. */
  async #holdings() {
    const { total, revision } = await this.json('/api/progress');
    const { numberMatched } = await this.json('/ogc/collections/inspections/items?limit=1');
    const files = await readdir(this.server.data, { recursive: true });
    return { revision, registered: total.registered, proposed: total.proposed, inspections: numberMatched, files: files.filter((f) => !/\.db-(wal|shm)$/.test(f)).sort() };
  }

  /** Files and what else is open, sockets left out. */
  async #descriptors() {
    const folder = `/proc/${this.pid}/fd`;
    const targets = await Promise.all((await readdir(folder)).map((fd) => readlink(join(folder, fd)).catch(() => 'gone')));
    return { descriptors: targets.filter((t) => !t.startsWith('socket:') && t !== 'gone').length };
  }
  async #consumption() {
    const status = await readFile(`/proc/${this.pid}/status`, 'utf8');
    const kib = (name) => Number(status.match(new RegExp(`${name}:\\s+(\\d+)`))[1]);
    const figures = await (await this.get('/metrics')).text();
    const heap = Number(figures.match(/^courtyard_heap_bytes (\S+)$/m)[1]) / 1024;
    return { heap: Math.round(heap), resident: kib('VmRSS'), virtual: kib('VmSize'), ...(await this.#descriptors()) };
  }

  async #someHousehold() {
    const page = await this.json('/ogc/collections/courtyards/items?limit=2000', this.as('field'));
    const feature = page.features.find((f) => f.properties.status === 'registered');
    const [lon, lat] = feature.geometry.coordinates;
    return { id: feature.id, area: feature.properties.area, lon, lat };
  }
}

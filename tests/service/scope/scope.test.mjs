// SPDX-License-Identifier: Apache-2.0
// Nobody reads a word of an area that is not theirs, or of a kind that is not for their role: every route, every role,
// every scope.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { after, before, test } from 'node:test';
import { campaign, county, every_word, make_county, may_see, roles, townships, villages, word } from './canary_county.mjs';
import { body, paths, readings, routes, told } from './questions.mjs';

let folder;
let made;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courtyard-scope-'));
  made = await make_county(join(folder, 'county'));
  await serve(2);
});
after(async () => {
  if (server) await stop();
  await rm(folder, { recursive: true });
});

let server;
async function serve(level) {
  const child = spawn(process.env.COURTYARD_PROGRAM, ['serve', '--data', made.data, '--listen', '127.0.0.1:0', '--public-level', String(level)], { stdio: ['ignore', 'pipe', 'ignore'] });
  const url = await new Promise((found, failed) => {
    child.stdout.on('data', (text) => {
      const match = String(text).match(/http:\/\/127\.0\.0\.1:\d+/);
      if (match) found(match[0]);
    });
    child.on('exit', () => failed(new Error('the server ended')));
  });
  server = { url, child, ended: new Promise((done) => child.on('exit', done)) };
}
async function stop() {
  server.child.kill('SIGTERM');
  await server.ended;
}

const ask = (path, name, { method = 'GET', headers = {}, body } = {}) =>
  fetch(server.url + path, { method, body, headers: { ...(name ? { authorization: `Bearer ${made.tokens[name]}` } : {}), ...headers } });

/** All text in an answer: its head, its bytes, and what is packed in them. */
async function words_of(answer) {
  const bytes = Buffer.from(await answer.arrayBuffer());
  const parts = [[...answer.headers].map(([name, value]) => `${name}: ${value}`).join('\n'), bytes.toString('latin1')];
  // Entries of a zip: xlsx, shapefile, kmz.
  if (bytes.subarray(0, 4).toString('latin1') === 'PK\x03\x04')
    for (let at = bytes.indexOf('PK\x01\x02', 0, 'latin1'); at >= 0; at = bytes.indexOf('PK\x01\x02', at + 4, 'latin1')) {
      const local = bytes.readUInt32LE(at + 42);
      const begin = local + 30 + bytes.readUInt16LE(local + 26) + bytes.readUInt16LE(local + 28);
      const packed = bytes.subarray(begin, begin + bytes.readUInt32LE(at + 20));
      parts.push((bytes.readUInt16LE(at + 10) === 8 ? inflateRawSync(packed) : packed).toString('latin1'));
    }
  return parts.join('\n');
}

const covers = { county: () => true, township: (v) => v.startsWith(townships[0]), other_township: (v) => v.startsWith(townships[1]), village: (v) => v === villages[0] };
const callers = [
  ...roles.flatMap((role) => Object.keys(covers).map((scope) => ({ name: `${role} of ${scope}`, role, scope }))),
  { name: undefined, role: '2', scope: 'county' },
];
/** Which words a caller must not read: of other villages, or of a kind that is not for them. */
const forbidden = ({ role, scope }) => every_word.filter(({ kind, village }) => !may_see[role].includes(kind) || !covers[scope](village));
/** Codes of villages out of scope are as secret as their words. */
const strange_codes = ({ scope }) => villages.filter((village) => !covers[scope](village));

function assert_discreet(caller, question, text, known) {
  for (const { text: secret, kind } of forbidden(caller))
    if (!known.includes(secret)) assert.ok(!text.includes(secret), `${caller.name ?? 'anybody'} reads a word of kind ${kind} (${secret}) in ${question}`);
  for (const code of strange_codes(caller))
    if (!known.includes(code)) {
      // A code stands in the words of its village: those that are told alone count here.
      const alone = new RegExp(`(?<![A-Za-z\\d])${code}(?![A-Za-z\\d])`);
      assert.ok(!alone.test(text), `${caller.name ?? 'anybody'} reads the code ${code} in ${question}`);
    }
}

/** Does so much at once. */
async function at_once(count, list, act) {
  const rest = list.values();
  await Promise.all(Array.from({ length: count }, async () => {
    for (const one of rest) await act(one);
  }));
}

/** Every question about villages of either township that anybody gets an answer to. */
async function questions() {
  const asked = new Set();
  for (const { method, pattern } of await routes())
    if (method === 'GET')
      for (const village of villages_asked_for) for (const path of paths(pattern, made.facts[village])) for (const question of readings(pattern, path, made.facts[village])) asked.add(question);
  const known = [];
  for (const question of asked) {
    const statuses = await Promise.all(['admin of county', 'caseworker of county'].map(async (name) => (await ask(question, name)).status));
    assert.ok(statuses.every((status) => status < 500 || status === 503), `${question}: ${statuses}`);
    if (statuses.some((status) => status !== 400)) known.push(question);
  }
  return known;
}
const villages_asked_for = [villages[0], villages[1], villages[3]];

async function tour(caller, all) {
  const seen = new Set();
  let answered = 0;
  await at_once(4, all, async (question) => {
    const answer = await ask(question, caller.name);
    const text = await words_of(answer);
    if (answer.status === 200) answered++;
    for (const { text: secret } of every_word) if (text.includes(secret)) seen.add(secret);
    assert.ok(answer.status < 500 || answer.status === 503, `${question}: ${answer.status} ${text.slice(0, 400)}`);
    assert_discreet(caller, question, text, told(question));
  });
  return { answered, seen };
}

test('every route, role and scope: no word of another area, none of a kind that is not for the role', async (t) => {
  const all = await questions();
  assert.ok(all.length > 300);
  for (const caller of callers) {
    const { answered, seen } = await tour(caller, all);
    t.diagnostic(`${caller.name ?? 'anybody'}: ${all.length} questions, ${answered} answered, ${seen.size} words seen`);
    // The table is exact: what a caller may see does come out somewhere.
    const missing = every_word.filter(({ kind, village, text }) => may_see[caller.role].includes(kind) && covers[caller.scope](village) && villages_asked_for.includes(village) && !seen.has(text));
    assert.deepEqual(missing.map(({ text }) => text), [], `${caller.name ?? 'anybody'} does not see what they may`);
  }
});

/** An answer without what differs from request to request, and without what was asked for. */
const stripped = (text, ...said) => said.filter(Boolean).reduce((rest, one) => rest.replaceAll(one, '*'), text.replace(/"request_id":"[^"]*"/, ''));

test('what lies outside one’s area is answered as what does not exist', async () => {
  // The facts of a village that there is not: the same shapes, other letters and digits.
  const strange = villages[3];
  const nowhere = JSON.parse(JSON.stringify({ ...made.facts[strange], photo: undefined }), (_, value) =>
    typeof value === 'string' ? value.replaceAll(strange, '490121109209').replace(/^[0-9a-f]{8}-/, '0e0e0e0e-').replace(/^[0-9a-f]{64}$/, '0'.repeat(64)) : value,
  );
  nowhere.township = strange.slice(0, 9);
  let compared = 0;
  for (const { method, pattern } of await routes()) {
    if (!pattern.includes('{') || pattern.startsWith('/tiles/') || pattern.startsWith('/api/exports/') || pattern.includes('templates')) continue;
    // Who chooses an id learns that it is taken (409): that is what the ids of phones and files are for, and nobody guesses them.
    if (method === 'PUT' && /^\/api\/(inspections|imports)\//.test(pattern)) continue;
    if (pattern.endsWith('/items') || pattern === '/ogc/collections/{id}') continue;
    const [there, absent] = [paths(pattern, made.facts[strange]), paths(pattern, nowhere)];
    for (const [i, path] of there.entries()) {
      if (/\/(townships|counties)\//.test(path)) continue;
      for (const role of roles)
        for (const scope of ['township', 'village']) {
          const sent = method === 'GET' ? [{}] : body(method, path, made.facts[strange]);
          const said = method === 'GET' ? [{}] : body(method, absent[i], { ...nowhere, photo: made.facts[strange].photo });
          for (const [n, one] of sent.entries()) {
            const [known, unknown] = await Promise.all([
              ask(path + (one.query ?? ''), `${role} of ${scope}`, { method, ...one }),
              ask(absent[i] + (said[n].query ?? ''), `${role} of ${scope}`, { method, ...said[n] }),
            ]);
            assert.equal(known.status, unknown.status, `${method} ${path} by ${role} of ${scope}`);
            const strip = async (answer, facts, asked) => stripped(await answer.text(), asked, ...asked.split('/').filter((part) => part.length > 8), facts.village, ...facts.households, facts.base, facts.inspection, facts.case, facts.relief);
            assert.equal(await strip(known, made.facts[strange], path), await strip(unknown, nowhere, absent[i]), `${method} ${path} by ${role} of ${scope}`);
            ++compared;
          }
        }
    }
  }
  assert.ok(compared > 300);
});

test('nothing outside one’s area is changed by anybody', async () => {
  const strange = villages[3];
  const holdings = async () => {
    const state = {};
    for (const [path, name] of [
      ['/api/progress?level=village', 'admin of county'],
      ['/api/flags?state=all', 'reviewer of county'],
      ['/api/cases?campaign=dispute-cases', 'reviewer of county'],
      ['/api/relief?campaign=child-relief', 'admin of county'],
      ['/api/reports', 'admin of county'],
      ['/api/rechecks', 'reviewer of county'],
      ['/api/imports?limit=100', 'admin of county'],
      [`/api/targets?campaign=${campaign}&indicator=courtyards&area=${strange}`, 'admin of county'],
      ...made.facts[strange].households.map((id) => [`/api/households/${id}/history`, 'reviewer of county']),
    ]) {
      const answer = await ask(path, name);
      assert.equal(answer.status, 200, `${path}: ${await answer.clone().text()}`);
      state[path] = await answer.json();
    }
    return state;
  };
  const before = await holdings();
  for (const { method, pattern } of await routes()) {
    if (method === 'GET') continue;
    for (const path of paths(pattern, made.facts[strange]))
      for (const role of roles)
        for (const scope of ['township', 'village']) {
          const caller = { name: `${role} of ${scope}`, role, scope };
          for (const { query = '', ...sent } of body(method, path, made.facts[strange]) ?? []) {
            const answer = await ask(path + query, caller.name, { method, ...sent });
            const text = await words_of(answer);
            const question = `${method} ${path} ${typeof sent.body === 'string' ? sent.body : ''}`;
            assert.ok([403, 404, 409, 422].includes(answer.status) || pattern === '/api/inspections' || pattern === '/api/receipts/check', `${caller.name}: ${question}: ${answer.status} ${text}`);
            assert_discreet(caller, question, text, told(question + path));
          }
        }
  }
  const after = await holdings();
  assert.deepEqual(after, before);
});

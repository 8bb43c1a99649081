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
import { kept_fetch } from '../kept_fetch.mjs';
import { campaign, county, every_word, make_county, may_see, roles, townships, villages, word } from './canary_county.mjs';
import { body, paths, readings, routes, told } from './questions.mjs';

let folder;
let made;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courtyard-scope-'));
  made = await make_county(join(folder, 'county'));
  logged += made.log;
  await serve(2);
});
after(async () => {
  if (server) await stop();
  await rm(folder, { recursive: true });
});

let server;
/** What every server of this test has logged. */
let logged = '';
async function serve(level) {
  const child = spawn(process.env.COURTYARD_PROGRAM, ['serve', '--data', made.data, '--listen', '127.0.0.1:0', '--public-level', String(level)], { stdio: ['ignore', 'pipe', 'pipe'] });
  child.stderr.on('data', (text) => (logged += text));
  const url = await new Promise((found, failed) => {
    child.stdout.on('data', (text) => {
      const match = String(text).match(/http:\/\/127\.0\.0\.1:\d+/);
      if (match) found(match[0]);
    });
    child.on('exit', () => failed(new Error('the server ended')));
  });
  server = { url, child, ended: new Promise((done) => child.on('close', done)) };
}
async function stop() {
  server.child.kill('SIGTERM');
  await server.ended;
}

const ask = (path, name, { method = 'GET', headers = {}, body } = {}) =>
  kept_fetch(server.url + path, { method, body, headers: { ...(name ? { authorization: `Bearer ${made.tokens[name]}` } : {}), ...headers } });

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
  ...roles.flatMap((role) => Object.keys(covers).map((scope) => ({ name: `${role}_of_${scope}`, role, scope }))),
  { name: undefined, role: '2', scope: 'county' },
];
/** Which words a caller must not read: of other villages, or of a kind that is not for them. The audit names what it tells of, and everybody is told whose
 * area is theirs. */
const forbidden = ({ role, scope }, question) =>
  every_word.filter(({ kind, village }) => !covers[scope](village) || !(may_see[role].includes(kind) || (role === 'auditor' && /^\/api\/(audit|me)\b/.test(question))));
/** Codes of villages out of scope are as secret as their words. */
const strange_codes = ({ scope }) => villages.filter((village) => !covers[scope](village));

function assert_discreet(caller, question, text, known) {
  for (const { text: secret, kind } of forbidden(caller, question))
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
    const statuses = await Promise.all(['admin_of_county', 'caseworker_of_county'].map(async (name) => (await ask(question, name)).status));
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

/** An answer without what differs from request to request (its number, its time), and without what was asked for. */
const stripped = (text, ...said) => said.filter(Boolean).reduce((rest, one) => rest.replaceAll(one, '*'), text.replace(/"request_id":"[^"]*"|"timeStamp":"[^"]*",/, ''));

test('what lies outside one’s area is answered as what does not exist', async () => {
  // The facts of a village that there is not: the same shapes, other letters and digits.
  const strange = villages[3];
  const nowhere = JSON.parse(JSON.stringify({ ...made.facts[strange], photo: undefined }), (_, value) =>
    typeof value === 'string' ? value.replaceAll(strange, '490121109209').replace(/^[0-9a-f]{8}-/, '0e0e0e0e-').replace(/^[0-9a-f]{64}$/, '0'.repeat(64)) : value,
  );
  nowhere.township = strange.slice(0, 9);
  let compared = 0;
  for (const { method, pattern } of await routes()) {
    if (!pattern.includes('{') || pattern.includes('/tiles/') || pattern.startsWith('/api/exports/') || pattern.includes('templates')) continue;
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
              ask(path + (one.query ?? ''), `${role}_of_${scope}`, { method, ...one }),
              ask(absent[i] + (said[n].query ?? ''), `${role}_of_${scope}`, { method, ...said[n] }),
            ]);
            assert.equal(known.status, unknown.status, `${method} ${path} by ${role}_of_${scope}`);
            const strip = async (answer, facts, asked) => stripped(await answer.text(), asked, ...asked.split('/').filter((part) => part.length > 8), facts.village, ...facts.households, facts.base, facts.inspection, facts.case, facts.relief, facts.account, encodeURIComponent(facts.account));
            assert.equal(await strip(known, made.facts[strange], path), await strip(unknown, nowhere, absent[i]), `${method} ${path} by ${role}_of_${scope}`);
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
      ['/api/progress?level=village', 'admin_of_county'],
      ['/api/flags?state=all', 'reviewer_of_county'],
      ['/api/cases?campaign=dispute-cases', 'reviewer_of_county'],
      ['/api/relief?campaign=child-relief', 'caseworker_of_county'],
      ['/api/reports', 'admin_of_county'],
      ['/api/rechecks', 'reviewer_of_county'],
      ['/api/imports?limit=100', 'admin_of_county'],
      [`/ogc/collections/bases/items/${made.facts[strange].base}`, 'admin_of_county'],
      [`/ogc/collections/help-points/items/${made.facts[strange].help_point}`, 'admin_of_county'],
      ['/ogc/collections/bases/items?limit=1000', 'admin_of_county'],
      ['/ogc/collections/help-points/items?limit=1000', 'admin_of_county'],
      [`/api/targets?campaign=${campaign}&indicator=courtyards&area=${strange}`, 'admin_of_county'],
      ...made.facts[strange].households.map((id) => [`/api/households/${id}/history`, 'reviewer_of_county']),
    ]) {
      const answer = await ask(path, name);
      assert.equal(answer.status, 200, `${path}: ${await answer.clone().text()}`);
      const told = await answer.json();
      // When it was asked is no holding.
      state[path] = told.features ?? { ...told, timeStamp: undefined };
    }
    return state;
  };
  const before = await holdings();
  for (const { method, pattern } of await routes()) {
    if (method === 'GET') continue;
    for (const path of paths(pattern, made.facts[strange]))
      for (const role of roles)
        for (const scope of ['township', 'village']) {
          const caller = { name: `${role}_of_${scope}`, role, scope };
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

const of_county = { admin: 'admin_of_county', reviewer: 'reviewer_of_county', caseworker: 'caseworker_of_county', viewer: 'viewer_of_county', planner: 'planner_of_county', field: 'field_of_county' };
/** A question asked by somebody: its answer as it is, and its tag. */
async function answered(question, name, headers = {}) {
  const answer = await ask(question, name, { headers });
  return { status: answer.status, text: stripped(await answer.text()), tag: answer.headers.get('etag') };
}

test('a township is told of itself what the county is told of that township', async () => {
  const area = townships[0];
  let compared = 0;
  for (const question of await questions()) {
    // Asked about the township by name; without one, everybody is told of their own area.
    if (!new RegExp(`area=(${area}|${villages[0]})`).test(question) || question.includes('/coverage/whatif') || question.startsWith('/metrics')) continue;
    for (const role of Object.keys(of_county)) {
      const [own, whole] = await Promise.all([answered(question, `${role}_of_township`), answered(question, of_county[role])]);
      if (own.status === 304 || whole.status !== 200) continue;
      assert.equal(own.status, 200, `${question} by ${role}: ${own.text}`);
      // The path down from the county is the county's to see.
      const comparable = ({ text }) => (text.startsWith('{') ? JSON.stringify({ ...JSON.parse(text), path: undefined }) : text);
      assert.ok(comparable(own) === comparable(whole), `${question} by ${role}: ${comparable(own).slice(0, 400)} is not ${comparable(whole).slice(0, 400)}`);
      ++compared;
    }
  }
  assert.ok(compared > 100, `${compared}`);
});

test('what is kept for one scope is not given to another', async () => {
  let compared = 0;
  for (const question of await questions()) {
    if (question.includes('?') && !question.includes('level=village')) continue;
    if (/\.(gpkg|xlsx|zip)$/.test(question)) continue; // these hold the time at which they were written
    if (/^\/(metrics|api\/(audit|sessions|tokens|me))\b/.test(question)) continue; // asking is what they tell of
    const names = ['viewer_of_township', 'viewer_of_other_township', 'reviewer_of_village', undefined];
    const first = [];
    for (const name of names) first.push(await answered(question, name));
    for (const [i, name] of names.entries())
      for (const other of first) {
        const again = await answered(question, name, other.tag ? { 'if-none-match': other.tag } : {});
        if (again.status === 304) assert.equal(first[i].text, other.text, `${question}: ${name} is told that they have what another has`);
        else assert.ok(again.status === first[i].status && again.text === first[i].text, `${question} by ${name}: ${again.status} ${again.text.slice(0, 400)}`);
        ++compared;
      }
  }
  assert.ok(compared > 1000);
});

test('nobody hears of a change outside their area', async () => {
  const listeners = await Promise.all(
    ['viewer_of_township', 'viewer_of_other_township'].map(async (name) => {
      const stop = new AbortController();
      const stream = await fetch(`${server.url}/api/events`, { headers: { authorization: `Bearer ${made.tokens[name]}` }, signal: stop.signal });
      const heard = { text: '', stop };
      heard.done = (async () => {
        for await (const chunk of stream.body) heard.text += Buffer.from(chunk).toString();
      })().catch(() => {});
      return heard;
    }),
  );
  const [first, second] = [villages[0], villages[3]].map((village) => made.facts[village]);
  const upload = async (f, n) => {
    const id = `00000000-0000-4000-8000-00000000000${n}`;
    const [lon, lat] = [113.01, f === first ? 34.01 : 34.03];
    const sent = JSON.stringify({ campaign, observed_at: `2026-03-0${n}T09:30:00+08:00`, lon, lat, accuracy_m: 5, household: f.households[0], outcome: 'checked' });
    const answer = await ask(`/api/inspections/${id}`, `team_of_${f.village}`, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: sent });
    assert.equal(answer.status, 201, await answer.text());
  };
  await upload(first, 6);
  await upload(second, 7);
  // Both hear of their own; by then what they must not hear would have come too, as the hub tells in order.
  await upload(first, 8);
  await upload(second, 9);
  const own = [first.village, second.village];
  for (let asked = 0; asked < 300 && !listeners.every(({ text }, i) => text.includes(own[i])); ++asked) await new Promise((done) => setTimeout(done, 50));
  for (const [i, { text, stop, done }] of listeners.entries()) {
    stop.abort();
    await done;
    assert.ok(text.includes(own[i]), text);
    assert.ok(!text.includes(own[1 - i]) && !text.includes(own[1 - i].slice(0, 9)), text);
  }
});

test('at level 0 nobody in particular reads anything, at level 1 no household', async (t) => {
  const all = await questions();
  for (const level of [0, 1]) {
    await stop();
    await serve(level);
    const anybody = { role: String(level), scope: 'county' };
    const { answered: count, seen } = await tour(anybody, all);
    t.diagnostic(`level ${level}: ${all.length} questions, ${count} answered, ${seen.size} words seen`);
    if (level === 0) assert.deepEqual([...seen].filter((text) => !all.some((question) => question.includes(text))), []);
    else assert.ok(count > 100);
    // Who signed in sees what they see at every level.
    await tour({ name: 'viewer_of_township', role: 'viewer', scope: 'township' }, all.slice(0, 100));
  }
});

test('no log holds a word of a person, nor what lets somebody in', async (t) => {
  await stop();
  await serve(2);
  const secrets = ['a long enough password', 'another password of somebody', 'b3BlbiBzZXNhbWU', ...Object.values(made.tokens)];
  const said = word('person', villages[0]);
  const json = (body) => ({ method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  // Let in and refused, with what is known and what is wrong, in every place where somebody might put it.
  const let_in = await ask('/api/session', undefined, json({ name: 'viewer_of_village', password: secrets[0] }));
  assert.equal(let_in.status, 200);
  const cookie = let_in.headers.getSetCookie().map((one) => one.split(';')[0]);
  secrets.push(...cookie.map((one) => one.slice(one.indexOf('=') + 1)));
  const statuses = [];
  for (const [path, name, options] of [
    ['/api/session', undefined, json({ name: 'viewer_of_village', password: secrets[1] })],
    ['/api/session', undefined, json({ name: said, password: secrets[1] })],
    ['/api/accounts', undefined, { headers: { cookie: cookie.join('; ') } }],
    ['/api/progress', undefined, { headers: { cookie: `session=${secrets[2]}` } }],
    ['/api/progress', undefined, { headers: { authorization: `Bearer ${secrets[2]}` } }],
    [`/api/progress?token=${made.tokens.viewer_of_village}`, undefined, {}],
    [`/api/progress?access_token=${secrets[2]}&name=${said}`, undefined, {}],
    [`/api/imports/${made.facts[villages[0]].imports[0]}?kind=households&filename=${said}.csv`, 'field_of_county', { method: 'PUT', body: `id,name\n1,${said}\n` }],
    ['/api/imports?kind=households&filename=x.csv', 'admin_of_county', { method: 'POST', body: `id,name,registered_on\nx,${said},${said}\n` }],
    ['/api/inspections', 'field_of_county', json([{ id: said, note: said }])],
    [`/ogc/collections/courtyards/items?filter=${encodeURIComponent(`name = '${said}' AND (`)}`, 'reviewer_of_county', {}],
    ['/api/decisions', 'reviewer_of_county', json({ household: made.facts[villages[0]].households[1], campaign, to: 'plaque', decided_on: '2026-03-05', reason: said })],
  ]) {
    const answer = await ask(path, name, options);
    statuses.push(answer.status);
    await answer.arrayBuffer();
  }
  // A cookie that is none is nobody's, and a list of points is answered one by one: all else is refused, and refusals are logged.
  assert.ok(statuses.every((status) => status < 500) && statuses.filter((status) => status >= 400).length === statuses.length - 2, `${statuses}`);
  await stop();
  server = undefined;
  const lines = logged.trim().split('\n');
  t.diagnostic(`${lines.length} lines`);
  assert.ok(lines.length > 50 && logged.includes('POST /api/session 401'), 'the servers logged what they refused');
  for (const line of lines) {
    for (const secret of secrets) assert.ok(!line.includes(secret), `a secret in: ${line}`);
    assert.ok(!line.includes(word('person', '').slice(0, 3)), `a word of a person in: ${line}`);
    // Ids may stand where they were asked for: in the path, and nowhere else.
    const [path] = line.match(/(?<= )\/\S*/) ?? [''];
    for (const { text } of every_word) assert.ok(!line.replace(path, '').includes(text), `${text} beside the path in: ${line}`);
  }
});

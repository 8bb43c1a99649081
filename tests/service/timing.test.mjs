// SPDX-License-Identifier: Apache-2.0
// What takes as long tells nothing: a name that nobody has and one that somebody has, what is out of scope and what is not there.
// Row 46 of the list of bad inputs. Medians of questions asked in turn are compared by their ratio, with room for a busy machine; a
// control shows that the difference which must not be there would be seen.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sampleServer } from './program.mjs';

/** Two medians of the same work differ by less, even on a busy machine; without the hash of a password it is tenfold. */
const alike = 3;

let server;
before(async () => (server = await sampleServer()));
after(() => server.remove());

const as = (role) => server.as(role);
const json = (path, role) => fetch(server.url + path, { headers: as(role) }).then((answer) => answer.json());
const post = (path, body, headers = {}) =>
  fetch(server.url + path, { method: 'POST', headers: { 'content-type': 'application/json', 'accept-language': 'en', ...headers }, body: JSON.stringify(body) });
const median = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 2)];

/** Asks each of `questions` in turn, `times` times: the medians of milliseconds to the whole answer, and all texts. */
async function asked(questions, times) {
  const took = Object.fromEntries(Object.keys(questions).map((name) => [name, []]));
  const said = Object.fromEntries(Object.keys(questions).map((name) => [name, new Set()]));
  for (let turn = -2; turn < times; ++turn) {
    // Who is first in a turn changes, lest what the first one warms be the second one's gain.
    const order = Object.entries(questions);
    if (turn % 2 !== 0) order.reverse();
    for (const [name, ask] of order) {
      const begun = performance.now();
      const answer = await ask(turn);
      const text = await answer.text();
      if (turn < 0) continue;
      took[name].push(performance.now() - begun);
      said[name].add(`${answer.status} ${text.replace(/"(instance|request_id|request)":"[^"]*"/g, '')}`);
    }
  }
  const medians = Object.fromEntries(Object.entries(took).map(([name, list]) => [name, median(list)]));
  console.log(Object.entries(medians).map(([name, ms]) => `${name}: ${ms.toFixed(2)} ms`).join(', '));
  return { medians, said };
}

function assertAlike(medians, one, other) {
  const ratio = medians[one] / medians[other];
  assert.ok(ratio < alike && ratio > 1 / alike, `${one} takes ${ratio.toFixed(2)} times as long as ${other}: ${JSON.stringify(medians)}`);
}

test('a name that nobody has is refused after the same work, in the same words', async () => {
  const { name, password } = server.accounts.security;
  const signedIn = await post('/api/session', { name, password });
  const chief = { cookie: signedIn.headers.get('set-cookie').split(';')[0], origin: server.url };
  const area = (await (await fetch(`${server.url}/api/areas`, { headers: chief })).json()).area.code;
  // Four guesses at each: the fifth locks, whether there is such a name or not.
  const guesses = 4;
  const names = Array.from({ length: 4 }, (_, i) => `timing${i}`);
  for (const fresh of names) assert.equal((await post('/api/accounts', { name: fresh, role: 'viewer', area }, chief)).status, 201);
  const guess = (stem) => (turn) => post('/api/session', { name: `${stem}${Math.floor((turn + 2) / guesses)}`, password: 'not the password of anybody' });
  const { medians, said } = await asked(
    { known: guess('timing'), unknown: guess('nobody'), 'without a hash': () => post('/api/session', { name: 'timing0', password: 1 }) },
    names.length * guesses - 2,
  );
  assert.deepEqual(said.known, said.unknown);
  assert.equal(said.known.size, 1, [...said.known].join('\n'));
  assert.match([...said.known][0], /^401 .*session\.refused/);
  assertAlike(medians, 'known', 'unknown');
  // The control: a refusal that hashes nothing is told apart by the same measure.
  assert.ok(medians.known > alike * medians['without a hash'], JSON.stringify(medians));
});

test('what is out of scope is answered as what is not there, and as fast', async () => {
  const mine = (await json('/ogc/collections/courtyards/items?limit=1', 'field')).features[0].properties.area.slice(0, 9);
  const all = (await json('/ogc/collections/courtyards/items?limit=2000', 'reviewer')).features;
  const elsewhere = all.find((feature) => feature.properties.area.slice(0, 9) !== mine);
  const inspection = randomUUID();
  const [lon, lat] = elsewhere.geometry.coordinates;
  const stored = await fetch(`${server.url}/api/inspections/${inspection}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...as('reviewer') },
    body: JSON.stringify({ campaign: 'beautiful-courtyard', observed_at: '2026-03-01T09:30:00+08:00', lon, lat, household: elsewhere.id, outcome: 'accepted' }),
  });
  assert.equal(stored.status, 201, await stored.clone().text());
  for (const [route, there] of [
    ['/ogc/collections/courtyards/items/', elsewhere.id],
    ['/ogc/collections/inspections/items/', inspection],
    ['/api/inspections/', inspection],
  ]) {
    assert.equal((await fetch(server.url + route + there, { headers: as('reviewer') })).status, 200, route);
    // An id of the same length that nobody has.
    const absent = there.replace(/[0-9a-f]/g, (digit) => 'fedcba9876543210'[parseInt(digit, 16)]);
    const look = (id) => () => fetch(server.url + route + id, { headers: as('field') });
    const { medians, said } = await asked({ 'out of scope': look(there), absent: look(absent) }, 60);
    const words = (name, id) => new Set([...said[name]].map((text) => text.replaceAll(id, 'ID')));
    assert.deepEqual(words('out of scope', there), words('absent', absent), route);
    assert.match([...said.absent][0], /^404 /);
    assertAlike(medians, 'out of scope', 'absent');
  }
});

// SPDX-License-Identifier: Apache-2.0
// What takes as long tells nothing: a name that nobody has and one that somebody has, what is out of scope and what is not there.
// Row 46 of the list of bad inputs. Medians of questions asked in turn are compared by their ratio, with room for a busy machine; a
// control shows that the difference which must not be there would be seen.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { after, before, test } from 'node:test';
import { sampleServer } from './program.mjs';

/** Two quick of the same work differ by less, even on a busy machine; without the hash of a password it is tenfold. */
const alike = 3;

let server;
before(async () => (server = await sampleServer()));
after(() => server.remove());

const as = (role) => server.as(role);
const json = (path, role) => fetch(server.url + path, { headers: as(role) }).then((answer) => answer.json());
const post = (path, body, headers = {}) =>
  fetch(server.url + path, { method: 'POST', headers: { 'content-type': 'application/json', 'accept-language': 'en', ...headers }, body: JSON.stringify(body) });
/** What a busy machine adds is in the rest of them. */
const lowest_decile = (list) => list.toSorted((a, b) => a - b)[Math.floor(list.length / 10)];

/** Asks each of `questions` in turn, `times` times: the lowest deciles of milliseconds to the whole answer, all texts and all heads. */
async function asked(questions, times) {
  const took = Object.fromEntries(Object.keys(questions).map((name) => [name, []]));
  const said = Object.fromEntries(Object.keys(questions).map((name) => [name, new Set()]));
  const heads = Object.fromEntries(Object.keys(questions).map((name) => [name, new Set()]));
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
      said[name].add(`${answer.status} ${text.replace(/"(instance|request_id|request|timeStamp)":"[^"]*"/g, '')}`);
      const kept = [...answer.headers].filter(([header]) => !['date', 'x-request-id', 'etag'].includes(header));
      heads[name].add(JSON.stringify(kept));
    }
  }
  const quick = Object.fromEntries(Object.entries(took).map(([name, list]) => [name, lowest_decile(list)]));
  console.log(Object.entries(quick).map(([name, ms]) => `${name}: ${ms.toFixed(2)} ms`).join(', '));
  return { quick, said, heads };
}

function assertAlike(quick, one, other) {
  const ratio = quick[one] / quick[other];
  assert.ok(ratio < alike && ratio > 1 / alike, `${one} takes ${ratio.toFixed(2)} times as long as ${other}: ${JSON.stringify(quick)}`);
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
  const { quick, said } = await asked(
    { known: guess('timing'), unknown: guess('nobody'), 'without a hash': () => post('/api/session', { name: 'timing0', password: 1 }) },
    names.length * guesses - 2,
  );
  assert.deepEqual(said.known, said.unknown);
  assert.equal(said.known.size, 1, [...said.known].join('\n'));
  assert.match([...said.known][0], /^401 .*session\.refused/);
  assertAlike(quick, 'known', 'unknown');
  // The control: a refusal that hashes nothing is told apart by the same measure.
  assert.ok(quick.known > alike * quick['without a hash'], JSON.stringify(quick));
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
    const { quick, said } = await asked({ 'out of scope': look(there), absent: look(absent) }, 60);
    const words = (name, id) => new Set([...said[name]].map((text) => text.replaceAll(id, 'ID')));
    assert.deepEqual(words('out of scope', there), words('absent', absent), route);
    assert.match([...said.absent][0], /^404 /);
    assertAlike(quick, 'out of scope', 'absent');
  }
});

/** The tiles of a zoom around a position, from the nearest on. */
function tiles_around({ lon, lat }, z, count) {
  const y = Math.asinh(Math.tan((lat * Math.PI) / 180));
  const [x0, y0] = [((lon + 180) / 360) * 2 ** z, ((1 - y / Math.PI) / 2) * 2 ** z].map(Math.floor);
  const side = Math.ceil(Math.sqrt(count));
  return Array.from({ length: count }, (_, i) => `${z}/${x0 + (i % side) - (side >> 1)}/${y0 + Math.floor(i / side) - (side >> 1)}`);
}

/** A planner of a township, who may download what there is: the headers of its requests. */
async function planner_of(area) {
  const signed_in = async (name, password) => {
    const answer = await post('/api/session', { name, password });
    assert.equal(answer.status, 200, await answer.clone().text());
    return { cookie: answer.headers.get('set-cookie').split(';')[0], origin: server.url };
  };
  const { name, password } = server.accounts.security;
  const added = await (await post('/api/accounts', { name: 'township-planner', role: 'planner', area }, await signed_in(name, password))).json();
  const first = await signed_in('township-planner', added.password);
  const changed = await fetch(`${server.url}/api/password`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...first },
    body: JSON.stringify({ old: added.password, new: 'a pear tree by the well' }),
  });
  assert.equal(changed.status, 200, await changed.clone().text());
  return { cookie: changed.headers.get('set-cookie').split(';')[0] };
}

test('an area out of scope is answered as one that there is not, and as fast: lists, tiles, exports, progress', async () => {
  const mine = (await json('/ogc/collections/courtyards/items?limit=1', 'field')).features[0].properties.area.slice(0, 9);
  const planner = await planner_of(mine);
  const villages = (await json('/ogc/collections/villages/items?limit=1000', 'reviewer')).features;
  const strangers = villages.filter(({ properties: { code } }) => code.slice(0, 9) !== mine);
  // The one that is farthest from one's own, so that no tile or rectangle meets both; and as far off again, where nobody is.
  const middle = ({ geometry }) => {
    const ring = geometry.type === 'Polygon' ? geometry.coordinates[0] : geometry.coordinates[0][0];
    return { lon: ring.reduce((sum, [lon]) => sum + lon, 0) / ring.length, lat: ring.reduce((sum, [, lat]) => sum + lat, 0) / ring.length };
  };
  const own = villages.filter((village) => !strangers.includes(village)).map(middle);
  const distance = (village) => Math.min(...own.map(({ lon, lat }) => Math.hypot(lon - middle(village).lon, lat - middle(village).lat)));
  const elsewhere = strangers.toSorted((a, b) => distance(b) - distance(a))[0];
  const there = elsewhere.properties.code;
  const absent = there.slice(0, -6) + '999299';
  assert.ok(!villages.some(({ properties: { code } }) => code === absent));
  const at = middle(elsewhere);
  const nowhere = { lon: at.lon + 20, lat: at.lat };
  const box = ({ lon, lat }) => [lon - 0.01, lat - 0.01, lon + 0.01, lat + 0.01].map((degrees) => degrees.toFixed(6)).join(',');
  const times = 60;
  const tile = (place, layers) => {
    const tiles = tiles_around(place, 16, times + 2);
    // Another one each time: none lies ready.
    return (turn) => `/tiles/${layers}/${tiles[turn + 2]}.mvt`;
  };
  const always = (path) => () => path;
  const pairs = [
    [404, always(`/api/progress?area=${there}`), always(`/api/progress?area=${absent}`)],
    [404, always(`/api/progress?level=village&as_of=2023-06-30&area=${there}`), always(`/api/progress?level=village&as_of=2023-06-30&area=${absent}`)],
    [404, always(`/api/progress/matrix?from=2022-01-01&to=2022-12-31&area=${there}`), always(`/api/progress/matrix?from=2022-01-01&to=2022-12-31&area=${absent}`)],
    [404, always(`/api/exports/courtyards.csv?area=${there}`), always(`/api/exports/courtyards.csv?area=${absent}`)],
    [404, always(`/api/exports/villages.geojson?area=${there}`), always(`/api/exports/villages.geojson?area=${absent}`)],
    [404, always(`/ogc/collections/villages/items/${there}`), always(`/ogc/collections/villages/items/${absent}`)],
    [200, always(`/ogc/collections/courtyards/items?area=${there}`), always(`/ogc/collections/courtyards/items?area=${absent}`)],
    [200, always(`/ogc/collections/courtyards/items?bbox=${box(at)}`), always(`/ogc/collections/courtyards/items?bbox=${box(nowhere)}`)],
    [200, always(`/ogc/collections/villages/items?bbox=${box(at)}`), always(`/ogc/collections/villages/items?bbox=${box(nowhere)}`)],
    [204, tile(at, 'courtyards'), tile(nowhere, 'courtyards')],
    [204, tile(at, 'areas'), tile(nowhere, 'areas')],
    [204, tile(at, 'areas,courtyards,bases,help-points,inspections'), tile(nowhere, 'areas,courtyards,bases,help-points,inspections')],
  ];
  for (const [status, strange, missing] of pairs) {
    const look = (path) => (turn) => fetch(server.url + path(turn), { headers: { ...planner, 'accept-language': 'en' } });
    const { quick, said, heads } = await asked({ 'out of scope': look(strange), absent: look(missing) }, times);
    const plain = (texts, code, place) => new Set([...texts].map((text) => [code, box(place), encodeURIComponent(box(place))].reduce((rest, one) => rest.replaceAll(one, '*'), text)));
    assert.deepEqual(plain(said['out of scope'], there, at), plain(said.absent, absent, nowhere), strange(0));
    assert.deepEqual(plain(heads['out of scope'], there, at), plain(heads.absent, absent, nowhere), strange(0));
    for (const text of said.absent) assert.ok(text.startsWith(`${status} `), `${missing(0)}: ${text.slice(0, 300)}`);
    assertAlike(quick, 'out of scope', 'absent');
    // Who may see it sees something there.
    let seen = 0;
    for (const path of new Set(Array.from({ length: times }, (_, turn) => strange(turn)))) {
      const answer = await fetch(server.url + path, { headers: as('reviewer') });
      if (answer.status === 200) seen += status === 200 ? (await answer.json()).numberMatched : 1;
    }
    assert.ok(seen > 0, strange(0));
  }
});

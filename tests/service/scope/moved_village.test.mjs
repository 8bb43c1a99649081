// SPDX-License-Identifier: Apache-2.0
// Whose a village is, edition by edition. A new edition gives two villages of one township to the other, one with its code and one with
// a new one, and merges away a third. Who had them reads the days before; who has them now reads from the first day on.
// An edition of next year, which is there already, gives another village the other way and changes nothing today.
// The rules: docs/SECURITY.md, Editions.
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { kept_fetch } from '../kept_fetch.mjs';
import { start } from '../program.mjs';
import { campaign, centre, county, every_word, kinds, make_county, may_see, roles, square, townships, villages, word } from './canary_county.mjs';
import { paths, readings, routes } from './questions.mjs';

const [A, B] = townships;
/** Of A: one stays, one moves to B with its code, one moves and gets a new code. Of B: the last is merged into the one before it. */
const [stays, moves, recoded, untouched, taker, merged] = villages;
const new_code = `${B}204`;
const moved = [moves, recoded];
const first_day = '2026-04-01';
const day_before = '2026-03-31';

const village = (code, parent, name, ...ground) => ({ code, name, level: 'village', parent, geometry: square(...ground) });
const around = (...corners) => ({ type: 'Polygon', coordinates: [[...corners, corners[0]].map(([x, y]) => square(x, y, 1, 1).coordinates[0][0])] });
const features_of = (areas) => areas.map(({ geometry, ...properties }) => ({ type: 'Feature', properties, geometry }));
const edition = features_of([
  { code: county, name: '河湾县', level: 'county', geometry: square(0, 0, 3, 2) },
  { code: A, name: '东桥镇', level: 'township', parent: county, geometry: square(0, 0, 1, 1) },
  { code: B, name: '西桥镇', level: 'township', parent: county, geometry: around([1, 0], [3, 0], [3, 2], [0, 2], [0, 1], [1, 1]) },
  village(stays, A, `村${word('area', stays)}`, 0, 0, 1, 1),
  village(moves, B, `村${word('area', moves)}`, 1, 0, 1, 1),
  village(new_code, B, `村${word('area', recoded)}`, 2, 0, 1, 1),
  village(untouched, B, `村${word('area', untouched)}`, 0, 1, 1, 1),
  village(taker, B, `村${word('area', taker)}`, 1, 1, 2, 1),
  // A second top: from now on nobody's area is the only root.
  { code: '490129', name: '邻县', level: 'county', geometry: square(10, 10, 1, 1) },
]);
/** With one top again, and a village of B in A. */
const next_year = features_of([
  { code: county, name: '河湾县', level: 'county', geometry: square(0, 0, 3, 2) },
  { code: A, name: '东桥镇', level: 'township', geometry: around([0, 0], [3, 0], [3, 1], [1, 1], [1, 2], [0, 2]) },
  { code: B, name: '西桥镇', level: 'township', geometry: square(1, 1, 2, 1) },
  ...villages.map((code, i) => village(code, code === taker || code === merged ? B : A, `村${word('area', code)}`, i % 3, Math.floor(i / 3), 1, 1)),
]);
const new_year = `${new Date().getFullYear() + 1}-01-01`;

let folder;
let made;
let server;
/** What was asked for before the edition came. */
let held;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courtyard-moved-'));
  made = await make_county(join(folder, 'county'));
  server = await start(made.data);
  held = await hold();
  for (const [id, valid_from, features] of [
    ['00000000-0000-4000-8000-00000000ed19', new_year, next_year],
    ['00000000-0000-4000-8000-00000000ed17', first_day, edition],
  ]) {
    const put = await ask(`/api/imports/${id}?kind=areas&filename=areas.geojson&valid_from=${valid_from}`, 'reviewer_of_county', {
      method: 'PUT',
      headers: { 'content-type': 'application/geo+json' },
      body: JSON.stringify({ type: 'FeatureCollection', features }),
    });
    assert.equal(put.status, 201, await put.text());
  }
});
after(async () => {
  for (const { stop } of held?.streams ?? []) stop.abort();
  await server?.stop();
  await rm(folder, { recursive: true });
});

const ask = (path, name, { headers = {}, ...rest } = {}) => kept_fetch(server.url + path, { ...rest, headers: { ...(name ? { authorization: `Bearer ${made.tokens[name]}` } : {}), ...headers } });
/** A page of features says when it was told, a refusal which request it was. */
const text_of = async (answer) => Buffer.from(await answer.arrayBuffer()).toString('latin1').replace(/"timeStamp":"[^"]*",|"request_id":"[^"]*"/g, '');
const json = async (path, name) => {
  const answer = await ask(path, name);
  assert.equal(answer.status, 200, `${path} by ${name}: ${await answer.clone().text()}`);
  return answer.json();
};
const township_of = { A: 'township', B: 'other_township', county: 'county' };
const by = (role, whose) => `${role}_of_${township_of[whose]}`;
const ids = async (collection, name, query = '') => (await json(`/ogc/collections/${collection}/items?limit=1000${query}`, name)).features.map(({ id }) => String(id)).sort();
const words = (wanted, of) => every_word.filter(({ kind, village: one }) => wanted.includes(kind) && of.includes(one));

/** The tile of z14 that holds the middle of a village. */
const tile_at = (code) => {
  const { lon, lat } = centre(code);
  const y = Math.asinh(Math.tan((lat * Math.PI) / 180));
  return [14, Math.floor(((lon + 180) / 360) * 2 ** 14), Math.floor(((1 - y / Math.PI) / 2) * 2 ** 14)].join('/');
};
/** What a cache keeps, about the villages that will move. */
const kept_questions = () => [
  ...moved.map((code) => `/tiles/areas,courtyards,bases,help-points,inspections/${tile_at(code)}.mvt`),
  ...['villages', 'courtyards', 'bases', 'help-points', 'inspections'].flatMap((layer) => [`/ogc/collections/${layer}`, `/ogc/collections/${layer}/items?limit=1000`]),
  `/ogc/collections/courtyards/items/${made.facts[moves].households[0]}`,
  `/ogc/collections/courtyards/tiles/WebMercatorQuad/${tile_at(moves).replace(/(\d+)\/(\d+)$/, '$2/$1')}`,
  '/api/progress?level=village',
  `/api/progress?area=${moves}`,
  '/api/areas',
  '/api/coverage?level=village',
  '/api/editions/changes',
];

async function listen(name) {
  const stop = new AbortController();
  const stream = await ask('/api/events', name, { signal: stop.signal });
  assert.equal(stream.status, 200);
  const heard = { text: '', stop };
  (async () => {
    for await (const chunk of stream.body) heard.text += Buffer.from(chunk).toString();
  })().catch(() => {});
  return heard;
}

async function hold() {
  const tags = {};
  for (const whose of ['A', 'B'])
    for (const question of kept_questions()) {
      const answer = await ask(question, by('viewer', whose));
      (tags[whose] ??= {})[question] = { status: answer.status, tag: answer.headers.get('etag'), text: await text_of(answer) };
    }
  const job = await (await ask(`/api/exports/courtyards.csv?async=true`, by('planner', 'A'))).json();
  // Of each village the one household that counts.
  const recheck = await ask('/api/rechecks', by('reviewer', 'A'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ campaign, area: A, as_of: day_before, size: 3, due_on: first_day }),
  });
  assert.equal(recheck.status, 201, await recheck.clone().text());
  const { revision } = await json('/api/progress', by('viewer', 'county'));
  return { tags, job, revision, recheck: (await recheck.json()).id, streams: [await listen(by('viewer', 'A')), await listen(by('viewer', 'B'))] };
}

/** Waits until it is so; what is never so ends the test. */
async function until(is_so, what) {
  for (let asked = 0; asked < 600; ++asked) {
    if (await is_so()) return;
    await new Promise((done) => setTimeout(done, 50));
  }
  assert.fail(what());
}

const before_of = { A: [stays, moves, recoded], B: [untouched, taker, merged] };
before_of.county = [...before_of.A, ...before_of.B];
const now_of = { A: [stays], B: [moves, recoded, untouched, taker, merged], county: before_of.county };

for (const [when, query, of] of [
  ['today', '', now_of],
  ['on the first day', `&as_of=${first_day}`, now_of],
  ['the day before', `&as_of=${day_before}`, before_of],
])
  test(`${when}, lists, counts, exports and progress are of the villages that one has in that edition`, async () => {
    for (const whose of ['A', 'B', 'county']) {
      const mine = of[whose].map((code) => made.facts[code]);
      const all_of = (list) => list.flat().sort();
      assert.deepEqual(await ids('courtyards', by('viewer', whose), query), all_of(mine.map((f) => f.households)), `${whose} ${when}`);
      assert.deepEqual(await ids('bases', by('viewer', whose), query), all_of(mine.map((f) => f.base)));
      assert.deepEqual(await ids('help-points', by('viewer', whose), query), all_of(mine.map((f) => f.help_point)));
      const points = await ids('inspections', by('viewer', whose), query);
      assert.equal(points.length, 2 * mine.length);
      for (const { inspection } of mine) assert.ok(points.includes(inspection));
      const page = await json(`/ogc/collections/courtyards/items?limit=1${query}`, by('viewer', whose));
      assert.equal(page.numberMatched, 3 * mine.length);
      const csv = await ask(`/api/exports/courtyards.csv?${query.slice(1)}`, by('planner', whose));
      assert.equal(csv.status, 200);
      assert.deepEqual((await csv.text()).trim().split('\n').slice(1).map((row) => row.split(',')[0].replaceAll('"', '')).sort(), all_of(mine.map((f) => f.households)));
      const { total, rows } = await json(`/api/progress?level=village${query}`, by('viewer', whose));
      assert.deepEqual([total.registered, total.completed], [3 * mine.length, mine.length]);
      assert.equal(rows.reduce((sum, row) => sum + row.registered, 0), total.registered);
      const seen = await text_of(await ask(`/tiles/courtyards,bases,help-points/${tile_at(moves)}.mvt?${query.slice(1)}`, by('viewer', whose)));
      for (const code of [moves]) for (const { text } of words(['place', 'point'], [code])) assert.equal(seen.includes(text), of[whose].includes(code), `${text} in the tile of ${whose} ${when}`);
    }
  });

test('as it was known before the edition came, a village is whose it was then', async () => {
  for (const whose of ['A', 'B']) {
    const then = before_of[whose].flatMap((code) => made.facts[code].households).sort();
    assert.deepEqual(await ids('courtyards', by('viewer', whose), `&revision=${held.revision}`), then, whose);
    assert.equal((await json(`/api/progress?revision=${held.revision}`, by('viewer', whose))).total.registered, then.length, whose);
  }
});

test('what is found by its id is there for who has the village today', async () => {
  for (const code of moved) {
    const f = made.facts[code];
    const addresses = [
      `/ogc/collections/courtyards/items/${f.households[0]}`,
      `/ogc/collections/bases/items/${f.base}`,
      `/ogc/collections/help-points/items/${f.help_point}`,
      `/ogc/collections/inspections/items/${f.inspection}`,
      `/api/households/${f.households[0]}`,
      `/api/households/${f.households[0]}/history`,
      `/api/inspections/${f.inspection}`,
      `/api/inspections/${f.inspection}/photos/${f.sha256}`,
      `/api/bases/${f.base}/history`,
    ];
    for (const path of addresses) {
      assert.equal((await ask(path, by('reviewer', 'A'))).status, 404, `A ${path}`);
      for (const whose of ['B', 'county']) assert.equal((await ask(path, by('reviewer', whose))).status, 200, `${whose} ${path}`);
      if (!path.startsWith('/ogc')) continue;
      assert.equal((await ask(`${path}?as_of=${day_before}`, by('reviewer', 'A'))).status, 200, `A the day before ${path}`);
      assert.equal((await ask(`${path}?as_of=${day_before}`, by('reviewer', 'B'))).status, 404, `B the day before ${path}`);
    }
    const resolve = (whose) => ask(`/api/flags/${f.inspection}/${f.flag}/resolve`, by('reviewer', whose), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ verdict: 'dismissed', reason: 'x' }) });
    assert.equal((await resolve('A')).status, 404);
    const check = async (whose) => (await (await ask('/api/receipts/check', by('reviewer', whose), { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ hashes: [f.content_hash] }) })).json()).receipts[0].held;
    assert.deepEqual([await check('A'), await check('B'), await check('county')], [false, true, true], code);
  }
});

test('flags, cases and relief go with the village, also under a new code', async () => {
  const own = (whose) => now_of[whose].map((code) => made.facts[code]);
  for (const whose of ['A', 'B', 'county']) {
    const flags = await json('/api/flags?state=all&kind=low_accuracy&limit=500', by('reviewer', whose));
    assert.deepEqual(flags.entries.map(({ inspection }) => inspection).sort(), own(whose).map((f) => f.inspection).sort(), `flags of ${whose}`);
    const tally = flags.kinds.low_accuracy;
    assert.equal(tally.open + tally.confirmed + tally.dismissed, own(whose).length, `counted for ${whose}`);
    const cases = await json('/api/cases?campaign=dispute-cases', by('caseworker', whose));
    assert.deepEqual(cases.rows.map(({ id }) => id).sort(), own(whose).map((f) => f.case).sort(), `cases of ${whose}`);
    const relief = await json('/api/relief?campaign=child-relief', by('caseworker', whose));
    assert.deepEqual(relief.rows.map(({ id }) => id).sort(), own(whose).map((f) => f.relief).sort(), `relief of ${whose}`);
    const reports = (await json('/api/reports', by('viewer', whose))).reports.map(({ id }) => id);
    assert.deepEqual(reports.sort(), own(whose).map((f) => f.report).sort(), `reports of ${whose}`);
  }
  for (const code of moved)
    for (const path of [`/api/cases/${made.facts[code].case}/history`, `/api/relief/${made.facts[code].relief}/history`, `/api/reports/${made.facts[code].report}`]) {
      assert.equal((await ask(path, by('caseworker', 'A'))).status, 404, path);
      assert.equal((await ask(path, by('caseworker', 'B'))).status, 200, path);
    }
});

test('figures of cases and what was imported go with the village, also under a new code', async () => {
  for (const whose of ['A', 'B', 'county']) {
    const { rows, total } = await json('/api/progress?campaign=dispute-cases&indicator=found&level=village', by('caseworker', whose));
    assert.equal(total.completed, now_of[whose].length, `cases of ${whose}`);
    assert.equal(rows.reduce((sum, row) => sum + row.completed, 0), total.completed, `by village, of ${whose}`);
  }
  const seen = async (code, name) => (await ask(`/api/imports/${made.facts[code].imports[2]}`, name)).status;
  for (const code of moved) assert.deepEqual([await seen(code, by('reviewer', 'A')), await seen(code, by('reviewer', 'B')), await seen(code, by('reviewer', 'county'))], [404, 200, 200], code);
});

test('an edition that is yet to come gives nobody anything today', async () => {
  const name = `team_of_${untouched}`;
  const names = async (whose) => (await json('/api/accounts', by('security', whose))).accounts.map((account) => account.name).filter((one) => one.startsWith('team_of_'));
  assert.deepEqual((await names('A')).sort(), [`team_of_${stays}`]);
  assert.deepEqual((await names('B')).sort(), [moves, recoded, untouched, taker, merged].map((code) => `team_of_${code}`).sort());
  assert.deepEqual([(await ask(`/api/accounts/${name}`, by('security', 'A'))).status, (await ask(`/api/accounts/${name}`, by('security', 'B'))).status], [404, 200]);
  const send = (method, path, body, whose, headers = {}) => ask(path, by('security', whose), { method, headers: { 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) });
  assert.equal((await send('PATCH', `/api/accounts/${name}`, { reset_password: true }, 'A')).status, 404);
  for (const area of [untouched, recoded]) {
    const added = await send('POST', '/api/accounts', { name: 'too_early', role: 'reviewer', area }, 'A');
    assert.deepEqual([added.status, (await added.json()).code], [422, 'area.unknown'], area);
  }
  const own = await ask(`/api/accounts/team_of_${stays}`, by('security', 'A'));
  const given = await send('PATCH', `/api/accounts/team_of_${stays}`, { area: untouched }, 'A', { 'if-match': own.headers.get('etag') });
  assert.deepEqual([given.status, (await given.json()).code], [422, 'area.unknown']);

  const audited = async (whose) => (await json(`/api/audit?account=${name}`, by('auditor', whose))).entries.length;
  assert.equal(await audited('A'), 0);
  assert.ok((await audited('B')) > 0);
  // Next year the county has one top again, and its accounts may import tables; today they may not.
  const upload = await ask('/api/imports/00000000-0000-4000-8000-00000000ed20?kind=households&filename=x.csv', by('reviewer', 'county'), { method: 'PUT', headers: { 'content-type': 'text/csv' }, body: `id,name,area\nx,x,${taker}\n` });
  assert.deepEqual([upload.status, (await upload.json()).code], [403, 'scope.too_narrow']);
});

test('a re-check goes with its area, and of households that went elsewhere it tells nothing', async () => {
  const drawn = async (whose, id) => {
    const answer = await ask(`/api/rechecks/${id}`, by('reviewer', whose));
    if (answer.status !== 200) return answer.status;
    return (await answer.json()).strata.flatMap(({ households }) => households.map(({ id: household }) => household)).sort();
  };
  const counted = (codes) => codes.map((code) => made.facts[code].households[0]).sort();
  assert.deepEqual([await drawn('A', held.recheck), await drawn('B', held.recheck), await drawn('county', held.recheck)], [counted([stays]), 404, counted(before_of.A)]);
  for (const code of moved) {
    const { recheck } = made.facts[code];
    assert.deepEqual([await drawn('A', recheck), await drawn('B', recheck), await drawn('county', recheck)], [404, counted([code]), counted([code])]);
  }
});

test('every route and role: no word of a village that went away, unless a day before is asked for', async (t) => {
  const asked = new Set();
  for (const { method, pattern } of await routes())
    if (method === 'GET') for (const code of moved) for (const path of paths(pattern, made.facts[code])) for (const question of readings(pattern, path, made.facts[code])) asked.add(question);
  const open = [];
  // What changed between two editions is a question about both: who had a village is told that it went.
  for (const question of asked) if (!/(as_of|revision)=|^\/api\/editions\/changes/.test(question) && (await ask(question, by('admin', 'county'))).status !== 400) open.push(question);
  assert.ok(open.length > 150, `${open.length}`);
  for (const role of roles) {
    const read = { A: new Set(), B: new Set() };
    const rest = open.values();
    await Promise.all(
      Array.from({ length: 4 }, async () => {
        for (const question of rest)
          for (const whose of ['A', 'B']) {
            const answer = await ask(question, by(role, whose));
            const text = await text_of(answer);
            assert.ok(answer.status < 500 || answer.status === 503, `${question}: ${answer.status}`);
            for (const one of words(Object.keys(kinds), moved))
              if (text.includes(one.text) && !question.includes(one.text)) read[whose].add(`${one.kind} ${one.village} in ${question}`);
          }
      }),
    );
    t.diagnostic(`${role}: ${open.length} questions, B reads ${read.B.size}`);
    assert.deepEqual([...read.A].slice(0, 20), [], `${role} of A`);
    for (const kind of may_see[role]) for (const code of moved) assert.ok([...read.B].some((one) => one.startsWith(`${kind} ${code} `)), `${role} of B reads nothing of kind ${kind} of ${code}`);
  }
});

test('what a cache kept is asked for anew, and nobody is told that they have what another has', async () => {
  for (const question of kept_questions()) {
    for (const whose of ['A', 'B']) {
      const own = held.tags[whose][question];
      const now = await ask(question, by('viewer', whose));
      const text = await text_of(now);
      for (const { tag, text: before_it, status } of [held.tags.A[question], held.tags.B[question]]) {
        if (!tag) continue;
        const again = await ask(question, by('viewer', whose), { headers: { 'if-none-match': tag } });
        if (again.status === 304) assert.ok(before_it === text && status === now.status, `${question}: ${whose} is told that nothing changed`);
        else assert.ok((await text_of(again)) === text, question);
      }
      if (whose === 'A' && own.status === 200 && words(['area', 'place', 'point'], moved).some((one) => own.text.includes(one.text))) assert.notEqual(now.headers.get('etag'), own.tag, question);
    }
  }
});

test('a file that was begun before is what its maker could read when it was begun', async () => {
  let job;
  await until(
    async () => ['done', 'failed'].includes((job = await json(`/api/jobs/${held.job.id}`, by('planner', 'A'))).state),
    () => JSON.stringify(job),
  );
  assert.equal(job.state, 'done');
  assert.equal(job.rows, 9);
  assert.equal((await ask(`/api/jobs/${held.job.id}`, by('planner', 'B'))).status, 404);
  // Who asks the same again gets another file, of the villages that are theirs now.
  const again = await (await ask('/api/exports/courtyards.csv?async=true', by('planner', 'A'))).json();
  assert.notEqual(again.id, job.id);
  assert.equal(again.rows, 3);
});

test('a stream goes on in the area as it is now', async () => {
  const [a, b] = held.streams;
  await until(
    () => [a, b].every(({ text }) => text.includes('event: resync')),
    () => `both are told to read anew: ${a.text} ${b.text}`,
  );
  const upload = async (n, code, name) => {
    const f = made.facts[code];
    const sent = { campaign, observed_at: `2026-04-0${n}T09:30:00+08:00`, ...centre(code), accuracy_m: 5, household: f.households[0], outcome: 'checked' };
    const answer = await ask(`/api/inspections/00000000-0000-4000-8000-00000000000${n}`, name, { method: 'PUT', headers: { 'content-type': 'application/json' }, body: JSON.stringify(sent) });
    assert.equal(answer.status, 201, await answer.clone().text());
    return (await answer.json()).revision;
  };
  // Told in one message or in several: what happened in the village that moved stands between what is A's own.
  const streams = [a, b].map(({ text }) => text.length);
  await upload(5, stays, by('field', 'A'));
  await upload(6, moves, by('field', 'B'));
  await upload(7, recoded, by('field', 'B'));
  await upload(8, stays, by('field', 'A'));
  const last = await upload(9, untouched, by('field', 'B'));
  const [said_a, said_b] = [() => a.text.slice(streams[0]), () => b.text.slice(streams[1])];
  await until(
    () => said_a().includes(stays) && said_b().includes(`"revision":${last}`) && said_b().includes(moves) && said_b().includes(new_code),
    () => `A: ${said_a()}\nB: ${said_b()}`,
  );
  for (const secret of [moves, recoded, new_code, B]) assert.ok(!said_a().includes(`"${secret}"`), `A hears of ${secret}: ${said_a()}`);
  for (const secret of [stays, A]) assert.ok(!said_b().includes(`"${secret}"`), `B hears of ${secret}: ${said_b()}`);
});

test('a village that moved is no longer written to from the township that it left', async () => {
  const f = made.facts[moves];
  const put = (name, n) =>
    ask(`/api/inspections/00000000-0000-4000-8000-0000000001${n}0`, name, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ campaign, observed_at: '2026-04-09T09:30:00+08:00', ...centre(moves), accuracy_m: 5, household: f.households[1], outcome: 'checked' }),
    });
  assert.equal((await put(by('field', 'A'), 1)).status, 422);
  assert.equal((await put(by('field', 'B'), 2)).status, 201);
  const decide = (name) => ask('/api/decisions', name, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ household: f.households[0], campaign, to: 'published', decided_on: '2026-04-09', reason: 'x' }) });
  assert.equal((await decide(by('reviewer', 'A'))).status, 404);
  assert.equal((await decide(by('reviewer', 'B'))).status, 201);
});

test('the numbers of a re-check are of the households that one still has, and it ends when those are checked', async () => {
  const of = async (whose, id = held.recheck) => {
    const said = await json(`/api/rechecks/${id}`, by('reviewer', whose));
    const { drawn, checked, passed, failed, pending, elsewhere, overdue } = said;
    assert.equal(checked + pending + elsewhere, drawn);
    assert.equal(said.strata.reduce((sum, stratum) => sum + stratum.elsewhere, 0), elsewhere);
    return [{ drawn, checked, passed, failed, pending, elsewhere, overdue }, said];
  };
  // Of A's three, B has two, of which it decided about one since.
  const [a] = await of('A');
  assert.deepEqual(a, { drawn: 3, checked: 0, passed: 0, failed: 0, pending: 1, elsewhere: 2, overdue: true });
  const decided = await ask('/api/decisions', by('reviewer', 'A'), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ household: made.facts[stays].households[0], campaign, to: 'published', decided_on: '2026-04-09', reason: 'x' }),
  });
  assert.equal(decided.status, 201, await decided.text());
  const [done, { population, pass_rate }] = await of('A');
  assert.deepEqual(done, { drawn: 3, checked: 1, passed: 1, failed: 0, pending: 0, elsewhere: 2, overdue: false });
  assert.deepEqual([population, pass_rate.share, pass_rate.low, pass_rate.high], [3, 100, 100, 100], 'all that are left are checked: nothing is estimated');
  const [whole] = await of('county');
  assert.deepEqual(whole, { drawn: 3, checked: 2, passed: 2, failed: 0, pending: 1, elsewhere: 0, overdue: true });

  // Which township a village came from is told to those who had it in their area.
  const township = async (whose) => (await of(whose, made.facts[moves].recheck))[1].strata.map((stratum) => stratum.township);
  assert.deepEqual(await township('B'), [null]);
  assert.deepEqual(await township('county'), [{ code: A, name: '东桥镇' }]);
});

test('whose village was merged away reads nothing of today, and is told why', async () => {
  const name = `team_of_${merged}`;
  for (const collection of ['villages', 'courtyards', 'bases', 'help-points', 'inspections']) assert.deepEqual(await ids(collection, name), [], collection);
  const f = made.facts[merged];
  for (const path of [`/api/households/${f.households[0]}`, `/api/inspections/${f.inspection}`, `/ogc/collections/courtyards/items/${f.households[0]}`, `/api/progress?area=${merged}`, `/api/progress?area=${taker}`])
    assert.equal((await ask(path, name)).status, 404, path);
  const refused = await ask('/api/progress', name, { headers: { 'accept-language': 'en' } });
  const why = await refused.json();
  assert.deepEqual([refused.status, why.code], [403, 'scope.gone'], JSON.stringify(why));
  assert.match(why.detail, new RegExp(merged));
  const me = await json('/api/me', name);
  assert.equal(me.area, null);
  for (const about of ['/tiles/areas,bases.json', '/tiles/areas/metadata.json']) assert.equal('bounds' in (await json(about, name)), false, `${about} tells where the others lie`);
  const upload = await ask('/api/imports/00000000-0000-4000-8000-00000000ed18?kind=households&filename=x.csv', name, { method: 'PUT', headers: { 'content-type': 'text/csv' }, body: 'id,name,area\nx,x,' + taker + '\n' });
  assert.equal(upload.status, 403);
  assert.equal((await json(`/api/progress?as_of=${day_before}`, name)).total.registered, 3, 'the days before are still its own');

  // Who is in charge of the ground gives the account another area; nobody else knows of it.
  assert.equal((await ask(`/api/accounts/${name}`, by('security', 'A'))).status, 404);
  const account = await ask(`/api/accounts/${name}`, by('security', 'B'));
  assert.equal(account.status, 200);
  const given = await ask(`/api/accounts/${name}`, by('security', 'B'), {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'if-match': account.headers.get('etag') },
    body: JSON.stringify({ area: taker }),
  });
  assert.equal(given.status, 200, await given.text());
  assert.equal((await json('/api/progress', name)).total.registered, 6, 'of the villages that became one');
});

test('whose area is a new one is not told to have it changed when a day before is asked for', async () => {
  const name = `team_of_${recoded}`;
  const account = await ask(`/api/accounts/${name}`, by('security', 'B'));
  const given = await ask(`/api/accounts/${name}`, by('security', 'B'), {
    method: 'PATCH',
    headers: { 'content-type': 'application/json', 'if-match': account.headers.get('etag') },
    body: JSON.stringify({ area: new_code }),
  });
  assert.equal(given.status, 200, await given.text());
  assert.equal((await json('/api/progress', name)).total.registered, 3);
  const refused = await ask(`/api/progress?as_of=${day_before}`, name);
  assert.deepEqual([refused.status, (await refused.json()).code], [404, 'area.unknown']);
});

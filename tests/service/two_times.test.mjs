// SPDX-License-Identifier: Apache-2.0
// Two times over HTTP: every reading takes a day and a revision, an answer given once is given again, and what a figure is
// made of adds up to the figure.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { sampleServer } from './program.mjs';

let server;
let county;
let township;
let village;
/** The revision before anything is written here. */
let reported;
/** A household that is accepted here, for a day before. */
let changed;
const day = '2023-06-30';

const get = (path, headers = {}) => fetch(server.url + path, { headers });
const json = async (path, headers) => {
  const answer = await get(path, headers);
  assert.ok(answer.ok, `${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
  return answer.json();
};
const bytes = async (path, headers) => {
  const answer = await get(path, headers);
  assert.ok([200, 204].includes(answer.status), `${path}: ${answer.status}`);
  // A page of features says when it was told.
  return Buffer.from(await answer.arrayBuffer()).toString('latin1').replace(/^\{"timeStamp":"[^"]*",/, '{');
};
const reviewer = () => server.as('reviewer');
const total = async (query, headers) => (await json(`/api/progress?as_of=${day}&${query}`, headers)).total;

before(async () => {
  server = await sampleServer();
  const progress = await json('/api/progress');
  county = progress.area.code;
  reported = progress.revision;
  const field = (await json('/api/me', server.as('field'))).area;
  township = field?.code ?? field;
  village = (await json(`/api/progress?area=${township}&level=village`)).rows.find((row) => row.registered > row.completed + 20).code;
});
after(async () => server.remove());

/** Courtyards of the village that stand checked: a decision may accept them. */
const acceptable = async () => {
  const explained = await json(`/api/progress/explain?area=${village}&as_of=2026-01-01&limit=500`, reviewer());
  return explained.excluded.records.filter((record) => record.status === 'checked').map((record) => record.id);
};
const accept = async (household, decided_on, to = 'accepted') => {
  const answer = await fetch(`${server.url}/api/decisions`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...reviewer() },
    body: JSON.stringify({ id: randomUUID(), household, campaign: 'beautiful-courtyard', to, decided_on, reason: '现场核查合格' }),
  });
  return { status: answer.status, body: await answer.json() };
};

test('a late decision changes an earlier day today, and not as it was known', async () => {
  const readings = () => [
    `/api/progress?area=${village}&as_of=${day}&revision=${reported}`,
    `/api/progress?area=${county}&level=village&as_of=${day}&revision=${reported}&f=csv`,
    `/api/progress/matrix?area=${village}&from=2023-01-01&to=2023-12-31&revision=${reported}`,
    `/api/areas?area=${village}&as_of=${day}&revision=${reported}`,
    `/api/editions?as_of=${day}&revision=${reported}`,
    `/api/coverage?area=${township}&as_of=${day}&revision=${reported}`,
    `/api/progress/explain?area=${village}&as_of=${day}&revision=${reported}`,
    `/ogc/collections?as_of=${day}&revision=${reported}`,
    `/ogc/collections/courtyards?as_of=${day}&revision=${reported}`,
    `/ogc/collections/courtyards/items?limit=10000&as_of=${day}&revision=${reported}`,
    `/tiles/courtyards.json?as_of=${day}&revision=${reported}`,
    `/tiles/courtyards/metadata.json?as_of=${day}&revision=${reported}`,
    `/api/exports/progress.csv?level=village&as_of=${day}&revision=${reported}`,
    `/api/exports/courtyards.csv?area=${township}&as_of=${day}&revision=${reported}`,
  ];
  const then = await Promise.all(readings().map((path) => bytes(path)));
  const before = await total(`area=${village}`);
  const households = (await acceptable()).slice(0, 3);
  assert.equal(households.length, 3);
  for (const household of households) {
    const decided = await accept(household, '2023-06-01');
    assert.ok([201, 409, 422].includes(decided.status), JSON.stringify(decided));
    if (decided.status === 201) changed = household;
  }
  const now = await total(`area=${village}`);
  assert.ok(now.completed > before.completed, 'some of them were accepted before the day');
  assert.deepEqual(await total(`area=${village}&revision=${reported}`), before);
  const again = await Promise.all(readings().map((path) => bytes(path)));
  readings().forEach((path, i) => assert.equal(again[i], then[i], path));
});

test('a tile of an older revision is what it was, under a tag of its content', async () => {
  const [lon, latDeg] = (await json(`/ogc/collections/courtyards/items/${changed}`, reviewer())).geometry.coordinates;
  const z = 14;
  const x = Math.floor((lon + 180) / 360 * 2 ** z);
  const lat = latDeg * Math.PI / 180;
  const y = Math.floor((1 - Math.asinh(Math.tan(lat)) / Math.PI) / 2 * 2 ** z);
  const tile = `/tiles/areas,courtyards/${z}/${x}/${y}`;
  const now = (await json(`/api/progress`)).revision;
  const older = await get(`${tile}.mvt?as_of=${day}&revision=${reported}`);
  const newest = await get(`${tile}.mvt?as_of=${day}&revision=${now}`);
  const plain = await get(`${tile}.mvt?as_of=${day}`);
  assert.notEqual(older.headers.get('etag'), newest.headers.get('etag'));
  assert.equal(newest.headers.get('etag'), plain.headers.get('etag'));
  for (let round = 0; round < 2; round++)
    assert.equal((await get(`${tile}.mvt?as_of=${day}&revision=${reported}`)).headers.get('etag'), older.headers.get('etag'));
  const content = await json(`${tile}.json?as_of=${day}&revision=${reported}`, reviewer());
  assert.ok(content.layers.some((layer) => layer.name === 'courtyards' && layer.features.length > 0));
  const address = (await json(`/tiles/courtyards.json?as_of=${day}&revision=${reported}`)).tiles[0];
  assert.match(address, new RegExp(`as_of=${day}&revision=${reported}$`));
});

test('what is no revision is refused, and days far away are answered', async () => {
  const newest = (await json('/api/progress')).revision;
  for (const path of ['/api/progress?x=1', '/ogc/collections/courtyards/items?limit=1', '/tiles/areas.json?v=1', '/api/exports/courtyards.csv?area=' + village, '/api/progress/explain?limit=1']) {
    const problem = async (revision) => {
      const answer = await get(`${path}&revision=${revision}`.replace('?x=1&', '?'));
      return [answer.status, (await answer.json()).code];
    };
    assert.deepEqual(await problem(newest + 1), [404, 'revision.unknown'], path);
    assert.deepEqual(await problem(-1), [400, 'parameter.invalid'], path);
    assert.deepEqual(await problem('latest'), [400, 'parameter.invalid'], path);
    assert.deepEqual(await problem('99999999999999999999'), [400, 'parameter.invalid'], path);
  }
  assert.equal((await get('/api/progress?as_of=9999-12-31')).status, 200);
  assert.equal((await get('/api/progress?as_of=0001-01-01&revision=0')).status, 404, 'no area is known at revision 0');
  assert.equal((await get('/api/progress?as_of=2023-02-30')).status, 400);
});

test('an explanation adds up to the figure, at every level, day and revision', async () => {
  const newest = (await json('/api/progress')).revision;
  for (const area of [county, township, village])
    for (const asOf of ['2021-12-31', day, '2026-01-01'])
      for (const revision of [reported, newest]) {
        const moment = `area=${area}&as_of=${asOf}&revision=${revision}`;
        const { total: row, edition } = await json(`/api/progress?${moment}`);
        const told = await json(`/api/progress/explain?${moment}`);
        assert.deepEqual(told.figures, row, moment);
        assert.equal(told.numerator.total, row.completed, moment);
        assert.equal(told.edition, edition);
        const year = await json(`/api/progress/explain?${moment}&figure=completed_year`);
        assert.equal(year.numerator.total, row.completed_year, moment);
        for (const one of [told, year]) {
          assert.equal(one.excluded.reasons.reduce((sum, reason) => sum + reason.records, 0), one.excluded.total);
          assert.equal(one.numerator.total + one.excluded.total, told.numerator.total + told.excluded.total);
        }
        const share = told.shares.find(({ id }) => id === 'share_plan');
        assert.deepEqual([share.numerator, share.denominator, share.value], [row.completed, row.target_plan, row.share_plan]);
      }
});

test('an explanation names the records, their days and the decisions to those who may see households', async () => {
  const asked = `/api/progress/explain?area=${village}&as_of=${day}`;
  const told = await json(`${asked}&limit=500`, reviewer());
  assert.equal(told.numerator.records.length, told.numerator.total);
  assert.equal(new Set(told.numerator.records.map(({ id }) => id)).size, told.numerator.total, 'each once');
  for (const record of told.numerator.records) {
    assert.ok(record.since <= day);
    assert.equal(record.area.code, village);
    assert.equal(record.decision.decided_on, record.since);
  }
  const late = told.numerator.records.filter((record) => record.decision.revision > reported);
  assert.ok(late.length > 0, 'those accepted here');
  const { history } = await json(`/api/households/${late[0].id}/history`, reviewer()).then((h) => ({ history: JSON.stringify(h) }));
  assert.ok(history.includes(late[0].decision.id));
  const pages = [];
  for (let offset = 0; offset < told.numerator.total; offset += 7)
    pages.push(...(await json(`${asked}&limit=7&offset=${offset}`, reviewer())).numerator.records);
  assert.deepEqual(pages, told.numerator.records);
  const anybody = await get(asked);
  assert.deepEqual((await anybody.json()).numerator, { total: told.numerator.total, records: [] });
  assert.equal((await get(asked, reviewer())).headers.get('cache-control'), 'no-store');
});

test('an explanation stays in its scope and says what it does not know', async () => {
  const mine = await json('/api/progress/explain', server.as('field'));
  assert.equal(mine.area.code, township);
  for (const [query, status, code] of [
    [`area=${county}`, 404, 'area.unknown'],
    ['area=nowhere', 404, 'area.unknown'],
    ['campaign=none', 404, 'campaign.unknown'],
    ['indicator=none', 404, 'indicator.unknown'],
    ['figure=all', 400, 'parameter.invalid'],
    ['limit=501', 400, 'parameter.invalid'],
    ['offset=-1', 400, 'parameter.invalid'],
    ['colour=red', 400, 'parameter.unknown'],
  ]) {
    const answer = await get(`/api/progress/explain?${query}`, server.as('field'));
    assert.deepEqual([answer.status, (await answer.json()).code], [status, code], query);
  }
});

test('what areas report is explained by their reports, and children never', async () => {
  const asked = 'campaign=dispute-mediation&indicator=found&as_of=2023-06-30';
  const { total: row } = await json(`/api/progress?${asked}&area=${township}`);
  const told = await json(`/api/progress/explain?${asked}&area=${township}&limit=500`);
  assert.deepEqual(told.figures, row);
  assert.equal(told.numerator.records.length, told.numerator.total);
  assert.equal(told.numerator.records.reduce((sum, { value }) => sum + value, 0), row.completed);
  for (const { since, area } of told.numerator.records) assert.ok(since <= '2023-06-30' && area.code.startsWith(township));
  assert.ok(told.excluded.reasons.some(({ reason, records }) => reason === 'later' && records > 0));
  for (const [query, status, code] of [
    ['campaign=dispute-mediation&indicator=solved_rate', 400, 'indicator.derived'],
    ['campaign=child-care&indicator=relief_cash', 403, 'indicator.protected'],
    ['campaign=health-screening', 403, 'indicator.protected'],
  ]) {
    const answer = await get(`/api/progress/explain?${query}`, reviewer());
    assert.deepEqual([answer.status, (await answer.json()).code], [status, code], query);
  }
});

test('who asks for a thousand old revisions gets no or an answer, and nobody else waits for it', async () => {
  const statuses = new Map();
  const flood = Array.from({ length: 1000 }, async (_, i) => {
    const answer = await get(`/api/progress?area=${village}&revision=${reported - 1 - i}`);
    statuses.set(answer.status, (statuses.get(answer.status) ?? 0) + 1);
    if (answer.status === 503) {
      assert.equal(answer.headers.get('retry-after'), '2');
      assert.equal((await answer.json()).code, 'revision.busy');
    } else await answer.arrayBuffer();
  });
  for (let i = 0; i < 20; i++) assert.equal((await get(`/api/progress?area=${village}`)).status, 200);
  await Promise.all(flood);
  assert.deepEqual([...statuses.keys()].sort(), [200, 503]);
  assert.ok(statuses.get(503) > 500, JSON.stringify([...statuses]));
  assert.equal((await get(`/api/progress?area=${village}&revision=${reported}`)).status, 200);
});

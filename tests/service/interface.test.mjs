// SPDX-License-Identifier: Apache-2.0
// The HTTP interface of docs/API.md, asked as a client asks it.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { sampleServer } from './program.mjs';

let server;
before(async () => (server = await sampleServer()));
after(async () => server.remove());

const get = (path, headers = {}) => fetch(server.url + path, { headers });
const json = async (path, headers) => (await get(path, headers)).json();
const send = (method, path, body, headers = {}) =>
  fetch(server.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** A completed-or-not household of the field account's township, with its position. */
async function someHousehold(status) {
  const page = await json('/ogc/collections/courtyards/items?limit=2000', server.as('field'));
  const feature = page.features.find((f) => f.properties.status === status);
  assert.ok(feature, `no household is ${status}`);
  const [lon, lat] = feature.geometry.coordinates;
  return { id: feature.id, area: feature.properties.area, lon, lat };
}

const inspection = (household, more = {}) => ({
  campaign: 'beautiful-courtyard',
  observed_at: '2026-03-01T09:30:00+08:00',
  lon: household.lon,
  lat: household.lat,
  datum: 'wgs84',
  accuracy_m: 6,
  position_source: 'gps',
  household: household.id,
  outcome: 'accepted',
  ...more,
});

test('the county stands at 52 % of plan on 2023-06-30', async () => {
  const answer = await json('/api/progress?campaign=beautiful-courtyard&level=township&as_of=2023-06-30');
  assert.equal(answer.total.share_plan.toFixed(1), '52.0');
  assert.equal(answer.rows.length, 18);
  const sum = answer.rows.reduce((total, row) => total + row.completed, 0);
  assert.equal(sum, answer.total.completed);
  assert.ok(answer.rows.every((row, i) => i === 0 || answer.rows[i - 1].code < row.code), 'rows stand in code order');
});

test('villages sum to their townships on any day', async () => {
  for (const day of ['2021-12-31', '2023-06-30', '2025-12-31']) {
    const townships = await json(`/api/progress?level=township&as_of=${day}`);
    const villages = await json(`/api/progress?level=village&as_of=${day}`);
    for (const township of townships.rows) {
      const beneath = villages.rows.filter((v) => v.code.startsWith(township.code));
      assert.equal(
        beneath.reduce((n, v) => n + v.completed, 0),
        township.completed,
        `${township.name} on ${day}`,
      );
    }
  }
});

test('progress comes as CSV too, with the same figures', async () => {
  const rows = (await json('/api/progress?level=village&as_of=2024-06-30')).rows;
  const csv = await (await get('/api/progress?level=village&as_of=2024-06-30&f=csv')).text();
  const lines = csv.trim().split('\r\n').slice(1);
  assert.equal(lines.length, rows.length);
  lines.forEach((line, i) => {
    const cells = line.split(',');
    assert.equal(cells[0], rows[i].code);
    assert.equal(Number(cells[5]), rows[i].completed);
  });
});

test('the matrix agrees with progress on its days', async () => {
  const matrix = await json('/api/progress/matrix?level=township&from=2023-01-01&to=2023-12-31&step=quarter');
  assert.deepEqual(matrix.dates, ['2023-03-31', '2023-06-30', '2023-09-30', '2023-12-31']);
  const june = await json('/api/progress?level=township&as_of=2023-06-30');
  matrix.rows.forEach((row, i) => assert.equal(row.completed[1], june.rows[i].completed));
  assert.equal(matrix.total.completed[1], june.total.completed);
});

test('a wrong question is told what is wrong, in the reader’s language', async () => {
  const cases = [
    ['/api/progress?as_of=2023-02-30', 400, 'as_of'],
    ['/api/progress?level=galaxy', 400, 'level'],
    ['/api/progress?colour=red', 400, 'colour'],
    ['/api/progress?area=999999', 404, 'area'],
    ['/api/progress?campaign=nothing', 404, 'campaign'],
    ['/api/progress?revision=999999999', 404, 'revision'],
    ['/tiles/areas/31/0/0.mvt', 400, 'z'],
    ['/tiles/areas/3/8/0.mvt', 400, undefined],
    ['/tiles/areas/1.0/0/0.mvt', 400, undefined],
    ['/tiles/nothing/3/0/0.mvt', 404, 'layer'],
    ['/ogc/collections/villages/items?bbox=1,2,3', 400, 'bbox'],
    ['/ogc/collections/villages/items?bbox=113,35,112,34', 400, 'bbox'],
    ['/ogc/collections/villages/items?limit=0', 400, 'limit'],
    ['/api/nothing', 404, undefined],
    ['/api/exports/villages.doc', 400, undefined],
  ];
  for (const [path, status, subject] of cases) {
    const answer = await get(path, { 'accept-language': 'en' });
    assert.equal(answer.status, status, path);
    assert.equal(answer.headers.get('content-type'), 'application/problem+json', path);
    const problem = await answer.json();
    assert.ok(problem.code && problem.detail && problem.request_id, path);
    if (subject) assert.equal(problem.subject, subject, path);
    assert.doesNotMatch(problem.detail, /\p{Script=Han}/u, path);
    assert.match((await (await get(path, { 'accept-language': 'zh-CN' })).json()).title, /\p{Script=Han}/u);
  }
});

test('a path knows its methods', async () => {
  const answer = await fetch(server.url + '/api/progress', { method: 'DELETE' });
  assert.equal(answer.status, 405);
  assert.match(answer.headers.get('allow'), /GET, HEAD/);
  assert.equal((await fetch(server.url + '/api/progress', { method: 'OPTIONS' })).status, 204);
  const head = await fetch(server.url + '/api/campaigns', { method: 'HEAD' });
  assert.equal(head.status, 200);
  assert.equal(await head.text(), '');
});

test('an answer that has not changed is not sent again', async () => {
  for (const path of ['/api/progress?as_of=2023-06-30', '/tiles/areas/9/416/204.mvt', '/api/campaigns', '/']) {
    const first = await get(path);
    const tag = first.headers.get('etag');
    assert.match(tag, /^"[0-9a-f]+(-gz)?"$/, path);
    const again = await get(path, { 'if-none-match': tag });
    assert.equal(again.status, 304, path);
  }
});

test('an upload is stored once, answered the same way again, and refused with other content', async () => {
  const household = await someHousehold('registered');
  const id = randomUUID();
  const first = await send('PUT', `/api/inspections/${id}`, inspection(household), server.as('field'));
  assert.equal(first.status, 201, await first.clone().text());
  const receipt = await first.json();
  assert.equal(receipt.area.code, household.area);
  assert.ok(receipt.distance_m < 0.01);
  const again = await send('PUT', `/api/inspections/${id}`, inspection(household), server.as('field'));
  assert.equal(again.status, 200);
  assert.deepEqual(await again.json(), receipt);
  const other = await send('PUT', `/api/inspections/${id}`, inspection(household, { note: '另一份' }), server.as('field'));
  assert.equal(other.status, 409);
  assert.doesNotMatch(await other.text(), /accepted/);
});

test('what was acknowledged is in the next read: proposal at once, count after the decision', async () => {
  const household = await someHousehold('checked');
  const before = (await json(`/api/progress?area=${household.area}`)).total;
  const put = await send('PUT', `/api/inspections/${randomUUID()}`, inspection(household), server.as('field'));
  assert.equal(put.status, 201, await put.clone().text());
  const proposed = (await json(`/api/progress?area=${household.area}`)).total;
  assert.equal(proposed.proposed, before.proposed + 1);
  assert.equal(proposed.completed, before.completed);
  const decision = { household: household.id, campaign: 'beautiful-courtyard', to: 'accepted', decided_on: '2026-03-02', reason: '现场核查合格' };
  const decided = await send('POST', '/api/decisions', decision, server.as('reviewer'));
  assert.equal(decided.status, 201, await decided.clone().text());
  const after = (await json(`/api/progress?area=${household.area}`)).total;
  assert.equal(after.completed, before.completed + 1);
  assert.equal(after.proposed, before.proposed);
  assert.equal((await send('POST', '/api/decisions', decision, server.as('reviewer'))).status, 200, 'sent twice is one decision');
});

test('an illegal step names the legal ones', async () => {
  const household = await someHousehold('registered');
  const answer = await send(
    'POST',
    '/api/decisions',
    { household: household.id, campaign: 'beautiful-courtyard', to: 'plaque', decided_on: '2026-03-02', reason: 'x' },
    { ...server.as('reviewer'), 'accept-language': 'en' },
  );
  assert.equal(answer.status, 409);
  const problem = await answer.json();
  assert.equal(problem.code, 'step.illegal');
  assert.match(problem.detail, /recommended/);
});

test('a bad upload hears everything that is wrong, and nothing is stored', async () => {
  const revision = (await json('/api/progress')).revision;
  const cases = [
    [{ lon: 34.4, lat: 113.2 }, 'lon', 'coordinate.out_of_range'],
    [{ lon: 0, lat: 0 }, 'lon', 'coordinate.null_island'],
    [{ lon: 'x' }, 'lon', 'member.type'],
    [{ outcome: 'knighted' }, 'outcome', 'status.unknown'],
    [{ campaign: 'nothing' }, 'campaign', 'campaign.unknown'],
    [{ observed_at: '2026-02-30T09:00:00Z' }, 'observed_at', undefined],
    [{ observed_at: undefined }, 'observed_at', 'member.missing'],
    [{ accuracy_m: -1 }, 'accuracy_m', 'accuracy.range'],
    [{ colour: 'red' }, 'colour', 'member.unknown'],
    [{ photos: ['abc'] }, 'photos', 'photo.hash'],
    [{ datum: 'moon' }, 'datum', undefined],
  ];
  const household = await someHousehold('registered');
  for (const [change, member, code] of cases) {
    const answer = await send('PUT', `/api/inspections/${randomUUID()}`, inspection(household, change), server.as('field'));
    assert.equal(answer.status, 422, JSON.stringify(change));
    const errors = (await answer.json()).errors;
    const found = errors.find((e) => e.column === member);
    assert.ok(found, `${JSON.stringify(change)}: ${JSON.stringify(errors)}`);
    if (code) assert.equal(found.code, code);
  }
  assert.equal((await send('PUT', `/api/inspections/${randomUUID()}`, '{"a":', server.as('field'))).status, 400);
  assert.equal((await send('PUT', '/api/inspections/not-a-uuid', inspection(household), server.as('field'))).status, 422);
  assert.equal((await send('PUT', `/api/inspections/${randomUUID()}`, 'x'.repeat(300_000), server.as('field'))).status, 413);
  assert.equal((await json('/api/progress')).revision, revision);
});

test('writes are never anonymous, and roles keep to theirs', async () => {
  const household = await someHousehold('registered');
  const body = inspection(household);
  assert.equal((await send('PUT', `/api/inspections/${randomUUID()}`, body)).status, 401);
  assert.equal((await send('PUT', `/api/inspections/${randomUUID()}`, body, server.as('viewer'))).status, 403);
  assert.equal((await send('POST', '/api/decisions', {}, server.as('field'))).status, 403);
  assert.equal((await get('/api/households/' + household.id)).status, 401);
  assert.equal((await get('/api/households/' + household.id, server.as('planner'))).status, 403);
  assert.equal((await get('/api/households/' + household.id, server.as('field'))).status, 200);
  assert.equal((await get('/api/progress', { authorization: 'Bearer nonsense' })).status, 401);
});

test('an account sees its own area only: what lies outside is not there', async () => {
  const all = (await json('/api/progress?level=township')).rows;
  const mine = await json('/api/progress?level=village', server.as('field'));
  assert.equal(mine.area.code, all[0].code);
  assert.ok(mine.rows.every((row) => row.code.startsWith(all[0].code)));
  assert.equal((await get(`/api/progress?area=${all[1].code}`, server.as('field'))).status, 404);
  const points = await json('/ogc/collections/courtyards/items?limit=10000', server.as('field'));
  assert.ok(points.features.length > 0);
  assert.ok(points.features.every((f) => f.properties.area.startsWith(all[0].code)));
  const outside = (await json('/ogc/collections/courtyards/items?limit=10000')).features.find((f) => !f.properties.area.startsWith(all[0].code));
  assert.equal((await get(`/ogc/collections/courtyards/items/${outside.id}`, server.as('field'))).status, 404);
  assert.equal((await get(`/api/households/${outside.id}`, server.as('field'))).status, 404);
});

test('signing in gives a session that only our own page may use', async () => {
  const { name, password } = server.accounts.reviewer;
  const wrong = await send('POST', '/api/session', { name, password: 'not-the-password' });
  assert.equal(wrong.status, 401);
  const right = await send('POST', '/api/session', { name, password });
  assert.equal(right.status, 200);
  const cookie = right.headers.get('set-cookie');
  assert.match(cookie, /HttpOnly; SameSite=Lax/);
  const sid = { cookie: cookie.split(';')[0] };
  const me = await json('/api/me', sid);
  assert.equal(me.name, name);
  assert.equal(me.idle_s, 30 * 60);
  assert.ok(me.ends_in_s > 11 * 3600 && me.ends_in_s <= 12 * 3600, `${me.ends_in_s}`);
  const foreign = await send('POST', '/api/decisions', {}, { ...sid, 'sec-fetch-site': 'cross-site' });
  assert.equal(foreign.status, 403);
  const out = await fetch(server.url + '/api/session', { method: 'DELETE', headers: sid });
  assert.equal(out.status, 204);
  assert.equal(out.headers.get('clear-site-data'), '"cache"', 'what a page stores to send later is left alone');
  assert.equal((await json('/api/me', sid)).name, null);
});

test('pages of features join without a gap or a repeat', async () => {
  const ids = [];
  let next = '/ogc/collections/villages/items?limit=100';
  while (next) {
    const page = await json(next);
    assert.equal(page.numberMatched, 320);
    ids.push(...page.features.map((f) => f.id));
    const link = page.links.find((l) => l.rel === 'next');
    next = link && link.href.slice(server.url.length);
  }
  assert.equal(ids.length, 320);
  assert.equal(new Set(ids).size, 320);
});

test('a rectangle of features holds what lies in it', async () => {
  const all = (await json('/ogc/collections/help-points/items?limit=10000')).features;
  const [w, s, e, n] = (await json('/api/areas')).area.bbox;
  const east = (w + e) / 2;
  const inside = await json(`/ogc/collections/help-points/items?limit=10000&bbox=${w},${s},${east},${n}`);
  assert.deepEqual(
    inside.features.map((f) => f.id).sort(),
    all.filter((f) => f.geometry.coordinates[0] <= east).map((f) => f.id).sort(),
  );
});

test('an import is all or nothing, replayed by its id, and can be undone', async () => {
  const before = (await json('/api/progress')).total.registered;
  const [lon, lat] = (await json('/ogc/collections/villages/items?limit=1')).features[0].geometry.coordinates[0][0];
  const row = (id, x) => `${id},王小明,三组,410199001001,${x},${lat},2024-03-01\n`;
  const header = 'id,name,address,area,lon,lat,registered_on\n';
  const put = (id, body, more = '') =>
    send('PUT', `/api/imports/${id}?kind=households&filename=户.csv${more}`, body, { ...server.as('reviewer'), 'content-type': 'text/csv' });
  const bad = await put(randomUUID(), header + row('new-1', lon) + row('new-2', 400));
  assert.equal(bad.status, 422);
  const report = await bad.json();
  assert.equal(report.stored, false);
  assert.equal(report.rejections[0].row, 3);
  assert.equal((await json('/api/progress')).total.registered, before);

  const id = randomUUID();
  const file = header + row('new-1', lon) + row('new-2', lon);
  assert.equal((await (await put(randomUUID(), file, '&dry_run=true')).json()).stored, false);
  assert.equal((await put(id, file)).status, 201);
  assert.equal((await json('/api/progress')).total.registered, before + 2);
  assert.equal((await put(id, file)).status, 200, 'the same id and file is a replay');
  assert.equal((await put(id, file + row('new-3', lon))).status, 409);
  assert.equal((await json('/api/households/new-1', server.as('reviewer'))).name, '王**');
  const undone = await fetch(`${server.url}/api/imports/${id}`, { method: 'DELETE', headers: server.as('reviewer') });
  assert.equal(undone.status, 200);
  assert.equal((await json('/api/progress')).total.registered, before);
  const form = new FormData();
  form.append('file', new Blob([file]), '户.csv');
  const formed = await fetch(`${server.url}/api/imports?kind=households&dry_run=true`, { method: 'POST', headers: server.as('reviewer'), body: form });
  assert.equal((await formed.json()).accepted, 2, 'a browser form works too');
  const mismatch = await send('PUT', `/api/imports/${randomUUID()}?kind=households&filename=户.gpkg`, file, { ...server.as('reviewer'), 'content-type': 'text/csv' });
  assert.equal(mismatch.status, 422);
  assert.match((await mismatch.json()).code, /format_mismatch/);
  assert.equal((await send('PUT', `/api/imports/${randomUUID()}?kind=children`, 'area,category,count\n', server.as('admin'))).status, 403);
});

test('each page of the desk has an address of its own under the same policy', async () => {
  const dashboard = await fetch(`${server.url}/`);
  const policy = dashboard.headers.get('content-security-policy');
  assert.match(policy, /default-src 'none'/);
  const isBuilt = (await dashboard.text()).includes('type="module"');
  for (const name of ['review', 'import', 'targets', 'accounts']) {
    const page = await fetch(`${server.url}/${name}`);
    assert.equal(page.status, isBuilt ? 200 : 404, name);
    assert.match(page.headers.get('content-type'), isBuilt ? /^text\/html/ : /^application\/problem/);
    assert.equal(page.headers.get('content-security-policy'), policy);
  }
  assert.equal((await fetch(`${server.url}/desk`)).status, 404);
});

test('children are answered nowhere', async () => {
  const answers = await Promise.all(
    ['/api/campaigns', '/api/progress?campaign=child-care&level=village', '/ogc/collections', '/metrics', '/tiles/areas,help-points.json'].map(async (path) => (await get(path)).text()),
  );
  for (const text of answers) assert.doesNotMatch(text, /孤儿|child_count|children_by_village/);
  assert.equal((await get('/ogc/collections/children')).status, 404);
  assert.equal((await get('/api/exports/children.csv')).status, 404);
});

test('events tell what changed within the caller’s scope', async () => {
  const stop = new AbortController();
  const stream = await fetch(server.url + '/api/events', { headers: server.as('field'), signal: stop.signal });
  assert.equal(stream.headers.get('content-type'), 'text/event-stream');
  const household = await someHousehold('registered');
  const upload = async () => {
    const put = await send('PUT', `/api/inspections/${randomUUID()}`, inspection(household, { note: '事件' }), server.as('field'));
    return (await put.json()).revision;
  };
  let revision = await upload();
  let text = '';
  const decoder = new TextDecoder();
  const told = () => text.split('\n\n').find((m) => m.includes(`"revision":${revision}`));
  for await (const chunk of stream.body) {
    text += decoder.decode(chunk, { stream: true });
    if (told()) break;
    // Merged with a change before it that was too large to tell: the next one is told by itself.
    if (!text.includes(`id: ${revision}\nevent: resync`)) continue;
    revision = await upload();
  }
  const message = told();
  assert.match(message, /^event: change$/m);
  const data = JSON.parse(message.match(/^data: (.*)$/m)[1]);
  assert.ok(data.areas.includes(household.area));
  assert.ok(data.layers.includes('inspections'));
  stop.abort();
});

test('health, readiness and figures', async () => {
  assert.equal((await get('/healthz')).status, 200);
  assert.equal((await get('/readyz')).status, 200);
  const figures = await (await get('/metrics')).text();
  assert.match(figures, /courtyard_revision \d+/);
  assert.match(figures, /courtyard_requests_total\{/);
});

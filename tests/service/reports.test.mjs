// SPDX-License-Identifier: Apache-2.0
// The report over HTTP: its numbers are those of progress, what is not known is no number, and what was published stays.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { sampleServer, run } from './program.mjs';
import { assertToldFromWhere } from './told_from_where.mjs';

let server;
let county;
let township;
const half = 'from=2023-01-01&to=2023-06-30';

const get = (path, headers = {}) => fetch(server.url + path, { headers });
const json = async (path, headers) => {
  const answer = await get(path, headers);
  assert.ok(answer.ok, `${path}: ${answer.status} ${answer.ok ? '' : await answer.text()}`);
  return answer.json();
};
const post = async (path, body, role = 'reviewer') => {
  const answer = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...server.as(role) },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: await answer.json() };
};
const part = (report, id) => report.parts.find((one) => one.id === id);
const courtyards = (measure) => `beautiful-courtyard.courtyards.${measure}@to`;

before(async () => {
  server = await sampleServer();
  county = (await json('/api/progress')).area.code;
  const field = (await json('/api/me', server.as('field'))).area;
  township = field?.code ?? field;
});
after(async () => server.remove());

test('the sentence of the courtyards has the numbers of progress', async () => {
  const report = await json(`/api/report?area=${county}&${half}`);
  const { total, revision } = await json(`/api/progress?area=${county}&as_of=2023-06-30`);
  assert.equal(report.revision, revision);
  assert.ok(
    report.text.includes(
      `总任务${total.target_plan}户，累计完成${total.completed}户，占总任务目标的${Math.round(total.share_plan)}％，` +
        `今年创建任务${total.target_year}户，截至目前已创建达标户${total.completed_year}户`,
    ),
    report.text,
  );
  const share = part(report, courtyards('share_plan'));
  assert.deepEqual([share.value, share.numerator, share.denominator, share.unit], [total.share_plan, total.completed, total.target_plan, '%']);
  for (const one of report.parts) {
    assert.ok(one.label && one.definition && one.written, one.id);
    if (one.kind !== 'number') assert.equal(one.value, null, one.id);
    else assert.equal(typeof one.value, 'number', one.id);
    assert.ok((await get(one.link)).ok, one.link);
  }
});

test('the figures that the Federation’s own report still shows are written again', async () => {
  const { text } = await json(`/api/report?area=${county}&${half}`);
  for (const figure of ['三八红旗手35名', '占总任务目标的52％', '完结率100％', '每人送去了500元的慰问物资', '每人送去了300元的慰问金和500元的慰问品', '新建妇联组织35个'])
    assert.ok(text.includes(figure), `${figure} in\n${text}`);
  assert.doesNotMatch(text, /NaN|null|undefined|[{}[\]|]/);
  const own = await (await get(`/api/report?${half}&f=text`, server.as('field'))).text();
  assert.doesNotMatch(own, /困境儿童每人|助学金|筛查\d/, 'of children and health nothing is told beneath the whole');
});

test('it comes in English, as text, Markdown and HTML, for one township', async () => {
  const english = await json(`/api/report?${half}&lang=en`, server.as('field'));
  assert.equal(english.area, township);
  assert.match(english.text, /Beautiful courtyards, the five-year plan: target [\d,]+ households/);
  for (const [f, type, begin] of [
    ['text', 'text/plain', /^[^#<]/],
    ['md', 'text/markdown', /^# /],
    ['html', 'text/html', /^<!doctype html>/],
  ]) {
    const answer = await get(`/api/report?${half}&f=${f}`);
    assert.match(answer.headers.get('content-type'), new RegExp(type));
    assert.match(await answer.text(), begin);
  }
});

test('what is asked wrongly is refused', async () => {
  for (const [query, status, code] of [
    ['from=2023-07-01&to=2023-06-30', 400, 'parameter.invalid'],
    ['from=2023-02-30&to=2023-06-30', 400, 'parameter.invalid'],
    [`${half}&area=999999`, 404, 'area.unknown'],
    [`${half}&lang=fr`, 400, 'parameter.invalid'],
    [`${half}&revision=99999999`, 404, 'revision.unknown'],
    [`${half}&colour=red`, 400, 'parameter.unknown'],
  ]) {
    const answer = await get(`/api/report?${query}`);
    assert.deepEqual([answer.status, (await answer.json()).code], [status, code], query);
  }
  assert.equal((await get(`/api/report?area=${county}&${half}`, server.as('field'))).status, 404, 'beyond one’s area');
  const far = await json('/api/report?from=9998-01-01&to=9999-12-31');
  assert.equal(part(far, courtyards('completed')).kind, 'number');
});

test('a published report stays to the byte and tells what has changed since, and why', async () => {
  const asked = { id: randomUUID(), area: county, from: '2023-01-01', to: '2023-06-30' };
  const first = await post('/api/reports', asked);
  assert.equal(first.status, 201, JSON.stringify(first.body));
  assert.equal((await post('/api/reports', asked)).status, 200, 'the same again');
  assert.equal((await post('/api/reports', { ...asked, to: '2023-05-31' })).status, 409);
  const frozen = await get(`/api/reports/${asked.id}?f=text`);
  assert.equal(await frozen.text(), first.body.text);
  assert.deepEqual((await json(`/api/reports/${asked.id}`)).changed_since, []);

  const explained = await json(`/api/progress/explain?area=${county}&as_of=2026-01-01&limit=500`, server.as('reviewer'));
  const household = explained.excluded.records.find((record) => record.status === 'checked' && record.since <= '2023-06-01').id;
  const decision = { household, campaign: 'beautiful-courtyard', to: 'accepted', decided_on: '2023-06-15', reason: '现场核查合格' };
  assert.equal((await post('/api/decisions', decision)).status, 201);

  const later = await json(`/api/reports/${asked.id}`);
  assert.equal(later.text, first.body.text);
  assert.deepEqual(later.parts, first.body.parts);
  assert.equal(await (await get(`/api/reports/${asked.id}?f=text`)).text(), first.body.text);
  const changed = later.changed_since.find(({ id }) => id === courtyards('completed'));
  assert.equal(changed.value_now, changed.value + 1);
  assert.deepEqual(changed.why, ['late_records']);
  assert.ok(later.changed_since.every(({ id }) => id.startsWith('beautiful-courtyard.')), JSON.stringify(later.changed_since));
  const again = await json(`/api/report?area=${county}&${half}&revision=${first.body.revision}`);
  assert.equal(again.text, first.body.text, 'the same question of the same revision');
  assert.deepEqual((await json('/api/reports')).reports.map(({ id }) => id), [asked.id]);
});

test('publishing is for planners, reviewers and administrators, of their own area', async () => {
  const asked = { area: county, from: '2023-01-01', to: '2023-06-30' };
  assert.equal((await post('/api/reports', asked, 'planner')).status, 201);
  assert.equal((await post('/api/reports', asked, 'viewer')).status, 403);
  assert.equal((await post('/api/reports', asked, 'field')).status, 403);
  assert.equal((await post('/api/reports', { ...asked, area: 'nowhere' })).status, 404);
  for (const [wrong, column] of [
    [{ ...asked, from: '2023-07-01' }, 'from'],
    [{ ...asked, to: 'June' }, 'to'],
    [{ ...asked, lang: 'fr' }, 'lang'],
    [{ ...asked, id: 'one' }, 'id'],
    [{ ...asked, colour: 'red' }, 'colour'],
  ]) {
    const { status, body } = await post('/api/reports', wrong);
    assert.equal(status, 422, JSON.stringify(body));
    assert.ok(body.errors.some((error) => error.column === column), JSON.stringify(body));
  }
  const mine = await json('/api/reports', server.as('field'));
  assert.deepEqual(mine.reports, [], 'reports of a larger area are not a township’s');
  const [one] = (await json('/api/reports')).reports;
  assert.equal((await get(`/api/reports/${one.id}`, server.as('field'))).status, 404);
  assert.equal((await get(`/api/reports/${randomUUID()}`)).status, 404);
  assert.equal((await get('/api/reports/one')).status, 404);
});

test('whatever was done here is told of with the address it came from', () => assertToldFromWhere(server, 'report.publish'));

test('the command line writes the same report', async () => {
  const over_http = await (await get(`/api/report?area=${county}&${half}&f=text`)).text();
  await server.stop();
  const said = await run(['report', '--data', server.data, '--area', county, '--from', '2023-01-01', '--to', '2023-06-30']);
  assert.deepEqual([said.code, said.out], [0, over_http], said.err);
  const parsed = JSON.parse((await run(['report', '--data', server.data, '--from', '2023-01-01', '--to', '2023-06-30', '--format', 'json'])).out);
  assert.equal(parsed.text, over_http);
  assert.equal((await run(['report', '--data', server.data, '--from', '2023-07-01', '--to', '2023-06-30'])).code, 2);
  assert.equal((await run(['report', '--data', server.data, '--from', '2023-01-01', '--to', '2023-06-30', '--area', 'x'])).code, 2);
});

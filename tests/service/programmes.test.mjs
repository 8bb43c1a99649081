// SPDX-License-Identifier: Apache-2.0
// Campaigns, targets, figures and returns over HTTP; a campaign that is added by a TOML file alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { run, sampleServer, start } from './program.mjs';

const readingRooms = `
id = "reading-rooms"
name = { zh = "农家书屋", en = "Reading rooms" }
start = 2023-01-01
end = 2025-12-31
record = "figures"
[returns]
level = "township"
due_day = 5
indicators = ["rooms"]
[[indicator]]
id = "rooms"
name = { zh = "书屋", en = "Rooms" }
unit = { zh = "个", en = "rooms" }
kind = "stock"
[[indicator]]
id = "room_coverage"
name = { zh = "书屋覆盖率", en = "Townships with a room" }
unit = { zh = "%", en = "per cent" }
kind = "coverage"
numerator = "rooms"
level = "township"
`;

let server;
/** The server on the same data, with a campaign of its own. */
let url;
let again;
const json = async (path, headers = {}) => (await fetch(url + path, { headers })).json();
const send = (method, path, body, role = 'planner', headers = {}) =>
  fetch(url + path, {
    method,
    headers: { 'content-type': 'application/json', ...server.as(role), ...headers },
    body: JSON.stringify(body),
  });
let townships;

before(async () => {
  server = await sampleServer();
  await server.stop();
  await mkdir(join(server.data, 'catalogue'));
  await writeFile(join(server.data, 'catalogue', 'reading-rooms.toml'), readingRooms);
  again = await start(server.data);
  url = again.url;
  townships = (await json('/api/progress?level=township&as_of=2023-06-30')).rows;
});
after(async () => {
  await again.stop();
  await server.remove();
});

test('a campaign by TOML alone has indicators, targets, figures, returns and progress', async () => {
  const { campaigns } = await json('/api/campaigns');
  assert.equal(campaigns.length, 19);
  const own = campaigns.find((one) => one.id === 'reading-rooms');
  assert.equal(own.name.zh, '农家书屋');
  assert.deepEqual(own.indicators.map((one) => one.id), ['rooms', 'room_coverage']);

  const area = townships[0].code;
  const figure = { campaign: 'reading-rooms', indicator: 'rooms', area, period: '2023-05', value: 3, reported_on: '2023-06-02' };
  assert.equal((await send('POST', '/api/figures', figure)).status, 201);
  assert.equal((await send('POST', '/api/figures', figure)).status, 200);
  const target = await send('PUT', '/api/targets/reading-rooms/rooms/410199/plan', { value: 6, approved_on: '2023-01-10', approved_by: '市妇联' }, 'planner', { 'if-none-match': '*' });
  assert.equal(target.status, 201, await target.text());

  const rooms = await json('/api/progress?campaign=reading-rooms&as_of=2023-06-30');
  assert.equal(rooms.total.completed, 3);
  assert.equal(rooms.total.share_plan, 50);
  assert.equal(rooms.rows.find((row) => row.code === area).completed, 3);
  const covered = await json('/api/progress?campaign=reading-rooms&indicator=room_coverage&as_of=2023-06-30');
  assert.equal(covered.kind, 'coverage');
  assert.equal(covered.total.completed, 1);
  assert.equal(covered.total.registered, townships.length);

  const returns = await json('/api/returns?campaign=reading-rooms&month=2023-05&as_of=2023-06-30');
  assert.deepEqual([returns.total.owed, returns.total.returned, returns.total.in_time], [townships.length, 1, 1]);
  assert.equal(returns.missing.length, townships.length - 1);
  assert.equal(returns.due_on, '2023-06-05');
});

test('a definition that is wrong stops the start with file, line and place', async () => {
  const folder = join(server.data, '..', 'other');
  await mkdir(join(folder, 'catalogue'), { recursive: true });
  const file = join(folder, 'catalogue', 'wrong.toml');
  const cases = [
    [readingRooms + 'colour = 1\n', /wrong\.toml: line 23, indicator\[2\]\.colour: no such key/],
    [readingRooms.replace('"rooms"\nlevel', '"room_coverage"\nlevel'), /wrong\.toml: line 21, indicator\[2\]\.numerator: leads back to itself: room_coverage -> room_coverage/],
    [readingRooms.replace('id = "room_coverage"', 'id = "rooms"'), /wrong\.toml: line 17, indicator\[2\]\.id: the id "rooms" stands twice/],
    [readingRooms.replace('2023-01-01', '2023-13-01'), /wrong\.toml: line 4 is not TOML/],
    [readingRooms.replace('reading-rooms', 'visits'), /wrong\.toml: the id "visits" is taken/],
  ];
  for (const [text, said] of cases) {
    await writeFile(file, text);
    const { code, err } = await run(['serve', '--data', folder, '--listen', '127.0.0.1:0'], undefined, { LC_ALL: 'C.UTF-8' });
    assert.equal(code, 1, err);
    assert.match(err, said);
    const chinese = await run(['progress', '--data', folder], undefined, { LC_ALL: 'zh_CN.UTF-8' });
    assert.match(chinese.err, /wrong\.toml/);
    assert.match(chinese.err, /[一-龥]/);
  }
});

test('targets are edited with optimistic locking, revised by date and withdrawn by date', async () => {
  const path = `/api/targets/dispute-mediation/found/${townships[1].code}/2023`;
  const body = { value: 40, approved_on: '2023-01-10', approved_by: '市妇联' };
  assert.equal((await send('PUT', path, body)).status, 428);
  const first = await send('PUT', path, body, 'planner', { 'if-none-match': '*' });
  assert.equal(first.status, 201);
  assert.equal((await send('PUT', path, body, 'planner', { 'if-none-match': '*' })).status, 412);
  const tag = first.headers.get('etag');
  const read = await fetch(url + path);
  assert.equal(read.headers.get('etag'), tag);

  const revised = await send('PUT', path, { ...body, value: 30, approved_on: '2023-04-01', reason: '任务调整' }, 'planner', { 'if-match': tag });
  assert.equal(revised.status, 200);
  const stale = await send('PUT', path, { ...body, value: 99 }, 'planner', { 'if-match': tag });
  assert.equal(stale.status, 412);
  assert.equal((await stale.json()).code, 'precondition.failed');
  const withdrawn = await send('PUT', path, { withdrawn: true, approved_on: '2023-09-01', approved_by: '市妇联', reason: '并入下年' }, 'admin', { 'if-match': revised.headers.get('etag') });
  assert.equal(withdrawn.status, 200);
  const { versions } = await withdrawn.json();
  assert.deepEqual(versions.map((one) => one.value), [40, 30, null]);

  const inForce = async (day) => {
    const { rows } = await json(`/api/progress?campaign=dispute-mediation&indicator=found&level=township&as_of=${day}`);
    return rows.find((row) => row.code === townships[1].code).target_year;
  };
  assert.deepEqual([await inForce('2023-03-31'), await inForce('2023-04-01'), await inForce('2023-09-01')], [40, 30, null]);
  const county = await json('/api/targets?campaign=dispute-mediation&indicator=found&area=410199&as_of=2023-04-01');
  const year = county.periods.find((one) => one.period === '2023');
  assert.equal(year.sum_of_children, 30);
  assert.equal(year.value, null);
});

test('a target that cannot be is refused and named, and only planners may set one', async () => {
  const refused = async (path, body, role = 'planner') => {
    const answer = await send('PUT', path, body, role, { 'if-none-match': '*' });
    return [answer.status, (await answer.json()).code];
  };
  const body = { value: 4, approved_on: '2023-01-10', approved_by: '市妇联' };
  assert.deepEqual(await refused('/api/targets/visits/visits/410199/2023', { ...body, value: -1 }), [422, 'target.below_zero']);
  assert.deepEqual(await refused('/api/targets/visits/nothing/410199/2023', body), [404, 'indicator.unknown']);
  assert.deepEqual(await refused('/api/targets/visits/visits/999999/2023', body), [404, 'area.unknown']);
  assert.deepEqual(await refused('/api/targets/visits/visits/410199/2031', body), [422, 'period.unknown']);
  assert.deepEqual(await refused('/api/targets/visits/visits/410199/spring', body), [400, 'period.unknown']);
  assert.deepEqual(await refused('/api/targets/visits/visits/410199/2023', { ...body, approved_on: '2999-01-01' }), [422, 'approval.future']);
  assert.deepEqual(await refused('/api/targets/visits/visits/410199/2023', { value: 4 }), [422, 'target.invalid']);
  assert.equal((await refused('/api/targets/visits/visits/410199/2023', body, 'viewer'))[0], 403);
  assert.equal((await refused('/api/targets/visits/visits/410199/2023', body, 'field'))[0], 403);
});

test('figures that cannot be are refused; a field team reports its own area alone', async () => {
  const mine = (await json('/api/me', server.as('field'))).area;
  const area = mine?.code ?? mine;
  const figure = { campaign: 'visits', indicator: 'visits', area, period: '2023-05', value: 3 };
  const refused = async (more, role = 'field') => {
    const answer = await send('POST', '/api/figures', { ...figure, ...more }, role);
    return [answer.status, (await answer.json()).code];
  };
  assert.equal((await refused({}))[0], 201);
  assert.deepEqual(await refused({ area: townships.find((row) => row.code !== area).code }), [422, 'area.unknown']);
  assert.deepEqual(await refused({ indicator: 'done_rate' }), [422, 'indicator.not_reported']);
  assert.deepEqual(await refused({ period: '2999-05' }), [422, 'period.unknown']);
  assert.deepEqual(await refused({ value: -3 }), [422, 'figure.below_zero']);
  assert.deepEqual(await refused({ value: 0.5 }), [422, 'figure.invalid']);
  assert.equal((await refused({}, 'viewer'))[0], 403);
});

test('protected indicators are told of the county alone, in multiples of five, by every door', async () => {
  const { total, rows } = await json('/api/progress?campaign=child-care&indicator=relief_goods&as_of=2023-06-30');
  assert.equal(total.suppressed, false);
  assert.equal(total.persons % 5, 0);
  assert.equal(total.completed, total.persons * 500);
  for (const row of rows) {
    assert.equal(row.suppressed, true);
    for (const member of ['completed', 'value', 'persons', 'registered', 'share_plan']) assert.equal(row[member], null);
  }
  const matrix = await json('/api/progress/matrix?campaign=child-care&indicator=outings&level=township');
  assert.ok(matrix.rows.every((row) => row.completed.every((n) => n === null) && row.value.every((n) => n === null)));
  assert.ok(matrix.total.completed.every((n) => n % 5 === 0));
  const csv = await (await fetch(`${url}/api/progress?campaign=child-care&indicator=outings&f=csv&as_of=2023-06-30`)).text();
  for (const line of csv.trim().split('\r\n').slice(1)) assert.match(line, /,,,,,.*,true$/);
});

test('the sample shows something of every kind', async () => {
  const value = async (campaign, indicator) =>
    (await json(`/api/progress?campaign=${campaign}&indicator=${indicator}&as_of=2023-06-30`)).total;
  assert.ok((await value('family-education', 'lectures')).completed > 100);
  assert.equal((await value('dispute-mediation', 'solved_rate')).value, 100);
  assert.ok((await value('dispute-mediation', 'teams')).completed > 15);
  assert.ok((await value('dispute-mediation', 'team_coverage')).value > 90);
  assert.equal((await value('child-friendly-city', 'scheme_issued')).completed, 1);
  assert.equal((await value('honours', 'red_banner_bearers')).completed_year, 35);
  assert.equal((await value('rights-protection', 'closed_rate')).value, null);
  assert.ok((await value('skilled-wife', 'women_employed')).completed > 0);
  const bases = await value('skilled-wife', 'bases');
  const higher = await value('skilled-wife', 'prefecture_bases');
  const highest = await value('skilled-wife', 'province_bases');
  assert.ok(bases.completed > higher.completed && higher.completed > highest.completed);
  const returns = await json('/api/returns?campaign=dispute-mediation&month=2023-05&as_of=2023-12-31');
  assert.ok(returns.total.completeness > 80 && returns.total.timeliness <= returns.total.completeness);
});

test('every indicator of the catalogue is explained, or the answer says why it is not', async () => {
  for (const { id, indicators } of (await json('/api/campaigns')).campaigns)
    for (const indicator of indicators) {
      const path = `/api/progress/explain?campaign=${id}&indicator=${indicator.id}&as_of=2023-06-30`;
      const response = await fetch(url + path);
      const told = await response.json();
      const about = `${id} ${indicator.id}: ${response.status} ${told.code}`;
      if (indicator.protected) assert.equal(response.status, 403, about);
      else if (indicator.kind === 'rate' || indicator.kind === 'coverage') assert.equal(response.status, 400, about);
      else if (response.status === 400) assert.equal(told.code, 'indicator.no_records', about);
      else assert.ok(told.numerator?.records.every((record) => record.standing === 'counted'), about);
    }
});

test('the interface says the same on the command line, and figures are loaded from a table with Chinese headers', async () => {
  await again.stop();
  const table = join(server.data, '..', 'figures.csv');
  await writeFile(table, `专项,指标,区划代码,月份,数值,上报日期\nvisits,wishes,${townships[2].code},2023年5月,12,2023-06-03\nvisits,done,${townships[2].code},2023年5月,9,2023-06-03\n`);
  const loaded = await run(['load', 'figures', table, '--data', server.data]);
  assert.equal(loaded.code, 0, loaded.out + loaded.err);
  const bad = join(server.data, '..', 'bad.csv');
  await writeFile(bad, `campaign,indicator,area,period,value\nvisits,nothing,410199,2023-05,1\nvisits,wishes,999999,2023-05,1\nvisits,wishes,410199,spring,1\n`);
  const refused = await run(['load', 'figures', bad, '--data', server.data]);
  assert.equal(refused.code, 1);
  for (const code of ['indicator.unknown', 'area.unknown', 'period.unknown']) assert.ok(refused.out.includes(code), refused.out);
  const shown = await run(['progress', '--data', server.data, '--campaign', 'visits', '--indicator', 'done_rate', '--as-of', '2023-06-30', '--format', 'json']);
  assert.equal(JSON.parse(shown.out)[0].value, 75);
  again = await start(server.data);
  url = again.url;
});

// SPDX-License-Identifier: Apache-2.0
// Status machines, score sheets, cases, relief batches and re-checks over HTTP.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { sampleServer } from './program.mjs';
import { assertToldFromWhere } from './told_from_where.mjs';

let server;
before(async () => (server = await sampleServer()));
after(async () => server.remove());

const get = (path, role) => fetch(server.url + path, { headers: role ? server.as(role) : {} });
const json = async (path, role) => {
  const answer = await get(path, role);
  assert.equal(answer.status, 200, `${path}: ${await answer.clone().text()}`);
  return answer.json();
};
const send = (method, path, body, role) =>
  fetch(server.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...server.as(role) },
    body: JSON.stringify(body),
  });
const sent = async (method, path, body, role, status = 201) => {
  const answer = await send(method, path, body, role);
  const text = await answer.text();
  assert.equal(answer.status, status, `${method} ${path}: ${text}`);
  return JSON.parse(text);
};
const refused = async (method, path, body, role, status, code) => {
  const answer = await send(method, path, body, role);
  const problem = await answer.json();
  assert.equal(answer.status, status, JSON.stringify(problem));
  const codes = [problem.code, ...(problem.errors ?? []).map((e) => e.code)];
  assert.ok(codes.includes(code), `${code} is not among ${codes}`);
  assert.ok(problem.detail.length > 0);
  return problem;
};
const today = () => new Date(Date.now() + 8 * 3600e3).toISOString().slice(0, 10);
const tomorrow = () => new Date(Date.now() + 32 * 3600e3).toISOString().slice(0, 10);

/** Households of a status, each taken once. */
const taken = new Set();
async function households(status, count) {
  const page = await json('/ogc/collections/courtyards/items?limit=10000', 'reviewer');
  const list = page.features.filter((f) => f.properties.status === status && !taken.has(f.id)).slice(0, count);
  assert.equal(list.length, count);
  list.forEach((f) => taken.add(f.id));
  return list.map((f) => ({ id: f.id, area: f.properties.area, lon: f.geometry.coordinates[0], lat: f.geometry.coordinates[1] }));
}
const inspection = (household, more = {}) => ({
  campaign: 'beautiful-courtyard',
  observed_at: '2026-03-01T09:30:00+08:00',
  lon: household.lon,
  lat: household.lat,
  household: household.id,
  outcome: 'accepted',
  ...more,
});
const decision = (household, to, more = {}) => ({
  household: household.id,
  campaign: 'beautiful-courtyard',
  to,
  decided_on: '2026-03-02',
  reason: '现场核查',
  ...more,
});
const village = async () => (await json('/api/progress?level=village&as_of=2026-03-01')).rows[0].code;

test('scores are checked against the sheet in force, and the receipt says what they come to', async () => {
  const [household] = await households('checked', 1);
  const scores = { cleanliness: 30, order: 20, greenery: 20, wellbeing: 10, civility: 10 };
  const receipt = await sent('PUT', `/api/inspections/${randomUUID()}`, inspection(household, { scores }), 'reviewer');
  assert.deepEqual(receipt.score, { sheet: 'five-beauties/2024', total: 90, maximum: 100, pass_mark: 85, passed: true, vetoes: [] });

  const vetoed = await sent('PUT', `/api/inspections/${randomUUID()}`, inspection(household, { scores: { ...scores, encroachment: 1 } }), 'reviewer');
  assert.equal(vetoed.score.passed, false);
  assert.deepEqual(vetoed.score.vetoes, ['encroachment']);

  // By the sheet of its day: 35 points for cleanliness were possible until the end of 2023.
  const old = { observed_at: '2023-06-01T09:30:00+08:00', scores: { cleanliness: 35 } };
  const earlier = await sent('PUT', `/api/inspections/${randomUUID()}`, inspection(household, old), 'reviewer');
  assert.equal(earlier.score.sheet, 'five-beauties/2021');
  const none = await sent('PUT', `/api/inspections/${randomUUID()}`, inspection(household), 'reviewer');
  assert.equal(none.score, undefined);

  for (const [bad, member] of [
    [{ cleanliness: 30.5 }, 'scores.cleanliness'],
    [{ garden: 1 }, 'scores.garden'],
    [{ order: -1 }, 'scores.order'],
    [{ cult: 3 }, 'scores.cult'],
  ]) {
    const code = member === 'scores.garden' ? 'score.unknown' : 'score.range';
    const problem = await refused('PUT', `/api/inspections/${randomUUID()}`, inspection(household, { scores: bad }), 'reviewer', 422, code);
    assert.equal(problem.errors[0].column, member);
  }
  await refused('PUT', `/api/inspections/${randomUUID()}`, inspection(household, { scores: { order: 'many' } }), 'reviewer', 422, 'member.type');
});

test('score sheets are readable, old versions too', async () => {
  const all = (await json('/api/score-sheets?campaign=beautiful-courtyard')).score_sheets;
  assert.deepEqual(all.map((s) => s.key), ['five-beauties/2021', 'five-beauties/2024', 'four-beauties/2021']);
  const [old] = (await json(`/api/score-sheets?campaign=beautiful-courtyard&as_of=2022-01-01`)).score_sheets;
  assert.equal(old.key, 'five-beauties/2021');
  assert.equal(old.items.reduce((sum, item) => sum + item.points, 0), old.maximum);
  assert.equal((await get('/api/score-sheets?campaign=nothing')).status, 404);
});

test('a history tells every step: who, when, where, evidence, sheet, reason, and from when until when it counted', async () => {
  const [household] = await households('checked', 1);
  const id = randomUUID();
  await sent('PUT', `/api/inspections/${id}`, inspection(household, { scores: { order: 20 } }), 'reviewer');
  const accepted = await sent('POST', '/api/decisions', decision(household, 'accepted', { inspections: [id] }), 'reviewer');
  assert.equal(accepted.score_sheet, 'five-beauties/2024');
  await sent('POST', '/api/decisions', decision(household, 'revoked', { decided_on: '2026-04-01', reason: '回头看不合格', area: household.area }), 'reviewer');
  await sent('POST', '/api/decisions', decision(household, 'accepted', { decided_on: '2026-05-01' }), 'reviewer');
  const history = await json(`/api/households/${household.id}/history`, 'reviewer');
  const { steps, counted } = history.campaigns.find((c) => c.campaign === 'beautiful-courtyard');
  assert.equal(steps[0].kind, 'registered');
  const [first, revoked, again] = steps.slice(-3);
  assert.deepEqual([first.to, first.on, first.counts, first.inspections, first.score_sheet], ['accepted', '2026-03-02', true, [id], 'five-beauties/2024']);
  assert.equal(first.by, server.accounts.reviewer.name);
  assert.deepEqual([first.where.said_by, first.where.area], ['inspection', household.area]);
  assert.equal(first.where.lon, household.lon);
  assert.deepEqual([revoked.to, revoked.counts, revoked.reason], ['revoked', false, '回头看不合格']);
  assert.deepEqual(revoked.where, { area: household.area, said_by: 'decision' });
  assert.equal(again.counts, true);
  assert.deepEqual(counted.slice(-2), [
    { from: '2026-03-02', until: '2026-04-01' },
    { from: '2026-05-01', until: null },
  ]);
  assert.equal((await get(`/api/households/${household.id}/history`, 'viewer')).status, 403);
});

test('a history names the steps that are legal next, with what each demands, and the server takes no other', async () => {
  const [household] = await households('recommended', 1);
  const legal = async () => (await json(`/api/households/${household.id}/history`, 'reviewer')).campaigns.find((c) => c.campaign === 'beautiful-courtyard').legal;
  const next = await legal();
  const { statuses } = (await json('/api/campaigns', 'viewer')).campaigns.find((c) => c.id === 'beautiful-courtyard');
  assert.ok(next.length > 0);
  for (const { id } of statuses) {
    const step = next.find(({ to }) => to === id);
    const reason = '按规则核过';
    const answer = await send('POST', '/api/decisions', decision(household, id, { reason, decided_on: today() }), 'reviewer');
    if (!step) {
      assert.equal(answer.status, 409, id);
      assert.equal((await answer.json()).code, 'step.illegal', id);
    } else if (!step.needs.some((need) => need !== 'reason')) {
      assert.equal(answer.status, 201, `${id}: ${await answer.clone().text()}`);
      assert.notDeepEqual(await legal(), next);
      break;
    }
  }
});

test('a decision that cannot be is refused with a sentence', async () => {
  const [household, other] = await households('checked', 2);
  await refused('POST', '/api/decisions', decision(household, 'plaque'), 'reviewer', 409, 'step.illegal');
  await refused('POST', '/api/decisions', decision(household, 'accepted', { decided_on: tomorrow() }), 'reviewer', 422, 'decision.future');
  await refused('POST', '/api/decisions', decision(household, 'recommended', { decided_on: '2000-01-03' }), 'reviewer', 422, 'decision.before_registration');
  await refused('POST', '/api/decisions', decision(household, 'accepted', { inspections: [randomUUID()] }), 'reviewer', 422, 'evidence.unknown');
  const id = randomUUID();
  await sent('PUT', `/api/inspections/${id}`, inspection(other), 'reviewer');
  await refused('POST', '/api/decisions', decision(household, 'accepted', { inspections: [id] }), 'reviewer', 422, 'evidence.other');
  await refused('POST', '/api/decisions', decision(household, 'accepted', { base: 'B-1' }), 'reviewer', 422, 'subject.several');
  await refused('POST', '/api/decisions', decision(household, 'accepted', { area: '999999999999' }), 'reviewer', 422, 'area.unknown');
  await refused('POST', '/api/decisions', decision(household, 'accepted', { reason: '' }), 'reviewer', 422, 'member.missing');
  // Twice with different content.
  const said = decision(household, 'accepted', { id: 'accept-once' });
  const first = await sent('POST', '/api/decisions', said, 'reviewer');
  const again = await sent('POST', '/api/decisions', said, 'reviewer', 200);
  assert.equal(again.revision, first.revision);
  await refused('POST', '/api/decisions', { ...said, reason: '别的理由' }, 'reviewer', 409, 'id.conflict');
  // On a revoked household.
  await sent('POST', '/api/decisions', decision(household, 'revoked', { decided_on: '2026-03-03' }), 'reviewer');
  const problem = await refused('POST', '/api/decisions', decision(household, 'plaque', { decided_on: '2026-03-04' }), 'reviewer', 409, 'step.illegal');
  for (const legal of ['registered', 'recommended', 'checked', 'accepted']) assert.match(problem.detail, new RegExp(legal));
});

test('two reviewers who decide at once: one step stands, the other is told what is legal now', async () => {
  const list = await households('checked', 10);
  for (const household of list) {
    const answers = await Promise.all([
      send('POST', '/api/decisions', decision(household, 'accepted', { reason: '甲' }), 'reviewer'),
      send('POST', '/api/decisions', decision(household, 'accepted', { reason: '乙' }), 'admin'),
    ]);
    assert.deepEqual(answers.map((a) => a.status).sort(), [201, 409]);
    const problem = await answers.find((a) => a.status === 409).json();
    assert.equal(problem.code, 'step.illegal');
    assert.match(problem.detail, /published/);
  }
});

test('a base rises by decisions, and is revoked', async () => {
  const page = await json('/ogc/collections/bases/items?limit=1000', 'reviewer');
  const base = page.features.find((f) => f.properties.status === 'county');
  const about = (to, decided_on) => ({ base: base.id, campaign: 'skilled-wife', to, decided_on, reason: '联合发文' });
  const raised = await sent('POST', '/api/decisions', about('prefecture', '2026-03-02'), 'reviewer');
  assert.equal(raised.base, base.id);
  await refused('POST', '/api/decisions', about('county', '2026-03-03'), 'reviewer', 409, 'step.illegal');
  assert.equal((await json(`/ogc/collections/bases/items/${base.id}`, 'reviewer')).properties.status, 'prefecture');
  await sent('POST', '/api/decisions', about('revoked', '2026-03-04'), 'reviewer');
  const { campaigns } = await json(`/api/bases/${base.id}/history`, 'reviewer');
  assert.deepEqual(campaigns[0].steps.map((s) => s.to), ['county', 'prefecture', 'revoked']);
  assert.equal(campaigns[0].counted[0].until, '2026-03-04');
  await refused('POST', '/api/decisions', { ...about('province', '2026-03-05'), base: 'nobody' }, 'reviewer', 404, 'base.unknown');
});

test('a case is found, mediated, closed, and counted', async () => {
  const area = await village();
  const before = (await json('/api/progress?campaign=dispute-cases&as_of=2026-03-31')).total;
  const found = { campaign: 'dispute-cases', area, opened_on: '2026-03-01', kind: '线下' };
  const registered = await sent('PUT', '/api/cases/JF-1', found, 'caseworker');
  assert.equal(registered.kind, 'offline');
  assert.equal((await sent('PUT', '/api/cases/JF-1', found, 'caseworker', 200)).id, 'JF-1');
  const step = (to, decided_on) => ({ case: 'JF-1', campaign: 'dispute-cases', to, decided_on, reason: '调解' });
  await refused('POST', '/api/decisions', step('closed', '2026-03-05'), 'caseworker', 409, 'step.illegal');
  await sent('POST', '/api/decisions', step('mediated', '2026-03-05'), 'caseworker');
  await sent('POST', '/api/decisions', step('closed', '2026-03-09'), 'reviewer');
  const after = (await json('/api/progress?campaign=dispute-cases&as_of=2026-03-31')).total;
  assert.equal(after.registered, before.registered + 1);
  assert.equal(after.completed, before.completed + 1);
  assert.equal((await json('/api/progress?campaign=dispute-cases&as_of=2026-03-08')).total.completed, before.completed);

  const list = await json('/api/cases?as_of=2026-03-06', 'caseworker');
  const row = list.rows.find((r) => r.id === 'JF-1');
  assert.deepEqual([row.status, row.since, row.counts, row.area], ['mediated', '2026-03-05', false, area]);
  assert.ok(!(await json('/api/cases?as_of=2026-02-28', 'caseworker')).rows.some((r) => r.id === 'JF-1'));
  assert.equal((await json('/api/cases?status=closed', 'reviewer')).rows.length, 1);
  const history = await json('/api/cases/JF-1/history', 'caseworker');
  assert.deepEqual(history.steps.map((s) => s.to), ['found', 'mediated', 'closed']);
  assert.deepEqual(history.counted, [{ from: '2026-03-09', until: null }]);
  assert.equal((await get('/api/progress/explain?campaign=dispute-cases')).status, 400, 'cases are not told one by one');
  // An older revision shows what was known then.
  const old = await json(`/api/cases?as_of=2026-03-31&revision=${registered.revision}`, 'caseworker');
  assert.equal(old.rows.find((r) => r.id === 'JF-1').status, 'found');
});

test('cases that cannot be are refused, and those who may not see them do not', async () => {
  const area = await village();
  const body = { campaign: 'dispute-cases', area, opened_on: '2026-03-01' };
  await refused('POST', '/api/cases', { ...body, area: '999999999999' }, 'caseworker', 422, 'area.unknown');
  await refused('POST', '/api/cases', { ...body, campaign: 'skilled-wife' }, 'caseworker', 422, 'campaign.unknown');
  await refused('POST', '/api/cases', { ...body, opened_on: tomorrow() }, 'caseworker', 422, 'day.future');
  await refused('POST', '/api/cases', { ...body, opened_on: '2026-02-30' }, 'caseworker', 422, 'day.invalid');
  await refused('POST', '/api/cases', { ...body, kind: '电话' }, 'caseworker', 422, 'channel.unknown');
  await refused('POST', '/api/cases', { ...body, persons: 3 }, 'caseworker', 422, 'member.unknown');
  await refused('PUT', '/api/cases/a%20b', body, 'caseworker', 422, 'id.invalid');
  for (const role of ['viewer', 'field', 'planner', 'auditor'])
    for (const path of ['/api/cases', '/api/relief']) assert.equal((await get(path, role)).status, 403, `${role} ${path}`);
  assert.equal((await get('/api/relief', 'reviewer')).status, 403);
  assert.ok([401, 403].includes((await get('/api/cases')).status));
  const field = decision({ id: 'x' }, 'accepted');
  assert.equal((await send('POST', '/api/decisions', field, 'caseworker')).status, 403, 'households are the reviewers’');
});

test('a file of cases is an import like any other', async () => {
  const area = await village();
  const file = `编号,活动,村代码,排查日期,渠道\nJF-11,dispute-cases,${area},2026-02-01,线上\nJF-12,dispute-cases,${area},2026-02-02,\n`;
  const load = (name, kind, body, role) =>
    fetch(`${server.url}/api/imports?kind=${kind}&filename=${name}`, { method: 'POST', headers: { 'content-type': 'text/csv', ...server.as(role) }, body });
  const answer = await load('纠纷.csv', 'cases', file, 'caseworker');
  const report = await answer.json();
  assert.equal(answer.status, 201, JSON.stringify(report));
  assert.equal(report.accepted, 2);
  assert.ok((await json('/api/cases?as_of=2026-02-02', 'caseworker')).rows.some((r) => r.id === 'JF-12' && r.kind === null));
  const steps = `编号,对象类型,户号,活动,结论,日期,理由\nS-1,纠纷,JF-11,dispute-cases,调解,2026-02-03,上门\nS-2,纠纷,JF-11,dispute-cases,办结,2026-02-04,和好\n`;
  assert.equal((await load('结论.csv', 'decisions', steps, 'reviewer')).status, 201);
  assert.equal((await json('/api/cases/JF-11/history', 'caseworker')).counted[0].from, '2026-02-04');
  assert.equal((await load('纠纷.csv', 'cases', file, 'field')).status, 403);
  assert.equal((await load('批次.csv', 'relief', 'x', 'reviewer')).status, 403);
  const undone = await fetch(`${server.url}/api/imports/${report.id}`, { method: 'DELETE', headers: server.as('caseworker') });
  assert.deepEqual((await undone.json()).kept.map((k) => [k.kind, k.id, k.reason]), [['case', 'JF-11', 'later_decision']]);
  assert.ok(!(await json('/api/cases', 'caseworker')).rows.some((r) => r.id === 'JF-12'));
});

test('a relief batch is counted for the whole county, and its persons are told nowhere', async () => {
  const [a, b] = (await json('/api/progress?level=village&as_of=2026-03-01')).rows.map((row) => row.code);
  const batch = (area, persons, more = {}) => ({ campaign: 'child-relief', area, opened_on: '2026-01-10', kind: '物资', persons, unit_value: 500, ...more });
  const step = (relief, to, decided_on, role = 'caseworker') => sent('POST', '/api/decisions', { relief, campaign: 'child-relief', to, decided_on, reason: '慰问' }, role);
  const canary = 7173;
  const answers = [];
  answers.push(await sent('PUT', '/api/relief/WW-1', batch(a, canary), 'caseworker'));
  answers.push(await sent('PUT', '/api/relief/WW-2', batch(b, 3, { unit_value: 300, kind: 'cash' }), 'caseworker'));
  for (const id of ['WW-1', 'WW-2']) {
    answers.push(await step(id, 'approved', '2026-01-12'));
    answers.push(await step(id, 'delivered', '2026-01-18'));
  }
  answers.push(await json('/api/relief', 'caseworker'), await json('/api/relief/WW-1/history', 'caseworker'));
  assert.equal(answers.at(-2).rows.length, 2);
  assert.deepEqual(answers.at(-1).steps.map((s) => s.to), ['listed', 'approved', 'delivered']);

  // Who is not a keeper neither writes nor decides nor reads.
  for (const role of ['reviewer', 'field', 'planner', 'viewer', 'admin']) {
    assert.equal((await send('PUT', '/api/relief/WW-3', batch(a, 5), role)).status, 403);
    assert.equal((await get('/api/relief/WW-1/history', role)).status, 403);
  }
  const refusal = await send('POST', '/api/decisions', { relief: 'WW-1', campaign: 'child-relief', to: 'receipted', decided_on: '2026-02-01', reason: 'x' }, 'reviewer');
  assert.equal(refusal.status, 403);
  assert.ok([403, 404].includes((await get('/api/cases/WW-1/history', 'reviewer')).status), 'not by the other door');

  // Refusals are told without the number.
  for (const bad of [{ persons: -canary }, { persons: canary + 0.5 }, { persons: `${canary}` }, { unit_value: 0 }, { unit_value: 0.001 }, { kind: '礼品' }, { opened_on: '2026-02-01' }]) {
    const answer = await send('PUT', '/api/relief/WW-1', { ...batch(a, canary), ...bad }, 'caseworker');
    assert.ok([409, 422].includes(answer.status), JSON.stringify(bad));
    answers.push(await answer.json());
  }
  // A file of batches: what differs from what is held is not told either.
  const file = `批次编号,活动,村代码,列名单日期,类型,人数,每人标准\nWW-1,child-relief,${a},2026-01-10,物资,${canary + 1},500\nWW-4,child-relief,${a},2026-01-10,物资,${canary}人,500\n`;
  for (const dry of ['true', 'false'])
    answers.push(
      await (await fetch(`${server.url}/api/imports?kind=relief&filename=x.csv&dry_run=${dry}`, { method: 'POST', headers: { 'content-type': 'text/csv', ...server.as('caseworker') }, body: file })).json(),
    );

  // Of the whole, in multiples of 5, groups of 1 to 4 withheld; nothing beneath the county.
  for (const indicator of ['batches', 'persons', 'listed', 'reached', 'value'])
    for (const role of ['caseworker', 'admin', 'viewer']) {
      const progress = await json(`/api/progress?campaign=child-relief&indicator=${indicator}&level=village&as_of=2026-03-01`, role);
      answers.push(progress);
      for (const row of progress.rows) for (const figure of ['registered', 'proposed', 'completed', 'completed_year']) assert.ok(row[figure] == null, `${indicator}: ${figure} of a village is ${row[figure]}`);
      answers.push(await json(`/api/progress/matrix?campaign=child-relief&indicator=${indicator}&level=village&from=2026-01-01&to=2026-03-31`, role));
      answers.push(await (await get(`/api/progress/explain?campaign=child-relief&indicator=${indicator}`, role)).json());
    }
  const persons = await json('/api/progress?campaign=child-relief&indicator=persons&as_of=2026-03-01', 'admin');
  assert.equal(persons.total.completed, 7175);
  const exported = await get('/api/exports/progress.csv?campaign=child-relief&as_of=2026-03-01', 'admin');
  answers.push(await exported.text());
  // Names and hashes that are drawn by chance may hold any digits.
  const said = (answer) => JSON.stringify(answer).replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{64}/g, '');
  for (const answer of answers) assert.ok(!said(answer).includes(String(canary)), said(answer).slice(0, 2_000));
});

test('a re-check is drawn by a published seed, and drawn again after later uploads', async () => {
  const body = { campaign: 'beautiful-courtyard', as_of: '2026-03-31', size: 60, seed: '2026-spring' };
  const drawn = await sent('POST', '/api/rechecks', body, 'reviewer');
  assert.equal(drawn.drawn, 60);
  const townships = drawn.strata.length;
  assert.equal(townships, 18);
  for (const stratum of drawn.strata) {
    const share = (60 * stratum.population) / drawn.population;
    assert.ok(Math.abs(stratum.households.length - share) < 1 || stratum.households.length === 1, `${stratum.township.code}: ${stratum.households.length} of ${share}`);
  }
  const progress = (await json('/api/progress?as_of=2026-03-31', 'reviewer')).total;
  assert.equal(drawn.population, progress.completed, 'every household that counts may be drawn');

  // One of the drawn is revoked: it fails. One is looked at and found in order: it passes. Then it is drawn again.
  const [one, two] = drawn.strata[0].households.length > 1 ? drawn.strata[0].households : [drawn.strata[0].households[0], drawn.strata[1].households[0]];
  await sent('POST', '/api/decisions', { household: one.id, campaign: body.campaign, to: 'revoked', decided_on: '2026-04-02', reason: '再核查不合格' }, 'reviewer');
  const page = await json(`/ogc/collections/courtyards/items/${two.id}`, 'reviewer');
  const [lon, lat] = page.geometry.coordinates;
  await sent('PUT', `/api/inspections/${randomUUID()}`, inspection({ id: two.id, lon, lat }, { observed_at: '2026-04-03T09:00:00+08:00', outcome: 'rechecked' }), 'reviewer');
  const far = await json(`/api/rechecks/${drawn.id}`, 'reviewer');
  assert.deepEqual([far.checked, far.passed, far.failed, far.pending], [2, 1, 1, 58]);
  assert.equal(far.strata.flatMap((s) => s.households).find((h) => h.id === one.id).result, 'failed');
  assert.ok(far.pass_rate.low < far.pass_rate.share && far.pass_rate.share < far.pass_rate.high);
  assert.equal(far.pass_rate.method, 'stratified_wilson');

  const households_of = (recheck) => recheck.strata.map((s) => s.households.map((h) => h.id));
  const again = await sent('POST', '/api/rechecks', { ...body, revision: drawn.revision }, 'reviewer');
  assert.deepEqual(households_of(again), households_of(drawn));
  const other = await sent('POST', '/api/rechecks', { ...body, revision: drawn.revision, seed: 'another' }, 'reviewer');
  assert.notDeepEqual(households_of(other), households_of(drawn));
  assert.equal((await json('/api/rechecks', 'reviewer')).rechecks.length, 3);
});

test('a re-check is overdue when its day has passed and somebody is not checked', async () => {
  const drawn = await sent('POST', '/api/rechecks', { campaign: 'beautiful-courtyard', as_of: '2025-12-31', share: 0.1, due_on: '2026-01-31' }, 'reviewer');
  assert.equal(drawn.overdue, true);
  assert.equal(drawn.seed.length, 16, 'a seed of its own, published');
  assert.ok(drawn.drawn >= 18);
  assert.equal(drawn.pass_rate.share, null);
});

test('re-checks that cannot be are refused', async () => {
  const body = { campaign: 'beautiful-courtyard', size: 10 };
  for (const [more, status, code] of [
    [{ size: 0 }, 422, 'recheck.size'],
    [{ size: 1.5 }, 422, 'recheck.size'],
    [{ share: 5 }, 422, 'recheck.size'],
    [{ size: undefined, share: 101 }, 422, 'recheck.size'],
    [{ size: undefined }, 422, 'recheck.size'],
    [{ as_of: tomorrow() }, 422, 'day.future'],
    [{ as_of: '2020-06-01' }, 422, 'recheck.nobody'],
    [{ campaign: 'skilled-wife' }, 422, 'campaign.unknown'],
    [{ area: '999999' }, 404, 'area.unknown'],
    [{ revision: 1e12 }, 404, 'revision.unknown'],
    [{ seed: 'x'.repeat(101) }, 422, 'recheck.seed'],
    [{ due_on: '2020-01-01' }, 422, 'day.range'],
    [{ colour: 'red' }, 422, 'member.unknown'],
  ])
    await refused('POST', '/api/rechecks', { ...body, ...more }, 'reviewer', status, code);
  assert.equal((await send('POST', '/api/rechecks', body, 'field')).status, 403);
  assert.equal((await get(`/api/rechecks/${randomUUID()}`, 'reviewer')).status, 404);
});

test('the day of today can be decided on', async () => {
  const [household] = await households('checked', 1);
  await sent('POST', '/api/decisions', decision(household, 'accepted', { decided_on: today() }), 'reviewer');
});

test('whatever was done here is told of with the address it came from', () => assertToldFromWhere(server, 'decision.store', 'case_record.store', 'recheck.draw'));

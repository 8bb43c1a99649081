// SPDX-License-Identifier: Apache-2.0
// Flags over HTTP: what a receipt says, the queue of reviewers, their verdicts, and who sees what.
import assert from 'node:assert/strict';
import { createHash, randomUUID } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run, start } from './program.mjs';
import { assertToldFromWhere } from './told_from_where.mjs';

let folder;
let server;
let homes; // registered households, two of each township
const tokens = {};
const as = (name, language = 'zh') => ({ authorization: `Bearer ${tokens[name]}`, 'accept-language': language });

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courtyard-flags-'));
  const data = join(folder, 'data');
  await cp(process.env.COURTYARD_SAMPLE_DATA, data, { recursive: true });
  const accounts = JSON.parse(await readFile(join(data, 'demo-accounts.json'), 'utf8'));
  for (const role of ['field', 'reviewer', 'admin', 'viewer', 'auditor']) tokens[role] = accounts[role].token;
  server = await start(data);
  const page = await get('/ogc/collections/courtyards/items?limit=10000', 'reviewer');
  homes = new Map();
  for (const { id, properties, geometry } of page.features) {
    const township = properties.area.slice(0, 9);
    const list = homes.get(township) ?? homes.set(township, []).get(township);
    if (properties.status === 'registered' && list.length < 4) list.push({ id, area: properties.area, lon: geometry.coordinates[0], lat: geometry.coordinates[1] });
  }
  await server.stop();
  // A reviewer of each of two townships, and somebody who goes everywhere.
  const [first, second] = townships();
  for (const [name, role, area] of [['first', 'reviewer', first], ['second', 'reviewer', second], ['walker', 'reviewer', ''], ['driver', 'reviewer', '']]) {
    const added = await run(['user', 'add', name, '--role', role, '--data', data, ...(area ? ['--area', area] : [])], 'a password of the test\n');
    assert.equal(added.code, 0, added.err);
    tokens[name] = (await run(['token', 'create', name, '--data', data])).out.trim();
  }
  server = await start(data);
});
after(async () => {
  await server.stop();
  await rm(folder, { recursive: true });
});

const townships = () => [...homes].filter(([, list]) => list.length === 4).map(([code]) => code).sort();
const home = (township = 0, number = 0) => homes.get(townships()[township])[number];
const fetched = (path, name, language) => fetch(server.url + path, { headers: as(name, language) });
const get = async (path, name, language) => (await fetched(path, name, language)).json();
// Nobody hurries: each point is 40 minutes before the last.
let visits = 0;
const point = (at, more = {}) => ({
  campaign: 'beautiful-courtyard',
  observed_at: new Date(Date.now() - ++visits * 2_400_000).toISOString(),
  lon: at.lon,
  lat: at.lat,
  accuracy_m: 6.2,
  household: at.id,
  outcome: 'checked',
  ...more,
});
const put = (id, body, name = 'reviewer', language = 'zh') =>
  fetch(`${server.url}/api/inspections/${id}`, { method: 'PUT', headers: { 'content-type': 'application/json', ...as(name, language) }, body: JSON.stringify(body) });
async function uploaded(body, name, language) {
  const id = randomUUID();
  const answer = await put(id, body, name, language);
  assert.equal(answer.status, 201, await answer.clone().text());
  return answer.json();
}
const resolve = (id, kind, body, name = 'reviewer') =>
  fetch(`${server.url}/api/flags/${id}/${kind}/resolve`, { method: 'POST', headers: { 'content-type': 'application/json', ...as(name) }, body: JSON.stringify(body) });

/** Every entry of the queue, page by page. */
async function queue(query = '', name = 'reviewer', limit = 100) {
  const entries = [];
  for (let after = 0; after !== null; ) {
    const page = await get(`/api/flags?limit=${limit}&after=${after}${query}`, name);
    entries.push(...page.entries);
    after = page.next;
  }
  return entries;
}
const entriesOf = async (id, query = '&state=all', name) => (await queue(query, name)).filter((entry) => entry.inspection === id);

test('a receipt says of each flag what, how much and what to do, in both languages, and says it again', async () => {
  const at = home();
  const id = randomUUID();
  const body = point({ ...at, lon: at.lon + 0.01 }, { accuracy_m: 100 });
  const answer = await put(id, body);
  assert.equal(answer.status, 201);
  const receipt = await answer.json();
  for (const flag of ['far_from_household', 'low_accuracy', 'accuracy_round']) assert.ok(receipt.flags.includes(flag), JSON.stringify(receipt.flags));
  assert.deepEqual(receipt.doubts.map((d) => d.flag), receipt.flags);
  const far = receipt.doubts.find((d) => d.flag === 'far_from_household');
  assert.equal(far.unit, 'm');
  assert.equal(far.value, receipt.distance_m);
  assert.ok(far.value > 800 && far.value < 1_000, String(far.value));
  assert.match(far.detail, new RegExp(`${far.value.toFixed(0)} 米`));
  assert.match(far.advice, /户/);
  const again = await put(id, body);
  assert.equal(again.status, 200);
  assert.deepEqual(await again.json(), receipt);
  const english = (await (await put(id, body, 'reviewer', 'en')).json()).doubts;
  assert.match(english.find((d) => d.flag === 'low_accuracy').detail, /100 m.*30 m/);
  assert.doesNotMatch(JSON.stringify(english.map(({ detail, advice }) => [detail, advice])), /[一-龥]/);
});

test('a missing accuracy, one of zero and a time long ago are flags', async () => {
  assert.ok((await uploaded(point(home(), { accuracy_m: undefined }))).flags.includes('accuracy_missing'));
  const zero = await uploaded(point(home(), { accuracy_m: 0 }));
  assert.match(zero.doubts.find((d) => d.flag === 'accuracy_zero').detail, /模拟|手工/);
  const byHand = await uploaded(point(home(), { accuracy_m: undefined, position_source: 'manual' }));
  assert.ok(!byHand.flags.some((f) => f.startsWith('accuracy')), JSON.stringify(byHand.flags));
  const day = 86_400_000;
  const stale = await uploaded(point(home(), { observed_at: new Date(Date.now() - 45.2 * day).toISOString() }));
  const doubt = stale.doubts.find((d) => d.flag === 'stale_time');
  assert.equal(doubt.unit, 'd');
  assert.ok(Math.abs(doubt.value - 45.2) < 0.01);
  assert.ok(!(await uploaded(point(home(), { observed_at: new Date(Date.now() - 5 * day).toISOString() }))).flags.includes('stale_time'));
  const early = await uploaded(point(home(), { observed_at: '2001-01-01T09:00:00+08:00' }));
  assert.ok(early.flags.includes('before_campaign'));
  const ahead = await uploaded(point(home(), { observed_at: new Date(Date.now() + 7_200_000).toISOString() }));
  assert.ok(Math.abs(ahead.doubts.find((d) => d.flag === 'clock_skew').value - 7_200) < 60);
});

test('an impossible speed is told to the later point, and found on the earlier one too, whichever came first', async () => {
  const time = Date.now() - 20 * 86_400_000;
  const at = (minutes) => new Date(time + minutes * 60_000).toISOString();
  const far = { ...home(), lon: home().lon + 0.5, id: undefined };
  const later = await uploaded(point(far, { observed_at: at(10), household: undefined, declared_area: home().area }), 'driver');
  assert.ok(!later.flags.includes('impossible_speed'));
  const earlier = await uploaded(point(home(), { observed_at: at(0) }), 'driver');
  assert.ok(earlier.flags.includes('impossible_speed'), JSON.stringify(earlier));
  const told = earlier.doubts.find((d) => d.flag === 'impossible_speed');
  assert.equal(told.unit, 'km/h');
  assert.ok(told.value > 250 && told.value < 300, String(told.value));
  assert.match(told.detail, new RegExp(`${later.id}.*${told.value.toFixed(0)}`));
  for (const [one, other] of [[earlier, later], [later, earlier]]) {
    const [entry] = (await entriesOf(one.id)).filter((e) => e.flag === 'impossible_speed');
    assert.equal(entry.leap.inspection, other.id);
    assert.equal(entry.leap.seconds, 600);
    const stored = await get(`/api/inspections/${one.id}`, 'reviewer');
    assert.ok(stored.flags.includes('impossible_speed'));
  }
  // Another account may be there.
  assert.ok(!(await uploaded(point(home(), { observed_at: at(9) }), 'walker')).flags.includes('impossible_speed'));
});

test('an entry of the queue says all that a reviewer asks first', async () => {
  const at = home();
  const { id } = await uploaded(point({ ...at, lon: at.lon + 0.02 }, { note: '不出现' }));
  const [entry] = (await entriesOf(id)).filter((e) => e.flag === 'far_from_household');
  assert.equal(entry.household, at.id);
  assert.equal(entry.campaign, 'beautiful-courtyard');
  assert.equal(entry.state, 'open');
  assert.equal(entry.resolution, null);
  assert.equal(entry.age_days, 0);
  assert.equal(entry.by, 'demo-reviewer');
  assert.ok(entry.area.code.length === 12 && entry.area.name);
  for (const text of ['detail', 'advice', 'observed_at', 'recorded_at', 'found_at', 'outcome']) assert.ok(entry[text], text);
  const answer = await fetched('/api/flags', 'reviewer');
  const again = await fetch(`${server.url}/api/flags`, { headers: { ...as('reviewer'), 'if-none-match': answer.headers.get('etag') } });
  assert.equal(again.status, 304);
});

test('a reviewer of a township sees its flags and no others', async () => {
  const mine = await uploaded(point(home(0), { accuracy_m: 0 }));
  const theirs = await uploaded(point(home(1), { accuracy_m: 0 }));
  const [first, second] = townships();
  for (const [name, township, own, other] of [['first', first, mine, theirs], ['second', second, theirs, mine]]) {
    const entries = await queue('&state=all', name);
    assert.ok(entries.length > 0);
    assert.deepEqual([...new Set(entries.map((e) => e.area.code.slice(0, 9)))], [township]);
    assert.ok(entries.some((e) => e.inspection === own.id));
    const page = await get('/api/flags', name);
    assert.deepEqual([...new Set(page.areas.map((a) => a.code.slice(0, 9)))], [township]);
    assert.equal((await resolve(other.id, 'accuracy_zero', { verdict: 'confirmed', reason: '不该看见' }, name)).status, 404);
    assert.equal((await resolve(randomUUID(), 'accuracy_zero', { verdict: 'confirmed', reason: '没有' }, name)).status, 404);
  }
  assert.equal((await fetched(`/api/flags?area=${second}`, 'first')).status, 404);
  const asked = await queue(`&area=${second}&state=all`);
  assert.ok(asked.length > 0 && asked.every((e) => e.area.code.startsWith(second)));
  const villages = await queue(`&area=${home(1).area}`);
  assert.ok(villages.every((e) => e.area.code === home(1).area));
  for (const name of ['field', 'viewer']) {
    assert.equal((await fetched('/api/flags', name)).status, 403);
    assert.equal((await resolve(mine.id, 'accuracy_zero', { verdict: 'confirmed', reason: '越权' }, name)).status, 403);
  }
  assert.ok([401, 403].includes((await fetch(`${server.url}/api/flags`)).status));
});

test('a verdict is said once, again without harm, and otherwise only over the one that stands', async () => {
  const { id } = await uploaded(point(home(), { accuracy_m: 0 }));
  const progress = async () => (await get('/api/progress?campaign=beautiful-courtyard', 'reviewer')).total;
  const { proposed, completed } = await progress();
  const { doubts: unsaid, flags, ...record } = await get(`/api/inspections/${id}`, 'reviewer');
  assert.deepEqual(unsaid[0].resolutions, []);
  const quality = await get('/api/quality', 'reviewer');

  const word = { verdict: 'dismissed', reason: '室内，已电话核实' };
  const first = await resolve(id, 'accuracy_zero', word);
  assert.equal(first.status, 201, await first.clone().text());
  const said = await first.json();
  assert.equal(said.by, 'demo-reviewer');
  assert.ok(said.revision > 0 && said.recorded_at && said.supersedes === null);
  const replay = await resolve(id, 'accuracy_zero', word);
  assert.equal(replay.status, 200);
  assert.equal(replay.headers.get('idempotency-replayed'), 'true');
  assert.deepEqual(await replay.json(), said);

  const other = { verdict: 'confirmed', reason: '人不在现场' };
  for (const wrong of [other, { ...other, supersedes: said.id + 1 }]) {
    const refused = await resolve(id, 'accuracy_zero', wrong, 'walker');
    assert.equal(refused.status, 409);
    const problem = await refused.json();
    assert.equal(problem.code, 'flag.resolved');
    assert.deepEqual(problem.resolution, said);
  }
  const over = await resolve(id, 'accuracy_zero', { ...other, supersedes: said.id }, 'walker');
  assert.equal(over.status, 201);
  const now = await over.json();
  assert.equal(now.supersedes, said.id);
  assert.equal((await resolve(id, 'accuracy_zero', { ...other, supersedes: said.id }, 'walker')).status, 200);

  const { doubts, flags: flagsNow, ...same } = await get(`/api/inspections/${id}`, 'reviewer');
  assert.deepEqual(same, record, 'the record is as it was');
  assert.deepEqual(flagsNow, flags);
  assert.deepEqual(doubts[0].resolutions, [said, now]);
  assert.equal(doubts[0].state, 'confirmed');
  const [entry] = await entriesOf(id, '&state=resolved');
  assert.deepEqual(entry.resolution, now);
  assert.deepEqual(await entriesOf(id, '&state=open'), []);
  const after = await progress();
  assert.deepEqual([after.proposed, after.completed], [proposed, completed], 'a flag moves no count: a decision does');
  const counted = await get('/api/quality', 'reviewer');
  assert.equal(counted.resolved, quality.resolved + 1);
  assert.equal(counted.open, quality.open - 1);
  assert.equal(counted.flags.accuracy_zero, quality.flags.accuracy_zero);
});

test('of many reviewers at once one is heard, and the others are told', async () => {
  const { id } = await uploaded(point(home(), { accuracy_m: 0 }));
  const answers = await Promise.all(
    Array.from({ length: 16 }, (_, i) => resolve(id, 'accuracy_zero', { verdict: i % 2 ? 'confirmed' : 'dismissed', reason: `第 ${i} 位` }, ['reviewer', 'walker', 'driver', 'admin'][i % 4])),
  );
  assert.deepEqual(answers.map((a) => a.status).sort(), [201, ...Array(15).fill(409)]);
  const { doubts } = await get(`/api/inspections/${id}`, 'reviewer');
  assert.equal(doubts[0].resolutions.length, 1);
});

test('pages of the queue lose nothing and repeat nothing while others upload', async () => {
  const before = new Set((await queue()).map((e) => e.id));
  let going = true;
  const others = (async () => {
    for (let i = 0; going && i < 200; ++i) await uploaded(point(home(i % 2), { accuracy_m: 0 }), 'walker');
  })();
  const ids = (await queue('', 'reviewer', 7)).map((e) => e.id);
  going = false;
  await others;
  assert.equal(new Set(ids).size, ids.length);
  assert.deepEqual(ids, [...ids].sort((a, b) => a - b));
  for (const id of before) assert.ok(ids.includes(id));
});

test('flags of a file are in the queue, and leave it when the import is undone', async () => {
  const header = 'id,household,campaign,observed_at,lon,lat,accuracy_m,outcome,area\n';
  const at = home();
  const ids = [randomUUID(), randomUUID(), randomUUID()];
  const time = '2026-02-03T1';
  const rows = [`${ids[0]},${at.id},beautiful-courtyard,${time}0:00:00+08:00,${at.lon},${at.lat},0,checked,`, `${ids[1]},,beautiful-courtyard,${time}0:02:00+08:00,${at.lon + 0.6},${at.lat},5,checked,${at.area}`, `${ids[2]},,beautiful-courtyard,${time}5:00:00+08:00,${at.lon},${at.lat},,checked,`];
  const batch = randomUUID();
  const sent = await fetch(`${server.url}/api/imports/${batch}?kind=inspections&filename=a.csv&datum=wgs84`, { method: 'PUT', headers: as('admin'), body: header + rows.join('\n') + '\n' });
  assert.equal(sent.status, 201, await sent.clone().text());
  const flags = async (id) => (await entriesOf(id)).map((e) => e.flag).sort();
  assert.deepEqual(await flags(ids[0]), ['accuracy_zero', 'impossible_speed']);
  assert.ok((await flags(ids[1])).includes('impossible_speed'));
  assert.deepEqual(await flags(ids[2]), ['accuracy_missing']);
  assert.equal((await resolve(ids[0], 'accuracy_zero', { verdict: 'confirmed', reason: '模拟定位' })).status, 201);
  const quality = await get('/api/quality', 'reviewer');
  const undone = await fetch(`${server.url}/api/imports/${batch}`, { method: 'DELETE', headers: as('admin') });
  assert.equal(undone.status, 200, await undone.clone().text());
  for (const id of ids) assert.deepEqual(await flags(id), []);
  assert.equal((await get('/api/quality', 'reviewer')).resolved, quality.resolved - 1);
  assert.equal((await resolve(ids[0], 'accuracy_zero', { verdict: 'dismissed', reason: '已撤' })).status, 404);
});

test('flags of photos reach both points in the queue, however late the photo came', async () => {
  const made = await run(['sample', '--out', join(folder, 'sample'), '--households', '6400']);
  assert.equal(made.code, 0, made.err);
  const [name] = await readdir(join(folder, 'sample', 'photos'));
  const photo = await readFile(join(folder, 'sample', 'photos', name));
  const hash = createHash('sha256').update(photo).digest('hex');
  const bring = (id) => fetch(`${server.url}/api/inspections/${id}/photos/${hash}`, { method: 'PUT', headers: { 'content-type': 'image/jpeg', ...as('walker') }, body: photo });
  const one = await uploaded(point(home(0)), 'walker');
  assert.equal((await bring(one.id)).status, 201);
  const kinds = async (id) => (await entriesOf(id)).map((e) => e.flag);
  assert.ok(!(await kinds(one.id)).includes('photo_reused'));
  // The other photo is there before its record.
  const id = randomUUID();
  assert.equal((await bring(id)).status, 201);
  assert.ok(!(await kinds(one.id)).includes('photo_reused'));
  assert.equal((await put(id, point(home(1)), 'walker')).status, 201);
  for (const at of [one.id, id]) {
    const [entry] = (await entriesOf(at)).filter((e) => e.flag === 'photo_reused');
    assert.equal(entry.value, 1, JSON.stringify(entry));
    assert.match(entry.detail, /1 个核查点/);
    const stored = await get(`/api/inspections/${at}`, 'reviewer');
    assert.ok(stored.flags.includes('photo_reused'));
  }
});

const resolveMany = (body, name = 'reviewer') =>
  fetch(`${server.url}/api/flags/resolve`, { method: 'POST', headers: { 'content-type': 'application/json', ...as(name) }, body: JSON.stringify(body) });

test('one word about several flags stands for all of them or for none', async () => {
  const points = [];
  for (let i = 0; i < 3; i++) points.push(await uploaded(point(home(1, i), { accuracy_m: 77 })));
  const named = points.map(({ id }) => ({ inspection: id, kind: 'low_accuracy' }));
  // Somebody is faster with one of them: then nothing is said of the others.
  assert.equal((await resolve(points[2].id, 'low_accuracy', { verdict: 'dismissed', reason: '照片清楚' }, 'admin')).status, 201);
  const refused = await resolveMany({ flags: named, verdict: 'confirmed', reason: '精度都差' });
  assert.equal(refused.status, 409);
  const why = await refused.json();
  assert.equal(why.code, 'flag.resolved');
  assert.deepEqual(why.flag, named[2]);
  assert.equal(why.resolution.verdict, 'dismissed');
  for (const { id } of points.slice(0, 2)) {
    const [entry] = (await entriesOf(id)).filter(({ flag }) => flag === 'low_accuracy');
    assert.equal(entry.state, 'open');
  }
  const said = await resolveMany({ flags: named.slice(0, 2), verdict: 'confirmed', reason: '精度都差' });
  assert.equal(said.status, 201, await said.clone().text());
  const { resolutions } = await said.json();
  assert.deepEqual(resolutions.map(({ inspection, verdict, reason, by }) => [inspection, verdict, reason, by]), points.slice(0, 2).map(({ id }) => [id, 'confirmed', '精度都差', 'demo-reviewer']));
  const again = await resolveMany({ flags: named.slice(0, 2), verdict: 'confirmed', reason: '精度都差' });
  assert.equal(again.status, 200);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  assert.deepEqual((await again.json()).resolutions, resolutions);
});

test('a list of flags that is empty, malformed, too long, changed or out of scope is refused whole', async () => {
  const seen = await uploaded(point(home(0, 1), { accuracy_m: 78 }));
  const flag = { inspection: seen.id, kind: 'low_accuracy' };
  const word = { verdict: 'confirmed', reason: '核对过' };
  const refusals = [
    [{ ...word }, 422, 'body'],
    [{ ...word, flags: [] }, 422, 'flags.list'],
    [{ ...word, flags: [{ inspection: seen.id }] }, 422, 'flags.list'],
    [{ ...word, flags: [{ ...flag, entry: 0 }] }, 422, 'flags.list'],
    [{ ...word, flags: [flag, { inspection: randomUUID(), kind: 'low_accuracy' }] }, 404, 'flag.unknown'],
    [{ ...word, flags: [flag, { inspection: seen.id, kind: 'no_such_flag' }] }, 404, 'flag.unknown'],
    [{ ...word, flags: [flag, { inspection: seen.id, kind: 'stale_time' }] }, 404, 'flag.unknown'],
    [{ ...word, flags: [{ ...flag, entry: 999999 }] }, 409, 'flag.changed'],
    [{ verdict: 'maybe', reason: 'x', flags: [flag] }, 422, 'body'],
    [{ verdict: 'confirmed', flags: [flag] }, 422, 'body'],
    [{ ...word, flags: Array.from({ length: 501 }, () => flag) }, 413, 'flags.too_many'],
  ];
  for (const [body, status, code] of refusals) {
    const answer = await resolveMany(body);
    assert.equal(answer.status, status, JSON.stringify(body).slice(0, 200));
    if (code !== 'body') assert.equal((await answer.json()).code, code);
  }
  assert.equal((await resolveMany({ ...word, flags: [flag] }, 'second')).status, 404, 'a reviewer of another township');
  assert.equal((await resolveMany({ ...word, flags: [flag] }, 'field')).status, 403);
  const [entry] = (await entriesOf(seen.id)).filter((one) => one.flag === 'low_accuracy');
  assert.equal(entry.state, 'open');
});

test('a point outside its village names the nearest spot of the border, a shifted one where it would lie', async () => {
  const at = home(0, 2);
  const far = await uploaded(point({ ...at, lon: at.lon + 0.06 }));
  const outside = (await entriesOf(far.id)).find(({ flag }) => flag === 'outside_declared_village');
  const metres = Math.hypot((outside.spot.lon - outside.lon) * 111_320 * Math.cos((outside.lat * Math.PI) / 180), (outside.spot.lat - outside.lat) * 111_320);
  assert.ok(Math.abs(metres - outside.value) < outside.value * 0.01, `${metres} ${outside.value}`);
  const [suspect] = (await queue('&state=all&kind=datum_suspect')).slice(-1);
  const shift = Math.hypot((suspect.spot.lon - suspect.lon) * 111_320 * Math.cos((suspect.lat * Math.PI) / 180), (suspect.spot.lat - suspect.lat) * 111_320);
  assert.ok(Math.abs(shift - suspect.value) < suspect.value * 0.01, `${shift} ${suspect.value}`);
  assert.equal((await entriesOf(far.id)).find(({ flag }) => flag === 'far_from_household')?.spot, undefined);
});

test('whatever was done here is told of with the address it came from', () => assertToldFromWhere({ url: server.url, as: (role) => as(role) }, 'inspection.store', 'flag.resolve'));

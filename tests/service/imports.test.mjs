// SPDX-License-Identifier: Apache-2.0
// What a person meets when sending many things at once: lists, receipts, imports, their tables and their doubts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createHash, randomUUID } from 'node:crypto';
import { sampleServer } from './program.mjs';

let server;
let field;
let home;
before(async () => {
  server = await sampleServer();
  field = server.as('field');
  const page = await (await fetch(`${server.url}/ogc/collections/courtyards/items?limit=2000`, { headers: field })).json();
  const feature = page.features.find((f) => f.properties.status === 'recommended') ?? page.features[0];
  home = { id: feature.id, area: feature.properties.area, lon: feature.geometry.coordinates[0], lat: feature.geometry.coordinates[1] };
});
after(async () => server.remove());

const send = (method, path, body, headers = {}) =>
  fetch(server.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  });

const visit = (more = {}) => ({
  campaign: 'beautiful-courtyard',
  observed_at: '2026-03-01T09:30:00+08:00',
  lon: home.lon,
  lat: home.lat,
  household: home.id,
  outcome: 'accepted',
  ...more,
});

/** The canonical text of docs/API.md, as a phone writes it. */
function contentHash(record) {
  const full = { datum: 'wgs84', position_source: 'gps', ...record, observed_at: new Date(record.observed_at).toISOString() };
  const kept = Object.entries(full).filter(([, v]) => v !== null && v !== '' && !(typeof v === 'object' && Object.keys(v).length === 0));
  const sorted = (value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]))
      : value;
  return createHash('sha256').update(JSON.stringify(sorted(Object.fromEntries(kept)))).digest('hex');
}

test('a receipt carries the content hash that a phone computes', async () => {
  const id = randomUUID();
  const record = visit({ note: '第一行\n"二"', accuracy_m: 6.0, scores: { 卫生: 10, a: 2.5 }, photos: ['a'.repeat(64)] });
  const answer = await send('PUT', `/api/inspections/${id}`, record, field);
  assert.equal(answer.status, 201);
  const receipt = await answer.json();
  assert.equal(receipt.content_hash, contentHash({ id, ...record }));
  const again = await send('PUT', `/api/inspections/${id}`, record, field);
  assert.equal(again.status, 200);
  assert.deepEqual(await again.json(), receipt);

  const held = await (await send('POST', '/api/receipts/check', { hashes: [receipt.content_hash, 'f'.repeat(64)] }, field)).json();
  assert.deepEqual(
    held.receipts.map((r) => [r.held, r.id, r.revision]),
    [
      [true, id, receipt.revision],
      [false, undefined, undefined],
    ],
  );
});

test('of what others hold outside one\'s scope nothing is told', async () => {
  const page = await (await fetch(`${server.url}/ogc/collections/courtyards/items?limit=10000`, { headers: server.as('reviewer') })).json();
  const far = page.features.find((f) => f.properties.area && f.properties.area.slice(0, 9) !== home.area.slice(0, 9));
  const id = randomUUID();
  const record = visit({ household: far.id, lon: far.geometry.coordinates[0], lat: far.geometry.coordinates[1] });
  const receipt = await (await send('PUT', `/api/inspections/${id}`, record, server.as('reviewer'))).json();
  const asked = { hashes: [receipt.content_hash] };
  assert.equal((await (await send('POST', '/api/receipts/check', asked, server.as('reviewer'))).json()).receipts[0].held, true);
  assert.deepEqual((await (await send('POST', '/api/receipts/check', asked, field)).json()).receipts, [
    { hash: receipt.content_hash, held: false },
  ]);
});

test('receipts are asked for by hash, at most 10,000 at once', async () => {
  assert.equal((await send('POST', '/api/receipts/check', { hashes: ['xyz'] }, field)).status, 400);
  assert.equal((await send('POST', '/api/receipts/check', {}, field)).status, 400);
  const many = Array.from({ length: 10_000 }, (_, i) => i.toString(16).padStart(64, '0'));
  const answer = await send('POST', '/api/receipts/check', { hashes: many }, field);
  assert.equal(answer.status, 200);
  assert.equal((await answer.json()).receipts.length, 10_000);
  assert.equal((await send('POST', '/api/receipts/check', { hashes: [...many, many[0]] }, field)).status, 413);
});

test('each record of a list gets its own answer, in the order sent', async () => {
  const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
  const first = { id: a, ...visit() };
  const list = [
    first,
    { id: b, ...visit({ outcome: 'splendid' }) },
    { id: c, ...visit({ household: '' }) },
    first,
    { ...first, note: 'another' },
    { id: 'no uuid', ...visit() },
    { ...visit() },
    { id: randomUUID(), ...visit({ household: 'nobody' }) },
    7,
  ];
  const answer = await send('POST', '/api/inspections', list, field);
  assert.equal(answer.status, 200);
  const told = await answer.json();
  assert.deepEqual(
    told.records.map((r) => r.answer.status),
    [201, 422, 201, 200, 409, 422, 422, 422, 422],
  );
  assert.deepEqual([told.stored, told.known, told.refused], [2, 1, 6]);
  assert.equal(told.records[1].answer.errors[0].code, 'status.unknown');
  assert.equal(told.records[4].answer.code, 'id.conflict');
  assert.equal(told.records[7].answer.code, 'household.unknown');
  const single = await (await send('PUT', `/api/inspections/${a}`, visit(), field)).json();
  assert.deepEqual(told.records[0].answer.receipt, single);
  assert.equal(told.records[0].answer.receipt.content_hash, contentHash(first));
});

test('a list comes as one record a line too, and is bounded', async () => {
  const id = randomUUID();
  const lines = `${JSON.stringify({ id, ...visit() })}\n{broken\n\n`;
  const told = await (await send('POST', '/api/inspections', lines, { ...field, 'content-type': 'application/x-ndjson' })).json();
  assert.deepEqual(
    told.records.map((r) => r.answer.status),
    [201, 422],
  );
  assert.equal((await send('POST', '/api/inspections', '[{]', field)).status, 400);
  assert.equal((await send('POST', '/api/inspections', '[]', field)).status, 400);
  const many = Array.from({ length: 1_001 }, () => ({ id: randomUUID(), ...visit({ note: 'x' }) }));
  assert.equal((await send('POST', '/api/inspections', many, field)).status, 413);
  const full = await (await send('POST', '/api/inspections', many.slice(1), field)).json();
  assert.equal(full.stored, 1_000);
});

test('a decision told again answers with the receipt of the first', async () => {
  const reviewer = server.as('reviewer');
  const household = await someRecommended();
  const decision = { household, campaign: 'beautiful-courtyard', to: 'checked', decided_on: '2026-04-01', reason: 'seen' };
  const first = await send('POST', '/api/decisions', decision, reviewer);
  assert.equal(first.status, 201, await first.clone().text());
  const receipt = await first.json();
  await send('PUT', `/api/inspections/${randomUUID()}`, visit(), field);
  const again = await send('POST', '/api/decisions', decision, reviewer);
  assert.equal(again.status, 200);
  assert.deepEqual(await again.json(), receipt);
  const held = await (await send('POST', '/api/receipts/check', { hashes: [receipt.content_hash] }, reviewer)).json();
  assert.equal(held.receipts[0].kind, 'decision');
  assert.equal(held.receipts[0].revision, receipt.revision);
});

async function someRecommended() {
  const page = await (await fetch(`${server.url}/ogc/collections/courtyards/items?limit=5000`, { headers: server.as('reviewer') })).json();
  return page.features.find((f) => f.properties.status === 'recommended').id;
}

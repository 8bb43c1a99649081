// SPDX-License-Identifier: Apache-2.0
// The same id again, and changes on top of an older state.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { hostileGround } from './hostile_ground.mjs';

const ground = hostileGround();

test('the same content under the same id is one record, however its bytes are written', async () => {
  const id = randomUUID();
  const body = ground.inspection({ note: '同一条', scores: { order: 3, civility: 4.5 } });
  const receipt = await ground.accepted(body, id);
  const turned = Object.fromEntries(Object.entries(body).reverse());
  turned.scores = { civility: 4.5, order: 3 };
  const writings = [JSON.stringify(turned), JSON.stringify(body, null, 4), JSON.stringify(body).replace('"order":3', '"order":3.0e0'), JSON.stringify(body).replace('同一条', '\\u540c\\u4e00\\u6761'), JSON.stringify({ ...body, declared_area: null })];
  for (const writing of writings) {
    const again = await ground.upload(writing, id);
    assert.equal(again.status, 200, writing);
    assert.equal(again.headers.get('idempotency-replayed'), 'true');
    assert.deepEqual(await again.json(), receipt);
  }
  const loud = await ground.upload(body, id.toUpperCase());
  assert.equal(loud.status, 200, 'an id is the same in capitals');
});

test('other content under the same id is refused, and nothing of the first is shown', async () => {
  const id = randomUUID();
  await ground.accepted(ground.inspection({ note: 'canary-first' }), id);
  for (const more of [{ note: 'other' }, { lon: ground.household.lon + 1e-9 }, { outcome: 'checked' }, { accuracy_m: 6.000001 }, { observed_at: '2026-03-01T09:30:01+08:00' }, { household: undefined }]) {
    const problem = await ground.refused(() => ground.upload(ground.inspection({ note: 'canary-first', ...more }), id), 409, 'id.conflict');
    assert.ok(!JSON.stringify(problem).includes('canary-first'));
  }
});

test('an id that is no UUID is refused', async () => {
  for (const id of ['x', '1', randomUUID() + '0', randomUUID().replaceAll('-', ''), '..', '%00', `{${randomUUID()}}`, '00000000-0000-0000-0000-00000000000g'])
    assert.ok([400, 404, 422].includes((await ground.upload(ground.inspection(), encodeURIComponent(id))).status), id);
});

test('an import under the id of another is refused', async () => {
  const id = randomUUID();
  const file = (name) => `id,name,area,registered_on\nsame-id-${name},王,${ground.household.area},2024-03-01\n`;
  assert.equal((await ground.import('households', file('a'), { filename: 'a.csv' }, id)).status, 201);
  const again = await ground.import('households', file('a'), { filename: 'a.csv' }, id);
  assert.equal(again.status, 200);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  await ground.refused(() => ground.import('households', file('b'), { filename: 'a.csv' }, id), 409, 'id.conflict');
  await ground.refused(() => ground.import('households', file('a'), { filename: 'a.csv', role: 'reviewer' }, id), 409, 'id.conflict');
});

test('a decision that the state no longer allows is refused with the legal steps', async () => {
  // Nothing is overwritten, so there is no update that could be lost: a decision is a new fact on top of the last.
  const decision = (to) => ({ household: ground.household.id, campaign: 'beautiful-courtyard', to, decided_on: '2026-03-02', reason: 'x' });
  await ground.refused(() => ground.decide(decision('plaque')), 409, 'step.illegal');
  await ground.refused(() => ground.decide({ ...decision('recommended'), household: 'nobody' }), 404, 'household.unknown');
});

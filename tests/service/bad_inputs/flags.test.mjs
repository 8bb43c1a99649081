// SPDX-License-Identifier: Apache-2.0
// Questions and verdicts about flags that are none.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { hostileGround } from './hostile_ground.mjs';

const ground = hostileGround();

const ask = (query) => () => ground.get(`/api/flags?${query}`, ground.as('reviewer'));
const say = (id, kind, body, role = 'reviewer') => () =>
  fetch(`${ground.url}/api/flags/${id}/${kind}/resolve`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...ground.as(role) },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const word = { verdict: 'confirmed', reason: '属实' };

test('a question that nobody can answer is refused by its parameter', async () => {
  for (const [query, status, code] of [
    ['kind=speed', 400, 'parameter.invalid'],
    ['kind=', 400, 'parameter.invalid'],
    ['kind=conflicting', 400, 'parameter.invalid'],
    ['state=closed', 400, 'parameter.invalid'],
    ['campaign=no-such', 400, 'parameter.invalid'],
    ['limit=0', 400, /^parameter\./],
    ['limit=501', 400, /^parameter\./],
    ['limit=1e3', 400, /^parameter\./],
    ['limit=-1', 400, /^parameter\./],
    ['after=-1', 400, /^parameter\./],
    ['after=99999999999999999999', 400, /^parameter\./],
    ['after=NaN', 400, /^parameter\./],
    ['after=1&after=2', 400, /^parameter\./],
    ['area=0', 404, 'area.unknown'],
    ["area='%20OR%201=1--", 404, 'area.unknown'],
    ['colour=red', 400, /^parameter\./],
  ])
    await ground.refused(ask(query), status, code);
});

test('a verdict that is none is refused, and everything that is wrong is told at once', async () => {
  const { id } = await ground.accepted(ground.inspection({ accuracy_m: 0 }));
  for (const [body, column, code] of [
    [{ ...word, verdict: 'open' }, 'verdict', 'verdict.unknown'],
    [{ ...word, verdict: 'CONFIRMED' }, 'verdict', 'verdict.unknown'],
    [{ ...word, verdict: 1 }, 'verdict', 'member.type'],
    [{ reason: 'x' }, 'verdict', 'member.missing'],
    [{ verdict: 'confirmed' }, 'reason', 'member.missing'],
    [{ ...word, reason: '' }, 'reason', 'member.missing'],
    [{ ...word, reason: ['x'] }, 'reason', 'member.type'],
    [{ ...word, supersedes: 'last' }, 'supersedes', 'member.type'],
    [{ ...word, supersedes: -1 }, 'supersedes', 'number.whole'],
    [{ ...word, supersedes: 1.5 }, 'supersedes', 'number.whole'],
    [{ ...word, supersedes: 1e300 }, 'supersedes', 'number.whole'],
    [{ ...word, entry: 0 }, 'entry', 'number.whole'],
    [{ ...word, to: 'accepted' }, 'to', 'member.unknown'],
  ]) {
    const problem = await ground.refused(say(id, 'accuracy_zero', body), 422, 'content.refused');
    assert.ok(problem.errors.some((e) => e.column === column && e.code === code), `${JSON.stringify(body)}: ${JSON.stringify(problem.errors)}`);
  }
  for (const body of ['', '[]', '{"verdict":', 'null', '{"verdict":"confirmed","verdict":"dismissed","reason":"x"}'])
    await ground.refused(say(id, 'accuracy_zero', body), 400, /^(body\.json|member\.twice)$/);
  await ground.refused(say(id, 'accuracy_zero', { ...word, supersedes: 1 }), 409, 'flag.not_resolved');
  await ground.refused(say(id, 'accuracy_zero', { ...word, entry: 9e15 }), 409, 'flag.changed');
});

test('a flag that a point does not carry, a point that is none, and a role that may not are refused', async () => {
  const { id } = await ground.accepted(ground.inspection({ accuracy_m: 0, observed_at: '2026-03-02T09:30:00+08:00' }));
  for (const kind of ['low_accuracy', 'no_such', 'conflicting', '%00', '..%2f', "x'--"])
    await ground.refusedAny(say(id, kind, word), [400, 404]);
  for (const other of [randomUUID(), 'x', '%27', '0'.repeat(36)])
    await ground.refusedAny(say(other, 'accuracy_zero', word), [400, 404]);
  await ground.refused(say(id, 'accuracy_zero', word, 'field'), 403);
  await ground.refusedAny(() => fetch(`${ground.url}/api/flags/${id}/accuracy_zero/resolve`, { method: 'POST', body: JSON.stringify(word) }), [401, 403]);
});

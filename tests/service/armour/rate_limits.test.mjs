// SPDX-License-Identifier: Apache-2.0
// Rations of requests, exports, uploads and sign-ins; proxies that are believed; passwords that are hashed apart.
import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { configuredServer } from './configured.mjs';

/** Asserts that an answer is the refusal of a ration, and gives its problem. */
async function limited(answer, code) {
  assert.equal(answer.status, 429, await answer.clone().text());
  assert.equal(answer.headers.get('content-type'), 'application/problem+json');
  assert.ok(Number(answer.headers.get('retry-after')) >= 1);
  const problem = await answer.json();
  assert.equal(problem.code, code);
  return problem;
}

test('an account exports so often an hour, wherever its token lies, and others as often', async () => {
  const server = await configuredServer('limit_loopback = true\nexports_per_hour = 2\n');
  try {
    const take = (role) => fetch(`${server.url}/api/exports/villages.csv`, { headers: server.as(role) });
    for (let i = 0; i < 2; i++) assert.equal((await take('planner')).status, 200);
    const refused = await take('planner');
    assert.equal(Number(refused.headers.get('retry-after')) <= 1800, true);
    assert.equal((await limited(refused, 'limit.exports')).subject, 'account');
    assert.equal((await take('reviewer')).status, 200, 'each account has its own');
    for (let i = 0; i < 2; i++) assert.equal((await fetch(`${server.url}/api/exports/villages.csv`)).status, 200);
    assert.equal((await limited(await fetch(`${server.url}/api/exports/villages.csv`), 'limit.exports')).subject, 'address');
    assert.match(await (await fetch(`${server.url}/metrics`)).text(), /courtyard_limited_total\{budget="exports",whose="account"\} 1/);
  } finally {
    await server.remove();
  }
});

test('sign-ins from one address are counted before any password is looked at', async () => {
  const server = await configuredServer('limit_loopback = true\nsign_ins_per_minute = 3\n');
  try {
    const { name, password } = server.accounts.viewer;
    const signIn = (body) => fetch(`${server.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
    for (let i = 0; i < 3; i++) assert.equal((await signIn({ name: `nobody ${i}`, password: 'not a password' })).status, 401);
    await limited(await signIn({ name, password }), 'limit.passwords');
    assert.equal((await fetch(`${server.url}/api/progress`, { headers: server.as('viewer') })).status, 200, 'who is signed in goes on');
  } finally {
    await server.remove();
  }
});

test('uploads over the ration are refused on their head and stored when they come again', async () => {
  const server = await configuredServer('limit_loopback = true\nuploads_per_minute = 2\n');
  try {
    const upload = () => fetch(`${server.url}/api/inspections/${randomUUID()}`, { method: 'PUT', headers: { 'content-type': 'application/json', ...server.as('field') }, body: '{}' });
    for (let i = 0; i < 2; i++) assert.equal((await upload()).status, 422);
    await limited(await upload(), 'limit.uploads');
  } finally {
    await server.remove();
  }
});

test('clients behind a trusted proxy are told apart; a made-up field of a stranger is not read', async () => {
  const server = await configuredServer('trusted_proxies = ["127.0.0.1"]\nrequests_per_minute = 5\n');
  try {
    const ask = (from, path = '/api/campaigns') => fetch(server.url + path, { headers: from ? { 'x-forwarded-for': from } : {} });
    for (let i = 0; i < 5; i++) assert.equal((await ask('203.0.113.7')).status, 200);
    assert.equal((await limited(await ask('203.0.113.7'), 'limit.requests')).subject, 'address');
    assert.equal((await limited(await ask('198.51.100.1, 203.0.113.7'), 'limit.requests')).subject, 'address');
    assert.equal((await ask('203.0.113.7', '/healthz')).status, 200, 'health is told always');
    assert.equal((await ask('203.0.113.7', '/readyz')).status, 200);
    assert.equal((await ask('203.0.113.8')).status, 200);
    for (let i = 0; i < 20; i++) assert.equal((await ask()).status, 200, 'this machine itself is exempt');
  } finally {
    await server.remove();
  }
});

test('tiles that lie ready are counted like everything else', async () => {
  const server = await configuredServer('limit_loopback = true\nrequests_per_minute = 10\n');
  try {
    const statuses = [];
    for (let i = 0; i < 14; i++) statuses.push((await fetch(`${server.url}/tiles/areas/9/416/204.mvt`)).status);
    assert.deepEqual(statuses.slice(0, 10), Array(10).fill(200));
    assert.ok(statuses.slice(11).every((status) => status === 429), statuses.join(' '));
  } finally {
    await server.remove();
  }
});

test('a storm of sign-ins is hashed two at a time, turned away beyond sixteen, and holds nobody else up', async () => {
  const server = await configuredServer('sign_ins_per_minute = 0\n');
  try {
    const { name, password } = server.accounts.viewer;
    const body = JSON.stringify({ name, password });
    const storm = Array.from({ length: 60 }, () => fetch(`${server.url}/api/session`, { method: 'POST', headers: { 'content-type': 'application/json' }, body }));
    assert.equal((await fetch(`${server.url}/api/progress`, { headers: server.as('viewer') })).status, 200);
    const answers = await Promise.all(storm);
    const count = (status) => answers.filter((answer) => answer.status === status).length;
    assert.equal(count(200) + count(429), 60);
    assert.ok(count(200) >= 18, `${count(200)} were let in`);
    assert.ok(count(429) > 0);
    const refused = answers.find((answer) => answer.status === 429);
    await limited(refused, 'http.passwords_busy');
  } finally {
    await server.remove();
  }
});

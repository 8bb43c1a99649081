// SPDX-License-Identifier: Apache-2.0
// What every route answers whatever it is about: its methods, the headers of browsers, who may ask from where; generated from
// docs/API.md, which names every row of the table of routes (Routes.EveryRouteIsDescribedInTheInterfaceDocument).
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { configuredServer } from './configured.mjs';

let server;
let routes;
before(async () => {
  server = await configuredServer('');
  const text = await readFile(new URL('../../../docs/API.md', import.meta.url), 'utf8');
  routes = new Map();
  const patterns = [];
  for (const [, method, pattern] of text.matchAll(/`(GET|PUT|POST|PATCH|DELETE) (\/[^\s`?]*)`/g)) {
    patterns.push([method, new RegExp(`^${pattern.replaceAll('.', '\\.').replaceAll(/\{[^}]*\}/g, '[^/]+')}$`)]);
    const path = pattern.replace('{z}/{x}/{y}', '9/416/204').replaceAll(/\{layers?\}/g, 'areas').replace('{file}', 'villages.csv').replaceAll(/\{[^}]*\}/g, 'word');
    routes.set(path, new Set([...(routes.get(path) ?? []), method]));
  }
  // One path may fit several patterns: that of a collection by its name, and that of any.
  for (const [path, methods] of routes) for (const [method, pattern] of patterns) if (pattern.test(path)) methods.add(method);
  assert.ok(routes.size > 50, `${routes.size} routes`);
});
after(async () => server.remove());

const allMethods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];
const ask = (method, path, headers = {}, body) => fetch(server.url + path, { method, headers, body });

test('every route tells its methods, and refuses the others with them', async () => {
  for (const [path, methods] of routes) {
    const options = await ask('OPTIONS', path);
    assert.equal(options.status, 204, path);
    const allowed = new Set(options.headers.get('allow').split(', '));
    assert.deepEqual(allowed, new Set([...methods, 'OPTIONS', ...(methods.has('GET') ? ['HEAD'] : [])]), path);
    for (const method of allMethods) {
      if (allowed.has(method)) continue;
      const refused = await ask(method, path);
      assert.equal(refused.status, 405, `${method} ${path}`);
      assert.deepEqual(new Set(refused.headers.get('allow').split(', ')), allowed, `${method} ${path}`);
    }
  }
});

test('HEAD is answered as GET, without the body', async () => {
  for (const [path, methods] of routes) {
    if (!methods.has('GET') || path === '/api/events') continue;
    const [get, head] = [await ask('GET', path, server.as('admin')), await ask('HEAD', path, server.as('admin'))];
    assert.equal(head.status, get.status, path);
    assert.equal(head.headers.get('content-type'), get.headers.get('content-type'), path);
    assert.equal(await head.text(), '', path);
    await get.arrayBuffer();
  }
});

test('every answer, whatever its status, tells browsers what they may do', async () => {
  for (const path of [...routes.keys(), '/', '/nothing', '/api/nothing', '/%zz']) {
    const answer = await ask('GET', path === '/api/events' ? '/api/events?x=1' : path);
    await answer.arrayBuffer();
    for (const [name, value] of [
      ['x-content-type-options', 'nosniff'],
      ['referrer-policy', 'no-referrer'],
      ['cross-origin-opener-policy', 'same-origin'],
      ['cross-origin-resource-policy', 'same-origin'],
    ])
      assert.equal(answer.headers.get(name), value, `${name} of ${path}`);
    const policy = answer.headers.get('content-security-policy');
    assert.match(policy, /^default-src 'none'; /, path);
    assert.doesNotMatch(policy, /unsafe|\*|http:/, path);
    assert.equal(answer.headers.get('strict-transport-security'), null, 'over plain HTTP it has no meaning');
  }
});

test('what names persons is stored nowhere', async () => {
  const items = await (await ask('GET', '/ogc/collections/courtyards/items?limit=1', server.as('field'))).json();
  const household = items.features[0].id;
  for (const path of ['/ogc/collections/courtyards/items?limit=1', `/ogc/collections/courtyards/items/${household}`, '/api/exports/courtyards.csv', `/api/households/${household}`, `/api/households/${household}/history`, '/api/quality', '/api/flags', '/api/cases', '/api/imports', '/api/me', '/api/rechecks']) {
    const answer = await ask('GET', path, server.as('reviewer'));
    assert.ok(answer.status < 300 || answer.status === 403, `${answer.status} ${path}`);
    if (answer.status === 200) assert.equal(answer.headers.get('cache-control'), 'no-store', path);
    await answer.arrayBuffer();
  }
  assert.equal((await ask('GET', '/ogc/collections/courtyards/items?limit=1')).headers.get('cache-control'), 'no-cache', 'nobody is named to the public');
});

test('a session changes things from our own pages only, as JSON only', async () => {
  const { name, password } = server.accounts.reviewer;
  const json = { 'content-type': 'application/json' };
  const credentials = JSON.stringify({ name, password });
  const own = { origin: server.url };
  const signedIn = await ask('POST', '/api/session', { ...json, ...own }, credentials);
  assert.equal(signedIn.status, 200);
  const cookie = signedIn.headers.get('set-cookie').split(';')[0];
  const decide = async (headers, body = '{}') => {
    const answer = await ask('POST', '/api/decisions', { cookie, ...headers }, body);
    return `${answer.status} ${(await answer.json()).code}`;
  };
  const foreign = '403 origin.foreign';
  assert.equal(await decide({ ...json }), foreign, 'nobody said from where');
  assert.equal(await decide({ ...json, origin: 'http://evil.example' }), foreign);
  assert.equal(await decide({ ...json, origin: 'null' }), foreign);
  assert.equal(await decide({ ...json, origin: `${server.url}.evil.example` }), foreign);
  assert.equal(await decide({ ...json, 'sec-fetch-site': 'cross-site' }), foreign);
  assert.equal(await decide({ ...json, 'sec-fetch-site': 'same-site' }), foreign);
  assert.equal(await decide({ ...json, 'sec-fetch-site': 'cross-site', ...own }), foreign, 'both must fit');
  assert.equal(await decide({ ...json, 'sec-fetch-site': 'same-origin', origin: 'http://evil.example' }), foreign);
  for (const type of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data; boundary=x'])
    assert.equal(await decide({ 'content-type': type, ...own }), '415 body.type', type);
  assert.match(await decide({ ...json, ...own }), /^422 /, 'our own page reaches the handler');
  assert.match(await decide({ ...json, 'sec-fetch-site': 'same-origin' }), /^422 /);
  for (const headers of [{ ...json, origin: 'http://evil.example' }, { ...json, 'sec-fetch-site': 'cross-site' }]) {
    assert.equal((await ask('POST', '/api/session', headers, credentials)).status, 403, 'nobody is signed in by another page');
    assert.equal((await ask('DELETE', '/api/session', { cookie, ...headers })).status, 403, 'nor signed out');
  }
  assert.equal((await ask('POST', '/api/session', { 'content-type': 'text/plain' }, credentials)).status, 415);
  assert.equal((await ask('POST', '/api/decisions', { 'content-type': 'application/json', ...server.as('reviewer'), origin: 'http://evil.example' }, '{}')).status, 422, 'a token is no cookie: no browser sends it by itself');
  assert.equal((await ask('DELETE', '/api/session', { cookie, ...own })).status, 204);
});

test('the figures of the sockets are told', async () => {
  await ask('GET', '/%zz');
  const text = await (await ask('GET', '/metrics')).text();
  for (const name of ['courtyard_connections_open', 'courtyard_connections_total', 'courtyard_connections_displaced_total', 'courtyard_event_streams', 'courtyard_deadlines_total', 'courtyard_work_queued', 'courtyard_passwords_queued'])
    assert.match(text, new RegExp(`^${name} \\d`, 'm'));
  assert.match(text, /^courtyard_refused_total\{reason="http\.target"\} \d/m);
});

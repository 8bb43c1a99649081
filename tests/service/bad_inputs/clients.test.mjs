// SPDX-License-Identifier: Apache-2.0
// Clients that vanish, promise too much, or are led by a page that is not ours.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { hostileGround } from './hostile_ground.mjs';

const ground = hostileGround();

/** Sends the head and a part of the body, then cuts the line, politely or not. */
async function vanish(path, body, sent, manner) {
  const { hostname, port } = new URL(ground.url);
  const socket = connect({ host: hostname, port });
  await once(socket, 'connect');
  socket.on('error', () => {});
  const head = [`PUT ${path} HTTP/1.1`, `Host: ${hostname}:${port}`, 'Content-Type: application/json', `Authorization: ${ground.as('admin').authorization}`, `Content-Length: ${body.length}`, '', ''].join('\r\n');
  await new Promise((done) => socket.write(Buffer.concat([Buffer.from(head), body.subarray(0, sent)]), done));
  if (manner === 'reset') socket.resetAndDestroy();
  else socket.destroy();
  await once(socket, 'close');
}

test('a client that vanishes in the middle of an upload leaves nothing, and its id works again', async () => {
  for (const manner of ['reset', 'close']) {
    for (const share of [0, 0.5, 0.99]) {
      const id = randomUUID();
      const body = Buffer.from(JSON.stringify(ground.inspection({ note: `half ${share}` })));
      await ground.unchanged(() => vanish(`/api/inspections/${id}`, body, Math.floor(body.length * share), manner));
      await ground.accepted(ground.inspection({ note: `half ${share}` }), id);
    }
  }
});

test('a client that vanishes in the middle of a file leaves no file', async () => {
  const file = Buffer.from('id,name\n' + 'x,y\n'.repeat(500_000));
  for (const manner of ['reset', 'close']) await ground.unchanged(() => vanish(`/api/imports/${randomUUID()}?kind=households&filename=a.csv`, file, file.length >> 1, manner));
});

test('a body that is promised too large is refused before it is asked for', async () => {
  await ground.refused(() => ground.promised(300_000), 413, 'http.body_too_large');
  await ground.refused(() => ground.promised(600 * 2 ** 20, `/api/imports/${randomUUID()}?kind=inspections`), 413, 'http.body_too_large');
});

test('a form on a foreign page cannot use the session of an official', async () => {
  const { name, password } = ground.server.accounts.reviewer;
  const signedIn = await fetch(ground.url + '/api/session', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ name, password }) });
  const cookie = signedIn.headers.get('set-cookie').split(';')[0];
  const decision = JSON.stringify({ household: ground.household.id, campaign: 'beautiful-courtyard', to: 'recommended', decided_on: '2026-03-02', reason: 'x' });
  const post = (headers) => () => fetch(ground.url + '/api/decisions', { method: 'POST', headers: { cookie, ...headers }, body: decision });
  for (const headers of [{ 'content-type': 'text/plain' }, { 'content-type': 'text/plain', origin: 'http://evil.example' }, { 'content-type': 'application/json', origin: 'null' }, { 'content-type': 'application/json', 'sec-fetch-site': 'cross-site' }, { 'content-type': 'application/json', 'sec-fetch-site': 'same-site' }, { 'content-type': 'application/x-www-form-urlencoded', origin: `http://evil.example/${ground.url}` }])
    await ground.refused(post(headers), 403, 'origin.foreign');
  await ground.refused(() => fetch(ground.url + '/api/session', { method: 'POST', headers: { 'content-type': 'text/plain' }, body: JSON.stringify({ name, password }) }), 415, 'body.type');
});

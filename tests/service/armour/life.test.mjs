// SPDX-License-Identifier: Apache-2.0
// How the server ends, twice told and once; how it takes a new certificate; what its log says and never says.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import { promisify } from 'node:util';
import { configuredServer, eventually } from './configured.mjs';
import { exchange, open, readUntil } from './wire.mjs';

const isStopping = (server) => eventually(() => server.log().includes('stopping: '), 'the word that it stops');

test('told to stop, it is not ready any more, finishes what was begun, and says goodbye', async () => {
  const server = await configuredServer('');
  const begun = open(server.url);
  await once(begun, 'connect');
  begun.write('GET /readyz HTTP/1.1\r\nHost: a\r\n');
  await eventually(async () => /courtyard_connections_open [2-9]/.test(await (await fetch(`${server.url}/metrics`)).text()), 'the connection');
  const id = randomUUID();
  const upload = open(server.url);
  await once(upload, 'connect');
  const body = JSON.stringify({ campaign: 'beautiful-courtyard', observed_at: '2026-03-01T09:30:00+08:00', lon: 113.2, lat: 34.4, outcome: 'checked' });
  upload.write(`PUT /api/inspections/${id} HTTP/1.1\r\nHost: a\r\nAuthorization: ${server.as('field').authorization}\r\nContent-Type: application/json\r\nContent-Length: ${body.length}\r\nExpect: 100-continue\r\n\r\n`);
  assert.match(await readUntil(upload, '\r\n\r\n'), / 100 /, 'admitted');
  server.child.kill('SIGTERM');
  await isStopping(server);
  begun.write('\r\n');
  const answer = await readUntil(begun, 'stopping\n');
  assert.match(answer, /^HTTP\/1\.1 503 /);
  assert.match(answer, /\r\nConnection: close\r\n/);
  await assert.rejects(fetch(`${server.url}/healthz`), 'nobody new is let in');
  upload.write(body);
  const receipt = await readUntil(upload, '}');
  assert.match(receipt, /^HTTP\/1\.1 20[01] |^HTTP\/1\.1 422 /, receipt);
  assert.match(receipt, /\r\nConnection: close\r\n/);
  assert.deepEqual(await server.ended, { code: 0, signal: null });
  await server.remove();
});

test('told twice, it ends at once', async () => {
  const server = await configuredServer('');
  const half = open(server.url);
  await once(half, 'connect');
  half.write(`PUT /api/inspections/${randomUUID()} HTTP/1.1\r\nHost: a\r\nAuthorization: ${server.as('field').authorization}\r\nContent-Type: application/json\r\nContent-Length: 100\r\nExpect: 100-continue\r\n\r\n`);
  assert.match(await readUntil(half, '\r\n\r\n'), / 100 /, 'its body is awaited for ten seconds');
  server.child.kill('SIGTERM');
  await isStopping(server);
  assert.equal(server.child.exitCode, null, 'it waits for the body');
  assert.deepEqual(await server.stop('SIGTERM'), { code: null, signal: 'SIGTERM' });
  await server.remove();
});

test('over TLS browsers are bound to it, and a new certificate is shown after SIGHUP', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'courtyard-tls-'));
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  const certify = (serial, days) =>
    promisify(execFile)('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', String(days), '-subj', '/CN=localhost', '-set_serial', String(serial), '-keyout', key, '-out', certificate]);
  await certify(7, 1);
  const server = await configuredServer('', ['--tls-cert', certificate, '--tls-key', key]);
  const { hostname: host, port } = new URL(server.url);
  const ask = (method, path, headers = {}, body) =>
    new Promise((done, failed) => {
      const asked = request({ host, port, path, method, headers, rejectUnauthorized: false, agent: false }, (answer) => answer.resume().on('end', () => done(answer)));
      asked.on('error', failed);
      asked.end(body);
    });
  const serial = async () => {
    const socket = connectTls({ host, port: Number(port), rejectUnauthorized: false });
    await once(socket, 'secureConnect');
    const shown = socket.getPeerCertificate().serialNumber;
    socket.destroy();
    return Number.parseInt(shown, 16);
  };
  const daysLeft = () =>
    new Promise((done, failed) => {
      const asked = request({ host, port, path: '/metrics', rejectUnauthorized: false, agent: false }, async (answer) => {
        const [, end] = (await answer.setEncoding('utf8').toArray()).join('').match(/^courtyard_certificate_expires_seconds (\S+)$/m);
        done((Number(end) - Date.now() / 1000) / 86_400);
      });
      asked.on('error', failed);
      asked.end();
    });
  try {
    assert.equal((await ask('GET', '/healthz')).headers['strict-transport-security'], 'max-age=31536000; includeSubDomains');
    for (let i = 0; i < 2; i++) assert.equal((await ask('GET', '/tiles/areas/9/416/204.mvt')).headers['strict-transport-security'], 'max-age=31536000; includeSubDomains');
    const { name, password } = server.accounts.viewer;
    const signedIn = await ask('POST', '/api/session', { 'content-type': 'application/json' }, JSON.stringify({ name, password }));
    assert.match(signedIn.headers['set-cookie'][0], /^__Host-sid=[^;]+; Path=\/; HttpOnly; SameSite=Lax; .*Secure$/);
    assert.equal(await serial(), 7);
    assert.ok(Math.abs((await daysLeft()) - 1) < 0.1);
    await certify(8, 30);
    server.child.kill('SIGHUP');
    await eventually(async () => (await serial()) === 8, 'the new certificate');
    await eventually(async () => Math.abs((await daysLeft()) - 30) < 0.1, 'the end of the new one among the figures');
    await rm(key);
    server.child.kill('SIGHUP');
    await eventually(() => server.log().includes('the old one stays in use'), 'the word about it');
    assert.equal(await serial(), 8);
  } finally {
    await server.remove();
    await rm(folder, { recursive: true });
  }
});

test('the log has one line for each request and no secret', async () => {
  const server = await configuredServer('log_level = "debug"\n');
  const ids = [];
  const secrets = [];
  const ask = async (method, path, headers = {}, body) => {
    const answer = await fetch(server.url + path, { method, headers, body });
    ids.push(answer.headers.get('x-request-id'));
    return answer;
  };
  try {
    const json = { 'content-type': 'application/json' };
    for (const { name, password, token } of Object.values(server.accounts)) {
      secrets.push(password, token);
      const signedIn = await ask('POST', '/api/session', json, JSON.stringify({ name, password }));
      assert.equal(signedIn.status, 200);
      const cookie = signedIn.headers.get('set-cookie').split(';')[0];
      secrets.push(cookie.slice(cookie.indexOf('=') + 1));
      const wrong = `a wrong password ${randomUUID()}`;
      secrets.push(wrong, wrong.slice(17));
      assert.equal((await ask('POST', '/api/session', json, JSON.stringify({ name: `${name}x`, password: wrong }))).status, 401);
      for (const headers of [{ cookie }, { authorization: `Bearer ${token}` }])
        for (const path of ['/', '/api/me', '/api/progress', '/tiles/areas/9/416/204.mvt', '/ogc/collections/courtyards/items?limit=1', `/api/progress?token=${token}`, `/api/me?password=${encodeURIComponent(password)}`, '/api/exports/villages.csv', '/api/quality']) await (await ask('GET', path, headers)).arrayBuffer();
      await ask('PUT', `/api/inspections/${randomUUID()}`, { ...json, authorization: `Bearer ${token}` }, JSON.stringify({ note: password }));
      await ask('DELETE', '/api/session', { cookie, origin: server.url });
    }
    const forged = `Bearer cy_${randomUUID()}`;
    secrets.push(forged.slice(7));
    await ask('GET', '/api/progress', { authorization: forged });
    await exchange(server.url, `GET /api/me#${secrets[0]} HTTP/1.1\r\nHost: a\r\nAuthorization: ${forged}\r\n\r\n`);
    await exchange(server.url, `BREW /api/me?x=${secrets[0]} HTTP/1.1\r\nHost: a\r\nCookie: sid=${secrets[1]}\r\n\r\n`);
    await server.stop();
    const lines = server.log().split('\n');
    for (const id of ids) assert.equal(lines.filter((line) => line.includes(` request ${id} `)).length, 1, `one line for ${id}`);
    for (const secret of secrets) assert.ok(!server.log().includes(secret), 'a secret stands in the log');
    assert.match(server.log(), / request [0-9a-f]{16} \S+ 127\.0\.0\.1 GET \/api\/progress 200 \d+B \d+\.\dms/);
  } finally {
    await server.remove();
  }
});

test('by default only changes and refusals have lines', async () => {
  const server = await configuredServer('');
  try {
    await fetch(`${server.url}/api/campaigns`);
    await fetch(`${server.url}/api/nothing`);
    await server.stop();
    assert.doesNotMatch(server.log(), /\/api\/campaigns/);
    assert.match(server.log(), /GET \/api\/nothing 404 /);
  } finally {
    await server.remove();
  }
});

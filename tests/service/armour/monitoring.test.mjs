// SPDX-License-Identifier: Apache-2.0
// Who reads /metrics, what a proxy changes about a tile that lies ready, and HSTS.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { configuredServer } from './configured.mjs';

const status = async (server, path, headers = {}) => {
  const answer = await fetch(server.url + path, { headers });
  await answer.arrayBuffer();
  return answer.status;
};

test('figures are for this machine unless other addresses are named, and a proxy that nobody named is a stranger', async () => {
  const server = await configuredServer('');
  try {
    assert.equal(await status(server, '/metrics'), 200);
    for (const headers of [{ 'x-forwarded-for': '203.0.113.9' }, { 'x-forwarded-for': '127.0.0.1' }, { forwarded: 'for=127.0.0.1' }]) {
      const refused = await fetch(`${server.url}/metrics`, { headers });
      assert.equal(refused.status, 403);
      assert.equal((await refused.json()).code, 'metrics.address');
    }
    assert.equal(await status(server, '/healthz', { 'x-forwarded-for': '203.0.113.9' }), 200, 'only the figures');
  } finally {
    await server.remove();
  }
});

test('behind a named proxy the client decides, and metrics_from lets others in', async () => {
  const server = await configuredServer('trusted_proxies = ["127.0.0.1"]\nmetrics_from = ["198.51.100.0/24", "2001:db8::9"]\n');
  try {
    const from = (address) => status(server, '/metrics', { 'x-forwarded-for': address });
    assert.equal(await from('198.51.100.7'), 200);
    assert.equal(await from('2001:db8::9'), 200);
    assert.equal(await from('203.0.113.9'), 403);
    assert.equal(await from('198.51.100.7, 203.0.113.9'), 403, 'what a client makes up before the proxy writes');
    assert.equal(await from('127.0.0.1'), 403);
    assert.equal(await status(server, '/metrics'), 403, 'this machine is not named any more');
  } finally {
    await server.remove();
  }
});

test('a tile that lies ready is the same through a trusted proxy, with HSTS for clients of TLS and a ration for each', async () => {
  const server = await configuredServer('trusted_proxies = ["127.0.0.1"]\nrequests_per_minute = 4\nlimit_loopback = true\n');
  try {
    const tile = (headers) => fetch(`${server.url}/tiles/areas/9/416/204.mvt`, { headers });
    const bytes = async (answer) => Buffer.from(await answer.arrayBuffer()).toString('hex');
    const plain = await bytes(await tile({ 'x-forwarded-for': '192.0.2.1' }));
    for (let i = 0; i < 3; i++) {
      const answer = await tile({ 'x-forwarded-for': '192.0.2.1', 'x-forwarded-proto': 'https', 'x-real-ip': '192.0.2.1', via: '1.1 proxy' });
      assert.equal(answer.status, 200);
      assert.equal(answer.headers.get('strict-transport-security'), 'max-age=31536000; includeSubDomains');
      assert.equal(await bytes(answer), plain);
    }
    assert.equal((await tile({ 'x-forwarded-for': '192.0.2.1' })).status, 429, 'its ration is spent');
    const other = await tile({ 'x-forwarded-for': '192.0.2.2', 'x-forwarded-proto': 'http' });
    assert.equal(other.status, 200, 'another client has its own');
    assert.equal(other.headers.get('strict-transport-security'), null);
  } finally {
    await server.remove();
  }
});

test('HSTS for this host alone, where the operator says so', async () => {
  const server = await configuredServer('trusted_proxies = ["127.0.0.1"]\nhsts_subdomains = false\n');
  try {
    for (const path of ['/healthz', '/api/nothing', '/tiles/areas/9/416/204.mvt', '/tiles/areas/9/416/204.mvt'])
      assert.equal((await fetch(server.url + path, { headers: { 'x-forwarded-for': '192.0.2.1', 'x-forwarded-proto': 'https' } })).headers.get('strict-transport-security'), 'max-age=31536000', path);
  } finally {
    await server.remove();
  }
});

// SPDX-License-Identifier: Apache-2.0
// Who reads /metrics, what a proxy changes about a tile that lies ready, and HSTS.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, symlink } from 'node:fs/promises';
import { request } from 'node:https';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { run, sampleServer } from '../program.mjs';
import { configuredServer, eventually } from './configured.mjs';

const packaging = join(import.meta.dirname, '../../../packaging');

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

/** A server with everything that is watched: TLS, backups, a proxy in front, rations. */
async function watchedServer(folder) {
  const [certificate, key, backupKey, backups] = ['certificate.pem', 'key.pem', 'backup.key', 'backups'].map((name) => join(folder, name));
  await promisify(execFile)('openssl', ['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '20', '-subj', '/CN=localhost', '-keyout', key, '-out', certificate]);
  assert.equal((await run(['backup', '--new-key', backupKey])).code, 0);
  const settings = `backup_dir = "${backups}"\nbackup_key = "${backupKey}"\ntrusted_proxies = ["127.0.0.1"]\nrequests_per_minute = 4\n`;
  const server = await configuredServer(settings, ['--tls-cert', certificate, '--tls-key', key]);
  const { hostname: host, port } = new URL(server.url);
  /** -> [status, body] */
  const ask = (path, headers = {}) =>
    new Promise((done, failed) => {
      const asked = request({ host, port, path, headers, rejectUnauthorized: false, agent: false }, async (answer) => done([answer.statusCode, (await answer.setEncoding('utf8').toArray()).join('')]));
      asked.on('error', failed);
      asked.end();
    });
  return { ...server, ask };
}

test('every figure that the alerts and the dashboard ask for is served', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'courtyard-watched-'));
  const server = await watchedServer(folder);
  try {
    // What is counted by reason is there from the first time on.
    const spent = { 'x-forwarded-for': '192.0.2.1' };
    for (let i = 0; i < 5; i++) await server.ask('/api/areas', spent);
    assert.equal((await server.ask('/api/areas', spent))[0], 429);
    assert.equal((await server.ask(`/${'x'.repeat(10_000)}`))[0], 414);
    const figures = async () => Object.fromEntries([...(await server.ask('/metrics'))[1].matchAll(/^(courtyard_\w+)(?:\{[^}]*\})? (\S+)$/gm)].map(([, name, value]) => [name, Number(value)]));
    await eventually(async () => 'courtyard_backup_finished_seconds' in (await figures()), 'the first backup');
    const served = await figures();
    const asked = (of) => [...new Set([...of.matchAll(/courtyard_\w+/g)].map(([name]) => name))];
    for (const file of ['alerts.yml', 'grafana.json']) {
      const names = asked(await readFile(join(packaging, file), 'utf8'));
      assert.ok(names.length > 8, file);
      for (const name of names) assert.ok(name in served, `${file}: ${name}`);
    }
    const now = Date.now() / 1000;
    for (const name of ['courtyard_backup_finished_seconds', 'courtyard_audit_sealed_seconds']) assert.ok(Math.abs(served[name] - now) < 600, name);
    assert.ok(Math.abs(served.courtyard_certificate_expires_seconds - now - 20 * 86_400) < 3_600);
    assert.ok(served.courtyard_data_free_bytes > 0 && served.courtyard_database_bytes > 100_000 && served.courtyard_database_log_bytes >= 0);
    // Nothing was written since: the whole backup holds it all, and nothing rings.
    assert.equal(served.courtyard_backup_changes_revision, served.courtyard_revision);
  } finally {
    await server.remove();
    await rm(folder, { recursive: true });
  }
});

test('who runs a server with settings is told once of seals beside the audit and of backups that are not made', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'courtyard-watched-'));
  assert.equal((await run(['backup', '--new-key', join(folder, 'key')])).code, 0);
  const careful = `audit_anchor = "${folder}/seals.log"\nbackup_dir = "${folder}/backups"\nbackup_key = "${folder}/key"\n`;
  const complaints = async (settings) => {
    const server = settings === null ? await sampleServer() : await configuredServer(settings);
    await server.stop();
    await server.remove();
    return ['audit_anchor', 'backup_dir'].filter((word) => server.log().split('\n').filter((line) => line.includes('warning') && line.includes(word)).length === 1);
  };
  try {
    assert.deepEqual(await complaints(''), ['audit_anchor', 'backup_dir']);
    assert.deepEqual(await complaints(careful), []);
    assert.deepEqual(await complaints(null), [], 'who only tries it out');
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('where it cannot be told on which disk the seals lie, the server serves all the same', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'courtyard-watched-'));
  const [one, other] = ['one', 'other'].map((name) => join(folder, name));
  await symlink(other, one);
  await symlink(one, other);
  const server = await configuredServer(`audit_anchor = "${one}/seals.log"\n`);
  try {
    assert.equal(await status(server, '/healthz'), 200);
    await eventually(() => /audit's seal cannot be written/.test(server.log()), 'what is wrong with the seals');
  } finally {
    await server.remove();
    await rm(folder, { recursive: true });
  }
});

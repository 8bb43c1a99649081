// SPDX-License-Identifier: Apache-2.0
// What a package puts on a machine: every file in its place, a unit that shuts the service in, settings the program reads,
// examples that the proxies accept, and a list of what it is all made of.
import assert from 'node:assert/strict';
import { execFileSync, spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';

const root = join(import.meta.dirname, '../..');
const build = process.env.COURTYARD_BUILD;
const has = (command) => spawnSync('sh', ['-c', `command -v ${command}`]).status === 0;
let folder;
let at;
before(() => {
  folder = mkdtempSync(join(tmpdir(), 'courtyard-package-'));
  at = join(folder, 'root');
  execFileSync('cmake', ['--install', build, '--prefix', '/usr'], { env: { ...process.env, DESTDIR: at }, stdio: 'pipe' });
});
after(() => rmSync(folder, { recursive: true }));

const text = (path) => readFileSync(join(at, path), 'utf8');

test('everything is in its place and nothing else', () => {
  const files = readdirSync(at, { recursive: true }).filter((name) => statSync(join(at, name)).isFile()).sort();
  const outside = files.filter((name) => !/^(usr\/bin\/courtyard|usr\/share\/courtyard\/(web|monitoring)\/.+|usr\/share\/doc\/courtyard\/.+|etc\/courtyard\/courtyard\.toml|lib\/systemd\/system\/courtyard\.service)$/.test(name));
  assert.deepEqual(outside, []);
  for (const name of [
    'usr/bin/courtyard', 'usr/share/courtyard/web/index.html', 'usr/share/courtyard/monitoring/alerts.yml', 'usr/share/courtyard/monitoring/grafana.json',
    'usr/share/doc/courtyard/copyright', 'usr/share/doc/courtyard/DEPLOY.md', 'usr/share/doc/courtyard/sbom.cdx.json',
    'usr/share/doc/courtyard/examples/nginx.conf', 'usr/share/doc/courtyard/examples/Caddyfile', 'etc/courtyard/courtyard.toml', 'lib/systemd/system/courtyard.service',
  ])
    assert.ok(files.includes(name), `${name} is missing`);
  assert.ok(files.some((name) => /^usr\/share\/courtyard\/web\/assets\/.+\.js$/.test(name)), 'the dashboard has no script');
});

test('every document is there, and every link in them leads to something that is there', () => {
  const docs = join(at, 'usr/share/doc/courtyard');
  const documents = readdirSync(docs, { recursive: true }).filter((name) => name.endsWith('.md'));
  for (const name of [...readdirSync(join(root, 'docs')).filter((one) => one.endsWith('.md')), ...readdirSync(join(root, 'docs/decisions')).map((one) => `decisions/${one}`)])
    assert.ok(documents.includes(name), `${name} is missing`);
  let followed = 0;
  for (const name of documents)
    for (const [, link] of readFileSync(join(docs, name), 'utf8').matchAll(/\]\(([^)\s]+)\)/g)) {
      if (/^(https?:|mailto:)/.test(link)) continue;
      const [path, anchor] = link.split('#');
      const file = path ? join(docs, name, '..', path) : join(docs, name);
      assert.ok(existsSync(file), `${name}: ${link}`);
      if (anchor !== undefined && file.endsWith('.md')) {
        const headings = [...readFileSync(file, 'utf8').matchAll(/^#+ (.*)$/gm)].map(([, words]) => words.toLowerCase().replace(/[^\p{L}\p{N} _-]/gu, '').replaceAll(' ', '-'));
        assert.ok(headings.includes(decodeURIComponent(anchor)) || readFileSync(file, 'utf8').includes(`id="${anchor}"`), `${name}: ${link}`);
      }
      followed++;
    }
  assert.ok(followed > 60, `${followed} links`);
});

test('the settings are read by the program, and are files that an upgrade leaves alone', () => {
  assert.equal(readFileSync(join(root, 'packaging/debian/conffiles'), 'utf8'), '/etc/courtyard/courtyard.toml\n');
  // A data folder that cannot be made: the program has read every setting before it says so.
  const settings = text('etc/courtyard/courtyard.toml').replace('/var/lib/courtyard', '/dev/null/courtyard').replace(/^#(backup_\w+ =)/gm, '$1');
  assert.match(settings, /^backup_dir = /m);
  const file = join(folder, 'courtyard.toml');
  writeFileSync(file, settings);
  const ran = spawnSync(join(at, 'usr/bin/courtyard'), ['serve', '--config', file], { encoding: 'utf8' });
  assert.equal(ran.status, 3, ran.stderr);
  assert.match(ran.stderr, /data\.folder/);
  // Every setting that the package names is one of the example's.
  const keys = (of) => [...of.matchAll(/^#?(\w+) = /gm)].map(([, key]) => key);
  for (const key of keys(settings)) assert.ok(keys(readFileSync(join(root, 'courtyard.example.toml'), 'utf8')).includes(key), key);
});

test('the unit is sound and shuts the service in', { skip: !has('systemd-analyze') }, () => {
  const unit = join(folder, 'courtyard.service');
  writeFileSync(unit, text('lib/systemd/system/courtyard.service').replace('/usr/bin/courtyard', join(at, 'usr/bin/courtyard')));
  const verified = spawnSync('systemd-analyze', ['verify', unit], { encoding: 'utf8' });
  assert.equal(verified.stderr, '');
  const judged = spawnSync('systemd-analyze', ['security', '--offline=true', '--threshold=20', '--no-pager', unit], { encoding: 'utf8' });
  assert.equal(judged.status, 0, judged.stdout.split('\n').filter((line) => line.startsWith('✗')).join('\n'));
  assert.match(judged.stdout, /Overall exposure level for courtyard\.service: [01]\.\d/);
});

/** The system calls that a unit allows, as systemd reads its lines in order. */
function allowedCalls(unit) {
  const sets = new Map();
  let members;
  for (const line of execFileSync('systemd-analyze', ['syscall-filter', '--no-pager'], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).split('\n')) {
    if (line.startsWith('@')) sets.set(line.trim(), (members = []));
    else if (/^\s+[@a-z_0-9-]+$/.test(line)) members.push(line.trim());
  }
  const calls = (name) => (name.startsWith('@') ? sets.get(name).flatMap(calls) : [name]);
  const allowed = new Set(calls('@default'));
  for (const [, line] of unit.matchAll(/^SystemCallFilter=(.*)$/gm))
    for (const call of line.replace('~', '').split(' ').flatMap(calls)) line.startsWith('~') ? allowed.delete(call) : allowed.add(call);
  return [...allowed];
}

test('under the unit\'s system call filter it serves, shuts its parsing workers in, and stops', { skip: !has('systemd-analyze') }, async () => {
  const calls = allowedCalls(text('lib/systemd/system/courtyard.service'));
  assert.ok(calls.length > 200 && !calls.includes('chown') && !calls.includes('mount'));
  const filter = join(folder, 'under_filter');
  execFileSync('cc', ['-O1', '-Wall', '-Werror', '-o', filter, join(import.meta.dirname, 'under_filter.c'), '-lseccomp']);
  const child = spawn(filter, [join(at, 'usr/bin/courtyard'), 'serve', '--data', join(folder, 'data'), '--listen', '127.0.0.1:0', '--web', join(at, 'usr/share/courtyard/web')], { stdio: ['pipe', 'pipe', 'pipe'] });
  child.stdin.end(calls.join('\n'));
  let log = '';
  child.stderr.on('data', (bytes) => (log += bytes));
  const url = await new Promise((found, failed) => {
    child.stdout.on('data', (bytes) => {
      const match = String(bytes).match(/http:\/\/127\.0\.0\.1:\d+/);
      if (match) found(match[0]);
    });
    child.on('exit', (code) => failed(new Error(`it ended with ${code}: ${log}`)));
  });
  assert.equal(await (await fetch(`${url}/readyz`)).text(), 'ready\n');
  assert.equal((await fetch(`${url}/`)).status, 200);
  child.removeAllListeners('exit');
  const ended = new Promise((done) => child.on('exit', done));
  child.kill('SIGTERM');
  assert.equal(await ended, 0, log);
  assert.doesNotMatch(log, /WITHOUT seccomp|without limits/);
});

test('the scripts of the package are plain shell, and removal leaves no data behind only when it is purged', () => {
  for (const name of ['postinst', 'prerm', 'postrm']) {
    const file = join(root, 'packaging/debian', name);
    assert.equal(spawnSync('sh', ['-n', file]).status, 0, name);
    assert.equal(statSync(file).mode & 0o777, 0o755, name);
    assert.match(readFileSync(file, 'utf8'), /^#!\/bin\/sh\n[^]*\nset -e\n/, name);
  }
  const postrm = readFileSync(join(root, 'packaging/debian/postrm'), 'utf8');
  assert.ok(postrm.indexOf('rm -rf') > postrm.indexOf('"$1" = purge'));
});

test('nginx accepts its example', { skip: !has('nginx') || !has('openssl') }, () => {
  execFileSync('openssl', ['req', '-x509', '-newkey', 'rsa:2048', '-nodes', '-days', '2', '-subj', '/CN=courtyard', '-keyout', join(folder, 'key.pem'), '-out', join(folder, 'cert.pem')], { stdio: 'pipe' });
  const site = text('usr/share/doc/courtyard/examples/nginx.conf').replace('/etc/ssl/courtyard/fullchain.pem', join(folder, 'cert.pem')).replace('/etc/ssl/courtyard/privkey.pem', join(folder, 'key.pem'));
  writeFileSync(join(folder, 'site.conf'), site);
  writeFileSync(join(folder, 'nginx.conf'), `pid ${folder}/nginx.pid;\nerror_log ${folder}/error.log;\nevents {}\nhttp { access_log off; include ${folder}/site.conf; }\n`);
  const tested = spawnSync('nginx', ['-t', '-p', folder, '-c', join(folder, 'nginx.conf')], { encoding: 'utf8' });
  assert.equal(tested.status, 0, tested.stderr);
  assert.doesNotMatch(tested.stderr, /\[(warn|error|emerg)\]/);
});

test('Caddy accepts its example', { skip: !has('caddy') }, () => {
  const adapted = spawnSync('caddy', ['adapt', '--adapter', 'caddyfile', '--config', join(at, 'usr/share/doc/courtyard/examples/Caddyfile')], { encoding: 'utf8' });
  assert.equal(adapted.status, 0, adapted.stderr);
  assert.equal(JSON.parse(adapted.stdout).apps.http.servers.srv0.listen[0], ':443');
});

/** A port of loopback that nobody has now. */
const freePort = () =>
  new Promise((found) => {
    const one = createServer().listen(0, '127.0.0.1', () => {
      const { port } = one.address();
      one.close(() => found(port));
    });
  });

/** What a proxy answers in the clear, by path: `status` and where it sends one. */
async function inTheClear(command, words, port) {
  const proxy = spawn(command, words, { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, HOME: folder, XDG_DATA_HOME: folder, XDG_CONFIG_HOME: folder } });
  let log = '';
  for (const stream of [proxy.stdout, proxy.stderr]) stream.on('data', (bytes) => (log += bytes));
  const ended = new Promise((done) => proxy.on('exit', done));
  const ask = (path) =>
    new Promise((done, failed) => {
      const asked = request({ host: '127.0.0.1', port, path, headers: { host: 'courtyard.example.gov.cn' }, agent: false }, (answer) => answer.resume().on('end', () => done(`${answer.statusCode} ${answer.headers.location ?? ''}`.trim())));
      asked.on('error', failed);
      asked.end();
    });
  try {
    for (const until = Date.now() + 20_000; ; await new Promise((later) => setTimeout(later, 50))) {
      const up = await ask('/').then(() => true, () => false);
      if (up) break;
      assert.ok(proxy.exitCode === null && Date.now() < until, `${command} does not answer: ${log}`);
    }
    const answers = {};
    for (const path of ['/', '/review?area=1', '/api.html', '/api/session', '/api/progress?level=village', '/ogc', '/ogc/collections', '/tiles/areas/1/0/0.mvt', '/tiles/areas.json', '/metrics']) answers[path] = await ask(path);
    return answers;
  } finally {
    proxy.kill('SIGTERM');
    await ended;
  }
}
const there = (path) => `https://courtyard.example.gov.cn${path}`;
const refusedInTheClear = {
  ...Object.fromEntries(['/', '/review?area=1', '/api.html'].map((path) => [path, `301 ${there(path)}`])),
  ...Object.fromEntries(['/api/session', '/api/progress?level=village', '/ogc', '/ogc/collections', '/tiles/areas/1/0/0.mvt', '/tiles/areas.json', '/metrics'].map((path) => [path, '403'])),
};

test('behind nginx pages go on over TLS, and programs that ask in the clear are refused', { skip: !has('nginx') || !has('openssl') }, async () => {
  const port = await freePort();
  const secure = await freePort();
  // The site of the test before, on ports that nobody needs to be root for.
  const site = readFileSync(join(folder, 'site.conf'), 'utf8').replace('listen 80;', `listen 127.0.0.1:${port};`).replace('listen 443 ssl http2;', `listen 127.0.0.1:${secure} ssl http2;`).replace(/^ *listen \[::\].*$/gm, '');
  writeFileSync(join(folder, 'clear.conf'), `daemon off; master_process off; pid ${folder}/clear.pid;\nerror_log ${folder}/error.log;\nevents {}\nhttp { access_log off; ${['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((kind) => `${kind}_temp_path ${folder}/${kind};`).join(' ')}\n${site} }\n`);
  assert.deepEqual(await inTheClear('nginx', ['-p', folder, '-c', join(folder, 'clear.conf'), '-e', join(folder, 'error.log')], port), refusedInTheClear);
});

test('and behind Caddy', { skip: !has('caddy') }, async () => {
  const port = await freePort();
  const file = join(folder, 'Caddyfile');
  writeFileSync(file, `{\nadmin off\nhttp_port ${port}\nhttps_port ${await freePort()}\nlocal_certs\nskip_install_trust\n}\n${text('usr/share/doc/courtyard/examples/Caddyfile')}`);
  assert.deepEqual(await inTheClear('caddy', ['run', '--adapter', 'caddyfile', '--config', file], port), refusedInTheClear);
});

test('the list of parts names the libraries that are loaded and the packages of the dashboard, each with version and origin', () => {
  const bom = JSON.parse(text('usr/share/doc/courtyard/sbom.cdx.json'));
  assert.equal(bom.bomFormat, 'CycloneDX');
  assert.equal(bom.specVersion, '1.5');
  const refs = bom.components.map((part) => part['bom-ref']);
  assert.equal(new Set(refs).size, refs.length, 'a part stands twice');
  for (const part of bom.components) {
    assert.match(part.purl, /^pkg:(deb\/debian|npm)\/[^@]+@[^@]+$/, part.name);
    assert.ok(part.version, part.name);
  }
  const loaded = [...execFileSync('ldd', [join(at, 'usr/bin/courtyard')], { encoding: 'utf8' }).matchAll(/^\s*lib(sqlite3|sodium|gdal|ssl)\.so/gm)].map(([, name]) => name).sort();
  assert.deepEqual(loaded, ['gdal', 'sodium', 'sqlite3', 'ssl']);
  for (const name of ['libsqlite3-0', 'libsodium23', 'libgdal32', 'libssl3', 'libc6']) assert.ok(bom.components.some((part) => part.name === name), name);
  const shipped = bom.components.filter((part) => part.purl.startsWith('pkg:npm/') && part.scope === 'required');
  const declared = Object.keys(JSON.parse(readFileSync(join(root, 'web/package.json'), 'utf8')).dependencies);
  for (const name of declared) assert.ok(shipped.some((part) => part.name === name), name);
  for (const part of shipped) assert.match(part.hashes[0].content, /^[0-9a-f]{64,}$/, part.name);
});

test('npm packages are installed by their lock files, and run nothing of their own', () => {
  const scripts = readdirSync(join(root, 'script')).map((name) => join(root, 'script', name)).filter((file) => statSync(file).isFile());
  let seen = 0;
  for (const file of [...scripts, join(root, '.ci/run')])
    for (const line of readFileSync(file, 'utf8').split('\n')) {
      if (!/^\s*([a-z]+ )?npm (ci|install|i)\b/.test(line) || /^\s*say /.test(line)) continue;
      assert.match(line, /--ignore-scripts/, `${file}: ${line}`);
      seen++;
    }
  assert.ok(seen >= 2);
  for (const place of ['web', 'tests/browser', 'tests/clients']) assert.ok(existsSync(join(root, place, 'package-lock.json')), place);
});

test('the alerts ring when something is wrong, and on a busy day and in a quiet night they do not', { skip: !has('promtool') }, () => {
  const tested = spawnSync('promtool', ['test', 'rules', join(import.meta.dirname, 'alerts_test.yml')], { encoding: 'utf8' });
  assert.equal(tested.status, 0, tested.stdout + tested.stderr);
});

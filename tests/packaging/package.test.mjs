// SPDX-License-Identifier: Apache-2.0
// What a package puts on a machine: every file in its place, a unit that shuts the service in, settings the program reads,
// examples that the proxies accept, and a list of what it is all made of.
import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
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

test('the alerts ask for figures that the program has', () => {
  const metrics = ['api/metrics.cpp', 'api/handlers/operation.cpp'].map((file) => readFileSync(join(root, file), 'utf8')).join('\n');
  const asked = (of) => new Set([...of.matchAll(/courtyard_[a-z_]+/g)].map(([name]) => name.replace(/_bucket$/, '')));
  for (const name of [...asked(text('usr/share/courtyard/monitoring/alerts.yml')), ...asked(text('usr/share/courtyard/monitoring/grafana.json'))])
    assert.ok(metrics.includes(`"${name}"`), name);
});

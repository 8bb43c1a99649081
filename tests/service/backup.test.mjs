// SPDX-License-Identifier: Apache-2.0
// The restore drill: a server that is written to while it backs itself up, killed, and restored elsewhere, serves the same
// to the last byte; and what is no sound backup is refused.
import assert from 'node:assert/strict';
import { randomUUID, createHash } from 'node:crypto';
import { cp, mkdir, mkdtemp, readFile, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run, start } from './program.mjs';
import { madePhoto } from './made_photo.mjs';

const sample = process.env.COURTYARD_SAMPLE_DATA;
let folder;
let data;
let backups;
let keyFile;
let server;
let tokens;
let homes;

const as = (role) => ({ authorization: `Bearer ${tokens[role].token}` });
const call = (path, options = {}) =>
  fetch(server.url + path, { ...options, headers: { ...as(options.role ?? 'reviewer'), 'accept-encoding': 'identity', ...options.headers } });

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courtyard-backup-'));
  data = join(folder, 'data');
  backups = join(folder, 'backups');
  keyFile = join(folder, 'courtyard.key');
  await cp(sample, data, { recursive: true });
  tokens = JSON.parse(await readFile(join(data, 'demo-accounts.json'), 'utf8'));
  const made = await run(['backup', '--new-key', keyFile]);
  assert.equal(made.code, 0, made.err);
  const config = join(folder, 'courtyard.toml');
  await writeFile(config, `backup_dir = "${backups}"\nbackup_key = "${keyFile}"\nbackup_changes_seconds = 1\n`);
  server = await start(data, ['--config', config]);
  const page = await (await call('/ogc/collections/courtyards/items?limit=200', { role: 'field' })).json();
  homes = page.features.map((f) => ({ id: f.id, lon: f.geometry.coordinates[0], lat: f.geometry.coordinates[1] }));
});
after(async () => {
  server?.child.kill('SIGKILL');
  await rm(folder, { recursive: true });
});

const visit = (home, more = {}) => ({
  campaign: 'beautiful-courtyard', observed_at: '2026-03-01T09:30:00+08:00', lon: home.lon, lat: home.lat,
  household: home.id, outcome: 'accepted', ...more,
});
const put = (home, more) => {
  const id = randomUUID();
  return call(`/api/inspections/${id}`, {
    method: 'PUT', role: 'field', headers: { 'content-type': 'application/json' }, body: JSON.stringify(visit(home, more)),
  }).then(async (answer) => ({ id, status: answer.status, receipt: await answer.json() }));
};
const state = async () => (await call('/api/backups', { role: 'admin' })).json();

/** Asked until it is so; the runner's own time limit ends what never is. */
async function until(question) {
  for (;;) {
    const answer = await question();
    if (answer) return answer;
    await new Promise((next) => setTimeout(next, 20));
  }
}

/** What anybody can see at a revision: progress, tiles, lists, exports. */
async function shown(at, revision) {
  const paths = [
    `/api/progress?campaign=beautiful-courtyard&level=village&as_of=2026-06-30&revision=${revision}`,
    `/api/progress?campaign=skilled-wife&level=township&as_of=2026-06-30&revision=${revision}`,
    `/api/report?from=2026-01-01&to=2026-06-30&as_of=2026-06-30&revision=${revision}&f=text`,
    `/api/exports/courtyards.csv?as_of=2026-06-30&revision=${revision}`,
    `/api/exports/inspections.csv?as_of=2026-06-30&revision=${revision}`,
    '/ogc/collections/inspections/items?limit=1000',
  ];
  const { bounds } = await (await fetch(`${at.url}/tiles/courtyards.json`, { headers: as('reviewer') })).json();
  const [lon, lat] = [(bounds[0] + bounds[2]) / 2, (bounds[1] + bounds[3]) / 2];
  for (const zoom of [8, 11, 13, 14]) {
    const x = Math.floor(((lon + 180) / 360) * 2 ** zoom);
    const y = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** zoom);
    for (const layer of ['areas', 'courtyards', 'bases', 'inspections']) paths.push(`/tiles/${layer}/${zoom}/${x}/${y}.mvt`);
  }
  const answers = {};
  for (const path of paths) {
    const answer = await fetch(at.url + path, { headers: { ...as('reviewer'), 'accept-encoding': 'identity' } });
    assert.ok([200, 204].includes(answer.status), `${path}: ${answer.status} ${answer.status < 300 ? '' : await answer.text()}`);
    const text = Buffer.from(await answer.arrayBuffer()).toString('latin1');
    answers[path] = text.replaceAll(at.url, '').replace(/"timeStamp":"[^"]*"/, '');
  }
  return answers;
}

const restore = (file, to, more = []) => run(['restore', file, '--data', to, '--key-file', keyFile, '--format', 'json', ...more]);
const doctor = async (of, more = []) => {
  const done = await run(['doctor', '--data', of, '--format', 'json', ...more]);
  assert.notEqual(done.code, 3, done.err);
  return { code: done.code, ...JSON.parse(done.out) };
};
const sound = (report) => assert.deepEqual(report.examinations.filter((e) => e.verdict === 'bad'), []);

let batch; // an import that is undone after the restore
let last; // the last upload that was written down before the kill
let photo;
let newest; // the backup's file
let before_kill;

test('a backup is made at the start, and when an administrator asks, while uploads go on', async () => {
  await until(async () => (await state()).backups.length === 1 && !(await state()).running);
  assert.equal((await call('/api/backups', { method: 'POST', role: 'reviewer' })).status, 403);
  const csv = 'id,name,address,area,lon,lat,registered_on\n' +
    homes.slice(0, 20).map((h, i) => `backup-${i},王某,,${''},${h.lon},${h.lat},2026-02-01`).join('\n');
  batch = randomUUID();
  const imported = await call(`/api/imports/${batch}?kind=households&filename=h.csv`, { method: 'PUT', body: csv });
  assert.ok([200, 201].includes(imported.status), await imported.clone().text());
  assert.equal((await imported.json()).accepted, 20);

  let writing = true;
  let stored = 0;
  const writers = [0, 1, 2, 3].map(async (w) => {
    for (let i = w; writing; i = (i + 4) % homes.length) {
      const sent = await put(homes[i], { note: `${stored}` });
      assert.equal(sent.status, 201, JSON.stringify(sent.receipt));
      stored++;
    }
  });
  const asked = await call('/api/backups', { method: 'POST', role: 'admin' });
  assert.equal(asked.status, 202);
  await until(async () => (await state()).backups.length === 2);
  const during = stored;
  writing = false;
  await Promise.all(writers);
  assert.ok(during > 0, 'nothing was written meanwhile');
  // On a starved machine commits may have outrun what follows them: the next backup begins at once then.
  await until(async () => {
    const { running, changes } = await state();
    return changes.following && !running;
  });
  const now = await state();
  assert.equal(now.failed, null);
  assert.equal(now.changes.following, true);
  newest = join(backups, now.backups[0].name);
  assert.equal((await stat(newest)).mode & 0o777, 0o600);
});

test('the command line leaves a directory to its server, and says how to ask', async () => {
  const refused = await run(['backup', '--data', data, '--out', join(folder, 'elsewhere', 'x.backup'), '--key-file', keyFile]);
  assert.equal(refused.code, 3);
  assert.match(refused.err, new RegExp(`curl -X POST .*'${server.url}/api/backups'`));
  const examined = await run(['doctor', '--data', data]);
  assert.equal(examined.code, 3);
  assert.match(examined.err, /127\.0\.0\.1:\d+.*stop the server/);
});

test('killed, and restored elsewhere, it serves the same to the last byte', async () => {
  photo = madePhoto({ comment: randomUUID() });
  const hash = createHash('sha256').update(photo).digest('hex');
  const record = await put(homes[0], { photos: [hash] });
  const brought = await call(`/api/inspections/${record.id}/photos/${hash}`, {
    method: 'PUT', role: 'field', headers: { 'content-type': 'image/jpeg' }, body: photo,
  });
  assert.equal(brought.status, 201, await brought.clone().text());
  last = await put(homes[1]);
  const revision = last.receipt.revision;
  await until(async () => (await state()).changes.revision >= revision);
  before_kill = await shown(server, revision);
  await server.stop('SIGKILL');

  const to = join(folder, 'restored');
  const done = await restore(newest, to);
  assert.equal(done.code, 0, done.err);
  const said = JSON.parse(done.out);
  assert.equal(said.revision, revision);
  assert.ok(said.commits > 0 && said.photos >= 1, done.out);

  // The killed directory, once it was opened again, and the restored one hold the same, table by table.
  const killed = await doctor(data, ['--deep']);
  const restored = await doctor(to, ['--deep']);
  sound(killed);
  sound(restored);
  assert.equal(restored.revision, revision);
  assert.equal(restored.examinations.find((e) => e.name === 'audit').verdict, 'sound');
  // What was read of a county just before the kill is told by the audit alone, within the second that is not written down yet.
  const audit = (report) => report.tables.find((t) => t.table === 'audit').rows;
  // So is when each of them was last seen.
  const told = (report) =>
    report.tables
      .filter((t) => !['audit', 'audit_name'].includes(t.table))
      .map((t) => (['account', 'credential'].includes(t.table) ? { table: t.table, rows: t.rows } : t));
  assert.deepEqual(told(restored), told(killed));
  assert.ok(audit(restored) > 0 && audit(killed) - audit(restored) < 10, `${audit(killed)} ${audit(restored)}`);
  assert.deepEqual(restored.child_tables, killed.child_tables);
  assert.ok(restored.tables.find((t) => t.table === 'inspection').rows > 0);

  server = await start(to);
  assert.deepEqual(await shown(server, revision), before_kill);
  const shownPhoto = await call(`/api/inspections/${record.id}/photos/${hash}?size=original`);
  assert.equal(shownPhoto.status, 200);
  // Who had no answer asks again and is told what he was told then.
  const again = await call(`/api/inspections/${last.id}`, {
    method: 'PUT', role: 'field', headers: { 'content-type': 'application/json' }, body: JSON.stringify(visit(homes[1])),
  });
  assert.equal(again.status, 200);
  assert.deepEqual(await again.json(), last.receipt);
});

test('an import from before the backup is undone as ever', async () => {
  const undone = await call(`/api/imports/${batch}`, { method: 'DELETE' });
  assert.equal(undone.status, 200, await undone.clone().text());
  assert.equal((await call('/api/households/backup-0')).status, 404);
  await server.stop();
  sound(await doctor(join(folder, 'restored'), ['--deep']));
});

test('it is restored as it was at an earlier revision', async () => {
  const oldest = (await readdir(backups)).filter((n) => n.endsWith('.backup')).sort()[0];
  const revision = last.receipt.revision - 5;
  const to = join(folder, 'earlier');
  const done = await restore(join(backups, oldest), to, ['--until', String(revision)]);
  assert.equal(done.code, 0, done.err);
  const said = JSON.parse(done.out);
  assert.ok(said.revision <= revision && said.revision > said.backup_revision, done.out);
  sound(await doctor(to));
});

test('what was cut, changed, or sealed with another key is refused with a sentence, and nothing is put in place', async () => {
  const whole = await readFile(newest);
  const bent = join(folder, 'bent');
  await mkdir(bent);
  const otherKey = join(folder, 'other.key');
  await run(['backup', '--new-key', otherKey]);
  const refused = async (file, key, why) => {
    const to = join(folder, 'never');
    const done = await run(['restore', file, '--data', to, ...(key ? ['--key-file', key] : [])]);
    assert.ok([1, 2].includes(done.code), `${why}: ${done.code} ${done.err}`);
    assert.match(done.err, /courtyard: .{20,}/, why);
    await assert.rejects(stat(to), why);
    assert.deepEqual((await readdir(folder)).filter((n) => n.startsWith('courtyard-')), [], `${why}: something was left`);
    return done.err;
  };
  assert.match(await refused(newest, otherKey, 'another key'), /key or password does not open/);
  assert.match(await refused(newest, null, 'no key'), /--key-file/);
  for (const [why, bytes] of [
    ['cut by a byte', whole.subarray(0, whole.length - 1)],
    ['cut in the middle', whole.subarray(0, whole.length >> 1)],
    ['a byte changed', Buffer.concat([whole.subarray(0, whole.length >> 1), Buffer.from([whole[whole.length >> 1] ^ 1]), whole.subarray((whole.length >> 1) + 1)])],
    ['a byte added', Buffer.concat([whole, Buffer.from([0])])],
    ['empty', Buffer.alloc(0)],
  ]) {
    const file = join(bent, 'x.backup');
    await writeFile(file, bytes);
    await refused(file, keyFile, why);
  }
  const busy = await run(['restore', newest, '--data', backups, '--key-file', keyFile]);
  assert.equal(busy.code, 1);
  assert.match(busy.err, /restore into a new folder/);
});

test('nothing in a backup folder can be read without the key', async () => {
  const names = await readdir(backups, { recursive: true });
  let files = 0;
  for (const name of names) {
    const path = join(backups, name);
    if (!(await stat(path)).isFile()) continue;
    const bytes = await readFile(path);
    assert.equal(bytes.indexOf('SQLite format 3'), -1, name);
    assert.equal(bytes.indexOf('beautiful-courtyard'), -1, name);
    assert.equal(bytes.indexOf(photo.subarray(0, 20)), -1, name);
    assert.doesNotMatch(name, new RegExp(createHash('sha256').update(photo).digest('hex')));
    files++;
  }
  assert.ok(files > 3);
});

test('a stopped directory is backed up into one file, with a password or without', async () => {
  const of = join(folder, 'restored');
  const password = join(folder, 'password');
  await writeFile(password, 'a long enough password\n', { mode: 0o600 });
  const whole = await doctor(of, ['--deep']);
  for (const [name, key] of [['one.backup', ['--password-file', password]], ['plain.backup', []]]) {
    const file = join(folder, name);
    const made = await run(['backup', '--data', of, '--out', file, ...key]);
    assert.equal(made.code, 0, made.err);
    if (key.length === 0) assert.match(made.err, /whoever gets the backup reads it/);
    const compared = await run(['doctor', '--data', of, '--backup', file, '--format', 'json', ...key]);
    assert.equal(compared.code, 0, compared.out + compared.err);
    assert.equal(JSON.parse(compared.out).examinations.find((e) => e.name === 'backup.same').verdict, 'sound');
    const to = join(folder, `of-${name}`);
    const done = await run(['restore', file, '--data', to, '--format', 'json', ...key]);
    assert.equal(done.code, 0, done.err);
    if (name === 'one.backup') assert.deepEqual((await doctor(to, ['--deep'])).tables, whole.tables);
    await rm(to, { recursive: true });
  }
  const again = await run(['backup', '--data', of, '--out', join(folder, 'one.backup')]);
  assert.equal(again.code, 1);
  assert.match(again.err, /left alone/);
  const beside = await run(['backup', '--data', of, '--out', join(folder, 'two.backup'), '--key-file', keyFile]);
  assert.equal(beside.code, 1);
  assert.match(beside.err, /keep it elsewhere/);
});

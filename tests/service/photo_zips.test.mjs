// SPDX-License-Identifier: Apache-2.0
// A zip of photos as an import, over HTTP and from the command line.
import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { after, before, test } from 'node:test';
import { deflatedZeros, pointShapefile, zip } from './bad_inputs/made_files.mjs';
import { madePhoto, madeTrack, photoId } from './made_photo.mjs';
import { run, sampleServer } from './program.mjs';

let server;
let home; // a courtyard in the field account's township
before(async () => {
  server = await sampleServer();
  const answer = await fetch(`${server.url}/ogc/collections/courtyards/items?limit=1`, { headers: server.as('field') });
  const [lon, lat] = (await answer.json()).features[0].geometry.coordinates;
  home = { lon, lat };
});
after(async () => server.remove());

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');
const photo = (more = {}) => madePhoto({ comment: randomUUID(), at: home, taken: '2026:03:01 09:30:00', ...more });
const zipOf = (files) => zip(Object.entries(files).map(([name, data]) => ({ name, data, method: 0 })));
const send = async (file, { id = randomUUID(), as = 'field', query = {}, method = 'PUT', path = '' } = {}) => {
  const asked = new URLSearchParams({ kind: 'inspections', campaign: 'beautiful-courtyard', filename: 'photos.zip', ...query });
  const answer = await fetch(`${server.url}/api/imports/${id}${path}?${path ? '' : asked}`, { method, headers: server.as(as), body: file });
  return { id, status: answer.status, headers: answer.headers, report: await answer.json() };
};
/** As `send`; fetch gives up after five minutes, and a sanitizer takes longer over a thousand photos. */
const sendPatiently = (file) =>
  new Promise((resolve, reject) => {
    const asked = new URLSearchParams({ kind: 'inspections', campaign: 'beautiful-courtyard', filename: 'photos.zip' });
    request(`${server.url}/api/imports/${randomUUID()}?${asked}`, { method: 'PUT', headers: server.as('field') })
      .on('response', (answer) => json(answer).then((report) => resolve({ status: answer.statusCode, report }), reject))
      .on('error', reject)
      .end(file);
  });
const point = async (bytes, as = 'reviewer') => {
  const answer = await fetch(`${server.url}/api/inspections/${photoId(sha256(bytes))}`, { headers: server.as(as) });
  return { status: answer.status, ...(await answer.json()) };
};
const filesUnder = async (folder) =>
  (await readdir(join(server.data, folder), { recursive: true, withFileTypes: true })).filter((f) => f.isFile() && !/waiting/.test(f.parentPath ?? f.path)).length;

test('a dry run says what the import says; each photo is a point with its picture', async () => {
  const [a, b] = [photo(), photo({ taken: '2026:03:01 10:00:00' })];
  const file = zipOf({ 'DCIM/a.jpg': a, 'DCIM/b.jpg': b, 'DCIM/.DS_Store': 'x', '__MACOSX/DCIM/._a.jpg': 'x' });
  const blobs = await filesUnder('blobs');
  const tried = await send(file, { query: { dry_run: 'true' } });
  assert.equal(tried.status, 200, JSON.stringify(tried.report).slice(0, 600));
  assert.deepEqual(tried.report.table.counts, { matched: 0, new: 2, unchanged: 0, conflicting: 0, outside: 0, refused: 0 });
  assert.deepEqual(
    tried.report.table.rows.map((r) => [r.row, r.file, r.placed_by, r.id]),
    [
      [1, 'DCIM/a.jpg', 'photo', photoId(sha256(a))],
      [2, 'DCIM/b.jpg', 'photo', photoId(sha256(b))],
    ],
  );
  assert.equal(tried.report.format, 'Photos (zip)');
  assert.equal((await point(a)).status, 404);
  assert.equal(await filesUnder('blobs'), blobs);

  const done = await send(undefined, { id: tried.id, method: 'POST', path: '/confirm' });
  assert.equal(done.status, 201, JSON.stringify(done.report).slice(0, 600));
  const told = ({ stored: _s, revision: _r, ...rest }) => rest;
  assert.deepEqual(told(done.report), told(tried.report));
  const stored = await point(a);
  assert.equal(stored.observed_at, '2026-03-01T01:30:00.000Z');
  assert.deepEqual(stored.photos.map((p) => [p.sha256, p.named, p.flags]), [[sha256(a), true, []]]);
  assert.deepEqual(stored.missing, []);
  assert.ok(Math.abs(stored.lon - home.lon) < 1e-6 && Math.abs(stored.lat - home.lat) < 1e-6);
  const picture = await fetch(`${server.url}/api/inspections/${stored.id}/photos/${sha256(a)}?size=original`, { headers: server.as('reviewer') });
  assert.deepEqual(Buffer.from(await picture.arrayBuffer()), a);
  assert.equal(await filesUnder('spool'), 0);

  const replay = await send(file, { id: tried.id });
  assert.deepEqual([replay.status, replay.headers.get('idempotency-replayed')], [200, 'true']);
  assert.deepEqual(replay.report, done.report);
  const held = await fetch(`${server.url}/api/receipts/check`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...server.as('field') },
    body: JSON.stringify({ hashes: [sha256(file)] }),
  });
  assert.deepEqual((await held.json()).receipts.map((r) => [r.kind, r.id, r.revision]), [['import', tried.id, done.report.revision]]);
});

test('the same zip under another id, and one that overlaps it, double nothing', async () => {
  const [a, b, c] = [photo(), photo(), photo()];
  assert.equal((await send(zipOf({ 'a.jpg': a, 'b.jpg': b }))).status, 201);
  const blobs = await filesUnder('blobs');
  const same = await send(zipOf({ 'a.jpg': a, 'b.jpg': b }));
  assert.deepEqual([same.status, same.report.unchanged], [201, 2]);
  const over = await send(zipOf({ 'renamed.jpg': b, 'c.jpg': c }));
  assert.deepEqual([over.status, over.report.unchanged, over.report.table.counts.new], [201, 1, 1]);
  assert.equal(await filesUnder('blobs'), blobs + 1);
});

test('an import that is undone takes its points back, and the zip may come again under another id', async () => {
  const a = photo();
  const file = zipOf({ 'a.jpg': a });
  const first = await send(file);
  const undone = await fetch(`${server.url}/api/imports/${first.id}`, { method: 'DELETE', headers: server.as('field') });
  assert.equal(undone.status, 200);
  assert.equal((await point(a)).status, 404);
  assert.equal((await send(file, { id: first.id })).status, 409);
  const again = await send(file);
  assert.deepEqual([again.status, again.report.table.counts.new], [201, 1]);
  assert.deepEqual((await point(a)).photos.map((p) => p.sha256), [sha256(a)]);
});

test('what is no photo, or has no place or no time, is refused by name and nothing is stored', async () => {
  const good = photo();
  const files = { 'good.jpg': good, 'nowhere.jpg': photo({ at: undefined }), 'never.jpg': photo({ taken: undefined }), 'list.xlsx.txt': 'hello' };
  const blobs = await filesUnder('blobs');
  const refused = await send(zipOf(files));
  assert.equal(refused.status, 422);
  assert.deepEqual(
    refused.report.rejections.map((r) => [r.row, r.file, r.code]),
    [
      [2, 'nowhere.jpg', 'photo.no_position'],
      [3, 'never.jpg', 'photo.no_time'],
      [4, 'list.xlsx.txt', 'photo.not_a_photo'],
    ],
  );
  assert.match(refused.report.rejections[0].detail, /nowhere\.jpg：照片里没有位置/);
  assert.equal((await point(good)).status, 404);
  assert.equal(await filesUnder('blobs'), blobs);
  const valid = await send(zipOf(files), { query: { accept: 'valid' } });
  assert.deepEqual([valid.status, valid.report.accepted, valid.report.rejected], [201, 1, 3]);
});

test('a track in the zip places a photo by its time and says so', async () => {
  const lost = photo({ at: undefined, taken: '2026:03:01 09:30:20' });
  const track = madeTrack([[home.lon, home.lat, '2026-03-01T01:30:00Z'], [home.lon + 0.0006, home.lat, '2026-03-01T01:31:00Z']]);
  const done = await send(zipOf({ 'lost.jpg': lost, 'walk.gpx': track }));
  assert.equal(done.status, 201, JSON.stringify(done.report).slice(0, 600));
  assert.deepEqual(done.report.table.rows.map((r) => [r.file, r.placed_by]), [['lost.jpg', 'track']]);
  assert.deepEqual(done.report.doubts.filter((d) => d.code === 'photo.placed_by_track').map((d) => [d.row, d.file]), [[1, 'lost.jpg']]);
  const stored = await point(lost);
  assert.equal(stored.position_source, 'gps');
  assert.ok(Math.abs(stored.lon - (home.lon + 0.0002)) < 1e-9);
  assert.ok(stored.photos[0].flags.includes('photo_no_position'), 'a reviewer sees that the photo itself says nothing');
});

test('a zip is what is in it, and photos are inspection points of a campaign', async () => {
  const jpg = photo();
  const { shp, shx, dbf } = pointShapefile([{ lon: home.lon, lat: home.lat, values: { outcome: 'checked', time: '2026-03-01' } }]);
  const shapefile = await send(zipOf({ 'p.shp': shp, 'p.shx': shx, 'p.dbf': dbf, 'photo.jpg': jpg }), { query: { dry_run: 'true' } });
  assert.equal(shapefile.report.format, 'Shapefile (zip)', JSON.stringify(shapefile.report).slice(0, 300));
  const households = await send(zipOf({ 'a.jpg': jpg }), { as: 'reviewer', query: { kind: 'households' } });
  assert.deepEqual([households.status, households.report.code], [422, 'file.photos']);
  const nobody = await send(zipOf({ 'a.jpg': jpg }), { query: { campaign: '' } });
  assert.equal(nobody.status, 422);
  const asked = await fetch(`${server.url}/api/imports?kind=inspections`, { method: 'POST', headers: server.as('field'), body: zipOf({ 'a.jpg': jpg }) });
  const { code, subject } = await asked.json();
  assert.deepEqual([asked.status, code, subject], [422, 'column.missing', 'campaign']);
});

test('a bomb among photos is refused, and so is one that looks like a photo', async () => {
  const zeros = deflatedZeros(200 << 20);
  const entry = { name: 'z.jpg', packed: zeros, size: 200 << 20 };
  const bomb = await send(zip([{ name: 'a.jpg', data: photo(), method: 0 }, entry]));
  assert.deepEqual([bomb.status, bomb.report.code], [413, 'archive.too_big']);
  const many = await send(zip(Array.from({ length: 2_001 }, (_, i) => ({ name: `${i}.jpg`, data: photo({ comment: `${i}` }), method: 0 }))));
  assert.deepEqual([many.status, many.report.code], [413, 'archive.too_big']);
  const large = await send(zipOf({ 'huge.jpg': Buffer.concat([photo(), randomBytes(12 << 20)]) }));
  assert.deepEqual([large.status, large.report.rejections[0].code], [422, 'photo.too_large']);
});

test('a thousand photos come in one zip', async () => {
  const photos = Array.from({ length: 1_000 }, (_, i) => photo({ comment: `thousand ${i} ${randomUUID()}` }));
  const done = await sendPatiently(zipOf(Object.fromEntries(photos.map((bytes, i) => [`IMG_${i}.jpg`, bytes]))));
  assert.equal(done.status, 201, JSON.stringify(done.report).slice(0, 300));
  assert.deepEqual([done.report.rows, done.report.table.counts.new], [1_000, 1_000]);
  for (const one of [0, 499, 999]) assert.deepEqual((await point(photos[one])).photos.map((p) => p.sha256), [sha256(photos[one])]);
});

test('the same id with other terms is another import: 409', async () => {
  const file = zipOf({ 'a.jpg': photo() });
  const first = await send(file);
  assert.equal(first.status, 201);
  const other = await send(file, { id: first.id, query: { 'set.outcome': 'accepted' } });
  assert.deepEqual([other.status, other.report.code], [409, 'id.conflict']);
  const same = await send(file, { id: first.id, query: { filename: 'other.zip', rows: '5', datum: 'WGS84' } });
  assert.equal(same.status, 200, 'the name of the file and the length of the table are no part of it');
});

test('the command line takes a zip or a folder, with a progress bar', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'courtyard-photos-'));
  const data = join(folder, 'data');
  try {
    const photos = Array.from({ length: 12 }, () => photo());
    await writeFile(join(folder, 'p.zip'), zipOf(Object.fromEntries(photos.slice(0, 6).map((bytes, i) => [`${i}.jpg`, bytes]))));
    const words = ['--data', data, '--set', 'campaign=beautiful-courtyard'];
    const tried = await run(['load', 'inspections', join(folder, 'p.zip'), ...words, '--dry-run']);
    assert.equal(tried.code, 0, tried.out + tried.err);
    assert.match(tried.out, /6 rows \(Photos \(zip\)\), 6 accepted, 0 unchanged, 0 rejected.*nothing was stored/);
    const zipped = await run(['load', 'inspections', join(folder, 'p.zip'), ...words]);
    assert.equal(zipped.code, 0, zipped.out + zipped.err);
    assert.match(zipped.err, /load inspections 100 %/);
    await mkdir(join(folder, 'pictures'));
    for (const [i, bytes] of photos.entries()) await writeFile(join(folder, 'pictures', `${i}.jpg`), bytes);
    const loaded = await run(['load', 'inspections', join(folder, 'pictures'), ...words]);
    assert.equal(loaded.code, 0, loaded.out + loaded.err);
    assert.match(loaded.out, /12 rows \(Photos \(folder\)\), 12 accepted, 6 unchanged/);
    const refused = await run(['load', 'households', join(folder, 'p.zip'), '--data', data]);
    assert.equal(refused.code, 1);
    assert.match(refused.err, /photos, which are imported as inspection points/);
  } finally {
    await rm(folder, { recursive: true });
  }
});

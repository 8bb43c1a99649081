// SPDX-License-Identifier: Apache-2.0
// Photos over HTTP: once, whole, before or after their record, and nothing personal in what is shown.
import assert from 'node:assert/strict';
import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { hostileGround } from './bad_inputs/hostile_ground.mjs';
import { run } from './program.mjs';
import { assertToldFromWhere } from './told_from_where.mjs';

const ground = hostileGround();
let server;
let folder;
let photos; // as the sample county has them: of its households, with EXIF
let place; // a position of the field account's township
before(async () => {
  await ground.opened;
  server = ground.server;
  folder = await mkdtemp(join(tmpdir(), 'courtyard-photos-'));
  const made = await run(['sample', '--out', folder, '--households', '6400']);
  assert.equal(made.code, 0, made.err);
  photos = await Promise.all((await readdir(join(folder, 'photos'))).map((name) => readFile(join(folder, 'photos', name))));
  const answer = await fetch(`${server.url}/ogc/collections/courtyards/items?limit=1`, { headers: server.as('field') });
  const [lon, lat] = (await answer.json()).features[0].geometry.coordinates;
  place = { lon, lat };
});
after(() => rm(folder, { recursive: true }));

const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** The same picture under another hash: with a comment right after the first two bytes. */
function another(photo = photos[0], comment = randomUUID()) {
  const text = Buffer.from(comment);
  const head = Buffer.from([0xff, 0xfe, (text.length + 2) >> 8, (text.length + 2) & 0xff]);
  return Buffer.concat([photo.subarray(0, 2), head, text, photo.subarray(2)]);
}

/** The photo with this EXIF position, N and E, as 3 rationals of each. */
function withExif(photo, lat, lon) {
  const rationals = (list) => Buffer.from(new Uint32Array(list.flat()).buffer);
  const entry = (tag, format, count, value) => {
    const bytes = Buffer.alloc(12);
    bytes.writeUInt16LE(tag, 0);
    bytes.writeUInt16LE(format, 2);
    bytes.writeUInt32LE(count, 4);
    if (typeof value === 'string') bytes.write(value, 8);
    else bytes.writeUInt32LE(value, 8);
    return bytes;
  };
  const gps = 26;
  const values = gps + 2 + 4 * 12 + 4;
  const tiff = Buffer.concat([
    Buffer.from('II*\0\x08\0\0\0', 'latin1'),
    Buffer.from([1, 0]),
    entry(0x8825, 4, 1, gps),
    Buffer.alloc(4),
    Buffer.from([4, 0]),
    entry(1, 2, 2, 'N'),
    entry(2, 5, 3, values),
    entry(3, 2, 2, 'E'),
    entry(4, 5, 3, values + 24),
    Buffer.alloc(4),
    rationals(lat),
    rationals(lon),
  ]);
  const payload = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, (payload.length + 2) >> 8, (payload.length + 2) & 0xff]);
  return Buffer.concat([photo.subarray(0, 2), head, payload, bare(photo).subarray(2)]);
}

/** The segments of a JPEG up to its picture: [marker, payload, start, end]. */
function segments(jpeg) {
  const found = [];
  for (let at = 2; at + 4 <= jpeg.length; ) {
    assert.equal(jpeg[at], 0xff);
    const end = at + 2 + jpeg.readUInt16BE(at + 2);
    found.push([jpeg[at + 1], jpeg.subarray(at + 4, end), at, end]);
    if (jpeg[at + 1] === 0xda) break;
    at = end;
  }
  return found;
}

/** The photo without its EXIF. */
function bare(photo) {
  const exif = segments(photo).find(([marker]) => marker === 0xe1);
  return exif ? Buffer.concat([photo.subarray(0, exif[2]), photo.subarray(exif[3])]) : photo;
}

const put = (id, photo, { as = 'field', hash = sha256(photo), type = 'image/jpeg', headers = {} } = {}) =>
  fetch(`${server.url}/api/inspections/${id}/photos/${hash}`, {
    method: 'PUT',
    headers: { 'content-type': type, ...server.as(as), ...headers },
    body: photo,
  });
const report = (id, more = {}, as = 'field') =>
  fetch(`${server.url}/api/inspections/${id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json', ...server.as(as) },
    body: JSON.stringify({
      campaign: 'beautiful-courtyard',
      observed_at: '2026-03-01T09:30:00+08:00',
      ...place,
      outcome: 'checked',
      ...more,
    }),
  });
const inspection = async (id, headers = server.as('reviewer')) =>
  (await fetch(`${server.url}/api/inspections/${id}`, { headers })).json();
const shown = (id, hash, size, headers = server.as('reviewer')) =>
  fetch(`${server.url}/api/inspections/${id}/photos/${hash}?size=${size}`, { headers });
const blobs = async () =>
  (await readdir(join(server.data, 'blobs'), { recursive: true, withFileTypes: true })).filter((f) => f.isFile());
const spool = async () => (await readdir(join(server.data, 'spool'), { recursive: true, withFileTypes: true })).filter((one) => one.isFile()).map(({ name }) => name);

test('a photo may arrive before its record, and twice', async () => {
  const id = randomUUID();
  const photo = another();
  const first = await put(id, photo);
  assert.equal(first.status, 201);
  const receipt = await first.json();
  assert.equal(receipt.id, id);
  assert.equal(receipt.sha256, sha256(photo));
  assert.equal(receipt.bytes, photo.length);
  assert.equal(receipt.width, 480);
  assert.equal(receipt.height, 360);
  assert.match(receipt.taken_at, /^20\d\d-\d\d-\d\dT/);
  assert.ok(receipt.position.lat > 20 && receipt.position.lon > 70);
  assert.deepEqual(receipt.flags, []);

  const again = await put(id, photo);
  assert.equal(again.status, 200);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  assert.deepEqual(await again.json(), receipt);

  const later = sha256('a photo that comes later');
  const record = await report(id, { photos: [sha256(photo), later], ...receipt.position, accuracy_m: undefined });
  assert.equal(record.status, 201);
  assert.deepEqual((await record.json()).missing, [later]);
  const whole = await inspection(id);
  assert.deepEqual(whole.missing, [later]);
  assert.equal(whole.photos.length, 1);
  assert.equal(whole.photos[0].sha256, sha256(photo));
  assert.equal(whole.photos[0].named, true);
});

test('before the record only the one who brought the photo sees it', async () => {
  const id = randomUUID();
  const photo = another();
  assert.equal((await put(id, photo)).status, 201);
  assert.equal((await shown(id, sha256(photo), 'thumb', server.as('field'))).status, 200);
  assert.equal((await shown(id, sha256(photo), 'thumb', server.as('reviewer'))).status, 404);
});

test('fifty at once of the same photo are one', async () => {
  const id = randomUUID();
  const photo = another();
  const held = (await blobs()).length;
  const answers = await Promise.all(Array.from({ length: 50 }, () => put(id, photo)));
  const statuses = answers.map((a) => a.status).sort();
  assert.deepEqual(statuses, [...Array(49).fill(200), 201]);
  const receipts = await Promise.all(answers.map((a) => a.json()));
  for (const receipt of receipts) assert.deepEqual(receipt, receipts[0]);
  assert.equal((await blobs()).length, held + 1);
});

test('what is shown is the picture alone; the original is for reviewers', async () => {
  const id = randomUUID();
  const secret = 'Zhang San, 13800000000';
  const polyglot = Buffer.concat([another(photos[1], secret), Buffer.from(`<html><script>${secret}</script>`)]);
  const { position } = await (await put(id, polyglot)).json();
  assert.ok(position, 'the sample photo has a position');
  await report(id, { photos: [sha256(polyglot)] });
  for (const size of ['thumb', 'full']) {
    const answer = await shown(id, sha256(polyglot), size, server.as('field'));
    assert.equal(answer.status, 200);
    assert.equal(answer.headers.get('content-type'), 'image/jpeg');
    assert.equal(answer.headers.get('x-content-type-options'), 'nosniff');
    assert.match(answer.headers.get('content-disposition'), /^inline; filename="[0-9a-f]+-(thumb|full)\.jpg"$/);
    assert.match(answer.headers.get('content-security-policy'), /^default-src 'none'; frame-ancestors 'none'; sandbox$/);
    assert.equal(answer.headers.get('cache-control'), 'no-store');
    const picture = Buffer.from(await answer.arrayBuffer());
    // Frame, tables, scan and JFIF: no APP1, APP13, comment, profile.
    for (const [marker] of segments(picture)) assert.ok([0xe0, 0xdb, 0xc0, 0xc2, 0xc4, 0xda, 0xdd].includes(marker), marker.toString(16));
    for (const word of ['Exif', 'GPS', 'Zhang', 'script', 'http']) assert.ok(!picture.includes(word), word);
  }
  assert.equal((await shown(id, sha256(polyglot), 'original', server.as('field'))).status, 403);
  const original = await shown(id, sha256(polyglot), 'original');
  assert.equal(original.status, 200);
  assert.match(original.headers.get('content-security-policy'), /sandbox/);
  assert.deepEqual(Buffer.from(await original.arrayBuffer()), polyglot);
  assert.equal((await shown(id, sha256(polyglot), 'huge')).status, 400);
  assert.equal((await shown(id, sha256(polyglot), 'full', {})).status, 401);
  assert.equal((await shown(id, sha256(polyglot), 'full', server.as('viewer'))).status, 403);
  assert.equal((await shown(id, sha256('nothing'), 'full')).status, 404);
  assert.equal((await shown(randomUUID(), sha256(polyglot), 'full')).status, 404);
});

test('a photo out of scope is no photo', async () => {
  const id = randomUUID();
  const photo = another();
  const all = await fetch(`${server.url}/ogc/collections/courtyards/items?limit=2000`, { headers: server.as('reviewer') });
  const mine = await fetch(`${server.url}/ogc/collections/courtyards/items?limit=1`, { headers: server.as('field') });
  const township = (await mine.json()).features[0].properties.area.slice(0, 9);
  const elsewhere = (await all.json()).features.find((f) => f.properties.area.slice(0, 9) !== township);
  const [lon, lat] = elsewhere.geometry.coordinates;
  assert.equal((await report(id, { lon, lat }, 'reviewer')).status, 201);
  assert.equal((await put(id, photo, { as: 'reviewer' })).status, 201);
  assert.equal((await shown(id, sha256(photo), 'full')).status, 200);
  assert.equal((await shown(id, sha256(photo), 'full', server.as('field'))).status, 404);
});

test('a photo is a receipt too: by its hash, for the account that brought it', async () => {
  const id = randomUUID();
  const photo = another();
  await put(id, photo);
  const check = async (as) => {
    const answer = await fetch(`${server.url}/api/receipts/check`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...server.as(as) },
      body: JSON.stringify({ hashes: [sha256(photo), sha256('no photo')] }),
    });
    return (await answer.json()).receipts;
  };
  const [held, other] = await check('field');
  assert.equal(held.held, true);
  assert.equal(held.kind, 'photo');
  assert.equal(held.id, id);
  assert.equal(other.held, false);
  assert.equal((await check('reviewer'))[0].held, false);
});

test("nobody adds photos to another account's record", async () => {
  const id = randomUUID();
  assert.equal((await report(id)).status, 201);
  const refused = await put(id, another(), { as: 'reviewer' });
  assert.equal(refused.status, 409);
  assert.equal((await refused.json()).code, 'inspection.other_account');
});

test('doubts say what, how much and what to do, in both languages', async () => {
  const id = randomUUID();
  const photo = another(photos[2]);
  const { position, taken_at } = await (await put(id, photo)).json();
  const observed = new Date(Date.parse(taken_at) + 3 * 86_400_000).toISOString();
  // A fiftieth of a degree south: 2.2 km.
  await report(id, { lon: position.lon, lat: position.lat - 0.02, observed_at: observed, photos: [sha256(photo)] }, 'field');
  const read = async (lang) => (await inspection(id, { ...server.as('admin'), 'accept-language': lang })).photos[0];
  const english = await read('en');
  assert.deepEqual(english.flags, ['photo_far', 'photo_time']);
  const [far, time] = english.doubts;
  assert.ok(Math.abs(far.value - 2_218) < 15 && far.unit === 'm', JSON.stringify(far));
  assert.match(far.detail, /taken 22\d\d m from/);
  assert.equal(time.value, -259_200);
  assert.match(time.detail, /3 days before/);
  assert.match((await read('zh')).doubts[1].detail, /早3 天/);

  const other = randomUUID();
  await report(other, { lon: position.lon, lat: position.lat, observed_at: taken_at });
  const receipt = await (await put(other, photo)).json();
  assert.deepEqual(receipt.flags, ['photo_reused']);
  assert.equal(receipt.doubts[0].value, 1);
  const alike = randomUUID();
  await report(alike, { lon: position.lon, lat: position.lat, observed_at: taken_at });
  assert.deepEqual((await (await put(alike, bare(photo))).json()).flags, ['photo_reused', 'photo_no_position']);
});

const degrees = (d) => [[d, 1], [0, 1], [0, 1]];
const frame = (photo, height, width) => {
  const bent = Buffer.from(photo);
  const at = segments(bent).find(([marker]) => marker === 0xc0)[2];
  bent.writeUInt16BE(height, at + 5);
  bent.writeUInt16BE(width, at + 7);
  return bent;
};
const bad = {
  'another hash': [422, 'photo.hash', (p) => p, { hash: 'a'.repeat(64) }],
  'no hash at all': [422, 'photo.hash', (p) => p, { hash: 'photo1' }],
  'an upper-case hash': [422, 'photo.hash', (p) => p, { hash: 'A'.repeat(64) }],
  'octets': [415, 'photo.type', (p) => p, { type: 'application/octet-stream' }],
  'a PNG by its type': [415, 'photo.type', (p) => p, { type: 'image/png' }],
  'nothing': [422, 'image.broken', () => Buffer.alloc(0)],
  'text': [422, 'image.broken', () => Buffer.from('hello')],
  'the first half': [422, 'image.broken', (p) => p.subarray(0, p.length / 2)],
  'all but the last byte': [422, 'image.broken', (p) => p.subarray(0, -1)],
  'a picture with a hole': [422, 'image.broken', (p) => Buffer.concat([p.subarray(0, -4000), Buffer.from([0xff, 0xd9])])],
  '65535 x 65535 pixels': [422, 'image.too_large_dimensions', (p) => frame(p, 65535, 65535)],
  'no pixels': [422, 'image.broken', (p) => frame(p, 0, 0)],
  'SVG': [415, 'image.unsupported', () => Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>1</script></svg>')],
  'HEIC': [415, 'image.unsupported', () => Buffer.concat([Buffer.from([0, 0, 0, 24]), Buffer.from('ftypheic\0\0\0\0mif1heic')])],
  'PNG': [415, 'image.unsupported', () => Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  'HTML': [422, 'image.broken', () => Buffer.from('<html><script>alert(1)</script></html>')],
};
for (const [name, [status, code, make, options]] of Object.entries(bad)) {
  test(`refused: ${name}`, async () => {
    const photo = make(another());
    const problem = await ground.refused(() => put(randomUUID(), photo, options), status, code);
    assert.ok(problem.detail.length > 0);
    assert.deepEqual(await spool(), []);
  });
}

test('12.1 MiB is too large, 11.9 MiB is not', async () => {
  const photo = another();
  const mib = 1024 * 1024;
  const padded = Buffer.concat([photo, randomBytes(Math.round(11.9 * mib) - photo.length)]);
  assert.equal((await put(randomUUID(), padded)).status, 201);
  // Said before the body is sent, to a client that asks first.
  const status = await new Promise((answered, failed) => {
    const asked = request(`${server.url}/api/inspections/${randomUUID()}/photos/${sha256(photo)}`, {
      method: 'PUT',
      headers: {
        ...server.as('field'),
        'content-type': 'image/jpeg',
        'content-length': Math.round(12.1 * mib),
        expect: '100-continue',
      },
    });
    asked.on('response', (answer) => {
      answered(answer.statusCode);
      asked.destroy();
    });
    asked.on('continue', () => failed(new Error('asked to go on')));
    asked.on('error', failed);
    asked.flushHeaders();
  });
  assert.equal(status, 413);
});

test('EXIF that makes no sense is a doubt, not a refusal', async () => {
  const received = async (photo) => {
    const answer = await put(randomUUID(), photo);
    assert.equal(answer.status, 201);
    return answer.json();
  };
  const sound = withExif(another(), degrees(30), degrees(119));
  assert.deepEqual((await received(sound)).position, { lon: 119, lat: 30, accuracy_m: null });
  assert.equal((await received(withExif(another(), [[30, 0], [0, 1], [0, 1]], degrees(119)))).position, null);
  assert.equal((await received(withExif(another(), degrees(95), degrees(119)))).position, null);
  const loop = Buffer.from(sound);
  const tiff = loop.indexOf('Exif') + 6;
  loop.writeUInt32LE(8, tiff + 18); // the GPS directory is the first directory
  assert.equal((await received(loop)).position, null);
  const beyond = Buffer.from(sound);
  beyond.writeUInt32LE(0xffffff00, tiff + 18);
  assert.equal((await received(beyond)).position, null);
});

test('of a photo whose sender is gone half way nothing is kept', async () => {
  const held = (await blobs()).length;
  const photo = another();
  const { port } = new URL(server.url);
  await new Promise((done, failed) => {
    const socket = connect(Number(port), '127.0.0.1', () => {
      socket.write(
        `PUT /api/inspections/${randomUUID()}/photos/${sha256(photo)} HTTP/1.1\r\nHost: 127.0.0.1\r\n` +
          `Authorization: ${server.as('field').authorization}\r\nContent-Type: image/jpeg\r\nContent-Length: ${photo.length}\r\n\r\n`,
      );
      socket.end(photo.subarray(0, 1000));
    });
    socket.resume();
    socket.on('close', done);
    socket.on('error', failed);
  });
  assert.deepEqual(await spool(), []);
  assert.equal((await blobs()).length, held);
});

test('whatever was done here is told of with the address it came from', () => assertToldFromWhere(server, 'photo.store', 'inspection.store'));

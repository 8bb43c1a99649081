// SPDX-License-Identifier: Apache-2.0
// Zips that unpack to more than they are, or to elsewhere.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { stat } from 'node:fs/promises';
import { hostileGround } from './hostile_ground.mjs';
import { deflatedZeros, kmz, pointShapefile, zip, zipped } from './made_files.mjs';

const ground = hostileGround();
const ask = (file, more = {}) => ground.import('households', file, { filename: 'a.zip', ...more });
const row = () => ({ lon: ground.household.lon, lat: ground.household.lat, values: { id: 'zip-1', name: 'Wang', area: ground.household.area, registered: '2024-03-01' } });
const parts = () => {
  const { shp, shx, dbf } = pointShapefile([row()]);
  return { shp, shx, dbf, cpg: 'UTF-8' };
};
const entries = () => Object.entries(parts()).map(([ending, data]) => ({ name: `p.${ending}`, data }));

test('a sound zip of a shapefile is read: what follows differs by one thing each', async () => {
  const answer = await ask(zipped(parts()), { dry_run: 'true' });
  const report = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(report));
  assert.equal(report.accepted, 1, JSON.stringify(report));
});

test('a zip that swells a thousandfold is refused, whatever it says of itself', async () => {
  const bomb = deflatedZeros(200 << 20);
  for (const size of [200 << 20, 10, 0])
    await ground.refused(() => ask(zip([...entries(), { name: 'p.sbn', packed: bomb, size }])), 413, 'archive.too_big');
  await ground.refused(() => ask(zip([{ name: 'doc.kml', packed: bomb, size: 200 << 20 }]), { filename: 'a.kmz' }), 413, 'archive.too_big');
  await ground.refused(() => ask(zip([{ name: 'xl/workbook.xml', packed: bomb, size: 200 << 20 }]), { filename: 'a.xlsx' }), 413, 'archive.too_big');
});

test('a hundred thousand entries are refused', async () => {
  const many = Array.from({ length: 100_000 }, (_, i) => ({ name: `${i}`, data: '', method: 0 }));
  await ground.refused(() => ask(zip([...entries(), ...many])), 413, 'archive.too_big');
});

test('entries that lie over one another are counted once, or refused', async () => {
  const all = entries();
  const bomb = { name: 'big.txt', data: 'x'.repeat(500_000) };
  const over = Array.from({ length: 500 }, (_, i) => ({ ...bomb, name: `${String(i).padStart(3, '0')}.txt`, at: 0 }));
  const answer = await ask(zip([bomb, ...over, ...all]), { dry_run: 'true' });
  const body = await answer.json();
  assert.ok([200, 413, 422].includes(answer.status), JSON.stringify(body));
  if (answer.status === 200) assert.equal(body.rows, 1);
});

test('a zip in a zip is not opened', async () => {
  await ground.refusedAny(() => ask(zip([{ name: 'inner.zip', data: zipped(parts()) }])), [415, 422]);
});

test('an encrypted zip is refused with that reason', async () => {
  const sealed = entries().map((e) => ({ ...e, flags: 0x0801 }));
  await ground.refused(() => ask(zip(sealed)), 422, 'archive.encrypted');
});

test('names that lead out of the archive are refused', async () => {
  for (const name of ['../../planted.shp', '/planted.shp', 'a/../../planted.shp', 'C:\\planted.shp', 'C:planted.shp', '..\\planted.shp', '\\\\host\\share\\x.shp', '..', '../', './../x.shp'])
    await ground.refused(() => ask(zip([...entries(), { name, data: 'x' }])), 422, 'archive.unsafe_name');
  await assert.rejects(stat('/planted.shp'));
  await assert.rejects(stat('/tmp/planted.shp'));
});

test('a link in an archive is refused', async () => {
  await ground.refused(() => ask(zip([...entries(), { name: 'q.shp', data: '/etc/passwd', mode: 0o120777 }])), 422, 'archive.unsafe_name');
  await ground.refusedAny(() => ask(zip([...entries(), { name: 'q.shp', data: '', mode: 0o010666 }])), [422]);
});

test('names that are one on other systems are refused', async () => {
  await ground.refused(() => ask(zip([...entries(), { name: 'P.SHP', data: 'x' }])), 422, 'archive.duplicate_name');
  await ground.refused(() => ask(zip([...entries(), { name: 'p.shp', data: 'x' }])), 422, 'archive.duplicate_name');
});

test('names in GBK are read as Chinese archivers write them', async () => {
  const name = Buffer.from('b4e5d7af2e', 'hex'); // 村庄.
  const gbk = Object.entries(parts()).map(([ending, data]) => ({ name: Buffer.concat([name, Buffer.from(ending)]), data }));
  const answer = await ask(zip(gbk), { dry_run: 'true', layer: '村庄' });
  assert.equal(answer.status, 200, await answer.clone().text());
  assert.equal((await answer.json()).accepted, 1);
});

test('a zip cut anywhere is refused', async () => {
  const sound = zipped(parts());
  for (let at = 4; at < sound.length; at += 61)
    await ground.refusedAny(() => ask(sound.subarray(0, at)), [400, 415, 422]);
});

test('a zip with any byte of its index changed is read as it was, or refused', async () => {
  const sound = zipped(parts());
  const index = sound.indexOf(Buffer.from('504b0102', 'hex'));
  for (let at = index; at < sound.length; at += 5) {
    const bent = Buffer.from(sound);
    bent[at] ^= 0xff;
    const answer = await ask(bent, { dry_run: 'true' });
    assert.ok([200, 413, 415, 422].includes(answer.status), `byte ${at}: ${answer.status}`);
    ground.assertDiscreet(await answer.text());
  }
});

test('a KMZ without KML, or with a broken one, is refused', async () => {
  await ground.refusedAny(() => ask(zip([{ name: 'readme.txt', data: 'x' }]), { filename: 'a.kmz' }), [415, 422]);
  await ground.refusedAny(() => ask(kmz('<kml><Document><Placemark>'), { filename: 'a.kmz' }), [415, 422]);
});

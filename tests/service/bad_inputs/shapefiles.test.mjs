// SPDX-License-Identifier: Apache-2.0
// Shapefiles with parts missing, and with parts that lie.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileGround } from './hostile_ground.mjs';
import { pointShapefile, zipped } from './made_files.mjs';

const ground = hostileGround();
const ask = (parts, more = {}) => ground.import('households', zipped(parts), { filename: 'a.zip', ...more });
const rows = (name = 'Wang') => [0, 1].map((i) => ({ lon: ground.household.lon, lat: ground.household.lat, values: { id: `shp-${i}`, name, area: ground.household.area, registered: '2024-03-01' } }));
const parts = (name) => pointShapefile(rows(name));
async function read(some, more = {}) {
  const answer = await ask(some, { dry_run: 'true', ...more });
  const report = await answer.json();
  assert.equal(answer.status, 200, JSON.stringify(report));
  return report;
}
/** The file is read as it was or refused; never is a part of it taken for the whole without a word. */
async function readWholeOrRefused(some) {
  const answer = await ask(some, { dry_run: 'true' });
  const text = await answer.text();
  ground.assertDiscreet(text);
  const report = JSON.parse(text);
  if (answer.status === 422 || answer.status === 413) return;
  assert.equal(answer.status, 200, text.slice(0, 400));
  assert.ok(report.rejected > 0 || report.rows === 2, text.slice(0, 400));
}
const bent = (bytes, at, value, width = 1, big = false) => {
  const copy = Buffer.from(bytes);
  if (width === 1) copy.writeUInt8(value, at);
  else if (width === 2) copy.writeUInt16LE(value, at);
  else if (big) copy.writeInt32BE(value, at);
  else copy.writeInt32LE(value, at);
  return copy;
};

test('an index that is missing is made anew; one that is short or lies is refused or not believed', async () => {
  const { shp, shx, dbf } = parts();
  assert.equal((await read({ shp, dbf, cpg: 'UTF-8' })).rows, 2);
  for (const wrong of [shx.subarray(0, 50), shx.subarray(0, 104), Buffer.alloc(0), bent(shx, 100, 2 ** 30, 4, true), bent(shx, 104, 2 ** 30, 4, true), bent(shx, 100, -1, 4, true)])
    await readWholeOrRefused({ shp, shx: wrong, dbf, cpg: 'UTF-8' });
});

test('a record whose length lies is refused', async () => {
  const { shp, shx, dbf } = parts();
  for (const [at, value] of [[104, 2 ** 30], [104, 0], [104, -1], [24, 2 ** 30], [24, 10], [32, 99]])
    await readWholeOrRefused({ shp: bent(shp, at, value, 4, at !== 32), shx, dbf, cpg: 'UTF-8' });
});

test('a polygon that promises a billion points is refused', async () => {
  const { shp, shx, dbf } = parts();
  let lying = bent(shp, 32, 5, 4);
  lying = bent(lying, 108, 5, 4);
  for (const count of [2 ** 30, -1, 2 ** 31 - 1]) {
    const grown = Buffer.concat([lying.subarray(0, 112), Buffer.alloc(32), Buffer.from([1, 0, 0, 0]), bent(Buffer.alloc(4), 0, count, 4), Buffer.alloc(64)]);
    grown.writeInt32BE(grown.length / 2, 24);
    grown.writeInt32BE((grown.length - 108) / 2, 104);
    await readWholeOrRefused({ shp: grown, shx, dbf, cpg: 'UTF-8' });
  }
});

test('a table that promises more fields or rows than it has is refused', async () => {
  const { shp, shx, dbf } = parts();
  for (const [at, value, width] of [[8, 65535, 2], [8, 0, 2], [10, 65535, 2], [10, 0, 2], [10, 1, 2], [4, 2 ** 31 - 1, 4], [4, 0, 4], [32 + 16, 255, 1], [32 + 16, 0, 1], [32 + 11, 0, 1]])
    await readWholeOrRefused({ shp, shx, dbf: bent(dbf, at, value, width), cpg: 'UTF-8' });
  await readWholeOrRefused({ shp, shx, dbf: dbf.subarray(0, 40), cpg: 'UTF-8' });
});

test('a shapefile without its table has no columns of ours', async () => {
  const { shp, shx } = parts();
  await ground.refusedAny(() => ask({ shp, shx }), [422]);
  await ground.refusedAny(() => ask({ dbf: parts().dbf }), [415, 422]);
});

test('an encoding that nobody knows is said, not guessed', async () => {
  const { shp, shx, dbf } = parts();
  for (const cpg of ['nonsense', '', '\0\0', 'x'.repeat(10_000), '../../etc/passwd', 'UTF-16']) {
    const answer = await ask({ shp, shx, dbf, cpg }, { dry_run: 'true' });
    const report = await answer.json();
    assert.ok([200, 422].includes(answer.status), JSON.stringify(report));
    if (answer.status === 200) assert.ok(['UTF-8', 'GB18030'].includes(report.encoding), `${cpg.slice(0, 20)}: ${report.encoding}`);
  }
});

test('GBK without a .cpg is read as GB18030, and the report says so', async () => {
  const report = await read(parts(Buffer.from('cdf5d0a1c3f7', 'hex')));
  assert.equal(report.encoding, 'GB18030');
  assert.ok(report.notes.some((note) => /GB18030/.test(note)), JSON.stringify(report.notes));
});

test('bytes of neither encoding are refused', async () => {
  const { shp, shx, dbf } = parts(Buffer.from('ff80ff', 'hex'));
  await ground.refused(() => ask({ shp, shx, dbf }), 422, 'file.encoding');
  const lying = parts(Buffer.from('cdf5d0a1c3f7', 'hex'));
  await ground.refusedRows(() => ask({ ...lying, cpg: 'UTF-8' }), 'text.encoding');
});

test('a reference system that is none is refused; one that is missing is said, never guessed', async () => {
  const base = parts();
  for (const prj of ['nonsense', 'GEOGCS[', 'http://127.0.0.1/x', '{"type":"x"}', 'GEOGCS["GCJ-02",DATUM["x",SPHEROID["x",0,0]]]', '\0'.repeat(100), 'x'.repeat(1 << 20)]) {
    const answer = await ask({ ...base, cpg: 'UTF-8', prj }, { dry_run: 'true' });
    const text = await answer.text();
    ground.assertDiscreet(text);
    assert.ok([413, 415, 422].includes(answer.status), `${prj.slice(0, 40)}: ${text.slice(0, 400)}`);
  }
  const report = await read({ ...base, cpg: 'UTF-8' });
  assert.equal(report.datum.declared, 'wgs84');
});

// SPDX-License-Identifier: Apache-2.0
// GDAL as a stranger's client: features, tiles, and every export read back.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { sampleServer } from '../service/program.mjs';

const execute = promisify(execFile);
const ogrinfo = async (...args) => (await execute('ogrinfo', args, { maxBuffer: 1 << 27 })).stdout;

let server;
let folder;
before(async () => {
  server = await sampleServer();
  folder = await mkdtemp(join(tmpdir(), 'courtyard-gdal-'));
});
after(async () => {
  await server.remove();
  await rm(folder, { recursive: true });
});

const json = async (path) => (await fetch(server.url + path)).json();
async function download(path, name) {
  const answer = await fetch(server.url + path);
  assert.equal(answer.status, 200, `${path}: ${answer.status}`);
  const file = join(folder, name);
  await writeFile(file, Buffer.from(await answer.arrayBuffer()));
  return file;
}

test('features: GDAL lists the collections and counts the villages', async () => {
  const list = await ogrinfo(`OAPIF:${server.url}/ogc`);
  for (const layer of ['villages', 'townships', 'counties', 'courtyards', 'bases', 'help-points', 'inspections']) assert.ok(list.includes(layer), layer);
  const villages = await ogrinfo('-so', `OAPIF:${server.url}/ogc`, 'villages');
  assert.match(villages, /Feature Count: 320/);
  assert.match(villages, /code: String/);
});

test('tiles: GDAL reads the areas of a tile', async () => {
  const { area } = await json('/api/areas');
  const lon = (area.bbox[0] + area.bbox[2]) / 2;
  const lat = (area.bbox[1] + area.bbox[3]) / 2;
  const z = 9;
  const x = Math.floor(((lon + 180) / 360) * 2 ** z);
  const phi = (lat * Math.PI) / 180;
  const y = Math.floor(((1 - Math.log(Math.tan(phi) + 1 / Math.cos(phi)) / Math.PI) / 2) * 2 ** z);
  const tile = await ogrinfo('-so', '-al', `MVT:${server.url}/tiles/areas/${z}/${x}/${y}.pbf`);
  assert.match(tile, /Layer name: villages/);
  assert.match(tile, /Layer name: townships/);
});

for (const [format, name, opens] of [
  ['shp.zip', 'out.shp.zip', (file) => `/vsizip/${file}`],
  ['gpkg', 'out.gpkg', (file) => file],
  ['geojson', 'out.geojson', (file) => file],
  ['fgb', 'out.fgb', (file) => file],
  ['kml', 'out.kml', (file) => file],
]) {
  test(`exports: villages as ${format} come back whole, with their names`, async () => {
    const expected = await json('/ogc/collections/villages/items?limit=10000');
    const file = await download(`/api/exports/villages.${format}`, name);
    const text = await ogrinfo('-ro', '-al', '-geom=NO', opens(file));
    assert.match(text, /Feature Count: 320|OGRFeature/);
    for (const feature of expected.features.slice(0, 20)) assert.ok(text.includes(feature.properties.name), feature.properties.name);
    const count = (text.match(/^OGRFeature\(/gm) ?? []).length;
    assert.equal(count, 320);
  });
}

test('exports: the shapefile of progress says CGCS2000, GBK, and the figures of the interface', async () => {
  const rows = (await json('/api/progress?level=township&as_of=2023-06-30')).rows;
  const file = await download('/api/exports/progress.shp.zip?level=township&as_of=2023-06-30&encoding=gbk', 'progress.shp.zip');
  const text = await ogrinfo('-ro', '-al', '-geom=NO', `/vsizip/${file}`);
  assert.match(text, /China_2000|CGCS|China Geodetic Coordinate System 2000/);
  const entries = (await execute('unzip', ['-Z1', file])).stdout;
  for (const ending of ['.shp', '.shx', '.dbf', '.prj', '.cpg', '字段说明.csv', 'loss_report.csv']) assert.ok(entries.includes(ending), ending);
  for (const row of rows) {
    const record = text.split('OGRFeature(').find((part) => part.includes(`= ${row.code}\n`));
    assert.ok(record, row.code);
    assert.ok(record.includes(row.name), row.name);
    assert.match(record, new RegExp(`DONE \\(Integer64?\\) = ${row.completed}\\n`));
  }
});

test('exports: Gauss-Krüger coordinates are metres in the county’s zone', async () => {
  const file = await download('/api/exports/help-points.gpkg?crs=gk', 'gk.gpkg');
  const text = await ogrinfo('-ro', '-so', '-al', file);
  const [, minx, miny] = text.match(/Extent: \(([-\d.]+), ([-\d.]+)\)/).map(Number);
  assert.ok(minx > 250_000 && minx < 750_000, `easting ${minx}`);
  assert.ok(miny > 1_900_000 && miny < 5_950_000, `northing ${miny}`);
});

test('exports: courtyards have no names of people', async () => {
  const file = await download('/api/exports/courtyards.csv', 'courtyards.csv');
  const text = await (await execute('head', ['-n', '200', file])).stdout;
  assert.doesNotMatch(text, /\*\*/);
});

// SPDX-License-Identifier: Apache-2.0
// GDAL as a stranger's client: features, tiles, and every export read back.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
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
    // By name: a GeoPackage has a table of styles beside its layer.
    const named = format === 'gpkg' || format === 'shp.zip' ? ['villages'] : ['-al'];
    const text = await ogrinfo('-ro', '-geom=NO', ...named.filter((one) => one === '-al'), opens(file), ...named.filter((one) => one !== '-al'));
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
    assert.match(record, new RegExp(`DONE \\(Integer(64)?\\) = ${row.completed}\\n`));
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

/** The features of any file as GDAL reads them. */
async function features(source, layer, options = []) {
  const args = ['-f', 'GeoJSON', '-lco', 'COORDINATE_PRECISION=15', '/vsistdout/', source, ...(layer ? [layer] : []), ...options];
  const { stdout } = await execute('ogr2ogr', args, { maxBuffer: 1 << 27 });
  return JSON.parse(stdout).features;
}

test('exports: progress in every table format has the figures of the interface', async () => {
  const query = 'level=township&as_of=2023-06-30';
  const { rows } = await json(`/api/progress?${query}`);
  const csv = (await (await fetch(`${server.url}/api/exports/progress.csv?${query}`)).text()).replace(/^\uFEFF/, '');
  const names = csv.slice(0, csv.indexOf('\r\n')).split(',');
  const formats = {
    'shp.zip': { open: (file) => `/vsizip/${file}`, short: true },
    gpkg: { layer: 'progress' },
    fgb: {},
    xlsx: { layer: 'progress', titled: true },
    geojson: {},
  };
  for (const [ending, { open = (file) => file, layer, short, titled }] of Object.entries(formats)) {
    const file = await download(`/api/exports/progress.${ending}?${query}`, `figures.${ending}`);
    const read = await features(open(file), layer);
    assert.equal(read.length, rows.length, ending);
    let called = (name) => name;
    if (short) {
      const dictionary = (await execute('unzip', ['-p', file, '字段说明.csv'])).stdout.replace(/^\uFEFF/, '');
      const shorts = new Map(dictionary.trim().split('\r\n').slice(1).map((line) => line.split(',')).map(([ascii, name]) => [name, ascii]));
      for (const ascii of shorts.values()) assert.match(ascii, /^[A-Z][A-Z0-9_]{0,9}$/);
      called = (name) => shorts.get(name);
    }
    if (titled) called = (name) => Object.keys(read[0].properties).find((title) => title.endsWith(` (${name})`));
    for (const row of rows) {
      const feature = read.find(({ properties }) => String(properties[called('code')]) === row.code);
      assert.ok(feature, `${ending} ${row.code}`);
      const expected = { ...row, suppressed: row.suppressed ? 1 : 0, gap_target_plan: row.children_gap?.target_plan, gap_sum_of_children: row.children_gap?.sum_of_children };
      for (const name of names) {
        if (name === 'parent') continue;
        let value = feature.properties[called(name)] ?? null;
        if (/^(forecast|since)/.test(name) && value) value = value.replaceAll('/', '-');
        if (name === 'code') value = String(value);
        assert.equal(value, expected[name] ?? null, `${ending} ${row.code} ${name}`);
      }
    }
  }
});

test('exports: dbfdump reads GBK and whole columns, and the header names the code page', async () => {
  const file = await download('/api/exports/townships.shp.zip?encoding=gbk', 'gbk.shp.zip');
  await execute('unzip', ['-o', '-q', file, '-d', folder]);
  const table = await readFile(join(folder, 'townships.dbf'));
  assert.equal(table[29], 0x4d);
  assert.equal(await readFile(join(folder, 'townships.cpg'), 'utf8'), '936');
  const { stdout } = await execute('dbfdump', [join(folder, 'townships.dbf')], { encoding: 'buffer', maxBuffer: 1 << 27 });
  const text = new TextDecoder('gbk').decode(stdout);
  const townships = (await json('/ogc/collections/townships/items?limit=100')).features;
  assert.ok(townships.length > 5);
  for (const { properties } of townships) assert.ok(text.includes(properties.name) && text.includes(properties.code), properties.name);
  const shapes = (await execute('shpinfo', [join(folder, 'townships')])).stdout;
  assert.ok(shapes.includes(String(townships.length)), shapes);
});

test('exports: the distance raster has the cells of the area and metres in them', async () => {
  const file = await download('/api/exports/coverage.tif?service=help-points&radius_m=3000&as_of=2023-06-30', 'coverage.tif');
  const info = JSON.parse((await execute('gdalinfo', ['-json', '-stats', file])).stdout);
  assert.equal(info.bands[0].type, 'Float32');
  assert.equal(info.bands[0].noDataValue, -9999);
  assert.ok(info.bands[0].minimum >= 0 && info.bands[0].maximum <= 3000, JSON.stringify(info.bands[0]));
  assert.match(info.coordinateSystem.wkt, /China Geodetic Coordinate System 2000|CGCS2000/);
});

test('exports: a GeoPackage and a shapefile bring their styles, and the reference system that GDAL knows by number', async () => {
  for (const [crs, number] of [['EPSG:4490', 4490], ['gk', undefined], ['gk-zone', undefined], ['EPSG:3857', 3857], ['EPSG:4326', 4326]]) {
    const file = await download(`/api/exports/bases.shp.zip?crs=${crs}`, 'bases.shp.zip');
    const entries = (await execute('unzip', ['-Z1', file])).stdout;
    for (const ending of ['bases.qml', 'bases.sld']) assert.ok(entries.includes(ending), entries);
    const told = (await execute('gdalsrsinfo', ['-e', '-o', 'epsg', `/vsizip/${file}/bases.prj`])).stdout.trim();
    const epsg = Number(told.match(/EPSG:(\d+)/)?.[1]);
    if (number) assert.equal(epsg, number, crs);
    else assert.ok(epsg >= 4513 && epsg <= 4554, `${crs}: ${told}`);
  }
  const file = await download('/api/exports/bases.gpkg', 'bases.gpkg');
  const styles = await features(file, 'layer_styles');
  assert.equal(styles.length, 1);
  assert.match(styles[0].properties.styleQML, /<qgis/);
});

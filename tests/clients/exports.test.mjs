// SPDX-License-Identifier: Apache-2.0
// Every export is read back by GDAL and compared with the interface: each row, each value, each vertex.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { sampleServer } from '../service/program.mjs';
import { csvRows, fieldNames, gdalFeatures, not_in_tables, same, vertices } from './read_back.mjs';

const execute = promisify(execFile);
let server;
let folder;
const told = {};
before(async () => {
  server = await sampleServer();
  folder = await mkdtemp(join(tmpdir(), 'courtyard-exports-'));
});
after(async () => {
  await server.remove();
  await rm(folder, { recursive: true });
});

const get = (path) => fetch(path.startsWith('http') ? path : server.url + path, { headers: server.as('planner') });
const json = async (path) => {
  const answer = await get(path);
  assert.equal(answer.status, 200, `${path}: ${answer.status}`);
  return answer.json();
};
/** Every feature of a layer by its id, through all pages; of progress every row. */
async function expected(layer) {
  if (told[layer]) return told[layer];
  const rows = new Map();
  if (layer === 'progress') {
    const villages = await expected('villages');
    for (const row of (await json('/api/progress?level=village')).rows) rows.set(row.code, { properties: row, geometry: villages.get(row.code).geometry });
  } else {
    for (let page = await json(`/ogc/collections/${layer}/items?limit=10000`); ; ) {
      for (const feature of page.features) rows.set(String(feature.id), feature);
      const next = page.links.find(({ rel }) => rel === 'next');
      if (!next) break;
      page = await json(next.href);
    }
  }
  return (told[layer] = rows);
}
async function download(path, name) {
  let answer = await get(path);
  // What is large is made by a job, which says where it is.
  if (answer.status === 202) {
    const job = answer.headers.get('location');
    for (let state = 'waiting'; state !== 'done'; ) {
      state = (await json(job)).state;
      assert.ok(['waiting', 'running', 'done'].includes(state), state);
      if (state !== 'done') await new Promise((done) => setTimeout(done, 100));
    }
    answer = await get(`${job}/file`);
  }
  assert.equal(answer.status, 200, `${path}: ${answer.status}`);
  const file = join(folder, name);
  await writeFile(file, Buffer.from(await answer.arrayBuffer()));
  return file;
}

/** The rows of a file by the names of the interface, by id or code. */
const readers = {
  'shp.zip': async (file) => {
    const names = await fieldNames(file);
    return (await gdalFeatures(`/vsizip/${file}`)).map(({ properties, geometry }) => ({ geometry, properties: Object.fromEntries(Object.entries(properties).map(([short, value]) => [names.get(short) ?? short, value])) }));
  },
  gpkg: async (file, layer) => gdalFeatures(file, layer),
  geojson: (file) => gdalFeatures(file),
  fgb: (file) => gdalFeatures(file),
  kml: async (file) => (await gdalFeatures(file)).map(({ properties: { Name, ...properties }, geometry }) => ({ geometry, properties: { name: Name, ...properties } })),
  csv: async (file) => {
    const [head, ...rows] = csvRows(await readFile(file, 'utf8'));
    return rows.map((row) => ({ properties: Object.fromEntries(head.map((name, i) => [name, row[i]])) }));
  },
  xlsx: async (file, layer) =>
    // A table of texts alone shows GDAL no difference between its head and its rows.
    (await gdalFeatures(file, layer, '--config', 'OGR_XLSX_HEADERS', 'FORCE')).map(({ properties }) => ({ properties: Object.fromEntries(Object.entries(properties).map(([name, value]) => [name.match(/\(([a-z_]+)\)$/)?.[1] ?? name, value])) })),
};

for (const layer of ['villages', 'townships', 'bases', 'help-points', 'inspections', 'progress'])
  for (const [format, read] of Object.entries(readers))
    test(`${layer}.${format}: each row, value and vertex is the interface’s`, async () => {
      const rows = await expected(layer);
      const found = await read(await download(`/api/exports/${layer}.${format}${layer === 'progress' ? '?level=village' : ''}`, `${layer}.${format}`), layer);
      assert.equal(found.length, rows.size);
      let values = 0;
      for (const { properties, geometry } of found) {
        const id = String(properties.id ?? properties.code);
        const row = rows.get(id);
        assert.ok(row, `${id} is in the file alone`);
        for (const [name, value] of Object.entries(row.properties)) {
          if (not_in_tables.has(name)) continue;
          // GDAL leaves out what a row has no value for, and nothing else may be missing.
          assert.ok(same(properties[name], value), `${id}.${name}: ${properties[name]}, not ${value}`);
          ++values;
        }
        if ('lon' in properties) assert.deepEqual(vertices({ type: 'Point', coordinates: [Number(properties.lon), Number(properties.lat)] }), vertices(row.geometry), id);
        if (geometry !== undefined && geometry !== null) assert.deepEqual(vertices(geometry), vertices(row.geometry), id);
        else assert.ok(['csv', 'xlsx'].includes(format) || row.geometry === null, `${id} lost its geometry`);
      }
      assert.ok(values >= 4 * rows.size, `${values} values of ${rows.size} rows`);
    });

test('shapelib’s dbfdump reads the GBK table', async () => {
  const rows = await expected('bases');
  const file = await download('/api/exports/bases.shp.zip?encoding=gbk', 'gbk.shp.zip');
  await execute('unzip', ['-q', '-o', file, '-d', folder]);
  const { stdout } = await execute('dbfdump', ['-m', join(folder, 'bases.dbf')], { encoding: 'buffer', maxBuffer: 1 << 26 });
  const text = new TextDecoder('gbk', { fatal: true }).decode(stdout);
  const records = text.split(/^Record: \d+ *$/m).slice(1).map((record) => Object.fromEntries([...record.matchAll(/^(\w+): (.*)$/gm)].map(([, name, value]) => [name, value.trim()])));
  assert.equal(records.length, rows.size);
  for (const record of records) {
    const { properties } = rows.get(record.ID);
    // It prints no dates.
    assert.deepEqual([record.NAME, record.AREA, record.AREA_NAME, record.STATUS], [properties.name, properties.area, properties.area_name, properties.status]);
  }
  const table = await readFile(join(folder, 'bases.dbf'));
  assert.equal(table[29], 0x4d, 'the language driver of GBK');
});

test('features: GDAL pages through a collection, filters it, and copies it to a GeoPackage', async () => {
  const source = `OAPIF:${server.url}/ogc`;
  const bases = await expected('bases');
  const paged = await gdalFeatures(source, 'bases', '-oo', 'PAGE_SIZE=7');
  assert.deepEqual(paged.map(({ properties }) => properties.id).sort(), [...bases.keys()].sort());
  const some = [...bases.values()][0].properties.area_name;
  const filtered = await gdalFeatures(source, 'bases', '-where', `area_name = '${some}'`);
  assert.deepEqual(filtered.map(({ properties }) => properties.id).sort(), [...bases.values()].filter(({ properties }) => properties.area_name === some).map(({ id }) => id).sort());
  const positions = [...bases.values()].map(({ geometry }) => geometry.coordinates);
  const [lons, lats] = [positions.map(([lon]) => lon).sort(), positions.map(([, lat]) => lat).sort()];
  const box = [lons[10], lats[10], lons.at(-10), lats.at(-10)];
  const within = await gdalFeatures(source, 'bases', '-spat', ...box.map(String));
  assert.deepEqual(within.map(({ properties }) => properties.id).sort(), [...bases.values()].filter(({ geometry: { coordinates: [lon, lat] } }) => lon >= box[0] && lat >= box[1] && lon <= box[2] && lat <= box[3]).map(({ id }) => id).sort());
  const copy = join(folder, 'copy.gpkg');
  await execute('ogr2ogr', ['-f', 'GPKG', copy, source, 'villages', 'help-points']);
  for (const layer of ['villages', 'help-points']) {
    const rows = await expected(layer);
    const copied = await gdalFeatures(copy, layer);
    assert.equal(copied.length, rows.size);
    for (const { properties, geometry } of copied) {
      const row = rows.get(String(properties.id ?? properties.code));
      assert.equal(properties.name, row.properties.name);
      assert.deepEqual(vertices(geometry), vertices(row.geometry));
    }
  }
});

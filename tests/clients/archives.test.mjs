// SPDX-License-Identifier: Apache-2.0
// Tile archives read by others: PMTiles by the npm reader, MBTiles by SQLite and GDAL; every tile is what the server serves.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { cp, mkdtemp, open, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { gunzipSync } from 'node:zlib';
import { PMTiles, zxyToTileId } from 'pmtiles';
import { run, start } from '../service/program.mjs';

const execute = promisify(execFile);
const layers = 'areas,courtyards,bases';
let folder;
let server;
const place = (name) => join(folder, name);
const pack = (...args) => run(['tiles', '--data', place('data'), ...args]);

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courtyard-archives-'));
  await cp(process.env.COURTYARD_SAMPLE_DATA, place('data'), { recursive: true });
  for (const name of ['all.pmtiles', 'all.mbtiles']) {
    const { code, err } = await pack('--out', place(name), '--layers', layers, '--minzoom', '6');
    assert.equal(code, 0, err);
  }
  const one = await pack('--out', place('township.pmtiles'), '--layers', layers, '--area', '410199001');
  assert.equal(one.code, 0, one.err);
  server = await start(place('data'));
});
after(async () => {
  await server?.stop();
  await rm(folder, { recursive: true });
});

async function reader(name) {
  const file = await open(place(name));
  const source = {
    getKey: () => name,
    getBytes: async (offset, length) => {
      const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, offset);
      return { data: buffer.buffer.slice(buffer.byteOffset, buffer.byteOffset + bytesRead) };
    },
  };
  return { archive: new PMTiles(source), close: () => file.close() };
}

/** Every address of the archive's zooms within its bounds, and a ring of neighbours. */
function* addresses({ minZoom, maxZoom, minLon, minLat, maxLon, maxLat }) {
  const column = (lon, z) => Math.floor(((lon + 180) / 360) * 2 ** z);
  const row = (lat, z) => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);
  for (let z = minZoom; z <= maxZoom; ++z)
    for (let x = column(minLon, z) - 1; x <= column(maxLon, z) + 1; ++x)
      for (let y = row(maxLat, z) - 1; y <= row(minLat, z) + 1; ++y) if (x >= 0 && y >= 0 && x < 2 ** z && y < 2 ** z) yield [z, x, y];
}

async function served(z, x, y) {
  const answer = await fetch(`${server.url}/tiles/${layers}/${z}/${x}/${y}.mvt`);
  return answer.status === 204 ? undefined : Buffer.from(await answer.arrayBuffer());
}

async function mbtiles(name) {
  const script =
    'import sqlite3,sys,json\n' +
    'db=sqlite3.connect("file:"+sys.argv[1]+"?mode=ro",uri=True)\n' +
    'print(json.dumps({"metadata":dict(db.execute("select name,value from metadata")),' +
    '"tiles":{f"{z}/{x}/{(1<<z)-1-r}":d.hex() for z,x,r,d in db.execute("select zoom_level,tile_column,tile_row,tile_data from tiles")}}))';
  const { stdout } = await execute('/usr/bin/python3', ['-c', script, place(name)], { maxBuffer: 1 << 28 });
  return JSON.parse(stdout);
}

test('both archives hold exactly the tiles that the server serves', async () => {
  const { archive, close } = await reader('all.pmtiles');
  const header = await archive.getHeader();
  assert.equal(header.specVersion, 3);
  assert.equal(header.clustered, true);
  assert.equal(header.minZoom, 6);
  assert.equal(header.maxZoom, 14);
  const packed = await mbtiles('all.mbtiles');
  let tiles = 0;
  for (const [z, x, y] of addresses(header)) {
    const expected = await served(z, x, y);
    const found = await archive.getZxy(z, x, y);
    const other = packed.tiles[`${z}/${x}/${y}`];
    assert.equal(found === undefined, expected === undefined, `${z}/${x}/${y}`);
    assert.equal(other === undefined, expected === undefined, `${z}/${x}/${y}`);
    if (!expected) continue;
    ++tiles;
    assert.ok(Buffer.from(found.data).equals(expected), `${z}/${x}/${y} differs`);
    assert.ok(gunzipSync(Buffer.from(other, 'hex')).equals(expected), `${z}/${x}/${y} differs`);
  }
  assert.ok(tiles > 300, `only ${tiles} tiles`);
  assert.equal(header.numAddressedTiles, tiles);
  assert.equal(Object.keys(packed.tiles).length, tiles);
  await close();
});

test('an archive says what is in it, as TileJSON does', async () => {
  const { archive, close } = await reader('all.pmtiles');
  const metadata = await archive.getMetadata();
  const tilejson = await (await fetch(`${server.url}/tiles/${layers}.json`)).json();
  assert.deepEqual(metadata.vector_layers, tilejson.vector_layers);
  const { metadata: facts } = await mbtiles('all.mbtiles');
  assert.deepEqual(JSON.parse(facts.json).vector_layers, tilejson.vector_layers);
  assert.equal(facts.format, 'pbf');
  assert.equal(facts.bounds, tilejson.bounds.join(','));
  const { stdout } = await execute('ogrinfo', ['-so', '-al', place('all.mbtiles')], { maxBuffer: 1 << 24 });
  for (const { id } of tilejson.vector_layers.filter((layer) => layer.maxzoom >= 14)) assert.match(stdout, new RegExp(`Layer name: ${id}\\n`));
  await close();
});

test("a township's pack has its villages and nobody else's", async () => {
  const { archive, close } = await reader('township.pmtiles');
  const { VectorTile } = await import('@mapbox/vector-tile');
  const { PbfReader } = await import('pbf');
  const header = await archive.getHeader();
  const seen = new Set();
  for (const [z, x, y] of addresses(header)) {
    const found = await archive.getZxy(z, x, y);
    if (!found) continue;
    const { villages, courtyards } = new VectorTile(new PbfReader(new Uint8Array(found.data))).layers;
    for (let i = 0; i < (villages?.length ?? 0); ++i) seen.add(villages.feature(i).properties.code);
    for (let i = 0; i < (courtyards?.length ?? 0); ++i) seen.add(courtyards.feature(i).properties.area);
  }
  assert.ok(seen.size > 5);
  for (const code of seen) assert.ok(code.startsWith('410199001'), code);
  assert.ok((await stat(place('township.pmtiles'))).size < (await stat(place('all.pmtiles'))).size / 4);
  await close();
});

test('a Hilbert number is the one that readers compute', async () => {
  // The reader found every tile above by its own numbers; here the corners of a deep zoom.
  assert.equal(zxyToTileId(0, 0, 0), 0);
  const { archive, close } = await reader('all.pmtiles');
  assert.equal(await archive.getZxy(14, 0, 0), undefined);
  assert.equal(await archive.getZxy(14, 2 ** 14 - 1, 2 ** 14 - 1), undefined);
  await close();
});

test('what cannot be packed is refused with a reason and leaves nothing', async () => {
  await server.stop();
  server = undefined;
  for (const [args, code, word] of [
    [['--out', place('x.zip')], 1, /archive\.format/],
    [['--out', place('x.pmtiles'), '--layers', 'villages'], 2, /layer\.unknown/],
    [['--out', place('x.pmtiles'), '--area', '999'], 2, /area\.unknown/],
    [['--out', place('x.pmtiles'), '--minzoom', '9', '--maxzoom', '8'], 2, /tile\.zoom/],
    [['--out', place('x.pmtiles'), '--maxzoom', '17'], 2, /maxzoom/],
    [['--out', place('absent/x.pmtiles')], 3, /./],
  ]) {
    const refused = await pack(...args);
    assert.equal(refused.code, code, `${args}: ${refused.err}`);
    assert.match(refused.err, word);
  }
  assert.deepEqual((await readdir(folder)).filter((name) => name.startsWith('x.')), []);
});

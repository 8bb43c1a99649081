// SPDX-License-Identifier: Apache-2.0
// OGC API - Tiles, Part 1 (20-057) and Tile Matrix Set 2.0 (17-083r4): one test for each requirement.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { checkLinks, crs84, link, links, mediaType, service, tilingScheme, vectorTilesets } from './question.mjs';

const tiles1 = 'http://www.opengis.net/spec/ogcapi-tiles-1/1.0';
const tms = 'http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad';
const mvt = 'application/vnd.mapbox-vector-tile';
let ogc;
before(async () => (ogc = await service()));
after(async () => ogc.remove());

/** The tilesets of the dataset and of every collection: {owner, tileset}. */
async function tilesets() {
  const owners = ['', ...(await ogc.collections()).map(({ id }) => `/collections/${id}`)];
  const all = [];
  for (const owner of owners) {
    const list = await ogc.json(`${owner}/tiles`);
    for (const listed of list.tilesets) all.push({ owner, listed, tileset: await ogc.json(link(listed, 'self').href) });
  }
  return all;
}
const template = (tileset) => links(tileset, 'item').find(({ type }) => type === mvt).href;
const addressOf = (tileset, z, row, col) => template(tileset).replace('{tileMatrix}', z).replace('{tileRow}', row).replace('{tileCol}', col);
const limitsAt = (tileset, z) => tileset.tileMatrixSetLimits.find(({ tileMatrix }) => tileMatrix === String(z));
const tile = async (address, headers) => {
  const answer = await fetch(address, { headers });
  return { answer, bytes: Buffer.from(await answer.arrayBuffer()) };
};
/** Names of the layers of a tile, by its outermost fields. */
function layerNames(bytes) {
  const names = [];
  const varint = (at) => {
    let [value, shift] = [0, 0];
    for (;;) {
      const byte = bytes[at++];
      value += (byte & 127) * 2 ** shift;
      if (byte < 128) return [value, at];
      shift += 7;
    }
  };
  for (let at = 0; at < bytes.length; ) {
    let [key, length] = [0, 0];
    [key, at] = varint(at);
    assert.equal(key, (3 << 3) | 2);
    [length, at] = varint(at);
    // Its name comes before all that has a length.
    for (let inner = at; inner < at + length; ) {
      let value;
      [key, inner] = varint(inner);
      [value, inner] = varint(inner);
      if (key !== ((1 << 3) | 2)) continue;
      names.push(bytes.subarray(inner, inner + value).toString());
      break;
    }
    at += length;
  }
  return names;
}

test('/req/core/conformance-success: the classes of Tiles that are met', async () => {
  const { conformsTo } = await ogc.json('/conformance');
  for (const part of ['core', 'tileset', 'tilesets-list', 'dataset-tilesets', 'geodata-tilesets', 'collections-selection', 'mvt', 'oas30']) assert.ok(conformsTo.includes(`${tiles1}/conf/${part}`), part);
});

test('/req/core/tc-op: GET of a tile by the template', async () => {
  for (const { owner, tileset } of await tilesets()) {
    const { minTileRow, minTileCol } = limitsAt(tileset, 8);
    assert.equal((await tile(addressOf(tileset, 8, minTileRow, minTileCol))).answer.status, 200, owner);
  }
});

test('/req/core/tc-tilematrix-definition, tc-tilerow-definition, tc-tilecol-definition: z, row, column in this order', async () => {
  const { tileset } = (await tilesets())[0];
  assert.match(template(tileset), /\/tiles\/WebMercatorQuad\/\{tileMatrix\}\/\{tileRow\}\/\{tileCol\}(\?|$)/);
  const { minTileRow: row, minTileCol: col } = limitsAt(tileset, 10);
  const ours = await tile(addressOf(tileset, 10, row, col));
  // The same tile of the map counts column first.
  const map = await tile(`${ogc.url}/tiles/areas,courtyards,bases,help-points,inspections/10/${col}/${row}.mvt`);
  assert.equal(map.answer.status, 200);
  assert.ok(ours.bytes.equals(map.bytes));
  assert.equal(ours.answer.headers.get('etag'), map.answer.headers.get('etag'));
});

test('/req/core/tc-success: every tile within the limits is 200 in the type of its link', async () => {
  for (const { owner, tileset } of await tilesets())
    for (const z of [0, 6, 9, 11]) {
      const { minTileRow, maxTileRow, minTileCol, maxTileCol } = limitsAt(tileset, z);
      for (let row = minTileRow; row <= maxTileRow; row++)
        for (let col = minTileCol; col <= maxTileCol; col++) {
          const { answer } = await tile(addressOf(tileset, z, row, col));
          assert.equal(answer.status, 200, `${owner} ${z}/${row}/${col}`);
          assert.equal(mediaType(answer), mvt);
        }
    }
});

test('/req/core/tc-success: the corners of the limits at every zoom', async () => {
  for (const { owner, tileset } of await tilesets())
    for (const { tileMatrix, minTileRow, maxTileRow, minTileCol, maxTileCol } of tileset.tileMatrixSetLimits)
      for (const row of [minTileRow, maxTileRow]) for (const col of [minTileCol, maxTileCol]) assert.equal((await tile(addressOf(tileset, tileMatrix, row, col))).answer.status, 200, `${owner} ${tileMatrix}/${row}/${col}`);
});

test('/req/core/tc-error: beyond the limits is 404, what is no number is 400', async () => {
  for (const { owner, tileset } of await tilesets()) {
    for (const { tileMatrix: z, minTileRow, maxTileRow, minTileCol, maxTileCol } of tileset.tileMatrixSetLimits) {
      assert.equal((await tile(addressOf(tileset, z, maxTileRow + 1, minTileCol))).answer.status, 404, `${owner} ${z}`);
      assert.equal((await tile(addressOf(tileset, z, minTileRow, maxTileCol + 1))).answer.status, 404, `${owner} ${z}`);
      if (minTileRow > 0) assert.equal((await tile(addressOf(tileset, z, minTileRow - 1, minTileCol))).answer.status, 404);
      if (minTileCol > 0) assert.equal((await tile(addressOf(tileset, z, minTileRow, minTileCol - 1))).answer.status, 404);
    }
    const { minTileRow, minTileCol } = limitsAt(tileset, 10);
    for (const large of ['2147483647', '2147483648', '4294967295', '4294967296', '18446744073709551616', '9'.repeat(60)]) {
      assert.equal((await tile(addressOf(tileset, 10, large, minTileCol))).answer.status, 404, large);
      assert.equal((await tile(addressOf(tileset, 10, minTileRow, large))).answer.status, 404, large);
      assert.equal((await tile(addressOf(tileset, large, minTileRow, minTileCol))).answer.status, 404, large);
    }
    for (const z of [17, 22, 23, 24, 25, 99]) assert.equal((await tile(addressOf(tileset, z, 0, 0))).answer.status, 404, String(z));
    for (const malformed of ['x', '-1', '1.0', '01', '1e1', '+1', '0x1', '%20', '%E5%8D%81']) {
      assert.equal((await tile(addressOf(tileset, 10, malformed, minTileCol))).answer.status, 400, malformed);
      assert.equal((await tile(addressOf(tileset, 10, minTileRow, malformed))).answer.status, 400, malformed);
      assert.equal((await tile(addressOf(tileset, malformed, minTileRow, minTileCol))).answer.status, 400, malformed);
    }
  }
});

test('/req/core/tc-error: a tile without content within the limits is an empty 200 with a tag', async () => {
  const { tileset } = (await tilesets()).find(({ owner }) => owner === '/collections/bases');
  const { minTileRow, maxTileRow, minTileCol, maxTileCol } = limitsAt(tileset, 13);
  let empty = 0;
  for (let row = minTileRow; row <= maxTileRow && empty < 3; row++)
    for (let col = minTileCol; col <= maxTileCol && empty < 3; col++) {
      const { answer, bytes } = await tile(addressOf(tileset, 13, row, col));
      assert.equal(answer.status, 200);
      if (bytes.length > 0) continue;
      empty++;
      const tag = answer.headers.get('etag');
      assert.match(tag, /^"/);
      assert.equal(answer.headers.get('content-encoding'), null);
      assert.equal((await tile(addressOf(tileset, 13, row, col), { 'if-none-match': tag })).answer.status, 304);
    }
  assert.equal(empty, 3);
});

test('/req/tileset/description: metadata by the schema of Tileset Metadata 2.0', async () => {
  for (const { owner, tileset } of await tilesets()) {
    assert.equal(tileset.dataType, 'vector', owner);
    assert.equal(tileset.crs, 'http://www.opengis.net/def/crs/EPSG/0/3857');
    assert.equal(tileset.tileMatrixSetURI, tms);
    assert.equal(tileset.tileMatrixSetId, 'WebMercatorQuad');
    assert.ok(tileset.title);
    checkLinks(tileset, owner);
    const items = links(tileset, 'item');
    assert.ok(items.length > 0);
    for (const one of items) {
      assert.equal(one.templated, true);
      assert.equal(one.type, mvt);
      for (const name of ['{tileMatrix}', '{tileRow}', '{tileCol}']) assert.ok(one.href.includes(name), name);
    }
    const scheme = await ogc.json(link(tileset, tilingScheme).href);
    assert.equal(scheme.uri, tms);
    const { lowerLeft, upperRight, crs } = tileset.boundingBox;
    assert.equal(crs, crs84);
    assert.ok(lowerLeft[0] < upperRight[0] && lowerLeft[1] < upperRight[1]);
    const [lon, lat] = tileset.centerPoint.coordinates;
    assert.ok(lon >= lowerLeft[0] && lon <= upperRight[0] && lat >= lowerLeft[1] && lat <= upperRight[1]);
    assert.ok(limitsAt(tileset, tileset.centerPoint.tileMatrix));
    for (const layer of tileset.layers) {
      assert.ok(layer.id && layer.title);
      assert.equal(layer.dataType, 'vector');
      assert.ok([0, 2].includes(layer.geometryDimension));
      assert.equal(layer.propertiesSchema.type, 'object');
      for (const [name, { type }] of Object.entries(layer.propertiesSchema.properties)) assert.ok(['string', 'number'].includes(type), name);
      assert.ok(Number(layer.minTileMatrix) <= Number(layer.maxTileMatrix));
    }
  }
});

test('/req/tileset/description: the limits are those of the bounding box, at every zoom from 0', async () => {
  for (const { owner, tileset } of await tilesets()) {
    const { lowerLeft, upperRight } = tileset.boundingBox;
    const column = (lon, z) => Math.floor(((lon + 180) / 360) * 2 ** z);
    const row = (lat, z) => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);
    assert.deepEqual(tileset.tileMatrixSetLimits.map(({ tileMatrix }) => tileMatrix), Array.from({ length: 17 }, (_, z) => String(z)));
    for (const { tileMatrix, minTileRow, maxTileRow, minTileCol, maxTileCol } of tileset.tileMatrixSetLimits) {
      const z = Number(tileMatrix);
      assert.deepEqual([minTileCol, maxTileCol, minTileRow, maxTileRow], [column(lowerLeft[0], z), column(upperRight[0], z), row(upperRight[1], z), row(lowerLeft[1], z)], `${owner} ${z}`);
    }
  }
});

test('/req/tileset/description: tiles hold the layers that are described, and no others', async () => {
  for (const { owner, tileset } of await tilesets()) {
    const known = tileset.layers.map(({ id }) => id);
    const seen = new Set();
    for (const z of [7, 10, 14]) {
      const [lon, lat] = tileset.centerPoint.coordinates;
      const row = Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);
      const { bytes } = await tile(addressOf(tileset, z, row, Math.floor(((lon + 180) / 360) * 2 ** z)), { 'accept-encoding': 'identity' });
      for (const name of layerNames(bytes)) {
        assert.ok(known.includes(name), `${owner}: ${name}`);
        const { minTileMatrix, maxTileMatrix } = tileset.layers.find(({ id }) => id === name);
        assert.ok(z >= Number(minTileMatrix) && z <= Number(maxTileMatrix), `${name} at ${z}`);
        seen.add(name);
      }
    }
    assert.ok(seen.size > 0, owner);
  }
});

test('/req/tilesets-list/tileset-links: each says what it is and where it is', async () => {
  for (const { owner, listed, tileset } of await tilesets()) {
    for (const key of ['dataType', 'crs', 'tileMatrixSetURI', 'tileMatrixSetId', 'tileMatrixSetLimits']) assert.deepEqual(listed[key], tileset[key], `${owner} ${key}`);
    assert.equal(new URL(link(listed, 'self').href).pathname, `/ogc${owner}/tiles/WebMercatorQuad`);
    assert.ok(link(listed, tilingScheme));
  }
});

test('/req/dataset-tilesets/landingpage, operation: the landing page links to the tilesets of the dataset', async () => {
  const { href } = link(await ogc.json(''), vectorTilesets);
  assert.equal(new URL(href).pathname, '/ogc/tiles');
  const list = await ogc.json(href);
  checkLinks(list, 'tilesets');
  assert.ok(list.tilesets.length > 0);
});

test('/req/geodata-tilesets/desc-links, operation: every collection links to its tilesets', async () => {
  for (const collection of await ogc.collections()) {
    const { href } = link(collection, vectorTilesets);
    assert.equal(new URL(href).pathname, `/ogc/collections/${collection.id}/tiles`);
    assert.ok((await ogc.json(href)).tilesets.length > 0, collection.id);
  }
  for (const unknown of ['nothing', 'progress', 'areas']) for (const path of ['', '/WebMercatorQuad', '/WebMercatorQuad/0/0/0']) assert.equal((await ogc.get(`/collections/${unknown}/tiles${path}`)).status, 404, unknown + path);
  assert.equal((await ogc.get('/tiles/WorldCRS84Quad')).status, 404);
});

test('/req/geodata-tilesets/operation: a collection has its own layers alone', async () => {
  const layers = Object.fromEntries((await tilesets()).map(({ owner, tileset }) => [owner, tileset.layers.map(({ id }) => id)]));
  assert.deepEqual(layers['/collections/villages'], ['villages', 'villages_labels']);
  assert.deepEqual(layers['/collections/bases'], ['bases', 'bases_dropped']);
  assert.deepEqual(layers['/collections/courtyards'].toSorted(), ['courtyards', 'courtyards_cells', 'courtyards_dropped']);
});

test('/req/collections-selection/collections-parameter: tileset and tiles of some collections', async () => {
  const whole = await ogc.json('/tiles/WebMercatorQuad');
  const some = await ogc.json('/tiles/WebMercatorQuad?collections=townships,bases');
  assert.deepEqual(some.layers.map(({ id }) => id), ['townships', 'townships_labels', 'bases', 'bases_dropped']);
  assert.ok(template(some).includes('collections=townships'));
  const { minTileRow: row, minTileCol: col } = limitsAt(some, 7);
  const { bytes } = await tile(addressOf(some, 7, row, col), { 'accept-encoding': 'identity' });
  assert.deepEqual(layerNames(bytes).filter((name) => !/^(townships|bases)/.test(name)), []);
  assert.ok(layerNames(bytes).includes('townships'));
  // One collection of the dataset is the collection.
  const one = await tile(`${ogc.root}/tiles/WebMercatorQuad/7/${row}/${col}?collections=villages`);
  const alone = await tile(`${ogc.root}/collections/villages/tiles/WebMercatorQuad/7/${row}/${col}`);
  assert.ok(one.bytes.equals(alone.bytes));
  assert.equal(one.answer.headers.get('etag'), alone.answer.headers.get('etag'));
  assert.notEqual(one.bytes.length, (await tile(addressOf(whole, 7, row, col))).bytes.length);
});

test('/req/collections-selection/collections-parameter: a collection that is not there is 400', async () => {
  for (const list of ['', 'nothing', 'villages,nothing', 'villages,', ',', 'areas', 'progress', "x'; --"])
    for (const path of ['/tiles', '/tiles/WebMercatorQuad', '/tiles/WebMercatorQuad/0/0/0']) await ogc.refuses(`${path}?collections=${encodeURIComponent(list)}`, 'collections');
});

test('/req/mvt/content: a tile is the type that its link says, by Accept and by f', async () => {
  const tileset = await ogc.json('/tiles/WebMercatorQuad');
  const { minTileRow: row, minTileCol: col } = limitsAt(tileset, 9);
  const path = `/tiles/WebMercatorQuad/9/${row}/${col}`;
  for (const accept of [mvt, 'application/x-protobuf', '*/*', undefined]) assert.equal(mediaType(await ogc.get(path, accept)), mvt, accept);
  for (const f of ['mvt', 'pbf']) assert.equal(mediaType(await ogc.get(`${path}?f=${f}`)), mvt);
  assert.equal((await ogc.get(path, 'image/png')).status, 406);
  await ogc.refuses(`${path}?f=png`);
  const zipped = await ogc.get(path, mvt, { 'accept-encoding': 'gzip' });
  assert.equal(zipped.headers.get('content-encoding'), 'gzip');
});

test('/req/mvt/content: an address with the version of today may be kept, another is asked again', async () => {
  const tileset = await ogc.json('/tiles/WebMercatorQuad');
  const { minTileRow: row, minTileCol: col } = limitsAt(tileset, 9);
  assert.equal((await tile(addressOf(tileset, 9, row, col))).answer.headers.get('cache-control'), 'max-age=86400');
  assert.equal((await ogc.get(`/tiles/WebMercatorQuad/9/${row}/${col}`)).headers.get('cache-control'), 'no-cache');
  assert.equal((await ogc.get(`/tiles/WebMercatorQuad/9/${row}/${col}?v=0`)).headers.get('cache-control'), 'no-cache');
});

test('/req/oas30/completeness, operation-ids: the definition has the operations of tiles', async () => {
  const api = await (await fetch(`${ogc.root}/api`)).json();
  const ids = Object.entries(api.paths).flatMap(([path, item]) => (item.get ? [[path, item.get.operationId]] : []));
  for (const wanted of [/\/tiles$/, /\/tiles\/WebMercatorQuad$/, /\/tiles\/WebMercatorQuad\/\{tileMatrix\}\/\{tileRow\}\/\{tileCol\}$/, /\/collections\/[^/]+\/tiles$/, /\/tileMatrixSets$/]) assert.ok(ids.some(([path]) => wanted.test(path)), String(wanted));
  assert.ok(ids.some(([, id]) => /\.getTile/.test(id)), 'an operation is called .getTile');
});

test('/req/tms/tilematrixset: the definition of WebMercatorQuad as it is registered', async () => {
  const list = await ogc.json('/tileMatrixSets');
  assert.equal(list.tileMatrixSets.length, 1);
  const scheme = await ogc.json(link(list.tileMatrixSets[0], 'self').href);
  assert.equal(scheme.id, 'WebMercatorQuad');
  assert.equal(scheme.crs, 'http://www.opengis.net/def/crs/EPSG/0/3857');
  assert.equal(scheme.tileMatrices.length, 25);
  for (const [z, one] of scheme.tileMatrices.entries()) {
    assert.equal(one.id, String(z));
    assert.ok(Math.abs(one.scaleDenominator - 559082264.028717 / 2 ** z) < 1e-6 / 2 ** z + 1e-9);
    assert.ok(Math.abs(one.cellSize - 156543.033928041 / 2 ** z) < 1e-9);
    assert.deepEqual(one.pointOfOrigin.map(Math.round), [-20037508, 20037508]);
    assert.deepEqual([one.tileWidth, one.tileHeight, one.matrixWidth, one.matrixHeight], [256, 256, 2 ** z, 2 ** z]);
  }
  assert.equal((await ogc.get('/tileMatrixSets/Nothing')).status, 404);
});

test('/req/core/query-param-unknown: as everywhere', async () => {
  for (const path of ['/tiles', '/tiles/WebMercatorQuad', '/tiles/WebMercatorQuad/0/0/0', '/collections/bases/tiles', '/collections/bases/tiles/WebMercatorQuad', '/collections/bases/tiles/WebMercatorQuad/0/0/0', '/tileMatrixSets', '/tileMatrixSets/WebMercatorQuad']) await ogc.refuses(`${path}?unknown=1`, 'unknown');
  await ogc.refuses('/collections/bases/tiles/WebMercatorQuad?collections=bases', 'collections');
});

test('pages of tiles in both languages, with addresses to copy', async () => {
  for (const path of ['/tiles', '/tiles/WebMercatorQuad', '/collections/villages/tiles', '/collections/villages/tiles/WebMercatorQuad', '/tileMatrixSets', '/tileMatrixSets/WebMercatorQuad'])
    for (const lang of ['zh', 'en']) {
      const answer = await ogc.get(`${path}?lang=${lang}`, 'text/html');
      assert.equal(answer.status, 200, path);
      assert.equal(mediaType(answer), 'text/html', path);
      const text = await answer.text();
      assert.ok(text.includes('WebMercatorQuad'), path);
      assert.equal(/[一-龥]/.test(text.replace(/<a [^>]*class="language"[\s\S]*?<\/a>/, '')), lang === 'zh', `${path} ${lang}`);
    }
});

test('the limits of who sees one township are its own', async () => {
  const field = { authorization: ogc.as('field').authorization };
  const whole = await ogc.json('/tiles/WebMercatorQuad');
  const mine = await ogc.json('/tiles/WebMercatorQuad', 'application/json', field);
  const size = ({ minTileRow, maxTileRow, minTileCol, maxTileCol }) => (maxTileRow - minTileRow + 1) * (maxTileCol - minTileCol + 1);
  assert.ok(size(limitsAt(mine, 14)) * 2 < size(limitsAt(whole, 14)));
  const { maxTileRow, minTileCol } = limitsAt(mine, 14);
  assert.equal((await tile(`${ogc.root}/tiles/WebMercatorQuad/14/${maxTileRow + 1}/${minTileCol}`, field)).answer.status, 404);
  assert.match((await tile(addressOf(mine, 14, maxTileRow, minTileCol), field)).answer.headers.get('cache-control'), /^private/);
});

// SPDX-License-Identifier: Apache-2.0
// OGC API - Features, Part 1 (17-069r4): one test for each requirement, after its abstract test.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { boundsOf, checkLinks, crs84, link, links, mediaType, positions, service, signedArea } from './question.mjs';

const part1 = 'http://www.opengis.net/spec/ogcapi-features-1/1.0';
const openapiType = 'application/vnd.oai.openapi+json;version=3.0';
let ogc;
before(async () => (ogc = await service()));
after(async () => ogc.remove());

const definition = async () => (await fetch(`${ogc.root}/api`, { headers: { accept: openapiType } })).json();
/** A parameter of the operation on `/items`, by name. */
async function parameter(name) {
  const api = await definition();
  const resolved = (one) => (one.$ref ? one.$ref.slice(2).split('/').reduce((at, key) => at[key], api) : one);
  const found = [];
  for (const [path, item] of Object.entries(api.paths)) {
    if (!/\/collections\/[^/]+\/items$/.test(path) || !item.get) continue;
    const all = [...(item.parameters ?? []), ...(item.get.parameters ?? [])].map(resolved);
    found.push(all.find((one) => one.name === name && one.in === 'query'));
  }
  assert.ok(found.length > 0, 'the API definition has no operation on items');
  for (const one of found) assert.ok(one, `${name} is not declared`);
  return found.map((one) => ({ ...one, schema: resolved(one.schema) }));
}

test('/req/core/root-op: GET of the landing page', async () => {
  assert.equal((await ogc.get('')).status, 200);
  assert.equal((await ogc.get('/')).status, 200);
});

test('/req/core/root-success: the landing page links to definition, conformance and data', async () => {
  const landing = await ogc.json('');
  checkLinks(landing, 'landing page');
  assert.ok(link(landing, 'service-desc') || link(landing, 'service-doc'));
  assert.ok(link(landing, 'conformance'));
  assert.ok(link(landing, 'data'));
  for (const rel of ['service-desc', 'service-doc', 'conformance', 'data'])
    for (const one of links(landing, rel)) {
      const answer = await fetch(one.href, { headers: { accept: one.type } });
      assert.equal(answer.status, 200, one.href);
      await answer.arrayBuffer();
    }
});

test('/req/core/api-definition-op: the definition is at every address that the landing page gives', async () => {
  const landing = await ogc.json('');
  const all = [...links(landing, 'service-desc'), ...links(landing, 'service-doc')];
  assert.ok(all.length > 0);
  for (const one of all) assert.equal((await fetch(one.href)).status, 200, one.href);
});

test('/req/core/api-definition-success: it comes in the type that its link says', async () => {
  const landing = await ogc.json('');
  for (const one of [...links(landing, 'service-desc'), ...links(landing, 'service-doc')]) {
    const answer = await fetch(one.href, { headers: { accept: one.type } });
    assert.equal(answer.status, 200, one.href);
    assert.equal(mediaType(answer), one.type.split(';')[0], one.href);
  }
});

test('/req/core/conformance-op: GET of the conformance classes', async () => {
  assert.equal((await ogc.get('/conformance')).status, 200);
});

test('/req/core/conformance-success: the classes that are met, core among them', async () => {
  const { conformsTo } = await ogc.json('/conformance');
  assert.equal(new Set(conformsTo).size, conformsTo.length);
  for (const part of ['core', 'geojson', 'html', 'oas30']) assert.ok(conformsTo.includes(`${part1}/conf/${part}`), part);
  for (const one of conformsTo) assert.match(one, /^http:\/\/www\.opengis\.net\/spec\//);
});

test('/req/core/http: HTTP/1.1 with its methods and statuses', async () => {
  const head = await fetch(`${ogc.root}/collections`, { method: 'HEAD' });
  assert.equal(head.status, 200);
  assert.equal((await head.arrayBuffer()).byteLength, 0);
  const options = await fetch(`${ogc.root}/collections`, { method: 'OPTIONS' });
  assert.match(options.headers.get('allow'), /GET/);
  const wrong = await fetch(`${ogc.root}/collections`, { method: 'PUT', body: '{}', headers: { 'content-type': 'application/json' } });
  assert.ok([401, 403, 405].includes(wrong.status), String(wrong.status));
  assert.equal((await ogc.get('/nowhere')).status, 404);
});

test('/req/core/http: entity tags answer 304', async () => {
  for (const path of ['', '/conformance', '/collections', '/collections/villages', '/collections/villages/items?limit=3']) {
    const first = await ogc.get(path);
    const tag = first.headers.get('etag');
    // A page of features says when it was told, which its weak tag passes over.
    assert.match(tag, /\/items/.test(path) ? /^(W\/)?"[^"]+"$/ : /^"[^"]+"$/, path);
    assert.equal((await ogc.get(path, undefined, { 'if-none-match': tag })).status, 304, path);
  }
});

test('/req/core/crs84: without a word about it, positions are longitude and latitude of WGS 84', async () => {
  const { bbox } = (await ogc.collections()).find(({ id }) => id === 'counties').extent.spatial;
  for (const id of ['villages', 'bases']) {
    const { features } = await ogc.items(id, 'limit=50');
    for (const { geometry } of features)
      for (const [lon, lat] of positions(geometry)) {
        assert.ok(lon >= bbox[0][0] - 1e-6 && lon <= bbox[0][2] + 1e-6, `${id}: ${lon}`);
        assert.ok(lat >= bbox[0][1] - 1e-6 && lat <= bbox[0][3] + 1e-6, `${id}: ${lat}`);
      }
  }
});

test('/req/core/fc-md-op: GET of the collections', async () => {
  assert.equal((await ogc.get('/collections')).status, 200);
});

test('/req/core/fc-md-success: the list has links and collections', async () => {
  const list = await ogc.json('/collections');
  checkLinks(list, 'collections');
  assert.ok(list.collections.length >= 7);
});

test('/req/core/fc-md-links: self, and alternate for each other encoding, with their types', async () => {
  const list = await ogc.json('/collections');
  assert.equal(link(list, 'self').type, 'application/json');
  assert.ok(link(list, 'alternate', 'text/html'));
  for (const one of [...links(list, 'self'), ...links(list, 'alternate')]) {
    assert.ok(one.type, JSON.stringify(one));
    const answer = await fetch(one.href);
    assert.equal(answer.status, 200, one.href);
    assert.equal(mediaType(answer), one.type);
  }
});

test('/req/core/fc-md-items: every collection has an id, links and, of features, its item type', async () => {
  const collections = await ogc.collections();
  const ids = collections.map(({ id }) => id);
  assert.equal(new Set(ids).size, ids.length);
  for (const id of ['villages', 'townships', 'counties', 'courtyards', 'bases', 'help-points', 'inspections']) assert.ok(ids.includes(id), id);
  for (const collection of collections) {
    assert.equal(collection.itemType, 'feature', collection.id);
    assert.ok(collection.title && collection.description, collection.id);
    checkLinks(collection, collection.id);
  }
});

test('/req/core/fc-md-items-links: items in each encoding, with a type', async () => {
  for (const collection of await ogc.collections()) {
    const all = links(collection, 'items');
    for (const type of ['application/geo+json', 'text/html']) assert.ok(all.some((one) => one.type === type), `${collection.id} ${type}`);
    for (const one of all) {
      const answer = await fetch(one.href + (one.href.includes('?') ? '&' : '?') + 'limit=1', { headers: { accept: one.type } });
      assert.equal(answer.status, 200, one.href);
      assert.equal(mediaType(answer), one.type, one.href);
    }
  }
});

test('/req/core/fc-md-extent: boxes and intervals that hold all features', async () => {
  for (const { id, extent } of await ogc.collections()) {
    if (!extent?.spatial) continue;
    const [box, ...more] = extent.spatial.bbox;
    assert.equal(more.length, 0);
    assert.equal(box.length, 4);
    assert.equal(extent.spatial.crs, crs84);
    assert.ok(box[0] <= box[2] && box[1] <= box[3]);
    const { features } = await ogc.items(id, 'limit=500');
    for (const { geometry } of features) {
      if (!geometry) continue;
      const [west, south, east, north] = boundsOf(geometry);
      assert.ok(west >= box[0] - 1e-6 && south >= box[1] - 1e-6 && east <= box[2] + 1e-6 && north <= box[3] + 1e-6, id);
    }
    if (!extent.temporal) continue;
    for (const [from, to] of extent.temporal.interval) {
      for (const day of [from, to]) assert.ok(day === null || !Number.isNaN(Date.parse(day)), `${id}: ${day}`);
      if (from) for (const { properties } of features) if (properties.since) assert.ok(properties.since.slice(0, 10) >= from.slice(0, 10), id);
    }
  }
});

test('/req/core/sfc-md-op, sfc-md-success: one collection says what the list says of it', async () => {
  for (const listed of await ogc.collections()) {
    const one = await ogc.json(`/collections/${listed.id}`);
    for (const key of ['id', 'title', 'description', 'extent', 'itemType', 'crs', 'storageCrs']) assert.deepEqual(one[key], listed[key], `${listed.id}.${key}`);
    for (const rel of ['items']) assert.deepEqual(links(one, rel), links(listed, rel));
  }
  for (const unknown of ['nothing', 'Villages', 'progress', 'villages ']) {
    const answer = await ogc.get(`/collections/${encodeURIComponent(unknown)}`);
    assert.ok([400, 404].includes(answer.status), `${unknown}: ${answer.status}`);
  }
});

test('/req/core/fc-op: GET of the items of every collection', async () => {
  for (const { id } of await ogc.collections()) assert.equal((await ogc.get(`/collections/${id}/items?limit=1`, 'application/geo+json')).status, 200, id);
  assert.equal((await ogc.get('/collections/nothing/items')).status, 404);
});

test('/req/core/fc-limit-definition: limit is declared as a whole number from 1 to a maximum', async () => {
  for (const { required, schema, style, explode } of await parameter('limit')) {
    assert.ok(!required);
    assert.equal(schema.type, 'integer');
    assert.equal(schema.minimum, 1);
    assert.ok(schema.maximum >= 2500);
    assert.ok(schema.default >= 1 && schema.default <= schema.maximum);
    assert.equal(style ?? 'form', 'form');
    if (explode !== undefined) assert.equal(explode, false);
  }
});

test('/req/core/fc-limit-response-1: no more features than the limit; beyond the maximum it is the maximum', async () => {
  for (const limit of [1, 7, 100, 319, 320, 321]) {
    const { features, numberMatched } = await ogc.items('villages', `limit=${limit}`);
    assert.equal(features.length, Math.min(limit, numberMatched));
  }
  const [{ schema }] = await parameter('limit');
  assert.equal((await ogc.items('villages')).features.length, schema.default);
  for (const limit of [schema.maximum + 1, 2147483647, 9007199254740993n]) {
    const { features, numberMatched } = await ogc.items('courtyards', `limit=${limit}`);
    assert.equal(features.length, Math.min(schema.maximum, numberMatched), String(limit));
  }
});

test('/req/core/fc-limit-response-2: what the limit may not be is refused', async () => {
  for (const limit of ['0', '-1', 'x', '1.5', '', '1e2', '+', '10;', '999999999999999999999999999999']) await ogc.refuses(`/collections/villages/items?limit=${encodeURIComponent(limit)}`, 'limit');
});

test('/req/core/fc-bbox-definition: bbox is declared as four or six numbers with commas', async () => {
  for (const { required, schema, style, explode } of await parameter('bbox')) {
    assert.ok(!required);
    assert.equal(schema.type, 'array');
    const counts = schema.oneOf ?? [schema];
    assert.equal(Math.min(...counts.map(({ minItems }) => minItems)), 4);
    assert.equal(Math.max(...counts.map(({ maxItems }) => maxItems)), 6);
    assert.equal(schema.items.type, 'number');
    assert.equal(style ?? 'form', 'form');
    assert.equal(explode, false);
  }
});

test('/req/core/fc-bbox-response: exactly the features that meet the box', async () => {
  const everything = await ogc.all('bases');
  const [west, south, east, north] = (await ogc.collections()).find(({ id }) => id === 'bases').extent.spatial.bbox[0];
  const [lon, lat] = [(west + east) / 2, (south + north) / 2];
  const inside = ([x, y], box) => x >= box[0] && x <= box[2] && y >= box[1] && y <= box[3];
  for (const box of [
    [west, south, east, north],
    [west, south, lon, lat],
    [lon, lat, east, north],
    [lon, south, east, lat],
    [lon, lat, lon, lat],
    [-180, -90, 180, 90],
  ]) {
    const wanted = everything.filter(({ geometry }) => !geometry || inside(geometry.coordinates, box)).map(({ id }) => id);
    const found = await ogc.all('bases', `bbox=${box.join(',')}`);
    assert.deepEqual(found.map(({ id }) => id).sort(), wanted.sort(), box.join());
  }
});

test('/req/core/fc-bbox-response: a polygon that only its box meets is not in it', async () => {
  const villages = await ogc.all('villages');
  // A box in the corner of a village's own box that none of its edges and vertices reaches.
  let tried = 0;
  for (const { id, geometry } of villages.slice(0, 80)) {
    const [west, south, east, north] = boundsOf(geometry);
    const [w, h] = [(east - west) / 400, (north - south) / 400];
    const corners = [
      [west, south, west + w, south + h],
      [east - w, south, east, south + h],
      [west, north - h, west + w, north],
      [east - w, north - h, east, north],
    ];
    const rings = geometry.type === 'Polygon' ? geometry.coordinates : geometry.coordinates.flat();
    for (const box of corners) {
      if (meets(rings, box)) continue;
      tried++;
      const found = await ogc.items('villages', `limit=1000&bbox=${box.join(',')}`);
      assert.ok(!found.features.some((feature) => feature.id === id), `${id} in ${box}`);
      break;
    }
  }
  assert.ok(tried > 20, `${tried} villages have a bare corner`);
});

/** Whether a polygon of these rings and a box share a position. */
function meets(rings, [west, south, east, north]) {
  const inBox = ([x, y]) => x >= west && x <= east && y >= south && y <= north;
  const cut = (a, b) => {
    // Liang and Barsky.
    let [from, to] = [0, 1];
    const d = [b[0] - a[0], b[1] - a[1]];
    for (const [p, q] of [[-d[0], a[0] - west], [d[0], east - a[0]], [-d[1], a[1] - south], [d[1], north - a[1]]]) {
      if (p === 0) {
        if (q < 0) return false;
        continue;
      }
      const t = q / p;
      if (p < 0) from = Math.max(from, t);
      else to = Math.min(to, t);
      if (from > to) return false;
    }
    return true;
  };
  for (const ring of rings) for (let i = 0; i + 1 < ring.length; i++) if (inBox(ring[i]) || cut(ring[i], ring[i + 1])) return true;
  let inside = false;
  for (const ring of rings)
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++)
      if (ring[i][1] > south !== ring[j][1] > south && west < ((ring[j][0] - ring[i][0]) * (south - ring[i][1])) / (ring[j][1] - ring[i][1]) + ring[i][0]) inside = !inside;
  return inside;
}

test('/req/core/fc-bbox-response: heights are passed over, and west beyond east crosses the antimeridian', async () => {
  const [west, south, east, north] = (await ogc.collections()).find(({ id }) => id === 'villages').extent.spatial.bbox[0];
  const count = async (box) => (await ogc.items('villages', `limit=1&bbox=${box}`)).numberMatched;
  const all = (await ogc.items('villages', 'limit=1')).numberMatched;
  const middle = (west + east) / 2;
  assert.equal(await count(`${west},${south},0,${east},${north},1000`), all);
  // From the middle eastwards around the earth to the middle: everything.
  assert.equal(await count(`${middle},${south},${middle - 1e-9},${north}`), all);
  // The other way round the earth: nothing of ours.
  assert.equal(await count(`${east + 1},${south},${west - 1},${north}`), 0);
  assert.equal(await count(`170,-90,-170,90`), 0);
  // Across the antimeridian and in again from the west up to the middle.
  assert.equal(await count(`170,${south},${middle},${north}`), await count(`-180,${south},${middle},${north}`));
  assert.ok((await count(`170,${south},${middle},${north}`)) > 0);
});

test('/req/core/fc-bbox-response: poles and equator are places like others', async () => {
  for (const box of ['-180,89,180,90', '-180,-90,180,-89', '-180,90,180,90', '-1,-1,1,1', '0,0,0,0', '-180,-90,-180,90', '180,-90,180,90'])
    assert.equal((await ogc.items('villages', `bbox=${box}`)).numberMatched, 0, box);
  const all = (await ogc.items('villages', 'limit=1')).numberMatched;
  for (const box of ['-180,-90,180,90', '0,0,180,90', '-180,0,180,90']) assert.equal((await ogc.items('villages', `limit=1&bbox=${box}`)).numberMatched, all, box);
  assert.equal((await ogc.items('villages', 'limit=1&bbox=-180,-90,180,0')).numberMatched, 0);
});

test('/req/core/fc-time-definition: datetime is declared as a text', async () => {
  for (const { required, schema, style, explode } of await parameter('datetime')) {
    assert.ok(!required);
    assert.equal(schema.type, 'string');
    assert.equal(style ?? 'form', 'form');
    if (explode !== undefined) assert.equal(explode, false);
  }
});

const days = ({ properties }) => ['since', 'completed_on', 'revoked_on'].map((name) => properties[name]).filter(Boolean).map((day) => day.slice(0, 10));

test('/req/core/fc-time-response: features whose days meet the interval, and those without days', async () => {
  const everything = await ogc.all('bases');
  const known = everything.flatMap(days).sort();
  const [first, middle, last] = [known[0], known[Math.floor(known.length / 2)], known.at(-1)];
  for (const [text, from, to] of [
    [middle, middle, middle],
    [`${first}/${last}`, first, last],
    [`${middle}/..`, middle, '9999-12-31'],
    [`../${middle}`, '0000-01-01', middle],
    [`${middle}/`, middle, '9999-12-31'],
    [`/${middle}`, '0000-01-01', middle],
    [`${middle}T00:00:00+08:00/..`, middle, '9999-12-31'],
    [`${middle}T12:00:00Z`, middle, middle],
    [`${last}T23:00:00+08:00/9999-12-31`, last, '9999-12-31'],
  ]) {
    const wanted = everything.filter((feature) => days(feature).length === 0 || days(feature).some((day) => day >= from && day <= to));
    const found = await ogc.all('bases', `datetime=${encodeURIComponent(text)}`);
    assert.deepEqual(found.map(({ id }) => id).sort(), wanted.map(({ id }) => id).sort(), text);
  }
  // Areas have no days: they match whatever is asked.
  assert.equal((await ogc.items('villages', 'limit=1&datetime=1900-01-01')).numberMatched, 320);
});

test('/req/core/query-param-invalid: a parameter with a value that it may not have is 400', async () => {
  for (const [name, values] of Object.entries({
    bbox: ['', '1', '1,2,3', '1,2,3,4,5', '1,2,3,4,5,6,7', 'a,b,c,d', '1,2,3,NaN', '1,2,3,Infinity', '1,,3,4', '1 2 3 4', '112,35,113,34', '0,-91,1,0', '0,0,1,91', '-181,0,1,1', '0,0,361,1', '1,2,3,4,', '0x1,2,3,4', '1,2,3,1e400'],
    datetime: ['', 'x', '2023', '2023-02-30', '2023-13-01', '2023-01-02/2023-01-01', '/', '../..', '2023-01-01/2023-01-02/2023-01-03', '2023-01-01T25:00:00Z', '2023-01-01T00:00:00', '01.01.2023', '2023-01-01/P1Y'],
    limit: ['0'],
    offset: ['-1', 'x', '1.5'],
  }))
    for (const value of values) await ogc.refuses(`/collections/bases/items?${name}=${encodeURIComponent(value)}`, name);
  for (const path of ['/collections?as_of=x', '/collections/villages?revision=x', '/collections/villages/items?f=xml', '/collections?f=nothing']) await ogc.refuses(path);
});

test('/req/core/query-param-unknown: a parameter that is not declared is 400, everywhere', async () => {
  const { features } = await ogc.items('bases', 'limit=1');
  for (const path of ['', '/conformance', '/collections', '/collections/bases', '/collections/bases/items', `/collections/bases/items/${features[0].id}`]) {
    await ogc.refuses(`${path}?unknown=1`, 'unknown');
    await ogc.refuses(`${path}?Limit=1`, 'Limit');
    await ogc.refuses(`${path}?lImIt=1&f=json`, 'lImIt');
  }
  for (const parameter of ['limit', 'bbox', 'datetime']) await ogc.refuses(`/collections/bases/items/${features[0].id}?${parameter}=1`, parameter);
});

test('/req/core/fc-response: a feature collection of exactly what was asked for', async () => {
  const page = await ogc.items('villages', 'limit=10');
  assert.equal(page.type, 'FeatureCollection');
  for (const feature of page.features) {
    assert.equal(feature.type, 'Feature');
    assert.ok(feature.id);
    assert.ok('geometry' in feature && typeof feature.properties === 'object');
  }
  assert.equal((await ogc.all('villages')).length, 320);
  assert.deepEqual((await ogc.items('villages', 'limit=1000&bbox=0,0,1,1')).features, []);
});

test('/req/core/fc-links: self, alternates, and next until the end', async () => {
  const ids = new Set();
  let address = `${ogc.root}/collections/villages/items?limit=77`;
  let pages = 0;
  let previous;
  while (address) {
    const page = await ogc.json(address, 'application/geo+json');
    pages++;
    assert.ok(link(page, 'self', 'application/geo+json'));
    assert.ok(link(page, 'alternate', 'text/html'));
    if (previous) {
      const back = await ogc.json(link(page, 'prev').href, 'application/geo+json');
      assert.deepEqual(back.features.map(({ id }) => id), previous);
    }
    previous = page.features.map(({ id }) => id);
    for (const { id } of page.features) {
      assert.ok(!ids.has(id), id);
      ids.add(id);
    }
    address = link(page, 'next')?.href;
  }
  assert.equal(pages, 5);
  assert.equal(ids.size, 320);
  // What fits in one page has no next; nor has what lies behind the end.
  for (const query of ['limit=320', 'limit=1000', 'limit=10&offset=320', 'limit=10&offset=9007199254740991', 'bbox=0,0,1,1']) assert.equal(link(await ogc.items('villages', query), 'next'), undefined, query);
});

test('/req/core/fc-links: next keeps what was asked for', async () => {
  const [west, south, east, north] = (await ogc.collections()).find(({ id }) => id === 'courtyards').extent.spatial.bbox[0];
  const box = [west, south, (west + east) / 2, north].join(',');
  const page = await ogc.items('courtyards', `limit=3&bbox=${box}&datetime=2021-01-01/..&lang=en`);
  const next = new URL(link(page, 'next').href);
  assert.equal(next.searchParams.get('bbox'), box);
  assert.equal(next.searchParams.get('datetime'), '2021-01-01/..');
  assert.equal(next.searchParams.get('limit'), '3');
  assert.equal((await ogc.json(next.href, 'application/geo+json')).numberMatched, page.numberMatched);
});

test('/req/core/fc-rel-type: every link of a page has a type', async () => {
  for (const one of (await ogc.items('villages', 'limit=10&offset=10')).links) assert.ok(one.type, JSON.stringify(one));
});

test('/req/core/fc-timeStamp: the time of the answer', async () => {
  const page = await ogc.items('villages', 'limit=1');
  if (page.timeStamp !== undefined) {
    assert.match(page.timeStamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/);
    assert.ok(Math.abs(Date.now() - Date.parse(page.timeStamp)) < 600_000);
  }
});

test('/req/core/fc-numberMatched: how many features fit, whatever the page', async () => {
  for (const query of ['', 'limit=1', 'limit=10&offset=300', 'limit=10&offset=5000']) assert.equal((await ogc.items('villages', query)).numberMatched, 320, query);
  const [west, south, east, north] = (await ogc.collections()).find(({ id }) => id === 'courtyards').extent.spatial.bbox[0];
  const half = `bbox=${west},${south},${(west + east) / 2},${north}`;
  assert.equal((await ogc.items('courtyards', `limit=1&${half}`)).numberMatched, (await ogc.all('courtyards', half)).length);
});

test('/req/core/fc-numberReturned: how many stand in the page', async () => {
  for (const query of ['', 'limit=1', 'limit=10&offset=315', 'limit=10&offset=5000', 'bbox=0,0,1,1']) {
    const page = await ogc.items('villages', query);
    assert.equal(page.numberReturned, page.features.length, query);
  }
});

test('/req/core/f-op: GET of a feature, and 404 for one that is not there', async () => {
  for (const { id } of await ogc.collections()) {
    const { features } = await ogc.items(id, 'limit=2');
    for (const feature of features) assert.equal((await ogc.get(`/collections/${id}/items/${encodeURIComponent(feature.id)}`, 'application/geo+json')).status, 200);
    for (const unknown of ['nothing', '0', '000000000000', ' ', "'", '%00'.replace('%', '%25')]) assert.equal((await ogc.get(`/collections/${id}/items/${encodeURIComponent(unknown)}`)).status, 404, `${id} ${unknown}`);
  }
});

test('/req/core/f-success: the feature as it stands in the collection', async () => {
  for (const { id } of await ogc.collections()) {
    const { features } = await ogc.items(id, 'limit=3');
    for (const listed of features) {
      const one = await ogc.json(`/collections/${id}/items/${encodeURIComponent(listed.id)}`, 'application/geo+json');
      assert.equal(one.type, 'Feature');
      for (const key of ['id', 'geometry']) assert.deepEqual(one[key], listed[key], `${id} ${listed.id} ${key}`);
      // Alone it may say more of itself, and nothing else.
      assert.deepEqual({ ...one.properties, ...listed.properties }, one.properties, `${id} ${listed.id}`);
    }
  }
});

test('/req/core/f-links: self, alternate and collection, with types', async () => {
  for (const { id } of await ogc.collections()) {
    const { features } = await ogc.items(id, 'limit=1');
    if (features.length === 0) continue;
    const one = await ogc.json(`/collections/${id}/items/${encodeURIComponent(features[0].id)}`, 'application/geo+json');
    assert.ok(link(one, 'self', 'application/geo+json'), id);
    assert.ok(link(one, 'alternate', 'text/html'), id);
    assert.equal(new URL(link(one, 'collection').href).pathname, `/ogc/collections/${id}`);
    for (const each of one.links) assert.ok(each.type, JSON.stringify(each));
    for (const rel of ['self', 'alternate', 'collection']) {
      const { href, type } = link(one, rel);
      const answer = await fetch(href, { headers: { accept: type } });
      assert.equal(answer.status, 200, href);
      assert.equal(mediaType(answer), type, href);
    }
  }
});

test('/req/geojson/definition: 200s of features are GeoJSON, others JSON', async () => {
  for (const path of ['', '/conformance', '/collections', '/collections/villages']) assert.equal(mediaType(await ogc.get(path, 'application/json')), 'application/json', path);
  const { features } = await ogc.items('bases', 'limit=1');
  for (const path of ['/collections/bases/items', `/collections/bases/items/${features[0].id}`])
    for (const accept of ['application/geo+json', 'application/json', 'application/geo+json, application/json', '*/*', undefined]) assert.equal(mediaType(await ogc.get(path, accept)), 'application/geo+json', `${path} ${accept}`);
});

test('/req/geojson/content: RFC 7946 to the letter', async () => {
  for (const { id } of await ogc.collections()) {
    const page = await ogc.items(id, 'limit=40');
    assert.equal(page.crs, undefined);
    for (const { geometry, properties } of page.features) {
      assert.equal(typeof properties, 'object');
      if (!geometry) continue;
      for (const position of positions(geometry)) {
        assert.equal(position.length, 2);
        assert.ok(Math.abs(position[0]) <= 180 && Math.abs(position[1]) <= 90);
      }
      const polygons = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.type === 'MultiPolygon' ? geometry.coordinates : [];
      for (const [shell, ...holes] of polygons) {
        for (const ring of [shell, ...holes]) {
          assert.ok(ring.length >= 4);
          assert.deepEqual(ring[0], ring.at(-1));
        }
        assert.ok(signedArea(shell) > 0, `${id}: a shell runs against the clock`);
        for (const hole of holes) assert.ok(signedArea(hole) < 0, `${id}: a hole runs with the clock`);
      }
    }
    // Clients infer the attributes from the first page: all stand in every feature.
    const names = new Set(page.features.map(({ properties }) => Object.keys(properties).join()));
    assert.ok(names.size <= 1, `${id}: ${[...names]}`);
  }
});

test('/req/html/definition: every resource is there as HTML, by Accept and by f', async () => {
  const { features } = await ogc.items('bases', 'limit=1');
  for (const path of ['', '/conformance', '/collections', '/collections/bases', '/collections/bases/queryables', '/collections/bases/schema', '/collections/villages/items', '/collections/bases/items', `/collections/bases/items/${features[0].id}`]) {
    assert.equal(mediaType(await ogc.get(path, 'text/html')), 'text/html', path);
    assert.equal(mediaType(await ogc.get(path, 'text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8')), 'text/html', path);
    assert.equal(mediaType(await ogc.get(`${path}?f=html`)), 'text/html', path);
    // Whoever takes anything gets JSON.
    assert.match(mediaType(await ogc.get(path, '*/*')), /json/, path);
    assert.match(mediaType(await ogc.get(`${path}?f=json`, 'text/html')), /json/, path);
    assert.equal((await ogc.get(path, 'image/png')).status, 406, path);
  }
});

test('/req/html/content: the page says what the resource says, with links to follow', async () => {
  const page = async (path) => (await ogc.get(path, 'text/html')).text();
  const landing = await page('');
  for (const path of ['/ogc/conformance', '/ogc/collections']) assert.ok(landing.includes(path), path);
  const collections = await ogc.collections();
  const list = await page('/collections');
  for (const { title } of collections) assert.ok(list.includes(title), title);
  const { features } = await ogc.items('bases', 'limit=5');
  const rows = await page('/collections/bases/items?limit=5');
  for (const { id, properties } of features) assert.ok(rows.includes(id) && rows.includes(properties.name), id);
  for (const { name } of features.map(({ properties }) => properties)) assert.ok(name);
  // Nothing in a page runs or comes from elsewhere.
  for (const text of [landing, list, rows]) {
    assert.ok(!/<script(?![^>]*\ssrc=)/.test(text) && !/\sstyle=/.test(text) && !/\son[a-z]+=/.test(text));
    for (const [, address] of text.matchAll(/<(?:link|script|img)[^>]*(?:href|src)="(https?:[^"]+)"/g)) assert.ok(address.startsWith(ogc.url), address);
  }
});

test('/req/oas30/oas-definition-1: the definition comes as OpenAPI 3.0 JSON', async () => {
  const landing = await ogc.json('');
  const { href, type } = link(landing, 'service-desc');
  assert.equal(type, openapiType);
  const answer = await fetch(href, { headers: { accept: openapiType } });
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type').replace('; ', ';'), openapiType);
});

test('/req/oas30/oas-definition-2: it is OpenAPI 3.0', async () => {
  const api = await definition();
  assert.match(api.openapi, /^3\.0\.\d$/);
  assert.ok(api.info.title && api.info.version && api.paths);
});

test('/req/oas30/oas-impl: what it declares is there', async () => {
  const api = await definition();
  const paths = Object.keys(api.paths);
  for (const wanted of [/\/conformance$/, /\/collections$/, /\/collections\/[^/]+$/, /\/collections\/[^/]+\/items$/, /\/collections\/[^/]+\/items\/\{[^}]+\}$/]) assert.ok(paths.some((path) => wanted.test(path)), String(wanted));
});

test('/req/oas30/completeness: each operation has an answer for success and for what goes wrong', async () => {
  const api = await definition();
  for (const [path, item] of Object.entries(api.paths)) {
    if (!path.includes('/collections') && !path.endsWith('/conformance')) continue;
    const { responses } = item.get ?? {};
    if (!responses) continue;
    assert.ok(responses['200'], path);
    if (path.includes('{')) assert.ok(responses['404'] || responses.default || responses['4XX'], path);
  }
});

test('/req/oas30/exceptions-codes: errors are problems in JSON with their status', async () => {
  for (const [path, status] of [['/nowhere', 404], ['/collections/nothing', 404], ['/collections/villages/items?limit=0', 400], ['/collections/villages/items/nothing', 404]]) {
    const answer = await ogc.get(path);
    assert.equal(answer.status, status, path);
    assert.equal(mediaType(answer), 'application/problem+json');
    const problem = await answer.json();
    for (const key of ['type', 'title', 'status', 'detail', 'code', 'description', 'request_id']) assert.ok(problem[key] !== undefined, `${path} ${key}`);
  }
});

test('/req/oas30/security: the definition says how one signs in', async () => {
  const { components, security } = await definition();
  assert.ok(Object.keys(components.securitySchemes).length > 0);
  assert.ok(security !== undefined);
});

// SPDX-License-Identifier: Apache-2.0
// OGC API - Features, Parts 1 and 2, as clients use them: links are followed, every encoding is asked for, coordinates
// are compared across reference systems, and pages are walked while features come and go.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { sampleServer } from './program.mjs';

const execute = promisify(execFile);
let server;
before(async () => (server = await sampleServer()));
after(async () => server.remove());

const get = (path, headers = {}) => fetch(path.startsWith('http') ? path : server.url + path, { headers });
const json = async (path, headers) => {
  const answer = await get(path, headers);
  assert.equal(answer.status, 200, `${path}: ${answer.status}`);
  return answer.json();
};
const refused = async (path, status, subject) => {
  const answer = await get(path, { 'accept-language': 'en' });
  assert.equal(answer.status, status, path);
  assert.equal(answer.headers.get('content-type'), 'application/problem+json', path);
  const problem = await answer.json();
  if (subject) assert.equal(problem.subject, subject, path);
  assert.ok(problem.detail.length > 10, path);
};
const link = (document, rel, type) => document.links.find((l) => l.rel === rel && (!type || l.type === type));
const crs = (epsg) => `http://www.opengis.net/def/crs/EPSG/0/${epsg}`;
const crs84 = 'http://www.opengis.net/def/crs/OGC/1.3/CRS84';
const ids = (page) => page.features.map((f) => f.id);

test('the landing page leads to everything, in JSON and in HTML', async () => {
  const landing = await json('/ogc');
  for (const rel of ['self', 'alternate', 'service-desc', 'service-doc', 'conformance', 'data']) {
    assert.ok(link(landing, rel)?.type, rel);
    assert.match(link(landing, rel).href, /^http:\/\/127\.0\.0\.1:\d+\//);
  }
  assert.equal(link(landing, 'service-desc').type, 'application/vnd.oai.openapi+json;version=3.0');
  const conformance = await json(link(landing, 'conformance').href);
  for (const part of ['features-1/1.0/conf/core', 'features-1/1.0/conf/geojson', 'features-1/1.0/conf/html', 'features-2/1.0/conf/crs'])
    assert.ok(conformance.conformsTo.includes(`http://www.opengis.net/spec/ogcapi-${part}`), part);
  const { collections } = await json(link(landing, 'data').href);
  assert.deepEqual(collections.map((c) => c.id).sort(), ['bases', 'counties', 'courtyards', 'help-points', 'inspections', 'townships', 'villages']);
});

/** The enclosure of a collection is what its link says: a GeoPackage with as many rows as the collection has features. */
async function isPackageOf(collection) {
  const { href, type } = link(collection, 'enclosure');
  const answer = await get(href);
  assert.equal(answer.status, 200);
  assert.equal(answer.headers.get('content-type'), type);
  assert.equal(type, 'application/geopackage+sqlite3');
  const folder = await mkdtemp(join(tmpdir(), 'courtyard-enclosure-'));
  try {
    const file = join(folder, `${collection.id}.gpkg`);
    await writeFile(file, new Uint8Array(await answer.arrayBuffer()));
    const { stdout } = await execute('ogrinfo', ['-ro', '-so', file, collection.id]);
    assert.equal(Number(stdout.match(/Feature Count: (\d+)/)[1]), collection.itemCount);
    assert.ok(collection.itemCount > 0);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test('a collection says the same of itself in the list and alone, and its links hold', async () => {
  const { collections } = await json('/ogc/collections');
  for (const listed of collections) {
    const alone = await json(`/ogc/collections/${listed.id}`);
    assert.deepEqual(alone, listed);
    assert.equal(listed.itemType, 'feature');
    assert.equal(listed.crs[0], crs84);
    assert.ok(listed.crs.includes(listed.storageCrs));
    const [west, south, east, north] = listed.extent.spatial.bbox[0];
    assert.ok(west < east && south < north && west > 73 && north < 54, listed.id);
    for (const type of ['application/geo+json', 'application/vnd.ogc.fg+json', 'text/html']) {
      const answer = await get(link(listed, 'items', type).href);
      assert.equal(answer.status, 200);
      assert.ok(answer.headers.get('content-type').startsWith(type), `${listed.id} ${type}`);
    }
    const page = await json(link(listed, 'items', 'application/geo+json').href);
    assert.equal(page.numberMatched, listed.itemCount);
    assert.match(link(listed, 'enclosure').href, new RegExp(`/api/exports/${listed.id}\\.gpkg$`));
    if (listed.id === 'bases') await isPackageOf(listed);
  }
  const courtyards = collections.find((c) => c.id === 'courtyards');
  const first = courtyards.extent.temporal.interval[0][0].slice(0, 10);
  const all = await json('/ogc/collections/courtyards/items?limit=10000');
  assert.ok(all.features.every((f) => f.properties.since >= first));
  await refused('/ogc/collections/progress', 404, 'layer');
  await refused('/ogc/collections/nothing/items', 404, 'layer');
});

test('links stand in the header too, and the language is told', async () => {
  const answer = await get('/ogc/collections/villages/items?limit=5');
  const page = await answer.json();
  for (const { rel, href } of page.links) assert.ok(answer.headers.get('link').includes(`<${href}>; rel="${rel}"`), rel);
  assert.equal(answer.headers.get('content-language'), 'zh-CN');
  assert.equal((await get('/ogc?lang=en')).headers.get('content-language'), 'en');
  assert.equal((await json('/ogc/collections/villages?lang=en')).title, 'Villages');
});

test('an encoding is what f or Accept says, and JSON for whoever takes anything', async () => {
  const type = async (path, accept) => (await get(path, accept ? { accept } : {})).headers.get('content-type');
  const items = '/ogc/collections/villages/items?limit=1';
  assert.equal(await type(items), 'application/geo+json');
  assert.equal(await type(items, '*/*'), 'application/geo+json');
  assert.equal(await type(items, 'application/geo+json, application/json'), 'application/geo+json');
  assert.equal(await type(items, 'application/vnd.ogc.fg+json'), 'application/vnd.ogc.fg+json');
  assert.match(await type(items, 'text/html,*/*;q=0.8'), /^text\/html/);
  assert.match(await type('/ogc?f=html'), /^text\/html/);
  assert.equal((await get('/ogc', { accept: 'image/png' })).status, 406);
  await refused('/ogc?f=xml', 400, 'f');
  await refused('/ogc?colour=red', 400, 'colour');
  await refused('/ogc/conformance?limit=1', 400, 'limit');
  await refused('/ogc/collections?bbox=1,2,3,4', 400, 'bbox');
});

test('what is wrong is refused with a sentence', async () => {
  const items = '/ogc/collections/villages/items';
  for (const [query, subject] of [
    ['bbox=113,35,112,34', 'bbox'], ['bbox=1,2,3', 'bbox'], ['bbox=1,2,3,4,5', 'bbox'], ['bbox=nan,1,2,3', 'bbox'],
    ['bbox=1,2,NaN,4', 'bbox'], ['bbox=1,2,inf,4', 'bbox'], ['bbox=', 'bbox'], ['bbox=a,b,c,d', 'bbox'], ['bbox=0,0,1,91', 'bbox'],
    [`crs=${crs(9999)}`, 'crs'], ['crs=EPSG:4490', 'crs'], [`crs=${crs('4490x')}`, 'crs'], ['crs=', 'crs'],
    ['bbox=1,2,3,4&bbox-crs=nowhere', 'bbox-crs'],
    ['datetime=yesterday', 'datetime'], ['datetime=2023-02-30', 'datetime'], ['datetime=2023-06-30/2023-01-01', 'datetime'], ['datetime=../..', 'datetime'],
    ['limit=0', 'limit'], ['limit=-1', 'limit'], ['limit=ten', 'limit'], ['limit=1.5', 'limit'], ['offset=-1', 'offset'],
    ['cursor=x', 'cursor'], ['cursor=after.410199101201&offset=3', 'cursor'], ['colour=red', 'colour'], ['limit=1&limit=2', 'limit'],
  ])
    await refused(`${items}?${query}`, 400, subject);
  await refused('/ogc/collections/courtyards/items?since=spring', 400, 'since');
  await refused(`${items}/nothing`, 404, 'nothing');
  await refused(`${items}/nothing?crs=x`, 400, 'crs');
});

test('a limit beyond the most is the most', async () => {
  const page = await json('/ogc/collections/courtyards/items?limit=999999');
  assert.equal(page.numberReturned, 10000);
  assert.equal(page.features.length, 10000);
  assert.ok(page.numberMatched > 10000);
  assert.ok(link(page, 'next'));
});

test('a page tells when it was told, and is not sent again when nothing changed', async () => {
  const answer = await get('/ogc/collections/villages/items?limit=3');
  const page = await answer.json();
  assert.match(page.timeStamp, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z$/);
  assert.ok(Math.abs(Date.parse(page.timeStamp) - Date.now()) < 600_000);
  assert.match(answer.headers.get('etag'), /^W\/"[0-9a-f]{32}"$/);
  const again = await get('/ogc/collections/villages/items?limit=3', { 'if-none-match': answer.headers.get('etag') });
  assert.equal(again.status, 304);
});

test('coordinates follow the axes of the system asked for', async () => {
  const path = '/ogc/collections/bases/items?limit=3';
  const answer = await get(path);
  assert.equal(answer.headers.get('content-crs'), `<${crs84}>`);
  const plain = await answer.json();
  const offered = (await json('/ogc/collections/bases')).crs;
  assert.equal(offered.length, 6);
  const at = async (uri) => {
    const one = await get(`${path}&crs=${encodeURIComponent(uri)}`);
    assert.equal(one.headers.get('content-crs'), `<${uri}>`);
    return (await one.json()).features.map((f) => f.geometry.coordinates);
  };
  const lonlat = plain.features.map((f) => f.geometry.coordinates);
  for (const epsg of [4326, 4490]) assert.deepEqual(await at(crs(epsg)), lonlat.map(([lon, lat]) => [lat, lon]));
  const [x, y] = (await at(crs(3857)))[0];
  assert.ok(Math.abs(x - (lonlat[0][0] * Math.PI * 6378137) / 180) < 0.001);
  assert.ok(Math.abs(y - 6378137 * Math.asinh(Math.tan((lonlat[0][1] * Math.PI) / 180))) < 0.001);
  // Northing first; the easting with the zone's number, and without.
  const zone = Math.round(lonlat[0][0] / 3);
  const [prefixed, unprefixed] = [crs(4513 + zone - 25), crs(4534 + zone - 25)];
  assert.deepEqual(offered.slice(4), [prefixed, unprefixed]);
  const [[north, east], [north2, east2]] = [(await at(prefixed))[0], (await at(unprefixed))[0]];
  assert.equal(north, north2);
  assert.ok(Math.abs(east - east2 - zone * 1e6) < 0.001);
  assert.ok(Math.abs(north / 110_900 - lonlat[0][1]) < 0.1 && Math.abs(east2 - 500_000) < 150_000);
  const one = await get(`/ogc/collections/bases/items/${plain.features[0].id}?crs=${encodeURIComponent(crs(4490))}`);
  assert.equal(one.headers.get('content-crs'), `<${crs(4490)}>`);
  assert.deepEqual((await one.json()).geometry.coordinates, [lonlat[0][1], lonlat[0][0]]);
});

test('a rectangle means the same in every reference system', async () => {
  const all = await json('/ogc/collections/help-points/items?limit=10000');
  const [west, south, east, north] = (await json('/api/areas')).area.bbox;
  const [x, y] = [(west + east) / 2, (south + north) / 2];
  const inside = (box, uri) => json(`/ogc/collections/help-points/items?limit=10000&bbox=${box}${uri ? `&bbox-crs=${encodeURIComponent(uri)}` : ''}`);
  const wanted = all.features.filter((f) => f.geometry.coordinates[0] <= x && f.geometry.coordinates[1] <= y).map((f) => f.id);
  assert.ok(wanted.length > 0 && wanted.length < all.features.length);
  assert.deepEqual(ids(await inside(`${west},${south},${x},${y}`)).sort(), wanted.sort());
  assert.deepEqual(ids(await inside(`${west},${south},-100,${x},${y},9000`)).sort(), wanted.sort());
  assert.deepEqual(ids(await inside(`${south},${west},${y},${x}`, crs(4490))).sort(), wanted.sort());
  // In metres: what lies in the rectangle is judged by the metres that the same server tells.
  const metres = (await json('/ogc/collections/help-points')).crs[5];
  const told = (await json(`/ogc/collections/help-points/items?limit=10000&crs=${encodeURIComponent(metres)}`)).features;
  const middle = told[0].geometry.coordinates;
  const box = [middle[0] - 9000, middle[1] - 9000, middle[0] + 9000, middle[1] + 9000];
  const near = told.filter(({ geometry: { coordinates: [n, e] } }) => n >= box[0] && n <= box[2] && e >= box[1] && e <= box[3]);
  assert.ok(near.length > 0 && near.length < told.length);
  assert.deepEqual(ids(await inside(box.join(','), metres)).sort(), near.map((f) => f.id).sort());
});

test('rectangles reach over the antimeridian, to the poles and around the world', async () => {
  const count = async (box) => (await json(`/ogc/collections/villages/items?limit=1&bbox=${box}`)).numberMatched;
  assert.equal(await count('-180,-90,180,90'), 320);
  assert.equal(await count('100,-90,-100,90'), 320, 'over the antimeridian, China included');
  assert.equal(await count('170,-90,-170,90'), 0);
  assert.equal(await count('-180,80,180,90'), 0);
  assert.equal(await count('-180,0,180,0'), 0, 'the equator');
});

test('an area is met by its shape and not by its bounds', async () => {
  const { features } = await json('/ogc/collections/villages/items?limit=10000');
  const inRing = ([x, y], ring) => ring.reduce((odd, [bx, by], i) => {
    const [ax, ay] = ring.at(i - 1);
    return (ay > y) !== (by > y) && x < ((bx - ax) * (y - ay)) / (by - ay) + ax ? !odd : odd;
  }, false);
  const rings = (g) => (g.type === 'Polygon' ? [g.coordinates] : g.coordinates);
  const holds = (f, at) => rings(f.geometry).some((polygon) => polygon.reduce((odd, ring) => odd !== inRing(at, ring), false));
  let only_in_bounds = 0;
  for (const village of features.slice(0, 40)) {
    const shell = rings(village.geometry)[0][0];
    const [xs, ys] = [shell.map((p) => p[0]), shell.map((p) => p[1])];
    // Just inside the corners of its bounds: mostly somebody else's ground.
    const at = [Math.min(...xs) + 1e-6, Math.min(...ys) + 1e-6];
    const met = ids(await json(`/ogc/collections/villages/items?bbox=${at},${at}`));
    const expected = features.filter((f) => holds(f, at)).map((f) => f.id);
    assert.deepEqual(met.sort(), expected.sort());
    if (!expected.includes(village.id)) only_in_bounds += 1;
  }
  assert.ok(only_in_bounds > 5);
});

test('days are asked for as instants and as intervals', async () => {
  const { features } = await json('/ogc/collections/courtyards/items?limit=10000');
  const days = (f) => [f.properties.since, f.properties.completed_on, f.properties.revoked_on].filter(Boolean);
  const within = async (datetime) => ids(await json(`/ogc/collections/courtyards/items?limit=10000&datetime=${encodeURIComponent(datetime)}`)).sort();
  const total = (await json('/ogc/collections/courtyards/items?limit=1')).numberMatched;
  const bbox = features.slice(0, 1).map((f) => f.geometry.coordinates).map(([x, y]) => [x - 0.03, y - 0.03, x + 0.03, y + 0.03].join(','))[0];
  const near = (await json(`/ogc/collections/courtyards/items?limit=10000&bbox=${bbox}`)).features;
  const asked = async (datetime) => ids(await json(`/ogc/collections/courtyards/items?limit=10000&bbox=${bbox}&datetime=${encodeURIComponent(datetime)}`)).sort();
  const expected = (from, to) => near.filter((f) => days(f).some((d) => d >= from && d <= to)).map((f) => f.id).sort();
  assert.deepEqual(await asked('2022-01-01/2022-12-31'), expected('2022-01-01', '2022-12-31'));
  assert.deepEqual(await asked('2023-05-01/..'), expected('2023-05-01', '9999'));
  assert.deepEqual(await asked('../2021-08-01'), expected('0000', '2021-08-01'));
  const one = near[0].properties.since;
  assert.deepEqual(await asked(one), expected(one, one));
  assert.deepEqual(await asked(`${one}T10:00:00+08:00`), expected(one, one));
  assert.deepEqual(await within('1990-01-01/1990-12-31'), []);
  assert.ok(total > 10000);
  assert.equal((await json('/ogc/collections/villages/items?limit=1&datetime=1990-01-01')).numberMatched, 320, 'areas have no days');
});

test('every attribute can be asked for', async () => {
  const { features } = await json('/ogc/collections/bases/items?limit=1000');
  const sample = features[3].properties;
  for (const [name, value] of Object.entries(sample)) {
    const page = await json(`/ogc/collections/bases/items?limit=1000&${name}=${encodeURIComponent(value)}`);
    assert.deepEqual(ids(page).sort(), features.filter((f) => f.properties[name] === value).map((f) => f.id).sort(), name);
    assert.equal(page.numberMatched, page.features.length);
  }
  const village = (await json('/ogc/collections/villages/items?limit=1')).features[0];
  const both = await json(`/ogc/collections/villages/items?parent=${village.properties.parent}&name=${encodeURIComponent(village.properties.name)}`);
  assert.ok(ids(both).includes(village.id));
  assert.equal((await json('/ogc/collections/bases/items?status=nothing')).numberMatched, 0);
});

test('pages join while features come and go', async () => {
  const put = (rows) =>
    fetch(`${server.url}/api/imports/${randomUUID()}?kind=households&filename=x.csv`, { method: 'PUT', body: `id,area,lon,lat,registered_on\n${rows.join('\n')}\n`, headers: { ...server.as('reviewer'), 'content-type': 'text/csv' } });
  const before = await json('/ogc/collections/courtyards/items?limit=10000', server.as('reviewer'));
  const village = before.features[0].properties.area;
  const [lon, lat] = before.features[0].geometry.coordinates;
  const imported = [];
  const seen = [];
  let next = '/ogc/collections/courtyards/items?limit=10000';
  for (let page = 0; next; page += 1) {
    const answer = await json(next, server.as('reviewer'));
    seen.push(...ids(answer));
    assert.equal(answer.features.length, answer.numberReturned);
    next = link(answer, 'next')?.href;
    if (!next) break;
    assert.equal(answer.numberReturned, 10000);
    // A batch comes, and the one before it goes again.
    const stored = await put([0, 1, 2, 3].map((i) => `paged-${page}-${i},${village},${lon},${lat},2024-03-01`));
    assert.equal(stored.status, 201);
    imported.push((await stored.json()).id);
    if (imported.length > 1) assert.ok((await fetch(`${server.url}/api/imports/${imported.at(-2)}`, { method: 'DELETE', headers: server.as('reviewer') })).ok);
  }
  const own = seen.filter((id) => !id.startsWith('paged-'));
  assert.equal(new Set(seen).size, seen.length, 'nothing came twice');
  assert.equal(own.length, before.numberMatched, 'nothing was left out');
});

test('pages lead back, by cursor and by offset', async () => {
  const third = await json('/ogc/collections/villages/items?limit=50&offset=100');
  const second = await json(link(third, 'prev').href);
  const first = await json(link(second, 'prev').href);
  assert.ok(!link(first, 'prev'));
  assert.deepEqual([...ids(first), ...ids(second), ...ids(third)], ids(await json('/ogc/collections/villages/items?limit=150')));
  assert.deepEqual(ids(await json(link(second, 'next').href)), ids(third));
  const beyond = await json('/ogc/collections/villages/items?limit=50&offset=5000');
  assert.deepEqual(beyond.features, []);
  assert.equal(beyond.numberMatched, 320);
  assert.ok(!link(beyond, 'next'));
  assert.equal((await json(link(beyond, 'prev').href)).features.length, 50);
});

test('a feature is found by its id, as it stands, in every encoding', async () => {
  for (const layer of ['villages', 'courtyards', 'bases', 'help-points']) {
    const listed = (await json(`/ogc/collections/${layer}/items?limit=2`)).features[1];
    const { links, ...alone } = await json(`/ogc/collections/${layer}/items/${encodeURIComponent(listed.id)}`);
    // A place to work on tells more of itself alone than in the list.
    assert.deepEqual({ ...alone, properties: { ...alone.properties, ...listed.properties } }, alone);
    assert.deepEqual({ ...alone, properties: listed.properties }, listed);
    for (const rel of ['self', 'alternate', 'collection']) assert.ok(link({ links }, rel)?.type, rel);
    const html = await (await get(link({ links }, 'alternate', 'text/html').href)).text();
    assert.match(html, /<svg class="map"/);
  }
});

test('JSON-FG says when and where', async () => {
  const metres = (await json('/ogc/collections/courtyards')).crs[4];
  const page = await json(`/ogc/collections/courtyards/items?f=jsonfg&limit=2&crs=${encodeURIComponent(metres)}`);
  assert.ok(page.conformsTo.length > 0);
  assert.equal(page.coordRefSys, metres);
  assert.equal(page.featureType, 'courtyards');
  const [feature] = page.features;
  assert.deepEqual(feature.time, { date: feature.properties.since });
  assert.ok(feature.place.coordinates[0] > 1e6 && feature.geometry.coordinates[0] < 180);
  const plain = await json('/ogc/collections/courtyards/items?f=jsonfg&limit=1');
  assert.equal(plain.features[0].place, null);
  assert.equal((await json('/ogc/collections/villages/items?f=jsonfg&limit=1')).features[0].time, null);
});

test('queryables and schema describe what is there', async () => {
  for (const layer of ['villages', 'courtyards', 'bases', 'help-points', 'inspections']) {
    const answer = await get(`/ogc/collections/${layer}/queryables`);
    assert.equal(answer.headers.get('content-type'), 'application/schema+json');
    const schema = await answer.json();
    assert.equal(schema.$schema, 'https://json-schema.org/draft/2020-12/schema');
    assert.equal(schema.$id, `${server.url}/ogc/collections/${layer}/queryables`);
    const [feature] = (await json(`/ogc/collections/${layer}/items?limit=1`)).features;
    const described = await json(`/ogc/collections/${layer}/schema`);
    for (const properties of [schema.properties, described.properties]) {
      assert.equal(properties.geometry['x-ogc-role'], 'primary-geometry');
      if (feature) assert.deepEqual(Object.keys(properties).filter((p) => p !== 'geometry').slice(0, Object.keys(feature.properties).length), Object.keys(feature.properties));
      for (const one of Object.values(properties)) assert.ok(one.title && one['x-titles'].zh && one['x-titles'].en);
    }
    // What one feature tells alone is in its schema, whole.
    if (feature) assert.deepEqual(Object.keys(described.properties).filter((p) => p !== 'geometry'), Object.keys((await json(`/ogc/collections/${layer}/items/${encodeURIComponent(feature.id)}`)).properties));
    const status = schema.properties.status ?? schema.properties.level;
    if (feature) assert.ok(status.enum.includes(feature.properties.status ?? feature.properties.level));
    if (schema.properties.since) assert.equal(schema.properties.since.format, 'date');
  }
});

test('pages to read hold a map, a table and both languages, and nothing that the policy forbids', async () => {
  for (const path of ['/ogc', '/ogc/conformance', '/ogc/collections', '/ogc/collections/villages', '/ogc/collections/courtyards', '/ogc/collections/villages/items', '/ogc/collections/courtyards/items?limit=20'])
    for (const [lang, tag] of [['zh', 'zh-CN'], ['en', 'en']]) {
      const answer = await get(`${path}${path.includes('?') ? '&' : '?'}f=html&lang=${lang}`);
      assert.equal(answer.status, 200, path);
      assert.equal(answer.headers.get('content-language'), tag);
      assert.match(answer.headers.get('content-security-policy'), /style-src 'self'/);
      const html = await answer.text();
      assert.match(html, new RegExp(`^<!doctype html><html lang="${tag}">`));
      assert.doesNotMatch(html, /<script|<style|\sstyle=|\son[a-z]+=/, path);
      assert.match(html, /<link rel="alternate" type="application\/(geo\+)?json"/);
      const said = html.replace(/<[^>]*>/g, ' ');
      if (lang === 'zh') assert.match(said, /图层|数据服务|符合性/);
      else assert.doesNotMatch(said.replaceAll('中文', ''), path.endsWith('/items') || path.includes('items?') ? /上一页|筛选/ : /图层|数据服务/);
      if (/villages|courtyards/.test(path)) assert.match(html, /<svg class="map" role="img"/);
      if (path.includes('/items')) assert.match(html, /<table>/);
    }
  const page = await (await get('/ogc/collections/villages/items?f=html&limit=100&lang=en')).text();
  assert.match(page, /320 features; this page shows 1–100/);
  const next = page.match(/href="([^"]+)">Next/)[1].replaceAll('&amp;', '&');
  assert.match(await (await get(next)).text(), /this page shows 101–200/);
  // Fields of the form that were left empty ask for nothing.
  assert.match(await (await get('/ogc/collections/courtyards/items?f=html&status=&datetime=&limit=5&lang=en')).text(), /this page shows 1–5/);
});

test('HEAD is answered as GET, and other methods are told what there is', async () => {
  for (const path of ['/ogc', '/ogc/conformance', '/ogc/collections', '/ogc/collections/villages', '/ogc/collections/villages/queryables']) {
    const head = await fetch(server.url + path, { method: 'HEAD' });
    assert.equal(head.status, 200);
    assert.ok(head.headers.get('etag'));
    const options = await fetch(server.url + path, { method: 'OPTIONS' });
    assert.match(options.headers.get('allow'), /GET, HEAD/);
  }
});

test('a caller with a scope gets pages, counts and extents of it alone', async () => {
  const mine = server.as('field');
  const [scope] = (await json('/api/progress?level=township')).rows;
  const all = await json('/ogc/collections/villages', mine);
  const page = await json('/ogc/collections/villages/items?limit=10000', mine);
  assert.equal(all.itemCount, page.numberMatched);
  assert.ok(page.features.every((f) => f.id.startsWith(scope.code)));
  const foreign = (await json('/ogc/collections/villages/items?limit=10000')).features.find((f) => !f.id.startsWith(scope.code));
  await refusedFor(`/ogc/collections/villages/items/${foreign.id}`, mine);
  const html = await (await get('/ogc/collections/villages/items?f=html&limit=10000', mine)).text();
  assert.ok(!html.includes(foreign.id));
  const beyond = await json(`/ogc/collections/villages/items?code=${foreign.id}`, mine);
  assert.equal(beyond.numberMatched, 0);
});

async function refusedFor(path, headers) {
  assert.equal((await get(path, headers)).status, 404, path);
}

// SPDX-License-Identifier: Apache-2.0
// Files that are not what their names say, and files that would make a reader open others.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createServer } from 'node:net';
import { mkdtemp, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hostileGround } from './hostile_ground.mjs';
import { kmz } from './made_files.mjs';

const ground = hostileGround();
const canary = 'canary-51c0ffee';
let folder;
let secret;
let trap;
let callers = 0;

before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courtyard-secret-'));
  secret = join(folder, 'secret.csv');
  await writeFile(secret, `id,name\n${canary},${canary}\n`);
  await utimes(secret, 1_000_000_000, 1_100_000_000);
  trap = createServer((socket) => {
    ++callers;
    socket.destroy();
  });
  await new Promise((done) => trap.listen(0, '127.0.0.1', done));
});
after(async () => {
  assert.equal(callers, 0, 'something called out');
  assert.equal((await stat(secret)).atimeMs, 1_000_000_000_000, 'another file was opened');
  await new Promise((done) => trap.close(done));
  await rm(folder, { recursive: true });
});
const url = () => `http://127.0.0.1:${trap.address().port}/x.geojson`;

const disguises = () => [
  ['VRT', `<OGRVRTDataSource><OGRVRTLayer name="x"><SrcDataSource>${secret}</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>`],
  ['VRT raster', `<VRTDataset rasterXSize="1" rasterYSize="1"><VRTRasterBand><SimpleSource><SourceFilename>${secret}</SourceFilename></SimpleSource></VRTRasterBand></VRTDataset>`],
  ['GTI', `<GDALTileIndexDataset><IndexDataset>${secret}</IndexDataset></GDALTileIndexDataset>`],
  ['WFS', `<OGRWFSDataSource><URL>${url()}</URL></OGRWFSDataSource>`],
  ['WMS', `<GDAL_WMS><Service name="TMS"><ServerUrl>${url()}</ServerUrl></Service></GDAL_WMS>`],
  ['GML', `<?xml version="1.0"?><gml:FeatureCollection xmlns:gml="http://www.opengis.net/gml" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="x ${url()}"><gml:featureMember/></gml:FeatureCollection>`],
  ['HTML', '<!doctype html><html><body>no data</body></html>'],
  ['SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'],
  ['PDF', '%PDF-1.7\n1 0 obj<</Type/Catalog>>endobj\n'],
  ['a zip that is none', 'PK\x03\x04' + 'x'.repeat(200)],
  ['ELF', Buffer.from('7f454c46020101000000000000000000', 'hex')],
  ['PNG', Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex')],
  ['GeoJSON as an array', '[{"type":"Feature"}]'],
  ['ESRI JSON', '{"geometryType":"esriGeometryPoint","features":[]}'],
  ['nothing', ''],
  ['blanks', ' \n\t \n'],
];

test('a format that is not ours is refused under every name, and nothing else is opened', async () => {
  for (const [, content] of disguises())
    for (const ending of ['geojson', 'gpx', 'csv', 'shp', 'kml', 'gpkg', 'zip', 'xlsx', 'vrt', 'fgb']) {
      const problem = await ground.refusedAny(() => ground.import('households', content, { filename: `list.${ending}` }), [415, 422]);
      assert.ok(!JSON.stringify(problem).includes(canary));
    }
});

test('a name that is a data source to GDAL is a name', async () => {
  for (const name of [url(), `/vsicurl/${url()}`, `/vsizip/${secret}`, secret, `CSV:${secret}`, 'PG:dbname=x', 'WFS:http://127.0.0.1/', `GPKG:${secret}`, 'ESRIJSON:x', `<OGRVRTDataSource/>`]) {
    const answer = await ground.import('households', 'not,our,columns\n1,2,3\n', { filename: name });
    assert.ok([400, 415, 422].includes(answer.status), `${name}: ${answer.status}`);
    assert.ok(!(await answer.text()).includes(canary));
  }
});

test('the content decides: a sound file under a wrong name is refused with that reason', async () => {
  const sound = 'id,name\nx-1,王\n';
  for (const ending of ['geojson', 'gpx', 'kml', 'gpkg', 'shp', 'xlsx', 'fgb', 'zip', 'pdf'])
    await ground.refused(() => ground.import('households', sound, { filename: `list.${ending}` }), 422, /format_mismatch$/);
});

const placemark = `<Placemark><name>${'x'}</name><Point><coordinates>113.2,34.5</coordinates></Point></Placemark>`;
const calling = () => `<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="a ${url()}"><Document>
  <NetworkLink><Link><href>${url()}</href></Link></NetworkLink>
  <Style id="s"><IconStyle><Icon><href>${url()}</href></Icon></IconStyle></Style>
  <GroundOverlay><Icon><href>${url()}</href></Icon></GroundOverlay>
  <Placemark><styleUrl>${url()}#s</styleUrl><name>x</name><Point><coordinates>113.2,34.5</coordinates></Point></Placemark>
  ${placemark}</Document></kml>`;

test('links in KML and KMZ are read as text and followed nowhere', async () => {
  const asked = { filename: 'a.kml', dry_run: 'true', campaign: 'beautiful-courtyard' };
  for (const [name, file] of [['a.kml', calling()], ['a.kmz', kmz(calling())]]) {
    const answer = await ground.import('inspections', file, { ...asked, filename: name, role: 'field' });
    assert.ok([200, 422].includes(answer.status), await answer.clone().text());
    ground.assertDiscreet(await answer.text());
  }
  assert.equal(callers, 0);
});

test('GPX with an address for its schema, and GeoJSON with a linked reference system, call nobody', async () => {
  const gpx = `<?xml version="1.0"?><gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="http://www.topografix.com/GPX/1/1 ${url()}"><wpt lat="34.5" lon="113.2"><name>x</name><link href="${url()}"/></wpt></gpx>`;
  await (await ground.import('inspections', gpx, { filename: 'a.gpx', dry_run: 'true', role: 'field' })).text();
  const linked = JSON.stringify({ type: 'FeatureCollection', crs: { type: 'link', properties: { href: url(), type: 'proj4' } }, features: [] });
  await ground.refused(() => ground.import('households', linked, { filename: 'a.geojson' }), 422, 'file.crs');
  const named = JSON.stringify({ type: 'FeatureCollection', crs: { type: 'name', properties: { name: url() } }, features: [] });
  await ground.refused(() => ground.import('households', named, { filename: 'a.geojson' }), 422, 'file.crs');
  assert.equal(callers, 0);
});

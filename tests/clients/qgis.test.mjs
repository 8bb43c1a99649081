// SPDX-License-Identifier: Apache-2.0
// QGIS without a screen: features as a planner loads them, vector tiles drawn and looked at pixel by pixel.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { sampleServer } from '../service/program.mjs';

const execute = promisify(execFile);
// Debian's own Python, which has Debian's modules.
const python = '/usr/bin/python3';
const there = (() => {
  try {
    execFileSync(python, ['-c', 'import qgis.core'], { stdio: 'ignore', env: { ...process.env, QT_QPA_PLATFORM: 'offscreen' } });
    return true;
  } catch {
    return false;
  }
})();
const skip = there ? false : 'QGIS is not here: script/bootstrap script/client-packages.txt installs it';

let server;
let folder;
let told;
const features = {};
let box;
const json = async (path) => (await fetch(server.url + path)).json();
const mercator = ([lon, lat]) => [(lon * Math.PI * 6378137) / 180, Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) * 6378137];
before(async () => {
  if (!there) return;
  server = await sampleServer();
  folder = await mkdtemp(join(tmpdir(), 'courtyard-qgis-'));
  for (const layer of ['bases', 'help-points', 'villages']) features[layer] = (await json(`/ogc/collections/${layer}/items?limit=10000`)).features;
  const positions = features.bases.map(({ geometry }) => geometry.coordinates);
  const quarter = (axis, part) => positions.map((position) => position[axis]).sort((a, b) => a - b)[Math.floor(positions.length * part)];
  box = [quarter(0, 0.25), quarter(1, 0.25), quarter(0, 0.75), quarter(1, 0.75)];
  const [west, south, east, north] = (await json('/api/areas')).area.bbox;
  const [[left, bottom], [right, top]] = [mercator([west - 0.05, south - 0.05]), mercator([east + 0.05, north + 0.05])];
  const { stdout } = await execute(python, [fileURLToPath(new URL('qgis_client.py', import.meta.url)), server.url, box.join(','), [left, bottom, right, top].join(','), join(folder, 'map.png')], { maxBuffer: 1 << 27, env: { ...process.env, HOME: folder } });
  told = JSON.parse(stdout.slice(stdout.indexOf('TOLD ') + 5));
});
after(async () => {
  if (!there) return;
  await server.remove();
  await rm(folder, { recursive: true });
});

test('QGIS loads every feature of a layer, page by page, with names and fields', { skip }, () => {
  for (const [layer, expected] of Object.entries(features)) {
    const found = told.layers[layer];
    assert.ok(found.valid, layer);
    assert.deepEqual([...found.ids].sort(), expected.map(({ id }) => id).sort());
    assert.deepEqual([...found.names].sort(), expected.map(({ properties }) => properties.name).sort());
    for (const field of Object.keys(expected[0].properties)) assert.ok(found.fields.includes(field), `${layer}.${field}: ${found.fields}`);
    assert.match(found.geometry, layer === 'villages' ? /Polygon/ : /Point/);
  }
});

test('QGIS asks for a box and gets what lies in it', { skip }, () => {
  const inside = features.bases.filter(({ geometry: { coordinates: [lon, lat] } }) => lon >= box[0] && lat >= box[1] && lon <= box[2] && lat <= box[3]);
  assert.ok(inside.length > 3 && inside.length < features.bases.length);
  assert.deepEqual([...told.layers.bases.within].sort(), inside.map(({ id }) => id).sort());
});

test('QGIS draws vector tiles: red where a village is, nothing beside the county', { skip }, () => {
  assert.ok(told.tiles);
  const [left, bottom, right, top] = told.extent;
  const pixel = (position) => {
    const [x, y] = mercator(position);
    return told.pixels[Math.floor(((top - y) / (top - bottom)) * 512)]?.[Math.floor(((x - left) / (right - left)) * 512)];
  };
  // What lies in a village is red; a pixel at a border may go either way.
  const places = [...features.bases, ...features['help-points']].filter(({ properties }) => properties.area);
  const red = places.filter(({ geometry }) => pixel(geometry.coordinates) === '#');
  assert.ok(red.length >= 0.97 * places.length, `${red.length} of ${places.length}`);
  const edge = [...told.pixels[2], ...told.pixels[509], ...told.pixels.map((line) => line[2]), ...told.pixels.map((line) => line[509])];
  assert.ok(edge.every((one) => one === '.'), 'red beside the county');
  // The share of red is the share of the county in the picture.
  const ring = (points) => points.reduce((sum, [x, y], i) => sum + x * points[(i + 1) % points.length][1] - points[(i + 1) % points.length][0] * y, 0) / 2;
  const area = features.villages.reduce((sum, { geometry }) => sum + (geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates).reduce((whole, [outer, ...holes]) => whole + Math.abs(ring(outer.map(mercator))) - holes.reduce((all, hole) => all + Math.abs(ring(hole.map(mercator))), 0), 0), 0);
  const share = told.pixels.join('').replaceAll('.', '').length / (512 * 512);
  const expected = area / ((right - left) * (top - bottom));
  assert.ok(Math.abs(share - expected) < 0.02, `${share} of the picture is red; the villages are ${expected} of it`);
});

test('QGIS takes the styles of every layer, QML and SLD: classes, colours, labels, titles', { skip }, () => {
  for (const [name, { taken, colours, labels }] of Object.entries(told.styles)) {
    assert.ok(taken, name);
    assert.ok(colours.length > 0, name);
    assert.equal(labels, /villages|progress|bases|help-points/.test(name), name);
  }
  for (const name of ['progress', 'courtyards', 'bases', 'help-points']) {
    const [qml, sld] = ['qml', 'sld'].map((ending) => told.styles[`${name}.${ending}`]);
    assert.ok(qml.rules.length >= 4, name);
    const pieces = ({ rules }) => rules.map(([label, , symbols]) => [label, symbols]);
    assert.deepEqual(pieces(qml), pieces(sld), name);
    assert.deepEqual(qml.colours, sld.colours, name);
    // What is left over is the rest of the others, and never everything.
    assert.equal(qml.rules.filter(([, isElse]) => isElse).length, name === 'progress' ? 0 : 1, name);
    assert.ok(sld.rules.every(([, , , condition]) => condition !== ''), name);
  }
  assert.deepEqual(told.styles['progress.qml'].colours, ['#f3f1ec', '#f9f5e0', '#c4d9ae', '#7cbb9e', '#389492', '#116482', '#153159']);
  assert.ok(told.styles['bases.qml'].aliases.includes('名称'));
});

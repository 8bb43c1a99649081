// SPDX-License-Identifier: Apache-2.0
// Styles as their readers read them: MapLibre's own validator, and XML for desktop GIS.
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { after, before, test } from 'node:test';
import { validateStyleMin } from '../../web/node_modules/@maplibre/maplibre-gl-style-spec/dist/index.mjs';
import { sampleServer } from '../service/program.mjs';

let server;
before(async () => (server = await sampleServer()));
after(async () => server.remove());

const get = (path, headers = {}) => fetch(path.startsWith('http') ? path : server.url + path, { headers });
const json = async (path, headers) => {
  const answer = await get(path, headers);
  assert.equal(answer.status, 200, path);
  return answer.json();
};
const mapLayers = ['all', 'areas', 'villages', 'townships', 'counties', 'courtyards', 'bases', 'help-points', 'inspections'];
const singles = [...mapLayers.slice(2), 'progress'];

test('the list has a style for everything, for the areas and for each collection, and every link leads to one', async () => {
  const { styles, default: first } = await json('/styles');
  assert.equal(first, 'all');
  assert.deepEqual(styles.map(({ id }) => id).toSorted(), mapLayers.toSorted());
  for (const { id, title, links } of styles) {
    assert.ok(title);
    assert.equal(links.length, id === 'all' || id === 'areas' ? 1 : 3, id);
    for (const { href, type, rel } of links) {
      assert.equal(rel, 'stylesheet');
      const answer = await get(href);
      assert.equal(answer.status, 200, href);
      assert.equal(answer.headers.get('content-type'), type, href);
      assert.match(answer.headers.get('etag'), /^"/);
    }
  }
  const page = await (await get('/styles?lang=en', { accept: 'text/html' })).text();
  assert.match(page, /Skilled-wife bases/);
});

for (const id of mapLayers)
  test(`${id}: a valid style over our own TileJSON and nothing else`, async () => {
    const style = await json(`/styles/${id}.json`);
    assert.deepEqual(validateStyleMin(style), []);
    assert.equal(style.glyphs, undefined);
    assert.equal(style.sprite, undefined);
    for (const [host] of JSON.stringify(style).matchAll(/https?:\/\/[^/"]+/g)) assert.equal(host, server.url);
    assert.ok(style.layers.length > 1);
    for (const layer of style.layers) {
      if (!layer.source) continue;
      const { vector_layers, bounds, minzoom, maxzoom } = await json(style.sources[layer.source].url);
      const known = vector_layers.find((one) => one.id === layer['source-layer']);
      assert.ok(known, `${layer.id}: ${layer['source-layer']}`);
      assert.ok(bounds.length === 4 && minzoom === 0 && maxzoom === 16);
      // What is drawn is there at the zooms at which it is drawn, and what is read of it is an attribute.
      assert.ok((layer.minzoom ?? known.minzoom) >= known.minzoom && Math.ceil((layer.maxzoom ?? known.maxzoom + 1) - 1) <= known.maxzoom, layer.id);
      for (const [, name] of JSON.stringify(layer).matchAll(/\["(?:get|has)","([^"]+)"/g)) assert.ok(name in known.fields, `${layer.id}: ${name}`);
    }
  });

test('the colours are those of the dashboard', async () => {
  const sources = await Promise.all(['map/map_colours.ts', 'map/symbols.ts', 'map/cell_shades.ts', 'measure/palette.ts'].map((path) => readFile(new URL(`../../web/src/${path}`, import.meta.url), 'utf8')));
  const known = new Set(sources.join('').toUpperCase().match(/#[0-9A-F]{6}/g));
  const rgb = (hex) => [1, 3, 5].map((at) => parseInt(hex.slice(at, at + 2), 16)).join(',');
  const texts = [];
  for (const id of mapLayers) texts.push(await (await get(`/styles/${id}.json`)).text());
  for (const id of singles) for (const ending of ['qml', 'sld']) texts.push(await (await get(`/styles/${id}.${ending}`)).text());
  const used = new Set(texts.join('').match(/#[0-9A-F]{6}/g));
  assert.ok(used.size >= 15);
  for (const colour of used) assert.ok(known.has(colour), colour);
  const numbers = new Set([...known].map(rgb));
  for (const [, colour] of texts.join('').matchAll(/(?:rgba\(|color" value=")(\d+,\d+,\d+),(?!0")/g)) assert.ok(numbers.has(colour), colour);
});

test('a courtyard is drawn as completed on the day that is asked about', async () => {
  const day = (text) => Math.round(Date.parse(`${text}T00:00:00Z`) / 86_400_000);
  const style = await json('/styles/courtyards.json?as_of=2023-06-30&revision=1');
  const colour = JSON.stringify(style.layers.find(({ id }) => id === 'courtyards-points').paint['circle-color']);
  assert.ok(colour.includes(`["<=",["get","completed_on"],${day('2023-06-30')}]`));
  assert.equal(style.sources.courtyards.url, `${server.url}/tiles/courtyards.json?as_of=2023-06-30&revision=1`);
  assert.equal((await get('/styles/courtyards.json?as_of=x')).status, 400);
});

/** Elements of an XML text, when each that is opened is closed in its place. */
function elements(text) {
  const open = [];
  const names = [];
  for (const [, close, name, attributes, empty] of text.replace(/<[?!][^>]*>/g, '').matchAll(/<(\/?)([\w:-]+)((?:\s+[\w:-]+="[^"<]*")*)\s*(\/?)>|<|&(?!amp;|lt;|gt;|quot;|#39;)/g)) {
    assert.ok(name, `a mark that is none in ${text.slice(0, 80)}`);
    if (close) assert.equal(open.pop(), name);
    else {
      names.push({ name, attributes });
      if (!empty) open.push(name);
    }
  }
  assert.deepEqual(open, []);
  return names;
}

for (const id of singles)
  test(`${id}: QML and SLD are XML with the same classes, in both languages`, async () => {
    const titles = {};
    for (const lang of ['zh', 'en']) {
      const qml = elements(await (await get(`/styles/${id}.qml?lang=${lang}`)).text());
      const sldText = await (await get(`/styles/${id}.sld?lang=${lang}`)).text();
      const sld = elements(sldText);
      const labels = qml.filter(({ name }) => name === 'rule').map(({ attributes }) => /label="([^"]*)"/.exec(attributes)[1]);
      const names = [...sldText.matchAll(/<se:Rule><se:Name>([^<]*)</g)].map(([, name]) => name);
      assert.ok(labels.length > 0);
      assert.deepEqual(names, labels);
      assert.equal(qml.filter(({ name }) => name === 'symbol').length, labels.length);
      assert.equal(sld[0].name, 'StyledLayerDescriptor');
      titles[lang] = labels;
    }
    assert.equal(titles.zh.length, titles.en.length);
    assert.ok(titles.zh.some((label) => /[一-龥]/.test(label)));
    assert.ok(titles.en.every((label) => !/[一-龥]/.test(label)));
    assert.equal((await get(`/styles/${id}.qml?unknown=1`)).status, 400);
  });

test('a style that is not there, or of what the caller may not see, is 404', async () => {
  for (const path of ['/styles/nothing.json', '/styles/prefectures.json', '/styles/all.qml', '/styles/areas.sld', '/styles/progress.json', '/styles/villages.xml', '/styles/x/y.json']) {
    const answer = await get(path);
    assert.equal(answer.status, 404, path);
    assert.match(answer.headers.get('content-type'), /problem\+json/, path);
  }
});

// SPDX-License-Identifier: Apache-2.0
// docs/GIS.md does what it says: its commands run as they stand there, its pages draw in Chromium.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { chromium } from 'playwright-core';
import { sampleServer } from '../service/program.mjs';

const execute = promisify(execFile);
const here = (path) => fileURLToPath(new URL(path, import.meta.url));
let server;
let folder;
let text;
const blocks = (kind) => [...text.matchAll(new RegExp(`^\`\`\`${kind}\\n([\\s\\S]*?)^\`\`\``, 'gm'))].map(([, body]) => body);
text = await readFile(here('../../docs/GIS.md'), 'utf8');

before(async () => {
  server = await sampleServer();
  folder = await mkdtemp(join(tmpdir(), 'courtyard-gis-'));
});
after(async () => {
  await server.remove();
  await rm(folder, { recursive: true });
});

test('every command of the document does what it says', async () => {
  const commands = blocks('sh');
  assert.ok(commands.length >= 5);
  for (const block of commands) {
    const script = block.replaceAll('https://maps.example.org', server.url);
    const { stdout } = await execute('bash', ['--norc', '-euo', 'pipefail', '-c', script], { cwd: folder, maxBuffer: 1 << 27, env: { ...process.env, TOKEN: server.accounts.planner.token } });
    assert.doesNotMatch(stdout, /^(ERROR|FAILURE)/m, block);
  }
  const count = async (file, ...layer) => Number((await execute('ogrinfo', ['-ro', '-so', ...(layer.length ? [file, ...layer] : ['-al', file])], { cwd: folder })).stdout.match(/Feature Count: (\d+)/)[1]);
  const matched = async (query) => (await (await fetch(`${server.url}/ogc/collections/${query}`, { headers: server.as('planner') })).json()).numberMatched;
  assert.equal(await count('villages.gpkg'), await matched('villages/items?limit=1'));
  assert.equal(await count('box.geojson'), await matched('bases/items?limit=1&bbox=113.0,34.2,113.2,34.4'));
  assert.equal(await count('mine.gpkg'), await matched('inspections/items?limit=1'));
  assert.equal(await count('bases.geojson'), await matched('bases/items?limit=1'));
  assert.equal(await count('progress.gpkg', 'progress'), await matched('townships/items?limit=1'));
  assert.ok((await count('homes.csv')) > 0);
  const edited = await (await fetch(`${server.url}/ogc/collections/help-points/items/gis-1`, { headers: server.as('planner') })).json();
  assert.equal(edited.properties.capacity, 40);
});

/** Where the libraries' files lie that stand beside a page. */
const libraries = { 'maplibre-gl.css': 'maplibre-gl/dist', 'maplibre-gl.mjs': 'maplibre-gl/dist', 'maplibre-gl-shared.mjs': 'maplibre-gl/dist', 'maplibre-gl-worker.mjs': 'maplibre-gl/dist', 'leaflet.css': 'leaflet/dist', 'leaflet.js': 'leaflet/dist', 'ol.js': 'ol/dist' };
const types = { '.css': 'text/css', '.js': 'text/javascript', '.mjs': 'text/javascript', '.png': 'image/png' };

test('every page of the document draws a map of the service', async () => {
  const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--no-first-run'] });
  try {
    const pages = blocks('html');
    assert.equal(pages.length, 3);
    for (const [number, html] of pages.entries()) {
      const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
      const wrong = [];
      page.on('pageerror', (error) => wrong.push(error.message));
      page.on('response', (answer) => answer.status() >= 400 && wrong.push(`${answer.status()} ${answer.url()}`));
      // A folder beside the service, under the same host.
      await page.route('**/mine/**', async (route) => {
        const name = basename(new URL(route.request().url()).pathname);
        if (name === 'page.html') return route.fulfill({ contentType: 'text/html', body: html });
        const path = libraries[name] ? here(`node_modules/${libraries[name]}/${name}`) : here(`node_modules/leaflet/dist/images/${name}`);
        return route.fulfill({ contentType: types[name.slice(name.lastIndexOf('.'))] ?? 'application/octet-stream', body: await readFile(path) });
      });
      await page.goto(`${server.url}/mine/page.html`);
      // Until its script has run, `map` is the element of that name.
      const drawn = [
        () => window.map?.loaded?.() && window.map.queryRenderedFeatures().some(({ sourceLayer }) => sourceLayer === 'villages' || sourceLayer === 'townships'),
        () => window.layer && window.layer.getLayers().length > 10 && document.querySelectorAll('path.leaflet-interactive').length > 10,
        () => {
          const layers = window.map?.getLayers?.().getArray();
          return layers && layers[1].getSource().getFeatures().length > 10 && layers[0].getFeaturesInExtent(window.map.getView().calculateExtent()).some((feature) => feature.get('layer') === 'villages');
        },
      ][number];
      await page.waitForFunction(drawn, undefined, { timeout: 60_000 }).catch((error) => assert.fail(`page ${number}: ${error.message} ${wrong.join('; ')}`));
      assert.deepEqual(wrong, [], `page ${number}`);
      if (process.env.COURTYARD_PICTURES) await page.screenshot({ path: join(process.env.COURTYARD_PICTURES, `gis-${['maplibre', 'leaflet', 'openlayers'][number]}.png`) });
      await page.close();
    }
  } finally {
    await browser.close();
  }
});

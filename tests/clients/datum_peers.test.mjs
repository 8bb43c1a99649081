// SPDX-License-Identifier: Apache-2.0
// GCJ-02, BD-09, Baidu's metres and Web Mercator beside the npm package gcoord: a file of positions in each datum is
// loaded, and the stored WGS 84 positions agree with what gcoord restores. gcoord never returns just inside its box edge,
// so the points stay inland.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import gcoord from 'gcoord';
import { sampleServer } from '../service/program.mjs';

// gcoord stops at 1e-6 degrees (reference figure: at most 0.15 m); ours goes on to 1e-9. Its way back from Baidu's metres
// is a polynomial of its own that misses the way there by up to 2.4e-6 degrees more.
const pairs = [
  ['gcj02', gcoord.GCJ02, 3e-6],
  ['bd09', gcoord.BD09, 3e-6],
  ['bd09mc', gcoord.BD09MC, 6e-6],
  ['EPSG:3857', gcoord.WebMercator, 1e-9],
];
const metres = new Set([gcoord.BD09MC, gcoord.WebMercator]);

for (const [datum, peer, tolerance] of pairs) {
  test(`${datum}: positions come out where gcoord says`, async () => {
    const server = await sampleServer();
    try {
      const given = [];
      for (let i = 0; i < 200; i += 1) {
        const place = [113 + ((i * 37) % 400) / 1000, 34.1 + ((i * 53) % 400) / 1000];
        given.push(metres.has(peer) ? gcoord.transform(place, gcoord.WGS84, peer) : place);
      }
      const rows = given.map(([lon, lat], i) => `${datum}-${i},b${i},county,${lon},${lat},2022-01-01`);
      const file = `id,name,level,lon,lat,recognised_on\n${rows.join('\n')}\n`;
      const answer = await fetch(`${server.url}/api/imports?kind=bases&datum=${datum}&filename=b.csv`, {
        method: 'POST',
        headers: { ...server.as('admin'), 'content-type': 'text/csv' },
        body: file,
      });
      assert.equal(answer.status, 201, await answer.clone().text());
      const page = await (await fetch(`${server.url}/ogc/collections/bases/items?limit=10000`)).json();
      for (let i = 0; i < given.length; i += 1) {
        const feature = page.features.find((f) => f.id === `${datum}-${i}`);
        const [lon, lat] = gcoord.transform(given[i], peer, gcoord.WGS84);
        assert.ok(Math.abs(feature.geometry.coordinates[0] - lon) < tolerance, `${feature.geometry.coordinates} ${lon}`);
        assert.ok(Math.abs(feature.geometry.coordinates[1] - lat) < tolerance);
      }
    } finally {
      await server.remove();
    }
  });
}

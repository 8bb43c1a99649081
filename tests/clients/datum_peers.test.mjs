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

/** Households of the sample county as a phone map would list them: {id, area, lon, lat} by gcoord. */
async function householdsIn(server, peerOf) {
  const page = await (await fetch(`${server.url}/ogc/collections/courtyards/items?limit=10000`)).json();
  const rows = page.features.map((feature, i) => {
    const [lon, lat] = gcoord.transform(feature.geometry.coordinates, gcoord.WGS84, peerOf(i));
    return `new-${i},${feature.properties.area},${lon},${lat}`;
  });
  return `id,area,lon,lat\n${rows.join('\n')}\n`;
}

async function dryRun(server, file, datum) {
  const answer = await fetch(`${server.url}/api/imports?kind=households&datum=${datum}&dry_run=true&filename=h.csv`, {
    method: 'POST',
    headers: { ...server.as('admin'), 'content-type': 'text/csv', 'accept-language': 'en' },
    body: file,
  });
  return { status: answer.status, body: await answer.json() };
}

test('the detective finds the datum that gcoord made, contradicts a wrong one and refuses a mixture', async () => {
  const server = await sampleServer();
  try {
    for (const [datum, peer] of pairs) {
      const file = await householdsIn(server, () => peer);
      const found = await dryRun(server, file, 'auto');
      assert.equal(found.status, 200, JSON.stringify(found.body).slice(0, 600));
      assert.equal(found.body.datum.declared, 'auto');
      assert.equal(found.body.datum.used, datum);
      assert.equal(found.body.datum.detected, datum);
      assert.equal(found.body.datum.evidence.finding, 'clear');
      assert.ok(found.body.datum.evidence.confidence > 0.999);
    }
    const wrong = await dryRun(server, await householdsIn(server, () => gcoord.GCJ02), 'wgs84');
    assert.equal(wrong.status, 200);
    assert.equal(wrong.body.datum.used, 'wgs84');
    assert.equal(wrong.body.datum.detected, 'gcj02');
    assert.match(wrong.body.notes.join(), /declared as wgs84, but the data look like gcj02/);
    assert.ok(wrong.body.doubts.some((doubt) => doubt.code === 'datum_suspect'));
    const mixed = await dryRun(server, await householdsIn(server, (i) => (i % 5 ? gcoord.WGS84 : gcoord.GCJ02)), 'auto');
    assert.equal(mixed.status, 422);
    assert.equal(mixed.body.code, 'datum.mixed');
    assert.match(mixed.body.detail, /look like gcj02, the rest like wgs84/);
    const old = await dryRun(server, 'id,lon,lat\n', encodeURIComponent('西安80'));
    assert.equal(old.body.code, 'datum.local_parameters');
  } finally {
    await server.remove();
  }
});

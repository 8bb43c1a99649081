// SPDX-License-Identifier: Apache-2.0
// XML that grows, XML that fetches, XML that never ends.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileGround } from './hostile_ground.mjs';

const ground = hostileGround();
const asked = (filename, more = {}) => ({ filename, role: 'field', campaign: 'beautiful-courtyard', ...more });
const point = (name = 'x') => `<wpt lat="34.5" lon="113.2"><time>2026-03-01T09:30:00Z</time><name>${name}</name><type>accepted</type></wpt>`;
const gpx = (inside, head = '') => `<?xml version="1.0"?>${head}<gpx version="1.1" creator="x" xmlns="http://www.topografix.com/GPX/1/1">${inside}</gpx>`;
const kml = (inside, head = '') => `<?xml version="1.0"?>${head}<kml xmlns="http://www.opengis.net/kml/2.2"><Document>${inside}</Document></kml>`;

const laughs = (root) => `<!DOCTYPE ${root} [<!ENTITY a "${'lol'.repeat(10)}">${'bcdefghij'.split('').map((c, i) => `<!ENTITY ${c} "${`&${'abcdefghi'[i]};`.repeat(10)}">`).join('')}]>`;
const external = (root) => `<!DOCTYPE ${root} [<!ENTITY x SYSTEM "file:///etc/passwd">]>`;
const outside = (root) => `<!DOCTYPE ${root} SYSTEM "http://127.0.0.1:1/x.dtd">`;
const parameter = (root) => `<!DOCTYPE ${root} [<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;]>`;

test('a document type is refused, whatever it declares', async () => {
  for (const head of [laughs, external, outside, parameter]) {
    await ground.refusedAny(() => ground.import('inspections', gpx(point('&j;'), head('gpx')), asked('a.gpx')), [415, 422]);
    await ground.refusedAny(() => ground.import('inspections', kml('<Placemark><name>&j;</name></Placemark>', head('kml')), asked('a.kml')), [415, 422]);
    await ground.refusedAny(() => ground.import('inspections', gpx(point('&j;'), `<!-- ${'x'.repeat(100_000)} -->` + head('gpx')), asked('a.gpx')), [415, 422]);
  }
});

test('a document type in another encoding is refused too', async () => {
  for (const encoding of ['utf16le']) {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(gpx(point('&j;'), laughs('gpx')), encoding)]);
    await ground.refusedAny(() => ground.import('inspections', bytes, asked('a.gpx')), [415, 422]);
  }
});

test('elements a hundred thousand deep, a value of megabytes and a hundred thousand attributes are refused or read', async () => {
  for (const inside of ['<a>'.repeat(100_000), '<extensions>'.repeat(50_000) + '</extensions>'.repeat(50_000), `<wpt lat="34.5" lon="113.2" ${Array.from({ length: 100_000 }, (_, i) => `a${i}="x"`).join(' ')}/>`, point('x'.repeat(11 << 20))]) {
    for (const [file, name] of [[gpx(inside), 'a.gpx'], [kml(inside), 'a.kml']]) {
      const answer = await ground.import('inspections', file, asked(name, { dry_run: 'true' }));
      ground.assertDiscreet(await answer.text());
      assert.ok([200, 413, 422].includes(answer.status), `${name}: ${answer.status}`);
    }
  }
});

test('a file that ends in the middle is refused as a whole', async () => {
  const whole = gpx(point().repeat(50));
  for (const at of [100, 200, 1_000, whole.length - 8]) await ground.refusedAny(() => ground.import('inspections', whole.slice(0, at), asked('a.gpx')), [415, 422]);
  await ground.refusedAny(() => ground.import('inspections', kml('<Placemark><Point><coordinates>113,34</coordinates></Point>'), asked('a.kml')), [415, 422]);
});

test('positions that are none in GPX and KML are refused row by row', async () => {
  for (const [lat, lon] of [['NaN', '113'], ['34', 'inf'], ['', ''], ['91', '113'], ['1e400', '113'], ['undefined', 'undefined'], ['0', '0'], ['113', '34']])
    await ground.refusedAnyRows(() => ground.import('inspections', gpx(`<wpt lat="${lat}" lon="${lon}"><time>2026-03-01T09:30:00Z</time><name>${ground.household.id}</name><type>accepted</type></wpt>`), asked('a.gpx')));
});

test('a million waypoints of nobody are refused one by one, counted, and nothing of them stays', async () => {
  const many = gpx('<wpt lat="34.5" lon="113.2"/>'.repeat(1_000_000));
  const report = await ground.refusedRows(() => ground.import('inspections', many, asked('a.gpx')), 'value.missing');
  assert.deepEqual([report.rows, report.accepted, report.rejected, report.table.counts.refused], [1_000_000, 0, 1_000_000, 1_000_000]);
  assert.equal(report.rejections.length, 1_000);
  assert.deepEqual(
    report.reasons.map((r) => [r.code, r.rows, r.first.row]),
    [['value.missing', 1_000_000, 1]],
  );
});

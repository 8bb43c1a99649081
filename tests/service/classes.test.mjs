// SPDX-License-Identifier: Apache-2.0
// Classes, whole rows by month and estimates of downloads agree with the rows and files they speak of.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { sampleServer } from './program.mjs';

let server;
const day = '2023-06-30';

before(async () => {
  server = await sampleServer();
});
after(() => server?.remove());

const get = async path => {
  const response = await fetch(server.url + path);
  assert.equal(response.status, 200, `${path}: ${await response.clone().text()}`);
  return response.json();
};
const progress = query => get(`/api/progress?level=village&as_of=${day}&${query}`);
const classes = (query, on = day) => get(`/api/progress/classes?level=village&as_of=${on}&${query}`);
const sum = numbers => numbers.reduce((a, b) => a + b, 0);
const printed = value => Math.sign(value) * Math.floor(Math.abs(value) * 10 + 0.5 + 1e-9) / 10;
const classOf = (value, breaks) => breaks.filter(one => one <= printed(value)).length;

test('counts of classes and marks are those of the rows, for every method and measure', async () => {
  const { rows } = await progress('');
  const valueOf = {
    share_plan: row => row.share_plan,
    share_year: row => row.share_year,
    pace: row => (row.share_plan === null || row.expected_share === null ? null : row.share_plan - row.expected_share),
    value: row => row.value,
  };
  for (const measure of Object.keys(valueOf))
    for (const method of ['fixed', 'quantile', 'jenks', 'equal']) {
      if (measure === 'value' && method === 'fixed') continue;
      for (const count of [3, 5, 7]) {
        const answer = await classes(`measure=${measure}&method=${method}&count=${count}`);
        const about = `${measure} ${method} ${count}`;
        assert.equal(sum(answer.counts) + sum(Object.values(answer.marks)), rows.length, about);
        assert.equal(answer.counts.length, answer.breaks.length + 1, about);
        assert.deepEqual([...answer.breaks].sort((a, b) => a - b), answer.breaks, about);
        if (method !== 'fixed') assert.ok(answer.counts.length <= count, about);
        const counts = answer.counts.map(() => 0);
        const marks = { no_data: 0, zero: 0, suppressed: 0, not_applicable: 0 };
        for (const row of rows) {
          const value = valueOf[measure](row);
          if (value === null) marks.not_applicable++;
          else if (row.registered === 0 && row.completed === 0) marks.no_data++;
          else if (value === 0 && measure !== 'pace') marks.zero++;
          else counts[classOf(value, answer.breaks)]++;
        }
        assert.deepEqual(answer.counts, counts, about);
        assert.deepEqual(answer.marks, marks, about);
      }
    }
});

test('pooled breaks are the same on every date, those of a day are not', async () => {
  const pooled = [];
  const own = [];
  for (const on of ['2021-12-31', '2022-12-31', day]) {
    pooled.push((await classes('method=jenks&pooled=true', on)).breaks);
    own.push((await classes('method=jenks', on)).breaks);
  }
  assert.deepEqual(pooled[0], pooled[1]);
  assert.deepEqual(pooled[1], pooled[2]);
  assert.notDeepEqual(own[0], own[2]);
});

test('a figure of the whole alone is no data beneath it, and what is withheld is suppressed', async () => {
  const honours = await get(`/api/progress/classes?campaign=honours&measure=value&method=quantile&as_of=${day}`);
  assert.deepEqual(honours.marks, { no_data: 18, zero: 0, suppressed: 0, not_applicable: 0 });
  const screened = await get(
    `/api/progress/classes?campaign=health-screening&measure=value&method=equal&as_of=${day}`,
  );
  assert.equal(screened.marks.suppressed, 18);
  assert.deepEqual([screened.breaks, screened.counts], [[], [0]]);
});

test('what cannot be classed is refused with the parameter', async () => {
  for (const [query, code, subject] of [
    ['measure=value&method=fixed', 'classes.fixed', 'method'],
    ['measure=height', 'parameter.invalid', 'measure'],
    ['method=best', 'parameter.invalid', 'method'],
    ['pooled=maybe', 'parameter.invalid', 'pooled'],
    ['count=8', 'parameter.invalid', 'count'],
    ['colour=red', 'parameter.unknown', 'colour'],
  ]) {
    const response = await fetch(`${server.url}/api/progress/classes?${query}`);
    const body = await response.json();
    assert.equal(response.status, 400, query);
    assert.deepEqual([body.code, body.subject], [code, subject], query);
  }
});

test('a matrix of whole rows says of each date what progress says', async () => {
  for (const query of ['level=township', 'level=village', 'campaign=dispute-mediation&indicator=solved_rate']) {
    const frames = await get(`/api/progress/matrix?${query}&figures=all&from=2022-11-01&to=2023-06-30`);
    assert.equal(frames.dates.length, 8);
    for (const [index, date] of frames.dates.entries()) {
      const then = await get(`/api/progress?${query}&as_of=${date}`);
      for (const [frame, row] of [[frames.total, then.total], ...frames.rows.map((f, i) => [f, then.rows[i]])]) {
        assert.equal(frame.code, row.code ?? frame.code);
        for (const [name, values] of Object.entries(frame))
          if (Array.isArray(values)) assert.equal(values[index], row[name], `${query} ${date} ${row.code} ${name}`);
      }
    }
  }
});

test('an estimate counts the rows of the file and comes near its size', async () => {
  for (const file of ['progress.csv', 'villages.gpkg', 'courtyards.geojson', 'courtyards.shp.zip', 'courtyards.xlsx']) {
    const query = `as_of=${day}&lang=zh`;
    const estimate = await get(`/api/exports/${file}/estimate?${query}`);
    const response = await fetch(`${server.url}/api/exports/${file}?${query}`);
    const bytes = (await response.arrayBuffer()).byteLength;
    assert.equal(estimate.rows, Number(response.headers.get('x-row-count')), file);
    if (estimate.exact) assert.ok(Math.abs(estimate.bytes - bytes) <= bytes / 100, file);
    assert.ok(estimate.bytes > bytes / 2 && estimate.bytes < bytes * 2, `${file}: ${estimate.bytes} of ${bytes}`);
    const name = /filename\*=UTF-8''(\S+)/.exec(response.headers.get('content-disposition'))[1];
    assert.equal(decodeURIComponent(name), estimate.file_name);
    assert.match(estimate.file_name, /^栖云市_.+_2023-06-30\./);
  }
});

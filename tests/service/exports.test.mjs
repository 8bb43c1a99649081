// SPDX-License-Identifier: Apache-2.0
// Exports in the background, fetched in parts; what is in an export is what the interface says at the same revision.
import assert from 'node:assert/strict';
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { run, sampleServer, start } from './program.mjs';

const day = '2023-06-30';
let folder;
let config;
let zoned;
let server;
/** The same county; everything at once, and in a zone that is not the nearest. */
let direct;
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'courtyard-exports-'));
  config = join(folder, 'courtyard.toml');
  await writeFile(config, 'export_job_rows = 1000\n');
  server = await sampleServer(['--config', config]);
  zoned = join(folder, 'zoned.toml');
  await writeFile(zoned, 'gk_central_meridian = 117\n');
  direct = await sampleServer(['--config', zoned]);
});
after(async () => {
  await server.remove();
  await direct.remove();
  await rm(folder, { recursive: true });
});

const ask = (path, { role = 'planner', headers = {}, ...rest } = {}) => fetch(server.url + path, { headers: { ...(role ? server.as(role) : {}), ...headers }, ...rest });

/** The job when it has ended. Its progress never falls. */
async function ended(address, role) {
  for (let done = 0; ; ) {
    const job = await (await ask(address, { role })).json();
    assert.ok(job.done >= done && job.done <= job.rows, `${job.done} of ${job.rows}`);
    done = job.done;
    if (!['waiting', 'running'].includes(job.state)) return job;
    await new Promise((later) => setTimeout(later, 20));
  }
}
const fileOf = (job) => job.links.find(({ rel }) => rel === 'enclosure').href;

async function begun(path, role, headers) {
  const answer = await ask(path, { role, headers });
  assert.equal(answer.status, 202, await answer.clone().text());
  const job = await answer.json();
  assert.equal(answer.headers.get('location'), `/api/jobs/${job.id}`);
  return job;
}

test('a large export is a job, and its file is the one that a small one would be', async () => {
  for (const ending of ['csv', 'shp.zip', 'gpkg', 'geojson', 'xlsx', 'kml']) {
    const path = `/api/exports/courtyards.${ending}?as_of=${day}&lang=zh`;
    const estimate = await (await ask(path.replace('?', '/estimate?'))).json();
    assert.equal(estimate.as_job, true);
    const job = await begun(path);
    assert.deepEqual([job.layer, job.format, job.rows, job.file_name], ['courtyards', ending, estimate.rows, estimate.file_name]);
    const done = await ended(`/api/jobs/${job.id}`);
    assert.equal(done.state, 'done', JSON.stringify(done));
    assert.equal(done.done, done.rows);
    assert.ok(Date.parse(done.expires_at) > Date.parse(done.created_at));
    const fetched = await ask(fileOf(done));
    assert.equal(fetched.status, 200);
    const bytes = Buffer.from(await fetched.arrayBuffer());
    assert.equal(bytes.length, done.bytes);
    const plain = await fetch(direct.url + path, { headers: direct.as('planner') });
    assert.equal(plain.status, 200);
    assert.equal(plain.headers.get('content-disposition'), fetched.headers.get('content-disposition'));
    assert.equal(plain.headers.get('x-row-count'), String(done.rows));
    assert.ok(bytes.equals(Buffer.from(await plain.arrayBuffer())), ending);
  }
});

test('a small export is answered at once, and later when that is preferred', async () => {
  const small = '/api/exports/townships.csv';
  assert.equal((await ask(small)).status, 200);
  await begun(`${small}?async=true`);
  const preferred = await ask(small, { headers: { prefer: 'respond-async, wait=10' } });
  assert.equal(preferred.status, 202);
  assert.equal(preferred.headers.get('preference-applied'), 'respond-async');
  const wrong = await ask(`${small}?async=maybe`);
  assert.equal(wrong.status, 400);
  assert.equal((await wrong.json()).subject, 'async');
});

test('asked again, the same file of the same revision is the same job; a question about the head begins none', async () => {
  const path = `/api/exports/bases.csv?as_of=${day}&async=true`;
  const first = await begun(path);
  assert.equal((await begun(path)).id, first.id);
  // In another language its styles and titles are others.
  const english = await begun(path, 'planner', { 'accept-language': 'en' });
  assert.notEqual(english.id, first.id);
  assert.equal((await begun(path, 'planner', { 'accept-language': 'en' })).id, english.id);
  // Nobody in particular is handed no job of another nobody.
  const anybody = `/api/exports/townships.geojson?as_of=${day}&async=true`;
  assert.notEqual((await begun(anybody, null)).id, (await begun(anybody, null)).id);
  for (const { id } of [first, english]) await ended(`/api/jobs/${id}`);
  const jobs = async () => (await (await ask('/api/jobs')).json()).jobs;
  const before = (await jobs()).length;
  assert.equal((await ask('/api/exports/help-points.csv?async=true', { method: 'HEAD' })).status, 202);
  assert.equal((await jobs()).length, before);
});

test('a file is fetched in parts, and whole when it is another one', async () => {
  const job = await begun(`/api/exports/courtyards.csv?as_of=${day}`);
  const address = fileOf(await ended(`/api/jobs/${job.id}`));
  const whole = await ask(address);
  const tag = whole.headers.get('etag');
  assert.equal(whole.headers.get('accept-ranges'), 'bytes');
  const bytes = Buffer.from(await whole.arrayBuffer());
  const broken = 1000;
  const first = await ask(address, { headers: { range: `bytes=0-${broken - 1}` } });
  const rest = await ask(address, { headers: { range: `bytes=${broken}-`, 'if-range': tag } });
  assert.deepEqual([first.status, rest.status], [206, 206]);
  assert.equal(rest.headers.get('content-range'), `bytes ${broken}-${bytes.length - 1}/${bytes.length}`);
  const joined = Buffer.concat([Buffer.from(await first.arrayBuffer()), Buffer.from(await rest.arrayBuffer())]);
  assert.ok(joined.equals(bytes));
  const other = await ask(address, { headers: { range: 'bytes=5-9', 'if-range': '"another"' } });
  assert.equal(other.status, 200);
  assert.equal((await other.arrayBuffer()).byteLength, bytes.length);
  const beyond = await ask(address, { headers: { range: `bytes=${bytes.length}-` } });
  assert.equal(beyond.status, 416);
  assert.equal(beyond.headers.get('content-range'), `bytes */${bytes.length}`);
  assert.equal((await beyond.json()).code, 'range.unsatisfiable');
  const head = await ask(address, { method: 'HEAD' });
  assert.equal(head.headers.get('content-length'), String(bytes.length));
});

test('a job is its account’s alone', async () => {
  const job = await begun(`/api/exports/villages.csv?as_of=${day}&async=true`, 'planner');
  const address = `/api/jobs/${job.id}`;
  await ended(address);
  for (const role of ['viewer', 'reviewer', 'admin', 'field', null])
    for (const [path, method] of [[address, 'GET'], [`${address}/file`, 'GET'], [address, 'DELETE']]) {
      const answer = await ask(path, { role, method });
      // Who may export nothing is told so; everybody else that there is no such job.
      assert.ok([403, 404].includes(answer.status), `${method} ${path} by ${role}: ${answer.status}`);
      if (answer.status === 404) assert.equal((await answer.json()).code, 'job.unknown');
    }
  assert.ok((await (await ask('/api/jobs', { role: 'planner' })).json()).jobs.some(({ id }) => id === job.id));
  assert.ok(!(await (await ask('/api/jobs', { role: 'reviewer' })).json()).jobs.some(({ id }) => id === job.id));
  const anybody = await begun('/api/exports/townships.csv?async=true', null);
  assert.equal((await ended(`/api/jobs/${anybody.id}`, null)).state, 'done');
  assert.deepEqual((await (await ask('/api/jobs', { role: null })).json()).jobs, []);
});

test('a job is stopped or removed with its file', async () => {
  const job = await begun(`/api/exports/help-points.kml?as_of=${day}&async=true`);
  const address = `/api/jobs/${job.id}`;
  assert.equal((await ask(address, { method: 'DELETE' })).status, 204);
  for (const [path, method] of [[address, 'GET'], [`${address}/file`, 'GET'], [address, 'DELETE']]) {
    const answer = await ask(path, { method });
    assert.equal(answer.status, 404);
    const told = await answer.json();
    assert.equal(told.code, 'job.unknown');
    assert.match(told.detail, /重启|restart/);
  }
  assert.equal((await ask(`${address}?x=1`)).status, 400);
});

test('the type of a table tells its encoding, at once and from a job', async () => {
  for (const [encoding, label] of [['utf-8', 'utf-8'], ['gbk', 'gbk']]) {
    const path = `/api/exports/townships.csv?encoding=${encoding}&as_of=${day}`;
    const answer = await ask(path);
    assert.equal(answer.headers.get('content-type'), `text/csv; charset=${label}`);
    const text = new TextDecoder(label, { fatal: true }).decode(await answer.arrayBuffer());
    assert.match(text, /[\u4e00-\u9fff]/);
    const job = await begun(`${path}&async=true`);
    const fetched = await ask(fileOf(await ended(`/api/jobs/${job.id}`)));
    assert.equal(fetched.headers.get('content-type'), `text/csv; charset=${label}`);
    assert.equal(new TextDecoder(label, { fatal: true }).decode(await fetched.arrayBuffer()), text);
  }
});

test('what cannot be exported is told before a job begins, and no secret of the disk after', async () => {
  // At once, as a job because it is large or because that is asked for, and in an estimate.
  for (const path of ['townships.geojson?crs=gk', 'courtyards.geojson?crs=gk', 'townships.kml?crs=gk&async=true', 'townships.geojson/estimate?crs=gk', 'coverage.tif?crs=gk']) {
    const refused = await ask(`/api/exports/${path}`);
    assert.equal(refused.status, 400, path);
    assert.equal((await refused.json()).code, path.startsWith('coverage') ? 'crs.unknown' : 'export.crs', path);
  }
  for (const [path, code] of [['townships.dwg', 'export.format'], ['townships.csv?encoding=latin1', 'export.encoding'], ['townships.csv?crs=EPSG:1', 'crs.unknown']]) {
    const refused = await ask(`/api/exports/${path}`);
    assert.deepEqual([refused.status, (await refused.json()).code], [400, code], path);
  }
  assert.equal((await ask('/api/exports/nothing.csv?async=true')).status, 404);
});

test('an export of progress says what the interface says: every figure of every indicator', async () => {
  const { campaigns } = await (await ask('/api/campaigns')).json();
  let compared = 0;
  for (const campaign of campaigns)
    for (const indicator of campaign.indicators) {
      const query = `campaign=${campaign.id}&indicator=${indicator.id}&level=township&as_of=${day}`;
      const { rows } = await (await ask(`/api/progress?${query}`)).json();
      const text = (await (await ask(`/api/exports/progress.csv?${query}`)).text()).replace(/^\uFEFF/, '');
      const [head, ...lines] = text.trim().split('\r\n').map((line) => line.split(','));
      assert.equal(lines.length, rows.length, query);
      for (const [i, row] of rows.entries()) {
        const told = Object.fromEntries(head.map((name, at) => [name, lines[i][at]]));
        const gap = row.children_gap;
        const expected = { ...row, suppressed: row.suppressed ? 1 : 0, gap_target_plan: gap?.target_plan, gap_sum_of_children: gap?.sum_of_children };
        for (const name of head) {
          if (name === 'parent') continue;
          const value = expected[name] ?? '';
          const same = typeof value === 'number' ? Number(told[name]) === value && told[name] !== '' : told[name] === String(value);
          assert.ok(same, `${query} ${row.code} ${name}: ${told[name]} is not ${value}`);
          ++compared;
        }
      }
    }
  assert.ok(compared > 1000, `${compared}`);
});

test('the distance raster is of one’s own area, and wants a service', async () => {
  const whole = await ask('/api/exports/coverage.tif?service=help-points&radius_m=3000');
  assert.equal(whole.status, 200);
  assert.match(whole.headers.get('content-type'), /^image\/tiff/);
  const bytes = Buffer.from(await whole.arrayBuffer());
  assert.ok(['II*\0', 'MM\0*'].includes(bytes.subarray(0, 4).toString('latin1')));
  for (const [query, status, code] of [
    ['service=schools', 404, 'service.unknown'],
    ['crs=EPSG:3857', 400, 'export.crs'],
    ['radius_m=-1', 400, undefined],
    ['colour=red', 400, 'parameter.unknown'],
  ]) {
    const answer = await ask(`/api/exports/coverage.tif?${query}`);
    assert.equal(answer.status, status, query);
    if (code) assert.equal((await answer.json()).code, code);
  }
});

test('a restart forgets jobs and removes their files', async () => {
  const mine = await sampleServer(['--config', config]);
  const asking = (path) => fetch(mine.url + path, { headers: mine.as('planner') });
  const job = await (await asking('/api/exports/townships.csv?async=true')).json();
  for (let state; state !== 'done'; ) ({ state } = await (await asking(`/api/jobs/${job.id}`)).json());
  const kept = join(mine.data, 'spool', 'exports');
  assert.equal((await readdir(kept)).length, 1);
  await mine.stop();

  // Nobody serves the data now: the command line writes the same files.
  const filter = 'completed_on IS NOT NULL AND revoked_on IS NULL';
  for (const [layer, options, query] of [
    ['progress', ['--level', 'township', '--indicator', 'courtyards'], 'level=township&indicator=courtyards'],
    ['courtyards', ['--filter', filter], `filter=${encodeURIComponent(filter)}`],
    ['bases', [], ''],
    ['help-points', ['--crs', 'gk', '--config', zoned], 'crs=gk'],
  ]) {
    const file = join(folder, `${layer}.csv`);
    const done = await run(['export', layer, '--data', mine.data, '--out', file, '--as-of', day, ...options]);
    assert.equal(done.code, 0, done.err);
    const answer = await fetch(`${direct.url}/api/exports/${layer}.csv?as_of=${day}&${query}`, { headers: direct.as('admin') });
    assert.equal(answer.status, 200, await answer.clone().text());
    assert.ok((await readFile(file)).equals(Buffer.from(await answer.arrayBuffer())), layer);
  }
  const nearest = join(folder, 'nearest.csv');
  assert.equal((await run(['export', 'help-points', '--data', mine.data, '--out', nearest, '--as-of', day, '--crs', 'gk'])).code, 0);
  assert.ok(!(await readFile(nearest)).equals(await readFile(join(folder, 'help-points.csv'))), 'the zone of the middle of the county is another');
  const misled = await run(['export', 'bases', '--data', mine.data, '--out', nearest, '--config', join(folder, 'none.toml')]);
  assert.notEqual(misled.code, 0);
  assert.match(misled.err, /none\.toml/);
  const again = await start(mine.data, ['--config', config]);
  assert.equal((await readdir(kept)).length, 0);
  const answer = await fetch(`${again.url}/api/jobs/${job.id}`, { headers: mine.as('planner') });
  assert.equal(answer.status, 404);
  assert.equal((await answer.json()).code, 'job.unknown');
  await again.stop();
  await rm(join(mine.data, '..'), { recursive: true });
});

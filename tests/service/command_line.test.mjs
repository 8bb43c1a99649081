// SPDX-License-Identifier: Apache-2.0
// The command line: exit codes, reports, the lock, and a stop that loses nothing.
import assert from 'node:assert/strict';
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { randomUUID } from 'node:crypto';
import { run, sampleServer, start } from './program.mjs';

let folder;
before(async () => (folder = await mkdtemp(join(tmpdir(), 'courtyard-cli-'))));
after(async () => rm(folder, { recursive: true }));

test('help stands everywhere, with an example', async () => {
  for (const command of ['sample', 'demo', 'load', 'geocode', 'check', 'progress', 'editions', 'coverage', 'export', 'tile', 'tiles', 'serve']) {
    const { code, out } = await run([command, '--help']);
    assert.equal(code, 0, command);
    assert.match(out, /Example: courtyard/, command);
  }
  assert.equal((await run(['dance'])).code, 2);
});

test('a file is loaded, refused with its rows, or tried without storing', async () => {
  const data = join(folder, 'data');
  await cp(process.env.COURTYARD_SAMPLE_DATA, data, { recursive: true });
  const good = join(folder, 'good.csv');
  await writeFile(good, '户号,村代码,登记日期\ncli-1,410199001001,2024-01-02\n');
  const dry = await run(['load', 'households', good, '--data', data, '--dry-run']);
  assert.equal(dry.code, 0, dry.err + dry.out);
  assert.match(dry.out, /nothing was stored/);
  assert.equal((await run(['load', 'households', good, '--data', data])).code, 0);

  const bad = join(folder, 'bad.csv');
  await writeFile(bad, 'id,area,registered_on\ncli-2,410199001001,2024-02-30\n');
  const refused = await run(['load', 'households', bad, '--data', data]);
  assert.equal(refused.code, 1);
  assert.match(refused.out, /rejected\trow 2\tregistered_on/);

  const missing = await run(['load', 'households', join(folder, 'absent.csv'), '--data', data]);
  assert.equal(missing.code, 2);
  await writeFile(bad, 'name,address\nx,y\n');
  const columns = await run(['load', 'households', bad, '--data', data]);
  assert.equal(columns.code, 1);
  assert.match(columns.err, /column\.missing/);
});

test('boundaries are checked, and a repaired copy is written that has no hairline left', async () => {
  const file = join(folder, 'dirty.geojson');
  const copy = join(folder, 'repaired.gpkg');
  // 0.00001 degrees are about a metre: the second village begins half of that too far west, below too far east.
  const village = (code, ring) => ({
    type: 'Feature',
    properties: { code, name: '王庄', note: 'kept' },
    geometry: ring && { type: 'Polygon', coordinates: [[...ring, ring[0]]] },
  });
  const features = [
    village('490121101201', [[113, 34], [113.01, 34], [113.01, 34.01], [113, 34.01]]),
    village('490121101202', [[113.010005, 34], [113.02, 34], [113.02, 34.01], [113.009995, 34.01]]),
    village('490121101203', null),
  ];
  const text = JSON.stringify({ type: 'FeatureCollection', features });
  await writeFile(file, text);
  const checked = await run(['check', 'areas', file, '--format', 'json']);
  assert.equal(checked.code, 1, checked.err);
  const report = JSON.parse(checked.out);
  assert.equal(report.features, 3);
  assert.equal(report.null_geometries, 1);
  assert.equal(report.overlaps, 1);
  assert.equal(report.hairline_overlaps, 1);
  assert.equal(report.duplicate_names, 1);
  for (const count of ['invalid', 'gaps', 'slivers', 'duplicate_codes', 'outside_parent', 'code_conflicts'])
    assert.equal(report[count], 0, count);
  const overlap = report.places.find(({ kind }) => kind === 'overlap');
  assert.deepEqual(overlap.codes, ['490121101201', '490121101202']);
  assert.ok(overlap.lon > 113.0099 && overlap.lon < 113.0101 && overlap.area_m2 > 50 && overlap.area_m2 < 200);
  assert.ok(overlap.reason);

  const repaired = JSON.parse(
    (await run(['check', 'areas', file, '--format', 'json', '--repair', copy, '--tolerance', '1'])).out,
  );
  assert.deepEqual(repaired.repair.map(({ outcome }) => outcome).sort(), ['repaired', 'unchanged', 'unchanged']);
  assert.equal(repaired.remaining.overlaps, 0);
  assert.equal(await readFile(file, 'utf8'), text, 'the input stays as it was');
  const again = JSON.parse((await run(['check', 'areas', copy, '--format', 'json'])).out);
  assert.equal(again.overlaps, 0);
  assert.equal(again.features, 3);
  assert.equal((await run(['check', 'areas', file, '--repair', file])).code, 1, 'never over the input');

  const points = JSON.parse((await run(['check', 'areas', file, '--format', 'geojson'])).out);
  assert.equal(points.features.length, report.places.length);
  const table = await run(['check', 'areas', file], undefined, { LC_ALL: 'zh_CN.UTF-8' });
  assert.match(table.out, /重叠\t490121101201,490121101202/);

  await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features: features.slice(0, 1) }));
  assert.equal((await run(['check', 'areas', file])).code, 0);
  assert.equal((await run(['check', 'areas', file, '--format', 'xml'])).code, 2);
  assert.equal((await run(['check', 'areas', join(folder, 'absent.gpkg')])).code, 2);
});

test('a file is geocoded by position, code and address, against boundaries or a data directory', async () => {
  const data = join(folder, 'geocode');
  await cp(process.env.COURTYARD_SAMPLE_DATA, data, { recursive: true });
  const file = join(folder, 'visits.csv');
  const out = join(folder, 'visits-village.csv');
  const areas = join(folder, 'areas.geojson');
  const square = (west) => [[[west, 34], [west + 0.01, 34], [west + 0.01, 34.01], [west, 34.01], [west, 34]]];
  const village = (code, name, west) => ({
    type: 'Feature',
    properties: { code, name },
    geometry: { type: 'Polygon', coordinates: square(west) },
  });
  const features = [village('490121101201', '白沙村委会', 113), village('490121101202', '王庄村委会', 113.01)];
  await writeFile(areas, JSON.stringify({ type: 'FeatureCollection', features }));
  await writeFile(file, 'n,经度,纬度,村代码,地址\n1,113.005,34.005,,\n2,,,490121101202,\n3,,,,王庄村3组\n4,113.03,34.005,,\n');
  const done = await run(['geocode', file, '--areas', areas, '--out', out]);
  assert.equal(done.code, 0, done.err + done.out);
  assert.match(done.out, /loaded in .* 4 rows .* rows\/s/);
  const rows = (await readFile(out, 'utf8')).trim().split('\n').map((line) => line.split(','));
  assert.deepEqual(rows[0].slice(5), ['area', 'method', 'flags', 'nearest_area', 'distance_m', 'confidence', 'candidates']);
  assert.deepEqual(rows.slice(1).map((row) => row.slice(5, 7)), [
    ['490121101201', 'position'],
    ['490121101202', 'code'],
    ['490121101202', 'address:village_in_scope'],
    ['', 'nothing'],
  ]);
  assert.equal(rows[4][8], '490121101202');
  assert.ok(Number(rows[4][9]) > 900 && Number(rows[4][9]) < 940, rows[4][9]);

  const inside = await run(['geocode', file, '--data', data, '--out', join(folder, 'inside.gpkg')]);
  assert.equal(inside.code, 0, inside.err);
  const nowhere = await run(['geocode', file, '--out', out]);
  assert.equal(nowhere.code, 2);
  assert.match(nowhere.err, /--areas FILE/);
  await writeFile(file, 'n,lon,lat\n1,113,34\n2,1\n');
  const broken = await run(['geocode', file, '--areas', areas, '--out', out]);
  assert.equal(broken.code, 1);
  assert.match(broken.out, /broken\trow 3\tcsv\.values/);
});

test('progress prints the half-year report’s figure', async () => {
  const data = join(folder, 'progress');
  await cp(process.env.COURTYARD_SAMPLE_DATA, data, { recursive: true });
  const { code, out } = await run(['progress', '--data', data, '--as-of', '2023-06-30']);
  assert.equal(code, 0);
  assert.match(out, / 52\.0 /);
  const json = await run(['progress', '--data', data, '--as-of', '2023-06-30', '--level', 'village', '--format', 'json']);
  assert.equal(JSON.parse(json.out).length, 320);
});

test('a new edition tells what it changes before it is stored, and editions are compared', async () => {
  const data = join(folder, 'editions');
  await cp(process.env.COURTYARD_SAMPLE_DATA, data, { recursive: true });
  const file = join(folder, 'villages.geojson');
  const exported = await run(['export', 'villages', '--data', data, '--out', file, '--format', 'geojson']);
  assert.equal(exported.code, 0, exported.err);
  const county = JSON.parse(await readFile(file, 'utf8'));
  const [first, second] = county.features.map((f) => f.properties.code).sort();
  const village = (code) => county.features.find((f) => f.properties.code === code);
  // The first village gets a new code, the second a new name.
  village(first).properties.code = '410199001999';
  village(second).properties.name = '新名村';
  await writeFile(file, JSON.stringify(county));

  const load = ['load', 'areas', file, '--data', data, '--valid-from', '2024-01-01'];
  const dry = await run([...load, '--dry-run']);
  assert.equal(dry.code, 0, dry.out + dry.err);
  assert.match(dry.out, /318 unchanged, 1 renamed, 1 recoded/);
  assert.match(dry.out, /records lie in villages of which only the code changes/);
  assert.equal((await run(['editions', '--data', data])).out.trim().split('\n').length, 2, 'one edition yet');
  assert.equal((await run(load)).code, 0);

  const list = await run(['editions', '--data', data]);
  assert.match(list.out, /2024-01-01 +320/);
  const compared = await run(['editions', '--data', data, '--from', '2023-06-30', '--to', '2024-06-30']);
  assert.equal(compared.code, 0, compared.err);
  assert.match(compared.out, new RegExp(`recoded +${first} .*410199001999`));
  assert.match(compared.out, /renamed +1\n/);
  const csv = await run(['editions', '--data', data, '--to', '2024-06-30', '--format', 'csv']);
  assert.equal(csv.out.trim().split('\r\n').length, 321);
  const json = JSON.parse((await run(['editions', '--data', data, '--to', '2024-06-30', '--format', 'json'])).out);
  assert.equal(json.counts.unchanged, 318);
  assert.equal(json.rows.find((row) => row.kind === 'recoded').share_old, 100);
  assert.equal(json.rows.find((row) => row.kind === 'recoded').declared, false);
  const successors = join(folder, 'successors.csv');
  await writeFile(successors, `原代码,新代码,启用日期\n${first},410199001999,2024-01-01\n`);
  const compare = ['editions', '--data', data, '--to', '2024-06-30', '--format', 'json', '--code-changes', successors];
  assert.equal(JSON.parse((await run(compare)).out).rows.find((row) => row.kind === 'recoded').declared, true);
  await writeFile(successors, `old_code,new_code,from\n${first},${second},2024-01-01\n${second},${first},2024-01-01\n`);
  const circle = await run(compare);
  assert.equal(circle.code, 1);
  assert.match(circle.err, /code_change\.cycle/);
  assert.equal((await run(['editions', '--data', data, '--from', '2025-01-01', '--to', '2023-01-01'])).code, 1);
  const slip = await run([...load.slice(0, -1), '2204-01-01']);
  assert.equal(slip.code, 1);
  assert.match(slip.err, /edition\.day/);
});

test('a data directory in use is refused with the server’s address', async () => {
  const server = await sampleServer();
  try {
    const { code, err } = await run(['progress', '--data', server.data]);
    assert.equal(code, 3);
    assert.ok(err.includes(server.url), err);
  } finally {
    await server.remove();
  }
});

test('what was acknowledged survives a kill', async () => {
  const server = await sampleServer();
  const ids = Array.from({ length: 40 }, () => randomUUID());
  const put = (url, id) =>
    fetch(`${url}/api/inspections/${id}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json', ...server.as('reviewer') },
      body: JSON.stringify({ campaign: 'beautiful-courtyard', observed_at: '2026-03-01T09:30:00+08:00', lon: 113.2, lat: 34.3, outcome: 'checked' }),
    });
  const acknowledged = [];
  const sent = ids.map(async (id) => {
    const answer = await put(server.url, id).catch(() => undefined);
    if (answer?.status === 201) acknowledged.push(id);
    if (acknowledged.length === 10) server.child.kill('SIGKILL');
  });
  await Promise.all(sent);
  await server.stop('SIGKILL');
  assert.ok(acknowledged.length >= 10);

  const again = await start(server.data);
  try {
    for (const id of acknowledged) assert.equal((await put(again.url, id)).status, 200, id);
    for (const id of ids) assert.ok([200, 201].includes((await put(again.url, id)).status), id);
    const stopped = await again.stop('SIGTERM');
    assert.equal(stopped.code, 0, again.log());
  } finally {
    await again.stop('SIGKILL');
    await rm(join(server.data, '..'), { recursive: true });
  }
});

// SPDX-License-Identifier: Apache-2.0
// What a planner downloaded, edited in a GIS and sent back: told against what is held, confirmed, undone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sampleServer } from './program.mjs';

let server;
let folder;
let pair;

const asked = async (path, as = 'reviewer') => {
  const answer = await fetch(server.url + path, { headers: server.as(as) });
  assert.equal(answer.status, 200, path);
  return answer.json();
};
const items = async (layer) => (await asked(`/ogc/collections/${layer}/items?limit=10000`)).features;
const byId = async (layer) => new Map((await items(layer)).map((one) => [String(one.id), one]));
const download = async (file, query = '') => {
  const answer = await fetch(`${server.url}/api/exports/${file}?${query}`, { headers: server.as('reviewer') });
  assert.equal(answer.status, 200, `${file} ${query}`);
  return Buffer.from(await answer.arrayBuffer());
};
const send = async (kind, file, body, more = '&dry_run=true', { id = randomUUID(), as = 'reviewer' } = {}) => {
  const query = `kind=${kind}&filename=${encodeURIComponent(file)}${more}`;
  const answer = await fetch(`${server.url}/api/imports/${id}?${query}`, { method: 'PUT', headers: server.as(as), body });
  return { id, status: answer.status, report: await answer.json() };
};
const confirm = async (id) => {
  const answer = await fetch(`${server.url}/api/imports/${id}/confirm`, { method: 'POST', headers: server.as('reviewer') });
  return { status: answer.status, report: await answer.json() };
};
const undo = async (id) => (await fetch(`${server.url}/api/imports/${id}`, { method: 'DELETE', headers: server.as('reviewer') })).json();
const counts = ({ changes }) => [changes.new, changes.changed, changes.unchanged, changes.missing];
const kindOf = (layer) => (layer === 'villages' || layer === 'townships' ? 'areas' : layer);

/** The file as edited by GDAL's Python bindings, as QGIS does it. */
async function edited(file, body, todo) {
  const from = join(folder, `from-${file}`);
  const to = join(folder, `to-${file}`);
  await writeFile(from, body);
  const child = spawn('/usr/bin/python3', [new URL('edit_as_planner.py', import.meta.url).pathname, from, to]);
  let out = '';
  let err = '';
  child.stdout.on('data', (text) => (out += text));
  child.stderr.on('data', (text) => (err += text));
  child.stdin.end(JSON.stringify(todo));
  const code = await new Promise((done) => child.on('exit', done));
  assert.equal(code, 0, err);
  return { body: await readFile(to), done: JSON.parse(out) };
}

/** Two villages of a township with a long common border, and a third far from it. */
function neighbours(villages) {
  const corners = (feature) => new Set(feature.geometry.coordinates.flat(feature.geometry.type === 'Polygon' ? 1 : 2).map(String));
  const sets = villages.slice(0, 80).map((one) => [one, corners(one)]);
  let best = { shared: 0 };
  for (const [a, as] of sets)
    for (const [b, bs] of sets) {
      if (a.id >= b.id || a.properties.parent !== b.properties.parent) continue;
      const shared = [...as].filter((corner) => bs.has(corner)).length;
      if (shared > best.shared) best = { shared, a: a.properties.code, b: b.properties.code };
    }
  return { ...best, far: villages.at(-1).properties.code };
}

before(async () => {
  server = await sampleServer();
  folder = await mkdtemp(join(tmpdir(), 'courtyard-planner-'));
  pair = neighbours(await items('villages'));
  assert.ok(pair.shared > 4);
});
after(async () => {
  await server.remove();
  await rm(folder, { recursive: true });
});

const everyCrs = ['EPSG:4490', 'EPSG:4326', 'EPSG:3857', 'gk', 'gk-zone'];
const roundTrips = {
  villages: [
    ...everyCrs.flatMap((crs) => [['shp.zip', `crs=${crs}`], ['shp.zip', `crs=${crs}&encoding=gbk`], ['gpkg', `crs=${crs}`]]),
    ['geojson', ''], ['fgb', ''], ['kml', ''], ['csv', ''], ['xlsx', ''],
  ],
  townships: [['shp.zip', 'crs=gk&encoding=gbk'], ['gpkg', 'crs=gk-zone']],
  bases: [...everyCrs.flatMap((crs) => [['shp.zip', `crs=${crs}&encoding=gbk`], ['gpkg', `crs=${crs}`]]), ['geojson', ''], ['fgb', ''], ['csv', ''], ['csv', 'encoding=gbk'], ['xlsx', '']],
  'help-points': [...everyCrs.flatMap((crs) => [['shp.zip', `crs=${crs}`], ['gpkg', `crs=${crs}`]]), ['geojson', ''], ['kml', ''], ['csv', ''], ['xlsx', '']],
};
for (const [layer, ways] of Object.entries(roundTrips))
  test(`an export of ${layer} that comes back unedited changes nothing, in ${ways.length} formats, reference systems and encodings`, async () => {
    const held = (await items(layer)).length;
    for (const [ending, query] of ways) {
      const { status, report } = await send(kindOf(layer), `${layer}.${ending}`, await download(`${layer}.${ending}`, query));
      const told = `${ending} ${query}: ${JSON.stringify(report.changes?.rows.filter((row) => row.kind !== 'unchanged').slice(0, 3) ?? report).slice(0, 600)}`;
      assert.equal(status, 200, told);
      assert.deepEqual(counts(report), [0, 0, held, 0], told);
      assert.deepEqual([report.unchanged, report.rejected], [held, 0], told);
      assert.ok(report.doubts.every((doubt) => doubt.code !== 'value.derived'), told);
    }
  });

for (const [file, query] of [
  ['villages.shp.zip', 'crs=gk&encoding=gbk'],
  ['villages.gpkg', 'crs=gk-zone'],
])
  test(`one name and one border of ${file} are told, confirmed and undone, and nothing else`, async () => {
    const former = await byId('villages');
    const key = file.endsWith('zip') ? 'CODE' : 'code';
    const name = file.endsWith('zip') ? 'NAME' : 'name';
    const { body, done } = await edited(file, await download(file, query), {
      key,
      set: { [pair.far]: { [name]: '新河口村' } },
      border: [pair.a, pair.b, 30, 20],
      add: { BEIZHU: '已核' },
    });
    const tried = await send('areas', file, body);
    assert.deepEqual(counts(tried.report), [0, 3, former.size - 3, 0], JSON.stringify(tried.report.changes.rows.slice(0, 4)));
    const rows = new Map(tried.report.changes.rows.map((row) => [row.code, row]));
    assert.deepEqual(rows.get(pair.far).fields, [{ name: 'name', before: former.get(pair.far).properties.name, after: '新河口村' }]);
    assert.equal(rows.get(pair.far).area_gained_m2, undefined);
    const [a, b] = [rows.get(pair.a), rows.get(pair.b)];
    assert.deepEqual([a.fields, b.fields], [[], []]);
    assert.ok(a.bounds[0] <= a.changed_bounds[0] && a.bounds[3] >= a.changed_bounds[3]);
    const net = a.area_gained_m2 - a.area_lost_m2;
    assert.ok(Math.abs(net + b.area_gained_m2 - b.area_lost_m2) < 0.3, 'what one gains the other loses');
    assert.ok(Math.abs(Math.abs(net) - done.swept) < 0.005 * done.swept, `${net} of ${done.swept}`);

    const outline = await fetch(`${server.url}/api/imports/${tried.id}/changes/${pair.a}`, { headers: server.as('reviewer') });
    assert.equal(outline.headers.get('content-type'), 'application/geo+json');
    const { features } = await outline.json();
    assert.deepEqual(features[0].geometry, former.get(pair.a).geometry);
    assert.ok(features.some((one) => one.id === 'after') && features.length >= 3);
    for (const [path, as] of [[`${tried.id}/changes/${pair.far}`, 'reviewer'], [`${tried.id}/changes/${pair.a}`, 'admin'], [`${randomUUID()}/changes/${pair.a}`, 'reviewer']])
      assert.equal((await fetch(`${server.url}/api/imports/${path}`, { headers: server.as(as) })).status, 404, path);

    assert.deepEqual(await byId('villages'), former, 'a dry run stores nothing');
    const stored = await confirm(tried.id);
    assert.equal(stored.status, 201, JSON.stringify(stored.report).slice(0, 300));
    assert.deepEqual([stored.report.accepted, stored.report.unchanged], [former.size, former.size - 3]);
    const now = await byId('villages');
    const others = [...now].filter(([code, one]) => JSON.stringify(one) !== JSON.stringify(former.get(code))).map(([code]) => code);
    assert.deepEqual(others.sort(), [pair.a, pair.b, pair.far].sort());
    assert.equal(now.get(pair.far).properties.name, '新河口村');
    assert.deepEqual(counts((await send('areas', file, body)).report), [0, 0, former.size, 0], 'once it is stored it is what is held');

    assert.deepEqual((await undo(tried.id)).kept, []);
    assert.deepEqual(await byId('villages'), former);
  });

test('bases that were moved, renamed and left out: told, stored, the rest as it was', async () => {
  const former = await byId('bases');
  const ids = [...former.keys()].sort();
  const sums = async () => (await Promise.all(['women_employed', 'women_trained'].map((one) => asked(`/api/progress?campaign=skilled-wife&indicator=${one}`)))).map((one) => one.total.completed);
  const brought = await sums();
  assert.ok(brought.every((one) => one > 0));
  const { body } = await edited('bases.gpkg', await download('bases.gpkg', 'crs=gk'), {
    key: 'id',
    set: { [ids[1]]: { name: '改名基地' } },
    move: { [ids[2]]: [15, -20] },
    delete: [ids[3]],
    drop: ['status', 'since', 'area', 'area_name'],
    add: { photo: 'a.jpg' },
  });
  const tried = await send('bases', 'bases.gpkg', body);
  assert.deepEqual(counts(tried.report), [0, 2, ids.length - 3, 1], JSON.stringify(tried.report.changes?.rows.slice(0, 4) ?? tried.report));
  assert.equal(tried.report.changes.missing_stay, true);
  const rows = new Map(tried.report.changes.rows.map((row) => [row.id, row]));
  assert.deepEqual(rows.get(ids[1]).fields, [{ name: 'name', before: former.get(ids[1]).properties.name, after: '改名基地' }]);
  assert.equal(rows.get(ids[1]).moved_m, undefined);
  assert.ok(Math.abs(rows.get(ids[2]).moved_m - 25) < 0.05, String(rows.get(ids[2]).moved_m));
  assert.equal(rows.get(ids[3]).kind, 'missing');
  assert.equal((await confirm(tried.id)).status, 201);
  const now = await byId('bases');
  assert.deepEqual([...now.keys()].sort(), ids, 'nothing is removed for not being in a file');
  const changed = ids.filter((id) => JSON.stringify(now.get(id)) !== JSON.stringify(former.get(id)));
  assert.deepEqual(changed, [ids[1], ids[2]]);
  assert.deepEqual(await sums(), brought, 'what the file has no column for is not lost');
  assert.deepEqual((await undo(tried.id)).kept, []);
  assert.deepEqual(await byId('bases'), former);
});

test('what somebody else wrote since the dry run is told again before it is written over', async () => {
  const former = await byId('help-points');
  const [id] = [...former.keys()].sort();
  const rename = async (name) => (await edited('help-points.shp.zip', await download('help-points.shp.zip', 'encoding=gbk'), { key: 'ID', set: { [id]: { NAME: name } } })).body;
  const tried = await send('help-points', 'help-points.shp.zip', await rename('甲站'));
  const other = await send('help-points', 'help-points.shp.zip', await rename('乙站'), '', { as: 'planner' });
  assert.equal(other.status, 201);
  const late = await confirm(tried.id);
  assert.equal(late.status, 409);
  assert.equal(late.report.stored, false);
  assert.deepEqual(late.report.changes.rows[0].fields, [{ name: 'name', before: '乙站', after: '甲站' }]);
  assert.equal((await byId('help-points')).get(id).properties.name, '乙站');
  assert.deepEqual((await (await fetch(`${server.url}/api/imports/${tried.id}`, { headers: server.as('reviewer') })).json()).changes, late.report.changes);
  assert.equal((await confirm(tried.id)).status, 201);
  assert.equal((await byId('help-points')).get(id).properties.name, '甲站');
  await undo(tried.id);
  assert.equal((await byId('help-points')).get(id).properties.name, '乙站');
});

test('a new edition of villages alone goes on with the townships when the rest is kept', async () => {
  const body = await download('villages.gpkg', 'crs=EPSG:4490');
  const { report: whole } = await send('areas', 'villages.gpkg', body, '&dry_run=true&valid_from=2026-01-01');
  assert.equal(whole.changes.missing_stay, false);
  assert.ok(whole.notes.some((note) => /township|乡/.test(note)));
  const { body: fewer } = await edited('villages.gpkg', body, { key: 'code', delete: [pair.far] });
  const left = await send('areas', 'villages.gpkg', fewer, '&dry_run=true&valid_from=2026-01-01');
  assert.deepEqual(left.report.changes.rows.filter((row) => row.kind === 'missing').map((row) => row.code), [pair.far]);
  const { id, status, report } = await send('areas', 'villages.gpkg', fewer, '&valid_from=2026-01-01&rest=keep');
  assert.equal(status, 201);
  assert.equal(report.changes.missing_stay, true);
  const day = '?limit=10000&as_of=2026-02-01';
  for (const layer of ['townships', 'villages'])
    assert.equal((await asked(`/ogc/collections/${layer}/items${day}`)).features.length, (await items(layer)).length, layer);
  assert.equal((await asked('/api/editions')).editions.length, 2);
  await undo(id);
  assert.equal((await asked('/api/editions')).editions.length, 1);
  assert.equal((await send('areas', 'villages.gpkg', fewer, '&dry_run=true&rest=perhaps')).status, 400);
});

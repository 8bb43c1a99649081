// SPDX-License-Identifier: Apache-2.0
// What a person meets when sending many things at once: lists, receipts, imports, their tables and their doubts.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { createHash, randomUUID } from 'node:crypto';
import { kmz } from './bad_inputs/made_files.mjs';
import { sampleServer } from './program.mjs';
import { assertToldFromWhere } from './told_from_where.mjs';

let server;
let field;
let home;
before(async () => {
  server = await sampleServer();
  field = server.as('field');
  const page = await (await fetch(`${server.url}/ogc/collections/courtyards/items?limit=2000`, { headers: field })).json();
  const feature = page.features.find((f) => f.properties.status === 'recommended') ?? page.features[0];
  home = { id: feature.id, area: feature.properties.area, lon: feature.geometry.coordinates[0], lat: feature.geometry.coordinates[1] };
});
after(async () => server.remove());

const send = (method, path, body, headers = {}) =>
  fetch(server.url + path, {
    method,
    headers: { 'content-type': 'application/json', ...headers },
    body: body === undefined || typeof body === 'string' || body instanceof Uint8Array ? body : JSON.stringify(body),
  });

const visit = (more = {}) => ({
  campaign: 'beautiful-courtyard',
  observed_at: '2026-03-01T09:30:00+08:00',
  lon: home.lon,
  lat: home.lat,
  household: home.id,
  outcome: 'accepted',
  ...more,
});

/** The canonical text of docs/API.md, as a phone writes it. */
function contentHash(record) {
  const full = { datum: 'wgs84', position_source: 'gps', ...record, observed_at: new Date(record.observed_at).toISOString() };
  const kept = Object.entries(full).filter(([, v]) => v !== null && v !== '' && !(typeof v === 'object' && Object.keys(v).length === 0));
  const sorted = (value) =>
    value && typeof value === 'object' && !Array.isArray(value)
      ? Object.fromEntries(Object.keys(value).sort().map((key) => [key, sorted(value[key])]))
      : value;
  return createHash('sha256').update(JSON.stringify(sorted(Object.fromEntries(kept)))).digest('hex');
}

test('a receipt carries the content hash that a phone computes', async () => {
  const id = randomUUID();
  const record = visit({ note: '第一行\n"二"', accuracy_m: 6.0, scores: { order: 10, civility: 2.5 }, photos: ['a'.repeat(64)] });
  const answer = await send('PUT', `/api/inspections/${id}`, record, field);
  assert.equal(answer.status, 201);
  const receipt = await answer.json();
  assert.equal(receipt.content_hash, contentHash({ id, ...record }));
  const again = await send('PUT', `/api/inspections/${id}`, record, field);
  assert.equal(again.status, 200);
  assert.deepEqual(await again.json(), receipt);

  const held = await (await send('POST', '/api/receipts/check', { hashes: [receipt.content_hash, 'f'.repeat(64)] }, field)).json();
  assert.deepEqual(
    held.receipts.map((r) => [r.held, r.id, r.revision]),
    [
      [true, id, receipt.revision],
      [false, undefined, undefined],
    ],
  );
});

test('of what others hold outside one\'s scope nothing is told', async () => {
  const page = await (await fetch(`${server.url}/ogc/collections/courtyards/items?limit=10000`, { headers: server.as('reviewer') })).json();
  const far = page.features.find((f) => f.properties.area && f.properties.area.slice(0, 9) !== home.area.slice(0, 9));
  const id = randomUUID();
  const record = visit({ household: far.id, lon: far.geometry.coordinates[0], lat: far.geometry.coordinates[1] });
  const receipt = await (await send('PUT', `/api/inspections/${id}`, record, server.as('reviewer'))).json();
  const asked = { hashes: [receipt.content_hash] };
  assert.equal((await (await send('POST', '/api/receipts/check', asked, server.as('reviewer'))).json()).receipts[0].held, true);
  assert.deepEqual((await (await send('POST', '/api/receipts/check', asked, field)).json()).receipts, [
    { hash: receipt.content_hash, held: false },
  ]);
});

test('receipts are asked for by hash, at most 10,000 at once', async () => {
  assert.equal((await send('POST', '/api/receipts/check', { hashes: ['xyz'] }, field)).status, 400);
  assert.equal((await send('POST', '/api/receipts/check', {}, field)).status, 400);
  const many = Array.from({ length: 10_000 }, (_, i) => i.toString(16).padStart(64, '0'));
  const answer = await send('POST', '/api/receipts/check', { hashes: many }, field);
  assert.equal(answer.status, 200);
  assert.equal((await answer.json()).receipts.length, 10_000);
  assert.equal((await send('POST', '/api/receipts/check', { hashes: [...many, many[0]] }, field)).status, 413);
});

test('each record of a list gets its own answer, in the order sent', async () => {
  const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()];
  const first = { id: a, ...visit() };
  const list = [
    first,
    { id: b, ...visit({ outcome: 'splendid' }) },
    { id: c, ...visit({ household: '' }) },
    first,
    { ...first, note: 'another' },
    { id: 'no uuid', ...visit() },
    { ...visit() },
    { id: randomUUID(), ...visit({ household: 'nobody' }) },
    7,
  ];
  const answer = await send('POST', '/api/inspections', list, field);
  assert.equal(answer.status, 200);
  const told = await answer.json();
  assert.deepEqual(
    told.records.map((r) => r.answer.status),
    [201, 422, 201, 200, 409, 422, 422, 422, 422],
  );
  assert.deepEqual([told.stored, told.known, told.refused], [2, 1, 6]);
  assert.equal(told.records[1].answer.errors[0].code, 'status.unknown');
  assert.equal(told.records[4].answer.code, 'id.conflict');
  assert.equal(told.records[7].answer.code, 'household.unknown');
  const single = await (await send('PUT', `/api/inspections/${a}`, visit(), field)).json();
  assert.deepEqual(told.records[0].answer.receipt, single);
  assert.equal(told.records[0].answer.receipt.content_hash, contentHash(first));
});

test('a list comes as one record a line too, and is bounded', async () => {
  const id = randomUUID();
  const lines = `${JSON.stringify({ id, ...visit() })}\n{broken\n\n`;
  const told = await (await send('POST', '/api/inspections', lines, { ...field, 'content-type': 'application/x-ndjson' })).json();
  assert.deepEqual(
    told.records.map((r) => r.answer.status),
    [201, 422],
  );
  assert.equal((await send('POST', '/api/inspections', '[{]', field)).status, 400);
  assert.equal((await send('POST', '/api/inspections', '[]', field)).status, 400);
  const many = Array.from({ length: 1_001 }, () => ({ id: randomUUID(), ...visit({ note: 'x' }) }));
  assert.equal((await send('POST', '/api/inspections', many, field)).status, 413);
  const full = await (await send('POST', '/api/inspections', many.slice(1), field)).json();
  assert.equal(full.stored, 1_000);
});

test('a decision told again answers with the receipt of the first', async () => {
  const reviewer = server.as('reviewer');
  const household = await someRecommended();
  const decision = { household, campaign: 'beautiful-courtyard', to: 'checked', decided_on: '2026-04-01', reason: 'seen' };
  const first = await send('POST', '/api/decisions', decision, reviewer);
  assert.equal(first.status, 201, await first.clone().text());
  const receipt = await first.json();
  await send('PUT', `/api/inspections/${randomUUID()}`, visit(), field);
  const again = await send('POST', '/api/decisions', decision, reviewer);
  assert.equal(again.status, 200);
  assert.deepEqual(await again.json(), receipt);
  const held = await (await send('POST', '/api/receipts/check', { hashes: [receipt.content_hash] }, reviewer)).json();
  assert.equal(held.receipts[0].kind, 'decision');
  assert.equal(held.receipts[0].revision, receipt.revision);
});

async function someRecommended() {
  const page = await (await fetch(`${server.url}/ogc/collections/courtyards/items?limit=5000`, { headers: server.as('reviewer') })).json();
  return page.features.find((f) => f.properties.status === 'recommended').id;
}

const importFile = async (query, body, { method = 'PUT', id = randomUUID(), as = 'reviewer', path = '' } = {}) => {
  const answer = await send(method, `/api/imports/${id}${path}?${query}`, body, server.as(as));
  return { id, status: answer.status, headers: answer.headers, report: await answer.json() };
};
const heldHousehold = async () => (await fetch(`${server.url}/api/households/${home.id}`, { headers: server.as('reviewer') })).json();
const csvOf = (rows) => rows.map((row) => row.map((v) => (/[",\n]/.test(v) ? `"${v.replaceAll('"', '""')}"` : v)).join(',')).join('\r\n') + '\r\n';

/** A file with a row of each class. */
async function fileOfEveryClass() {
  const held = await heldHousehold();
  const header = ['户号', '户主', '地址', '村代码', '经度', '纬度', '登记日期'];
  const at = [String(held.lon), String(held.lat)];
  const same = [held.id, held.name, held.address, held.declared_area ?? '', ...at, held.registered_on];
  return csvOf([
    header,
    same,
    ['N-1', '李', '新村1号', held.declared_area, ...at, '2024-01-01'],
    ['N-2', '赵', '远方', '', '60.5', '45.5', '2024-01-01'],
    ['N-3', '钱', '新村3号', held.declared_area, ...at, '2024-02-31'],
  ]);
}

test('a dry run shows every row by class, and the import itself the same report', async () => {
  const file = await fileOfEveryClass();
  const tried = await importFile('kind=households&accept=valid&dry_run=true&filename=a.csv', file);
  assert.equal(tried.status, 200, JSON.stringify(tried.report).slice(0, 400));
  assert.ok(tried.headers.get('courtyard-waits-until'));
  const { table, doubtful } = tried.report;
  assert.deepEqual(table.counts, { matched: 0, new: 1, unchanged: 1, conflicting: 0, outside: 1, refused: 1 });
  assert.deepEqual(
    table.rows.map((r) => [r.row, r.class, r.id]),
    [
      [2, 'unchanged', home.id],
      [3, 'new', 'N-1'],
      [4, 'outside', 'N-2'],
      [5, 'refused', null],
    ],
  );
  assert.equal(table.rows[1].area, (await heldHousehold()).declared_area);
  assert.equal(doubtful.type, 'FeatureCollection');
  assert.deepEqual(
    doubtful.features.map((f) => [f.properties.row, f.properties.class, f.geometry.coordinates]),
    [[4, 'outside', [60.5, 45.5]]],
  );
  assert.equal(tried.report.content_hash, createHash('sha256').update(file).digest('hex'));

  const done = await importFile('kind=households&accept=valid&filename=a.csv', file, { id: tried.id });
  assert.equal(done.status, 201);
  const stored = ({ stored: _s, revision: _r, ...rest }) => JSON.stringify(rest);
  assert.equal(stored(done.report), stored(tried.report));
  assert.deepEqual([tried.report.stored, done.report.stored], [false, true]);

  const corrected = file.replace('新村1号', '新村甲1号').replace('2024-02-31', '2024-02-29');
  const next = await importFile('kind=households&accept=valid&dry_run=true', corrected);
  assert.equal(next.report.table.counts.conflicting, 1);
  const conflict = next.report.table.rows.find((r) => r.class === 'conflicting');
  assert.equal(conflict.id, 'N-1');
  assert.deepEqual(conflict.differences, [{ field: 'address', stored: '新村1号', given: '新村甲1号' }]);
});

test('a dry run is confirmed by its id, once, and by nobody else', async () => {
  const held = await heldHousehold();
  const file = csvOf([
    ['编码', '村', 'E', 'N'],
    ['C-1', held.declared_area, String(held.lon), String(held.lat)],
  ]);
  const query = 'kind=households&map=编码=id&map=村=area&map.lon=E&map.lat=N&set=registered_on=2024-05-01&set.name=王&filename=c.csv';
  const tried = await importFile(`${query}&dry_run=true`, file);
  assert.equal(tried.status, 200, JSON.stringify(tried.report).slice(0, 400));
  assert.deepEqual(tried.report.columns.recognised.id, { column: '编码', by: 'map' });
  assert.deepEqual(tried.report.columns.recognised.registered_on, { value: '2024-05-01', by: 'set' });
  const waiting = await fetch(`${server.url}/api/imports/${tried.id}`, { headers: server.as('reviewer') });
  assert.deepEqual(await waiting.json(), tried.report);
  assert.equal((await importFile('', undefined, { method: 'POST', id: tried.id, path: '/confirm', as: 'admin' })).status, 404);
  assert.equal((await importFile('kind=households', file, { id: tried.id, as: 'admin' })).status, 409);

  const done = await importFile('', undefined, { method: 'POST', id: tried.id, path: '/confirm' });
  assert.equal(done.status, 201, JSON.stringify(done.report).slice(0, 400));
  assert.deepEqual(done.report.columns, tried.report.columns);
  const again = await importFile('', undefined, { method: 'POST', id: tried.id, path: '/confirm' });
  assert.equal(again.status, 200);
  assert.equal(again.headers.get('idempotency-replayed'), 'true');
  const household = await (await fetch(`${server.url}/api/households/C-1`, { headers: server.as('reviewer') })).json();
  assert.deepEqual([household.name, household.registered_on], ['王**', '2024-05-01']);

  const replay = await importFile(query, file, { id: tried.id });
  assert.equal(replay.status, 200);
  assert.equal((await importFile(query, file + '\r\n', { id: tried.id })).status, 409);
  const report = await fetch(`${server.url}/api/imports/${tried.id}`, { headers: server.as('reviewer') });
  assert.deepEqual(await report.json(), again.report);
  assert.equal((await fetch(`${server.url}/api/imports/${tried.id}`, { headers: field })).status, 404);
  const list = await (await fetch(`${server.url}/api/imports`, { headers: server.as('reviewer') })).json();
  const listed = list.imports.find((one) => one.id === tried.id);
  assert.deepEqual([listed.kind, listed.file_name, listed.undone], ['households', 'c.csv', false]);
  assert.ok(!(await (await fetch(`${server.url}/api/imports`, { headers: field })).json()).imports.some((one) => one.id === tried.id));
});

test('every row of a dry run that has a position tells it, and nothing is stored', async () => {
  const file = await fileOfEveryClass();
  const before = (await (await fetch(`${server.url}/api/progress`, { headers: server.as('reviewer') })).json()).total.registered;
  const tried = await importFile('kind=households&filename=所有.csv&dry_run=true', file);
  const placed = tried.report.table.rows.filter(({ lon }) => lon !== undefined);
  const held = await heldHousehold();
  assert.deepEqual(placed.map(({ row, lon, lat }) => [row, lon, lat]), [
    [2, held.lon, held.lat],
    [3, held.lon, held.lat],
    [4, 60.5, 45.5],
  ]);
  assert.equal(tried.report.table.rows.find(({ class: row }) => row === 'refused').lon, undefined);
  assert.equal((await (await fetch(`${server.url}/api/progress`, { headers: server.as('reviewer') })).json()).total.registered, before);
});

test('what an undo would keep is told beforehand, and told so it changes nothing', async () => {
  const held = await heldHousehold();
  const file = csvOf([
    ['户号', '户主', '地址', '村代码', '经度', '纬度', '登记日期'],
    ['U-1', '孙', '新村1号', held.declared_area, String(held.lon), String(held.lat), '2024-01-01'],
    ['U-2', '周', '新村2号', held.declared_area, String(held.lon), String(held.lat), '2024-01-01'],
  ]);
  const done = await importFile('kind=households&filename=撤.csv', file);
  assert.equal(done.status, 201, JSON.stringify(done.report).slice(0, 300));
  const point = { ...visit(), household: 'U-2' };
  assert.equal((await send('PUT', `/api/inspections/${randomUUID()}`, point, server.as('reviewer'))).status, 201);
  const undo = async (query, as = 'reviewer') => {
    const answer = await fetch(`${server.url}/api/imports/${done.id}${query}`, { method: 'DELETE', headers: server.as(as) });
    return { status: answer.status, ...(await answer.json()) };
  };
  const before = await undo('?dry_run=true');
  assert.deepEqual([before.status, before.undone], [200, false]);
  assert.deepEqual(before.kept, [{ kind: 'household', id: 'U-2', reason: 'later_inspection' }]);
  assert.deepEqual(await undo('?dry_run=true'), before, 'it may be asked again');
  assert.equal((await undo('?dry_run=perhaps')).status, 400);
  assert.equal((await undo('?dry_run=true', 'field')).status, 404);
  for (const id of ['U-1', 'U-2']) assert.equal((await fetch(`${server.url}/api/households/${id}`, { headers: server.as('reviewer') })).status, 200);
  const after = await undo('');
  assert.deepEqual([after.undone, after.kept], [true, before.kept]);
  assert.equal(after.revision, before.revision + 1);
  assert.equal((await fetch(`${server.url}/api/households/U-1`, { headers: server.as('reviewer') })).status, 404);
  assert.deepEqual(await undo('?dry_run=true'), { ...after, revision: after.revision });
});

test('a planner brings a file of targets and takes it back, and brings no households', async () => {
  const header = 'campaign,indicator,area,period,value,approved_on,approved_by\n';
  const path = '/api/targets/beautiful-courtyard/courtyards/410199100/2024';
  const value = async () => (await (await fetch(server.url + path, { headers: server.as('planner') })).json()).versions.at(-1)?.value;
  const before = await value();
  const done = await importFile('kind=targets&filename=任务.csv', `${header}beautiful-courtyard,courtyards,410199100,2024,777,2026-01-20,县妇联\n`, { as: 'planner' });
  assert.equal(done.status, 201, JSON.stringify(done.report).slice(0, 500));
  assert.equal(await value(), 777);
  const list = await (await fetch(`${server.url}/api/imports`, { headers: server.as('planner') })).json();
  assert.deepEqual(list.imports.map(({ id }) => id), [done.id], 'one’s own alone');
  assert.equal((await importFile('kind=households', await fileOfEveryClass(), { as: 'planner' })).status, 403);
  const undone = await fetch(`${server.url}/api/imports/${done.id}`, { method: 'DELETE', headers: server.as('planner') });
  assert.equal(undone.status, 200, await undone.clone().text());
  assert.equal(await value(), before);
});

test('a file whose columns do not fit is answered with what a person needs to map them', async () => {
  const refused = await importFile('kind=inspections', csvOf([['谁', '经度', '纬度', '什么'], ['甲', '113', '34', 'x'], ['乙', '113', '34', 'x']]));
  assert.equal(refused.status, 422);
  assert.equal(refused.report.code, 'column.missing');
  const { columns } = refused.report;
  assert.deepEqual(columns.recognised.lon, { column: '经度', by: 'header' });
  assert.deepEqual(
    columns.missing.map((m) => m.field),
    ['campaign', 'observed_at', 'outcome'],
  );
  assert.deepEqual(columns.candidates, [
    { column: '谁', samples: ['甲', '乙'] },
    { column: '什么', samples: ['x'] },
  ]);
  const wrong = await importFile('kind=inspections&map=什么', csvOf([['谁'], ['甲']]));
  assert.deepEqual([wrong.status, wrong.report.code], [400, 'parameter.invalid']);
  const unknown = await importFile('kind=inspections&map=什么=nothing', csvOf([['什么'], ['甲']]));
  assert.equal(unknown.report.code, 'column.unknown');
});

test('an encoding is settled by the sender, never against the bytes', async () => {
  const held = await heldHousehold();
  // 户号,地址,村代码 / G-1,浣犲ソ,... in UTF-8 also reads as GB18030.
  const text = csvOf([['id', 'address', 'area'], ['G-1', '你好', held.declared_area]]);
  const asUtf8 = await importFile('kind=households&dry_run=true&encoding=utf-8', text);
  assert.equal(asUtf8.report.encoding, 'UTF-8');
  const asGbk = await importFile('kind=households&dry_run=true&encoding=gbk', text);
  assert.equal(asGbk.report.encoding, 'GB18030');
  const gbk = Buffer.from([0x69, 0x64, 0x2c, 0x61, 0x64, 0x64, 0x72, 0x65, 0x73, 0x73, 0x0a, 0x31, 0x2c, 0xc4, 0xe3, 0x0a]);
  const against = await importFile('kind=households&dry_run=true&encoding=utf-8', gbk);
  assert.deepEqual([against.status, against.report.code], [422, 'file.encoding']);
  const utf16 = Buffer.from('\ufeffid,address\r\n1,你好\r\n', 'utf16le');
  const refused = await importFile('kind=households&dry_run=true', utf16);
  assert.deepEqual([refused.status, refused.report.code], [422, 'file.encoding']);
  assert.equal((await importFile('kind=households&encoding=latin1', text)).report.code, 'encoding.unknown');
});

test('a template that was filled in is accepted', async () => {
  const held = await heldHousehold();
  for (const kind of ['households', 'inspections', 'bases', 'help-points', 'targets', 'decisions', 'areas']) {
    const csv = await fetch(`${server.url}/api/imports/templates/${kind}.csv`, { headers: field });
    assert.equal(csv.status, 200);
    const header = (await csv.text()).replace('\ufeff', '').trim();
    assert.match(header, /\([a-z_]+\)/);
    const xlsx = await fetch(`${server.url}/api/imports/templates/${kind}.xlsx`, { headers: field });
    assert.equal(xlsx.status, 200);
    const book = new Uint8Array(await xlsx.arrayBuffer());
    const empty = await importFile(`kind=${kind}&dry_run=true&filename=t.xlsx`, book);
    assert.equal(empty.status, 200, `${kind}: ${JSON.stringify(empty.report).slice(0, 300)}`);
    assert.deepEqual([empty.report.rows, empty.report.columns.ignored], [0, []], kind);
  }
  const header = (await (await fetch(`${server.url}/api/imports/templates/households.csv`, { headers: field })).text()).trim();
  const values = { id: 'T-1', name: '孙', address: '新村9号', area: held.declared_area, registered_on: '2024-03-01' };
  const row = header.split(',').map((h) => values[h.match(/\(([a-z_]+)\)/)[1]] ?? '');
  const filled = await importFile('kind=households&filename=t.csv', `${header}\r\n${row.join(',')}\r\n`);
  assert.equal(filled.status, 201, JSON.stringify(filled.report).slice(0, 300));
  assert.equal((await fetch(`${server.url}/api/imports/templates/nothing.csv`, { headers: field })).status, 404);
});

/** How a column is called where a format has names of its own. */
const inFormat = {
  xlsx: { id: '编号 (id)', since: '起始日 (since)', status: '状态 (status)', completed_on: '达标日期 (completed_on)', revoked_on: '摘牌日期 (revoked_on)' },
  'shp.zip': { id: 'ID', since: 'SINCE', status: 'STATUS', completed_on: 'DONE_ON', revoked_on: 'REVOKED_ON' },
};

/** What the server does not export itself, made of what it does. */
const madeOf = {
  kmz: ['kml', (bytes) => kmz(Buffer.from(bytes))],
  topojson: ['geojson', (bytes) => {
    const { features } = JSON.parse(Buffer.from(bytes).toString());
    const geometries = features.map(({ geometry, properties }) => ({ ...geometry, properties }));
    return Buffer.from(JSON.stringify({ type: 'Topology', objects: { points: { type: 'GeometryCollection', geometries } }, arcs: [] }));
  }],
};

test('every format of the house brings inspection points and households', async () => {
  const area = home.area.slice(0, 9);
  for (const [layer, kind, mapping] of [
    ['inspections', 'inspections', { note: 'id', observed_at: 'since', outcome: 'status' }],
    ['courtyards', 'households', { id: 'id', registered_on: 'since', address: 'completed_on', name: 'revoked_on' }],
  ]) {
    const counts = new Set();
    for (const format of ['csv', 'xlsx', 'geojson', 'gpkg', 'fgb', 'shp.zip', 'kml', 'kmz', 'topojson']) {
      const [source, made] = madeOf[format] ?? [format, (bytes) => new Uint8Array(bytes)];
      const exported = await fetch(`${server.url}/api/exports/${layer}.${source}?area=${area}`, { headers: server.as('reviewer') });
      assert.equal(exported.status, 200);
      const query = new URLSearchParams({ kind, dry_run: 'true', filename: `f.${format.replace('shp.', '')}`, datum: 'cgcs2000' });
      for (const [name, column] of Object.entries(mapping)) {
        query.append(`map.${name}`, (inFormat[format] ?? {})[column] ?? column);
      }
      query.append('set', kind === 'inspections' ? 'campaign=beautiful-courtyard' : 'status=registered');
      const tried = await importFile(query.toString(), made(await exported.arrayBuffer()));
      assert.equal(tried.status, 200, `${layer}.${format}: ${JSON.stringify(tried.report).slice(0, 400)}`);
      assert.ok(tried.report.rows > 0, `${layer}.${format}`);
      counts.add(`${tried.report.rows} ${tried.report.accepted}`);
      assert.equal(tried.report.accepted, tried.report.rows, `${layer}.${format}: ${JSON.stringify(tried.report.rejections[0])}`);
    }
    assert.equal(counts.size, 1, `${layer}: ${[...counts]}`);
  }
});

test('a GPX with tracks alone is refused and says what to do', async () => {
  const gpx = '<?xml version="1.0"?><gpx version="1.1" creator="t" xmlns="http://www.topografix.com/GPX/1/1"><trk><trkseg><trkpt lat="34.7" lon="113.6"><time>2026-03-01T01:00:00Z</time></trkpt></trkseg></trk></gpx>';
  const refused = await importFile('kind=inspections&campaign=beautiful-courtyard&filename=walk.gpx', gpx, { as: 'field' });
  assert.equal(refused.status, 422);
  assert.equal(refused.report.code, 'gpx.no_waypoints');
});

test('what two teams say differently of a household is kept, shown to a reviewer, and settled with a reason', async () => {
  const reviewer = server.as('reviewer');
  const held = await heldHousehold();
  const file = (address) => csvOf([['id', 'address', 'area', 'registered_on'], ['K-1', address, held.declared_area, '2024-01-01']]);
  const conflicting = async () => (await (await fetch(`${server.url}/api/quality`, { headers: reviewer })).json()).flags.conflicting ?? 0;
  const before = await conflicting();
  assert.equal((await importFile('kind=households', file('甲路1号'), { as: 'reviewer' })).status, 201);
  assert.equal((await importFile('kind=households', file('乙路2号'), { as: 'admin' })).status, 201);
  const household = async (as = 'reviewer') => (await fetch(`${server.url}/api/households/K-1`, { headers: server.as(as) })).json();
  const shown = await household();
  assert.equal(shown.address, '乙路2号');
  assert.equal(shown.conflicts.length, 1);
  assert.equal(shown.conflicts[0].field, 'address');
  assert.deepEqual(
    shown.conflicts[0].values.map((v) => v.value),
    ['甲路1号', '乙路2号'],
  );
  assert.equal(await conflicting(), before + 1);
  const rows = (await (await fetch(`${server.url}/api/quality?area=${held.declared_area}`, { headers: reviewer })).json()).rows;
  assert.deepEqual([rows.length, rows[0].code], [1, held.declared_area]);

  const resolve = (body, headers = reviewer) => send('POST', '/api/households/K-1/resolve', body, headers);
  assert.equal((await resolve({ field: 'address', choice: 0, reason: 'x' }, field)).status, 403);
  assert.equal((await resolve({ field: 'address', choice: 2, reason: 'x' })).status, 422);
  assert.equal((await resolve({ field: 'colour', value: 'x', reason: 'x' })).status, 422);
  assert.equal((await resolve({ field: 'address', choice: 0 })).status, 422);
  const settled = await resolve({ field: 'address', choice: 0, reason: '现场核对' });
  assert.equal(settled.status, 200);
  assert.deepEqual((await settled.json()).conflicts, []);
  assert.equal((await household()).address, '甲路1号');
  assert.equal(await conflicting(), before);
  const history = await (await fetch(`${server.url}/api/households/K-1/history`, { headers: reviewer })).json();
  assert.equal(history.resolutions[0].reason, '现场核对');
  assert.equal(history.resolutions[0].field, 'address');
});

test('whatever was done here is told of with the address it came from', () => assertToldFromWhere(server, 'import.store', 'import.undo', 'household.resolve'));

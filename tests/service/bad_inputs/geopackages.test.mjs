// SPDX-License-Identifier: Apache-2.0
// GeoPackages are databases: triggers, views and virtual tables come with them, and pages may be broken.
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { hostileGround } from './hostile_ground.mjs';
import { withSql } from './made_files.mjs';

const ground = hostileGround();
let exported;
/** Our own export, as a planner's program would send it back. */
async function soundFile() {
  exported ??= Buffer.from(await (await ground.get('/api/exports/villages.gpkg')).arrayBuffer());
  return exported;
}
const ask = (bytes, more = {}) => ground.import('areas', bytes, { filename: 'a.gpkg', ...more });
async function told(bytes, more) {
  const answer = await ask(bytes, { dry_run: 'true', ...more });
  const text = await answer.text();
  ground.assertDiscreet(text);
  assert.ok([200, 413, 415, 422].includes(answer.status), text.slice(0, 400));
  return { status: answer.status, body: JSON.parse(text) };
}
test('a sound GeoPackage is read: what follows differs by one thing each', async () => {
  const sound = await soundFile();
  const { status, body } = await told(sound);
  assert.equal(status, 200, JSON.stringify(body));
  assert.ok(body.rows > 10);
});

// A GeoPackage that has an index of its places has triggers by its own standard: they are no reason to refuse it, and never run.
test('triggers never run: the file is opened to be read, and its rows are as they were', async () => {
  const sound = await soundFile();
  const { body } = await told(sound);
  const triggered = withSql(sound, [
    "CREATE TRIGGER t1 AFTER INSERT ON gpkg_contents BEGIN SELECT load_extension('/tmp/x.so'); END",
    'CREATE TRIGGER t2 BEFORE UPDATE ON gpkg_contents BEGIN DELETE FROM gpkg_contents; END',
    'CREATE TRIGGER t3 AFTER DELETE ON villages BEGIN DELETE FROM villages; END',
  ]);
  const again = await told(triggered);
  assert.equal(again.status, 200, JSON.stringify(again.body));
  assert.deepEqual([again.body.rows, again.body.accepted], [body.rows, body.accepted]);
});

const listed = (name) => `INSERT INTO gpkg_contents(table_name, data_type, identifier) VALUES ('${name}', 'attributes', '${name}')`;
/** Refused as a program in a file of data, whether the layer is asked for by its name or not. */
async function refusedProgram(statements, name) {
  const bytes = withSql(await soundFile(), statements);
  for (const more of [{ layer: name }, {}]) {
    const problem = await ground.refused(() => ask(bytes, more), 422, 'geopackage.view');
    assert.equal(problem.subject, name);
  }
}
/** Past SQLite, which would write the kind and the words its own way. */
const written = (type, sql) => `INSERT INTO sqlite_master(type, name, tbl_name, rootpage, sql) VALUES ('${type}', 'x', 'x', 0, '${sql}')`;

const endless = 'CREATE VIEW forever AS WITH RECURSIVE c(x) AS (SELECT 1 UNION ALL SELECT x+1 FROM c) SELECT x AS id, x AS name FROM c';
test('a view that counts for ever is refused, and never asked where it is not listed', async () => {
  await refusedProgram([endless, listed('forever')], 'forever');
  const unlisted = withSql(await soundFile(), [endless]);
  await ground.refused(() => ask(unlisted, { layer: 'forever' }), 422, 'file.layer');
  const { status, body } = await told(unlisted);
  assert.equal(status, 200, JSON.stringify(body));
  assert.equal(body.rows, (await told(await soundFile())).body.rows);
});

test('a view that reads what is not listed, or calls what it must not, is refused', async () => {
  for (const body of ["SELECT load_extension('/tmp/x.so') AS id", "SELECT writefile('/tmp/planted', 'x') AS id", "SELECT readfile('/etc/passwd') AS id", 'SELECT sql AS id FROM sqlite_master', "SELECT ogr_deflate('x') AS id", "SELECT ST_GeomFromText('POINT(0 0)') AS id", "SELECT hex(randomblob(2000000000)) AS id", "SELECT printf('%.*c', 2000000000, 'x') AS id"])
    await refusedProgram([`CREATE VIEW v AS ${body}`, listed('v')], 'v');
  await refusedProgram([written('VIEW', 'CREATE VIEW x AS SELECT 1 AS id'), listed('x')], 'x');
});

test('a virtual table is refused, however it is written', async () => {
  for (const [name, sql] of [['f', 'CREATE VIRTUAL TABLE f USING fts5(a, b)'], ['r', 'CREATE VIRTUAL TABLE r USING rtree(id, a, b)']]) await refusedProgram([sql, listed(name)], name);
  for (const sql of ["CREATE VIRTUAL TABLE x USING VirtualOGR(''/etc/passwd'')", "CREATE VIRTUAL TABLE x USING csv(filename=''/etc/passwd'')", 'CREATE VIRTUAL TABLE x USING dbstat', "CREATE/**/VIRTUAL TABLE x USING VirtualOGR(''/etc/passwd'')", 'create  virtual table x using dbstat'])
    for (const type of ['table', 'TABLE']) await refusedProgram([written(type, sql), listed('x')], 'x');
});

test('a broken page is told, in whatever page it is', async () => {
  const sound = await soundFile();
  const rows = (await told(sound)).body.rows;
  for (let at = 100; at < sound.length; at += Math.floor(sound.length / 12)) {
    const bent = Buffer.from(sound);
    bent.fill(0xff, at, Math.min(at + 600, bent.length));
    const { status, body } = await told(bent);
    if (status === 200) assert.ok(body.rejected > 0 || body.rows <= rows, `page at ${at}`);
  }
  for (const length of [16, 100, 1000, 4096, sound.length >> 1, sound.length - 1]) await ground.refusedAny(() => ask(sound.subarray(0, length)), [415, 422]);
});

test('a database that is no GeoPackage is refused', async () => {
  await ground.refusedAny(() => ask(withSql(Buffer.alloc(0), ['CREATE TABLE household(id, name)', "INSERT INTO household VALUES (1, 'x')"]), {}), [415, 422]);
});

test('a geometry that lies about itself is refused row by row', async () => {
  const sound = await soundFile();
  for (const blob of ["x''", "x'4750'", "x'47500001e6100000'", `x'47500001e6100000${'0103000000ffffff7f'}'`, `x'4750000fe6100000${'00'.repeat(8)}'`, `x'47500001e61000000107000000010000000107000000ffffffff'`]) {
    const { status, body } = await told(withSql(sound, [geometryUpdate(blob)]));
    if (status === 200) assert.ok(body.rejected > 0 || body.rows > 0, JSON.stringify(body).slice(0, 300));
  }
});

/** Sets every geometry, whatever the table is called, past the triggers of its index. */
function geometryUpdate(blob) {
  return `DELETE FROM sqlite_master WHERE type = 'trigger'; UPDATE "villages" SET geom = ${blob};`;
}

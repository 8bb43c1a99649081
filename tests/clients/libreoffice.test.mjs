// SPDX-License-Identifier: Apache-2.0
// A workbook opened in LibreOffice, as an official does: each cell is the interface's, numbers are numbers, codes keep their zeros.
import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { promisify } from 'node:util';
import { sampleServer } from '../service/program.mjs';
import { csvRows, not_in_tables, same } from './read_back.mjs';

const execute = promisify(execFile);
const there = (() => {
  try {
    execFileSync('soffice', ['--version']);
    return true;
  } catch {
    return false;
  }
})();
const skip = there ? false : 'LibreOffice is not here: script/bootstrap script/client-packages.txt installs it';

let server;
let folder;
before(async () => {
  if (!there) return;
  server = await sampleServer();
  folder = await mkdtemp(join(tmpdir(), 'courtyard-libreoffice-'));
});
after(async () => {
  if (!there) return;
  await server.remove();
  await rm(folder, { recursive: true });
});

const get = (path) => fetch(server.url + path, { headers: server.as('planner') });
/** The first sheet of a workbook as LibreOffice shows it: cells without their formats, UTF-8. */
async function opened(layer, query = '') {
  await writeFile(join(folder, `${layer}.xlsx`), Buffer.from(await (await get(`/api/exports/${layer}.xlsx${query}`)).arrayBuffer()));
  const form = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false';
  await execute('soffice', ['--headless', `-env:UserInstallation=file://${folder}/profile`, '--convert-to', form, '--outdir', folder, join(folder, `${layer}.xlsx`)]);
  const [head, ...rows] = csvRows(await readFile(join(folder, `${layer}.csv`), 'utf8'));
  const names = head.map((title) => title.match(/^[^\x00-\x7f].*\(([a-z_]+)\)$/)?.[1]);
  assert.ok(names.every(Boolean), `each column has a Chinese and an English name: ${head}`);
  return rows.map((row) => Object.fromEntries(names.map((name, i) => [name, row[i]])));
}

test('progress opens with every figure of the interface', { skip }, async () => {
  const { rows } = await (await get('/api/progress?level=village')).json();
  const cells = new Map((await opened('progress', '?level=village')).map((row) => [row.code, row]));
  assert.equal(cells.size, rows.length);
  for (const row of rows)
    for (const [name, value] of Object.entries(row)) {
      if (not_in_tables.has(name)) continue;
      const cell = cells.get(row.code)[name];
      assert.ok(cell !== undefined && same(cell, value), `${row.code}.${name}: ${cell}, not ${value}`);
    }
});

test('bases open with their names, days and positions', { skip }, async () => {
  const { features } = await (await get('/ogc/collections/bases/items?limit=10000')).json();
  const cells = new Map((await opened('bases')).map((row) => [row.id, row]));
  assert.equal(cells.size, features.length);
  for (const { id, properties, geometry } of features) {
    const row = cells.get(id);
    for (const [name, value] of Object.entries(properties)) assert.ok(name in row && same(row[name], value), `${id}.${name}: ${row[name]}, not ${value}`);
    assert.deepEqual([Number(row.lon), Number(row.lat)], geometry.coordinates);
  }
});

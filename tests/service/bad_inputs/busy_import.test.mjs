// SPDX-License-Identifier: Apache-2.0
// Row 48: while a hundred thousand rows come in, somebody reads slowly and a backup is made, tiles and figures keep being answered, nobody
// sees a part of the file, and the write-ahead log does not grow without end.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { open, readUntil } from '../armour/wire.mjs';
import { run } from '../program.mjs';
import { hostileGround } from './hostile_ground.mjs';

let folder;
const ground = hostileGround(withBackups());
after(() => rm(folder, { recursive: true }));

async function withBackups() {
  folder = await mkdtemp(join(tmpdir(), 'courtyard-busy-'));
  const key = join(folder, 'backup.key');
  const made = await run(['backup', '--new-key', key]);
  assert.equal(made.code, 0, made.err);
  const file = join(folder, 'courtyard.toml');
  await writeFile(file, `backup_dir = "${join(folder, 'backups')}"\nbackup_key = "${key}"\nbackup_changes_seconds = 1\n`);
  return ['--config', file];
}
const rows = 100_000;
const mostLogMiB = 64;

test('tiles and figures go on while a hundred thousand rows come in, and show all of them or none', async () => {
  const { lon, lat } = ground.household;
  const file = ['id,lon,lat,registered_on'];
  for (let i = 0; i < rows; i++) file.push(`busy-${i},${(lon + ((i % 317) - 158) * 1e-6).toFixed(7)},${(lat + (Math.floor(i / 317) - 158) * 1e-6).toFixed(7)},2024-05-01`);
  const tileOf = (z) => {
    const row = (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2;
    return `${z}/${Math.floor(((lon + 180) / 360) * 2 ** z)}/${Math.floor(row * 2 ** z)}`;
  };
  const progress = async () => (await ground.get('/api/progress?as_of=2024-06-01')).json();
  const households = async () => (await ground.json('/ogc/collections/courtyards/items?limit=1', ground.as('field'))).numberMatched;
  const countBefore = await households();

  const backups = () => ground.json('/api/backups', ground.as('admin'));
  const backedUp = async (count) => {
    let state = await backups();
    // The runner's own time limit ends what never is.
    while (state.backups.length < count || state.running) {
      assert.equal(state.failed, null, JSON.stringify(state));
      await new Promise((later) => setTimeout(later, 20));
      state = await backups();
    }
    return state;
  };
  // The one that is made at the start.
  await backedUp(1);

  // Somebody who took the head of a long answer and reads no further.
  const slow = open(ground.url);
  await once(slow, 'connect');
  slow.write(`GET /api/exports/courtyards.geojson HTTP/1.1\r\nHost: a\r\nAuthorization: ${ground.as('planner').authorization}\r\n\r\n`);
  await readUntil(slow, '\r\n\r\n');
  slow.pause();

  let done = false;
  let largestLog = 0;
  const answered = { tiles: 0, figures: 0 };
  const counts = new Set();
  const tags = new Map();
  const until_done = (turn) =>
    (async () => {
      while (!done) await turn();
    })();
  const tiles = until_done(async () => {
    for (const z of [9, 12, 14]) {
      const answer = await ground.get(`/tiles/courtyards/${tileOf(z)}.mvt`);
      await answer.arrayBuffer();
      assert.equal(answer.status, 200);
      answered.tiles++;
      tags.set(z, (tags.get(z) ?? new Set()).add(answer.headers.get('etag')));
    }
  });
  const figures = until_done(async () => {
    assert.ok((await progress()).rows, 'progress is answered');
    counts.add(await households());
    answered.figures++;
  });
  const log = until_done(async () => {
    largestLog = Math.max(largestLog, await stat(join(ground.server.data, 'courtyard.db-wal')).then(({ size }) => size, () => 0));
    await new Promise((later) => setTimeout(later, 20));
  });
  let underWay = true;
  const imported = ground.import('households', file.join('\n') + '\n', { filename: 'busy.csv' }).finally(() => (underWay = false));
  // It begins when the first rows are in the log, and pins the database while it copies.
  while (largestLog < 2 ** 20 && underWay) await new Promise((later) => setTimeout(later, 20));
  const beside = underWay;
  const begun = await fetch(`${ground.url}/api/backups`, { method: 'POST', headers: ground.as('admin') });
  const answer = await imported;
  const report = await answer.json();
  const backup = await backedUp(2);
  done = true;
  await Promise.all([tiles, figures, log]);
  slow.destroy();

  assert.equal(answer.status, 201, JSON.stringify(report).slice(0, 400));
  assert.ok(beside, 'the import was under way when the backup was asked for');
  assert.equal(begun.status, 202);
  assert.equal((await begun.json()).begun, true, 'a backup was begun during the import');
  assert.equal(backup.changes.following, true);
  console.log(`the log was ${(largestLog / 2 ** 20).toFixed(1)} MiB at its longest`);
  assert.equal(await households(), countBefore + rows);
  assert.ok(answered.tiles >= 100 && answered.figures >= 10, `answered meanwhile: ${JSON.stringify(answered)}`);
  for (const count of counts) assert.ok(count === countBefore || count === countBefore + rows, `${count} households were seen: a part of the file`);
  for (const [z, seen] of tags) assert.ok(seen.size <= 2, `a tile of zoom ${z} had ${seen.size} faces: before, after, and parts`);
  assert.ok(largestLog <= mostLogMiB * 2 ** 20, `the log grew to ${(largestLog / 2 ** 20).toFixed(1)} MiB`);
});

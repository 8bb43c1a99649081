// SPDX-License-Identifier: Apache-2.0
// Row 48: while files of a hundred thousand rows come in, somebody reads slowly and a backup is made, ten thousand tiles and figures beside
// them are answered, nobody sees a part of a file, and the write-ahead log does not grow without end.
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, test } from 'node:test';
import { open, readUntil } from '../armour/wire.mjs';
import { kept_fetch } from '../kept_fetch.mjs';
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
/** Tiles that are answered while an import is under way; a sanitizer looks on at a tenth of the pace and of the tiles. */
const wantedTiles = () => (ground.isSanitized ? 1_000 : 10_000);
/** Connections that ask for them. */
const askers = 8;

test('ten thousand tiles and figures are answered while a hundred thousand rows come in, and show all of them or none', async () => {
  const { lon, lat } = ground.household;
  /** The rows of one import: none of another one's. */
  const fileOf = (number) => {
    const file = ['id,lon,lat,registered_on'];
    for (let i = 0; i < rows; i++) file.push(`busy-${number}-${i},${(lon + ((i % 317) - 158) * 1e-6).toFixed(7)},${(lat + (Math.floor(i / 317) - 158) * 1e-6).toFixed(7)},2024-05-01`);
    return file.join('\n') + '\n';
  };
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
    // Where commits outran what follows them the next begins at once. The runner's own time limit ends what never is.
    while (state.backups.length < count || state.running || !state.changes.following) {
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
  let underWay = true;
  let imports = 0;
  let largestLog = 0;
  const answered = { tiles: 0, figures: 0 };
  const took = [];
  const counts = new Set();
  /** By zoom, what each tag stood for. */
  const faces = new Map([9, 12, 14].map((z) => [z, new Map()]));
  const untilDone = (turn) =>
    (async () => {
      while (!done) await turn();
    })();
  const tiles = Array.from({ length: askers }, () =>
    untilDone(async () => {
      for (const [z, seen] of faces) {
        const asked = performance.now();
        const { status, headers, bytes } = await kept_fetch(`${ground.url}/tiles/courtyards/${tileOf(z)}.mvt`);
        const tag = headers.get('etag');
        if (underWay) took.push(performance.now() - asked);
        if (underWay) answered.tiles++;
        assert.equal(status, 200, bytes.toString());
        assert.ok(bytes.length > 0 && tag, 'a tile with a tag');
        if (!seen.has(tag)) seen.set(tag, bytes);
        assert.ok(seen.get(tag).equals(bytes), `one tag of zoom ${z} stands for two tiles`);
      }
    }),
  );
  const figures = untilDone(async () => {
    assert.ok((await progress()).rows, 'progress is answered');
    counts.add(await households());
    answered.figures++;
  });
  const log = untilDone(async () => {
    largestLog = Math.max(largestLog, await stat(join(ground.server.data, 'courtyard.db-wal')).then(({ size }) => size, () => 0));
    await new Promise((later) => setTimeout(later, 20));
  });
  const comeIn = async () => {
    const file = fileOf(imports++);
    underWay = true;
    const answer = await ground.import('households', file, { filename: 'busy.csv' }).finally(() => (underWay = false));
    const text = await answer.text();
    assert.equal(answer.status, 201, text.slice(0, 400));
    ground.rowsKept += rows;
  };
  const imported = comeIn();
  // It begins when the first rows are in the log, and pins the database while it copies.
  while (largestLog < 2 ** 20 && underWay) await new Promise((later) => setTimeout(later, 20));
  const beside = underWay;
  const begun = await fetch(`${ground.url}/api/backups`, { method: 'POST', headers: ground.as('admin') });
  await imported;
  while (answered.tiles < wantedTiles()) await comeIn();
  await backedUp(2);
  done = true;
  await Promise.all([...tiles, figures, log]);
  slow.destroy();

  assert.ok(beside, 'the import was under way when the backup was asked for');
  assert.equal(begun.status, 202);
  assert.equal((await begun.json()).begun, true, 'a backup was begun during the import');
  took.sort((a, b) => a - b);
  const quantile = (share) => took[Math.floor((took.length - 1) * share)].toFixed(1);
  console.log(`${answered.tiles} tiles during ${imports} imports: p50 ${quantile(0.5)} ms, p99 ${quantile(0.99)} ms; the log was ${(largestLog / 2 ** 20).toFixed(1)} MiB at its longest`);
  assert.equal(await households(), countBefore + imports * rows);
  assert.ok(answered.figures >= 10, `answered meanwhile: ${JSON.stringify(answered)}`);
  for (const count of counts) assert.equal((count - countBefore) % rows, 0, `${count} households were seen: a part of a file`);
  for (const [z, seen] of faces) assert.ok(seen.size <= imports + 1, `a tile of zoom ${z} had ${seen.size} faces in ${imports} imports: one before, one after each, and parts`);
  assert.ok(largestLog <= mostLogMiB * 2 ** 20, `the log grew to ${(largestLog / 2 ** 20).toFixed(1)} MiB`);
});

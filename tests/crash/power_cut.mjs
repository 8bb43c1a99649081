// SPDX-License-Identifier: Apache-2.0
// Takes away what was not synced: reads the journal of disk_shim backwards over the folder of a killed program.
import { closeSync, existsSync, ftruncateSync, linkSync, mkdirSync, openSync, readFileSync, readdirSync, renameSync, rmSync, statSync, unlinkSync, writeSync } from 'node:fs';
import { dirname, join } from 'node:path';

const head = 48;

/** The records as written: {at, kind, inode, offset, oldSize, extra, names, bytes}. */
function recordsOf(file) {
  const all = existsSync(file) ? readFileSync(file) : Buffer.alloc(0);
  const records = [];
  for (let at = 0; at + head <= all.length; ) {
    const names = all.readUInt32LE(at + 4);
    const payload = Number(all.readBigUInt64LE(at + 32));
    const end = at + head + names + payload;
    if (end > all.length) break;
    records.push({
      at,
      kind: String.fromCharCode(all.readUInt32LE(at)),
      inode: all.readBigUInt64LE(at + 8),
      offset: Number(all.readBigUInt64LE(at + 16)),
      oldSize: Number(all.readBigUInt64LE(at + 24)),
      extra: Number(all.readBigUInt64LE(at + 40)),
      names: all.toString('utf8', at + head, at + head + names).split('\0').slice(0, -1),
      bytes: all.subarray(at + head + names, end),
    });
    at = end;
  }
  return records;
}

/** Which file or folder bears which inode now, in the folder and among what the journal kept. */
function pathsByInode(...folders) {
  const paths = new Map();
  const walk = (folder) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      paths.set(statSync(path, { bigint: true }).ino, path);
      if (entry.isDirectory()) walk(path);
    }
  };
  folders.filter(existsSync).forEach(walk);
  return paths;
}

/** Undoes `lost` of one file's changes, newest first. Pieces are {record, from, to}; the rest of a write survived. */
function undoFile(path, lost, size) {
  const file = openSync(path, 'r+');
  for (const { record, from, to } of lost.reverse()) {
    const end = Math.min(to, record.offset + record.bytes.length);
    if (end > from) writeSync(file, record.bytes, from - record.offset, end - from, from);
    // Beyond what was there: a sector that never reached the disk reads as zeros.
    const begin = Math.max(from, record.offset + record.bytes.length);
    if (to > begin) writeSync(file, Buffer.alloc(to - begin), 0, to - begin, begin);
  }
  ftruncateSync(file, size);
  closeSync(file);
}

const whole = (record) => ({ record, from: record.offset, to: record.offset + (record.kind === 'W' ? record.extra : record.bytes.length) });

/** A legal state between: each sector keeps some of its writes, oldest first; a file that was cut short, a prefix of all. */
function tornFile(records, sector, random) {
  if (records.some(({ kind }) => kind === 'T')) {
    const kept = random.between(0, records.length);
    const rest = records.slice(kept);
    return { lost: rest.map(whole), size: rest.length > 0 ? rest[0].oldSize : undefined };
  }
  const cuts = new Map();
  const writesOf = new Map();
  const pieces = records.flatMap((record) => {
    const list = [];
    for (let at = record.offset; at < record.offset + record.extra; ) {
      const number = Math.floor(at / sector);
      const to = Math.min((number + 1) * sector, record.offset + record.extra);
      writesOf.set(number, (writesOf.get(number) ?? 0) + 1);
      list.push({ record, from: at, to, number });
      at = to;
    }
    return list;
  });
  for (const [number, writes] of writesOf) cuts.set(number, random.between(0, writes));
  const seen = new Map();
  const lost = [];
  let size = records[0].oldSize;
  for (const piece of pieces) {
    const nth = seen.get(piece.number) ?? 0;
    seen.set(piece.number, nth + 1);
    if (nth >= cuts.get(piece.number)) lost.push(piece);
    else size = Math.max(size, piece.to);
  }
  return { lost, size };
}

function undoName({ kind, names: [path, second, third] }) {
  if (kind === 'C' && existsSync(path)) rmSync(path, { recursive: true });
  if (kind === 'U' && !existsSync(path)) {
    mkdirSync(dirname(path), { recursive: true });
    if (second) linkSync(second, path);
    else mkdirSync(path);
  }
  if (kind === 'R' && existsSync(second)) {
    renameSync(second, path);
    if (third) linkSync(third, second);
  }
}

/**
 * Leaves `folder` as a disk would find it after a power cut at the moment of the kill.
 * `torn` is 0 (nothing that was not synced survived) or a sector size (of it, a random part did).
 * Returns how many changes were still volatile, and how many of them were taken away.
 */
export function cutPower(folder, journal, torn, random) {
  const records = recordsOf(journal);
  const durable = new Map();
  for (const { kind, inode, extra } of records)
    if (kind === 'S') durable.set(inode, Math.max(durable.get(inode) ?? 0, extra));
  const loose = records.filter(({ kind, inode, at }) => kind !== 'S' && at >= (durable.get(inode) ?? 0));
  let taken = 0;

  const paths = pathsByInode(folder, `${journal}.kept`);
  const byFile = group(loose.filter(({ kind }) => 'WT'.includes(kind)));
  for (const [inode, changes] of byFile) {
    if (!paths.has(inode)) continue;
    const { lost, size } = torn ? tornFile(changes, torn, random) : { lost: changes.map(whole), size: changes[0].oldSize };
    taken += lost.length;
    if (size !== undefined) undoFile(paths.get(inode), lost, size);
  }

  const names = loose.filter(({ kind }) => 'CUR'.includes(kind));
  const keptOf = new Map();
  const lostNames = names.filter(({ inode }) => {
    if (!torn) return true;
    if (!keptOf.has(inode)) keptOf.set(inode, random.between(0, names.filter((one) => one.inode === inode).length));
    keptOf.set(inode, keptOf.get(inode) - 1);
    return keptOf.get(inode) < 0;
  });
  for (const record of lostNames.reverse()) undoName(record);
  taken += lostNames.length;
  for (const name of readdirSync(folder)) if (name.endsWith('-shm')) unlinkSync(join(folder, name));
  return { volatile: loose.length, taken };
}

function group(changes) {
  const map = new Map();
  for (const change of changes) {
    if (!map.has(change.inode)) map.set(change.inode, []);
    map.get(change.inode).push(change);
  }
  return map;
}

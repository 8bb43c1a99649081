// SPDX-License-Identifier: Apache-2.0
// Writes the few file formats that bad inputs are made of, byte by byte, so that any byte can be a lie.
import { crc32 as zlibCrc32, deflateRawSync } from 'node:zlib';
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const u16 = (...values) => Buffer.concat(values.map((v) => (v = Number(v), Buffer.from([v & 255, (v >> 8) & 255]))));
const u32 = (...values) => Buffer.concat(values.map((v) => { const b = Buffer.alloc(4); b.writeUInt32LE(v >>> 0); return b; }));

/**
 * A zip of entries {name, data, ...}: `packed` (data is deflated already), `size` (what it claims to unpack to), `flags`,
 * `mode` (Unix), `at` (claims to lie at this offset), `method`.
 */
export function zip(entries) {
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const entry of entries) {
    const name = Buffer.isBuffer(entry.name) ? entry.name : Buffer.from(entry.name);
    const data = Buffer.from(entry.data ?? '');
    const method = entry.method ?? 8;
    const packed = entry.packed ?? (method === 8 ? deflateRawSync(data) : data);
    const flags = entry.flags ?? (Buffer.isBuffer(entry.name) ? 0 : 0x0800);
    const crc = entry.crc ?? zlibCrc32(data);
    const size = entry.size ?? data.length;
    const local = Buffer.concat([u32(0x04034b50), u16(20, flags, method, 0, 0x21), u32(crc, packed.length, size), u16(name.length, 0), name, packed]);
    const at = entry.at ?? offset;
    directory.push(Buffer.concat([u32(0x02014b50), u16(0x0314, 20, flags, method, 0, 0x21), u32(crc, packed.length, size), u16(name.length, 0, 0, 0, 0), u32((entry.mode ?? 0o100644) * 65536, at), name]));
    if (entry.at === undefined) {
      parts.push(local);
      offset += local.length;
    }
  }
  const index = Buffer.concat(directory);
  const count = Math.min(entries.length, 0xffff);
  // What sixteen bits cannot count is counted in the record of ZIP64 before the end, and by its locator.
  if (count === 0xffff) parts.push(index, zip64End(entries.length, index.length, offset));
  else parts.push(index);
  const end = Buffer.concat([u32(0x06054b50), u16(0, 0, count, count), u32(index.length, offset), u16(0)]);
  return Buffer.concat([...parts, end]);
}

function zip64End(count, length, at) {
  const u64 = (...values) => Buffer.concat(values.map((v) => { const b = Buffer.alloc(8); b.writeBigUInt64LE(BigInt(v)); return b; }));
  const record = Buffer.concat([u32(0x06064b50), u64(44), u16(45, 45), u32(0, 0), u64(count, count, length, at)]);
  return Buffer.concat([record, u32(0x07064b50), u32(0), u64(at + length), u32(1)]);
}

/** Zeros, deflated: one byte of each thousand. */
export const deflatedZeros = (bytes) => deflateRawSync(Buffer.alloc(bytes));

export const kmz = (text) => zip([{ name: 'doc.kml', data: text }]);

/** A point shapefile by parts: {shp, shx, dbf}; texts are written to the DBF as the bytes they are. */
export function pointShapefile(rows, fields = Object.keys(rows[0].values)) {
  const be32 = (v) => { const b = Buffer.alloc(4); b.writeInt32BE(v); return b; };
  const f64 = (v) => { const b = Buffer.alloc(8); b.writeDoubleLE(v); return b; };
  const head = (words) => Buffer.concat([be32(9994), Buffer.alloc(20), be32(words), u32(1000, 1), f64(112), f64(34), f64(114), f64(36), Buffer.alloc(32)]);
  const record = (row, i) => Buffer.concat([be32(i + 1), be32(10), u32(1), f64(row.lon), f64(row.lat)]);
  const shp = Buffer.concat([head(50 + 14 * rows.length), ...rows.map(record)]);
  const shx = Buffer.concat([head(50 + 4 * rows.length), ...rows.map((_, i) => Buffer.concat([be32(50 + 14 * i), be32(10)]))]);
  const width = 60;
  const descriptor = (name) => Buffer.concat([Buffer.from(name.padEnd(11, '\0').slice(0, 11)), Buffer.from('C'), Buffer.alloc(4), Buffer.from([width, 0]), Buffer.alloc(14)]);
  const cell = (value) => { const b = Buffer.alloc(width, 0x20); (Buffer.isBuffer(value) ? value : Buffer.from(String(value))).copy(b); return b; };
  const dbf = Buffer.concat([
    Buffer.from([3, 124, 1, 1]), u32(rows.length), u16(32 + 32 * fields.length + 1, 1 + width * fields.length), Buffer.alloc(20),
    ...fields.map(descriptor), Buffer.from([0x0d]),
    ...rows.map((row) => Buffer.concat([Buffer.from(' '), ...fields.map((f) => cell(row.values[f]))])), Buffer.from([0x1a]),
  ]);
  return { shp, shx, dbf };
}

/** The parts of a shapefile as a zip: {shp, dbf, cpg, ...} by ending. */
export const zipped = (parts, stem = 'points') => zip(Object.entries(parts).map(([ending, data]) => ({ name: `${stem}.${ending}`, data })));

/** Runs SQL on a database file and gives its bytes: what a stranger may have done to a GeoPackage. */
export function withSql(bytes, statements) {
  const folder = mkdtempSync(join(tmpdir(), 'courtyard-gpkg-'));
  const file = join(folder, 'x.gpkg');
  const script = `
import sqlite3, sys
open(sys.argv[1], 'wb').write(sys.stdin.buffer.read())
d = sqlite3.connect(sys.argv[1])
d.execute('PRAGMA writable_schema=ON')
for name in ('ST_IsEmpty', 'ST_MinX', 'ST_MaxX', 'ST_MinY', 'ST_MaxY'): d.create_function(name, 1, lambda x: 0)
for s in sys.argv[2:]: d.executescript(s)
d.commit(); d.close()`;
  try {
    execFileSync('python3', ['-c', script, file, ...statements], { input: bytes });
    return readFileSync(file);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

// SPDX-License-Identifier: Apache-2.0
// Files of the service as GDAL reads them, in one form: rows by the names of the interface, geometries as sorted vertices.
import { execFile } from 'node:child_process';
import { promisify } from 'node:util';

const execute = promisify(execFile);

/** Features of a file, as GDAL converts it. */
export async function gdalFeatures(source, ...options) {
  const { stdout } = await execute('ogr2ogr', ['-f', 'GeoJSON', '-lco', 'COORDINATE_PRECISION=15', '/vsistdout/', source, ...options], { maxBuffer: 1 << 28 });
  return JSON.parse(stdout).features;
}

/** The cells of CSV text with quotes. */
export function csvRows(text) {
  const rows = [[]];
  let cell = '';
  let quoted = false;
  const end = () => (rows.at(-1).push(cell), (cell = ''));
  for (let i = text.charCodeAt(0) === 0xfeff ? 1 : 0; i < text.length; ++i) {
    const c = text[i];
    if (quoted) {
      if (c !== '"') cell += c;
      else if (text[i + 1] === '"') cell += text[++i];
      else quoted = false;
    } else if (c === '"') quoted = true;
    else if (c === ',') end();
    else if (c === '\n') end(), rows.push([]);
    else if (c !== '\r') cell += c;
  }
  if (cell !== '' || rows.at(-1).length > 0) end();
  return rows.filter((row) => row.length > 0);
}

/** The field dictionary of a shapefile zip: names of the interface by those of the table. */
export async function fieldNames(zip) {
  const { stdout } = await execute('unzip', ['-p', zip, '字段说明.csv']);
  return new Map(csvRows(stdout).slice(1).map(([short, name]) => [short, name]));
}

/** What the interface says of a row and no file has a column for: numbers of tiles, and an object, whose members are columns. */
export const not_in_tables = new Set(['fid', 'children_gap']);

/** Whether two values are the same, whatever type a format gave them. Nothing and an empty text are alike; the interface rounds shares to three decimals. */
export function same(found, told) {
  const [a, b] = [found ?? '', told ?? ''].map((value) => String(value).replace(/^(\d{4})\/(\d\d)\/(\d\d)$/, '$1-$2-$3'));
  if (a === b) return true;
  // A table has 1 and 0 for yes and no.
  if (typeof told === 'boolean') return a === String(Number(told));
  return typeof told === 'number' && a !== '' && Math.abs(Number(a) - told) <= (Number.isInteger(told) ? 0 : 0.000501);
}

/** Vertices of a geometry, sorted: rings begin and turn as each format wants it. */
export function vertices(geometry) {
  if (!geometry) return [];
  const all = [];
  const walk = (value) => (typeof value[0] === 'number' ? all.push(`${value[0].toFixed(8)} ${value[1].toFixed(8)}`) : value.forEach(walk));
  if (geometry.type === 'Point') walk(geometry.coordinates);
  // The last of a ring is its first again.
  else for (const polygon of geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates) for (const ring of polygon) walk(ring.slice(0, -1));
  return all.sort();
}

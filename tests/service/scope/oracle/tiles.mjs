// SPDX-License-Identifier: Apache-2.0
// What should be in a tile, and a small reader of vector tiles (MVT 2.1) of the test's own.
import { features } from './records.mjs';
import { day_number } from './figures.mjs';

export const extent = 4096;
const mercator = (lon, lat) => [(lon + 180) / 360, (1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2];
/** Where a position lies in a tile, in its units. */
export function in_tile([z, x, y], lon, lat) {
  const [east, south] = mercator(lon, lat);
  return [(east * 2 ** z - x) * extent, (south * 2 ** z - y) * extent];
}
export const tile_at = (z, lon, lat) => [z, ...mercator(lon, lat).map((part) => Math.floor(part * 2 ** z))];

function* fields(bytes) {
  let at = 0;
  const varint = () => {
    let value = 0n;
    for (let shift = 0n; ; shift += 7n) {
      const byte = bytes[at++];
      value |= BigInt(byte & 127) << shift;
      if (byte < 128) return value;
    }
  };
  while (at < bytes.length) {
    const key = Number(varint());
    const [field, kind] = [key >> 3, key & 7];
    if (kind === 0) yield { field, value: varint() };
    else if (kind === 1) yield { field, value: bytes.readDoubleLE(at) }, (at += 8);
    else if (kind === 5) yield { field, value: bytes.readFloatLE(at) }, (at += 4);
    else {
      const length = Number(varint());
      yield { field, value: bytes.subarray(at, at + length) };
      at += length;
    }
  }
}
function packed(bytes) {
  const values = [];
  let [value, shift] = [0, 0];
  for (const byte of bytes) {
    value += (byte & 127) * 2 ** shift;
    shift += 7;
    if (byte < 128) values.push(value), ([value, shift] = [0, 0]);
  }
  return values;
}
const zigzag = (value) => (value % 2 ? -(value + 1) / 2 : value / 2);

/** The layers of a tile: {name: [{id, attributes, first: [x, y], corners}]}; of geometries the first position and how far they reach. */
export function read_tile(bytes) {
  const layers = {};
  for (const { field, value: layer } of fields(bytes)) {
    if (field !== 3) throw new Error(`a tile holds layers, not field ${field}`);
    const [keys, values, raw] = [[], [], []];
    let name;
    for (const { field: of, value } of fields(layer)) {
      if (of === 1) name = value.toString('utf8');
      if (of === 2) raw.push(value);
      if (of === 3) keys.push(value.toString('utf8'));
      if (of === 4) for (const { field: kind, value: one } of fields(value)) values.push(kind === 1 ? one.toString('utf8') : kind === 7 ? one === 1n : kind === 6 ? Number((one >> 1n) ^ -(one & 1n)) : Number(one));
    }
    layers[name] = raw.map((feature) => {
      const found = { attributes: {} };
      for (const { field: of, value } of fields(feature)) {
        if (of === 1) found.id = Number(value);
        if (of === 2) packed(value).forEach((tag, i, tags) => i % 2 || (found.attributes[keys[tag]] = values[tags[i + 1]]));
        if (of === 4) {
          const numbers = packed(value);
          found.first = [zigzag(numbers[1]), zigzag(numbers[2])];
        }
      }
      return found;
    });
  }
  return layers;
}

const names = { village: 'villages', township: 'townships', county: 'counties' };
const buffer = 64;
/** Of each layer of areas: codes that must be there, and codes that may. */
export function areas_in(world, caller, tile) {
  const found = {};
  for (const level of ['village', 'township', 'county']) {
    const [must, can] = [[], []];
    for (const one of features(world, names[level], caller, '2026-03-31') ?? []) {
      const [[left, top], [right, bottom]] = [in_tile(tile, one.box[0], one.box[3]), in_tile(tile, one.box[2], one.box[1])];
      if (right > 1 && left < extent - 1 && bottom > 1 && top < extent - 1) must.push(one.code);
      if (right > -buffer - 1 && left < extent + buffer + 1 && bottom > -buffer - 1 && top < extent + buffer + 1) can.push(one.code);
    }
    found[names[level]] = { must, can };
  }
  return found;
}

const day_of = (date) => (date ? day_number(date) : undefined);
/** The points of a layer in a tile with their attributes, in order of their ids; beyond zoom 13 of courtyards and inspections. */
export function points_in(world, layer, caller, day, tile) {
  return (features(world, layer, caller, day) ?? [])
    .map((one) => ({ ...one, at: in_tile(tile, one.lon, one.lat) }))
    .filter(({ at }) => at.every((value) => value >= 0 && value < extent))
    .map(({ id, name, status, completed_on, revoked_on, area, at }) => ({ at, attributes: JSON.parse(JSON.stringify({ id, name, status, completed_on: day_of(completed_on), revoked_on: day_of(revoked_on), area })) }));
}

/** The cells of a layer in a tile: counts by the corner of the cell. */
export function cells_in(world, layer, caller, day, tile) {
  const cells = {};
  for (const { lon, lat, status, counts } of features(world, layer, caller, day) ?? []) {
    const at = in_tile(tile, lon, lat);
    if (at.some((value) => value < 0 || value >= extent)) continue;
    const cell = (cells[at.map((value) => Math.floor(value / 128) * 128)] ??= { count: 0, completed: 0 });
    cell.count++;
    cell.completed += Number(counts);
    cell[status] = (cell[status] ?? 0) + 1;
  }
  return cells;
}

// SPDX-License-Identifier: Apache-2.0
// Tiles and what describes them: which areas, points and counts are in a tile, for whom.
import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { centre, villages } from '../canary_county.mjs';
import { distance, open_points } from './reach.mjs';
import { features } from './records.mjs';
import { areas_in, cells_in, points_in, read_tile, tile_at } from './tiles.mjs';
import { may, right_of_layer, sees } from './sight.mjs';
import { area_of, areas } from './world.mjs';

const layers = ['areas', 'courtyards', 'bases', 'help-points', 'inspections'];
const zooms = [6, 9, 12, 13, 14, 16];
const day = '2026-03-31';

/** The tiles at villages of either township: one's own and others'. */
const tiles = [...new Map(zooms.flatMap((z) => [0, 1, 3, 5].map((i) => tile_at(z, centre(villages[i]).lon - 0.002, centre(villages[i]).lat + 0.003))).map((tile) => [String(tile), tile])).values()];

/** Compares a tile: areas by their codes, points by attributes and place, cells by their counts. */
function contents(world, caller, tile, asked) {
  const wanted = { areas: {}, points: {}, cells: {} };
  const look = (found) => {
    const said = { areas: {}, points: {}, cells: {} };
    if (asked.includes('areas'))
      for (const [name, { must, can }] of Object.entries(areas_in(world, caller, tile))) {
        const codes = [...new Set((found[name] ?? []).map(({ attributes }) => attributes.code))].sort();
        const labels = (found[`${name}_labels`] ?? []).map(({ attributes }) => attributes.code);
        const true_names = [...(found[name] ?? []), ...(found[`${name}_labels`] ?? [])].every(({ attributes }) => attributes.name === area_of(attributes.code).name && attributes.level === area_of(attributes.code).level);
        said.areas[name] = { missing: must.filter((code) => !codes.includes(code)), strange: [...codes, ...labels].filter((code) => !can.includes(code)), true_names };
      }
    for (const layer of asked.filter((one) => one !== 'areas')) {
      const inside = (found[layer] ?? []).filter(({ first }) => first.every((value) => value >= 0 && value < 4096));
      const beyond = (found[layer] ?? []).filter((one) => !inside.includes(one)).map(({ attributes }) => attributes.area);
      const list = points_in(world, layer, caller, day, tile);
      const drawn = tile[0] >= 14 || layer === 'bases' || layer === 'help-points';
      const key = (one) => one.attributes.id ?? '';
      if (drawn) {
        wanted.points[layer] = { there: list.map(({ attributes }) => attributes).sort((a, b) => (a.id < b.id ? -1 : 1)), near: true, strange: [] };
        said.points[layer] = {
          there: inside.map(({ attributes }) => attributes).sort((a, b) => (a.id < b.id ? -1 : 1)),
          near: list.every(({ at, attributes }) => { const one = inside.find((of) => key(of) === attributes.id); return one && Math.abs(one.first[0] - at[0]) <= 1 && Math.abs(one.first[1] - at[1]) <= 1; }),
          // A point beside the tile is there for its symbol; it is one of theirs all the same.
          strange: beyond.filter((area) => !sees(caller, area)),
        };
      } else {
        wanted.cells[layer] = cells_in(world, layer, caller, day, tile);
        const cells = (found[`${layer}_cells`] ?? []).filter(({ first }) => first.every((value) => value >= 0 && value < 4096));
        // A cell is named by its north-western corner, wherever its ring begins.
        said.cells[layer] = Object.fromEntries(cells.map(({ first, attributes }) => [String(first.map((value) => Math.floor(value / 128) * 128)), attributes]));
      }
    }
    return said;
  };
  for (const name of asked.includes('areas') ? ['villages', 'townships', 'counties'] : []) wanted.areas[name] = { missing: [], strange: [], true_names: true };
  return { look, wanted };
}

export async function tiles_of({ ask, note, held }, world, everybody) {
  for (const caller of everybody) {
    const asked = layers.filter((layer) => may(caller, right_of_layer(layer)));
    if (!asked.length) continue;
    for (const tile of tiles) {
      const [z, x, y] = tile;
      const single = (layer, id) => [`/ogc/collections/{id}/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}`, `/ogc/collections/${id}/tiles/WebMercatorQuad/${z}/${y}/${x}?as_of=${day}`, [layer]];
      for (const [route, path, of] of [
        ['/tiles/{layers}/{z}/{x}/{y}.mvt', `/tiles/${asked}/${z}/${x}/${y}.mvt?as_of=${day}`, asked],
        ['/tiles/{layers}/{z}/{x}/{y}.pbf', `/tiles/${asked}/${z}/${x}/${y}.pbf?as_of=${day}`, asked],
        ['/ogc/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}', `/ogc/tiles/WebMercatorQuad/${z}/${y}/${x}?as_of=${day}`, asked],
        ...asked.filter((layer) => layer !== 'areas').map((layer) => single(layer, layer)),
      ]) {
        held.add(route);
        const answer = await ask(path, caller);
        const bytes = Buffer.from(await answer.arrayBuffer());
        // Where somebody has nothing there is no tile, or it is empty.
        const code = bytes.length === 0 ? 'nothing' : JSON.parse(bytes[0] === 123 ? bytes.toString('utf8') : '{}').code;
        const found = answer.status === 200 ? read_tile(bytes) : {};
        const { look, wanted } = contents(world, caller, tile, of);
        // First the looking: it says what is wanted of this tile too.
        const said = look(found);
        note(`${path} by ${caller.name ?? caller.role}`, [200, 204].includes(answer.status) || (answer.status === 404 && code === 'tile.outside') ? said : `${answer.status} ${code}`, wanted);
      }
    }
  }
}

/** The same tile for people to read, and what describes tiles. */
export async function described({ same }, world, everybody) {
  for (const caller of everybody) {
    const box = area_of(caller.top).box;
    for (const layer of layers) {
      const seen = may(caller, right_of_layer(layer));
      const status = may(caller, 'aggregates') ? 404 : caller.name ? 403 : 401;
      const levels = areas.filter(({ code }) => sees(caller, code)).map(({ level }) => ({ village: 'villages', township: 'townships', county: 'counties' })[level]);
      const bounds = seen ? box.map((edge) => Number(edge.toFixed(6))) : status;
      await same('/tiles/{layers}.json', `/tiles/${layer}.json`, caller, bounds, (said) => said.bounds.map((edge) => Number(edge.toFixed(6))));
      await same('/tiles/{layer}/metadata.json', `/tiles/${layer}/metadata.json`, caller, bounds, (said) => said.bounds.split(',').map((edge) => Number(Number(edge).toFixed(6))));
      if (layer === 'areas' && seen) await same('/tiles/{layers}.json', `/tiles/areas.json`, caller, [...new Set(levels)].sort(), (said) => said.vector_layers.map(({ id }) => id).filter((id) => !/_/.test(id)).sort());
    }
    if (!may(caller, 'aggregates')) continue;
    await same('/ogc/tiles/WebMercatorQuad', '/ogc/tiles/WebMercatorQuad', caller, { lowerLeft: box.slice(0, 2), upperRight: box.slice(2) }, ({ boundingBox }) => ({ lowerLeft: boundingBox.lowerLeft.map((edge) => Number(edge.toFixed(6))), upperRight: boundingBox.upperRight.map((edge) => Number(edge.toFixed(6))) }));
    // The squares of zoom 16 that its areas, or its records of any day, reach over.
    const squares = ([west, south, east, north]) => {
      const [[, left, top], [, right, bottom]] = [tile_at(16, west, north), tile_at(16, east, south)];
      return [{ tileMatrix: '16', minTileRow: top, maxTileRow: bottom, minTileCol: left, maxTileCol: right }];
    };
    const of_records = (layer) => {
      const all = features(world, layer, caller, '9999-12-31');
      return [0, 1, 2, 3].map((side) => (side < 2 ? Math.min : Math.max)(...all.map((one) => (side % 2 ? one.lat : one.lon))));
    };
    const of_16 = ({ tilesets }) => tilesets[0].tileMatrixSetLimits.filter(({ tileMatrix }) => tileMatrix === '16');
    await same('/ogc/tiles', '/ogc/tiles', caller, squares(box), of_16);
    for (const layer of layers.slice(1)) await same('/ogc/collections/{id}/tiles', `/ogc/collections/${layer}/tiles`, caller, may(caller, right_of_layer(layer)) ? squares(of_records(layer)) : 404, of_16);
    for (const layer of layers.slice(1)) await same('/ogc/collections/{id}/tiles/WebMercatorQuad', `/ogc/collections/${layer}/tiles/WebMercatorQuad`, caller, may(caller, right_of_layer(layer)) ? [layer] : 404, (said) => [...new Set(said.layers.map(({ id }) => id.replace(/_.*/, '')))]);
  }
  for (const caller of everybody.filter((one) => may(one, 'review')))
    for (const tile of tiles.filter(([z]) => z >= 12)) {
      const [z, x, y] = tile;
      const { look, wanted } = contents(world, caller, tile, layers);
      look({});
      await same('/tiles/{layers}/{z}/{x}/{y}.json', `/tiles/${layers}/${z}/${x}/${y}.json?as_of=${day}`, caller, wanted, (said) => look(Object.fromEntries(said.layers.map(({ name, features }) => [name, features.map((one) => ({ ...one, first: one.paths[0][0] }))]))));
    }
}

/** The raster of distances, read with GDAL: metres from the middle of each cell to the nearest open point, nothing outside one's area. */
export async function raster({ ask, note, held }, world, folder, everybody) {
  held.add('/api/exports/coverage.tif');
  for (const caller of everybody.filter((one) => may(one, 'exports'))) {
    const answer = await ask(`/api/exports/coverage.tif?service=help-points&as_of=${day}`, caller);
    const file = `${folder}/coverage.tif`;
    await writeFile(file, Buffer.from(await answer.arrayBuffer()));
    const { stdout } = await promisify(execFile)('gdal_translate', ['-q', '-of', 'XYZ', '-outsize', '30', '30', '-r', 'nearest', file, '/vsistdout/'], { maxBuffer: 1 << 26 });
    await rm(file);
    const [left, bottom, right, top] = area_of(caller.top).box;
    const points = open_points(world, 'help-points', day);
    // A smaller picture takes a cell near each place: what that is off is at most the size of a cell of it.
    const slack = distance([left, bottom], [left + (right - left) / 30, bottom + (top - bottom) / 30]);
    let [read, wrong] = [0, []];
    for (const line of stdout.trim().split('\n')) {
      const [lon, lat, metres] = line.split(' ').map(Number);
      if (lon < left || lon > right || lat < bottom || lat > top) {
        if (metres !== -9999) wrong.push(line);
        continue;
      }
      const wanted = Math.min(...points.map((one) => distance([lon, lat], [one.lon, one.lat])));
      if (Math.abs(metres - wanted) > slack) wrong.push(`${line} ${wanted}`);
      ++read;
    }
    note(`coverage.tif by ${caller.name ?? 'anybody'}`, { read: read > 500, wrong: wrong.slice(0, 5) }, { read: true, wrong: [] });
  }
}

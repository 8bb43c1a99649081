// SPDX-License-Identifier: Apache-2.0
// Files to take away: which records stand in them, with all their cells; of formats that are no text, as GDAL reads them.
import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { attributes, collections, day, is_of_areas, of_areas, told, wanted } from './about_areas.mjs';
import { by_id, pick } from './asking.mjs';
import { row } from './figures.mjs';
import { features } from './records.mjs';
import { may, sees } from './sight.mjs';
import { areas } from './world.mjs';

const columns = { ...attributes, bases: [...attributes.bases, 'women_employed', 'women_trained'], 'help-points': [...attributes['help-points'], 'closed_on', 'capacity'] };

/** The rows of a CSV whose cells hold no quotes and no commas. */
export const rows_of = (text) => {
  const [head, ...rows] = text.replace(/^\ufeff/, '').trimEnd().split(/\r?\n/).map((line) => line.split(','));
  return rows.map((cells) => Object.fromEntries(head.map((name, i) => [name, cells[i]])));
};
const cell = (value) => (value === null || value === undefined ? '' : String(value));

/** Files: which records stand in them, with all their cells. */
export async function files({ same }, world, everybody) {
  for (const caller of everybody.filter((one) => may(one, 'exports')))
    for (const layer of collections) {
      const mine = features(world, layer, caller, day);
      const [csv, geojson] = ['csv', 'geojson'].map((ending) => `/api/exports/${layer}.${ending}?as_of=${day}`);
      const keys = columns[layer] ?? of_areas;
      const place = is_of_areas(layer) ? [] : ['lon', 'lat'];
      await same('/api/exports/{file}', csv, caller, mine ? mine.map((one) => Object.fromEntries([...keys, ...place].map((key) => [key, cell(one[key])]))).sort((a, b) => ((a.id ?? a.code) < (b.id ?? b.code) ? -1 : 1)) : 404, (text) => rows_of(text).sort((a, b) => ((a.id ?? a.code) < (b.id ?? b.code) ? -1 : 1)));
      await same('/api/exports/{file}', geojson, caller, mine ? mine.map((one) => wanted(one, layer, keys)).sort(by_id) : 404, (said) => said.features.map((one) => told(one, layer)).sort(by_id));
      await same('/api/exports/{file}/estimate', csv.replace('?', '/estimate?'), caller, mine ? { rows: mine.length } : 404, ({ rows }) => ({ rows }));
    }
  for (const caller of everybody.filter((one) => may(one, 'exports'))) {
    const mine = areas.filter(({ code, level }) => level === 'village' && sees(caller, code));
    const keys = ['code', 'name', 'level', 'registered', 'proposed', 'completed', 'completed_year', 'target_plan', 'target_year', 'share_plan', 'share_year', 'share_registered', 'pace', 'value', 'value_year'];
    await same('/api/exports/{file}', `/api/exports/progress.csv?level=village&as_of=${day}`, caller, mine.map(({ code }) => Object.fromEntries(Object.entries(pick(row(world, code, day), keys)).map(([key, value]) => [key, cell(value)]))), (text) => rows_of(text).map((one) => pick(one, keys)));
  }
}

/** Which records are in a file of another format, and how they stand. */
export async function other_files({ ask, note }, world, everybody) {
  const folder = await mkdtemp(join(tmpdir(), 'courtyard-files-'));
  for (const caller of everybody.filter((one) => may(one, 'exports')))
    for (const layer of collections)
      for (const ending of ['xlsx', 'kml', 'fgb', 'gpkg', 'shp.zip']) {
        const mine = features(world, layer, caller, day);
        const path = `/api/exports/${layer}.${ending}?as_of=${day}`;
        const answer = await ask(path, caller);
        const bytes = Buffer.from(await answer.arrayBuffer());
        if (!mine || answer.status !== 200) {
          note(`${path} by ${caller.name ?? 'anybody'}`, answer.status, mine ? 200 : 404);
          continue;
        }
        const file = join(folder, `${layer}.${ending}`);
        await writeFile(file, bytes);
        const source = ending === 'shp.zip' ? `/vsizip/${file}` : file;
        const { stdout } = await promisify(execFile)('ogr2ogr', ['--config', 'OGR_XLSX_HEADERS', 'FORCE', '-f', 'CSV', '/vsistdout/', source, ...(/xlsx|gpkg/.test(ending) ? [layer] : [])], { maxBuffer: 1 << 26 });
        await rm(file);
        // Of a sheet without rows GDAL takes the headers for one. Headers are those of the format: `ID`, or `编号 (id)`; cells of these two columns hold no commas, and quotes around digits alone.
        const rows = rows_of(stdout.replaceAll('"', ''));
        const told_as = (one, name) => Object.entries(one).find(([header]) => new RegExp(`(^|\\()${name}(\\)|$)`, 'i').test(header))?.[1];
        const [id, state] = is_of_areas(layer) ? ['code', 'level'] : ['id', 'status'];
        note(`${path} by ${caller.name ?? 'anybody'}`, rows.map((one) => [told_as(one, id), told_as(one, state)]).filter(([one]) => one !== undefined).sort(), mine.map((one) => [one.id, one[state]]).sort());
      }
  await rm(folder, { recursive: true });
}

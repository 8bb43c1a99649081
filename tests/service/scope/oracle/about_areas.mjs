// SPDX-License-Identifier: Apache-2.0
// Areas, editions, features and files: which records somebody is told of, with which attributes.
import { may, right_of_layer, sees, tops } from './sight.mjs';
import { features } from './records.mjs';
import { area_of, areas, within } from './world.mjs';
import { by_id, pick, plain } from './asking.mjs';

export const day = '2025-10-31';
export const collections = ['villages', 'townships', 'counties', 'courtyards', 'bases', 'help-points', 'inspections'];
export const attributes = {
  courtyards: ['id', 'area', 'area_name', 'status', 'since', 'completed_on', 'revoked_on'],
  inspections: ['id', 'area', 'area_name', 'status', 'since'],
  bases: ['id', 'name', 'area', 'area_name', 'status', 'since'],
  'help-points': ['id', 'name', 'area', 'area_name', 'status', 'since'],
};
export const of_areas = ['code', 'name', 'level', 'parent'];
export const is_of_areas = (layer) => !attributes[layer];

const ring = ([left, bottom, right, top]) => [[left, bottom], [left, top], [right, bottom], [right, top]].map((one) => one.map((value) => Number(value.toFixed(9))));
/** Corners of a polygon, in no order. */
const corners = (geometry) => [...new Map(geometry.coordinates.flat(geometry.type === 'MultiPolygon' ? 2 : 1).map((one) => [String(one), one])).values()].sort((one, other) => one[0] - other[0] || one[1] - other[1]);
const where = (one, layer) => (is_of_areas(layer) ? ring(one.box) : [one.lon, one.lat]);
export const told = (feature, layer) => ({ id: String(feature.id ?? feature.properties.id ?? feature.properties.code), properties: feature.properties, where: is_of_areas(layer) ? corners(feature.geometry) : feature.geometry.coordinates });
export const wanted = (one, layer, keys) => ({ id: one.id, properties: Object.fromEntries(keys.map((key) => [key, one[key] ?? (key === 'parent' ? '' : null)])), where: where(one, layer) });

export async function areas_and_editions({ same }, everybody) {
  for (const caller of everybody.filter((one) => may(one, 'aggregates'))) {
    const mine = areas.filter(({ code }) => sees(caller, code));
    const parent = (one) => (one.code === caller.top ? null : one.parent);
    await same('/api/areas/names', '/api/areas/names', caller, mine.map((one) => [one.code, one.name, one.level, parent(one)]).sort(), ({ areas: said }) => said.sort());
    for (const { code } of areas) {
      if (!sees(caller, code)) {
        await same('/api/areas', `/api/areas?area=${code}`, caller, 404);
        await same('/api/map', `/api/map?area=${code}`, caller, 404);
        continue;
      }
      const brief = ({ code: of, name, level }) => ({ code: of, name, level });
      await same(
        '/api/areas', `/api/areas?area=${code}`, caller,
        {
          area: { ...brief(area_of(code)), parent: parent(area_of(code)) },
          path: mine.filter((one) => within(one.code, code)).map(brief),
          children: mine.filter((one) => one.parent === code).map((one) => ({ ...brief(one), children: mine.filter((child) => child.parent === one.code).length })),
        },
        (said) => {
          const boxless = ({ bbox, ...rest }) => rest;
          const { area, path, children } = plain(said);
          return { area: boxless(area), path: path.map(boxless), children: children.map(boxless) };
        },
      );
      // On a map: villages of the area; one alone is drawn among its neighbours, as far as they are the caller's.
      const drawn = area_of(code).level === 'village' && caller.top !== code ? area_of(code).parent : code;
      const shown = mine.filter((one) => one.level === 'village' && within(drawn, one.code));
      await same('/api/map', `/api/map?area=${code}&level=village`, caller, shown.map(({ code: of, name, level, parent: above }) => ({ code: of, name, level, parent: above })), ({ areas: said }) => plain(said).map((one) => pick(one, ['code', 'name', 'level', 'parent'])).sort((a, b) => (a.code < b.code ? -1 : 1)));
    }
    const villages = mine.filter(({ level }) => level === 'village');
    await same('/api/editions', '/api/editions', caller, [{ valid_from: '2000-01-01', villages: villages.length, in_force: true }], ({ editions }) => editions.map((one) => pick(one, ['valid_from', 'villages', 'in_force'])));
    await same('/api/editions/changes', '/api/editions/changes', caller, { unchanged: villages.length, rows: villages.map(({ code }) => code) }, ({ counts, rows }) => ({ unchanged: counts.unchanged, rows: rows.map(({ old, new: now }) => (old.code === now.code ? now.code : null)) }));
  }
}

/** Collections and their features: all of them, one by one, and by a question. */
export async function collections_and_items({ same }, world, everybody) {
  for (const caller of everybody.filter((one) => may(one, 'aggregates'))) {
    const there = collections.filter((layer) => may(caller, right_of_layer(layer)));
    for (const list of ['/ogc/collections', '/ogc/tiles/WebMercatorQuad', '/styles', '/ogc/api', '/ogc']) {
      if (list === '/ogc/collections') await same(list, `${list}?as_of=${day}`, caller, there.map((id) => [id, features(world, id, caller, day).length]), (said) => said.collections.map(({ id, itemCount }) => [id, itemCount]));
      if (list === '/styles') await same(list, list, caller, ['all', 'areas', ...there], (said) => said.styles.map(({ id }) => id));
      if (list === '/ogc/api') await same(list, list, caller, there, (said) => Object.keys(said.paths).map((path) => path.match(/^\/collections\/([a-z-]+)\/items$/)?.[1]).filter(Boolean));
    }
    for (const layer of collections) {
      const mine = features(world, layer, caller, day);
      const path = `/ogc/collections/${layer}`;
      if (!mine) {
        for (const [route, one] of [['/ogc/collections/{id}', path], ['/ogc/collections/{id}/items', `${path}/items`], ['/ogc/collections/{id}/queryables', `${path}/queryables`], ['/ogc/collections/{id}/schema', `${path}/schema`], ['/ogc/collections/{id}/tiles', `${path}/tiles`], ['/styles/{id}.json', `/styles/${layer}.json`], ['/styles/{id}.qml', `/styles/${layer}.qml`], ['/styles/{id}.sld', `/styles/${layer}.sld`]]) await same(route, one, caller, 404);
        continue;
      }
      // How far a collection reaches is said of its records of any day.
      const ever = features(world, layer, caller, '9999-12-31');
      const bounds = ever.length === 0 ? undefined : is_of_areas(layer) ? ever.map(({ box }) => box) : ever.map(({ lon, lat }) => [lon, lat, lon, lat]);
      const bbox = bounds && [0, 1, 2, 3].map((side) => Number((side < 2 ? Math.min : Math.max)(...bounds.map((one) => one[side])).toFixed(6)));
      await same('/ogc/collections/{id}', `${path}?as_of=${day}`, caller, { itemCount: mine.length, bbox: bbox ?? null }, (said) => ({ itemCount: said.itemCount, bbox: said.extent?.spatial?.bbox?.[0].map((value) => Number(value.toFixed(6))) ?? null }));
      const keys = attributes[layer] ?? of_areas;
      const items = (list) => ({ numberMatched: list.length, features: list.map((one) => wanted(one, layer, keys)).sort(by_id) });
      const look = (said) => ({ numberMatched: said.numberMatched, features: said.features.map((one) => told(one, layer)).sort(by_id) });
      const asked = [['', () => true]];
      const [left, bottom, right, top] = area_of('490121101202').box.map((edge, i) => edge + (i < 2 ? 0.001 : -0.001));
      asked.push([`&bbox=${left},${bottom},${right},${top}`, (one) => (is_of_areas(layer) ? one.box[0] < right && one.box[2] > left && one.box[1] < top && one.box[3] > bottom : one.lon >= left && one.lon <= right && one.lat >= bottom && one.lat <= top)]);
      if (!is_of_areas(layer)) asked.push([`&filter=${encodeURIComponent("area IN ('490121101203','490121102201')")}`, ({ area }) => area === '490121101203' || area === '490121102201'], ['&area=490121102201', ({ area }) => area === '490121102201']);
      if (layer === 'courtyards') asked.push(['&status=revoked', ({ status }) => status === 'revoked'], [`&filter=${encodeURIComponent("completed_on >= DATE('2024-01-01')")}`, ({ completed_on }) => completed_on >= '2024-01-01']);
      for (const [query, meets] of asked) await same('/ogc/collections/{id}/items', `${path}/items?limit=1000&as_of=${day}${query}`, caller, items(mine.filter(meets)), look);
      // One by one: mine are told, those of others are not there.
      const all = features(world, layer, { role: 'admin', top: tops.county }, day);
      for (const one of all.filter((_, i) => i % 3 === 0 || is_of_areas(layer))) {
        const feature = `${path}/items/${one.id}?as_of=${day}`;
        const more = layer === 'bases' ? [...keys, 'women_employed', 'women_trained'] : layer === 'help-points' ? [...keys, 'kind', 'opened_on', 'closed_on', 'capacity'] : keys;
        await same('/ogc/collections/{id}/items/{feature}', feature, caller, mine.some(({ id }) => id === one.id) ? wanted(one, layer, more) : 404, (said) => { const { properties, ...rest } = told(said, layer); return { id: rest.id, properties: pick(properties, more), where: rest.where }; });
      }
    }
  }
}

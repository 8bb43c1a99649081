// SPDX-License-Identifier: Apache-2.0
// Every question that the interface knows, asked about a village: made from the routes of docs/API.md, which a unit test
// holds against the table of routes. A route with something in braces that is not known here ends the test: whoever adds
// a route says here what stands in its braces, and what is sent to it.
import { readFile } from 'node:fs/promises';
import { campaign, centre, county, disputes } from './canary_county.mjs';

const document = new URL('../../../docs/API.md', import.meta.url);

/** `{method, pattern}` of every route. */
export async function routes() {
  const text = await readFile(document, 'utf8');
  const found = [...text.matchAll(/`(GET|PUT|POST|PATCH|DELETE) (\/[^`?\s]*)`/g)].map(([, method, pattern]) => ({ method, pattern }));
  return [...new Map(found.map((route) => [`${route.method} ${route.pattern}`, route])).values()];
}

const collections = ['villages', 'townships', 'counties', 'courtyards', 'bases', 'help-points', 'inspections'];
const layers = 'areas,courtyards,bases,help-points,inspections';
const tile = ({ lon, lat }, z) => {
  const y = Math.asinh(Math.tan((lat * Math.PI) / 180));
  return [z, Math.floor(((lon + 180) / 360) * 2 ** z), Math.floor(((1 - y / Math.PI) / 2) * 2 ** z)];
};

/** What `{id}` means, by the folder it stands in. */
const ids = {
  '/api/reports/': (f) => [f.report],
  '/api/inspections/': (f) => [f.inspection],
  '/api/households/': (f) => f.households,
  '/api/bases/': (f) => [f.base],
  '/api/cases/': (f) => [f.case],
  '/api/relief/': (f) => [f.relief],
  '/api/rechecks/': (f) => [f.recheck],
  '/api/imports/': (f) => f.imports,
  // Whose jobs are whose is a test of its own: they are nobody's else, whatever their area.
  '/api/jobs/': () => ['6d3c6a52-4d5e-4a3c-9d57-1f2f3b8f7a10'],
  '/api/accounts/': (f) => [f.account],
  '/api/sessions/': (f) => [f.session],
  '/api/tokens/': (f) => [f.token],
  '/ogc/collections/bases/items/': (f) => [f.base],
  '/ogc/collections/help-points/items/': (f) => [f.help_point],
};

/** The paths of a pattern, about a village with its facts. */
export function paths(pattern, f) {
  if (!pattern.includes('{')) return [pattern];
  if (pattern.startsWith('/tiles/{layers}/'))
    return [6, 9, 12, 14, 16].map((z) => {
      const [, x, y] = tile(centre(f.village), z);
      return pattern.replace('{layers}', layers).replace('{z}', z).replace('{x}', x).replace('{y}', y);
    });
  if (pattern === '/tiles/{layers}.json') return [`/tiles/${layers}.json`];
  if (pattern === '/tiles/{layer}/metadata.json') return layers.split(',').map((layer) => `/tiles/${layer}/metadata.json`);
  if (pattern.includes('{tileMatrix}'))
    return [6, 9, 12, 14, 16].flatMap((z) => {
      const [, x, y] = tile(centre(f.village), z);
      const path = pattern.replace('{tileMatrix}', z).replace('{tileRow}', y).replace('{tileCol}', x);
      return path.includes('{id}') ? collections.map((id) => path.replace('{id}', id)) : [path];
    });
  if (pattern.startsWith('/styles/{id}')) return [...collections, 'areas', 'all', 'progress'].map((id) => pattern.replace('{id}', id));
  if (pattern.startsWith('/ogc/collections/{id}')) {
    const features = { villages: [f.village], townships: [f.township], counties: [county], courtyards: f.households, bases: [f.base], 'help-points': [f.help_point], inspections: [f.inspection] };
    return collections.flatMap((id) => {
      const path = pattern.replace('{id}', id);
      return path.includes('{feature}') ? features[id].map((feature) => path.replace('{feature}', feature)) : [path];
    });
  }
  if (pattern.startsWith('/api/exports/{file}')) return [...collections, 'progress'].flatMap((layer) => ['csv', 'geojson', 'xlsx', 'kml', 'fgb', 'gpkg', 'shp.zip'].map((ending) => pattern.replace('{file}', `${layer}.${ending}`)));
  if (pattern.includes('{kind}.')) return [pattern.replace('{kind}', 'households')];
  const folder = pattern.slice(0, pattern.indexOf('{'));
  if (pattern.includes('{campaign}')) {
    const of = pattern.replace('{area}', f.village);
    return folder === '/api/targets/' ? [of.replace('{campaign}/{indicator}', `${campaign}/courtyards`).replace('{period}', 'plan')] : [of.replace('{campaign}/{indicator}', 'reading-rooms/rooms').replace('{period}', '2023-05')];
  }
  if (pattern.startsWith('/api/flags/')) return [pattern.replace('{inspection}', f.inspection).replace('{kind}', f.flag)];
  const known = ids[folder];
  if (!known) throw new Error(`${pattern}: say in ${import.meta.url} what stands in its braces`);
  return known(f).map((id) => pattern.replace(/\{(id|name|feature)\}/, encodeURIComponent(id)).replace('{sha256}', f.sha256).replace('{code}', f.village));
}

/** The ways in which a path is read, beside without anything. A route knows few of them; those it refuses to anybody are asked once. */
export function readings(pattern, path, f) {
  if (path === '/api/events') return [];
  const at = `lon=${centre(f.village).lon}&lat=${centre(f.village).lat}`;
  const [village, township] = [f.village, f.township].map((area) => `area=${area}`);
  const one = pattern.startsWith('/ogc') ? ['f=html', 'f=jsonfg'] : ['f=csv', 'f=html', 'f=text', 'size=thumb', 'size=original'];
  const many = [
    ...one, 'limit=500', 'level=village', 'state=all', 'month=2023-05', `campaign=${disputes}`, 'campaign=child-relief', 'bbox=112,33,114,35', 'revision=40', 'as_of=2026-03-31',
    village, `${township}&level=village`, `area=${county}&level=village`, `${village}&${at}`, `${village}&indicator=registered`, `${village}&f=csv`,
  ];
  if (pattern.startsWith('/api/exports/')) return path.endsWith('.csv') ? [path, `${path}?${village}`, `${path}?area=${county}`] : [path];
  return [path, ...(pattern.includes('{') && !pattern.endsWith('/items') ? one : many).map((query) => `${path}?${query}`)];
}

/** What is sent to a path that changes something, so that it would be taken from one who may. */
export function body(method, path, f) {
  const at = centre(f.village);
  const json = (value, headers = {}) => ({ body: JSON.stringify(value), headers: { 'content-type': 'application/json', ...headers } });
  const empty = { body: undefined, headers: {} };
  const point = { campaign, observed_at: '2026-03-05T09:30:00+08:00', ...at, accuracy_m: 5, household: f.households[1], outcome: 'checked' };
  const decided = { campaign, to: 'checked', decided_on: '2026-03-05', reason: 'x', id: 'foreign' };
  const geo = (value, headers = {}) => ({ body: JSON.stringify(value), headers: { 'content-type': 'application/geo+json', ...headers } });
  const place = { type: 'Feature', geometry: { type: 'Point', coordinates: [at.lon, at.lat] }, properties: path.includes('/bases/') ? { name: 'x', level: 'county' } : { name: 'x', kind: 'other' } };
  const known = [
    [/^DELETE \/api\/session$/, () => null],
    // Whoever asks changes or ends what is theirs: there is nobody else's to name.
    [/^(POST|PUT|DELETE) \/api\/(session|password|second-factor)$/, () => null],
    [/^POST \/api\/tokens$/, () => null],
    [/^POST \/api\/backups$/, () => [empty]],
    [/^POST \/api\/accounts$/, () => [json({ name: 'somebody else', role: 'viewer', area: f.village })]],
    [/^PATCH \/api\/accounts\//, () => [json({ active: false }), json({ role: 'viewer' }, { 'if-match': '"x"' })]],
    [/^DELETE \/api\/(sessions|tokens|jobs)\//, () => [empty]],
    [/^POST \/api\/flags\/resolve$/, () => [json({ flags: [{ inspection: f.inspection, kind: f.flag }], verdict: 'dismissed', reason: 'x' })]],
    [/^POST \/api\/reports$/, () => [json({ area: f.village, from: '2026-01-01', to: '2026-03-31' })]],
    [/^PUT \/api\/targets\//, () => [json({ value: 9, approved_on: '2026-01-01', approved_by: 'x', reason: 'x' }, { 'if-none-match': '*' }), json({ value: 9, approved_on: '2026-01-01', approved_by: 'x', reason: 'x' }, { 'if-match': '"x"' })]],
    [/^POST \/api\/figures$/, () => [json({ campaign: 'reading-rooms', indicator: 'rooms', area: f.village, period: '2023-05', value: 1 })]],
    [/^PUT \/api\/figures\//, () => [json({ value: 1 })]],
    [/^PUT \/api\/inspections\/[^/]+$/, () => [json(point)]],
    [/^POST \/api\/inspections$/, () => [json([{ ...point, id: f.inspection }])]],
    [/^PUT \/api\/inspections\/[^/]+\/photos\//, () => [{ body: f.photo, headers: { 'content-type': 'image/jpeg' } }]],
    [/^POST \/api\/receipts\/check$/, () => [json({ hashes: [f.content_hash, f.sha256] })]],
    [/^POST \/api\/decisions$/, () => [json({ ...decided, household: f.households[1] }), json({ ...decided, base: f.base, campaign: 'skilled-wife', to: 'county' }), json({ ...decided, case: f.case, campaign: disputes, to: 'mediated' }), json({ ...decided, relief: f.relief, campaign: 'child-relief', to: 'approved' })]],
    [/^POST \/api\/households\/[^/]+\/resolve$/, () => [json({ field: 'address', choice: 0, reason: 'x' })]],
    [/^POST \/api\/cases$/, () => [json({ campaign: disputes, area: f.village, opened_on: '2026-03-05' })]],
    [/^PUT \/api\/cases\//, () => [json({ campaign: disputes, area: f.village, opened_on: '2026-03-01', kind: 'online' })]],
    [/^POST \/api\/relief$/, () => [json({ campaign: 'child-relief', area: f.village, opened_on: '2026-03-05', kind: 'goods', persons: 3, unit_value: 10 })]],
    [/^PUT \/api\/relief\//, () => [json({ campaign: 'child-relief', area: f.village, opened_on: '2026-03-01', kind: 'cash', persons: 3, unit_value: 10 })]],
    [/^POST \/api\/rechecks$/, () => [json({ campaign, area: f.village, as_of: '2026-03-31', size: 1 })]],
    [/^POST \/api\/flags\//, () => [json({ verdict: 'dismissed', reason: 'x' }), json({ verdict: 'dismissed', reason: 'x', supersedes: 1 })]],
    [/^(PUT|POST) \/api\/imports(\/[^/]+)?$/, () => [{ query: '?kind=households&filename=x.csv', body: `id,area,registered_on\n${f.households[1]},${f.village},2021-03-01\n`, headers: {} }]],
    [/^POST \/api\/imports\/[^/]+\/confirm$/, () => [empty]],
    [/^DELETE \/api\/imports\//, () => [empty]],
    [/^POST \/ogc\/collections\/[^/]+\/items$/, () => [geo(place), geo({ ...place, id: path.includes('/bases/') ? f.base : f.help_point })]],
    [/^PUT \/ogc\/collections\//, () => [geo(place, { 'if-match': '*' }), geo(place, { 'if-none-match': '*' })]],
    [/^PATCH \/ogc\/collections\//, () => [geo({ properties: { name: 'x' } }, { 'if-match': '*' }), geo({ properties: { name: 'x' } }), geo({ geometry: place.geometry }, { 'if-match': '*' })]],
    [/^DELETE \/ogc\/collections\//, () => [{ ...empty, headers: { 'if-match': '*' } }, empty]],
  ];
  const found = known.find(([pattern]) => pattern.test(`${method} ${path}`));
  if (!found) throw new Error(`${method} ${path}: say in ${import.meta.url} what is sent to it`);
  return found[1]();
}

/** What a body says that its asker knew already. */
export const told = (text) => [...text.matchAll(/qx[A-Z]\d{12}zk|\d{12}/g)].map(([match]) => match);

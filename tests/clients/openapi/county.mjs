// SPDX-License-Identifier: Apache-2.0
// What stands in the braces of each path of the sample county, after a day of work has been sent to it.
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { madePhoto } from '../../service/made_photo.mjs';

const uuid = (n) => `0190a1b2-0000-7000-8000-0000000000${String(n).padStart(2, '0')}`;
const village_level = 12;

/** Sends one of each kind of work. `sent(method, pattern, answer, text)` hears of every answer. */
export async function work_day(server, sent) {
  const ask = async (method, pattern, values, role, body, headers = {}, query = '') => {
    const path = pattern.replace(/\{(\w+)\}/g, (_, name) => encodeURIComponent(values[name]));
    const plain = body === undefined || typeof body === 'string' || body instanceof Uint8Array;
    const answer = await fetch(server.url + path + query, {
      method,
      headers: { ...server.as(role), ...(plain ? {} : { 'content-type': 'application/json' }), ...headers },
      body: plain ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    if (method !== 'GET') sent(method, pattern, answer, text);
    assert.ok(answer.status < 300, `${method} ${path}: ${answer.status} ${text}`);
    return text === '' ? {} : JSON.parse(text);
  };
  const get = (path, role = 'reviewer') => ask('GET', path, {}, role);
  const features = async (layer, role) => (await get(`/ogc/collections/${layer}/items?limit=5`, role)).features;
  const [courtyard, neighbour] = await features('courtyards');
  const [base] = await features('bases');
  const [help_point] = await features('help-points');
  const { area: county } = await get('/api/areas');
  const { campaigns } = await get('/api/campaigns');
  const village = courtyard.properties.area;
  assert.equal(village.length, village_level);
  const [lon, lat] = courtyard.geometry.coordinates;
  const point = { campaign: 'beautiful-courtyard', observed_at: '2026-03-01T09:30:00+08:00', lon, lat, accuracy_m: 90, household: courtyard.id, outcome: 'checked' };
  const photo = madePhoto({ comment: 'a photo' });
  const sha256 = createHash('sha256').update(photo).digest('hex');

  const facts = { county: county.code, village, courtyard, base, help_point, photo, sha256, lon, lat, inspection: uuid(1), import: uuid(2), waiting: uuid(3) };
  facts.returns = campaigns.find((one) => one.returns).id;
  const receipt = await ask('PUT', '/api/inspections/{id}', { id: facts.inspection }, 'reviewer', { ...point, photos: [sha256] });
  await ask('PUT', '/api/inspections/{id}', { id: facts.inspection }, 'reviewer', { ...point, photos: [sha256] });
  await ask('PUT', '/api/inspections/{id}/photos/{sha256}', { id: facts.inspection, sha256 }, 'reviewer', photo, { 'content-type': 'image/jpeg' });
  await ask('POST', '/api/inspections', {}, 'reviewer', [{ ...point, id: uuid(4) }, { ...point, id: uuid(5), lon: 999 }]);
  await ask('POST', '/api/receipts/check', {}, 'reviewer', { hashes: [receipt.content_hash, sha256, '0'.repeat(64)] });
  await ask('POST', '/api/decisions', {}, 'reviewer', { household: courtyard.id, campaign: 'beautiful-courtyard', to: 'revoked', decided_on: '2026-03-05', reason: 'left', inspections: [facts.inspection] });
  facts.report = (await ask('POST', '/api/reports', {}, 'reviewer', { area: county.code, from: '2023-01-01', to: '2023-06-30' })).id;
  facts.case = (await ask('POST', '/api/cases', {}, 'caseworker', { campaign: 'dispute-cases', area: village, opened_on: '2026-03-05' })).id;
  await ask('PUT', '/api/cases/{id}', { id: 'case-of-ours' }, 'caseworker', { campaign: 'dispute-cases', area: village, opened_on: '2026-03-05', kind: 'online' });
  facts.relief = (await ask('POST', '/api/relief', {}, 'caseworker', { campaign: 'child-relief', area: village, opened_on: '2026-03-05', kind: 'goods', persons: 3, unit_value: 10 })).id;
  facts.recheck = (await ask('POST', '/api/rechecks', {}, 'reviewer', { campaign: 'beautiful-courtyard', area: county.code, as_of: '2023-06-30', size: 5 })).id;
  const { entries } = await get('/api/flags?limit=3');
  [facts.flag] = entries;
  await ask('POST', '/api/flags/{inspection}/{kind}/resolve', { inspection: entries[0].inspection, kind: entries[0].flag }, 'reviewer', { verdict: 'confirmed', reason: 'seen' });
  await ask('POST', '/api/flags/resolve', {}, 'reviewer', { flags: [{ inspection: entries[1].inspection, kind: entries[1].flag }], verdict: 'dismissed', reason: 'seen' });
  const target = { campaign: 'beautiful-courtyard', indicator: 'courtyards', area: county.code, period: 'plan' };
  const { periods } = await get(`/api/targets?area=${county.code}`, 'planner');
  await ask('PUT', '/api/targets/{campaign}/{indicator}/{area}/{period}', target, 'planner', { value: 9000, approved_on: '2023-01-01', approved_by: 'a meeting', reason: 'revised' }, { 'if-match': periods[0].etag });
  const reported = campaigns.find((one) => one.returns);
  facts.figure = { campaign: reported.id, indicator: reported.returns.indicators[0], area: village.slice(0, 9), period: '2023-05' };
  facts.target = target;
  const rows = `id,area,registered_on\nnewcomer,${village},2021-03-01\nlost,999999999999,2021-03-01\n${neighbour.id},${neighbour.properties.area},2021-03-01\n`;
  await ask('PUT', '/api/imports/{id}', { id: facts.import }, 'reviewer', rows, {}, '?kind=households&filename=x.csv&accept=valid');
  await ask('PUT', '/api/imports/{id}', { id: facts.waiting }, 'reviewer', `id,name,level,area,lon,lat\nB-new,新基地,county,${village},${lon},${lat}\n`, {}, '?kind=bases&filename=b.csv&dry_run=true');
  // A file that is made in the background, and waited for.
  const job = await ask('GET', '/api/exports/{file}', { file: 'bases.csv' }, 'reviewer', undefined, {}, '?async=true');
  for (let { state } = job; state !== 'done'; { state } = await get(`/api/jobs/${job.id}`)) assert.ok(['waiting', 'running'].includes(state), state);
  facts.job = job.id;
  facts.revision = (await get('/api/editions')).revision;
  return facts;
}

/** The values of a path's braces; a route that is not known here ends the test. */
export function path_values(pattern, facts) {
  const one = (values) => [values];
  const known = [
    [/^\/api\/reports\//, () => one({ id: facts.report })],
    [/^\/api\/(targets)\//, () => one(facts.target)],
    [/^\/api\/figures\//, () => one(facts.figure)],
    [/^\/tiles\/\{layers\}\/\{z\}/, () => one({ layers: 'areas,bases', z: 9, x: tile_x(facts, 9), y: tile_y(facts, 9) })],
    [/^\/tiles\/\{layer\}\//, () => one({ layer: 'areas' })],
    [/^\/tiles\/\{layers\}\.json/, () => one({ layers: 'areas,courtyards' })],
    [/^\/styles\/\{id\}\.json/, () => ['all', 'areas', 'bases'].map((id) => ({ id }))],
    [/^\/styles\//, () => ['villages', 'courtyards'].map((id) => ({ id }))],
    [/^\/ogc\/collections\/bases\/items\/\{feature\}/, () => one({ feature: facts.base.id })],
    [/^\/ogc\/collections\/help-points\/items\/\{feature\}/, () => one({ feature: facts.help_point.id })],
    [/\{tileMatrix\}/, () => one({ id: 'villages', tileMatrix: 9, tileRow: tile_y(facts, 9), tileCol: tile_x(facts, 9) })],
    [/^\/ogc\/collections\/\{id\}\/items\/\{feature\}/, () => [{ id: 'villages', feature: facts.village }, { id: 'courtyards', feature: facts.courtyard.id }, { id: 'bases', feature: facts.base.id }]],
    [/^\/ogc\/collections\/\{id\}/, () => ['villages', 'counties', 'courtyards', 'bases', 'help-points', 'inspections'].map((id) => ({ id }))],
    [/^\/api\/inspections\//, () => one({ id: facts.inspection, sha256: facts.sha256 })],
    [/^\/api\/households\//, () => one({ id: facts.courtyard.id })],
    [/^\/api\/bases\//, () => one({ id: facts.base.id })],
    [/^\/api\/cases\//, () => one({ id: facts.case })],
    [/^\/api\/relief\//, () => one({ id: facts.relief })],
    [/^\/api\/rechecks\//, () => one({ id: facts.recheck })],
    [/^\/api\/flags\//, () => one({ inspection: facts.flag.inspection, kind: facts.flag.flag })],
    [/^\/api\/imports\/templates\//, () => one({ kind: 'households' })],
    [/^\/api\/imports\/\{id\}\/changes/, () => one({ id: facts.waiting, code: facts.village })],
    [/^\/api\/imports\//, () => [{ id: facts.import }, { id: facts.waiting }]],
    [/^\/api\/exports\//, () => ['bases.csv', 'bases.geojson', 'bases.xlsx', 'bases.kml', 'bases.fgb', 'bases.gpkg', 'bases.shp.zip', 'progress.csv'].map((file) => ({ file }))],
    [/^\/api\/jobs\//, () => one({ id: facts.job })],
    [/^\/api\/accounts\//, () => one({ name: 'demo-viewer' })],
    [/^\/api\/(sessions|tokens)\//, () => one({ id: 'ffffffffffffffff' })],
  ];
  if (!pattern.includes('{')) return [{}];
  const found = known.find(([start]) => start.test(pattern));
  if (!found) throw new Error(`${pattern}: say in ${import.meta.url} what stands in its braces`);
  return found[1]();
}

const tile_x = ({ lon }, z) => Math.floor(((lon + 180) / 360) * 2 ** z);
const tile_y = ({ lat }, z) => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);

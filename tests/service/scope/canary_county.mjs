// SPDX-License-Identifier: Apache-2.0
// A county of two townships with three villages each, where every text of a village holds a word found nowhere else:
// who reads a word tells exactly what they were shown. A word has a class, by which the table of who may see what is
// written down a second time, apart from the program (`may_see`).
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { madePhoto } from '../made_photo.mjs';
import { run, start } from '../program.mjs';

export const county = '490121';
export const townships = ['490121101', '490121102'];
export const villages = townships.flatMap((township) => [1, 2, 3].map((number) => `${township}20${number}`));
export const campaign = 'beautiful-courtyard';
export const disputes = 'dispute-cases';

/** What a word tells of: areas and figures, places, household points, what is personal, disputes, relief. */
export const kinds = { area: 'A', place: 'P', point: 'H', person: 'S', dispute: 'C', relief: 'R' };
/** The word of a kind in a village: 17 letters and digits that nothing else in the county holds. */
export const word = (kind, village) => `qx${kinds[kind]}${village}zk`;
export const every_word = villages.flatMap((village) => Object.keys(kinds).map((kind) => ({ kind, village, text: word(kind, village) })));

/** Who may see which kinds, in their own area. */
export const may_see = {
  0: [],
  1: ['area', 'place'],
  2: ['area', 'place', 'point'],
  viewer: ['area', 'place', 'point'],
  planner: ['area', 'place', 'point'],
  field: ['area', 'place', 'point', 'person'],
  reviewer: ['area', 'place', 'point', 'person', 'dispute'],
  caseworker: ['area', 'place', 'point', 'dispute', 'relief'],
  security: ['area'],
  auditor: [],
  admin: ['area', 'place', 'point', 'person', 'dispute'],
};
export const roles = Object.keys(may_see).filter((role) => !/^\d$/.test(role));

const side = 0.02;
const [west, south] = [113, 34];
const place = (village) => [Number(village.slice(11)) - 1, townships.indexOf(village.slice(0, 9))];
export const centre = (village) => ({ lon: west + (place(village)[0] + 0.5) * side, lat: south + (place(village)[1] + 0.5) * side });
export const square = (x, y, w, h) => {
  const [left, bottom, right, top] = [west + x * side, south + y * side, west + (x + w) * side, south + (y + h) * side];
  return { type: 'Polygon', coordinates: [[[left, bottom], [right, bottom], [right, top], [left, top], [left, bottom]]] };
};
const boundaries = [
  { code: county, name: '河湾县', level: 'county', geometry: square(0, 0, 3, 2) },
  ...townships.map((code, i) => ({ code, name: `${'东西'[i]}桥镇`, level: 'township', geometry: square(0, i, 3, 1) })),
  ...villages.map((code) => ({ code, name: `村${word('area', code)}`, level: 'village', geometry: square(...place(code), 1, 1) })),
];

/** The facts of a village, as they are written into files and sent. */
export const of = (village) => {
  const uuid = (n) => createHash('md5').update(`${village}/${n}`).digest('hex').replace(/^(.{8})(.{4}).(.{3}).(.{3})(.{12})$/, '$1-$2-4$3-8$4-$5');
  return {
    village,
    township: village.slice(0, 9),
    households: [1, 2, 3].map((n) => `${word('point', village)}-${n}`),
    base: `${word('place', village)}-b`,
    help_point: `${word('place', village)}-p`,
    inspection: uuid(1),
    report: uuid(2),
    imports: [uuid(3), uuid(4), uuid(5)],
    photo: madePhoto({ comment: word('person', village) }),
    case: `${word('dispute', village)}-c`,
    relief: `${word('relief', village)}-r`,
  };
};
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** Makes the data directory and fills it over HTTP, each village by an account of its own; `log` is what the server logged meanwhile. */
export async function make_county(folder) {
  const data = join(folder, 'data');
  await mkdir(folder, { recursive: true });
  const tokens = {};
  const command = async (args, input) => {
    const done = await run([...args, '--data', data], input);
    assert.equal(done.code, 0, `${args}: ${done.err}${done.out}`);
    return done.out.trim().split('\n').pop();
  };
  const file = async (name, text) => (await writeFile(join(folder, name), text), join(folder, name));
  const load = async (kind, name, text) => command(['load', kind, await file(name, text)]);
  const features = boundaries.map(({ geometry, ...properties }) => ({ type: 'Feature', properties, geometry }));
  await load('areas', 'areas.geojson', JSON.stringify({ type: 'FeatureCollection', features }));

  const scopes = { county, township: townships[0], other_township: townships[1], village: villages[0] };
  for (const [scope, area] of Object.entries(scopes))
    for (const role of roles) {
      const name = `${role}_of_${scope}`;
      await command(['user', 'add', name, '--role', role, '--area', area], 'a long enough password\n');
      tokens[name] = await command(['token', 'create', name]);
    }
  for (const village of villages) {
    const name = `team_of_${village}`;
    await command(['user', 'add', name, '--role', 'reviewer', '--area', village], 'a long enough password\n');
    tokens[name] = await command(['token', 'create', name]);
  }

  const rows = (head, row) => `${head}\n${villages.flatMap((v) => row(of(v), centre(v), v)).join('\n')}\n`;
  await load('bases', 'bases.csv', rows('id,name,level,area,lon,lat,recognised_on,women_employed,women_trained', (f, at, v) => [`${f.base},${word('place', v)}基地,county,${v},${at.lon},${at.lat},2022-05-01,12,30`]));
  await load('help-points', 'help_points.csv', rows('id,name,kind,area,lon,lat,opened_on,closed_on,capacity', (f, at, v) => [`${f.help_point},${word('place', v)}之家,women's home,${v},${at.lon + 0.001},${at.lat},2021-05-01,,20`]));

  const server = await start(data);
  const facts = {};
  const send = async (method, path, body, name, statuses = [200, 201], headers = {}) => {
    const raw = typeof body === 'string' || body instanceof Uint8Array;
    const answer = await fetch(server.url + path, {
      method,
      headers: { authorization: `Bearer ${tokens[name]}`, ...(raw ? {} : { 'content-type': 'application/json' }), ...headers },
      body: raw || body === undefined ? body : JSON.stringify(body),
    });
    const text = await answer.text();
    assert.ok(statuses.includes(answer.status), `${method} ${path} by ${name}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
  for (const village of villages) {
    const f = of(village);
    const at = centre(village);
    const team = `team_of_${village}`;
    const households = `id,name,address,lon,lat,area,registered_on\n${f.households.map((id, i) => `${id},户${word('person', village)},${word('person', village)}路${i}号,${(at.lon - 0.002 * i).toFixed(6)},${at.lat},${village},2021-03-01`).join('\n')}\n`;
    await send('PUT', `/api/imports/${f.imports[0]}?kind=households&filename=${word('person', village)}.csv`, households, 'admin_of_county');
    const other = households.replaceAll('路', '街').replaceAll('户', '人');
    await send('PUT', `/api/imports/${f.imports[1]}?kind=households&filename=again-${word('person', village)}.csv`, other, 'reviewer_of_county');
    const points = `household,campaign,observed_at,lon,lat,outcome,note\n${f.households[2]},${campaign},2026-02-01T09:30:00+08:00,${at.lon},${at.lat},checked,${word('person', village)}\n`;
    await send('PUT', `/api/imports/${f.imports[2]}?kind=inspections&filename=points-${word('person', village)}.csv`, points, team);
    const receipt = await send(
      'PUT',
      `/api/inspections/${f.inspection}`,
      { campaign, observed_at: '2026-03-01T09:30:00+08:00', ...at, accuracy_m: 900, household: f.households[0], outcome: 'checked', note: word('person', village), photos: [sha256(f.photo)] },
      team,
    );
    await send('PUT', `/api/inspections/${f.inspection}/photos/${sha256(f.photo)}`, f.photo, team, [201], { 'content-type': 'image/jpeg' });
    for (const to of ['recommended', 'checked', 'accepted'])
      await send('POST', '/api/decisions', { household: f.households[0], campaign, to, decided_on: '2026-03-02', reason: `因${word('person', village)}`, inspections: [f.inspection] }, team);
    await send('PUT', `/api/cases/${f.case}`, { campaign: disputes, area: village, opened_on: '2026-03-01' }, team);
    await send('PUT', `/api/relief/${f.relief}`, { campaign: 'child-relief', area: village, opened_on: '2026-03-01', kind: 'goods', persons: 12, unit_value: 40 }, 'caseworker_of_county');
    await send('PUT', `/api/targets/${campaign}/courtyards/${village}/plan`, { value: 3, approved_on: '2021-02-01', approved_by: word('area', village), reason: word('area', village) }, 'planner_of_county', [201], { 'if-none-match': '*' });
    await send('POST', '/api/reports', { id: f.report, area: village, from: '2026-01-01', to: '2026-06-30' }, 'planner_of_county');
    const recheck = await send('POST', '/api/rechecks', { campaign, area: village, as_of: '2026-03-31', size: 1, seed: word('person', village) }, team);
    const { tokens: own } = await send('GET', '/api/tokens', undefined, team);
    facts[village] = { ...f, account: team, token: own[0].id, session: own[0].id, sha256: sha256(f.photo), content_hash: receipt.content_hash, recheck: recheck.id, flag: receipt.flags[0] };
  }
  // A word on a flag of each village, and one flag that waits.
  for (const village of villages)
    await send('POST', `/api/flags/${facts[village].inspection}/${facts[village].flag}/resolve`, { verdict: 'confirmed', reason: word('person', village) }, `team_of_${village}`);
  await server.stop();
  return { data, tokens, facts, log: server.log() };
}

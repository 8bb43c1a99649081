// SPDX-License-Identifier: Apache-2.0
// The facts of the canary county and more of them, so that no two villages have the same figures: told to the program,
// and kept here as plain records that the oracle reads. Nothing in these records was asked of the program.
import assert from 'node:assert/strict';
import { campaign, centre, county, disputes, roles, townships, villages, word } from '../canary_county.mjs';

export const [side, west, south] = [0.02, 113, 34];
export const campaign_end = '2025-12-31';

const box = (x, y, w, h) => [west + x * side, south + y * side, west + (x + w) * side, south + (y + h) * side];
/** Every area: code, name, level, parent and its rectangle [west, south, east, north]. */
export const areas = [
  { code: county, name: '河湾县', level: 'county', parent: null, box: box(0, 0, 3, 2) },
  ...townships.map((code, i) => ({ code, name: `${'东西'[i]}桥镇`, level: 'township', parent: county, box: box(0, i, 3, 1) })),
  ...villages.map((code, i) => ({ code, name: `村${word('area', code)}`, level: 'village', parent: code.slice(0, 9), box: box(i % 3, Math.floor(i / 3), 1, 1) })),
];
export const area_of = (code) => areas.find((one) => one.code === code);
export const within = (top, code) => code.startsWith(top);

const six = (value) => Number(value.toFixed(6));
const levels = ['county', 'prefecture', 'province'];

/** What make_county wrote: of each village the same. */
function of_the_canary(made) {
  const world = { households: [], inspections: [], bases: [], help_points: [], cases: [], relief: [], targets: [], figures: [], reports: [], rechecks: [], imports: [], accounts: [] };
  for (const village of villages) {
    const [f, at] = [made.facts[village], centre(village)];
    const team = f.account;
    f.households.forEach((id, i) =>
      world.households.push({
        id, area: village, lon: six(at.lon - 0.002 * i), lat: at.lat, registered_on: '2021-03-01', name: '人**', address: `${word('person', village)}街${i}号`,
        // Two accounts wrote another name and another address, and nobody has settled which.
        conflicts: [{ field: 'name', values: ['户**', '人**'] }, { field: 'address', values: [`${word('person', village)}路${i}号`, `${word('person', village)}街${i}号`] }],
        steps: i === 0 ? ['recommended', 'checked', 'accepted'].map((to) => ({ on: '2026-03-02', to, by: team, reason: `因${word('person', village)}` })) : [],
      }),
    );
    world.inspections.push(
      { file: f.imports[2], area: village, household: f.households[2], on: '2026-02-01', ...at, accuracy_m: null, outcome: 'checked', note: word('person', village), by: team, photos: 0, verdicts: {} },
      { id: f.inspection, area: village, household: f.households[0], on: '2026-03-01', ...at, accuracy_m: 900, outcome: 'checked', note: word('person', village), by: team, photos: 1, verdicts: { low_accuracy: 'confirmed' } },
    );
    world.bases.push({ id: f.base, name: `${word('place', village)}基地`, area: village, ...at, level: 'county', recognised_on: '2022-05-01', women_employed: 12, women_trained: 30 });
    world.help_points.push({ id: f.help_point, name: `${word('place', village)}之家`, kind: 'womens_home', area: village, lon: at.lon + 0.001, lat: at.lat, opened_on: '2021-05-01', closed_on: null, capacity: 20 });
    world.cases.push({ id: f.case, campaign: disputes, area: village, opened_on: '2026-03-01', kind: null, by: team, steps: [] });
    world.relief.push({ id: f.relief, campaign: 'child-relief', area: village, opened_on: '2026-03-01', kind: 'goods', persons: 12, unit_value: 40, by: 'caseworker_of_county', steps: [] });
    const said = word('area', village);
    world.targets.push({ campaign, indicator: 'courtyards', area: village, period: 'plan', versions: [{ approved_on: '2021-02-01', value: 3, approved_by: said, reason: said }] });
    world.reports.push({ id: f.report, area: village, from: '2026-01-01', to: '2026-06-30', lang: 'zh', by: 'planner_of_county' });
    world.rechecks.push({ id: f.recheck, area: village, as_of: '2026-03-31', seed: word('person', village), by: team, household: f.households[0] });
    const name = word('person', village);
    world.imports.push(
      { id: f.imports[0], kind: 'households', file_name: `${name}.csv`, by: 'admin_of_county', rows: 3, areas: [village] },
      { id: f.imports[1], kind: 'households', file_name: `again-${name}.csv`, by: 'reviewer_of_county', rows: 3, areas: [village] },
      { id: f.imports[2], kind: 'inspections', file_name: `points-${name}.csv`, by: team, rows: 1, areas: [village] },
    );
    world.accounts.push({ name: team, role: 'reviewer', area: village });
  }
  for (const [scope, area] of Object.entries({ county, township: townships[0], other_township: townships[1], village: villages[0] }))
    for (const role of roles) world.accounts.push({ name: `${role}_of_${scope}`, role, area });
  return world;
}

/** Tells the program what makes the villages differ, and answers all facts together. */
export async function tell_world(made, url) {
  const world = of_the_canary(made);
  const send = async (method, path, name, body, headers = {}) => {
    const raw = typeof body === 'string';
    const answer = await fetch(url + path, { method, body: raw ? body : JSON.stringify(body), headers: { authorization: `Bearer ${made.tokens[name]}`, ...(raw ? {} : { 'content-type': 'application/json' }), ...headers } });
    const text = await answer.text();
    assert.ok([200, 201].includes(answer.status), `${method} ${path} by ${name}: ${answer.status} ${text}`);
    return JSON.parse(text);
  };
  // The ids of points in a file without ids are the program's to give: their sender is told.
  for (const one of world.inspections.filter(({ file }) => file)) one.id = (await (await fetch(`${url}/api/imports/${one.file}`, { headers: { authorization: `Bearer ${made.tokens[one.by]}` } })).json()).table.rows[0].id;
  let files = 0;
  const file = async (kind, name, head, rows, of) => {
    const id = `00000000-0000-4000-8000-0000000001${String(++files).padStart(2, '0')}`;
    await send('PUT', `/api/imports/${id}?kind=${kind}&filename=more-${kind}.csv`, name, `${head}\n${rows.map((row) => row.map((cell) => cell ?? '').join(',')).join('\n')}\n`);
    world.imports.push({ id, kind, file_name: `more-${kind}.csv`, by: name, rows: rows.length, areas: of });
  };

  const more = villages.flatMap((village, i) =>
    Array.from({ length: i + 4 }, (_, at) => {
      const n = at + 1;
      const steps = n === 1 ? [{ on: `2023-0${i + 1}-10`, to: 'accepted' }] : n === 2 && i % 2 ? [{ on: '2023-05-20', to: 'accepted' }, { on: '2024-04-01', to: 'revoked' }] : n === 3 ? [{ on: `2024-03-0${i + 1}`, to: 'accepted' }] : [];
      return {
        id: `${word('point', village)}-x${n}`, area: village, lon: six(centre(village).lon - 0.004 + 0.0012 * n), lat: six(centre(village).lat + 0.004), registered_on: `2022-0${n}-15`,
        name: '新**', address: `${word('person', village)}新路${n}号`, conflicts: [], steps,
        // What the file says of its status: a plaque without a day of its own is no step.
        filed: n === 3 ? 'plaque' : steps.at(-1)?.to,
      };
    }),
  );
  world.households.push(...more);
  await file('households', 'admin_of_county', 'id,name,address,lon,lat,area,registered_on,status,completed_on,revoked_on', more.map((h) => [h.id, `新${word('person', h.area)}`, h.address, h.lon, h.lat, h.area, h.registered_on, h.filed, h.steps[0]?.on, h.steps[1]?.on]), villages);

  const bases = villages.slice(1).map((village, at) => ({ id: `${word('place', village)}-b2`, name: `${word('place', village)}新基地`, area: village, lon: six(centre(village).lon - 0.003), lat: six(centre(village).lat - 0.006), level: levels[(at + 1) % 3], recognised_on: `2023-01-1${at + 1}`, women_employed: 11 + at, women_trained: 21 + at }));
  world.bases.push(...bases);
  await file('bases', 'admin_of_county', 'id,name,level,area,lon,lat,recognised_on,women_employed,women_trained', bases.map((b) => [b.id, b.name, b.level, b.area, b.lon, b.lat, b.recognised_on, b.women_employed, b.women_trained]), villages);
  const points = villages.map((village, i) => ({ id: `${word('place', village)}-p2`, name: `${word('place', village)}儿童之家`, kind: 'childrens_home', area: village, lon: six(centre(village).lon - 0.005), lat: six(centre(village).lat - 0.005), opened_on: '2022-01-01', closed_on: i % 2 ? null : '2025-06-30', capacity: 30 + i }));
  world.help_points.push(...points);
  await file('help-points', 'planner_of_county', 'id,name,kind,area,lon,lat,opened_on,closed_on,capacity', points.map((p) => [p.id, p.name, "children's home", p.area, p.lon, p.lat, p.opened_on, p.closed_on, p.capacity]), villages);

  // Plans that the yearly targets add up to, the second version of what make_county approved; townships have theirs, the county has none.
  const yearly = [...villages.map((area, i) => ({ area, years: [1, 1, i + 1, 2, 1] })), ...townships.map((area, i) => ({ area, years: [2, 4, 6 + i, 8, 10] }))];
  const targets = yearly.flatMap(({ area, years }) => [
    { area, period: 'plan', value: years.reduce((sum, one) => sum + one), approved_on: '2021-06-01' },
    ...years.map((value, n) => ({ area, period: String(2021 + n), value, approved_on: '2021-01-05' })),
  ]);
  await file('targets', 'planner_of_county', 'campaign,indicator,area,period,value,approved_on', targets.map((t) => [campaign, 'courtyards', t.area, t.period, t.value, t.approved_on]), villages);
  for (const { area, period, value, approved_on } of targets) {
    const known = world.targets.find((one) => one.area === area && one.period === period);
    const version = { approved_on, value, approved_by: '', reason: '' };
    if (known) known.versions.push(version);
    else world.targets.push({ campaign, indicator: 'courtyards', area, period, versions: [version] });
  }

  for (const [i, village] of villages.entries()) {
    const team = `team_of_${village}`;
    for (let n = 1; n <= i; ++n) {
      const house = more.find(({ id }) => id === `${word('point', village)}-x${n + 3}`);
      const point = { id: `00000000-0000-4000-8000-00000002${i}${String(n).padStart(3, '0')}`, area: village, household: house.id, on: `2025-09-0${n}`, lon: house.lon, lat: house.lat, accuracy_m: 7, outcome: 'checked', note: '', by: team, photos: 0, verdicts: {} };
      await send('PUT', `/api/inspections/${point.id}`, team, { campaign, observed_at: `${point.on}T09:30:00+08:00`, lon: point.lon, lat: point.lat, accuracy_m: 7, household: house.id, outcome: 'checked' });
      world.inspections.push(point);
      const one = { id: `${word('dispute', village)}-c${n}`, campaign: disputes, area: village, opened_on: `2024-0${n}-01`, kind: n % 2 ? 'online' : 'offline', by: team, steps: n === 1 ? [{ on: '2024-02-03', to: 'mediated' }, { on: `2024-0${i + 2}-04`, to: 'closed' }] : [] };
      await send('PUT', `/api/cases/${one.id}`, team, { campaign: disputes, area: village, opened_on: one.opened_on, kind: one.kind });
      for (const { on, to } of one.steps) await send('POST', '/api/decisions', team, { case: one.id, campaign: disputes, to, decided_on: on, reason: 'x' });
      world.cases.push(one);
    }
  }
  // Relief that was delivered: 36 persons of three villages in goods, 3 of one in cash.
  const cash = { id: `${word('relief', villages[3])}-r2`, campaign: 'child-relief', area: villages[3], opened_on: '2025-02-01', kind: 'cash', persons: 3, unit_value: 300, by: 'caseworker_of_county', steps: [] };
  await send('PUT', `/api/relief/${cash.id}`, cash.by, { campaign: 'child-relief', area: cash.area, opened_on: cash.opened_on, kind: 'cash', persons: 3, unit_value: 300 });
  world.relief.push(cash);
  for (const [batch, day] of [[cash, '2025-03-01'], ...world.relief.slice(0, 3).map((one) => [one, '2026-03-04'])])
    for (const to of ['approved', 'delivered']) {
      await send('POST', '/api/decisions', 'caseworker_of_county', { relief: batch.id, campaign: 'child-relief', to, decided_on: day, reason: 'x' });
      batch.steps.push({ on: day, to });
    }
  // Figures that townships report, some late and some not at all; of children, 7 here and 3 there.
  const [east, west_town] = townships;
  const reported = [
    ['rights-protection', 'received', east, '2024-05', 14, '2024-06-03'], ['rights-protection', 'closed', east, '2024-05', 11, '2024-06-04'],
    ['rights-protection', 'received', west_town, '2024-05', 23, '2024-06-03'], ['rights-protection', 'closed', west_town, '2024-05', 17, '2024-06-19'],
    ['rights-protection', 'received', west_town, '2024-04', 5, '2024-05-02'],
    ['rights-protection', 'centres', east, '2024-05', 2, '2024-06-03'], ['rights-protection', 'centres', east, '2024-06', 3, '2024-07-03'],
    ['child-care', 'outings', villages[1], '2024-05', 7, '2024-06-01'], ['child-care', 'activities', villages[4], '2024-05', 3, '2024-06-01'],
    ['child-care', 'relief_goods', villages[2], '2024-05', 11, '2024-06-01', 500],
  ].map(([of, indicator, area, period, value, reported_on, unit_value]) => ({ campaign: of, indicator, area, period, value, reported_on, unit_value }));
  for (const figure of reported) await send('POST', '/api/figures', 'planner_of_county', figure);
  world.figures.push(...reported);
  return world;
}

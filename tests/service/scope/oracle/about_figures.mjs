// SPDX-License-Identifier: Apache-2.0
// Progress, its lines, classes and explanations, targets, returns, reports and reach: the same figures counted from the facts.
import { campaign, county } from '../canary_county.mjs';
import { children, expected, figure, of_area, reason, returns, row, target } from './figures.mjs';
import { open_points, reach } from './reach.mjs';
import { area_of, areas, within } from './world.mjs';
import { may, sees } from './sight.mjs';
import { by_id, pick, plain } from './asking.mjs';

const days = ['2022-06-30', '2024-06-30', '2025-12-31', '2026-03-31'];
const beneath = (code, level) => areas.filter((one) => one.level === level && within(code, one.code)).map(({ code: of }) => of);
const next = { county: 'township', township: 'village', village: 'village' };
const brief = (code) => pick(area_of(code), ['code', 'name', 'level']);

export const others = [
  'skilled-wife/bases', 'skilled-wife/prefecture_bases', 'skilled-wife/province_bases', 'skilled-wife/women_employed', 'skilled-wife/women_trained', 'child-care/help_points', 'dispute-cases/found', 'dispute-cases/closed',
  'rights-protection/received', 'rights-protection/closed', 'rights-protection/centres',
  'child-relief/persons', 'child-relief/batches', 'child-care/outings', 'child-care/activities', 'child-care/relief_goods',
];

export async function progress({ same }, world, everybody) {
  for (const caller of everybody.filter((one) => may(one, 'aggregates')))
    for (const { code, level } of areas)
      for (const day of days) {
        const path = `/api/progress?area=${code}&as_of=${day}`;
        const seen = sees(caller, code);
        const parts = (said) => ({ area: plain(said.area), total: plain(said.total), rows: plain(said.rows) });
        // A village has nothing beneath: its row is its own, or none.
        const rows = level === 'village' ? undefined : beneath(code, next[level]).map((one) => row(world, one, day));
        await same('/api/progress', path, caller, seen ? { area: brief(code), total: row(world, code, day), rows } : 404, (said) => ({ ...parts(said), ...(rows ? {} : { rows: undefined }) }));
        if (level !== 'village' && seen) await same('/api/progress', `${path}&level=village`, caller, beneath(code, 'village').map((one) => row(world, one, day)), ({ rows: said }) => plain(said));
      }
}

export async function other_indicators({ same }, world, everybody) {
  for (const caller of everybody.filter((one) => may(one, 'aggregates')))
    for (const one of others)
      for (const { code, level } of areas.filter((area) => sees(caller, area.code)))
        for (const day of ['2024-06-30', '2026-03-31']) {
          const [of, indicator] = one.split('/');
          const wanted = (area) => ({ code: area, ...figure(world, of, indicator, area, day) });
          const look = (said) => pick(said, Object.keys(wanted(said.code)));
          const rows = level === 'village' ? [] : beneath(code, next[level]).map(wanted);
          await same('/api/progress', `/api/progress?campaign=${of}&indicator=${indicator}&area=${code}&as_of=${day}`, caller, { total: wanted(code), rows }, (said) => ({ total: look(said.total), rows: level === 'village' ? [] : said.rows.map(look) }));
        }
}

export async function lines_and_classes({ same }, world, everybody) {
  const ends = ['2023-03-31', '2023-06-30', '2023-09-30', '2023-12-31', '2024-03-31', '2024-06-30', '2024-09-30', '2024-12-31'];
  for (const caller of everybody.filter((one) => may(one, 'aggregates'))) {
    for (const { code, level } of areas.filter((area) => area.level !== 'village')) {
      const path = `/api/progress/matrix?area=${code}&from=2023-01-01&to=2024-12-31&step=quarter`;
      if (!sees(caller, code)) {
        await same('/api/progress/matrix', path, caller, 404);
        continue;
      }
      const line = (area) => ends.map((day) => row(world, area, day));
      const wanted = {
        dates: ends,
        rows: beneath(code, next[level]).map((area) => ({ code: area, completed: line(area).map(({ completed }) => completed), share_plan: line(area).map(({ share_plan }) => share_plan) })),
        total: { completed: line(code).map(({ completed }) => completed), expected: ends.map((day) => expected(world, code, day)).map((value) => (value === null ? null : Math.round(value * 100) / 100)) },
      };
      await same('/api/progress/matrix', path, caller, wanted, (said) => ({
        dates: said.dates,
        rows: said.rows.map((one) => ({ ...pick(one, ['code', 'completed']), share_plan: one.share_plan.map((value) => (value === null ? null : Math.round(value * 1e4) / 1e4)) })),
        total: { completed: said.total.completed, expected: said.total.expected.map((value) => (value === null ? null : Math.round(value * 100) / 100)) },
      }));
      // Every figure by date: those of the rows of these days.
      const keys = ['registered', 'target_plan', 'target_year', 'completed', 'completed_year', 'share_plan', 'share_year', 'expected_share', 'pace', 'value', 'value_year', 'suppressed'];
      const lists = (area) => ({ code: area, ...Object.fromEntries(keys.map((key) => [key, line(area).map((one) => one[key])])) });
      await same('/api/progress/matrix', `${path}&figures=all`, caller, { total: lists(code), rows: beneath(code, next[level]).map(lists) }, (said) => ({ total: pick(said.total, ['code', ...keys]), rows: said.rows.map((one) => pick(one, ['code', ...keys])) }));
      for (const day of days) {
        const counts = [0, 0, 0, 0, 0, 0];
        let [no_data, zero] = [0, 0];
        for (const one of beneath(code, 'village').map((area) => row(world, area, day))) {
          const value = one.share_plan === null ? null : Math.round(one.share_plan * 10) / 10;
          if (one.target_plan !== null && one.registered === 0) no_data++;
          else if (value === 0) zero++;
          else counts[[40, 60, 80, 90, 100].filter((edge) => value >= edge).length]++;
        }
        await same('/api/progress/classes', `/api/progress/classes?area=${code}&level=village&as_of=${day}`, caller, { counts, marks: { no_data, zero, suppressed: 0, not_applicable: 0 } }, (said) => pick(said, ['counts', 'marks']));
      }
    }
  }
}

export async function explanations({ same }, world, everybody) {
  for (const caller of everybody.filter((one) => may(one, 'aggregates')))
    for (const { code } of areas) {
      for (const day of ['2024-06-30', '2026-03-31']) {
        const path = `/api/progress/explain?campaign=${campaign}&area=${code}&as_of=${day}&limit=500`;
        if (!sees(caller, code)) {
          await same('/api/progress/explain', path, caller, 404);
          continue;
        }
        const all = of_area(world.households, code).map((one) => ({ id: one.id, area: one.area, ...reason(world, one, day) })).sort(by_id);
        const [counted, rest] = [all.filter(({ standing }) => standing === 'counted'), all.filter(({ standing }) => standing !== 'counted')];
        const told = may(caller, 'households');
        const look = (records) => (records ?? []).map(({ id, area, standing, since }) => ({ id, area: area.code, standing, since })).sort(by_id);
        await same(
          '/api/progress/explain', path, caller,
          { figures: row(world, code, day), counted: { total: counted.length, records: told ? counted : [] }, excluded: { total: rest.length, records: told ? rest : [] } },
          (said) => ({ figures: plain(said.figures), counted: { total: said.numerator.total, records: look(said.numerator.records) }, excluded: { total: said.excluded.total, records: look(said.excluded.records) } }),
        );
      }
      // Of children nothing is told one by one, to nobody.
      if (sees(caller, code)) await same('/api/progress/explain', `/api/progress/explain?campaign=child-relief&indicator=persons&area=${code}`, caller, 403);
    }
}

export async function targets_and_returns({ same }, world, everybody) {
  const day = '2024-06-30';
  const periods = ['plan', '2021', '2022', '2023', '2024', '2025'];
  for (const caller of everybody.filter((one) => may(one, 'aggregates')))
    for (const { code, level } of areas) {
      const path = `/api/targets?campaign=${campaign}&indicator=courtyards&area=${code}&as_of=${day}`;
      const one = (period) => `/api/targets/${campaign}/courtyards/${code}/${period}`;
      const [route, single] = ['/api/targets', '/api/targets/{campaign}/{indicator}/{area}/{period}'];
      if (!sees(caller, code)) {
        await same(route, path, caller, 404);
        await same(single, one('plan'), caller, 404);
        continue;
      }
      const versions = (period) => world.targets.find((of) => of.area === code && of.period === period)?.versions ?? [];
      const version = ({ approved_on, value, approved_by, reason: why }) => ({ approved_on, value, approved_by, reason: why });
      const wanted = periods.map((period) => {
        const of = children(code).map((child) => ({ code: child.code, value: target(world, child.code, period, day) }));
        const held = of.filter(({ value }) => value !== null);
        return { period, value: target(world, code, period, day), versions: versions(period).map(version), children: of, sum_of_children: held.length ? held.reduce((sum, { value }) => sum + value, 0) : null };
      });
      await same(route, path, caller, wanted, (said) => said.periods.map((of) => ({ ...pick(of, ['period', 'value', 'sum_of_children']), versions: of.versions.map(version), children: of.children.map((child) => pick(child, ['code', 'value'])) })).map(({ period, value, versions: v, children: c, sum_of_children }) => ({ period, value, versions: v, children: c, sum_of_children })));
      for (const period of ['plan', '2023']) await same(single, one(period), caller, versions(period).map(version), (said) => said.versions.map(version));
      if (level !== 'village')
        for (const [month, due_on] of [['2024-04', '2024-05-05'], ['2024-05', '2024-06-05'], ['2024-06', '2024-07-05']])
          await same('/api/returns', `/api/returns?campaign=rights-protection&area=${code}&month=${month}&level=township`, caller, { due_on, ...returns(world, code, month, due_on) }, (said) => ({ due_on: said.due_on, ...plain(pick(said, ['total', 'rows', 'missing'])) }));
    }
}

/** The figures of a report: those that the facts decide; what nobody reported is no figure, what speaks of children is withheld. */
function report_figures(world, code, from, to) {
  const before = new Date(Date.parse(from) - 86_400_000).toISOString().slice(0, 10);
  const now = row(world, code, to);
  const of = (campaign_of, indicator, day = to) => figure(world, campaign_of, indicator, code, day).value;
  return {
    'beautiful-courtyard.courtyards.completed@to': now.completed,
    'beautiful-courtyard.courtyards.completed_year@to': now.completed_year,
    'beautiful-courtyard.courtyards.target_plan@to': now.target_plan,
    'beautiful-courtyard.courtyards.target_year@to': now.target_year,
    'skilled-wife.bases.completed@to': of('skilled-wife', 'bases'),
    'skilled-wife.prefecture_bases.completed@to': of('skilled-wife', 'prefecture_bases'),
    'skilled-wife.province_bases.completed@to': of('skilled-wife', 'province_bases'),
    'skilled-wife.bases.completed@period': of('skilled-wife', 'bases') - of('skilled-wife', 'bases', before),
    'child-care.help_points.completed@to': of('child-care', 'help_points'),
    'child-care.outings.completed@period': code === county && from < '2024-05-31' && '2024-05-31' <= to ? 5 : undefined,
  };
}

export async function reports({ same }, world, everybody) {
  for (const caller of everybody.filter((one) => may(one, 'aggregates'))) {
    for (const { code } of areas)
      for (const [from, to] of [['2024-01-01', '2024-06-30'], ['2023-01-01', '2023-06-30']]) {
        const path = `/api/report?area=${code}&from=${from}&to=${to}`;
        if (!sees(caller, code)) {
          await same('/api/report', path, caller, 404);
          continue;
        }
        const wanted = JSON.parse(JSON.stringify(report_figures(world, code, from, to)));
        const of_children = /^(child-care\.(relief_goods|relief_cash|grants|activities|outings)|health-screening\.(screened|helped))\./;
        await same('/api/report', path, caller, { wanted, withheld: true, sentence: true }, (said) => {
          const part = (id) => said.parts.find((one) => one.id === id);
          return {
            wanted: Object.fromEntries(Object.keys(wanted).map((id) => [id, part(id)?.value ?? null])),
            withheld: code === county || said.parts.filter(({ id }) => of_children.test(id)).every(({ value, kind }) => value === null && kind === 'withheld'),
            // The sentence says the same as the figure.
            sentence: said.text.includes(`累计完成${wanted['beautiful-courtyard.courtyards.completed@to']}户`),
          };
        });
      }
    const mine = world.reports.filter(({ area }) => sees(caller, area)).map((one) => pick(one, ['id', 'area', 'from', 'to', 'lang', 'by'])).sort(by_id);
    await same('/api/reports', '/api/reports', caller, mine, (said) => said.reports.map((one) => pick(one, ['id', 'area', 'from', 'to', 'lang', 'by'])).sort(by_id));
    for (const one of world.reports) await same('/api/reports/{id}', `/api/reports/${one.id}`, caller, sees(caller, one.area) ? { ...pick(one, ['id', 'area', 'from', 'to', 'by']), completed: 1 } : 404, (said) => ({ ...pick(said, ['id', 'area', 'from', 'to', 'by']), completed: said.parts.find(({ id }) => id === 'beautiful-courtyard.courtyards.completed@to').value }));
  }
}

/** Figures that were counted on a grid: near enough, by a part of the village and a few centimetres. */
const near = (said, wanted, slack) => (said === null || wanted === null || said === undefined || wanted === undefined ? (said ?? null) === (wanted ?? null) : Math.abs(said - wanted) <= slack);
const exact = ['code', 'name', 'level', 'points', 'villages', 'villages_within', 'villages_whole', 'villages_touched', 'villages_unplaced', 'population'];
function reach_as(said, wanted) {
  const close = near(said.area_m2, wanted.area_m2, 20) && near(said.reached_m2, wanted.reached_m2, wanted.area_m2 * 0.004) && near(said.area_share, (wanted.reached_m2 / wanted.area_m2) * 100, 0.5) && (wanted.nearest_m === undefined || (wanted.nearest_m === null ? said.nearest_m === null : said.nearest_m >= Math.min(...wanted.nearest_m) - 5 && said.nearest_m <= Math.max(...wanted.nearest_m) + 5));
  return { ...pick(said, exact), close: close || [said, wanted] };
}
const wanted_reach = (one) => ({ ...pick(one, exact), close: true });

export async function coverage({ same }, world, everybody) {
  const known = new Map();
  const of = (code, service, radius, day, extra) => {
    const key = [code, service, radius, day, extra?.lon].join();
    if (!known.has(key)) known.set(key, reach(code, [...open_points(world, service, day), ...(extra ? [extra] : [])], radius));
    return known.get(key);
  };
  for (const caller of everybody.filter((one) => may(one, 'aggregates')))
    for (const { code, level } of areas)
      for (const [service, radius, day] of [['help-points', 900, '2024-06-30'], ['help-points', 900, '2026-03-31'], ['bases', 1500, '2022-06-30']]) {
        const query = `service=${service}&radius_m=${radius}&area=${code}&as_of=${day}`;
        if (!sees(caller, code)) {
          await same('/api/coverage', `/api/coverage?${query}`, caller, 404);
          continue;
        }
        const total = of(code, service, radius, day);
        const rows = level === 'village' ? [total] : beneath(code, 'village').map((one) => of(one, service, radius, day));
        await same('/api/coverage', `/api/coverage?${query}&level=village`, caller, { total: wanted_reach(total), rows: rows.map(wanted_reach) }, (said) => ({ total: reach_as(said.total, total), rows: said.rows.map((one, i) => reach_as(one, rows[i] ?? {})) }));
        if (service === 'bases') continue;
        const [left, bottom] = area_of(code).box;
        const extra = { lon: Number((left + 0.017).toFixed(6)), lat: Number((bottom + 0.016).toFixed(6)) };
        extra.area = areas.find((one) => one.level === 'village' && extra.lon >= one.box[0] && extra.lon < one.box[2] && extra.lat >= one.box[1] && extra.lat < one.box[3]).code;
        const after = of(code, service, radius, day, extra);
        const gain = after.reached_m2 - total.reached_m2;
        await same('/api/coverage/whatif', `/api/coverage/whatif?${query}&lon=${extra.lon}&lat=${extra.lat}`, caller, { village: extra.area, before: wanted_reach(total), after: wanted_reach(after), added: true, within: after.villages_within - total.villages_within }, (said) => ({
          village: said.village.code,
          before: reach_as(said.before, total),
          after: reach_as(said.after, after),
          added: near(said.added.reached_m2, gain, total.area_m2 * 0.004) || [said.added, gain],
          within: said.added.villages_within,
        }));
      }
}

// SPDX-License-Identifier: Apache-2.0
// Figures counted from the facts by loops: rows of progress, their shares and pace, monthly returns, and what is
// withheld where a figure speaks of children (DOMAIN.md rules 1, 4, 5, 9, 10 and 14).
import { county } from '../canary_county.mjs';
import { standing, waits } from './records.mjs';
import { area_of, areas, campaign_end, within } from './world.mjs';

const share = (part, whole) => (whole ? Math.round((part / whole) * 1e6) / 1e4 : null);
const sum = (list, of) => list.reduce((total, one) => total + of(one), 0);
/** The day of a date since 1970-01-01. */
export const day_number = (date) => Date.parse(`${date}T00:00:00Z`) / 86_400_000;

export const of_area = (list, code) => list.filter(({ area }) => within(code, area));

/** The target in force on a day: of the versions approved by then the one approved last. */
export function target(world, code, period, day) {
  const versions = world.targets.find((one) => one.area === code && one.period === period)?.versions.filter(({ approved_on }) => approved_on <= day) ?? [];
  return versions.sort((one, other) => (one.approved_on < other.approved_on ? -1 : 1)).at(-1)?.value ?? null;
}
export const children = (code) => areas.filter(({ parent }) => parent === code);

/** What the pace line asks for by a day, in households: years that are over whole, this one by its days. */
export function expected(world, code, day) {
  const year = Number(day.slice(0, 4));
  let wanted = null;
  for (let one = 2021; one <= Math.min(year, 2025); ++one) {
    const value = target(world, code, String(one), day);
    if (value === null) continue;
    const days = day_number(`${one + 1}-01-01`) - day_number(`${one}-01-01`);
    wanted = (wanted ?? 0) + (one < year ? value : (value * (day_number(day) - day_number(`${year}-01-01`) + 1)) / days);
  }
  return wanted;
}

const date_of = (number) => new Date(number * 86_400_000).toISOString().slice(0, 10);
/** When the plan is met if things go on as in the last 365 days; null when it never is, or is already. */
function forecast(world, code, day, plan) {
  const counted = (on) => of_area(world.households, code).filter((one) => one.registered_on <= on && standing(one, 'courtyards', on, 'registered').counts).length;
  const [now, before] = [counted(day), counted(date_of(day_number(day) - 365))];
  if (plan === null || now <= before || now >= plan) return null;
  return date_of(day_number(day) + Math.ceil(((plan - now) * 365) / (now - before)));
}

/** The row of progress of an area for its courtyards on a day. */
export function row(world, code, day) {
  const { name, level } = area_of(code);
  const households = of_area(world.households, code).filter(({ registered_on }) => registered_on <= day);
  const counted = households.map((one) => standing(one, 'courtyards', day, 'registered')).filter(({ counts }) => counts);
  const completed = counted.length;
  const completed_year = counted.filter(({ counted_from }) => counted_from.startsWith(day.slice(0, 4))).length;
  const [plan, year] = [target(world, code, 'plan', day), target(world, code, day.slice(0, 4), day)];
  const wanted = plan === null ? null : share(expected(world, code, day), plan);
  const ahead = plan ? (completed / plan) * 100 - wanted : null;
  const beneath = children(code).map((child) => target(world, child.code, 'plan', day)).filter((value) => value !== null);
  return {
    code, name, level,
    registered: households.length,
    proposed: households.filter((one) => waits(world, one, day)).length,
    target_plan: plan, target_year: year, completed, completed_year,
    share_plan: share(completed, plan), share_year: share(completed_year, year), share_registered: share(completed, households.length),
    expected_share: wanted,
    pace: day > campaign_end ? 'ended' : plan === null ? 'no_target' : Math.abs(ahead) <= 2 ? 'on_pace' : ahead > 0 ? 'ahead' : 'behind',
    forecast_on: forecast(world, code, day, plan),
    value: completed, value_year: completed_year, suppressed: false,
    children_gap: beneath.length ? { target_plan: plan, sum_of_children: sum(beneath, (value) => value) } : null,
  };
}

/** What an indicator comes to for an area on a day: {value, value_year} or {suppressed: true}. */
export function figure(world, campaign, indicator, code, day) {
  const year = day.slice(0, 4);
  const both = (list, of, on) => ({ value: sum(list, of), value_year: sum(list.filter((one) => on(one).startsWith(year)), of), suppressed: false });
  const withheld = { value: null, value_year: null, suppressed: true };
  /** Of children only the root is told of, in multiples of 5, and nothing from 1 to 4. */
  const guarded = ({ value, value_year }) => {
    if (code !== county || (value > 0 && value < 5) || (value_year > 0 && value_year < 5)) return withheld;
    return { value: 5 * Math.round(value / 5), value_year: 5 * Math.round(value_year / 5), suppressed: false };
  };
  const last_day = (period) => new Date(Date.UTC(Number(period.slice(0, 4)), Number(period.slice(5)), 0)).toISOString().slice(0, 10);
  const reports = of_area(world.figures, code).filter((one) => one.campaign === campaign && one.indicator === indicator && last_day(one.period) <= day);
  switch (`${campaign}/${indicator}`) {
    case 'skilled-wife/bases':
    case 'skilled-wife/prefecture_bases':
    case 'skilled-wife/province_bases':
    case 'skilled-wife/women_employed':
    case 'skilled-wife/women_trained': {
      const ladder = ['county', 'prefecture', 'province'];
      const least = indicator.endsWith('_bases') ? ladder.indexOf(indicator.replace('_bases', '')) : 0;
      const bases = of_area(world.bases, code).filter(({ recognised_on, level }) => recognised_on <= day && ladder.indexOf(level) >= least);
      return both(bases, (one) => (indicator.startsWith('women') ? one[indicator] : 1), ({ recognised_on }) => recognised_on);
    }
    case 'child-care/help_points': {
      const open = of_area(world.help_points, code).filter(({ opened_on, closed_on }) => opened_on <= day && (closed_on === null || day < closed_on));
      return both(open, () => 1, ({ opened_on }) => opened_on);
    }
    case 'dispute-cases/found':
      return both(of_area(world.cases, code).filter(({ opened_on }) => opened_on <= day), () => 1, ({ opened_on }) => opened_on);
    case 'dispute-cases/closed': {
      const closed = of_area(world.cases, code).map((one) => standing(one, 'cases', day, 'found')).filter(({ counts }) => counts);
      return both(closed, () => 1, ({ counted_from }) => counted_from);
    }
    case 'child-relief/batches':
    case 'child-relief/persons': {
      const done = of_area(world.relief, code).map((one) => ({ ...one, ...standing(one, 'relief', day, 'listed') })).filter(({ counts }) => counts);
      return guarded(both(done, ({ persons }) => (indicator === 'persons' ? persons : 1), ({ counted_from }) => counted_from));
    }
    case 'child-care/outings':
    case 'child-care/activities':
      return guarded(both(reports, ({ value }) => value, ({ period }) => period));
    case 'child-care/relief_goods': {
      const persons = guarded(both(reports, ({ value }) => value, ({ period }) => period));
      return persons.suppressed ? persons : { ...persons, value: persons.value * 500, value_year: persons.value_year * 500 };
    }
    case 'rights-protection/received':
    case 'rights-protection/closed':
      return both(reports, ({ value }) => value, ({ period }) => period);
    case 'rights-protection/centres': {
      // A stock: of each area what it reported last.
      const last = new Map(reports.sort((one, other) => (one.period < other.period ? -1 : 1)).map((one) => [one.area, one]));
      return { value: sum([...last.values()], ({ value }) => value), suppressed: false };
    }
  }
  throw new Error(`the oracle knows no ${campaign}/${indicator}`);
}

/** The monthly returns of townships beneath an area: each is in when all its indicators are, on the day of the last. */
export function returns(world, code, month, due_on) {
  const rows = areas.filter(({ level, code: one }) => level === 'township' && within(code, one)).map((one) => {
    const days = ['received', 'closed'].map((indicator) => world.figures.find(({ area, indicator: of, period }) => area === one.code && of === indicator && period === month)?.reported_on);
    const came = days.every(Boolean);
    return { code: one.code, name: one.name, level: one.level, owed: 1, returned: Number(came), in_time: Number(came && days.every((day) => day <= due_on)) };
  });
  const rated = (one) => ({ ...one, completeness: share(one.returned, one.owed), timeliness: share(one.in_time, one.owed) });
  const { name, level } = area_of(code);
  const total = { code, name, level, owed: rows.length, returned: sum(rows, (one) => one.returned), in_time: sum(rows, (one) => one.in_time) };
  return { total: rated(total), rows: rows.map(rated), missing: rows.filter(({ returned }) => !returned).map(({ code: of, name: called, level: at }) => ({ code: of, name: called, level: at })) };
}

/** Why a courtyard counts or not for its area on a day (docs/DATA.md, how a figure is explained). */
export function reason(world, household, day) {
  const now = standing(household, 'courtyards', day, 'registered');
  if (now.counts) return { standing: 'counted', since: now.counted_from };
  if (household.registered_on > day) return { standing: 'registered_later', since: household.registered_on };
  if (now.revoked_on) return { standing: 'revoked', since: now.revoked_on };
  if (waits(world, household, day)) {
    const seen = world.inspections.filter(({ household: of, on }) => of === household.id && on <= day).map(({ on }) => on).sort();
    return { standing: 'proposed_only', since: seen[0] };
  }
  const later = household.steps.find(({ on, to }) => on > day && ['accepted', 'published', 'plaque'].includes(to));
  return later ? { standing: 'counts_later', since: later.on } : { standing: 'not_accepted', since: now.since };
}

// SPDX-License-Identifier: Apache-2.0
// Numbers and time as pure functions: classes, changes, frames, lines, windows of rows, programmes, sizes.
import { afterEach, describe, expect, it } from 'vitest';
import type { Campaign, FramesAnswer, Indicator, MatrixAnswer, Row } from '../src/api/types.ts';
import { breaksOf, classOf, coloursOf } from '../src/measure/classes.ts';
import { classChoiceOf, measureFor, measureOf, measuresOf } from '../src/measure/measures.ts';
import { changeOf, readingOf } from '../src/measure/reading.ts';
import { madeScheme } from '../src/measure/scheme.ts';
import { rowsAt } from '../src/picture/frames.ts';
import { grouped } from '../src/rail/programme_groups.ts';
import { answersTo, ranked, sorted, usualOrder } from '../src/ranking/ranked.ts';
import { scrollTo, windowOf } from '../src/ranking/window.ts';
import { placeOf } from '../src/timeline/scale.tsx';
import { linesOf, pointAt } from '../src/trend/trend_lines.ts';
import { bytes } from '../src/words/bytes.ts';
import { row } from './made_row.ts';

const indicator = (change: Partial<Indicator> = {}): Indicator => ({
  id: 'lectures',
  name: { zh: '讲座', en: 'Lectures' },
  unit: { zh: '场', en: 'events' },
  kind: 'count',
  direction: 'more',
  reported: true,
  protected: false,
  ...change,
});

const campaign = (change: Partial<Campaign> = {}): Campaign => ({
  id: 'family-education',
  name: { zh: '家庭教育', en: 'Family education' },
  start: '2021-01-01',
  end: '2022-12-31',
  record: 'figures',
  indicator: indicator(),
  indicators: [indicator()],
  returns: null,
  statuses: [],
  years: [2021, 2022],
  ...change,
});

afterEach(() => {
  madeScheme.value = null;
});

describe('classes that the server made', () => {
  it('take the place of the fixed ones for their measure alone', () => {
    madeScheme.value = { measure: 'plan', method: 'jenks', pooled: false, breaks: [38.1, 50] };
    expect(breaksOf('plan')).toEqual([38.1, 50]);
    expect(breaksOf('year')).toEqual([40, 60, 80, 90, 100]);
    expect(readingOf(row({ share_plan: 38.06 }), 'plan', 'figures')).toMatchObject({ number: 1 });
    expect(coloursOf('plan', 'light', false)).toHaveLength(3);
  });

  it('of equal values are one', () => {
    madeScheme.value = { measure: 'value', method: 'quantile', pooled: false, breaks: [] };
    expect(coloursOf('value', 'dark', false)).toHaveLength(1);
    expect(classOf(7, breaksOf('value'))).toBe(0);
  });

  it('below zero are judged as they are printed, too', () => {
    expect(classOf(-2.05, [-2.1, 0])).toBe(1);
    expect(classOf(-2.15, [-2.1, 0])).toBe(0);
  });
});

describe('measures', () => {
  const plain = { target_plan: null, target_year: null, share_plan: null };

  it('are shares where there are targets, and figures where there are none', () => {
    expect(measuresOf(indicator({ kind: 'records' }), row(), [])).toEqual(['plan', 'year', 'pace']);
    expect(measuresOf(indicator(), row(plain), [row(plain)])).toEqual(['value', 'value_year']);
    expect(measuresOf(indicator({ kind: 'rate' }), row({ ...plain, value: 93.4 }), [])).toEqual(['value']);
    expect(measureFor('pace', ['value'])).toBe('value');
  });

  it('of other themes are their own', () => {
    const about = { measures: ['plan' as const], compare: null };
    expect(measureOf({ ...about, theme: 'reach' }, 'plan')).toBe('reach');
    expect(measureOf({ ...about, theme: 'progress' }, 'change')).toBe('plan');
    expect(measureOf({ ...about, theme: 'progress', compare: '2022-12-31' }, 'change')).toBe('change');
  });

  it('have fixed classes only of per cents', () => {
    expect(classChoiceOf('value', indicator(), { method: 'fixed', count: 5, pooled: false }).method).toBe(
      'quantile',
    );
    expect(classChoiceOf('value', indicator({ kind: 'rate' }), null).method).toBe('fixed');
    expect(classChoiceOf('plan', indicator(), { method: 'equal', count: 4, pooled: true })).toEqual({
      method: 'equal',
      count: 4,
      pooled: true,
    });
  });
});

describe('readings', () => {
  it('a figure of the whole alone is no data beneath it', () => {
    expect(readingOf(row({ onlyWhole: true, value: 0 }), 'value', 'figures').kind).toBe('no_data');
  });

  it('nothing to divide by is not applicable, and zero is zero', () => {
    expect(readingOf(row({ value: null }), 'value', 'figures').kind).toBe('not_applicable');
    expect(readingOf(row({ value: 0, completed: 0 }), 'value', 'figures').kind).toBe('zero');
  });

  it('what is withheld is suppressed in every measure', () => {
    for (const measure of ['plan', 'year', 'pace', 'value', 'value_year', 'change'] as const)
      expect(readingOf(row({ suppressed: true }), measure, 'figures').kind).toBe('suppressed');
  });

  it('a change is that of shares where there is a plan', () => {
    const before: Row = row({ share_plan: 40, value: 1 });
    expect(changeOf(row({ before, comparedBy: 'share_plan' }))).toBe(10);
    expect(changeOf(row({ before, comparedBy: 'value' }))).toBe(4);
    expect(changeOf(row({ before: null }))).toBe(null);
    expect(changeOf(row({ before: row({ suppressed: true }) }))).toBe(null);
  });
});

describe('ranking', () => {
  it('the nearest comes first', () => {
    const reach = (code: string, nearest_m: number) =>
      row({
        code,
        reach: {
          ...row(),
          points: 1,
          area_share: 50,
          area_m2: 1,
          reached_m2: 1,
          villages: 1,
          villages_within: 1,
          villages_whole: 1,
          villages_touched: 1,
          villages_unplaced: 0,
          nearest_m,
          population: null,
        },
      });
    const list = ranked([reach('a', 900), reach('b', 100)], 'reach', 'help-points', () => null);
    const order = sorted(list, { column: 'share', direction: 'ascending' });
    expect(order.map(one => [one.row.code, one.rank])).toEqual([
      ['b', 1],
      ['a', 2],
    ]);
  });

  it('is searched by name and by the beginning of the code', () => {
    expect(answersTo(row(), ' 柳溪 ')).toBe(true);
    expect(answersTo(row(), '4101')).toBe(true);
    expect(answersTo(row(), '99101')).toBe(false);
  });

  it('rows that are withheld come last', () => {
    const rows = [row({ code: 'a', suppressed: true }), row({ code: 'b', share_plan: 1 })];
    expect(
      sorted(
        ranked(rows, 'plan', 'figures', () => null),
        usualOrder,
      ).map(one => one.row.code),
    ).toEqual(['b', 'a']);
  });
});

describe('a window of rows', () => {
  it('holds what is in sight, and room for all the others', () => {
    for (const top of [0, 1, 500, 6000, 1e6]) {
      const { first, end, above, below } = windowOf(320, top, 440, 22);
      expect(above + below + (end - first) * 22).toBe(320 * 22);
      expect(end - first).toBeLessThanOrEqual(61);
    }
    expect(windowOf(320, 2200, 440, 22)).toMatchObject({ first: 80, end: 140 });
  });

  it('scrolls no further than it must', () => {
    expect(scrollTo(5, 0, 440, 22, 50)).toBe(0);
    expect(scrollTo(30, 0, 440, 22, 50)).toBe(31 * 22 - 440 + 50);
    expect(scrollTo(3, 500, 440, 22, 50)).toBe(66);
  });
});

describe('frames', () => {
  const figures = {
    registered: [10, 11],
    completed: [1, 2],
    completed_year: [1, 1],
    target_plan: [10, 10],
    target_year: [null, 2],
    share_plan: [10, 20],
    share_year: [null, 50],
    expected_share: [5, 15],
    value: [1, 2],
    value_year: [1, 1],
    pace: ['ahead' as const, 'ahead' as const],
    suppressed: [false, false],
  };
  const frames: FramesAnswer = {
    as_of: '2021-02-28',
    revision: 7,
    edition: '2020-01-01',
    dates: ['2021-01-31', '2021-02-28'],
    editions: ['2019-01-01', '2020-01-01'],
    total: { fid: 1, code: '410199', ...figures },
    rows: [{ fid: 2, code: '410199101', ...figures }],
  };
  const name = (fid: number) => ({ fid, code: String(fid), name: `N${fid}`, level: 'township' as const });
  const names = new Map([1, 2].map(fid => [fid, name(fid)]));

  it('give the rows of a date under their names', () => {
    const found = rowsAt(frames, '2021-02-28', names)!;
    expect(found).toMatchObject({ as_of: '2021-02-28', revision: 7, total: { completed: 2 } });
    expect(found.rows[0]).toMatchObject({ name: 'N2', share_plan: 20, target_year: 2, pace: 'ahead' });
  });

  it('are not used on other days, in other borders, or without names', () => {
    expect(rowsAt(frames, '2021-02-27', names)).toBe(null);
    expect(rowsAt(frames, '2021-01-31', names)).toBe(null);
    expect(rowsAt(frames, '2021-02-28', new Map([[1, name(1)]]))).toBe(null);
  });
});

describe('the trend', () => {
  const trend: MatrixAnswer = {
    campaign: 'x',
    dates: ['2021-06-30', '2021-12-31', '2022-06-30'],
    rows: [],
    total: {
      completed: [2, 6, 9],
      expected: [5, 10, 15],
      target_plan: 20,
      share_plan: [10, 30, 45],
      value: [20, 30, 25],
      yearly_targets: [
        { year: 2021, target_cumulative: 10 },
        { year: 2022, target_cumulative: 20 },
      ],
    },
  };
  const about = (kind: Indicator['kind'], target: number | null) => ({
    campaign: campaign(),
    indicator: indicator({ kind }),
    trend,
    total: row({ completed: 6, value: 30, target_plan: target, expected_share: target && 50 }),
    asOf: '2021-12-31',
    compare: '2021-06-30',
  });

  it('has a step for each year, and knows nothing of later dates', () => {
    const lines = linesOf(about('count', 20));
    expect(lines.steps.map(point => point[1])).toEqual([10, 10, 20, 20]);
    expect(lines.actual.map(point => point[1])).toEqual([0, 2, 6]);
    expect(lines.expectedNow).toBe(10);
    expect(lines.compared?.[1]).toBe(2);
  });

  it('of a rate is the rate, and its target a level', () => {
    const lines = linesOf(about('rate', 95));
    expect(lines.actual.map(point => point[1])).toEqual([20, 30]);
    expect(lines.steps.map(point => point[1])).toEqual([95, 95]);
    expect([lines.expected, lines.expectedNow]).toEqual([[], null]);
  });

  it('is read between its points, and nowhere else', () => {
    const line: [number, number][] = [
      [10, 0],
      [20, 5],
    ];
    expect([pointAt(line, 14), pointAt(line, 9), pointAt(line, 21)]).toEqual([[14, 2], null, null]);
  });
});

it('the day of comparison stands where it lies between the ends of months', () => {
  const stops = ['2021-01-31', '2021-02-28', '2021-03-31'];
  expect(placeOf(stops, '2021-02-28')).toBe(1);
  expect(placeOf(stops, '2021-02-14')).toBe(0.5);
  expect(placeOf(stops, '2025-01-01')).toBe(2);
});

it('programmes are found by their own name and by that of an indicator, in both languages', () => {
  const all = [campaign(), campaign({ id: 'of-our-own', name: { zh: '农家书屋', en: 'Reading rooms' } })];
  expect(grouped(all, '').map(([group]) => group)).toEqual(['family', 'other']);
  expect(grouped(all, 'reading').flatMap(([, members]) => members.map(one => one.id))).toEqual([
    'of-our-own',
  ]);
  expect(grouped(all, '讲座')).toHaveLength(2);
  expect(grouped(all, '没有')).toEqual([]);
});

it('sizes are told with two digits that count', () => {
  expect([0, 950, 29_000, 1_519_616, 15_394_237, 2e9].map(bytes)).toEqual([
    '0 B',
    '950 B',
    '29 KB',
    '1.5 MB',
    '15 MB',
    '2.0 GB',
  ]);
});

// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import { bareShare, count, difference, share, tenths } from '../src/words/numbers.ts';
import { endOfLastQuarter, endOfLastYear, fullDay, monthEnds } from '../src/words/days.ts';
import { nearestStop, stopsUpTo } from '../src/timeline/stops.ts';
import { apart, roundTicks } from '../src/trend/trend_lines.ts';
import { roundBelow } from '../src/map/scale_drawing.tsx';

describe('numbers', () => {
  it.each([
    [79.65, '79.7'],
    [79.649, '79.6'],
    [0.05, '0.1'],
    [52, '52.0'],
    [103.94, '103.9'],
    [1234.5, '1,234.5'],
    [-10.65, '−10.7'],
    [-0.01, '0.0'],
  ])('prints %d with one decimal, half up, as %s', (value, text) => expect(tenths(value)).toBe(text));
  it('groups thousands and says nothing where there is nothing to divide by', () => {
    expect(count(12431)).toBe('12,431');
    expect(count(-7)).toBe('−7');
    expect([count(null), share(null), bareShare(null), difference(null)]).toEqual(['—', '—', '—', '—']);
  });
  it('signs differences', () => {
    expect([difference(7.5), difference(-2), difference(0.04)]).toEqual(['+7.5', '−2.0', '0.0']);
  });
});

describe('days', () => {
  it('prints a day in both languages', () => {
    expect(fullDay('2026-06-30', 'zh')).toBe('2026年6月30日');
    expect(fullDay('2026-06-30', 'en')).toBe('30 June 2026');
  });
  it('lists month ends, leap years included, and ends with the span', () => {
    expect(monthEnds('2023-12-01', '2024-03-15')).toEqual([
      '2023-12-31',
      '2024-01-31',
      '2024-02-29',
      '2024-03-15',
    ]);
  });
  it('knows the ends of last quarter and last year', () => {
    expect(endOfLastQuarter('2026-06-30')).toBe('2026-03-31');
    expect(endOfLastQuarter('2026-01-01')).toBe('2025-12-31');
    expect(endOfLastYear('2026-11-23')).toBe('2025-12-31');
  });
  it('places any day on the slider, and lets nobody into the future', () => {
    const stops = ['2023-01-31', '2023-02-28', '2023-03-31'];
    expect([
      nearestStop(stops, '2023-02-10'),
      nearestStop(stops, '2023-02-28'),
      nearestStop(stops, '2024-01-01'),
    ]).toEqual([1, 1, 2]);
    expect([
      stopsUpTo(stops, '2023-02-10'),
      stopsUpTo(stops, '2023-02-28'),
      stopsUpTo(stops, '2030-01-01'),
    ]).toEqual([2, 2, 3]);
  });
});

describe('scales', () => {
  it('ticks are round and reach the value', () => {
    expect(roundTicks(15600, 4)).toEqual([0, 5000, 10000, 15000, 20000]);
    expect(roundTicks(3, 4)).toEqual([0, 1, 2, 3]);
  });
  it('labels are kept apart', () => {
    const [first, second] = apart([{ y: 50 }, { y: 52 }], 15, 0);
    expect(second!.y - first!.y).toBeCloseTo(15);
  });
  it('the scale bar is 1, 2 or 5 times a power of ten', () => {
    expect([roundBelow(7300), roundBelow(199), roundBelow(100)]).toEqual([5000, 100, 100]);
  });
});

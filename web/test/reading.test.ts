// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import type { Row } from '../src/api/types.ts';
import { classOf, paceBreaks, shareBreaks } from '../src/measure/classes.ts';
import { countReadings, readingOf } from '../src/measure/reading.ts';
import { ranked, sorted, usualOrder } from '../src/ranking/ranked.ts';
import { row } from './made_row.ts';

it('classes are closed below and open above', () => {
  const at = (value: number) => classOf(value, shareBreaks);
  expect([0.1, 39.9, 40, 59.9, 60, 80, 90, 99.9, 100, 130].map(at)).toEqual([0, 0, 1, 1, 2, 3, 4, 4, 5, 5]);
});

it('a share is classed as it is printed', () => {
  expect(classOf(39.96, shareBreaks)).toBe(1);
  expect(classOf(39.94, shareBreaks)).toBe(0);
});

it('within two points of the pace line is the middle class', () => {
  expect([-30, -2.1, -2, 0, 1.9, 2, 25].map(value => classOf(value, paceBreaks))).toEqual([
    0, 2, 3, 3, 3, 4, 6,
  ]);
});

it('the four absences are told apart', () => {
  const kind = (change: Partial<Row>) => readingOf(row(change), 'plan', 'courtyards').kind;
  expect(kind({ registered: 0, completed: 0, share_plan: 0 })).toBe('no_data');
  expect(kind({ completed: 0, share_plan: 0 })).toBe('zero');
  expect(kind({ suppressed: true })).toBe('suppressed');
  expect(kind({ target_plan: null, share_plan: null })).toBe('not_applicable');
  expect(kind({})).toBe('class');
});

it('a township without bases is zero, not silent', () => {
  expect(readingOf(row({ registered: 0, completed: 0, share_plan: 0 }), 'plan', 'bases').kind).toBe('zero');
});

it('counts add up to the number of areas', () => {
  const readings = [
    row({}),
    row({ share_plan: 95 }),
    row({ share_plan: null }),
    row({ suppressed: true }),
  ].map(one => readingOf(one, 'plan', 'bases'));
  expect([...countReadings(readings).values()].reduce((a, b) => a + b)).toBe(4);
});

it('equal printed shares share a place, and areas without a value come last without one', () => {
  const rows = [
    row({ code: 'a', share_plan: 50.04 }),
    row({ code: 'b', share_plan: null }),
    row({ code: 'c', share_plan: 50.01 }),
    row({ code: 'd', share_plan: 70 }),
  ];
  const list = sorted(
    ranked(rows, 'plan', 'courtyards', () => null),
    usualOrder,
  );
  expect(list.map(one => [one.row.code, one.rank])).toEqual([
    ['d', 1],
    ['a', 2],
    ['c', 2],
    ['b', null],
  ]);
  const upwards = sorted(list, { column: 'share', direction: 'ascending' });
  expect(upwards.map(one => one.row.code)).toEqual(['c', 'a', 'd', 'b']);
});

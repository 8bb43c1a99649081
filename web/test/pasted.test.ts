// SPDX-License-Identifier: Apache-2.0
import { expect, test } from 'vitest';
import { pasted } from '../src/desk/targets/pasted.ts';
import type { SheetRow } from '../src/desk/targets/sheet.ts';

const row = (code: string, name: string, values: (number | null)[], isParent = false): SheetRow => ({
  area: { fid: 1, code, name, level: 'township' },
  isParent,
  values,
  yearsSum: null,
  planLess: null,
});
const periods = ['plan', '2024', '2025'];
const rows = [
  row('410199', '栖云市', [30, 10, 20], true),
  row('410199100', '荷汀镇', [10, 4, 6]),
  row('410199101', '柳浦镇', [20, 6, 14]),
];
const at = (r: number, p: number) => ({ row: r, period: p });

test('a block is laid over the sheet from the chosen cell on', () => {
  const found = pasted('5\t6\r\n6\t13\r\n', rows, periods, at(1, 1));
  expect(found.changes.map(({ row, period, from, to }) => [row.area.name, period, from, to])).toEqual([
    ['荷汀镇', '2024', 4, 5],
    ['柳浦镇', '2025', 14, 13],
  ]);
  expect(found.same).toBe(2);
  expect(found.bad).toEqual([]);
});

test('lines may name their area by code or name; thousands have commas', () => {
  const found = pasted('柳浦镇\t1,020\n410199100\t11', rows, periods, at(0, 0));
  expect(found.changes.map(({ row, to }) => [row.area.code, to])).toEqual([
    ['410199101', 1020],
    ['410199100', 11],
  ]);
});

test('what is no whole number from 0 on, has no cell or names nothing is told', () => {
  const found = pasted('无此乡\t5\n1.5\n-3\n7\t8\t9\t10', rows, periods, at(0, 0));
  expect(found.bad).toEqual([
    { kind: 'unknown', text: '无此乡' },
    { kind: 'number', text: '1.5' },
    { kind: 'below', text: '-3' },
    { kind: 'beyond', text: '7' },
    { kind: 'beyond', text: '8' },
    { kind: 'beyond', text: '9' },
    { kind: 'beyond', text: '10' },
  ]);
});

test('sums that no longer fit are told: children against the parent, years against the plan', () => {
  const found = pasted('7', rows, periods, at(1, 1));
  expect(found.sums).toEqual([{ period: '2024', sum: 13, own: 10 }]);
  expect(found.years).toEqual([{ name: '荷汀镇', sum: 13, plan: 10 }]);
});

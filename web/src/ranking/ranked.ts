// SPDX-License-Identifier: Apache-2.0
import type { Campaign, Row } from '../api/types.ts';
import { readingOf, type Reading } from '../measure/reading.ts';
import type { Measure } from '../view/view.ts';

export type Column = 'name' | 'count' | 'share' | 'change';
export interface Order {
  column: Column;
  direction: 'ascending' | 'descending';
}
export const usualOrder: Order = { column: 'share', direction: 'descending' };

export interface RankedRow {
  row: Row;
  reading: Reading;
  /** Null for areas without a value: they have no place. */
  rank: number | null;
  change: number | null;
}

/** Every row with its place by the measure; equal printed shares share a place. */
export function ranked(
  rows: Row[],
  measure: Measure,
  record: Campaign['record'],
  changeOf: (row: Row) => number | null,
): RankedRow[] {
  const all = rows.map(row => ({
    row,
    reading: readingOf(row, measure, record),
    rank: null as number | null,
    change: changeOf(row),
  }));
  const placed = all.filter(one => 'value' in one.reading).sort((a, b) => valueOf(b)! - valueOf(a)!);
  placed.forEach((one, index) => {
    const before = placed[index - 1];
    one.rank = before && printed(before) === printed(one) ? before.rank : index + 1;
  });
  return all;
}

const valueOf = ({ reading }: RankedRow) => ('value' in reading ? reading.value : null);
const printed = (row: RankedRow) => Math.round(valueOf(row)! * 10 + 1e-9);

const keys: Record<Exclude<Column, 'name'>, (row: RankedRow) => number | null> = {
  count: row => row.row.completed,
  share: valueOf,
  change: row => row.change,
};

/** Sorted for reading; rows without a value come last in either direction. */
export function sorted(rows: RankedRow[], { column, direction }: Order): RankedRow[] {
  const sign = direction === 'ascending' ? 1 : -1;
  const byCode = (a: RankedRow, b: RankedRow) => (a.row.code < b.row.code ? -1 : 1);
  if (column === 'name')
    return [...rows].sort((a, b) => sign * a.row.name.localeCompare(b.row.name, 'zh-CN') || byCode(a, b));
  const key = keys[column];
  return [...rows].sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === null || right === null) return left === right ? byCode(a, b) : left === null ? 1 : -1;
    return sign * (left - right) || byCode(a, b);
  });
}

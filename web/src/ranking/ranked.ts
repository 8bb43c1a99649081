// SPDX-License-Identifier: Apache-2.0
import type { Campaign } from '../api/types.ts';
import { readingOf, type ReadRow, type Reading } from '../measure/reading.ts';
import type { Measure } from '../view/view.ts';

export type Column = 'name' | 'count' | 'share' | 'change';
export interface Order {
  column: Column;
  direction: 'ascending' | 'descending';
}
export const usualOrder: Order = { column: 'share', direction: 'descending' };

export interface RankedRow {
  row: ReadRow;
  reading: Reading;
  /** Null for areas without a value: they have no place. */
  rank: number | null;
  change: number | null;
}

/** The shortest way is the best; of everything else more comes first. */
const isBest = (measure: Measure, a: number, b: number) => (measure === 'reach' ? a - b : b - a);

/** Every row with its place by the measure; equal printed shares share a place. */
export function ranked(
  rows: ReadRow[],
  measure: Measure,
  record: Campaign['record'],
  changeOf: (row: ReadRow) => number | null,
): RankedRow[] {
  const all = rows.map(row => ({
    row,
    reading: readingOf(row, measure, record),
    rank: null as number | null,
    change: changeOf(row),
  }));
  const placed = all
    .filter(one => 'value' in one.reading)
    .sort((a, b) => isBest(measure, valueOf(a)!, valueOf(b)!));
  placed.forEach((one, index) => {
    const before = placed[index - 1];
    one.rank = before && printed(before) === printed(one) ? before.rank : index + 1;
  });
  return all;
}

const valueOf = ({ reading }: RankedRow) => ('value' in reading ? reading.value : null);
const printed = (row: RankedRow) => Math.round(valueOf(row)! * 10 + 1e-9);

/** What the column of counts is sorted by. */
function countOf({ row, reading }: RankedRow): number | null {
  if (reading.kind === 'suppressed' || reading.kind === 'no_data') return null;
  if (row.reach) return row.reach.villages_within;
  if (row.returns) return row.returns.returned;
  if (row.flags) return row.flags.open;
  return row.completed;
}

const keys: Record<Exclude<Column, 'name'>, (row: RankedRow) => number | null> = {
  count: countOf,
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

/** Whether a row is among those that are looked for: part of the name, or the beginning of the code. */
export function answersTo({ name, code }: ReadRow, wanted: string): boolean {
  const text = wanted.trim().toLowerCase();
  return text === '' || name.toLowerCase().includes(text) || code.startsWith(text);
}

// SPDX-License-Identifier: Apache-2.0
import type { Campaign, Row } from '../api/types.ts';
import type { Measure } from '../view/view.ts';
import { breaksOf, classOf } from './classes.ts';

/** The four absences, which must never look alike. */
export const marks = ['no_data', 'zero', 'suppressed', 'not_applicable'] as const;
export type Mark = (typeof marks)[number];

/** How one area reads under one measure: a value with its class, or the reason why there is none. */
export type Reading =
  | { kind: 'class'; number: number; value: number }
  | { kind: 'no_data' }
  | { kind: 'suppressed' }
  | { kind: 'not_applicable' }
  | { kind: 'zero'; value: 0 };

export function valueOf(row: Row, measure: Measure): number | null {
  if (measure === 'plan') return row.share_plan;
  if (measure === 'year') return row.share_year;
  return row.share_plan === null || row.expected_share === null ? null : row.share_plan - row.expected_share;
}

/** An area with a target but nothing on its list has sent nothing yet; that is not the same as zero. */
const hasNoReturn = (row: Row, record: Campaign['record']) =>
  row.completed === null || (record === 'courtyards' && row.registered === 0 && row.completed === 0);

export function readingOf(row: Row, measure: Measure, record: Campaign['record']): Reading {
  if (row.suppressed) return { kind: 'suppressed' };
  const value = valueOf(row, measure);
  if (value === null) return { kind: 'not_applicable' };
  if (hasNoReturn(row, record)) return { kind: 'no_data' };
  if (value === 0 && measure !== 'pace') return { kind: 'zero', value: 0 };
  return { kind: 'class', number: classOf(value, breaksOf(measure)), value };
}

/** Key of a reading in counts, in the legend and in its filter. */
export type ReadingKey = `class-${number}` | Mark;
export const keyOf = (reading: Reading): ReadingKey =>
  reading.kind === 'class' ? `class-${reading.number}` : reading.kind;

export function countReadings(readings: Iterable<Reading>): Map<ReadingKey, number> {
  const counts = new Map<ReadingKey, number>();
  for (const reading of readings) counts.set(keyOf(reading), (counts.get(keyOf(reading)) ?? 0) + 1);
  return counts;
}

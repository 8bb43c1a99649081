// SPDX-License-Identifier: Apache-2.0
import type { Campaign, ReachRow, ReturnsRow, Row } from '../api/types.ts';
import type { Measure } from '../view/view.ts';
import { breaksOf, classOf, isDiverging } from './classes.ts';

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

/** A row as it is read: with what it was on the day of comparison, and what other themes know of its area. */
export interface ReadRow extends Row {
  before?: Row | null;
  /** What the two days are compared by: shares where the whole has a plan. */
  comparedBy?: 'share_plan' | 'value';
  /** Reported for the whole and for none of its areas: there is no figure here. */
  onlyWhole?: boolean;
  reach?: ReachRow;
  returns?: ReturnsRow;
  flags?: { open: number; kinds: Record<string, number> };
}

/** Later minus earlier: points of a share where there is a plan, else in the indicator's unit. */
export function changeOf(row: ReadRow): number | null {
  const { before, comparedBy = 'share_plan' } = row;
  if (!before || row.suppressed || before.suppressed) return null;
  const [now, then] = [row[comparedBy], before[comparedBy]];
  return now === null || then === null ? null : now - then;
}

export function valueOf(row: ReadRow, measure: Measure): number | null {
  switch (measure) {
    case 'plan':
      return row.share_plan;
    case 'year':
      return row.share_year;
    case 'pace':
      return row.share_plan === null || row.expected_share === null
        ? null
        : row.share_plan - row.expected_share;
    case 'value':
      return row.value;
    case 'value_year':
      return row.value_year;
    case 'change':
      return changeOf(row);
    case 'reach':
      return row.reach?.nearest_m == null ? null : row.reach.nearest_m / 1000;
    case 'returns':
      return row.returns?.completeness ?? null;
    case 'flags':
      return row.flags?.open ?? 0;
  }
}

/** An area with a target but nothing on its list has sent nothing yet; that is not the same as zero. */
const hasNoReturn = (row: ReadRow, record: Campaign['record']) =>
  row.onlyWhole ||
  row.completed === null ||
  (record === 'courtyards' && row.registered === 0 && row.completed === 0);

/** Measures in which nothing at all is a number like the others. */
const countsZero = (measure: Measure) => isDiverging(measure) || measure === 'reach' || measure === 'flags';
const ofProgress = (measure: Measure) => !['reach', 'returns', 'flags'].includes(measure);

/** As api/map_reading.cpp reads rows, so that legend and server count alike. */
export function readingOf(row: ReadRow, measure: Measure, record: Campaign['record']): Reading {
  if (row.suppressed) return { kind: 'suppressed' };
  const value = valueOf(row, measure);
  if (value === null && !row.onlyWhole) return { kind: 'not_applicable' };
  if (value === null || (ofProgress(measure) && hasNoReturn(row, record))) return { kind: 'no_data' };
  if (value === 0 && !countsZero(measure)) return { kind: 'zero', value: 0 };
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

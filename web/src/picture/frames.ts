// SPDX-License-Identifier: Apache-2.0
// Stepping through the months without a question for each: one matrix holds every row at every month's end.
import { frameFigures, type Day, type FrameRow, type FramesAnswer, type Row } from '../api/types.ts';
import type { RowSet } from './picture.ts';

/** What a matrix does not tell: names, and what belongs to one day alone. */
const still = { proposed: null, share_registered: null, forecast_on: null, children_gap: null };

const frameOf = (frame: FrameRow, index: number, name: Pick<Row, 'fid' | 'code' | 'name' | 'level'>): Row =>
  Object.assign(
    { ...still, ...name },
    Object.fromEntries(frameFigures.map(figure => [figure, frame[figure][index]!])),
  ) as unknown as Row;

/**
 * The rows at one end of a month, or null where the matrix does not have it: on another day, or when other borders were
 * in force then than those the matrix is drawn in.
 */
export function rowsAt(
  { dates, editions, edition, revision, total, rows }: FramesAnswer,
  day: Day,
  names: ReadonlyMap<number, Pick<Row, 'fid' | 'code' | 'name' | 'level'>>,
): RowSet | null {
  const index = dates.indexOf(day);
  if (index < 0 || editions[index] !== edition) return null;
  const known = [total, ...rows].map(frame => names.get(frame.fid));
  if (!known.every(name => name !== undefined)) return null;
  return {
    as_of: day,
    revision,
    edition,
    total: frameOf(total, index, known[0]!),
    rows: rows.map((frame, row) => frameOf(frame, index, known[row + 1]!)),
  };
}

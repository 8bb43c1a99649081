// SPDX-License-Identifier: Apache-2.0
import type {
  AreaAnswer,
  Campaign,
  Day,
  Level,
  MatrixAnswer,
  PlacedArea,
  ProgressAnswer,
  Row,
} from '../api/types.ts';
import { dayNumber, endOfLastQuarter, endOfLastYear } from '../words/days.ts';

/** Everything the page shows of one area on one day; parts are replaced together, never one by one. */
export interface Picture {
  campaign: Campaign;
  place: AreaAnswer;
  /** The area whose parts are ranked: the area shown, or the township around a village. */
  ranked: PlacedArea;
  /** Levels the ranking can be switched between. */
  rankingLevels: Level[];
  rankingLevel: Level;
  ranking: ProgressAnswer;
  /** What the map fills: one level finer than the ranking where there is one. */
  cellLevel: Level;
  cells: ProgressAnswer;
  total: Row;
  asOf: Day;
  /** The area shown, month by month over the campaign. */
  trend: MatrixAnswer;
  /** The rows of the ranking, quarter by quarter. */
  history: MatrixAnswer;
  /** When this was read, by the reader's clock. */
  readAt: number;
}

/** Last date of a matrix that is not after the day, or -1. */
export function indexUpTo(dates: readonly Day[], day: Day): number {
  let index = dates.length - 1;
  while (index >= 0 && dates[index]! > day) index--;
  return index;
}

/** Share of plan now minus at the end of last quarter, for one row of the ranking. */
export function changeOverQuarter(picture: Picture, row: Row): number | null {
  const { dates, rows } = picture.history;
  const before = rows.find(one => one.fid === row.fid)?.share_plan[
    dates.indexOf(endOfLastQuarter(picture.asOf))
  ];
  return row.share_plan === null || before === null || before === undefined ? null : row.share_plan - before;
}

/** The same for the area shown and the end of last year. */
export function changeOverYear(picture: Picture): number | null {
  const { dates, total } = picture.trend;
  const before = total.share_plan[dates.indexOf(endOfLastYear(picture.asOf))];
  return picture.total.share_plan === null || before === null || before === undefined
    ? null
    : picture.total.share_plan - before;
}

/** Households (or bases ...) above what is expected by this day; below when negative. */
export function surplusOf(row: Row): number | null {
  if (row.expected_share === null || row.target_plan === null || row.completed === null) return null;
  return row.completed - Math.round((row.target_plan * row.expected_share) / 100);
}

export const hasEnded = (campaign: Campaign, day: Day) => dayNumber(day) > dayNumber(campaign.end);

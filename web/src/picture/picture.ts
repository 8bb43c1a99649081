// SPDX-License-Identifier: Apache-2.0
import type {
  AreaAnswer,
  Campaign,
  CoverageAnswer,
  Day,
  Indicator,
  Level,
  MatrixAnswer,
  PlacedArea,
  QualityAnswer,
  ReturnsAnswer,
  Row,
} from '../api/types.ts';
import type { ReadRow } from '../measure/reading.ts';
import type { Scheme } from '../measure/scheme.ts';
import type { Measure, Theme } from '../view/view.ts';
import { dayNumber, endOfLastQuarter, endOfLastYear } from '../words/days.ts';

/** Rows of one level with the figures of the whole. */
export interface RowSet {
  as_of: Day;
  revision: number;
  edition: string;
  total: ReadRow;
  rows: ReadRow[];
}

/** Everything the page shows of one area on one day; parts are replaced together, never one by one. */
export interface Picture {
  theme: Theme;
  campaign: Campaign;
  indicator: Indicator;
  /** Measures that the indicator has here. */
  measures: Measure[];
  place: AreaAnswer;
  /** The area whose parts are ranked: the area shown, or the township around a village. */
  ranked: PlacedArea;
  /** Levels the ranking can be switched between. */
  rankingLevels: Level[];
  rankingLevel: Level;
  ranking: RowSet;
  /** What the map fills: one level finer than the ranking where there is one. */
  cellLevel: Level;
  cells: RowSet;
  total: ReadRow;
  asOf: Day;
  /** The day of comparison, where there is one. */
  compare: Day | null;
  /** Known as of this revision by the wish of the reader; null: as known now. */
  snapshot: number | null;
  scheme: Scheme | null;
  /** The area shown, month by month over the campaign; of progress alone. */
  trend: MatrixAnswer | null;
  /** The rows of the ranking, quarter by quarter; of progress alone. */
  history: MatrixAnswer | null;
  coverage: CoverageAnswer | null;
  returns: ReturnsAnswer | null;
  quality: QualityAnswer | null;
  /** When this was read, by the reader's clock. */
  readAt: number;
}

/** Last date of a matrix that is not after the day, or -1. */
export function indexUpTo(dates: readonly Day[], day: Day): number {
  let index = dates.length - 1;
  while (index >= 0 && dates[index]! > day) index--;
  return index;
}

const minus = (now: number | null, before: number | null | undefined) =>
  now === null || before === null || before === undefined ? null : now - before;

/** Share of plan (or the figure, without a plan) now minus at the end of last quarter, for one row of the ranking. */
export function changeOverQuarter({ history, asOf }: Picture, row: Row): number | null {
  const line = history?.rows.find(one => one.fid === row.fid);
  const index = history?.dates.indexOf(endOfLastQuarter(asOf)) ?? -1;
  if (!line || row.suppressed) return null;
  return row.share_plan !== null
    ? minus(row.share_plan, line.share_plan[index])
    : minus(row.value, line.value[index]);
}

/** The same for the area whose parts are ranked. */
export function wholeOverQuarter({ history, asOf, ranking }: Picture): number | null {
  const index = history?.dates.indexOf(endOfLastQuarter(asOf)) ?? -1;
  const { total } = ranking;
  return total.share_plan !== null
    ? minus(total.share_plan, history?.total.share_plan[index])
    : minus(total.value, history?.total.value[index]);
}

/** The same for the area shown and the end of last year. */
export function changeOverYear({ trend, asOf, total }: Picture): number | null {
  const index = trend?.dates.indexOf(endOfLastYear(asOf)) ?? -1;
  return total.share_plan !== null
    ? minus(total.share_plan, trend?.total.share_plan[index])
    : minus(total.value, trend?.total.value[index]);
}

/** Households (or bases ...) above what is expected by this day; below when negative. */
export function surplusOf(row: Row): number | null {
  if (row.expected_share === null || row.target_plan === null || row.completed === null) return null;
  return row.completed - Math.round((row.target_plan * row.expected_share) / 100);
}

export const hasEnded = (campaign: Campaign, day: Day) => dayNumber(day) > dayNumber(campaign.end);

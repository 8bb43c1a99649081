// SPDX-License-Identifier: Apache-2.0
import type { MatrixAnswer } from '../api/types.ts';
import { isPerCent } from '../measure/measures.ts';
import { indexUpTo, type Picture } from '../picture/picture.ts';
import { dayNumber } from '../words/days.ts';

type Point = [day: number, value: number];

export interface TrendLines {
  first: number;
  last: number;
  asOf: number;
  /** Highest value of any line. */
  top: number;
  actual: Point[];
  expected: Point[];
  steps: Point[];
  target: number | null;
  expectedNow: number | null;
  /** The line on the day of comparison. */
  compared: Point | null;
  years: { year: number; from: number; to: number }[];
}

/** The lines of the trend in days and units; what lies after the day asked about is not known yet. */
export function linesOf({ campaign, indicator, trend, total, asOf, compare }: Progress): TrendLines {
  const { dates } = trend;
  const first = dayNumber(campaign.start) - 1;
  const last = Math.max(dayNumber(campaign.end), dayNumber(asOf));
  const until = indexUpTo(dates, asOf);
  // Rates and stocks hold a level; of everything else there is more each year.
  const isLevel = isPerCent(indicator) || indicator.kind === 'stock';
  const series = isPerCent(indicator) ? trend.total.value : trend.total.completed;
  const now = isPerCent(indicator) ? total.value : total.completed;
  const actual: Point[] = isLevel ? [] : [[first, 0]];
  for (let index = 0; index <= until; index++) {
    const value = series[index];
    if (value !== null && value !== undefined) actual.push([dayNumber(dates[index]!), value]);
  }
  if (now !== null && dates[until] !== asOf) actual.push([dayNumber(asOf), now]);
  const years = campaign.years.map(year => ({
    year,
    from: dayNumber(`${year}-01-01`) - 1,
    to: dayNumber(`${year}-12-31`),
  }));
  const steps = isLevel ? [] : stepsOf(trend, years);
  const end = dayNumber(campaign.end);
  const expected: Point[] = steps.length > 0 ? [[first, 0]] : [];
  if (!isLevel)
    dates.forEach((date, index) => {
      const value = trend.total.expected[index];
      if (value !== null && value !== undefined && dayNumber(date) <= end)
        expected.push([dayNumber(date), value]);
    });
  const target = total.target_plan;
  if (isLevel && target !== null) steps.push([first, target], [last, target]);
  const expectedNow =
    !isLevel && target !== null && total.expected_share !== null
      ? (target * total.expected_share) / 100
      : null;
  const compared = compare === null ? null : pointAt(actual, dayNumber(compare));
  const top = Math.max(1, target ?? 0, ...actual.map(point => point[1]), ...steps.map(point => point[1]));
  return {
    first,
    last,
    asOf: dayNumber(asOf),
    top,
    actual,
    expected,
    steps,
    target,
    expectedNow,
    compared,
    years,
  };
}

type Progress = Pick<Picture, 'campaign' | 'indicator' | 'total' | 'asOf' | 'compare'> & {
  trend: MatrixAnswer;
};

function stepsOf(trend: MatrixAnswer, years: TrendLines['years']): Point[] {
  return years.flatMap(({ year, from, to }): Point[] => {
    const step = trend.total.yearly_targets.find(one => one.year === year)?.target_cumulative;
    return step === undefined
      ? []
      : [
          [from, step],
          [to, step],
        ];
  });
}

/** Where a line stands on a day; nothing before it begins and after it ends. */
export function pointAt(line: readonly Point[], day: number): Point | null {
  const next = line.findIndex(point => point[0] >= day);
  if (next < 0 || (next === 0 && line[0]![0] !== day)) return null;
  const [to, height] = line[next]!;
  if (to === day) return [day, height];
  const [from, low] = line[next - 1]!;
  return [day, low + ((height - low) * (day - from)) / (to - from)];
}

/** 0 and up to `most` round steps that reach the value. */
export function roundTicks(top: number, most: number): number[] {
  const rough = top / most;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(
    1,
    [1, 2, 2.5, 5, 10].map(factor => factor * power).find(size => size >= rough && Number.isInteger(size)) ??
      10 * power,
  );
  const ticks: number[] = [];
  for (let tick = 0; ; tick += step) {
    ticks.push(tick);
    if (tick >= top) return ticks;
  }
}

/** Labels moved apart so that none is closer to the next than the gap; order is kept. */
export function apart<T extends { y: number }>(labels: T[], gap: number, top: number): T[] {
  const placed = labels.map(label => ({ ...label })).sort((a, b) => a.y - b.y);
  for (let round = 0; round < 8; round++) {
    for (let index = 1; index < placed.length; index++) {
      const [above, below] = [placed[index - 1]!, placed[index]!];
      const missing = gap - (below.y - above.y);
      if (missing <= 0) continue;
      above.y -= missing / 2;
      below.y += missing / 2;
    }
    if (placed[0] && placed[0].y < top) placed[0].y = top;
  }
  return placed;
}

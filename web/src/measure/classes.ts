// SPDX-License-Identifier: Apache-2.0
import type { Measure } from '../view/view.ts';
import { diverging7, reach4, sequential, type Theme } from './palette.ts';
import { madeScheme } from './scheme.ts';

/** Fixed policy breaks in per cent: the colour of a village means the same on every date. */
export const shareBreaks = [40, 60, 80, 90, 100] as const;

/** Points against the pace line, or between two days; the middle class is "on pace". */
export const paceBreaks = [-20, -10, -2, 2, 10, 20] as const;

/** Kilometres to the nearest point. */
export const reachBreaks = [1, 3, 5] as const;

/** Open doubts; the first class has none. */
export const flagBreaks = [1, 2, 3, 5] as const;

const fixedBreaks: Record<Measure, readonly number[]> = {
  plan: shareBreaks,
  year: shareBreaks,
  value: shareBreaks,
  value_year: shareBreaks,
  returns: shareBreaks,
  pace: paceBreaks,
  change: paceBreaks,
  reach: reachBreaks,
  flags: flagBreaks,
};

export const breaksOf = (measure: Measure): readonly number[] =>
  madeScheme.value?.measure === measure ? madeScheme.value.breaks : fixedBreaks[measure];

/** Number of the closed-open class that holds the value, judged as it is printed: with one decimal. */
export function classOf(value: number, breaks: readonly number[]): number {
  const printed = (Math.sign(value) * Math.floor(Math.abs(value) * 10 + 0.5 + 1e-9)) / 10;
  let number = 0;
  while (number < breaks.length && printed >= breaks[number]!) number++;
  return number;
}

export const isDiverging = (measure: Measure) => measure === 'pace' || measure === 'change';

export function coloursOf(measure: Measure, theme: Theme, underPoints: boolean): readonly string[] {
  if (isDiverging(measure)) return divergingOf(breaksOf(measure), theme);
  if (measure === 'reach') return reach4[theme];
  return sequential(breaksOf(measure).length + 1, theme, underPoints);
}

/** The centre keeps its colour: classes below zero are rust, those above it blue, whatever their number. */
function divergingOf(breaks: readonly number[], theme: Theme): readonly string[] {
  const all = diverging7[theme];
  if (breaks.length === 6) return all;
  return [-Infinity, ...breaks].map((low, index) => {
    const high = breaks[index] ?? Infinity;
    if (low < 0 && high > 0 && low !== -Infinity && high !== Infinity) return all[3]!;
    const behind = breaks.filter(one => one <= 0).length;
    const steps = low < 0 ? behind : breaks.length + 1 - behind;
    const place = low < 0 ? index : breaks.length - index;
    const spread = [[], [1], [0, 2], [0, 1, 2]][Math.min(3, steps)]!;
    const shade = spread[Math.min(place, spread.length - 1)] ?? 1;
    return low < 0 ? all[shade]! : all[6 - shade]!;
  });
}

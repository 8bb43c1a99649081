// SPDX-License-Identifier: Apache-2.0
import type { Measure } from '../view/view.ts';
import { diverging7, seq6, tint6, type Theme } from './palette.ts';

/** Fixed policy breaks in per cent: the colour of a village means the same on every date. */
export const shareBreaks = [40, 60, 80, 90, 100] as const;

/** Points against the pace line; the middle class is "on pace". */
export const paceBreaks = [-20, -10, -2, 2, 10, 20] as const;

export const breaksOf = (measure: Measure): readonly number[] =>
  measure === 'pace' ? paceBreaks : shareBreaks;

/** Number of the closed-open class that holds the value, judged as it is printed: with one decimal. */
export function classOf(value: number, breaks: readonly number[]): number {
  const printed = Math.round(value * 10 + 1e-9) / 10;
  let number = 0;
  while (number < breaks.length && printed >= breaks[number]!) number++;
  return number;
}

export function coloursOf(measure: Measure, theme: Theme, underPoints: boolean): readonly string[] {
  if (measure === 'pace') return diverging7[theme];
  return (underPoints ? tint6 : seq6)[theme];
}

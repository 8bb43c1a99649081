// SPDX-License-Identifier: Apache-2.0
// Which measures an indicator has.
import type { ClassedMeasure, Indicator, Row } from '../api/types.ts';
import type { Picture } from '../picture/picture.ts';
import type { ClassChoice, Measure } from '../view/view.ts';

export const isPerCent = ({ kind }: Indicator) => kind === 'rate' || kind === 'coverage';

/** Whether the area shown has a sum to reach: a level to hold is told as the level it is. */
export const hasPlan = ({ indicator, total }: Pick<Picture, 'indicator' | 'total'>) =>
  total.target_plan !== null && !isPerCent(indicator);

/** Measures that say something: shares where there are targets, figures where there are none. */
export function measuresOf(indicator: Indicator, total: Row, rows: Row[]): Measure[] {
  // A target of the whole alone leads the page, but areas without one are not coloured by it.
  const some = (figure: 'target_plan' | 'target_year') =>
    (rows.length === 0 ? [total] : rows).some(row => row[figure] !== null);
  const found: Measure[] = [];
  if (some('target_plan')) found.push('plan');
  if (some('target_year')) found.push('year');
  if (some('target_plan')) found.push('pace');
  const isFirst = found.length === 0;
  if (isFirst || indicator.kind !== 'records') found.push('value');
  if (isFirst && total.value_year !== null && !isPerCent(indicator)) found.push('value_year');
  return found;
}

/** The wanted measure where the indicator has it, else its first. */
export const measureFor = (wanted: Measure, available: readonly Measure[]): Measure =>
  available.includes(wanted) ? wanted : available[0]!;

/** The measure everything on screen is about. */
export function measureOf(now: Pick<Picture, 'theme' | 'measures' | 'compare'>, wanted: Measure): Measure {
  if (now.theme === 'reach') return 'reach';
  if (now.theme === 'returns') return 'returns';
  if (now.theme === 'quality') return 'flags';
  if (wanted === 'change' && now.compare) return 'change';
  return measureFor(wanted, now.measures);
}

const names: Partial<Record<Measure, ClassedMeasure>> = {
  plan: 'share_plan',
  year: 'share_year',
  pace: 'pace',
  value: 'value',
  value_year: 'value_year',
};

/** The measure as the server calls it; nothing for those it has no classes of. */
export const classedMeasure = (measure: Measure) => names[measure];

/** Fixed classes are for per cents; a figure without a target is classed by its own values. */
export function classChoiceOf(
  measure: Measure,
  indicator: Indicator,
  chosen: ClassChoice | null,
): ClassChoice {
  const isShare = measure !== 'value' && measure !== 'value_year';
  const usual: ClassChoice =
    isShare || isPerCent(indicator)
      ? { method: 'fixed', count: 5, pooled: false }
      : { method: 'quantile', count: 5, pooled: false };
  if (!chosen || (chosen.method === 'fixed' && usual.method !== 'fixed')) return usual;
  return chosen;
}

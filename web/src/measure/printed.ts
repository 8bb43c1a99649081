// SPDX-License-Identifier: Apache-2.0
// Figures in the unit of their indicator, as the page prints them.
import type { Indicator, Row } from '../api/types.ts';
import { bareShare, count, difference, share } from '../words/numbers.ts';
import { named, words } from '../words/words.ts';
import { isPerCent } from './measures.ts';

type Figured = Pick<Indicator, 'kind' | 'unit'>;

/** 515, 93.4 or 227,500: for a column whose unit stands in its heading. */
export const bareFigure = (indicator: Indicator, value: number | null) =>
  isPerCent(indicator) ? bareShare(value) : count(value);

/** 515 场, 93.4%. */
export const figure = (indicator: Indicator, value: number | null) =>
  isPerCent(indicator) ? share(value) : `${count(value)} ${named(indicator.unit)}`;

/** +7.5 of shares and per cents, +12 of what is counted. */
export const bareChange = (indicator: Indicator, row: Pick<Row, 'share_plan'>, change: number | null) =>
  row.share_plan !== null || isPerCent(indicator) ? difference(change) : signed(change);

export const signed = (value: number | null) =>
  value === null ? count(null) : value > 0 ? `+${count(value)}` : count(value);

/** +7.5 百分点, +12 户. */
export const change = (indicator: Figured, row: Pick<Row, 'share_plan'>, value: number | null) =>
  row.share_plan !== null || indicator.kind === 'rate' || indicator.kind === 'coverage'
    ? words.value.pointsChange(difference(value))
    : `${signed(value)} ${named(indicator.unit)}`;

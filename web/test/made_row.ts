// SPDX-License-Identifier: Apache-2.0
import type { ReadRow } from '../src/measure/reading.ts';

/** A township half way through its plan, and what a test wants other than that. */
export const row = (change: Partial<ReadRow> = {}): ReadRow => ({
  fid: 1,
  code: '410199101',
  name: '柳溪镇',
  level: 'township',
  registered: 10,
  proposed: 0,
  target_plan: 10,
  target_year: 2,
  completed: 5,
  completed_year: 1,
  share_plan: 50,
  share_year: 50,
  share_registered: 50,
  expected_share: 60,
  pace: 'behind',
  forecast_on: null,
  children_gap: null,
  value: 5,
  value_year: 1,
  ...change,
});

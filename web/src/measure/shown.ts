// SPDX-License-Identifier: Apache-2.0
import { computed } from '@preact/signals';
import { picture } from '../picture/current.ts';
import { view } from '../view/address.ts';
import type { Measure } from '../view/view.ts';
import { measureOf } from './measures.ts';

/** The measure everything on screen is about. */
export const shownMeasure = computed<Measure>(() => {
  const now = picture.value;
  return now ? measureOf(now, view.value.measure) : view.value.measure;
});

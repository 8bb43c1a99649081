// SPDX-License-Identifier: Apache-2.0
// How the values on screen are put into classes: it changes together with the picture, never before it.
import { signal } from '@preact/signals';
import type { ClassMethod } from '../api/types.ts';
import type { Measure } from '../view/view.ts';

export interface Scheme {
  measure: Measure;
  method: ClassMethod;
  pooled: boolean;
  breaks: readonly number[];
}

/** Classes that the server made; null: the fixed ones of the measure. */
export const madeScheme = signal<Scheme | null>(null);

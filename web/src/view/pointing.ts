// SPDX-License-Identifier: Apache-2.0
// What the reader points at, shared by map, table and legend; none of it belongs into the address.
import { signal } from '@preact/signals';
import type { ReadingKey } from '../measure/reading.ts';

/** Code of the area under the pointer, on the map or in the table. */
export const hovered = signal<string | null>(null);

/** Classes and marks switched off in the legend. */
export const switchedOff = signal<ReadonlySet<ReadingKey>>(new Set());

export function toggle(key: ReadingKey) {
  const next = new Set(switchedOff.value);
  if (!next.delete(key)) next.add(key);
  switchedOff.value = next;
}

/** Borders the reader wants to see. */
export const borders = signal({ township: true, village: true });

/** Zoom of the map as far as the legend cares: colours are paler under points. */
export const underPoints = signal(false);

// SPDX-License-Identifier: Apache-2.0
// What the pointer is on and what was clicked, for the words beside it; the map itself comes later.
import { signal } from '@preact/signals';
import type { RecordLayer } from '../api/types.ts';

/** One record under the pointer, as its tile tells it. */
export interface PointedRecord {
  layer: RecordLayer;
  id: string;
  name: string | null;
  status: string;
  completedOn: number | null;
  revokedOn: number | null;
}

/** What lies under the pointer, for the words beside it. */
export interface Tip {
  x: number;
  y: number;
  code: string | null;
  cellCode: string | null;
  households: { count: number; completed: number } | null;
}
export const tip = signal<Tip | null>(null);

/** Records that were clicked; several when they lie on top of each other. */
export const pointedRecords = signal<PointedRecord[]>([]);

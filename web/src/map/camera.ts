// SPDX-License-Identifier: Apache-2.0
import { signal } from '@preact/signals';
import type { Box } from '../api/types.ts';

/** Where the map looks; null while there is no map. */
export interface Camera {
  metresPerPixel: number;
  box: Box;
  width: number;
  height: number;
}
export const camera = signal<Camera | null>(null);

/** True while the map moves or waits for tiles. */
export const drawing = signal(false);

/** True when the middle of the box lies in the left half of the map: a card then goes to the right. */
export function liesLeft({ box, width }: Camera, area: Box): boolean {
  const middle = (area[0] + area[2]) / 2;
  return ((middle - box[0]) / (box[2] - box[0])) * width < width / 2;
}

// SPDX-License-Identifier: Apache-2.0
import type { Day } from '../api/types.ts';

/** Number of the stop that stands for the day: the first that is not before it. */
export function nearestStop(stops: readonly Day[], day: Day): number {
  const index = stops.findIndex(stop => stop >= day);
  return index < 0 ? stops.length - 1 : index;
}

/** How many stops can be chosen: those up to today and the one of the month we are in. */
export function stopsUpTo(stops: readonly Day[], today: Day): number {
  return Math.min(stops.length, stops.filter(stop => stop < today).length + 1);
}

// SPDX-License-Identifier: Apache-2.0
import { address, ask } from '../../api/request.ts';
import type { Box } from '../../api/types.ts';
import type { Shape } from './projection.ts';

export interface Border {
  id: string;
  geometry: Shape | null;
  properties: { name: string; code: string };
}
export interface DrawnPoint {
  id: string;
  geometry: { coordinates: [number, number] } | null;
  properties: { status: string };
}

const features = async <T>(collection: string, box: Box | null, limit: number, signal: AbortSignal) =>
  (
    await ask<{ features: T[] }>(
      address(`/ogc/collections/${collection}/items`, { bbox: box?.join(',') ?? null, limit }),
      { signal },
    )
  ).features;

export const bordersIn = (level: 'villages' | 'townships', box: Box | null, signal: AbortSignal) =>
  features<Border>(level, box, 400, signal);

export const courtyardsIn = (box: Box, signal: AbortSignal) =>
  features<DrawnPoint>('courtyards', box, 500, signal);

/** One village, or nothing where there is none of that code. */
export const villageOf = (code: string, signal: AbortSignal) =>
  ask<Border>(`/ogc/collections/villages/items/${encodeURIComponent(code)}`, { signal }).catch(error => {
    if ((error as { status?: number }).status === 404) return null;
    throw error;
  });

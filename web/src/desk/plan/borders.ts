// SPDX-License-Identifier: Apache-2.0
import { address, ask } from '../../api/request.ts';
import type { Box } from '../../api/types.ts';
import { askSketch } from '../../api/questions.ts';
import type { SketchAnswer } from '../../map/sketch.ts';
import type { Ring, Shape } from './projection.ts';

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

/** Villages with their exact borders, for a few kilometres. */
export const villagesIn = (box: Box, signal: AbortSignal) => features<Border>('villages', box, 400, signal);

/** A ring of a sketch as positions; its arcs follow each other, some against their way. */
function ringOf({ arcs, corner, unit }: SketchAnswer, ring: number[]): Ring {
  const positions: Ring = [];
  for (const step of ring) {
    const arc = arcs[step < 0 ? -1 - step : step] ?? [];
    const way: Ring = [];
    let [x, y] = [0, 0];
    for (let i = 0; i < arc.length; i += 2) {
      [x, y] = [x + arc[i]!, y + arc[i + 1]!];
      const across = corner[0] + x * unit;
      const down = corner[1] + y * unit;
      way.push([across * 360 - 180, (Math.atan(Math.sinh(Math.PI * (1 - 2 * down))) * 180) / Math.PI]);
    }
    if (step < 0) way.reverse();
    positions.push(...(positions.length > 0 ? way.slice(1) : way));
  }
  return positions;
}

/** Everything that the reader may see, in borders simplified for a whole county. */
export async function simplifiedBorders(): Promise<Border[]> {
  const sketch = await askSketch(null, null);
  return sketch.areas.map(({ code, name, rings }) => ({
    id: code,
    geometry: { type: 'Polygon', coordinates: rings.map(ring => ringOf(sketch, ring)) },
    properties: { code, name },
  }));
}

export const courtyardsIn = (box: Box, signal: AbortSignal) =>
  features<DrawnPoint>('courtyards', box, 500, signal);

/** One village, or nothing where there is none of that code. */
export const villageOf = (code: string, signal: AbortSignal) =>
  ask<Border>(`/ogc/collections/villages/items/${encodeURIComponent(code)}`, { signal }).catch(error => {
    if ((error as { status?: number }).status === 404) return null;
    throw error;
  });

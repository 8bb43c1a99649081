// SPDX-License-Identifier: Apache-2.0
// A flat picture of a few kilometres: metres east and south of a middle.
import type { Box } from '../../api/types.ts';

export type Position = readonly [lon: number, lat: number];
export type Xy = readonly [x: number, y: number];

const metresPerDegree = 111_320;

export interface Projection {
  (position: Position): Xy;
  /** Longitudes and latitudes of a box in metres. */
  back(xy: Xy): Position;
}

export function projectionAt([lon0, lat0]: Position): Projection {
  const east = metresPerDegree * Math.cos((lat0 * Math.PI) / 180);
  const project = (([lon, lat]: Position) => [
    (lon - lon0) * east,
    (lat0 - lat) * metresPerDegree,
  ]) as unknown as Projection;
  project.back = ([x, y]) => [lon0 + x / east, lat0 - y / metresPerDegree];
  return project;
}

/** Metres between two positions that are not far apart. */
export function metresBetween(a: Position, b: Position): number {
  const [x, y] = projectionAt([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2])(b);
  const [u, v] = projectionAt([(a[0] + b[0]) / 2, (a[1] + b[1]) / 2])(a);
  return Math.hypot(x - u, y - v);
}

export function boxOf(positions: Iterable<Position>): Box | null {
  let box: [number, number, number, number] | null = null;
  for (const [lon, lat] of positions) {
    box ??= [lon, lat, lon, lat];
    box[0] = Math.min(box[0], lon);
    box[1] = Math.min(box[1], lat);
    box[2] = Math.max(box[2], lon);
    box[3] = Math.max(box[3], lat);
  }
  return box;
}

export type Ring = Position[];
export type Shape =
  { type: 'Polygon'; coordinates: Ring[] } | { type: 'MultiPolygon'; coordinates: Ring[][] };

export const ringsOf = (shape: Shape | null): Ring[] =>
  shape === null ? [] : shape.type === 'Polygon' ? shape.coordinates : shape.coordinates.flat();

/** Path of rings; positions closer than `finest` metres to the last one drawn are left out. */
export function pathOf(rings: Ring[], project: Projection, finest: number): string {
  let path = '';
  for (const ring of rings) {
    let last: Xy | null = null;
    ring.forEach((position, i) => {
      const xy = project(position);
      if (last && i < ring.length - 1 && Math.hypot(xy[0] - last[0], xy[1] - last[1]) < finest) return;
      path += `${last ? 'L' : 'M'}${xy[0].toFixed(1)} ${xy[1].toFixed(1)}`;
      last = xy;
    });
    path += 'Z';
  }
  return path;
}

/** Whether a position lies within the rings (even-odd). */
export function within([lon, lat]: Position, rings: Ring[]): boolean {
  let inside = false;
  for (const ring of rings)
    for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
      const [x, y] = ring[i]!;
      const [u, v] = ring[j]!;
      if (y > lat !== v > lat && lon < ((u - x) * (lat - y)) / (v - y) + x) inside = !inside;
    }
  return inside;
}

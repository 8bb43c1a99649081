// SPDX-License-Identifier: Apache-2.0
// Where things lie on the screen. Both maps, the drawn one and MapLibre, reckon with this, so that one can take the
// other's place without a jump.
import type { Box, Level } from '../api/types.ts';

/** A place in the Web Mercator square: x grows east, y grows south, 0 to 1. */
export interface Place {
  x: number;
  y: number;
}

/** The middle of the map and its zoom, as MapLibre counts: the world is 512 px wide at zoom 0. */
export interface Position extends Place {
  zoom: number;
}

export interface MapSize {
  width: number;
  height: number;
}

export const worldPx = (zoom: number) => 512 * 2 ** zoom;

export const mercator = (lon: number, lat: number): Place => ({
  x: (lon + 180) / 360,
  y: 0.5 - Math.log(Math.tan(Math.PI / 4 + (lat * Math.PI) / 360)) / (2 * Math.PI),
});

export const lonLat = ({ x, y }: Place): [lon: number, lat: number] => [
  x * 360 - 180,
  (Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) * 360) / Math.PI - 90,
];

/** Metres on the ground in one pixel at the middle of the map. */
export const metresPerPixel = ({ y, zoom }: Position) =>
  (40_075_016.686 * Math.cos((lonLat({ x: 0, y })[1] * Math.PI) / 180)) / worldPx(zoom);

/** Points of households are drawn from here on. */
export const pointsFrom = 14;
export const maxZoom = 18;
export const minZoom = 3;

/** Room for the buttons at the right and the scale at the bottom. */
function padding({ width, height }: MapSize) {
  const side = Math.round(Math.min(44, width * 0.06, height * 0.08));
  return { top: Math.round(side * 0.6), bottom: side, left: side, right: side };
}

/** The whole area; a village a little closer where that is all its households need to be seen one by one. */
export function fit(
  [west, south, east, north]: Box,
  level: Level,
  size: MapSize,
  pad = padding(size),
): Position {
  const low = mercator(west, south);
  const high = mercator(east, north);
  const across = Math.max(size.width - pad.left - pad.right, 1) / Math.max(high.x - low.x, 1e-9);
  const down = Math.max(size.height - pad.top - pad.bottom, 1) / Math.max(low.y - high.y, 1e-9);
  const whole = Math.min(Math.log2(Math.min(across, down) / 512), 16);
  const isNearlyPoints = level === 'village' && whole > pointsFrom - 0.6 && whole < pointsFrom;
  const zoom = isNearlyPoints ? pointsFrom : whole;
  return {
    x: (low.x + high.x) / 2 + (pad.right - pad.left) / 2 / worldPx(zoom),
    y: (low.y + high.y) / 2 + (pad.bottom - pad.top) / 2 / worldPx(zoom),
    zoom,
  };
}

/** What the map shows, in degrees. */
export function boxOf(position: Position, { width, height }: MapSize): Box {
  const world = worldPx(position.zoom);
  const [west, north] = lonLat({ x: position.x - width / 2 / world, y: position.y - height / 2 / world });
  const [east, south] = lonLat({ x: position.x + width / 2 / world, y: position.y + height / 2 / world });
  return [west, south, east, north];
}

/** Closer by some steps with one place of the screen kept where it is. */
export function zoomed(
  position: Position,
  size: MapSize,
  steps: number,
  at?: { x: number; y: number },
): Position {
  const zoom = Math.min(maxZoom, Math.max(minZoom, position.zoom + steps));
  const [dx, dy] = at ? [at.x - size.width / 2, at.y - size.height / 2] : [0, 0];
  const shift = 1 / worldPx(position.zoom) - 1 / worldPx(zoom);
  return { x: position.x + dx * shift, y: position.y + dy * shift, zoom };
}

// SPDX-License-Identifier: Apache-2.0
// Where the reader has moved the map. The address follows a moment later, for browsers allow only so many changes of it.
import { effect, signal } from '@preact/signals';
import { adjust, view } from '../view/address.ts';
import { cameraText } from '../view/hash.ts';
import type { View } from '../view/view.ts';
import { lonLat, mercator, type Position } from './mercator.ts';

const settledMs = 400;
let timer = 0;

function cameraOf(position: Position | null): View['camera'] {
  if (!position) return null;
  const [lon, lat] = lonLat(position);
  return [position.zoom, lat, lon];
}

const positionOf = (camera: View['camera']): Position | null =>
  camera && { ...mercator(camera[2], camera[1]), zoom: camera[0] };

const textOf = (camera: View['camera']) => camera && cameraText(camera);

/** Null: the whole area. */
export const moved = signal<Position | null>(positionOf(view.peek().camera));

export function moveTo(position: Position | null) {
  moved.value = position;
  clearTimeout(timer);
  timer = window.setTimeout(() => adjust({ camera: cameraOf(position) }), settledMs);
}

let addressed = textOf(view.peek().camera);

/** Another area, Back, or a link: the map goes where the address says. */
effect(() => {
  const { camera } = view.value;
  if (textOf(camera) === addressed) return;
  addressed = textOf(camera);
  if (addressed === textOf(cameraOf(moved.peek()))) return;
  clearTimeout(timer);
  moved.value = positionOf(camera);
});

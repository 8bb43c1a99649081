// SPDX-License-Identifier: Apache-2.0
import { camera } from './camera.ts';
import { ScaleDrawing } from './scale_drawing.tsx';

/** The scale of the map as it stands. */
export function ScaleBar() {
  const metresPerPixel = camera.value?.metresPerPixel;
  if (!metresPerPixel || !Number.isFinite(metresPerPixel)) return null;
  return <ScaleDrawing class="scale-bar" metresPerPixel={metresPerPixel} halo />;
}

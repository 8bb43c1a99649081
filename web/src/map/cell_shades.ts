// SPDX-License-Identifier: Apache-2.0
import type { Theme } from '../measure/palette.ts';

/** From none to all of a cell's households completed; the same colours as the points they become. */
export const cellShades: Record<Theme, readonly [none: string, all: string]> = {
  light: ['#D3DADC', '#0B5A74'],
  dark: ['#323C44', '#F3F2EE'],
};

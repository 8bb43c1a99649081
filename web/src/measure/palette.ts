// SPDX-License-Identifier: Apache-2.0
// Colours of the classes and marks, from VISUAL.md 2.2 - 2.4. test/palette.test.ts proves their distances.

export type Theme = 'light' | 'dark';

export const seq6: Record<Theme, readonly string[]> = {
  light: ['#F9F5E0', '#C4D9AE', '#7CBB9E', '#389492', '#116482', '#153159'],
  dark: ['#283751', '#285579', '#2B7991', '#469F9F', '#85C7A3', '#E4E9AB'],
};

/** Paler, so that points can be read on it (zoom 14 and more); the dark theme keeps its colours. */
export const tint6: Record<Theme, readonly string[]> = {
  light: ['#FDFBF3', '#E0F0CC', '#BDD6C5', '#9BCBC9', '#7EAABD', '#6F8CAD'],
  dark: seq6.dark,
};

/** Against the pace line: behind to ahead, the middle is within two points. */
export const diverging7: Record<Theme, readonly string[]> = {
  light: ['#8A4011', '#BC7B48', '#DFBE96', '#F2F0EA', '#A9CEDE', '#5D98B4', '#2A557F'],
  dark: ['#F1AD71', '#BC7A51', '#794F3A', '#2F2E2A', '#385D73', '#4D90AC', '#84CBDC'],
};

export const markFill: Record<Theme, Record<'no_data' | 'zero' | 'suppressed' | 'not_applicable', string>> = {
  light: { no_data: '#F3F1EC', zero: '#FFFFFF', suppressed: '#EFEDF2', not_applicable: '#E4E3DF' },
  dark: { no_data: '#20252B', zero: '#0C0E12', suppressed: '#2A2830', not_applicable: '#2C3036' },
};

export const markStroke: Record<Theme, { hatch: string; dots: string }> = {
  light: { hatch: '#BDB9B0', dots: '#7C7788' },
  dark: { hatch: '#4A5158', dots: '#8E889C' },
};

// SPDX-License-Identifier: Apache-2.0
// Colours of the classes and marks, from VISUAL.md 2.2 - 2.4. test/palette.test.ts proves their distances.

export type Theme = 'light' | 'dark';

export const seq6: Record<Theme, readonly string[]> = {
  light: ['#F9F5E0', '#C4D9AE', '#7CBB9E', '#389492', '#116482', '#153159'],
  dark: ['#283751', '#285579', '#2B7991', '#469F9F', '#85C7A3', '#E4E9AB'],
};

/** Other numbers of classes; dark ones are steps of seq6, and seven are drawn a little closer together. */
const sequences: Record<Theme, Record<number, readonly string[]>> = {
  light: {
    1: ['#5CA99A'],
    2: ['#C4D9AE', '#116482'],
    3: ['#F9F5E0', '#5CA99A', '#153159'],
    4: ['#F9F5E0', '#9CCBA4', '#2F8A8C', '#153159'],
    5: ['#F9F5E0', '#B4D6AE', '#5CA99A', '#177186', '#153159'],
    7: ['#FDF9E6', '#D2E7B5', '#97C9A3', '#60AA98', '#2C888C', '#055C79', '#142D53'],
  },
  dark: {
    1: ['#469F9F'],
    2: ['#285579', '#85C7A3'],
    3: ['#283751', '#2B7991', '#E4E9AB'],
    4: ['#283751', '#2B7991', '#85C7A3', '#E4E9AB'],
    5: ['#283751', '#285579', '#2B7991', '#469F9F', '#E4E9AB'],
    7: ['#283751', '#285679', '#2B758E', '#3C919A', '#62B1A1', '#93CCA4', '#DEE7AA'],
  },
};

/** Classes from low to high. */
export function sequential(classes: number, theme: Theme, underPoints: boolean): readonly string[] {
  if (classes === 6) return (underPoints ? tint6 : seq6)[theme];
  if (underPoints && classes < 6) return steps(tint6[theme], classes);
  return sequences[theme][classes] ?? seq6[theme];
}

/** So many colours of a palette, from its first to its last. */
const steps = (palette: readonly string[], count: number) =>
  Array.from(
    { length: count },
    (_, step) => palette[count === 1 ? 2 : Math.round((step * (palette.length - 1)) / (count - 1))]!,
  );

/** Distance to the nearest point, near to far; who is not reached is bare paper. */
export const reach4: Record<Theme, readonly string[]> = {
  light: ['#2F7F8A', '#6DADA6', '#B1D5C8', '#FDFCF8'],
  dark: ['#88CDC8', '#4E9397', '#325C67', '#22272C'],
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

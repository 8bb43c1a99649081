// SPDX-License-Identifier: Apache-2.0
import { describe, expect, it } from 'vitest';
import {
  diverging7,
  markFill,
  reach4,
  seq6,
  sequential as classesOf,
  tint6,
} from '../src/measure/palette.ts';
import { mapColours } from '../src/map/map_colours.ts';
import { contrast, deltaE, lab, visions, type Vision } from './colour_science.ts';

const everyVision = Object.keys(visions) as Vision[];
const others = Object.fromEntries(
  (['light', 'dark'] as const).flatMap(theme => [
    ...[2, 3, 4, 5, 7].map(count => [`${count} classes ${theme}`, classesOf(count, theme, false)]),
    ...[2, 3, 4, 5].map(count => [`${count} classes under points ${theme}`, classesOf(count, theme, true)]),
    [`reach ${theme}`, reach4[theme]],
  ]),
) as Record<string, readonly string[]>;
const sequential = {
  'seq6 light': seq6.light,
  'seq6 dark': seq6.dark,
  'tint6 light': tint6.light,
  ...others,
};
const all = { ...sequential, 'diverging light': diverging7.light, 'diverging dark': diverging7.dark };

const lightness = (colours: readonly string[], vision: Vision) =>
  colours.map(colour => lab(colour, vision)[0]);
const isMonotone = (values: number[]) =>
  values.every(
    (value, i) => i === 0 || Math.sign(value - values[i - 1]!) === Math.sign(values[1]! - values[0]!),
  );

it('measures CIEDE2000 as its authors publish it', () => {
  expect(deltaE([50, 2.6772, -79.7751], [50, 0, -82.7485])).toBeCloseTo(2.0425, 4);
  expect(deltaE([60.2574, -34.0099, 36.2677], [60.4626, -34.1751, 39.4387])).toBeCloseTo(1.2644, 4);
});

describe.each(Object.entries(all))('%s', (_, colours) => {
  it.each(everyVision)('keeps neighbouring classes apart for %s vision', vision => {
    const steps = colours.slice(1).map((colour, i) => deltaE(lab(colours[i]!, vision), lab(colour, vision)));
    expect(Math.min(...steps)).toBeGreaterThanOrEqual(8);
  });
});

describe.each(Object.entries(sequential))('%s', (_, colours) => {
  it.each(everyVision)('runs one way in lightness for %s vision', vision => {
    expect(isMonotone(lightness(colours, vision))).toBe(true);
  });
});

it('there is a colour for every class, and one for equal values', () => {
  for (const theme of ['light', 'dark'] as const)
    for (const underPoints of [false, true])
      for (let count = 1; count <= 7; count++)
        expect(classesOf(count, theme, underPoints), `${count} ${theme}`).toHaveLength(count);
});

it.each(['light', 'dark'] as const)(
  'each arm of the diverging palette runs one way in lightness (%s)',
  theme => {
    for (const vision of everyVision) {
      const values = lightness(diverging7[theme], vision);
      expect(isMonotone(values.slice(0, 4))).toBe(true);
      expect(isMonotone(values.slice(3))).toBe(true);
    }
  },
);

it.each(['light', 'dark'] as const)('one stroke of the selection stands out from every class (%s)', theme => {
  const { selection, selectionCore } = mapColours[theme];
  for (const colour of [...seq6[theme], ...diverging7[theme], ...Object.values(markFill[theme])]) {
    expect(Math.max(contrast(selection, colour), contrast(selectionCore, colour))).toBeGreaterThanOrEqual(3);
  }
});

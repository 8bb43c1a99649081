// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { placeLabels, textWidth, type Label } from '../src/map/label_places.ts';

const size = { width: 800, height: 600 };
const label = (code: string, x: number, y: number, more: Partial<Label> = {}): Label => ({
  code,
  name: '石桥镇',
  value: '91.1',
  x,
  y,
  weight: 1,
  lines: 2,
  ...more,
});

it('a label alone stands where it wants to', () => {
  expect(placeLabels([label('a', 100, 100)], size)[0]!.at).toEqual([100, 100]);
});

it('labels never lie on each other, whatever the crowd', () => {
  let seed = 7;
  const random = () => (seed = (seed * 16807) % 2147483647) / 2147483647;
  const crowd = Array.from({ length: 200 }, (_, i) =>
    label(`${i}`, random() * 800, random() * 600, { weight: i }),
  );
  const placed = placeLabels(crowd, size);
  expect(placed.length).toBeGreaterThan(40);
  for (const a of placed)
    for (const b of placed) {
      if (a === b) continue;
      const [dx, dy] = [Math.abs(a.at[0] - b.at[0]), Math.abs(a.at[1] - b.at[1])];
      const height = (one: typeof a) => (one.value ? 29 : 14.5);
      expect(dx >= (a.width + b.width) / 2 || dy >= (height(a) + height(b)) / 2 - 1e-9).toBe(true);
    }
});

it('the heavier label wins; the other gives up its value, then itself', () => {
  const same = Array.from({ length: 40 }, (_, i) => label(`${i}`, 400, 300, { weight: i === 3 ? 9 : 1 }));
  const placed = placeLabels(same, size);
  expect(placed[0]!.code).toBe('3');
  expect(placed[0]!.at).toEqual([400, 300]);
  expect(placed.length).toBeLessThan(same.length);
});

it('a glyph stands in the middle of its cell or nowhere', () => {
  const glyph = label('z', 402, 300, { name: '0', value: '', isGlyph: true, weight: -1 });
  expect(placeLabels([label('a', 400, 300), glyph], size).map(({ code }) => code)).toEqual(['a']);
  expect(placeLabels([label('a', 100, 300), glyph], size)[1]!.at).toEqual([402, 300]);
});

it('Han letters are as wide as they are high', () => {
  expect(textWidth('石桥镇', 10)).toBe(30);
  expect(textWidth('𠮷', 10)).toBe(10);
});

// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import {
  areaPath,
  borderLines,
  extentOf,
  outlinePath,
  sketchOf,
  type SketchAnswer,
} from '../src/map/sketch.ts';

const named = (fid: number, code: string, parent: string) => ({
  fid,
  code,
  name: code,
  level: 'village' as const,
  parent,
  label: [5, 5] as [number, number],
});

/** Two squares of 10 units side by side, A to the west; C lies in a hole of B. */
const answer: SketchAnswer = {
  edition: '2020-01-01',
  area: { fid: 9, code: '41', name: '县', level: 'county', bbox: [0, 0, 2, 1] },
  level: 'village',
  corner: [0, 0],
  unit: 1,
  size: [20, 10],
  arcs: [
    [10, 0, 0, 10],
    [10, 10, -10, 0, 0, -10, 10, 0],
    [10, 0, 10, 0, 0, 10, -10, 0],
    [14, 4, 2, 0, 0, 2, -2, 0, 0, -2],
  ],
  areas: [
    { ...named(1, 'A', '1'), rings: [[0, 1]] },
    { ...named(2, 'B', '2'), rings: [[2, -1], [3]] },
    { ...named(3, 'C', '2'), rings: [[-4]] },
  ],
  between: [],
};
const sketch = sketchOf(answer);

it('draws a ring along its arcs, and against their way where it says so', () => {
  expect(areaPath(sketch, sketch.byCode.get('A')!)).toBe('M10 0l0 10l-10 0 0 -10 10 0z');
  expect(areaPath(sketch, sketch.byCode.get('B')!)).toBe(
    'M10 0l10 0 0 10 -10 0l0 -10zM14 4l2 0 0 2 -2 0 0 -2z',
  );
  expect(areaPath(sketch, sketch.byCode.get('C')!)).toBe('M14 4l0 2 2 0 0 -2 -2 0z');
});

it('tells borders apart by what lies on their two sides', () => {
  expect(borderLines(sketch)).toEqual({
    between: 'M10 0l0 10',
    rim: 'M10 10l-10 0 0 -10 10 0M10 0l10 0 0 10 -10 0',
    inner: 'M14 4l2 0 0 2 -2 0 0 -2',
  });
});

it('the outline of areas taken together has no border between them', () => {
  const of = (...codes: string[]) =>
    outlinePath(sketch, number => codes.includes(sketch.areas[number]!.code));
  expect(of('B', 'C')).toBe('M10 0l0 10M10 0l10 0 0 10 -10 0');
  expect(of('A', 'B', 'C')).toBe(borderLines(sketch).rim);
  expect(of()).toBe('');
});

it('measures boxes and grounds', () => {
  expect(extentOf(sketch, sketch.byCode.get('A')!)).toEqual({ box: [0, 0, 10, 10], ground: 100 });
  expect(extentOf(sketch, sketch.byCode.get('C')!)).toEqual({ box: [14, 4, 16, 6], ground: 4 });
});

it('an area that nobody has drawn has an empty path', () => {
  expect(areaPath(sketch, { ...named(4, 'D', '2'), rings: [] })).toBe('');
});

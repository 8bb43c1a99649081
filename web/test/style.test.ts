// SPDX-License-Identifier: Apache-2.0
import { validateStyleMin } from '@maplibre/maplibre-gl-style-spec';
import { expect, it } from 'vitest';
import { levels, measures, recordLayers } from '../src/view/view.ts';
import { stateOf, type Scene, type Tileset } from '../src/map/scene.ts';
import { styleOf } from '../src/map/style.ts';

const tileset = (layer: string): Tileset => ({
  tiles: `http://127.0.0.1/tiles/${layer}/{z}/{x}/{y}.mvt`,
  bounds: [113, 34, 115, 36],
  minzoom: 0,
  maxzoom: 14,
});
const area = { fid: 1, code: '410199', name: '栖云市', level: 'county' } as const;

const scene: Scene = {
  theme: 'light',
  measure: 'plan',
  asOfDay: 19538,
  areas: tileset('areas'),
  records: Object.fromEntries(recordLayers.map(layer => [layer, tileset(layer)])),
  layers: [...recordLayers],
  area,
  rankingLevel: 'township',
  cellLevel: 'village',
  borders: { township: true, village: false },
  rankingText: { 2: '95.1' },
  cellText: { 3: '0', 4: '–', 5: '70.0' },
  labelLevel: 'township',
  selected: { ...area, fid: 2, level: 'township' },
  hovered: null,
  focused: { ...area, fid: 2, level: 'township' },
  baseMap: null,
};

it('is a valid style for every measure, level and theme', () => {
  for (const theme of ['light', 'dark'] as const) {
    for (const measure of measures) {
      for (const cellLevel of levels) {
        expect(validateStyleMin(styleOf({ ...scene, theme, measure, cellLevel }))).toEqual([]);
      }
    }
  }
});

it('puts a base map under everything but the ground, and is valid with it', () => {
  const style = styleOf({ ...scene, baseMap: { layers: [['https://t.example/{z}/{x}/{y}']], maxzoom: 18 } });
  expect(validateStyleMin(style)).toEqual([]);
  expect(style.layers.slice(0, 2).map(({ id }) => id)).toEqual(['ground', 'base-0']);
});

it('asks for tiles and for nothing else', () => {
  const style = styleOf(scene);
  expect(style.glyphs).toBeUndefined();
  expect(style.sprite).toBeUndefined();
  expect(
    JSON.stringify(style)
      .match(/https?:\/\/[^/"]+/g)!
      .every(host => host === 'http://127.0.0.1'),
  ).toBe(true);
});

it('names no area in its fills: values come by feature-state alone', () => {
  const fill = styleOf(scene).layers.find(layer => layer.id === 'cells')!;
  expect(JSON.stringify(fill)).toContain('feature-state');
  expect(Object.values(stateOf).every(state => state >= 100)).toBe(true);
});

it('only cells without a label of their own carry a glyph', () => {
  const glyphs = styleOf(scene).layers.find(layer => layer.id === 'cell-glyphs')!;
  expect(JSON.stringify(glyphs)).toContain('{"3":"0","4":"–"}');
});

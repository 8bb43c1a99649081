// SPDX-License-Identifier: Apache-2.0
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import { mapColours } from './map_colours.ts';
import { tileLayerOf, type Scene } from './scene.ts';

// The first family only names the weight: MapLibre draws text with fonts of the machine and reads the weight from it.
const families = ['Microsoft YaHei UI', 'PingFang SC', 'Noto Sans CJK SC', 'Source Han Sans SC'];
const bold = ['Courtyard Bold', ...families];
const regular = ['Courtyard Regular', ...families];

const key: ExpressionSpecification = ['to-string', ['id']];
const textOf = (texts: Record<string, string>): ExpressionSpecification => ['get', key, ['literal', texts]];
const among = (texts: Record<string, string>): ExpressionSpecification => ['has', key, ['literal', texts]];

/** Names with values; the selected area first, then as the tiles order them (largest first). */
export function labelLayers(scene: Scene): LayerSpecification[] {
  const hasBoth = scene.labelLevel !== scene.cellLevel;
  if (!hasBoth) return [scene.cellLevel === 'village' ? cellNames(scene, 0) : rankingNames(scene)];
  return [cellGlyphs(scene), { ...rankingNames(scene), maxzoom: 12.5 }, cellNames(scene, 12.5)];
}

const paint = (scene: Scene) => ({
  'text-color': mapColours[scene.theme].text,
  'text-halo-color': mapColours[scene.theme].halo,
  'text-halo-width': 1.8,
});

const sortKey = (scene: Scene): ExpressionSpecification => [
  'case',
  ['==', ['id'], scene.selected?.fid ?? -1],
  0,
  1,
];

function rankingNames(scene: Scene): LayerSpecification & { type: 'symbol' } {
  return {
    id: 'names',
    type: 'symbol',
    source: 'areas',
    'source-layer': `${tileLayerOf[scene.labelLevel]}_labels`,
    filter: among(scene.rankingText),
    layout: {
      'text-field': [
        'format',
        ['get', 'name'],
        { 'text-font': ['literal', bold] },
        '\n',
        {},
        textOf(scene.rankingText),
        { 'font-scale': 0.92 },
      ],
      'text-font': regular,
      'text-size': 12.5 * scene.textScale,
      'text-line-height': 1.15,
      'text-padding': 1,
      'text-variable-anchor-offset': [
        'center',
        [0, 0],
        'top',
        [0, 0.4],
        'bottom',
        [0, -0.4],
        'left',
        [0.8, 0.4],
        'right',
        [-0.8, -0.4],
      ],
      'symbol-sort-key': sortKey(scene),
    },
    paint: paint(scene),
  };
}

function cellNames(scene: Scene, minzoom: number): LayerSpecification {
  return {
    id: 'cell-names',
    type: 'symbol',
    source: 'areas',
    'source-layer': `${tileLayerOf[scene.cellLevel]}_labels`,
    minzoom,
    filter: among(scene.cellText),
    layout: {
      'text-field': [
        'format',
        ['get', 'name'],
        { 'text-font': ['literal', bold] },
        ' ',
        {},
        textOf(scene.cellText),
        { 'font-scale': 0.92 },
      ],
      'text-font': regular,
      'text-size': ['interpolate', ['linear'], ['zoom'], 10, 12 * scene.textScale, 13, 13 * scene.textScale],
      'text-max-width': 30,
      'text-padding': 2,
      'text-variable-anchor-offset': [
        'center',
        [0, 0],
        'top',
        [0, 0.6],
        'bottom',
        [0, -0.6],
        'left',
        [-1.6, 0.6],
        'right',
        [1.6, 0.6],
        'top-left',
        [-1.6, 0.9],
        'top-right',
        [1.6, 0.9],
      ],
      'symbol-sort-key': sortKey(scene),
    },
    paint: paint(scene),
  };
}

/** `0` and `–` inside cells that have no label of their own. */
function cellGlyphs(scene: Scene): LayerSpecification {
  const glyphs = Object.fromEntries(
    Object.entries(scene.cellText)
      .filter(([, text]) => text === '0' || text === '–')
      .map(([fid, text]) => [fid, text[0]!]),
  );
  return {
    id: 'cell-glyphs',
    type: 'symbol',
    source: 'areas',
    'source-layer': `${tileLayerOf[scene.cellLevel]}_labels`,
    maxzoom: 12.5,
    filter: among(glyphs),
    layout: {
      'text-field': textOf(glyphs),
      'text-font': bold,
      'text-size': 9.5 * scene.textScale,
      'text-padding': 0,
    },
    paint: { 'text-color': mapColours[scene.theme].textSoft },
  };
}

// SPDX-License-Identifier: Apache-2.0
import type { ExpressionSpecification, LayerSpecification } from 'maplibre-gl';
import type { RecordLayer } from '../api/types.ts';
import type { Theme } from '../measure/palette.ts';
import { mapColours } from './map_colours.ts';
import { pointsFrom } from './mercator.ts';
import type { Scene } from './scene.ts';
import { symbolOf, symbolWidth, type SymbolName } from './symbols.ts';

/** Diameter of a symbol by zoom. */
const widths: Record<RecordLayer, number[]> = {
  courtyards: [14, 6.5, 15, 8.5, 16, 12],
  inspections: [14, 7, 15, 8, 16, 10],
  bases: [8, 9, 14, 11, 15, 13, 16, 17],
  'help-points': [8, 11, 14, 13, 15, 15, 16, 18],
};

const usualSymbol: Record<RecordLayer, SymbolName> = {
  courtyards: 'registered',
  inspections: 'inspection',
  bases: 'base-county',
  'help-points': 'help-point',
};

/** Cells up to zoom 13 or points from zoom 14 of every layer that is switched on. */
export function recordLayersOf(scene: Scene, part: 'cells' | 'points'): LayerSpecification[] {
  const drawn = scene.layers.filter(layer => scene.records[layer]);
  if (part === 'points') return drawn.map(layer => points(layer, scene.asOfDay));
  return drawn
    .filter(layer => layer === 'courtyards' || layer === 'inspections')
    .flatMap(layer => cells(scene, layer));
}

export const cellLayer = 'courtyards-cells';
export const pointLayerOf = (layer: RecordLayer) => `${layer}-points`;

function points(layer: RecordLayer, asOfDay: number): LayerSpecification {
  const size = [
    'interpolate',
    ['linear'],
    ['zoom'],
    ...widths[layer].map((value, index) => (index % 2 ? value / symbolWidth : value)),
  ];
  const isNear = layer === 'courtyards' || layer === 'inspections';
  return {
    id: pointLayerOf(layer),
    type: 'symbol',
    source: layer,
    'source-layer': layer,
    ...(isNear ? { minzoom: pointsFrom } : {}),
    layout: {
      'icon-image': iconOf(layer, asOfDay),
      'icon-size': size as unknown as ExpressionSpecification,
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
    },
  };
}

/** A courtyard counts while the day asked about lies in its counted interval, whatever its last step is called. */
const counts = (asOfDay: number): ExpressionSpecification => [
  'all',
  ['has', 'completed_on'],
  ['<=', ['get', 'completed_on'], asOfDay],
  ['any', ['!', ['has', 'revoked_on']], ['>', ['get', 'revoked_on'], asOfDay]],
];

function iconOf(layer: RecordLayer, asOfDay: number): ExpressionSpecification | string {
  if (layer === 'inspections') return 'inspection';
  const pairs: string[] = Object.entries(symbolOf).flat();
  const byStatus = [
    'match',
    ['to-string', ['get', 'status']],
    ...pairs,
    usualSymbol[layer],
  ] as unknown as ExpressionSpecification;
  return layer === 'courtyards' ? ['case', counts(asOfDay), 'completed', byStatus] : byStatus;
}

function cells(scene: Scene, layer: 'courtyards' | 'inspections'): LayerSpecification[] {
  const source = { source: layer, 'source-layer': `${layer}_cells`, maxzoom: pointsFrom };
  return [layer === 'courtyards' ? householdCells(scene, source) : inspectionCells(source)];
}

type CellSource = { source: string; 'source-layer': string; maxzoom: number };

/** From none to all of a cell's households completed; the same colours as the points they become. */
export const cellShades: Record<Theme, readonly [none: string, all: string]> = {
  light: ['#D3DADC', '#0B5A74'],
  dark: ['#323C44', '#F3F2EE'],
};

/** Squares by the share of their households that is completed: not a share of any target, so not in its colours. */
function householdCells(scene: Scene, source: CellSource): LayerSpecification {
  const share: ExpressionSpecification = [
    '/',
    ['coalesce', ['get', 'completed'], 0],
    ['max', 1, ['get', 'count']],
  ];
  const [none, all] = cellShades[scene.theme];
  return {
    id: cellLayer,
    type: 'fill',
    ...source,
    paint: {
      'fill-color': ['interpolate', ['linear'], share, 0, none, 1, all],
      'fill-outline-color': mapColours[scene.theme].halo,
    },
  };
}

/** One cross in the middle of a cell that holds inspections. */
function inspectionCells(source: CellSource): LayerSpecification {
  return {
    id: 'inspections-cells',
    type: 'symbol',
    ...source,
    layout: {
      'icon-image': 'inspection',
      'icon-size': ['interpolate', ['linear'], ['zoom'], 9, 0.3, 12, 0.5, 14, 0.6],
      'icon-allow-overlap': true,
      'icon-ignore-placement': true,
    },
  };
}

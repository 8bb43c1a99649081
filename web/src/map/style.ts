// SPDX-License-Identifier: Apache-2.0
import type { LayerSpecification, SourceSpecification, StyleSpecification } from 'maplibre-gl';
import { areaLayers, outlineLayers, surroundings } from './area_layers.ts';
import { labelLayers } from './label_layers.ts';
import { mapColours } from './map_colours.ts';
import { recordLayersOf } from './record_layers.ts';
import type { Scene, Tileset } from './scene.ts';

const sourceOf = ({ tiles, bounds, minzoom, maxzoom }: Tileset): SourceSpecification => ({
  type: 'vector',
  tiles: [tiles],
  bounds,
  minzoom,
  maxzoom,
});

/** The whole style of a scene, bottom to top as VISUAL.md 4.2 orders it. No glyphs, no sprite: nothing is fetched but tiles. */
export function styleOf(scene: Scene): StyleSpecification {
  const sources: Record<string, SourceSpecification> = { areas: sourceOf(scene.areas) };
  for (const layer of scene.layers) {
    const tileset = scene.records[layer];
    if (tileset) sources[layer] = sourceOf(tileset);
  }
  scene.baseMap?.layers.forEach((tiles, number) => {
    sources[`base-${number}`] = { type: 'raster', tiles, tileSize: 256, maxzoom: scene.baseMap!.maxzoom };
  });
  const layers: LayerSpecification[] = [
    { id: 'ground', type: 'background', paint: { 'background-color': mapColours[scene.theme].ground } },
    ...baseLayers(scene),
    ...areaLayers(scene),
    ...recordLayersOf(scene, 'cells'),
    ...(scene.layers.length > 0 ? surroundings(scene) : []),
    ...outlineLayers(scene),
    ...recordLayersOf(scene, 'points'),
    ...labelLayers(scene),
  ];
  return { version: 8, sources, layers };
}

/** Paler and greyer than it came, so that ours stays in front (VISUAL.md 4.2). */
const baseLayers = ({ baseMap, theme }: Scene) =>
  (baseMap?.layers ?? []).map((_, number): LayerSpecification => ({
    id: `base-${number}`,
    type: 'raster',
    source: `base-${number}`,
    paint: {
      'raster-opacity': 0.6,
      'raster-saturation': -0.7,
      'raster-fade-duration': 0,
      ...(theme === 'dark' ? { 'raster-brightness-max': 0.45 } : {}),
    },
  }));

// SPDX-License-Identifier: Apache-2.0
import type { ExpressionSpecification, FilterSpecification, LayerSpecification } from 'maplibre-gl';
import type { AreaName, Level } from '../api/types.ts';
import { coloursOf } from '../measure/classes.ts';
import { markFill } from '../measure/palette.ts';
import { mapColours } from './map_colours.ts';
import { pointsFrom } from './mercator.ts';
import { stateOf, tileLayerOf, type Scene } from './scene.ts';

const state: ExpressionSpecification = ['coalesce', ['feature-state', 'class'], -1];
const only = (area: AreaName | null): FilterSpecification => ['==', ['id'], area?.fid ?? -1];
const onLevel = (level: Level) => ({ source: 'areas', 'source-layer': tileLayerOf[level] });
const byZoom = (...stops: number[]): ExpressionSpecification =>
  ['interpolate', ['linear'], ['zoom'], ...stops] as unknown as ExpressionSpecification;

function fillColour(scene: Scene, underPoints: boolean): ExpressionSpecification {
  const { theme, measure } = scene;
  const classes = coloursOf(measure, theme, underPoints).flatMap((colour, number) => [number, colour]);
  const fill = markFill[theme];
  const marks = [
    stateOf.no_data,
    fill.no_data,
    stateOf.zero,
    fill.zero,
    stateOf.suppressed,
    fill.suppressed,
    stateOf.not_applicable,
    fill.not_applicable,
    stateOf.off,
    mapColours[theme].ground,
  ];
  return [
    'match',
    state,
    ...classes,
    ...marks,
    mapColours[theme].outside,
  ] as unknown as ExpressionSpecification;
}

const shownWhen = (value: number): ExpressionSpecification => ['case', ['==', state, value], 1, 0];

/** Fills with their marks, below everything else. */
export function areaLayers(scene: Scene): LayerSpecification[] {
  const colours = mapColours[scene.theme];
  const cells = onLevel(scene.cellLevel);
  const hasCells = scene.layers.includes('courtyards');
  return [
    {
      id: 'band',
      type: 'line',
      ...onLevel(scene.area.level),
      filter: only(scene.area),
      layout: { 'line-join': 'round' },
      paint: { 'line-color': colours.band, 'line-width': 18 },
    },
    {
      // Covers the inner half of the band, which would show through fills that step back.
      id: 'area-ground',
      type: 'fill',
      ...onLevel(scene.area.level),
      filter: only(scene.area),
      paint: { 'fill-color': colours.ground, 'fill-opacity': scene.baseMap ? 0 : 1 },
    },
    {
      id: 'cells',
      type: 'fill',
      ...cells,
      paint: {
        'fill-color': ['step', ['zoom'], fillColour(scene, false), pointsFrom, fillColour(scene, true)],
        // Under grid cells of households the areas step back, so that two colour scales are not read at once.
        'fill-opacity': hasCells ? ['step', ['zoom'], 0.28, pointsFrom, 1] : scene.baseMap ? 0.72 : 1,
      },
    },
    {
      id: 'cells-hatch',
      type: 'fill',
      ...cells,
      paint: { 'fill-pattern': 'hatch', 'fill-opacity': shownWhen(stateOf.no_data) },
    },
    {
      id: 'cells-dots',
      type: 'fill',
      ...cells,
      paint: { 'fill-pattern': 'dots', 'fill-opacity': shownWhen(stateOf.suppressed) },
    },
    { id: 'hit', type: 'fill', ...onLevel(scene.rankingLevel), paint: { 'fill-opacity': 0 } },
  ];
}

/** What lies around the area shown steps back, and so do the household cells there. */
export function surroundings(scene: Scene): LayerSpecification[] {
  return [
    {
      id: 'surroundings',
      type: 'fill',
      ...onLevel(scene.area.level),
      filter: ['!=', ['id'], scene.area.fid],
      paint: { 'fill-color': mapColours[scene.theme].outside, 'fill-opacity': 0.86 },
    },
  ];
}

/** Borders, the outline of the area shown, hover and selection. */
export function outlineLayers(scene: Scene): LayerSpecification[] {
  const colours = mapColours[scene.theme];
  const round = { 'line-join': 'round', 'line-cap': 'round' } as const;
  const shown = (on: boolean) => ({ ...round, visibility: on ? 'visible' : 'none' }) as const;
  const selectedLevel = onLevel(scene.selected?.level ?? scene.rankingLevel);
  const hoveredLevel = onLevel(scene.hovered?.level ?? scene.rankingLevel);
  const focusedLevel = onLevel(scene.focused?.level ?? scene.rankingLevel);
  return [
    {
      id: 'village-casing',
      type: 'line',
      ...onLevel('village'),
      minzoom: 12,
      layout: shown(scene.borders.village),
      paint: { 'line-color': colours.villageCasing, 'line-width': 2.6, 'line-opacity': 0.85 },
    },
    {
      id: 'village-line',
      type: 'line',
      ...onLevel('village'),
      layout: shown(scene.borders.village),
      paint: {
        'line-color': ['step', ['zoom'], colours.village, 12, colours.villageNear],
        'line-width': byZoom(9, 0.6, 11, 0.8, 12, 0.9),
      },
    },
    {
      id: 'township-line',
      type: 'line',
      ...onLevel('township'),
      layout: shown(scene.borders.township),
      paint: { 'line-color': colours.township, 'line-width': byZoom(9, 1, 11, 1.1, 13, 1.4, 14, 2) },
    },
    {
      id: 'area-line',
      type: 'line',
      ...onLevel(scene.area.level),
      filter: only(scene.area),
      layout: round,
      paint: { 'line-color': colours.outline, 'line-width': byZoom(9, 1.6, 11, 1.8, 13, 2.1, 14, 2.2) },
    },
    {
      id: 'hover',
      type: 'line',
      ...hoveredLevel,
      filter: only(scene.hovered),
      layout: round,
      paint: { 'line-color': colours.hover, 'line-width': 2 },
    },
    {
      id: 'selection',
      type: 'line',
      ...selectedLevel,
      filter: only(scene.selected),
      layout: round,
      paint: { 'line-color': colours.selection, 'line-width': byZoom(13, 4.6, 14, 6) },
    },
    {
      id: 'selection-core',
      type: 'line',
      ...selectedLevel,
      filter: only(scene.selected),
      layout: round,
      paint: { 'line-color': colours.selectionCore, 'line-width': byZoom(13, 1.6, 14, 2.2) },
    },
    ...focusLines(scene).map(({ id, colour, width }): LayerSpecification => ({
      id,
      type: 'line',
      ...focusedLevel,
      filter: only(scene.focused),
      layout: round,
      paint: { 'line-color': colour, 'line-width': width },
    })),
  ];
}

/** The selection's stroke with a ring of the accent around it: where the keyboard points. */
function focusLines({ theme }: Scene) {
  const colours = mapColours[theme];
  return [
    { id: 'focus', colour: colours.focus, width: 9 },
    { id: 'focus-line', colour: colours.selection, width: 4.6 },
    { id: 'focus-core', colour: colours.selectionCore, width: 1.6 },
  ];
}

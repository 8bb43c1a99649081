// SPDX-License-Identifier: Apache-2.0
// What the map shows, as plain values: the style is computed from it and nothing else.
import type { AreaName, Box, Level, RecordLayer } from '../api/types.ts';
import type { Theme } from '../measure/palette.ts';
import type { Measure } from '../view/view.ts';

export interface Tileset {
  /** Template with {z}/{x}/{y}, on our own origin. */
  tiles: string;
  bounds: Box;
  minzoom: number;
  maxzoom: number;
}

export interface Scene {
  theme: Theme;
  measure: Measure;
  /** The day asked about, in days since 1970-01-01 as tiles count them. */
  asOfDay: number;
  areas: Tileset;
  records: Partial<Record<RecordLayer, Tileset>>;
  /** Records drawn, in the order of the rail. */
  layers: RecordLayer[];
  /** The area shown; its outline is the strong one. */
  area: AreaName;
  /** Areas that answer to the pointer and whose rows stand in the table. */
  rankingLevel: Level;
  cellLevel: Level;
  borders: { township: boolean; village: boolean };
  /** Values by feature id, as text under or behind the name. */
  rankingText: Record<string, string>;
  cellText: Record<string, string>;
  /** Level whose names stand on the map at every zoom. */
  labelLevel: Level;
  selected: AreaName | null;
  hovered: AreaName | null;
  /** Where the keyboard points. */
  focused: AreaName | null;
  /** Somebody else's map beneath ours; null for none. */
  baseMap: { layers: string[][]; maxzoom: number } | null;
}

export const tileLayerOf: Record<Level, string> = {
  province: 'provinces',
  prefecture: 'prefectures',
  county: 'counties',
  township: 'townships',
  village: 'villages',
};

/** Value of feature-state `class`: the number of the class, or one of these. */
export const stateOf = { no_data: 100, zero: 101, suppressed: 102, not_applicable: 103, off: 104 } as const;

// SPDX-License-Identifier: Apache-2.0
import type { Day, Level, RecordLayer } from '../api/types.ts';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

export const measures = ['plan', 'year', 'pace'] as const;
export type Measure = (typeof measures)[number];

export const levels = [
  'province',
  'prefecture',
  'county',
  'township',
  'village',
] as const satisfies readonly Level[];

export const recordLayers = [
  'courtyards',
  'inspections',
  'bases',
  'help-points',
] as const satisfies readonly RecordLayer[];

export const sheets = ['a4', 'a3', 'wall'] as const;
export type Sheet = (typeof sheets)[number];

/** What the page shows, and all that its address says. Null stands for the default. */
export interface View {
  /** Null: the root of the caller's scope. */
  area: string | null;
  /** Null: the first campaign of the server. */
  campaign: string | null;
  /** Null: today, by the server's calendar. */
  date: Day | null;
  measure: Measure;
  /** Level of the ranking; null: one step below the area. */
  level: Level | null;
  /** Code of the selected area. */
  selected: string | null;
  /** Null: the records of the campaign where they are few (bases, help points, one village), else none. */
  layers: RecordLayer[] | null;
  lang: Language;
  /** Id of the base map under ours; null for none. */
  base: string | null;
  /** Where the reader has moved the map: zoom, latitude, longitude; null: the whole area. */
  camera: [zoom: number, lat: number, lon: number] | null;
  /** The paper on which the map is shown before it is printed; null: the dashboard. */
  sheet: Sheet | null;
}

export const defaultView: View = {
  area: null,
  campaign: null,
  date: null,
  measure: 'plan',
  level: null,
  selected: null,
  layers: null,
  lang: 'zh',
  base: null,
  camera: null,
  sheet: null,
};

// SPDX-License-Identifier: Apache-2.0
import type { ClassMethod, Day, Level, RecordLayer } from '../api/types.ts';

export const languages = ['zh', 'en'] as const;
export type Language = (typeof languages)[number];

/** What the page is about: progress of a campaign, or how it is reached, reported and recorded. */
export const themes = ['progress', 'reach', 'returns', 'quality'] as const;
export type Theme = (typeof themes)[number];

/** What areas are coloured and ranked by; those beyond `change` belong to the other themes. */
export const measures = [
  'plan',
  'year',
  'pace',
  'value',
  'value_year',
  'change',
  'reach',
  'returns',
  'flags',
] as const;
export type Measure = (typeof measures)[number];

/** How classes are made. Null counts as the usual way of the measure. */
export interface ClassChoice {
  method: ClassMethod;
  count: number;
  /** Over all dates, so that a colour means the same on each. */
  pooled: boolean;
}
export const classMethods = ['fixed', 'quantile', 'jenks', 'equal'] as const satisfies readonly ClassMethod[];

export const radii = [1, 2, 3, 5, 10] as const;

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
  theme: Theme;
  /** Null: the first campaign of the server. */
  campaign: string | null;
  /** Null: the campaign's main one. */
  indicator: string | null;
  /** Null: today, by the server's calendar. */
  date: Day | null;
  /** A second day that the first is compared with. */
  compare: Day | null;
  /** Everything as it was known at this revision; null: as it is known now. */
  snapshot: number | null;
  measure: Measure;
  classes: ClassChoice | null;
  /** Of reach: kilometres, one kind of help point (null: all), and where one more point is tried. */
  radius: number;
  pointKind: string | null;
  tried: [lon: number, lat: number] | null;
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
  theme: 'progress',
  campaign: null,
  indicator: null,
  date: null,
  compare: null,
  snapshot: null,
  measure: 'plan',
  classes: null,
  radius: 3,
  pointKind: null,
  tried: null,
  level: null,
  selected: null,
  layers: null,
  lang: 'zh',
  base: null,
  camera: null,
  sheet: null,
};

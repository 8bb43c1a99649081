// SPDX-License-Identifier: Apache-2.0
// The answers of the server, word for word as docs/API.md gives them.

export type Level = 'province' | 'prefecture' | 'county' | 'township' | 'village';
export type Box = [west: number, south: number, east: number, north: number];
/** A calendar day, YYYY-MM-DD, at UTC+08:00. */
export type Day = string;
export type Bilingual = { zh: string; en: string };
export type RecordLayer = 'courtyards' | 'inspections' | 'bases' | 'help-points';
export type Pace = 'ahead' | 'on_pace' | 'behind' | 'no_target' | 'not_started' | 'ended';
export type Role =
  'viewer' | 'field' | 'reviewer' | 'planner' | 'caseworker' | 'security' | 'auditor' | 'admin';

export interface AreaName {
  fid: number;
  code: string;
  name: string;
  level: Level;
}

export interface Me {
  name: string | null;
  role: Role | null;
  area: AreaName | null;
  public_level: 0 | 1 | 2;
  /** A one-time password opens nothing but the change of it. */
  must_change_password?: boolean;
  second_factor?: boolean;
  /** A session is over so long after its last request, */
  idle_s?: number;
  /** and so long from now whatever happens. */
  ends_in_s?: number;
}

export interface Status {
  id: string;
  name: Bilingual;
  completed: boolean;
}

/** How an indicator is counted. */
export type IndicatorKind = 'records' | 'count' | 'stock' | 'amount' | 'rate' | 'coverage' | 'milestone';

export interface Indicator {
  id: string;
  name: Bilingual;
  unit: Bilingual;
  kind: IndicatorKind;
  direction: 'more' | 'fewer';
  numerator?: string;
  /** Of records: from this status of the ladder on. */
  at_least?: string;
  denominator?: string;
  /** Of coverage: which areas are counted. */
  level?: Level;
  reported: boolean;
  /** Answered for the whole alone, rounded. */
  protected: boolean;
}

export interface Campaign {
  id: string;
  name: Bilingual;
  start: Day;
  end: Day;
  record: 'courtyards' | 'bases' | 'help-points' | 'figures' | 'cases' | 'relief';
  indicator: Indicator;
  indicators: Indicator[];
  /** Who owes a monthly return of which indicators; null: nobody. */
  returns: { level: Level; due_day: number; indicators: string[] } | null;
  statuses: Status[];
  years: number[];
}

export interface PlacedArea extends AreaName {
  bbox: Box;
}

export interface AreaAnswer {
  area: PlacedArea & { parent: string | null };
  path: PlacedArea[];
  children: (PlacedArea & { children: number })[];
}

/** ROW of the interface: shares in per cent, null when there is nothing to divide by. */
export interface Row extends AreaName {
  registered: number | null;
  proposed: number | null;
  target_plan: number | null;
  target_year: number | null;
  completed: number | null;
  completed_year: number | null;
  share_plan: number | null;
  share_year: number | null;
  share_registered: number | null;
  expected_share: number | null;
  pace: Pace;
  forecast_on: Day | null;
  children_gap: { target_plan: number; sum_of_children: number } | null;
  /** The indicator's figure in its own unit. */
  value: number | null;
  value_year: number | null;
  /** Of a rate: what this year's is divided by. */
  denominator_year?: number | null;
  /** Of an amount. */
  persons?: number | null;
  /** Set by disclosure control where a count may not be shown. */
  suppressed?: boolean;
}

export interface ProgressAnswer {
  campaign: string;
  indicator: string;
  kind: IndicatorKind;
  unit: Bilingual;
  as_of: Day;
  revision: number;
  edition: string;
  area: { code: string; name: string; level: Level };
  total: Row;
  rows: Row[];
}

export type ExplainedFigure = 'completed' | 'completed_year';
export type Standing =
  | 'counted'
  | 'another_year'
  | 'registered_later'
  | 'revoked'
  | 'proposed_only'
  | 'counts_later'
  | 'not_accepted'
  | 'elsewhere'
  | 'unplaced'
  | 'later'
  | 'replaced';

export interface ExplainedRecord {
  id: string;
  standing: Standing;
  status: string;
  since: Day;
  decision: { id: string; to: string; decided_on: Day; recorded_at: string } | null;
}

/** What an area reported, where an indicator is made of reports. */
export interface ExplainedReport {
  period: string;
  value: number;
  standing: Standing;
  since: Day;
  reported_on: Day;
  area: AreaName;
}

export interface Explanation {
  indicator: { id: string; name: Bilingual; unit: Bilingual };
  figure: ExplainedFigure;
  as_of: Day;
  revision: number;
  edition: string;
  rule: Bilingual;
  figures: Row;
  numerator: { total: number; records: (ExplainedRecord | ExplainedReport)[] };
  excluded: {
    total: number;
    reasons: {
      reason: Standing;
      name: Bilingual;
      status: { name: Bilingual; id: string } | null;
      records: number;
    }[];
    records: (ExplainedRecord | ExplainedReport)[];
  };
  targets: { period: string; value: number | null; approved_on: Day; state: TargetState }[];
}
export type TargetState = 'in_force' | 'replaced' | 'not_yet';

export interface ReportAnswer {
  area: string;
  from: Day;
  to: Day;
  revision: number;
  text: string;
}

export interface MatrixAnswer {
  campaign: string;
  dates: Day[];
  rows: {
    fid: number;
    code: string;
    completed: (number | null)[];
    share_plan: (number | null)[];
    value: (number | null)[];
  }[];
  total: {
    completed: (number | null)[];
    expected: (number | null)[];
    target_plan: number | null;
    share_plan: (number | null)[];
    value: (number | null)[];
    yearly_targets: { year: number; target_cumulative: number }[];
  };
}

/** Figures of a ROW that a matrix gives for every date. */
export const frameFigures = [
  'registered',
  'completed',
  'completed_year',
  'target_plan',
  'target_year',
  'share_plan',
  'share_year',
  'expected_share',
  'value',
  'value_year',
  'pace',
  'suppressed',
] as const;
export type FrameFigure = (typeof frameFigures)[number];
export type FrameRow = { fid: number; code: string } & { [Figure in FrameFigure]: Row[Figure][] };

/** Whole rows by date, in the borders of `edition`; `editions` were in force on the dates. */
export interface FramesAnswer {
  as_of: Day;
  revision: number;
  edition: string;
  dates: Day[];
  editions: string[];
  total: FrameRow;
  rows: FrameRow[];
}

export type ClassMethod = 'fixed' | 'quantile' | 'jenks' | 'equal';
export type ClassedMeasure = 'share_plan' | 'share_year' | 'pace' | 'value' | 'value_year';

export interface ClassesAnswer {
  measure: ClassedMeasure;
  method: ClassMethod;
  pooled: boolean;
  breaks: number[];
  counts: number[];
}

/** REACH of the interface. `population` is published by the server or not told at all. */
export interface ReachRow extends AreaName {
  points: number;
  area_share: number | null;
  area_m2: number;
  reached_m2: number;
  villages: number;
  villages_within: number;
  villages_whole: number;
  villages_touched: number;
  villages_unplaced: number;
  nearest_m: number | null;
  population: Population | null;
}

export interface Population {
  kind: string;
  within: number | null;
  total: number | null;
  share: number | null;
  suppressed: boolean;
}

export type Service = 'help-points' | 'bases';

export interface CoverageAnswer {
  service: Service;
  kind: string | null;
  radius_m: number;
  as_of: Day;
  revision: number;
  edition: string;
  area: AreaName;
  flags: string[];
  points_without_position: number;
  population_reason: { code: string; detail: Bilingual } | null;
  total: ReachRow;
  rows: ReachRow[];
}

export interface WhatIfAnswer {
  radius_m: number;
  position: [lon: number, lat: number];
  village: AreaName | null;
  added: { reached_m2: number; area_share: number; villages_within: number };
  before: ReachRow;
  after: ReachRow;
  rows: (AreaName & {
    area_share_before: number | null;
    area_share: number | null;
    added_m2: number;
    newly_within: boolean;
    nearest_before_m: number | null;
    nearest_m: number | null;
  })[];
}

export interface ReturnsRow extends AreaName {
  owed: number;
  returned: number;
  in_time: number;
  completeness: number | null;
  timeliness: number | null;
}

export interface ReturnsAnswer {
  campaign: string;
  month: string;
  due_on: Day;
  owed_by: Level;
  as_of: Day;
  revision: number;
  edition: string;
  area: AreaName;
  indicators: string[];
  total: ReturnsRow;
  rows: ReturnsRow[];
  missing: AreaName[];
}

export interface QualityAnswer {
  revision: number;
  /** Open doubts by flag. */
  flags: Record<string, number>;
  open: number;
  resolved: number;
  rows: { code: string; name: string; flags: Record<string, number>; open: number; resolved: number }[];
}

export interface FlagEntry {
  id: number;
  inspection: string;
  household: string | null;
  area: AreaName | null;
  flag: string;
  value: number | null;
  unit: string | null;
  detail: string;
  advice: string;
  observed_at: string;
  lon: number;
  lat: number;
  age_days: number;
  state: 'open' | 'confirmed' | 'dismissed';
}

export interface FlagsAnswer {
  revision: number;
  kinds: Record<string, { open: number; confirmed: number; dismissed: number }>;
  entries: FlagEntry[];
  next: number | null;
}

export interface EstimateAnswer {
  rows: number;
  bytes: number;
  exact: boolean;
  /** Made in the background: the answer will be a job. */
  as_job: boolean;
  file_name: string;
}

export interface ExportJob {
  id: string;
  state: 'waiting' | 'running' | 'done' | 'failed' | 'stopped';
  file_name: string;
  rows: number;
  done: number;
  bytes: number | null;
  expires_at: string | null;
  error?: { code: string; detail: string };
  links: { rel: string; href: string }[];
}

export interface ChangeEvent {
  revision: number;
  campaigns: string[];
  areas: string[];
  layers: string[];
  bbox: Box | null;
}

/** What courtyard.toml says about maps. */
export interface MapSettings {
  base_maps: {
    id: string;
    name: Bilingual;
    /** From the bottom up, each by all its addresses. */
    layers: string[][];
    attribution: string;
    maxzoom: number;
  }[];
  approval_number: string;
  maker: string;
}

export interface TileJson {
  tiles: string[];
  bounds?: Box;
  minzoom?: number;
  maxzoom?: number;
}

export interface ProblemBody {
  type: string;
  title: string;
  status: number;
  detail: string;
  code: string;
  description: string;
  request_id: string;
  errors?: { row?: number; field?: string; column?: string; detail: string; description?: string }[];
}

export const exportFormats = ['shp.zip', 'gpkg', 'geojson', 'fgb', 'csv', 'xlsx', 'kml'] as const;
export type ExportFormat = (typeof exportFormats)[number];

export const exportLayers = [
  'villages',
  'townships',
  'counties',
  'courtyards',
  'bases',
  'help-points',
  'inspections',
  'progress',
] as const;
export type ExportLayer = (typeof exportLayers)[number];
